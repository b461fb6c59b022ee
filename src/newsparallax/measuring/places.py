"""Passages of articles, and when two of them are the same passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """text[start:end] of one article."""

    article_id: str
    start: int
    end: int


def place(record: Mapping[str, Any]) -> Place:
    """The place that a gold record {"id", "start", "end"} names."""
    return Place(str(record["id"]), int(record["start"]), int(record["end"]))


def hit(a: Place, b: Place, longer: float) -> bool:
    """Whether two places share half of the shorter one's characters and a share `longer` of the longer one's."""
    if a.article_id != b.article_id:
        return False
    common = min(a.end, b.end) - max(a.start, b.start)
    lengths = a.end - a.start, b.end - b.start
    return common > 0 and common >= 0.5 * min(lengths) and common >= longer * max(lengths)
