"""One text while its paragraphs are labelled, and what the shape of a line says."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from newsparallax.corpus import OutletRules
from newsparallax.reading import dates
from newsparallax.reading.linewords import word_pattern
from newsparallax.reading.units import Unit
from newsparallax.values import Role
from newsparallax.words import count_words

Label = tuple[Role, str]

STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
# A full stop after a small letter or a bracket: "U.S. Senator" is no end of a sentence.
SENTENCES = re.compile(
    r"(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bMr)(?<!\bDr)(?<=[a-zà-ÿ0-9%)\]\"'”’»])[.!?…]"
    r"[\"'”’»)\]]*\s+[\"'“‘«(\[]*[A-Z0-9]"
)
ENDS_OPEN = re.compile(r"[.!?…:;,\"'”’»)\]]\s*$")
SAID = word_pattern("said", re.IGNORECASE)
FINITE = word_pattern("finite", re.IGNORECASE)
_CUT = 16  # words: a shorter line that ends in dots is a headline cut off
CAPTION_BELOW = re.compile(r"\bcaption\W*$", re.IGNORECASE)  # the next line is one


def normal(words: str) -> str:
    """Words as they are compared: case, punctuation and white space left out."""
    return " ".join(re.findall(r"\w+", words.casefold()))


@dataclass(slots=True)
class Page:
    """One text while its paragraphs are labelled.

    `title`, `dek` and `authors` are what the row or the page states; `story` is where the story begins and ends, once
    a pass has found it.
    """

    text: str
    units: list[Unit]
    outlet: str
    rules: OutletRules
    title: str | None
    repeated: Collection[str]
    dek: str | None = None
    authors: tuple[str, ...] = ()
    labels: dict[int, Label] = field(default_factory=dict)
    story: tuple[int, int] | None = None
    _words: list[str] = field(init=False)
    _normal: dict[int, str] = field(default_factory=dict)
    _dates: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._words = [re.sub(r"\s", " ", self.text[u.start : u.end]) for u in self.units]

    def words(self, index: int) -> str:
        """A paragraph's words on one line, as long as they stand in the text."""
        return self._words[index]

    def normal(self, index: int) -> str:
        """A paragraph's words as they are compared."""
        if index not in self._normal:
            self._normal[index] = normal(self._words[index])
        return self._normal[index]

    @property
    def open(self) -> list[int]:
        """The paragraphs no pass has labelled yet."""
        return [i for i in range(len(self.units)) if i not in self.labels]

    def first(self, role: Role) -> int | None:
        return min((i for i, label in self.labels.items() if label[0] == role), default=None)

    def is_date(self, index: int) -> bool:
        """Whether a paragraph holds dates and nothing else that tells."""
        if index not in self._dates:
            unit = self.units[index]
            self._dates[index] = bool(dates.line_dates(self.text, unit.start, unit.end, None))
        return self._dates[index]

    def is_told(self, index: int) -> bool:
        """Whether a paragraph is ended like a sentence, and as long as one."""
        words = self.words(index)
        if words.rstrip().endswith(("...", "…")) and count_words(words) < _CUT:
            return False
        return bool(STOP.search(words)) and (count_words(words) >= 8 or bool(SENTENCES.search(words)))


Pass = Callable[[Page], Iterator[tuple[int, Label]]]
