"""What a report is made of, free of any output format: words, tables, cards, an overview, the articles.

A notebook's output carries a block as JSON under `MIME`; the HTML and the Typst exporter render the same block, so
that page and print cannot disagree. Text is a sequence of runs; a run may point to the passages it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

MIME = "application/vnd.newsparallax.block+json"
# Where this environment variable is set nobody looks at a notebook: its outputs carry blocks, and no HTML beside them.
ONLY = "NEWSPARALLAX_BLOCKS_ONLY"

# What the signs of the overview and of a card's strip say; more outlets than so many are counted there, not named.
SIGNS = {"●": "told", "?": "not sure", "○": "not found", "–": "not asked: written at another time"}
NAMED = 8
# White words stand on each of them with a contrast of 4.5 or more; the style sheets have the same. The last is for what
# is none of the series.
COLOURS = ("#2b66b1", "#b3590f", "#1f7a55", "#8a4f9e", "#7d6608", "#1c7485", "#b3382c", "#666c78")
GREY = len(COLOURS) - 1
EXCERPT = 15  # words of a cited passage that are shown where the articles may not be

# `changed` and `added` compare two tellings: the renderers mark them by more than colour.
Mark = Literal["", "strong", "emphasis", "muted", "changed", "added"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, or a line that is none (byline, dateline): the unit that references name, `TASS 14`.

    `article` counts the articles from 1, `number` the sentences of one; `start` is where it begins in the article's
    text, `line` its line in the file; in `words` white space is plain, each character in its place.
    """

    article: int
    outlet: str
    number: int
    line: int
    start: int
    words: str

    @property
    def anchor(self) -> str:
        """Its id on the page and its label in print."""
        return f"a{self.article}-{self.number}"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words within one sentence; offsets count characters of the article's text."""

    sentence: Sentence
    start: int
    end: int

    @property
    def within(self) -> tuple[int, int]:
        """Where the words begin and end in their sentence, in characters."""
        return self.start - self.sentence.start, self.end - self.sentence.start

    @property
    def words(self) -> str:
        """The words themselves."""
        low, high = self.within
        return self.sentence.words[low:high]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; `passages` are the evidence it links to.

    `cut` counts the passages that are not listed because a number rests on more than a page can show. `key` names the
    quantity that a number gives: wherever the report gives it again it gives the same.
    """

    text: str
    mark: Mark = ""
    passages: tuple[Passage, ...] = ()
    cut: int = 0
    key: str = ""


Rich = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `tone` says whether it leads the report, is plain, or is a remark to read beside the rest."""

    text: Rich
    tone: Literal["lead", "plain", "note"] = "plain"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: its name, its share of the whole (0 to 1), and its colour's place in the palette."""

    name: str
    share: float
    colour: int
    passages: tuple[Passage, ...] = ()
    key: str = ""

    @property
    def per_cent(self) -> str:
        """The share as it is printed."""
        return per_cent(self.share)


@dataclass(frozen=True, slots=True)
class Bar:
    """A whole divided into parts, drawn within a cell; `of` says how much the whole is: `140 words`."""

    parts: tuple[Part, ...]
    of: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where things stand in an article, from its first word (0) to its last (1), drawn above a cell's text."""

    marks: tuple[float, ...]
    text: Rich


Cell = Rich | Bar | Strip


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A captioned table: the first column of `rows` is the row's header; `align` holds `text` or `number` for each
    column, `widths` relative widths of the columns (0: as narrow as its content)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]
    note: str = ""

    @property
    def legend(self) -> dict[str, int]:
        """The colours of the bars by the names of their parts."""
        return _legend(cell for row in self.rows for cell in row)


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole comparison at a glance: a row for each question, a column for each outlet.

    `columns` hold a name and what stands small below it; a row is its header and a cell for each column. With many
    outlets it is a `matrix`: a row for each of them, columns as narrow as a dot, and `numbered` says what these are.
    """

    caption: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Rich, tuple[Cell, ...]], ...]
    note: str = ""
    matrix: bool = False
    numbered: tuple[Rich, ...] = ()

    @property
    def legend(self) -> dict[str, int]:
        """The colours of the bars by the names of their parts."""
        return _legend(cell for _, cells in self.rows for cell in cells)


@dataclass(frozen=True, slots=True)
class Card:
    """One thing as each outlet has it: `told` holds who, how, and the words; `strip` an outlet and its sign."""

    title: Rich
    told: tuple[tuple[str, str, Rich], ...]
    strip: tuple[tuple[str, str], ...] = ()
    note: Rich = ()

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The strip as it is printed: each sign with its outlet, or, where these are many, with how many there are."""
        if len(self.strip) <= NAMED:
            return [(sign, outlet) for outlet, sign in self.strip]
        counts = Counter(sign for _, sign in self.strip)
        return [(sign, f"{counts[sign]} outlet{'s' * (counts[sign] != 1)}") for sign in SIGNS if counts[sign]]


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards below each other; those after the first `shown` are folded. In a `timeline` they stand beside each other.

    `kind` names what one card is, in the singular.
    """

    kind: str
    cards: tuple[Card, ...]
    shown: int = 10
    note: str = ""
    layout: Literal["list", "timeline"] = "list"

    @property
    def folded(self) -> str:
        """How many cards are folded, in words: `3 more statements`; nothing where none is."""
        left = len(self.cards) - self.shown
        return f"{left} more {self.kind}{'s' * (left != 1)}" if left > 0 else ""

    @property
    def printed_note(self) -> str:
        """The note on paper, where nothing can be unfolded."""
        return f"{self.folded} in the HTML report. {self.note}".strip() if self.folded else self.note


Layer = Literal["speaker", "shared", "only", "loaded", "topic"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a sentence that a layer marks (offsets within the sentence); `label` is printed after them, `colour`
    is a place in the palette, `links` are the sentences of other articles that tell the same."""

    layer: Layer
    start: int
    end: int
    label: str = ""
    colour: int = 0
    links: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article with its role; each of its sentences with what the layers mark in it."""

    role: str
    sentences: tuple[tuple[Sentence, tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article to read: its outlet, what is known about it, and its lines."""

    number: int
    outlet: str
    about: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Articles:
    """Every article, sentence by sentence; where `whole` is false only a few words of what something cites are kept."""

    articles: tuple[Article, ...]
    whole: bool = True


