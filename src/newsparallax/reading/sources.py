"""Where texts come from: the files of a folder, an export of a news database, or the rows of one table."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsparallax.codebooks import word_lists
from newsparallax.corpus import CorpusError
from newsparallax.reading import containers, mend, tabular
from newsparallax.reading.article import Notice
from newsparallax.reading.containers import UnreadableError
from newsparallax.words import count_words


@dataclass(frozen=True, slots=True)
class Source:
    """One text as it was found; `given` is what a row, a page or an export's head says of it, `given_from` which.

    `line` is where a row, or an article of an export, begins in its file.
    """

    id: str
    file: str
    text: str
    encoding: str
    line: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    given_from: str = "row"


Found = Source | Notice
_LONG = 100  # words stated from which an article cut short is told
_NO_ARTICLES = re.compile(r"\.|(?:corpus\.toml|corrections\.csv|(?:readme|licen[cs]e)(?:\.\w+)?)$", re.IGNORECASE)


def sources(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Found]:
    """Every text of a corpus, and a notice for everything that is none.

    `columns` names a table's columns where they bear none of the known names. Raises CorpusError where there is
    nothing at the path, or it is not a kind of corpus.
    """
    if not path.exists():
        raise CorpusError(f"{path}: there is no such folder or file; check the spelling")
    if not (path.is_dir() or path.is_file()):  # a pipe would be waited for without end
        raise CorpusError(f"{path}: is a pipe or a device; name a folder or a file")
    ending = path.suffix.lower()
    if not path.is_dir() and ending not in (*tabular.ENDINGS, *containers.ENDINGS):
        kinds = "a folder of texts, an export (.txt, .docx, .rtf, .html) or a table (.csv, .tsv, .xlsx, .jsonl, .json)"
        raise CorpusError(f"{path}: is no corpus; give {kinds}{_advice(ending)}")
    try:
        if path.is_dir():
            yield from _distinct(_folder(path))
        elif ending in tabular.ENDINGS:
            yield from _rows(path, columns or {})
        else:
            yield from _distinct(_file(path))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check its permissions") from None


def _advice(ending: str) -> str:
    return f"; {containers.REMEDIES[ending]}" if ending in containers.REMEDIES else ""


def _distinct(found: Iterator[Found]) -> Iterator[Found]:
    """Articles under ids of their own."""
    taken: set[str] = set()
    for item in found:
        if isinstance(item, Source):
            article_id = _free(item.id, taken)
            yield replace(item, id=article_id)
        else:
            yield item


def _free(wanted: str, taken: set[str]) -> str:
    """An id that no article before has, itself or with a number behind it; it is taken from now on."""
    article_id, number = wanted, 2
    while article_id in taken:
        article_id, number = f"{wanted}-{number}", number + 1
    taken.add(article_id)
    return article_id


def _name(path: Path) -> str:
    """A file's name as text: a name that is no UTF-8 shows signs for its bytes."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _folder(folder: Path) -> Iterator[Found]:
    files: list[Path] = []
    for path in sorted(folder.iterdir()):
        if _NO_ARTICLES.match(path.name):
            continue
        reason = _no_file(path, folder.resolve())
        if reason is None:
            files.append(path)
        elif reason:
            yield Notice(f"{_name(path)}{'/' * path.is_dir()}", "skipped", *reason)
    stems = Counter(path.stem for path in files)
    for path in files:
        name = _name(path)
        if stems[path.stem] > 1:
            what = f"has the name of another file but for its ending; it is called {name} here"
            yield Notice(name, "warning", "id", what, "take one of them out if they hold one article", article_id=name)
        yield from _file(path, name if stems[path.stem] > 1 else None)


def _no_file(path: Path, root: Path) -> tuple[str, str, str] | tuple[()] | None:
    """Why an entry of a folder is not read: (kind, what, remedy); () where that needs no word; None for a text."""
    try:
        kind, real = path.stat().st_mode, path.resolve()
    except (OSError, RuntimeError):  # a link to nothing, or to itself
        return "symlink", "is a link to nothing", "copy the file into the folder"
    if stat.S_ISDIR(kind):
        if any(p.suffix.lower() in containers.ENDINGS for p in _entries(path)) and not path.name.endswith("_files"):
            remedy = "put its files into the corpus; if each folder holds an event, use `newsparallax study`"
            return "folder", "is a folder of texts below the corpus, which is not read", remedy
        return ()
    if not real.is_relative_to(root):
        return "symlink", "is a link out of the folder", "copy the file into the folder"
    if not stat.S_ISREG(kind):
        return "unreadable", "is no file but a pipe or a device", "take it out of the folder"
    ending = path.suffix.lower()
    if ending in containers.ENDINGS:
        return None
    if ending in tabular.ENDINGS:
        return "format", "is a table, which is not read with a folder", "name it as the corpus: it holds many articles"
    return "format", "is no kind of file that is read", containers.REMEDIES.get(ending, "save its text as .txt")


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _file(path: Path, called: str | None = None) -> Iterator[Found]:
    name = _name(path)
    stem = called or os.fsencode(path.stem).decode("utf-8", "replace")
    try:
        read = containers.read(path)
    except OSError as error:
        yield Notice(name, "skipped", "unreadable", f"cannot be read ({error.strerror})", "check its permissions")
        return
    except UnreadableError as error:
        yield Notice(name, "skipped", error.kind, str(error), error.remedy)
        return
    for kind, what, remedy in read.said:
        severity = "note" if kind == "newlines" else "warning"
        yield Notice(name, severity, kind, what, remedy, article_id=stem)  # type: ignore[arg-type]
    if len(read.pieces) > 1:
        what = (
            f"holds several articles ({len(read.pieces)}) and is divided; they are called {stem}-1, {stem}-2 and so on"
        )
        yield Notice(name, "note", "bundle", what)
    for number, piece in enumerate(read.pieces, 1):
        article_id = f"{stem}-{number}" if len(read.pieces) > 1 else stem
        line = piece.line if len(read.pieces) > 1 else None
        stated = int(re.sub(r"\D", "", piece.given.get("length", ""))[:6] or 0)
        if stated >= _LONG and count_words(piece.text) < stated / 2:
            what = f"is {stated} words long by its head, {count_words(piece.text)} words of it are read"
            yield Notice(name, "warning", "bundle", what, "look at the export: full texts?", line, article_id)
        yield Source(article_id, name, piece.text, read.encoding, line, piece.given, read.given_from)


