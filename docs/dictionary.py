"""The data dictionary, from the declared tables: python docs/dictionary.py > docs/data-dictionary.md"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby

from newsparallax.tables import DECLARED, Column, Table

_INTRODUCTION = """\
# Data dictionary

Every table that `newsparallax tag`, `compare` and `report` write, printed from `src/newsparallax/tables.toml`
(`make dictionary`; a test keeps this page current).

Each table is one Parquet file; with `--csv` also a CSV file, in which lists are JSON. Offsets count characters of the
article's decoded text, after a byte-order mark and with newlines as they stand in the file; `start` is inclusive, `end`
exclusive. "Evidence" names the columns whose words are exactly `text[start:end]`. Every column has a value in every
row unless it says "may be missing".
"""


def dictionary() -> str:
    """The page as Markdown: a chapter for each stage, a section for each table, a line for each column."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for stage, tables in groupby(DECLARED.values(), key=lambda table: table.stage):
        yield f"## {stage.capitalize()}\n"
        for table in tables:
            yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield f"### `{table.name}`\n"
    yield f"One row: {table.row}.\n"
    for evidence in table.evidence:
        yield f"Evidence: `{evidence.words}` = text[`{evidence.start}`:`{evidence.end}`] of `{evidence.article}`.\n"
    yield "| column | type | unit | meaning |"
    yield "| --- | --- | --- | --- |"
    yield from map(_column, table.columns)
    yield ""


def _column(column: Column) -> str:
    # A bare bar would end the cell.
    told = all(value in column.meaning for value in column.values)
    values = "" if told else f" (one of {', '.join(f'`{value}`' for value in column.values)})"
    meaning = column.meaning.replace("|", "\\|") + values + ("; may be missing" if column.null else "")
    return f"| `{column.name}` | {column.type} | {column.unit} | {meaning} |"


if __name__ == "__main__":
    sys.stdout.write(dictionary())
