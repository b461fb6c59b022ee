"""Train a model on a researcher's own coded texts; it stays on their machine, as one file.

Regularised multinomial logistic regression (Hastie, Tibshirani & Friedman 2009, ch. 4) over words, letter sequences and
the shipped codebooks' evidence. Its figures come from cross-validation: no text is coded by a model that has seen it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsparallax.codebooks import Codebooks
from newsparallax.codebooks import load as load_codebooks
from newsparallax.corpus import CorpusError
from newsparallax.evaluating.scores import Figures, f1_by_label
from newsparallax.reading import Corpus
from newsparallax.tagging.frame_model import KIND, features
from newsparallax.tagging.linear import Features, Linear, matrix, quantised
from newsparallax.tagging.linear import load as load_model

FOLDS = 5
BUCKETS = 1 << 17


@dataclass(frozen=True, slots=True)
class Trained:
    """A model fitted to all texts, and its figures by cross-validation."""

    model: Linear
    figures: Figures
    texts: int


def read_coded(path: Path) -> list[tuple[str, str]]:
    """(text, frame) of every row; CorpusError naming the file and line where a row cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := {"text", "frame"} - set(reader.fieldnames or ()):
                raise CorpusError(f"{path}: has no column {min(missing)!r}; name the columns text and frame")
            rows = []
            for row in reader:
                text, frame = (row["text"] or "").strip(), (row["frame"] or "").strip()
                if not text or not frame:
                    raise CorpusError(f"{path}, line {reader.line_num}: has no text or no frame; fill in both")
                rows.append((text, frame))
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from None
    return rows


def train_frames(path: Path, books: Codebooks | None = None) -> Trained:
    """A model of the frames in a CSV file with the columns text and frame.

    Raises CorpusError where there are fewer than two frames, or a frame has fewer texts than there are folds.
    """
    coded = read_coded(path)
    texts, frames = [text for text, _ in coded], [frame for _, frame in coded]
    if len(set(frames)) < 2:
        raise CorpusError(f"{path}: holds fewer than two frames; a model needs something to tell apart")
    for frame in sorted(set(frames)):
        if frames.count(frame) < FOLDS:
            raise CorpusError(f"{path}: frame {frame!r} has fewer than {FOLDS} texts; code more, or leave it out")
    shipped = books or load_codebooks()
    rows = [features(text, shipped) for text in texts]
    return trained(KIND, rows, frames, strength=3.0)


def shown(made: Trained) -> str:
    """The figures of a trained model as lines of text."""
    lines = [f"{made.texts} texts, {FOLDS}-fold cross-validation:"]
    lines += [f"  {name:32} {value:.3f}" for name, value in made.figures.items() if name != "abstained"]
    return "\n".join(lines)


def write_codes(corpus: Corpus, model: Path, out: Path) -> str:
    """Code every told sentence with a trained frame model: a CSV file with its place, words, frame and probability."""
    from newsparallax.tagging.parse import load as load_parser
    from newsparallax.tagging.parse import parse
    from newsparallax.tagging.sentences import sentences

    coder, books, coded = load_model(model, KIND), load_codebooks(), 0
    with out.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("article_id", "sentence_id", "start", "end", "words", "frame", "probability"))
        for parsed in parse(load_parser(), corpus.comparable):
            for sentence in sentences(parsed):
                words = parsed.article.text[sentence.start : sentence.end]
                chances = coder.probabilities(features(words, books))
                frame = coder.classes[int(chances.argmax())]
                place = (parsed.article.id, sentence.id, sentence.start, sentence.end)
                table.writerow((*place, words, frame, f"{chances.max():.3f}"))
                coded += 1
    return f"{coded} sentences coded in {out} ({coder.about})"


def trained(
    kind: str, rows: Sequence[Features], labels: Sequence[str], strength: float, buckets: int = BUCKETS, seed: int = 0
) -> Trained:
    """Fit a model to all rows, and measure it by cross-validation with folds drawn evenly from every label."""
    found = cross_validated(rows, labels, lambda a, b: fit(kind, a, b, strength, buckets), seed)
    figures = f1_by_label(labels, found)
    model = fit(kind, rows, labels, strength, buckets, f"{len(rows)} texts, macro-F1 {figures['macro_f1']:.2f}")
    return Trained(model, figures, len(rows))


def cross_validated(
    rows: Sequence[Features],
    labels: Sequence[str],
    make: Callable[[Sequence[Features], Sequence[str]], Linear],
    seed: int = 0,
) -> list[str | None]:
    """What each row is coded as by a model that has not seen it."""
    fold = folds(labels, seed)
    found: list[str | None] = [None] * len(rows)
    for number in range(FOLDS):
        seen = [i for i in range(len(rows)) if fold[i] != number]
        model = make([rows[i] for i in seen], [labels[i] for i in seen])
        for i in range(len(rows)):
            if fold[i] == number:
                found[i] = model.code(rows[i])
    return found


def folds(labels: Sequence[str], seed: int) -> npt.NDArray[np.int64]:
    """A fold for every row: rows of each label are shuffled and dealt out in turn."""
    random = np.random.default_rng(seed)
    fold = np.empty(len(labels), dtype=np.int64)
    dealt = 0
    for label in sorted(set(labels)):
        members = random.permutation([i for i, other in enumerate(labels) if other == label])
        fold[members] = (np.arange(len(members)) + dealt) % FOLDS
        dealt += len(members)
    return fold


def fit(
    kind: str,
    rows: Sequence[Features],
    labels: Sequence[str],
    strength: float,
    buckets: int = BUCKETS,
    about: str = "",
    sure: float = 0.0,
    balanced: bool = True,
) -> Linear:
    """A model of labelled rows; `strength` is the inverse of the regularisation, `balanced` lifts rare labels."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    data = csr_matrix(matrix(rows, buckets), shape=(len(rows), buckets))
    # Only buckets in use are fitted: the rest would stay zero.
    used = np.unique(data.indices)
    fitted = LogisticRegression(C=strength, max_iter=1000, class_weight="balanced" if balanced else None)
    fitted.fit(data[:, used], labels)
    coefficients = fitted.coef_ if len(fitted.classes_) > 2 else np.vstack([-fitted.coef_, fitted.coef_]) / 2
    bias = fitted.intercept_ if len(fitted.classes_) > 2 else np.array([-1, 1]) * fitted.intercept_[0] / 2
    weights = np.zeros((buckets, len(fitted.classes_)))
    weights[used] = coefficients.T
    whole, scale = quantised(weights)
    return Linear(kind, tuple(map(str, fitted.classes_)), whole, scale, bias.astype(np.float32), sure, about)
