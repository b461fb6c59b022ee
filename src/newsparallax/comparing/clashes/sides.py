"""What the kinds of clash share: the sides of a discrepancy, what the finders look at, and words around a value."""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from newsparallax.codebooks import LISTS
from newsparallax.comparing.pairs import Pair
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import Token, tokens
from newsparallax.corpus import CorpusConfig
from newsparallax.values import Verdict

# The word lists of the clashes.
BOOK: Mapping[str, str] = tomllib.loads((LISTS / "clashes.toml").read_text("utf-8"))

# A clause ends at these; what a value is of stands in the clause, or in the words next to it.
# "Nine people, seven of whom were arrested": nine were not.
_BREAK = re.compile(
    r"[;:—–!?]|\.\s|\s-+\s|,\s(?=(?:and|but|while|who|which|where|as|after|before|\w+ of (?:whom|which|them))\b)"
)
# Words on either side of a value that may say what it is of.
_REACH = 9


@dataclass(frozen=True, slots=True)
class Side:
    """One passage of a discrepancy: [start, end) in its article, its words, and the normalised value they state."""

    article_id: str
    start: int
    end: int
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One fact told differently; `sides` in the order of articles."""

    kind: str
    verdict: Verdict
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What the finders look at.

    The passages, their scored pairs (best first), those that surely tell the same, the tables of the corpus, and the
    weight of each content word (0 to 1): how few of the passages have it; the day each article was published, if known.
    """

    passages: Sequence[Passage]
    pairs: Sequence[Pair]
    sure: Set[Pair]
    tables: Tables
    config: CorpusConfig
    weights: Mapping[str, float]
    days: Mapping[str, dt.date]

    @classmethod
    def of(
        cls, passages: Sequence[Passage], pairs: Sequence[Pair], sure: Set[Pair], tables: Tables, config: CorpusConfig
    ) -> Material:
        found = Counter(word for p in passages for word in {t.concept for t in tokens(p.words) if not t.is_function})
        top = math.log(len(passages) + 1) or 1.0
        weights = {word: math.log((len(passages) + 1) / n) / top for word, n in found.items()}
        days = {
            row["article_id"]: dt.date.fromisoformat(row["published"])
            for row in records(tables["articles"])
            if row["published"]
        }
        return cls(passages, pairs, sure, tables, config, weights, days)

    def in_common(self, one: Iterable[str], other: Iterable[str]) -> float:
        """The weight of the words (concepts) that both have."""
        return sum(self.weights.get(word, 0.0) for word in set(one) & set(other))


def around(words: str, start: int, end: int, without: Sequence[tuple[int, int]] = ()) -> list[Token]:
    """The content words near [start, end) of a passage, in its clause; `without`: stretches that do not count."""
    low = max((m.end() for m in _BREAK.finditer(words, 0, start)), default=0)
    after = _BREAK.search(words, end)
    high = after.start() if after else len(words)
    taken = (*without, (start, end))
    read = [t for t in tokens(words) if low <= t.start and t.end <= high]
    before = [t for t in read if t.end <= start][-_REACH:]
    behind = [t for t in read if t.start >= end][:_REACH]
    return [
        t
        for t in (*before, *behind)
        if not (t.is_function or t.is_number or any(a < t.end and t.start < b for a, b in taken))
    ]


def together(edges: Iterable[tuple[Side, Side]]) -> list[list[Side]]:
    """Sides linked by a difference, put together (connected components), in the order of article and text."""
    group: dict[Side, list[Side]] = {}
    for a, b in edges:
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not other:
            one += other
            for side in other:
                group[side] = one
    distinct = {id(members): members for members in group.values()}
    return [ordered(members) for members in distinct.values()]


def side(passage: Passage, start: int, end: int, value: str) -> Side:
    """A side from a stretch [start, end) of a passage."""
    return Side(passage.article_id, passage.start + start, passage.start + end, passage.words[start:end], value)


def ordered(sides: Iterable[Side]) -> list[Side]:
    return sorted(sides, key=lambda s: (s.article_id, s.start))


def first_of_each(sides: Iterable[Side]) -> list[Side]:
    """The first side of each article and value."""
    first: dict[tuple[str, str], Side] = {}
    for one in sides:
        first.setdefault((one.article_id, one.value), one)
    return list(first.values())


def grouped(found: Iterable[Record], column: str) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for row in found:
        groups[row[column]].append(row)
    return groups


def quoted_words(sides: Iterable[Side]) -> str:
    """The words of some sides in quotation marks, each once: `“34” / “41”`."""
    return " / ".join(f"“{words}”" for words in dict.fromkeys(" ".join(s.words.split()) for s in sides))
