"""Transcripts: paragraphs that open with `NAME:` and hold the words of that speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LABEL = re.compile(
    r"[“\"]?(?P<name>(?:[A-Z][A-Z.'’\-]+|[A-Z][\w.'’\-]+|Q|A)(?: (?:[A-Z][\w.'’\-]*|of|the|de|van|von|al|bin)){0,5})"
    r"(?: ?\([^)\n]{1,60}\))?(?P<colon>:)\s+(?=\S)"
)
_ANNOTATION = re.compile(r"[\s“\"]*[(\[].*[)\]]\W*$")
# Speakers take turns: fewer labels, or one label only, are headings of another kind.
MIN_TURNS = 3
MIN_SPEAKERS = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """What one paragraph of a transcript gives to a speaker; offsets are those of the article's text."""

    name: tuple[int, int]
    colon: tuple[int, int]
    content: tuple[int, int]
    labelled: bool


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
            found[number] = Turn(label.span("name"), label.span("colon"), (label.end(), end), True)
        elif speaking is not None and number < last and not _ANNOTATION.match(text, start, end):
            found[number] = Turn(speaking.span("name"), speaking.span("colon"), (start, end), False)
    return found
