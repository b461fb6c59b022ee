"""The claims of a first page: each one sentence with its outlets and words, from what the program knows best.

Kinds take turns, the most telling of each first; headlines and openings, which stand side by side on every first page
anyway, come last. What is not sure makes no claim (see the module of each kind).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import get_args

import pandas as pd

from newsparallax.comparing.claims import (
    clashing,
    genre,
    named,
    omissions,
    openings,
    own_voice,
    quoted,
    replies,
    voices,
)
from newsparallax.comparing.claims.texts import Claim, Span, Texts, ended
from newsparallax.comparing.units import Tables, records
from newsparallax.tables import Row, frame
from newsparallax.values import Point

# Claims of one kind, where more than two, and of one kind about the outlets of a corpus, each as many as another.
_MOST, _OF_ALL = {"clash": 5, "only_here": 5, "left_out": 3, "takes_side": 3, "who_speaks": 4}, 6
# What one outlet tells alone makes a claim of so much weight: its share of the outlet's words, its likeness to the
# headline and its length. What has less is a sentence in passing.
_LEAST = 0.1
# Characters between two sentences that make one point.
_NEAR = 250
# What a report owes its readers, and opinion does not.
_OWED = frozenset({"left_out", "reply_missing"})
_ALONE = frozenset({"only_here", "left_out", "takes_side", "timing"})


def claims(tables: Tables, compared: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `claims`, ranked, from the reading and tagging tables and those about statements."""
    articles = tables["articles"]
    if articles.loc[articles["left_out"].isna(), "outlet"].nunique() < 2:
        return frame("claims", [])  # what one outlet tells it does not tell alone
    texts = Texts.of(tables)
    told = {name: records(compared[name]) for name in ("discrepancies", "discrepancy_sides", "statement_pairs")}
    kinds = genre.genres(texts)
    # What readers write is no report: their page lacks nothing, and has nothing that others would have to tell; opinion
    # quotes and names people, but it reports nothing.
    letters = [outlet for outlet, kind in kinds.items() if kind.kind == "letters"]
    found = [
        *clashing.clashes(texts, told),
        *replies.missing(texts),
        *voices.only_here(texts, tables),
        *omissions.left_out(texts, told),
        *(c for c in omissions.only_here(texts, told) if not kinds.keys() & {*c.outlets}),
        *own_voice.takes_side(texts, tables, kinds),
        *own_voice.labels(texts, tables),
        *openings.headlines(texts, tables),
        *openings.openings(texts, letters),
        *quoted.most_quoted(texts, tables),
        *named.names(texts, tables),
        *openings.timing(texts, letters),
    ]
    kept = [
        c
        for c in found
        if not (c.kind in _OWED and kinds.keys() & {*c.outlets})
        and (c.kind in ("headline", "timing", "takes_side") or not {*letters} & {*c.outlets})
    ]
    ranked = _in_turn(kept, len(texts.outlets))
    return frame("claims", [_row(number, claim) for number, claim in enumerate(ranked, 1)])


def _in_turn(found: Iterable[Claim], outlets: int) -> list[Claim]:
    """The kinds by turns, the weightiest of each first, no two of what one outlet has alone about the same words."""
    kinds: dict[str, list[Claim]] = defaultdict(list)
    told: list[tuple[tuple[str, tuple[str, ...]], Span]] = []
    speakers: set[tuple[tuple[str, ...], str]] = set()
    counted: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for claim in sorted(found, key=lambda c: -c.weight):
        if claim.kind == "only_here" and claim.weight < _LEAST:
            continue
        most = _MOST.get(claim.kind, 2)
        if len(kinds[claim.kind]) >= most or counted[claim.kind, claim.outlets] >= max(2, _OF_ALL // outlets):
            continue
        if claim.kind in _ALONE:
            point = claim.evidence[: 2 if claim.kind == "left_out" else 1]
            if any(
                _meet(span, other, _NEAR if told_of == (claim.kind, claim.outlets) else 0)
                for span in point
                for told_of, other in told
            ):
                continue
            # What is printed first is the point; who is claimed to be heard in one outlet alone is not claimed again.
            if claim.kind == "only_here" and {(claim.outlets, name) for name in claim.people} & speakers:
                continue
            speakers |= {(claim.outlets, name) for name in claim.people}
            told += [((claim.kind, claim.outlets), span) for span in point]
        counted[claim.kind, claim.outlets] += 1
        kinds[claim.kind].append(claim)
    beside = kinds.pop("headline", [])
    turns = max(map(len, kinds.values()), default=0)
    ranked = [kinds[kind][turn] for turn in range(turns) for kind in get_args(Point) if turn < len(kinds[kind])]
    return [*ranked, *beside]


def _meet(a: Span, b: Span, near: int) -> bool:
    """Whether two spans meet or stand so near each other that they make one point."""
    return a[0] == b[0] and a[1] < b[2] + near and b[1] < a[2] + near


def _row(number: int, claim: Claim) -> Row:
    return {
        "claim_id": f"c{number}",
        "rank": number,
        "kind": claim.kind,
        "outlets": list(claim.outlets),
        "sentence": ended(claim.sentence),
        "evidence": [f"{article}:{start}:{end}" for article, start, end in claim.evidence],
        "sure": True,
        "why": claim.why,
    }
