"""Score frames against people's codes: one policy frame a sentence, generic frames of whole articles.

Only the texts of the gold reach the coding; the codes are read afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsparallax import codebooks
from newsparallax.corpus import CorpusError
from newsparallax.evaluating.gold import Record, read_records
from newsparallax.tagging.frames import code

OTHER = "Other"
Figures = dict[str, float]


def f1_by_label(coded: Sequence[str], found: Sequence[str | None]) -> Figures:
    """F1 of every label people used, and their mean, `macro_f1`. An abstention (None) is a miss of the coded label."""
    figures: Figures = {}
    for label in sorted(set(coded)):
        hits = sum(a == b == label for a, b in zip(coded, found, strict=True))
        of = sum(a == label for a in coded) + sum(b == label for b in found)
        figures[f"{label}_f1"] = 2 * hits / of
    return {
        "macro_f1": sum(figures.values()) / len(figures),
        **figures,
        "abstained": float(sum(f is None for f in found)),
    }


def policy_frames(gold: Path) -> Figures:
    """Figures for `{text, frame}` records, each sentence coded with the shipped codebook alone, else `Other`."""
    records = read_records(gold)
    texts = [_text(gold, number, record, "text") for number, record in enumerate(records, 1)]
    book = codebooks.load()["frames_policy"]
    labels = {key: entry.label for key, entry in book.entries.items()}
    found = [labels.get(code(text, book) or "", OTHER) for text in texts]
    return f1_by_label([_text(gold, n, record, "frame") for n, record in enumerate(records, 1)], found)


def _text(path: Path, number: int, record: Record, key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise CorpusError(f"{path}, record {number}: has no {key!r}; each record needs a text and its code")
    return value
