"""Precision, recall and F1: the one place that computes them."""

from __future__ import annotations

Figure = tuple[float, float, float]


def ratios(right: int, predicted: int, coded: int, recalled: int | None = None) -> Figure:
    """(precision, recall, F1); 0 where nothing was predicted or coded.

    `recalled`: how many of the coded ones were found, where that is another number than `right`.
    """
    precision = right / predicted if predicted else 0.0
    recall = (right if recalled is None else recalled) / coded if coded else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
