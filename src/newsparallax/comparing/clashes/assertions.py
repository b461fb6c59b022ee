"""How one statement is asserted: with a word of doubt or of less between the same words, or by the opposite word.

Words are only compared where the same words stand beside them: "the alleged theft" and "the theft", "overturned part
of the act" and "overturned the act", "kept the ban" and "lifted the ban".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from newsparallax.comparing.clashes.sides import BOOK, Discrepancy, Material, Side, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import Token, plain, stem, tokens

# Words between a word and what turns it, or what it is about; function words count.
_NEAR = 4
# What passages must share to be about the same, as the weight of words; opposites, within so many words around them.
_SHARED, _NEARBY, _AROUND = 0.6, 0.8, 8
_BREAK = re.compile(r"[,;:—–()]")
# Words that are set beside the one they are about, by the kind of clash they make.
_KINDS = {"doubt": "certainty", "part": "extent", "narrowing": "extent"}
_MARKS = {word: kind for name, kind in _KINDS.items() for word in BOOK[name].split()}


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_NARROWING = _stems(BOOK["narrowing"])
_NEGATIONS, _TURNING = frozenset(BOOK["negations"].split()), _stems(BOOK["turning"])
_OPPOSITES = [tuple(_stems(part) for part in line.split("|")) for line in BOOK["opposites"].strip().splitlines()]
_ALL_OPPOSITES = frozenset(word for pair in _OPPOSITES for part in pair for word in part)
_OPPOSED = frozenset(two for x, y in _OPPOSITES for a, b in product(x, y) if a != b for two in ((a, b), (b, a)))


@dataclass(frozen=True, slots=True)
class _Read:
    """A passage taken apart: its tokens, and where each concept stands."""

    passage: Passage
    tokens: Sequence[Token]
    places: Mapping[str, list[int]]

    @classmethod
    def of(cls, passage: Passage) -> _Read:
        read = tokens(passage.words)
        places: dict[str, list[int]] = defaultdict(list)
        for at, token in enumerate(read):
            if not (token.is_function or token.is_number):
                places[token.concept].append(at)
        return cls(passage, read, places)

    def before(self, at: int) -> Sequence[Token]:
        return self.tokens[max(at - _NEAR, 0) : at]

    def shown(self, low: int, high: int, value: str) -> Side:
        return side(self.passage, self.tokens[low].start, self.tokens[high].end, value)


# The kind, and the two sides.
_Found = tuple[str, Side, Side]


def find(material: Material) -> Iterator[Discrepancy]:
    """One word more between the same words, or opposites, in passages that tell the same."""
    read = {id(p): _Read.of(p) for p in material.passages}
    edges: dict[str, list[tuple[Side, Side]]] = defaultdict(list)
    for pair in material.pairs:
        if not pair.accepted:
            continue
        one, other = (read[id(material.passages[at])] for at in (pair.a, pair.b))
        for kind, a, b in (
            *_marked(material, one, other),
            *_marked(material, other, one),
            *_opposed(material, one, other),
        ):
            edges[kind].append((a, b))
    for kind, linked in edges.items():
        for sides in together(linked):
            words = {s.value: s.words for s in reversed(sides)}
            told = " in one account, ".join(f"“{w}”" for w in words.values())
            yield Discrepancy(kind, "variation", f"{told} in the other", tuple(sides))


def _marked(material: Material, one: _Read, other: _Read) -> Iterator[_Found]:
    """One mark more here, between words that stand side by side there: "the House (minority) leader"."""
    there = {
        (a.concept, b.concept): (at, to)
        for (at, a), (to, b) in pairwise((n, t) for n, t in enumerate(other.tokens) if not t.is_function)
    }
    for at, mark in enumerate(one.tokens):
        kind = _MARKS.get(plain(mark.text))
        low = next((n for n in range(at - 1, -1, -1) if not one.tokens[n].is_function), None)
        high = next((n for n in range(at + 1, len(one.tokens)) if not one.tokens[n].is_function), None)
        if kind is None or low is None or high is None or high - low > 2 * _NEAR or _is_idle(one, at):
            continue
        beside = there.get((one.tokens[low].concept, one.tokens[high].concept))
        if beside is None or any(t.stem == mark.stem for t in other.tokens):
            continue
        between = one.passage.words[one.tokens[low].end : one.tokens[high].start]
        if "(" not in between and material.in_common(one.places, other.places) >= _SHARED:
            yield kind, one.shown(low, high, "marked"), other.shown(*beside, "unmarked")


def _is_idle(read: _Read, at: int) -> bool:
    """Whether a mark makes nothing less: "as part of its inquiry", "the meeting planned between them"."""
    before, behind = read.tokens[at - 1], read.tokens[at + 1]
    return before.text.lower() == "as" or (read.tokens[at].stem in _NARROWING and behind.is_function)


def _opposed(material: Material, one: _Read, other: _Read) -> Iterator[_Found]:
    """Opposite words beside the same word, neither of them turned by a negation; those with most in common around."""
    best: tuple[float, _Found] | None = None
    for low, high in product(range(len(one.tokens)), range(len(other.tokens))):
        x, y = one.tokens[low], other.tokens[high]
        if (x.stem, y.stem) not in _OPPOSED or _turned(one, low) or _turned(other, high):
            continue
        # Who tells both is comparing, not contradicting.
        if any(t.stem == y.stem for t in one.tokens) or any(t.stem == x.stem for t in other.tokens):
            continue
        # "Keep the ban" is about a ban, "to ban" is not.
        if any(t.stem in _ALL_OPPOSITES for t in (*one.before(low)[-2:], *other.before(high)[-2:])):
            continue
        beside = _next(one, low) & _next(other, high)
        near = material.in_common(_near(one, low), _near(other, high))
        if beside and near >= _NEARBY and (best is None or near > best[0]):
            best = near, ("polarity", _with_next(one, low, beside), _with_next(other, high, beside))
    if best:
        yield best[1]


def _turned(read: _Read, at: int) -> bool:
    return any(
        t.text.lower() in _NEGATIONS or t.text.lower().endswith(("n't", "n’t")) or t.stem in _TURNING
        for t in read.before(at)
    )


def _near(read: _Read, at: int) -> set[str]:
    return {word for word, places in read.places.items() if any(abs(place - at) <= _AROUND for place in places)}


def _next(read: _Read, at: int) -> set[str]:
    """The concepts of the first two content words behind a word, within reach and in its clause."""
    behind = [t for t in read.tokens[at + 1 : at + 1 + _NEAR] if not t.is_function][:2]
    start = read.tokens[at].end
    return {t.concept for t in behind if not _BREAK.search(read.passage.words, start, t.start)}


def _with_next(read: _Read, at: int, beside: set[str]) -> Side:
    high = next(n for n in range(at + 1, len(read.tokens)) if read.tokens[n].concept in beside)
    return read.shown(at, high, read.tokens[at].stem)
