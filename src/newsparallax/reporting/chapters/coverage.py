"""Which topics each outlet covers, and where they stand in its articles."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reporting.blocks import Run, Strip, per_cent
from newsparallax.reporting.chapters.common import BESIDE, beside, nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown

_READ = ("headline", "dek", "body", "subhead")


def topics(desk: Desk, least_hits: int) -> pd.DataFrame:
    """The topics with at least `least_hits` hits in all: index topic; columns label, hits; most hits first."""
    rows = desk.ordered("coverage")
    sums = rows.groupby("topic", sort=False).agg(label=("label", "first"), hits=("hits", "sum"))
    return sums[(sums["hits"] >= least_hits) & (sums["hits"] > 0)].sort_values("hits", ascending=False, kind="stable")


def table(desk: Desk, least_hits: int, most: int = 10) -> Shown:
    """The main topics by outlet: where they stand in its articles, and how much of these they are."""
    kept = topics(desk, least_hits)
    if kept.empty:
        return nothing("no topic of the codebooks is found in these articles")
    order, where = list(kept.index[:most]), _places(desk)

    def cell(row: Any) -> Any:
        if not row["hits"]:
            return None
        count = desk.cited(
            per_cent(row["sentence_share"]), row["evidence"], key=f"share:{row['topic']}:{row['outlet']}"
        )
        headed = Run(" headline" if row["in_headline"] else "", "muted")
        told = tuple(run for run in (count, headed) if run.text)
        marks = where.get((row["topic"], row["outlet"]), ())
        return Strip(tuple(marks), told) if len(desk.outlets) <= BESIDE else told

    cut = f" {len(kept) - most} more topics stand in the table “coverage”." if len(kept) > most else ""
    drawn = "A line for each passage, from the article's first words (left) to its last (right); below: "
    drawn *= len(desk.outlets) <= BESIDE
    rows = desk["coverage"]
    cells = {(row["topic"], row["outlet"]): cell(row) for row in records(rows[rows["topic"].isin(order)])}
    note = f"{drawn}the share of the sentences that touch the topic, and whether the headline does.{cut}"
    caption = "Which topics, and where they stand in each article"
    return beside(desk, cells, order, "Topic", caption, note, dict(kept["label"]))


def _places(desk: Desk) -> dict[tuple[str, str], list[float]]:
    """Where in each outlet's articles its topics stand, as shares of their length."""
    if len(desk.outlets) > BESIDE:
        return {}
    hits = desk["topics"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    hits = hits[hits["role"].isin(_READ)]
    reach = _reach(desk)
    where: dict[tuple[str, str], list[float]] = {}
    for article, topic, outlet, start in hits[["article_id", "topic", "outlet", "start"]].values.tolist():
        begin, length = reach[article]
        where.setdefault((topic, outlet), []).append(round((start - begin) / length, 3))
    return where


def _reach(desk: Desk) -> dict[str, tuple[int, int]]:
    sentences = desk["sentences"].groupby("article_id").agg(begin=("start", "min"), stop=("end", "max"))
    return {
        str(r["article_id"]): (r["begin"], max(r["stop"] - r["begin"], 1)) for r in records(sentences.reset_index())
    }
