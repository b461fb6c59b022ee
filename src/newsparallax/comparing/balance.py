"""Framing and wording by outlet and voice: marks and deeds, the outlet's own voice apart from those it cites.

Rates stand for 100 sentences that hold words of the voice, with the counts beside them. Negated marks ("no disgrace")
are counted apart: they are no hits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
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
    """Table `balance` from `articles`, `sentences`, `voices` and `marks`: every category in every voice."""
    return frame("balance", _rates(tables, told(tables["marks"]), lambda hits: {}, draws, seed))


def deeds(tables: Tables, draws: int = grades.DRAWS, seed: int = grades.SEED) -> pd.DataFrame:
    """Table `deeds` from `articles`, `sentences`, `voices` and `actions`: clauses of each CAMEO quad class.

    Verbal and material cooperation and conflict (Gerner et al. 2002). Hits are plain deeds: what is negated, possible,
    planned or demanded is counted apart.
    """
    clauses = [action | {"category": action["quad"]} for action in told(tables["actions"])]

    def manner(found: list[Record]) -> Record:
        return {
            "agentless": sum(clause["agentless"] for clause in found if _holds(clause)),
            "modal": sum(not clause["negated"] and clause["modality"] is not None for clause in found),
        }

    return frame("deeds", _rates(tables, clauses, manner, draws, seed))


def _rates(
    tables: Tables, marks: list[Record], extra: Callable[[list[Record]], Record], draws: int, seed: int
) -> list[Record]:
    """A row for each unit, category and voice: counts, rates, intervals, grades, and `extra` of all that was found."""
    categories = sorted({(m["codebook"], m["category"]) for m in marks})
    cells = [(*category, voice) for category, voice in product(categories, (*VOICES, ALL))]
    sentences, words = _spoken(tables)
    affirmed: dict[str, Counter[tuple[str, str, str]]] = defaultdict(Counter)
    for mark in marks:
        if _holds(mark):
            for voice in _counts(mark):
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
            for voice in _counts(mark):
                by_cell[mark["codebook"], mark["category"], voice].append(mark)
        for at, (codebook, category, voice) in enumerate(cells):
            here = by_cell[codebook, category, voice]
            hits = [m for m in here if _holds(m)]
            rows.append(
                unit.key
                | {
                    "codebook": codebook,
                    "category": category,
                    "voice": voice,
                    "hits": len(hits),
                    "negated": sum(m["negated"] for m in here),
                    "sentences": len(spoken[voice]),
                    "per_100_sentences": share(100 * len(hits), len(spoken[voice])),
                    "words": sum(spoken[voice]),
                    "per_1000_words": share(1000 * len(hits), sum(spoken[voice])),
                    "evidence": passages(hits),
                }
                | extra(here)
                | tested.columns(unit.outlet, unit.article_id is None, at, scale=100)
            )
    total = Counter((m["codebook"], m["category"], voice) for m in marks if _holds(m) for voice in _counts(m))
    return grades.graded(
        rows, lambda r: r["article_id"] is None, lambda r: total[r["codebook"], r["category"], r["voice"]]
    )


def _holds(mark: Record) -> bool:
    """Whether a mark is affirmed, and a clause tells of a plain deed."""
    return not mark["negated"] and mark.get("modality") is None


def _counts(mark: Record) -> Sequence[str]:
    """The voices a mark counts for: its own and all together, unless it says otherwise."""
    counts: Sequence[str] = mark.get("counts", (mark["voice"], ALL))
    return counts


def _spoken(tables: Tables) -> tuple[list[Record], dict[str, dict[str, int]]]:
    """The told sentences, and how many words of each has in each voice (`all`: in any)."""
    sentences = told(tables["sentences"])
    words: dict[str, dict[str, int]] = {s["sentence_id"]: dict.fromkeys((*VOICES, ALL), 0) for s in sentences}
    for stretch in records(tables["voices"]):
        if stretch["sentence_id"] in words:
            words[stretch["sentence_id"]][stretch["voice"]] += stretch["word_count"]
            words[stretch["sentence_id"]][ALL] += stretch["word_count"]
    return sentences, words