def _rows(path: Path, columns: Mapping[str, str]) -> Iterator[Found]:
    table = tabular.read_table(path)
    name, naming = _name(path), _Naming(path, columns)
    for what in table.notes:
        yield Notice(name, "warning", "encoding", what, "save the table anew as UTF-8 to be sure")
    ids: dict[str, int] = {}
    for line, row in table.rows:
        if isinstance(row, tabular.Wrong):
            yield Notice(name, "skipped", "row", row.what, row.remedy, line)
        else:
            yield from _row(name, line, row, naming.given(row.cells), ids, path.stem, table.encoding)
    if naming.seen and not naming.has_text:
        raise CorpusError(naming.no_text())
    if note := naming.note():
        yield Notice(name, "note", "columns", note, "name others under [columns] in its .toml")


def _row(
    file: str, line: int, row: tabular.Record, given: dict[str, str], ids: dict[str, int], stem: str, encoding: str
) -> Iterator[Found]:
    words, wanted = given.pop("text", ""), given.pop("id", f"{stem}-{line}")
    if not words.strip():
        yield Notice(file, "skipped", "empty", "has no text", "give the row a `text` field, as a string", line)
        return
    article_id = wanted if wanted not in ids else f"{wanted}-{line}"
    while article_id in ids:
        article_id += "+"
    if article_id != wanted:
        what = f"has the id of line {ids[wanted]}; it is called {article_id} here"
        yield Notice(file, "warning", "id", what, "give each row an id of its own", line, article_id)
    ids[article_id] = line
    text, said = mend.text(words)
    for kind, what in (*said, *(("row", what) for what in row.mended)):
        yield Notice(file, "warning", kind, what, "export the row anew to be sure", line, article_id)
    yield Source(article_id, file, text, encoding, line, given)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


class _Naming:
    """What a table's columns say; rows of JSON may each have others."""

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        self.seen: dict[str, None] = {}
        self._path, self._columns = path, columns
        self._of: dict[tuple[str, ...], dict[str, list[str]]] = {}
        self._used: dict[str, str] = {}

    @property
    def has_text(self) -> bool:
        return any("text" in names for names in self._of.values())

    def given(self, cells: Mapping[str, Any]) -> dict[str, str]:
        """What a row says, by the names used here; of several columns that say the same the first that is filled."""
        keys = tuple(str(key) for key in cells)
        if keys not in self._of:
            self.seen |= dict.fromkeys(keys)
            self._of[keys] = self._named(keys)
        found: dict[str, str] = {}
        for key, columns in self._of[keys].items():
            for column in columns:
                cell = cells[column]  # of a text only a string is taken, as it stands
                if value := _cell(cell) if key != "text" else cell if isinstance(cell, str) else None:
                    found[key] = value
                    self._used.setdefault(column, key)
                    break
        return found

    def _named(self, keys: tuple[str, ...]) -> dict[str, list[str]]:
        mine = {_plain(key): key for key in reversed(keys) if key}
        found: dict[str, list[str]] = {}
        for key, names in word_lists("columns").items():
            if key in self._columns:
                found[key] = [self._columns[key]] if self._columns[key] in keys else []
            else:
                found[key] = [mine[_plain(name)] for name in names if _plain(name) in mine]
        return {key: columns for key, columns in found.items() if columns}

    def note(self) -> str | None:
        """Which columns were used for what, and which were left; None where all bear the names used here."""
        left = [key for key in self.seen if key and key not in self._used]
        if not left and all(column == key for column, key in self._used.items()):
            return None
        used = ", ".join(f"{key} from {column!r}" for column, key in self._used.items())
        return f"columns used: {used}" + (f"; left: {', '.join(map(repr, left))}" if left else "")

    def no_text(self) -> str:
        there = ", ".join(map(repr, list(self.seen)[:12]))
        return (
            f"{self._path}: has no column `text`, nor a known other name for it, among {there}; say which column holds "
            f"the articles: --column text=NAME, columns={{'text': 'NAME'}} in Python, or [columns] in "
            f"{self._path.with_suffix('.toml').name}"
        )


def _cell(value: Any) -> str | None:
    """A cell as text: a list's parts joined, of a nested object its name."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list):
        value = "; ".join(filter(None, (_cell(one) for one in value)))
    return None if isinstance(value, bool) or value is None else mend.whole(str(value)).strip() or None