Block = Text | TableBlock | Overview | Cards | Articles
_CLASSES = {
    c.__name__: c
    for c in (Passage, Run, Text, TableBlock, Part, Bar, Strip, Overview, Card, Cards, Span, Line, Article)
} | {"Articles": Articles}


def to_json(block: Block) -> dict[str, Any]:
    """The block as JSON, for a notebook's output: each sentence once, then by its place among `sentences`."""
    sentences: dict[Sentence, int] = {}

    def coded(value: Any) -> Any:
        if isinstance(value, Sentence):
            return ["Sentence", sentences.setdefault(value, len(sentences))]
        if is_dataclass(value):
            return [type(value).__name__, *(coded(getattr(value, field.name)) for field in fields(value))]
        return ["", *map(coded, value)] if isinstance(value, tuple) else value

    data = {"block": coded(block)}
    return data | {"sentences": [[getattr(s, field.name) for field in fields(s)] for s in sentences]}


def from_json(data: Mapping[str, Any]) -> Block:
    """A block read back. Raises ValueError for what this version does not know."""
    sentences = [Sentence(*values) for values in data.get("sentences", ())]

    def read(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        name, *values = value
        if name == "Sentence":
            return sentences[values[0]]
        if name and name not in _CLASSES:
            raise ValueError(f"no block of kind {name!r}; the notebook was executed by another version")
        held = map(read, values)
        return _CLASSES[name](*held) if name else tuple(held)

    block: Block = read(data["block"])
    return block


def per_cent(share: float) -> str:
    """A share as `63 %`, on one line."""
    return f"{share:.0%}".replace("%", "\N{NO-BREAK SPACE}%")


def within(cell: Cell) -> Rich:
    """What a cell says, in runs; of a bar its parts with their shares."""
    match cell:
        case Bar():
            parts = [Run(f"{part.name} {part.per_cent}", "", part.passages) for part in cell.parts]
            return tuple(run for part in parts for run in (Run(", "), part))[1:]
        case Strip():
            return cell.text
    return cell


def plain(text: Cell) -> str:
    """The words of a rich text, or of what a cell holds."""
    return "".join(run.text for run in within(text))


def _legend(cells: Iterable[Cell]) -> dict[str, int]:
    found = {part.name: part.colour for cell in cells if isinstance(cell, Bar) for part in cell.parts}
    return dict(sorted(found.items(), key=lambda item: item[1]))


def name(block: Block) -> str:
    """What names a block: its caption, or its first words."""
    match block:
        case TableBlock() | Overview():
            return block.caption
        case Cards():
            return f"{len(block.cards)} {block.kind}{'s' * (len(block.cards) != 1)}"
        case Articles():
            return "The articles"
        case Text():
            return plain(block.text)


def excerpt(words: str, cited: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """What an excerpt keeps of a sentence: the cited words, of each stretch of them the first few."""
    joined: list[list[int]] = []
    for low, high in sorted(cited):
        if joined and low <= joined[-1][1] + 1:
            joined[-1][1] = max(joined[-1][1], high)
        else:
            joined.append([low, high])
    kept = []
    for low, high in joined:
        ends = [found.end() for found in re.finditer(r"\S+", words[low:high])][:EXCERPT]
        kept.append((low, low + ends[-1]) if ends else (low, high))
    return kept


def by_outlet(passages: tuple[Passage, ...]) -> dict[str, list[Sentence]]:
    """The sentences some passages stand in, each once, by their articles' labels, in the order given."""
    found: dict[str, list[Sentence]] = {}
    for passage in passages:
        own = found.setdefault(passage.sentence.outlet, [])
        if passage.sentence not in own:
            own.append(passage.sentence)
    return found
