"""Nothing that lies in a corpus folder, in the folder somebody works in, or in the output folder is run or obeyed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from newsparallax import store
from newsparallax.reporting.html import HtmlExporter
from newsparallax.reporting.typst import TypstExporter

STORY = "Storm closes the harbour\n\nA storm closed the harbour on Monday, Mayor Ann Smith said.\n"
# Names under which a program that starts, Python, pytest, IPython or Jupyter looks for something to run.
MODULES = (
    *("sitecustomize", "usercustomize", "site", "conftest", "setup", "__init__", "__main__", "newsparallax"),
    *("pandas", "numpy", "spacy", "json", "regex", "matplotlib", "IPython", "ipykernel", "papermill", "nbclient"),
    *("ipython_config", "ipython_kernel_config", "jupyter_config", "jupyter_server_config", "jupyter_nbconvert_config"),
)
TEMPLATES = ("page.html.j2", "document.typ.j2", "cells.j2", "null.j2", "index.html.j2")


def notebook(code: str) -> str:
    """A notebook of one cell that has parameters, as ours have."""
    cell = nbformat.v4.new_code_cell(f"{code}\ncorpus = tables = ''", metadata={"tags": ["parameters"]})
    return str(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))


def laid(folder: Path, ran: Path) -> None:
    """Fill a folder with what would leave a file of its own name in `ran`, were it run."""

    def put(place: str, wrap: str = "{}") -> None:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        mark = str(ran / f"{folder.name}-{place}".replace("/", "-"))
        code = f"open({mark!r}, 'w').close()"
        path.write_text(notebook(code) if path.suffix == ".ipynb" else wrap.format(code) + "\n", encoding="utf-8")

    for name in MODULES:
        put(f"{name}.py")
    put("packages.pth", "import os; {}")
    for name in ("01-overview", "08-methods", "mine"):
        put(f"{name}.ipynb")
        put(f"notebooks/{name}.ipynb")
    for name in ("startup/00-first.py", "ipython_config.py", "ipython_kernel_config.py"):
        put(f".ipython/profile_default/{name}")
        put(f"profile_default/{name}")
    for name in ("jupyter_config.py", "jupyter_server_config.py", "jupyter_nbconvert_config.py"):
        put(f".jupyter/{name}")
    for name in TEMPLATES:  # Jinja reaches Python's functions
        for place in (".", "base", "nbconvert/templates/base", "share/jupyter/nbconvert/templates/base"):
            put(f"{place}/{name}", "{{{{ self.__init__.__globals__.__builtins__.{} }}}}")
    kernel = {"argv": ["touch", str(ran / "kernel")], "display_name": "x", "language": "python"}
    kernel["env"] = {"PYTHONSTARTUP": str(folder / "startup.py")}  # type: ignore[assignment]
    put("startup.py")
    put("kernels/python3/kernel.json")
    (folder / "kernels" / "python3" / "kernel.json").write_text(json.dumps(kernel), encoding="utf-8")


def test_a_report_runs_nothing_that_lies_around_its_corpus(tmp_path: Path) -> None:
    ran, corpus = tmp_path / "ran", tmp_path / "corpus"
    for folder in (ran, corpus, corpus / "out"):
        folder.mkdir()
    for name in ("gazette", "herald"):
        (corpus / f"{name}.txt").write_text(STORY, encoding="utf-8")
    laid(corpus, ran)
    laid(corpus / "out", ran)
    pointed = {
        "IPYTHONDIR": str(corpus / ".ipython"),
        "JUPYTER_PATH": str(corpus),
        "JUPYTER_CONFIG_DIR": str(corpus / ".jupyter"),
        "JUPYTER_CONFIG_PATH": str(corpus / ".jupyter"),
        "PYTHONSTARTUP": str(corpus / "startup.py"),
    }
    command = [sys.executable, "-P", "-m", "newsparallax", "report", ".", "--out", "out"]
    done = subprocess.run(
        command, cwd=corpus, env={**os.environ, **pointed}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not sorted(path.name for path in ran.iterdir())
    notices = store.read(corpus / "out" / "tables", ["notices"])["notices"]
    assert {"mine.ipynb", "conftest.py"} <= set(notices["file"])


@pytest.mark.parametrize("exporter", [HtmlExporter, TypstExporter])
@pytest.mark.parametrize("place", [".", "base", "nbconvert/templates/base"])
def test_a_template_in_the_working_folder_is_not_used(
    exporter: type[HtmlExporter], place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / place).mkdir(parents=True, exist_ok=True)
    for name in TEMPLATES:
        (tmp_path / place / name).write_text("somebody's", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    written = exporter().part(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("The harbour.")]))
    assert "The harbour." in written
    assert "somebody's" not in written
