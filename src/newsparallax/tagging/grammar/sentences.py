"""Sentences of the parsed paragraphs, and the voice of every stretch of them.

Three voices: the narrator (the outlet's own), `reported` (inside an attribution, the outlet's words for another's
claim) and `quoted` (inside an attribution and in quotation marks). An outlet that quotes "killer" has not written it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsparallax.tables import Row
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.values import Role, Voice


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: offsets in the article's text without surrounding blanks, the role of its line, its id."""

    id: str
    start: int
    end: int
    role: Role
    position: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of text in one voice; `attribution_id` is None for the narrator."""

    start: int
    end: int
    voice: Voice
    attribution_id: str | None


def sentences(parsed: Parsed) -> list[Sentence]:
    """The article's sentences in order; a paragraph's first sentence never begins in another paragraph.

    A quotation mark that the parser set apart belongs to the sentence behind it, or at the end to the one before.
    """
    article, found = parsed.article, list[Sentence]()
    for block in parsed.blocks:
        spans: list[tuple[int, int]] = []
        marks: int | None = None  # where marks without a word began
        for span in block.doc.sents:
            words = span.text
            start = block.start + span.start_char + len(words) - len(words.lstrip())
            end = start + len(words.strip())
            if end > start and any(map(str.isalnum, words)):
                spans.append((start if marks is None else marks, end))
                marks = None
            elif end > start and marks is None:
                marks = start
        if marks is not None:
            last = block.start + len(block.doc.text.rstrip())
            spans = [*spans[:-1], (spans[-1][0] if spans else marks, last)]
        for start, end in spans:
            position = len(found) + 1
            found.append(Sentence(f"{article.id}:s{position}", start, end, block.role, position))
    return found


def stretches(length: int, attributions: Iterable[Row]) -> list[Stretch]:
    """The whole text [0, length) as disjoint stretches in order, from rows of the table `attributions`.

    Where two attributions claim the same words the later one, which stands inside, has them. A refusal is told by
    the narrator: nobody's words stand in it.
    """
    claimed: list[tuple[int, int, Voice, str]] = []
    for row in attributions:
        if row["kind"] == "refusal":
            continue
        name = row["attribution_id"]
        claimed += [(start, end, "reported", name) for start, end in row["content_spans"]]
        direct = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
        claimed += [(start, end, "quoted", name) for start, end in direct]
    owner: list[int] = [0] * length
    for number, (start, end, _, _) in enumerate(claimed, 1):
        owner[start:end] = [number] * (end - start)
    result: list[Stretch] = []
    start = 0
    for at in range(1, length + 1):
        if at == length or owner[at] != owner[start]:
            if owner[start]:
                result.append(Stretch(start, at, *claimed[owner[start] - 1][2:]))
            else:
                result.append(Stretch(start, at, "narrator", None))
            start = at
    return result


def within(parts: Sequence[Stretch], start: int, end: int) -> list[Stretch]:
    """The stretches of `parts` (disjoint, in order) cut to [start, end)."""
    first = max(0, bisect_right(parts, start, key=lambda part: part.start) - 1)
    cut: list[Stretch] = []
    for part in parts[first:]:
        if part.start >= end:
            break
        low, high = max(part.start, start), min(part.end, end)
        if low < high:
            cut.append(Stretch(low, high, part.voice, part.attribution_id))
    return cut


def voice_of(parts: Sequence[Stretch], start: int, end: int) -> Stretch:
    """The voice that has most of [start, end)'s characters."""
    return max(within(parts, start, end), key=lambda part: part.end - part.start)


def sentence_at(found: Sequence[Sentence], start: int) -> Sentence | None:
    """The sentence in which the character at `start` stands."""
    index = bisect_right(found, start, key=lambda sentence: sentence.start) - 1
    return found[index] if index >= 0 and start < found[index].end else None
