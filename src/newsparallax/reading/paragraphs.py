"""What is parsed as one unit: the parts of a paragraph that are tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsparallax.reading.article import TAGGED, Paragraph
from newsparallax.reading.divide import Part
from newsparallax.reading.units import Unit

# Characters parsed as one unit at most. No paragraph of a news text is so long; a text without line breaks may be, and
# a parser's memory, and the work on what names and quotations of one paragraph mean, grow with what they are given.
LONGEST = 10_000


def paragraphs(text: str, divided: Iterable[tuple[Unit, list[Part]]]) -> Iterator[Paragraph]:
    """The tagged parts in order, white space around them left out."""
    for _, parts in divided:
        for part in parts:
            raw = text[part.start : part.end]
            start = part.start + len(raw) - len(raw.lstrip())
            end = part.end - (len(raw) - len(raw.rstrip()))
            if part.role in TAGGED:
                yield from (Paragraph(a, b, part.role) for a, b in _pieces(text, start, end))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        # After the last sentence that fits, else after the last word, else in the middle of a word.
        cut = text.rfind(". ", start, start + LONGEST) + 1 or text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end
