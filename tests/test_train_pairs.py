"""Weights of pairs fitted to coded events."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from newsparallax.cli import main
from newsparallax.comparing.pair_model import load


def coded(folder: Path, names: list[str]) -> Path:
    """A folder of coded events, all of them the ferry event."""
    gold = ROOT / "tests" / "gold" / "ferry"
    for name in names:
        (folder / name).mkdir(parents=True)
        pairs = (gold / "statement_pairs.jsonl").read_text(encoding="utf-8")
        (folder / name / "statement_pairs.jsonl").write_text(pairs, encoding="utf-8")
    listed = (f'[{n}]\nlabel = "{n}"\nheld_out = false\ncorpus = "{(gold / "texts").as_posix()}"\n' for n in names)
    (folder / "gold.toml").write_text("\n".join(listed), encoding="utf-8")
    return folder


def test_weights_are_fitted_to_coded_events_and_can_be_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "weights.toml"
    assert main(["train", "pairs", str(coded(tmp_path / "gold", ["a", "b", "c"])), "--out", str(out)]) == 0
    model, shown = load(out), capsys.readouterr().out
    assert model.alone.weights.keys() == load().alone.weights.keys()
    assert model.threshold <= model.sure
    # Each event is scored by weights that know the very same event under another name: what is coded is found.
    (mean,) = (line.split() for line in shown.splitlines() if line.startswith("mean"))
    assert float(mean[3]) > 0.6


def test_two_events_are_too_few(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = coded(tmp_path / "gold", ["a", "b"])
    assert main(["train", "pairs", str(folder), "--out", str(tmp_path / "weights.toml")]) == 2
    assert "weights need 3 or more" in capsys.readouterr().err
