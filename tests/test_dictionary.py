"""The data dictionary says what the code writes."""

from __future__ import annotations

import subprocess
import sys

from conftest import ROOT
from newsparallax.tables import TABLES


def test_the_printed_dictionary_is_current() -> None:
    command = [sys.executable, str(ROOT / "docs" / "dictionary.py")]
    printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == printed, "run: make dictionary"


def test_evidence_names_columns_of_its_table() -> None:
    for table in TABLES.values():
        for evidence in table.evidence:
            assert {evidence.article, evidence.start, evidence.end, evidence.words} <= set(table.names), table.name


def test_every_column_says_what_it_means() -> None:
    assert all(column.meaning for table in TABLES.values() for column in table.columns)


def test_no_table_declares_a_column_twice() -> None:
    assert all(len(table.names) == len(set(table.names)) for table in TABLES.values())
