"""Frames: which words speak for which way of seeing an issue, and which frame a sentence puts first.

A dictionary coding in the open: every hit is a span with its pattern and weight, and a sentence's frame is the one
with the highest sum of weights. Different words are summed, a repeated one counts once: saying it again is no new
evidence. Names are no evidence: neither "Price" as a surname nor a country, its people, or the office beside a name;
a body's name counts only as a whole ("Supreme Court", not the "Justice" of a department).
What is NOT done: no negation (a sentence that denies a cost still speaks of costs) and no discourse.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsparallax.codebooks import Codebook, Codebooks, Entry, select
from newsparallax.codebooks.patterns import Hit, Rule
from newsparallax.reading.article import Role
from newsparallax.tagging.coding.mentions import mentions
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.who.cast import Cast
from newsparallax.tagging.who.lexicon import lexicon

# One strong pattern, or a plain one with another word beside it; weak words alone are never enough.
THRESHOLD = 3
_PLAIN = 2
Span = tuple[int, int]


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


def find(parsed: Parsed, people: Cast, books: Codebooks) -> list[FrameHit]:
    """The hits of every frame codebook in one article, in the order of the text."""
    return sorted(_hits(parsed, people, books), key=lambda hit: (hit.start, hit.end, hit.codebook, hit.frame))


def _hits(parsed: Parsed, people: Cast, books: Codebooks) -> Iterator[FrameHit]:
    names, bodies = _names(parsed, people), _bodies(people)

    def speaks(match: tuple[int, int, Rule[Entry]], offset: int) -> bool:
        start, end = match[0] + offset, match[1] + offset
        return not any(start < b and a < end for a, b in names) and all(
            b <= start or end <= a or (start <= a and b <= end) for a, b in bodies
        )

    for book in books.of("frames"):
        for block in parsed.blocks:
            text = block.doc.text
            for sentence in block.doc.sents:
                matches = book.matcher.matches(text, sentence.start_char, sentence.end_char)
                hits = select((match for match in matches if speaks(match, block.start)), apart=True)
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


def _names(parsed: Parsed, people: Cast) -> list[Span]:
    """Where persons and places are named, with their offices, and countries and their peoples."""
    lex = lexicon()
    found = [(m.start, m.end) for m in mentions(parsed, people) if m.type in ("person", "place") or m.office]
    for page in people.pages:
        t = page.t
        for at in range(len(t)):
            if t.text[at][:1].isupper() and (known := lex.country_in(page.fold, at, len(t))):
                found.append((t.start[at], t.end[at + known[0] - 1]))
    return found


def _bodies(people: Cast) -> list[Span]:
    bodies = ("organisation", "outlet")
    return [(n.start, n.end) for n in people.namings if people.members[n.member].type in bodies]


def scores(text: str, hits: Iterable[Hit[Entry]]) -> dict[str, int]:
    """Sum of the weights of the different words that speak for each frame; 0 where all of them are weak."""
    words: dict[tuple[str, str], int] = {}
    for hit in hits:
        key = hit.owner.key, text[hit.start : hit.end].lower()
        words[key] = max(words.get(key, 0), hit.owner.weight(hit.pattern))
    plain = {frame for (frame, _), weight in words.items() if weight >= _PLAIN}
    summed: dict[str, int] = {}
    for (frame, _), weight in words.items():
        summed[frame] = summed.get(frame, 0) + (weight if frame in plain else 0)
    return summed


def leading(summed: dict[str, int], book: Codebook) -> str | None:
    """The frame with the highest sum, of equal ones the first in the codebook; None below THRESHOLD."""
    ranked = [frame for frame in book.entries if summed.get(frame, 0) >= THRESHOLD]
    return max(ranked, key=lambda frame: summed[frame], default=None)


def code(text: str, book: Codebook) -> str | None:
    """The foremost frame of one sentence, or None."""
    return leading(scores(text, select(book.matcher.matches(text), apart=True)), book)
