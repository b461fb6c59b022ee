"""Days of one deed that are told differently; days that only the page bears."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.clashes import days
from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, around, grouped, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, by_article, records
from newsparallax.comparing.wordforms import tokens

# Days further apart are about different things; dates with their month may lie further apart.
_DAYS_APART, _DATES_APART = 3, 31
# Words before a day that a reader needs to see what it is the day of.
_WORDS_BEFORE = 3
# A day belongs to what stands so many content words beside it.
_BESIDE = 3
# What passages must share that do not surely tell the same, as the weight of words.
_WORDS = 0.8


@dataclass(frozen=True, slots=True)
class _Told:
    """A time in a passage: what it is, its side, the concepts beside it and in all of the passage; whether it is told
    as to come, whether its month is named, and whether it is the only one there whose month is.
    """

    value: dt.date
    shown: Side
    beside: frozenset[str]
    words: frozenset[str]
    planned: bool
    dated: bool
    alone: bool


def find(material: Material) -> Iterator[Discrepancy]:
    yield from _days(material)
    yield from _page_days(material)


def _days(material: Material) -> Iterator[Discrepancy]:
    """Passages that put the same deed on different days: surely one telling, likely one, or of one deed by its verb."""
    found = _told_days(material)
    dates: dict[str, set[dt.date]] = defaultdict(set)
    for passage, here in zip(material.passages, found, strict=True):
        dates[passage.article_id] |= {day.value for day in here if day.dated}
    timing = {row["article_id"]: row["timing"] for row in records(material.tables["articles"])}
    edges: list[tuple[Side, Side]] = []
    planned: set[Side] = set()
    for pair in material.pairs:
        least = 0.0 if pair in material.sure else _WORDS
        for a in found[pair.a]:
            for b in found[pair.b]:
                beside = a.beside & b.beside
                # Passages that surely tell the same and name one date each need no word beside it in common.
                if not (beside and pair.accepted) and not (pair in material.sure and a.alone and b.alone):
                    continue
                # Who names the other's date, too, tells of two days: the first and the last of a poll.
                if a.value in dates[b.shown.article_id] or b.value in dates[a.shown.article_id]:
                    continue
                most = _DATES_APART if a.dated and b.dated and pair.accepted else _DAYS_APART
                if 0 < abs(a.value - b.value).days <= most and material.in_common(a.words, b.words) >= least:
                    edges.append((a.shown, b.shown))
                    planned |= {t.shown for t in (a, b) if t.planned or timing[t.shown.article_id] == "before"}
    for sides in together(edges):
        told = " / ".join(sorted({s.value for s in sides}))
        plan = any(s in planned for s in sides) and not all(s in planned for s in sides)
        reason = "what was to come against what happened" if plan else "different days"
        yield Discrepancy("time", "variation" if plan else "contradiction", f"{told}: {reason}", tuple(sides))


def _told_days(material: Material) -> list[list[_Told]]:
    """The days of each passage that are those of a deed, not of the report of it."""
    said = by_article(records(material.tables["attributions"]))
    people = _people(material)
    found: list[list[_Told]] = []
    for passage in material.passages:
        published = material.days.get(passage.article_id)
        named = days.find(passage.words, days.Calendar(published, material.config.event.days))
        others = people.get(passage.article_id, frozenset())
        told = (t for t in tokens(passage.words) if not t.is_function)
        words = frozenset(t.concept for t in told) - others
        here = []
        for day in named:
            as_of = passage.words[: day.start].rstrip().endswith("as of")  # when a figure was so, no deed's day
            if not (as_of or _of_the_report(passage, day, said.get(passage.article_id, []))):
                beside = _beside(passage, day, others)
                alone = day.dated and sum(other.dated for other in named) == 1
                shown = _day_side(passage, day)
                here.append(_Told(day.value, shown, beside, words, day.to_come, day.dated, alone))
        found.append(here)
    return found


def _beside(passage: Passage, day: days.Day, people: frozenset[str]) -> frozenset[str]:
    """The concepts next to a day; a person's name says nothing of what was done."""
    near = around(passage.words, day.start, day.end)
    # "Voted on Monday"; the deed stands behind the day only where nothing stands before it: "On Monday they voted".
    before = [t for t in near if t.end <= day.start][-_BESIDE:]
    return frozenset(t.concept for t in before or near if t.concept not in people)


def _people(material: Material) -> dict[str, frozenset[str]]:
    """The words of the names of people in each article."""
    named: dict[str, set[str]] = defaultdict(set)
    for row in records(material.tables["mentions"]):
        if row["type"] == "person":
            named[row["article_id"]].update(t.concept for t in tokens(row["actor"]))
    return {article: frozenset(words) for article, words in named.items()}


def _of_the_report(passage: Passage, day: days.Day, said: Sequence[Record]) -> bool:
    """Whether a day is when something was said, not what was said: outside of every content, near a cue."""
    start, end = passage.start + day.start, passage.start + day.end
    if any(low <= start and end <= high for row in said for low, high in row["content_spans"]):
        return False
    cues = [row for row in said if row["cue_start"] is not None and passage.start <= row["cue_start"] < passage.end]
    return any(max(row["cue_start"] - end, start - row["cue_end"]) <= 40 for row in cues)


def _day_side(passage: Passage, day: days.Day) -> Side:
    before = [t.start for t in tokens(passage.words) if t.start < day.start][-_WORDS_BEFORE:]
    return side(passage, before[0] if before else day.start, day.end, day.value.isoformat())


def _page_days(material: Material) -> Iterator[Discrepancy]:
    """Days a page bears that lie outside of the event's window."""
    found = [
        r for r in records(material.tables["dates"]) if r["kind"] == "page" and r["value"] and r["start"] is not None
    ]
    for day, rows in grouped(found, "value").items():
        sides = tuple(Side(r["article_id"], r["start"], r["end"], r["words"], day) for r in rows)
        yield Discrepancy("time", "suspect", f"{day} is far from the event: the page's day, not the story's", sides)
