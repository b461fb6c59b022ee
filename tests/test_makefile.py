"""The Makefile: names with spaces, and installing behind an institution's own certificate."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that tell how they were called; make takes them for those of the environment."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    folder = tmp_path / ".venv" / "bin"
    folder.mkdir(parents=True)
    for name in ("newsparallax", "python", "pip", "uv"):
        script = f'#!/bin/sh\necho "{name} certificates=$UV_SYSTEM_CERTS"\nprintf "<%s>\\n" "$@"\n'
        (folder / name).write_text(script, encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def made(programs: Path, *arguments: str) -> list[str]:
    command = ["make", "--silent", f"VENV={programs.parent}", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("target", ["report", "lab"])
def test_corpus_and_output_may_have_spaces_and_quotation_marks(programs: Path, target: str) -> None:
    (programs.parent / ".ready").touch()
    told = made(programs, target, "CORPUS=my event", 'OUT=Ana\'s "report"')
    assert told[-3:] == ["<my event>", "<--out>", '<Ana\'s "report">']


def test_arguments_reach_the_command(programs: Path) -> None:
    (programs.parent / ".ready").touch()
    assert made(programs, "report", "ARGS=--docx --no-full-text")[-2:] == ["<--docx>", "<--no-full-text>"]


def test_uv_asks_the_system_for_certificates(programs: Path) -> None:
    told = made(programs, "setup")
    assert told.count("uv certificates=1") == 2
