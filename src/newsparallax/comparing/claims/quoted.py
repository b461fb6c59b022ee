"""Whose words fill an outlet: those it puts in quotation marks.

Quoted words are the surest of what is said: they stand between marks. What is between marks without a sure speaker is
counted as anybody's, so that it can change no claim.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.claims.texts import MANY, Claim, Span, Texts
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.same import may_be_one
from newsparallax.words import listed

# Quoted words that are more than a phrase.
LEAST = 5
_MARKED = re.compile(r"“[^“”]+”?|\"[^\"]+\"?")
# A voice fills an outlet with so many quoted words and more than this share of all of them, and of no other outlet's.
_MUCH, _MOST, _LITTLE = 40, 0.5, 0.33


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words, how many, whose for sure (None where nobody knows), and the attribution they stand in."""

    span: Span
    words: str
    count: int
    name: str | None
    row: Record | None


def quotations(texts: Texts, outlet: str) -> list[Quotation]:
    """All quoted words of an outlet that make more than a phrase, those of no attribution included."""
    found = []
    held: list[Span] = []
    for row in texts.attributions[outlet]:
        held += [(row["article_id"], low, high) for low, high in row["content_spans"]]
        sure = row["speaker_sure"] and len(row["members"]) == 1
        for low, high in row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]:
            words = row["content"][max(low - row["start"], 0) : high - row["start"]]
            count = len(tokens(words))
            if count >= LEAST:
                name = row["members"][0] if sure else None
                found.append(Quotation((row["article_id"], low, high), words, count, name, row))
    for sentence in texts.sentences[outlet]:
        for match in _MARKED.finditer(sentence.words):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            count = len(tokens(match.group()))
            held_here = any(a == sentence.article_id and low < end and start < high for a, low, high in held)
            if count >= LEAST and not held_here:
                found.append(Quotation((sentence.article_id, start, end), match.group(), count, None, None))
    return found


def about(number: int) -> int:
    """A number of words in tens: counting words is no exact art."""
    return round(number, -1)


def fills(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Ann Berg is quoted most in Fox (about 60 of 90 quoted words), Carl Moe in the Times (about 80 of 90)`.

    So far ahead that all the quoted words whose speaker is not sure, given to the next, would not change it. Where only
    one outlet stands out: `Most of the words that Fox quotes are Ann Berg's`.
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
        if not ranked or ranked[0][0] not in named or ranked[0][1] < _MUCH / 2:
            continue
        name, most = ranked[0]
        if most > sum(n for _, n in ranked[1:]) + unknown:
            tops[outlet] = (name, most, total, tuple(q.span for q in found if q.name == name))
    names = [name for name, *_ in tops.values()]
    why = "words in quotation marks by sure speaker; those without would not change it"
    if len(tops) > 1 and any(not may_be_one(names[0], name) for name in names):
        most_of: dict[str, list[str]] = {}
        for outlet, (name, most, total, _) in tops.items():
            same = next((n for n in most_of if may_be_one(n, name)), name)
            most_of.setdefault(same, []).append(f"{outlet} (about {about(most)} of {about(total)})")
        (name, places), *after = most_of.items()
        places[0] = places[0].replace(")", " quoted words)")
        said = [f"{name} is quoted most in {listed(places, MANY)}", *(f"{n} in {listed(p, MANY)}" for n, p in after)]
        evidence = tuple(span for *_, spans in tops.values() for span in spans)
        yield Claim("who_speaks", tuple(tops), ", ".join(said), evidence, why, 1.0)
        return
    for outlet, (name, most, total, spans) in tops.items():
        others = texts.others(outlet)
        far = [max(_share(quoted_in[o], name, sure=sure) for o in others) < _LITTLE for sure in (True, False) if others]
        if most >= _MUCH and most > _MOST * total and far[:1] == [True]:
            much = "Most" if 2 * about(most) > about(total) else "About half"
            sentence = f"{much} of the words that {outlet} quotes are {name}’s (about {about(most)} of {about(total)})"
            rest = f"; in {listed(others, MANY)} it is less than a third" if far[1] else ""
            yield Claim("who_speaks", (outlet,), sentence + rest, spans, why, 0.8 + most / total)


def _share(found: Sequence[Quotation], name: str, *, sure: bool) -> float:
    """The share of quoted words that are somebody's for sure, or that may be: those without a sure speaker, too."""
    total = sum(q.count for q in found)
    own = sum(q.count for q in found if (q.name is None and not sure) or (q.name and may_be_one(name, q.name)))
    return own / total if total else 0.0
