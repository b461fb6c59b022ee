"""What both exporters share: this package's templates, and a block before every other form of an output."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import Any as AnyTrait
from traitlets import default

from newsparallax.reporting import ASSETS, blocks
from newsparallax.reporting.blocks import Block


class BlockExporter(TemplateExporter):  # type: ignore[misc]
    """Writes by this package's templates; `forms` are the MIME types shown where an output is no block, best first.

    `writer` makes the page or document being written, `written`; `filters` are what a template needs besides. Each
    exporter has a method `markdown` for a cell's text, and `whole` for what stands around the body.
    """

    forms: ClassVar[tuple[str, ...]]
    ending: ClassVar[str]
    filters: ClassVar[Mapping[str, Callable[[Any], str]]]
    writer: ClassVar[type]
    written = AnyTrait()

    @default("written")
    def _begun(self) -> Any:
        return self.writer()

    @default("file_extension")
    def _ending(self) -> str:
        return self.ending

    @default("template_paths")
    def _template_paths(self, prune: bool = True, root_dirs: object = None) -> list[str]:
        # These alone. nbconvert's own list begins with the working folder and holds those of $JUPYTER_PATH; a template
        # is a program.
        return [str(ASSETS / "templates")]

    def part(self, notebook: NotebookNode) -> str:
        """The body of one more notebook of the page or document that this exporter writes."""
        return str(super().from_notebook_node(notebook)[0])

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The page or document of one notebook; `nb.metadata.newsparallax` may hold its title and kicker."""
        self.written = self.writer()
        body, resources = super().from_notebook_node(nb, resources, **kw)
        title = nb.metadata.get("title") or _first_heading(nb) or "Report"
        return self.whole(body, {"title": title, **nb.metadata.get("newsparallax", {})}), resources

    def _block(self, data: Mapping[str, Any]) -> str:
        block: Block = blocks.from_json(data)
        return str(self.written.block(block))

    @property
    def default_config(self) -> Any:
        config = super().default_config
        config.Exporter.optimistic_validation = True  # once, instead of after each of nbconvert's ten steps
        config.NbConvertBase.display_data_priority = [blocks.MIME, *self.forms]
        return config

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.globals["block_mime"] = blocks.MIME
        environment.filters |= {"block": self._block, "markdown": self.markdown, **self.filters}
        return environment


def _first_heading(nb: NotebookNode) -> str:
    lines = (line for cell in nb.cells if cell.cell_type == "markdown" for line in cell.source.split("\n"))
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")
