"""Passages that tell the same in different places."""

from __future__ import annotations

from collections.abc import Iterator

from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, around, grouped, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, by_article, records

_BEFORE = frozenset({"in", "at", "near", "off", "to", "from", "outside", "inside"})

# What must be told around both places, as the weight of shared words: in passages that surely tell the same, in others.
_SURE_WORDS, _WORDS = 0.5, 0.8


def find(material: Material) -> Iterator[Discrepancy]:
    """Where each passage of a pair is set in one place, and neither article names the other's anywhere."""
    named = [r for r in records(material.tables["mentions"]) if r["type"] == "place"]
    everywhere = {article: {r["actor"] for r in rows} for article, rows in grouped(named, "article_id").items()}
    of_article = by_article(named)
    where = [
        [r for r in of_article.get(p.article_id, []) if p.start <= r["start"] < p.end and _located(p, r)]
        for p in material.passages
    ]
    edges = []
    for pair in material.pairs:
        if not pair.accepted or len(where[pair.a]) != 1 or len(where[pair.b]) != 1:
            continue
        a, b = where[pair.a][0], where[pair.b][0]
        if a["actor"] in everywhere[b["article_id"]] or b["actor"] in everywhere[a["article_id"]]:
            continue
        if a["actor"] in b["actor"] or b["actor"] in a["actor"]:
            continue
        one, other = (_around(material.passages[n], row) for n, row in ((pair.a, a), (pair.b, b)))
        if material.in_common(one, other) >= (_SURE_WORDS if pair in material.sure else _WORDS):
            edges.append((_side(a), _side(b)))
    for sides in together(edges):
        told = " / ".join(sorted({s.value for s in sides}))
        yield Discrepancy("place", "variation", f"told of {told}", tuple(sides))


def _located(passage: Passage, row: Record) -> bool:
    before = passage.words[: row["start"] - passage.start].rstrip().rsplit(" ", 1)[-1].lower()
    return row["form"] == "name" and before in _BEFORE


def _around(passage: Passage, row: Record) -> list[str]:
    return [t.concept for t in around(passage.words, row["start"] - passage.start, row["end"] - passage.start)]


def _side(row: Record) -> Side:
    return Side(row["article_id"], row["start"], row["end"], row["words"], row["actor"])
