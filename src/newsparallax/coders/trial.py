"""The codebook editor's loop: whether the entries keep their own promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsparallax.codebooks import FOLDER, Codebook, Entry, load, of_corpus, select, supported, with_own
from newsparallax.corpus import CorpusError, config_path, load_config


def test_codebooks(folder: Path | None, corpus: Path | None) -> int:
    """Print what the codebooks of a folder (default: the shipped ones), and a corpus's topics, fail; 1 if any does."""
    books = list(load(folder or FOLDER).books.values())
    if not books:
        raise CorpusError(f"{folder}: holds no codebook; name a folder of .toml files with a [codebook] table")
    if corpus is not None:
        config = load_config(config_path(corpus))
        books = [*with_own(config.codebooks).books.values(), *([of_corpus(config.topics)] if config.topics else [])]
    wrong = [failure for book in books for failure in failures(book)]
    examples = sum(len(e.examples) + len(e.counter_examples) for book in books for e in book.entries.values())
    print(*wrong, f"{len(books)} codebooks, {examples} examples, {len(wrong)} failures", sep="\n")
    return 1 if wrong else 0


def failures(book: Codebook) -> Iterator[str]:
    """What is wrong with a codebook: examples that its entry misses, counter-examples that it hits."""
    for entry in book.entries.values():
        for example in entry.examples:
            if not _coded(example, entry, book):
                yield f"{book.name}: {entry.key} misses its example {example!r}"
        for example in entry.counter_examples:
            if _coded(example, entry, book):
                yield f"{book.name}: {entry.key} hits its counter-example {example!r}"


def _coded(example: str, entry: Entry, book: Codebook) -> bool:
    topics = book.table == "topics"
    hits = select(book.matcher.matches(example), apart=topics)
    counted = supported((hit.owner, hit.pattern) for hit in hits) if topics else [True] * len(hits)
    return any(counts and hit.owner.key == entry.key for hit, counts in zip(hits, counted, strict=True))
