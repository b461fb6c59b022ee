"""What several chapters share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.desk import Desk
from newsparallax.reporting.show import Shown, Text

# More outlets than this do not fit beside each other on a page: the table then has a row for each outlet.
BESIDE = 7
FEW = 30  # sentences in one outlet below which a share is said to rest on few
Cell = Callable[[pd.Series], Text]  # type: ignore[type-arg]


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
    numbers: bool = True,
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
    columns = (header, *desk.outlets)
    widths = (1.6, *(1.0 for _ in desk.outlets))
    return show.table(columns, body, caption, note, desk.outlets if numbers else (), () if numbers else widths)


def drafted(desk: Desk, chapter: str, otherwise: str) -> list[Shown]:
    """The drafted findings of a chapter, each with its passages and its grade; else one plain sentence."""
    rows = desk["findings"]
    rows = rows[rows["chapter"] == chapter]
    if rows.empty:
        return [show.finding(otherwise)]
    return [finding(desk, row) for _, row in rows.iterrows()]


def finding(desk: Desk, row: pd.Series) -> Shown:  # type: ignore[type-arg]
    """One drafted finding with its passages and its grade."""
    places = list(row["evidence"])
    behind: list[str | Run] = [row["text"]]
    if places:
        behind += [" ", desk.cited(f"{len(places)} passage{'s' * (len(places) != 1)}", places, label=row["text"])]
    return show.finding(behind, row["grade"])


def few(desk: Desk) -> str:
    """A sentence that names the outlets whose articles are too short for shares to mean much; empty when none are."""
    sentences = desk["sentences"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    counts = sentences.groupby("outlet").size()
    small = [f"{o} ({int(counts.get(o, 0))} sentences)" for o in desk.outlets if counts.get(o, 0) < FEW]
    return f"Small samples: {', '.join(small)}. Read the counts, not the shares." if small else ""


def known(values: Iterable[object]) -> list[str]:
    """The values that are not missing, as text."""
    return [str(value) for value in values if not pd.isna(value)]  # type: ignore[call-overload]
