"""Which topics each outlet covers, how prominently, and which it alone has or lacks.

Prominence follows agenda-setting research: share of words, first position, headline and lead (McCombs & Shaw 1972,
doi:10.1086/267990). That an outlet lacks a topic is charged only where its articles could have had it: an article
written before the event cannot tell what happened at it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from newsparallax.codebooks import CORPUS, Codebooks, supported
from newsparallax.comparing import grades
from newsparallax.comparing.cast import speaks_for
from newsparallax.comparing.units import (
    TOLD,
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
from newsparallax.tagging.who.lexicon import fold, lexicon
from newsparallax.tagging.who.sides import JOINT

LEAD_SENTENCES = 2
_STEM = 5  # letters in which two words of one family agree ("elect", "election")
IN_PASSING = "only in passing"
# Roles of an outlet's own lines that are not counted, the most telling first.
_OWN = ("caption", "dateline", "byline", "credit")


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


def differences(tables: Tables, covered: pd.DataFrame) -> pd.DataFrame:
    """Table `differences` from `articles`, `lines`, `topics`, `mentions`, `attributions` and the table `coverage`.

    What one outlet alone has, and what it lacks: missing counts as a difference where half of the other comparable
    outlets have the topic or speaker, and at least two of them (or the only other one has). An outlet has a general
    topic where two different words show it in two sentences. Nobody is charged with
    lacking a topic whose words stand in a caption or another line of its own, or a body whose spokesperson it quotes;
    several sides that speak together, and speakers without a name ("a Polish diplomat"), are not compared.
    A topic's grade is that of its share in `coverage`; speakers are too many and too rare to test one by one.
    """
    tested = {(r["outlet"], r["topic"]): r["q"] for r in records(covered) if r["article_id"] is None}
    topics = _Items(
        "topic",
        told(tables["topics"]),
        key=lambda h: h["topic"],
        label=lambda h: h["label"],
        words=lambda h: " ".join(h["words"].split()),
        codebook=lambda h: h["codebook"],
        beside=_words_beside(tables),
        shows=_two_signs,
    )
    speakers = _Items(
        "speaker",
        _named(_spoken(tables), set(tables["mentions"]["actor"])),
        key=lambda a: a["speaker"],
        label=lambda a: a["speaker"],
        words=lambda a: a["speaker"],
        codebook=lambda a: None,
        beside=_spokes_beside(tables),
        shows=bool,
    )
    articles = tables["articles"]
    return frame("differences", [*_differences(articles, topics, tested), *_differences(articles, speakers, {})])


# Where else an outlet has what its told lines lack: (outlet's articles, what others have of it) to passages and a kind.
Beside = Callable[[frozenset[str], Sequence[Record]], tuple[str, list[Record]] | None]


@dataclass(frozen=True, slots=True)
class _Items:
    """Topics or speakers: their rows, and how a row tells its item, label, words and codebook."""

    what: str
    rows: Sequence[Record]
    key: Callable[[Record], str]
    label: Callable[[Record], str]
    words: Callable[[Record], str]
    codebook: Callable[[Record], str | None]
    beside: Beside
    shows: Callable[[Sequence[Record]], bool]


def _two_signs(hits: Sequence[Record]) -> bool:
    """Whether hits show that an outlet has a topic: one of corpus.toml, or two different words in two sentences.

    A single word of a general topic stands beside it too often ("his conviction that", "a former Navy diver").
    """
    if any(hit["codebook"] == CORPUS for hit in hits):
        return True
    words = {" ".join(hit["words"].lower().split()) for hit in hits}
    return len({hit["sentence_id"] for hit in hits}) > 1 and len({word[:_STEM] for word in words}) > 1


def _words_beside(tables: Tables) -> Beside:
    """Looks for the words by which others touch a topic in all of an outlet's own lines."""
    lines = by_article(r for r in records(tables["lines"]) if r["role"] in TOLD or r["role"] in _OWN)

    def beside(articles: frozenset[str], hits: Sequence[Record]) -> tuple[str, list[Record]] | None:
        wanted = {" ".join(h["words"].split()) for h in hits}
        ways = "|".join(_either_case(words) for words in sorted(wanted, key=lambda w: (-len(w), w)))
        found = [
            line | {"start": line["start"] + m.start(), "end": line["start"] + m.end(), "words": m[0]}
            for article in sorted(articles)
            for line in lines.get(article, ())
            for m in re.finditer(rf"(?<!\w)(?:{ways})(?!\w)", line["words"])
        ]
        if not found:
            return None
        roles = {line["role"] for line in found}
        # In a told line the words are no hit: alone they are too weak to show the topic.
        kind = IN_PASSING if roles & TOLD else f"only in a {min(roles, key=_OWN.index)}"
        return kind, found

    return beside


