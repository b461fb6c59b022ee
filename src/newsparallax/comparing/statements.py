"""Statements: passages of different articles put together because they tell the same utterance, decision or fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from newsparallax.comparing.pairs import THRESHOLD, Pair
from newsparallax.comparing.passages import Passage
from newsparallax.tables import Row

# A pair joins a statement when the words its passages share and the statement's own have this share of the lesser's
# weight in common. One sentence tells several facts: what two pairs share, not that they share a sentence, counts.
_COMMON_WORDS = 0.5
# A pair this little below the threshold still joins a statement, when it shares this much of the statement's own words.
_NEARLY, _NEARLY_COMMON = 0.8, 0.65
# A word is a statement's own when this share of its pairs has it.
_OWN = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """Passages, by their number, that tell the same; `pairs` are the accepted pairs among them."""

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]

    def cohesion(self, member: int) -> float:
        """Mean score of a member's accepted pairs with the others."""
        return _mean([pair for pair in self.pairs if member in (pair.a, pair.b)])

    @property
    def base(self) -> int:
        """The member most like the others; its words stand for the statement."""
        return max(self.members, key=lambda n: (self.cohesion(n), -n))


def group(pairs: Sequence[Pair]) -> list[Statement]:
    """Accepted pairs (best first) put together where they share a passage and what they are alike in.

    Pairs are clustered, not passages (after the link communities of Ahn, Bagrow & Lehmann 2010), so that a passage
    may tell several statements. Pairs nearly accepted then join where they share most of a statement's words: what is
    too little alone is enough beside other tellings. Every statement spans two articles or more.
    """
    groups: list[list[Pair]] = []
    for pair in (p for p in pairs if p.accepted):
        fitting = [g for g in groups if _in_common(pair, g) >= _COMMON_WORDS * min(_weight(pair), _own_weight(g)) > 0]
        joined = [pair] if not fitting else [*(p for g in fitting for p in g), pair]
        groups = [g for g in groups if not any(g is f for f in fitting)] + [joined]
    for pair in (p for p in pairs if not p.accepted and p.score >= _NEARLY * THRESHOLD):
        best = max(groups, key=lambda g: _in_common(pair, g), default=[])
        if best and _in_common(pair, best) >= _NEARLY_COMMON * _own_weight(best):
            best.append(replace(pair, accepted=True))
    return [Statement(tuple(sorted({n for p in g for n in (p.a, p.b)})), tuple(g)) for g in groups]


def accepted(pairs: Iterable[Pair], statements: Iterable[Statement]) -> list[Pair]:
    """The pairs with those accepted that hold a statement together."""
    held = {(p.a, p.b) for statement in statements for p in statement.pairs}
    return [replace(pair, accepted=True) if (pair.a, pair.b) in held else pair for pair in pairs]


def _own(members: Sequence[Pair]) -> dict[str, float]:
    """The words, with their weights, that make a statement's pairs alike."""
    counted = Counter(word for p in members for word, _ in p.shared)
    weights = dict(item for p in members for item in p.shared)
    return {word: weights[word] for word, n in counted.items() if n >= _OWN * len(members)}


def _own_weight(members: Sequence[Pair]) -> float:
    return sum(_own(members).values())


def _weight(pair: Pair) -> float:
    return sum(weight for _, weight in pair.shared)


def _in_common(pair: Pair, members: Sequence[Pair]) -> float:
    """The weight of the words that a pair shares with a statement's own; 0 where they have no passage in common."""
    if not any({pair.a, pair.b} & {p.a, p.b} for p in members):
        return 0.0
    own = _own(members)
    return sum(weight for word, weight in pair.shared if word in own)


def pair_rows(passages: Sequence[Passage], pairs: Iterable[Pair]) -> list[Row]:
    """Rows of the table `statement_pairs`."""
    return [_pair_row(passages[pair.a], passages[pair.b], pair) for pair in pairs]


def named(passages: Sequence[Passage], found: Iterable[Statement], outlets: Mapping[str, str]) -> dict[str, Statement]:
    """Statements by their ids `st1`, `st2`, …: those that more outlets, then more articles carry come first."""

    def carried(statement: Statement) -> tuple[int, int, float, int]:
        told = [passages[n].article_id for n in statement.members]
        return (-len({outlets[a] for a in told}), -len(set(told)), -_mean(statement.pairs), statement.members[0])

    return {f"st{number}": statement for number, statement in enumerate(sorted(found, key=carried), 1)}


def statement_rows(
    passages: Sequence[Passage], statements: Mapping[str, Statement], outlets: Mapping[str, str]
) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `statements` and `tellings`."""
    heads: list[Row] = []
    tellings: list[Row] = []
    for name, statement in statements.items():
        told = [passages[n] for n in statement.members]
        best = passages[statement.base]
        heads.append(
            {
                "statement_id": name,
                "wording": best.words,
                "article_id": best.article_id,
                "start": best.start,
                "end": best.end,
                "speaker": _speaker(told),
                "outlets": len({outlets[p.article_id] for p in told}),
                "articles": len({p.article_id for p in told}),
                "tellings": len(told),
                "score": _mean(statement.pairs),
            }
        )
        tellings += [
            _telling_row(name, passages[n], outlets[passages[n].article_id], statement.cohesion(n))
            for n in statement.members
        ]
    return heads, tellings


def _telling_row(statement: str, passage: Passage, outlet: str, score: float) -> Row:
    return {
        "statement_id": statement,
        "article_id": passage.article_id,
        "start": passage.start,
        "end": passage.end,
        "words": passage.words,
        "outlet": outlet,
        "role": passage.role,
        "position": passage.position,
        "voice": passage.voice,
        "attribution_id": passage.attribution_id,
        "kind": passage.kind,
        "speaker": passage.speaker,
        "score": score,
    }


def _pair_row(a: Passage, b: Passage, pair: Pair) -> Row:
    row: dict[str, object] = {}
    for side, passage in (("a", a), ("b", b)):
        row |= {
            f"{side}_article_id": passage.article_id,
            f"{side}_start": passage.start,
            f"{side}_end": passage.end,
            f"{side}_words": passage.words,
        }
    evidence = f"shared: {', '.join(word for word, _ in pair.shared[:6])}"
    if a.speaker and b.speaker:
        evidence += f"; speaker: {a.speaker}" if a.speaker == b.speaker else f"; speakers: {a.speaker} / {b.speaker}"
    return {**row, "score": pair.score, "accepted": pair.accepted, "evidence": evidence}


def _speaker(told: Iterable[Passage]) -> str | None:
    """Whom more tellings name than anybody else, the narrator counted; None for the narrator."""
    return Counter(p.speaker for p in told).most_common(1)[0][0]


def _mean(pairs: Sequence[Pair]) -> float:
    return round(fmean(pair.score for pair in pairs), 4) if pairs else 0.0
