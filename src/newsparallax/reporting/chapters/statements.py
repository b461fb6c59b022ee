"""One statement, several tellings: every outlet's own words, and what differs in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import NAMED, Card, Mark, Rich, Run
from newsparallax.reporting.chapters import clashes, shared
from newsparallax.reporting.chapters.common import joined, known, names, nothing, one_line, quoted
from newsparallax.reporting.chapters.shared import Shared
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown
from newsparallax.tables import by
from newsparallax.values import State

_MANNERS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported", "refusal": "not answered"}
_SIGNS = {
    State.TOLD: "●",
    State.PERHAPS: "?",
    State.UNCLEAR: "?",
    State.MISSING: "○",
    State.WRITTEN_BEFORE: "–",
    State.WRITTEN_AFTER: "–",
}
_CLOSE = 0.3  # a telling with a smaller share of kept words is told in other words throughout: marks would cover it
_NEAR = 5  # outlets named with the nearest sentence; of more the rest is counted
_TELLINGS = 6  # wordings on a card; of more the sentences are named
_SWAPPED = 4  # words; longer stretches are told in other words throughout
# Words that begin or end so are a scrap of a group of words.
_SCRAP = re.compile(
    r"^(?:of|at|in|on|by|for|with|from|and|or)\b|"
    r"\b(?:of|at|in|on|by|for|with|from|and|or|to|the|an?|that|[‘“]\w+)$",
    re.I,
)


def summary(desk: Desk) -> Shown:
    """How many statements the outlets share."""
    if len(desk.articles) < 2:
        return show.text("With a single article there is no other account to compare it with.")
    sure = len(shared.statements(desk))
    perhaps = int((desk["ledger"].groupby("statement_id")["carried_by"].max() < 2).sum())
    if not sure:
        also = f" {perhaps} are perhaps told by two; the table “ledger” holds them." if perhaps else ""
        return show.text(f"No statement was found that two of these outlets surely tell.{also}")
    also = f"; {perhaps} more perhaps are, and stand in the table “ledger”" if perhaps else ""
    return show.text(
        [
            Run(f"{sure}", key="statements:sure"),
            f" statement{'s are' if sure != 1 else ' is'} told by two outlets or more{also}. Underlined: words that "
            "differ from the first telling; dotted: words that the first lacks. “Quoted” and “reported”: a source says "
            "it; else the outlet itself.",
        ]
    )


def at_a_glance(desk: Desk, most: int, words: bool = True) -> list[tuple[Rich, tuple[Rich, ...]]]:
    """Sure statements as rows of the overview: told, not found or not yet; with `words` also those that differ.

    The most widely told is one of them; then those that clash come before those that an outlet lacks or words
    otherwise, and last what all tell alike. What some announce and others tell as done has no one name, and no row.
    """
    rows: list[tuple[Rich, tuple[Rich, ...]]] = []
    early = desk.early
    found = [s for s in shared.statements(desk) if len({row["article_id"] in early for row in s.told}) == 1]
    swapped, clashing = _swapped(desk, found), clashes.grave(desk)
    apart = {s.statement_id: clashes.within(clashing, [span_of(row) for row in s.told], s.title) for s in found}

    def alike(statement: Shared) -> bool:
        """Whether every outlet that could tell it does, in like words: a statement that says least."""
        differs = any((statement.statement_id, known(row["article_id"])) in swapped for row in statement.told)
        return not differs and all(row["state"] != State.MISSING for row in statement.rows)

    def rank(statement: Shared) -> tuple[bool, bool, bool]:
        return statement is not found[0], not apart[statement.statement_id][1], alike(statement)

    for statement in sorted(sorted(found, key=rank)[:most], key=found.index):
        title, differ = apart[statement.statement_id]
        cells = {}
        for row in statement.rows:
            article = known(row["article_id"])
            place = differ.get(article) or swapped.get((statement.statement_id, article))
            cells[row["outlet"]] = _glance(desk, row, place) if words else _dot(desk, row)
        said = (Run(" (the accounts clash)", "emphasis"),) if differ else ()
        told = tuple(cells.get(outlet, (Run("–", "muted"),)) for outlet in desk.outlets)
        rows.append(((Run(title), *said), told))
    return rows


def _glance(desk: Desk, row: Any, words: Span | None) -> Rich:
    state = row["state"]
    match _SIGNS[state]:
        case "●":
            differs = (Run(" "), desk.cited(quoted(_at(desk, words), 50), [words])) if words else ()
            return (desk.cited("●", [span_of(row)]), *differs)
        case "–":
            return (Run("not yet" if state == State.WRITTEN_BEFORE else "told before only", "muted"),)
    return _dot(desk, row)


def _dot(desk: Desk, row: Any) -> Rich:
    sign = _SIGNS[row["state"]]
    if sign in "●?" and pd.notna(row["start"]):
        return (desk.cited(sign, [span_of(row)], "" if sign == "●" else "muted"),)
    return (Run(sign, "muted"),)


def _at(desk: Desk, place: Span) -> str:
    return desk.texts.texts[place[0]][place[1] : place[2]]


def _close(desk: Desk) -> set[tuple[str, str]]:
    """The tellings, by statement and article, that keep many words of the statement's wording."""
    told = desk["swaps"]
    told = told[told["change"] != "dropped"]
    words = told.assign(kept=told["words"].where(told["change"] == "kept", 0)).groupby(["statement_id", "b_article_id"])
    sums = words[["kept", "words"]].sum()
    return set(sums.index[sums["kept"] >= _CLOSE * sums["words"]])


