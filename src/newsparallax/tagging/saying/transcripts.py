"""Pages on which others write or speak: transcripts, whose paragraphs open with `NAME:`, and letters, signed below."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsparallax.tagging.saying.attribution import INTRODUCING

_LABEL = re.compile(
    r"[“\"]?(?P<name>(?:[A-Z][A-Z.'’\-]+|[A-Z][\w.'’\-]+|Q|A)(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|von|al|bin)){0,5})"
    r"(?: ?\([^)\n]{1,60}\))?(?P<colon>:)\s+(?=\S)"
)
_ANNOTATION = re.compile(r"[\s“\"]*[(\[].*[)\]]\W*$")
# A line below somebody's words: "Ann Lind.", "— Ann Lind, Harbour Town", "@annlind"; where he lives may follow.
_SIGNED = re.compile(
    r"[—–-]{0,2} ?(?P<name>@\w{2,}|[A-Z][\w'’.-]*(?: (?:[A-Z][\w'’.-]*|de|van|von|al)){0,2} [A-Z][\w'’-]+)"
    r"(?:[;,] [A-Z][\w.,’' -]{1,40})?\W{0,2}"
)
_PLACE = re.compile(r"(?:[A-Z][\w.'’-]*,? ?){1,4}\W?")
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# The outlet's own words between letters: what it asked, and the event that they are about.
_OWN = re.compile(r"We asked\b|Our (?:readers|followers)\b|[^.?!\n]* on (?:Mon|Tues|Wednes|Thurs|Fri)day\.$", re.M)
_LEAST_SIGNED = 3
_LONGEST_LETTER = 6  # paragraphs, on the average
# Speakers take turns: fewer labels, or one label only, are headings of another kind.
MIN_TURNS = 3
MIN_SPEAKERS = 2
_TAKEN = "speaker taken from the paragraph before"


@dataclass(frozen=True, slots=True)
class Turn:
    """What one paragraph gives to who speaks or wrote it; offsets are those of the article's text.

    `colon` is the mark behind a label, None where there is none; `review` why a person should look at it.
    """

    name: tuple[int, int]
    colon: tuple[int, int] | None
    content: tuple[int, int]
    rule: str
    review: str | None = None


def turns(text: str, paragraphs: Sequence[tuple[int, int]]) -> dict[int, Turn]:
    """For each paragraph (by its number) that is part of a transcript: who speaks in it and what is said.

    A paragraph without a label between two labelled ones goes on with the speaker before it; a paragraph wholly in
    brackets is a stage direction.
    """
    labels = {n: m for n, (start, end) in enumerate(paragraphs) if (m := _LABEL.match(text, start, end))}
    names = [m["name"] for m in labels.values()]
    again = {name for name in names if names.count(name) > 1}
    if len(names) < MIN_TURNS or len(set(names)) < MIN_SPEAKERS or not again:
        return {}
    spoken = sum(text[m.end() : paragraphs[n][1]].rstrip()[-1:] in tuple(".?!…”\"'’)-—") for n, m in labels.items())
    if 2 * spoken < len(labels) or 2 * len(labels) < max(labels) - min(labels) + 1:
        return {}
    found: dict[int, Turn] = {}
    speaking: re.Match[str] | None = None
    last = max(labels)
    for number, (start, end) in enumerate(paragraphs):
        label = labels.get(number)
        if label is not None:
            speaking = label
            found[number] = Turn(label.span("name"), label.span("colon"), (label.end(), end), "transcript")
        elif speaking is not None and number < last and not _ANNOTATION.match(text, start, end):
            span, colon = speaking.span("name"), speaking.span("colon")
            found[number] = Turn(span, colon, (start, end), "transcript goes on", _TAKEN)
    return found


def letters(text: str, body: Mapping[int, tuple[int, int]]) -> dict[int, Turn]:
    """For each body paragraph (by its number) of a page of readers' letters and posts: who signed it.

    Every passage of such a page is signed below, the last one too: where names head what follows, it is none.
    """
    found: dict[int, Turn] = {}
    names: list[str] = []
    waiting: list[int] = []
    heading: int | None = None
    told = sorted((start, end, number) for number, (start, end) in body.items())
    # A signature may be no part of the body: "John Moe." is read as a byline, or as what stands below the story.
    gaps = pairwise([*told, (len(text), len(text), -1)])
    apart = ((*m.span(), -1) for before, behind in gaps for m in _LINE.finditer(text, before[1], behind[0]))
    for start, end, number in sorted([*told, *apart]):
        signed = _SIGNED.fullmatch(text, start, end)
        if signed is not None and waiting:
            span, first = signed.span("name"), None if heading is None else waiting[0]
            found |= {n: Turn(span, None, body[n], "signed", INTRODUCING if n == first else None) for n in waiting}
            names.append(signed["name"])
            waiting, heading = [], None
        elif text[start:end].isupper():
            waiting, heading = [], number  # "LETTERS", "FACEBOOK": the first words below may be the outlet's own
        elif number in body and not (names and not waiting and _PLACE.fullmatch(text, start, end)):
            waiting += [] if _OWN.match(text, start, end) else [number]
    closed = all("@" in text[slice(*body[n])] for n in waiting)
    several = len(set(names)) >= _LEAST_SIGNED and len(found) <= _LONGEST_LETTER * len(names)
    return found if closed and several else {}
