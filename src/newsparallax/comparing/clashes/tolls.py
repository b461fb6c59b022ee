"""How many one event killed, hurt, left missing, arrested or drove out: numbers that cannot both be true of it.

A toll is a number with the word for what befell people ("six workers were killed", "injuring 24"). Two articles differ
where their tolls of one fate do and neither tells the other's number, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from newsparallax.comparing.clashes import amounts
from newsparallax.comparing.clashes.quantity import FATES
from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, ordered, quoted_words, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import Token, stem, tokens

# The chance to tell the same from which on passages are compared: low, as a report seldom gives two tolls of one fate.
_LIKELY = 0.1
# Tolls further apart than this are of two things.
_FAR = 3.0
_NUMBER = re.compile(rf"(?<![\w.,$£€-]){amounts.HEDGED}(?![\w:%-])", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Words on either side of a number in which its fate is looked for; after these it is another's.
_REACH_AFTER, _REACH_BEFORE = 6, 3
_OTHERS = frozenset(("who", "that", "and", "to", "by", "for", "in"))
_BEING = frozenset(("were", "was", "are", "have", "had", "has", "been", "being", "be", "left"))
# "Two men killed a guard": whom they killed, not who was killed; "died" has no object.
_OBJECT = frozenset(("a", "an", "the", "his", "her", "their", "at"))
_NO_OBJECT = frozenset(stem(word) for word in ("dead", "died", "perished", "injured", "missing"))
_AMONG_COUNTS = frozenset(("least", "many", "another"))


@dataclass(frozen=True, slots=True)
class _Toll:
    """What one passage tells of a fate: between `low` and `high`."""

    fate: int
    low: float
    high: float
    shown: Side


def find(material: Material) -> Iterator[Discrepancy]:
    """Tolls of one fate that cannot both be true, in articles that do not tell the other's number, too."""
    told = [list(_tolls(p)) for p in material.passages]
    of_fate: dict[int, dict[str, list[_Toll]]] = defaultdict(lambda: defaultdict(list))
    for toll in (t for here in told for t in here):
        of_fate[toll.fate][toll.shown.article_id].append(toll)
    pairs = ((a, b) for p in material.pairs if p.score >= _LIKELY for a, b in product(told[p.a], told[p.b]))
    edges: dict[int, list[tuple[Side, Side]]] = defaultdict(list)
    for a, b in pairs:
        if a.fate == b.fate and not _fit(a, b) and not _far(a, b) and not _tells_both(of_fate[a.fate], a, b):
            edges[a.fate].append((a.shown, b.shown))
    for fate, linked in edges.items():
        for found in together(linked):
            sides = _with_all(found, of_fate[fate])
            yield Discrepancy("quantity", "contradiction", f"{quoted_words(sides)}: different numbers", tuple(sides))


def _with_all(sides: Sequence[Side], told: Mapping[str, Sequence[_Toll]]) -> list[Side]:
    """The sides, and the same numbers in the other articles: a reader is shown every place."""
    values, articles = {s.value for s in sides}, {s.article_id for s in sides}
    others = [t.shown for article, own in told.items() if article not in articles for t in own]
    return ordered([*sides, *(s for s in others if s.value in values)])


def _fit(a: _Toll, b: _Toll) -> bool:
    return a.low <= b.high and b.low <= a.high


def _far(a: _Toll, b: _Toll) -> bool:
    """Whether two tolls are too far apart to be of one event."""
    return max(a.low, b.low) > _FAR * min(a.low, b.low)


def _tells_both(told: Mapping[str, Sequence[_Toll]], a: _Toll, b: _Toll) -> bool:
    return any(_fit(toll, x) for x, y in ((a, b), (b, a)) for toll in told[y.shown.article_id])


def _tolls(passage: Passage) -> Iterator[_Toll]:
    """Numbers of those whom one thing befell; a sentence that names a year may tell of another event."""
    numbers = [] if _YEAR.search(passage.words) else list(_NUMBER.finditer(passage.words))
    read = tokens(passage.words) if numbers else ()
    for match in numbers:
        found = _fate_behind(passage.words, read, match.end()) or _fate_before(passage.words, read, match.start())
        if found:
            fate, at = found
            value, (below, above) = amounts.number(match["first"]), amounts.vagueness(match["vague"])
            shown = side(passage, min(at.start, match.start()), max(at.end, match.end()), f"{value:g}")
            yield _Toll(fate, value * below, value * above, shown)


def _fate_behind(words: str, read: Sequence[Token], end: int) -> tuple[int, Token] | None:
    """ "Six workers were killed", "24 injured": the fate, and its word."""
    behind = [t for t in read if t.start >= end][:_REACH_AFTER]
    suffered = False
    for n, token in enumerate(behind):
        if words[end : token.start].strip() or token.is_number or token.text.lower() in _OTHERS:
            return None
        if token.stem in FATES:
            after = behind[n + 1 : n + 2]
            acts = after and (after[0].is_number or after[0].text.lower() in _OBJECT)
            return None if acts and not suffered and token.stem not in _NO_OBJECT else (FATES[token.stem], token)
        suffered = suffered or token.text.lower() in _BEING
        end = token.end
    return None


def _fate_before(words: str, read: Sequence[Token], start: int) -> tuple[int, Token] | None:
    """ "Killing at least six": the fate, and its word."""
    for token in reversed([t for t in read if t.end <= start][-_REACH_BEFORE:]):
        if words[token.end : start].strip():
            return None
        if token.stem in FATES:
            return FATES[token.stem], token
        if not token.is_function and token.text.lower() not in _AMONG_COUNTS:
            return None
        start = token.start
    return None
