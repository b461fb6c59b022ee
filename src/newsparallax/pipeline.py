"""Corpus in, tables out: reading, cached tagging over the machine's cores, comparing. Where the stages meet."""

from __future__ import annotations

import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from multiprocessing import active_children, connection, get_context, parent_process
from os import cpu_count
from pathlib import Path
from threading import Thread
from typing import Any

import pandas as pd
from threadpoolctl import threadpool_limits

from newsparallax import files, fingerprint, store
from newsparallax.codebooks import Codebooks, with_own
from newsparallax.comparing import compare
from newsparallax.comparing.cast import one_cast
from newsparallax.comparing.coverage import counted_topics
from newsparallax.corpus import CorpusConfig, CorpusError, corrections_path
from newsparallax.progress import articles as show_progress
from newsparallax.progress import say
from newsparallax.reading import Corpus, read_corpus, rows
from newsparallax.reading.article import Article, Notice
from newsparallax.tables import TABLES, Row, frame
from newsparallax.tagging import cache
from newsparallax.tagging.corrections import Correction, read
from newsparallax.tagging.who.event import EventCast, about, event_cast

# Below this a second process costs more (loading the model) than it saves.
CHARACTERS_PER_PROCESS = 400_000
Progress = Callable[[int, int], None]


def tag_articles(
    articles: Sequence[Article], config: CorpusConfig, books: Codebooks
) -> Iterator[tuple[str, cache.Rows]]:
    """(article id, rows of every tagging table) for each article, in order, as if it stood alone."""
    # spaCy takes seconds to import: a run that finds every article cached does without it.
    from newsparallax.tagging.grammar.parse import load, parse
    from newsparallax.tagging.tagger import tag

    for parsed in parse(load(), articles):
        yield parsed.article.id, tag(parsed, config, books)


@dataclass(frozen=True, slots=True)
class _Work:
    """One article to hear or to tag: `parse` is its kept parse (empty: parse it), `event` what the others say."""

    article: Article
    config: CorpusConfig
    books: Codebooks
    corrections: Sequence[Correction] = ()
    parse: bytes = b""
    event: EventCast | None = None


def _hear(share: Sequence[_Work]) -> list[tuple[str, dict[str, Any], bytes]]:
    """What each article says of its names, and its parse."""
    from newsparallax.tagging.grammar.parse import load, parse, to_bytes
    from newsparallax.tagging.who.cast import census

    parsed = parse(load(), [work.article for work in share])
    return [(p.article.id, census(p, work.config), to_bytes(p)) for work, p in zip(share, parsed, strict=True)]


def _tag(share: Sequence[_Work]) -> list[tuple[str, cache.Rows]]:
    """The rows of articles that have been heard."""
    from newsparallax.tagging.grammar.parse import from_bytes, load, parse
    from newsparallax.tagging.tagger import tag

    made = []
    for work in share:
        parsed = from_bytes(work.article, work.parse, load().vocab) or next(parse(load(), [work.article]))
        made.append((work.article.id, tag(parsed, work.config, work.books, work.corrections, work.event)))
    return made


