"""How each outlet names each actor: by name, office, nationality; at first and later."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from newsparallax.comparing.units import Record, Tables, articles_of, by, by_article, of, passages, told, voices
from newsparallax.tables import frame

_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Miss|Mister|Madam|Sir|Dame|Lord|Lady|Dr|Prof)\.?\s+$")


def naming(tables: Tables) -> pd.DataFrame:
    """Table `naming` from `articles`, `sentences` and `mentions`: each wording an outlet names an actor by.

    An honorific is part of the wording: "Mr. Lund" and "Lund" are two ways to name him.
    """
    sentences = by_article(sorted(told(tables["sentences"]), key=lambda sentence: sentence["start"]))
    grouped = by_article([_with_honorific(mention, sentences) for mention in told(tables["mentions"])])
    rows: list[Record] = []
    for outlet, articles in articles_of(tables["articles"]).items():
        for actor, mentions in sorted(by(of(articles, grouped), _actor).items()):
            by_wording = by(mentions, lambda m: (m["form"], wording(m["words"])))
            for (form, words), here in sorted(by_wording.items(), key=lambda item: (-len(item[1]), item[0])):
                rows.append(
                    {
                        "outlet": outlet,
                        "actor": actor,
                        "type": Counter(m["type"] for m in mentions).most_common(1)[0][0],
                        "side": Counter(m["side"] for m in mentions).most_common(1)[0][0],
                        "form": form,
                        "wording": words,
                        "mentions": len(here),
                        "mentions_all": len(mentions),
                        "share": round(len(here) / len(mentions), 6),
                        "first": any(m["first"] for m in here),
                        **voices(here),
                        "evidence": passages(here),
                    }
                )
    return frame("naming", rows)


def _actor(mention: Record) -> str:
    return str(mention["actor"])


def _with_honorific(mention: Record, sentences: Mapping[str, list[Record]]) -> Record:
    """The mention of a person with the "Mr." or "Ms." before it."""
    own = sentences.get(mention["article_id"], [])
    number = bisect_right(own, mention["start"], key=lambda sentence: sentence["start"]) - 1
    if number < 0 or mention["type"] != "person":
        return mention
    before = _HONORIFIC.search(own[number]["words"][: mention["start"] - own[number]["start"]])
    if before is None:
        return mention
    return mention | {"start": mention["start"] - len(before[0]), "words": before[0] + mention["words"]}


def wording(words: str) -> str:
    """A mention's words as they are counted: one space for any white space, without a possessive ending."""
    return re.sub(r"['’]s?$", "", " ".join(words.split()))
