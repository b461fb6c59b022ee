"""Words that frame the event: loaded words, names, and who is shown to act; the outlet's own voice kept apart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reading.article import TOLD
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import beside, first, known, nothing, short
from newsparallax.reporting.desk import Desk, grouped, records, span_of
from newsparallax.reporting.show import Shown


def _rows(desk: Desk, table: str) -> pd.DataFrame:
    """The tags of a table with their outlets, in the order of the outlets and of the texts."""
    rows = desk[table].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    rows = rows[rows["role"].isin(TOLD)]
    return rows.assign(rank=rows["outlet"].map(desk.rank)).sort_values(["rank", "article_id", "start"], kind="stable")


def loaded(desk: Desk, most: int = 15) -> Shown:
    """The loaded words each outlet uses in its own voice, each in its sentence."""
    rows = _rows(desk, "marks")
    rows = rows[(rows["category"] == "loaded") & ~rows["negated"].astype(bool)]
    quoted = int((rows["voice"] != "narrator").sum())
    others = (
        f"{quoted} more {'stand' if quoted != 1 else 'stands'} in words that the articles quote or report."
        if quoted
        else ""
    )
    rows = rows[rows["voice"] == "narrator"]
    if rows.empty:
        why = "That is a list of words: others may take a side, too." + f" {others}" * bool(others)
        return nothing("none of the codebook's loaded words stands in an outlet's own voice", why)
    each = max(1, most // rows["outlet"].nunique())  # of many outlets each is heard
    shown = rows if len(rows) <= most else rows.groupby("outlet", sort=False).head(each).head(most)
    body = [(row["outlet"], row["label"], desk.in_sentence(span_of(row))) for row in records(shown)]
    cut = f" {len(rows) - len(shown)} more are marked in the articles." if len(rows) > len(shown) else ""
    return show.table(
        ("Outlet", "Kind", "In its sentence"),
        body,
        "Loaded words in the outlet's own voice",
        "Words that take a side where another would have told the same: a place to read the sentence, not a verdict. "
        f"{others}{cut}",
        widths=(0.8, 1, 4),
    )


def naming(desk: Desk, actors: int = 6, wordings: int = 3) -> Shown:
    """How each outlet names the main actors."""
    rows = desk["naming"]
    rows = rows[rows["outlet"].isin(desk.outlets) & rows["type"].isin(("person", "organisation"))]
    if rows.empty:
        return nothing("no person and no organisation is named")
    sums = rows.groupby("actor", sort=False)["mentions"].sum().sort_values(ascending=False, kind="stable")
    order = list(sums.index[:actors])
    cells = {}
    for (actor, outlet), own in grouped(rows[rows["actor"].isin(order)], "actor", "outlet").items():
        told = sorted(own, key=lambda r: (not r["first"], -r["mentions"]))
        cells[actor, outlet] = first(
            [desk.cited(f"{r['wording']} {r['mentions']}×", r["evidence"]) for r in told], wordings
        )
    note = "First the wording of the first mention, then the most frequent ones. Pronouns are not counted."
    return beside(desk, cells, order, "Actor", "How the main actors are named", note)


def deeds(desk: Desk, actors: int = 5, each: int = 4, least: int = 6) -> Shown | None:
    """Who is shown to do what to whom, in the outlet's own voice; of fewer deeds than `least` no table is made."""
    rows = _rows(desk, "actions")
    plain = ~rows["negated"].astype(bool) & rows["modality"].isna() & (rows["voice"] == "narrator")
    rows = rows[plain & rows["agent_actor"].notna()]
    if len(rows) < least:
        return None
    order = [str(actor) for actor in rows["agent_actor"].value_counts(sort=True).index[:actors]]
    by_actor = grouped(rows[rows["agent_actor"].isin(order)], "agent_actor", "outlet").items()
    cells = {(actor, outlet): first([_deed(desk, row) for row in own], each) for (actor, outlet), own in by_actor}
    note = (
        "Deeds told as facts in the outlet's own voice: the verb, and whom it concerns. What is denied, planned or "
        "only possible is left out."
    )
    return beside(desk, cells, order, "Actor", "Who acts how", note)


def _deed(desk: Desk, row: Any) -> Run:
    whom = known(row["patient_actor"]) or short(known(row["patient"]), 40)
    return desk.cited(" → ".join(part for part in (row["verb"], whom) if part), [span_of(row)])
