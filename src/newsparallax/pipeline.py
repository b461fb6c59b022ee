"""Corpus in, tables out: reading, cached tagging over the machine's cores, comparing. Where the stages meet."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from newsparallax.codebooks import Codebooks
from newsparallax.codebooks import load as load_codebooks
from newsparallax.comparing import compare
from newsparallax.comparing.cast import one_cast
from newsparallax.comparing.coverage import counted_topics
from newsparallax.corpus import CorpusConfig, corrections_path
from newsparallax.reading import Corpus, rows
from newsparallax.reading.article import Article
from newsparallax.tables import TABLES, Row, frame
from newsparallax.tagging import cache
from newsparallax.tagging.corrections import Correction, read

# Below this a second process costs more (loading the model) than it saves.
CHARACTERS_PER_PROCESS = 400_000
Progress = Callable[[int, int], None]


def show_progress(done: int, total: int) -> None:
    """One line on standard error, rewritten on a terminal; silent when there is nothing to wait for."""
    if total and sys.stderr.isatty():
        print(f"\rtagging {done} of {total} articles", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif total and (done == total or done % 100 == 0):
        print(f"tagging {done} of {total} articles", file=sys.stderr, flush=True)


def tag_articles(
    articles: Sequence[Article],
    config: CorpusConfig,
    books: Codebooks,
    corrections: Mapping[str, Sequence[Correction]] = MappingProxyType({}),
) -> Iterator[tuple[str, cache.Rows]]:
    """(article id, rows of every tagging table) for each article, in order; `corrections` by article id."""
    # spaCy takes seconds to import: a run that finds every article cached does without it.
    from newsparallax.tagging.grammar.parse import load, parse
    from newsparallax.tagging.tagger import tag

    for parsed in parse(load(), articles):
        name = parsed.article.id
        yield name, tag(parsed, config, books, corrections.get(name, ()))


def _tag_share(
    work: tuple[Sequence[Article], CorpusConfig, Codebooks, dict[str, list[Correction]]],
) -> list[tuple[str, cache.Rows]]:
    return list(tag_articles(*work))


def _tag_fresh(
    articles: Sequence[Article],
    config: CorpusConfig,
    books: Codebooks,
    corrections: dict[str, list[Correction]],
    jobs: int,
) -> Iterator[tuple[str, cache.Rows]]:
    if jobs == 1:
        yield from tag_articles(articles, config, books, corrections)
        return
    # Small shares keep every core busy to the end and let progress show.
    shares = [articles[at : at + 25] for at in range(0, len(articles), 25)]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for part in pool.map(_tag_share, [(share, config, books, corrections) for share in shares]):
            yield from part


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
            lost.append(
                {
                    "article_id": None,
                    "file": path.name,
                    "line": correction.line,
                    "severity": "warning",
                    "kind": "correction",
                    "message": f"the correction is for {correction.article_id!r}, which is no tagged article",
                    "remedy": "take the line out, or give the article's id as it stands in the table `articles`",
                }
            )
    return wanted, lost


def tag_corpus(
    corpus: Corpus, kept: Path, jobs: int | None = None, progress: Progress = show_progress
) -> dict[str, pd.DataFrame]:
    """Every reading and tagging table of a corpus; `kept` is the folder of cached tags.

    `jobs` processes tag the articles that are not cached (default: one for each 400,000 characters, at most the
    machine's cores).
    """
    books = load_codebooks()
    corrections, lost = _corrections(corpus)
    keys = {
        article.id: cache.key(article, corpus.config, books.digest, corrections.get(article.id, ()))
        for article in corpus.tagged
    }
    tagged = {name: cache.load(kept, key) for name, key in keys.items()}
    fresh = [article for article in corpus.tagged if tagged[article.id] is None]
    wanted = jobs or min(cpu_count() or 1, 1 + sum(len(a.text) for a in fresh) // CHARACTERS_PER_PROCESS)
    if fresh:
        progress(0, len(fresh))
    for done, (name, found) in enumerate(_tag_fresh(fresh, corpus.config, books, corrections, wanted), 1):
        cache.save(kept, keys[name], found)
        tagged[name] = found
        progress(done, len(fresh))
    return _frames([rows(corpus), {"notices": lost}, *(found for found in tagged.values() if found is not None)])


def compare_corpus(
    corpus: Corpus, kept: Path, jobs: int | None = None, progress: Progress = show_progress
) -> dict[str, pd.DataFrame]:
    """Every table of a corpus: those of `tag_corpus`, made one corpus, and those of every comparison.

    One corpus: an actor has one name in all its articles, and words that are too weak alone for a topic are left out.
    """
    tables = one_cast(tag_corpus(corpus, kept, jobs, progress))
    tables["topics"] = counted_topics(tables["topics"], load_codebooks())
    return tables | compare(tables, corpus.config)


def _frames(parts: Iterable[dict[str, list[Row]]]) -> dict[str, pd.DataFrame]:
    gathered: dict[str, list[Row]] = defaultdict(list)
    for part in parts:
        for name, found in part.items():
            gathered[name] += found
    return {t.name: frame(t.name, gathered[t.name]) for t in TABLES.values() if t.stage in ("reading", "tagging")}
