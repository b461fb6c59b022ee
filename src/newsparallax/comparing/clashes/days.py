"""Days a text names, resolved: "May 20" by the event's year, "on Wednesday" by the article's day and tense."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.)"
)
_DAY = re.compile(
    rf"\b(?:(?:on|by|until|since|for|late on|early on)\s+)?(?:(?P<when>last|next|this)\s+)?"
    rf"(?:(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)(?!,?\s+(?:{_MONTH}|\d))"
    rf"|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:(?P<month>{_MONTH})\s+(?P<day>\d\d?)(?:st|nd|rd|th)?|(?P<day2>\d\d?)\s+(?P<month2>{_MONTH}))"
    rf"(?:,?\s+(?P<year>\d{{4}}))?)\b",
)
# Told as to come: the weekday is the next one, not the last.
_TO_COME = re.compile(
    r"\b(?:will|would|shall|expected|scheduled|planned|due|going|upcoming|is to|are to|to be|set to)\b", re.I
)
# What is said of a day ends at these: "said Friday that the panel will meet" puts the saying on Friday.
_CLAUSE = re.compile(
    r"\b(?:who|which|that|after|when|where|since|while|because|as|whether|if)\b|[;—–]|:\s|[,.!?][”\"]", re.I
)
# Behind a day that opens its clause, the deed follows: "On Monday, they will vote".
_OPENS = re.compile(r"\W*(?:\w+\s+){0,2}")


@dataclass(frozen=True, slots=True)
class Day:
    """One day named in a text: [start, end) with its preposition, the date it means, whether it is told as to come.

    `dated`: its month is named, so that it need not be resolved.
    """

    start: int
    end: int
    value: dt.date
    to_come: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """What settles the days of one article: its own day where known, and the event's days."""

    published: dt.date | None
    event: tuple[dt.date, ...]

    @property
    def near(self) -> dt.date | None:
        return self.published or (self.event[-1] if self.event else None)


def find(text: str, calendar: Calendar) -> list[Day]:
    """The days of a text that can be resolved, in order."""
    return list(_find(text, calendar))


def _find(text: str, calendar: Calendar) -> Iterator[Day]:
    near = calendar.near
    if near is None:
        return
    for found in _DAY.finditer(text):
        value: dt.date | None
        to_come = _to_come(text, found.start(), found.end())
        if found["weekday"]:
            value = _weekday(_WEEKDAYS.index(found["weekday"].lower()), found["when"], to_come, calendar)
        else:
            month = _MONTHS.index((found["month"] or found["month2"])[:3].lower()) + 1
            value = _date(found["year"], month, int(found["day"] or found["day2"]), near)
        if value:
            yield Day(found.start(), found.end(), value, to_come, not found["weekday"])


def _to_come(text: str, start: int, end: int) -> bool:
    """Whether the clause of a day tells it as to come."""
    low = max((m.end() for m in _CLAUSE.finditer(text, 0, start)), default=0)
    after = _CLAUSE.search(text, end)
    high = after.start() if after else len(text)
    if not _OPENS.fullmatch(text, low, start):
        comma = text.find(",", end, high)
        high = comma if comma >= 0 else high
    return bool(_TO_COME.search(text, low, high))


def _weekday(number: int, when: str | None, to_come: bool, calendar: Calendar) -> dt.date:
    """The day meant by a weekday: the last one before the article's day, or the next where it is told as to come.

    Where only the event's days are known, the day nearest to the last of them, or the next from there.
    """
    day = calendar.published or calendar.event[-1]
    ahead, back = (number - day.weekday()) % 7, (day.weekday() - number) % 7
    if when == "next" or (when is None and to_come):
        return day + dt.timedelta(ahead or (7 if when == "next" else 0))
    if calendar.published is None and when is None and ahead <= 3:
        return day + dt.timedelta(ahead)
    return day - dt.timedelta(back or (7 if when == "last" else 0))


def _date(year: str | None, month: int, day: int, near: dt.date) -> dt.date | None:
    """The date in the named year, else in the year that puts it nearest to `near`; None for a day no month has."""
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1]
    found = []
    for candidate in years:
        try:
            found.append(dt.date(candidate, month, day))
        except ValueError:
            continue
    return min(found, key=lambda d: abs(d - near), default=None)
