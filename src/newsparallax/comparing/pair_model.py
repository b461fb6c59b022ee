"""The fitted weights that make one score of a pair's features, and the file they stand in.

Two logistic regressions (Hastie, Tibshirani & Friedman 2009, ch. 4): the first sees a pair alone, the second also what
the first says of the pairs around it (stacking; Wolpert 1992). Features are without text: similarities, counts, places.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from newsparallax.comparing.likeness import Floats
from newsparallax.corpus import CorpusError

SHIPPED = Path(__file__).with_name("pair_weights.toml")


@dataclass(frozen=True, slots=True)
class Pass:
    """One logistic regression: for each feature the mean and deviation it is standardised by, and its weight."""

    constant: float
    weights: Mapping[str, tuple[float, float, float]]

    def logits(self, features: Mapping[str, Floats]) -> Floats:
        """Log-odds of each pair. Added up in the order of the file, so that every run adds alike."""
        total = None
        for name, (mean, deviation, weight) in self.weights.items():
            part = (features[name] - mean) * (weight / deviation)
            total = part if total is None else total + part
        if total is None:
            raise CorpusError("the weights of pairs name no feature; take the shipped ones, or train anew")
        return np.clip(total + self.constant, -MOST, MOST)


# Log-odds beyond these tell nothing more.
MOST = 8.0


@dataclass(frozen=True, slots=True)
class PairModel:
    """Both passes and the scores from which pairs are accepted, and sure."""

    alone: Pass
    around: Pass
    threshold: float
    sure: float


def chance(logits: Floats) -> Floats:
    """Probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-logits)))


@lru_cache(maxsize=4)
def load(path: Path = SHIPPED) -> PairModel:
    """The weights in a file; CorpusError naming the file where it cannot be used."""
    try:
        book = tomllib.loads(path.read_text(encoding="utf-8"))
        passes = [
            Pass(
                float(book[name]["constant"]),
                {
                    feature: (float(row["mean"]), float(row["deviation"]), float(row["weight"]))
                    for feature, row in book[name]["features"].items()
                },
            )
            for name in ("alone", "around")
        ]
        return PairModel(passes[0], passes[1], float(book["threshold"]), float(book["sure"]))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise CorpusError(
            f"{path}: holds no weights of pairs ({error}); make it with newsparallax train pairs"
        ) from None
