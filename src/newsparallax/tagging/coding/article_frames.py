"""Whether a whole article tells of conflict, or of economic consequences: yes, or no.

Two linear models over an article's letter sequences and the weight of the frame codebooks' evidence in it, trained on
the climate articles of Frermann et al. (2023). People agree on these two frames moderately (alpha about .4 and .6), on
morality and human interest hardly at all: for those there is no verdict, only the passages of the table `frames`.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log1p
from pathlib import Path

from newsparallax.codebooks import Codebooks, select
from newsparallax.tagging.coding.frame_model import letters
from newsparallax.tagging.coding.linear import Linear, blocks
from newsparallax.tagging.coding.linear import load as load_model
from newsparallax.words import WORD

FRAMES = ("conflict", "economic")
_OPENING = 800  # characters: headline and first paragraphs, where an article's frame is set


def kind(frame: str) -> str:
    """What a model file for one frame says it codes."""
    return f"article {frame}"


def path(frame: str) -> Path:
    """Where the package keeps its model of one frame."""
    return Path(__file__).with_name(f"article_{frame}.npz")


@lru_cache(maxsize=len(FRAMES))
def shipped(frame: str) -> Linear:
    """The model of the package for one of FRAMES."""
    return load_model(path(frame), kind(frame))


def features(text: str, books: Codebooks) -> dict[str, float]:
    """Named features: letter sequences inside words, and for each frame how much evidence, how varied, how early."""
    words = [word.lower() for word in WORD.findall(text)]
    evidence: dict[str, float] = {}
    for book in books.of("frames"):
        sums: Counter[str] = Counter()
        early: Counter[str] = Counter()
        patterns: dict[str, set[str]] = {}
        for hit in select(book.matcher.matches(text), apart=True):
            frame, weight = hit.owner.key, hit.owner.weight(hit.pattern)
            # Weak words tell something within a sentence; over an article they only count its words.
            if weight > 1:
                sums[frame] += weight
                patterns.setdefault(frame, set()).add(hit.pattern)
                early[frame] += weight if hit.start < _OPENING else 0
        for frame in book.entries:
            evidence |= {
                f"d {book.name} {frame}": log1p(100 * sums[frame] / (len(words) or 1)) / 4,
                f"s {book.name} {frame}": sums[frame] / (sum(sums.values()) + 1),
                f"e {book.name} {frame}": log1p(early[frame]) / 6,
                f"k {book.name} {frame}": log1p(len(patterns.get(frame, ()))) / 8,
            }
    return {**blocks((1.0, letters(words))), **{name: value / 4 for name, value in evidence.items()}}


def code(text: str, books: Codebooks) -> dict[str, bool]:
    """The verdict on each of FRAMES for one article."""
    seen = features(text, books)
    return {frame: shipped(frame).code(seen) == "yes" for frame in FRAMES}
