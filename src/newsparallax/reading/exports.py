"""Many articles in one file, as news databases export them: recognised by their marks, divided, their heads read.

Nexis ("3 of 50 DOCUMENTS" above or "End of Document" below an article), Factiva ("Document ABCD000020240305ek35000"
below it, or fields HD, SN, PD …) and ProQuest (rules of underscores between articles, fields "Full text:" …).
An article's text is its headline and its body; what its head states goes to `given`, by the names of `sources`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from newsparallax.reading import heads
from newsparallax.reading.heads import Lines, Piece

_NEXIS_END = re.compile(r"\s*End of Document\s*$", re.IGNORECASE)
FACTIVA_CODE = re.compile(r"Document [A-Z][A-Z0-9]{3,}\d{8}\w{6,}")
_FACTIVA_END = re.compile(rf"\s*{FACTIVA_CODE.pattern}\s*$")
_RULE = re.compile(r"\s*_{20,}\s*$")
_PROQUEST = re.compile(
    r"\s*(?:Full text|Publication (?:title|info|date)|Publication info|ProQuest document ID|Document URL)\s*:",
    re.IGNORECASE,
)
_MARKS = (heads.NEXIS_COUNT, _NEXIS_END, _FACTIVA_END, _PROQUEST, heads.WORDS)
_LONG_RULE = re.compile(r"\s*([_=*#~-])\1{9,}\s*$")


def pieces(text: str) -> list[Piece]:
    """The articles of a bundle, or [] for a text that no database's marks divide."""
    lines = list(enumerate(re.split(r"\r\n|\r|\n|\f", text), 1))
    for chunks, read in _divided(lines):
        if found := [piece for chunk in chunks if (piece := read(chunk) or heads.unread(chunk))]:
            return found
    return []


def looks_bundled(text: str) -> bool:
    """Whether a text that is not recognised may hold several articles: marks of one, or its head, again and again."""
    lines = re.split(r"\r\n|\r|\n", text)
    if any(sum(bool(mark.match(line)) for line in lines) > 1 for mark in _MARKS):
        return True
    rules = sum(bool(_LONG_RULE.match(line)) for line in lines)
    signed = sum(bool(heads.COPYRIGHT.match(line)) or bool(heads.BYLINE.fullmatch(line.strip())) for line in lines)
    return rules > 1 and signed > 1


def _count(lines: Lines, pattern: re.Pattern[str]) -> int:
    return sum(bool(pattern.match(words)) for _, words in lines)


def _is_nexis(lines: Lines) -> bool:
    counted = _count(lines, heads.NEXIS_COUNT) and _count(lines, heads.NEXIS_LOAD)
    return bool(_count(lines, _NEXIS_END) or counted)


def _cut_below(lines: Lines, mark: re.Pattern[str]) -> Iterator[Lines]:
    chunk: Lines = []
    for line in lines:
        if mark.match(line[1]):
            yield chunk
            chunk = []
        else:
            chunk.append(line)
    yield chunk


def _field_chunks(lines: Lines) -> Iterator[Lines]:
    """Articles under field codes: each begins where the headline's code comes again."""
    chunk: Lines = []
    for line in lines:
        if line[1].startswith(("HD ", "SE ")) and any(words.startswith(("AN ", "TD ", "LP ")) for _, words in chunk):
            yield chunk
            chunk = []
        chunk.append(line)
    yield chunk


def _divided(lines: Lines) -> Iterator[tuple[Iterator[Lines], Callable[[Lines], Piece | None]]]:
    """The parts of a text for each database whose marks it bears, and how their heads are read."""
    if _count(lines, _FACTIVA_END):
        yield _cut_below(lines, _FACTIVA_END), heads.factiva
    if all(any(words.startswith(f"{code} ") for _, words in lines) for code in ("HD", "PD", "SN")):
        yield _field_chunks(lines), heads.factiva_fields
    if _count(lines, _RULE) and _count(lines, _PROQUEST) > 1:
        yield _cut_below(lines, _RULE), heads.proquest
    if _is_nexis(lines):
        yield _cut_below(lines, _NEXIS_END if _count(lines, _NEXIS_END) else heads.NEXIS_COUNT), heads.nexis
