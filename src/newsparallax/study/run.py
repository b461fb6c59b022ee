"""A study: every event tagged and compared within itself, over local cores or a cluster, and the tables over all.

    OUT/corpora/NAME.jsonl, .toml     what the pile was divided into, once
    OUT/events/NAME/tables/*.parquet  one event's tables, as `newsparallax compare` makes them
    OUT/observations/NAME.parquet     what the study counts in it
    OUT/tables/*.parquet              the study's tables

Each event is written once, whole or not at all, with a hash of all it was made from: a run that was killed, on this
machine or on a cluster's, goes on where it was, and a second run makes nothing anew. No process ever holds more than
one event, and the one that puts the study together holds only what is counted.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from os import cpu_count
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax import files, fingerprint, store
from newsparallax.corpus import CorpusError
from newsparallax.pipeline import compare_corpus, processes, starting
from newsparallax.reading.duplicates import sequences
from newsparallax.reading.read import Corpus, read_corpus
from newsparallax.study import coding, copies, division, statistics
from newsparallax.study.division import EventCorpus
from newsparallax.study.observations import observations
from newsparallax.tables import Row, frame

COMPARED, ALONE, FAILED = "compared", "one outlet", "failed"
_AGAIN = 3  # times a pool is begun anew after a process of it was ended from outside
_SAID = 5  # events that failed of which each is said
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One event to make: where its corpus is, and the folder of the study."""

    place: EventCorpus
    out: Path

    @property
    def tables(self) -> Path:
        """Where the event's own tables are."""
        return self.out / "events" / self.place.slug / "tables"

    @property
    def observed(self) -> Path:
        """Where what the study counts in the event is."""
        return self.out / "observations" / f"{self.place.slug}.parquet"


def study(
    path: Path,
    out: Path,
    config: Path | None = None,
    events: Path | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    progress: Progress = lambda line: None,
    coded: Path | None = None,
) -> dict[str, pd.DataFrame]:
    """Make whatever of a study is not made, and return its tables. Raises CorpusError where nothing can be compared.

    `events` is a table of events, `coded` a sheet of attributions that people coded (`coding.write_sample`).
    """
    with files.locked(out, progress):
        places, left = division.divided(path, out, config, events)
        if left:
            progress(f"{left} articles tell no event that is named; they are left out")
        tasks = [Task(place, out) for place in places]
        rows = _copies(_made(tasks, jobs, scheduler, progress), tasks, progress)
        if not any(row["state"] == COMPARED for row in rows):
            why = "; ".join(f"{row['event']}: {row['why']}" for row in rows[:3])
            raise CorpusError(f"{path}: no event is told by two outlets or more ({why})")
        tables = put_together(rows, out)
        if coded:
            tables["study_corrected"] = coding.corrected_table(out, tables["study_events"], coded)
        store.write(tables, out / "tables", csv=True, made_from=fingerprint.corpus(path, config))
    return tables


def _copies(rows: Sequence[Row], tasks: Sequence[Task], progress: Progress) -> list[Row]:
    """The rows with what each event has copied from others, in place of its articles' signatures."""
    places = {task.place.event: task.place for task in tasks}

    @lru_cache(maxsize=64)
    def of(event: str) -> dict[str, frozenset[int]]:
        corpus = read_corpus(places[event].path, places[event].config)
        return {article.id: sequences(article) for article in corpus.comparable}

    kept = {(row["event"], a): s for row in rows if row["state"] == COMPARED for a, s in row["signatures"].items()}
    found = copies.copied(kept, lambda name: of(name[0])[name[1]])
    if found:
        events = len({event for event, _ in found})
        what = f"{len(found)} articles of {events} events are near copies of articles of other events"
        progress(f"{what}: one telling counts several times (columns copies, copy_of of study_events)")
    made: list[Row] = []
    for row in rows:
        own = Counter(of for (event, _), (of, _) in found.items() if event == row["event"])
        told = {"copies": own.total(), "copy_of": own.most_common(1)[0][0] if own else None}
        made.append({key: value for key, value in row.items() if key != "signatures"} | told)
    return made


def put_together(rows: Sequence[Row], out: Path) -> dict[str, pd.DataFrame]:
    """The study's tables from its events and their observations."""
    paths = [out / "observations" / f"{row['slug']}.parquet" for row in rows if row["state"] == COMPARED]
    observed = pd.concat([_read(path) for path in paths], ignore_index=True)
    return {
        "study_events": frame("study_events", rows),
        "observations": observed,
        "study_outlets": statistics.outlets_table(observed),
        "study_pairs": statistics.pairs_table(observed),
    }


