"""Tables on disk: Parquet for programs, CSV for people. The only module that reads or writes table files.

The tables of one run belong together. A stamp beside them holds the hash of each and of what they were made from; it
goes before the first table is replaced and comes when the last one is in place. Tables without it, or other than it
says, are never read: they may be of two corpora.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from newsparallax import files
from newsparallax.corpus import CorpusError
from newsparallax.tables import DECLARED, arrays, fitted, frame, records
from newsparallax.words import cell

STAMP = "made-from.json"
# People's own coding is added to a folder of tables at any time: it belongs to no run.
_ADDED = frozenset(name for name, table in DECLARED.items() if table.stage == "coders")
_CELL = 32_767  # characters that a cell of a workbook holds
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SCHEMAS: dict[tuple[Any, ...], pa.Schema] = {}
_REMEDY = "make the tables anew with `newsparallax compare`, or the report with `newsparallax report`"


class StoreError(CorpusError):
    """A folder does not hold the tables asked for as one run made them; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a folder's tables were made from (a hash of `fingerprint.tables`), and the SHA-256 of each table's file."""

    made_from: str
    tables: tuple[tuple[str, str], ...]


def write(
    tables: Mapping[str, pd.DataFrame], folder: Path, csv: bool = False, made_from: str = "", waits: bool = True
) -> None:
    """Write each table as `<name>.parquet`, and as `<name>.csv` (lists as JSON) where asked, instead of all older ones.

    `waits` as `files.aside` takes it. Whoever calls holds `files.locked(folder)` where another run could write there.
    """
    replaced = [name for name in DECLARED if name not in _ADDED]
    older = [f"{name}{ending}" for name in replaced for ending in (".parquet", ".csv")]
    with files.aside(folder, gone=[STAMP, *older], last=STAMP, waits=waits) as draft:
        hashes = {name: _write_one(name, table, draft, csv) for name, table in sorted(tables.items())}
        stamp = {"made_from": made_from, "tables": hashes}
        (draft / STAMP).write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def add(name: str, table: pd.DataFrame, folder: Path) -> None:
    """Write one table of people's own coding beside whatever tables a folder holds, as Parquet and CSV."""
    with files.aside(folder) as draft:
        _write_one(name, table, draft, csv=True)


def _write_one(name: str, table: pd.DataFrame, folder: Path, csv: bool) -> str:
    data = parquet(table)
    (folder / f"{name}.parquet").write_bytes(data)
    if csv:
        _write_csv(name, table, folder)
    return hashlib.sha256(data).hexdigest()


def parquet(table: pd.DataFrame, **told: str) -> bytes:
    """A table as a Parquet file, as pandas writes it, in a fifth of the time; `told` is added to its metadata."""
    from pyarrow import BufferOutputStream
    from pyarrow.parquet import write_table

    sink = BufferOutputStream()
    write_table(_arrow(table, told), sink)
    return bytes(sink.getvalue())


def _arrow(table: pd.DataFrame, told: Mapping[str, str]) -> pa.Table:
    """A table for Arrow. What pandas tells of a schema depends on its types alone, and is found out once for each."""
    columns = [pa.array(column, from_pandas=True) for column in arrays(table).values()]
    key = (*table.columns, *table.dtypes, *(column.type for column in columns))
    if key not in _SCHEMAS:
        _SCHEMAS[key] = pa.Table.from_pandas(table, preserve_index=False).schema
    schema = _SCHEMAS[key]
    return pa.Table.from_arrays(columns, schema=schema.with_metadata({**(schema.metadata or {}), **told}))


def _write_csv(name: str, table: pd.DataFrame, folder: Path) -> None:
    flat = table.copy()
    for column in DECLARED[name].columns:
        if column.type in ("spans", "strings"):
            flat[column.name] = [json.dumps(v, ensure_ascii=False) for v in flat[column.name]]
        elif column.type == "string":
            flat[column.name] = [cell(v) if isinstance(v, str) else v for v in flat[column.name]]
    flat.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def to_csv(tables: Mapping[str, pd.DataFrame], folder: Path) -> Path:
    """Write each table as `<name>.csv`, lists as JSON; returns the folder."""
    with files.aside(folder) as draft:
        for name in tables:
            _write_csv(name, tables[name], draft)
    return folder


