"""Tables over events: what an outlet does on average, and what two outlets do differently where both tell an event.

The unit is the event: its rate counts once, however long the articles. Intervals resample events; the percentile
interval is widened as a t interval is, without which few events give too narrow ones (Hesterberg 2015,
doi:10.1080/00031305.2015.1089789). Two outlets are compared within the events that both tell: under the null
hypothesis each event's difference might as well have the other sign (Fisher's paired permutation test, exact up to
`_EXACT` events). Many tests of one measure: Benjamini & Hochberg 1995. How many events a claim needs comes from the
t test's power (Cohen 1988).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from newsparallax.comparing import resampling
from newsparallax.study.observations import MEASURES, Measure
from newsparallax.tables import by, frame
from newsparallax.values import Habit

Array = npt.NDArray[np.float64]
Record = dict[str, Any]
OTHERS = "the others"
LEAST = 6  # events: with five, no sign-flip test can reach 5 %
DRAWS = 2000
FLIPS = 9999
SEED = 20150410
POWER = 0.8
LEVEL = 0.05
_EXACT = 13  # events up to which every deal of signs is tried
_MANY = 150  # events from which the power is that of the normal test
_SHIFT = 8.0  # noncentrality beyond which every test sees it
_FOUND = 3  # events that must have an item in either outlet: what is rarer is told by its event


@dataclass(frozen=True, slots=True)
class Counts:
    """One item of one measure: `top` and `bottom` by event (rows) and outlet (columns); nan where not told."""

    measure: Measure
    item: str
    events: tuple[str, ...]
    outlets: tuple[str, ...]
    top: Array
    bottom: Array

    @property
    def rates(self) -> Array:
        """top / bottom; nan where there is nothing to count in."""
        return resampling.ratio(self.top, np.nan_to_num(self.bottom))


def counted(observed: pd.DataFrame) -> Iterator[Counts]:
    """Every measure and item of some events' observations, an item that an outlet lacks as zero.

    A side or a topic is counted in the events that have it: in an outlet that tells other events it is not missing.
    """
    for key, rows in observed.groupby("measure", sort=False):
        events, outlets = tuple(dict.fromkeys(rows["event"])), tuple(sorted(set(rows["outlet"])))
        size = (len(events), len(outlets))
        place = (rows["event"].map({e: n for n, e in enumerate(events)}), rows["outlet"].map(outlets.index))
        at, of = place[0].to_numpy(int), place[1].to_numpy(int)
        bottom = np.full(size, np.nan)
        bottom[at, of] = rows["bottom"].to_numpy(float)
        told = np.where(np.isnan(bottom), np.nan, 0.0)
        items = rows["item"].to_numpy(object)
        for item in sorted(set(items) - {""}):
            top, mine = told.copy(), items == item
            top[at[mine], of[mine]] = rows["top"].to_numpy(float)[mine]
            here = np.nansum(top, axis=1) > 0 if MEASURES[str(key)].of_event(str(item)) else np.full(len(events), True)
            kept = tuple(event for event, is_here in zip(events, here, strict=True) if is_here)
            yield Counts(MEASURES[str(key)], str(item), kept, outlets, top[here], bottom[here])


def outlets_table(observed: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Table `study_outlets` from `observations`."""
    rng = np.random.default_rng(seed)
    return frame("study_outlets", [row for counts in counted(observed) for row in _means(counts, draws, rng)])


def benjamini_hochberg(p: Iterable[float | None]) -> list[float | None]:
    """Adjusted p-values in the order given (None stays None): the false discovery rate at which each would pass."""
    values = list(p)
    tested = [value for value in values if value is not None]
    adjusted = iter(stats.false_discovery_control(tested).tolist() if tested else ())
    return [None if value is None else round(next(adjusted), 6) for value in values]


def number(value: float) -> float | None:
    """A figure to six decimals; nan becomes None."""
    return None if np.isnan(value) else round(float(value), 6)


def _means(counts: Counts, draws: int, rng: np.random.Generator) -> Iterator[Record]:
    rates = counts.rates
    for at, outlet in enumerate(counts.outlets):
        told = ~np.isnan(rates[:, at])
        if not told.any():
            continue
        low, high = interval(rates[told, at], draws, rng)
        yield {
            "measure": counts.measure.key,
            "item": counts.item,
            "outlet": outlet,
            "events": int(told.sum()),
            "with_item": int((counts.top[told, at] > 0).sum()),
            "top": float(counts.top[told, at].sum()),
            "bottom": float(counts.bottom[told, at].sum()),
            "mean": round(float(rates[told, at].mean()), 6),
            "low": number(low),
            "high": number(high),
        }


