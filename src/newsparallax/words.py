"""What counts as one word, everywhere."""

from __future__ import annotations

import re

# Letters and digits, joined inside by apostrophes, hyphens, points or commas: "don't", "tit-for-tat", "U.S", "1,000".
WORD = re.compile(r"\w+(?:[’'\-.,]\w+)*")


def count_words(text: str) -> int:
    """Number of words in a text."""
    return len(WORD.findall(text))
