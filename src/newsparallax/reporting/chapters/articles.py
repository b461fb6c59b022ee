"""The articles themselves, sentence by sentence, with everything the report says marked in them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from newsparallax.reporting.blocks import Article, Articles, Layer, Line, Sentence
from newsparallax.reporting.blocks import Span as Mark
from newsparallax.reporting.chapters import sourcing
from newsparallax.reporting.chapters.common import known
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import day

Marks = dict[Sentence, list[Mark]]


def reader(desk: Desk, whole: bool = True) -> Shown:
    """Every article; without `whole` only the sentences that the report cites."""
    marks: Marks = {}
    _speakers(desk, marks)
    _shared(desk, marks)
    _simple(desk, marks, "only", desk["only_here"])
    loaded = desk["marks"]
    _simple(desk, marks, "loaded", loaded[(loaded["category"] == "loaded") & ~loaded["negated"].astype(bool)])
    _simple(desk, marks, "topic", desk["topics"], "label")
    known_articles = {row["article_id"]: row for row in records(desk.articles)}
    made = []
    for article, row in known_articles.items():
        lines = []
        for (_, role), own in groupby(desk.texts.sentences[article], key=lambda s: (s[0].line, s[1])):
            told = tuple((s, tuple(sorted(marks.get(s, ()), key=lambda m: (m.start, m.end)))) for s, _ in own)
            lines.append(Line(role, told))
        first = desk.texts.sentences[article][0][0] if lines else None
        made.append(Article(first.article if first else 0, desk.texts.labels[article], _about(row), tuple(lines)))
    return Shown(Articles(tuple(made), whole))


def _about(row: Any) -> str:
    timing = {"before": "before the event", "on": "on the day of the event", "after": "after the event"}
    origin = known(row["origin"])
    parts = [
        day(row["published"]) if known(row["published"]) else "",
        timing.get(row["timing"], ""),
        f"written by {origin}" if origin and origin != row["outlet"] else "",
        f"{row['body_words']:,} words",
        row["file"],
    ]
    return " · ".join(part for part in parts if part)


def _mark(desk: Desk, marks: Marks, place: Span, layer: Layer, label: str = "", **known: Any) -> None:
    """Mark a span in each of its sentences; the label stands after the last."""
    found = desk.texts.passages([place]) if place[0] in desk.texts.texts else ()
    for passage in found:
        last = passage is found[-1]
        own = known | {"links": known.get("links", ()) if last else ()}
        mark = Mark(layer, *passage.within, label=label if last else "", **own)
        marks.setdefault(passage.sentence, []).append(mark)


def _speakers(desk: Desk, marks: Marks) -> None:
    floor = sourcing.floor(desk)
    for row in records(desk["attributions"]):
        if row["kind"] == "refusal":
            continue
        name = known(row[floor.by])
        colour = floor.colours.get(name, floor.colours["others"])
        label = (
            known(row["speaker"]) + ("" if row["speaker_sure"] else "?") if known(row["speaker"]) else "not resolved"
        )
        *most, last = row["content_spans"]
        for low, high in most:
            _mark(desk, marks, (row["article_id"], int(low), int(high)), "speaker", colour=colour)
        _mark(desk, marks, (row["article_id"], int(last[0]), int(last[1])), "speaker", label, colour=colour)


def _shared(desk: Desk, marks: Marks) -> None:
    tellings = desk["tellings"][desk["tellings"]["sure"].astype(bool)]
    for own in grouped(tellings, "statement_id").values():
        rows = [row for row in own if row["article_id"] in desk.texts.texts]
        first: dict[str, Sentence] = {}
        for row in rows:
            first.setdefault(row["article_id"], desk.texts.sentence(span_of(row)))
        if len(first) < 2:
            continue
        for row in rows:
            links = tuple(_few(s for article, s in first.items() if article != row["article_id"]))
            _mark(desk, marks, span_of(row), "shared", links=links)


def _few(sentences: Iterable[Sentence], most: int = 6) -> list[Sentence]:
    return list(sentences)[:most]


def _simple(desk: Desk, marks: Marks, layer: Layer, rows: Any, label: str = "") -> None:
    for row in records(rows):
        _mark(desk, marks, span_of(row), layer, row[label] if label else "")
