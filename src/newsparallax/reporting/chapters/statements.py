"""One statement, several tellings: the ledger, where accounts differ, and who leaves what out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Mark, Run
from newsparallax.reporting.chapters.common import BESIDE, charged, names, nothing, then
from newsparallax.reporting.desk import Desk, places, records, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed

_VERDICTS = {"contradiction": 0, "suspect": 1, "variation": 2}


def finding(desk: Desk) -> Shown:
    """How many statements the outlets share, and how many facts they tell differently."""
    statements, found = desk["statements"], desk["discrepancies"]
    if len(desk.articles) < 2:
        return show.finding("With a single article there is no other account to compare it with.")
    if statements.empty and found.empty:
        return show.finding(
            "No statement was found that two of these articles tell, and no fact they tell differently."
        )
    verdicts = found[_several(desk)]["verdict"].value_counts()
    said = {
        "contradiction": "cannot both be true",
        "suspect": "where one account looks like a slip",
        "variation": "in wording or precision only",
    }
    kinds = [f"{verdicts[v]} {said[v]}" for v in _VERDICTS if v in verdicts]
    sure = int((statements["sure_outlets"] > 1).sum())
    shared = f"{sure} statement{'s are' if sure != 1 else ' is'} surely told by two outlets or more"
    if perhaps := len(statements) - sure:
        shared += f", {perhaps} more perhaps"
    return show.finding(
        f"{shared}. Facts told differently: {', '.join(kinds) if kinds else 'none found by these checks'}."
    )


def _several(desk: Desk) -> pd.Series:
    """Whether the sides of each discrepancy tell several things; a page's odd date differs from no other account."""
    values = desk["discrepancy_sides"].groupby("discrepancy_id")["value"].nunique()
    return desk["discrepancies"]["discrepancy_id"].map(values).fillna(0) > 1


def ledger(desk: Desk, least_outlets: int = 2, most: int = 40) -> Shown:
    """The statements that outlets surely share, each with every outlet's wording; with many outlets a list."""
    rows = desk["ledger"]
    rows = rows[rows["carried_by"] >= max(least_outlets, 2)]
    if rows.empty:
        return nothing("no statement is surely told by enough of these outlets")
    return _tellings(
        desk,
        rows,
        most,
        "The ledger: one statement, every outlet's wording, the most widely carried first",
        "Surely the same: of 122 pairs of passages taken for that on hand-coded events 94 told the same, 25 the same "
        "in part, 3 something else.",
    )


def perhaps(desk: Desk, least_outlets: int = 2, most: int = 8) -> Shown:
    """Statements that outlets perhaps share, for a reader to judge."""
    rows = desk["ledger"]
    rows = rows[(rows["carried_by"] < 2) & (rows["carried_by"] + rows["perhaps"] >= least_outlets)]
    if rows.empty:
        return nothing("no passages are alike without being surely the same")
    return _tellings(
        desk,
        rows,
        most,
        "Perhaps the same statement, told in other words",
        "Alike enough to be shown, not enough to be counted: of 119 such pairs of passages on hand-coded events 43 "
        "told the same, 47 the same in part, 29 something else. Nobody is charged with leaving these out.",
    )


def _tellings(desk: Desk, rows: pd.DataFrame, most: int, caption: str, note: str) -> Shown:
    """Statements one after another, each headed by who makes it and how many carry it, with their wordings below."""
    kept = list(dict.fromkeys(rows.sort_values("place", kind="stable")["statement_id"]))
    heads = {row["statement_id"]: row for row in records(desk["statements"])}
    against, beside = _compared(desk), len(desk.outlets) <= BESIDE
    body: list[tuple[Any, ...]] = []
    for statement in kept[:most]:
        own = records(rows[rows["statement_id"] == statement])
        cells = {row["outlet"]: _told(desk, row, heads[statement], against) for row in own}
        speaker = heads[statement]["speaker"]
        parts = (str(own[0]["place"]), speaker if pd.notna(speaker) else "", _carried(own[0]))
        called = " · ".join(part for part in parts if part)
        if beside:
            body += [(called,), tuple(cells.get(outlet) for outlet in desk.outlets)]
            continue
        alike: dict[str, list[str]] = {}
        for row in (r for r in own if r["state"] in _TELLS):
            alike.setdefault(f"{row['state']}: {' '.join(row['words'].split())}", []).append(row["outlet"])
        wordings: list[str | Run] = []
        for told_by in alike.values():
            wordings += then(wordings, Run(f"{listed(told_by)}: ", "strong"), *show.rich(cells[told_by[0]]))
        body.append((called, wordings))
    cut = f" {len(kept) - most} more stand in the table “ledger”." if len(kept) > most else ""
    explained = (
        f"{note} Exact words of each article, in brackets how they are given. Underlined: other words than in the "
        "telling marked ●, in their place; dotted: words that one lacks. Written before, written after: the statement "
        "belongs to the other side of the event. Not found: no passage is like it; unclear: one is somewhat like it; "
        f"the nearest is linked for a reader to judge.{cut}"
    )
    if beside:
        return show.table(desk.outlets, body, caption, explained)
    return show.table(("Statement", "Wordings"), body, caption, explained, widths=(1, 4))


