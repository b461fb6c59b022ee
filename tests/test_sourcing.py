"""Who gets to speak, counted by hand on invented attributions."""

from __future__ import annotations

from math import log

import numpy as np
import pandas as pd
import pytest

from invented import Invented
from newsparallax.codebooks import load
from newsparallax.comparing import sourcing
from newsparallax.comparing.sourcing import chao_shen, entropy_interval, good_turing, shannon, verb


def corpus() -> Invented:
    invented = Invented(
        {
            "a": (
                "North",
                [
                    ("dateline", "PORT, May 3 (Reuters) -"),
                    ("body", "Mayor Lund said the ferry will sail again soon."),
                    ("body", "Captain Berg claimed the ferry was sound."),
                    ("body", "Lund called on the owners to pay."),
                    ("body", "The owners did not reply."),
                ],
            ),
            "b": ("South", [("body", "Captain Berg said the sea was rough that night.")]),
        },
        origins={"b": "Xinhua"},
    )
    invented.attribution("a", "the ferry will sail again soon", "Lund", side="town", official=True)
    invented.attribution("a", "the ferry was sound", "Berg", cue="claimed", side="crew", official=False, kind="mixed")
    invented.attribution("a", "the owners to pay", "Lund", cue="called on", side="town", official=True)
    invented.attribution("a", "The owners", "Owners", cue="did not reply", side="owners", kind="refusal")
    invented.attribution(
        "b", "the sea was rough that night", "Berg", side="crew", official=False, via="the Harbour news agency"
    )
    return invented


def one(table: pd.DataFrame, **where: object) -> pd.Series[object]:
    for column, value in where.items():
        table = table[table[column].eq(value).fillna(False)]
    assert len(table) == 1
    return table.iloc[0]


def test_shares_of_attributed_words_by_side_with_their_counts() -> None:
    table = sourcing.sides(corpus().tables(), draws=50)
    town = one(table, outlet="North", side="town")
    assert (town["attributions"], town["words"], town["words_attributed"]) == (2, 10, 14)
    assert town["share"] == pytest.approx(10 / 14, abs=1e-6)
    owners = one(table, outlet="North", side="owners")
    assert (owners["attributions"], owners["refusals"], owners["words"]) == (0, 1, 0)
    assert one(table, outlet="South", side="crew")["share"] == 1.0
    assert len(town["evidence"]) == 2


def test_the_shares_of_an_outlets_sides_sum_to_one() -> None:
    table = sourcing.sides(corpus().tables(), draws=10)
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1.0, 1.0])


def test_speakers_by_words_with_kinds_of_attribution() -> None:
    table = sourcing.speakers(corpus().tables())
    assert table[table["outlet"] == "North"]["speaker"].tolist() == ["Lund", "Berg", "Owners"]
    berg = one(table, outlet="North", speaker="Berg")
    assert (berg["direct"], berg["mixed"], berg["indirect"], berg["official"]) == (0, 1, 0, False)


def test_report_verbs_by_speaker_and_kind_point_at_the_cue() -> None:
    invented = corpus()
    table = sourcing.report_verbs(invented.tables(), load())
    claim = one(table, outlet="North", speaker="Berg")
    assert (claim["verb"], claim["kind"]) == ("claim", "doubting")
    assert one(table, verb="call on")["kind"] == "directive"
    article, start, end = claim["evidence"][0].rsplit(":", 2)
    assert invented.text(article)[int(start) : int(end)] == "claimed"
    assert "did not reply" not in set(table["verb"])


@pytest.mark.parametrize(
    ("cue", "lemma", "word"),
    [
        ("said", "say", "say"),
        ("called on", "call", "call on"),
        ("According to", "according to", "according to"),
        ("Told", "tell", "tell"),
        ("was quoted", "quote", "quote"),
        ("expressed  hope", "express", "express hope"),
    ],
)
def test_a_verb_keeps_the_words_that_belong_to_it(cue: str, lemma: str, word: str) -> None:
    assert verb({"cue": cue, "cue_lemma": lemma}) == word


def test_a_colon_is_no_report_verb() -> None:
    invented = corpus()
    invented.attribution("b", "rough", "Berg", cue=":")
    invented.rows["attributions"][-1] |= {"cue": ":", "cue_start": 0, "cue_end": 1}
    assert ":" not in set(sourcing.report_verbs(invented.tables(), load())["verb"])


def test_kinds_of_sources() -> None:
    table = sourcing.source_kinds(corpus().tables())
    assert one(table, outlet="North", dimension="official", kind="official")["words"] == 10
    assert one(table, outlet="North", dimension="named", kind="named")["attributions"] == 3


def test_channels_show_where_the_words_come_from() -> None:
    table = sourcing.channels(corpus().tables(), load())
    assert set(zip(table["outlet"], table["channel"], table["how"], strict=True)) == {
        ("North", "Reuters", "credit"),
        ("South", "Xinhua", "origin"),
        ("South", "Harbour", "via"),
    }
    assert one(table, channel="Harbour")["speakers"] == ["Berg"]


def test_entropy_of_equal_speakers_is_the_logarithm_of_their_number() -> None:
    assert shannon([3, 3, 3, 3]) == pytest.approx(log(4))
    assert shannon([7]) == 0 and shannon([]) is None


def test_coverage_is_one_less_the_share_of_singletons() -> None:
    assert good_turing([4, 2, 3, 2, 4, 2, 1, 1]) == pytest.approx(1 - 2 / 19)
    assert good_turing([1, 1, 1]) == pytest.approx(1 / 3)


def test_chao_and_shen_by_hand() -> None:
    # n = 2 + 1 = 3, coverage 1 - 1/3 = 2/3: shares 4/9 and 2/9, chances to be seen 1 - (5/9)^3 and 1 - (7/9)^3.
    by_hand = -(4 / 9 * log(4 / 9)) / (1 - (5 / 9) ** 3) - (2 / 9 * log(2 / 9)) / (1 - (7 / 9) ** 3)
    assert chao_shen([2, 1]) == pytest.approx(by_hand)
    assert chao_shen([4, 2, 3, 2, 4, 2, 1, 1]) == pytest.approx(2.201137, abs=1e-6)
    assert chao_shen([1]) is None


def test_the_correction_is_nearer_to_the_truth_than_the_observed_entropy() -> None:
    rng = np.random.default_rng(5)
    truth = np.full(20, 1 / 20)
    drawn = [rng.multinomial(15, truth).tolist() for _ in range(200)]
    observed = np.mean([shannon(counts) for counts in drawn])
    corrected = np.mean([chao_shen(counts) for counts in drawn])
    assert abs(corrected - log(20)) < abs(observed - log(20)) / 2


def test_the_entropy_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(6)
    truth = np.array([0.3, 0.2, 0.15, 0.1, 0.1, 0.05, 0.05, 0.05])
    entropy = float(-(truth * np.log(truth)).sum())
    covered = 0
    for _ in range(100):
        counts = [int(c) for c in rng.multinomial(40, truth) if c]
        ends = entropy_interval(counts, 200, rng)
        covered += ends is not None and ends[0] <= entropy <= ends[1]
    assert covered >= 85


def test_diversity_leaves_unresolved_speakers_out_and_says_when_the_sample_is_small() -> None:
    invented = corpus()
    invented.attribution("b", "rough", None)
    south = one(sourcing.diversity(invented.tables(), draws=20), outlet="South")
    assert (south["attributions"], south["unresolved"], south["speakers"]) == (2, 1, 1)
    assert south["note"] == "1 attributions: too few to speak of diversity"
    assert south["low"] is pd.NA
