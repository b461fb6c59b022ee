"""Facts that differ between articles, one module for each kind: tolls and other quantities, times, names, offices,
quoted words, who said it, how surely it is told, of how much, whether at all.

Every finder takes the passages, their scored pairs and the tagging tables, and yields discrepancies: a verdict, the
reason, and the exact words of each side. Which side is right is never said: the texts alone cannot tell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import product

from newsparallax.comparing.clashes import assertions, names, offices, quantity, times, tolls, utterances
from newsparallax.comparing.clashes.sides import Discrepancy as Discrepancy
from newsparallax.comparing.clashes.sides import Material as Material
from newsparallax.tables import Row

_FINDERS = (
    tolls.find,
    quantity.find,
    times.find,
    names.find,
    offices.find,
    utterances.find,
    assertions.find,
)


def find(material: Material) -> list[Discrepancy]:
    """Every discrepancy, contradictions first, then suspects, then variations; those on most articles first."""
    found: list[Discrepancy] = []
    for finder in _FINDERS:
        for one in map(partial(_dated, material.days), finder(material)):
            if not any(_holds(other, one) for other in found):
                found.append(one)
    rank = {"contradiction": 0, "suspect": 1, "variation": 2}
    return sorted(found, key=lambda d: (rank[d.verdict], -len({s.article_id for s in d.sides})))


def _dated(days: Mapping[str, dt.date], found: Discrepancy) -> Discrepancy:
    """A discrepancy; figures that may have changed between the articles contradict nothing.

    Two days or more lie between these, or who wrote a day later has more; but sums do not grow from day to day.
    """
    if found.kind != "quantity" or found.verdict != "contradiction":
        return found
    sums = any("money" in side.value for side in found.sides)
    told = [(days[s.article_id], float(s.value.split()[0])) for s in found.sides if s.article_id in days and s.value]
    moved = any(
        (later - day).days > 1 or (later > day and more > value and not sums)
        for (day, value), (later, more) in product(told, repeat=2)
    )
    return replace(found, verdict="variation", reason=f"{found.reason}, but of different days") if moved else found


def _holds(found: Discrepancy, other: Discrepancy) -> bool:
    """Whether a difference found has every side of another of its kind: "killing eight" that of "eight workers".

    One is enough where the same words differ: an article may quote them twice.
    """
    met = [
        any(s.article_id == o.article_id and s.start < o.end and o.start < s.end for s in found.sides)
        for o in other.sides
    ]
    return found.kind == other.kind and (all(met) or (found.reason == other.reason and any(met)))


def rows(found: Iterable[Discrepancy], outlets: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `discrepancies` and `discrepancy_sides`."""
    heads: list[Row] = []
    sides: list[Row] = []
    for number, one in enumerate(found, 1):
        name = f"d{number}"
        articles = len({s.article_id for s in one.sides})
        heads.append(
            {
                "discrepancy_id": name,
                "kind": one.kind,
                "verdict": one.verdict,
                "reason": one.reason,
                "articles": articles,
            }
        )
        sides += [
            {
                "discrepancy_id": name,
                "article_id": s.article_id,
                "start": s.start,
                "end": s.end,
                "words": s.words,
                "outlet": outlets[s.article_id],
                "value": s.value,
            }
            for s in one.sides
        ]
    return heads, sides
