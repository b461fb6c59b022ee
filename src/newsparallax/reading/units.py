"""A text in its lines, and its lines in units: one line, or the lines of one hard-wrapped paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_NEWLINE = re.compile(r"\r\n|\r|\n")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
# Text copied from mail, terminals and old archives is broken at a column; no web page breaks its lines so evenly.
WRAP_WIDTH = 100
_LEAST_BREAKS = 4


@dataclass(frozen=True, slots=True)
class Span:
    """One line: its number from 1, text[start:end] without its newline."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """What gets one role: the lines of one paragraph. text[start:end] leaves white space around it out."""

    start: int
    end: int
    lines: tuple[Span, ...]


def split_lines(text: str) -> list[Span]:
    """Every line of a text; CR LF, LF and CR end a line, also mixed. The empty rest after a last newline is no line."""
    spans: list[Span] = []
    start = 0
    for newline in _NEWLINE.finditer(text):
        spans.append(Span(len(spans) + 1, start, newline.start()))
        start = newline.end()
    if start < len(text):
        spans.append(Span(len(spans) + 1, start, len(text)))
    return spans


def units(text: str, lines: list[Span]) -> list[Unit]:
    """The text's paragraphs: its lines that are not blank, those of a hard-wrapped paragraph joined."""
    blocks: list[list[Span]] = [[]]
    for line in lines:
        if text[line.start : line.end].strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    width = _wrapped_width(text, blocks)
    found: list[Unit] = []
    for block in blocks:
        group: list[Span] = []
        for line in block:
            if group and not (width and _breaks(text, group[-1], line, width)):
                found.append(_unit(text, group))
                group = []
            group.append(line)
        if group:
            found.append(_unit(text, group))
    return found


def _unit(text: str, lines: list[Span]) -> Unit:
    raw = text[lines[0].start : lines[-1].end]
    start = lines[0].start + len(raw) - len(raw.lstrip())
    return Unit(start, lines[-1].end - (len(raw) - len(raw.rstrip())), tuple(lines))


def _breaks(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word did not fit into this line any more."""
    word = text[following.start : following.end].split()[0]
    return len(text[line.start : line.end].rstrip()) + 1 + len(word) > width


def _wrapped_width(text: str, blocks: list[list[Span]]) -> int | None:
    """The column at which the text was broken, or None.

    Most breaks inside its blocks must be wraps at that column, and most must stand inside a sentence: paragraphs on
    lines of their own end with one.
    """
    pairs = [pair for block in blocks for pair in pairwise(block)]
    width = max((len(text[x.start : x.end].rstrip()) for pair in pairs for x in pair), default=0)
    if len(pairs) < _LEAST_BREAKS or width > WRAP_WIDTH:
        return None
    wraps = sum(_breaks(text, line, following, width) for line, following in pairs)
    inside = sum(not _SENTENCE_END.search(text[line.start : line.end]) for line, _ in pairs)
    return width if wraps >= 0.6 * len(pairs) and inside >= 0.6 * len(pairs) else None
