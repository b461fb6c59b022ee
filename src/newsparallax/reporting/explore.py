"""Opening a corpus in JupyterLab: its tables made, the notebooks laid beside them, set to that corpus."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from newsparallax.progress import say
from newsparallax.reporting import ASSETS, fresh, run


def explore(
    corpus: Path, out: Path, given: Mapping[str, str], config: Path | None = None, options: Sequence[str] = ()
) -> int:
    """Make the tables, lay out the notebooks and start JupyterLab with `options`; returns its exit status."""
    with fresh.tables(corpus, out / "tables", config, say):
        folder = lay_out(corpus, out, given)
    say(f"opening {folder} in JupyterLab; end it with Ctrl-C")
    # In a container everybody is root, which Jupyter takes for a mistake.
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    command = [sys.executable, "-P", "-m", "jupyterlab", str(folder), *root, *options]
    return subprocess.run(command, check=False, env=environment()).returncode


def environment() -> dict[str, str]:
    """Variables for JupyterLab: with ours it asks nobody about its news, nor the network about a newer version."""
    own = ASSETS / "jupyter"
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join([str(own), os.environ.get("JUPYTER_CONFIG_PATH", "")])}


def lay_out(corpus: Path, out: Path, given: Mapping[str, str]) -> Path:
    """Copies of the notebooks in `out/notebooks`, their parameters set; a copy that is there already is kept.

    Of a kept copy only the parameters that say where the corpus is are set anew: it may have been another one.
    """
    folder = out / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    paths = sorted(run.notebooks_folder().glob("*.ipynb"))
    places = {"corpus": os.path.relpath(corpus, folder), "tables": "../tables"}
    for path, own in zip(paths, run.parameters_for(paths, given), strict=True):
        target = folder / path.name
        node = nbformat.read(target if target.exists() else path, as_version=4)
        cell = next((c for c in node.cells if "parameters" in c.metadata.get("tags", ())), None)
        if cell is not None:
            cell.source = _set(cell.source, {**places, **own})
            nbformat.write(node, target)
    return folder


def _set(source: str, values: Mapping[str, object]) -> str:
    """Assignments with other values; their comments, and all other lines, as they were."""
    lines = source.split("\n")
    for at, line in enumerate(lines):
        found = re.match(r"(\w+)\s*=\s*", line)
        if found and found[1] in values:
            comment = re.search(r"\s+#[^'\"]*$", line)
            lines[at] = f"{found[1]} = {values[found[1]]!r}{comment[0] if comment else ''}"
    return "\n".join(lines)
