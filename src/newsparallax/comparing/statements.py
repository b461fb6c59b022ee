"""Statements: passages of different articles put together because they tell the same utterance, decision or fact."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from newsparallax.comparing.pairs import THRESHOLD, Pair
from newsparallax.comparing.passages import Passage
from newsparallax.tables import Row

# Two groups become one when the mean score of all pairs between them is at least this share of THRESHOLD: chains of
# pairwise likeness (A like B, B like C) would otherwise put different facts together.
_LINKAGE = 0.9


@dataclass(frozen=True, slots=True)
class Statement:
    """Passages, by their number, that tell the same; `pairs` are the accepted pairs among them."""

    members: tuple[int, ...]
    pairs: tuple[Pair, ...]


def group(pairs: Sequence[Pair]) -> list[Statement]:
    """Accepted pairs (best first) put together by average linkage; every group spans two articles or more."""
    scores = {(pair.a, pair.b): pair.score for pair in pairs}
    member_of: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    accepted = [pair for pair in pairs if pair.accepted]
    for pair in accepted:
        for passage in (pair.a, pair.b):
            if passage not in member_of:
                member_of[passage] = passage
                groups[passage] = [passage]
        one, other = member_of[pair.a], member_of[pair.b]
        if one == other:
            continue
        between = [scores.get((min(x, y), max(x, y)), 0.0) for x in groups[one] for y in groups[other]]
        if fmean(between) >= _LINKAGE * THRESHOLD:
            for passage in groups.pop(other):
                member_of[passage] = one
                groups[one].append(passage)
    inside = defaultdict(list)
    for pair in accepted:
        if member_of[pair.a] == member_of[pair.b]:
            inside[member_of[pair.a]].append(pair)
    return [Statement(tuple(sorted(groups[key])), tuple(found)) for key, found in inside.items()]


def pair_rows(passages: Sequence[Passage], pairs: Iterable[Pair]) -> list[Row]:
    """Rows of the table `statement_pairs`."""
    return [_pair_row(passages[pair.a], passages[pair.b], pair) for pair in pairs]


def statement_rows(
    passages: Sequence[Passage], found: Iterable[Statement], outlets: Mapping[str, str]
) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `statements` (the most widely carried first) and `tellings`."""

    def carried(statement: Statement) -> tuple[int, int, float, int]:
        told = [passages[n] for n in statement.members]
        return (
            -len({outlets[p.article_id] for p in told}),
            -len({p.article_id for p in told}),
            -_mean(statement.pairs),
            statement.members[0],
        )

    statements: list[Row] = []
    tellings: list[Row] = []
    for number, statement in enumerate(sorted(found, key=carried), 1):
        name = f"st{number}"
        own = {n: _mean([p for p in statement.pairs if n in (p.a, p.b)]) for n in statement.members}
        told = {n: passages[n] for n in statement.members}
        best = told[max(own, key=lambda n: (own[n], -n))]
        statements.append(
            {
                "statement_id": name,
                "wording": best.words,
                "article_id": best.article_id,
                "start": best.start,
                "end": best.end,
                "speaker": _speaker(told.values()),
                "outlets": len({outlets[p.article_id] for p in told.values()}),
                "articles": len({p.article_id for p in told.values()}),
                "tellings": len(told),
                "score": _mean(statement.pairs),
            }
        )
        tellings += [_telling_row(name, p, outlets[p.article_id], own[n]) for n, p in told.items()]
    return statements, tellings


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
    evidence = f"shared: {', '.join(pair.shared)}"
    if a.speaker and b.speaker:
        evidence += f"; speaker: {a.speaker}" if a.speaker == b.speaker else f"; speakers: {a.speaker} / {b.speaker}"
    return {**row, "score": pair.score, "accepted": pair.accepted, "evidence": evidence}


def _speaker(told: Iterable[Passage]) -> str | None:
    """Whom more tellings name than anybody else, the narrator counted; None for the narrator."""
    return Counter(p.speaker for p in told).most_common(1)[0][0]


def _mean(pairs: Sequence[Pair]) -> float:
    return round(fmean(pair.score for pair in pairs), 4) if pairs else 0.0
