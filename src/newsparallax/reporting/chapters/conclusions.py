"""Where the accounts part: the page a reader sees first."""

from __future__ import annotations

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import charged, nothing, then
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed


def banner(desk: Desk) -> Shown:
    """What this corpus can and cannot show."""
    counts = desk.articles["outlet"].value_counts()
    single = [o for o in desk.outlets if counts.get(o, 0) == 1]
    if not len(counts):
        return show.note("No article could be compared. The chapter on the corpus says why.", banner=True)
    if len(desk.articles) == 1:
        text = (
            "A single article, with nothing to compare it with. This report describes it: what it says, whom it "
            "quotes and which words it uses. It cannot show what it leaves out, how the outlet usually writes, "
            "or why the article is as it is."
        )
    elif len(single) == len(desk.outlets):
        text = (
            f"One article for each outlet. This report describes these {len(single)} articles: what each says, whom "
            "it quotes, which words it uses and where it differs from the others. "
            "It cannot show how an outlet usually writes, what it published elsewhere, or why an article is as it is."
        )
    else:
        text = (
            f"{len(desk.articles)} articles by {len(desk.outlets)} outlets. Figures speak of these articles; "
            "with few articles for an "
            "outlet they do not show how it usually writes."
        )
        if single:
            text += f" {listed(single)} {'are' if len(single) > 1 else 'is'} here with one article only."
    timing = desk.articles.loc[desk.articles["timing"] == "before", "outlet"]
    if 0 < len(timing) < len(desk.articles):
        early = listed(dict.fromkeys(timing))
        text += f" Written before the event, and not charged with leaving out what happened at it: {early}."
    return show.note(text + " Nothing here says who is right, and there is no score of bias.", banner=True)


def only_and_missing(desk: Desk) -> Shown:
    """Topics and speakers that one outlet alone has or lacks."""
    rows = desk["differences"]
    rows = rows[rows["kind"] != "written before"]
    if rows.empty:
        return nothing("no topic and no speaker is told by one outlet alone or left out by one")
    body = []
    for outlet in desk.outlets:
        own = rows[rows["outlet"] == outlet]
        cells = []
        for what, kind in (
            ("topic", "only here"),
            ("topic", "missing here"),
            ("speaker", "only here"),
            ("speaker", "missing here"),
        ):
            found = own[(own["what"] == what) & (own["kind"] == kind)]
            cells.append(_listed(desk, found))
        body.append((outlet, *cells))
    return show.table(
        ("Outlet", "Topics only here", "Topics missing here", "Speakers only here", "Speakers missing here"),
        body,
        "What one outlet alone has, and what it lacks while others have it",
        f"Missing: half of the other outlets or more have it, this one does not. {charged(desk)}",
        widths=(0.8, 1.3, 1.3, 1.3, 1.3),
    )


def _listed(desk: Desk, rows: pd.DataFrame) -> list[str | Run] | None:
    runs: list[str | Run] = []
    for r in records(rows):
        label = f"{r['label']} · {r['kind']} · {r['outlet']}"
        runs += then(runs, desk.cited(r["label"], r["evidence"], label=label), by=", ")
    return runs or None
