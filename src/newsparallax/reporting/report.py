"""The whole report: tables made where missing or stale, notebooks run, written as ONE page and ONE document."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsparallax import files
from newsparallax.corpus import CorpusError
from newsparallax.progress import say
from newsparallax.reporting import fresh

if TYPE_CHECKING:
    from nbformat import NotebookNode

Progress = Callable[[str], None]


def given(parameters: Iterable[str]) -> dict[str, str]:
    """`name=value` texts as a mapping. Raises CorpusError for one without `=`."""
    found = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise CorpusError(f"parameter {text!r}: write it as name=value")
        found[name.strip()] = value
    return found


def make(
    corpus: Path,
    out: Path,
    given: Mapping[str, str],
    config: Path | None = None,
    progress: Progress = say,
    notebooks: Path | None = None,
    docx: bool = False,
) -> tuple[Path, ...]:
    """Write `report.html`, `report.pdf` and, with `docx`, `report.docx` into `out`, and the tables into `out/tables`;
    returns the files.

    `given` are notebook parameters as text. Raises CorpusError (RunError and DeskError are such) or typst.TypstError.
    """
    _without_iri_grammar()
    from newsparallax.reporting import run

    if docx:
        from newsparallax.reporting import word

        if word.commented(out / "report.docx"):
            raise CorpusError(f"{out / 'report.docx'}: holds comments, which would be lost; give it another name first")
    gc.freeze()  # what was imported stays: no collection looks through it again
    folder = notebooks or run.notebooks_folder()
    paths = [folder / f"{name}.ipynb" for name in run.CHAPTERS] if notebooks is None else sorted(folder.glob("*.ipynb"))
    # The notebooks are looked at first: a misspelt parameter must not cost the reader the tagging.
    parameters = run.parameters_for(paths, given)
    with fresh.tables(corpus, out / "tables", config, progress):
        return _made(corpus, out, paths, parameters, progress, docx)


def _made(
    corpus: Path,
    out: Path,
    paths: Sequence[Path],
    parameters: Sequence[Mapping[str, Any]],
    progress: Progress,
    docx: bool,
) -> tuple[Path, ...]:
    """The report from tables that are there."""
    from newsparallax.reporting import run, title

    places = {"corpus": corpus.name, "tables": "tables"}
    parameters = run.with_settings(paths, [{**places, **own} for own in parameters])
    outlets: list[str] = next((own["outlets"] for own in parameters if "outlets" in own), [])
    return written(out, paths, parameters, title.page(out / "tables", outlets), progress, docx)


def written(
    out: Path,
    paths: Sequence[Path],
    parameters: Sequence[Mapping[str, Any]],
    metadata: Mapping[str, str],
    progress: Progress = say,
    docx: bool = False,
) -> tuple[Path, ...]:
    """Notebooks run in `out` with their parameters, as one page and one document under the title of `metadata`."""
    _without_iri_grammar()
    from newsparallax.reporting import run, settle
    from newsparallax.reporting.html import HtmlExporter
    from newsparallax.reporting.typst import TypstExporter, compile_pdf

    html, print_ = HtmlExporter(), TypstExporter()

    def both(notebook: NotebookNode) -> tuple[str, str, NotebookNode]:
        shown = settle.settled(notebook)
        return html.part(shown), print_.part(shown), shown

    page, document, word = out / "report.html", out / "report.pdf", out / "report.docx"
    with ThreadPoolExecutor(1) as beside:  # a notebook is written while the kernel works on the next one
        parts = [beside.submit(both, done) for done in run.execute(paths, parameters, out, progress)]
        progress(f"writing {page} and {document.name}")
        on_page, in_print, shown = zip(*(part.result() for part in parts), strict=True)
        # Typst compiles outside Python: the page is put together meanwhile.
        pdf = beside.submit(compile_pdf, print_.whole("\n".join(in_print), metadata))
        whole = html.whole("\n".join(on_page), metadata)
        made = {page: whole.encode(), document: pdf.result()}
    if docx:
        from newsparallax.reporting.word import write

        made[word] = write(shown, metadata, page.name)
    with files.locked(out, progress), files.aside(out, gone=[page.name, document.name]) as draft:
        for path, content in made.items():
            (draft / path.name).write_bytes(content)
    return tuple(made)


def _without_iri_grammar() -> None:
    """Import jsonschema without the grammar it builds (two seconds of CPU) for a check of IRIs no notebook needs."""
    if "jsonschema" in sys.modules:
        return
    absent = "rfc3987_syntax" not in sys.modules
    if absent:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import jsonschema  # noqa: F401
    finally:
        if absent:
            del sys.modules["rfc3987_syntax"]
