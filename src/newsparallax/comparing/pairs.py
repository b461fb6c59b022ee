"""Pairs of passages of different articles that may tell the same: candidates, their scores, the accepted ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from newsparallax.comparing import likeness, meaning, neighbourhood, pair_features
from newsparallax.comparing.likeness import Described, Floats, Ints
from newsparallax.comparing.meaning import Read
from newsparallax.comparing.pair_model import PairModel, chance, load
from newsparallax.comparing.passages import Passage

# Corpora of up to so many passages have every pair scored, those of up to the second number all that share a word.
_EVERY, _SHARING = 400, 1500
# Beyond, a word that more passages have finds no candidates, and a passage keeps this many of its best ones.
_COMMON, _KEPT = 150, 30
# Passages, and pairs, that are held in memory at once.
_BLOCK, _BATCH = 1000, 20_000
# Pairs without a word in common are kept from this score on: the others say nothing to a reader.
_WORDLESS = 0.2
# Scores are rounded to so many digits before anything is decided by them: what processors add up differently is less.
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages by their number (`a` < `b`), how alike they are (0 to 1), and the words they share with weights.

    `score` is the chance that a person would code the two as telling the same. `shared` is in the order of weight; a
    word stands as the corpus first writes it. `accepted`: the two tell the same.
    """

    a: int
    b: int
    score: float
    shared: tuple[tuple[str, float], ...]
    accepted: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs (left[k], right[k]) of passages and, by name, what the first weights see of each."""

    passages: Sequence[Passage]
    described: Described
    left: Ints
    right: Ints
    features: dict[str, Floats]

    @property
    def articles(self) -> Ints:
        """The number of each passage's article."""
        return _numbers(self.passages)

    def around(self, logits: Floats) -> dict[str, Floats]:
        """What the second weights see, from the log-odds of the first."""
        return neighbourhood.features(neighbourhood.Pairs(self.left, self.right, self.articles), logits)

    def scores(self, model: PairModel) -> Floats:
        """The chance of each pair to tell the same, rounded."""
        logits = model.around.logits(self.around(model.alone.logits(self.features)))
        return np.round(chance(logits), DIGITS)


def find_pairs(passages: Sequence[Passage], read: Sequence[Read], model: PairModel | None = None) -> list[Pair]:
    """Every candidate pair, best first; `read` are the passages' words as vectors; default: the shipped model."""
    if not passages:
        return []
    found = candidates(passages, read)
    if not len(found.left):
        return []
    model = model or load()
    scores = found.scores(model)
    order = np.lexsort((found.right, found.left, -scores))
    shared = _shared(found.described, found.left[order], found.right[order])
    return [
        Pair(int(found.left[k]), int(found.right[k]), float(scores[k]), words, bool(scores[k] >= model.threshold))
        for k, words in zip(order, shared, strict=True)
        if words or scores[k] >= _WORDLESS
    ]


def candidates(passages: Sequence[Passage], read: Sequence[Read]) -> Candidates:
    """The pairs of passages of different articles that may tell the same, with their features."""
    described = likeness.describe([p.named for p in passages])
    numbers = _numbers(passages)
    left, right = every(numbers) if len(passages) <= _EVERY else sharing(described, numbers)
    meant = meaning.describe(passages, read, described)
    own = pair_features.features(passages, left, right)
    cuts = [(left[at : at + _BATCH], right[at : at + _BATCH]) for at in range(0, len(left), _BATCH)]
    batches = [likeness.features(described, *cut) | meaning.features(meant, *cut) for cut in cuts]
    joined = {name: np.concatenate([batch[name] for batch in batches]) for name in (batches[0] if batches else ())}
    return Candidates(passages, described, left, right, joined | own)


def _numbers(passages: Sequence[Passage]) -> Ints:
    names = np.array([p.article_id for p in passages], dtype=str)
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def every(articles: Ints) -> tuple[Ints, Ints]:
    """Numbers (left < right) of all passages of different articles, in order."""
    left, right = np.triu_indices(len(articles), 1)
    apart = articles[left] != articles[right]
    return left[apart].astype(np.int64), right[apart].astype(np.int64)


def sharing(described: Described, articles: Ints) -> tuple[Ints, Ints]:
    """Numbers (left < right) of passages of different articles that share a content word, in order.

    In a large corpus only words of at most _COMMON passages count and each passage keeps its _KEPT best partners: the
    work then grows with the number of passages, not with its square.
    """
    words = described.words
    large = words.shape[0] > _SHARING
    if large:
        frequency = np.asarray((words > 0).sum(axis=0)).ravel()
        words = words[:, frequency <= _COMMON]
    found = [np.zeros((0, 2), np.int64)]
    for at in range(0, words.shape[0], _BLOCK):
        common = (words[at : at + _BLOCK] @ words.T).tocoo()
        row, column = common.row.astype(np.int64) + at, common.col.astype(np.int64)
        apart = articles[row] != articles[column]
        row, column, weight = row[apart], column[apart], common.data[apart]
        if large:
            kept = _best_of_each(row, weight, _KEPT)
            row, column = row[kept], column[kept]
        found.append(np.column_stack([np.minimum(row, column), np.maximum(row, column)]))
    each = np.unique(np.concatenate(found), axis=0)
    return each[:, 0], each[:, 1]


def _best_of_each(row: Ints, weight: Floats, most: int) -> Ints:
    """Indices of the `most` weightiest entries of each row."""
    order = np.lexsort((-weight, row))
    begins = np.flatnonzero(np.r_[True, np.diff(row[order]) > 0]) if len(order) else order
    rank = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
    return np.asarray(order[rank < most])


def _shared(described: Described, left: Ints, right: Ints) -> Iterator[tuple[tuple[str, float], ...]]:
    """The words that both passages of each pair have, with their weights, the weightiest first."""
    common = described.words[left].minimum(described.words[right]).tocsr()
    for low, high in pairwise(common.indptr):
        columns = common.indices[low:high]
        order = columns[np.argsort(-described.weights[columns], kind="stable")]
        yield tuple((described.forms[c], float(described.weights[c])) for c in order)
