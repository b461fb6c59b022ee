"""Krippendorff's alpha: how far people who coded the same passages agree, beyond what chance would give.

Written from the definitions in Krippendorff (2004), Content Analysis, ch. 11, and Krippendorff (2011), Computing
Krippendorff's Alpha-Reliability: coincidences of pairable values against those expected by their frequencies.
Intervals resample the coded units, the sampling that a content analysis generalises over (Zapf et al. 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsparallax.comparing import resampling

Level = Literal["nominal", "ordinal", "interval"]
_Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Alpha and its 95 % interval; all three are None where every value is the same, so that nothing can be told.

    `units` are those with two values or more, `values` the values in them. `observed` is the share of pairs of codes
    of one unit that are the same, `kappa` Cohen's, for two nominal coders (Cohen 1960); None where it is not defined.
    """

    level: Level
    alpha: float | None
    low: float | None
    high: float | None
    units: int
    values: int
    coders: int
    observed: float | None = None
    kappa: float | None = None


def alpha(ratings: pd.DataFrame, level: Level = "nominal", replicates: int = 1000, seed: int = 0) -> Alpha:
    """Alpha of `ratings`: one row a unit, one column a coder, missing values allowed.

    Nominal values may be anything; ordinal and interval values must be numbers (ValueError otherwise).
    """
    counts, categories = _counts(ratings, level)
    weights = np.ones(len(counts))
    value = _alpha(counts, weights, categories, level)
    drawn: list[float] = []
    if value is not None:
        resamples = resampling.weights(len(counts), replicates, np.random.default_rng(seed))
        found = (_alpha(counts, resample, categories, level) for resample in resamples)
        # A draw of identical values holds no disagreement to expect: it says nothing and is left out.
        drawn = [resampled for resampled in found if resampled is not None]
    low, high = (float(end) for end in resampling.percentiles(drawn)) if drawn else (None, None)
    coders = int(ratings.notna().any().sum())
    kappa = _kappa(ratings) if level == "nominal" and coders == 2 else None
    return Alpha(level, value, low, high, len(counts), int(counts.sum()), coders, _observed(counts), kappa)


def _observed(counts: _Array) -> float | None:
    """The share of pairs of codes of one unit that are the same, each unit counted once."""
    if not len(counts):
        return None
    sums = counts.sum(axis=1)
    return float(((counts * (counts - 1)).sum(axis=1) / (sums * (sums - 1))).mean())


def _kappa(ratings: pd.DataFrame) -> float | None:
    """Cohen's kappa of two coders over the units that both coded; None where chance alone would have them agree."""
    both = ratings.dropna(axis=1, how="all").dropna()
    if both.empty:
        return None
    first, second = (both.iloc[:, at].astype(str) for at in (0, 1))
    if len({*first, *second}) < 2:
        return None
    from sklearn.metrics import cohen_kappa_score

    return float(cohen_kappa_score(first, second))


def _counts(ratings: pd.DataFrame, level: Level) -> tuple[_Array, _Array]:
    """How often each pairable unit got each category (units x categories), and the categories' numeric values."""
    long = ratings.reset_index(drop=True).stack().dropna()
    if level != "nominal":
        try:
            long = long.astype(float)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{level} values must be numbers: {error}") from error
    if not len(long):
        return np.zeros((0, 0)), np.zeros(0)
    table = pd.crosstab(long.index.get_level_values(0), long.to_numpy())
    counts = table.to_numpy(dtype=float)
    categories = np.arange(counts.shape[1], dtype=float) if level == "nominal" else table.columns.to_numpy(dtype=float)
    return counts[counts.sum(axis=1) >= 2], categories


def _alpha(counts: _Array, weights: _Array, categories: _Array, level: Level) -> float | None:
    """1 - observed / expected disagreement, each unit counted `weights` times."""
    if not len(counts):
        return None
    totals = weights @ counts
    distance = _distance(totals, categories, level)
    coincidences = counts.T @ (counts * (weights / (counts.sum(axis=1) - 1))[:, None])
    expected = float(totals @ distance @ totals)
    if expected == 0:
        return None
    return float(1 - (totals.sum() - 1) * (coincidences * distance).sum() / expected)


def _distance(totals: _Array, categories: _Array, level: Level) -> _Array:
    """Squared difference of every two categories; zero on the diagonal, so that a value never pairs with itself."""
    if level == "nominal":
        return 1 - np.eye(len(categories))
    if level == "interval":
        return np.asarray((categories[:, None] - categories[None, :]) ** 2)
    ranks = np.cumsum(totals) - totals / 2
    return np.asarray((ranks[:, None] - ranks[None, :]) ** 2)
