"""Statements: passages of different articles put together because they tell the same utterance, decision or fact."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import dropwhile, islice
from statistics import fmean

from newsparallax.comparing.clauses import LEAST_CLAUSE, clause_cuts
from newsparallax.comparing.pair_model import PairModel, load
from newsparallax.comparing.pairs import Pair
from newsparallax.comparing.passages import Passage, place
from newsparallax.comparing.wordforms import Token, concept, tokens
from newsparallax.tables import Row, by, row_of

# A pair joins a statement when the words its passages share and the statement's own have this share of the lesser's
# weight in common. One sentence tells several facts: what two pairs share, not that they share a sentence, counts.
_COMMON_WORDS = 0.5
# Pairs that are rather likely to tell the same make statements. An accepted pair that is less likely joins one
# when it shares this much of the statement's own words.
_LIKELY, _NEARLY_COMMON = 0.6, 0.65
# A passage joins a statement when its best scores with the other articles that tell it are this high on the mean; the
# first so many passages of a statement, its most alike, are asked.
_LINK, _ASKED = 0.35, 12
# The weightiest shared words, up to this share of the weight, say which clauses of a sentence tell a statement.
_TELLING_WORDS = 0.8
# A word is a statement's own when this share of its pairs has it.
_OWN = 0.5
# Words that a headline shares with a passage that surely tells the same.
_SHARED_BY_A_HEADLINE = 3
# Of two tellings, and of the tellings of two statements, this share in common makes them one.
_DOUBLED = 0.6
_OPENING, _CLOSING = "“‘\"'(", re.compile(r"(?:[.!?)]|,?[”’\"'])*")
# What only ties a clause to the one before it is no part of what it tells.
_TIES = frozenset({"and", "but", "that", "said", "saying", "adding"})


# The words by which each passage, by its number, tells a statement.
Telling = Mapping[int, Passage]


@dataclass(frozen=True, slots=True)
class Statement:
    """Passages, by their number, that tell the same; `pairs` are the pairs that hold it together.

    `sure` are the members that are surely the same as one of another article; the others perhaps tell it.
    """

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]
    sure: frozenset[int] = frozenset()

    def cohesion(self, member: int) -> float:
        """Mean score of a member's pairs with the others."""
        return _mean([pair for pair in self.pairs if member in (pair.a, pair.b)])

    def alike_in(self, member: int) -> frozenset[str]:
        """The concepts by which a member is like the others: the weightiest words of most of its pairs."""
        mine = [pair for pair in self.pairs if member in (pair.a, pair.b)]
        counted = Counter(word for pair in mine for word in _weightiest(pair))
        return frozenset(concept(word) for word, n in counted.items() if n >= _OWN * len(mine))

    def best(self, members: Iterable[int]) -> int:
        """Of some members the one like most of the others, a sure one where there is any.

        Scores are summed: by their mean, two that are like each other alone would stand for what many tell.
        """
        like = {n: sum(pair.score for pair in self.pairs if n in (pair.a, pair.b)) for n in members}
        return max(like, key=lambda n: (n in self.sure, round(like[n], 6), -n))

    @property
    def base(self) -> int:
        """The member whose words stand for the statement."""
        return self.best(self.members)


def surely(pairs: Iterable[Pair], model: PairModel | None = None, headlines: Set[int] = frozenset()) -> frozenset[Pair]:
    """The accepted pairs that surely tell the same; default: by the shipped weights. `headlines` are passages.

    All headlines of an event are alike in the few words that name it: with so little in common none is sure.
    """
    least = (model or load()).sure
    return frozenset(
        pair
        for pair in pairs
        if pair.accepted
        and pair.score >= least
        and (len(pair.shared) >= _SHARED_BY_A_HEADLINE or not headlines & {pair.a, pair.b})
    )


