"""Score frames against people's codes: one policy frame a sentence, generic frames of whole articles.

Only the texts of the gold reach the coding; the codes are read afterwards.
"""

from __future__ import annotations

from pathlib import Path

from newsparallax import codebooks
from newsparallax.corpus import CorpusError
from newsparallax.evaluating.gold import Record, read_records
from newsparallax.evaluating.scores import Figures, f1_by_label
from newsparallax.tagging import article_frames as articles
from newsparallax.tagging.frames import code

OTHER = "Other"


def policy_frames(gold: Path) -> Figures:
    """Figures for `{text, frame}` records, each sentence coded with the shipped codebook alone, else `Other`."""
    records = read_records(gold)
    texts = [_text(gold, number, record, "text") for number, record in enumerate(records, 1)]
    book = codebooks.load()["frames_policy"]
    labels = {key: entry.label for key, entry in book.entries.items()}
    found = [labels.get(code(text, book) or "", OTHER) for text in texts]
    return f1_by_label([_text(gold, n, record, "frame") for n, record in enumerate(records, 1)], found)


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
        figures[f"{frame}_f1"] = 2 * both / (sum(coded) + sum(said)) if any(coded) or any(said) else 0.0
    return {"macro_f1": sum(figures.values()) / len(figures), **figures, "abstained": 0.0}


def _text(path: Path, number: int, record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise CorpusError(f"{path}, record {number}: has no {key!r}; each record needs a text and its code")
    return value
