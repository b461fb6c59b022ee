"""Which topics each outlet covers, and where they stand in its articles."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd

from newsparallax.reporting import figures, show
from newsparallax.reporting.blocks import Run, per_cent
from newsparallax.reporting.chapters.common import BESIDE, beside, joined, nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown

_READ = ("headline", "dek", "body", "subhead")


def topics(desk: Desk, least_hits: int) -> pd.DataFrame:
    """The topics with at least `least_hits` hits in all: index topic; columns label, hits; most hits first."""
    rows = desk.pooled("coverage")
    sums = rows.groupby("topic", sort=False).agg(label=("label", "first"), hits=("hits", "sum"))
    return sums[(sums["hits"] >= least_hits) & (sums["hits"] > 0)].sort_values("hits", ascending=False, kind="stable")


def table(desk: Desk, least_hits: int, most: int = 10) -> Shown:
    """The main topics by outlet: their passages, and whether headline or lead has one."""
    kept = topics(desk, least_hits)
    if kept.empty:
        return nothing("no topic of the codebooks is found in these articles")

    def cell(row: Any) -> Any:
        if not row["hits"]:
            return None
        place = [word for word, has in (("headline", row["in_headline"]), ("lead", row["in_lead"])) if has]
        share = per_cent(row["sentence_share"])
        said = joined([[share], *[[word] for word in place]], ", ")
        return [
            desk.count(int(row["hits"]), row["evidence"], f"hits:{row['topic']}:{row['outlet']}"),
            Run(f" ({''.join(map(str, said))})", "muted"),
        ]

    cut = f" {len(kept) - most} more topics stand in the table “coverage”." if len(kept) > most else ""
    return beside(
        desk,
        desk.pooled("coverage"),
        "topic",
        list(kept.index[:most]),
        cell,
        "Topics by outlet",
        "Topic",
        "Passages that touch the topic; in brackets the share of the article's sentences, and whether its headline or "
        f"one of its first two sentences does.{cut}",
        dict(kept["label"]),
    )


def positions_figure(desk: Desk, least_hits: int, most: int = 10) -> Shown | None:
    """Where in each article the topics stand."""
    kept = topics(desk, least_hits)[:most]
    order, labels = list(kept.index), dict(kept["label"])
    hits = desk["topics"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    hits = hits[hits["role"].isin(_READ) & hits["topic"].isin(order)]
    if hits.empty or len(desk.outlets) > BESIDE:
        return None
    reach = _reach(desk)
    where: dict[tuple[int, int], list[float]] = {}
    for article, topic, outlet, start in hits[["article_id", "topic", "outlet", "start"]].values.tolist():
        begin, length = reach[article]
        where.setdefault((order.index(topic), desk.outlets.index(outlet)), []).append((start - begin) / length)
    earliest = {
        o: min(((min(v), i) for (i, j), v in where.items() if desk.outlets[j] == o), default=None) for o in desk.outlets
    }
    said = "; ".join(f"{o} opens with {labels[order[first[1]]]}" for o, first in earliest.items() if first)
    return show.figure(
        partial(figures.positions, [labels[t] for t in order], desk.outlets, where),
        "Where each topic stands: a tick for each passage, from the article's first words (left) to its last (right)",
        f"One panel for each outlet, one row for each topic. {said}.",
    )


def _reach(desk: Desk) -> dict[str, tuple[int, int]]:
    sentences = desk["sentences"].groupby("article_id").agg(begin=("start", "min"), stop=("end", "max"))
    return {
        str(r["article_id"]): (r["begin"], max(r["stop"] - r["begin"], 1)) for r in records(sentences.reset_index())
    }
