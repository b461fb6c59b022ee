"""How the articles are headed and how they begin, side by side, and which were written before others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import MANY, Claim, Span, Texts, folded, groups, quoted
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
    return max(day + dt.timedelta(_later(texts, outlet, lead=True)) for outlet, day in texts.days.items())


def _later(texts: Texts, outlet: str, *, lead: bool = False) -> int:
    """How many days after the day an article bears it still tells of: 1 where one of Friday tells of Saturday."""
    day = texts.days[outlet]
    words = {w for s in texts.sentences[outlet] if not lead or s.position <= _LEAD for w in folded(s.words)}
    return max((n for n in range(1, 4) if fold(f"{day + dt.timedelta(n):%A}") in words), default=0)


def timing(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """Articles days apart: an earlier one could not know what came after it, unless it tells of later days."""
    rows = [a for a in records(tables["articles"]) if a["article_id"] in texts.outlet_of and a["published"]]
    days = by(rows, lambda row: dt.date.fromisoformat(row["published"]))
    if len(days) > 1:
        first, last = min(days), max(days)
        if last - first < _APART:
            return
        early, late = (list(dict.fromkeys(r["outlet"] for r in days[day])) for day in (first, last))
        if set(early) & set(late) or any(o not in texts.days or _later(texts, o) for o in early):
            return
        are = "are" if len(early) > 1 else "is"
        when = f"{listed(early, MANY)} {are} dated {_day(first)}; {listed(late, MANY)}, {_day(last)}"
        sentence = f"{when}. Only the later can tell what came in between"
        evidence = tuple(_head(r) for r in (*days[first], *days[last]) if r["headline_start"] is not None)
        yield Claim("timing", (*early, *late), sentence, evidence, "the days the articles bear", 0.5)


def apart(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Fox, dated Friday, 3 May 2024, tells of Sunday, a day that no other names: “…”`."""
    for outlet, day in texts.days.items():
        later = [f"{day + dt.timedelta(n):%A}" for n in range(1, 4)]
        for sentence in texts.sentences[outlet][: _LEAD + 1]:
            named = next((d for d in later if d in sentence.words), None)
            others = texts.others(outlet)
            if named and others and printable(sentence) and not any(fold(named) in texts.words[o] for o in others):
                dated = f"{outlet}, dated {day:%A}, {_day(day)},"
                text = f"{dated} tells of {named}, a day that no other names: {quoted(sentence.words, 300)}"
                yield Claim("timing", (outlet,), text, (sentence.span,), "the first sentences name a later day", 0.8)
                break


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _head(row: Record) -> Span:
    return (row["article_id"], row["headline_start"], row["headline_end"])


def openings(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The first sentences side by side, where each outlet has one article and each begins with other words."""
    first = {o: next((s for s in texts.sentences[o] if s.role == "body"), None) for o in texts.outlets}
    shown = [s for s in first.values() if s is not None and len(s.words.split()) > _LEAD]
    if 1 < len(shown) == len(texts.outlets) <= _MOST and len(texts.outlet_of) == len(shown):
        said = ", ".join(f"{quoted(s.words, 220)} ({s.outlet})" for s in shown)
        evidence = tuple(s.span for s in shown)
        yield Claim("headline", texts.outlets, f"They begin: {said}", evidence, "the first sentences", 0.9)


# First sentences of more outlets fill a page.
_MOST = 3
