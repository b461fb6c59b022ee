"""Krippendorff's alpha against the worked examples in Krippendorff (2011)."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from newsparallax.comparing.reliability import Level, alpha

_ = math.nan
# Four observers, twelve units, missing data: section C of Krippendorff (2011).
CANONICAL = pd.DataFrame(
    {
        "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
        "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
        "C": [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
        "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    }
)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_equals_the_published_example_with_missing_values(level: Level, published: float) -> None:
    result = alpha(CANONICAL, level, replicates=0)
    assert result.alpha == pytest.approx(published, abs=5e-4)
    assert (result.units, result.values, result.coders) == (11, 40, 4)


def test_alpha_equals_the_published_binary_example() -> None:
    # Two observers, ten units, binary: section A of Krippendorff (2011), alpha = .095.
    ratings = pd.DataFrame({"M": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "J": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]})
    assert alpha(ratings, replicates=0).alpha == pytest.approx(0.095, abs=5e-4)


def test_alpha_equals_the_published_nominal_example_with_letters() -> None:
    # Two observers, twelve units, five categories: section B of Krippendorff (2011), alpha = .692.
    ratings = pd.DataFrame({"Ben": list("aabbdcccedda"), "Gerry": list("babbbccceddd")})
    assert alpha(ratings, replicates=0).alpha == pytest.approx(0.692, abs=5e-4)


def test_the_interval_holds_the_estimate_and_is_the_same_every_time() -> None:
    first, second = alpha(CANONICAL), alpha(CANONICAL)
    assert first == second
    assert first.low is not None and first.alpha is not None and first.high is not None
    assert first.low < first.alpha <= first.high <= 1


def test_full_agreement_is_one_and_identical_values_tell_nothing() -> None:
    assert alpha(pd.DataFrame({"A": ["x", "y", "x"], "B": ["x", "y", "x"]}), replicates=0).alpha == 1
    flat = alpha(pd.DataFrame({"A": ["x", "x"], "B": ["x", "x"]}))
    assert (flat.alpha, flat.low, flat.high) == (None, None, None)


def test_units_with_one_value_are_not_pairable() -> None:
    result = alpha(pd.DataFrame({"A": ["x", None], "B": [None, "y"]}))
    assert (result.alpha, result.units) == (None, 0)


def test_ordinal_words_are_refused() -> None:
    with pytest.raises(ValueError, match="must be numbers"):
        alpha(pd.DataFrame({"A": ["low"], "B": ["high"]}), "ordinal")
