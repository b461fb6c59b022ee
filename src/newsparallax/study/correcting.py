"""Shares from an automatic coding and a smaller sample that people coded, too: prediction-powered inference.

The automatic coding of everything gives a precise answer that may be wrong, the hand-coded sample a right one that is
imprecise. The share is the automatic one of everything plus what the sample shows it to be off by (Angelopoulos et al.
2023, doi:10.1126/science.adi6000), the automatic coding weighed by how much it helps (PPI++; Angelopoulos, Duchi and
Zrnic 2023, arXiv:2311.01453): where it is worthless the answer is the sample's own. Units of one event resemble each
other, so the intervals resample events, with all their units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from newsparallax.comparing import resampling
from newsparallax.corpus import CorpusError
from newsparallax.study.statistics import widened

Array = npt.NDArray[np.float64]
LEAST = 20  # units coded by hand below which nothing is corrected


@dataclass(frozen=True, slots=True)
class Corrected:
    """A share: as coded automatically, corrected, and the 95 % interval of the corrected one."""

    automatic: float
    share: float
    low: float
    high: float
    weight: float


def corrected(
    automatic: Sequence[float], coded: Sequence[float | None], events: Sequence[str], draws: int = 2000, seed: int = 1
) -> Corrected:
    """The corrected mean of units that are coded 0 or 1; `coded` is None where nobody coded a unit by hand.

    Which units are coded by hand must have been left to chance. Raises CorpusError for fewer than `LEAST` of them.
    """
    guess = np.asarray(automatic, dtype=float)
    by_hand = np.array([value is not None for value in coded])
    truth = np.array([0.0 if value is None else float(value) for value in coded])
    if by_hand.sum() < LEAST:
        raise CorpusError(f"{by_hand.sum()} units coded by hand are too few to correct a share; code {LEAST} or more")
    weight = _weight(guess, truth, by_hand)
    names, at = np.unique(np.asarray(events, dtype=object).astype(str), return_inverse=True)
    sums = np.zeros((len(names), 5))
    columns = (np.ones_like(guess), guess, by_hand * 1.0, by_hand * truth, by_hand * guess)
    for column, values in enumerate(columns):
        np.add.at(sums[:, column], at, values)
    share = float(_share(sums.sum(axis=0)[None], weight)[0])
    n = len(names)
    low = high = np.nan
    if n > 1:
        drawn = _share(resampling.weights(n, draws, np.random.default_rng(seed)) @ sums, weight)
        low, high = widened(drawn[np.isfinite(drawn)], n)
    return Corrected(float(guess.mean()), min(max(share, 0.0), 1.0), max(low, 0.0), min(high, 1.0), weight)


def _share(sums: Array, weight: float) -> Array:
    """Corrected share of each row: units, guessed, by hand, true among those, guessed among those."""
    units, guessed, hand, true, guessed_by_hand = sums.T
    off = resampling.ratio(true - weight * guessed_by_hand, hand)
    return weight * resampling.ratio(guessed, units) + off


def _weight(guess: Array, truth: Array, by_hand: npt.NDArray[np.bool_]) -> float:
    """How far the automatic coding is believed, 0 to 1: what makes the corrected share most precise."""
    spread = float(guess.var())
    if spread < 1e-12 or by_hand.sum() < 2:
        return 0.0
    together = float(np.cov(guess[by_hand], truth[by_hand])[0, 1])
    return float(np.clip(together / (spread * (1 + by_hand.sum() / len(guess))), 0.0, 1.0))
