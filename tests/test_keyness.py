"""Distinctive words: the log-odds ratio by hand, and that only what resampling carries is called distinctive."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from invented import Invented
from newsparallax.comparing.keyness import keyness, log_odds, term


def test_log_odds_and_z_are_those_of_the_published_equations() -> None:
    ratio, z = log_odds(np.array([3.0, 1.0]), np.array([1.0, 3.0]), np.array([1.0, 1.0]))
    # (3+1) / (4+2-3-1) against (1+1) / (4+2-1-1); variance 1/(3+1) + 1/(1+1).
    assert ratio[0] == pytest.approx(log(4 / 2) - log(2 / 4))
    assert z[0] == pytest.approx((log(4 / 2) - log(2 / 4)) / sqrt(1 / 4 + 1 / 2))
    assert ratio[1] == pytest.approx(-ratio[0])


def test_the_prior_holds_rare_words_down() -> None:
    prior = np.array([1.0, 50.0])
    _, rare = log_odds(np.array([1.0, 99.0]), np.array([0.0, 100.0]), prior)
    _, common = log_odds(np.array([30.0, 70.0]), np.array([5.0, 95.0]), prior)
    assert 0 < rare[0] < 1.96 < common[0]


@pytest.mark.parametrize(
    ("word", "counted"),
    [("Will", "will"), ("U.S.", "US"), ("NATO", "NATO"), ("fleet's", "fleet"), ("fleet’s", "fleet"), ("A", "a")],
)
def test_words_are_counted_without_case_and_possessive_and_abbreviations_without_points(
    word: str, counted: str
) -> None:
    assert term(word.rstrip(".")) == counted


def corpus() -> Invented:
    said = [("body", f"Harbour {n} will open soon and it will grow.") for n in range(12)]
    plain = [("body", f"Harbour {n} was open then and it grew.") for n in range(12)]
    return Invented({"a": ("North", said), "b": ("South", plain), "c": ("West", plain)})


def test_a_word_that_marks_an_outlet_survives_and_points_at_each_occurrence() -> None:
    words = keyness(corpus().tables(), draws=200)
    will = words[(words["outlet"] == "North") & (words["term"] == "will")].iloc[0]
    assert (will["count"], will["reference_count"], will["sentences"]) == (24, 0, 12)
    assert will["p"] == pytest.approx(1 / 201, abs=1e-6) and len(will["evidence"]) == 24
    soon = words[(words["outlet"] == "North") & (words["term"] == "soon")].iloc[0]
    assert (will["grade"], soon["grade"]) == ("a function word", "survives 1,000 permutations")


def test_a_word_all_outlets_use_alike_marks_none() -> None:
    words = keyness(corpus().tables(), draws=100)
    harbour = words[words["term"] == "harbour"]
    assert (harbour["z"].abs() < 1).all() and (harbour["p"] > 0.5).all()


def test_any_group_of_outlets_can_be_the_reference() -> None:
    words = keyness(corpus().tables(), reference=["North"], draws=50)
    assert {tuple(reference) for reference in words["reference"]} == {("North",)}
    assert set(words["outlet"]) == {"South", "West"}
    was = words[words["term"] == "was"]
    assert was["reference_count"].tolist() == [0, 0] and was["reference_words_all"].nunique() == 1


def test_names_of_actors_are_left_to_the_naming_table() -> None:
    invented = corpus()
    invented.mention("a", "Harbour", "Harbour")
    words = keyness(invented.tables(), draws=10)
    counted = {row["outlet"]: row["count"] for row in words[words["term"] == "harbour"].to_dict("records")}
    assert counted.get("North", 11) == 11


def test_captions_and_furniture_are_not_counted() -> None:
    invented = Invented(
        {
            "a": ("North", [("caption", "zebra zebra zebra"), ("body", "One thing here and one thing there.")]),
            "b": ("South", [("body", "One thing here and one thing there.")]),
        }
    )
    words = keyness(invented.tables(), draws=10)
    assert "zebra" not in set(words["term"])


def test_a_single_outlet_has_no_distinctive_words() -> None:
    assert keyness(Invented({"a": ("North", [("body", "a b a b")])}).tables(), draws=10).empty


def test_a_line_that_an_article_repeats_is_counted_once() -> None:
    line = "The long talks will take place on Monday"
    texts = {"a": ("North", [("dek", line), ("body", f"{line}, officials say.")]), "b": ("South", [("body", "Rain.")])}
    words = keyness(Invented(texts).tables(), draws=20)
    assert "take" not in set(words["term"]), "one occurrence is no distinctive word"
    texts["a"] = ("North", [("dek", "Talks take place"), ("body", "The talks take place, officials say.")])
    words = keyness(Invented(texts).tables(), draws=20)
    assert words.loc[words["term"] == "take", "count"].tolist() == [2], "a few words in common are no repeated line"


def test_the_tense_of_an_article_written_before_the_event_only_tells_its_timing() -> None:
    early = corpus()
    early.rows["articles"][0]["timing"] = "before"
    words = keyness(early.tables(), draws=200)
    assert words.loc[words["term"] == "will", ["grade", "count"]].to_numpy().tolist() == [
        ["tells when it was written", 24]
    ]
    assert words.loc[words["term"] == "soon", "grade"].tolist() == ["survives 1,000 permutations"]


def test_among_articles_all_written_before_the_event_tense_tells_no_timing() -> None:
    early = corpus()
    for article in early.rows["articles"]:
        article["timing"] = "before"
    words = keyness(early.tables(), draws=200)
    assert words.loc[words["term"] == "will", "grade"].tolist() == ["a function word"]
