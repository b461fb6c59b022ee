"""Where an event is read from, and where its tables are kept."""

from __future__ import annotations

import difflib
import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from newsparallax import files, store
from newsparallax.corpus import COLUMNS, CorpusConfig, CorpusError, config_path, load_config, nearest
from newsparallax.words import in_toml

Source = str | os.PathLike[str] | pd.DataFrame


@dataclass(frozen=True, slots=True)
class Place:
    """A corpus with its corpus.toml (None: the one beside it, or none), and the folder of its tables.

    Where `as_they_stand` the tables are opened without asking whether they are up to date; `corpus` may be missing.
    `held` is a folder that lasts as long as this does.
    """

    corpus: Path | None
    config: Path | None
    tables: Path
    as_they_stand: bool = False
    held: TemporaryDirectory[str] | None = None

    @property
    def texts(self) -> Path:
        """The corpus. Raises CorpusError where only tables were opened."""
        if self.corpus is None:
            raise CorpusError(f"{self.tables}: holds tables alone; this asks for the texts: read the corpus itself")
        return self.corpus

    def with_codebooks(self, codebooks: Sequence[Path]) -> Place:
        """The same corpus with further codebooks; what was parsed is parsed no second time."""
        other = place(self.texts, self.config, None, {}, codebooks)
        self.lend(other.tables)
        return other

    def lend(self, tables: Path) -> None:
        """What was parsed and tagged for these tables is at hand for those of another folder, too."""
        there = tables / ".cache"
        for kept in (self.tables / ".cache").glob("*"):
            if not (there / kept.name).exists() and not kept.name.startswith("."):
                there.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(kept, there / kept.name)


def cache() -> Path:
    """Where tables go that nobody named a folder for: $NEWSPARALLAX_CACHE, else the user's folder for such files."""
    if own := os.environ.get("NEWSPARALLAX_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newsparallax"


def place(
    source: Source, config: Path | None, tables: Path | None, columns: Mapping[str, str], codebooks: Sequence[Path]
) -> Place:
    """Where to read from. Raises CorpusError where there is nothing at the path."""
    if missing := [path for path in codebooks if not path.exists()]:
        raise CorpusError(f"{missing[0]}: there is no such codebook; {_spelling(missing[0])}")
    if isinstance(source, pd.DataFrame):
        corpus = _written(source, columns)
    elif isinstance(source, (str, os.PathLike)):
        corpus = Path(source)
    else:
        told = type(source).__name__
        raise CorpusError(f"read takes a path or a DataFrame, not a {told}; try pd.DataFrame({{'text': texts}})")
    for folder in (corpus, corpus / "tables"):
        if tables is None and store.stamp(folder):
            return Place(None, None, folder, True)
    if tables is not None and store.stamp(tables):
        return Place(corpus if corpus.exists() else None, config, tables, True)
    if not corpus.exists():
        raise CorpusError(f"{corpus}: there is no such folder or file; {_spelling(corpus)}")
    found = Place(corpus, config, Path())
    text = ""
    if columns or codebooks:
        beside = config_path(corpus)
        text = amended(config or (beside if beside.exists() else None), columns, codebooks)
        held = TemporaryDirectory(prefix="np-")
        own = Path(held.name) / "corpus.toml"
        own.write_text(text, encoding="utf-8")
        found = replace(found, config=own, held=held)
    return replace(found, tables=tables or cache() / key(corpus, config, text))


def key(corpus: Path, config: Path | None, text: str = "") -> str:
    """A folder's name for the tables of a corpus: readable, and another one for each corpus and corpus.toml."""
    told = f"{os.path.realpath(corpus)}\0{os.path.realpath(config) if config else ''}\0{text}"
    name = re.sub(r"\W+", "-", Path(os.path.realpath(corpus)).stem)[:40]
    return f"{name}-{hashlib.sha256(os.fsencode(told)).hexdigest()[:12]}"


def amended(own: Path | None, columns: Mapping[str, str], codebooks: Iterable[Path] = ()) -> str:
    """The text of a corpus.toml (None: of none) with [columns] and further codebooks.

    Raises CorpusError for a column's key that is not known, and where the file has [columns] of its own.
    """
    known = load_config(own) if own else CorpusConfig()
    if columns and known.columns:
        raise CorpusError(f"--column: {own} has [columns]; name the columns there")
    if unknown := sorted(columns.keys() - set(COLUMNS)):
        raise CorpusError(f"--column {unknown[0]}: write KEY=NAME, KEY one of {', '.join(COLUMNS)}")
    text = own.read_text(encoding="utf-8-sig") if own else ""
    if places := [str(path.resolve()) for path in (*known.codebooks, *codebooks)]:
        rest = re.sub(r"(?ms)^codebooks\s*=\s*(?:\[.*?\]|[^\n]*)", "", text)
        text = f"codebooks = [{', '.join(map(in_toml, places))}]\n{rest}"
    if columns:
        named = (f"{key} = {in_toml(name)}" for key, name in columns.items())
        text += "\n[columns]\n" + "\n".join(named)
    return text + "\n"


def _written(table: pd.DataFrame, columns: Mapping[str, str]) -> Path:
    """A DataFrame of articles as a file that reading knows."""
    for key, name in columns.items():
        if key not in COLUMNS and name in COLUMNS:
            raise CorpusError(f"columns: the name used here comes first; write {{{name!r}: {key!r}}}")
        if key in COLUMNS and name not in table.columns:
            raise CorpusError(
                f"columns: the DataFrame has no column {name!r}; {nearest(name, map(str, table.columns))}"
            )
    if table.empty:
        raise CorpusError("the DataFrame has no rows; give one row for each article, with a column `text`")
    text = table.to_json(orient="records", lines=True, date_format="iso", force_ascii=False)
    data = text.encode("utf-8", errors="replace")
    path = cache() / "frames" / hashlib.sha256(data).hexdigest()[:12] / "DataFrame.jsonl"
    if not path.exists():
        files.put(path, data)
    return path


def _spelling(path: Path) -> str:
    near = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
    close = difflib.get_close_matches(path.name, near, n=1, cutoff=0.6)
    return f"did you mean {str(path.with_name(close[0]))!r}?" if close else "check the spelling"


def write_seeds(folder: Path) -> Path:
    """Write the example corpus that comes with the program into a folder; returns where. What is there is kept."""
    package = Path(__file__).resolve().parents[1]
    seeds = package / "seeds" if (package / "seeds").is_dir() else package.parents[1] / "seeds"
    target = folder / "seeds"
    if not target.exists():
        shutil.copytree(seeds, target)
    return target
