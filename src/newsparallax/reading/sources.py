"""Where texts come from: the .txt and .html files of a folder, or the rows of one .jsonl or .csv file."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
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
# JSON can spell half of a character ("\ud83d" alone), which no file can hold.
_ENTITY = re.compile(r"&(?:quot|apos|amp|lt|gt|nbsp|[lr][sd]quo|[mn]dash|#\d{2,5}|#x[0-9a-fA-F]{2,4});")
_SURROGATE = re.compile("[\ud800-\udfff]")


def sources(path: Path) -> Iterator[Found]:
    """Every text of a corpus, and a notice for everything that is none.

    Raises CorpusError where there is nothing at the path, or it is not a kind of corpus.
    """
    if not path.exists():
        raise CorpusError(f"{path}: there is no such folder or file; check the spelling")
    if not path.is_dir() and path.suffix.lower() not in (".jsonl", ".csv", ".tsv"):
        raise CorpusError(f"{path}: is no corpus; give a folder of .txt or .html files, or one .jsonl or .csv file")
    try:
        yield from _folder(path) if path.is_dir() else _rows(path)
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None


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
        elif path.is_dir() and any(p.suffix.lower() in ENDINGS for p in path.iterdir()):
            what = "is a folder of texts below the corpus, which is not read"
            yield Notice(f"{path.name}/", "skipped", "folder", what, "put its files into the corpus's own folder")
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


def _rows(path: Path) -> Iterator[Found]:
    encoding, rows = _jsonl(path) if path.suffix.lower() == ".jsonl" else _csv(path)
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
        article_id = f"{path.stem}-{line}" if row.get("id") in (None, "") else str(row["id"])
        if article_id in taken:
            what = f"has the id of line {taken[article_id]}; it is called {article_id}-{line} here"
            article_id = f"{article_id}-{line}"
            yield Notice(path.name, "warning", "id", what, "give each row an id of its own", line, article_id)
        taken[article_id] = line
        if _SURROGATE.search(text):
            text = _SURROGATE.sub("\ufffd", text)
            what = "holds halves of characters; they show as \ufffd"
            yield Notice(path.name, "warning", "encoding", what, "export the row anew", line, article_id)
        if entities := sorted(set(_ENTITY.findall(text))):
            what = f"holds {', '.join(entities[:3])}: characters written as HTML does; they are read as they stand"
            remedy = "export the row as plain text, or no quotation marks are found where &quot; stands for them"
            yield Notice(path.name, "warning", "entities", what, remedy, line, article_id)
        yield Source(article_id, path.name, text, encoding, line, _given(row))


def _given(row: Mapping[str, Any]) -> dict[str, str]:
    """What a row says of its article, by the names used here."""
    found = {key: next((row[name] for name in names if row.get(name)), None) for key, names in _FIELDS.items()}
    return {key: str(value) for key, value in found.items() if value}


Rows = Iterator[tuple[int, Mapping[str, Any] | str]]


def _jsonl(path: Path) -> tuple[str, Rows]:
    """The encoding, and (line, row or what is wrong with it); UTF-8 is read line by line, however long the file."""
    with path.open("rb") as stream:
        if b"\0" not in stream.read(1024):
            return "UTF-8", _objects(path)
    decoded = _decoded(path)
    return decoded.encoding, _parsed(enumerate(decoded.text.encode().splitlines(), 1))


def _objects(path: Path) -> Rows:
    with path.open("rb") as stream:
        yield from _parsed(enumerate(stream, 1))


def _parsed(lines: Iterable[tuple[int, bytes]]) -> Rows:
    for number, line in lines:
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


def _csv(path: Path) -> tuple[str, Rows]:
    """The encoding, and (line, row); the separator is the one commonest in the header."""
    decoded = _decoded(path)
    csv.field_size_limit(sys.maxsize)
    header = decoded.text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=header.count)
    reader = csv.DictReader(io.StringIO(decoded.text, newline=""), delimiter=delimiter)
    if "text" not in (reader.fieldnames or ()):
        raise CorpusError(f"{path}: has no column `text`; name the column that holds the articles `text`")
    return decoded.encoding, _records(reader)


def _records(reader: csv.DictReader[str]) -> Rows:
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        yield reader.line_num, f"is not CSV: {error}"


def _decoded(path: Path) -> Decoded:
    try:
        return decode(path.read_bytes())
    except NotTextError as error:
        raise CorpusError(f"{path}: {error}; {error.remedy}") from None