_TELLS = ("told", "perhaps told")


def _carried(row: Any) -> str:
    sure, could = row["carried_by"], row["compared"]
    if sure < 2:
        return f"perhaps told by {sure + row['perhaps']} of {could}"
    return f"told by {sure} of {could}" + (f", perhaps by {row['perhaps']} more" if row["perhaps"] else "")


def _names(desk: Desk) -> dict[str, str]:
    """What each statement is called: who makes it, and the beginning of what is told."""
    said: dict[str, list[Any]] = {}
    for row in records(desk["attributions"]):
        said.setdefault(row["article_id"], []).extend(row["content_spans"])
    called = {}
    for row in records(desk["statements"]):
        told = row["wording"]
        # Who says it, and how, stands before the content: the words told are what a reader needs.
        begins = [low for low, high in said.get(row["article_id"], ()) if row["start"] < low < row["end"] <= high + 1]
        if begins and 2 * (row["end"] - min(begins)) >= row["end"] - row["start"]:
            told = "… " + told[min(begins) - row["start"] :]
        called[row["statement_id"]] = f"{row['speaker']}: {_short(told)}" if pd.notna(row["speaker"]) else _short(told)
    return called


def _compared(desk: Desk) -> dict[tuple[str, str], list[Any]]:
    """For each statement and article the steps of its telling against the statement's wording, where they are close."""
    close = _close(desk)
    steps: dict[tuple[str, str], list[Any]] = {}
    for row in records(desk["swaps"]):
        key = (row["statement_id"], row["b_article_id"])
        if key in close and pd.notna(row["b_start"]):
            steps.setdefault(key, []).append(row)
    return steps


def _close(desk: Desk) -> set[tuple[str, str]]:
    """The tellings, by statement and article, that keep many words of the statement's wording."""
    return {
        (row["statement_id"], row["b_article_id"])
        for row in records(desk["retellings"])
        if row["kept"] >= _CLOSE * (row["kept"] + row["swapped"] + row["added"])
    }


# A telling with a smaller share of kept words is told in other words throughout: marks would cover it.
_CLOSE = 0.3


def _told(desk: Desk, row: Any, head: Any, against: Mapping[tuple[str, str], list[Any]]) -> list[str | Run] | None:
    """One outlet's wording with its line; else why there is none."""
    if row["state"] in ("written before", "written after"):
        return [Run(row["state"], "muted")]
    if pd.isna(row["start"]):
        return [Run("not found", "muted")]
    place = (row["article_id"], int(row["start"]), int(row["end"]))
    line = f"line {desk.texts.line(place)}"
    where = desk.cited(line, [place], "muted", f"{row['outlet']} · {_short(row['words'])}")
    if row["state"] not in _TELLS:
        return [Run(f"{'unclear' if row['state'] == 'unclear' else 'not found'}; nearest: ", "muted"), where]
    manner = row["manner"] + (f"; told {row['tellings']} times" if row["tellings"] > 1 else "")
    before: list[str | Run] = []
    if (row["article_id"], row["start"]) == (head["article_id"], head["start"]):
        before = ["● "]
    elif row["state"] == "perhaps told" and row["carried_by"] > 1:
        before = [Run("perhaps: ", "muted")]
    return [*before, *_marked(row, against), Run(f" ({manner}) ", "muted"), where]


def _marked(row: Any, against: Mapping[tuple[str, str], list[Any]]) -> list[str | Run]:
    """A telling's exact words, those marked that differ from the statement's wording."""
    marks: dict[str, Mark] = {"kept": "", "swapped": "changed", "added": "added"}
    steps = against.get((row["statement_id"], row["article_id"]), [])
    if not steps or not (row["start"] <= steps[0]["b_start"] and steps[-1]["b_end"] <= row["end"]):
        return [_line(row["words"])]
    runs: list[str | Run] = []
    at = row["start"]
    for step in steps:
        runs += [_line(row["words"][at - row["start"] : step["b_start"] - row["start"]])]
        runs += [Run(_line(step["b_words"]), marks[step["change"]])]
        at = step["b_end"]
    return [run for run in [*runs, _line(row["words"][at - row["start"] :])] if run != ""]


