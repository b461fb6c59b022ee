"""One hash of all that results depend on: whatever of it changes, changes the hash."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from newsparallax import fingerprint

CODE = ["words.py", "corpus.py", "tables.py", "codebooks/patterns.py", "tagging/cache.py", "reading/sources.py"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program that a test may edit."""
    copy = tmp_path_factory.mktemp("package") / "newsparallax"
    shutil.copytree(fingerprint.PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "reporting"))
    return copy


def programs(package: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setattr(fingerprint, "PACKAGE", package)
    fingerprint.program.cache_clear()
    try:
        return fingerprint.program("tagging"), fingerprint.program("comparing")
    finally:
        fingerprint.program.cache_clear()


def edited(path: Path, package: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[bool, bool]:
    """Whether the hashes for tags and for tables change with a file of the program; the file is put back."""
    before, kept = programs(package, monkeypatch), path.read_bytes() if path.exists() else None
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((kept or b"") + b"\n")
    after = programs(package, monkeypatch)
    if kept is None:
        path.unlink()
    else:
        path.write_bytes(kept)
    return before[0] != after[0], before[1] != after[1]


def data_files(package: Path) -> list[Path]:
    """One file of every kind that makes tables."""
    later = {"measuring", "coders"}
    found = [path for path in sorted(package.rglob("*")) if path.is_file() and not later & set(path.parts)]
    return list({path.suffix: path for path in found}.values())


def test_every_kind_of_code_and_package_data_counts(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = [package / name for name in CODE]
    kinds = data_files(package)
    assert {".py", ".toml", ".tsv"} <= {path.suffix for path in kinds}
    for path in [*ground, *kinds, package / "tagging" / "new.json"]:
        here = "comparing" not in path.relative_to(package).parts
        assert edited(path, package, monkeypatch) == (here, True), path


def test_what_cannot_change_a_result_makes_nothing_anew(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert edited(package / "comparing" / "pairs.py", package, monkeypatch) == (False, True)
    assert edited(package / "reporting" / "html.py", package, monkeypatch) == (False, False)
    assert edited(package / "words.pyc", package, monkeypatch) == (False, False)


@pytest.mark.parametrize("name", ["c.csv", "c.CSV", "c[1].jsonl", "c*.csv", "c d.tsv", "c.v2.jsonl"])
def test_a_corpus_of_one_file_its_settings_and_corrections_count(tmp_path: Path, name: str) -> None:
    corpus = tmp_path / name
    seen = set()
    for path in (corpus, corpus.with_suffix(".toml"), corpus.with_suffix(".corrections.csv")):
        for content in ("one", "two"):
            path.write_text(content)
            seen.add(fingerprint.corpus(corpus))
    assert len(seen) == 6


def test_a_neighbour_of_a_corpus_of_one_file_counts_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "event.csv").write_text("text")
    before = fingerprint.corpus(tmp_path / "event.csv")
    (tmp_path / "event-2.csv").write_text("text")
    assert fingerprint.corpus(tmp_path / "event.csv") == before


def test_every_file_of_a_folder_and_the_settings_given_count(tmp_path: Path) -> None:
    folder = tmp_path / "event"
    folder.mkdir()
    settings = tmp_path / "mine.toml"
    seen = {fingerprint.corpus(folder), fingerprint.corpus(folder, settings)}
    for path in (settings, folder / "a.txt", folder / "b.PDF", folder / "corpus.toml", folder / "corrections.csv"):
        for content in ("one", "two"):
            path.write_text(content)
            seen.add(fingerprint.corpus(folder, settings))
    assert len(seen) == 12
    (folder / "a.txt").rename(folder / "c.txt")
    assert fingerprint.corpus(folder, settings) not in seen


def test_names_that_are_no_utf8_and_links_to_themselves_are_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "event"
    folder.mkdir()
    before = fingerprint.corpus(folder)
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text("one")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert fingerprint.corpus(folder) != before
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert fingerprint.corpus(folder) and fingerprint.corpus(tmp_path / "loop")


def test_a_file_that_is_not_there_is_told_from_an_empty_one(tmp_path: Path) -> None:
    before = fingerprint.corpus(tmp_path / "event.jsonl")
    (tmp_path / "event.jsonl").write_text("")
    assert fingerprint.corpus(tmp_path / "event.jsonl") != before


def test_weights_of_ones_own_count(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("a = 1\n")
    (tmp_path / "c.jsonl").write_text("{}\n")
    (tmp_path / "c.toml").write_text('[pairs]\nweights = "own.toml"\n')
    before = fingerprint.tables(tmp_path / "c.jsonl")
    (tmp_path / "own.toml").write_text("a = 2\n")
    assert fingerprint.tables(tmp_path / "c.jsonl") != before
