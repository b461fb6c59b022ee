"""A parsed article as bytes and back, so that what the event tells later does not parse it anew."""

from __future__ import annotations

from spacy.tokens import DocBin
from spacy.vocab import Vocab

from newsparallax.reading.article import Article
from newsparallax.tagging.grammar.parse import Block, Parsed

_ATTRIBUTES = ["ORTH", "LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]


def to_bytes(parsed: Parsed) -> bytes:
    """About three bytes a character of the text."""
    return DocBin(attrs=_ATTRIBUTES, docs=[block.doc for block in parsed.blocks]).to_bytes()


def from_bytes(article: Article, kept: bytes, vocab: Vocab) -> Parsed | None:
    """The article as it was parsed; None where the bytes are not those of its paragraphs."""
    try:
        docs = list(DocBin().from_bytes(kept).get_docs(vocab))
    except Exception:  # whatever a damaged file makes zlib, msgpack or numpy say: it is parsed anew
        return None
    texts = [article.text[p.start : p.end] for p in article.paragraphs]
    if [doc.text for doc in docs] != texts:
        return None
    blocks = (Block(p.start, p.role, doc) for p, doc in zip(article.paragraphs, docs, strict=True))
    return Parsed(article, tuple(blocks))
