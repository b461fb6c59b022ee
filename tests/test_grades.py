"""Intervals, permutation tests, correction and grades, against published or hand-computed figures."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from newsparallax.comparing import grades
from newsparallax.comparing.grades import Sample, benjamini_hochberg, grade, permutation, resample
from newsparallax.comparing.resampling import of_ratios

# Benjamini & Hochberg 1995, section 3.2: fifteen p-values of which the procedure at .05 rejects the first four.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
]  # fmt: skip


def sample(groups: list[int], hits: list[float], articles: list[int] | None = None) -> Sample:
    return Sample(
        "sentences",
        tuple(f"outlet {g}" for g in sorted(set(groups))),
        np.array(groups),
        np.array(articles or groups),
        np.array(hits, dtype=float)[:, None],
        np.ones((len(hits), 1)),
    )


def test_the_published_example_of_benjamini_and_hochberg_rejects_four() -> None:
    adjusted = benjamini_hochberg(PUBLISHED)
    assert [value is not None and value <= 0.05 for value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4, abs=1e-6)


def test_adjusted_values_keep_their_places_and_skip_what_was_not_tested() -> None:
    assert benjamini_hochberg([0.04, None, 0.01, 0.03]) == [0.04, None, 0.03, 0.04]


def test_a_permutation_p_value_nears_that_of_all_permutations() -> None:
    groups, hits = [0, 0, 0, 1, 1, 1], [1.0, 1.0, 1.0, 1.0, 0.0, 0.0]
    apart = [
        abs(
            np.mean([h for g, h in zip(deal, hits, strict=True) if g == 0])
            - np.mean([h for g, h in zip(deal, hits, strict=True) if g])
        )
        for deal in permutations(groups)
    ]
    exact = np.mean([value >= apart[0] - 1e-12 for value in apart])
    p = permutation(sample(groups, hits), 4000, np.random.default_rng(1))
    assert p[0, 0] == pytest.approx(exact, abs=0.03)
    assert p[0, 0] == pytest.approx(p[1, 0], abs=1e-9), "of two outlets each is the other's other"


def test_a_clear_difference_is_as_unlikely_as_the_draws_can_show() -> None:
    p = permutation(sample([0] * 30 + [1] * 30, [1.0] * 30 + [0.0] * 30), 1000, np.random.default_rng(1))
    assert p[0, 0] == pytest.approx(1 / 1001)


def test_an_interval_holds_the_rate_and_narrows_with_more_units() -> None:
    few, many = np.array([[1.0], [0.0]] * 5), np.array([[1.0], [0.0]] * 500)
    widths = []
    for units in (few, many):
        low, high = of_ratios(units, np.ones_like(units), 1000, np.random.default_rng(1))
        assert low[0] < 0.5 < high[0]
        widths.append(high[0] - low[0])
    # The binomial standard error times 2 x 1.96.
    assert widths[1] == pytest.approx(2 * 1.96 * np.sqrt(0.25 / 1000), rel=0.15)
    assert widths[0] > 5 * widths[1]


@pytest.mark.parametrize("units", [[1.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
def test_there_is_no_interval_where_resampling_shows_nothing(units: list[float]) -> None:
    top = np.array(units)[:, None]
    low, high = of_ratios(top, np.ones_like(top), 200, np.random.default_rng(1))
    assert np.isnan(low[0]) and np.isnan(high[0])


def test_articles_are_resampled_where_the_outlet_has_several_and_exchanged_where_all_have() -> None:
    several = sample([0] * 6 + [1] * 6, [1, 1, 1, 0, 0, 0] * 2, articles=[0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3])
    tested = resample(several, 200)
    assert tested.unit == ("articles", "articles") and tested.permuted == "articles"
    one = sample([0] * 6 + [1] * 3, [1, 1, 1, 0, 0, 0, 1, 1, 0], articles=[0, 0, 0, 1, 1, 1, 2, 2, 2])
    tested = resample(one, 200)
    assert tested.unit == ("articles", "sentences") and tested.permuted == "sentences"
    assert tested.columns("outlet 0", True, 0)["resampled"] == "articles; permuted: sentences"


def test_sentences_of_one_article_that_hang_together_do_not_make_a_difference_certain() -> None:
    # Two articles of ten sentences for each outlet; one article alone carries the topic.
    hits = [1.0] * 10 + [0.0] * 30
    whole = [0] * 10 + [1] * 10 + [2] * 10 + [3] * 10
    tested = resample(sample([0] * 20 + [1] * 20, hits, articles=whole), 1000)
    assert tested.p[0, 0] > 0.3


def test_the_same_sample_gives_the_same_figures() -> None:
    first, second = (resample(sample([0] * 9 + [1] * 9, [1, 0, 1, 1, 0, 0, 1, 0, 0] * 2), 300) for _ in range(2))
    assert np.array_equal(first.low, second.low) and np.array_equal(first.p, second.p)


def test_one_outlet_alone_is_not_tested() -> None:
    assert np.isnan(resample(sample([0] * 6, [1, 0, 1, 0, 0, 1]), 100).p).all()


@pytest.mark.parametrize(
    ("q", "passages", "said"),
    [
        (0.01, 40, "survives 1,000 permutations"),
        (0.2, 40, "not told apart from chance"),
        (0.001, 4, "too few passages to tell"),
        (None, 1, "a single passage"),
        (None, 40, "not tested"),
    ],
)
def test_a_grade_says_what_the_evidence_carries(q: float | None, passages: int, said: str) -> None:
    assert grade(q, passages) == said


def test_what_is_too_rare_to_test_takes_no_part_in_the_correction() -> None:
    rows = [{"p": 0.04, "n": 30}, {"p": 0.03, "n": 2}, {"p": 0.5, "n": 30}]
    graded = grades.graded(rows, lambda row: "all", lambda row: row["n"])
    assert [row["q"] for row in graded] == [0.08, None, 0.5]
    assert graded[1]["p"] is None and graded[1]["grade"] == "too few passages to tell"
