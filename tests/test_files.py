"""Output folders: what is written appears whole or not at all, and one run at a time writes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from newsparallax import files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def held_by_another(folder: Path) -> subprocess.Popen[str]:
    """A process that holds the folder until its input is closed."""
    code = (
        "import sys, pathlib; from newsparallax import files\n"
        "with files.locked(pathlib.Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(folder)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "held\n"
    return other


def test_what_is_written_aside_appears_at_the_end_and_what_is_gone_is_gone(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with files.aside(tmp_path, gone=["old", "never there"], last="a-last") as draft:
        (draft / "b").write_text("new")
        (draft / "a-last").write_text("new")
        assert "old" in names(tmp_path) and "b" not in names(tmp_path)
    assert names(tmp_path) == ["a-last", "b"]


def test_an_error_while_writing_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "table").write_text("old")
    with pytest.raises(OSError, match="full"), files.aside(tmp_path, gone=["table"]) as draft:
        (draft / "table").write_text("half of a ne")
        raise OSError("the disk is full")
    assert names(tmp_path) == ["table"]
    assert (tmp_path / "table").read_text() == "old"


def test_a_second_run_says_that_it_waits_and_goes_on_when_the_first_ends(tmp_path: Path) -> None:
    said: list[str] = []
    with held_by_another(tmp_path) as other:

        def say(line: str) -> None:
            said.append(line)
            assert other.stdin is not None
            other.stdin.close()

        with files.locked(tmp_path, say):
            other.wait(5)
    assert said == [f"another run writes to {tmp_path}; waiting for it to end"]


def test_a_run_that_waited_too_long_says_what_to_do(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as other:
        with pytest.raises(files.BusyError, match=r"another run has been writing .*; let it end, or .* --out"):
            files.locked(tmp_path, patience=0).__enter__()
        assert other.stdin is not None
        other.stdin.close()


def test_a_file_system_without_locks_is_said_and_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(number: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(files.fcntl, "flock", unsupported)
    said: list[str] = []
    with files.locked(tmp_path, said.append):
        files.put(tmp_path / "table", b"whole")
    assert said == [f"{tmp_path}: cannot be held against other runs (No locks available); let no other run write to it"]
    assert (tmp_path / "table").read_bytes() == b"whole"


def test_a_killed_run_holds_nothing_and_what_it_left_behind_is_cleared(tmp_path: Path) -> None:
    with held_by_another(tmp_path) as other:
        other.kill()
    (tmp_path / ".new-abc").mkdir()
    (tmp_path / ".new-abc" / "half").write_text("")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / ".new-x").write_text("")
    with files.locked(tmp_path, patience=0):
        assert names(tmp_path) == [".cache"]
        assert names(tmp_path / ".cache") == []


def test_many_writers_of_one_file_never_meet_and_no_reader_finds_half_of_it(tmp_path: Path) -> None:
    target = tmp_path / "key.json"
    whole = [letter.encode() * 50_000 for letter in "abcd"]
    files.put(target, whole[0])
    failed: list[BaseException] = []
    end = time.monotonic() + 0.5

    def write(data: bytes) -> None:
        try:
            while time.monotonic() < end:
                files.put(target, data)
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(data,)) for data in whole]
    for thread in threads:
        thread.start()
    while time.monotonic() < end:
        assert target.read_bytes() in whole
    for thread in threads:
        thread.join()
    assert failed == []
    assert names(tmp_path) == ["key.json"]


def test_one_file_may_be_read_by_whom_the_system_allows(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        files.put(tmp_path / "table", b"whole")
    finally:
        os.umask(before)
    assert (tmp_path / "table").stat().st_mode & 0o777 == 0o644
