"""Pairs of passages of different articles that may tell the same: candidates, their scores, the accepted ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from newsparallax.comparing.likeness import Described, Ints, describe, features, score
from newsparallax.comparing.passages import Passage

# Pairs that score as high are taken to tell the same; set on the seeds and the invented event (docs/methods).
THRESHOLD = 0.3
# Corpora of up to so many passages have every pair with a shared word scored.
_EVERY = 1500
# Beyond, a word that more passages have finds no candidates, and a passage keeps this many of its best ones.
_COMMON, _KEPT = 150, 30


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages by their number (`a` < `b`), how alike they are (0 to 1), and the rarest words they share."""

    a: int
    b: int
    score: float
    shared: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        return self.score >= THRESHOLD


def find_pairs(passages: Sequence[Passage]) -> list[Pair]:
    """Every candidate pair, best first."""
    if not passages:
        return []
    described = describe([p.words for p in passages])
    left, right = candidates(described, [p.article_id for p in passages])
    if not len(left):
        return []
    scores = score(features(described, left, right))
    order = np.lexsort((right, left, -scores))
    return [
        Pair(int(left[k]), int(right[k]), round(float(scores[k]), 4), _shared(described, left[k], right[k]))
        for k in order
    ]


def candidates(described: Described, articles: Sequence[str]) -> tuple[Ints, Ints]:
    """Numbers (left < right) of passages of different articles that share a content word.

    In a large corpus only words of at most _COMMON passages count and each passage keeps its _KEPT best partners:
    the work then grows with the number of passages, not with its square.
    """
    words = described.words
    number = np.unique(np.asarray(articles, dtype=object).astype(str), return_inverse=True)[1]
    large = words.shape[0] > _EVERY
    if large:
        frequency = np.asarray((words > 0).sum(axis=0)).ravel()
        words = words[:, frequency <= _COMMON]
    common = sparse.triu(words @ words.T, k=1).tocoo()
    apart = number[common.row] != number[common.col]
    left, right, weight = common.row[apart], common.col[apart], common.data[apart]
    if large:
        kept = _best_of_each(left, right, weight)
        left, right = left[kept], right[kept]
    return left.astype(np.int64), right.astype(np.int64)


def _best_of_each(left: Ints, right: Ints, weight: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ints:
    """Indices of the pairs that are among the _KEPT best of either passage."""
    kept = np.zeros(len(left), dtype=bool)
    for side in (left, right):
        order = np.lexsort((-weight, side))
        begins = np.flatnonzero(np.r_[True, np.diff(side[order]) > 0]) if len(order) else order
        rank = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
        kept[order[rank < _KEPT]] = True
    return np.flatnonzero(kept)


def _shared(described: Described, a: int, b: int) -> tuple[str, ...]:
    """The stems both passages have, the weightiest first, at most six."""
    one, other = described.words[a], described.words[b]
    columns = np.intersect1d(one.indices, other.indices)
    best = columns[np.argsort(-described.weights[columns], kind="stable")][:6]
    return tuple(described.vocabulary[c] for c in best)
