"""An undivided pile of articles becomes events: the same names and words within a few days.

Words and names count by how rare they are in the pile (tf-idf; Sparck Jones 1972), twice in headline and lead. Two
groups are as like as their articles are on average, over all pairs: with unit vectors that is one product of two sums
(average linkage; Sokal & Michener 1958), so that nothing chains. Only articles that share one of their strongest terms
within `SPAN` days are looked at, which an index finds: time and memory grow near linearly.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from sys import intern

from newsparallax.comparing.wordforms import FUNCTION_WORDS
from newsparallax.words import WORD

SPAN = 4  # days from the first article of an event to its last
LIKE = 0.30  # average likeness from which two groups are one event
_LEAD = 100  # words that count twice
_STRONG = 24  # terms of an article that the index holds
_COMMON = 100  # articles of one day beyond which a term finds no candidate
_NEAREST = 30  # candidates of one article that are compared in whole
_LATER = 0.97  # likeness kept for each day between two groups
_UNDATED = 0.8  # likeness kept where no day says that two groups are of one time

Terms = dict[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one article: `terms` are its words with their weight before rarity, `day` counts from year 1."""

    id: str
    outlet: str
    day: int | None
    headline: str
    terms: Terms


def told(article_id: str, outlet: str, day: int | None, headline: str, text: str) -> Told:
    """An article's terms: logarithm of how often, half more for what is mostly written as a name, twice in the lead."""
    count: Counter[str] = Counter()
    named: Counter[str] = Counter()
    lead: set[str] = set()
    for at, found in enumerate(WORD.finditer(text)):
        word = found.group()
        term = intern(word.casefold().replace("’", "'").removesuffix("'s"))
        if len(term) < 2 or term in FUNCTION_WORDS:
            continue
        count[term] += 1
        named[term] += word[0].isupper()
        if at < _LEAD:
            lead.add(term)
    terms = {
        term: (1 + math.log(n)) * (1.5 if named[term] * 2 >= n else 1) * (2 if term in lead else 1)
        for term, n in count.items()
    }
    return Told(article_id, outlet, day, headline, terms)


def weighed(articles: Sequence[Told]) -> list[Terms]:
    """Unit vectors: each article's terms by their rarity in the pile; what only one article says finds none."""
    held = Counter(term for article in articles for term in article.terms)
    rarity = {term: math.log((len(articles) + 1) / n) for term, n in held.items() if n > 1}
    return [_unit({term: w * rarity[term] for term, w in a.terms.items() if term in rarity}) for a in articles]


def _unit(terms: Terms) -> Terms:
    length = math.sqrt(sum(w * w for w in terms.values()))
    return {term: w / length for term, w in terms.items()} if length else {}


def product(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The sum of the products of the terms both have."""
    if len(one) > len(other):
        one, other = other, one
    return sum(w * other[term] for term, w in one.items() if term in other)


def near(articles: Sequence[Told], vectors: Sequence[Terms]) -> Iterator[tuple[float, int, int]]:
    """(likeness, article, earlier article) of those that share strong terms and lie within SPAN days."""
    places: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    days: dict[str, set[int | None]] = defaultdict(set)
    for at, (article, vector) in enumerate(zip(articles, vectors, strict=True)):
        strong = sorted(vector, key=lambda term: (-vector[term], term))[:_STRONG]
        shared: dict[int, float] = defaultdict(float)
        for term in strong:
            when: Iterable[int | None] = days[term]
            if article.day is not None:
                when = (None, *range(article.day - SPAN, article.day + SPAN + 1))
            for day in when:
                found = places.get((term, day), ())
                if len(found) <= _COMMON:
                    for other in found:
                        shared[other] += vector[term] * vectors[other][term]
        for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]:
            yield product(vector, vectors[other]), at, other
        for term in strong:
            places[term, article.day].append(at)
            days[term].add(article.day)


@dataclass(slots=True)
class Group:
    """Articles held for one event: their places in the pile, the sum of their vectors, their first and last day."""

    members: list[int]
    total: Terms
    days: list[int] = field(default_factory=list)

    def like(self, other: Group) -> float:
        """Average likeness over all pairs of the two, less for each day between their middles; 0 beyond SPAN days."""
        average = product(self.total, other.total) / (len(self.members) * len(other.members))
        days = [*self.days, *other.days]
        if not self.days or not other.days:
            return average * _UNDATED
        if max(days) - min(days) > SPAN:
            return 0.0
        apart = abs(sum(self.days) / len(self.days) - sum(other.days) / len(other.days))
        return float(average * _LATER**apart)

    def take(self, other: Group) -> None:
        """Take the other's articles in."""
        self.members += other.members
        self.days += other.days
        for term, weight in other.total.items():
            self.total[term] = self.total.get(term, 0.0) + weight


def groups(articles: Sequence[Told], vectors: Sequence[Terms], like: float = LIKE) -> list[Group]:
    """The events of a pile, each article in one of them; the likest pairs come first."""
    of = [
        Group([at], dict(v), [] if a.day is None else [a.day])
        for at, (a, v) in enumerate(zip(articles, vectors, strict=True))
    ]
    pairs = sorted(
        ((score, a, b) for score, a, b in near(articles, vectors) if score >= like / 2), key=lambda p: (-p[0], p[1:])
    )
    merged = True
    while merged:
        merged, left = False, []
        for score, a, b in pairs:
            one, other = of[a], of[b]
            if one is other:
                continue
            if one.like(other) < like:
                left.append((score, a, b))
                continue
            if len(one.members) < len(other.members):
                one, other = other, one
            one.take(other)
            for member in other.members:
                of[member] = one
            merged = True
        pairs = left
    return sorted({id(g): g for g in of}.values(), key=lambda g: min(g.members))
