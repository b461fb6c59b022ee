"""The first screen: what is known best, in three sentences and one picture; then the headlines side by side."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import pandas as pd

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Bar, Card, Cell, Overview, Rich, Run, plain
from newsparallax.reporting.chapters import clashes, methods, shared, sourcing, statements
from newsparallax.reporting.chapters.common import BESIDE, joined, names, published, short, written_by
from newsparallax.reporting.desk import Desk, grouped, records, span, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown
from newsparallax.values import State

_TIMING = {"before": "before the event", "on": "on the day", "after": "after the event"}
_HEAD = 28  # characters of a statement at the head of its column
LEAD, PAGE = 3, 6  # claims that lead the report, and all on its first page
_CLAIMS = {
    "clash": "Facts that clash",
    "reply_missing": "A reply that is missing",
    "only_here": "Told only here",
    "left_out": "Left out",
    "takes_side": "In its own voice",
    "wording": "Wording",
    "headline": "Headlines",
    "who_speaks": "Who speaks",
    "timing": "Timing",
}
_QUOTED = re.compile(r"“([^“”]+)”")


def lead(desk: Desk, most: int = LEAD) -> list[Shown]:
    """The first claims that are sure, each linked to its sentences; where there is none, that."""
    rows = _leading(desk, most)
    if len(rows):
        return [show.lead(said(desk, row)) for row in records(rows)]
    if len(desk.articles) < 2:
        return [show.lead("There is no second article to compare this one with.")] if len(desk.articles) else []
    return [
        show.lead(
            "No contrast between these articles was found that is sure enough to be said here. What they share, and "
            "what may differ, stands below."
        )
    ]


def others(desk: Desk, after: int = LEAD) -> Shown | None:
    """The sure claims after those that lead the report, folded; all others stand in the table of claims."""
    rows = _sure(desk)
    rows = rows[rows["kind"] != "headline"].drop(_leading(desk, after).index).head(PAGE - after)
    cards = [
        Card((Run(_CLAIMS[row["kind"]]),), ((names(list(row["outlets"])), "", tuple(show.rich(said(desk, row)))),))
        for row in records(rows)
    ]
    return show.cards("contrast", cards, 0) if cards else None


def _sure(desk: Desk) -> pd.DataFrame:
    rows = desk["claims"]
    return rows[rows["sure"].astype(bool)].sort_values("rank", kind="stable")


def _leading(desk: Desk, most: int) -> pd.DataFrame:
    """The claims that lead the report; headlines and times of writing stand in the overview anyway."""
    rows = _sure(desk)
    return rows[~rows["kind"].isin(("headline", "timing"))].head(most)


def said(desk: Desk, claim: Any) -> list[str | Run]:
    """A claim's sentence; the words it quotes are linked to where they stand, else all of it to its passages."""
    places = [span(place) for place in claim["evidence"]]
    left, at = list(places), 0
    runs: list[str | Run] = []
    text = claim["sentence"]
    for quoted in _QUOTED.finditer(text):
        found = next((p for p in (_found(desk, quoted[1], place) for place in left or places) if p), None)
        if found is None:
            continue
        runs += [text[at : quoted.start()], desk.cited(quoted[0], [found])]
        at = quoted.end()
        left = [p for p in left if not (p[0] == found[0] and p[1] < found[2] and found[1] < p[2])]
    if not runs and left:  # nothing quoted: the sentence itself leads to what it rests on
        return [desk.cited(text, left)]
    shown = {passage.sentence for run in runs if isinstance(run, Run) for passage in run.passages}
    also = {desk.passage(place).sentence: place for place in reversed(left)}
    more = sorted((place for sentence, place in also.items() if sentence not in shown), key=left.index)[:4]
    rest: list[str | Run] = [" (also ", *joined(([desk.reference(p)] for p in more), ", "), ")"] if more else []
    end = "." * text[at:].endswith(".")
    return [run for run in (*runs, text[at:].removesuffix(end), *rest, end) if run != ""]


def _found(desk: Desk, words: str, place: Span) -> Span | None:
    """Where quoted words stand in the sentences a span touches, ellipses passed over; None where they do not."""
    touched = desk.texts.passages([place])
    if not touched:
        return None
    start, last = touched[0].sentence.start, touched[-1].sentence
    pattern = r".{0,200}?".join(_pattern(part) for part in re.split(r"\s*…\s*", words) if part.strip())
    text = desk.texts.texts[place[0]][start : last.start + len(last.words)]
    found = re.search(pattern, text, re.IGNORECASE | re.DOTALL) if pattern else None
    return (place[0], start + found.start(), start + found.end()) if found else None


def _pattern(words: str) -> str:
    """Finds words whatever their quotation marks and white space."""
    escaped = r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", words))
    return re.sub("[“”\"‘’']", lambda mark: "[“”\"‘’'`]", escaped)


def caveat(desk: Desk) -> Shown:
    """In a line or two what this corpus cannot show."""
    counts = desk.articles["outlet"].value_counts()
    if not len(counts):
        left = "; ".join(
            f"{row['file']}: {row['left_out']}" for row in records(desk["articles"].dropna(subset=["left_out"]))
        )
        return show.note(f"No article could be compared. {left}")
    if len(desk.articles) == 1:
        return show.note("A single article: this describes what it says, not what it leaves out, nor its outlet.")
    if (counts == 1).all():
        text = "One article for each outlet: this describes these articles, not the outlets."
    else:
        text = f"This describes these {len(desk.articles)} articles, not how the outlets usually write."
    early = desk.articles.loc[desk.articles["timing"] == "before", "outlet"]
    if 0 < len(early) < len(desk.articles):
        wrote = names(list(dict.fromkeys(early)))
        text += f" {wrote} wrote before the event: what happened at it is not missed there."
    return show.note(f"{text}{_copies(desk)} Nothing here says who is right.")


