"""Values that one thing has but once: how many were killed, how old somebody is, at what hour, the how-manieth it is.

A value is read with its slot ("killed", a person's name, "o'clock", "term"). Two articles differ where the values of
one slot cannot both be true and neither article tells the other's value, too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from newsparallax.comparing.clashes import amounts
from newsparallax.comparing.clashes.quantity import FATES
from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, ordered, quoted_words, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, by_article, records
from newsparallax.comparing.wordforms import Token, stem, tokens

# The chance to tell the same from which on passages are compared; the first sentences of a report tell of the event
# itself, so that their tolls are compared without it.
_LIKELY = {"toll": 0.1, "hour": 0.33, "rank": 0.33}
_OPENING = 3
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
# "Ann Berg, 34," and "Ann Berg was 34"; "the 34-year-old Ann Berg", "Ann Berg, a 34-year-old".
_AGE = re.compile(r",?\s+(?:(?:is|was)\s+)?(?:aged\s+)?(?P<age>\d\d?)(?=[,.;]|\s+(?:and|who|from|of)\b)")
_OLD = re.compile(r"\b(?P<age>\d\d?)-year-old\b")
_TO_NAME, _TO_AGE = 30, 8
_CLOCK = re.compile(
    r"\b(?:(?P<how>about|around|(?:shortly|just) (?:before|after)|before|after)\s+)?"
    r"(?:(?P<hour>\d\d?)(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])(?:\.m\b\.?|m\b)|(?P<named>noon|midnight)\b)",
    re.IGNORECASE,
)
# Minutes that an hour stretches before and after what the words say; without a word, five both ways.
_HOW = {"about": (20, 20), "around": (20, 20), "before": (720, 0), "after": (0, 720)}
_SHORTLY, _EXACT = 30, 5
_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
_RANK = re.compile(rf"\b(?P<rank>{'|'.join(_ORDINALS)}|\d\d?(?:st|nd|rd|th))[\s-]+(?P<noun>[a-z]+)\b")
_NAMES = {"toll": "different numbers", "age": "different ages", "hour": "different hours", "rank": "different ranks"}
Slot = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Value:
    """What one passage puts into a slot: between `low` and `high`; `opening`: in a headline or a first sentence."""

    slot: Slot
    low: float
    high: float
    shown: Side
    opening: bool = False


def find(material: Material) -> Iterator[Discrepancy]:
    """Values of one slot that cannot both be true, in articles that do not tell the other's value, too."""
    told = [[*_tolls(p), *_hours(p), *_ranks(p)] for p in material.passages]
    ages = list(_ages(material))
    of_slot: dict[Slot, dict[str, list[_Value]]] = defaultdict(lambda: defaultdict(list))
    for value in (*ages, *(v for here in told for v in here)):
        of_slot[value.slot][value.shown.article_id].append(value)
    pairs = [
        *((a, b) for p in material.pairs for a, b in product(told[p.a], told[p.b]) if p.score >= _LIKELY[a.slot[0]]),
        *_across(ages),
        *_across(v for here in told for v in here if v.opening and v.slot[0] == "toll"),
    ]
    edges: dict[Slot, list[tuple[Side, Side]]] = defaultdict(list)
    for a, b in pairs:
        if a.slot == b.slot and not _fit(a, b) and not _far(a, b) and not _tells_both(of_slot[a.slot], a, b):
            edges[a.slot].append((a.shown, b.shown))
    for slot, linked in edges.items():
        for found in together(linked):
            sides = _with_all(found, of_slot[slot])
            reason = f"{quoted_words(sides)}: {_NAMES[slot[0]]}"
            yield Discrepancy("time" if slot[0] == "hour" else "quantity", "contradiction", reason, tuple(sides))


def _with_all(sides: Sequence[Side], told: Mapping[str, Sequence[_Value]]) -> list[Side]:
    """The sides, and the same values in the other articles: a reader is shown every place."""
    values, articles = {s.value for s in sides}, {s.article_id for s in sides}
    others = [v.shown for article, own in told.items() if article not in articles for v in own]
    return ordered([*sides, *(s for s in others if s.value in values)])


