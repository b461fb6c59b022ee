"""One text told as several events: near copies over all events of a study, which would count one telling many times.

Copies within an event are found when it is read (`reading.duplicates`). Over all events each article is kept as the
smallest values of `_HASHES` hash functions over its sequences of words (MinHash; Broder 1997): the share in which two
articles agree is that of the sequences they share. Articles that agree in one of `_HASHES` / `_ROWS` bands are looked
at (Leskovec, Rajaraman & Ullman 2020, chapter 3), and told to be copies by their sequences themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt

from newsparallax.reading.duplicates import PART

_HASHES = 64
_ROWS = 4  # values in a band: of two articles that share 60 % of their sequences 9 in 10 are looked at, of 80 % all
_PRIME = (1 << 31) - 1
_COMMON = 50  # articles with one band beyond which only neighbours are compared: one text told again and again
_FACTORS, _SHIFTS = np.random.default_rng(1997).integers(1, _PRIME, size=(2, _HASHES, 1), dtype=np.uint64)

Signature = npt.NDArray[np.uint32]
Name = tuple[str, str]  # event, article


def signature(sequences: Iterable[int]) -> Signature:
    """The smallest value of each hash function over an article's sequences."""
    values = np.fromiter(sequences, dtype=np.uint64)
    smallest: Signature = ((_FACTORS * (values % _PRIME) + _SHIFTS) % _PRIME).min(axis=1).astype(np.uint32)
    return smallest


def candidates(articles: Mapping[Name, Signature]) -> Iterator[tuple[Name, Name]]:
    """Pairs of articles of two events that agree in a band, each pair once, in the order given."""
    bands: dict[tuple[int, bytes], list[Name]] = defaultdict(list)
    for name, own in articles.items():
        for at in range(0, _HASHES, _ROWS):
            bands[at, own[at : at + _ROWS].tobytes()].append(name)
    seen: set[tuple[Name, Name]] = set()
    for names in bands.values():
        pairs = combinations(names, 2) if len(names) <= _COMMON else pairwise(names)
        for pair in pairs:
            if pair[0][0] != pair[1][0] and pair not in seen:
                seen.add(pair)
                yield pair


def copied(articles: Mapping[Name, Signature], sequences: Callable[[Name], frozenset[int]]) -> dict[Name, Name]:
    """Each article to the first of another event that it shares so many of the sequences of both with."""
    found: dict[Name, Name] = {}
    for first, second in candidates(articles):
        one, other = sequences(first), sequences(second)
        if second not in found and len(one & other) >= PART * len(one | other):
            found[second] = first
    return found