def interval(values: Array, draws: int, rng: np.random.Generator) -> tuple[float, float]:
    """Ends of the 95 % interval of a mean, the values resampled; nan where fewer than two, or all the same."""
    n = len(values)
    if n < 2 or np.ptp(values) < 1e-12:
        return np.nan, np.nan
    drawn = resampling.weights(n, draws, rng) @ values / n
    return widened(drawn, n)


def widened(drawn: Array, n: int) -> tuple[float, float]:
    """Ends of the 95 % interval of a figure that was drawn from `n` events, two or more."""
    wider = np.sqrt(n / (n - 1)) * stats.t.ppf(0.975, n - 1)
    low, high = resampling.percentiles(drawn, float(stats.norm.cdf(-wider)))
    return float(low), float(high)


def pairs_table(observed: pd.DataFrame, draws: int = DRAWS, seed: int = SEED) -> pd.DataFrame:
    """Table `study_pairs` from `observations`: every two outlets, and with three or more each against the others."""
    rng = np.random.default_rng(seed)
    rows = [row for counts in counted(observed) for row in _compared(counts, draws, rng)]
    for family in by(rows, lambda row: str(row["measure"])).values():
        for row, q in zip(family, benjamini_hochberg(r["p"] for r in family), strict=True):
            row["q"] = q
            row["verdict"] = _verdict(row)
            row["sentence"] = sentence(row)
    return frame("study_pairs", rows)


def _compared(counts: Counts, draws: int, rng: np.random.Generator) -> Iterator[Record]:
    rates = counts.rates
    told = ~np.isnan(rates)
    for one, other in combinations(range(len(counts.outlets)), 2):
        both = told[:, one] & told[:, other]
        if both.any():
            apart = rates[both, one] - rates[both, other]
            yield _pair(counts, counts.outlets[one], counts.outlets[other], both, apart, draws, rng)
    if len(counts.outlets) < 3:
        return
    for one, outlet in enumerate(counts.outlets):
        rest = np.delete(rates, one, axis=1)
        both = told[:, one] & (~np.isnan(rest)).any(axis=1)
        if both.any():
            apart = rates[both, one] - np.nanmean(rest[both], axis=1)
            row = _pair(counts, outlet, OTHERS, both, apart, draws, rng)
            others = [other for other in counts.outlets if other != outlet]
            yield row | _nearer(rates[both, one, None] - rest[both], row, others, rng)


def _nearer(apart: Array, row: Record, others: Sequence[str], rng: np.random.Generator) -> Record:
    """Whether an outlet differs from more than one of the others: `apart`, its rates minus those of each, by event.

    Where B has much of something, A and C both have less than "the others": B's habit, and neither A's nor C's.
    """
    towards = np.sign(row["difference"])
    means = [float(np.nanmean(own)) if (~np.isnan(own)).any() else 0.0 for own in apart.T]
    farthest = int(np.argmax(towards * np.array(means)))
    left = np.delete(apart, farthest, axis=1)
    left = np.nanmean(left[(~np.isnan(left)).any(axis=1)], axis=1)
    p = None
    if row["p"] is not None:
        p = sign_flips(left, rng) if len(left) >= LEAST and towards * left.mean() > 0 else 1.0
    return {"farthest": others[farthest], "p_nearer": None if p is None else round(p, 6)}


def _pair(
    counts: Counts,
    one: str,
    other: str,
    both: npt.NDArray[np.bool_],
    apart: Array,
    draws: int,
    rng: np.random.Generator,
) -> Record:
    """A row of `study_pairs` without `q`, `verdict` and `sentence`; too few events, or too few that differ, no test."""
    events = [event for event, told in zip(counts.events, both, strict=True) if told]
    differ = np.abs(apart) > 1e-12
    tested = len(apart) >= LEAST and int(differ.sum()) >= _FOUND
    low, high = interval(apart, draws, rng)
    spread = float(apart.std(ddof=1)) if len(apart) > 1 else 0.0
    effect = float(apart.mean()) / spread if spread > 1e-12 else None
    largest = int(np.argmax(apart if apart.mean() >= 0 else -apart))  # what adds most to the mean
    p_without = None
    if tested and len(apart) > LEAST:
        p_without = sign_flips(np.delete(apart, largest), rng)
    return {
        "measure": counts.measure.key,
        "item": counts.item,
        "outlet": one,
        "other": other,
        "events": len(apart),
        "higher": int((apart > 1e-12).sum()),
        "lower": int((apart < -1e-12).sum()),
        "difference": round(float(apart.mean()), 6),
        "low": number(low),
        "high": number(high),
        "p": round(sign_flips(apart, rng), 6) if tested else None,
        "effect": None if effect is None else round(effect, 4),
        "needed": events_needed(effect) if effect and tested else None,
        "largest_event": events[largest] if differ.any() else None,
        "largest_share": round(float(np.abs(apart[largest]) / np.abs(apart).sum()), 4) if differ.any() else None,
        "p_without": None if p_without is None else round(p_without, 6),
        "farthest": None,
        "p_nearer": None,
    }