def _line(text: str) -> str:
    """The words on one line, spaces at the ends kept."""
    return re.sub(r"\s+", " ", text)


# Longer stretches are told in other words throughout.
_SWAPPED = 4


def swaps(desk: Desk, most: int = 25) -> Shown:
    """Words that stand for other words in tellings of one statement; outlets that do alike in one row."""
    rows = desk["retellings"]
    close, called = _close(desk), _names(desk)
    swapped: dict[tuple[str, str], dict[str, list[Span]]] = {}
    for step in records(desk["swaps"][desk["swaps"]["alone"]]):
        key = (step["statement_id"], step["b_article_id"])
        if key in close and _longest(step) <= _SWAPPED:
            words = " / ".join(f"“{' '.join(step[f'{side}_words'].split())}”" for side in ("a", "b"))
            spans = [
                (step[f"{side}_article_id"], int(step[f"{side}_start"]), int(step[f"{side}_end"])) for side in "ab"
            ]
            swapped.setdefault(key, {}).setdefault(words, []).extend(spans)
    alike: dict[tuple[str, ...], list[Any]] = {}
    for row in records(rows[rows["sure"]]):
        found = swapped.get((row["statement_id"], row["b_article_id"]), {})
        given = " / ".join(dict.fromkeys((row["a_manner"], row["b_manner"])))
        if found or row["naming"]:
            key_ = (row["statement_id"], row["a_article_id"], *found, "; ".join(row["naming"]), given)
            alike.setdefault(key_, []).append(row)
    body = []
    for (statement, first, *words_, naming, given), own in alike.items():
        others = listed(dict.fromkeys(desk.texts.labels[row["b_article_id"]] for row in own))
        pairs: list[str | Run] = []
        for words in words_:
            spans = [span for row in own for span in swapped[statement, row["b_article_id"]][words]]
            label = f"{desk.texts.labels[first]} / {others}"
            pairs += then(pairs, desk.cited(words, list(dict.fromkeys(spans)), label=label))
        body.append((called[statement], f"{desk.texts.labels[first]} / {others}", pairs or None, naming or None, given))
    if not body:
        return nothing("the tellings of shared statements differ in no single words")
    cut = f" {len(body) - most} more stand in the table “retellings”." if len(body) > most else ""
    return show.table(
        ("Statement", "Outlets", "Words swapped", "Who is named how", "Given as"),
        body[:most],
        "Word swaps: other words in the same place, and who is named how",
        f"Statements surely shared; swaps that stand between words both have.{cut}",
        widths=(1.6, 1, 1.6, 1.6, 0.8),
    )


def _longest(step: Any) -> int:
    return max(len(step[f"{side}_words"].split()) for side in ("a", "b"))


def omissions(desk: Desk, most: int = 40) -> Shown:
    """Who leaves out what others tell, with the nearest passage."""
    rows = desk["ledger"]
    rows = rows[(rows["state"] == "missing here") & (rows["carried_by"] > 1)].sort_values("place", kind="stable")
    if rows.empty:
        return nothing("every article that could tell a statement surely shared has at least a passage like it")
    if len(desk.outlets) > BESIDE:
        return _omissions_by_statement(desk, rows, most)
    body, called = [], _names(desk)
    for row in records(rows.head(most)):
        nearest: list[str | Run] = [Run("no word shared", "muted")]
        if pd.notna(row["start"]):
            label = f"Nearest in {row['outlet']}"
            nearest = [desk.cited(_short(row["words"], 120), [span_of(row)], label=label)]
            nearest += [Run(f" (likeness {row['score']:.2f})", "muted")] if pd.notna(row["score"]) else []
        body.append((called[row["statement_id"]], _carriers(desk, row), row["outlet"], nearest))
    cut = f" {len(rows) - most} more stand in the table “ledger”." if len(rows) > most else ""
    return show.table(
        ("Statement", "Told by", "Not found in", "Nearest passage there"),
        body,
        _LEFT_OUT,
        f"{charged(desk)} {_JUDGE}{cut}",
        widths=(2, 1.1, 0.8, 2),
    )


_LEFT_OUT = "Left out: statements that others surely tell"
_JUDGE = (
    "Outlets with a passage somewhat like it (unclear in the ledger) are not listed. Not found is not the same as left "
    "out: what is told in quite other words is missed (the chapter on methods says how often); the nearest passage "
    "lets a reader judge."
)


