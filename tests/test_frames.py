"""Frames of single sentences, from the shipped codebooks and from a small one of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from newsparallax import codebooks
from newsparallax.codebooks import Codebook, Codebooks
from newsparallax.corpus import CorpusConfig
from newsparallax.reading.article import Article, Line, Paragraph
from newsparallax.tagging.coding.frames import FrameHit, code, find
from newsparallax.tagging.grammar.parse import parse
from newsparallax.tagging.who.cast import cast

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
weak = ['wet', 'cold', 'grey']
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
        ("A storm over the coin.", "weather"),
        ("It rained on the coin.", None),
        ("It rained on the wet coin.", "weather"),
        ("Coins, a coin, rain.", "money"),
        ("A wet dog.", None),
        ("A wet, cold and grey dog.", None),
        ("A rain cheque for a cold storm.", "weather"),
        ("Rain, rain, rain.", None),
    ],
)
def test_the_heaviest_evidence_of_different_words_decides(book: Codebook, text: str, frame: str | None) -> None:
    assert code(text, book) == frame


def _found(nlp: Language, text: str, books: Codebooks) -> list[FrameHit]:
    lines = (Line(1, 0, len(text), "body", "test"),)
    told = (Paragraph(0, len(text), "body"),)
    article = Article("a", "a.txt", text, "utf-8", "en", "The Post", None, None, lines, told, ())
    parsed = next(parse(nlp, [article]))
    return find(parsed, cast(parsed, CorpusConfig()), books)


def test_hits_are_spans_that_say_which_frame_leads(nlp: Language, tmp_path: Path, book: Codebook) -> None:
    text = "Storms came. A coin fell in the rain and the wet."
    hits = _found(nlp, text, codebooks.load(tmp_path))
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Department spokeswoman Ann Storm spoke. Storm left early.", []),
        ("Ann Hill left for Oslo in a storm.", ["storm"]),
        ("The Storm Watch Council met.", []),
    ],
)
def test_names_are_no_evidence(nlp: Language, tmp_path: Path, book: Codebook, text: str, words: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in _found(nlp, text, codebooks.load(tmp_path))] == words


@pytest.mark.parametrize(
    "text",
    [
        "The Peruvian foreign minister spoke in the Chilean capital.",
        "Moscow and Tehran said nothing.",
        "My colleagues and I hope to see the home of the people.",
        "She is spending the holidays at the coast.",
        "The French and the British came.",
    ],
)
def test_names_offices_and_everyday_words_lead_no_sentence(nlp: Language, text: str) -> None:
    assert not [(hit.frame, hit.rule) for hit in _found(nlp, text, codebooks.load()) if hit.leads]
