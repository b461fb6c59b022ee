"""One statement, several tellings: the ledger, where accounts differ, and who leaves what out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.comparing.ledger import SURE
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Mark, Run
from newsparallax.reporting.chapters.common import BESIDE, charged, names, nothing, then
from newsparallax.reporting.desk import Desk, places, records, span_of
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
    verdicts = found["verdict"].value_counts()
    said = {
        "contradiction": "cannot both be true",
        "suspect": "where one account looks like a slip",
        "variation": "in wording or precision only",
    }
    kinds = [f"{verdicts[v]} {said[v]}" for v in _VERDICTS if v in verdicts]
    shared = f"{len(statements)} statement{'s are' if len(statements) != 1 else ' is'} told by two outlets or more"
    if len(statements):
        sure = sum(_sure(own) for _, own in desk["ledger"].groupby("statement_id"))
        shared += f"; {sure} of them are surely the same, the others are marked as uncertain"
    return show.finding(f"{shared}. Facts told differently: {', '.join(kinds) if kinds else 'none found'}.")


def ledger(desk: Desk, least_outlets: int = 2, most: int = 40) -> Shown:
    """The statements, one row each, with every outlet's wording; with many outlets a list."""
    rows = desk["ledger"]
    rows = rows[rows["carried_by"] >= least_outlets]
    if rows.empty:
        return nothing("no statement is told by enough of these outlets")
    lines, called = [], _names(desk)
    kept = list(dict.fromkeys(rows.sort_values("place", kind="stable")["statement_id"]))
    for statement in kept[:most]:
        own = rows[rows["statement_id"] == statement]
        first = own.iloc[0]
        carried: list[str | Run] = [f"{first['carried_by']} of {first['compared']}"]
        if not _sure(own):
            carried.append(Run(" (uncertain match)", "muted"))
        cells = {row["outlet"]: _told(desk, row) for row in records(own)}
        lines.append((called[statement], carried, cells))
    cut = f" {len(kept) - most} more stand in the table “ledger”." if len(kept) > most else ""
    caption = "The ledger: one statement, every outlet's wording, the most widely carried first"
    note = (
        "Exact words of each article; in brackets how they are given. Carried by: outlets that tell it, of those "
        "whose articles could. Uncertain match: alike enough to be put together, but on the coded events about "
        "one such pair in five was wrong; read the wordings before counting on it. "
        f"Not found: no passage is alike enough; the nearest one is linked for a reader to judge.{cut}"
    )
    if len(desk.outlets) > BESIDE:
        told = {(r["statement_id"], r["outlet"]) for r in records(rows[rows["state"] == "told"])}
        long = []
        for statement, (name, carried, cells) in zip(kept, lines, strict=False):
            wordings: list[str | Run] = []
            for outlet in (o for o in cells if (statement, o) in told):
                wordings += then(wordings, Run(f"{outlet}: ", "strong"), *show.rich(cells[outlet]))
            long.append((name, carried, wordings))
        return show.table(("Statement", "Carried by", "Wordings"), long, caption, note, (), (1.5, 0.7, 4))
    beside = [(name, carried, *(cells.get(o) for o in desk.outlets)) for name, carried, cells in lines]
    widths = (1.2, 0.9, *(1.2 for _ in desk.outlets))
    return show.table(("Statement", "Carried by", *desk.outlets), beside, caption, note, (), widths)


def _sure(own: pd.DataFrame) -> bool:
    """Whether a statement's rows of the ledger are alike enough in all its tellings."""
    return bool(own.loc[own["state"] == "told", "score"].min() >= SURE)


def _names(desk: Desk) -> dict[str, str]:
    """What each statement is called: who makes it, and the beginning of a wording."""
    columns = (desk["statements"][column] for column in ("statement_id", "speaker", "wording"))
    return {
        statement: f"{speaker if pd.notna(speaker) else 'the outlets'}: {_short(wording)}"
        for statement, speaker, wording in zip(*columns, strict=True)
    }


def _told(desk: Desk, row: Any) -> list[str | Run] | None:
    """One outlet's wording with its line; else why there is none."""
    if row["state"] == "written before":
        return [Run("written before", "muted")]
    if pd.isna(row["start"]):
        return [Run("not found", "muted")]
    place = (row["article_id"], int(row["start"]), int(row["end"]))
    line = f"line {desk.texts.line(place)}"
    where = desk.cited(line, [place], "muted", f"{row['outlet']} · {_short(row['words'])}")
    if row["state"] != "told":
        return [Run("not found; nearest: ", "muted"), where]
    also = f"; told {row['tellings']} times" if row["tellings"] > 1 else ""
    return [" ".join(row["words"].split()), Run(f" ({row['manner']}{also}) ", "muted"), where]