def _across(values: Iterable[_Value]) -> Iterator[tuple[_Value, _Value]]:
    """Values of one slot that differ, each with the first of another one: not each article with each other."""
    groups: dict[Slot, dict[tuple[float, float], list[_Value]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        groups[value.slot][value.low, value.high].append(value)
    for group in groups.values():
        for ones, others in combinations(group.values(), 2):
            yield from ((ones[0], other) for other in others)
            yield from ((one, others[0]) for one in ones[1:])


def _fit(a: _Value, b: _Value) -> bool:
    return a.low <= b.high and b.low <= a.high


def _far(a: _Value, b: _Value) -> bool:
    """Whether two tolls are too far apart to be of one event."""
    return a.slot[0] == "toll" and max(a.low, b.low) > _FAR * min(a.low, b.low)


def _tells_both(told: Mapping[str, Sequence[_Value]], a: _Value, b: _Value) -> bool:
    return any(_fit(value, x) for x, y in ((a, b), (b, a)) for value in told[y.shown.article_id])


def _tolls(passage: Passage) -> Iterator[_Value]:
    """Numbers of those whom one thing befell; a sentence that names a year may tell of another event."""
    numbers = [] if _YEAR.search(passage.words) else list(_NUMBER.finditer(passage.words))
    read = tokens(passage.words) if numbers else []
    opening = passage.role == "headline" or passage.position <= _OPENING
    for match in numbers:
        found = _fate_behind(passage.words, read, match.end()) or _fate_before(passage.words, read, match.start())
        if found:
            fate, at = found
            value, (below, above) = amounts.number(match["first"]), amounts.vagueness(match["vague"])
            shown = side(passage, min(at.start, match.start()), max(at.end, match.end()), f"{value:g}")
            yield _Value(("toll", str(fate)), value * below, value * above, shown, opening)


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


def _ages(material: Material) -> Iterator[_Value]:
    """How old people are said to be, where the name stands beside it or alone in the sentence before."""
    people = by_article(r for r in records(material.tables["mentions"]) if r["type"] == "person")
    last: Passage | None = None
    for passage in material.passages:
        here = _within(people, passage)
        for row in here:
            low, high = row["start"] - passage.start, row["end"] - passage.start
            if match := _AGE.match(passage.words, high):
                yield _age(row, match, side(passage, low, match.end(), match["age"]))
        for match in _OLD.finditer(passage.words):
            before = _within(people, last) if last and last.article_id == passage.article_id else []
            if whose := _aged(passage, match, here, before):
                yield _age(whose, match, side(passage, match.start(), match.end(), match["age"]))
        last = passage


def _within(people: Mapping[str, Sequence[Record]], passage: Passage) -> list[Record]:
    return [r for r in people.get(passage.article_id, ()) if passage.start <= r["start"] < passage.end]


def _aged(passage: Passage, match: re.Match[str], here: Sequence[Record], before: Sequence[Record]) -> Record | None:
    """Whom "the 34-year-old" means: the name it stands in, before or behind; else the only one named just before."""
    low, high = passage.start + match.start(), passage.start + match.end()
    for row in here:
        behind = passage.words[match.end() : max(row["start"] - passage.start, match.end())]
        named = row["start"] >= high and len(behind) <= _TO_NAME and not re.search(r"[,;:.]", behind)
        apposed = 0 < low - row["end"] <= _TO_AGE and passage.words[row["end"] - passage.start] == ","
        if row["start"] <= low < row["end"] or named or apposed:
            return row
    alone = len({r["actor"] for r in before}) == 1 and passage.words[: match.start()].lower().endswith("the ")
    return before[0] if alone else None


def _age(row: Record, match: re.Match[str], shown: Side) -> _Value:
    return _Value(("age", row["actor"]), float(match["age"]), float(match["age"]), shown)


def _hours(passage: Passage) -> Iterator[_Value]:
    for match in _CLOCK.finditer(passage.words):
        if match["named"]:
            minutes = 720 if match["named"].lower() == "noon" else 1440
        else:
            minutes = 60 * (int(match["hour"]) % 12 + 12 * (match["half"].lower() == "p")) + int(match["minute"] or 0)
        how = (match["how"] or "").lower().split()
        back, ahead = _HOW.get(how[-1], (0, 0)) if how else (_EXACT, _EXACT)
        if len(how) > 1:
            back, ahead = min(back, _SHORTLY), min(ahead, _SHORTLY)
        yield _Value(("hour", ""), minutes - back, minutes + ahead, side(passage, *match.span(), str(minutes)))


def _ranks(passage: Passage) -> Iterator[_Value]:
    for match in _RANK.finditer(passage.words):
        rank = _ORDINALS.get(match["rank"]) or int(match["rank"][:-2])
        yield _Value(("rank", stem(match["noun"])), rank, rank, side(passage, *match.span(), str(rank)))
