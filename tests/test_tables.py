"""A table takes only rows that fit it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest

from newsparallax import store, values
from newsparallax.comparing import swaps
from newsparallax.reading import article
from newsparallax.tables import TABLES, TableError, frame
from newsparallax.tagging.coding import mentions, modality
from newsparallax.tagging.grammar import sentences
from newsparallax.tagging.saying import attribution
from newsparallax.tagging.who import event
from newsparallax.values import Severity, Voice

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
    row |= {"role": "body", "voice": Voice.NARRATOR}
    assert frame("actions", [row])["modality"].isna().all()


def test_a_member_and_its_string_make_the_same_file(tmp_path: Path) -> None:
    for name, severity in (("member", Severity.NOTE), ("string", "note")):
        store.write({"notices": frame("notices", [NOTICE | {"severity": severity}])}, tmp_path / name)
    files = [tmp_path / name / "notices.parquet" for name in ("member", "string")]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(
    ("checked", "held"),
    [
        (article.Role, values.Role),
        (article.Timing, values.Timing),
        (article.Dating, values.Dating),
        (sentences.Voice, values.Voice),
        (attribution.Kind, values.Kind),
        (event.Type, values.ActorType),
        (mentions.Form, values.Form),
        (modality.Modality, values.Modality),
        (swaps.Change, values.Change),
    ],
)
def test_what_the_types_allow_is_what_the_tables_hold(checked: object, held: type[StrEnum]) -> None:
    assert get_args(checked) == tuple(held)
