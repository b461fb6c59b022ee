"""The door to a study: `read_study` gives a `Study`, which holds its tables, its events, and their words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax import store
from newsparallax.comparing.units import by, records
from newsparallax.corpus import CorpusError, nearest
from newsparallax.event import Event
from newsparallax.event.places import cache, key
from newsparallax.reporting import passages
from newsparallax.reporting.blocks import Article, Articles, Line, Mark, Passage, Run, Sentence
from newsparallax.reporting.desk import span
from newsparallax.reporting.passages import Texts
from newsparallax.reporting.show import LISTED, Shown
from newsparallax.reporting.title import day
from newsparallax.study import run
from newsparallax.values import Habit

_Path = str | os.PathLike[str]


def read_study(
    source: _Path,
    out: _Path | None = None,
    *,
    config: _Path | None = None,
    events: _Path | None = None,
    coded: _Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
) -> Study:
    """Open a study, or make one: `source` is the folder of a study that was made, or a corpus of many events.

    Of a corpus `out` is the folder for the study (default: one in your cache folder); what it holds already is not
    made again. `events` is a table of events, as `newsparallax events` drafts it, `coded` a sheet that people filled.
    Raises CorpusError, whose message names file and remedy.
    """
    folder = Path(source)
    if store.stamp(folder / "tables") is None or not (folder / "tables" / "study_events.parquet").exists():
        if not folder.exists():
            raise CorpusError(f"{folder}: there is no such folder or file; check the spelling")
        paths = [None if path is None else Path(path) for path in (config, events, coded)]
        folder = Path(out) if out is not None else cache() / f"study-{key(folder, paths[0], str(paths[1]))}"
        run.study(Path(source), folder, paths[0], paths[1], jobs, scheduler, coded=paths[2])
    return Study(folder)


class Study:
    """Many events, each compared within itself, and what the outlets do over all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._texts: dict[str, Texts] = {}
        self._cited: set[Sentence] = set()

    @cached_property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The study's own tables, by name: `study_events`, `observations`, `study_outlets`, `study_pairs`."""
        return store.read(self.folder / "tables", [name for name, _ in self._stamp.tables])

    @cached_property
    def _stamp(self) -> store.Stamp:
        found = store.stamp(self.folder / "tables")
        if found is None:
            raise CorpusError(f"{self.folder}: holds no study that was finished; run `newsparallax study`")
        return found

    def __getitem__(self, table: str) -> pd.DataFrame:
        if table not in self.tables:
            raise CorpusError(f"a study has no table {table!r}; {nearest(table, self.tables)}")
        return self.tables[table]

    @property
    def events(self) -> pd.DataFrame:
        """The events, one row each, those that are not compared with the reason."""
        return self.tables["study_events"]

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The events that are compared."""
        return self.events[self.events["state"] == run.COMPARED].reset_index(drop=True)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets, by the number of events they tell."""
        told = pd.Series([o for outlets in self.compared["outlets"] for o in outlets], dtype=object)
        counts = told.value_counts()
        return tuple(sorted(counts.index, key=lambda o: (-counts[o], o)))

    @property
    def habits(self) -> pd.DataFrame:
        """The rows of `study_pairs` that the events carry, the surest first."""
        pairs = self.tables["study_pairs"]
        return pairs[pairs["verdict"] == Habit.HABIT].sort_values(["q", "p"], kind="stable").reset_index(drop=True)

    def event(self, name: str) -> Event:
        """One event, with all there is to ask of it. Raises CorpusError for a name the study lacks."""
        own = self._slug(name)
        return Event(self.folder / "corpora" / f"{own}.jsonl", tables=self.folder / "events" / own / "tables")

    def _slug(self, name: str) -> str:
        slugs = dict(zip(self.compared["event"], self.compared["slug"], strict=True))
        if name not in slugs:
            raise CorpusError(f"no event {name!r} is compared in this study; {nearest(name, slugs)}")
        return str(slugs[name])

    def __repr__(self) -> str:
        counts = f"{len(self.compared)} events, {len(self.outlets)} outlets, {len(self.habits)} habits"
        return f"<Study {self.folder.name!r}: {counts}>"

    def observed(self, measure: str, event: str) -> list[dict[str, Any]]:
        """The rows of `observations` of a measure in an event."""
        return self._observed.get((measure, event), [])

    @cached_property
    def _observed(self) -> dict[tuple[str, str], list[dict[str, Any]]]:
        return by(records(self["observations"]), lambda row: (row["measure"], row["event"]))

    # The words

    def passages(self, event: str, places: list[str]) -> tuple[Passage, ...]:
        """The passages of some places of one event."""
        return self._of(event).passages(map(span, places))

    def cited(self, text: str, event: str, places: list[str], mark: Mark = "") -> Run:
        """A run that links to its passages in one event's articles."""
        return self.resting(text, self.passages(event, places), 0, mark)

    def resting(self, text: str, passages: Sequence[Passage], cut: int = 0, mark: Mark = "") -> Run:
        """A run that links to passages, which may be of several events; `cut` counts what it rests on beside them."""
        listed = tuple(passages[:LISTED])
        self._cited.update(passage.sentence for passage in listed)
        return Run(text, mark, listed, cut + len(passages) - len(listed))

    def _of(self, event: str) -> Texts:
        """The texts of one event; its articles are numbered after those of the events before it."""
        if event not in self._texts:
            before = 0
            for row in records(self.compared):
                if row["event"] == event:
                    break
                before += row["articles"]
            folder = self.folder / "events" / self._slug(event) / "tables"
            found = store.read(folder, ["articles", "texts", "lines", "sentences"])
            articles = found["articles"][found["articles"]["left_out"].isna()].reset_index(drop=True)
            texts = passages.from_tables(articles, found["texts"], found["lines"], found["sentences"])
            self._texts[event] = _numbered(texts, before, event)
        return self._texts[event]

    def articles(self) -> Shown:
        """The articles that something cited: of each the sentences that are cited."""
        made: list[Article] = []
        for event, texts in self._texts.items():
            for own in texts.sentences.values():
                cited = [(sentence, role) for sentence, role in own if sentence in self._cited]
                if cited:
                    lines = [
                        Line(role, tuple((s, ()) for s, _ in told))
                        for (_, role), told in groupby(cited, key=lambda pair: (pair[0].line, pair[1]))
                    ]
                    made.append(Article(own[0][0].article, own[0][0].outlet, self._day(event), tuple(lines)))
        return Shown(Articles(tuple(sorted(made, key=lambda a: a.number))))

    def _day(self, event: str) -> str:
        found = self.compared.loc[self.compared["event"] == event, "day"].iloc[0]
        return "" if pd.isna(found) else day(found)


def _numbered(texts: Texts, before: int, event: str) -> Texts:
    """The same texts under numbers and labels that no other event has."""

    def named(sentence: Any) -> Any:
        return replace(sentence, article=sentence.article + before, outlet=f"{sentence.outlet}, {event}")

    told = {a: [(named(sentence), role) for sentence, role in own] for a, own in texts.sentences.items()}
    return Texts(texts.texts, texts.labels, told)
