"""Opening a corpus in JupyterLab: its tables made, the notebooks laid beside them, set to that corpus."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat

from newsparallax.reporting import fresh, report, run


def explore(corpus: Path, out: Path, given: Mapping[str, str], config: Path | None = None) -> int:
    """Make the tables, lay out the notebooks and start JupyterLab; returns its exit status."""
    with fresh.tables(corpus, out / "tables", config, report.say):
        folder = lay_out(corpus, out, given)
    report.say(f"opening {folder} in JupyterLab; end it with Ctrl-C")
    return subprocess.run([sys.executable, "-P", "-m", "jupyterlab", str(folder)], check=False).returncode


def lay_out(corpus: Path, out: Path, given: Mapping[str, str]) -> Path:
    """Copies of the notebooks in `out/notebooks`, their parameters set; a copy that is there already is kept."""
    folder = out / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    paths = [run.notebooks_folder() / f"{name}.ipynb" for name in sorted(run.CHAPTERS)]
    places = {"corpus": os.path.relpath(corpus, folder), "tables": "../tables"}
    for path, own in zip(paths, run.parameters_for(paths, given), strict=True):
        target = folder / path.name
        if target.exists():
            continue
        node = nbformat.read(path, as_version=4)
        cell = next(c for c in node.cells if "parameters" in c.metadata.get("tags", ()))
        lines = [f"{name} = {value!r}" for name, value in {**run.declared(path), **places, **own}.items()]
        cell.source = "\n".join(lines)
        nbformat.write(node, target)
    return folder
