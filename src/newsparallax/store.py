"""Tables on disk: Parquet for programs, CSV for people. The only module that reads or writes table files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from newsparallax.tables import TABLES, fitted, frame


def write(tables: Mapping[str, pd.DataFrame], folder: Path, csv: bool = False) -> None:
    """Write each table as `<name>.parquet`, and as `<name>.csv` (lists as JSON) where asked."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.to_parquet(folder / f"{name}.parquet", index=False)
        if csv:
            flat = table.copy()
            for column in TABLES[name].columns:
                if column.type in ("spans", "strings"):
                    flat[column.name] = [json.dumps(v, ensure_ascii=False) for v in flat[column.name]]
            flat.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def read(folder: Path, names: Iterable[str] | None = None) -> dict[str, pd.DataFrame]:
    """Read tables back, typed as `tables.frame` makes them; a table without a file comes back empty."""
    from pyarrow.parquet import ParquetFile  # not before a table is read: it takes a while

    found: dict[str, pd.DataFrame] = {}
    for name in TABLES if names is None else names:
        path = folder / f"{name}.parquet"
        if not path.exists():
            found[name] = frame(name, ())
            continue
        # The file itself instead of `pandas.read_parquet`: that looks for a data set of many files, which takes longer
        # than the reading of tables as small as these.
        with ParquetFile(path) as file:
            table = file.read(use_threads=False).to_pandas(use_threads=False)
        for column in TABLES[name].columns:  # Parquet gives lists back as arrays
            if column.name in table and column.type == "strings":
                table[column.name] = pd.Series([value.tolist() for value in table[column.name]], dtype=object)
            elif column.name in table and column.type == "spans":
                lists = [[pair.tolist() for pair in value] for value in table[column.name]]
                table[column.name] = pd.Series(lists, dtype=object)
        found[name] = fitted(name, table)
    return found
