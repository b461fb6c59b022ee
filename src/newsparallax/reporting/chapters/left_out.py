"""What each outlet leaves out that others tell, and what it alone tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Card, Run
from newsparallax.reporting.chapters import shared, titles
from newsparallax.reporting.chapters.common import charged, joined, names, nothing, quoted
from newsparallax.reporting.chapters.shared import Shared
from newsparallax.reporting.desk import Desk, grouped, span_of
from newsparallax.reporting.show import Shown
from newsparallax.values import State


def paragraphs(desk: Desk, most: int = 4, first: int = 8) -> Shown:
    """For each outlet what it does not tell of what others surely tell, and what nobody else tells."""
    if len(desk.outlets) < 2:
        return nothing("there is no other outlet to compare with")
    missing = shared.by_outlet(shared.statements(desk), State.MISSING)
    alone = {key[0]: own for key, own in grouped(desk["only_here"], "outlet").items()}
    made = []
    for outlet in desk.outlets:
        parts = []
        if lacks := missing.get(outlet):
            parts.append(("Not found", _count(lacks, most), tuple(_missing(desk, lacks[:most]))))
        if own := _weighed(alone.get(outlet, ())):
            shown = sorted(own[:most], key=lambda row: (row["article_id"], row["start"]))
            parts.append(("Only here", _count(own, most), tuple(_alone(desk, shown))))
        if parts:
            made.append(Card((Run(outlet),), tuple(parts)))
    if not made:
        return nothing("every outlet tells what the others surely tell, and nothing besides")
    return show.cards("outlet", made, first, f"{charged(desk)} {_JUDGE}")


_JUDGE = (
    "Not found is not the same as left out: what is told in quite other words is missed (the methods say how often), "
    "and of what stands only here something like it may stand elsewhere."
)


def _count(rows: Sequence[Any], most: int) -> str:
    return f"{most} of {len(rows)}" if len(rows) > most else ""


def _missing(desk: Desk, lacks: Sequence[tuple[Shared, Any]]) -> list[Run]:
    parts: list[list[str | Run]] = []
    for statement, row in lacks:
        who = names([told["outlet"] for told in statement.told])
        part: list[str | Run] = [statement.title, " ("]
        part += [desk.cited(who, [span_of(told) for told in statement.told])]
        if pd.notna(row["start"]):
            number = desk.passage(span_of(row)).sentence.number
            part += ["; nearest here: ", desk.cited(str(number), [span_of(row)])]
        parts.append([*part, ")"])
    return list(show.rich(joined(parts)))


def _weighed(rows: Iterable[Any]) -> list[Any]:
    """What stands in one outlet alone, each passage once: first what can be read by itself, then the longest."""
    own = {row["words"].casefold(): row for row in rows}.values()
    return sorted(own, key=lambda row: (titles.pointing(row["words"]), row["start"] - row["end"]))


def _alone(desk: Desk, rows: list[Any]) -> list[Run]:
    words = ([desk.cited(quoted(row["words"], 140), [span_of(row)])] for row in rows)
    return list(show.rich(joined(words)))
