"""Tables on disk belong to one run: whatever happens while they are written, no reader takes a mixture for whole."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from newsparallax import store
from newsparallax.tables import TABLES, frame

NOTE = {"article_id": None, "file": "a.txt", "line": None, "severity": "note", "kind": "newlines", "remedy": None}


def tables(words: str) -> dict[str, pd.DataFrame]:
    """Some tables of a corpus; one of them says which."""
    names = [name for name, table in TABLES.items() if table.stage in ("reading", "tagging")]
    return {name: frame(name, []) for name in names} | {"notices": frame("notices", [NOTE | {"message": words}])}


def killed_while_writing(words: str, folder: Path, moves: int) -> None:
    """Write other tables there in a process that is killed, as by kill -9, after some files got their names."""
    code = (
        "import os, pathlib, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from newsparallax import store; from test_store import tables\n"
        "moved, move = [], pathlib.Path.replace\n"
        "def counted(path, target):\n"
        f"    if len(moved) == {moves}: os.kill(os.getpid(), 9)\n"
        "    moved.append(target); return move(path, target)\n"
        "pathlib.Path.replace = counted\n"
        "store.write(tables(sys.argv[1]), pathlib.Path(sys.argv[2]), made_from=sys.argv[1])"
    )
    ended = subprocess.run([sys.executable, "-c", code, words, str(folder)], check=False)
    assert ended.returncode == -signal.SIGKILL


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_tables_are_intact_for_just_what_they_were_made_from(tmp_path: Path) -> None:
    store.write(tables("a"), tmp_path, made_from="corpus a")
    assert store.intact(tmp_path, "corpus a")
    assert not store.intact(tmp_path, "corpus b")
    assert not store.intact(tmp_path / "elsewhere", "corpus a")


@pytest.mark.parametrize("moves", [0, 3])
def test_a_run_killed_in_the_middle_leaves_nothing_to_read_and_the_next_makes_the_same(
    tmp_path: Path, moves: int
) -> None:
    store.write(tables("b"), tmp_path / "clean", made_from="b")
    store.write(tables("a"), tmp_path / "out", made_from="a")
    killed_while_writing("b", tmp_path / "out", moves)
    assert not store.intact(tmp_path / "out", "a") and not store.intact(tmp_path / "out", "b")
    with pytest.raises(store.StoreError, match="no tables of a run that ended; make the tables anew"):
        store.read(tmp_path / "out", ["notices"])
    store.write(tables("b"), tmp_path / "out", made_from="b")
    assert contents(tmp_path / "out") == contents(tmp_path / "clean")


def test_a_removed_table_is_an_error_and_not_an_empty_one(tmp_path: Path) -> None:
    store.write(tables("a"), tmp_path, made_from="a")
    (tmp_path / "attributions.parquet").unlink()
    assert not store.intact(tmp_path, "a")
    with pytest.raises(store.StoreError, match=r"attributions\.parquet: is gone; make the tables anew"):
        store.read(tmp_path, ["attributions"])


def test_a_table_of_another_run_is_an_error(tmp_path: Path) -> None:
    store.write(tables("a"), tmp_path / "a", made_from="a")
    store.write(tables("b"), tmp_path / "b", made_from="b")
    (tmp_path / "a" / "notices.parquet").replace(tmp_path / "b" / "notices.parquet")
    assert not store.intact(tmp_path / "b", "b")
    with pytest.raises(store.StoreError, match=r"notices\.parquet: is not as the run wrote it"):
        store.read(tmp_path / "b", ["notices"])


def test_tables_made_anew_while_they_are_read_are_told_from_those_of_before(tmp_path: Path) -> None:
    store.write(tables("a"), tmp_path)
    made = store.stamp(tmp_path)
    store.write(tables("b"), tmp_path)
    with pytest.raises(store.StoreError, match="not as the run wrote it"):
        store.read(tmp_path, ["notices"], made)


def test_no_table_of_an_older_run_stays_beside_those_of_a_new_one(tmp_path: Path) -> None:
    store.write(tables("a") | {"coverage": frame("coverage", [])}, tmp_path, csv=True)
    store.write(tables("b"), tmp_path)
    assert set(contents(tmp_path)) == {f"{name}.parquet" for name in tables("b")} | {store.STAMP}
    with pytest.raises(store.StoreError, match="made no table 'coverage'"):
        store.read(tmp_path, ["coverage"])


def test_coding_by_people_is_kept_beside_tables_that_are_made_anew(tmp_path: Path) -> None:
    store.write(tables("a"), tmp_path)
    assert store.read(tmp_path, ["agreement"])["agreement"].empty
    store.add("agreement", frame("agreement", []), tmp_path)
    store.write(tables("b"), tmp_path)
    assert {"agreement.parquet", "agreement.csv"} <= set(contents(tmp_path))
    assert set(store.read(tmp_path)) == {*tables("b"), "agreement"}


def test_a_workbook_for_which_there_is_no_room_leaves_the_older_one(tmp_path: Path) -> None:
    path = store.to_excel(tables("a"), tmp_path / "tables.xlsx")
    older = path.read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            store.to_excel(tables("b"), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == older
    assert [left.name for left in tmp_path.iterdir()] == ["tables.xlsx"]