def _over_cores(does: Callable[[Sequence[_Work]], list[Any]], work: Sequence[_Work], jobs: int | None) -> Iterator[Any]:
    """Each article's result, in order; small shares keep every core busy to the end and let progress show."""
    wanted = jobs or min(cpu_count() or 1, 1 + sum(len(w.article.text) for w in work) // CHARACTERS_PER_PROCESS)
    shares = [work[at : at + 25] for at in range(0, len(work), 25)]
    if wanted == 1:
        for share in shares:
            yield from does(share)
        return
    try:
        with processes(wanted) as pool:
            with starting():
                made = pool.map(does, shares)
            for part in made:
                yield from part
    except BrokenProcessPool:
        what = "a process that tagged was ended from outside, most likely because the memory was used up"
        raise CorpusError(f"{what}; try --jobs 1, or a smaller corpus; what was tagged is kept") from None


@contextmanager
def processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes to work in; an error or an interruption in the block ends them at once. Begin within `starting()`."""
    others = active_children()
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _end_with_parent)
    try:
        yield pool
    except BaseException:
        for child in active_children():
            if child not in others:
                child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def starting() -> Iterator[None]:
    """An interruption while processes start reaches this one, when they have: they take the mask over.

    They do not run the user's script again either: without a guard in it, it would wait for itself for ever.
    """
    script = vars(sys.modules["__main__"])
    kept: dict[str, Any] = {name: script[name] for name in ("__spec__", "__file__") if name in script}
    script |= dict.fromkeys(kept)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        script.update(kept)


def _end_with_parent() -> None:
    """A process that tags leaves an interruption to its parent, and ends with it, however that ends.

    Ended by its parent it puts away what it was writing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    parent = parent_process()
    if parent is not None:
        Thread(target=lambda: (connection.wait([parent.sentinel]), os._exit(1)), daemon=True).start()


def _heard(
    corpus: Corpus, kept: Path, books: Codebooks, jobs: int | None, progress: Progress
) -> dict[str, dict[str, Any]]:
    """The census of every article, from the cache where it is kept."""
    keys = {article.id: cache.heard_key(article, corpus.config) for article in corpus.tagged}
    told = {name: cache.load_census(kept, key) for name, key in keys.items()}
    fresh = [_Work(article, corpus.config, books) for article in corpus.tagged if told[article.id] is None]
    if fresh:
        progress(0, len(fresh))
    for done, (name, census, parse) in enumerate(_over_cores(_hear, fresh, jobs), 1):
        cache.save_census(kept, keys[name], census, parse)
        told[name] = census
        progress(done, len(fresh))
    return {name: census for name, census in told.items() if census is not None}


def _corrections(corpus: Corpus) -> tuple[dict[str, list[Correction]], list[Row]]:
    """A corpus's corrections by article id, and a notice for each that names an article that is not tagged."""
    path = corrections_path(corpus.path)
    tagged = {article.id for article in corpus.tagged}
    wanted: dict[str, list[Correction]] = defaultdict(list)
    lost: list[Row] = []
    for correction in read(path):
        if correction.article_id in tagged:
            wanted[correction.article_id].append(correction)
        else:
            what = f"the correction is for {correction.article_id!r}, which is no tagged article"
            remedy = "take the line out, or give the article's id as it stands in the table `articles`"
            lost.append(asdict(Notice(path.name, "warning", "correction", what, remedy, correction.line)))
    return wanted, lost


def tag_corpus(
    corpus: Corpus, kept: Path, jobs: int | None = None, progress: Progress = show_progress
) -> dict[str, pd.DataFrame]:
    """Every reading and tagging table of a corpus; `kept` is the folder of cached tags.

    Every article is heard before any is tagged, so that what one says of a name holds in all (`tagging.who.event`).
    `jobs` processes parse and tag what is not cached (default: one for each 400,000 characters, at most the machine's
    cores).
    """
    books = with_own(corpus.config.codebooks)
    corrections, lost = _corrections(corpus)
    told = _heard(corpus, kept, books, jobs, progress)
    event = event_cast(told.values())
    names = {article.id: about(event, told[article.id]) for article in corpus.tagged}
    keys = {
        a.id: cache.key(a, corpus.config, books.digest, corrections.get(a.id, ()), names[a.id]) for a in corpus.tagged
    }
    tagged = {name: cache.load(kept, key) for name, key in keys.items()}
    fresh = [
        _Work(
            a,
            corpus.config,
            books,
            corrections.get(a.id, ()),
            cache.load_parse(kept, cache.heard_key(a, corpus.config)),
            names[a.id],
        )
        for a in corpus.tagged
        if tagged[a.id] is None
    ]
    for name, found in _over_cores(_tag, fresh, jobs):
        cache.save(kept, keys[name], found)
        tagged[name] = found
    return _frames([rows(corpus), {"notices": lost}, *(found for found in tagged.values() if found is not None)])


def compare_corpus(
    corpus: Corpus, kept: Path, jobs: int | None = None, progress: Progress = show_progress
) -> dict[str, pd.DataFrame]:
    """Every table of a corpus: those of `tag_corpus`, made one corpus, and those of every comparison.

    One corpus: an actor has one name in all its articles, and words that are too weak alone for a topic are left out.
    Raises CorpusError for a corpus of several events: nothing is compared across them.
    """
    if len(corpus.events) > 1:
        what = f"{corpus.path}: tells {len(corpus.events)} events ({', '.join(corpus.events[:3])}, …)"
        raise CorpusError(f"{what}; `newsparallax study` compares each within itself")
    # One thread: where processes share the cores, threads wait for each other, and the last digits would depend on
    # how many there are.
    with threadpool_limits(1):
        tables = one_cast(tag_corpus(corpus, kept, jobs, progress))
        tables["topics"] = counted_topics(tables["topics"], with_own(corpus.config.codebooks))
        return tables | compare(tables, corpus.config)


def write_tables(
    path: Path,
    out: Path,
    stage: fingerprint.Stage = "comparing",
    config: Path | None = None,
    csv: bool = False,
    jobs: int | None = None,
) -> tuple[int, int]:
    """Read, tag and (for the stage `comparing`) compare a corpus, and write its tables to a folder.

    Returns how many tables and how many compared articles there are. What reading had to leave out is said.
    """
    # What changes while it is read is told from what was read: the hash comes first.
    made_from = fingerprint.tables(path, config, stage)
    corpus = read_corpus(path, config)
    for notice in corpus.notices:
        if notice.severity == "skipped" or notice.kind == "no-config":
            remedy = f"; {notice.remedy}" if notice.remedy else ""
            say(f"{notice.severity}: {notice.place}: {notice.message}{remedy}")
    with files.locked(out, say):
        tables = (tag_corpus if stage == "tagging" else compare_corpus)(corpus, out / ".cache", jobs)
        store.write(tables, out, csv, made_from)
    return len(tables), len(corpus.comparable)


def _frames(parts: Iterable[dict[str, list[Row]]]) -> dict[str, pd.DataFrame]:
    gathered: dict[str, list[Row]] = defaultdict(list)
    for part in parts:
        for name, found in part.items():
            gathered[name] += found
    return {t.name: frame(t.name, gathered[t.name]) for t in TABLES.values() if t.stage in ("reading", "tagging")}
