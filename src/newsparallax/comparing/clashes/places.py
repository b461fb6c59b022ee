"""Passages that tell the same in different places."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from newsparallax.comparing.clashes import days
from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, around, ordered, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, by_article, records

# A name right behind one of these words may be where something is.
_PLACED = re.compile(
    r"\b(?:in|at|near|off|outside|inside|from|to|a)\s+(?:the\s+)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
)
# What must be told around both places, as the weight of shared words: in passages that surely tell the same, in other
# accepted pairs, in any two, and where one of the places is told again.
_SURE_WORDS, _WORDS, _ANY_WORDS, _AGAIN = 0.5, 0.8, 1.2, 0.4


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in a passage, its side, and the concepts of the words around it."""

    shown: Side
    near: frozenset[str]


def find(material: Material) -> Iterator[Discrepancy]:
    """Where passages of a pair are set in one place each that the other's article never names."""
    mentions = by_article(records(material.tables["mentions"]))
    texts: Mapping[str, list[str]] = defaultdict(list)
    for passage in material.passages:
        texts[passage.article_id].append(passage.words)
    named = {article: " ".join(words) for article, words in texts.items()}
    where = [list(_places(p, mentions.get(p.article_id, []))) for p in material.passages]
    edges = []
    for pair in material.pairs:
        least = _SURE_WORDS if pair in material.sure else _WORDS if pair.accepted else _ANY_WORDS
        here, there = material.passages[pair.a].article_id, material.passages[pair.b].article_id
        ours = [p for p in where[pair.a] if p.shown.value not in named[there]]
        theirs = [p for p in where[pair.b] if p.shown.value not in named[here]]
        if len(ours) == len(theirs) == 1 and material.in_common(ours[0].near, theirs[0].near) >= least:
            edges.append((ours[0], theirs[0]))
    told = [place for places in where for place in places]
    near = {place.shown: place.near for place in told}
    for linked in together((a.shown, b.shown) for a, b in edges):
        again = [
            place.shown
            for place in told
            if place.shown not in linked
            and any(place.shown.value == s.value and material.in_common(place.near, near[s]) >= _AGAIN for s in linked)
        ]
        names = " / ".join(sorted({s.value for s in linked}))
        yield Discrepancy("place", "variation", f"told of {names}", tuple(ordered([*linked, *again])))


def _places(passage: Passage, mentions: list[Record]) -> Iterator[_Place]:
    """The places of a passage: names behind a word of place that are no person's or body's, and no day or month."""
    for match in _PLACED.finditer(passage.words):
        start, end = match.span("name")
        low, high = passage.start + start, passage.start + end
        over = [row["type"] for row in mentions if row["start"] < high and low < row["end"]]
        if days.is_named(match["name"]) or any(kind != "place" for kind in over):
            continue
        near = around(passage.words, start, end)
        yield _Place(side(passage, start, end, match["name"]), frozenset(t.concept for t in near))
