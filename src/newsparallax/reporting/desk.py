"""The tables a notebook works on: read from their folder, made first where they are missing, cut to some outlets."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax import store
from newsparallax.corpus import CorpusConfig, CorpusError, EventFacts, nearest
from newsparallax.progress import EVERY
from newsparallax.reporting import passages
from newsparallax.reporting.blocks import Mark, Passage, Run
from newsparallax.reporting.passages import Span, Texts
from newsparallax.reporting.show import cited
from newsparallax.tables import TABLES, by
from newsparallax.tables import records as records

_MEMORY = 4  # status of a run that had too little of it
_FAILED = "newsparallax: "  # how the command line begins the line that says why it stopped


class DeskError(CorpusError):
    """The tables cannot be used as asked; the message says what to do."""


class Tables(Mapping[str, pd.DataFrame]):
    """The tables of an event by name: `ev.tables["attributions"]`, or `ev.tables.attributions`."""

    def __init__(self, read: Callable[[str], pd.DataFrame]) -> None:
        self._table = read

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in TABLES:
            raise CorpusError(f"there is no table {name!r}; {nearest(name, TABLES)}")
        return self._table(name)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_") or name not in TABLES:
            raise AttributeError(f"there is no table {name!r}; {nearest(name, TABLES)}")
        return self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def __dir__(self) -> list[str]:
        return [*TABLES, "items", "keys", "values"]

    def _ipython_key_completions_(self) -> list[str]:
        return list(TABLES)

    def __repr__(self) -> str:
        return f"<Tables: {', '.join(TABLES)}>"


@dataclass(frozen=True, slots=True, eq=False)  # a desk is none but itself: what is made of one is kept by it
class Desk:
    """Every table, the texts behind them, and the outlets compared, in the order of the corpus."""

    tables: Tables
    texts: Texts
    outlets: tuple[str, ...]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    def ordered(self, table: str) -> pd.DataFrame:
        """The rows of a table in the order of the outlets."""
        return self.tables[table].sort_values("outlet", key=lambda s: s.map(self.rank), kind="stable")

    @property
    def early(self) -> frozenset[str]:
        """The articles written before the event: they tell it as to come."""
        return frozenset(self.articles.loc[self.articles["timing"] == "before", "article_id"])

    def rank(self, outlet: str) -> int:
        """An outlet's place in the order of the corpus."""
        return self.outlets.index(outlet) if outlet in self.outlets else len(self.outlets)

    def cited(self, text: str, places: Iterable[str | Span], mark: Mark = "", key: str = "") -> Run:
        """A run linked to passages, given as spans or as `article_id:start:end`; `key` names the number it gives."""
        return cited(text, self.texts, map(span, places), mark, key)

    def passage(self, place: str | Span) -> Passage:
        """Where a span begins. Raises IndexError for one without words."""
        return self.texts.passages([span(place)])[0]

    def reference(self, place: str | Span) -> Run:
        """`TASS 14`: the sentence a span begins in, linked."""
        found = self.passage(place)
        return Run(f"{found.sentence.outlet} {found.sentence.number}", "muted", (found,))

    def in_sentence(self, place: str | Span) -> list[Run]:
        """The whole sentence a span begins in, the span's words strong and linked."""
        found = self.passage(place)
        low, high = found.within
        words = found.sentence.words
        parts = (Run(words[:low]), self.cited(words[low:high], [place], "strong"), Run(words[high:]))
        return [part for part in parts if part.text]

    @property
    def articles(self) -> pd.DataFrame:
        """The articles that are compared."""
        rows = self.tables["articles"]
        return rows[rows["left_out"].isna()]


def grouped(rows: pd.DataFrame, *columns: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """The records of the rows by their values in some columns, in the order in which these first appear."""
    return by(records(rows), lambda row: tuple(row[column] for column in columns))


def span_of(row: Mapping[str, Any]) -> Span:
    """The span of a row that has `article_id`, `start` and `end`."""
    return str(row["article_id"]), int(row["start"]), int(row["end"])


def places(rows: pd.DataFrame) -> list[Span]:
    """The spans of rows that have `article_id`, `start` and `end`."""
    return [span_of(row) for row in records(rows[["article_id", "start", "end"]])]


def span(place: str | Span) -> Span:
    """`article_id:start:end` as a tuple."""
    if not isinstance(place, str):
        return place
    article, start, end = place.rsplit(":", 2)
    return article, int(start), int(end)


def make_tables(
    corpus: Path, tables: Path, config: Path | None = None, progress: Callable[[str], None] = lambda line: None
) -> None:
    """Tag and compare in a process of its own: a notebook's kernel never loads the parser.

    `progress` is called with each line that process says. Raises DeskError, with the line and the status with which it
    fails.
    """
    import subprocess

    options = ["--config", str(config)] if config else []
    # -P: a `pandas.py` in the folder somebody works in is not run; nor is it by the processes that tag.
    command = [sys.executable, "-P", "-m", "newsparallax", "compare", str(corpus), "--out", str(tables), "--csv"]
    command += options
    why = ""
    told = {**os.environ, EVERY: "1"}
    null, pipe = subprocess.DEVNULL, subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=null, stderr=pipe, text=True, env=told) as made:
        for line in made.stderr or ():
            if line.startswith(_FAILED):
                why = line.removeprefix(_FAILED).strip()
            else:
                progress(line.strip())
    if made.returncode:
        ended = "the process that tags was ended from outside, most likely because the memory was used up"
        error = DeskError(why or f"{corpus}: {ended}; try a smaller corpus; what was tagged is kept")
        error.status = made.returncode if why else _MEMORY
        raise error


