"""What the title page says: the event, its days, who tells it and when each article was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax import store

_NAMED = 7  # more outlets than this are counted on the title page and named in the chapter on the corpus


def page(tables: Path, outlets: Iterable[str] = ()) -> dict[str, Any]:
    """Title, event and lines of the title page, from the tables; `outlets` as chosen for the report, none: all."""
    found = store.read(tables, ["corpus", "articles"])
    articles = found["articles"][found["articles"]["left_out"].isna()]
    chosen = set(outlets) or set(articles["outlet"])
    articles = articles[articles["outlet"].isin(chosen)]
    corpus = found["corpus"].iloc[0]
    days = [day(value) for value in corpus["days"]]
    lines = [f"Event: {', '.join(days)}"] if days else []
    names = list(dict.fromkeys(articles["outlet"]))
    if len(names) <= _NAMED:
        lines += [_article(row) for _, row in articles.iterrows()]
    else:
        lines.append(f"{len(articles)} articles; the chapter on the corpus lists them.")
    if 1 < len(names) == len(articles):
        lines.append("One article for each outlet: this report describes these articles, not the outlets' habits.")
    return {
        "title": corpus["event"] if pd.notna(corpus["event"]) else f"The corpus {corpus['name']}",
        "event": f"One event as told by {listed(names) if len(names) <= _NAMED else f'{len(names)} outlets'}"
        if names
        else "No article could be compared",
        "lines": lines,
    }


def _article(row: pd.Series[Any]) -> str:
    origin = f", written by {row['origin']}" if pd.notna(row["origin"]) and row["origin"] != row["outlet"] else ""
    when = f", {day(row['published'])}" if pd.notna(row["published"]) else ", date not known"
    timing = {"before": ", before the event", "after": ", after the event", "on": ", on the day of the event"}
    headline = f": {row['headline']}" if pd.notna(row["headline"]) else ""
    return f"{row['outlet']}{origin}{when}{timing.get(row['timing'], '')}{headline}"


def day(value: str) -> str:
    """An ISO day as `19 May 2021`."""
    date = dt.date.fromisoformat(value)
    return f"{date.day} {date:%B %Y}"


def listed(names: Iterable[str]) -> str:
    """`A, B and C`."""
    *most, last = list(names) or [""]
    return f"{', '.join(most)} and {last}" if most else last
