"""What a trained frame model sees of a sentence: its words, its letter sequences, and the codebooks' evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from newsparallax.codebooks import Codebooks, select
from newsparallax.tagging.coding.frames import scores
from newsparallax.tagging.coding.linear import blocks
from newsparallax.words import WORD

KIND = "frames"


def features(text: str, books: Codebooks) -> dict[str, float]:
    """Named features: words and pairs of words, sequences of 3 to 5 letters inside words, sums of codebook weights."""
    words = [word.lower() for word in WORD.findall(text)]
    grams = Counter([f"w {word}" for word in words] + [f"p {a} {b}" for a, b in pairwise(words)])
    evidence: dict[str, float] = {}
    for book in books.of("frames"):
        summed = scores(text, select(book.matcher.matches(text), apart=True))
        most = max(summed.values(), default=0)
        for frame, weight in summed.items():
            evidence[f"f {book.name} {frame}"] = log1p(weight)
            # How much of the evidence is for this frame, and whether none has more, tells what sums alone do not.
            evidence[f"s {book.name} {frame}"] = weight / (sum(summed.values()) + 2)
            if weight == most and weight > 1:
                evidence[f"m {book.name} {frame}"] = 1.0
    return {
        **blocks((1.0, {n: log1p(v) for n, v in grams.items()}), (0.7, letters(words))),
        **{name: value / 2 for name, value in evidence.items()},
    }


def letters(words: Sequence[str]) -> dict[str, float]:
    """How often each sequence of 3 to 5 letters stands inside the words (as a logarithm), word edges being spaces."""
    counts = Counter(
        f"c {padded[at : at + size]}"
        for padded in (f" {word} " for word in words)
        for size in (3, 4, 5)
        for at in range(len(padded) - size + 1)
    )
    return {name: log1p(count) for name, count in counts.items()}
