"""Tone towards an actor and verdicts on whole articles, with the shipped models and invented texts."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from spacy.language import Language

from newsparallax import codebooks
from newsparallax.cli import main
from newsparallax.coders.training import best_threshold, calibration, train_article_frame
from newsparallax.corpus import CorpusConfig
from newsparallax.measuring.frames import article_frames
from newsparallax.measuring.tone import tone
from newsparallax.reading.article import Article, Line, Paragraph
from newsparallax.tagging.coding.article_frames import code
from newsparallax.tagging.coding.linear import Linear, quantised
from newsparallax.tagging.coding.tone import KIND, Toned, features, find, shipped
from newsparallax.tagging.grammar.parse import parse
from newsparallax.tagging.who.cast import cast


def _tones(nlp: Language, text: str, model: Linear | None = None) -> list[Toned]:
    lines = (Line(1, 0, len(text), "body", "test"),)
    told = (Paragraph(0, len(text), "body"),)
    article = Article("a", "a.txt", text, "utf-8", "en", "The Post", None, None, lines, told, ())
    parsed = next(parse(nlp, [article]))
    return find(parsed, cast(parsed, CorpusConfig()), codebooks.load(), model)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary Holt was praised as a brilliant and courageous leader.", "positive"),
        ("Mary Holt is a corrupt liar who has disgraced her office.", "negative"),
        ("Mary Holt said the meeting would begin on Tuesday.", "neutral"),
    ],
)
def test_plain_praise_blame_and_report_are_told_apart(nlp: Language, text: str, expected: str) -> None:
    (found,) = _tones(nlp, text)
    assert (found.actor, found.tone, text[found.start : found.end]) == ("Mary Holt", expected, "Mary Holt")
    assert found.negative + found.neutral + found.positive == pytest.approx(1)


def test_each_actor_is_coded_once_in_each_sentence(nlp: Language) -> None:
    text = "Mary Holt praised Tom Reed, and Holt thanked Reed. Tom Reed attacked Mary Holt."
    assert [(t.actor, text[t.start : t.end]) for t in _tones(nlp, text)] == [
        ("Mary Holt", "Mary Holt"),
        ("Tom Reed", "Tom Reed"),
        ("Tom Reed", "Tom Reed"),
        ("Mary Holt", "Mary Holt"),
    ]


def test_an_unsure_model_gives_no_answer(nlp: Language) -> None:
    weights = np.zeros((8, 3), dtype=np.int8)
    classes = ("negative", "neutral", "positive")
    blank = np.zeros(3, dtype=np.float32)
    (found,) = _tones(nlp, "Mary Holt slept.", Linear(KIND, classes, weights, blank, blank, 0.4, ""))
    assert found.tone is None and found.neutral == pytest.approx(1 / 3)


def test_the_name_itself_is_not_seen(nlp: Language) -> None:
    doc = nlp("Mary Holt met Tom Reed in Paris.")
    assert not [name for name in features(doc, doc[0:2], codebooks.load()) if "holt" in name or "reed" in name]


def test_the_shipped_models_are_small() -> None:
    folder = Path(str(shipped.__wrapped__.__code__.co_filename)).parent
    assert sum(path.stat().st_size for path in folder.glob("*.npz")) < 2_000_000


def test_weights_of_eight_bits_stay_close() -> None:
    weights = np.random.default_rng(0).normal(size=(100, 3))
    whole, scale = quantised(weights)
    assert np.abs(whole * scale - weights).max() <= scale.max() / 2 + 1e-6


def _gold(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_tone_is_scored_in_the_format_of_newsmtsc(tmp_path: Path) -> None:
    praise, blame = "Mary Holt was praised as a brilliant leader.", "Tom Reed lied and was jailed for fraud."
    records: list[dict[str, object]] = [
        {"text": praise, "targets": [{"start": 0, "end": 9, "polarity": "pos"}]},
        {"text": blame, "targets": [{"start": 0, "end": 8, "polarity": "neg"}]},
    ]
    figures = tone(_gold(tmp_path / "g.jsonl", records))
    assert (figures["positive_f1"], figures["negative_f1"], figures["macro_f1"]) == (1, 1, 1)


def test_a_target_outside_its_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _gold(tmp_path / "g.jsonl", [{"text": "Short.", "targets": [{"start": 0, "end": 60, "polarity": "pos"}]}])
    assert main(["evaluate", "tone", str(path)]) == 2
    assert "record 1: a target at 0 to 60 is outside the text" in capsys.readouterr().err


def test_too_few_targets_to_train_on_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _gold(tmp_path / "g.jsonl", [{"text": "Holt won.", "targets": [{"start": 0, "end": 4, "polarity": "pos"}]}])
    assert main(["train", "tone", str(path), "--out", str(tmp_path / "m.npz")]) == 2
    assert "too few targets" in capsys.readouterr().err


def test_calibration_compares_probability_with_how_often_it_was_right() -> None:
    assert calibration([0.42, 0.48, 0.95, 1.0], [True, False, True, True]) == [
        (0.4, 2, pytest.approx(0.45), 0.5),
        (0.9, 2, pytest.approx(0.975), 1.0),
    ]


QUARREL = (
    "The senators clashed bitterly over the bill. Opponents accused the minister of lying, and she attacked them. "
    "Critics denounced the plan, protesters blocked the road, and both sides threatened to sue each other. "
)
LEDGER = (
    "The plant will cost investors two billion dollars and create jobs. Prices, profits and wages rose, the company "
    "said; the bank raised its forecast for the economy and industry welcomed lower taxes. "
)


def test_a_quarrel_is_conflict_and_a_ledger_is_economic() -> None:
    books = codebooks.load()
    assert code(QUARREL * 8, books)["conflict"]
    assert code(LEDGER * 8, books)["economic"]
    assert not code("The choir sang old songs in the park and the children danced. " * 8, books)["economic"]


def test_article_verdicts_are_scored(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [
        {"text": QUARREL * 8, "frames": {"conflict": True, "economic": False, "moral": True}},
        {"text": LEDGER * 8, "frames": {"conflict": False, "economic": True, "moral": False}},
    ]
    figures = article_frames(_gold(tmp_path / "g.jsonl", records))
    assert figures["economic_f1"] == 1 and 0 < figures["conflict_f1"] <= 1
    assert figures["macro_f1"] == pytest.approx((figures["economic_f1"] + figures["conflict_f1"]) / 2)


def test_an_article_model_needs_enough_articles(tmp_path: Path) -> None:
    path = _gold(tmp_path / "g.jsonl", [{"text": "Words.", "frames": {"conflict": True}}])
    with pytest.raises(ValueError, match="fewer than 25 articles"):
        train_article_frame(path, "conflict")


def test_the_threshold_is_where_yes_pays() -> None:
    odds = np.concatenate([np.linspace(-3, -1, 40), np.linspace(1, 3, 40)])
    assert -1.5 < best_threshold(["no"] * 40 + ["yes"] * 40, odds) < 1.7
