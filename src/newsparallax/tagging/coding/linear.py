"""A linear classifier kept as plain numbers: safe to share, the same bytes every time, no library needed to apply it.

Features are named and hashed into a fixed number of buckets (Weinberger et al. 2009), so that no vocabulary need be
kept; weights are stored as eight-bit integers with one scale for each class. The file is a NumPy archive read without
pickle: opening one that a stranger sent runs no code.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from newsparallax.corpus import CorpusError

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` is buckets x classes in units of `scale`; `kind` says what the model codes, `about` how it was made.

    `sure` is the probability below which the model should abstain.
    """

    kind: str
    classes: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    sure: float
    about: str

    def probabilities(self, features: Features) -> npt.NDArray[np.float64]:
        """Estimated probability of each class."""
        places = [bucket(name, len(self.weights)) for name in features]
        values = np.fromiter(features.values(), dtype=float, count=len(features))
        score = self.bias + values @ self.weights[places] * self.scale
        odds = np.exp(score - score.max())
        return np.asarray(odds / odds.sum(), dtype=np.float64)

    def code(self, features: Features) -> str | None:
        """The likeliest class, or None where the model is not sure."""
        chances = self.probabilities(features)
        return self.classes[int(chances.argmax())] if chances.max() >= self.sure else None

    def save(self, path: Path) -> None:
        """Write the model as a compressed .npz file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                kind=np.array(self.kind),
                classes=np.array(self.classes),
                weights=self.weights,
                scale=self.scale,
                bias=self.bias,
                sure=np.array(self.sure),
                about=np.array(self.about),
            )


def load(path: Path, kind: str) -> Linear:
    """Read a model; CorpusError where the file is none, or codes something else."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            model = Linear(
                kind=str(kept["kind"]),
                classes=tuple(map(str, kept["classes"])),
                weights=kept["weights"],
                scale=kept["scale"],
                bias=kept["bias"],
                sure=float(kept["sure"]),
                about=str(kept["about"]),
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        # NumPy's own message advises to load what may run code: it is not passed on.
        raise CorpusError(f"{path}: is no model of newsparallax; make one with newsparallax train") from error
    if model.kind != kind:
        raise CorpusError(f"{path}: is a model for {model.kind}, not for {kind}; name the right file")
    return model


def bucket(name: str, buckets: int) -> int:
    """Where a feature's weight is kept."""
    return crc32(name.encode()) % buckets


def blocks(*parts: tuple[float, Features]) -> dict[str, float]:
    """Groups of features as one, each scaled to its own length, so that a group with many does not drown others."""
    joined: dict[str, float] = {}
    for length, features in parts:
        norm = sum(value * value for value in features.values()) ** 0.5
        for name, value in features.items():
            joined[name] = joined.get(name, 0.0) + (length * value / norm if norm else 0.0)
    return joined


def quantised(weights: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Weights (buckets x classes) as eight-bit integers, and the scale of each class."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-12) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


def matrix(rows: Sequence[Features], buckets: int) -> tuple[list[float], list[int], list[int]]:
    """Rows of features as the data, indices and row pointers of a compressed sparse matrix."""
    data: list[float] = []
    indices: list[int] = []
    pointers = [0]
    for features in rows:
        for name, value in features.items():
            data.append(value)
            indices.append(bucket(name, buckets))
        pointers.append(len(data))
    return data, indices, pointers
