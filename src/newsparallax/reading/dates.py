"""Dates by explicit patterns only: never by guess, never by the clock.

A publication date, an update date, a dateline and a date of the page (the day it was saved, as a rule) are four
different things. Which one a date is follows from the words beside it and its place; the event's window of plausible
days gives a missing year, and shows a date that cannot be the publication's. Numeric dates such as 05/12/2021, which
two conventions read differently, are left undecided.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

Window = tuple[dt.date, dt.date] | None

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
DATE = re.compile(
    "|".join(
        (
            r"(?P<iso>\d{4}-\d{2}-\d{2})(?=\D|$)",
            rf"(?:{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?)".replace("(?P<", "(?P<mdy_"),
            rf"(?:{_DAY}(?:\s+|-){_MONTH}(?:,?(?:\s+|-){_YEAR})?)".replace("(?P<", "(?P<dmy_"),
            r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<last>\d{4})",
        )
    ),
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}(?:[+-]\d+)?\)?)?|\d{1,2}\s*[ap]\.?m\.?)"
_LABEL = (
    r"(?P<label>(?:first |last |originally )?"
    r"(?:published|posted|updated|modified|created|issued|date|publish(?:ed)? date)(?:\s+(?:on|at))?\s*:?\s+)?"
)
_GLUE = r"[\s,|/•·@–—-]*(?:at\s+)?"
_LINE = re.compile(
    rf"\W*{_LABEL}(?:{_TIME}{_GLUE})?{_WEEKDAY}(?P<date>{DATE.pattern})(?:T[\d:.+Z-]+)?(?:{_GLUE}{_TIME})?\W*",
    re.IGNORECASE,
)

LONGEST = 120  # characters of a line that holds a date and nothing else, at most


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: `value` None where the words do not settle a day; `note` says why, or what was supplied."""

    start: int
    end: int
    value: dt.date | None
    known_from: str
    note: str | None = None
    label: str | None = None


def _value(found: re.Match[str], window: Window) -> tuple[dt.date | None, str, str | None]:
    groups = found.groupdict()
    if groups["iso"]:
        year, month, day = map(int, groups["iso"].split("-"))
        return _day(year, month, day)
    if groups["last"]:
        return None, "text", "numeric: day and month can be read either way round"
    order = "mdy" if groups["mdy_month"] else "dmy"
    month, day = _MONTHS[groups[f"{order}_month"].lower()], int(groups[f"{order}_day"])
    if stated := groups[f"{order}_year"]:
        return _day(int(stated), month, day)
    return _yearless(month, day, window)


def _day(year: int, month: int, day: int, known_from: str = "text") -> tuple[dt.date | None, str, str | None]:
    try:
        return dt.date(year, month, day), known_from, None
    except ValueError:
        return None, known_from, "there is no such day"


def _yearless(month: int, day: int, window: Window) -> tuple[dt.date | None, str, str | None]:
    if window is None:
        return None, "text", "no year; give the event's days or window in corpus.toml"
    for year in range(window[0].year, window[1].year + 1):
        value, _, _ = _day(year, month, day)
        if value and window[0] <= value <= window[1]:
            return value, "text, year from the event", None
    return None, "text", "no year, and in no year near the event"


def find(text: str, start: int, end: int, window: Window) -> Found | None:
    """The first date in text[start:end]."""
    found = DATE.search(text, start, end)
    return Found(found.start(), found.end(), *_value(found, window)) if found else None


def line_date(text: str, start: int, end: int, window: Window) -> Found | None:
    """The date of a line that holds a date and nothing else (weekday, time and a label such as "Updated" apart)."""
    found = _LINE.fullmatch(text, start, end) if end - start <= LONGEST else None
    if not found:
        return None
    label = (found["label"] or "").lower()
    kind = "updated" if re.search("updat|modif", label) else "published" if label else None
    return Found(found.start("date"), found.end("date"), *_value(found, window), kind)


def by_format(text: str, start: int, end: int, pattern: re.Pattern[str], form: str, window: Window) -> Found | None:
    """The date that an outlet's own pattern (its one group) and strptime format read in a line."""
    found = pattern.search(text[start:end].strip())
    if not found or found[1] is None:
        return None
    at = text.index(found[1], start, end)
    yearless = "%Y" not in form and "%y" not in form
    try:  # a leap year lets 29 February be read before its year is known
        stamp = dt.datetime.strptime(f"2000 {found[1]}" if yearless else found[1], f"%Y {form}" if yearless else form)
    except ValueError:
        return Found(at, at + len(found[1]), None, "text", f"does not fit the format {form!r} of corpus.toml")
    value, known_from, note = _yearless(stamp.month, stamp.day, window) if yearless else (stamp.date(), "text", None)
    return Found(at, at + len(found[1]), value, known_from, note)
