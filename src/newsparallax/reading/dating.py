"""All dates of one article, each with its kind, its place and how it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from newsparallax.corpus import ArticleFacts, EventFacts, OutletRules
from newsparallax.reading import dates
from newsparallax.reading.article import Dated
from newsparallax.reading.divide import Part
from newsparallax.reading.sources import Source
from newsparallax.reading.top import ALONE, BELOW
from newsparallax.values import Dating

_OUTSIDE = "outside of the event's window"


def article_dates(
    source: Source,
    facts: ArticleFacts,
    rules: OutletRules,
    parts: Sequence[Part],
    event: EventFacts,
    order: dates.Order = None,
) -> tuple[Dated, ...]:
    """Dates in the order of trust: corpus.toml, the row or the page's metadata, then the text from top to bottom.

    `order` is how the numeric dates of the rows' column are written.
    """
    found = (*_of_config(facts), *_of_row(source, event, order), *_of_text(source.text, rules, parts, event))
    return tuple(_with_year(date, source.text, found) for date in found)


def _of_config(facts: ArticleFacts) -> Iterator[Dated]:
    if facts.published:
        yield Dated("published", facts.published, None, None, "corpus.toml", "articles.published", facts.published_from)
    if facts.updated:
        yield Dated("updated", facts.updated, None, None, "corpus.toml", "articles.updated")


def _of_row(source: Source, event: EventFacts, order: dates.Order) -> Iterator[Dated]:
    kinds: tuple[tuple[str, Dating], ...] = (("date", "published"), ("updated", "updated"))
    for name, kind in kinds:
        if stated := source.given.get(name):
            value, note = dates.stated(stated, event.years, order)
            if value is None:
                note = f"{stated!r} is no date that can be read ({note or 'no day in it'}); write it as 2024-03-01"
            yield Dated(kind, value, None, None, source.given_from, name, _outside(value, event) or note)


def _of_text(text: str, rules: OutletRules, parts: Iterable[Part], event: EventFacts) -> Iterator[Dated]:
    above = True
    for part in parts:
        above = above and part.role not in ("headline", "body")
        if own := _by_outlet(text, part, rules, event):
            yield own
        elif part.role == "dateline" and part.rule != ALONE:
            if found := dates.find(text, part.start, part.end, event.years):
                yield Dated("dateline", found.value, found.start, found.end, found.known_from, "dateline", found.note)
        elif part.role in ("dateline", "furniture", "byline"):
            read = dates.labelled if part.role == "byline" else dates.line_dates
            for found in read(text, *_stripped(text, part), event.years):
                kind, note = _kind(found, part, above, event)
                yield Dated(kind, found.value, found.start, found.end, found.known_from, "date line", note)


def _by_outlet(text: str, part: Part, rules: OutletRules, event: EventFacts) -> Dated | None:
    kinds: tuple[Dating, Dating] = ("updated", "published")
    given = (rules.updated_pattern, rules.updated_format), (rules.published_pattern, rules.published_format)
    for kind, (pattern, form) in zip(kinds, given, strict=True):
        if pattern and form and part.rule == f"corpus.toml {kind}":
            found = dates.by_format(text, part.start, part.end, pattern, form, event.years)
            if found:
                return Dated(kind, found.value, found.start, found.end, found.known_from, part.rule, found.note)
    return None


def _kind(found: dates.Found, part: Part, above: bool, event: EventFacts) -> tuple[Dating, str | None]:
    """What the date of a date line is: its label, its place and the event's window say so."""
    if outside := _outside(found.value, event):
        return "page", f"{outside}: a day of the page, not of the article"
    if found.label == "updated":
        return "updated", found.note
    if found.label is None and part.rule == BELOW:
        return "page", "below the beginning of the story, without a label"
    if found.label is None and above and part.rule != ALONE and (event.window is None or found.value is None):
        return "page", "above the headline without a label: may be the day the page was saved"
    return "published", found.note


def _outside(value: dt.date | None, event: EventFacts) -> str | None:
    window = event.window
    return _OUTSIDE if value and window and not window[0] <= value <= window[1] else None


def _with_year(date: Dated, text: str, others: Iterable[Dated]) -> Dated:
    """A dateline without a year takes it from another date of the article on the same day of the same month."""
    if date.kind != "dateline" or date.value or date.start is None or date.end is None:
        return date
    for other in others:
        if other.value:
            year = (dt.date(other.value.year, 1, 1), dt.date(other.value.year, 12, 31))
            found = dates.find(text, date.start, date.end, year)
            if found and found.value == other.value:
                known_from = "text, year from another date of the article"
                return replace(date, value=found.value, known_from=known_from, note=None)
    return date


def _stripped(text: str, part: Part) -> tuple[int, int]:
    raw = text[part.start : part.end]
    return part.start + len(raw) - len(raw.lstrip()), part.end - (len(raw) - len(raw.rstrip()))
