"""One statement, several tellings: every outlet's own words, and what differs in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import NAMED, Card, Mark, Rich, Run
from newsparallax.reporting.chapters import titles
from newsparallax.reporting.chapters.common import joined, known, names, nothing, one_line, quoted
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown

_MANNERS = {
    "narrator": "in its own words",
    "direct": "quoted",
    "mixed": "partly quoted",
    "indirect": "reported",
    "refusal": "not answered",
}
_SIGNS = {
    "told": "●",
    "perhaps told": "?",
    "unclear": "?",
    "missing here": "○",
    "written before": "–",
    "written after": "–",
}
_CLOSE = 0.3  # a telling with a smaller share of kept words is told in other words throughout: marks would cover it
_NEAR = 5  # outlets named with the nearest sentence; of more the rest is counted
_SWAPPED = 4  # words; longer stretches are told in other words throughout


def sure_rows(desk: Desk, least_outlets: int = 2) -> pd.DataFrame:
    """The ledger's rows of statements that so many outlets surely tell, in their order."""
    rows = desk["ledger"]
    return rows[rows["carried_by"] >= max(least_outlets, 2)].sort_values("place", kind="stable")


def summary(desk: Desk) -> Shown:
    """How many statements the outlets share."""
    if len(desk.articles) < 2:
        return show.text("With a single article there is no other account to compare it with.")
    sure = sure_rows(desk)["statement_id"].nunique()
    perhaps = len(desk["statements"]) - sure
    if not sure:
        also = f" {perhaps} are perhaps told by two; the table “ledger” holds them." if perhaps else ""
        return show.text(f"No statement was found that two of these outlets surely tell.{also}")
    also = f"; {perhaps} more perhaps are, and stand in the table “ledger”" if perhaps else ""
    return show.text(
        [
            Run(f"{sure}", key="statements:sure"),
            f" statement{'s are' if sure != 1 else ' is'} told by two outlets or more{also}. Underlined: words that "
            "differ from the first telling; dotted: words that the first lacks. A small number leads to the sentence.",
        ]
    )


def at_a_glance(desk: Desk, most: int, words: bool = True) -> list[tuple[Rich, tuple[Rich, ...]]]:
    """Sure statements as rows of the overview: told, not found or not yet; with `words` also those that differ.

    Those that an outlet lacks, or words otherwise, come before those that all tell alike.
    """
    called, swapped = titles.names(desk), _swapped(desk)
    rows: list[tuple[Rich, tuple[Rich, ...]]] = []
    shared = _by_statement(sure_rows(desk))

    def alike(statement: str) -> bool:
        """Whether every outlet that could tell it does, in like words: a statement that says least."""
        own = shared[statement]
        differs = any((statement, known(row["article_id"])) in swapped for row in own if row["state"] == "told")
        return not differs and all(row["state"] != "missing here" for row in own)

    for statement in sorted(sorted(shared, key=alike)[:most], key=list(shared).index):
        own = shared[statement]
        cells = {
            row["outlet"]: _glance(desk, row, swapped.get((statement, known(row["article_id"]))))
            if words
            else _dot(desk, row)
            for row in own
        }
        rows.append(((Run(called[statement]),), tuple(cells.get(o, (Run("–"),)) for o in desk.outlets)))
    return rows


def _glance(desk: Desk, row: Any, words: Span | None) -> Rich:
    state, own = row["state"], [span_of(row)] if pd.notna(row["start"]) else []
    match _SIGNS[state]:
        case "●":
            differs = (Run(" "), desk.cited(quoted(_at(desk, words)), [words])) if words else ()
            return (desk.cited("●", own), *differs)
        case "?":
            return (desk.cited("perhaps", own, "muted"),)
        case "–":
            return (Run("not yet" if state == "written before" else "told before only", "muted"),)
    return (Run("○"),)


def _dot(desk: Desk, row: Any) -> Rich:
    sign = _SIGNS[row["state"]]
    return (desk.cited(sign, [span_of(row)]),) if sign in "●?" and pd.notna(row["start"]) else (Run(sign, "muted"),)


def _at(desk: Desk, place: Span) -> str:
    return desk.texts.texts[place[0]][place[1] : place[2]]


def _by_statement(rows: pd.DataFrame) -> dict[str, list[Any]]:
    return {str(key[0]): own for key, own in grouped(rows, "statement_id").items()}


def _close(desk: Desk) -> set[tuple[str, str]]:
    """The tellings, by statement and article, that keep many words of the statement's wording."""
    return {
        (row["statement_id"], row["b_article_id"])
        for row in records(desk["retellings"])
        if row["kept"] >= _CLOSE * (row["kept"] + row["swapped"] + row["added"])
    }


