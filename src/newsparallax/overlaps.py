"""What lies on a stretch of a text, found without a look at everything that lies on the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

_T = TypeVar("_T")
_WIDTH = 512  # characters of a bin: what is laid on a text is shorter, most of it


class Overlaps(Generic[_T]):
    """Things laid on stretches [start, end) of one text, in any order; asking takes time by what lies near."""

    def __init__(self, laid: Iterable[tuple[int, int, _T]] = ()) -> None:
        self._bins: defaultdict[int, list[tuple[int, int, int, _T]]] = defaultdict(list)
        self._size = 0
        for start, end, thing in laid:
            self.add(start, end, thing)

    def add(self, start: int, end: int, thing: _T) -> None:
        """Lay one more thing; an empty stretch is met by one that holds its place inside."""
        for number in range(start // _WIDTH, (max(end - 1, start)) // _WIDTH + 1):
            self._bins[number].append((self._size, start, end, thing))
        self._size += 1

    def meeting(self, start: int, end: int) -> list[tuple[int, int, _T]]:
        """(start, end, thing) of everything with a character in [start, end), in the order in which it was laid."""
        numbers = range(start // _WIDTH, max(end - 1, start) // _WIDTH + 1)
        found = {
            order: (low, high, thing)
            for number in numbers
            for order, low, high, thing in self._bins.get(number, ())
            if start < high and low < end
        }
        return [found[order] for order in sorted(found)]