def group(pairs: Sequence[Pair], articles: Sequence[str], sure: Set[Pair]) -> list[Statement]:
    """Accepted pairs (best first) put together where they share a passage and what they are alike in.

    Pairs are clustered, not passages (after the link communities of Ahn, Bagrow & Lehmann 2010), so that a passage
    may tell several statements; by mean scores (average linkage, Sokal & Michener 1958), so that no chain of tellings
    leads to something else. The sure pairs come first; other likely ones join one statement each, or make their own;
    the other accepted pairs join where they share most of a statement's words, but make none.
    """
    scores = {(pair.a, pair.b): pair.score for pair in pairs}
    groups: dict[int, _Group] = {}
    of_passage: dict[int, set[int]] = defaultdict(set)

    def add(pair: Pair, number: int) -> None:
        groups.setdefault(number, _Group(articles, scores)).add(pair)
        of_passage[pair.a].add(number)
        of_passage[pair.b].add(number)

    def fitting(pair: Pair, link: float = _LINK) -> list[int]:
        around = sorted(of_passage[pair.a] | of_passage[pair.b])
        return [n for n in around if groups[n].fits(pair) and groups[n].linked((pair.a, pair.b), link)]

    for number, pair in enumerate(p for p in pairs if p in sure):
        # The largest takes in the others, so that no pair moves more often than the logarithm of their number.
        first, *others = sorted(fitting(pair), key=lambda n: -len(groups[n].pairs)) or [number]
        for n in others:
            if groups[first].linked(groups[n].asked()) and groups[n].linked(groups[first].asked()):
                for held in groups.pop(n).pairs:
                    of_passage[held.a].discard(n)
                    of_passage[held.b].discard(n)
                    add(held, first)
        add(pair, first)
    for number, pair in enumerate((p for p in pairs if p.accepted and p.score >= _LIKELY and p not in sure), len(sure)):
        add(pair, max(fitting(pair), key=lambda n: groups[n].in_common(pair), default=number))
    for pair in (p for p in pairs if p.accepted and p.score < _LIKELY):
        best = max(fitting(pair, 0.8 * _LINK), key=lambda n: groups[n].in_common(pair), default=None)
        if best is not None and groups[best].nearly_fits(pair):
            add(pair, best)
    return [
        Statement(
            tuple(sorted(g.members)), tuple(g.pairs), frozenset(n for p in g.pairs if p in sure for n in (p.a, p.b))
        )
        for g in groups.values()
    ]


@dataclass(slots=True)
class _Group:
    """Pairs being put together, how many of them share each word, and the words' weights.

    `members` are their passages in the order of joining; `articles` that of each passage, `scores` that of each pair.
    """

    articles: Sequence[str]
    scores: Mapping[tuple[int, int], float]
    pairs: list[Pair] = field(default_factory=list)
    members: dict[int, None] = field(default_factory=dict)
    counted: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, pair: Pair) -> None:
        self.pairs.append(pair)
        self.members |= {pair.a: None, pair.b: None}
        self.counted.update(word for word, _ in pair.shared)
        self.weights.update(pair.shared)

    def own(self) -> float:
        """The weight of the words that make the pairs alike."""
        return sum(w for word, w in self.weights.items() if self.counted[word] >= _OWN * len(self.pairs))

    def in_common(self, pair: Pair) -> float:
        """The weight of the words that a pair shares with them."""
        return sum(w for word, w in pair.shared if self.counted[word] >= _OWN * len(self.pairs))

    def fits(self, pair: Pair) -> bool:
        least = min(sum(weight for _, weight in pair.shared), self.own())
        return self.in_common(pair) >= _COMMON_WORDS * least > 0

    def nearly_fits(self, pair: Pair) -> bool:
        return self.in_common(pair) >= _NEARLY_COMMON * self.own() > 0

    def asked(self) -> list[int]:
        return list(islice(self.members, _ASKED))

    def linked(self, passages: Iterable[int], link: float = _LINK) -> bool:
        """Whether each of the passages is like what the other articles tell here, on the mean."""
        return all(self._link(passage) >= link for passage in passages)

    def _link(self, passage: int) -> float:
        best: dict[str, float] = {}
        for member in self.asked():
            article = self.articles[member]
            if article != self.articles[passage]:
                score = self.scores.get((min(member, passage), max(member, passage)), 0.0)
                best[article] = max(best.get(article, 0.0), score)
        return fmean(best.values()) if best else 1.0


def telling(passages: Sequence[Passage], statement: Statement) -> Telling:
    """The words of each member that tell a statement: the shortest run of clauses by which it is like the others."""
    return {n: _clauses(passages[n], statement.alike_in(n)) for n in statement.members}


def distinct(
    statements: Iterable[Statement], passages: Sequence[Passage]
) -> tuple[dict[str, Statement], dict[str, Telling]]:
    """Statements and their tellings by ids `st1`, `st2`, …, in the order given, without those told before.

    A statement is told before when the words that stand for it, or most of its tellings in two articles or more, are
    words that tell one earlier in the order, too: a reader would find it twice.
    """
    kept: dict[str, Statement] = {}
    cut: dict[str, Telling] = {}
    holding: dict[int, list[str]] = defaultdict(list)
    for statement in statements:
        own = telling(passages, statement)
        near = {name for n in own for name in holding[n]}
        if any(_told_before(own, statement.base, cut[name]) for name in near):
            continue
        name = f"st{len(kept) + 1}"
        kept[name], cut[name] = statement, own
        for n in own:
            holding[n].append(name)
    return kept, cut


def _told_before(own: Telling, base: int, other: Telling) -> bool:
    both = {n: passage for n, passage in own.items() if n in other and _mostly_the_same_words(passage, other[n])}
    articles = {passage.article_id for passage in both.values()}
    return base in both or (len(articles) > 1 and len(both) >= _DOUBLED * min(len(own), len(other)))


def _mostly_the_same_words(a: Passage, b: Passage) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared >= _DOUBLED * min(a.end - a.start, b.end - b.start)