def _swapped(desk: Desk) -> dict[tuple[str, str], Span]:
    """For a statement and an article the first few words of its telling that stand for others in another."""
    close = _close(desk)
    found: dict[tuple[str, str], Span] = {}
    for step in records(desk["swaps"][desk["swaps"]["alone"]]):
        key = (step["statement_id"], step["b_article_id"])
        if key in close and all(len(step[f"{side}_words"].split()) <= _SWAPPED for side in "ab"):
            for side in "ab":
                place = (step[f"{side}_article_id"], int(step[f"{side}_start"]), int(step[f"{side}_end"]))
                found.setdefault((step["statement_id"], place[0]), place)
    return found


def _compared(desk: Desk) -> dict[tuple[str, str], list[Any]]:
    """For each statement and article the steps of its telling against the statement's wording, where they are close."""
    close = _close(desk)
    steps: dict[tuple[str, str], list[Any]] = {}
    for row in records(desk["swaps"]):
        key = (row["statement_id"], row["b_article_id"])
        if key in close and pd.notna(row["b_start"]):
            steps.setdefault(key, []).append(row)
    return steps


def ledger(desk: Desk, least_outlets: int = 2, first: int = 10, most: int = 60) -> Shown:
    """The statements that outlets surely share as cards: each outlet's words, and who does not tell it."""
    own = _by_statement(sure_rows(desk, least_outlets))
    if not own:
        return nothing("no statement is surely told by enough of these outlets")
    heads = {row["statement_id"]: row for row in records(desk["statements"])}
    against, called = _compared(desk), titles.names(desk)
    made = [_card(desk, called[s], rows, heads[s], against) for s, rows in list(own.items())[:most]]
    cut = f"{len(own) - most} more stand in the table “ledger”." if len(own) > most else ""
    return show.cards("statement", made, first, cut)


def _card(desk: Desk, title: str, rows: list[Any], head: Any, against: Mapping[tuple[str, str], list[Any]]) -> Card:
    told = [row for row in rows if row["state"] == "told"]
    told.sort(key=lambda row: (row["article_id"], row["start"]) != (head["article_id"], head["start"]))
    alike: dict[tuple[str, str], list[Any]] = {}
    for row in told:
        alike.setdefault((one_line(row["words"]), row["manner"]), []).append(row)
    lines = []
    for own in alike.values():
        where = joined(([desk.reference(span_of(row))] for row in own), ", ")
        runs = tuple(show.rich([*_marked(own[0], against), " ", *where]))
        lines.append(
            (
                names([row["outlet"] for row in own], NAMED if len(rows) <= NAMED else 3),
                _MANNERS.get(known(own[0]["manner"]), ""),
                runs,
            )
        )
    strip = tuple((row["outlet"], _SIGNS[row["state"]]) for row in rows)
    return Card((Run(title),), tuple(lines), strip, tuple(_elsewhere(desk, rows)))


def _elsewhere(desk: Desk, rows: list[Any]) -> list[Run]:
    """Who does not surely tell it: with the nearest sentence, for a reader to judge."""
    parts: list[list[str | Run]] = []
    for state, said in (("perhaps told", "Perhaps told"), ("unclear", "Unclear"), ("missing here", "Not found")):
        own = [row for row in rows if row["state"] == state]
        if own:
            near = [[r["outlet"], *([" (see ", _near(desk, r), ")"] if pd.notna(r["start"]) else [])] for r in own]
            more = [f" and {len(near) - _NEAR} more"] * (len(near) > _NEAR)
            parts.append([f"{said} in ", *joined(near[:_NEAR], ", "), *more])
    return list(show.rich([*joined(parts, ". "), "."])) if parts else []


def _near(desk: Desk, row: Any) -> Run:
    found = desk.passage(span_of(row))
    return Run(str(found.sentence.number), "", (found,))


def _marked(row: Any, against: Mapping[tuple[str, str], list[Any]]) -> list[str | Run]:
    """A telling's exact words, those marked that differ from the statement's wording."""
    marks: dict[str, Mark] = {"kept": "", "swapped": "changed", "added": "added"}
    steps = against.get((row["statement_id"], row["article_id"]), [])
    if not steps or not (row["start"] <= steps[0]["b_start"] and steps[-1]["b_end"] <= row["end"]):
        return [one_line(row["words"])]
    runs: list[str | Run] = []
    at = row["start"]
    for step in steps:
        runs += [one_line(row["words"][at - row["start"] : step["b_start"] - row["start"]])]
        runs += [Run(one_line(step["b_words"]), marks[step["change"]])]
        at = step["b_end"]
    return [run for run in [*runs, one_line(row["words"][at - row["start"] :])] if run != ""]
