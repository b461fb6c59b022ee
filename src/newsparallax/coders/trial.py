"""The codebook editor's loop: where a pattern would hit, and whether the entries keep their own promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsparallax.codebooks import FOLDER, Codebook, Entry, load, of_corpus, select, supported
from newsparallax.codebooks.patterns import compiled
from newsparallax.corpus import CorpusError, config_path, load_config
from newsparallax.reading import Corpus


@dataclass(frozen=True, slots=True)
class Keyword:
    """One hit in its context: text[start:end] of an article, with its line in the file."""

    article_id: str
    line: int
    start: int
    end: int
    left: str
    words: str
    right: str


def kwic(pattern: str, corpus: Corpus, width: int = 50) -> Iterator[Keyword]:
    """Every hit of a codebook pattern in the tagged text of a corpus, with `width` characters on either side.

    Raises CorpusError for a pattern that is no regular expression.
    """
    try:
        searched = compiled(pattern)
    except re.error as error:
        raise CorpusError(f"kwic: {pattern!r} cannot be used as a pattern ({error}); correct it") from error
    for article in corpus.comparable:
        for told in article.paragraphs:
            for hit in searched.finditer(article.text, told.start, told.end):
                start, end = hit.span()
                yield Keyword(
                    article.id,
                    next(x.line for x in reversed(article.lines) if x.start <= start),
                    start,
                    end,
                    article.text[max(told.start, start - width) : start],
                    hit[0],
                    article.text[end : min(told.end, end + width)],
                )


def shown(found: list[Keyword], width: int = 50) -> str:
    """Hits as lines, the keyword in one column, and how many there are in each article."""
    lines = []
    for k in found:
        left, right = " ".join(k.left.split()), " ".join(k.right.split())
        lines.append(f"{k.article_id}:{k.line}  {left[-width:]:>{width}} [{' '.join(k.words.split())}] {right[:width]}")
    counts: dict[str, int] = {}
    for k in found:
        counts[k.article_id] = counts.get(k.article_id, 0) + 1
    lines.append(f"{len(found)} hit{'s' * (len(found) != 1)}" + "".join(f"; {name}: {n}" for name, n in counts.items()))
    return "\n".join(lines)


def test_codebooks(folder: Path | None, corpus: Path | None) -> int:
    """Print what the codebooks of a folder (default: the shipped ones), and a corpus's topics, fail; 1 if any does."""
    books = list(load(folder or FOLDER).books.values())
    if not books:
        raise CorpusError(f"{folder}: holds no codebook; name a folder of .toml files with a [codebook] table")
    if corpus is not None and (config := load_config(config_path(corpus))).topics:
        books.append(of_corpus(config.topics))
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