def to_compare(statement: Statement, passages: Sequence[Passage], outlets: Mapping[str, str]) -> list[int]:
    """The members to be held against the base: the best of each article of another outlet."""
    own = outlets[passages[statement.base].article_id]
    others = [n for n in statement.members if outlets[passages[n].article_id] != own]
    return [statement.best(members) for members in by(others, lambda n: passages[n].article_id).values()]


def _weightiest(pair: Pair) -> list[str]:
    """The words a pair shares, without the last ones that have little of the weight."""
    left = _TELLING_WORDS * sum(weight for _, weight in pair.shared)
    kept = []
    for word, weight in pair.shared:
        if left <= 0:
            break
        kept.append(word)
        left -= weight
    return kept


def _clauses(passage: Passage, words: frozenset[str]) -> Passage:
    """The shortest run of clauses of a passage that holds all of the words (concepts) the whole passage holds."""
    read = tokens(passage.words)
    cuts = clause_cuts(passage.words, read)
    held = [(t.start, t.concept) for t in read if t.concept in words]
    wanted = {word for _, word in held}
    if not wanted:
        return passage
    runs = (
        (high - low, low, high)
        for at, low in enumerate(cuts)
        for high in cuts[at + 1 :]
        if {word for start, word in held if low <= start < high} == wanted
        and ((low, high) == (0, len(passage.words)) or sum(low <= t.start < high for t in read) >= LEAST_CLAUSE)
    )
    _, low, high = min(runs)
    inside = list(dropwhile(_ties, tokens(passage.words[low:high])))
    if high < len(passage.words):
        inside = list(dropwhile(_ties, inside[::-1]))[::-1]
    start, end = low + inside[0].start, low + inside[-1].end
    # What closes or opens a quotation, and the stop that ends a clause, belong to it.
    start -= start > 0 and passage.words[start - 1] in _OPENING
    closing = _CLOSING.match(passage.words, end)
    end = closing.end() if closing else end
    return replace(passage, start=passage.start + start, end=passage.start + end, words=passage.words[start:end])


def _ties(token: Token) -> bool:
    return token.text.lower() in _TIES


def pair_rows(passages: Sequence[Passage], pairs: Sequence[Pair], sure: Set[Pair]) -> list[Row]:
    """Rows of the table `statement_pairs`."""
    return [_pair_row(passages[pair.a], passages[pair.b], pair, pair in sure) for pair in pairs]


def ranked(passages: Sequence[Passage], found: Iterable[Statement], outlets: Mapping[str, str]) -> list[Statement]:
    """Statements in the order of a report: those that more outlets surely carry, then perhaps, come first."""

    def carried(statement: Statement) -> tuple[int, int, int, float, int]:
        told = [passages[n].article_id for n in statement.members]
        surely_told = {outlets[passages[n].article_id] for n in statement.sure}
        widely = len({outlets[a] for a in told})
        return (-len(surely_told), -widely, -len(set(told)), -_mean(statement.pairs), statement.members[0])

    return sorted(found, key=carried)


def statement_rows(
    statements: Mapping[str, Statement], tellings: Mapping[str, Mapping[int, Passage]], outlets: Mapping[str, str]
) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `statements` and `tellings`."""
    heads: list[Row] = []
    rows: list[Row] = []
    for name, statement in statements.items():
        told = tellings[name]
        best = told[statement.base]
        heads.append(
            row_of(
                "statements",
                best,
                statement_id=name,
                wording=best.words,
                speaker=_speaker([told[n] for n in statement.sure] or told.values()),
                outlets=len({outlets[p.article_id] for p in told.values()}),
                sure_outlets=len({outlets[told[n].article_id] for n in statement.sure}),
                articles=len({p.article_id for p in told.values()}),
                tellings=len(told),
                score=_mean(statement.pairs),
            )
        )
        for n, passage in told.items():
            known = {"outlet": outlets[passage.article_id], "sure": n in statement.sure, "score": statement.cohesion(n)}
            rows.append(row_of("tellings", passage, statement_id=name, **known))
    return heads, rows


def _pair_row(a: Passage, b: Passage, pair: Pair, sure: bool) -> Row:
    evidence = f"shared: {', '.join(word for word, _ in pair.shared[:6])}" if pair.shared else "alike in meaning only"
    if a.speaker and b.speaker:
        evidence += f"; speaker: {a.speaker}" if a.speaker == b.speaker else f"; speakers: {a.speaker} / {b.speaker}"
    return row_of("statement_pairs", pair, **place(a, "a_"), **place(b, "b_"), sure=sure, evidence=evidence)


def _speaker(told: Iterable[Passage]) -> str | None:
    """Whom most of the tellings give it to; None for the narrator, and where they do not agree."""
    counted = Counter(p.speaker for p in told)
    speaker, times = counted.most_common(1)[0]
    return speaker if times * 2 > counted.total() else None


def _mean(pairs: Sequence[Pair]) -> float:
    return round(fmean(pair.score for pair in pairs), 4) if pairs else 0.0
