"""How far a figure can be trusted: bootstrap intervals, permutation tests, correction for many tests, a grade in words.

Intervals are percentile intervals (`resampling`). The permutation test asks whether an
outlet's rate differs from that of all others together more than it would if the units had been dealt to the outlets at
random (Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses). Many tests in one table: Benjamini &
Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x. Units are sentences where an outlet has one article: the figure
then speaks of that article. They are articles where there are several, because sentences of one article resemble each
other. Everything is seeded: the same tables give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from newsparallax.comparing import resampling
from newsparallax.comparing.units import Record
from newsparallax.values import Grade

Column = TypeVar("Column", bound=Hashable)
Array = npt.NDArray[np.float64]

DRAWS = 1000
SEED = 20030718
FEW = 5  # passages; below, an interval or a test says more about luck than about the texts
LEVEL = 0.05

# The grades of a difference that is more than chance makes.
CARRIES = frozenset({Grade.SURVIVES})


@dataclass(frozen=True, slots=True)
class Sample:
    """Units of observation, for ratios top / bottom: `group[u]` is a unit's outlet, `article[u]` its article.

    `top` and `bottom` have one row a unit and one column a ratio; `name` says what a unit is (`sentences`).
    """

    name: str
    outlets: tuple[str, ...]
    group: npt.NDArray[np.int64]
    article: npt.NDArray[np.int64]
    top: Array
    bottom: Array

    @classmethod
    def of(
        cls,
        name: str,
        outlets: Mapping[str, str],
        units: Sequence[Record],
        top: Callable[[Record], Mapping[Column, float]],
        bottom: Callable[[Record], Mapping[Column, float]],
        columns: Sequence[Column],
    ) -> Sample:
        """From rows with an `article_id`; `outlets` maps articles to outlets, `top`, `bottom` give a row's values."""
        names = tuple(dict.fromkeys(outlets.values()))
        place = {column: at for at, column in enumerate(columns)}
        articles = {article: at for at, article in enumerate(outlets)}
        above, below = np.zeros((len(units), len(columns))), np.zeros((len(units), len(columns)))
        for at, unit in enumerate(units):
            for column, value in top(unit).items():
                above[at, place[column]] = value
            for column, value in bottom(unit).items():
                below[at, place[column]] = value
        group = np.array([names.index(outlets[u["article_id"]]) for u in units], dtype=np.int64)
        article = np.array([articles[u["article_id"]] for u in units], dtype=np.int64)
        return cls(name, names, group, article, above, below)

    def merged(self) -> Sample:
        """The same with articles for units."""
        numbers, inverse = np.unique(self.article, return_inverse=True)
        top, bottom = np.zeros((len(numbers), self.top.shape[1])), np.zeros((len(numbers), self.top.shape[1]))
        np.add.at(top, inverse, self.top)
        np.add.at(bottom, inverse, self.bottom)
        group = np.zeros(len(numbers), dtype=np.int64)
        group[inverse] = self.group
        return Sample("articles", self.outlets, group, numbers, top, bottom)


@dataclass(frozen=True, slots=True)
class Resampled:
    """For each outlet (row) and ratio (column): ends of the 95 % interval and permutation p-value; nan where none."""

    outlets: tuple[str, ...]
    unit: tuple[str, ...]  # what was resampled for each outlet's interval
    permuted: str
    low: Array
    high: Array
    p: Array

    def columns(self, outlet: str, pooled: bool, ratio: int, scale: float = 1) -> Record:
        """`low`, `high`, `resampled` and `p` of one row; not for one article of several."""
        at = self.outlets.index(outlet)
        unit, permuted = self.unit[at], self.permuted
        return {
            "low": number(scale * self.low[at, ratio]) if pooled else None,
            "high": number(scale * self.high[at, ratio]) if pooled else None,
            "resampled": unit if unit == permuted else f"{unit}; permuted: {permuted}",
            "p": number(self.p[at, ratio]) if pooled else None,
        }


