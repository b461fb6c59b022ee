"""Confidence intervals by resampling (Efron 1979, doi:10.1214/aos/1176344552), of every figure that has one.

A figure is computed anew on units drawn with replacement; its interval holds the middle 95 % of what comes out. With a
handful of units an interval is itself rough: it says how much single units sway the figure. Everything is seeded by
whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
T = TypeVar("T")
_TAIL = 0.025


def weights(units: int, draws: int, rng: np.random.Generator) -> Array:
    """How often each of `units` (columns) stands in each of `draws` resamples (rows)."""
    return rng.multinomial(units, np.full(units, 1 / units), size=draws).astype(np.float64)


def percentiles(drawn: Sequence[float] | Array, tail: float = _TAIL) -> tuple[Array, Array]:
    """Ends of the 95 % percentile interval of each column of drawn figures (of one list: two numbers)."""
    low, high = np.nanquantile(np.asarray(drawn), [tail, 1 - tail], axis=0)
    return low, high


def interval(
    units: Sequence[T], figure: Callable[[Sequence[T]], float], draws: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """Ends of the percentile interval of `figure` over resampled `units`; of no units (0, 0)."""
    if not units:
        return 0.0, 0.0
    rng = np.random.default_rng(seed)
    drawn = [figure([units[at] for at in rng.integers(0, len(units), len(units))]) for _ in range(draws)]
    low, high = percentiles(drawn)
    return float(low), float(high)


def ratio(top: Array, bottom: Array) -> Array:
    """top / bottom; nan of nothing."""
    divided: Array = np.divide(top, bottom, out=np.full_like(top, np.nan), where=bottom > 0)
    return divided
