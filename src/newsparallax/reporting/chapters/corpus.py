"""Who wrote what when, and how it was read."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import known, names, nothing
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import day

_ROLES = (
    "headline",
    "dek",
    "subhead",
    "body",
    "caption",
    "byline",
    "dateline",
    "credit",
    "related",
    "duplicate",
    "furniture",
)
_TIMING = {"before": "before the event", "on": "on the day", "after": "after the event", "unknown": "not known"}


def finding(desk: Desk) -> Shown:
    """How many articles, words and outlets, and when they were written."""
    articles = desk.articles
    if articles.empty:
        return show.finding("No article of this corpus could be compared; the notices below say why.")
    words = int(articles["body_words"].sum())
    timing = articles["timing"].value_counts()
    when = [f"{timing[key]} {_TIMING[key]}" for key in ("before", "on", "after") if key in timing]
    when += [f"for {timing['unknown']} it is not known"] if "unknown" in timing else []
    left = int(desk["articles"]["left_out"].notna().sum())
    text = (
        f"{len(articles)} article{'s' * (len(articles) != 1)} by {names(desk.outlets, 7)}, {words:,} words in all. "
        f"Written: {', '.join(when)}."
    )
    return show.finding(text + (f" {left} more were read but are not compared." if left else ""))


def articles(desk: Desk) -> Shown:
    """Table of the articles."""
    rows: list[tuple[Any, ...]] = []
    for row in records(desk["articles"]):
        origin = row["origin"] if pd.notna(row["origin"]) else "not known"
        published = day(row["published"]) if pd.notna(row["published"]) else "not known"
        rows.append(
            (
                row["outlet"],
                "the same" if origin == row["outlet"] else origin,
                _headline(desk, row),
                [published, Run(f" ({row['published_from']})", "muted") if pd.notna(row["published_from"]) else ""],
                [_TIMING.get(row["timing"], row["timing"]), Run(f" ({row['timing_from']})", "muted")],
                int(row["body_words"]),
                row["left_out"] if pd.notna(row["left_out"]) else "yes",
            )
        )
    columns = ("Outlet", "Written by", "Headline", "Published", "Against the event", "Words", "Compared")
    return show.table(
        columns,
        rows,
        "The articles: who published and who wrote them, when, and how long they are",
        "In brackets: where a date or an order is known from. Words: headline, dek, subheads and body.",
        ("Words",),
        (0.8, 0.8, 2.2, 1.1, 1.5, 0, 0.7),
    )


def _headline(desk: Desk, row: Any) -> Run:
    if pd.isna(row["headline"]):
        return Run("none found", "muted")
    if pd.isna(row["headline_start"]):
        return Run(row["headline"])
    place = (row["article_id"], int(row["headline_start"]), int(row["headline_end"]))
    return desk.cited(row["headline"], [place], label=f"Headline of {row['outlet']}")


def lines(desk: Desk) -> Shown:
    """Table of how the lines of each file were read."""
    rows = desk["lines"]
    found = grouped(rows, "article_id", "role")
    used = {role for _, role in found}
    roles = [role for role in _ROLES if role in used]
    body: list[tuple[Any, ...]] = []
    for article, label in desk.texts.labels.items():
        own = {role: [span_of(row) for row in found.get((article, role), ())] for role in roles}
        body.append((label, *(desk.count(len(spans), spans, f"{label} · {r}") for r, spans in own.items())))
    if not body:
        return nothing("no file was read")
    return show.table(
        ("Article", *roles),
        body,
        "How the lines of each file were read",
        "A line that holds two things counts once for each. Counted in the chapters that follow: headline, dek, "
        "subhead "
        "and body. Every line is kept; furniture, related headlines and repeated titles are left out of all counts.",
        roles,
    )


def dates(desk: Desk) -> Shown:
    """Table of every date found or given."""
    rows = desk["dates"]
    if rows.empty:
        return nothing("no date was found in the texts, and corpus.toml gives none")
    body = []
    for row in records(rows):
        words: Run | None = None
        if pd.notna(row["start"]):
            words = desk.cited(row["words"], [(row["article_id"], int(row["start"]), int(row["end"]))])
        value = day(row["value"]) if pd.notna(row["value"]) else "no certain day"
        note = row["note"] if pd.notna(row["note"]) else ""
        body.append((desk.texts.labels[row["article_id"]], row["kind"], value, words, row["known_from"], note))
    return show.table(
        ("Article", "Kind", "Day", "Words", "Known from", "Note"),
        body,
        "Dates, and where each comes from",
        widths=(0.8, 0.7, 0.9, 1.2, 1.2, 2),
    )


def notices(desk: Desk) -> Shown:
    """Table of what a reader should know about the files."""
    rows = desk["notices"]
    if rows.empty:
        return nothing("every file was read without a remark")
    body = [
        (
            row["file"] if pd.isna(row["line"]) else f"{row['file']}, line {row['line']}",
            row["severity"],
            row["message"],
            " ".join(known([row["remedy"]])),
        )
        for row in records(rows)
    ]
    return show.table(
        ("File", "Kind", "What was seen", "Remedy"),
        body,
        "Notices from the reading",
        widths=(1.7, 0.6, 2.2, 1.7),
    )