def _swapped(desk: Desk, among: Sequence[Shared]) -> dict[tuple[str, str], Span]:
    """For a statement and an article the first few words of its telling that stand for others in another."""
    close = _close(desk)
    found: dict[tuple[str, str], Span] = {}
    told = close & {(statement.statement_id, row["article_id"]) for statement in among for row in statement.told}
    for step in records(desk["swaps"][desk["swaps"]["alone"]]):
        key = (step["statement_id"], step["b_article_id"])
        if key in told and _worth(step["a_words"], step["b_words"]):
            for side in "ab":
                place = (step[f"{side}_article_id"], int(step[f"{side}_start"]), int(step[f"{side}_end"]))
                found.setdefault((step["statement_id"], place[0]), place)
    return found


def _worth(*sides: str) -> bool:
    """Whether words that stand for each other are worth a cell: few, no scraps, and more than a spelling."""
    letters = {re.sub(r"\W", "", words).casefold() for words in sides}
    return len(letters) == len(sides) and all(
        len(words.split()) <= _SWAPPED and not _SCRAP.search(words.strip()) and re.search(r"\w{4}", words)
        for words in sides
    )


def _compared(desk: Desk) -> dict[tuple[Any, ...], list[Any]]:
    """For each statement and article the steps of its telling against the statement's wording, where they are close."""
    close = _close(desk)
    steps = desk["swaps"].dropna(subset=["b_start"])
    return {key: own for key, own in grouped(steps, "statement_id", "b_article_id").items() if key in close}


def ledger(desk: Desk, least_outlets: int = 2, first: int = 10, most: int = 60) -> Shown:
    """The statements that outlets surely share as cards: each outlet's words, and who does not tell it."""
    found = shared.statements(desk, least_outlets)
    if not found:
        return nothing("no statement is surely told by enough of these outlets")
    heads = {row["statement_id"]: row for row in records(desk["statements"])}
    against = _compared(desk)
    made = [_card(desk, statement, heads[statement.statement_id], against) for statement in found[:most]]
    cut = f"{len(found) - most} more stand in the table “ledger”." if len(found) > most else ""
    return show.cards("statement", made, first, cut)


def _card(desk: Desk, statement: Shared, head: Any, against: Mapping[tuple[Any, ...], list[Any]]) -> Card:
    rows = statement.rows
    told = statement.told
    told.sort(key=lambda row: (row["article_id"], row["start"]) != (head["article_id"], head["start"]))
    alike = by(told, lambda row: (one_line(row["words"]), row["manner"]))
    lines = []
    for own in list(alike.values())[:_TELLINGS]:
        where = joined(([desk.reference(span_of(row))] for row in own), ", ")
        steps = against.get((statement.statement_id, own[0]["article_id"]), [])
        runs = tuple(show.rich([*_marked(own[0], steps), " ", *where]))
        lines.append(
            (
                names([row["outlet"] for row in own], NAMED if len(rows) <= NAMED else 2),
                _MANNERS.get(known(own[0]["manner"]), ""),
                runs,
            )
        )
    if rest := [row for own in list(alike.values())[_TELLINGS:] for row in own]:
        where = joined(([desk.reference(span_of(row))] for row in rest), ", ")
        lines.append((f"{len(rest)} more", "", tuple(show.rich(where))))
    strip = tuple((row["outlet"], _SIGNS[row["state"]]) for row in rows)
    return Card((Run(statement.title),), tuple(lines), strip, tuple(_elsewhere(desk, rows)))


def _elsewhere(desk: Desk, rows: Sequence[Any]) -> list[Run]:
    """Who does not surely tell it: with the nearest sentence, for a reader to judge."""
    parts: list[list[str | Run]] = []
    for sign, said in (("○", "Not found in "), ("?", "Not sure: ")):
        own = [row for row in rows if _SIGNS[row["state"]] == sign]
        if own:
            near = [[r["outlet"], *([" (nearest: ", _near(desk, r), ")"] if pd.notna(r["start"]) else [])] for r in own]
            most = _NEAR if len(rows) <= NAMED else 3
            more = [f" and {len(near) - most} more"] * (len(near) > most)
            parts.append([said, *joined(near[:most], ", "), *more])
    return list(show.rich([*joined(parts, ". "), "."])) if parts else []


def _near(desk: Desk, row: Any) -> Run:
    found = desk.passage(span_of(row))
    return Run(str(found.sentence.number), "", (found,))


def _marked(row: Any, steps: Sequence[Any]) -> list[str | Run]:
    """A telling's exact words, those marked that differ from the statement's wording."""
    marks: dict[str, Mark] = {"kept": "", "swapped": "changed", "added": "added"}
    if not steps or not (row["start"] <= steps[0]["b_start"] and steps[-1]["b_end"] <= row["end"]):
        return [one_line(row["words"])]
    runs: list[str | Run] = []
    at = row["start"]
    for step in steps:
        runs += [one_line(row["words"][at - row["start"] : step["b_start"] - row["start"]])]
        runs += [Run(one_line(step["b_words"]), marks[step["change"]])]
        at = step["b_end"]
    return [run for run in [*runs, one_line(row["words"][at - row["start"] :])] if run != ""]
