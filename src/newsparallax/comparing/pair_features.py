"""Who speaks in the two passages of a pair, how, and where they stand: the features that need no likeness."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from newsparallax.comparing.likeness import Floats, Ints
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import tokens


def features(passages: Sequence[Passage], left: Ints, right: Ints) -> dict[str, Floats]:
    """For each pair (left[k], right[k]), by the feature's name (what each means: pair_weights.toml)."""
    names = np.array([p.speaker or "" for p in passages])
    numbers, counts = np.unique(names, return_inverse=True, return_counts=True)[1:]
    spoken = names != ""
    share = counts[numbers] / max(1, spoken.sum())
    both = spoken[left] & spoken[right]
    same = both & (numbers[left] == numbers[right])
    quoted = np.array([p.voice == "quoted" for p in passages])
    headline = np.array([p.role == "headline" for p in passages])
    length = np.log1p([sum(not t.is_function for t in tokens(p.words)) for p in passages])
    place = np.log1p(_places(passages))
    return {
        "same_speaker": same * (1 - share[left]),
        "other_speaker": 1.0 * (both & ~same),
        "one_speaker": 1.0 * (spoken[left] ^ spoken[right]),
        "both_quoted": 1.0 * (quoted[left] & quoted[right]),
        "one_quoted": 1.0 * (quoted[left] ^ quoted[right]),
        "one_headline": 1.0 * (headline[left] ^ headline[right]),
        "shorter": np.minimum(length[left], length[right]),
        "later": np.maximum(place[left], place[right]),
    }


def _places(passages: Sequence[Passage]) -> Floats:
    """How many passages of its article stand before each."""
    seen = Counter[str]()
    found = []
    for passage in passages:
        found.append(float(seen[passage.article_id]))
        seen[passage.article_id] += 1
    return np.array(found)
