"""How alike two passages of one corpus are in meaning: each content word against its best match in the other passage.

The vectors (tagging/encoder.py) say what a word means in its sentence. A word's best match counts by how rare the word
is, and by how seldom the corpus has anything like it: names and the event itself are matched by nearly every passage
(after the greedy alignment of Corley & Mihalcea 2005, and BERTScore, Zhang et al. 2020).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from newsparallax.comparing.clauses import clause_cuts
from newsparallax.comparing.likeness import Described, Floats, Ints
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import tokens

Vectors = npt.NDArray[np.float32]

# The encoder's vectors have so many values; a corpus's own principal components keep so many.
WIDTH, _KEPT = 384, 128
# Words that the components are found from, words multiplied at once with a sample of passages, words reduced at once.
_FOR_COMPONENTS, _BLOCK, _BATCH = 20_000, 2_000, 50_000
# A clause of fewer content words says too little to have a vector of its own.
_CLAUSE_WORDS = 2
# Weight of a word that the lexical reading does not have (a name cut short there).
_UNSEEN = 0.35
# A match as good as the first value is none, as good as the second is whole.
_NONE, _WHOLE = 0.3, 0.8
# A word has its like in a passage wholly from the second value on, not at all below the first.
_UNLIKE, _LIKE = 0.45, 0.7
# Passages of the corpus that say how common each word's matches are.
_SAMPLE = 300
_FRAMED_WEIGHT = 1e-3


@dataclass(frozen=True, slots=True)
class Meant:
    """Content words and clauses of passages, one after the other: passage k has words[first[k]:first[k + 1]].

    All vectors are of unit length. `unusual` weighs each word by how seldom the corpus has its like; `told` by that and
    by its rareness, the words that only say who speaks left out. `whole` is each passage's mean vector by `told`.
    """

    first: Ints
    words: Vectors
    unusual: Floats
    told: Floats
    clause_first: Ints
    clauses: Vectors
    whole: Vectors


@dataclass(frozen=True, slots=True)
class Read:
    """The content words of one passage: their [start, end) in it, and their vectors as the encoder made them."""

    spans: tuple[tuple[int, int], ...]
    vectors: npt.NDArray[np.int8]


def read_vectors(passages: Sequence[Passage], rows: Mapping[str, Sequence[Record]]) -> list[Read]:
    """The content words of each passage; `rows`: those of the table `vectors` by article."""
    found = []
    for passage in passages:
        spans: list[tuple[int, int]] = []
        parts = [np.zeros((0, WIDTH), np.int8)]
        for row in rows.get(passage.article_id, ()):
            if passage.start <= row["start"] and row["end"] <= passage.end:
                spans += [(low - passage.start, high - passage.start) for low, high in row["word_spans"]]
                # The first is the whole sentence's.
                parts.append(np.frombuffer(base64.b64decode(row["vectors"]), np.int8).reshape(-1, WIDTH)[1:])
        found.append(Read(tuple(spans), np.concatenate(parts)))
    return found


def describe(passages: Sequence[Passage], read: Sequence[Read], described: Described) -> Meant:
    """The passages of one corpus, ready for `features`; `described`: the same by their words."""
    first = np.cumsum([0, *(len(r.spans) for r in read)])
    words = _reduced(read)
    rare = _rareness(passages, read, described)
    framed = np.array([_framed(p, *span) for p, r in zip(passages, read, strict=True) for span in r.spans], dtype=bool)
    articles = np.unique(np.array([p.article_id for p in passages]), return_inverse=True)[1].astype(np.int64)
    unusual = _unusual(words, first, articles)
    told = rare * unusual * ~framed
    clause_first, clauses = _clauses(passages, read, words, first, rare)
    whole = _means(words, told + _FRAMED_WEIGHT, list(pairwise(first)))
    return Meant(first, words, unusual, told, clause_first, clauses, whole)


def features(meant: Meant, left: Ints, right: Ints) -> dict[str, Floats]:
    """For each pair (left[k], right[k]) of passages, by the feature's name (what each means: pair_weights.toml)."""
    found = np.zeros((len(left), 2, 2))
    clauses = np.zeros(len(left))
    for one, rows in _by_left(left):
        others = right[rows]
        found[rows, 0], found[rows, 1] = _matches(meant, one, others)
        mine = meant.clauses[meant.clause_first[one] : meant.clause_first[one + 1]]
        theirs, begins = _gathered(meant.clauses, meant.clause_first, others)
        if len(mine) and len(theirs):
            clauses[rows] = np.maximum.reduceat((theirs @ mine.T).max(axis=1), begins)
    own = np.maximum(np.bincount(_owners(meant.first), meant.told, len(meant.first) - 1), 1e-6)
    return {
        "unusual": np.log1p(found[:, :, 0].min(axis=1)),
        "told": (found[:, :, 1] / np.column_stack([own[left], own[right]])).max(axis=1),
        "clauses": clauses,
        "whole": np.einsum("ij,ij->i", meant.whole[left], meant.whole[right], dtype=np.float64),
    }


def _matches(meant: Meant, one: int, others: Ints) -> tuple[Floats, Floats]:
    """Sums over the words of passage `one` of their best matches in each of `others`, and the other way round.

    The first column has how whole the matches are, by unusualness, the second how good they are, by what is told.
    """
    low, high = meant.first[one], meant.first[one + 1]
    theirs, begins = _gathered(meant.words, meant.first, others)
    if low == high or not len(theirs):
        return np.zeros((len(others), 2)), np.zeros((len(others), 2))
    alike = meant.words[low:high] @ theirs.T
    forth = np.maximum.reduceat(alike, begins, axis=1)
    back = alike.max(axis=0)
    unusual, told = (_gathered(weights, meant.first, others)[0] for weights in (meant.unusual, meant.told))
    forth_sums = np.column_stack([_whole(forth).T @ meant.unusual[low:high], forth.T @ meant.told[low:high]])
    return forth_sums, np.add.reduceat(np.column_stack([_whole(back) * unusual, back * told]), begins, axis=0)


