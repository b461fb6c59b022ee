"""What is parsed as one unit: the parts of a paragraph that are tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsparallax.reading.article import TAGGED, Paragraph
from newsparallax.reading.divide import Part
from newsparallax.reading.units import Unit


def paragraphs(text: str, divided: Iterable[tuple[Unit, list[Part]]]) -> Iterator[Paragraph]:
    """The tagged parts in order, white space around them left out."""
    for _, parts in divided:
        for part in parts:
            raw = text[part.start : part.end]
            start = part.start + len(raw) - len(raw.lstrip())
            end = part.end - (len(raw) - len(raw.rstrip()))
            if part.role in TAGGED and start < end:
                yield Paragraph(start, end, part.role)
