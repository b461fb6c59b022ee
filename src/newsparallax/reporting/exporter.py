"""What both exporters share: this package's templates, and a block before every other form of an output."""

from __future__ import annotations

from typing import Any, ClassVar

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from newsparallax.reporting import ASSETS, blocks


class BlockExporter(TemplateExporter):  # type: ignore[misc]
    """Writes by this package's templates; `forms` are the MIME types shown where an output is no block, best first."""

    forms: ClassVar[tuple[str, ...]]

    @default("template_paths")
    def _template_paths(self, prune: bool = True, root_dirs: object = None) -> list[str]:
        # These alone. nbconvert's own list begins with the working folder and holds those of $JUPYTER_PATH; a template
        # is a program.
        return [str(ASSETS / "templates")]

    def part(self, notebook: NotebookNode) -> str:
        """The body of one more notebook of the page or document that this exporter writes."""
        return str(super().from_notebook_node(notebook)[0])

    @property
    def default_config(self) -> Any:
        config = super().default_config
        config.Exporter.optimistic_validation = True  # once, instead of after each of nbconvert's ten steps
        config.NbConvertBase.display_data_priority = [blocks.MIME, *self.forms]
        return config

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.globals["block_mime"] = blocks.MIME
        return environment
