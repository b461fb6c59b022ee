"""Scores against hand-coded speakers, kinds and sides; and intervals by resampling."""

from __future__ import annotations

from typing import Any

import pytest

from newsparallax.comparing.resampling import interval
from newsparallax.measuring import lines
from newsparallax.measuring.coded import count, speaker_agrees

CODED = {"content": [[10, 30]], "speaker": "Elin Marsh", "kind": "direct", "side": "Government"}


def row(**changes: Any) -> dict[str, Any]:
    return {"content_spans": [[10, 30]], "speaker": "Elin Marsh", "kind": "direct", "side": "Government"} | changes


def test_the_right_row_is_right_in_everything() -> None:
    assert count([CODED], [row()])["all_three"] == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"speaker": "Owen Hale"}, "speaker"),
        ({"speaker": None}, "speaker"),
        ({"kind": "mixed"}, "kind"),
        ({"side": "unknown"}, "side"),
    ],
)
def test_one_wrong_field_is_counted(changes: dict[str, Any], field: str) -> None:
    counts = count([CODED], [row(**changes)])
    assert counts["found"] == 1
    assert counts["all_three"] == 0
    assert {name for name in ("speaker", "kind", "side") if not counts[name]} == {field}


def test_content_that_overlaps_by_less_than_half_is_not_found() -> None:
    counts = count([CODED], [row(content_spans=[[25, 60]])])
    assert (counts["found"], counts["others"]) == (0, 1)


def test_doubtful_fields_are_not_held_against_the_prediction() -> None:
    counts = count([CODED | {"doubtful": ["side"]}], [row(side="unknown")])
    assert counts["all_three"] == 1


def test_a_joint_speaker_needs_every_member() -> None:
    assert speaker_agrees("Russia and United States", True, "United States and Russia")
    assert not speaker_agrees("Russia and United States", True, "Russia")


def test_what_nobody_coded_is_counted() -> None:
    counts = count([CODED], [row(), row(content_spans=[[100, 120]])])
    assert counts["others"] == 1
    assert counts["found"] == 1


def test_an_article_without_anything_coded_or_reported_has_nothing_found() -> None:
    counts = count([], [])
    assert counts["found"] == counts["others"] == 0


def test_line_roles_are_compared_word_by_word() -> None:
    coded = [
        {"start": 0, "end": 9, "role": "dateline", "text": "OSLO, May"},
        {"start": 10, "end": 15, "role": "body", "text": "It is"},
    ]
    rows = [
        {"start": 0, "end": 9, "role": "dateline"},
        {"start": 10, "end": 12, "role": "body"},
        {"start": 12, "end": 15, "role": "caption"},
    ]
    assert lines.count(coded, rows) == {"words": 4, "right": 3}


def test_the_interval_of_equal_units_has_no_width() -> None:
    assert interval([2, 2, 2], lambda drawn: sum(drawn) / len(drawn)) == (2, 2)


def test_the_interval_is_repeatable_and_holds_the_mean() -> None:
    units = list(range(20))
    low, high = interval(units, lambda drawn: sum(drawn) / len(drawn))
    assert low < 9.5 < high
    assert (low, high) == interval(units, lambda drawn: sum(drawn) / len(drawn))
