"""How the articles are headed and how they begin, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from newsparallax.comparing.claims.texts import MANY, WHOLE, Claim, Span, Texts, folded, groups, quoted
from newsparallax.comparing.units import Record, Tables, by, records
from newsparallax.tagging.who.lexicon import fold
from newsparallax.words import listed

# The first sentences of an article.
_LEAD = 4
# From one day to the next papers and pages of one news differ by the hour at which they were made.
_APART = dt.timedelta(2)


def headlines(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The headlines side by side, where each outlet has one, they differ, and nobody wrote days after the others."""
    heads = groups((a for a in records(tables["articles"]) if a["headline"]), "outlet")
    shown = [(outlet, rows[0]) for outlet, rows in heads.items() if len(rows) == 1]
    late = _latest(texts) - min(texts.days.values(), default=dt.date.max) if texts.days else dt.timedelta(0)
    if len(shown) > 1 and len({r["headline"] for _, r in shown}) == len(shown) and late <= dt.timedelta(1):
        parts = [f"{quoted(row['headline'], 140)} ({outlet})" for outlet, row in shown]
        without = [o for o in texts.outlets if o not in heads]
        rest = f"; {listed(without, MANY)} {'have' if len(without) > 1 else 'has'} none" if without else ""
        sentence = f"The headlines: {', '.join(parts)}{rest}"
        evidence = tuple(_head(row) for _, row in shown if row["headline_start"] is not None)  # else of the row alone
        yield Claim("headline", tuple(o for o, _ in shown), sentence, evidence, "the headlines as they stand", 1.0)


def _latest(texts: Texts) -> dt.date:
    """The latest day an outlet wrote on, or that its first sentences name by its weekday, up to three days after."""
    return max(day + dt.timedelta(_later(texts, outlet)) for outlet, day in texts.days.items())


def _later(texts: Texts, outlet: str) -> int:
    """How many days after its own an article opens with: 1 where one of Friday tells of Saturday."""
    day = texts.days[outlet]
    words = {w for s in texts.sentences[outlet] if s.position <= _LEAD for w in folded(s.words)}
    return max((n for n in range(1, 4) if fold(f"{day + dt.timedelta(n):%A}") in words), default=0)


def timing(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The days on which the outlets wrote, where some wrote days after others."""
    rows = [a for a in records(tables["articles"]) if a["article_id"] in texts.outlet_of]
    days = by((r for r in rows if r["published"]), lambda row: dt.date.fromisoformat(row["published"]))
    if days and max(days) - min(days) >= _APART and all(r["published"] for r in rows):
        when = sorted(days)
        outlets = [list(dict.fromkeys(row["outlet"] for row in days[day])) for day in when]
        wrote = [f"{listed(own, MANY)} on {_day(day)}" for own, day in zip(outlets, when, strict=True)]
        evidence = tuple(_head(r) for day in when for r in days[day] if r["headline_start"] is not None)
        yield Claim("timing", texts.outlets, f"Not all wrote on one day: {listed(wrote)}", evidence, "their days", 0.5)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _head(row: Record) -> Span:
    return (row["article_id"], row["headline_start"], row["headline_end"])


def openings(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The first sentences side by side, where each outlet has one article and each begins with other words."""
    first = {o: next((s for s in texts.sentences[o] if s.role == "body"), None) for o in texts.outlets}
    shown = [s for s in first.values() if s is not None and len(s.words.split()) > _LEAD]
    whole = all(len(s.words) <= WHOLE for s in shown)  # what is cut off may be the news
    if whole and 1 < len(shown) == len(texts.outlets) <= _MOST and len(texts.outlet_of) == len(shown):
        said = ", ".join(f"{quoted(s.words)} ({s.outlet})" for s in shown)
        evidence = tuple(s.span for s in shown)
        yield Claim("headline", texts.outlets, f"They begin: {said}", evidence, "the first sentences", 0.9)


# First sentences of more outlets fill a page.
_MOST = 3
