"""Fit the weights that score pairs of passages to events in which people coded which passages tell the same.

Two logistic regressions (comparing/pair_model.py), every event with the same say. Each event is also scored by weights
that have not seen it: the second regression learns from such scores only (stacked generalisation, Wolpert 1992), and
the thresholds and the figures come from them.
"""

from __future__ import annotations

import json
import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from newsparallax import files
from newsparallax.comparing import pair_model
from newsparallax.comparing.likeness import Floats, Ints
from newsparallax.comparing.meaning import read_vectors
from newsparallax.comparing.pair_model import PairModel, Pass
from newsparallax.comparing.pairs import Candidates, candidates
from newsparallax.comparing.passages import passages, place
from newsparallax.comparing.units import by_article, narrowed, records
from newsparallax.corpus import CorpusError
from newsparallax.measuring import statements
from newsparallax.measuring.gold import GoldSet, Record, own_sets
from newsparallax.measuring.statements import Judged

# Strength of the penalty: small C, few thousand pairs (chosen by leaving events out).
_STRENGTHS = {"alone": 0.02, "around": 0.05}
# Each event's same pairs weigh as much as so many pairs.
_PAIRS_PER_EVENT = 40
# Pairs coded as the same in part: what they count in the first fit, and how much of it as the same. In the second,
# whose scores are chances, they count nothing.
_IN_PART, _PART_SAME = 0.3, 0.3
# Fewer events leave too little to try the weights on.
_LEAST = 3
# Share of sure pairs that is to be right, and thresholds tried.
_SURE_RIGHT = 0.95
# Of thresholds whose F1 differs by no more the highest is taken: fewer pairs, more of them right.
_AS_GOOD = 0.002
_STEPS = tuple(round(0.1 + 0.01 * n, 2) for n in range(86))
_DIFFERENT, _SAME, _PARTIAL = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Coded:
    """One coded event: its candidate pairs, and for each what people said (0 different, 1 the same, 2 in part)."""

    name: str
    found: Candidates
    labels: Ints
    gold: Sequence[Record]

    def weights(self, in_part: float) -> tuple[Floats, Floats]:
        """What each pair counts as the same, and as different; `in_part`: what those count that are so in part."""
        each = _PAIRS_PER_EVENT / max(1, int((self.labels == _SAME).sum()))
        partial = self.labels == _PARTIAL
        same = np.where(partial, in_part * _PART_SAME, self.labels == _SAME)
        different = np.where(partial, in_part * (1 - _PART_SAME), self.labels == _DIFFERENT)
        return each * same, each * different

    def judged(self, scores: Floats) -> Judged:
        """The pairs with these scores against what people coded."""
        told, left, right = self.found.passages, self.found.left, self.found.right
        rows = [
            place(told[a], "a_") | place(told[b], "b_") | {"score": score, "accepted": True}
            for a, b, score in zip(left.tolist(), right.tolist(), scores.tolist(), strict=True)
        ]
        return statements.judge(self.gold, rows)


Features = Callable[[Coded], Mapping[str, Floats]]  # what a pass sees of an event's pairs
Names = Mapping[str, Sequence[str]]  # the features of each pass


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights fitted to all events, and each event's figures by weights that have not seen it."""

    model: PairModel
    figures: Mapping[str, Mapping[str, float]]
    unseen: Mapping[str, Floats]


def read_coded(folder: Path) -> list[Coded]:
    """The events that `gold.toml` in a folder lists, tagged.

    Raises CorpusError where there are fewer than three with coded pairs.
    """
    with tempfile.TemporaryDirectory() as scratch:
        coded = [_coded(gold, Path(scratch)) for gold in own_sets(folder) if gold.statement_pairs]
    if len(coded) < _LEAST:
        raise CorpusError(
            f"{folder}: lists {len(coded)} events with statement_pairs.jsonl; weights need {_LEAST} or more, "
            "so that each is tried on an event it has not seen"
        )
    return coded


def _coded(gold: GoldSet, kept: Path) -> Coded:
    from newsparallax.comparing.cast import one_cast
    from newsparallax.pipeline import tag_corpus
    from newsparallax.reading import read_corpus

    tables = narrowed(one_cast(tag_corpus(read_corpus(gold.corpus), kept)), None)
    told = passages(tables)
    found = candidates(told, read_vectors(told, by_article(records(tables["vectors"]))))
    return Coded(gold.name, found, _labels(found, gold.statement_pairs), gold.statement_pairs)


def _labels(found: Candidates, gold: Sequence[Record]) -> Ints:
    """What people said of each pair: the same wins over in part."""
    place = {
        (a, b): number for number, (a, b) in enumerate(zip(found.left.tolist(), found.right.tolist(), strict=True))
    }
    labels = np.zeros(len(place), np.int64)
    for label, wanted in ((_PARTIAL, False), (_SAME, True)):
        for record in gold:
            if (record["label"] == "same") is wanted:
                for pair in statements.hitting(record, found.passages):
                    if pair in place:
                        labels[place[pair]] = label
    return labels


