"""What stands at the head of the report: the event, and how many articles tell it."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from newsparallax import store

_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def page(tables: Path, outlets: Iterable[str] = ()) -> dict[str, str]:
    """Title and kicker of the report, from the tables; `outlets` as chosen for the report, none: all."""
    found = store.read(tables, ["corpus", "articles"])
    articles = found["articles"][found["articles"]["left_out"].isna()]
    chosen = set(outlets) or set(articles["outlet"])
    articles = articles[articles["outlet"].isin(chosen)]
    corpus = found["corpus"].iloc[0]
    return {
        "title": corpus["event"] if pd.notna(corpus["event"]) else _named(articles, corpus["name"]),
        "kicker": " · ".join(
            [
                _counted(len(articles), "article"),
                _counted(articles["outlet"].nunique(), "outlet"),
                *(days(corpus["days"]) or days(articles["published"].dropna())),
            ]
        ),
    }


def _named(articles: pd.DataFrame, corpus: str) -> str:
    """An event that nobody named: by the headline that shares most words with the others, else by its corpus."""
    headlines = list(dict.fromkeys(" ".join(headline.split()) for headline in articles["headline"].dropna()))
    words = [set(re.findall(r"\w{4,}", headline.casefold())) for headline in headlines]
    like = [sum(len(own & other) / max(len(own | other), 1) for other in words) for own in words]
    if not headlines:
        return f"The corpus {corpus}"
    told = textwrap.shorten(headlines[like.index(max(like))], 90, placeholder=" …")
    n = len(articles)
    return f"“{told}”" + (f", told {_NUMBERS[n].lower() if n < len(_NUMBERS) else n} ways" if n > 1 else "")


def _counted(n: int, what: str) -> str:
    return f"{_NUMBERS[n] if n < len(_NUMBERS) else f'{n:,}'} {what}{'s' * (n != 1)}"


def days(values: Iterable[str]) -> list[str]:
    """The days of an event as one text: a single day, or the first and the last; nothing where there are none."""
    told = sorted(values)
    return [day(told[0]) if told[0] == told[-1] else f"{day(told[0])} to {day(told[-1])}"] if told else []


def day(value: str) -> str:
    """An ISO day as `19 May 2021`."""
    date = dt.date.fromisoformat(value)
    return f"{date.day} {date:%B %Y}"
