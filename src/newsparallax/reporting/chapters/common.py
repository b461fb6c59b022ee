"""What several chapters share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown, Text
from newsparallax.reporting.title import listed

# More outlets than this do not fit beside each other on a page: the table then has a row for each outlet.
BESIDE = 7
WORDED = 5  # passages from which on a topic's words are not shown beside its label
FEW = 30  # sentences in one outlet below which a share is said to rest on few
Cell = Callable[[Any], Text]


def nothing(what: str, why: str = "") -> Shown:
    """Says plainly that an analysis has nothing to show."""
    return show.note(f"Nothing to show: {what}.{' ' + why if why else ''}")


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
    """A table with a row for each item and a column for each outlet; many outlets stand in one cell, by name."""
    called = labels or {}
    found = {(str(row[item]), str(row["outlet"])): row for row in records(rows)}
    if len(desk.outlets) > BESIDE:
        long = [(called.get(key, key), _in_line(desk, key, found, cell)) for key in order]
        return show.table((header, "Outlets"), [row for row in long if row[1]], caption, note, widths=(1, 4))
    body = [
        (called.get(key, key), *(cell(found[key, o]) if (key, o) in found else None for o in desk.outlets))
        for key in order
    ]
    widths = (1.3, *(1.0 for _ in desk.outlets))
    return show.table((header, *desk.outlets), body, caption, note, widths=widths)


def _in_line(desk: Desk, key: str, found: Mapping[tuple[str, str], Any], cell: Cell) -> list[str | Run]:
    """The cells of one item one after another, each after its outlet's name; outlets without it are left out."""
    runs: list[str | Run] = []
    for outlet in desk.outlets:
        value = cell(found[key, outlet]) if (key, outlet) in found else None
        if value is not None and (own := show.rich(value)) != (Run("–", "muted"),):
            runs += then(runs, Run(f"{outlet}: ", "strong"), *own)
    return runs


def names(outlets: Sequence[str], most: int = 5) -> str:
    """The outlets by name where they are few, else how many."""
    return listed(outlets) if len(outlets) <= most else f"{len(outlets)} outlets"


def worded(row: Mapping[str, Any], most: int = 3, longest: int = 40) -> str:
    """The words behind a row of `differences` where it rests on few passages and they say more than its label."""
    if row["passages"] >= WORDED:
        return ""
    different = {word.casefold(): word for word in reversed(row["words"]) if word.casefold() != row["label"].casefold()}
    shown = [word for word in row["words"] if different.get(word.casefold()) == word][:most]
    cut = (w if len(w) <= longest else w[:longest].rpartition(" ")[0] + " …" for w in shown)
    return ", ".join(f"“{word}”" for word in cut)


_SURVIVES = "survives"


def findings_of(desk: Desk, *chapters: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The drafted findings of some chapters (none: of all): differences that survive their test, and mere counts."""
    rows = desk["findings"]
    rows = rows[rows["chapter"].isin(chapters)] if chapters else rows
    survives = rows["grade"].str.startswith(_SURVIVES)
    return rows[survives], rows[~survives]


def lead(desk: Desk, otherwise: str, *chapters: str) -> Shown:
    """A chapter's first finding that survives its test, with its grade; else one plain sentence."""
    rows, _ = findings_of(desk, *chapters)
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
    """Table of a chapter's findings: differences that survive, without the first `skip`, then what is counted."""
    survive, counted = findings_of(desk, *chapters)
    rows = pd.concat([survive.iloc[skip:], counted])
    if rows.empty:
        return nothing("no further difference survives its test" if len(survive) else "too little is there to count")
    differ = len(survive) > skip
    return _drafted(
        desk,
        rows,
        most,
        "Differences that survive their test, then what is counted" if differ else "What is counted",
        "Drafted from the tables. “Counted, not compared”: what stands in the articles, and no claim that the outlets "
        "differ in it.",
    )


def _drafted(desk: Desk, rows: pd.DataFrame, most: int, caption: str, note: str) -> Shown:
    body = []
    for row in records(rows.head(most)):
        about = row["outlet"] if pd.notna(row["outlet"]) else "several"
        body.append((about, row["text"], desk.count(int(row["passages"]), row["evidence"], row["text"]), row["grade"]))
    cut = f" {len(rows) - most} more stand in the table “findings”." if len(rows) > most else ""
    return show.table(
        ("Outlet", "Finding", "Passages", "Grade"), body, caption, note + cut, ("Passages",), (0.9, 4, 0, 1.5)
    )


def charged(desk: Desk) -> str:
    """Which articles are charged with leaving something out, and which of them perhaps should not be."""
    unknown = int((desk.articles["timing"] == "unknown").sum())
    said = "Articles known to be written before the event are not charged with leaving out what happened at it."
    if unknown:
        which = "all" if unknown == len(desk.articles) else f"{unknown} of {len(desk.articles)}"
        said += (
            f" Of {which} articles it is not known whether they were written before or after the event: they are "
            "charged, perhaps wrongly. The event's days and the articles' dates in corpus.toml settle it."
        )
    return said


def few(desk: Desk) -> str:
    """A sentence that names the outlets whose articles are too short for shares to mean much; empty when none are."""
    sentences = desk["sentences"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    counts = sentences.groupby("outlet").size()
    small = [f"{o} ({int(counts.get(o, 0))} sentences)" for o in desk.outlets if counts.get(o, 0) < FEW]
    said = ", ".join(small) if len(small) <= BESIDE else f"{len(small)} outlets with fewer than {FEW} sentences"
    return f"Small samples: {said}. Read the counts, not the shares." if small else ""


def then(before: list[str | Run], *runs: Run, by: str = "; ") -> list[str | Run]:
    """Runs to add to what stands before, set apart from it."""
    apart: list[str | Run] = [by] if before else []
    return [*apart, *runs]


def known(values: Iterable[object]) -> list[str]:
    """The values that are not missing, as text."""
    return [str(value) for value in values if value is not None and value is not pd.NA]
