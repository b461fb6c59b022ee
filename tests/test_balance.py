"""Framing and wording marks by voice, with negated ones apart."""

from __future__ import annotations

import pandas as pd

from invented import Invented
from newsparallax.comparing.balance import balance


def corpus() -> Invented:
    invented = Invented(
        {
            "a": ("North", [("body", "They agreed and worked together."), ("body", "Berg said they clashed.")]),
            "b": ("South", [("body", "They did not agree."), ("body", "They clashed.")]),
        }
    )
    # "they clashed" stands inside an attribution: the sentence has a narrator's and a reported stretch.
    voice = invented.rows["voices"].pop(1)
    for start, end, name in ((0, 10, "narrator"), (10, 23, "reported")):
        words = voice["words"][start:end]
        at = voice["start"]
        invented.rows["voices"].append(
            voice
            | {"start": at + start, "end": at + end, "words": words, "voice": name, "word_count": len(words.split())}
        )
    invented.mark("a", "agreed", "booster")
    invented.mark("a", "worked together", "booster")
    invented.mark("a", "clashed", "loaded", voice="reported")
    invented.mark("b", "agree", "booster", negated=True)
    invented.mark("b", "clashed", "loaded")
    return invented


def row(table: pd.DataFrame, outlet: str, voice: str, category: str | None = None) -> pd.Series[object]:
    found = table[(table["outlet"] == outlet) & (table["voice"] == voice)]
    found = found if category is None else found[found["category"] == category]
    assert len(found) == 1
    return found.iloc[0]


def test_the_narrators_marks_are_counted_apart_from_those_it_reports() -> None:
    table = balance(corpus().tables())
    own = row(table, "North", "narrator", "loaded")
    reported = row(table, "North", "reported", "loaded")
    assert (own["hits"], own["sentences"]) == (0, 2)
    assert (reported["hits"], reported["sentences"], reported["per_100_sentences"]) == (1, 1, 100.0)
    assert reported["words"] == 2 and reported["per_1000_words"] == 500.0
    assert row(table, "North", "all", "loaded")["hits"] == 1


def test_negated_marks_are_no_hits() -> None:
    south = row(balance(corpus().tables()), "South", "narrator", "booster")
    assert (south["hits"], south["negated"], south["per_100_sentences"], south["evidence"]) == (0, 1, 0.0, [])


def test_rates_stand_for_the_sentences_of_the_voice() -> None:
    north = row(balance(corpus().tables()), "North", "narrator", "booster")
    assert (north["hits"], north["sentences"], north["per_100_sentences"]) == (2, 2, 100.0)
    assert len(north["evidence"]) == 2


def test_a_voice_that_is_not_heard_has_no_rate() -> None:
    quoted = row(balance(corpus().tables()), "South", "quoted", "loaded")
    assert quoted["sentences"] == 0 and quoted["per_100_sentences"] is pd.NA


def test_without_marks_there_is_no_row_that_could_mislead() -> None:
    tables = Invented({"a": ("North", [("body", "Nothing.")]), "b": ("South", [("body", "Nothing.")])}).tables()
    assert balance(tables).empty
