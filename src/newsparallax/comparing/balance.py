"""Framing and wording by outlet and voice: marks, the outlet's own voice apart from those it cites.

Rates stand for 100 sentences that hold words of the voice, with the counts beside them. Negated marks ("no disgrace")
are counted apart: they are no hits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import product

import pandas as pd

from newsparallax.comparing import grades
from newsparallax.comparing.units import (
    VOICES,
    Record,
    Tables,
    by_article,
    of,
    outlets_of,
    passages,
    records,
    share,
    told,
    units,
)
from newsparallax.tables import frame

ALL = "all"


def balance(tables: Tables, draws: int = grades.DRAWS, seed: int = grades.SEED) -> pd.DataFrame:
    """Table `balance` from `articles`, `sentences`, `voices` and `marks`.

    A row for each unit, category and voice: counts, rates, interval, grade.
    """
    marks = told(tables["marks"])
    categories = sorted({(m["codebook"], m["category"]) for m in marks})
    cells = [(*category, voice) for category, voice in product(categories, (*VOICES, ALL))]
    sentences, words = _spoken(tables)
    affirmed: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for mark in marks:
        if not mark["negated"]:
            for voice in (mark["voice"], ALL):
                affirmed[mark["sentence_id"]][mark["codebook"], mark["category"], voice] += 1
    sample = grades.Sample.of(
        "sentences",
        outlets_of(tables["articles"]),
        sentences,
        top=lambda s: affirmed[s["sentence_id"]],
        bottom=lambda s: {cell: 1.0 for cell in cells if words[s["sentence_id"]][cell[2]]},
        columns=cells,
    )
    tested = grades.resample(sample, draws, seed)
    grouped, told_sentences = by_article(marks), by_article(sentences)
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        found, mine = of(unit, grouped), of(unit, told_sentences)
        spoken = {v: [words[s["sentence_id"]][v] for s in mine if words[s["sentence_id"]][v]] for v in (*VOICES, ALL)}
        by_cell: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
        for mark in found:
            for voice in (mark["voice"], ALL):
                by_cell[mark["codebook"], mark["category"], voice].append(mark)
        for at, (codebook, category, voice) in enumerate(cells):
            here = by_cell[codebook, category, voice]
            hits = [m for m in here if not m["negated"]]
            rows.append(
                unit.key
                | {
                    "codebook": codebook,
                    "category": category,
                    "voice": voice,
                    "hits": len(hits),
                    "negated": len(here) - len(hits),
                    "sentences": len(spoken[voice]),
                    "per_100_sentences": share(100 * len(hits), len(spoken[voice])),
                    "words": sum(spoken[voice]),
                    "per_1000_words": share(1000 * len(hits), sum(spoken[voice])),
                    "evidence": passages(hits),
                }
                | tested.columns(unit.outlet, unit.article_id is None, at, scale=100)
            )
    total = Counter(cell for held in affirmed.values() for cell in held.elements())
    grades.graded(rows, lambda r: r["article_id"] is None, lambda r: total[r["codebook"], r["category"], r["voice"]])
    return frame("balance", rows)


def _spoken(tables: Tables) -> tuple[list[Record], dict[str, dict[str, int]]]:
    """The told sentences, and how many words of each has in each voice (`all`: in any)."""
    sentences = told(tables["sentences"])
    words: dict[str, dict[str, int]] = {s["sentence_id"]: dict.fromkeys((*VOICES, ALL), 0) for s in sentences}
    for stretch in records(tables["voices"]):
        if stretch["sentence_id"] in words:
            words[stretch["sentence_id"]][stretch["voice"]] += stretch["word_count"]
            words[stretch["sentence_id"]][ALL] += stretch["word_count"]
    return sentences, words
