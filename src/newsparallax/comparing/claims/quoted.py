"""Whose words fill an outlet: those it puts in quotation marks.

Quoted words are the surest of what is said: they stand between marks. What is between marks without a sure speaker is
counted as anybody's, so that it can change no claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsparallax.comparing.claims.texts import MANY, Claim, Span, Texts
from newsparallax.comparing.units import Tables, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.same import may_be_one
from newsparallax.words import listed

# Quoted words that are more than a phrase.
_LEAST = 5
_MARKED = re.compile(r"“[^“”]+”?|\"[^\"]+\"?")
# Fewer quoted words say little of an outlet; who is quoted most must have so many times the words of the next.
_LEAST_OF_ALL, _AHEAD = 60, 1.5
# One mark in so many may be without its other.
_NESTED = 6


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: where, how many, and whose for sure (None where nobody knows)."""

    span: Span
    count: int
    name: str | None


def quotations(texts: Texts, outlet: str) -> list[Quotation]:
    """All quoted words of an outlet that make more than a phrase, those of no attribution included."""
    found = []
    held: list[Span] = []
    for row in texts.attributions[outlet]:
        held += [(row["article_id"], low, high) for low, high in row["content_spans"]]
        name = row["members"][0] if row["speaker_sure"] and len(row["members"]) == 1 else None
        for low, high in row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]:
            count = len(tokens(row["content"][max(low - row["start"], 0) : high - row["start"]]))
            found.append(Quotation((row["article_id"], low, high), count, name))
    for sentence in texts.sentences[outlet]:
        for match in _MARKED.finditer(sentence.words):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            if not any(a == sentence.article_id and low < end and start < high for a, low, high in held):
                found.append(Quotation((sentence.article_id, start, end), len(tokens(match.group())), None))
    return [quotation for quotation in found if quotation.count >= _LEAST]


def _paired(texts: Texts, outlet: str) -> bool:
    """Whether the quotation marks of an outlet are paired, but for a quotation in a quotation among many.

    Where marks are lost, words are counted that nobody said. What goes on in the next paragraph opens again there.
    """
    marks, lost, opened = 0, 0, False
    bodies = [s.words.strip() for s in texts.sentences[outlet] if s.role == "body"]
    for words in bodies:
        for mark in re.finditer("[“”]", words):
            inside = 0 < mark.start() < len(words) - 1
            lost += inside and opened != (mark.group() == "”")
            opened = mark.group() == "“"
            marks += 1
    return _NESTED * (lost + opened) <= marks and sum(words.count('"') for words in bodies) % 2 == 0


def about(number: int) -> int:
    """A number of words in tens: counting words is no exact art."""
    return round(number, -1)


def most_quoted(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Ann Berg is quoted most in Fox (about 60 of 90 quoted words), Carl Moe in the Times (about 80 of 90)`.

    Far ahead of the next, and ahead even if all the quoted words whose speaker is not sure were that one's.
    """
    named = {row["actor"] for row in records(tables["mentions"])}
    tops: dict[str, tuple[str, int, int, tuple[Span, ...]]] = {}
    quoted_in = {outlet: quotations(texts, outlet) for outlet in texts.outlets}
    for outlet, found in quoted_in.items():
        counted: Counter[str] = Counter()
        for q in found:
            counted[q.name or ""] += q.count
        unknown, total = counted.pop("", 0), sum(q.count for q in found)
        ranked = counted.most_common(2)
        if not ranked or ranked[0][0] not in named or total < _LEAST_OF_ALL or not _paired(texts, outlet):
            continue
        name, most = ranked[0]
        next_ = sum(n for _, n in ranked[1:])
        if most >= _AHEAD * next_ and most > next_ + unknown:
            tops[outlet] = (name, most, total, tuple(q.span for q in found if q.name == name))
    names = [name for name, *_ in tops.values()]
    why = "words in quotation marks by sure speaker; those without would not change it"
    if len(tops) > 1 and any(not may_be_one(names[0], name) for name in names):
        most_of: dict[str, list[str]] = {}
        for outlet, (name, most, total, _) in tops.items():
            same = next((n for n in most_of if may_be_one(n, name)), name)
            most_of.setdefault(same, []).append(f"{outlet} (about {about(most)} of {about(total)})")
        (name, places), *after = most_of.items()
        places[0] = f"{places[0][:-1]} quoted words)"
        said = [f"{name} is quoted most in {listed(places, MANY)}", *(f"{n} in {listed(p, MANY)}" for n, p in after)]
        evidence = tuple(span for *_, spans in tops.values() for span in spans)
        yield Claim("who_speaks", tuple(tops), ", ".join(said), evidence, why, 1.0)
