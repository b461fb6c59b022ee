"""The statements that outlets share, as every chapter shows them: each once, with one verdict for each outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsparallax.reporting.chapters import titles
from newsparallax.reporting.desk import Desk, grouped, records, span, span_of
from newsparallax.reporting.passages import Span
from newsparallax.tables import by
from newsparallax.values import State

Row = dict[str, Any]
NOT_ASKED = (State.WRITTEN_BEFORE, State.WRITTEN_AFTER)
_DOUBTED = (State.PERHAPS, State.UNCLEAR)
_WITHIN = 0.8  # of a telling's characters: so many within a claim's passage, and the claim speaks of it


@dataclass(frozen=True, slots=True)
class Shared:
    """A statement: what it is called, and a row of the ledger for each outlet."""

    statement_id: str
    title: str
    rows: tuple[Row, ...]

    @property
    def told(self) -> list[Row]:
        """The rows of those who surely tell it."""
        return [row for row in self.rows if row["state"] == State.TOLD]


@lru_cache(maxsize=2)  # of one desk several chapters ask
def statements(desk: Desk, least_outlets: int = 2) -> tuple[Shared, ...]:
    """The statements that so many outlets surely tell, the most widely and surely told first.

    What a sure claim says is left out is not found.
    """
    rows = desk["ledger"]
    rows = rows[rows["carried_by"] >= max(least_outlets, 2)].sort_values("place", kind="stable")
    said, omitted = titles.contents(desk), _omissions(desk)
    told = grouped(rows, "statement_id").items()
    return tuple(_settled(desk, key[0], own, said, omitted) for key, own in told)


def _omissions(desk: Desk) -> list[tuple[set[str], list[Span]]]:
    """Who is surely said to leave something out, with the passages that tell it."""
    rows = desk["claims"]
    rows = rows[(rows["kind"] == "left_out") & rows["sure"].astype(bool)]
    return [(set(row["outlets"]), [span(place) for place in row["evidence"]]) for row in records(rows)]


def _settled(
    desk: Desk,
    statement: str,
    own: Sequence[Row],
    said: titles.Contents,
    omitted: Sequence[tuple[set[str], list[Span]]],
) -> Shared:
    told = [row for row in own if row["state"] == State.TOLD]
    lacking = {
        outlet
        for outlets, places in omitted
        if all(any(_within(span_of(row), place) for place in places) for row in told)
        for outlet in outlets
    }
    missing = {"state": State.MISSING}
    rows = (row | missing if row["outlet"] in lacking and row["state"] in _DOUBTED else row for row in own)
    return Shared(statement, titles.title(desk, told, said), tuple(rows))


def _within(telling: Span, place: Span) -> bool:
    both = min(telling[2], place[2]) - max(telling[1], place[1])
    return telling[0] == place[0] and both >= _WITHIN * (telling[2] - telling[1])


def by_outlet(found: Sequence[Shared], state: str = "") -> Mapping[str, list[tuple[Shared, Row]]]:
    """The statements of each outlet, with its row; where a state is given only those that are in it."""
    told = ((shared, row) for shared in found for row in shared.rows if state in ("", row["state"]))
    return by(told, lambda pair: str(pair[1]["outlet"]))
