"""Train a model on a researcher's own coded texts; it stays on their machine, as one file.

Regularised multinomial logistic regression (Hastie, Tibshirani & Friedman 2009, ch. 4) over words, letter sequences and
the shipped codebooks' evidence. Its figures come from cross-validation: no text is coded by a model that has seen it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsparallax.codebooks import Codebooks
from newsparallax.codebooks import load as load_codebooks
from newsparallax.corpus import CorpusError
from newsparallax.measuring.gold import read_records
from newsparallax.measuring.scores import Figures, f1_by_label, ratios
from newsparallax.reading import Corpus
from newsparallax.tagging.coding.frame_model import KIND, features
from newsparallax.tagging.coding.linear import Features, Linear, matrix, quantised
from newsparallax.tagging.coding.linear import load as load_model

FOLDS = 5
BUCKETS = 1 << 17
FRAME_STRENGTH = 3.0
ARTICLE_STRENGTH = 30.0
ARTICLE_BUCKETS = 1 << 18
TONE_BUCKETS = 1 << 18
TONE_STRENGTH = 0.6
# Three classes: a third is a guess.
TONE_SURE = 0.4


@dataclass(frozen=True, slots=True)
class Trained:
    """A model fitted to all texts, its figures on texts it had not seen, `how` these were got, and its calibration."""

    model: Linear
    figures: Figures
    how: str
    calibration: tuple[tuple[float, int, float, float], ...] = ()


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
    return trained(KIND, rows, frames, FRAME_STRENGTH)


def train_tone(path: Path) -> Trained:
    """A model of the tone towards a target from a file in the format of NewsMTSC, fitted to all of it.

    Its figures are those of a model fitted to four fifths and tried on the fifth of the texts whose hash (SHA-256)
    divides by five: no sentence is on both sides. Raises CorpusError where the fifth lacks one of the three tones.
    """
    from newsparallax.measuring.tone import seen, targets
    from newsparallax.tagging.coding import tone

    texts, places, coded = targets(path)
    rows = seen(texts, places)
    apart = [int(sha256(texts[number].encode()).hexdigest(), 16) % FOLDS == 0 for number, _, _ in places]
    tried = [i for i, out in enumerate(apart) if out]
    kept = [i for i, out in enumerate(apart) if not out]
    if {coded[i] for i in tried} != set(tone.CLASSES) or {coded[i] for i in kept} != set(tone.CLASSES):
        raise CorpusError(f"{path}: holds too few targets of each tone to train on; use NewsMTSC, or code more")

    def made(part: Sequence[int], about: str = "") -> Linear:
        some, tones = [rows[i] for i in part], [coded[i] for i in part]
        return fit(tone.KIND, some, tones, TONE_STRENGTH, TONE_BUCKETS, about, TONE_SURE, balanced=False)

    trial = made(kept)
    answers = [coded[i] for i in tried]
    chances = [trial.probabilities(rows[i]) for i in tried]
    figures = f1_by_label(answers, [trial.code(rows[i]) for i in tried])
    about = f"{len(kept)} of {len(rows)} targets tried on the other {len(tried)}: macro-F1 {figures['macro_f1']:.3f}"
    right = [trial.classes[int(c.argmax())] == answer for c, answer in zip(chances, answers, strict=True)]
    bins = calibration([float(c.max()) for c in chances], right)
    return Trained(made(range(len(rows)), about), figures, about, tuple(bins))


def train_article_frame(path: Path, frame: str) -> Trained:
    """A yes-or-no model of one frame of whole articles, from records with a text and `frames`, a mapping to booleans.

    The model says yes from the probability on that gave the best F1 in cross-validation within the training part;
    the figures come from an outer cross-validation, so that this choice is tried on articles it has not seen.
    """
    from newsparallax.tagging.coding import article_frames

    books = load_codebooks()
    rows, labels = [], []
    for number, record in enumerate(read_records(path), 1):
        if not isinstance(record.get("text"), str) or not isinstance((record.get("frames") or {}).get(frame), bool):
            raise CorpusError(f"{path}, record {number}: needs a text and frames.{frame}, true or false")
        rows.append(article_frames.features(record["text"], books))
        labels.append("yes" if record["frames"][frame] else "no")
    if min(labels.count("yes"), labels.count("no")) < FOLDS**2:
        raise CorpusError(f"{path}: fewer than {FOLDS**2} articles with or without {frame}; code more")

    def plain(some: Sequence[Features], codes: Sequence[str]) -> Linear:
        return fit(article_frames.kind(frame), some, codes, ARTICLE_STRENGTH, ARTICLE_BUCKETS, scaled=False)

    def made(some: Sequence[Features], codes: Sequence[str]) -> Linear:
        model = plain(some, codes)
        odds = best_threshold(codes, held_out(some, codes, plain))
        return replace(model, bias=(model.bias + np.array([0.5, -0.5]) * odds).astype(np.float32))

    figures = f1_by_label(labels, cross_validated(rows, labels, made))
    how = f"{len(rows)} articles, {FOLDS}-fold cross-validation: F1 {figures['yes_f1']:.3f} ({frame})"
    return Trained(replace(made(rows, labels), about=how), figures, how)


def held_out(
    rows: Sequence[Features], labels: Sequence[str], make: Callable[[Sequence[Features], Sequence[str]], Linear]
) -> npt.NDArray[np.float64]:
    """Log-odds of `yes` for each row from a model that has not seen it."""
    fold, odds = folds(labels, 1), np.zeros(len(rows))
    for number in range(FOLDS):
        inside = np.flatnonzero(fold != number).tolist()
        model = make([rows[i] for i in inside], [labels[i] for i in inside])
        for i in np.flatnonzero(fold == number).tolist():
            no, yes = model.probabilities(rows[i])
            odds[i] = np.log(yes / no)
    return odds


def best_threshold(labels: Sequence[str], odds: npt.NDArray[np.float64]) -> float:
    """The log-odds from which saying yes gives the best F1; smoothed over neighbours, so that no single row decides."""
    truth, cuts = np.array(labels) == "yes", np.unique(odds)
    f1 = np.array([ratios((truth & (odds >= cut)).sum(), (odds >= cut).sum(), truth.sum())[2] for cut in cuts])
    width = min(15, len(cuts))
    return float(cuts[int(np.convolve(f1, np.ones(width) / width, "same").argmax())])


def calibration(chances: Sequence[float], right: Sequence[bool]) -> list[tuple[float, int, float, float]]:
    """(lower edge, how many, mean probability, share right) for every tenth of probability that occurs."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, correct in zip(chances, right, strict=True):
        bins.setdefault(min(int(chance * 10), 9), []).append((chance, correct))
    return [
        (tenth / 10, len(some), sum(c for c, _ in some) / len(some), sum(r for _, r in some) / len(some))
        for tenth, some in sorted(bins.items())
    ]


