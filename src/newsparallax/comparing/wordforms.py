"""Words of a passage as the comparison sees them: tokens with offsets, stems, function words, numbers.

The stemmer strips the endings that tellings of one fact differ in most (plural, past, -ing, -ation, -ment); it is
lighter than Porter's (1980), because two different words put together cost more here than one word kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsparallax.codebooks import word_lists

# Numbers with their separators; words with inner apostrophes, points and hyphens, and abbreviations with their point.
_TOKEN = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+(?:[’'.\-][^\W\d_]+)*\.?")

_BOOK = word_lists("wordforms")
FUNCTION_WORDS = frozenset(_BOOK["function_words"].split())
TITLES = frozenset(_BOOK["titles"].split())
_IRREGULAR: dict[str, str] = _BOOK["irregular"]
# Ending, what stands for it, fewest characters that must be left.
_ENDINGS = (
    ("ations", "ate", 4), ("ation", "ate", 4), ("ements", "", 4), ("ement", "", 4), ("ments", "", 4), ("ment", "", 4),
    ("ness", "", 4), ("ingly", "", 4), ("edly", "", 4), ("ies", "y", 2), ("ied", "y", 2), ("sses", "ss", 2),
    ("ings", "", 4), ("ing", "", 3), ("ed", "", 3), ("ers", "", 4), ("er", "", 4), ("ly", "", 4), ("es", "", 4),
    ("s", "", 3),
)  # fmt: skip
_KEEP_S = ("ss", "us", "is")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number: its characters, where they stand in the passage, and its stem."""

    text: str
    start: int
    end: int
    stem: str

    @property
    def concept(self) -> str:
        """The stem, or the one that stands for it and its synonyms."""
        return SYNONYMS.get(self.stem, self.stem)

    @property
    def is_function(self) -> bool:
        return plain(self.text) in FUNCTION_WORDS

    @property
    def is_number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


@lru_cache(maxsize=4096)  # many questions are asked of each sentence
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text, in order."""
    return tuple(Token(m.group(), m.start(), m.end(), stem(m.group())) for m in _TOKEN.finditer(text))


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """A word in lower case, with a straight apostrophe, without final point and possessive."""
    return word.lower().rstrip(".").replace("’", "'").removesuffix("'s")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What the forms of a word share; not necessarily a word itself ("relations" and "relation": "relat")."""
    word = plain(word)
    word = _IRREGULAR.get(word, word)
    if not word or word[0].isdigit():
        return word
    for ending, instead, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            if ending == "s" and word.endswith(_KEEP_S):
                break
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        return word[:-1]
    if len(word) > 3 and word.endswith("y"):
        return word[:-1] + "i"
    return word


def concept(word: str) -> str:
    """The stem that stands for a word and its synonyms."""
    return SYNONYMS.get(stem(word), stem(word))


# Stem of a word: the stem that stands for its synonyms, that of the first word of its line.
SYNONYMS = {
    stem(word): stem(words[0])
    for line in _BOOK["synonyms"].strip().splitlines()
    if (words := line.split())
    for word in words
}