def swaps(desk: Desk, most: int = 25) -> Shown:
    """Two tellings of a statement side by side, with what differs marked."""
    rows = desk["retellings"]
    if rows.empty:
        return nothing("no statement has two tellings to compare")
    length = rows[["kept", "swapped", "added", "dropped"]].sum(axis=1)
    rows = rows.assign(alike=rows["kept"] / length).sort_values("alike", ascending=False, kind="stable")
    steps = desk["swaps"]
    body = []
    for row in records(rows.head(most)):
        mine = (steps["statement_id"] == row["statement_id"]) & (steps["b_article_id"] == row["b_article_id"])
        inside = (steps["b_start"].isna()) | ((steps["b_start"] >= row["b_start"]) & (steps["b_end"] <= row["b_end"]))
        aligned = steps[mine & inside].sort_values("step", kind="stable")
        one, other = (_marked(desk, row, aligned, side) for side in ("a", "b"))
        outlets = f"{desk.texts.labels[row['a_article_id']]} / {desk.texts.labels[row['b_article_id']]}"
        how = f"{row['a_manner']} / {row['b_manner']}"
        naming = "; ".join(row["naming"])
        body.append((outlets, one, other, f"{how}. {naming}" if naming else how))
    cut = f" {len(rows) - most} more stand in the table “retellings”." if len(rows) > most else ""
    return show.table(
        ("Outlets", "One telling", "Another telling", "Given as; actors named"),
        body,
        "Word swaps: two tellings of one statement, the most alike first",
        "Underlined and bold: other words in its place; struck: only in the one telling; dotted: only in the other."
        + cut,
        widths=(0.7, 2, 2, 1),
    )


def _marked(desk: Desk, row: Any, aligned: pd.DataFrame, side: str) -> list[str | Run]:
    marks: dict[str, Mark] = {"kept": "", "swapped": "changed", "added": "added", "dropped": "dropped"}
    steps = aligned[aligned[f"{side}_words"].notna()]
    words = [Run(" ".join(w.split()), marks[c]) for w, c in zip(steps[f"{side}_words"], steps["change"], strict=True)]
    place = (row[f"{side}_article_id"], int(row[f"{side}_start"]), int(row[f"{side}_end"]))
    line = desk.cited(f"line {desk.texts.line(place)}", [place], "muted", f"{desk.texts.labels[place[0]]}")
    spaced: list[str | Run] = []
    for run in words:
        spaced += then(spaced, run, by=" ")
    return [*spaced, " ", line]


def omissions(desk: Desk, most: int = 40) -> Shown:
    """Who leaves out what others tell, with the nearest passage."""
    rows = desk["ledger"]
    rows = rows[rows["state"] == "missing here"].sort_values("place", kind="stable")
    if rows.empty:
        return nothing("every article that could tell a shared statement tells it")
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


_LEFT_OUT = "Left out: statements that others tell"
_JUDGE = "The nearest passage lets a reader judge whether it is told after all."


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
        "Told by one outlet alone",
        f"No passage of another outlet is like these.{cut}",
        widths=(0.8, 4, 1.2),
    )


def parting(desk: Desk, most: int = 15) -> Shown:
    """Where the accounts part, the weightiest first: omissions and wordings (facts have a table of their own)."""
    rows = desk["parting"]
    rows = rows[rows["kind"] != "discrepancy"].sort_values("place", kind="stable")
    if rows.empty:
        return nothing("no shared statement is left out or worded differently enough to stand out")
    body, called = [], _names(desk)
    for row in records(rows.head(most)):
        name = called.get(row["reference"], "")
        passages = desk.count(len(row["evidence"]), row["evidence"], f"{row['kind']} · {name}")
        body.append((row["kind"], name, row["text"], passages))
    return show.table(
        ("Kind", "Statement", "What differs", "Passages"),
        body,
        "Shared statements that somebody leaves out or words differently",
        "The chapter on statements holds all of them, side by side.",
        ("Passages",),
        (0.7, 2.2, 2.2, 0),
    )


def _short(text: str, most: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def discrepancies(desk: Desk, caption: str = "Where the accounts differ in fact") -> Shown:
    """The facts told differently, with both sides' words and the reason."""
    found = desk["discrepancies"]
    if found.empty:
        return nothing("no fact was found that these articles tell differently")
    rank = found["verdict"].map(lambda v: _VERDICTS.get(v, len(_VERDICTS)))
    body = []
    for row in records(found.assign(rank=rank).sort_values("rank", kind="stable")):
        sides = desk["discrepancy_sides"]
        sides = sides[sides["discrepancy_id"] == row["discrepancy_id"]]
        body.append((row["kind"], row["verdict"], _sides(desk, sides), row["reason"]))
    return show.table(
        ("Fact", "Verdict", "The accounts", "Why it is shown"),
        body,
        caption,
        "Contradiction: both cannot be true; suspect: one account looks like a slip; variation: wording or "
        "precision differ. The texts "
        "alone do not tell who is right.",
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