def resample(sample: Sample, draws: int = DRAWS, seed: int = SEED) -> Resampled:
    """Intervals within each outlet, and the test of each outlet against the others."""
    size = (len(sample.outlets), sample.top.shape[1])
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    by_article = sample.merged()
    counts = [int((by_article.group == o).sum()) for o in range(size[0])]
    unit = []
    rng = np.random.default_rng(seed)
    for o in range(size[0]):
        level = by_article if counts[o] > 1 else sample
        unit.append(level.name)
        mine = level.group == o
        low[o], high[o] = resampling.of_ratios(level.top[mine], level.bottom[mine], draws, rng)
    # Articles are exchanged only where each outlet has several: one against one can never differ.
    whole = by_article if counts and min(counts) > 1 else sample
    p = permutation(whole, draws, rng) if size[0] > 1 else np.full(size, np.nan)
    return Resampled(sample.outlets, tuple(unit), whole.name, low, high, p)


def permutation(sample: Sample, draws: int, rng: np.random.Generator) -> Array:
    """p for each outlet and ratio: (1 + random deals at least as far apart as the texts) / (1 + deals), two-sided."""
    size = np.bincount(sample.group, minlength=len(sample.outlets))
    held = np.hstack([sample.top, sample.bottom])
    seen = _apart(held[np.argsort(sample.group, kind="stable")], size)
    reached = np.ones_like(seen)
    for _ in range(draws):
        reached += _apart(held[rng.permutation(len(held))], size) >= seen - 1e-12
    return np.where(np.isfinite(seen), reached / (draws + 1), np.nan)


def _apart(held: Array, size: npt.NDArray[np.int64]) -> Array:
    """How far each outlet's rates are from those of the others; the first size[0] rows of `held` are the first's."""
    sums = np.zeros((len(size), held.shape[1]))
    begins = np.cumsum(size) - size
    sums[size > 0] = np.add.reduceat(held, begins[size > 0], axis=0)
    rest = held.sum(axis=0) - sums
    ratios = held.shape[1] // 2
    difference: Array = np.abs(
        resampling.ratio(sums[:, :ratios], sums[:, ratios:]) - resampling.ratio(rest[:, :ratios], rest[:, ratios:])
    )
    return difference


def benjamini_hochberg(p: Iterable[float | None]) -> list[float | None]:
    """Adjusted p-values in the order given (None stays None): the false discovery rate at which each would pass."""
    from scipy.stats import false_discovery_control  # takes as long to import as all of a small comparison

    values = list(p)
    tested = [value for value in values if value is not None]
    adjusted = iter(false_discovery_control(tested).tolist() if tested else ())
    return [None if value is None else round(next(adjusted), 6) for value in values]


def grade(q: float | None, passages: int) -> Grade:
    """What the evidence carries, in words; `passages` are those of all outlets that the comparison rests on."""
    if passages == 1:
        return Grade.SINGLE
    if passages < FEW:
        return Grade.TOO_FEW
    if q is None:
        return Grade.UNTESTED
    return Grade.SURVIVES if q <= LEVEL else Grade.CHANCE


def number(value: float) -> float | None:
    """A figure to six decimals; nan becomes None."""
    return None if np.isnan(value) else round(float(value), 6)


def graded(rows: list[Record], family: Callable[[Record], Hashable], passages: Callable[[Record], int]) -> list[Record]:
    """Rows with `p`, completed by `q` (over the rows of one family) and `grade`; what is too rare loses its p."""
    families: dict[Hashable, list[Record]] = {}
    for row in rows:
        # The total over all outlets is fixed by every deal, so leaving out what is too rare to test is no selection.
        if passages(row) < FEW:
            row["p"] = None
        families.setdefault(family(row), []).append(row)
    for members in families.values():
        for row, q in zip(members, benjamini_hochberg(r["p"] for r in members), strict=True):
            row["q"] = q
            row["grade"] = grade(q, passages(row))
    return rows
