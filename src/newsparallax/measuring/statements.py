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
from newsparallax.measuring.scores import ratios
from newsparallax.tables import by

Record = Mapping[str, Any]
Span = tuple[str, int, int]  # article, start, end
Pair = tuple[Span, Span]

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


def span(row: Record, article: str = "article_id", before: str = "") -> Span:
    """The passage that the columns of a row name; `before` is how their names begin."""
    return str(row[before + article]), int(row[f"{before}start"]), int(row[f"{before}end"])


def _coded(record: Record) -> Span:
    """The passage that a gold record {"id", "start", "end"} names."""
    return span(record, "id")


def hit(a: Span, b: Span, longer: float) -> bool:
    """Whether two passages share half of the shorter one's characters and a share `longer` of the longer one's."""
    common = min(a[2], b[2]) - max(a[1], b[1])
    lengths = a[2] - a[1], b[2] - b[1]
    return a[0] == b[0] and common > 0 and common >= 0.5 * min(lengths) and common >= longer * max(lengths)


def _pair(record: Record) -> Pair:
    return _coded(record["a"]), _coded(record["b"])


def _pairs_hit(a: Pair, b: Pair) -> bool:
    return (hit(a[0], b[0], _PAIR) and hit(a[1], b[1], _PAIR)) or (hit(a[0], b[1], _PAIR) and hit(a[1], b[0], _PAIR))


def judge(gold: Iterable[Record], rows: Iterable[Record]) -> Judged:
    """Judge the rows of the table `statement_pairs`; gold: {"label": "same" | "partial", "a": {...}, "b": {...}}."""
    coded = list(gold)
    same = [_pair(record) for record in coded if record["label"] == "same"]
    partial = [_pair(record) for record in coded if record["label"] != "same"]
    judged = []
    for row in sorted(rows, key=lambda row: -float(row["score"])):
        pair = span(row, before="a_"), span(row, before="b_")
        hits = frozenset(number for number, other in enumerate(same) if _pairs_hit(pair, other))
        judged.append(
            Judgement(
                articles=frozenset(article for article, *_ in pair),
                score=float(row["score"]),
                accepted=bool(row["accepted"]),
                same=hits,
                partial=not hits and any(_pairs_hit(pair, other) for other in partial),
            )
        )
    return Judged(tuple(judged), tuple(frozenset(article for article, *_ in pair) for pair in same))


def cut(judged: Judged, threshold: float) -> Judged:
    """The same with the pairs of this score and more accepted."""
    return Judged(tuple(replace(j, accepted=j.score >= threshold) for j in judged.predicted), judged.same)


def hitting(record: Record, passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """The numbers (lower first) of each two passages that hit a coded pair."""
    one, other = (
        [n for n, p in enumerate(passages) if hit((p.article_id, p.start, p.end), side, _PAIR)]
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
    tellings_of = by(rows, lambda row: str(row["statement_id"])).values()
    predicted = [[span(row) for row in tellings] for tellings in tellings_of]
    coded = [_pair(record) for record in pairs]
    close = together = wrong = 0
    for group in groups:
        if group["strength"] != "close":
            continue
        close += 1
        members = [_coded(telling) for telling in group["tellings"]]
        best = max(predicted, key=lambda tellings: len(_articles_hit(members, tellings)), default=[])
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


def _articles_hit(members: Iterable[Span], tellings: Sequence[Span]) -> set[str]:
    return {member[0] for member in members if any(hit(t, member, _CLAUSE) for t in tellings)}


def discrepancy_figures(gold: Iterable[Record], rows: Iterable[Record], sides: Iterable[Record]) -> Counter[str]:
    """Counts over the tables `discrepancies` (`discrepancy_id`, `verdict`) and `discrepancy_sides`.

    coded, found: coded discrepancies, and those of which one reported discrepancy hits two sides (or the only one);
    verdict: those found with the coded verdict; reported: discrepancies in all.
    """
    verdicts = {str(row["discrepancy_id"]): str(row["verdict"]) for row in rows}
    reported = by(sides, lambda side: str(side["discrepancy_id"]))
    coded = found = agreeing = 0
    for record in gold:
        coded += 1
        wanted = [_coded(side) for side in record["sides"]]
        finders = [
            name
            for name, own in reported.items()
            if sum(any(hit(span(p), side, _CLAUSE) for p in own) for side in wanted) >= min(2, len(wanted))
        ]
        found += bool(finders)
        agreeing += any(verdicts[name] == record["verdict"] for name in finders)
    return Counter(coded=coded, found=found, verdict=agreeing, reported=len(verdicts))
