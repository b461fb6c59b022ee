"""Precision, recall and F1 of single-label codes."""

from __future__ import annotations

from collections.abc import Sequence

Figures = dict[str, float]


def f1_by_label(coded: Sequence[str], found: Sequence[str | None]) -> Figures:
    """F1 of every label people used, and their mean, `macro_f1`. An abstention (None) is a miss of the coded label."""
    figures: Figures = {}
    for label in sorted(set(coded)):
        hits = sum(a == b == label for a, b in zip(coded, found, strict=True))
        of = sum(a == label for a in coded) + sum(b == label for b in found)
        figures[f"{label}_f1"] = 2 * hits / of
    macro = sum(figures.values()) / len(figures) if figures else 0.0
    return {"macro_f1": macro, **figures, "abstained": float(sum(code is None for code in found))}
