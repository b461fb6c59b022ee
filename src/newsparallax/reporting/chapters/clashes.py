"""Facts that the articles tell differently: the sentences themselves, beside each other."""

from __future__ import annotations

from typing import Any

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Card, Rich, Run
from newsparallax.reporting.chapters.common import joined, names, nothing, one_line, quoted, sentence_case
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.show import Shown

_VERDICTS = {
    "contradiction": "both cannot be true",
    "suspect": "one account looks like a slip",
    "variation": "wording or precision differ",
}


def _found(desk: Desk) -> list[tuple[Any, list[Any]]]:
    """Each clash with its sides, the gravest first; what a single page says against itself is none."""
    sides = {key[0]: rows for key, rows in grouped(desk["discrepancy_sides"], "discrepancy_id").items()}
    order = list(_VERDICTS)
    rows = sorted(records(desk["discrepancies"]), key=lambda row: order.index(row["verdict"]))
    told = ((row, sides.get(row["discrepancy_id"], [])) for row in rows)
    return [(row, own) for row, own in told if len({side["value"] for side in own}) > 1]


def at_a_glance(desk: Desk, most: int) -> list[tuple[Rich, tuple[Rich, ...]]]:
    """The gravest clashes as rows of the overview: each outlet's words, linked; variations are none."""
    grave = [(row, own) for row, own in _found(desk) if row["verdict"] != "variation"]
    rows: list[tuple[Rich, tuple[Rich, ...]]] = []
    for row, own in grave[:most]:
        first: dict[str, Any] = {}
        for side in own:
            first.setdefault(side["outlet"], side)
        cells = tuple(
            (desk.cited(quoted(first[o]["words"], 50), [span_of(first[o])]),) if o in first else (Run("–", "muted"),)
            for o in desk.outlets
        )
        rows.append(((Run(f"{sentence_case(row['kind'])}: {_VERDICTS[row['verdict']]}"),), cells))
    return rows


def cards(desk: Desk, most: int = 10, each: int = 6) -> Shown:
    """Each clash with all its sentences in full."""
    found = _found(desk)
    if not found:
        return nothing("no fact was found that these articles tell differently")
    made = []
    for row, own in found:
        told = []
        for sides in _alike(desk, own)[:each]:
            who = names(list(dict.fromkeys(side["outlet"] for side in sides)), 3)
            told.append((who, "", tuple(_sentence(desk, sides))))
        title = (Run(f"{sentence_case(row['reason'])}"),)
        made.append(Card(title, tuple(told), (), (Run(f"{sentence_case(row['kind'])}: {_VERDICTS[row['verdict']]}."),)))
    grave = sum(row["verdict"] != "variation" for row, _ in found)
    return show.cards("difference", made, max(min(grave, most), min(3, len(made))), _WHO)


_WHO = "The texts alone do not tell who is right."


def _alike(desk: Desk, own: list[Any]) -> list[list[Any]]:
    """The sides with the same words together, each outlet once."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for side in own:
        kept = groups.setdefault((side["value"], one_line(side["words"])), [])
        if side["outlet"] not in {k["outlet"] for k in kept}:
            kept.append(side)
    return list(groups.values())


def _sentence(desk: Desk, sides: list[Any]) -> list[Run]:
    """The first one's sentence in full, then where the others say the same."""
    runs = [*desk.in_sentence(span_of(sides[0])), Run(" "), desk.reference(span_of(sides[0]))]
    if len(sides) > 1:
        also = joined(([desk.reference(span_of(side))] for side in sides[1:]), ", ")
        runs += [Run("; the same: ", "muted"), *(r if isinstance(r, Run) else Run(r, "muted") for r in also)]
    return runs