def _carriers(desk: Desk, row: Any) -> Run:
    """Who tells a statement, linked to the tellings."""
    ledger = desk["ledger"]
    told = ledger[(ledger["statement_id"] == row["statement_id"]) & (ledger["state"] == "told")]
    who = names(list(told["outlet"]))
    return desk.cited(f"{who} ({row['carried_by']} of {row['compared']})", places(told), label=f"Told by {who}")


def _omissions_by_statement(desk: Desk, rows: pd.DataFrame, most: int) -> Shown:
    """With many outlets: those that leave a statement out in one cell, for statements that most of them tell."""
    rows = rows[rows["carried_by"] * 2 >= rows["compared"]]
    if rows.empty:
        return nothing("no statement that half of the outlets tell is left out by another")
    body, called = [], _names(desk)
    for statement, own in list(rows.groupby("statement_id", sort=False))[:most]:
        missing: list[str | Run] = []
        for row in records(own):
            near = [span_of(row)] if pd.notna(row["start"]) else []
            missing += then(missing, desk.cited(row["outlet"], near, label=f"Nearest in {row['outlet']}"), by=", ")
        body.append((called[str(statement)], _carriers(desk, own.iloc[0]), missing))
    return show.table(
        ("Statement", "Told by", "Not found in"),
        body,
        _LEFT_OUT,
        f"Statements that half of the outlets or more tell; the others stand in the table “ledger”. {charged(desk)} "
        f"Each outlet's name leads to its nearest passage. {_JUDGE}",
        widths=(2, 1.1, 2.8),
    )


def only_here(desk: Desk, most: int = 40) -> Shown:
    """Passages that nobody else tells."""
    rows = desk["only_here"]
    rows = rows[rows["outlet"].isin(desk.outlets)]
    if len(desk.outlets) < 2:
        return nothing("there is no other outlet to compare with")
    if rows.empty:
        return nothing("every passage has one like it in another outlet")
    body = []
    for row, place in zip(records(rows), places(rows), strict=True):
        speaker = f"{row['speaker']}, " if pd.notna(row["speaker"]) else ""
        words = desk.cited(" ".join(row["words"].split()), [place], label=f"Only in {row['outlet']}")
        body.append((row["outlet"], words, f"{speaker}{row['manner']}"))
    cut = f" {len(body) - most} more stand in the table “only_here”." if len(body) > most else ""
    return show.table(
        ("Outlet", "Passage", "Who says it"),
        body[:most],
        "No similar wording found in another outlet",
        "What is told elsewhere in quite other words may stand here; passages somewhat like another stand neither here "
        f"nor in the ledger.{cut}",
        widths=(0.8, 4, 1.2),
    )


def _short(text: str, most: int = 100) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def discrepancies(desk: Desk, gravest: int | None = None) -> Shown:
    """The facts told differently, with both sides' words and the reason.

    `gravest`: at most so many, and variations in wording or precision only where there is nothing else.
    """
    found = desk["discrepancies"]
    if found.empty:
        return nothing("no fact was found that these articles tell differently")
    found = found.assign(rank=found["verdict"].map(_VERDICTS)).sort_values("rank", kind="stable")
    shown = found
    if gravest is not None:
        several = found[_several(desk)]
        grave = several[several["verdict"] != "variation"]
        shown = (grave if len(grave) else several).head(gravest)
    left = len(found) - len(shown)
    more = f" {left} more stand{'s' * (left == 1)} in the chapter on statements." if left else ""
    body = []
    for row in records(shown):
        sides = desk["discrepancy_sides"]
        sides = sides[sides["discrepancy_id"] == row["discrepancy_id"]]
        body.append((row["kind"], row["verdict"], _sides(desk, sides), row["reason"]))
    return show.table(
        ("Fact", "Verdict", "The accounts", "Why it is shown"),
        body,
        "Where the accounts differ in fact",
        "Contradiction: both cannot be true; suspect: one account looks like a slip; variation: wording or "
        f"precision differ. The texts alone do not tell who is right.{more}",
        widths=(0.7, 0.8, 3, 2.2),
    )


def _sides(desk: Desk, sides: pd.DataFrame) -> list[str | Run]:
    runs: list[str | Run] = []
    for value, own in sides.groupby("value", sort=False):
        words: dict[str, list[Any]] = {}
        for row, place in zip(records(own), places(own), strict=True):
            words.setdefault(" ".join(str(row["words"]).split()), []).append((row["outlet"], place))
        for text, told in words.items():
            who = listed(dict.fromkeys(o for o, _ in told))
            label = f"{value}: {who}"
            runs += then(runs, Run(f"{who}: "), desk.cited(f"“{text}”", [p for _, p in told], "strong", label))
    return runs
