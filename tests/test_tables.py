"""A table takes only rows that fit it."""

from __future__ import annotations

from typing import Any

import pytest

from newsparallax.tables import TABLES, TableError, frame

NOTICE: dict[str, Any] = dict.fromkeys(TABLES["notices"].names) | {
    "file": "a.txt",
    "severity": "note",
    "kind": "newlines",
    "message": "lines end in several ways",
}


def test_a_missing_or_unknown_column_is_named() -> None:
    with pytest.raises(TableError, match="'notices': columns do not fit: colour, remedy"):
        frame("notices", [{k: v for k, v in NOTICE.items() if k != "remedy"} | {"colour": "red"}])


def test_a_missing_value_is_refused_where_none_may_be() -> None:
    with pytest.raises(TableError, match="column 'message' has no value in row 1"):
        frame("notices", [NOTICE, NOTICE | {"message": None}])


def test_a_word_that_is_none_of_the_columns_values_is_refused() -> None:
    expected = "column 'severity' is 'grave'; it may be skipped, warning, note"
    with pytest.raises(TableError, match=expected):
        frame("notices", [NOTICE, NOTICE | {"severity": "grave"}])


def test_a_value_may_be_missing_where_the_column_may() -> None:
    actions = TABLES["actions"]
    assert next(c for c in actions.columns if c.name == "modality").null
    known = {"start": 0, "end": 1, "negated": False, "passive": False, "agentless": False, "quad": "verbal conflict"}
    row = {c.name: known.get(c.name, None if c.null else "x") for c in actions.columns}
    row |= {"role": "body", "voice": "narrator"}
    assert frame("actions", [row])["modality"].isna().all()
