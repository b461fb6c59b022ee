"""The articles themselves, sentence by sentence, with everything the report says marked in them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from newsparallax.reporting.blocks import GREY, Article, Articles, Layer, Line, Sentence
from newsparallax.reporting.blocks import Span as Mark
from newsparallax.reporting.chapters import sourcing
from newsparallax.reporting.chapters.common import published, written_by
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.layers import LAYERS
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown

Marks = dict[Sentence, list[Mark]]
# The layers a reader switches, by what is marked; where the label is the layer's own name it is not printed.
_LAYERS: tuple[tuple[Layer, str], ...] = (
    ("speaker", "quotes"),
    ("shared", "shared"),
    ("only", "only"),
    ("loaded", "loaded"),
    ("topic", "topics"),
)
_LABELLED = ("speaker", "topic")
_LINKED = 6  # articles that tell the same


def reader(desk: Desk, whole: bool = True) -> Shown:
    """Every article; without `whole` only the sentences that the report cites."""
    marks: Marks = {}
    floor = sourcing.floor(desk)
    for layer, name in _LAYERS:
        for found in LAYERS[name](desk):
            heard = found.side if floor.by == "side" else found.speaker
            colour = floor.colours.get(heard, GREY) if layer == "speaker" else 0
            links = dict.fromkeys(desk.texts.sentence(place) for place in found.others[:_LINKED])
            _mark(desk, marks, found.place, layer, found.label * (layer in _LABELLED), colour, tuple(links))
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
    told = (published(row), timing.get(row["timing"], ""), written_by(row), f"{row['body_words']:,} words", row["file"])
    return " · ".join(part for part in told if part)


def _mark(
    desk: Desk, marks: Marks, place: Span, layer: Layer, label: str, colour: int, links: tuple[Sentence, ...]
) -> None:
    """Mark a span in each of its sentences; label and links stand after the last."""
    found = desk.texts.passages([place])
    for passage in found:
        last = passage is found[-1]
        mark = Mark(layer, *passage.within, label * last, colour, links if last else ())
        marks.setdefault(passage.sentence, []).append(mark)
