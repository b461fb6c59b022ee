"""What several chapters share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import NAMED, Run, within
from newsparallax.reporting.desk import Desk
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import day
from newsparallax.words import listed

# More outlets than this do not fit beside each other on a page: the table then has a row for each item.
BESIDE = 7
Cells = Mapping[tuple[str, str], show.Cell]  # by item and outlet


def nothing(what: str, why: str = "") -> Shown:
    """Says plainly that an analysis has nothing to show."""
    return show.note(f"{what[0].upper()}{what[1:]}.{' ' + why if why else ''}")


def beside(
    desk: Desk,
    cells: Cells,
    order: Sequence[str],
    header: str,
    caption: str,
    note: str = "",
    labels: Mapping[str, str] | None = None,
) -> Shown:
    """A table with a row for each item and a column for each outlet; many outlets stand in one cell, by name."""
    called = labels or {}
    if len(desk.outlets) > BESIDE:
        long = [(called.get(key, key), _in_line(desk, key, cells)) for key in order]
        return show.table((header, "Outlets"), [row for row in long if row[1]], caption, note, widths=(1, 4))
    body = [(called.get(key, key), *(cells.get((key, o)) for o in desk.outlets)) for key in order]
    widths = (1.3, *(1.0 for _ in desk.outlets))
    return show.table((header, *desk.outlets), body, caption, note, widths=widths)


def _in_line(desk: Desk, key: str, cells: Cells) -> list[str | Run]:
    """The cells of one item one after another, each after its outlet's name; outlets without it are left out."""
    runs: list[str | Run] = []
    told = 0
    for outlet in desk.outlets:
        value = cells.get((key, outlet))
        if value is not None and (own := within(show.cell(value))) != (Run("–", "muted"),):
            told += 1
            runs += then(runs, Run(f"{outlet}: ", "strong"), *own) if told <= NAMED else []
    more = f"; {told - NAMED} more outlet{'s' * (told - NAMED != 1)}"
    return [*runs, *([Run(more, "muted")] if told > NAMED else [])]


def first(parts: Sequence[Run], most: int) -> list[str | Run]:
    """The first of some parts one after another, and how many more there are."""
    more = [Run(f"{len(parts) - most} more", "muted")] if len(parts) > most else []
    return joined([part] for part in (*parts[:most], *more))


def names(outlets: Sequence[str], most: int = 5) -> str:
    """The outlets by name; of many the first, and how many others."""
    return listed(outlets, most)


def then(before: Sequence[str | Run], *runs: str | Run, by: str = "; ") -> list[str | Run]:
    """Runs to add to what stands before, set apart from it."""
    apart: list[str | Run] = [by] if before else []
    return [*apart, *runs]


def joined(parts: Iterable[Sequence[str | Run]], by: str = "; ") -> list[str | Run]:
    """The parts one after another, set apart."""
    runs: list[str | Run] = []
    for part in parts:
        runs += then(runs, *part, by=by)
    return runs


def one_line(text: str) -> str:
    """The words on one line, spaces at the ends kept."""
    return re.sub(r"\s+", " ", text)


def short(text: str, most: int = 100) -> str:
    """The text on one line, cut between words where it is longer."""
    text = one_line(text).strip()
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def quoted(text: str, most: int = 100) -> str:
    """Words in quotation marks; those within them become single, and one whose partner is not there is left out."""
    words = short(text, most)
    marks = sum(words.count(mark) for mark in '“”„"«»')
    if marks % 2:
        words = words[1:] if words[:1] in '“„"«' else words[:-1] if words[-1:] in '”"»' else words
    elif marks == 2 and words[:1] in '“„"«' and words[-1:] in '”"»':
        words = words[1:-1]
    words = re.sub(r'(^|[\s(\[])["“„«]', r"\1‘", words)
    words = re.sub('[“”„"»]', "’", words)
    return f"“{words}”"


def sentence_case(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def charged(desk: Desk) -> str:
    """Which articles are charged with leaving something out, and which of them perhaps should not be."""
    unknown = int((desk.articles["timing"] == "unknown").sum())
    said = "An article written before the event is not charged with leaving out what happened at it."
    if unknown:
        which = "all" if unknown == len(desk.articles) else f"{unknown} of {len(desk.articles)}"
        said += (
            f" Of {which} articles it is not known whether they were written before or after the event: they are "
            "charged, perhaps wrongly. The event's days and the articles' dates in corpus.toml settle it."
        )
    return said


def published(row: Mapping[str, Any]) -> str:
    """The day of an article, as it is printed; nothing where it is not known."""
    return day(row["published"]) if known(row["published"]) else ""


def written_by(row: Mapping[str, Any]) -> str:
    """Who wrote an article, where that is somebody else than its outlet."""
    origin = known(row["origin"])
    return f"written by {origin}" if origin and origin != row["outlet"] else ""


def known(value: object) -> str:
    """A value as text; nothing for a missing one."""
    return "" if value is None or value is pd.NA else str(value)