def sign_flips(apart: Array, rng: np.random.Generator, flips: int = FLIPS) -> float:
    """Two-sided p of a mean difference: how often random signs bring it as far; exact where all can be tried."""
    n, seen = len(apart), abs(float(apart.sum())) - 1e-12
    if n <= _EXACT:
        return float((np.abs(_signs(n) @ apart) >= seen).mean())
    drawn = rng.choice(np.array([-1.0, 1.0]), size=(flips, n))
    return float((1 + (np.abs(drawn @ apart) >= seen).sum()) / (flips + 1))


@lru_cache(maxsize=_EXACT + 1)
def _signs(n: int) -> Array:
    return np.where((np.arange(2**n)[:, None] >> np.arange(n)) & 1, -1.0, 1.0)


def power(effect: float, events: int) -> float:
    """Chance that a paired two-sided t test at 5 % sees an effect (mean by standard deviation) in so many events."""
    free, shift = events - 1, abs(effect) * np.sqrt(events)
    if shift > _SHIFT:
        return 1.0
    if events > _MANY:  # the noncentral t is not computed well there, and is normal
        return float(stats.norm.cdf(shift - stats.norm.ppf(1 - LEVEL / 2)))
    border = stats.t.ppf(1 - LEVEL / 2, free)
    return float(stats.nct.sf(border, free, shift) + stats.nct.cdf(-border, free, shift))


@lru_cache(maxsize=4096)
def events_needed(effect: float, most: int = 100_000) -> int | None:
    """The smallest number of events with a power of 80 %; at least those a sign-flip test needs. None beyond `most`."""
    if not effect or power(effect, most) < POWER:
        return None
    low, high = 1, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if power(effect, middle) >= POWER else (middle, high)
    return max(high, LEAST)


def _verdict(row: Record) -> Habit:
    """A habit survives the correction, and the loss of the event, and of the other outlet, that adds most."""
    if row["p"] is None:
        return Habit.TOO_FEW
    if row["q"] > LEVEL:
        return Habit.NOT_SHOWN
    if row["p_without"] is not None and row["p_without"] > LEVEL:
        return Habit.ONE_EVENT
    if row["p_nearer"] is not None and row["p_nearer"] > LEVEL:
        return Habit.ONE_OUTLET
    return Habit.HABIT


def sentence(row: Record) -> str:
    """`In 14 of 19 events A has more of it than B (less in 3): on average 12 percentage points more, …`."""
    measure = MEASURES[row["measure"]]
    what = measure.label if row["item"] == "all" else f"{measure.label}, {row['item']}"
    more, fewer = ("more", "less") if row["difference"] >= 0 else ("less", "more")
    counts = (row["higher"], row["lower"]) if row["difference"] >= 0 else (row["lower"], row["higher"])
    size = abs(row["difference"]) * measure.scale
    between = ""
    if row["low"] is not None:
        ends = sorted(abs(end) if row["low"] * row["high"] > 0 else end for end in (row["low"], row["high"]))
        between = f", 95 % interval {ends[0] * measure.scale:.1f} to {ends[1] * measure.scale:.1f}"
    return (
        f"{what}: in {counts[0]} of {row['events']} events {row['outlet']} has {more} than {row['other']} "
        f"({fewer} in {counts[1]}); on average {size:.1f} {measure.unit} {more}{between}. {_carries(row)}"
    )


def _carries(row: Record) -> str:
    verdict = row["verdict"]
    if verdict == Habit.TOO_FEW:
        few = f"with {row['events']} events" if row["events"] < LEAST else "where nearly all events are alike"
        return f"Not tested: {few} no test can tell a habit from chance."
    if verdict == Habit.HABIT:
        line = "< 0.001" if row["q"] < 0.0005 else f"= {row['q']:.3f}"
        return f"A habit in these events (q {line})."
    if verdict == Habit.ONE_EVENT:
        return f"Without the event {row['largest_event']} it is not told apart from chance."
    if verdict == Habit.ONE_OUTLET:
        return (
            f"It is {row['farthest']} that stands apart: set against the others without it, {row['outlet']} does not."
        )
    if row["needed"] is None or row["needed"] <= row["events"]:
        return f"Not told apart from chance (q = {row['q']:.3f})."
    seen = f"Not told apart from chance (q = {row['q']:.3f})"
    return f"{seen}; were this the true size, {row['needed']} events would show it four times in five."
