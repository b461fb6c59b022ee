"""Dates by explicit patterns only: never by guess, never by the clock.

A publication date, an update date, a dateline and a date of the page (the day it was saved, as a rule) are four
different things. Which one a date is follows from the words beside it and its place; the event's window of plausible
days gives a missing year, and shows a date that cannot be the publication's. Numeric dates such as 05/12/2021, which
two conventions read differently, are left undecided unless a number above 12 or the rest of their column settles them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from newsparallax.codebooks import word_lists
from newsparallax.timed import Pattern

Window = tuple[dt.date, dt.date] | None
Order = Literal["dmy", "mdy"] | None

_MONTHS = {
    name: number for number, names in enumerate(word_lists("calendar")["months"], start=1) for name in names.split()
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
_TIME = r"(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
# What may stand beside the dates of a date line: weekday, time, zone, label, how long reading takes, counters.
_BESIDE = re.compile(
    rf"(?:{_TIME}"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?-i:\b[A-Z]{2,4}(?=\b|[A-Z][a-z]))(?:[+-]\d+)?"
    r"|\b(?:bst|gmt|utc|local time|eastern(?: (?:standard|daylight))? time)\b"
    r"|(?:first|last|originally|article)?\s*(?:published|posted|updated|modified|created|issued|edited|revised|corrected)"
    r"(?: (?:date|online|ago))?"
    r"|\b(?:(?:publish|publication|publishing) )?date\b|\bcorrections?\b|\b(?:at|on|ago|as of)\b"
    r"|\b(?:\d+|an?|one|two) (?:second|min(?:ute)?|h(?:ou)?r|day|week|month|year)s? ago\b"
    r"|\b\d+\s*-?\s*min(?:ute)?s?(?: read)?\b|\breading time\b|\b\d+ (?:comments?|shares?|views?)\b)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|edited|revised|correct", re.IGNORECASE)
_ISSUED = re.compile(r"publish|posted|created|issued|\bdate", re.IGNORECASE)

_PARTED = re.compile(r"\s[•|·/–—-]\s")
_PLACE = 3  # words
LONGEST = 140  # characters of a line that holds dates and nothing else, at most


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: `value` None where the words do not settle a day; `note` says why, or what was supplied."""

    start: int
    end: int
    value: dt.date | None
    known_from: str
    note: str | None = None
    label: str | None = None


def _value(found: re.Match[str], window: Window, order: Order = None) -> tuple[dt.date | None, str, str | None]:
    groups = found.groupdict()
    if groups["iso"]:
        year, month, day = map(int, groups["iso"].split("-"))
        return _day(year, month, day)
    if groups["last"]:
        return _numeric(int(groups["first"]), int(groups["second"]), int(groups["last"]), order)
    by = "mdy" if groups["mdy_month"] else "dmy"
    month, day = _MONTHS[groups[f"{by}_month"].lower()], int(groups[f"{by}_day"])
    if stated := groups[f"{by}_year"]:
        return _day(int(stated), month, day)
    return _yearless(month, day, window)


def _numeric(first: int, second: int, year: int, order: Order) -> tuple[dt.date | None, str, str | None]:
    """A numeric date: a number above 12 is the day, two equal ones settle it, else the column's order does."""
    if second > 12 or first == second or (order == "mdy" and first <= 12):
        return _day(year, first, second)
    if first > 12 or order == "dmy":
        return _day(year, second, first)
    return None, "text", "numeric: day and month can be read either way round"


def numeric_order(stated: Iterable[str]) -> Order:
    """The order of day and month that the numeric dates of one column share, where some of them settle it."""
    orders = set()
    for words in stated:
        if (found := DATE.search(words)) and found["last"]:
            first, second = int(found["first"]), int(found["second"])
            orders |= {"dmy"} if first > 12 >= second else {"mdy"} if second > 12 >= first else set()
    return "dmy" if orders == {"dmy"} else "mdy" if orders == {"mdy"} else None


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


def find(text: str, start: int, end: int, window: Window, order: Order = None) -> Found | None:
    """The first date in text[start:end]."""
    found = DATE.search(text, start, end)
    return Found(found.start(), found.end(), *_value(found, window, order)) if found else None


def stated(words: str, window: Window, order: Order = None) -> tuple[dt.date | None, str | None]:
    """(day, note) of a field that holds one date: as `find` reads it, without hyphens, or as Excel's day number."""
    if compact := re.fullmatch(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.*)?", words.strip()):
        year, month, day = map(int, compact.groups())
        value, _, note = _day(year, month, day)
        return value, note
    if (serial := re.fullmatch(r"(\d{5})(?:\.\d+)?", words.strip())) and 25_000 < int(serial[1]) < 70_000:
        return dt.date(1899, 12, 30) + dt.timedelta(days=int(serial[1])), f"{words.strip()} read as Excel's day number"
    found = find(words, 0, len(words), window, order)
    return (found.value, found.note) if found else (None, None)


def labelled(text: str, start: int, end: int, window: Window) -> list[Found]:
    """Every date in text[start:end], with the label before it: `published`, `updated` or None."""
    dates, at = [], start
    for found in DATE.finditer(text, start, end):
        before = text[at : found.start()]
        changed, issued = _last(_CHANGED, before), _last(_ISSUED, before)
        label = "updated" if changed > issued else "published" if issued >= 0 else None
        dates.append(Found(found.start(), found.end(), *_value(found, window), label))
        at = found.end()
    return dates


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((found.start() for found in pattern.finditer(words)), default=-1)


def line_dates(text: str, start: int, end: int, window: Window) -> list[Found]:
    """The dates of a line that holds dates and nothing else (weekday, time, label, reading time and the like apart)."""
    if end - start > LONGEST:
        return []
    found = labelled(text, start, end, window)
    rest, at = [], start
    for date in found:
        rest.append(text[at : date.start])
        at = date.end
    rest.append(re.sub(r"^T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?", "", text[at:end]))  # the time of ISO 8601
    beside = [w for words in rest for w in re.findall(r"[^\W_]+", _BESIDE.sub(" ", words))]
    if not beside or not found:
        return found
    # One word glued to the date ("NEWSMAR 5, 2024"); a place or section parted from a full date by a mark.
    glued = len(beside) == 1 and text[found[0].start - 1 : found[0].start].isalpha()
    parted = len(beside) <= _PLACE and found[0].value and _PARTED.search(text, start, end)
    return found if glued or parted else []


def by_format(text: str, start: int, end: int, pattern: Pattern, form: str, window: Window) -> Found | None:
    """The date that an outlet's own pattern (its one group) and strptime format read in a line."""
    found = pattern.search(text[start:end].strip())
    if not found or found[1] is None:
        return None
    at = text.index(found[1], start, end)
    yearless = "%Y" not in form and "%y" not in form
    try:  # a leap year lets 29 February be read before its year is known
        stamp = dt.datetime.strptime(f"2000 {found[1]}" if yearless else found[1], f"%Y {form}" if yearless else form)
    except (ValueError, re.error):  # "%d%d" makes strptime raise re.error
        return Found(at, at + len(found[1]), None, "text", f"does not fit the format {form!r} of corpus.toml")
    value, known_from, note = _yearless(stamp.month, stamp.day, window) if yearless else (stamp.date(), "text", None)
    return Found(at, at + len(found[1]), value, known_from, note)
