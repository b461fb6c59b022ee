"""Confidence intervals by resampling (Efron 1979): what a figure would have been with other articles of the kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def interval(
    units: Sequence[T], figure: Callable[[Sequence[T]], float], replicates: int = 1000, seed: int = 1
) -> tuple[float, float]:
    """95 % percentile interval of `figure` over `units` drawn with replacement; the same seed gives the same interval.

    With a handful of units the interval is itself rough: it says how much single articles sway the figure.
    """
    draw = random.Random(seed)
    values = sorted(figure(draw.choices(units, k=len(units))) for _ in range(replicates))
    return values[int(0.025 * replicates)], values[int(0.975 * replicates)]
