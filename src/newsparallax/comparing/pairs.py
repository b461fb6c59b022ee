"""Pairs of passages of different articles that may tell the same: candidates, their scores, the accepted ones."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from scipy import sparse

from newsparallax.comparing.likeness import (
    Described,
    Floats,
    Ints,
    describe,
    features,
    score,
    strangers,
    weightiest_shared,
    words_shared,
)
from newsparallax.comparing.passages import Passage

# Pairs that score as high are taken to tell the same; set on the seeds and the invented event (docs/methods).
THRESHOLD = 0.26
# How much of a score depends on how the two passages' other partners score.
_CONTEXT = 0.15
# A pair whose weightiest shared word weighs less than this loses up to half of its score.
_TELLING = 0.6
# What the same speaker adds to a score, less the more of the speech is that speaker's; what different speakers take
# away, and a speaker on one side only; as shares of it.
_SAME, _OTHER, _ONE_SIDED = 0.4, 0.2, 0.06
_INITIAL = re.compile(r"(?<=\w) [A-Z]\.(?= )")
# What a score loses, as a share of it, where the passages share a single word, and where both name somebody or
# something, but nothing in common.
_ONE_WORD, _STRANGERS = 0.4, 0.1
# An article tells again what it tells where two of its passages score as high, among the so many best of each; a score
# is raised by this share of what it falls behind that of the other telling.
_AGAIN, _NEAR, _RETOLD = 0.2, 5, 0.3
# Articles tell the same in runs: this share of the score of the best pair beside a pair is added to its own, at most
# so much of it.
_BESIDE, _AT_MOST = 0.05, 0.3
_BESIDES = [steps for steps in product((-1, 0, 1), repeat=2) if any(steps)]
# Scores count in full from this many compared pairs on, and more below: by chance, few pairs are less alike than many.
_MANY, _FEW, _RELIEF = 2500, 700, 0.6
# Corpora of up to so many passages have every pair with a shared word scored.
_EVERY = 1500
# Beyond, a word that more passages have finds no candidates, and a passage keeps this many of its best ones.
_COMMON, _KEPT = 150, 30
# Passages, and pairs, that are held in memory at once.
_BLOCK, _BATCH = 1000, 20_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Two passages by their number (`a` < `b`), how alike they are (0 to 1), and the words they share with weights.

    `shared` is in the order of weight; a word stands as the corpus first writes it. `accepted`: the two tell the same.
    """

    a: int
    b: int
    score: float
    shared: tuple[tuple[str, float], ...]
    accepted: bool


def find_pairs(passages: Sequence[Passage]) -> list[Pair]:
    """Every candidate pair, best first; those of THRESHOLD and above accepted."""
    if not passages:
        return []
    described = describe([p.words for p in passages], [p.named for p in passages], [p.speaker for p in passages])
    articles = [p.article_id for p in passages]
    left, right = candidates(described, articles)
    if not len(left):
        return []
    scores = _scores(described, passages, left, right)
    one, again = candidates(described, articles, inside=True)
    scores = retold(scores, left, right, one, again, _scores(described, passages, one, again))
    scores = relative(scores, left, right, articles)
    scores = beside(scores, left, right, articles)
    scores = np.minimum(scores * _allowance(articles), 1)
    order = np.lexsort((right, left, -scores))
    shared = _shared(described, left[order], right[order])
    return [
        Pair(int(left[k]), int(right[k]), round(float(scores[k]), 4), words, bool(scores[k] >= THRESHOLD))
        for k, words in zip(order, shared, strict=True)
    ]


def retold(scores: Floats, left: Ints, right: Ints, one: Ints, again: Ints, alike: Floats) -> Floats:
    """Scores raised where the article of a passage tells the same again, and there is more like the other passage.

    `one` and `again` are two passages of one article, `alike` their score. Headline, lead and body tell one statement
    in different words; what one of them is like, the others are a little like, too.
    """
    kept = alike >= _AGAIN
    one, again = np.r_[one[kept], again[kept]], np.r_[again[kept], one[kept]]
    alike = np.r_[alike[kept], alike[kept]]
    size = int(max(right.max(), left.max())) + 1
    inside = (one < size) & (again < size)
    one, again, alike = one[inside], again[inside], alike[inside]
    both = sparse.csr_matrix((scores, (left, right)), shape=(size, size))
    rows = (both + both.T).tocsr()[again].tocoo()
    low, high = np.minimum(one[rows.row], rows.col), np.maximum(one[rows.row], rows.col)
    place = _places(left, right, low, high)
    found = place >= 0
    best = np.zeros(len(scores))
    np.maximum.at(best, place[found], np.minimum(alike[rows.row], rows.data)[found])
    return np.asarray(scores + _RETOLD * np.maximum(best - scores, 0))


def relative(scores: Floats, left: Ints, right: Ints, articles: Sequence[str]) -> Floats:
    """Scores lowered, by at most _CONTEXT, where a passage has a better partner in the same article.

    A passage that tells something once in general words is a little like everything; the best partner stands out.
    Not more than that: an article tells one statement in headline, lead and body.
    """
    number = np.unique(np.asarray(articles, dtype=str), return_inverse=True)[1].astype(np.int64)
    shares = []
    for one, other in ((left, right), (right, left)):
        key = one * (number.max() + 1) + number[other]
        place = np.unique(key, return_inverse=True)[1]
        best = np.zeros(place.max() + 1)
        np.maximum.at(best, place, scores)
        shares.append(scores / np.maximum(best[place], 1e-9))
    return np.asarray(scores * (1 - _CONTEXT + _CONTEXT * (shares[0] + shares[1]) / 2))


