"""How much the report costs above its floor: the same number of notebooks that only import the library.

Both are measured in one run, each in a process of its own, executed and exported the same way, on tables that are
already made. Prints wall-clock seconds (best of several) and CPU seconds of both, and their ratios; exits with 1 when
the wall-clock ratio is 1.5 or more.

    python benchmarks/report_floor.py [CORPUS] [--runs N]

On the seeds, on two idle cores, three runs gave ratios of 1.46, 1.51 and 1.46 of wall-clock time (4.9 s against 3.3)
and 2.0 of CPU (3.5 s against 1.7). On a machine busy with other work single runs gave 1.39 to 1.90.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat

from newsparallax.reporting import run

LIMIT = 1.5
ROOT = Path(__file__).resolve().parent.parent
MAKE = (
    "import sys; from pathlib import Path; from newsparallax.reporting import report; "
    "report.make(Path(sys.argv[1]), Path(sys.argv[2]), {}, notebooks=Path(sys.argv[3]), progress=lambda line: None)"
)


def bare(folder: Path) -> Path:
    """As many notebooks as the report has, each with its parameters and its imports and nothing else."""
    folder.mkdir()
    for name in run.CHAPTERS:
        node = nbformat.read(run.notebooks_folder() / f"{name}.ipynb", as_version=4)
        first, parameters, opening = node.cells[:3]
        opening.source = "\n".join(line for line in opening.source.split("\n") if line.startswith(("from ", "import ")))
        node.cells = [first, parameters, opening]
        nbformat.write(node, folder / f"{name}.ipynb")
    return folder


def measure(corpus: Path, out: Path, notebooks: Path) -> tuple[float, float]:
    """Wall-clock and CPU seconds of one report, its kernel included."""
    before, begun = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-c", MAKE, str(corpus), str(out), str(notebooks)], check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, cpu


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpus", nargs="?", type=Path, default=ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory() as folder:
        out = Path(folder) / "report"
        kinds = {"floor": bare(Path(folder) / "bare"), "report": run.notebooks_folder()}
        measure(arguments.corpus, out, kinds["report"])  # makes the tables and compiles the modules
        found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
        for _ in range(arguments.runs):  # in turn, so that a busy spell of the machine meets both
            for kind, notebooks in kinds.items():
                found[kind].append(measure(arguments.corpus, out, notebooks))
    best = {kind: (min(w for w, _ in times), min(c for _, c in times)) for kind, times in found.items()}
    for kind, (wall, cpu) in best.items():
        print(f"{kind:8}{wall:6.2f} s wall {cpu:6.2f} s CPU")
    wall, cpu = (best["report"][i] / best["floor"][i] for i in (0, 1))
    print(f"ratio   {wall:6.2f}   wall {cpu:6.2f}   CPU   (limit {LIMIT})")
    return int(wall >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
