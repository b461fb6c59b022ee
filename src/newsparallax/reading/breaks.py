"""Paragraph breaks that a scraper lost, found from the marks that stood beside them.

Texts come as one line: `said. "We will go," he added.` was two paragraphs, and is now `said." We will go,"` or
`said."We will go,"`: the opening mark stands where only a closing one can. Which one a straight mark is, is decided for
all marks of the line together: the reading of least cost, in which quotations open and close in turn. Nothing is
moved; the line is only told in more paragraphs, each of which begins with its opening mark or behind the closing one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Shape = Literal["opens", "closes", "either", "glued", "apart", "plural"]

_STRAIGHT = re.compile(r'"')
# A single mark: never inside a word, nor before a clipped one ('90s); behind an s it may be an apostrophe.
_SINGLE = re.compile(r"(?<![^\s(\[—–:.!?…])'(?=[A-Za-z\[])(?!(?:s|em|til|cause)\b)|(?<=[^\s(\[—–])'(?![a-z0-9])")
_ENDS = ".!?…"
_BEFORE = "([—–-/"
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|us|me)\b")
# A sentence's end and the next sentence without a blank: "was lost.The town", "we lost.”The town", 'we lost":The town'.
_NO_BLANK = re.compile(
    r"(?<=[a-z]{2}[.!?)])(?=[A-Z][a-z]* [a-z])|(?<=[a-z][.!?][”’])(?=[A-Z“])|(?<=[.!?])(?=“[A-Z])|(?<=[\"”’]:)(?=[A-Z])"
)
# A link set into the text, in capitals throughout: "He left. COUNCIL VOTES TO CLOSE OLD BRIDGEThe mayor said".
_SHOUTED = re.compile(
    r"(?<=[.!?\"”’'] )(?=(?:[^\sa-z]+ ){3})[A-Z][^a-z\n]*[A-Z]{2}[)'’.!?]*(?=[\"“‘ ]*(?:[A-Z]['’]?[a-z]|[IA] [a-z]))"
)

_LOST = 3.0  # what a mark that pairs with none costs; what is merely out of place costs less
# (shape, whether a quotation is open before it, whether one is open behind it) -> cost.
_COSTS: dict[tuple[Shape, bool, bool], float] = {
    ("opens", False, True): 0.0,
    ("opens", True, True): 2.0,
    ("opens", True, False): _LOST,
    ("closes", True, False): 0.0,
    ("closes", False, False): _LOST,
    ("either", True, False): 0.0,
    ("either", False, True): 1.0,
    ("either", True, True): 1.5,
    ("either", False, False): _LOST,
    ("glued", True, False): 0.0,
    ("glued", False, True): 0.0,
    ("glued", True, True): 1.0,
    ("plural", True, False): 0.5,
    ("plural", True, True): 0.5,
    ("plural", False, False): 0.0,
    ("apart", True, False): 0.0,
    ("apart", False, True): 0.0,
}
_NEVER = 100.0
_UNCLOSED = 1.0  # a quotation that the line does not close
_SPEAKS_OF_ITSELF = 1.0  # "we" or "my" in the narrator's words


@dataclass(frozen=True, slots=True)
class _Path:
    """One reading of the marks so far: its cost, whether a quotation is open behind them, what it goes on from."""

    cost: float
    is_open: bool
    before: _Path | None = None


def lost_breaks(text: str, start: int, end: int) -> list[int]:
    """Where text[start:end], one line, breaks into its paragraphs: ascending offsets between start and end."""
    line = text[start:end]
    found = {m.start() for m in _NO_BLANK.finditer(line)}
    found |= {at for m in _SHOUTED.finditer(line) for at in m.span()}
    marks = [m.start() for m in _STRAIGHT.finditer(line)] or [m.start() for m in _SINGLE.finditer(line)]
    shapes = [_shape(line, at) for at in marks]
    if not _in_turn(shapes):
        for at, shape, (before, behind) in zip(marks, shapes, _read(line, marks, shapes), strict=True):
            if shape in ("either", "glued") and (behind or shape == "glued"):
                found.add(at if not before else at + 1)
    return sorted(start + at for at in found if 0 < at < len(line))


def _shape(line: str, at: int) -> Shape:
    before, after = line[at - 1 : at] or " ", line[at + 1 : at + 2] or " "
    spaced = before.isspace() or before in _BEFORE
    if spaced:
        return "apart" if after.isspace() and before.isspace() else "opens"
    if before == "s" and line[at] == "'" and not after.isalnum():
        return "plural"
    if after.isalnum() or after == "[":
        return "glued" if before in _ENDS else "closes" if before in ",;" else "opens"
    follows = line[at + 1 : at + 4].lstrip()[:1]
    if after.isspace() and follows and (before == "." or (before in _ENDS and not follows.islower())):
        return "either"
    return "closes"


def _in_turn(shapes: list[Shape]) -> bool:
    """Whether opening and closing marks take turns as they stand: most lines, and those are left alone."""
    sure = [shape for shape in shapes if shape != "plural"]
    return all(shape == "opens" if n % 2 == 0 else shape in ("closes", "either") for n, shape in enumerate(sure))


def _read(line: str, marks: list[int], shapes: list[Shape]) -> list[tuple[bool, bool]]:
    """For each mark, whether a quotation is open before and behind it, in the reading that costs least."""
    paths = [_Path(0.0, False)]
    for shape, (at, until) in zip(shapes, pairwise([*marks, len(line)]), strict=True):
        told = _SPEAKS_OF_ITSELF if _FIRST_PERSON.search(line, at, until) else 0.0
        best: dict[bool, _Path] = {}
        for path in paths:
            for behind in (False, True):
                cost = _COSTS.get((shape, path.is_open, behind), _NEVER) + path.cost + (0.0 if behind else told)
                if behind not in best or cost < best[behind].cost:
                    best[behind] = _Path(cost, behind, path)
        paths = list(best.values())
    last = min(paths, key=lambda path: path.cost + (_UNCLOSED if path.is_open else 0.0))
    taken: list[tuple[bool, bool]] = []
    while last.before is not None:
        taken.append((last.before.is_open, last.is_open))
        last = last.before
    return taken[::-1]
