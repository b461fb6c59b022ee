"""An article as it was read: its text, every line of it with a role, its dates, and what to know about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newsparallax.values import Dating, Role, Severity, Timing

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

    kind: Dating
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
    severity: Severity
    kind: str
    message: str
    remedy: str | None = None
    line: int | None = None
    article_id: str | None = None

    @property
    def place(self) -> str:
        """The file, and the line where it is known."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Article:
    """One article. `lines` cover the text in order; `paragraphs` are the parts to tag (roles in TAGGED).

    `title` is a headline that corpus.toml or the row gives and the text does not hold. `left_out` says why an article
    is listed but not compared (another language, no body, the same article twice); in the first two cases it has no
    paragraphs and is not tagged. `timing` sets the article against the event's days. `copy_of` is an earlier article
    that tells the same words in whole or nearly so, `copied` the share of this one's word sequences that stand there.
    """

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
    title: str | None = None
    timing: Timing = "unknown"
    timing_from: str = "no day of the event is known"
    left_out: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    copy_of: str | None = None
    copied: float | None = None

    @property
    def headline(self) -> tuple[int, int] | None:
        """Offsets of the headline in the text (its first to its last line), or None."""
        found = [line for line in self.lines if line.role == "headline"]
        return (found[0].start, found[-1].end) if found else None

    @property
    def published(self) -> Dated | None:
        """The date taken for the day of publication, or None: the first of kind `published`, else the dateline's."""
        for kind in ("published", "dateline"):
            for date in self.dates:
                if date.kind == kind and date.value:
                    return date
        return None