def _either_case(words: str) -> str:
    """A pattern for words whose first letter may be a capital or none, over any white space."""
    first, rest = words[0], re.escape(words[1:]).replace(r"\ ", r"\s+")
    return (
        f"[{re.escape(first.lower())}{re.escape(first.upper())}]{rest}" if first.isalpha() else re.escape(first) + rest
    )


def _spoken(tables: Tables) -> list[Record]:
    return [a for a in records(tables["attributions"]) if a["speaker"] and a["kind"] != "refusal"]


def _named(spoken: Sequence[Record], actors: set[str]) -> list[Record]:
    """Attributions to somebody who has a name: an actor, or words with a name in them that is no country's."""

    def has_name(speaker: str) -> bool:
        words = [word for word in speaker.split() if word[0].isupper()]
        return speaker in actors or any(lexicon().country((fold(word),)) is None for word in words)

    return [a for a in spoken if a["side"] != JOINT and has_name(a["speaker"])]


def _spokes_beside(tables: Tables) -> Beside:
    """Looks for those who speak for a speaker, and for whom a speaker speaks."""
    spoken = by_article(_spoken(tables))
    allied = speaks_for(tables)

    def beside(articles: frozenset[str], rows: Sequence[Record]) -> tuple[str, list[Record]] | None:
        names = {name for row in rows for name in allied.get(row["speaker"], ())}
        found = [row for article in sorted(articles) for row in spoken.get(article, ()) if row["speaker"] in names]
        return (f"only as {found[0]['speaker']}", found) if found else None

    return beside


def _differences(
    articles: pd.DataFrame, items: _Items, tested: dict[tuple[str, str], float | None]
) -> Iterator[Record]:
    whole = [unit for unit in units(articles) if unit.article_id is None]
    before = set(articles.loc[articles["timing"] == "before", "article_id"])
    # Only articles written on or after the event can be charged; an outlet with none of them is set apart.
    charged = [unit for unit in whole if not unit.articles <= before]
    grouped: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for row in items.rows:
        grouped[items.key(row)][row["article_id"]].append(row)
    for item in sorted(grouped):
        having = {unit.outlet: of(unit, grouped[item]) for unit in whole}
        everything = [row for rows in having.values() for row in rows]
        for unit in whole:
            mine = having[unit.outlet]
            others = [u for u in (charged if unit in charged and not mine else whole) if u is not unit]
            carriers = [u.outlet for u in others if items.shows(having[u.outlet])]
            needed = max(min(2, len(others)), len(others) / 2)
            if items.shows(mine) and others and len(mine) == len(everything):
                if any(items.beside(u.articles, mine) for u in others):
                    continue
                kind, shown, firm = "only here", mine, len(mine) > 1
            elif not mine and carriers and len(carriers) >= needed:
                shown = [row for u in others for row in having[u.outlet]]
                firm = sum(len(having[u.outlet]) > 1 for u in others) >= needed
                kind = "missing here" if unit in charged else "written before"
                if unit in charged and (beside := items.beside(unit.articles, shown)):
                    kind, shown = beside
            else:
                continue
            yield {
                "what": items.what,
                "item": item,
                "label": items.label(everything[0]),
                "codebook": items.codebook(everything[0]),
                "kind": kind,
                "outlet": unit.outlet,
                "carried_by": len(carriers),
                "compared": len(others),
                "others": carriers,
                "words": list(dict.fromkeys(items.words(row) for row in shown)),
                "firm": firm,
                "passages": len(shown),
                "grade": grades.grade(tested.get((unit.outlet, item)), len(shown)),
                "evidence": passages(shown),
            }
