"""Frames of single sentences, from the shipped codebooks and from a small one of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from newsparallax import codebooks
from newsparallax.codebooks import Codebook
from newsparallax.reading.article import Article, Line, Paragraph
from newsparallax.tagging.frames import code, find
from newsparallax.tagging.parse import parse

BOOK = """
[codebook]
title = "Test"
table = "frames"
about = "Two frames."
literature = ["nobody"]

[entries.weather]
label = "Weather"
definition = "Rain and wind."
strong = ['storm~']
patterns = ['rain~']
weak = ['wet', 'cold']
exceptions = ['rain~ cheque']
examples = ["It rained."]
counter_examples = ["A rain cheque."]

[entries.money]
label = "Money"
definition = "Coins."
patterns = ['coin~']
tentative = true
examples = ["A coin."]
counter_examples = ["A note."]
"""


@pytest.fixture
def book(tmp_path: Path) -> Codebook:
    (tmp_path / "test_frames.toml").write_text(BOOK, encoding="utf-8")
    return codebooks.load(tmp_path)["test_frames"]


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("It rained on the coin.", "weather"),
        ("The coins lay in the wet.", "money"),
        ("Coins, a coin, a storm.", "money"),
        ("A wet dog.", None),
        ("A wet and cold dog.", "weather"),
        ("A rain cheque for the coin.", "money"),
        ("Wet, wet, wet.", None),
    ],
)
def test_the_heaviest_evidence_of_different_words_decides(book: Codebook, text: str, frame: str | None) -> None:
    assert code(text, book) == frame


def test_hits_are_spans_that_say_which_frame_leads(nlp: Language, tmp_path: Path, book: Codebook) -> None:
    text = "Storms came. A coin fell in the rain and the wet."
    lines = (Line(1, 0, len(text), "body", "test"),)
    told = (Paragraph(0, len(text), "body"),)
    article = Article("a", "a.txt", text, "utf-8", "en", "The Post", None, None, lines, told, ())
    hits = find(next(parse(nlp, [article])), codebooks.load(tmp_path))
    assert [(text[h.start : h.end], h.frame, h.weight, h.leads, h.tentative) for h in hits] == [
        ("Storms", "weather", 3, True, False),
        ("coin", "money", 2, False, True),
        ("rain", "weather", 2, True, False),
        ("wet", "weather", 1, True, False),
    ]


@pytest.mark.parametrize("name", ["frames_policy", "frames_generic"])
def test_examples_are_coded_and_counter_examples_are_not(name: str) -> None:
    shipped = codebooks.load()[name]
    for entry in shipped.entries.values():
        for example in entry.examples:
            assert code(example, shipped) == entry.key, example
        for example in entry.counter_examples:
            assert code(example, shipped) != entry.key, example
