"""What is parsed as one unit: the parts of a paragraph that are tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from newsparallax.reading.article import TAGGED, Paragraph
from newsparallax.reading.breaks import lost_breaks
from newsparallax.reading.divide import Part
from newsparallax.reading.units import Unit

# Characters parsed as one unit at most. No paragraph of a news text is so long; a text without line breaks may be, and
# a parser's memory, and the work on what names and quotations of one paragraph mean, grow with what they are given.
LONGEST = 10_000


def paragraphs(text: str, divided: Iterable[tuple[Unit, list[Part]]]) -> Iterator[Paragraph]:
    """The tagged parts in order, white space around them left out; a line that lost its breaks is several."""
    for _, parts in divided:
        for part in parts:
            if part.role not in TAGGED:
                continue
            cuts = lost_breaks(text, part.start, part.end) if part.role == "body" else []
            for low, high in pairwise([part.start, *cuts, part.end]):
                role = "subhead" if cuts and text[low:high].isupper() else part.role
                yield from (Paragraph(a, b, role) for a, b in _pieces(text, *_trimmed(text, low, high)))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the white space around it."""
    raw = text[start:end]
    return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        # After the last sentence that fits, else after the last word, else in the middle of a word.
        cut = text.rfind(". ", start, start + LONGEST) + 1 or text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end
