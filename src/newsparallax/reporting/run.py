"""Executing the notebooks: papermill in this process, one kernel for all of them, its variables cleared in between."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
import papermill
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from nbformat import NotebookNode
from traitlets import Type

from newsparallax.corpus import CorpusError
from newsparallax.reporting import blocks, kernel
from newsparallax.reporting.settle import LAB

CHAPTERS = (
    "01-overview",
    "02-statements",
    "03-sourcing",
    "04-topic-coverage",
    "05-framing",
    "06-left-out",
    "07-articles",
    "08-methods",
)
Parameters = Mapping[str, Any]
# Emptying a kernel looks through every object there is for what can go: not through those of the imports.
_FRESH = "import gc\ngc.freeze()\nget_ipython().reset()"
_TYPES = {int: "whole number of 0 or more", float: "number of 0 or more", bool: "true or false", list: "list"}


class RunError(CorpusError):
    """A notebook cannot be run as asked, or failed; the message names the notebook and what to do."""


def notebooks_folder() -> Path:
    """The notebooks of this installation: inside the installed package, else those of the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "notebooks"
    return installed if installed.is_dir() else package.parents[1] / "notebooks"


def declared(notebook: Path) -> dict[str, Any]:
    """The parameters a notebook declares, with their defaults. Raises RunError without a `parameters` cell."""
    cells = nbformat.read(notebook, as_version=4).cells
    if not any("parameters" in cell.metadata.get("tags", ()) for cell in cells):
        raise RunError(f"{notebook.name}: no cell has the tag `parameters`; papermill would change nothing")
    found = papermill.inspect_notebook(notebook)
    return {name: ast.literal_eval(parameter["default"]) for name, parameter in found.items()}


def typed(text: str, default: object) -> object:
    """A parameter's value as given on the command line, of its default's type: a list may be `a,b`, JSON or Python."""
    if isinstance(default, str):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    if isinstance(default, list) and not isinstance(value, list):
        return _listed(text)
    return value


def _listed(text: str) -> list[str]:
    """`a,b` or `[a, b]` as a list; a name that holds a comma stands in quotation marks of either kind."""
    inside = text.strip().removeprefix("[").removesuffix("]")
    parts = re.findall(r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^,]*))\s*(?:,|$)""", inside)
    return [name for part in parts if (name := "".join(part).strip())]


def parameters_for(notebooks: Sequence[Path], given: Mapping[str, str]) -> list[dict[str, Any]]:
    """For each notebook those of the given parameters it declares. Raises RunError for one that none declares."""
    known = [declared(notebook) for notebook in notebooks]
    names = set().union(*known) if known else set()
    if unknown := sorted(given.keys() - names):
        raise RunError(f"no notebook has a parameter {', '.join(unknown)}; there are: {', '.join(sorted(names))}")
    wrong = [
        (name, text, _TYPES.get(type(parameters[name]), type(parameters[name]).__name__))
        for parameters in known
        for name, text in given.items()
        if name in parameters and not _fits(typed(text, parameters[name]), parameters[name])
    ]
    if wrong:
        name, text, kind = wrong[0]
        raise RunError(f"parameter {name}: {text!r} is no {kind}")
    return [{name: typed(text, own[name]) for name, text in given.items() if name in own} for own in known]


def with_settings(notebooks: Sequence[Path], parameters: Sequence[Parameters]) -> list[dict[str, Any]]:
    """The parameters, and for a notebook that declares `settings` those of all of them, defaults included."""
    known = [declared(notebook) for notebook in notebooks]
    settings = {
        f"{notebook.stem}: {name}": own.get(name, value)
        for notebook, defaults, own in zip(notebooks, known, parameters, strict=True)
        for name, value in defaults.items()
        if name not in ("corpus", "tables", "outlets", "settings")
    }
    return [
        {**own, "settings": settings} if "settings" in defaults else dict(own)
        for defaults, own in zip(known, parameters, strict=True)
    ]


def _fits(value: object, default: object) -> bool:
    """Whether a value is of its default's type; every number a notebook takes is a count, a length or a share."""
    if isinstance(default, bool) or not isinstance(default, (int, float)):
        return default is None or type(value) is type(default)
    wanted = (int,) if isinstance(default, int) else (int, float)
    return isinstance(value, wanted) and not isinstance(value, bool) and value >= 0


def execute(
    notebooks: Sequence[Path],
    parameters: Sequence[Parameters],
    cwd: Path,
    progress: Callable[[str], None] = lambda line: None,
    lab: bool = False,
) -> Iterator[NotebookNode]:
    """Each notebook executed with its parameters, from `cwd`, as soon as it is; nothing is written.

    With `lab` as a reader in JupyterLab runs it: the cells that a report leaves out, too, and HTML in the outputs.
    Raises RunError with the notebook, the cell and the error when one fails.
    """
    # A kernel that may not keep compiled modules would compile the whole library for each report.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {} if lab else {blocks.ONLY: "1"}
    # The kernel starts among the reader's files: a `pandas.py` there is none of the report's.
    environment["PYTHONSAFEPATH"] = "1"
    with kernel.running(cwd, environment) as manager:
        manager.client_factory = _Client
        for notebook, own in zip(notebooks, parameters, strict=True):
            progress(f"running {notebook.stem}")
            yield _execute(notebook, own, manager, lab)


class _Channel(AsyncZMQSocketChannel):
    """Replies of the kernel, looked for five times a second as well as waited for.

    While nbclient waits for a cell's reply, it sends what a widget shows back through the same socket, past the event
    loop: that can take the wake-up of a reply with it, and the wait would never end.
    """

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        if timeout is not None:
            return await super().get_msg(timeout)
        while True:
            with suppress(Empty):
                return await super().get_msg(timeout=0.2)


class _Client(AsyncKernelClient):
    shell_channel_class = Type(_Channel)


@contextmanager
def _clients_stopped(manager: AsyncKernelManager) -> Iterator[None]:
    """Stop the clients made within: nbclient leaves them, with threads and sockets, to whoever brought the kernel."""
    made: list[AsyncKernelClient] = []
    new = manager.client

    def client(**options: object) -> AsyncKernelClient:
        made.append(new(**options))
        return made[-1]

    manager.client = client  # type: ignore[method-assign]
    try:
        yield
    finally:
        manager.client = new  # type: ignore[method-assign]
        for one in made:
            one.stop_channels()


def _execute(notebook: Path, parameters: Parameters, manager: AsyncKernelManager, lab: bool) -> NotebookNode:
    node = nbformat.read(notebook, as_version=4)
    node.cells = [c for c in node.cells if lab or c.cell_type != "code" or LAB not in c.metadata.get("tags", ())]
    # Each notebook starts from nothing, as in JupyterLab, though the kernel (and what it imported) is shared.
    node.cells.insert(0, nbformat.v4.new_code_cell(_FRESH, metadata={"tags": ["reset"]}))
    try:
        with _clients_stopped(manager):
            made = papermill.execute_notebook(
                node,
                None,
                dict(parameters),
                progress_bar=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                kernel_name="python3",
                km=manager,
            )
    except papermill.PapermillExecutionError as error:
        if error.ename in (
            "CorpusError",
            "DeskError",
            "StoreError",
        ):  # what was asked cannot be done: the cell is not to blame
            raise RunError(error.evalue) from error
        raise RunError(f"{notebook.name}, cell {error.cell_index}: {error.ename}: {error.evalue}") from error
    made.cells = [cell for cell in made.cells if "reset" not in cell.metadata.get("tags", ())]
    return made
