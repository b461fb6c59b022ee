"""What can be marked in an article: each layer yields passages, with what is to be said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from newsparallax.reporting.desk import Desk, grouped, places, records, span_of
from newsparallax.reporting.passages import Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage: a label, who speaks and for which side, and a passage of each other article that tells the same."""

    place: Span
    label: str = ""
    speaker: str = ""
    side: str = ""
    others: tuple[Span, ...] = ()


def _quotes(desk: Desk) -> Iterator[Marked]:
    rows = desk["attributions"]
    for row in records(rows[rows["kind"] != "refusal"]):
        speaker = row["speaker"] or ""
        label = speaker + "?" * (not row["speaker_sure"]) if speaker else "not resolved"
        spans = [(row["article_id"], int(low), int(high)) for low, high in row["content_spans"]]
        for one in spans:
            yield Marked(one, label * (one == spans[-1]), speaker, row["side"])


def _shared(desk: Desk) -> Iterator[Marked]:
    rows = desk["tellings"]
    rows = rows[rows["sure"].astype(bool) & rows["article_id"].isin(desk.articles["article_id"])]
    for own in grouped(rows, "statement_id").values():
        first = {row["article_id"]: row for row in reversed(own)}
        for row in own:
            others = [first[article] for article in dict.fromkeys(r["article_id"] for r in own)]
            others = [other for other in others if other["article_id"] != row["article_id"]]
            outlets = dict.fromkeys(o["outlet"] for o in others if o["outlet"] != row["outlet"])
            if others:
                label = f"also {', '.join(outlets)}" if outlets else ""
                yield Marked(span_of(row), label, others=tuple(span_of(other) for other in others))


def _only(desk: Desk) -> Iterator[Marked]:
    yield from (Marked(place, "only here") for place in places(desk["only_here"]))


def _loaded(desk: Desk) -> Iterator[Marked]:
    rows = desk["marks"]
    yield from _labelled(rows[(rows["category"] == "loaded") & ~rows["negated"].astype(bool)], "label")


def _labelled(rows: pd.DataFrame, column: str) -> Iterator[Marked]:
    yield from map(Marked, places(rows), rows[column].fillna("").astype(str))


LAYERS: Mapping[str, Callable[[Desk], Iterator[Marked]]] = {
    "quotes": _quotes,
    "shared": _shared,
    "only": _only,
    "loaded": _loaded,
    "topics": lambda desk: _labelled(desk["topics"], "label"),
    "names": lambda desk: _labelled(desk["mentions"], "actor"),
    "clashes": lambda desk: _labelled(desk["discrepancy_sides"], "value"),
}
