"""What counts as one word, everywhere; and words as a sentence, a terminal, a spreadsheet or TOML may be given them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

# Letters and digits, joined inside by apostrophes, hyphens, points or commas: "don't", "tit-for-tat", "U.S", "1,000".
WORD = re.compile(r"\w+(?:[’'\-.,]\w+)*")


def count_words(text: str) -> int:
    """Number of words in a text."""
    return len(WORD.findall(text))


# What makes a terminal do something, or shows a line in another order than it is written; halves of characters.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = re.compile(r"[=+\-@\t\r]")


def printable(text: str) -> str:
    """A text for a terminal: every character that would command it stands as its code (`\\x1b`)."""
    return _COMMANDS.sub(lambda found: ascii(found[0])[1:-1], text)


def cell(text: str) -> str:
    """A text for a cell of a CSV file: with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(text: str) -> str:
    """The text that `cell` gave a cell."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def listed(names: Iterable[str], most: int | None = None) -> str:
    """`A`, `A and B`, `A, B and C`; of more than `most` the first, and how many others."""
    *before, last = list(names) or [""]
    if most and len(before) >= most:
        before, last = before[: most - 1], f"{len(before) - most + 2} others"
    return f"{', '.join(before)} and {last}" if before else last


def in_toml(text: str) -> str:
    """A text as a string of TOML, which is one of JSON but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
