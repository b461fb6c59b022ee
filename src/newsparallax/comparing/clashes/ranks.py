"""Two that are each told to be the largest of a kind: "Brenn is the largest seller", "Oster has the largest share"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsparallax.comparing.clashes.sides import BOOK, Discrepancy, Material, Side, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import FUNCTION_WORDS, tokens

# Word of a rank: the first of those that mean the same.
_RANKS = {word: line.split()[0] for line in BOOK["ranks"].strip().splitlines() for word in line.split()}
# "Europe's largest" is no rank in the world.
_RANK = re.compile(rf"(?<![’']s )(?<![’'] )\b(?P<rank>{'|'.join(_RANKS)})\b(?:\s\w+)?")
_NAME = re.compile(r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+)*")
_BREAK = re.compile(r"[;:—–.]\s|\b(?:and|but|while)\b")
# Characters between a name and its rank; those around it that say what it is a rank of; how much of them is shared.
_TO_NAME, _AROUND, _WORDS = 40, 70, 0.3


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Who is told to have which rank, the words from the one to the other, and the concepts around."""

    rank: str
    who: str
    shown: Side
    near: frozenset[str]


def find(material: Material) -> Iterator[Discrepancy]:
    """The same rank given to two in passages that may tell the same, none of them near the rank in the other."""
    found = [list(_ranked(p)) for p in material.passages]
    edges = [
        (one.shown, other.shown)
        for pair in material.pairs
        if pair.accepted
        for one in found[pair.a]
        for other in found[pair.b]
        if one.rank == other.rank and not _named(one, other) and not _named(other, one)
        if material.in_common(one.near, other.near) >= _WORDS
    ]
    for sides in together(edges):
        names = " / ".join(dict.fromkeys(s.value for s in sides))
        yield Discrepancy("rank", "variation", f"{names}: both in one place of a ranking", tuple(sides))


def _ranked(passage: Passage) -> Iterator[_Ranked]:
    for match in _RANK.finditer(passage.words):
        low = max((m.end() for m in _BREAK.finditer(passage.words, 0, match.start())), default=0)
        names = list(_NAME.finditer(passage.words, low, match.start()))
        if not names or names[-1].group().split()[0].lower() in FUNCTION_WORDS:
            continue
        if match.start() - names[-1].end() > _TO_NAME:
            continue
        near = {
            t.concept for t in tokens(passage.words) if abs(t.start - match.start()) < _AROUND and not t.is_function
        }
        rank = _RANKS[match["rank"]]
        shown = side(passage, names[-1].start(), match.end(), names[-1].group())
        yield _Ranked(rank, shown.value, shown, frozenset(near - {t.concept for t in tokens(match["rank"])}))


def _named(one: _Ranked, other: _Ranked) -> bool:
    """Whether the words of the one's rank hold the last name of the other: one is told by two names."""
    return other.who.split()[-1] in one.shown.words
