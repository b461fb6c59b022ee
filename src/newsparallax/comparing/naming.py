"""How each outlet names each actor: by name, office, nationality; at first and later; in which spelling."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

import pandas as pd

from newsparallax.comparing.units import Record, Tables, by, by_article, of, passages, told, units, voices
from newsparallax.tables import frame

_HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms|Mx|Miss|Mister|Madam|Sir|Dame|Lord|Lady|Dr|Prof)\.?\s+$")
# "Sergei" and "Sergey" are .83 alike, "Zelensky" and "Zelenskyy" .94; "Iran" and "Iraq" .75.
_ALIKE = 0.8


def naming(tables: Tables) -> pd.DataFrame:
    """Table `naming` from `articles`, `sentences` and `mentions`: each wording an outlet names an actor by.

    An honorific is part of the wording: "Mr. Lund" and "Lund" are two ways to name him.
    """
    sentences = by_article(sorted(told(tables["sentences"]), key=lambda sentence: sentence["start"]))
    grouped = by_article([_with_honorific(mention, sentences) for mention in told(tables["mentions"])])
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        if unit.article_id is not None:
            continue
        for actor, mentions in sorted(by(of(unit, grouped), _actor).items()):
            by_wording = by(mentions, lambda m: (m["form"], wording(m["words"])))
            for (form, words), here in sorted(by_wording.items(), key=lambda item: (-len(item[1]), item[0])):
                rows.append(
                    {
                        "outlet": unit.outlet,
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


def spellings(tables: Tables) -> pd.DataFrame:
    """Table `spellings` from `articles` and `mentions`: parts of an actor's name that are spelt in several ways.

    Two spellings are of one part when they begin alike, are alike in most letters, and never stand in one mention.
    """
    mentions = [m for m in told(tables["mentions"]) if m["type"] in ("person", "organisation", "place")]
    outlet = dict(zip(tables["articles"]["article_id"], tables["articles"]["outlet"], strict=True))
    rows: list[Record] = []
    for actor, named in sorted(by(mentions, _actor).items()):
        found: dict[str, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        together: set[frozenset[str]] = set()
        for mention in named:
            parts = _name_parts(mention)
            together |= {frozenset((a, b)) for a in parts for b in parts if a != b}
            for part in parts:
                found[part][outlet[mention["article_id"]]].append(mention)
        for variants in _variants(found, together):
            for spelling in variants:
                for name, here in found[spelling].items():
                    rows.append(
                        {
                            "actor": actor,
                            "spelling": spelling,
                            "variants": variants,
                            "outlet": name,
                            "mentions": len(here),
                            "evidence": passages(here),
                        }
                    )
    return frame("spellings", rows)


def _name_parts(mention: Record) -> list[str]:
    words = wording(mention["words"])
    if mention["office"]:
        words = words.replace(" ".join(mention["office"].split()), " ")
    return [part for part in re.findall(r"[^\W\d_]+", words) if len(part) > 3 and part[0].isupper()]


def _variants(parts: Iterable[str], together: set[frozenset[str]]) -> list[list[str]]:
    groups: list[list[str]] = []
    for part in sorted(parts):
        for group in groups:
            if all(_alike(part, other) and frozenset((part, other)) not in together for other in group):
                group.append(part)
                break
        else:
            groups.append([part])
    return [group for group in groups if len(group) > 1]


def _alike(a: str, b: str) -> bool:
    if a[0] != b[0] or a.casefold() == b.casefold():
        return False
    # An ending in s is a plural or an adjective ("Russia", "Russian"), not another spelling.
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    if long.startswith(short) and long[len(short) :] in {"s", "n", "an", "ian", "ese", "i"}:
        return False
    return SequenceMatcher(None, short, long).ratio() >= _ALIKE