def _made(tasks: Sequence[Task], jobs: int | None, scheduler: str | None, progress: Progress) -> list[Row]:
    """A row of `study_events` for each task, in their order; what is not made yet is made."""
    found: dict[str, Row] = {}
    failed = 0
    for row in _over(tasks, jobs, scheduler):
        found[row["slug"]] = row
        if row["state"] == FAILED and (failed := failed + 1) <= _SAID:
            progress(f"{row['event']}: {row['why']}")
        if len(found) % max(1, len(tasks) // 20) == 0:
            progress(f"{len(found)} of {len(tasks)} events")
    if failed > _SAID:
        progress(f"{failed} events failed; study_events.csv and the report say why")
    return [found[task.place.slug] for task in tasks]


def _over(tasks: Sequence[Task], jobs: int | None, scheduler: str | None) -> Iterator[Row]:
    if scheduler:
        from newsparallax.study.cluster import over_cluster

        yield from over_cluster(one, tasks, scheduler)
        return
    wanted = min(jobs or cpu_count() or 1, len(tasks))
    if wanted == 1:
        yield from map(one, tasks)
        return
    left = list(tasks)
    for attempt in range(_AGAIN + 1):
        done: set[Task] = set()
        try:
            for task, row in _pooled(left, wanted):
                done.add(task)
                yield row
            return
        except BrokenProcessPool:
            left = [task for task in left if task not in done]
            if attempt == _AGAIN:
                what = "processes that tag are ended from outside again and again, most likely for want of memory"
                raise CorpusError(f"{what}; try --jobs 1; the events that are made are kept") from None


def _pooled(tasks: Sequence[Task], jobs: int) -> Iterator[tuple[Task, Row]]:
    with processes(jobs) as pool:
        with starting():
            waiting = {pool.submit(one, task): task for task in tasks}
        for future in as_completed(waiting):
            yield waiting[future], future.result()


def one(task: Task) -> Row:
    """Make one event, where it is not made: its tables and its observations. Its row of `study_events`."""
    place = task.place
    try:
        corpus = read_corpus(place.path, place.config)
        outlets = list(dict.fromkeys(a.outlet for a in corpus.comparable))
        row = _row(place, corpus, outlets)
        if len(outlets) < 2:
            return row | {"state": ALONE, "why": "fewer than two outlets tell it"}
        made_from = fingerprint.tables(place.path, place.config)
        made = None
        if not store.intact(task.tables, made_from):
            with files.locked(task.tables):
                made = compare_corpus(corpus, task.tables / ".cache", jobs=1, progress=lambda done, total: None)
                # The stamp tells whether all is there: what a machine that goes down tears is made anew.
                store.write(made, task.tables, made_from=made_from, waits=False)
        _observe(task, made_from, made)
    except CorpusError as error:
        return _row(place, None, []) | {"state": FAILED, "why": str(error)}
    return row


def _row(place: EventCorpus, corpus: Corpus | None, outlets: Sequence[str]) -> dict[str, Any]:
    articles = corpus.comparable if corpus else ()
    days = sorted(a.published.value for a in articles if a.published and a.published.value)
    return {
        "event": place.event,
        "slug": place.slug,
        "articles": len(articles),
        "outlets": list(outlets),
        "day": days[0].isoformat() if days else None,
        "signatures": {article.id: copies.signature(sequences(article)) for article in articles},
        "state": COMPARED,
        "why": None,
    }


def _observe(task: Task, made_from: str, made: Mapping[str, pd.DataFrame] | None) -> None:
    """Write an event's observations where they are not of these very tables (`made`, or read) and this very program."""
    from pyarrow import parquet

    wanted = hashlib.sha256(f"{made_from} {_program()}".encode()).hexdigest()
    if task.observed.exists():
        told = parquet.read_metadata(task.observed).metadata or {}
        if told.get(b"made_from") == wanted.encode():
            return
    observed = observations(made or store.read(task.tables, _COUNTED), task.place.event)
    files.put(task.observed, store.parquet(observed, made_from=wanted))


_COUNTED = (
    *("articles", "sentences", "voices", "attributions", "mentions", "report_verbs", "claims", "statements", "ledger"),
    *("balance", "actions", "coverage"),
)


@lru_cache(maxsize=1)
def _program() -> str:
    return hashlib.sha256(Path(observations.__code__.co_filename).read_bytes()).hexdigest()


def _read(path: Path) -> pd.DataFrame:
    from newsparallax.tables import fitted

    table = pd.read_parquet(path)
    table["evidence"] = pd.Series([list(value) for value in table["evidence"]], dtype=object)
    return fitted("observations", table)
