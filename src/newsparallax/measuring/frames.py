"""Score frames against people's codes: one policy frame a sentence, generic frames of whole articles.

Only the texts of the gold reach the coding; the codes are read afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsparallax import codebooks
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.measuring.gold import Record, read_records
from newsparallax.measuring.scores import Figures, f1_by_label, ratios
from newsparallax.reading.article import Article, Paragraph
from newsparallax.tagging.coding import article_frames as articles
from newsparallax.tagging.coding.frames import FrameHit, find
from newsparallax.tagging.grammar.parse import load, parse
from newsparallax.tagging.who.cast import cast

OTHER = "Other"


def policy_frames(gold: Path) -> Figures:
    """Figures for `{text, frame}` records, each sentence coded with the shipped codebook alone, else `Other`."""
    records = read_records(gold)
    texts = [_text(gold, number, record, "text") for number, record in enumerate(records, 1)]
    found = [_foremost(hits) or OTHER for hits in _hits(texts)]
    return f1_by_label([_text(gold, n, record, "frame") for n, record in enumerate(records, 1)], found)


def _hits(texts: list[str]) -> Iterator[list[FrameHit]]:
    """The frames of each sentence, found as in an article of its own: with its names known."""
    articles = [
        Article(f"s{n}", f"s{n}", text, "utf-8", "en", "", None, None, (), (Paragraph(0, len(text), "body"),), ())
        for n, text in enumerate(texts)
    ]
    books = codebooks.load()
    for parsed in parse(load(), articles):
        yield find(parsed, cast(parsed, CorpusConfig()), books)


def _foremost(hits: list[FrameHit]) -> str | None:
    """The policy frame that leads a text, of several sentences the first that has one."""
    return next((hit.label for hit in hits if hit.leads and hit.codebook == "frames_policy"), None)


def article_frames(gold: Path) -> Figures:
    """F1 of the verdicts on conflict and economic consequences for `{text, frames}` records; none on other frames."""
    records = read_records(gold)
    books = codebooks.load()
    found = [articles.code(_text(gold, number, record, "text"), books) for number, record in enumerate(records, 1)]
    figures: Figures = {}
    for frame in articles.FRAMES:
        coded = [bool((record.get("frames") or {}).get(frame)) for record in records]
        said = [codes[frame] for codes in found]
        both = sum(a and b for a, b in zip(coded, said, strict=True))
        figures[f"{frame}_f1"] = ratios(both, sum(said), sum(coded))[2]
    return {"macro_f1": sum(figures.values()) / len(figures), **figures, "abstained": 0.0}


def _text(path: Path, number: int, record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise CorpusError(f"{path}, record {number}: has no {key!r}; each record needs a text and its code")
    return value
