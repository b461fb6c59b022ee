"""What the first scores say around a pair: its rivals, the passages beside it, and partners both passages share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy import sparse

from newsparallax.comparing.likeness import Floats, Ints
from newsparallax.comparing.pair_model import chance

# Pairs this unlikely to tell the same say nothing of the passages' other partners.
_SOME = 0.02
# Log-odds of "none of them" among the partners of a passage in one article.
_NONE = -1.0
_SIDES = ((0, 1), (0, -1), (1, 0), (-1, 0))
_NEARBY = tuple((a, b) for a, b in product((-2, -1, 0, 1, 2), repeat=2) if max(abs(a), abs(b)) == 2)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs (left[k], right[k]) of passages, left < right, each once; `article` is the number of each passage's."""

    left: Ints
    right: Ints
    article: Ints

    def beside(self, chances: Floats, steps: Sequence[tuple[int, int]]) -> Floats:
        """The chances of the pairs some steps away in the same two articles, a column for each step; 0 for none."""
        size = len(self.article) + 4
        article = np.r_[[-1] * 2, self.article, [-1] * 2]
        keys = self.left * size + self.right
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        found = np.zeros((len(keys), len(steps)))
        for column, (step, other) in enumerate(steps):
            inside = (article[self.left + step + 2] == article[self.left + 2]) & (
                article[self.right + other + 2] == article[self.right + 2]
            )
            wanted = np.where(inside, (self.left + step) * size + self.right + other, -1)
            place = np.minimum(np.searchsorted(ordered, wanted), len(keys) - 1)
            found[:, column] = np.where(ordered[place] == wanted, chances[order[place]], 0)
        return found


def features(pairs: Pairs, logits: Floats) -> dict[str, Floats]:
    """For each pair, by the feature's name (what each means: pair_weights.toml); `logits` are the first log-odds."""
    left, right = pairs.left, pairs.right
    chances = chance(logits)
    best = np.full(len(pairs.article), logits.min(initial=0.0))
    np.maximum.at(best, left, logits)
    np.maximum.at(best, right, logits)
    sides = pairs.beside(chances, _SIDES)
    return {
        "alone": logits,
        "rivals": np.minimum(*(_share(pairs, one, other, logits) for one, other in ((left, right), (right, left)))),
        "behind_best": logits - np.maximum(best[left], best[right]),
        "beside_sum": sides.sum(axis=1),
        "beside_best": sides.max(axis=1, initial=0.0),
        "nearby": pairs.beside(chances, _NEARBY).max(axis=1, initial=0.0),
        "partners": _partners(pairs, chances),
    }


def _share(pairs: Pairs, one: Ints, other: Ints, logits: Floats) -> Floats:
    """A pair's share of the odds among the partners that passage `one` has in the article of `other`."""
    key = one * (int(pairs.article.max()) + 1) + pairs.article[other]
    place = np.unique(key, return_inverse=True)[1]
    odds = np.exp(logits)
    return np.asarray(odds / (np.bincount(place, odds)[place] + np.exp(_NONE)))


def _partners(pairs: Pairs, chances: Floats) -> Floats:
    """How much the same other passages are partners of both (cosine of their chances)."""
    kept = chances > _SOME
    shape = (len(pairs.article), len(pairs.article))
    half = sparse.csr_matrix((chances[kept], (pairs.left[kept], pairs.right[kept])), shape=shape)
    both = (half + half.T).tocsr()
    norms = np.sqrt(np.asarray(both.multiply(both).sum(axis=1)).ravel())
    unit = sparse.diags(1 / np.maximum(norms, 1e-6)) @ both
    return np.asarray(unit[pairs.left].multiply(unit[pairs.right]).sum(axis=1)).ravel()
