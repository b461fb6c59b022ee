"""Frames: which words speak for which way of seeing an issue, and which frame a sentence puts first.

A dictionary coding in the open: every hit is a span with its pattern and weight, and a sentence's frame is the one
with the highest sum of weights. Different words are summed, a repeated one counts once: saying it again is no new
evidence. What is NOT done: no negation (a sentence that denies a cost still speaks of costs) and no discourse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsparallax.codebooks import Codebook, Codebooks, Entry, select
from newsparallax.codebooks.patterns import Hit
from newsparallax.reading.article import Role
from newsparallax.tagging.parse import Parsed

# One plain pattern, or two weak ones.
THRESHOLD = 2


@dataclass(frozen=True, slots=True)
class FrameHit:
    """Words text[start:end] of the article that speak for a frame.

    `weight` is 3, 2 or 1 (strong to weak evidence); `leads` says whether the frame is its sentence's foremost one in
    its codebook; `tentative` that people agree too little on the frame for a verdict.
    """

    start: int
    end: int
    role: Role
    rule: str
    frame: str
    label: str
    codebook: str
    weight: int
    leads: bool
    tentative: bool


def find(parsed: Parsed, books: Codebooks) -> list[FrameHit]:
    """The hits of every frame codebook in one article, in the order of the text."""
    return sorted(_hits(parsed, books), key=lambda hit: (hit.start, hit.end, hit.codebook, hit.frame))


def _hits(parsed: Parsed, books: Codebooks) -> Iterator[FrameHit]:
    for book in books.of("frames"):
        for block in parsed.blocks:
            text = block.doc.text
            for sentence in block.doc.sents:
                hits = select(book.matcher.matches(text, sentence.start_char, sentence.end_char), apart=True)
                first = leading(scores(text, hits), book)
                for hit in hits:
                    entry = hit.owner
                    yield FrameHit(
                        start=block.start + hit.start,
                        end=block.start + hit.end,
                        role=block.role,
                        rule=entry.rule(hit.pattern),
                        frame=entry.key,
                        label=entry.label,
                        codebook=book.name,
                        weight=entry.weight(hit.pattern),
                        leads=entry.key == first,
                        tentative=entry.tentative,
                    )


def scores(text: str, hits: Iterable[Hit[Entry]]) -> dict[str, int]:
    """Sum of the weights of the different words that speak for each frame."""
    words: dict[tuple[str, str], int] = {}
    for hit in hits:
        key = hit.owner.key, text[hit.start : hit.end].lower()
        words[key] = max(words.get(key, 0), hit.owner.weight(hit.pattern))
    summed: dict[str, int] = {}
    for (frame, _), weight in words.items():
        summed[frame] = summed.get(frame, 0) + weight
    return summed


def leading(summed: dict[str, int], book: Codebook) -> str | None:
    """The frame with the highest sum, of equal ones the first in the codebook; None below THRESHOLD."""
    ranked = [frame for frame in book.entries if summed.get(frame, 0) >= THRESHOLD]
    return max(ranked, key=lambda frame: summed[frame], default=None)


def code(text: str, book: Codebook) -> str | None:
    """The foremost frame of one sentence, or None."""
    return leading(scores(text, select(book.matcher.matches(text), apart=True)), book)
