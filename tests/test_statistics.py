"""Every statistic of the comparisons over whatever a corpus may bring: nothing, one class, all alike, 10,000."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented import Invented
from newsparallax.comparing import balance, compare, coverage, keyness, reliability, sourcing
from newsparallax.comparing.units import share
from newsparallax.corpus import CorpusConfig
from newsparallax.study.statistics import benjamini_hochberg

quick = settings(max_examples=40, deadline=None, derandomize=True)
pytestmark = pytest.mark.filterwarnings("error")


# Benjamini & Hochberg 1995, section 3.2: fifteen p-values of which the procedure at .05 rejects the first four.
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
]  # fmt: skip


def test_the_published_example_of_benjamini_and_hochberg_rejects_four() -> None:
    adjusted = benjamini_hochberg(PUBLISHED)
    assert [value is not None and value <= 0.05 for value in adjusted] == [True] * 4 + [False] * 11
    assert adjusted[3] == pytest.approx(0.0095 * 15 / 4, abs=1e-6)


def test_adjusted_values_keep_their_places_and_skip_what_was_not_tested() -> None:
    assert benjamini_hochberg([0.04, None, 0.01, 0.03]) == [0.04, None, 0.03, 0.04]


@quick
@given(st.lists(st.none() | st.floats(0, 1), max_size=30))
def test_adjusted_p_values_keep_their_order_and_are_never_smaller(p: list[float | None]) -> None:
    adjusted = benjamini_hochberg(p)
    assert [q is None for q in adjusted] == [value is None for value in p]
    tested = sorted((value, q) for value, q in zip(p, adjusted, strict=True) if value is not None and q is not None)
    assert all(value - 1e-6 <= q <= 1 for value, q in tested)
    assert all(a[1] <= b[1] + 1e-9 for a, b in pairwise(tested))


@quick
@example([(0, 0)])
@example([(10_000, 0), (0, 10_000)])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=1, max_size=12))
def test_log_odds_of_any_two_texts_are_finite(words: list[tuple[int, int]]) -> None:
    ours, theirs = np.array(words, dtype=float).T.reshape(2, 1, -1)
    # As `keyness` has it: the last column holds all that is not tested, and has a prior even where there is nothing.
    ours, theirs = np.hstack([ours, [[0.0]]]), np.hstack([theirs, [[0.0]]])
    frequency = (ours + theirs)[0]
    frequency[frequency == 0] = 1
    ratio, z = keyness.log_odds(ours, theirs, keyness._prior(frequency, ours, theirs))
    assert np.isfinite(ratio).all() and np.isfinite(z).all()
    assert (np.sign(ratio) == np.sign(z)).all()
    back, _ = keyness.log_odds(theirs, ours, keyness._prior(frequency, theirs, ours))
    assert back == pytest.approx(-ratio)


LEVELS = st.sampled_from(["nominal", "ordinal", "interval"])
CODES = st.lists(st.lists(st.none() | st.integers(0, 3), min_size=2, max_size=3), max_size=20)


@quick
@example("nominal", [])
@example("ordinal", [[1, 1], [1, 1]])
@example("interval", [[None, 1], [1, None]])
@given(LEVELS, CODES)
def test_agreement_of_any_codes_is_at_most_one_or_cannot_be_told(
    level: reliability.Level, codes: list[list[int | None]]
) -> None:
    found = reliability.alpha(pd.DataFrame([row[:2] for row in codes], dtype="Float64"), level, replicates=20)
    assert (found.alpha is None) == (found.low is None and found.high is None) or found.low is None
    if found.alpha is not None and found.low is not None and found.high is not None:
        assert found.alpha <= 1 and found.low <= found.high <= 1
    different = {value for row in codes for value in row[:2] if None not in row[:2]}
    assert (found.alpha is None) == (len(different) < 2)


@quick
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_share_of_nothing_is_missing(part: int, whole: int) -> None:
    found = share(min(part, whole), whole)
    assert found is None if whole == 0 else found is not None and 0 <= found <= 1


def told_alike(articles: int, sentences: int, tagged: bool) -> Invented:
    """Articles of two outlets in which every sentence is alike: in all of them somebody speaks, or in none."""
    body = [("body", f"Harbour {n} was shut, the mayor said.") for n in range(sentences)]
    invented = Invented({f"a{n}": (f"Outlet {n % 2}", body) for n in range(articles)}, encoded=sentences < 100)
    for article in invented.articles if tagged else ():
        for n in range(sentences):
            words = f"Harbour {n} was shut,"
            invented.topic(article, words, "harbour")
            invented.mark(article, words, "hedges")
            invented.action(article, words, "material conflict")
            invented.mention(article, words, "Mayor Lund")
            invented.attribution(article, words, f"Speaker {n % 2}", side="town")
    return invented


@pytest.mark.parametrize("articles", [0, 1, 2, 4])
@pytest.mark.parametrize("tagged", [True, False])
def test_a_corpus_in_which_all_is_alike_is_compared(articles: int, tagged: bool) -> None:
    compared = compare(told_alike(articles, 6, tagged).tables(), CorpusConfig())
    assert compared["coverage"]["sentence_share"].isin([0, 1]).all() and compared["keyness"].empty


def test_many_attributions_of_two_speakers_are_compared() -> None:
    """More than a thousand: below, no chance of being missed is so small that it is zero."""
    tables = told_alike(2, 1200, tagged=True).tables()
    for table in (sourcing.speakers, coverage.coverage, balance.balance):
        assert len(table(tables))
    assert keyness.keyness(tables, draws=2).empty
