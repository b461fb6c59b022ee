"""Scores of statement pairs, statements and discrepancies against hand-coded ones."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from newsparallax.measuring.statements import (
    discrepancy_figures,
    group_figures,
    hit,
    judge,
    pair_figures,
)

Span = tuple[str, int, int]
A1, A2, B1, B2, C1 = ("a", 0, 40), ("a", 50, 90), ("b", 0, 40), ("b", 50, 90), ("c", 0, 40)


def passage(span: Span) -> dict[str, Any]:
    return dict(zip(("id", "start", "end"), span, strict=True))


def coded(one: Span, other: Span, label: str = "same") -> dict[str, Any]:
    return {"label": label, "a": passage(one), "b": passage(other)}


def row(one: Span, other: Span, score: float = 1.0, accepted: bool = True) -> dict[str, Any]:
    return {
        **dict(zip(("a_article_id", "a_start", "a_end"), one, strict=True)),
        **dict(zip(("b_article_id", "b_start", "b_end"), other, strict=True)),
        "score": score,
        "accepted": accepted,
    }


GOLD = [coded(A1, B1), coded(A2, C1), coded(A2, B2, "partial")]


@pytest.mark.parametrize(
    ("start", "end", "same"),
    [(0, 40, True), (0, 20, True), (0, 9, False), (30, 70, False), (20, 60, True), (40, 80, False)],
)
def test_passages_are_the_same_when_they_share_enough_of_both(start: int, end: int, same: bool) -> None:
    assert hit(("a", start, end), ("a", 0, 40), 0.25) is same


def test_passages_of_different_articles_are_never_the_same() -> None:
    assert not hit(("a", 0, 40), ("b", 0, 40), 0.25)


def test_the_coded_pairs_score_perfectly_in_either_direction() -> None:
    figures = pair_figures(judge(GOLD, [row(B1, A1), row(A2, C1)]))
    assert (figures["precision"], figures["recall"], figures["f1"], figures["average_precision"]) == (1, 1, 1, 1)


def test_partial_pairs_are_left_out_of_precision() -> None:
    figures = pair_figures(judge(GOLD, [row(A1, B1), row(A2, B2)]))
    assert (figures["precision"], figures["recall"], figures["left_out"]) == (1, 0.5, 1)


def test_average_precision_counts_candidates_that_were_not_accepted() -> None:
    rows = [row(A1, C1, 0.9, accepted=False), row(A1, B1, 0.8, accepted=False), row(A2, C1, 0.7)]
    figures = pair_figures(judge(GOLD, rows))
    assert (figures["precision"], figures["recall"]) == (1, 0.5)
    assert figures["average_precision"] == pytest.approx((1 / 2 + 2 / 3) / 2)


def test_a_pair_found_twice_adds_to_average_precision_once() -> None:
    assert pair_figures(judge(GOLD[:1], [row(A1, B1, 0.9), row(A1, B1, 0.8)]))["average_precision"] == 1


def test_nothing_predicted_scores_zero() -> None:
    figures = pair_figures(judge(GOLD, []))
    assert (figures["precision"], figures["recall"], figures["f1"], figures["average_precision"]) == (0, 0, 0, 0)


def test_a_pair_of_articles_counts_as_often_as_it_was_drawn() -> None:
    judged = judge(GOLD, [row(A1, B1, 0.9), row(A1, C1, 0.8)])
    ab, ac = judged.same
    assert pair_figures(judged, {ab: 1, ac: 1}) == pair_figures(judged)
    twice = pair_figures(judged, {ab: 2})
    assert (twice["precision"], twice["recall"], twice["average_precision"]) == (1, 1, 1)
    assert pair_figures(judged, {ab: 1, ac: 2})["recall"] == pytest.approx(1 / 3)
    assert pair_figures(judged, {ab: 1, ac: 2})["precision"] == pytest.approx(1 / 3)


def telling(statement: str, span: Span) -> dict[str, Any]:
    return {"statement_id": statement, **dict(zip(("article_id", "start", "end"), span, strict=True))}


GROUP = {"statement": "closed", "strength": "close", "tellings": [passage(A1), passage(B1)]}


def test_a_statement_is_together_when_two_articles_tell_it_in_one() -> None:
    figures = group_figures([GROUP], GOLD, [telling("s1", A1), telling("s1", B1)])
    assert figures == Counter(close=1, together=1, wrong=0)


def test_a_statement_split_in_two_is_not_together() -> None:
    figures = group_figures([GROUP], GOLD, [telling("s1", A1), telling("s2", B1)])
    assert figures == Counter(close=1, together=0, wrong=0)


def test_a_foreign_telling_is_a_wrong_member_and_a_coded_relative_is_not() -> None:
    figures = group_figures([GROUP], GOLD, [telling("s1", A1), telling("s1", B1), telling("s1", B2)])
    assert figures["wrong"] == 1
    kin = [*GOLD, coded(A1, B2, "partial")]
    assert group_figures([GROUP], kin, [telling("s1", A1), telling("s1", B1), telling("s1", B2)])["wrong"] == 0


def test_loose_groups_are_not_asked_for() -> None:
    assert group_figures([GROUP | {"strength": "loose"}], GOLD, [])["close"] == 0


DISCREPANCY = {"discrepancy": "how-many", "verdict": "contradiction", "sides": [passage(A1), passage(B1), passage(C1)]}


def side(discrepancy: str, span: Span) -> dict[str, Any]:
    return {"discrepancy_id": discrepancy, **dict(zip(("article_id", "start", "end"), span, strict=True))}


def test_a_discrepancy_is_found_by_two_of_its_sides() -> None:
    rows = [{"discrepancy_id": "d1", "verdict": "variation"}]
    figures = discrepancy_figures([DISCREPANCY], rows, [side("d1", A1), side("d1", C1)])
    assert figures == Counter(coded=1, found=1, verdict=0, reported=1)
    assert discrepancy_figures([DISCREPANCY], rows, [side("d1", A1)])["found"] == 0


def test_a_discrepancy_within_one_article_needs_its_only_side() -> None:
    rows = [{"discrepancy_id": "d1", "verdict": "contradiction"}]
    figures = discrepancy_figures([DISCREPANCY | {"sides": [passage(A1)]}], rows, [side("d1", A1)])
    assert (figures["found"], figures["verdict"]) == (1, 1)
