"""Where texts come from: the .txt and .html files of a folder, or the rows of one .jsonl or .csv file."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newsparallax.corpus import CorpusError
from newsparallax.reading.article import Notice
from newsparallax.reading.decode import Decoded, NotTextError, decode
from newsparallax.reading.page import extract

ENDINGS = (".txt", ".html", ".htm")
# Formats a person may take for readable; other files of a folder are nobody's articles and are passed over.
_CONVERTIBLE = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".gz", ".zip")
# A row's fields, by what they say; the first name present counts.
_FIELDS = {
    "outlet": ("outlet", "publisher"),
    "origin": ("origin",),
    "headline": ("headline", "title"),
    "date": ("date", "published", "date_published"),
    "url": ("url",),
    "language": ("language",),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One text as it was found; `given` is what a row or a page's metadata says of it, `given_from` which of them."""

    id: str
    file: str
    text: str
    encoding: str
    line: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    given_from: str = "row"


Found = Source | Notice


def sources(path: Path) -> Iterator[Found]:
    """Every text of a corpus, and a notice for everything that is none.

    Raises CorpusError where there is nothing at the path, or it is not a kind of corpus.
    """
    if path.is_dir():
        yield from _folder(path)
    elif not path.exists():
        raise CorpusError(f"{path}: there is no such folder or file; check the spelling")
    elif path.suffix.lower() == ".jsonl":
        yield from _rows(path, _jsonl(path))
    elif path.suffix.lower() in (".csv", ".tsv"):
        yield from _rows(path, _csv(path))
    else:
        raise CorpusError(f"{path}: is no corpus; give a folder of .txt or .html files, or one .jsonl or .csv file")


def _folder(folder: Path) -> Iterator[Found]:
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and not p.name.startswith("."))
    files = [p for p in files if p.is_file() or p.is_symlink()]
    stems: dict[str, str] = {}
    for path in files:
        if path.stem in stems:
            raise CorpusError(
                f"{folder}: {stems[path.stem]} and {path.name} differ in their ending only; rename one of them"
            )
        stems[path.stem] = path.name
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _CONVERTIBLE:
            yield Notice(path.name, "skipped", "format", "is not a .txt or .html file", "save its text as .txt")
    root = folder.resolve()
    for path in files:
        if not path.resolve().is_relative_to(root):
            yield Notice(
                path.name, "skipped", "symlink", "is a link out of the folder", "copy the file into the folder"
            )
        elif not path.exists():
            yield Notice(path.name, "skipped", "symlink", "is a link to nothing", "copy the file into the folder")
        else:
            yield from _file(path)


def _file(path: Path) -> Iterator[Found]:
    name = path.name
    try:
        decoded = decode(path.read_bytes())
    except OSError as error:
        yield Notice(name, "skipped", "unreadable", f"cannot be read ({error.strerror})", "check its permissions")
        return
    except NotTextError as error:
        yield Notice(name, "skipped", "not-text", str(error), error.remedy)
        return
    if not decoded.text.strip():
        yield Notice(name, "skipped", "empty", "is empty", "take it out of the folder, or put the article's text in")
        return
    yield from _encoding_notes(path.stem, name, decoded)
    if path.suffix.lower() == ".txt" and not re.match(r"\s*<(?:!doctype html|html)\b", decoded.text, re.IGNORECASE):
        yield Source(path.stem, name, decoded.text, decoded.encoding)
        return
    page = extract(decoded.text)
    if not page.text.strip():
        yield Notice(
            name, "skipped", "no-article", "no article was found in the page", "save the article's text as .txt"
        )
        return
    yield Source(path.stem, name, page.text, decoded.encoding, given=page.given, given_from="page's metadata")


def _encoding_notes(article_id: str, name: str, decoded: Decoded) -> Iterator[Notice]:
    if decoded.doubt:
        yield Notice(
            name, "warning", "encoding", decoded.doubt, "save the file as UTF-8 to be sure", article_id=article_id
        )
    endings = set(re.findall(r"\r\n|\r|\n", decoded.text))
    if len(endings) > 1:
        yield Notice(name, "note", "newlines", "lines end in several ways; each was read", article_id=article_id)


def _rows(path: Path, rows: Iterator[tuple[int, Mapping[str, Any] | str]]) -> Iterator[Found]:
    taken: dict[str, int] = {}
    for line, row in rows:
        if isinstance(row, str):
            yield Notice(path.name, "skipped", "row", row, "correct the row", line)
            continue
        text = row.get("text")
        if not isinstance(text, str) or not text.strip():
            what = "has no text" if isinstance(text, str) or text is None else "has a text that is no string"
            yield Notice(path.name, "skipped", "empty", what, "give the row a `text` field", line)
            continue
        article_id = str(row.get("id") or f"{path.stem}-{line}")
        if article_id in taken:
            first = taken[article_id]
            article_id = f"{article_id}-{line}"
            yield Notice(
                path.name,
                "warning",
                "id",
                f"has the id of line {first}; it is called {article_id} here",
                "give each row an id of its own",
                line,
                article_id,
            )
        taken[article_id] = line
        given = {
            key: str(next(row[name] for name in names if row.get(name)))
            for key, names in _FIELDS.items()
            if any(row.get(name) for name in names)
        }
        yield Source(article_id, path.name, text, "UTF-8", line, given)


def _jsonl(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    with path.open("rb") as stream:
        utf8 = b"\0" not in stream.read(1024)
        stream.seek(0)
        lines: Iterator[bytes] = iter(stream) if utf8 else iter(_decoded(path).encode().splitlines())
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line.decode("utf-8-sig"))
            except UnicodeDecodeError:
                yield number, "is not UTF-8"
            except json.JSONDecodeError as error:
                yield number, f"is not JSON: {error.msg} at character {error.pos + 1}"
            else:
                yield number, row if isinstance(row, dict) else "is not a JSON object"


def _csv(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | str]]:
    text = _decoded(path)
    csv.field_size_limit(sys.maxsize)
    header = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    if "text" not in (reader.fieldnames or ()):
        raise CorpusError(f"{path}: has no column `text`; name the column that holds the articles `text`")
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        yield reader.line_num, f"is not CSV: {error}"


def _decoded(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except NotTextError as error:
        raise CorpusError(f"{path}: {error}; {error.remedy}") from None
