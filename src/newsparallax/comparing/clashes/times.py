"""Days, years and clock times of one deed that are told differently; days that only the page bears."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.clashes import days
from newsparallax.comparing.clashes.sides import BOOK, Discrepancy, Material, Side, around, grouped, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, by_article, records
from newsparallax.comparing.wordforms import stem, tokens

# Days further apart are about different things; dates with their month may lie further apart.
_DAYS_APART, _DATES_APART = 3, 31
# Words before a day that a reader needs to see what it is the day of.
_WORDS_BEFORE = 3
# A day belongs to what stands so many content words beside it.
_BESIDE = 3
# What passages must share that do not surely tell the same, as the weight of words.
_WORDS, _DAY_WORDS = 1.0, 0.8
# Words beside the verb of a deed that make it one deed in passages that are not accepted as telling the same.
_BEYOND = 2
# What two clauses must share around a year to be about one deed: a weight, and a share of the shorter one's words; and
# how far the years may lie apart.
_YEAR_WORDS, _YEAR_SHARE, _YEARS_APART = 1.0, 0.6, 3
# Stem of a verb: the first of those that tell the same deed.
_DEEDS = {stem(word): stem(line.split()[0]) for line in BOOK["deeds"].strip().splitlines() for word in line.split()}
_VERBS = frozenset(_DEEDS.values())
_YEAR = re.compile(r"\b(?P<how>since|in|until|from|by)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)")
# A past stretch of time by its kind; two that are not of one kind seldom mean the same days.
_SPAN = re.compile(
    r"\b(?:last (?P<last>week|weekend|month|year|spring|summer|autumn|fall|winter)"
    r"|(?:over|at|during) (?:the |last )?(?:[A-Z][\w’']+ )?(?P<over>weekend))\b"
)


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
    yield from _years(material)
    yield from _spans(material)
    yield from _page_days(material)


def _days(material: Material) -> Iterator[Discrepancy]:
    """Passages that put the same deed on different days: surely one telling, likely one, or of one deed by its verb."""
    found = _told_days(material)
    timing = {row["article_id"]: row["timing"] for row in records(material.tables["articles"])}
    edges: list[tuple[Side, Side]] = []
    planned: set[Side] = set()
    for pair in material.pairs:
        least = 0.0 if pair in material.sure else _DAY_WORDS
        for a in found[pair.a]:
            for b in found[pair.b]:
                beside = a.beside & b.beside
                # One verb alone tells of many deeds.
                told_of = beside & _VERBS and len((a.words & b.words) - beside) >= _BEYOND
                # Passages that surely tell the same and name one date each need no word beside it in common.
                if not (beside and (pair.accepted or told_of)) and not (pair in material.sure and a.alone and b.alone):
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
    articles = {row["article_id"]: row for row in records(material.tables["articles"])}
    said = by_article(records(material.tables["attributions"]))
    people = _people(material)
    found: list[list[_Told]] = []
    for passage in material.passages:
        row = articles[passage.article_id]
        published = dt.date.fromisoformat(row["published"]) if row["published"] else None
        named = days.find(passage.words, days.Calendar(published, material.config.event.days))
        others = people.get(passage.article_id, frozenset())
        told = (t for t in tokens(passage.words) if not t.is_function)
        words = frozenset(_DEEDS.get(t.stem, t.concept) for t in told) - others
        here = []
        for day in named:
            if not _of_the_report(passage, day, said.get(passage.article_id, [])):
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
    return frozenset(_DEEDS.get(t.stem, t.concept) for t in before or near if t.concept not in people)


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


def _years(material: Material) -> Iterator[Discrepancy]:
    """ "Since 2002" against "since 1998" in passages that otherwise say the same of the same."""
    found = [list(_told_years(p)) for p in material.passages]
    told: dict[str, set[str]] = defaultdict(set)
    for passage in material.passages:
        told[passage.article_id] |= set(re.findall(r"\b(?:19|20)\d\d\b", passage.words))
    edges = []
    for pair in material.pairs:
        for how, one, words in found[pair.a]:
            for other_how, other, other_words in found[pair.b]:
                apart = abs(int(one.value) - int(other.value))
                if how != other_how or not 0 < apart <= _YEARS_APART:
                    continue
                if one.value in told[other.article_id] or other.value in told[one.article_id]:
                    continue
                shared = len(words & other_words) >= _YEAR_SHARE * min(len(words), len(other_words))
                if shared and material.in_common(words, other_words) >= _YEAR_WORDS:
                    edges.append((one, other))
    for sides in together(edges):
        years = " / ".join(sorted({s.value for s in sides}))
        yield Discrepancy("time", "contradiction", f"{years}: different years", tuple(sides))


def _told_years(passage: Passage) -> Iterable[tuple[str, Side, frozenset[str]]]:
    for match in _YEAR.finditer(passage.words):
        near = frozenset(t.concept for t in around(passage.words, match.start(), match.end()))
        yield match["how"], side(passage, match.start(), match.end(), match["year"]), near


def _spans(material: Material) -> Iterator[Discrepancy]:
    """ "Last week" against "over the weekend" right behind the same word."""
    found = [list(_told_spans(p)) for p in material.passages]
    words = [frozenset(t.concept for t in tokens(p.words) if not t.is_function) for p in material.passages]
    edges = [
        (one, other)
        for pair in material.pairs
        if pair.accepted and material.in_common(words[pair.a], words[pair.b]) >= _WORDS
        for behind, one in found[pair.a]
        for other_behind, other in found[pair.b]
        if behind == other_behind and one.value != other.value
    ]
    for sides in together(edges):
        told = " / ".join(sorted({s.value for s in sides}))
        yield Discrepancy("time", "variation", f"{told}: different times", tuple(sides))


def _told_spans(passage: Passage) -> Iterator[tuple[str, Side]]:
    """The concept before each "last week" or "over the weekend", and the span as a side with what it is a span of."""
    read = tokens(passage.words)
    for match in _SPAN.finditer(passage.words):
        before = [t for t in read if t.end <= match.start()][-1:]
        if before and not before[0].is_function and passage.words[before[0].end : match.start()] == " ":
            span = (match["last"] or match["over"]).lower()
            yield before[0].concept, side(passage, before[0].start, match.end(), span)


def _page_days(material: Material) -> Iterator[Discrepancy]:
    """Days a page bears that lie outside of the event's window."""
    found = [
        r for r in records(material.tables["dates"]) if r["kind"] == "page" and r["value"] and r["start"] is not None
    ]
    for day, rows in grouped(found, "value").items():
        sides = tuple(Side(r["article_id"], r["start"], r["end"], r["words"], day) for r in rows)
        yield Discrepancy("time", "suspect", f"{day} is far from the event: the page's day, not the story's", sides)