def _copies(desk: Desk, most: int = 3) -> str:
    """Which articles are largely an earlier one's words: what they tell is not told twice independently."""
    outlets = dict(zip(desk.articles["article_id"], desk.articles["outlet"], strict=True))
    rows = [row for row in records(desk.articles.dropna(subset=["copy_of"])) if row["copy_of"] in outlets]
    if not rows:
        return ""
    pairs = [f"{row['outlet']} and {outlets[row['copy_of']]}" for row in rows[:most]]
    more = f"; and {len(rows) - most} more" if len(rows) > most else ""
    return f" Largely the same words: {'; '.join(pairs)}{more}."


def _below(row: Any) -> str:
    """What stands small below an outlet: when it wrote, and who wrote it where that is somebody else."""
    when = _TIMING.get(row["timing"]) or published(row)
    return " · ".join(part for part in (when, written_by(row)) if part)


def overview(desk: Desk, statements_shown: int = 5, clashes_shown: int = 3) -> Shown | None:
    """The whole comparison in one picture; with many outlets a row for each of them."""
    if desk.articles.empty:
        return None
    articles = {outlet: own for (outlet,), own in grouped(desk.articles, "outlet").items()}
    if len(desk.outlets) > BESIDE:
        return _matrix(desk, articles)
    columns = tuple((o, _below(articles[o][0])) for o in desk.outlets)
    rows: list[tuple[Rich, tuple[Cell, ...]]] = [
        (_plain("Headline"), tuple(_headline(desk, articles[o][0]) for o in desk.outlets)),
        (_plain(f"Whose words (attributed words by {sourcing.floor(desk).by})"), _bars(desk)),
    ]
    rows += statements.at_a_glance(desk, statements_shown)
    told = [([span_of(row) for row in statement.told], statement.title) for statement in shared.statements(desk)]
    rows += clashes.at_a_glance(desk, clashes_shown, told)
    note = (
        "● told · ○ not found · ? not sure, a passage comes near · not yet: written before it · in quotation marks: "
        f"the words in which accounts differ. {methods.missed()}"
    )
    return Shown(Overview("The comparison at a glance", columns, tuple(rows), note))


def _plain(text: str) -> Rich:
    return (Run(text),)


def _headline(desk: Desk, row: Any) -> Rich:
    if pd.isna(row["headline_start"]):
        return (Run("no headline", "muted"),)
    place = (row["article_id"], int(row["headline_start"]), int(row["headline_end"]))
    return (desk.cited(short(row["headline"], 120), [place]),)


def _bars(desk: Desk) -> tuple[Bar, ...]:
    drawn = sourcing.bars(desk, sourcing.floor(desk))
    return tuple(drawn[outlet] for outlet in desk.outlets)


def _matrix(desk: Desk, articles: dict[str, list[Any]], most: int = 8) -> Shown:
    """A row for each outlet: whose words, how many of the shared statements it tells, and a dot for each of some."""
    found = shared.statements(desk)
    tells, asked = shared.by_outlet(found, State.TOLD), shared.by_outlet(found)
    picked = statements.at_a_glance(desk, most, words=False)
    rows: list[tuple[Rich, tuple[Cell, ...]]] = []
    for n, (outlet, bar) in enumerate(zip(desk.outlets, _bars(desk), strict=True)):
        told = [row for _, row in tells.get(outlet, ())]
        could = sum(row["state"] not in shared.NOT_ASKED for _, row in asked.get(outlet, ()))
        count = (desk.cited(f"{len(told)}", [span_of(r) for r in told[:1]]), Run(f" of {could}", "muted"))
        below = _below(articles[outlet][0])
        head = (Run(outlet), Run(f" {below}" if below else "", "muted"))
        rows.append((head, (bar, count, *(cells[n] for _, cells in picked))))
    called = (textwrap.shorten(plain(header[:1]), _HEAD, placeholder=" …") for header, _ in picked)
    heads = [(str(n), title) for n, title in enumerate(called, 1)]
    columns = ((f"Whose words, by {sourcing.floor(desk).by}", ""), ("Told", ""), *heads)
    return Shown(
        Overview(
            "The comparison at a glance",
            columns,
            tuple(rows),
            "● told · ? not sure · ○ not found · – written at another time. Told: how many of the statements that "
            "outlets share, without those of a time when it had not been written.",
            True,
            tuple(header for header, _ in picked),
        )
    )


def openings(desk: Desk, first: int = 12) -> Shown | None:
    """Headline and opening of each article, the earliest first."""
    order = {"before": 0, "on": 1, "after": 2}
    articles = desk.articles
    articles = articles.assign(when=articles["timing"].map(order).fillna(3), day=articles["published"].fillna("9999"))
    told = desk["sentences"]
    cards = []
    for row in records(articles.sort_values(["when", "day"], kind="stable")):
        when = ", ".join(part for part in (published(row), _TIMING.get(row["timing"], "")) if part)
        body = told[(told["article_id"] == row["article_id"]) & (told["role"] == "body")].head(2)
        opening: list[Run] = []
        for sentence in records(body):
            opening += [Run(short(sentence["words"], 320) + " "), desk.reference(span_of(sentence)), Run(" ")]
        cards.append(Card(_headline(desk, row), ((desk.texts.labels[row["article_id"]], when, tuple(opening)),)))
    return show.cards("article", cards, first, timeline=True) if cards else None
