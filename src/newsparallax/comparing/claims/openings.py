"""How the articles are headed, how they begin where they have no headlines, and what came between their days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from newsparallax.comparing.claims.alone import leans, printable
from newsparallax.comparing.claims.texts import MANY, WHOLE, Claim, Sentence, Span, Texts, folded, groups, quoted
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.tagging.who.lexicon import fold
from newsparallax.words import listed

# The first sentences of an article; sentences of which one may tell what came in between.
_LEAD, _EARLY = 4, 8
# From one day to the next papers and pages of one news differ by the hour at which they were made.
_APART = dt.timedelta(2)
# Headlines that are all so alike in meaning say the same: no difference.
_ALIKE = 0.85
# The weight of what is dropped where another claim has its words.
_LAST = 0.001
# A sentence about a later outlet's that an earlier one has much like it.
_TOLD = 0.75
# First sentences of more outlets fill a page; words of a sentence; sentences more alike open with the same thing.
_MOST, _SENTENCE, _DIFFERENT = 3, 10, 0.7
# An opening that joins its headline, or is of another day than the rest.
_JOINED = re.compile(r"\W*(?:and|but|update)\b", re.IGNORECASE)
_STOPPED = re.compile(r"[.!?…][”’\"')\]]*\s*$")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# A day by its name, alone: not "Monday's debate", "next Monday", "every Monday", "last Monday".
_DAY = re.compile(
    rf"(?<!next )(?<!last )(?<!this )(?<!coming )(?<!every )(?<!by )(?<!until )(?<!before )(?<!since )"
    rf"\b({'|'.join(_DAYS)})\b(?![’'s]|-)"
)
_POINTS = re.compile(r"\bthe (?:subject|matter|issue|topic|question)\b")
# What was still to come then, or had been for longer.
_NOT_PAST = re.compile(
    r"\b(?:will|would|shall|set to|plans? to|planned|scheduled|expected|due|to be|is to|are to|may|might|could|if"
    r"|weeks?|years?|months?|earlier|previous(?:ly)?|had|upcoming)\b",
    re.IGNORECASE,
)


def headlines(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The headlines side by side, with their days where these lie apart; none where all of them say the same."""
    heads = _headed(tables)
    shown = {outlet: rows[0] for outlet, rows in heads.items() if len(rows) == 1}
    late = _apart(texts)
    if len(shown) > 1 and len({r["headline"] for r in shown.values()}) == len(shown) and not _all_alike(texts, shown):
        dated = {o: f"{o}, {_day(texts.days[o])}" if late and o in texts.days else o for o in shown}
        shown_as = [f"{quoted(row['headline'])} ({dated[outlet]})" for outlet, row in shown.items()]
        sentence = f"The headlines: {', '.join(shown_as)}"
        evidence = tuple(
            _head(row) for row in shown.values() if row["headline_start"] is not None
        )  # else of the row alone
        yield Claim("headline", tuple(shown), sentence, evidence, "the headlines as they stand", 1.0)


def _headed(tables: Tables) -> dict[str, list[Record]]:
    """The articles of each outlet that have a headline."""
    return groups((a for a in records(tables["articles"]) if a["headline"]), "outlet")


def _all_alike(texts: Texts, shown: Mapping[str, Record]) -> bool:
    vectors = [texts.vectors.get((r["article_id"], r["headline_start"])) for r in shown.values()]
    return all(a is not None and b is not None and float(a @ b) >= _ALIKE for a, b in combinations(vectors, 2))


def _apart(texts: Texts) -> bool:
    """Whether some wrote days after others."""
    return bool(texts.days) and max(texts.days.values()) - min(texts.days.values()) >= _APART


def _latest(texts: Texts, outlet: str) -> dt.date:
    """The day an outlet wrote on, or one that its first sentences name by its weekday, up to three days after."""
    day = texts.days[outlet]
    words = {w for s in texts.sentences[outlet] if s.position <= _LEAD for w in folded(s.words)}
    later = max((n for n in range(1, 4) if fold(f"{day + dt.timedelta(n):%A}") in words), default=0)
    return day + dt.timedelta(later)


def timing(texts: Texts, letters: Sequence[str] = ()) -> Iterator[Claim]:
    """`South (6 March 2024) tells what came after North wrote (4 March 2024): “…”`, a sentence that names the day.

    `letters` are outlets that have no report. Nothing where no sentence tells of such a day.
    """
    days = {o: d for o, d in texts.days.items() if o not in letters}
    for outlet in sorted(days, key=lambda o: -days[o].toordinal()):
        for sentence in texts.sentences[outlet]:
            day = _happened(texts, sentence)
            before = [o for o in days if day and _latest(texts, o) < day and texts.alike(o, sentence) < _TOLD]
            if before and day:
                when = {days[o] for o in before}
                wrote = f"{listed(before, MANY)} wrote ({listed([_day(d) for d in sorted(when)])})"
                claim = f"{outlet} ({_day(days[outlet])}) tells what came after {wrote}: {quoted(sentence.words)}"
                why = f"the last {day:%A} before it was written is later than the day of the others"
                yield Claim("timing", (*before, outlet), claim, (sentence.span,), why, _LAST)
                return


def _happened(texts: Texts, sentence: Sentence) -> dt.date | None:
    """The day of what one of the first sentences tells, by its one weekday; None where it is not plain."""
    if sentence.position > _EARLY or sentence.role != "body" or _NOT_PAST.search(sentence.words):
        return None
    named = {m[1] for m in _DAY.finditer(sentence.words)}
    if len(named) != 1:
        return None
    if not printable(sentence) or leans(texts, sentence) or _POINTS.search(sentence.words):
        return None
    written = texts.days[sentence.outlet]
    return written - dt.timedelta((written.weekday() - _DAYS.index(named.pop())) % 7)


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _head(row: Record) -> Span:
    return (row["article_id"], row["headline_start"], row["headline_end"])


def openings(texts: Texts, letters: Sequence[str] = ()) -> Iterator[Claim]:
    """The first sentences side by side, where each outlet has one article of those days and they open differently.

    Each is printed whole, is no line of a few words, and says more than its headline.
    """
    first = {o: next((s for s in texts.sentences[o] if s.role == "body"), None) for o in texts.outlets}
    shown = [s for s in first.values() if s is not None and len(s.words.split()) >= _SENTENCE]
    # What is cut off may be the news; a line without a full stop is a second headline.
    whole = all(len(s.words) <= WHOLE and _STOPPED.search(s.words) and not _JOINED.match(s.words) for s in shown)
    each = 1 < len(shown) == len(texts.outlets) <= _MOST and len(texts.outlet_of) == len(shown)
    if not whole or not each or letters or _apart(texts) or any(_repeats(texts, s) for s in shown):
        return
    if any(_likeness(texts, a, b) < _DIFFERENT for a, b in combinations(shown, 2)):
        said = ", ".join(f"{quoted(s.words)} ({s.outlet})" for s in shown)
        evidence = tuple(s.span for s in shown)
        yield Claim("headline", texts.outlets, f"They begin: {said}", evidence, "the first sentences", 0.9)


def _likeness(texts: Texts, a: Sentence, b: Sentence) -> float:
    one, other = (texts.vectors.get((s.article_id, s.start)) for s in (a, b))
    return float(one @ other) if one is not None and other is not None else 0.0


def _repeats(texts: Texts, opening: Sentence) -> bool:
    """Whether a first sentence says what its headline said."""
    heads = (s for s in texts.sentences[opening.outlet] if s.role == "headline")
    return any(_likeness(texts, head, opening) >= _ALIKE for head in heads)
