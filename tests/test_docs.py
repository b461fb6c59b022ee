"""The documentation: its commands and its Python are run, every public name is in it, its links hold."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl
import pandas as pd
import pytest

import newsparallax as npx
from conftest import ROOT
from newsparallax import cli, codebooks
from newsparallax.corpus import load_config
from newsparallax.event.bound import Bound
from newsparallax.reporting import explore
from test_door import GAZETTE, HERALD

PAGES = sorted(p for p in (*(ROOT / "docs").rglob("*.md"), ROOT / "README.md") if p.name != "data-dictionary.md")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What takes minutes, or opens a browser: other tests run it. Here only its options are checked.
PARSED = {"demo", "explore", "evaluate", "train"}


def blocks(page: Path, *kinds: str) -> list[str]:
    return [text for kind, text in FENCED.findall(page.read_text(encoding="utf-8")) if kind in kinds]


@pytest.fixture(scope="module")
def built() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", ROOT / "docs" / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the pages speak of; what one page has tagged, the next need not."""
    made = tmp_path_factory.mktemp("docs")
    (made / "mycorpus").mkdir()
    for name, text in (("gazette", GAZETTE), ("herald", HERALD)):
        (made / "mycorpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    (made / "mine").mkdir()
    (made / "mine" / "topics.toml").write_text('[entries.quays]\npatterns = ["quay~"]\n', encoding="utf-8")
    return made


@pytest.fixture
def desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NEWSPARALLAX_CACHE", str(folder / "cache"))
    mpl.use("agg")
    return folder


def named(folder: Path) -> None:
    """The outlets' names, as the tutorial has them put into corpus.toml."""
    articles = "".join(f'[articles."{n}.txt"]\noutlet = "{n.capitalize()}"\n' for n in ("gazette", "herald"))
    (folder / "mycorpus" / "corpus.toml").write_text(articles, encoding="utf-8")


def filled(folder: Path) -> None:
    """Two filled sheets."""
    sheet = npx.Event(folder / "mycorpus").sheet(50, folder / "sheet")
    for name, codes in (("one.csv", ["1", "0"]), ("two.xlsx", ["0", "1"])):
        own = pd.read_csv(folder / "sheet.csv", dtype=str).assign(loaded=(codes * len(sheet))[: len(sheet)])
        (own.to_csv if name.endswith("csv") else own.to_excel)(folder / name, index=False)


def run(command: str) -> None:
    arguments = shlex.split(command.replace("\\\n", " "))[1:]
    if arguments[0] in PARSED:
        cli._parser().parse_known_args(arguments)
        return
    assert cli.main(arguments) == 0, command


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p, "sh", "python")], ids=lambda p: p.stem)
def test_what_a_page_says_can_be_typed(page: Path, desk: Path) -> None:
    named(desk)
    if "agree" in page.read_text(encoding="utf-8"):
        filled(desk)
    names: dict[str, Any] = {}
    for kind, text in FENCED.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            exec(compile(text, f"{page.name}", "exec"), names)
        elif kind == "sh":
            for line in text.strip().splitlines():
                if line.startswith("newsparallax init"):
                    (desk / "mycorpus" / "corpus.toml").unlink()
                if line.startswith("newsparallax"):
                    run(line)
                if line.startswith("newsparallax init"):
                    named(desk)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_command_that_is_named_exists(page: Path) -> None:
    (commands,) = (a.choices for a in cli._parser()._actions if isinstance(a.choices, dict))
    for command in re.findall(r"`(?:\.venv/bin/)?newsparallax (\w[\w-]*)", page.read_text(encoding="utf-8")):
        assert command in commands


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_toml_block_is_toml_that_can_be_used(page: Path, tmp_path: Path) -> None:
    for text in blocks(page, "toml"):
        path = tmp_path / "topics.toml"
        path.write_text(text, encoding="utf-8")
        if "[entries." in text:
            codebooks.with_own([path])
        else:
            (tmp_path / "mine").mkdir(exist_ok=True)
            assert load_config(path).path == path


def test_every_public_name_and_every_command_is_in_the_reference(built: ModuleType) -> None:
    python, commands = built.python_page(), built.command_page()
    for of in (npx.Event, npx.Study):
        assert [n for n in vars(of) if not n.startswith("_") and f"### `{of.__name__}.{n}`" not in python] == []
    assert all(f"### `Event.plot.{name}`" in python for name in dir(Bound("newsparallax.reporting.plots", None)))  # type: ignore[arg-type]
    assert "## `newsparallax.read`" in python and ">>> ev.outlets" in python
    assert "## `newsparallax report`" in commands and "exit status" in commands
    assert all(f"`{book}.toml`" in built.codebooks_page() for book in codebooks.load().books)


def test_the_site_is_built_without_a_broken_link(built: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    made = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build.py"), "--quick"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr
    pages = list((ROOT / "build" / "site").rglob("*.html"))
    assert len(pages) > 25
    explained = (ROOT / "build" / "site" / "explanation.html").read_text(encoding="utf-8")
    assert "held out</th>" in explained and "Of the speakers named: right" in explained
    asked = re.compile(r'<(?:script|img|iframe)[^>]+src="(?:https?:)?//|<link[^>]+rel="stylesheet"[^>]+href="https?:')
    assert not [page.name for page in pages if asked.search(page.read_text(encoding="utf-8"))]


def test_exploring_hands_jupyter_its_options(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def noted(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0)

    named(desk)
    npx.Event("mycorpus").write(desk / "out" / "tables", csv=True)
    monkeypatch.setattr(explore.subprocess, "run", noted)
    assert cli.main(["explore", "mycorpus", "--out", "out", "--no-browser", "--port", "9999"]) == 0
    assert commands[0][-3:] == ["--no-browser", "--port", "9999"]


def test_what_the_badges_open_is_there() -> None:
    opened = re.findall(r"(?:lab/tree|blob/HEAD)/([\w./-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(opened) == 2 and all((ROOT / path).is_file() for path in opened)


def test_the_notebook_for_colab_asks_what_an_event_answers(desk: Path) -> None:
    named(desk)
    cells = json.loads((ROOT / "docs" / "colab.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    asked = [text for text in code if not text.startswith(("%", "!"))]
    exec("\n".join(asked).replace("newsparallax-demo/seeds", "mycorpus"), {})
