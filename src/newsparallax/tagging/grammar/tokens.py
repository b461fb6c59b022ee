"""One parsed paragraph as plain lists: asking Token objects again and again costs more than the rules themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from newsparallax.tagging.grammar.parse import Block

_ATTRIBUTES: list[int | str] = ["ORTH", "LOWER", "LEMMA", "TAG", "POS", "DEP", "HEAD", "IDX", "SENT_START"]


@dataclass(slots=True)
class Tokens:
    """The tokens of one block: `start`, `end` are offsets in the article's text, `head` an index into the lists.

    `left`, `right` are the first and last token of a token's subtree, `kids` its children in order, `first` and
    `last` the first and last token of its sentence.
    """

    text: list[str]
    low: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    first: list[int]
    last: list[int]

    def __len__(self) -> int:
        return len(self.text)

    def covering(self, start: int, end: int) -> tuple[int, int]:
        """First and last token that share a character with text[start:end] (first > last when there is none)."""
        return bisect_right(self.end, start), bisect_left(self.start, end) - 1

    def child(self, token: int, *deps: str) -> int | None:
        """The first child of a token with one of these dependency labels."""
        return next((k for k in self.kids[token] if self.dep[k] in deps), None)


def _edges(head: list[int], order: list[int]) -> tuple[list[int], list[int]]:
    left, right = list(range(len(head))), list(range(len(head)))
    for token in order:
        above = head[token]
        left[above] = min(left[above], left[token])
        right[above] = max(right[above], right[token])
    return left, right


def _deepest_first(head: list[int]) -> list[int]:
    depth = [0] * len(head)
    for token in range(len(head)):
        path = []
        at = token
        while head[at] != at and not depth[at]:
            path.append(at)
            at = head[at]
        base = depth[at]
        for steps, visited in enumerate(reversed(path), 1):
            depth[visited] = base + steps
    return sorted(range(len(head)), key=depth.__getitem__, reverse=True)


# Attributions and cast read the same blocks, one article after the other.
@lru_cache(maxsize=256)
def tokens(block: Block) -> Tokens:
    """Read a block's parse once; the lists are shared between those who ask, and never changed."""
    doc: Doc = block.doc
    strings = doc.vocab.strings
    table = doc.to_array(_ATTRIBUTES)
    names: dict[int, str] = {0: ""}

    def spelled(column: int) -> list[str]:
        keys = table[:, column].tolist()
        for key in set(keys):
            if key not in names:
                names[key] = strings[key]
        return [names[key] for key in keys]

    text, low, lemma, tag, pos, dep = (spelled(column) for column in range(6))
    size = len(text)
    offsets = table[:, 6].astype("int64").tolist()
    head = [token + offset for token, offset in enumerate(offsets)]
    start = [block.start + int(at) for at in table[:, 7].tolist()]
    end = [at + len(word) for at, word in zip(start, text, strict=True)]
    kids: list[list[int]] = [[] for _ in range(size)]
    for token, above in enumerate(head):
        if above != token:
            kids[above].append(token)
    left, right = _edges(head, _deepest_first(head))
    opens = [token for token, mark in enumerate(table[:, 8].tolist()) if mark == 1]
    if not opens or opens[0] != 0:
        opens.insert(0, 0)
    first, last = [0] * size, [0] * size
    for at, following in zip(opens, [*opens[1:], size], strict=True):
        for token in range(at, following):
            first[token], last[token] = at, following - 1
    return Tokens(text, low, lemma, tag, pos, dep, head, start, end, kids, left, right, first, last)
