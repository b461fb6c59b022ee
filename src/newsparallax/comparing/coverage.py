"""Which topics each outlet covers, how prominently, and which it alone has or lacks.

Prominence follows agenda-setting research: share of words, first position, headline and lead (McCombs & Shaw 1972,
doi:10.1086/267990). That an outlet lacks a topic is charged only where its articles could have had it: an article
written before the event cannot tell what happened at it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import pandas as pd

from newsparallax.comparing import grades
from newsparallax.comparing.units import (
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
    voices,
)
from newsparallax.tables import frame

LEAD_SENTENCES = 2


def coverage(tables: Tables, draws: int = grades.DRAWS, seed: int = grades.SEED) -> pd.DataFrame:
    """Table `coverage` from `articles`, `sentences` and `topics`: every topic with a hit, for every outlet."""
    outlets = outlets_of(tables["articles"])
    sentences = told(tables["sentences"])
    hits = told(tables["topics"])
    topics = {(h["codebook"], h["topic"]): h["label"] for h in hits}
    order = sorted(topics)
    touched: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for hit in hits:
        touched[hit["sentence_id"]].add((hit["codebook"], hit["topic"]))
    sample = grades.Sample.of(
        "sentences",
        outlets,
        sentences,
        top=lambda s: dict.fromkeys(touched[s["sentence_id"]], 1.0),
        bottom=lambda s: dict.fromkeys(order, 1.0),
        columns=order,
    )
    tested = grades.resample(sample, draws, seed)
    told_sentences, told_hits = by_article(sentences), by_article(hits)
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        mine, found = of(unit, told_sentences), of(unit, told_hits)
        lead, words = _lead(mine), sum(s["word_count"] for s in mine)
        by_topic: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for hit in found:
            by_topic[hit["codebook"], hit["topic"]].append(hit)
        for at, topic in enumerate(order):
            here = by_topic[topic]
            inside = {h["sentence_id"] for h in here}
            told_here = [s for s in mine if s["sentence_id"] in inside] if inside else []
            words_here = sum(s["word_count"] for s in told_here)
            rows.append(
                unit.key
                | {"topic": topic[1], "label": topics[topic], "codebook": topic[0], "hits": len(here)}
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
                | tested.columns(unit.outlet, unit.article_id is None, at)
            )
    total = Counter((h["codebook"], h["topic"]) for h in hits)
    grades.graded(rows, lambda r: r["article_id"] is None, lambda r: total[r["codebook"], r["topic"]])
    return frame("coverage", rows)


def _lead(sentences: Iterable[Record]) -> set[str]:
    """The first body sentences of each article."""
    body = by_article(s for s in sentences if s["role"] == "body")
    return {
        s["sentence_id"]
        for article in body.values()
        for s in sorted(article, key=lambda s: s["position"])[:LEAD_SENTENCES]
    }


def differences(tables: Tables, covered: pd.DataFrame) -> pd.DataFrame:
    """Table `differences` from `articles`, `topics`, `attributions` and the table `coverage`.

    What one outlet alone has, and what it lacks: missing counts as a difference where half of the other comparable
    outlets have the topic or speaker, and at least two of them (or the only other one has). A topic's grade is that of
    its share in `coverage`; speakers are too many and too rare to test one by one.
    """
    tested = {(r["outlet"], r["topic"]): r["q"] for r in records(covered) if r["article_id"] is None}
    hits = told(tables["topics"])
    speakers = [a for a in records(tables["attributions"]) if a["speaker"] and a["kind"] != "refusal"]
    topics: dict[str, str] = {h["topic"]: h["label"] for h in hits}
    names = {a["speaker"]: a["speaker"] for a in speakers}
    articles = tables["articles"]
    return frame(
        "differences",
        [
            *_differences(articles, "topic", topics, hits, lambda h: h["topic"], tested),
            *_differences(articles, "speaker", names, speakers, lambda a: a["speaker"], {}),
        ],
    )


def _differences(
    articles: pd.DataFrame,
    what: str,
    labels: dict[str, str],
    rows: list[Record],
    key: Callable[[Record], str],
    tested: dict[tuple[str, str], float | None],
) -> list[Record]:
    whole = [unit for unit in units(articles) if unit.article_id is None]
    before = set(articles.loc[articles["timing"] == "before", "article_id"])
    # Only articles written on or after the event can be charged; an outlet with none of them is set apart.
    charged = [unit for unit in whole if not unit.articles <= before]
    grouped: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        grouped[key(row)][row["article_id"]].append(row)
    found: list[Record] = []
    for item in sorted(grouped):
        having = {unit.outlet: of(unit, grouped[item]) for unit in whole}
        everywhere = sum(len(passages) for passages in having.values())
        for unit in whole:
            mine = having[unit.outlet]
            others = [u for u in (charged if unit in charged and not mine else whole) if u is not unit]
            carriers = [u.outlet for u in others if having[u.outlet]]
            if mine and others and len(mine) == everywhere:
                kind, shown = "only here", mine
            elif not mine and carriers and len(carriers) >= max(min(2, len(others)), len(others) / 2):
                kind = "missing here" if unit in charged else "written before"
                shown = [row for u in others for row in having[u.outlet]]
            else:
                continue
            found.append(
                {
                    "what": what,
                    "item": item,
                    "label": labels[item],
                    "kind": kind,
                    "outlet": unit.outlet,
                    "carried_by": len(carriers),
                    "compared": len(others),
                    "others": carriers,
                    "passages": len(shown),
                    "grade": grades.grade(tested.get((unit.outlet, item)), len(shown)),
                    "evidence": passages(shown),
                }
            )
    return found