def shown(made: Trained) -> str:
    """The figures of a trained model as lines of text."""
    lines = [made.how, *(f"  {name:32} {value:.3f}" for name, value in made.figures.items() if name != "abstained")]
    if made.calibration:
        lines.append(f"  abstained {made.figures['abstained']:.0f}; how often the likeliest tone was right:")
        lines += [
            f"  probability from {edge:.1f}: {number:5} targets, mean {mean:.2f}, right {right:.2f}"
            for edge, number, mean, right in made.calibration
        ]
    return "\n".join(lines)


def write_codes(corpus: Corpus, model: Path, out: Path) -> str:
    """Code every told sentence with a trained frame model: a CSV file with its place, words, frame and probability."""
    from newsparallax.tagging.grammar.parse import load as load_parser
    from newsparallax.tagging.grammar.parse import parse
    from newsparallax.tagging.grammar.sentences import sentences

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
    how = f"{len(rows)} texts, {FOLDS}-fold cross-validation: macro-F1 {figures['macro_f1']:.3f}"
    return Trained(fit(kind, rows, labels, strength, buckets, how), figures, how)


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
    scaled: bool = True,
) -> Linear:
    """A model of labelled rows; `strength` is the inverse of the regularisation, `balanced` lifts rare labels.

    Features of one row only are left out. With `scaled`, rare features (inverse document frequency) and those that
    some label has much more often than the others (log-count ratios, Wang & Manning 2012) are held back less.
    """
    from scipy.sparse import csr_matrix, diags
    from sklearn.linear_model import LogisticRegression

    data = csr_matrix(matrix(rows, buckets), shape=(len(rows), buckets))
    frequency = np.bincount(data.indices, minlength=buckets)
    used = np.flatnonzero(frequency > 1)
    scale = np.ones(len(used))
    if scaled:
        scale = (np.log((1 + len(rows)) / (1 + frequency[used])) + 1) / 4 * _telling(data[:, used], np.array(labels))
    fitted = LogisticRegression(C=strength, max_iter=300, tol=1e-3, class_weight="balanced" if balanced else None)
    fitted.fit(data[:, used] @ diags(scale), labels)
    several = len(fitted.classes_) > 2
    coefficients = fitted.coef_ if several else np.vstack([-fitted.coef_, fitted.coef_]) / 2
    bias = fitted.intercept_ if several else np.array([-1, 1]) * fitted.intercept_[0] / 2
    weights = np.zeros((buckets, len(fitted.classes_)))
    weights[used] = (coefficients * scale).T
    whole, unit = quantised(weights)
    return Linear(kind, tuple(map(str, fitted.classes_)), whole, unit, bias.astype(np.float32), sure, about)


def _telling(data: Any, labels: npt.NDArray[np.str_]) -> npt.NDArray[np.float64]:
    """How unevenly each feature is spread over the labels: the root mean square of its log-count ratios, and a bit."""
    present = (data != 0).astype(float)
    ratios = []
    for label in np.unique(labels):
        inside, outside = labels == label, labels != label
        share = (present[inside].sum(axis=0) + 1) / (inside.sum() + 2)
        rest = (present[outside].sum(axis=0) + 1) / (outside.sum() + 2)
        ratios.append(np.asarray(np.log(share / rest)).ravel())
    return np.asarray(np.sqrt(np.mean(np.square(ratios), axis=0)) + 0.3)