def to_excel(tables: Mapping[str, pd.DataFrame], path: Path) -> Path:
    """Write each table as a page of one workbook: lists as JSON, texts cut to what a cell holds, no vectors."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for name in tables:
        if name == "vectors":
            continue
        page = book.create_sheet(name[:31])
        page.freeze_panes = "A2"
        page.append(DECLARED[name].names)
        for row in records(tables[name]):
            cells = []
            for value in row.values():
                told = json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
                cells.append(WriteOnlyCell(page, _UNWRITABLE.sub("", told)[:_CELL] if isinstance(told, str) else told))
                if isinstance(told, str):
                    cells[-1].data_type = "s"  # words that begin with "=" are no formula
            page.append(cells)
    stream = BytesIO()
    book.save(stream)
    files.put(path, stream.getvalue())
    return path


def stamp(folder: Path) -> Stamp | None:
    """The stamp of a folder's tables; None where there is none, because no run has finished there."""
    try:
        held = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return Stamp(str(held["made_from"]), tuple((str(n), str(h)) for n, h in held["tables"].items()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def intact(folder: Path, made_from: str) -> bool:
    """Whether a folder holds every table of one finished run, unchanged, made from just this."""
    found = stamp(folder)
    return (
        found is not None
        and found.made_from == made_from
        and all(_hash(folder / f"{name}.parquet") == wanted for name, wanted in found.tables)
    )


def _hash(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def read(folder: Path, names: Iterable[str] | None = None, made: Stamp | None = None) -> dict[str, pd.DataFrame]:
    """Read tables back (default: all there are), typed as `tables.frame` makes them.

    `made` is the stamp of the run they must be of (default: the last one). A table of people's own coding that is not
    there comes back empty; for any other that is missing or not as it was written StoreError is raised.
    """
    stamped = made or stamp(folder)
    if names is None:
        names = [*dict(stamped.tables if stamped else ()), *sorted(_ADDED)]
    return {name: fitted(name, _read_one(name, folder, stamped)) for name in names}


def _read_one(name: str, folder: Path, made: Stamp | None) -> pd.DataFrame:
    from pyarrow import BufferReader
    from pyarrow.parquet import ParquetFile  # not before a table is read: it takes a while

    path = folder / f"{name}.parquet"
    if name in _ADDED:
        if not path.exists():
            return frame(name, ())
        data = path.read_bytes()
    else:
        data = _verified(name, path, made)
    # The file itself instead of `pandas.read_parquet`: that looks for a data set of many files, which takes longer
    # than the reading of tables as small as these.
    with ParquetFile(BufferReader(data)) as file:
        table: pd.DataFrame = file.read(use_threads=False).to_pandas(use_threads=False)
    for column in DECLARED[name].columns:  # Parquet gives lists back as arrays
        if column.name in table and column.type == "strings":
            table[column.name] = pd.Series([value.tolist() for value in table[column.name]], dtype=object)
        elif column.name in table and column.type == "spans":
            lists = [[pair.tolist() for pair in value] for value in table[column.name]]
            table[column.name] = pd.Series(lists, dtype=object)
    return table


def _verified(name: str, path: Path, made: Stamp | None) -> bytes:
    if made is None:
        raise StoreError(f"{path.parent}: holds no tables of a run that ended; {_REMEDY}")
    if name not in dict(made.tables):
        raise StoreError(f"{path.parent}: the run that made these tables made no table {name!r}; {_REMEDY}")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise StoreError(f"{path}: is gone; {_REMEDY}") from None
    if hashlib.sha256(data).hexdigest() != dict(made.tables)[name]:
        raise StoreError(f"{path}: is not as the run wrote it; {_REMEDY}")
    return data