def opened(folder: Path, outlets: Sequence[str] = ()) -> Desk:
    """The desk of a folder of tables; `outlets` names those to compare, none: all.

    Raises DeskError for an unknown outlet, store.StoreError for a folder without tables.
    """
    return _opened(folder.resolve(), tuple(outlets), store.stamp(folder))


def _of_folder(folder: Path, made: store.Stamp | None) -> Tables:
    """The tables of a folder, each read when it is first asked for; of the tags those of the compared articles."""

    @cache
    def read(table: str) -> pd.DataFrame:
        rows = store.read(folder, [table], made)[table]
        if TABLES[table].stage != "tagging":
            return rows
        articles = read("articles")
        compared = articles.loc[articles["left_out"].isna(), "article_id"]
        return rows[rows["article_id"].isin(compared)].reset_index(drop=True)

    return Tables(read)


@lru_cache(maxsize=1)
def _opened(folder: Path, outlets: tuple[str, ...], made: store.Stamp | None) -> Desk:
    """One reading of the tables serves every notebook that shares a kernel; `made` tells tables made anew."""
    return narrowed(_of_folder(folder, made), outlets)


def narrowed(found: Mapping[str, pd.DataFrame], outlets: Sequence[str] = ()) -> Desk:
    """The desk of some tables, cut to some outlets. What compares outlets is then compared anew among them."""
    articles = found["articles"]
    told = list(dict.fromkeys(articles.loc[articles["left_out"].isna(), "outlet"]))
    meant = {name for outlet in outlets for name in known("outlet", outlet, told)}
    chosen = tuple(name for name in told if name in meant) if outlets else tuple(told)
    if len(chosen) < len(told):
        found = _recompared(found, chosen)
    tables = found if isinstance(found, Tables) else Tables(found.__getitem__)
    return Desk(tables, passages.from_tables(*(found[t] for t in ("articles", "texts", "lines", "sentences"))), chosen)


def known(what: str, name: str, names: Iterable[Any]) -> list[str]:
    """The names that somebody means by `name`: the same, or those that hold it as whole words.

    Raises DeskError, which names the nearest one, where there is none.
    """
    there = list(dict.fromkeys(str(n) for n in names if pd.notna(n)))
    if same := [n for n in there if n.casefold() == name.casefold()]:
        return same
    words = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    if found := [n for n in there if words.search(n)]:
        return found
    # A part of a name is enough, and may be misspelt, too.
    whole = {word: n for n in reversed(there) for word in (*n.split(), n)}
    close = difflib.get_close_matches(name, whole, n=1, cutoff=0.6)
    remedy = f"did you mean {whole[close[0]]!r}?" if close else nearest(name, there)
    raise DeskError(f"no {what} {name!r}; {remedy}")


def _recompared(found: Mapping[str, pd.DataFrame], outlets: Sequence[str]) -> dict[str, pd.DataFrame]:
    from newsparallax.comparing import compare

    articles = found["articles"][found["articles"]["outlet"].isin(outlets)].reset_index(drop=True)
    kept = set(articles["article_id"])
    tagged = {name: found[name] for name, table in TABLES.items() if table.stage in ("reading", "tagging")}
    cut = {
        name: rows[rows["article_id"].isin(kept)].reset_index(drop=True)
        if "article_id" in rows.columns and name != "notices"
        else rows
        for name, rows in tagged.items()
    }
    return {
        "agreement": found["agreement"],
        **cut,
        **compare(cut, CorpusConfig(event=_event(found["corpus"])), outlets),
    }


def _event(corpus: pd.DataFrame) -> EventFacts:
    """The event as the tables hold it: all that a comparison asks of corpus.toml."""
    if corpus.empty:
        return EventFacts()
    days = tuple(dt.date.fromisoformat(day) for day in corpus.iloc[0]["days"])
    return EventFacts(name=corpus.iloc[0]["event"], days=days)
