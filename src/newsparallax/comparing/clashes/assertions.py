"""How one statement is asserted: flatly or with doubt, of the whole or a part, of one or several, or its opposite.

Words are only compared where they stand beside the same word in two passages that surely tell the same: "the alleged
theft" and "the theft", "overturned part of the act" and "overturned the act", "kept the ban" and "lifted the ban".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from newsparallax.comparing.clashes.sides import BOOK, Discrepancy, Material, Side, side, together
from newsparallax.comparing.clauses import clause_cuts
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import Token, plain, stem, tokens

# Words between a marker and the word it is about; function words count.
_NEAR = 4
# Words on either side of opposites that say whether they are of the same, and how much of them must be shared, as a
# weight; what ends a clause.
_AROUND, _NEARBY = 8, 0.8
_BREAK = re.compile(r"[,;:—–()]")
# Tokens that a verb or noun of doubt leaves open; how many of its content words the other passage must have, and which
# share of them.
_CLAUSE, _UNDER, _UNDER_SHARE = 14, 3, 0.5
# What two passages must share beside the word in question, as the weight of words.
_SHARED = 0.6


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_SEEMING = _stems(BOOK["seeming"])
_DOUBT = frozenset(BOOK["doubt"].split())
_DOUBTING, _DOUBTED, _OPEN = _stems(BOOK["doubting"]), _stems(BOOK["doubted"]), _stems(BOOK["open"])
_DOUBTED_OF = _stems(BOOK["doubted_of"])
# Verbs that say too little to be doubted alone.
_LIGHT = frozenset(BOOK["light"].split())
_PART, _WHOLE = _stems(BOOK["part"]), _stems(BOOK["whole"])
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

    def before(self, at: int, reach: int = _NEAR) -> Sequence[Token]:
        return self.tokens[max(at - reach, 0) : at]

    def shown(self, low: int, high: int, value: str) -> Side:
        return side(self.passage, self.tokens[low].start, self.tokens[high].end, value)


Found = tuple[Side, Side, str]


def find(material: Material) -> Iterator[Discrepancy]:
    read = {id(p): _Read.of(p) for p in material.passages}
    for kind, finder, likely in _KINDS:
        edges: list[tuple[Side, Side]] = []
        reasons: dict[Side, str] = {}
        for a, b in material.told_alike(likely):
            one, other = read[id(a)], read[id(b)]
            shared = [word for word in one.places if word in other.places]
            for x, y, reason in finder(one, other, shared, lambda words: sum(material.weights[w] for w in words)):
                edges.append((x, y))
                reasons[x] = reason
        for sides in together(edges):
            told = next(reasons[s] for s in sides if s in reasons)
            yield Discrepancy(kind, "variation", told, tuple(sides))


Weigh = Callable[[Sequence[str]], float]


def _certainty(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """The same words under a doubt here, and under none there: in the outlet's own voice, with no source."""
    for a, b in ((one, other), (other, one)):
        for low, first, last in _under_doubt(a):
            held = {t.concept for t in a.tokens[first : last + 1] if not t.is_function}
            inside = [w for w in shared if any(first <= at <= last for at in a.places[w])]
            if len(inside) < (1 if last == first else max(_UNDER, _UNDER_SHARE * len(held))):
                continue
            there = [at for w in inside for at in b.places[w][:1]]
            if not _flat(b, min(there), max(there)):
                continue
            if weigh([w for w in shared if w not in inside]) + weigh(inside[1:]) >= _SHARED:
                high = max(at for w in inside for at in a.places[w] if first <= at <= last)
                x, y = a.shown(low, high, "doubted"), b.shown(min(there), max(there), "told flatly")
                yield x, y, f"“{x.words}” in one account, told without that doubt in the other"
                return


def _flat(read: _Read, low: int, high: int) -> bool:
    """Whether some tokens are the outlet's own telling, in clauses that leave nothing open."""
    if read.passage.voice != "narrator" or read.passage.attribution_id is not None:
        return False
    cuts = clause_cuts(read.passage.words, read.tokens)
    start, end = read.tokens[low].start, read.tokens[high].end
    begin = max((cut for cut in cuts if cut <= start), default=0)
    finish = min((cut for cut in cuts if cut >= end), default=end)
    return not _doubts([t for t in read.tokens if begin <= t.start < finish])


