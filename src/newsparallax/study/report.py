"""The report of a study: its notebooks run, written as one page and one document into its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from newsparallax.progress import say
from newsparallax.reporting import report, run
from newsparallax.reporting.title import days
from newsparallax.study.door import Study


def make(folder: Path, progress: Callable[[str], None] = say) -> tuple[Path, ...]:
    """Write `report.html` and `report.pdf` of the study in `folder`; returns the two files."""
    study = Study(folder)
    told = [str(value) for value in study.compared["day"].dropna()]
    metadata = {
        "title": f"{len(study.compared)} events, {len(study.outlets)} outlets: what is a habit",
        "kicker": " · ".join(["A study of many events", *days(told)]),
    }
    paths = sorted((run.notebooks_folder() / "study").glob("*.ipynb"))
    return report.written(folder, paths, [{"study": "."} for _ in paths], metadata, progress)
