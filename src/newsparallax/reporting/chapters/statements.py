"""One statement, several tellings: the ledger, where accounts differ, and who leaves what out."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import BESIDE, nothing, then
from newsparallax.reporting.desk import Desk, places
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed

_VERDICTS = {"contradiction": 0, "suspect": 1, "variation": 2}


def finding(desk: Desk) -> Shown:
    """How many statements the outlets share, and how many facts they tell differently."""
    statements, found = desk["statements"], desk["discrepancies"]
    if statements.empty and found.empty:
        return show.finding(
            "No statement was found that two of these articles tell, and no fact they tell differently."
        )
    verdicts = found["verdict"].value_counts()
    kinds = [f"{verdicts[v]} {v}" for v in _VERDICTS if v in verdicts]
    shared = f"{len(statements)} statement{'s are' if len(statements) != 1 else ' is'} told by two outlets or more"
    if len(statements):
        shared += f", the widest by {int(statements['outlets'].max())} of {len(desk.outlets)}"
    return show.finding(f"{shared}. Facts told differently: {', '.join(kinds) if kinds else 'none found'}.")


def ledger(desk: Desk, least_outlets: int = 2, most: int = 40) -> Shown:
    """The statements, one row each, with every outlet's wording; with many outlets a list."""
    statements = desk["statements"]
    statements = statements[statements["outlets"] >= least_outlets]
    if statements.empty:
        return nothing("no statement is told by enough of these outlets")
    order = ["outlets", "tellings", "score"]
    statements = statements.sort_values(order, ascending=False, kind="stable")
    tellings = desk["tellings"]
    rows = []
    for _, statement in statements.head(most).iterrows():
        own = tellings[tellings["statement_id"] == statement["statement_id"]]
        speaker = f"{statement['speaker']}: " if pd.notna(statement["speaker"]) else "the outlets: "
        carried = f"{statement['outlets']} of {len(desk.outlets)}"
        cells = {o: _wordings(desk, own[own["outlet"] == o]) for o in desk.outlets}
        rows.append((f"{speaker}{_short(statement['wording'])}", carried, cells))
    cut = f" {len(statements) - most} more stand in the table `statements`." if len(statements) > most else ""
    caption = "The ledger: one statement, every outlet's wording, the most widely carried first"
    note = (
        "Exact words of each article; in brackets how they are given (quoted, reported or the narrator's). A "
        "dash: the outlet does not "
        f"carry the statement, as far as the alignment sees.{cut}"
    )
    if len(desk.outlets) > BESIDE:
        long = [(name, carried, o, cell) for name, carried, cells in rows for o, cell in cells.items() if cell]
        return show.table(("Statement", "Carried by", "Outlet", "Wording"), long, caption, note, (), (2, 0.6, 0.8, 3))
    beside = [(name, carried, *cells.values()) for name, carried, cells in rows]
    widths = (1.2, 0.5, *(1.2 for _ in desk.outlets))
    return show.table(("Statement", "Carried by", *desk.outlets), beside, caption, note, (), widths)


def _wordings(desk: Desk, tellings: pd.DataFrame) -> list[str | Run] | None:
    """The telling most like the others in full, any further ones by their line."""
    runs: list[str | Run] = []
    ranked = tellings.sort_values("score", ascending=False, kind="stable")
    for (_, row), place in zip(ranked.iterrows(), places(ranked), strict=True):
        line = desk.texts.passage(place).line
        where = desk.cited(f"line {line}", [place], "muted", f"{row['outlet']} · {_short(str(row['words']))}")
        if runs:
            runs += [Run(", also ", "muted"), where]
            continue
        how = row["kind"] if pd.notna(row["kind"]) else row["voice"]
        part = f", {row['role']}" if row["role"] != "body" else ""
        runs += [" ".join(str(row["words"]).split()), Run(f" ({how}{part}) ", "muted"), where]
    return runs or None


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
    for _, row in found.assign(rank=rank).sort_values("rank", kind="stable").iterrows():
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
        for (_, row), place in zip(own.iterrows(), places(own), strict=True):
            words.setdefault(" ".join(str(row["words"]).split()), []).append((row["outlet"], place))
        for text, told in words.items():
            who = listed(dict.fromkeys(o for o, _ in told))
            label = f"{value}: {who}"
            runs += then(runs, Run(f"{who}: "), desk.cited(f"“{text}”", [p for _, p in told], "strong", label))
    return runs
