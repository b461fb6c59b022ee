"""Headline against body: who acts, what is put first, and what the headline says that the body does not.

Readers take more from headlines than from what follows (van Dijk 1988, News as Discourse): a word, actor or topic that
only the headline has deserves a look. Words are compared by their stems; what the body says in other words is not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from newsparallax.comparing.units import Record, Tables, by_article, outlets_of, records, told
from newsparallax.comparing.wordforms import stem, tokens
from newsparallax.tables import frame


def headlines(tables: Tables) -> pd.DataFrame:
    """Table `headlines` from `articles`, `sentences`, `mentions`, `topics`, `attributions` and `actions`.

    Only body sentences count as body: a dek or subhead is the headline's kin. Without a headline there is no row.
    """
    sentences, mentions = by_article(told(tables["sentences"])), by_article(told(tables["mentions"]))
    topics = by_article(told(tables["topics"]))
    attributions, actions = by_article(records(tables["attributions"])), by_article(told(tables["actions"]))
    outlets = outlets_of(tables["articles"])
    rows: list[Record] = []
    for article in records(tables["articles"]):
        name, start, end = article["article_id"], article["headline_start"], article["headline_end"]
        if start is None:
            continue
        head_mentions, body_mentions = _inside(mentions.get(name, []), start, end), _body(mentions.get(name, []))
        head_actors, body_actors = _distinct(head_mentions, "actor"), Counter(m["actor"] for m in body_mentions)
        agents = Counter(m["actor"] for m in _agents(body_mentions))
        head_topics = _distinct(_inside(topics.get(name, []), start, end), "topic")
        body_topics = {t["topic"] for t in _body(topics.get(name, []))}
        action = next(iter(_inside(actions.get(name, []), start, end)), None)
        speaker = next((a["speaker"] for a in _inside(attributions.get(name, []), start, end) if a["speaker"]), None)
        rows.append(
            {
                "article_id": name,
                "outlet": outlets[name],
                "start": start,
                "end": end,
                "words": article["headline"],
                "word_count": sum(s["word_count"] for s in sentences.get(name, []) if start <= s["start"] < end),
                "first_actor": next((m["actor"] for m in _agents(head_mentions)), None),
                "actors": head_actors,
                "actors_not_in_body": [actor for actor in head_actors if actor not in body_actors],
                "main_actor": min(agents, key=lambda a: (-agents[a], a), default=None),
                "verb": action["verb"] if action else None,
                "acts": (action["agent_actor"] or action["agent"]) if action else None,
                "undergoes": (action["patient_actor"] or action["patient"]) if action else None,
                "speaker": speaker,
                "topics": head_topics,
                "topics_not_in_body": [topic for topic in head_topics if topic not in body_topics],
                "only_here": _only_here(article["headline"], _body(sentences.get(name, []))),
            }
        )
    return frame("headlines", rows)


def _inside(rows: Sequence[Record], start: int, end: int) -> list[Record]:
    return [row for row in rows if start <= row["start"] < end]


def _body(rows: Sequence[Record]) -> list[Record]:
    return [row for row in rows if row["role"] == "body"]


def _distinct(rows: Sequence[Record], column: str) -> list[str]:
    return list(dict.fromkeys(row[column] for row in rows))


def _agents(mentions: Sequence[Record]) -> Sequence[Record]:
    """Mentions of persons and organisations; of places only where there are no others."""
    return [m for m in mentions if m["type"] != "place"] or mentions


def _only_here(headline: str, body: Sequence[Record]) -> list[str]:
    said = {stem(part) for sentence in body for part in _parts(sentence["words"])}
    return list(
        dict.fromkeys(
            t.text
            for t in tokens(headline)
            if not (t.is_function or t.is_number or all(stem(part) in said for part in _parts(t.text)))
        )
    )


def _parts(text: str) -> list[str]:
    """The words of a text, compounds taken apart."""
    return [part for token in tokens(text) for part in token.text.split("-")]
