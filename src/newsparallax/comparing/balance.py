"""Framing and wording by outlet and voice: marks, the outlet's own voice apart from those it cites.

Rates stand for 100 sentences that hold words of the voice, with the counts beside them. Negated marks ("no disgrace")
are counted apart: they are no hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pandas as pd

from newsparallax.comparing.units import (
    VOICES,
    Record,
    Tables,
    articles_of,
    by,
    by_article,
    of,
    passages,
    records,
    share,
    told,
)
from newsparallax.tables import frame

ALL = "all"


def balance(tables: Tables) -> pd.DataFrame:
    """Table `balance` from `articles`, `sentences`, `voices` and `marks`: a row for each outlet, category and voice."""
    marks = told(tables["marks"])
    categories = sorted({(m["codebook"], m["category"]) for m in marks})
    words = by_article(_spoken(tables))
    grouped = by_article(marks)
    rows: list[Record] = []
    for outlet, articles in articles_of(tables["articles"]).items():
        spoken = of(articles, words)
        found = by(of(articles, grouped), lambda mark: (mark["codebook"], mark["category"]))
        for category, voice in product(categories, (*VOICES, ALL)):
            here = [m for m in found[category] if voice in (m["voice"], ALL)]
            hits = [m for m in here if not m["negated"]]
            counts = [sentence[voice] for sentence in spoken if sentence[voice]]
            rows.append(
                {
                    "outlet": outlet,
                    "codebook": category[0],
                    "category": category[1],
                    "voice": voice,
                    "hits": len(hits),
                    "negated": len(here) - len(hits),
                    "sentences": len(counts),
                    "per_100_sentences": share(100 * len(hits), len(counts)),
                    "words": sum(counts),
                    "per_1000_words": share(1000 * len(hits), sum(counts)),
                    "evidence": passages(hits),
                }
            )
    return frame("balance", rows)


def _spoken(tables: Tables) -> Iterable[Record]:
    """For each told sentence its article, and how many of its words stand in each voice (`all`: in any)."""
    words: dict[str, Record] = {
        s["sentence_id"]: {"article_id": s["article_id"], **dict.fromkeys((*VOICES, ALL), 0)}
        for s in told(tables["sentences"])
    }
    for stretch in records(tables["voices"]):
        if stretch["sentence_id"] in words:
            words[stretch["sentence_id"]][stretch["voice"]] += stretch["word_count"]
            words[stretch["sentence_id"]][ALL] += stretch["word_count"]
    return words.values()
