"""Where the accounts part: the page a reader sees first."""

from __future__ import annotations

from typing import Any

from newsparallax import codebooks
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import charged, nothing, then, worded
from newsparallax.reporting.desk import Desk, records, span
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
    """Topics and speakers that one outlet alone has or lacks; of general topics those that rest on more than a word."""
    rows = desk["differences"]
    rows = rows[rows["kind"].isin(("only here", "missing here"))]
    kept = rows[(rows["what"] == "speaker") | rows["firm"] | rows["codebook"].eq(codebooks.CORPUS).fillna(False)]
    if rows.empty:
        return nothing("no topic and no speaker is told by one outlet alone or left out by one")
    if kept.empty:
        return nothing(
            "no speaker is quoted by one outlet alone or left out by one, and no topic on more than a single passage",
            "The chapter on topics lists what rests on single words.",
        )
    # Of two outlets the one lacks what the other alone has: told once.
    kinds = ("only here", "missing here") if len(desk.outlets) > 2 else ("only here",)
    columns = [(what, kind) for what in ("topic", "speaker") for kind in kinds]
    body = []
    for outlet in desk.outlets:
        own = kept[kept["outlet"] == outlet]
        found = (own[(own["what"] == what) & (own["kind"] == kind)] for what, kind in columns)
        body.append((outlet, *(_listed(desk, _told_once(records(rows))) for rows in found)))
    missing = (
        " Missing: half of the other outlets or more have it, this one does not, not even in a caption."
        if len(kinds) > 1
        else " What the one alone has, the other lacks, if it could have it at all."
    )
    return show.table(
        ("Outlet", *(f"{what.capitalize()}s {kind}" for what, kind in columns)),
        body,
        "What one outlet alone has, and what it lacks while others have it",
        "Topics of the event (corpus.toml), and of the general codebook those that rest on two passages or more; in "
        f"quotation marks the words, where they are few.{missing} {charged(desk)}",
        widths=(0.8, *(1.3 for _ in columns)),
    )


def _told_once(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Differences without the general topics whose every passage lies within one of the event's own topics here."""
    own = [span(place) for r in rows if r["codebook"] == codebooks.CORPUS for place in r["evidence"]]

    def inside(place: str) -> bool:
        article, start, end = span(place)
        return any(article == a and low < end and start < high for a, low, high in own)

    return [r for r in rows if r["codebook"] in (codebooks.CORPUS, None) or not all(map(inside, r["evidence"]))]


def _listed(desk: Desk, rows: list[dict[str, Any]]) -> list[str | Run] | None:
    runs: list[str | Run] = []
    for r in rows:
        label = f"{r['label']} · {r['kind']} · {r['outlet']}"
        words = worded(r) if r["what"] == "topic" else ""
        runs += then(runs, desk.cited(r["label"], r["evidence"], label=label), by=", ")
        runs += [Run(f" ({words})", "muted")] if words else []
    return runs or None
