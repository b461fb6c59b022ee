"""The figures that were measured and kept with this version: read by reports, which need nothing else of this room."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

MEASURED = Path(__file__).with_name("measured.json")


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: `value` is a share between 0 and 1 with its 95 % interval, or (`unit` is "count") a plain number.

    `of` says what it was taken over; `held_out` whether rules were never made by looking at the set.
    """

    gold: str
    label: str
    measure: str
    value: float
    low: float | None
    high: float | None
    unit: str
    of: str
    held_out: bool = False

    @property
    def figure(self) -> str:
        """The value as it is printed: a count, or per cent."""
        return f"{self.value:g}" if self.unit == "count" else f"{100 * self.value:.1f} %"

    @property
    def interval(self) -> str:
        """The interval as it is printed, in per cent; empty for a count."""
        return "" if self.low is None or self.high is None else f"{100 * self.low:.0f}–{100 * self.high:.0f}"


def kept(path: Path = MEASURED) -> list[Measured]:
    """The figures that `own.write` kept; none where it never ran."""
    return [Measured(**record) for record in json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []
