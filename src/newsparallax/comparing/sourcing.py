"""Who gets to speak: attributed words by speaker, and with which verbs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from newsparallax.codebooks import Codebooks
from newsparallax.comparing.units import (
    Record,
    Tables,
    articles_of,
    by,
    by_article,
    of,
    outlets_of,
    passages,
    records,
    share,
)
from newsparallax.tables import frame

UNLISTED = "not in the codebook"
_KINDS = ("direct", "mixed", "indirect")


def speakers(tables: Tables) -> pd.DataFrame:
    """Table `speakers` from `articles` and `attributions`: most attributed words first."""
    grouped = by_article(records(tables["attributions"]))
    rows: list[Record] = []
    for outlet, articles in articles_of(tables["articles"]).items():
        mine = of(articles, grouped)
        cells = by(mine, lambda a: (a["speaker"], a["side"]))
        for (speaker, side), here in sorted(cells.items(), key=lambda c: (-_total(c[1]), c[0][0] or "", c[0][1])):
            official = {a["official"] for a in here} - {None}
            rows.append(
                {"outlet": outlet, "speaker": speaker, "side": side}
                | {"official": official.pop() if len(official) == 1 else None}
                | _counts(here)
                | {"share": share(_total(here), _total(mine)), "evidence": passages(here)}
            )
    return frame("speakers", rows)


def report_verbs(tables: Tables, books: Codebooks) -> pd.DataFrame:
    """Table `report_verbs` from `articles` and `attributions`; refusals, colons and dashes are no report verbs."""
    outlets, book = outlets_of(tables["articles"]), books["report_verbs"]
    cued = [a for a in records(tables["attributions"]) if a["kind"] != "refusal" and re.search(r"\w", a["cue"] or "")]
    cells = by(
        cued,
        lambda a: (outlets[a["article_id"]], a["speaker"], a["side"], verb(a), book.category(a["cue"]) or UNLISTED),
    )
    order = {outlet: at for at, outlet in enumerate(dict.fromkeys(outlets.values()))}
    return frame(
        "report_verbs",
        [
            {
                "outlet": outlet,
                "speaker": speaker,
                "side": side,
                "verb": word,
                "kind": kind,
                "attributions": len(here),
                "evidence": passages(
                    {"article_id": a["article_id"], "start": a["cue_start"], "end": a["cue_end"]} for a in here
                ),
            }
            for (outlet, speaker, side, word, kind), here in sorted(
                cells.items(), key=lambda c: (order[c[0][0]], -len(c[1]), c[0][1] or "", *c[0][2:])
            )
        ],
    )


def verb(attribution: Record) -> str:
    """A cue's dictionary form with the words that belong to it: "called on" is "call on", "Told" is "tell"."""
    cue = " ".join(attribution["cue"].casefold().split())
    lemma: str = (attribution["cue_lemma"] or cue).casefold()
    first, _, rest = cue.partition(" ")
    return f"{lemma} {rest}" if rest and " " not in lemma and first[0] == lemma[0] else lemma


def _total(attributions: Sequence[Record]) -> int:
    return sum(a["word_count"] for a in attributions if a["kind"] != "refusal")


def _counts(here: Sequence[Record]) -> Record:
    kinds = Counter(a["kind"] for a in here)
    return {
        "attributions": len(here) - kinds["refusal"],
        **{kind: kinds[kind] for kind in _KINDS},
        "refusals": kinds["refusal"],
        "words": _total(here),
    }