def fit(coded: Sequence[Coded], names: Names) -> Fitted:
    """Weights of the features named for each pass (`alone`, `around`)."""
    by_name = {event.name: event for event in coded}
    first = _unseen(coded, lambda e: e.found.features, "alone", names)
    around = {name: by_name[name].found.around(logits) for name, logits in first.items()}
    second = _unseen(coded, lambda e: around[e.name], "around", names)
    scores = {name: np.round(pair_model.chance(logits), 3) for name, logits in second.items()}
    judged = {event.name: event.judged(scores[event.name]) for event in coded}
    f1 = {step: _smooth(judged, step) for step in _STEPS}
    threshold = max(step for step in _STEPS if f1[step] >= max(f1.values()) - _AS_GOOD)
    model = PairModel(
        _pass(coded, lambda e: e.found.features, "alone", names),
        _pass(coded, lambda e: around[e.name], "around", names),
        threshold,
        _sure(judged, threshold),
    )
    figures = {
        name: statements.pair_figures(statements.cut(found, threshold))
        | {f"sure_{k}": v for k, v in statements.pair_figures(statements.cut(found, model.sure)).items()}
        for name, found in judged.items()
    }
    return Fitted(model, figures, scores)


def _unseen(coded: Sequence[Coded], features: Features, name: str, names: Names) -> dict[str, Floats]:
    """For each event the log-odds by weights fitted to the others."""
    return {
        event.name: _pass([e for e in coded if e is not event], features, name, names).logits(features(event))
        for event in coded
    }


def _pass(coded: Sequence[Coded], features: Features, name: str, names: Names) -> Pass:
    from sklearn.linear_model import LogisticRegression

    columns = names[name]
    values = np.concatenate([np.column_stack([features(e)[column] for column in columns]) for e in coded])
    weighed = [event.weights(_IN_PART if name == "alone" else 0.0) for event in coded]
    same, different = (np.concatenate([each[side] for each in weighed]) for side in (0, 1))
    mean = np.average(values, axis=0, weights=same + different)
    deviation = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=same + different))
    deviation = np.where(deviation > 1e-9, deviation, 1.0)
    standard = (values - mean) / deviation
    as_same, as_different = same > 0, different > 0
    model = LogisticRegression(C=_STRENGTHS[name], max_iter=2000)
    model.fit(
        np.concatenate([standard[as_same], standard[as_different]]),
        np.repeat([True, False], [as_same.sum(), as_different.sum()]),
        sample_weight=np.concatenate([same[as_same], different[as_different]]),
    )
    rows = zip(columns, mean, deviation, model.coef_[0], strict=True)
    return Pass(
        round(float(model.intercept_[0]), 4),
        {column: (round(float(m), 5), round(float(d), 5), round(float(w), 4)) for column, m, d, w in rows},
    )


def _smooth(judged: Mapping[str, Judged], step: float) -> float:
    """Mean F1 of all events around a threshold: one that is good only to the hundredth is good by chance."""
    around = [step + d for d in (-0.02, 0.0, 0.02)]
    return fmean(statements.pair_figures(statements.cut(j, t))["f1"] for j in judged.values() for t in around)


def _sure(judged: Mapping[str, Judged], threshold: float) -> float:
    """The lowest score from which on, and from every higher one, enough of all pairs are right."""
    sure = _STEPS[-1]
    for step in reversed([s for s in _STEPS if s >= threshold]):
        taken = [p for j in judged.values() for p in j.predicted if p.score >= step and not p.partial]
        if taken and fmean(bool(p.same) for p in taken) < _SURE_RIGHT:
            break
        sure = step
    return sure


def feature_names() -> dict[str, list[str]]:
    """The features of both passes in the shipped file of weights."""
    book = tomllib.loads(pair_model.SHIPPED.read_text(encoding="utf-8"))
    return {name: list(book[name]["features"]) for name in ("alone", "around")}


def write(fitted: Fitted, path: Path, shipped: Path = pair_model.SHIPPED) -> None:
    """The weights as TOML, each with its meaning, which is that of the shipped file."""
    book: dict[str, Any] = tomllib.loads(shipped.read_text(encoding="utf-8"))
    lines = [*_HEAD, f"threshold = {fitted.model.threshold}", f"sure = {fitted.model.sure}"]
    for name, one in (("alone", fitted.model.alone), ("around", fitted.model.around)):
        lines += ["", f"[{name}]", f"constant = {one.constant}"]
        for feature, (mean, deviation, weight) in one.weights.items():
            meaning = json.dumps(book[name]["features"][feature]["meaning"], ensure_ascii=False)
            lines += ["", f"[{name}.features.{feature}]", f"meaning = {meaning}"]
            lines += [f"mean = {mean}", f"deviation = {deviation}", f"weight = {weight}"]
    files.put(path, ("\n".join(lines) + "\n").encode())


_HEAD = (
    "# Weights of the score of a pair of passages, made by `newsparallax train pairs` (docs/methods/statements.md).",
    "# A pass adds up weight * (value - mean) / deviation of its features and its constant: log-odds. `alone` sees the",
    "# pair, `around` what `alone` says of it and of the pairs around it. Weights can be compared: each is what one",
    "# standard deviation adds. Pairs are accepted from `threshold` on, and sure from `sure` on.",
    "",
)


def shown(fitted: Fitted) -> str:
    """Every event's figures and their mean, as lines."""
    keys = ("precision", "recall", "f1", "average_precision", "sure_precision", "sure_recall")
    rows = [*fitted.figures.items()]
    rows.append(("mean", {key: fmean(figures[key] for _, figures in rows) for key in keys}))
    head = f"{'each event by weights of the others':36}" + "".join(f"{key:>19}" for key in keys)
    return "\n".join([head, *(f"{name:36}" + "".join(f"{f[key]:19.3f}" for key in keys) for name, f in rows)])