def _under_doubt(read: _Read) -> Iterator[tuple[int, int, int]]:
    """Where words of doubt begin, and the first and last token of what they leave open."""
    for at, token in enumerate(read.tokens[:-1]):
        following = read.tokens[at + 1].text.lower()
        if plain(token.text) in _DOUBT and not (read.tokens[at + 1].is_function or following in _LIGHT):
            yield at, at + 1, at + 1
        elif token.stem in _DOUBTING and following == "to" and at + 2 < len(read.tokens):
            yield at, at + 2, at + 2
        elif token.stem in {"that": _DOUBTING | _DOUBTED, "of": _DOUBTED_OF}.get(following, ()):
            yield at, at + 2, min(at + 1 + _CLAUSE, len(read.tokens) - 1)


def _doubts(read: Sequence[Token]) -> bool:
    return any(t.stem in _OPEN | _DOUBTING | _DOUBTED or plain(t.text) in _DOUBT for t in read)


def _extent(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """Part of something here, the thing itself or the whole of it there, with the same done to it."""
    for a, b in ((one, other), (other, one)):
        if any(t.stem in _PART for t in b.tokens):
            continue
        for word in shared:
            at, there = a.places[word][0], b.places[word][0]
            marked = [
                n
                for n in range(max(at - _NEAR, 0), at)
                if a.tokens[n].stem in _PART and (n == 0 or a.tokens[n - 1].text.lower() not in ("as", "take", "in"))
            ]
            between = [t for t in a.tokens[marked[0] + 1 : at] if not t.is_function] if marked else []
            # "Parts of a newspaper's report" are parts of the report.
            if not marked or any(not (t.is_capitalised or t.stem in _PART) for t in between):
                continue
            done = {t.concept for t in a.before(marked[0], 3) if not t.is_function}
            same = done & {t.concept for t in b.before(there, _NEAR) if not t.is_function}
            whole = any(t.stem in _WHOLE for t in b.before(there))
            if (same or whole) and weigh([w for w in shared if w != word]) >= _SHARED:
                x, y = a.shown(marked[0], at, "part"), b.shown(max(there - 2, 0), there, "whole")
                yield x, y, f"“{x.words}” in one account, “{y.words}” in the other"
                return


def _narrowed(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """One narrowing word more here, between words that stand side by side there: "the House (minority) leader"."""
    for a, b in ((one, other), (other, one)):
        runs = {tuple(t.concept for t in b.tokens[at : at + 3]): at for at in range(len(b.tokens) - 2)}
        for at in range(2, len(a.tokens) - 1):
            before, narrow, head = a.before(at, 2), a.tokens[at], a.tokens[at + 1]
            there = runs.get((*(t.concept for t in before), head.concept))
            if there is None or narrow.stem not in _NARROWING or head.is_function:
                continue
            if all(t.is_function for t in before) or "(" in a.passage.words[before[0].start : head.end]:
                continue
            if narrow.concept not in b.places and weigh(shared) >= _SHARED:
                x, y = a.shown(at - 2, at + 1, "narrower"), b.shown(there, there + 2, "wider")
                yield x, y, f"“{x.words}” in one account, “{y.words}” in the other"
                return


def _polarity(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """Opposite words beside the same word, neither of them turned by a negation; those with most in common around."""
    best: tuple[float, Found] | None = None
    for low, high in product(range(len(one.tokens)), range(len(other.tokens))):
        x, y = one.tokens[low], other.tokens[high]
        if (x.stem, y.stem) not in _OPPOSED or _turned(one, low) or _turned(other, high):
            continue
        # Who tells both is comparing, not contradicting.
        if any(t.stem == y.stem for t in one.tokens) or any(t.stem == x.stem for t in other.tokens):
            continue
        # "Keep the ban" is about a ban, "to ban" is not.
        if any(t.stem in _ALL_OPPOSITES for t in (*one.before(low, 2), *other.before(high, 2))):
            continue
        beside = _next(one, low) & _next(other, high)
        if beside:
            a, b = _with_next(one, low, beside), _with_next(other, high, beside)
            near = weigh([w for w in shared if _is_near(one, low, w) and _is_near(other, high, w)])
            if near >= _NEARBY and (best is None or near > best[0]):
                best = near, (a, b, f"“{a.words}” in one account, “{b.words}” in the other")
    if best:
        yield best[1]


def _turned(read: _Read, at: int) -> bool:
    return any(
        t.text.lower() in _NEGATIONS or t.text.lower().endswith(("n't", "n’t")) or t.stem in _TURNING
        for t in read.before(at)
    )


def _is_near(read: _Read, at: int, word: str) -> bool:
    return any(abs(place - at) <= _AROUND for place in read.places[word])


def _next(read: _Read, at: int) -> set[str]:
    """The concepts of the first two content words behind a word, within reach and in its clause."""
    behind = [t for t in read.tokens[at + 1 : at + 1 + _NEAR] if not t.is_function][:2]
    start = read.tokens[at].end
    return {t.concept for t in behind if not _BREAK.search(read.passage.words, start, t.start)}


def _with_next(read: _Read, at: int, beside: set[str]) -> Side:
    high = next(n for n in range(at + 1, len(read.tokens)) if read.tokens[n].concept in beside)
    return read.shown(at, high, read.tokens[at].stem)


def _number(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """One here, several there: the same noun after the same two words, singular with an article and plural."""
    for a, b in ((one, other), (other, one)):
        for word in shared:
            for at, there in product(a.places[word], b.places[word]):
                x, y = a.tokens[at].text.lower(), b.tokens[there].text.lower()
                two = [t.concept for t in a.before(at, 2)]
                if y != x + "s" or len(two) < 2 or two != [t.concept for t in b.before(there, 2)]:
                    continue
                article = [t.text.lower() for t in a.before(at - 2, 3)]
                if not {"a", "an", "one"} & set(article) or any(t.is_function or t.is_number for t in a.before(at, 2)):
                    continue
                low = at - 2 - (len(article) - max(n for n, t in enumerate(article) if t in ("a", "an", "one")))
                p, q = a.shown(low, at, "one"), b.shown(max(there - 3, 0), there, "several")
                yield p, q, f"“{p.words}” in one account, “{q.words}” in the other"
                return


def _reading(one: _Read, other: _Read, shared: Sequence[str], weigh: Weigh) -> Iterator[Found]:
    """The same subject appears one thing here and another there, in the outlets' own words."""
    if {one.passage.voice, other.passage.voice} != {"narrator"}:
        return
    for low, high in product(range(len(one.tokens)), range(len(other.tokens))):
        if not (one.tokens[low].stem in _SEEMING and other.tokens[high].stem in _SEEMING):
            continue
        who, whom = (_content(read.before(at)) for read, at in ((one, low), (other, high)))
        here, there = (read.tokens[at + 1 : at + 1 + _NEAR] for read, at in ((one, low), (other, high)))
        if who & whom and _content(here) and _content(there) and not _content(here) & _content(there):
            a, b = one.shown(low, low + len(here), "appears so"), other.shown(high, high + len(there), "appears so")
            yield a, b, f"“{a.words}” in one account, “{b.words}” in the other"
            return


def _content(read: Sequence[Token]) -> set[str]:
    return {t.concept for t in read if not t.is_function}


# Kind, finder, and the chance to tell the same from which on passages are compared that do not surely do so.
_KINDS: Sequence[tuple[str, Callable[[_Read, _Read, Sequence[str], Weigh], Iterator[Found]], float]] = (
    ("certainty", _certainty, 0.6),
    ("extent", _extent, 1.0),
    ("extent", _number, 1.0),
    ("extent", _narrowed, 1.0),
    ("polarity", _polarity, 0.33),
    ("reading", _reading, 1.0),
)
