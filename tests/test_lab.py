"""The notebooks as a reader uses them: all of them executed, and the widgets turned in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from newsparallax.event import Event
from newsparallax.reporting import explore, run

NOTEBOOKS = sorted(run.notebooks_folder().glob("*.ipynb"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="module")
def tables(seeds_report: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = seeds_report[0].parent / "tables"
    return Path(shutil.copytree(kept, tmp_path_factory.mktemp("lab") / "tables"))


def executed(tables: Path, outlets: list[str]) -> str:
    """What all notebooks print when a reader runs them with some outlets."""
    parameters = {"corpus": "texts", "tables": str(tables), "outlets": outlets}
    nodes = run.execute(NOTEBOOKS, [parameters] * len(NOTEBOOKS), tables.parent, lab=True)
    return "\n".join(json.dumps(cell.get("outputs", [])) for node in nodes for cell in node.cells)


@pytest.mark.parametrize("outlets", [[], ["TASS", "Expatica"]], ids=["all outlets", "two outlets"])
def test_every_notebook_runs_from_its_first_cell_to_its_last(tables: Path, outlets: list[str]) -> None:
    assert "TASS" in executed(tables, outlets)


def test_every_notebook_runs_where_there_is_nothing_to_show(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rain\n\nRain fell.\n", encoding="utf-8")
    Event(tmp_path).write(tmp_path / "out" / "tables")
    assert "Rain" in executed(tmp_path / "out" / "tables", [])


WIDGET = """
from ipywidgets import interact
@interact(number=[1, 2])
def shown(number):
    print(number)
    display(number)
"""


def test_a_cell_whose_widget_prints_and_shows_is_no_cell_to_wait_for_without_end(tmp_path: Path) -> None:
    tagged = nbformat.v4.new_code_cell("tables = ''", metadata={"tags": ["parameters"]})
    node = nbformat.v4.new_notebook(cells=[tagged, *(nbformat.v4.new_code_cell(WIDGET) for _ in range(20))])
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, tmp_path / "one.ipynb")
    (made,) = run.execute([tmp_path / "one.ipynb"], [{}], tmp_path, lab=True)
    assert all(cell.outputs for cell in made.cells if cell.source == WIDGET)


@pytest.fixture
def lab(seeds: Path, tables: Path) -> Iterator[str]:
    """The address of JupyterLab with the notebooks laid out for the seeds."""
    folder = explore.lay_out(seeds, tables.parent, {})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [f"--port={port}", "--no-browser", "--allow-root", "--expose-app-in-browser"]
    command = [sys.executable, "-P", "-m", "jupyterlab", str(folder), "--IdentityProvider.token=t", *options]
    own = {name: str(tables.parent / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_WORKSPACES_DIR")}
    settings = {**explore.environment(), **own}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings) as server:
        address = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/api?token=t")
                break
            except OSError:
                time.sleep(0.2)
        yield address
        server.kill()


@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium to open JupyterLab in")
def test_turning_a_widget_changes_counts_and_passages(lab: str) -> None:
    playwright: Any = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 3000})
        page.goto(f"{lab}/lab/tree/00-explore.ipynb?token=t")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.evaluate(
            """async () => {
                await window.jupyterapp.shell.currentWidget.sessionContext.ready;
                window.jupyterapp.commands.execute('notebook:run-all-cells');
                return 1;
            }"""
        )
        first = page.locator(".widget-interact").first
        first.wait_for(timeout=90_000)
        output = first.locator(".jp-OutputArea")
        output.get_by_text("attributions,").first.wait_for(timeout=60_000)
        before = output.inner_text()
        speaker = first.locator("select").nth(1)
        speaker.select_option(index=1)
        page.wait_for_function(
            "([node, old]) => node.innerText !== old && node.innerText.includes('attributions,')",
            arg=[output.element_handle(), before],
            timeout=30_000,
        )
        assert page.locator(".newsparallax mark").count() > 0
        assert page.get_by_text("official Jupyter news").count() == 0
        assert page.locator(".jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
        browser.close()
