"""What several chapters share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.desk import Desk
from newsparallax.reporting.show import Shown, Text

# More outlets than this do not fit beside each other on a page: the table then has a row for each outlet.
BESIDE = 7
FEW = 30  # sentences in one outlet below which a share is said to rest on few
Cell = Callable[[Any], Text]


def nothing(what: str, why: str = "") -> Shown:
    """Says plainly that an analysis has nothing to show."""
    return show.note(f"Nothing to show: {what}.{' ' + why if why else ''}")


def share(count: int, whole: int) -> str:
    """A share with the counts it is made of: `12 of 48 (25%)`."""
    return f"{count:,} of {whole:,} ({count / whole:.0%})" if whole else f"{count:,} of {whole:,}"


def beside(
    desk: Desk,
    rows: pd.DataFrame,
    item: str,
    order: Sequence[str],
    cell: Cell,
    caption: str,
    header: str,
    note: str = "",
    labels: dict[str, str] | None = None,
) -> Shown:
    """A table with a row for each item and a column for each outlet; with many outlets, a row for each pair."""
    names = labels or {}
    found = {(str(row[item]), str(row["outlet"])): row for _, row in rows.iterrows()}
    if len(desk.outlets) > BESIDE:
        long = [
            (names.get(key, key), outlet, cell(found[key, outlet]))
            for key in order
            for outlet in desk.outlets
            if (key, outlet) in found
        ]
        return show.table((header, "Outlet", "Found"), long, caption, note)
    body = [
        (names.get(key, key), *(cell(found[key, o]) if (key, o) in found else None for o in desk.outlets))
        for key in order
    ]
    widths = (1.3, *(1.0 for _ in desk.outlets))
    return show.table((header, *desk.outlets), body, caption, note, widths=widths)


_GRADES = ("survives", "not told apart", "counted", "a single", "too few", "not tested")


def findings_of(desk: Desk, *chapters: str) -> pd.DataFrame:
    """The drafted findings of some chapters (none: of all), the best supported first."""
    rows = desk["findings"]
    rows = rows[rows["chapter"].isin(chapters)] if chapters else rows
    rank = rows["grade"].map(lambda g: next((n for n, s in enumerate(_GRADES) if g.startswith(s)), len(_GRADES)))
    return rows.assign(rank=rank).sort_values("rank", kind="stable")


def lead(desk: Desk, otherwise: str, *chapters: str) -> Shown:
    """The best supported finding of a chapter with its grade; else one plain sentence."""
    rows = findings_of(desk, *chapters)
    if rows.empty:
        return show.finding(otherwise)
    row = rows.iloc[0]
    places = list(row["evidence"])
    behind: list[str | Run] = [row["text"]]
    if places:
        passages = f"{len(places)} passage{'s' * (len(places) != 1)}"
        behind += [" ", desk.cited(passages, places, label=row["text"])]
    return show.finding(behind, row["grade"])


def findings(desk: Desk, *chapters: str, most: int = 20, skip: int = 0) -> Shown:
    """Table of drafted findings, the best supported first, without the first `skip`."""
    rows = findings_of(desk, *chapters).iloc[skip:]
    if rows.empty:
        return nothing("no further difference between the outlets stands out" if skip else "no difference stands out")
    body = []
    for _, row in rows.head(most).iterrows():
        about = row["outlet"] if pd.notna(row["outlet"]) else "all"
        body.append((about, row["text"], desk.count(int(row["passages"]), row["evidence"], row["text"]), row["grade"]))
    cut = f" {len(rows) - most} more stand in the table `findings`." if len(rows) > most else ""
    return show.table(
        ("Outlet", "Finding", "Passages", "Grade"),
        body,
        "Drafted findings, the best supported first",
        "Drafted from the tables; the grade says how far a finding can be trusted, not how much it matters." + cut,
        ("Passages",),
        (0.9, 4, 0, 1.5),
    )


def few(desk: Desk) -> str:
    """A sentence that names the outlets whose articles are too short for shares to mean much; empty when none are."""
    sentences = desk["sentences"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    counts = sentences.groupby("outlet").size()
    small = [f"{o} ({int(counts.get(o, 0))} sentences)" for o in desk.outlets if counts.get(o, 0) < FEW]
    return f"Small samples: {', '.join(small)}. Read the counts, not the shares." if small else ""


def then(before: list[str | Run], *runs: Run, by: str = "; ") -> list[str | Run]:
    """Runs to add to what stands before, set apart from it."""
    apart: list[str | Run] = [by] if before else []
    return [*apart, *runs]


def known(values: Iterable[object]) -> list[str]:
    """The values that are not missing, as text."""
    return [str(value) for value in values if value is not None and value is not pd.NA]
