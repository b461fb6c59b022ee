"""Which topics each outlet covers, how prominently, and what it leaves out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reporting import figures, show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import BESIDE, beside, charged, few, names, nothing, worded
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed


def topics(desk: Desk, least_hits: int) -> pd.DataFrame:
    """The topics with at least `least_hits` hits in all: index topic; columns label, hits; most hits first."""
    rows = desk.pooled("coverage")
    sums = rows.groupby("topic", sort=False).agg(label=("label", "first"), hits=("hits", "sum"))
    return sums[sums["hits"] >= least_hits].sort_values("hits", ascending=False, kind="stable")


def _shown(desk: Desk, least_hits: int) -> tuple[pd.DataFrame, list[str], dict[str, str]]:
    kept = topics(desk, least_hits)
    return desk.pooled("coverage"), list(kept.index), dict(kept["label"])


def share_figure(desk: Desk, least_hits: int, most: int = 16) -> Shown:
    """How much of each outlet's telling touches each topic."""
    rows, order, labels = _shown(desk, least_hits)
    order = order[:most]
    if not order:
        return nothing("no topic of the codebooks is found in these articles")
    if len(desk.outlets) > BESIDE:
        return nothing(f"{len(desk.outlets)} outlets do not fit beside each other; the table below lists them")
    found = {(r["topic"], r["outlet"]): r for r in records(rows)}
    values = [[_share(found.get((t, o))) for o in desk.outlets] for t in order]
    texts = [[_count(found.get((t, o))) for o in desk.outlets] for t in order]
    top = max(
        ((v, t, o) for t, line in zip(order, values, strict=True) for o, v in zip(desk.outlets, line, strict=True))
    )
    alt = (
        f"Squares for {len(order)} topics (rows) and {len(desk.outlets)} outlets (columns). The largest: "
        f"{labels[top[1]]} in {top[2]}, {top[0]:.0%} of its sentences. The table that follows holds all numbers."
    )
    runs = [
        desk.cited(o, [p for t in order if (t, o) in found for p in found[t, o]["evidence"]], label=f"All topics · {o}")
        for o in desk.outlets
    ]
    return show.figure(
        figures.matrix([labels[t] for t in order], desk.outlets, values, texts),
        "Topics by outlet: the square's area is the share of the outlet's sentences with a hit, beside it share "
        "and count",
        alt,
        runs,
    )


def _share(row: Any) -> float:
    return float(row["sentence_share"]) if row is not None and pd.notna(row["sentence_share"]) else 0.0


def _count(row: Any) -> str:
    return f"{_share(row):.0%} ({row['sentences']})" if row is not None else ""


def table(desk: Desk, least_hits: int) -> Shown:
    """Every topic and outlet with its counts."""
    rows, order, labels = _shown(desk, least_hits)
    if not order:
        return nothing("no topic of the codebooks is found in these articles")

    def cell(row: Any) -> Any:
        if not row["hits"]:
            return None
        marks = "".join(("H" if row["in_headline"] else "", "L" if row["in_lead"] else ""))
        place = f" {marks}" if marks else ""
        interval = f" [{row['low']:.0%}–{row['high']:.0%}]" if pd.notna(row["low"]) else ""
        return [
            desk.count(int(row["hits"]), row["evidence"]),
            Run(f" · {row['sentence_share']:.0%}{interval}{place}", "muted"),
        ]

    return beside(
        desk,
        rows,
        "topic",
        order,
        cell,
        "Topic coverage by outlet",
        "Topic",
        "Each cell: hits, then the share of the outlet's sentences with a hit and its 95 % bootstrap interval; H "
        "in a headline or dek, "
        f"L in the first two body sentences. {few(desk)}",
        labels,
    )


def first_figure(desk: Desk, least_hits: int, most: int = 12) -> Shown:
    """Where in each article the topics stand."""
    _, order, labels = _shown(desk, least_hits)
    order = order[:most]
    hits = desk["topics"].merge(desk.articles[["article_id", "outlet", "characters"]], on="article_id")
    hits = hits[hits["role"].isin(("headline", "dek", "body", "subhead")) & hits["topic"].isin(order)]
    if hits.empty or len(desk.outlets) > BESIDE:
        return nothing("no topic has a place to show" if hits.empty else "too many outlets to draw beside each other")
    reach = _reach(desk)
    where: dict[tuple[int, int], list[float]] = {}
    for article, topic, outlet, start in hits[["article_id", "topic", "outlet", "start"]].values.tolist():
        begin, length = reach[article]
        where.setdefault((order.index(topic), desk.outlets.index(outlet)), []).append((start - begin) / length)
    earliest = {
        o: min(((v[0], i) for (i, j), v in where.items() if desk.outlets[j] == o), default=None) for o in desk.outlets
    }
    said = "; ".join(f"{o} opens with {labels[order[first[1]]]}" for o, first in earliest.items() if first)
    return show.figure(
        figures.positions([labels[t] for t in order], desk.outlets, where),
        "Where each topic stands: every tick is a hit, from the article's first words (left) to its last (right)",
        f"One panel for each outlet, one row for each topic. {said}.",
    )


def _reach(desk: Desk) -> dict[str, tuple[int, int]]:
    sentences = desk["sentences"].groupby("article_id").agg(begin=("start", "min"), stop=("end", "max"))
    return {str(a): (int(row["begin"]), max(int(row["stop"] - row["begin"]), 1)) for a, row in sentences.iterrows()}


_KINDS = {
    "topic": "Words: where they are few and not those of the topic’s name. “Only in a caption”: not in the lines that "
    "are counted, but not missing either; “only in passing”: the same words, too weak alone to show the topic.",
    "speaker": "“Only as …”: not quoted, but somebody who speaks for the same body, or the body itself.",
}


def differences(desk: Desk, what: str = "topic") -> Shown:
    """What only one outlet has, and what one lacks while the others have it."""
    rows = desk["differences"]
    rows = rows[rows["what"] == what]
    if rows.empty:
        return nothing(
            f"no {what} is told by one outlet alone, and none is missing in one that half of the others have"
        )
    order = {"only here": 0, "missing here": 1, "written before": 3}
    rows = rows.sort_values("kind", key=lambda s: s.map(order).fillna(2), kind="stable")
    # What several outlets lack alike is one row: with many outlets the table stays a page.
    alike: dict[tuple[object, ...], list[Any]] = {}
    for row in records(rows):
        alike.setdefault((row["item"], row["kind"], tuple(row["others"]), row["grade"]), []).append(row)
    body = []
    for own in alike.values():
        row, outlets = own[0], listed(r["outlet"] for r in own)
        label = f"{row['label']} · {row['kind']} · {outlets}"
        carried = names(list(row["others"])) or "nobody else"
        count = desk.count(int(row["passages"]), row["evidence"], label)
        words = (worded(row) or None,) if what == "topic" else ()
        body.append((row["label"], *words, row["kind"], outlets, carried, count, row["grade"]))
    return show.table(
        (
            what.capitalize(),
            *(("Words",) if what == "topic" else ()),
            "Difference",
            "Outlet",
            "Carried by",
            "Passages",
            "Grade",
        ),
        body,
        f"{what.capitalize()}s that one outlet alone has, or lacks while half of the others or more have them",
        f"{_KINDS[what]} “Written before”: the outlet lacks it, but its article was written before the event. "
        f"Passages: here for “only …”, else in the others. {charged(desk)}",
        ("Passages",),
        (1.3, *((1.3,) if what == "topic" else ()), 0.8, 1.1, 1.3, 0, 1.1),
    )
