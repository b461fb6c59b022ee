"""Which topics each outlet covers, and how prominently.

Prominence follows agenda-setting research: share of words, first position, headline and lead (McCombs & Shaw 1972,
doi:10.1086/267990). That an outlet has no hit of a topic is no charge: it may tell of it in other words.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from newsparallax.codebooks import Codebooks, supported
from newsparallax.comparing.units import Record, Tables, articles_of, by, by_article, of, passages, share, told, voices
from newsparallax.tables import frame

LEAD_SENTENCES = 2


def coverage(tables: Tables) -> pd.DataFrame:
    """Table `coverage` from `articles`, `sentences` and `topics`: every topic with a hit, for every outlet."""
    sentences = told(tables["sentences"])
    hits = told(tables["topics"])
    topics = {(h["codebook"], h["topic"]): h["label"] for h in hits}
    told_sentences, told_hits = by_article(sentences), by_article(hits)
    rows: list[Record] = []
    for outlet, articles in articles_of(tables["articles"]).items():
        mine, found = of(articles, told_sentences), of(articles, told_hits)
        lead, words = _lead(mine), sum(s["word_count"] for s in mine)
        by_topic = by(found, lambda hit: (hit["codebook"], hit["topic"]))
        for topic in sorted(topics):
            here = by_topic[topic]
            inside = {h["sentence_id"] for h in here}
            told_here = [s for s in mine if s["sentence_id"] in inside] if inside else []
            words_here = sum(s["word_count"] for s in told_here)
            rows.append(
                {"outlet": outlet, "topic": topic[1], "label": topics[topic], "codebook": topic[0], "hits": len(here)}
                | voices(here)
                | {
                    "sentences": len(told_here),
                    "sentences_all": len(mine),
                    "sentence_share": share(len(told_here), len(mine)),
                    "words": words_here,
                    "words_all": words,
                    "word_share": share(words_here, words),
                    "first_position": min((s["position"] for s in told_here), default=None),
                    "in_headline": any(s["role"] in ("headline", "dek") for s in told_here),
                    "in_lead": any(s["sentence_id"] in lead for s in told_here),
                    "evidence": passages(here),
                }
            )
    return frame("coverage", rows)


def counted_topics(topics: pd.DataFrame, books: Codebooks) -> pd.DataFrame:
    """The table `topics` of a corpus without hits of weak patterns whose topic no other pattern hits in the corpus.

    One rule for all outlets: were each article to support its own hits, the same word would count here and not there.
    """
    entries = {(book.name, key): entry for book in books.of("topics") for key, entry in book.entries.items()}
    known = [entries.get(key) for key in zip(topics["codebook"], topics["topic"], strict=True)]
    hits = [(e, rule.removeprefix(e.rule(""))) for e, rule in zip(known, topics["rule"], strict=True) if e]
    counts = iter(supported(hits))
    kept = pd.Series([entry is None or next(counts) for entry in known], index=topics.index, dtype=bool)
    return topics[kept].reset_index(drop=True)


def _lead(sentences: Iterable[Record]) -> set[str]:
    """The first body sentences of each article."""
    body = by_article(s for s in sentences if s["role"] == "body")
    return {
        s["sentence_id"]
        for article in body.values()
        for s in sorted(article, key=lambda s: s["position"])[:LEAD_SENTENCES]
    }
