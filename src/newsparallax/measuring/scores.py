"""Precision, recall and F1: the one place that computes them."""

from __future__ import annotations

from collections.abc import Sequence

Figure = tuple[float, float, float]
Figures = dict[str, float]


def ratios(right: int, predicted: int, coded: int, recalled: int | None = None) -> Figure:
    """(precision, recall, F1); 0 where nothing was predicted or coded.

    `recalled`: how many of the coded ones were found, where that is another number than `right`.
    """
    precision = right / predicted if predicted else 0.0
    recall = (right if recalled is None else recalled) / coded if coded else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def f1_by_label(coded: Sequence[str], found: Sequence[str | None]) -> Figures:
    """F1 of every label people used, and their mean, `macro_f1`. An abstention (None) is a miss of the coded label."""
    figures: Figures = {}
    for label in sorted(set(coded)):
        hits = sum(a == b == label for a, b in zip(coded, found, strict=True))
        figures[f"{label}_f1"] = ratios(hits, found.count(label), coded.count(label))[2]
    macro = sum(figures.values()) / len(figures) if figures else 0.0
    return {"macro_f1": macro, **figures, "abstained": float(sum(code is None for code in found))}
