"""Two tellings of one statement word by word: what was kept, swapped, added and dropped.

The alignment is global (Needleman & Wunsch 1970) over words: the same stem counts as kept, a content word may stand
against another content word, and everything else is added or dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import Token, tokens
from newsparallax.tables import Row
from newsparallax.values import Change

# Gains of the alignment: one shared content word outweighs the gaps it takes to reach it, one function word does not.
_CONTENT, _FUNCTION, _SWAP, _GAP = 2.0, 0.7, 0.1, -0.3
_NEVER = -10.0
# A run of swapped words this much longer than what it stands against is no swap of one for the other.
_LOPSIDED = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of an alignment: words of `a` [start, end), None where added; words of `b`, None where dropped."""

    change: Change
    a: tuple[int, int] | None
    b: tuple[int, int] | None


def align(a: str, b: str) -> list[Step]:
    """The words of `a` against those of `b`, as stretches of one kind of change in the order of the texts."""
    left, right = tokens(a), tokens(b)
    return list(_stretches(left, right, _path(left, right)))


def rows(statement: str, base: Passage, others: Iterable[Passage]) -> Iterator[Row]:
    """Rows of the table `swaps`: a statement's base against each of the others."""
    for other in others:
        steps = align(base.words, other.words)
        for number, step in enumerate(steps, 1):
            yield {
                "statement_id": statement,
                "step": number,
                "change": step.change,
                **_ends("a", base, step.a),
                **_ends("b", other, step.b),
                "words": _words(base, other, step),
                "alone": _alone(base, other, steps, number - 1),
            }


def _alone(a: Passage, b: Passage, steps: Sequence[Step], at: int) -> bool:
    """Whether a stretch is a swap between kept words, with a content word on either side that the other telling lacks.

    "the" for "a" is no difference a reader would look up, "Washington and Moscow" for "Moscow and Washington" none.
    """
    step = steps[at]
    around = [steps[n].change for n in (at - 1, at + 1) if 0 <= n < len(steps)]
    if step.change != "swapped" or around != ["kept", "kept"] or step.a is None or step.b is None:
        return False
    sides = ((a.words[slice(*step.a)], b.words), (b.words[slice(*step.b)], a.words))
    return all(
        any(not t.is_function and t.stem not in {u.stem for u in tokens(other)} for t in tokens(words))
        for words, other in sides
    )


def _ends(side: str, passage: Passage, span: tuple[int, int] | None) -> Row:
    """The four columns of one side; without a span, where it stands is missing."""
    start, end = span or (None, None)
    return {
        f"{side}_article_id": passage.article_id,
        f"{side}_start": None if start is None else passage.start + start,
        f"{side}_end": None if end is None else passage.start + end,
        f"{side}_words": None if span is None else passage.words[start:end],
    }


def _words(a: Passage, b: Passage, step: Step) -> int:
    passage, span = (a, step.a) if step.a else (b, step.b)
    return len(tokens(passage.words[span[0] : span[1]])) if span else 0


def _gain(a: Token, b: Token) -> float:
    if a.stem == b.stem:
        return _FUNCTION if a.is_function else _CONTENT
    return _NEVER if a.is_function or b.is_function or a.is_number != b.is_number else _SWAP


def _path(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[Change, int, int]]:
    """The best alignment as steps of one word: (change, index in left, index in right)."""
    best = [[_GAP * (i + j) for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    came: list[list[Change]] = [["dropped" if j == 0 else "added" for j in range(len(right) + 1)] for _ in best]
    for i, a in enumerate(left, 1):
        for j, b in enumerate(right, 1):
            ways: list[tuple[float, Change]] = [
                (best[i - 1][j - 1] + _gain(a, b), "kept" if a.stem == b.stem else "swapped"),
                (best[i - 1][j] + _GAP, "dropped"),
                (best[i][j - 1] + _GAP, "added"),
            ]
            best[i][j], came[i][j] = max(ways, key=lambda way: way[0])
    i, j = len(left), len(right)
    path: list[tuple[Change, int, int]] = []
    while i or j:
        change = came[i][j]
        i -= change != "added"
        j -= change != "dropped"
        path.append((change, i, j))
    return path[::-1]


def _stretches(
    left: Sequence[Token], right: Sequence[Token], path: Sequence[tuple[Change, int, int]]
) -> Iterator[Step]:
    """Runs of one change put together; what is dropped and added in one place is a swap where the two are of a size."""
    run: list[tuple[Change, int, int]] = []
    for step in [*path, None]:
        if step and run and (step[0] == "kept") == (run[-1][0] == "kept"):
            run.append(step)
            continue
        if run:
            yield from _stretch(left, right, run)
        run = [step] if step else []


def _stretch(left: Sequence[Token], right: Sequence[Token], run: Sequence[tuple[Change, int, int]]) -> Iterator[Step]:
    ours = [i for change, i, _ in run if change != "added"]
    theirs = [j for change, _, j in run if change != "dropped"]
    a = (left[ours[0]].start, left[ours[-1]].end) if ours else None
    b = (right[theirs[0]].start, right[theirs[-1]].end) if theirs else None
    if run[0][0] == "kept":
        yield Step("kept", a, b)
    elif a and b and max(len(ours), len(theirs)) <= _LOPSIDED * min(len(ours), len(theirs)):
        yield Step("swapped", a, b)
    else:
        if a:
            yield Step("dropped", a, None)
        if b:
            yield Step("added", None, b)
