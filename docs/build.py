"""The documentation site, without a network: python docs/build.py [--quick]

Puts the pages into build/docs (those that are written, those that are generated from the program, executed notebooks,
reports for the gallery) and has mkdocs make build/site of them. `--quick` leaves out notebooks and gallery.
"""

from __future__ import annotations

import argparse
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import newsparallax as npx
from newsparallax import cli, codebooks
from newsparallax.event.rows import Rows
from newsparallax.reporting import plots
from newsparallax.reporting.chapters import methods

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PAGES = BUILD / "docs"
GALLERY = {  # what each report shows
    "reykjavik": ("seeds", "Five outlets on one meeting of two foreign ministers; one article for each outlet."),
    "ferry": ("tests/gold/ferry/texts", "An invented event, coded by hand: the program is measured on it."),
    "dam": ("tests/gold/dam/texts", "Another invented event."),
}


def python_page() -> str:
    """Every public name of the package, with its signature and what its docstring says."""
    lines = ["# Python", "", inspect.cleandoc(npx.__doc__ or ""), ""]
    for name in npx.__all__:
        if name.startswith("__"):
            continue
        lines += [f"## `newsparallax.{name}`", "", *_described(name, getattr(npx, name))]
    for of in (npx.Event, npx.Study):
        for name, member in vars(of).items():
            if not name.startswith("_"):
                held = getattr(member, "func", None) or getattr(member, "fget", None)
                lines += [f"### `{of.__name__}.{name}`", "", *_described(name, held or member, is_property=bool(held))]
    for name, function in inspect.getmembers(plots, inspect.isfunction):
        if function.__module__ == plots.__name__ and not name.startswith("_"):
            lines += [f"### `Event.plot.{name}`", "", *_described(name, function)]
    lines += ["### The rows that `attributions`, `claims` and `clashes` give when they are called", ""]
    lines += _described("rows", Rows.__call__)
    return "\n".join(lines) + "\n"


def _described(name: str, thing: object, is_property: bool = False) -> Iterator[str]:
    thing = getattr(thing, "__func__", thing)
    if inspect.isfunction(thing) and not is_property:
        signature = re.sub(r"(: |-> )'([^']*)'", r"\1\2", f"{name}{inspect.signature(thing)}")
        signature = re.sub(r"\bself(, )?|\bdesk: Desk(, )?", "", signature)  # given already
        yield from ("```python", signature.replace("_Path", "str | Path").replace("shown.", ""), "```", "")
    text = inspect.cleandoc(thing.__doc__ or "")
    told, _, examples = text.partition(">>>")
    yield from (told.strip(), "")
    if examples:
        yield from ("```pycon", f">>>{examples}".strip(), "```", "")


def command_page() -> str:
    """The help of every command."""
    parser = cli._parser()
    (commands,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    lines = ["# Command line", "", "```text", parser.format_help().strip(), "```", ""]
    for name, command in commands.items():
        lines += [f"## `newsparallax {name}`", "", "```text", command.format_help().strip(), "```", ""]
    return "\n".join(lines)


def codebooks_page() -> str:
    """Every codebook: what it codes, after whom, and its entries."""
    lines = [
        "# Codebooks",
        "",
        "As they are shipped; [yours](../how-to/codebook.md) add to them or replace entries.",
        "",
    ]
    for book in codebooks.load().books.values():
        about = " ".join(book.about.split())
        lines += [f"## {book.title}", "", f"`{book.name}.toml`, hits in the table `{book.table}`. {about}", ""]
        lines += [f"- {source}" for source in book.literature]
        lines += ["", "| entry | what it is | an example |", "| --- | --- | --- |"]
        for entry in book.entries.values():
            cells = (f"`{entry.key}`", entry.definition, entry.examples[0] if entry.examples else "")
            lines.append(f"| {' | '.join(' '.join(c.split()).replace('|', chr(92) + '|') for c in cells)} |")
        lines.append("")
    return "\n".join(lines)


def gallery(out: Path) -> Iterator[str]:
    """A report for each event of the gallery, and what its page says of it."""
    for name, (corpus, about) in GALLERY.items():
        made = npx.Event(ROOT / corpus).report(BUILD / "gallery" / name)
        (out / name).mkdir(parents=True, exist_ok=True)
        for path in made:
            shutil.copyfile(path, out / name / path.name)
        page, printed = (f"gallery/{name}/{path.name}" for path in made[:2])
        event = npx.read(BUILD / "gallery" / name)
        told = "".join(f"> - {sentence}\n" for sentence in event.claims(sure=True)["sentence"][:2])
        yield f"## {event.name}\n\n{about} How the report begins:\n\n{told}\n"
        yield f"[Read the report]({page}) or [its print]({printed}).\n\n"


def measured() -> str:
    """How often the coding is right, as a table in Markdown."""
    shown = methods.measured()
    rows = shown.to_frame()
    lines = [list(rows.columns), ["---"] * len(rows.columns), *rows.to_numpy().tolist()]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n{shown.block.note}\n"


def notebooks(out: Path) -> list[str]:
    """Every notebook as it looks when it has run on the gallery's first event, as a page of its own; their names."""
    from nbconvert import HTMLExporter

    from newsparallax.reporting import run

    paths = sorted(run.notebooks_folder().glob("*.ipynb"))
    parameters = {"corpus": "seeds", "tables": "tables"}
    # Whatever a page would ask a network for is left out.
    page = HTMLExporter(
        require_js_url="", jquery_url="", mathjax_url="", jupyter_widgets_base_url="", html_manager_semver_range=""
    )
    out.mkdir(parents=True, exist_ok=True)
    for path, node in zip(
        paths,
        run.execute(paths, [parameters] * len(paths), BUILD / "gallery" / "reykjavik", print, lab=True),
        strict=True,
    ):
        node.metadata.pop("papermill", None)
        for cell in node.cells:
            cell.metadata.pop("papermill", None)
        (out / f"{path.stem}.html").write_text(page.from_notebook_node(node)[0], encoding="utf-8")
    return [path.stem for path in paths]


def build(quick: bool) -> int:
    """Put the pages together and make the site; returns mkdocs's exit status."""
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(ROOT / "docs", PAGES, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    explained = PAGES / "explanation.md"
    text = explained.read_text(encoding="utf-8")
    explained.write_text(re.sub("<!-- measured.*-->", lambda _: measured(), text), encoding="utf-8")
    (PAGES / "reference").mkdir()
    for name, text in (("python", python_page()), ("command-line", command_page()), ("codebooks", codebooks_page())):
        (PAGES / "reference" / f"{name}.md").write_text(text, encoding="utf-8")
    about = (f"- {told}\n" for _, told in GALLERY.values())
    shown = "".join(about if quick else gallery(PAGES / "gallery"))
    (PAGES / "gallery.md").write_text(f"# Gallery\n\nReports as the program writes them.\n\n{shown}", encoding="utf-8")
    names = [] if quick else notebooks(PAGES / "notebooks")
    listed = "\n".join(f"- [{name}](notebooks/{name}.html)" for name in names)
    head = "# Notebooks\n\nAs they look when they have run on the seeds; `newsparallax explore` opens them on yours."
    (PAGES / "notebooks.md").write_text(f"{head}\n\n{listed}\n", encoding="utf-8")
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=ROOT, env=settings, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(build("--quick" in sys.argv))