def beside(scores: Floats, left: Ints, right: Ints, articles: Sequence[str]) -> Floats:
    """Scores raised where passages next to both, or one of them and a passage next to the other, are alike, too.

    Articles tell the same in runs: a quotation follows its summary in one as in the other.
    """
    article = np.unique(np.asarray(articles, dtype=str), return_inverse=True)[1]
    article = np.r_[-1, article, -1]
    best = np.zeros(len(scores))
    for step, other in _BESIDES:
        inside = (article[left + step + 1] == article[left + 1]) & (article[right + other + 1] == article[right + 1])
        place = np.where(inside, _places(left, right, left + step, right + other), -1)
        best = np.maximum(best, np.where(place >= 0, scores[place], 0))
    return np.asarray(scores + np.minimum(_BESIDE * best, _AT_MOST * scores))


def _places(left: Ints, right: Ints, low: Ints, high: Ints) -> Ints:
    """Where each pair (low[k], high[k]) stands among the pairs (left, right), -1 for nowhere."""
    size = int(max(right.max(), high.max(initial=0))) + 2
    keys, wanted = left * size + right, low * size + high
    order = np.argsort(keys, kind="stable")
    place = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
    return np.where(keys[order[place]] == wanted, order[place], -1)


def _scores(described: Described, passages: Sequence[Passage], left: Ints, right: Ints) -> Floats:
    """How alike the passages of each pair are, other passages left aside."""
    batches = (slice(at, at + _BATCH) for at in range(0, len(left), _BATCH))
    scores = np.concatenate([np.zeros(0), *(_batch(described, left[b], right[b]) for b in batches)])
    return np.asarray(scores * by_speakers(passages, left, right))


def _batch(described: Described, left: Ints, right: Ints) -> Floats:
    scores = score(features(described, left, right))
    scores *= 0.5 + 0.5 * np.minimum(weightiest_shared(described, left, right) / _TELLING, 1)
    scores *= 1 - _ONE_WORD * (words_shared(described, left, right) < 2)
    scores *= 1 - _STRANGERS * strangers(described, left, right)
    return np.asarray(scores)


def candidates(described: Described, articles: Sequence[str], inside: bool = False) -> tuple[Ints, Ints]:
    """Numbers (left < right) of passages that share a content word, of different articles or (`inside`) of one.

    In a large corpus only words of at most _COMMON passages count and each passage keeps its _KEPT best partners, in
    its own article always its _NEAR best: the work then grows with the number of passages, not with its square.
    """
    words = described.words
    number = np.unique(np.asarray(articles, dtype=str), return_inverse=True)[1]
    large = words.shape[0] > _EVERY
    if large:
        frequency = np.asarray((words > 0).sum(axis=0)).ravel()
        words = words[:, frequency <= _COMMON]
    found = []
    for at in range(0, words.shape[0], _BLOCK):
        common = (words[at : at + _BLOCK] @ words.T).tocoo()
        row, column = common.row.astype(np.int64) + at, common.col.astype(np.int64)
        right_ones = (number[row] == number[column]) & (row != column) if inside else number[row] != number[column]
        row, column, weight = row[right_ones], column[right_ones], common.data[right_ones]
        if large or inside:
            kept = _best_of_each(row, weight, _NEAR if inside else _KEPT)
            row, column = row[kept], column[kept]
        found.append(np.column_stack([np.minimum(row, column), np.maximum(row, column)]))
    each = np.unique(np.concatenate(found), axis=0)
    return each[:, 0], each[:, 1]


def by_speakers(passages: Sequence[Passage], left: Ints, right: Ints) -> Floats:
    """What the score of each pair is multiplied by for its speakers.

    That one person said both tells the less, the more of the corpus's speech is that person's.
    """
    names = np.array(_whole_names([p.speaker or "" for p in passages]))
    numbers, counts = np.unique(names, return_inverse=True, return_counts=True)[1:]
    spoken = names != ""
    share = counts[numbers] / max(1, spoken.sum())
    both = np.where(numbers[left] == numbers[right], 1 + _SAME * (1 - share[left]), 1 - _OTHER)
    return np.where(spoken[left] & spoken[right], both, np.where(spoken[left] | spoken[right], 1 - _ONE_SIDED, 1.0))


def _whole_names(speakers: Sequence[str]) -> list[str]:
    """The speakers without middle initials, a last name alone as the whole name that most often ends in it."""
    names = [_INITIAL.sub("", name) for name in speakers]
    whole = {name.split()[-1]: name for name, _ in reversed(Counter(names).most_common()) if " " in name}
    return [whole.get(name, name) for name in names]


def _allowance(articles: Sequence[str]) -> float:
    """What scores are multiplied by for the number of pairs that could be compared: 1 + _RELIEF for few, 1 for many."""
    sizes = np.unique(np.asarray(articles, dtype=str), return_counts=True)[1]
    compared = (sizes.sum() ** 2 - (sizes**2).sum()) / 2
    share = (math.log(_MANY) - math.log(max(compared, 1))) / (math.log(_MANY) - math.log(_FEW))
    return 1 + _RELIEF * min(max(share, 0.0), 1.0)


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
