"""All dates of one article, each with its kind, its place and how it is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from newsparallax.corpus import ArticleFacts, OutletRules
from newsparallax.reading import dates
from newsparallax.reading.article import Dated
from newsparallax.reading.divide import Part
from newsparallax.reading.sources import Source

Kind = Literal["published", "updated", "dateline", "page"]


def article_dates(
    source: Source, facts: ArticleFacts, rules: OutletRules, parts: Sequence[Part], window: dates.Window
) -> tuple[Dated, ...]:
    """Dates in the order of trust: corpus.toml, the row or the page's metadata, then the text from top to bottom."""
    found = (*_of_config(facts), *_of_row(source, window), *_of_text(source.text, rules, parts, window))
    return tuple(_with_year(date, source.text, found) for date in found)


def _with_year(date: Dated, text: str, others: Iterable[Dated]) -> Dated:
    """A dateline without a year takes it from another date of the article on the same day of the same month."""
    if date.kind != "dateline" or date.value or date.start is None or date.end is None:
        return date
    for other in others:
        if other.value:
            year = (dt.date(other.value.year, 1, 1), dt.date(other.value.year, 12, 31))
            found = dates.find(text, date.start, date.end, year)
            if found and found.value == other.value:
                return replace(
                    date, value=found.value, known_from="text, year from another date of the page", note=None
                )
    return date


def _of_config(facts: ArticleFacts) -> Iterator[Dated]:
    if facts.published:
        yield Dated("published", facts.published, None, None, "corpus.toml", "articles.published", facts.published_from)
    if facts.updated:
        yield Dated("updated", facts.updated, None, None, "corpus.toml", "articles.updated")


def _of_row(source: Source, window: dates.Window) -> Iterator[Dated]:
    for name, kind in (("date", "published"), ("updated", "updated")):
        if stated := source.given.get(name):
            found = dates.find(stated, 0, len(stated), window)
            value = found.value if found else None
            note = None if value else f"{stated!r} is no date that can be read; write it as 2024-03-01"
            settled: Kind = "published" if kind == "published" else "updated"
            yield Dated(settled, value, None, None, source.given_from, name, note)


def _of_text(text: str, rules: OutletRules, parts: Iterable[Part], window: dates.Window) -> Iterator[Dated]:
    above = True
    for part in parts:
        above = above and part.role != "headline"
        own = _by_outlet(text, part, rules, window)
        if own:
            yield own
        elif part.role == "dateline" and part.rule != _ALONE and not part.rule.startswith("corpus.toml"):
            if found := dates.find(text, part.start, part.end, window):
                yield Dated("dateline", found.value, found.start, found.end, found.known_from, "dateline", found.note)
        elif part.role in ("dateline", "furniture") and (
            found := dates.line_date(text, *_stripped(text, part), window)
        ):
            kind, note = _kind(found, above, window)
            yield Dated(kind, found.value, found.start, found.end, found.known_from, "date line", note)


_ALONE = "a date alone in its line"


def _stripped(text: str, part: Part) -> tuple[int, int]:
    raw = text[part.start : part.end]
    return part.start + len(raw) - len(raw.lstrip()), part.end - (len(raw) - len(raw.rstrip()))


def _by_outlet(text: str, part: Part, rules: OutletRules, window: dates.Window) -> Dated | None:
    for kind, pattern, form in (
        ("updated", rules.updated_pattern, rules.updated_format),
        ("published", rules.published_pattern, rules.published_format),
    ):
        if pattern and form and part.rule == f"corpus.toml {kind}":
            found = dates.by_format(text, part.start, part.end, pattern, form, window)
            if found:
                settled: Kind = "updated" if kind == "updated" else "published"
                return Dated(settled, found.value, found.start, found.end, found.known_from, part.rule, found.note)
    return None


def _kind(found: dates.Found, above: bool, window: dates.Window) -> tuple[Kind, str | None]:
    if found.value and window and not window[0] <= found.value <= window[1]:
        return "page", "outside of the event's window: a day of the page, not of the article"
    if found.label == "updated":
        return "updated", found.note
    if found.label is None and above and (window is None or found.value is None):
        return "page", "above the headline without a label: may be the day the page was saved"
    return "published", found.note
