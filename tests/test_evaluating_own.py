"""The table of the project's own figures, its limits, and what is kept for the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsparallax.cli import main
from newsparallax.measuring import own
from newsparallax.measuring.gold import own_sets
from newsparallax.measuring.measured import Measured, kept
from newsparallax.measuring.own import below, measure, table, write
from newsparallax.tables import TABLES, Row, frame

FOUND = Measured("ferry", "Ferry", "attributions: found", 0.9, 0.8, 1.0, "share", "36 attributions")
OTHERS = Measured("ferry", "Ferry", "attributions: others reported", 5, None, None, "count", "36 attributions")
LIMITS = {"ferry": {"at_least": {"attributions: found": 0.85}, "at_most": {"attributions: others reported": 6}}}


def test_figures_within_their_limits_pass() -> None:
    assert below([FOUND, OTHERS], LIMITS) == []


def test_a_share_under_its_floor_is_named() -> None:
    assert below([FOUND], {"ferry": {"at_least": {"attributions: found": 0.95}}}) == [
        "ferry: attributions: found is 0.9, pinned at least 0.95"
    ]


def test_a_count_over_its_ceiling_is_named() -> None:
    assert below([OTHERS], {"ferry": {"at_most": {"attributions: others reported": 4}}}) == [
        "ferry: attributions: others reported is 5, pinned at most 4"
    ]


def test_a_limit_that_nothing_answers_to_is_no_pass() -> None:
    assert "was not measured" in below([FOUND], {"ferry": {"at_least": {"attributions: fund": 0.5}}})[0]


def test_the_table_shows_figure_interval_limit_and_base() -> None:
    line = next(line for line in table([FOUND, OTHERS], LIMITS).splitlines() if "found" in line)
    assert line.split() == ["attributions:", "found", "90.0", "%", "80–100", "≥", "85", "36", "attributions"]


def test_kept_figures_read_back(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    assert kept(path) == []
    write([FOUND, OTHERS], path)
    assert kept(path) == [FOUND, OTHERS]


def test_tables_without_a_row_measure_as_nothing_found() -> None:
    names = ("articles", "lines", "attributions", "statement_pairs", "tellings", "claims")
    names += ("discrepancies", "discrepancy_sides")
    empty = {name: frame(name, ()) for name in names}
    for gold in own_sets():
        assert {m.value for m in measure(gold, empty)} == {0}


def test_rows_made_of_the_gold_itself_measure_as_all_found() -> None:
    gold = next(gold for gold in own_sets() if gold.name == "ferry")
    tables = {
        "lines": frame("lines", [_line(r) for r in gold.lines]),
        "attributions": frame("attributions", [_attribution(n, r) for n, r in enumerate(gold.attributions)]),
    }
    shares = {m.measure: m.value for m in (*own._line_roles(gold, tables), *own._attributions(gold, tables))}
    assert shares.pop("attributions: others reported") == 0
    assert set(shares.values()) == {1.0}


def _line(record: Row) -> Row:
    return {
        "article_id": record["id"],
        "line": 1,
        "start": record["start"],
        "end": record["end"],
        "words": record["text"],
        "role": record["role"],
        "rule": "gold",
    }


def _attribution(number: int, record: Row) -> Row:
    known = {
        "article_id": record["id"],
        "attribution_id": f"{record['id']}:q{number}",
        "kind": record["kind"],
        "content_spans": record["content"],
        "start": record["content"][0][0],
        "end": record["content"][-1][1],
        "content": "…",
        "quoted_spans": record["quoted"],
        "speaker": record["speaker"],
        "speaker_sure": True,
        "members": [],
        "side": record["side"],
        "word_count": 1,
        "rule": "gold",
    }
    return {
        column.name: known.get(column.name, "" if not column.null else None)
        for column in TABLES["attributions"].columns
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate", "attributions"], "name a file of coded answers"),
        (["evaluate", "attributions", "nowhere.jsonl"], "nowhere.jsonl: cannot be read"),
    ],
)
def test_a_gold_file_that_cannot_be_used_is_one_clear_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
