"""Tables of articles: the rows of .csv, .tsv, .xlsx, .jsonl and .json files, or what is wrong with one."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsparallax.corpus import CorpusError
from newsparallax.reading.decode import Decoded, NotTextError, decode

ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".xlsx")
_LISTS = ("articles", "stories", "documents", "results", "items", "data", "rows", "records", "hits")
_MOST_MENDED = 200  # lines: a file with more of them is no CSV, and mending each again would take for ever


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be read: `what` is wrong with it."""

    what: str
    remedy: str = "correct the row"


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its cells by the column's name, and what was mended in it."""

    cells: Mapping[str, Any]
    mended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows with their lines, how it was decoded, and what there is to know of it as a whole."""

    encoding: str
    rows: Iterable[tuple[int, Record | Wrong]]
    notes: list[str] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """The rows of one file. Raises CorpusError where the file as a whole is no table."""
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return _xlsx(path)
    if ending in (".jsonl", ".ndjson"):
        return _jsonl(path)
    if ending == ".json":
        return _json(path)
    return _csv(path)


def _decoded(path: Path) -> Decoded:
    try:
        return decode(path.read_bytes())
    except NotTextError as error:
        raise CorpusError(f"{path}: {error}; {error.remedy}") from None


def _notes(decoded: Decoded) -> list[str]:
    return [decoded.doubt] if decoded.doubt else []


def _jsonl(path: Path) -> Table:
    """UTF-8 is read line by line, however long the file."""
    with path.open("rb") as stream:
        if b"\0" not in stream.read(1024):
            return Table("UTF-8", _objects(path))
    decoded = _decoded(path)
    return Table(decoded.encoding, _parsed(enumerate(decoded.text.encode().splitlines(), 1)), _notes(decoded))


def _objects(path: Path) -> Iterator[tuple[int, Record | Wrong]]:
    with path.open("rb") as stream:
        yield from _parsed(enumerate(stream, 1))


def _parsed(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, Record | Wrong]]:
    for number, line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield number, Wrong("is not UTF-8")
        except json.JSONDecodeError as error:
            yield number, Wrong(f"is not JSON: {error.msg} at character {error.pos + 1}")
        except (ValueError, RecursionError):  # a number of thousands of digits; nested without end
            yield number, Wrong("is JSON that cannot be read: a number too long, or nested too deep")
        else:
            yield number, Record(row) if isinstance(row, dict) else Wrong("is not a JSON object")


def _json(path: Path) -> Table:
    """A list of objects, alone or under a name such as "articles"."""
    decoded = _decoded(path)
    try:
        data = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        what = f": {error.msg} in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise CorpusError(f"{path}: is not JSON{what}; one object a line is called .jsonl") from None
    if isinstance(data, dict):
        data = next((data[key] for key in _LISTS if isinstance(data.get(key), list)), [data])
    if not isinstance(data, list):
        raise CorpusError(f"{path}: holds no list of articles; write [{{...}}, {{...}}]")
    rows = (
        (n, Record(row) if isinstance(row, dict) else Wrong("is not a JSON object")) for n, row in enumerate(data, 1)
    )
    return Table(decoded.encoding, rows, _notes(decoded))


def _xlsx(path: Path) -> Table:
    """The first sheet; its first row that is not empty names the columns."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        sheets = len(book.worksheets)
    except Exception as error:  # whatever a damaged workbook makes its reader raise
        raise CorpusError(f"{path}: cannot be read as a workbook ({type(error).__name__}); save it anew") from None
    first = next((n for n, row in enumerate(rows) if any(row)), len(rows))
    header = rows[first] if first < len(rows) else []
    records = ((n + 1, Record(_cells(header, rows[n]))) for n in range(first + 1, len(rows)) if any(rows[n]))
    notes = [f"of {sheets} sheets the first is read"] if sheets > 1 else []
    return Table("XLSX", records, notes)


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else str(value)


def _cells(header: list[str], row: list[str]) -> dict[str, Any]:
    """Cells by column; of two columns of one name the first counts."""
    cells: dict[str, Any] = {}
    for name, value in zip(header, row, strict=False):
        cells.setdefault(name, value)
    return cells


def _csv(path: Path) -> Table:
    """The separator is the one commonest in the header, or what a first line "sep=;" names."""
    decoded = _decoded(path)
    csv.field_size_limit(sys.maxsize)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$", decoded.text)
    first = 0
    while first < len(lines) and not lines[first].strip():
        first += 1
    header_line = lines[first].strip() if first < len(lines) else ""
    named = re.fullmatch(r'"?sep=(.)"?', header_line)
    if named:
        first += 1
        header_line = lines[first].strip() if first < len(lines) else ""
    delimiter = named[1] if named else max((",", ";", "\t", "|"), key=header_line.count)
    header = [name.strip() for name in next(csv.reader([header_line], delimiter=delimiter), [])]
    notes = _notes(decoded)
    if twice := sorted({name for name in header if name and header.count(name) > 1}):
        notes.append(f"has two columns named {', '.join(map(repr, twice))}; the first of them is used")
    return Table(decoded.encoding, _records(lines, first + 1, header, delimiter), notes)


def _records(lines: list[str], first: int, header: list[str], delimiter: str) -> Iterator[tuple[int, Record | Wrong]]:
    """Rows under strict quoting; a line whose quotation marks do not pair is read alone, its marks as they stand."""
    at, mended = first, 0
    while at < len(lines):
        reader = csv.reader(_from(lines, at), delimiter=delimiter, strict=True)
        begun = at
        try:
            for row in reader:
                number, at = at, begun + reader.line_num
                if any(row):
                    yield number + 1, _record(header, row, delimiter, ())
        except csv.Error:
            mended += 1
            if mended > _MOST_MENDED:
                yield at + 1, Wrong("has quotation marks that do not pair, as many lines before it", "export it anew")
                return
            row = lines[at].rstrip("\r\n").split(delimiter)
            what = "has a quotation mark that is never closed; the line is read alone, its marks as they stand"
            yield at + 1, _record(header, row, delimiter, (what,))
            at += 1


def _from(lines: list[str], at: int) -> Iterator[str]:
    for n in range(at, len(lines)):
        yield lines[n]


def _record(header: list[str], row: list[str], delimiter: str, mended: tuple[str, ...]) -> Record:
    more = len(row) - len(header)
    if more > 0 and any(row[len(header) :]):
        what = f"has {more} more cell{'s' if more > 1 else ''} than the header has columns"
        # A text that is not quoted is cut at its separators: it is whole again where it stands in the last column.
        row = [*row[: len(header) - 1], delimiter.join(row[len(header) - 1 :])]
        mended = (*mended, f"{what}; they are read as the rest of its last column, {header[-1]!r}")
    return Record(_cells(header, row), mended)
