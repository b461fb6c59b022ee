"""Quotation marks: curly, straight, doubled apostrophes, single, guillemets; nested, unclosed, over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Family = Literal["double", "single", "guillemet"]

_MARK = re.compile(r"“|”|„|‟|〝|〞|\"|''|``|’’|‘‘|«|»|‹|›|‘|’|'|`")
_DOUBLE_OPEN = {"“", "„", "〝", "``", "‘‘", "‟"}
_DOUBLE_CLOSE = {"”", "〞", "’’"}
_EITHER = {'"', "''"}
# A by-name inside a name: Marcia "Cia" Price.
_NICKNAME = re.compile(r"[“\"‘'][A-Z][\w.]*(?: [A-Z]\w*)?[”\"’'] [A-Z][a-z]")
# A year or a clipped word, not an opening mark: '90s, 'em, 'til.
_CLIPPED = re.compile(r"[‘’'`](?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|n[’'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation within a paragraph: text[start:end] with its marks, text[inner_start:inner_end] without them.

    `opened` is False where it goes on from the paragraph before without a mark of its own, `closed` is False where no
    mark ends it: it then runs to the paragraph's end.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    family: Family
    opened: bool = True
    closed: bool = True


def _marks(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _MARK.finditer(text):
        yield found.start(), found.end(), found.group()


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a mark that could be either stands where a quotation opens: space before it, none behind."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    apart = before.isspace() and after.isspace()  # "ASCII text with marks set apart": " so "
    return apart or (not before.isalnum() and before not in ".,!?;:)…%" and not after.isspace())


def _closes(text: str, start: int, end: int) -> bool:
    after = text[end] if end < len(text) else " "
    before = text[start - 1] if start else " "
    return not after.isalnum() and not before.isspace()


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Where the single mark that closes a quotation opened at `start` stands, or None.

    An apostrophe inside a word never closes; after a plural s ("the ministers’ view") it closes only when no better
    place follows.
    """
    fallback = None
    for at in range(start + 1, limit):
        if text[at] not in "’'" or not _closes(text, at, at + 1):
            continue
        if text[at - 1] in ".,!?…" or text[at - 1] != "s" or not re.match(r".\s+\w", text[at : at + 3]):
            return at
        if fallback is None:
            fallback = at
    return fallback


def has_marks(text: str) -> bool:
    """Whether a paragraph has double quotation marks."""
    return any(mark in _DOUBLE_OPEN | _DOUBLE_CLOSE | _EITHER for _, _, mark in _marks(text))


def closes_only(text: str) -> bool:
    """Whether the first double mark of a paragraph closes a quotation."""
    first = next((m for m in _marks(text) if m[2] in _DOUBLE_OPEN | _DOUBLE_CLOSE | _EITHER), None)
    return first is not None and first[2] not in _DOUBLE_OPEN and not _opens(text, first[0], first[1])


def paragraph_quotations(text: str, offset: int = 0, going_on: bool = False) -> list[Quotation]:
    """The outermost quotations of one paragraph, in order; `offset` is added to every position.

    `going_on` says that the paragraph before ended inside a quotation: a closing mark that nothing opened then ends it.
    """
    if going_on and not has_marks(text):
        end = offset + len(text)
        return [Quotation(offset, end, offset, end, "double", opened=False, closed=False)]
    found: list[Quotation] = []
    marks = list(_marks(text))
    position = 0
    while position < len(marks):
        start, end, mark = marks[position]
        position += 1
        quotation = _from(text, marks[position:], start, end, mark, going_on and not found)
        if quotation is None:
            continue
        if _NICKNAME.match(text, quotation.start) and text[: quotation.start].rstrip()[-1:].isalpha():
            continue
        found.append(quotation)
        while position < len(marks) and marks[position][0] < quotation.end:
            position += 1
    if not offset:
        return found
    return [
        Quotation(
            q.start + offset,
            q.end + offset,
            q.inner_start + offset,
            q.inner_end + offset,
            q.family,
            q.opened,
            q.closed,
        )
        for q in found
    ]


def _from(
    text: str, later: Sequence[tuple[int, int, str]], start: int, end: int, mark: str, going_on: bool
) -> Quotation | None:
    """The quotation that the mark at `start` opens (or, when one goes on from the paragraph before, closes)."""
    if mark in ("«", "‹"):
        return _guillemets(text, start, end, "»" if mark == "«" else "›")
    if mark in _DOUBLE_OPEN or (mark in _EITHER and _opens(text, start, end)):
        return _double(text, later, start, end, mark)
    if mark in _DOUBLE_CLOSE or (mark in _EITHER and _closes(text, start, end)):
        if not going_on and mark in _DOUBLE_CLOSE and _opens(text, start, end):
            return _double(text, later, start, end, "“")
        if going_on:
            return Quotation(0, end, 0, start, "double", opened=False)
        return None
    if mark in ("‘", "'", "`") and _opens(text, start, end) and not _CLIPPED.match(text, start):
        limit = next((at for at, _, other in later if other in _DOUBLE_OPEN | _EITHER or other == "‘"), len(text))
        close = _single_end(text, start, limit)
        if close is None:
            close = _single_end(text, start, len(text))
        if close is not None and close - end > 1:
            return Quotation(start, close + 1, end, close, "single")
    return None


def _guillemets(text: str, start: int, end: int, closing: str) -> Quotation:
    close = text.find(closing, end)
    if close < 0:
        return Quotation(start, len(text), end, len(text), "guillemet", closed=False)
    return Quotation(start, close + 1, end, close, "guillemet")


def _double(text: str, later: Sequence[tuple[int, int, str]], start: int, end: int, mark: str) -> Quotation:
    """Closed by the first closing mark that no inner mark opened; slips such as “… “ or “…" are read as meant."""
    straight = mark in _EITHER
    inner = 0
    for at, behind, found in later:
        same = (found in _EITHER) == straight
        if mark == "``" and found == "''" and not inner:
            return Quotation(start, behind, end, at, "double")
        if found in _DOUBLE_CLOSE or found in _EITHER or _misused(text, at, behind, found):
            if found in _EITHER and not same and _opens(text, at, behind):
                inner += 1
            elif found in _EITHER and same and not inner and not _closes(text, at, behind) and _opens(text, at, behind):
                return Quotation(start, behind, end, at, "double")
            elif inner:
                inner -= 1
            else:
                return Quotation(start, behind, end, at, "double")
        elif found in _DOUBLE_OPEN:
            inner += 1
    return Quotation(start, len(text), end, len(text), "double", closed=False)


def _misused(text: str, start: int, end: int, mark: str) -> bool:
    """Whether an opening mark stands where only a closing one can: behind a full stop or comma, before a space."""
    return (
        mark in _DOUBLE_OPEN and text[start - 1 : start] in tuple(".,!?…") and (end >= len(text) or text[end].isspace())
    )
