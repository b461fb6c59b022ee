"""Score statement pairs, statements and discrepancies against hand-coded ones.

Pairs: a predicted pair is right when its two passages hit those of a coded `same` pair, is left out when it hits
`partial` pairs only, and is wrong otherwise. Recall is taken over the `same` pairs, average precision over every
candidate in the order of its score, precision and F1 over the accepted ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsparallax.comparing.passages import Passage
from newsparallax.measuring.places import Place, hit, place
from newsparallax.measuring.scores import ratios

Record = Mapping[str, Any]
Pair = tuple[Place, Place]

# Share of the longer passage that must be common: passages of pairs are sentences, those of statements are clauses.
_PAIR, _CLAUSE = 0.25, 0.2


@dataclass(frozen=True, slots=True)
class Judgement:
    """One predicted pair: which `same` pairs it hits (by number), or else whether it hits a `partial` one."""

    articles: frozenset[str]
    score: float
    accepted: bool
    same: frozenset[int]
    partial: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Every predicted pair judged, best score first, and the two articles of each coded `same` pair."""

    predicted: tuple[Judgement, ...]
    same: tuple[frozenset[str], ...]


def _pair(record: Record) -> Pair:
    return place(record["a"]), place(record["b"])


def _pairs_hit(a: Pair, b: Pair) -> bool:
    return (hit(a[0], b[0], _PAIR) and hit(a[1], b[1], _PAIR)) or (hit(a[0], b[1], _PAIR) and hit(a[1], b[0], _PAIR))


def judge(gold: Iterable[Record], rows: Iterable[Record]) -> Judged:
    """Judge the rows of the table `statement_pairs`; gold: {"label": "same" | "partial", "a": {...}, "b": {...}}."""
    coded = list(gold)
    same = [_pair(record) for record in coded if record["label"] == "same"]
    partial = [_pair(record) for record in coded if record["label"] != "same"]
    judged = []
    for row in sorted(rows, key=lambda row: -float(row["score"])):
        pair = (
            Place(str(row["a_article_id"]), int(row["a_start"]), int(row["a_end"])),
            Place(str(row["b_article_id"]), int(row["b_start"]), int(row["b_end"])),
        )
        hits = frozenset(number for number, other in enumerate(same) if _pairs_hit(pair, other))
        judged.append(
            Judgement(
                articles=frozenset(side.article_id for side in pair),
                score=float(row["score"]),
                accepted=bool(row["accepted"]),
                same=hits,
                partial=not hits and any(_pairs_hit(pair, other) for other in partial),
            )
        )
    return Judged(tuple(judged), tuple(frozenset(side.article_id for side in pair) for pair in same))


def cut(judged: Judged, threshold: float) -> Judged:
    """The same with the pairs of this score and more accepted."""
    return Judged(tuple(replace(j, accepted=j.score >= threshold) for j in judged.predicted), judged.same)


def hitting(record: Record, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The numbers (lower first) of each two passages that hit a coded pair."""
    one, other = (
        [n for n, p in enumerate(passages) if hit(Place(p.article_id, p.start, p.end), side, _PAIR)]
        for side in _pair(record)
    )
    yield from {(min(a, b), max(a, b)) for a in one for b in other if a != b}


def pair_figures(judged: Judged, drawn: Mapping[frozenset[str], int] | None = None) -> dict[str, float]:
    """precision, recall, f1, average_precision (0 to 1), and the counts same_in_gold, judged, left_out.

    `drawn` says how often each pair of articles counts, as if its passages stood there so many times (default: once).
    """
    right = wrong = left_out = coded = recalled = 0
    found: set[int] = set()
    for articles in judged.same:
        coded += _times(articles, drawn)
    for j in judged.predicted:
        if not j.accepted:
            continue
        times = _times(j.articles, drawn)
        left_out += times * j.partial
        right += times * bool(j.same)
        wrong += times * (not j.same and not j.partial)
        recalled += times * len(j.same - found)
        found |= j.same
    precision, recall, f1 = ratios(right, right + wrong, coded, recalled)
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": _average_precision(judged, drawn) / coded if coded else 0.0,
        "same_in_gold": coded,
        "judged": right + wrong,
        "left_out": left_out,
    }


def _times(articles: frozenset[str], drawn: Mapping[frozenset[str], int] | None) -> int:
    return 1 if drawn is None else drawn.get(articles, 0)


def _average_precision(judged: Judged, drawn: Mapping[frozenset[str], int] | None) -> float:
    """Each coded pair adds the precision at the rank where it is first found; an earlier hit of it adds no more."""
    found: set[int] = set()
    right, rank, gained = 0, 0, 0.0
    for j in judged.predicted:
        if j.partial:
            continue
        new = len(j.same - found)
        found |= j.same
        for _ in range(_times(j.articles, drawn)):
            rank += 1
            right += bool(j.same)
            gained += new * right / rank
    return gained


def group_figures(groups: Iterable[Record], pairs: Iterable[Record], rows: Iterable[Record]) -> Counter[str]:
    """Counts over the rows of the table `tellings` (`statement_id`, `article_id`, `start`, `end`).

    close, together: coded groups, and those of which tellings of two articles stand in one statement. wrong: tellings
    of such a statement that neither hit a member of the group nor a passage coded as paired with a member.
    """
    predicted: dict[str, list[Place]] = {}
    for row in rows:
        telling = Place(str(row["article_id"]), int(row["start"]), int(row["end"]))
        predicted.setdefault(str(row["statement_id"]), []).append(telling)
    coded = [_pair(record) for record in pairs]
    close = together = wrong = 0
    for group in groups:
        if group["strength"] != "close":
            continue
        close += 1
        members = [place(telling) for telling in group["tellings"]]
        best = max(predicted.values(), key=lambda tellings: len(_articles_hit(members, tellings)), default=[])
        if len(_articles_hit(members, best)) < 2:
            continue
        together += 1
        kin = members + [
            other
            for pair in coded
            for one, other in (pair, pair[::-1])
            if any(hit(one, member, _CLAUSE) for member in members)
        ]
        wrong += sum(not any(hit(telling, other, _CLAUSE) for other in kin) for telling in best)
    return Counter(close=close, together=together, wrong=wrong)


def _articles_hit(members: Iterable[Place], tellings: Sequence[Place]) -> set[str]:
    return {member.article_id for member in members if any(hit(t, member, _CLAUSE) for t in tellings)}


def discrepancy_figures(gold: Iterable[Record], rows: Iterable[Record], sides: Iterable[Record]) -> Counter[str]:
    """Counts over the tables `discrepancies` (`discrepancy_id`, `verdict`) and `discrepancy_sides`.

    coded, found: coded discrepancies, and those of which one reported discrepancy hits two sides (or the only one);
    verdict: those found with the coded verdict; reported: discrepancies in all.
    """
    verdicts = {str(row["discrepancy_id"]): str(row["verdict"]) for row in rows}
    reported: dict[str, list[Place]] = {name: [] for name in verdicts}
    for side in sides:
        reported[str(side["discrepancy_id"])].append(
            Place(str(side["article_id"]), int(side["start"]), int(side["end"]))
        )
    coded = found = agreeing = 0
    for record in gold:
        coded += 1
        wanted = [place(side) for side in record["sides"]]
        finders = [
            name
            for name, places in reported.items()
            if sum(any(hit(p, side, _CLAUSE) for p in places) for side in wanted) >= min(2, len(wanted))
        ]
        found += bool(finders)
        agreeing += any(verdicts[name] == record["verdict"] for name in finders)
    return Counter(coded=coded, found=found, verdict=agreeing, reported=len(reported))
