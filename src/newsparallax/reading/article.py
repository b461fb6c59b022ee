"""An article as it was read: its text, every line of it with a role, its dates, and what to know about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Role = Literal[
    "headline",
    "dek",
    "byline",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "related",
    "furniture",
    "duplicate",
    "blank",
]
# The roles whose words are the article's own telling; the rest is kept, and left out of every count.
TOLD: frozenset[Role] = frozenset({"headline", "dek", "body", "subhead"})
# Parsed and tagged: what is told, and captions, which also name and describe.
TAGGED: frozenset[Role] = TOLD | {"caption"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, or one part of a line that holds two things: text[start:end], without its newline."""

    line: int
    start: int
    end: int
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is parsed as one unit: one line, or several lines of a hard-wrapped paragraph, of one role."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Dated:
    """One date; `value` is None where the words do not settle a day. `start`, `end` are None when not from the text."""

    kind: Literal["published", "updated", "dateline", "page"]
    value: dt.date | None
    start: int | None
    end: int | None
    known_from: str
    rule: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know about a file: `severity` is `skipped`, `warning` or `note`."""

    file: str
    severity: Literal["skipped", "warning", "note"]
    kind: str
    message: str
    remedy: str | None = None
    line: int | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `lines` cover the text in order; `paragraphs` are the parts to tag (roles in TAGGED)."""

    id: str
    file: str
    text: str
    encoding: str
    language: str | None
    outlet: str
    origin: str | None
    url: str | None
    lines: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...]
    dates: tuple[Dated, ...]
    note: str | None = None

    @property
    def headline(self) -> tuple[int, int] | None:
        """Offsets of the headline, or None."""
        return next(((x.start, x.end) for x in self.lines if x.role == "headline"), None)