def _whole(matches: npt.NDArray[np.floating]) -> Floats:
    return np.clip((matches.astype(np.float64) - _NONE) / (_WHOLE - _NONE), 0, 1)


def _gathered(rows: npt.NDArray[Any], first: Ints, chosen: Ints) -> tuple[npt.NDArray[Any], Ints]:
    """The rows of the chosen passages, one after the other, and where those of each begin."""
    sizes = first[chosen + 1] - first[chosen]
    begins = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) + np.repeat(first[chosen] - begins, sizes)
    return rows[places], begins


def _owners(first: Ints) -> Ints:
    """The passage of each row."""
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def _by_left(left: Ints) -> Iterator[tuple[int, Ints]]:
    """Each passage on the left, and the numbers of its pairs."""
    order = np.argsort(left, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(left[order])) + 1):
        if len(rows):
            yield int(left[rows[0]]), rows


def _reduced(read: Sequence[Read]) -> Vectors:
    """The vectors of all words less their mean, as the corpus's principal components, of unit length."""
    kept = np.concatenate([np.zeros((0, WIDTH), np.int8), *(r.vectors for r in read)])
    if not len(kept):
        return np.zeros((0, _KEPT), np.float32)
    mean = kept.mean(axis=0, dtype=np.float64)
    some = kept[:: 1 + len(kept) // _FOR_COMPONENTS].astype(np.float64) - mean
    components = np.linalg.eigh(some.T @ some)[1][:, : -_KEPT - 1 : -1].astype(np.float32)
    shift = mean.astype(np.float32) @ components
    batches = (kept[at : at + _BATCH].astype(np.float32) @ components - shift for at in range(0, len(kept), _BATCH))
    return _unit(np.concatenate(list(batches)))


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-9)))


def _rareness(passages: Sequence[Passage], read: Sequence[Read], described: Described) -> Floats:
    """How rare each word is."""
    weight = dict(zip(described.concepts, described.weights.tolist(), strict=True))
    rare = []
    for passage, one in zip(passages, read, strict=True):
        for low, high in one.spans:
            known = [weight.get(t.concept, _UNSEEN) for t in tokens(passage.words[low:high]) if not t.is_function]
            rare.append(max(known, default=0.0))
    return np.array(rare)


def _framed(passage: Passage, low: int, high: int) -> bool:
    """Whether a word only says who speaks: in an attribution's source or cue, or of the speaker's name."""
    if any(start <= low < end for start, end in passage.frame):
        return True
    own = {t.concept for t in tokens(passage.speaker or "")}
    return any(t.concept in own for t in tokens(passage.words[low:high]))


def _unusual(words: Vectors, first: Ints, articles: Ints) -> Floats:
    """How seldom the passages of other articles have the like of each word, 0 (always) to 1 (never), by a sample."""
    passages = len(first) - 1
    sample = np.arange(0, passages, 1 + (passages - 1) // _SAMPLE if passages else 1, dtype=np.int64)
    sample = sample[first[sample + 1] > first[sample]]
    theirs, begins = _gathered(words, first, sample)
    owners = articles[_owners(first)]
    times, among = np.zeros(len(words)), np.zeros(len(words))
    for at in range(0, len(words) if len(theirs) else 0, _BLOCK):
        block = slice(at, at + _BLOCK)
        best = np.maximum.reduceat(words[block] @ theirs.T, begins, axis=1)
        elsewhere = owners[block][:, None] != articles[sample][None, :]
        alike = np.clip((best.astype(np.float64) - _UNLIKE) / (_LIKE - _UNLIKE), 0, 1)
        times[block], among[block] = (alike * elsewhere).sum(axis=1), elsewhere.sum(axis=1)
    return np.clip(np.log((among + 1) / (times + 0.5)) / np.log((among + 1) / 0.5), 0, 1)


def _clauses(
    passages: Sequence[Passage], read: Sequence[Read], words: Vectors, first: Ints, weights: Floats
) -> tuple[Ints, Vectors]:
    """The mean vectors of each passage's clauses of two content words or more, and of the whole passage, weighed."""
    stretches, counts = list[tuple[int, int]](), []
    for number, (passage, one) in enumerate(zip(passages, read, strict=True)):
        starts = np.array([low for low, _ in one.spans], dtype=np.int64)
        cuts = np.searchsorted(starts, clause_cuts(passage.words, tokens(passage.words)))
        own = [(low, high) for low, high in pairwise(cuts) if high - low >= _CLAUSE_WORDS]
        own += [(0, len(starts))] if len(starts) else []
        counts.append(len(own))
        stretches += [(low + first[number], high + first[number]) for low, high in own]
    return np.cumsum([0, *counts]), _means(words, weights, stretches)


def _means(words: Vectors, weights: Floats, stretches: Sequence[tuple[int, int]]) -> Vectors:
    summed = np.zeros((len(stretches), words.shape[1]), np.float32)
    for number, (low, high) in enumerate(stretches):
        summed[number] = weights[low:high].astype(np.float32) @ words[low:high]
    return _unit(summed)
