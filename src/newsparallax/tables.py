"""Every table newsparallax writes, as tables.toml declares it: columns, their types, units and meaning.

The stages hand each other plain rows (mappings from column name to value); `frame` turns rows into a typed
DataFrame and refuses a row that does not fit. `docs/data-dictionary.md` is printed from it.
Offsets count characters of the decoded text (after a byte-order mark, newlines as they stand in the file);
`start` is inclusive, `end` exclusive, so `text[start:end]` is the evidence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, Literal, TypeVar, get_args

import numpy as np
import pandas as pd
import pyarrow as pa
from pandas.arrays import ArrowStringArray, BooleanArray, FloatingArray, IntegerArray

from newsparallax import values

Type = Literal["string", "int", "float", "bool", "spans", "strings"]
Stage = Literal["reading", "tagging", "comparing", "coders", "study"]
Row = Mapping[str, Any]
_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)

# Nullable pandas types: a missing offset must stay missing, not become a float.
_PANDAS = {
    "string": "string",
    "int": "Int64",
    "float": "Float64",
    "bool": "boolean",
    "spans": "object",
    "strings": "object",
}
_ARRAYS = (ArrowStringArray, BooleanArray, FloatingArray, IntegerArray)
# Python's own types, whose values need no looking at.
_PLAIN = {"string": (str,), "int": (int,), "float": (float, int), "bool": (bool,)}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is how it is stored, `unit` what a number counts, `null` whether it may be missing.

    `values` are all that a string may be, in a column that holds one of a few (empty: any).
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    null: bool = False
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which columns of a table locate words in an article, and which column stores those words."""

    start: str
    end: str
    words: str
    article: str = "article_id"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `row` says what one row is, `evidence` which of its columns point into a text."""

    name: str
    stage: Stage
    row: str
    columns: tuple[Column, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]


class TableError(ValueError):
    """A row does not fit its table."""


def arrays(table: pd.DataFrame) -> dict[str, Any]:
    """The array of each column."""
    return {str(name): column.array for name, column in table.items()}


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as plain rows; a missing value is None. Far quicker to go through than a Series for each row."""
    columns = {name: _values(column) for name, column in arrays(table).items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def by(rows: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> defaultdict[_Key, list[_Thing]]:
    """Rows, or anything else, by what `key` says of each, in their order; none where nothing stands under a key."""
    groups: defaultdict[_Key, list[_Thing]] = defaultdict(list)
    for one in rows:
        groups[key(one)].append(one)
    return groups


def by_article(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows grouped by article."""
    return by(rows, lambda row: str(row["article_id"]))


def _values(column: Any) -> list[Any]:
    if isinstance(column, _ARRAYS):
        plain: list[Any] = pa.array(column).to_pylist()
        return plain
    return [None if v is pd.NA else v for v in column.tolist()]


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows of one table as a DataFrame with exactly the declared columns, in order and typed.

    Raises TableError for an unknown or missing column, a missing value where none is allowed, or a string that is none
    of its column's values.
    """
    spec = DECLARED[table]
    materialised: Sequence[Row] = list(rows)
    names = set(spec.names)
    for row in materialised:
        if row.keys() != names:
            wrong = sorted(row.keys() ^ names)
            raise TableError(f"table {table!r}: columns do not fit: {', '.join(wrong)}")
    columns = {column: [row[column.name] for row in materialised] for column in spec.columns}
    for column, given in columns.items():
        if column.values and (strange := {*given} - {*column.values, None, pd.NA}):
            known = ", ".join(column.values)
            raise TableError(
                f"table {table!r}: column {column.name!r} is {min(map(str, strange))!r}; it may be {known}"
            )
    made = {column.name: _array(column.type, given) for column, given in columns.items()}
    _complete(spec, made)
    return pd.DataFrame(made, copy=False)


def _array(kind: Type, given: list[Any]) -> Any:
    """A column of a type: what is plainly of it without asking pandas, which takes eight times as long to find out."""
    types = set(map(type, given)) - {NoneType}
    if kind in ("spans", "strings"):
        lists = np.empty(len(given), dtype=object)
        lists[:] = given
        return lists
    if not all(issubclass(one, _PLAIN[kind]) for one in types):
        return pd.Series(given, dtype=_PANDAS[kind]).array
    if kind == "string":
        return ArrowStringArray(pa.array(given, pa.large_string()))
    if kind == "float":
        numbers = np.array(given, dtype=np.float64)  # None becomes nan, which is missing
        return FloatingArray(numbers, np.isnan(numbers))
    missing = np.array([value is None for value in given], dtype=bool)
    whole = [0 if value is None else value for value in given]
    if kind == "int":
        return IntegerArray(np.array(whole, dtype=np.int64), missing)
    return BooleanArray(np.array(whole, dtype=np.bool_), missing)


def _complete(spec: Table, columns: Mapping[str, Any]) -> None:
    """Raise TableError where a value is missing that may not be."""
    for column in spec.columns:
        if not column.null and (missing := pd.isna(columns[column.name])).any():
            raise TableError(f"table {spec.name!r}: column {column.name!r} has no value in row {int(missing.argmax())}")


def row_of(table: str, of: object = None, **own: Any) -> dict[str, Any]:
    """A row of a table: `own` by its columns' names, and for the others what `of` has by them (None: nothing)."""
    left = [name for name in _names(table) if name not in own]
    return (dict.fromkeys(left) if of is None else {name: getattr(of, name) for name in left}) | own


@cache
def _names(table: str) -> tuple[str, ...]:
    return tuple(DECLARED[table].names)


def fitted(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """A DataFrame as `frame` makes it, from one that holds the same columns, such as a table read back.

    Raises TableError as `frame` does.
    """
    spec = DECLARED[table]
    if list(data.columns) != spec.names:
        wrong = sorted(set(data.columns) ^ set(spec.names))
        raise TableError(f"table {table!r}: columns do not fit: {', '.join(wrong) or 'another order'}")
    types = {
        column.name: _PANDAS[column.type]
        for column, dtype in zip(spec.columns, data.dtypes, strict=True)
        if dtype != _PANDAS[column.type]
    }
    _complete(spec, arrays(data))
    return data.astype(types) if types else data


# What `side_from` says where corpus.toml or a reader puts a speaker on a side: other sides are read off the texts.
SETS_SIDES = ("corpus.toml", "human")


def _columns(entries: Iterable[Any], shared: Mapping[str, Any]) -> Iterator[Column]:
    """The columns of one list of tables.toml; a string stands for those that tables share under it."""
    for entry in entries:
        if isinstance(entry, str):
            yield from _columns(shared[entry], shared)
        else:
            yield Column(**{**entry, "values": _words(entry.get("values", ()))})


def _words(given: Any) -> tuple[str, ...]:
    """The words a column may hold: as listed, or those of a type of `values`."""
    named = getattr(values, given) if isinstance(given, str) else given
    return get_args(named) or tuple(named)


def _declared() -> dict[str, Table]:
    book = tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))
    shared = book.pop("shared")
    return {
        name: Table(
            name,
            told["stage"],
            told["row"],
            tuple(_columns(told["columns"], shared)),
            tuple(Evidence(*named) for named in told.get("evidence", ())),
        )
        for name, told in book.items()
    }


DECLARED = _declared()
# The tables of one event; the others are those of a study of many.
TABLES = {name: table for name, table in DECLARED.items() if table.stage != "study"}
