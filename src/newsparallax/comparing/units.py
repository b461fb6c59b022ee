"""What the comparisons share: the rows that count, the outlets they are counted for, and their passages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from newsparallax.corpus import CorpusError
from newsparallax.reading.article import TOLD as TOLD
from newsparallax.tables import by as by
from newsparallax.tables import by_article as by_article
from newsparallax.tables import records as records

Record = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]

VOICES = ("narrator", "reported", "quoted")


def narrowed(tables: Tables, outlets: Sequence[str] | None) -> dict[str, pd.DataFrame]:
    """Every table with only the rows of these outlets' comparable articles; articles in the order of the outlets.

    Raises CorpusError for an outlet that no article has.
    """
    articles = tables["articles"][tables["articles"]["left_out"].isna()]
    tagged = set(tables["sentences"]["article_id"])
    known = list(dict.fromkeys(articles["outlet"]))
    wanted = known if outlets is None else list(dict.fromkeys(outlets))
    if strange := [name for name in wanted if name not in known]:
        raise CorpusError(f"no article of outlet {strange[0]!r}; the corpus has {', '.join(known)}")
    rank = {name: place for place, name in enumerate(wanted)}
    kept = articles[articles["outlet"].isin(wanted) & articles["article_id"].isin(tagged)]
    order = kept["outlet"].map(rank).astype(int).sort_values(kind="stable").index
    kept = kept.loc[order].reset_index(drop=True)
    ids = set(kept["article_id"])
    narrow = {
        name: table[table["article_id"].isin(ids)].reset_index(drop=True) if "article_id" in table.columns else table
        for name, table in tables.items()
    }
    return {**narrow, "articles": kept}


def outlets_of(articles: pd.DataFrame) -> dict[str, str]:
    """Outlet of each article, in the order of the articles."""
    return dict(zip(articles["article_id"], articles["outlet"], strict=True))


def articles_of(articles: pd.DataFrame) -> dict[str, list[str]]:
    """The articles of each outlet, in the order of the articles."""
    outlets = outlets_of(articles)
    return by(outlets, outlets.__getitem__)


def told(table: pd.DataFrame) -> list[Record]:
    """A table's rows in the told roles, as plain rows."""
    return records(table[table["role"].isin(TOLD)])


def of(articles: Iterable[str], grouped: Mapping[str, Sequence[Record]]) -> list[Record]:
    """The rows of some articles, in the order of articles and text."""
    return [row for article in sorted(articles) for row in grouped.get(article, ())]


def passages(rows: Iterable[Record]) -> list[str]:
    """References to rows' words, each once, as `article_id:start:end`."""
    return list(dict.fromkeys(f"{row['article_id']}:{row['start']}:{row['end']}" for row in rows))


def voices(rows: Sequence[Record]) -> dict[str, int]:
    """How many rows stand in each voice."""
    return {voice: sum(row["voice"] == voice for row in rows) for voice in VOICES}


def share(part: float, whole: float) -> float | None:
    """part / whole to six decimals; None of nothing."""
    return round(part / whole, 6) if whole else None
