"""Numbers of the same things, shares, sums and durations that are told differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set

from newsparallax.comparing.clashes import amounts
from newsparallax.comparing.clashes.amounts import Quantity
from newsparallax.comparing.clashes.sides import (
    BOOK,
    Discrepancy,
    Material,
    Side,
    around,
    ordered,
    quoted_words,
    side,
    together,
)
from newsparallax.comparing.pairs import Pair
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import FUNCTION_WORDS, Token, stem, tokens

# What must be told around two values for them to be of one thing, as the weight of shared words: in passages that
# surely tell the same, in those that may (what is counted among the words), in others, and for how long something took.
_SURE_WORDS, _LIKELY_WORDS, _WORDS, _LASTING = 0.15, 0.4, 1.0, 0.7
# Two values further apart than this are about different things; nearer in passages that do not surely tell the same.
_FAR, _NEAR = 3.0, 1.5
# Values that allow for each other and are no further apart are one value.
_ALIKE = 1.25
# Stem of a word for what befell people: the number of its line.
FATES = {stem(w): n for n, line in enumerate(BOOK["fates"].strip().splitlines()) for w in line.split()}
# A share that is told of one hour ("down 6 % by 1040 GMT") is not that of the whole day.
_HOUR = re.compile(r"\b(?:by|at|as of)\s+(?:\d{1,2}(?:[:.]?\d\d)?\s?(?:GMT|ET|[ap]\.?m)|noon|midday)\b")
# Stems of words for penalties that last; "banned for two years" and "for four" lie further apart than two talks may.
_PENALTIES = frozenset(stem(word) for word in BOOK["penalties"].split())
# A number from the first value on is hardly told of two things; lesser ones need shared words beside them.
_TELLING, _NEARBY = 100, 0.3
# A passage with at most so many content words beside its quantities goes on about what the one before it tells.
_LEANING = 1

# "the Carr Fire", "Kent County Council": the words of a name that say what it is come last.
_NAMED = re.compile(r"(?:[A-ZÀ-Þ][\w’'-]+ )+[A-ZÀ-Þ][\w’'-]+")

# A quantity, the passage that tells it, and the words around it.
_Told = tuple[Passage, Quantity, frozenset[str]]


def find(material: Material) -> Iterator[Discrepancy]:
    """Values that differ where the words around them say that they are of the same."""
    told: dict[str, list[Quantity]] = defaultdict(list)
    found: list[list[_Told]] = []
    for passage in material.passages:
        own = amounts.find(passage.words)
        told[passage.article_id] += own
        taken = [(q.start, q.end) for q in own]
        here = [(passage, q, _words(around(passage.words, q.start, q.end, taken))) for q in own]
        # "Our talks lasted longer. Maybe it was an hour": what the number is of, the sentence before tells.
        previous = material.passages[len(found) - 1] if found else None
        if previous is not None and previous.article_id == passage.article_id and _leans(passage, own):
            context = frozenset(t.concept for t in tokens(previous.words) if not t.is_function)
            found[-1] += [(p, q, words | context) for p, q, words in here]
        found.append(here)
    edges: list[tuple[Side, Side]] = []
    apart: set[frozenset[Side]] = set()
    durations: set[Side] = set()
    common = {t.text for passage in material.passages for t in tokens(passage.words) if t.text.islower()}
    for pair in material.pairs:
        for a in found[pair.a]:
            for b in found[pair.b]:
                if not _differ(material, a, b, pair) or _two_of_a_kind(a[0], b[0], common):
                    continue
                one, other = _side(*a[:2]), _side(*b[:2])
                differ = not (amounts.overlap(a[1], b[1]) or amounts.rounded(a[1], b[1]))
                # An article that tells the other's value too does not differ from it: it tells of two things,
                # such as what was asked and what was offered, or of two sources.
                if differ and (_tells(told[one.article_id], b[1]) or _tells(told[other.article_id], a[1])):
                    continue
                edges.append((one, other))
                if a[1].is_duration:
                    durations |= {one, other}
                if differ:
                    apart.add(frozenset((one, other)))
    everywhere = [(_side(*told[:2]), told) for here in found for told in here]
    for linked in together(edges):
        sides = _with_all(material, linked, everywhere)
        clash = any(frozenset((a, b)) in apart for a in sides for b in sides)
        reason = "cannot all be true of the same" if clash else "the same within what the words allow"
        yield Discrepancy(
            "time" if sides[0] in durations else "quantity",
            "contradiction" if clash else "variation",
            f"{quoted_words(sides)}: {reason}",
            tuple(sides),
        )


def _with_all(material: Material, linked: Sequence[Side], everywhere: Sequence[tuple[Side, _Told]]) -> list[Side]:
    """The sides, and wherever else one of their values is told of the same: a reader is shown every place."""
    own = [told for side, told in everywhere if side in linked]
    more = [
        side
        for side, (_, value, words) in everywhere
        if side not in linked
        and any(
            value.value == q.value
            and value.counted == q.counted
            and (
                material.in_common(words, near) >= (_LASTING if value.is_duration else _NEARBY)
                or (value.value >= _TELLING and not value.is_duration)
            )
            for _, q, near in own
        )
    ]
    return ordered([*linked, *more])


def _differ(
    material: Material,
    a: _Told,
    b: _Told,
    pair: Pair,
) -> bool:
    """Whether two values that are not the same are of the same thing."""
    one, other, sure = a[1], b[1], pair in material.sure
    if one.value == other.value or not _of_one_kind(one, other):
        return False
    # What a share is of, a whole sentence tells: "67 percent of Republican voters" is none of all voters.
    if "per cent" in one.counted and not (sure and bool(_HOUR.search(a[0].words)) == bool(_HOUR.search(b[0].words))):
        return False
    penalty = one.is_duration and any(word.startswith("penalty ") for word in a[2] & b[2])
    if amounts.ratio(one, other) > _NEAR and not (sure and (penalty or not one.is_duration)):
        return False
    fates = [{f for f in words if f.startswith("fate ")} for words in (a[2], b[2])]
    if all(fates) and not fates[0] & fates[1]:
        return False
    least = _SURE_WORDS if sure else _LASTING if one.is_duration else _WORDS
    likely = pair.accepted and material.in_common(a[2] | one.counted, b[2] | other.counted) >= _LIKELY_WORDS
    return likely or material.in_common(a[2], b[2]) >= least


def _two_of_a_kind(a: Passage, b: Passage, common: Set[str]) -> bool:
    """Whether the passages name two different things of one kind, as two fires; `common`: what is written small."""
    one, other = (
        {tuple(words) for name in _NAMED.findall(p.words) if (words := _content(name))[-1:] and words[-1] in common}
        for p in (a, b)
    )
    alike = [(x, y) for x in one for y in other if x[-1] == y[-1]]
    return bool(alike) and not any(set(x[:-1]) & set(y[:-1]) for x, y in alike)


def _content(name: str) -> list[str]:
    words = [w.lower() for w in name.split() if w.lower() not in FUNCTION_WORDS]
    return words if len(words) > 1 else []


def _words(near: Iterable[Token]) -> frozenset[str]:
    """The concepts of some words, what befell people by them (the dead are not the injured), and for which penalty."""
    read = list(near)
    marks = {f"fate {FATES[t.stem]}" for t in read if t.stem in FATES}
    return frozenset(t.concept for t in read) | marks | {f"penalty {t.stem}" for t in read if t.stem in _PENALTIES}


def _of_one_kind(a: Quantity, b: Quantity) -> bool:
    """Whether both count one thing: "612 members" is not "1,160 voting members", a share of women none of men."""
    if a.whole or b.whole:
        return a.counted == b.counted
    shared = a.counted & b.counted
    more = (a.counted | b.counted) - shared
    return bool(shared) and (not more or amounts.ratio(a, b) <= _NEAR)


def _leans(passage: Passage, named: Sequence[Quantity]) -> bool:
    """Whether a passage says little but its quantities."""
    inside = [(q.start, q.end) for q in named]
    rest = [t for t in tokens(passage.words) if not any(low <= t.start < high for low, high in inside)]
    return bool(inside) and sum(not t.is_function for t in rest) <= _LEANING


def _tells(told: Iterable[Quantity], value: Quantity) -> bool:
    """Whether a value is among those told; "at least 30" tells of no 120."""
    return any(
        one.counted & value.counted and amounts.overlap(one, value) and amounts.ratio(one, value) <= _ALIKE
        for one in told
    )


def _side(passage: Passage, quantity: Quantity) -> Side:
    value = f"{quantity.low:g} to {quantity.high:g}" if quantity.low != quantity.high else f"{quantity.low:g}"
    return side(passage, quantity.start, quantity.end, f"{value} {' '.join(sorted(quantity.counted))}")
