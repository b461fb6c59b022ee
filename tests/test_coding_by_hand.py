"""Coding sheets, agreement, trained frame models and the codebook editor's loop, from invented texts."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from newsparallax import codebooks, store
from newsparallax.cli import main
from newsparallax.coders.sheets import FIXED, agreement, automatic, read_sheet, variables, write_sheet
from newsparallax.coders.trial import failures
from newsparallax.measuring.frames import policy_frames
from newsparallax.tagging.coding.linear import load

PASSAGES = [
    "The new tax will cost shopkeepers two million.",
    "The court jailed the forger for nine years.",
    "She put the kettle on and sat down.",
    "Doctors vaccinated the patients against measles.",
]
CODES = ["economic", "legality", "none", "health"]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = [
        dict(zip(FIXED, ("a", at * 100, at * 100 + len(words), "", words, ""), strict=True))
        for at, words in enumerate(PASSAGES)
    ]
    write_sheet(rows, tmp_path / "sheet.csv")
    return tmp_path / "sheet.csv"


def _fill(sheet: Path, name: str, codes: list[str]) -> Path:
    table = pd.read_csv(sheet, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table["policy_frame"] = codes
    path = sheet.with_name(name)
    if path.suffix == ".xlsx":
        table.to_excel(path, index=False)
    else:
        table.to_csv(path, index=False)
    return path


def test_a_sheet_is_written_twice_with_definitions_and_without_automatic_codes(sheet: Path) -> None:
    with_text, without = read_sheet(sheet), read_sheet(sheet.with_suffix(".xlsx"))
    assert with_text["passage"].tolist() == without["passage"].tolist() == PASSAGES
    empty = with_text.drop(columns=["passage"])
    assert empty.isna().all(axis=None)
    assert {v.name for v in variables(codebooks.load())} <= set(with_text.columns)
    definitions = pd.read_csv(sheet.with_name("sheet-definitions.csv"))
    assert {"policy_frame", "conflict"} <= set(definitions["column"])


def test_a_passage_that_looks_like_a_formula_stays_words(tmp_path: Path) -> None:
    row = dict(zip(FIXED, ("a", 0, 9, "", "=1+1 said", ""), strict=True))
    write_sheet([row], tmp_path / "s")
    assert read_sheet(tmp_path / "s.xlsx")["passage"].tolist() == ["=1+1 said"]


def test_agree_compares_coders_and_the_automatic_codes_with_what_they_share(sheet: Path) -> None:
    one = _fill(sheet, "one.csv", CODES)
    two = _fill(sheet, "two.xlsx", ["economic", "legality", "health", ""])
    (found,) = agreement([one, two], {})
    assert (found.variable, found.reliability.units, found.reliability.coders) == ("policy_frame", 3, 2)
    # Four of six values pair off alike: observed 2/6, expected 24/30 of disagreement.
    assert found.reliability.alpha == pytest.approx(1 - (2 / 6) / (26 / 30))
    assert [(row["code"], row["both"], row["recall"]) for row in found.scores] == [
        ("economic", 1, 1.0),
        ("health", 1, 1.0),
        ("legality", 1, 1.0),
    ]


def test_agree_writes_a_table_the_report_can_read(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [_fill(sheet, name, CODES) for name in ("one.csv", "two.csv")]
    assert main(["agree", *map(str, paths), "--out", str(tmp_path / "out")]) == 0
    assert "policy_frame: alpha 1.000" in capsys.readouterr().out
    table = store.read(tmp_path / "out" / "tables", ["agreement"])["agreement"]
    assert table["alpha"].unique().tolist() == [1.0]


@pytest.mark.parametrize(
    ("codes", "message"),
    [(["economy", *CODES[1:]], "line 2: policy_frame is 'economy'"), ([""] * 4, "share no coded column")],
)
def test_unusable_codes_are_refused_in_one_line(
    sheet: Path, codes: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [_fill(sheet, name, codes) for name in ("one.csv", "two.csv")]
    assert main(["agree", *map(str, paths)]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_automatic_codes_are_values_a_coder_may_write() -> None:
    books = codebooks.load()
    asked = {variable.name: variable.values for variable in variables(books)}
    for passage in PASSAGES:
        found = automatic(passage, books)
        assert found.keys() == asked.keys()
        assert all(value in asked[name] for name, value in found.items())


def _coded(path: Path, texts: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "frame"), *texts])
    return path


def test_a_trained_model_learns_a_researchers_own_frames(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    boats = [
        (f"The ferry {verb} the harbour with its sails.", "sea") for verb in ("left", "entered", "saw", "loved", "hit")
    ]
    hills = [
        (f"The climber {verb} the summit in snow.", "hills") for verb in ("left", "reached", "saw", "loved", "hit")
    ]
    path = _coded(tmp_path / "coded.csv", boats + hills)
    assert main(["train", "frames", str(path), "--out", str(tmp_path / "m.npz")]) == 0
    assert "5-fold cross-validation" in capsys.readouterr().out
    first = (tmp_path / "m.npz").read_bytes()
    assert main(["train", "frames", str(path), "--out", str(tmp_path / "m.npz")]) == 0
    assert (tmp_path / "m.npz").read_bytes() == first
    story = "A ferry in the harbour\n\nThe old ferry waited in the harbour with its sails down on Monday morning.\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(story, encoding="utf-8")
    out = tmp_path / "codes.csv"
    assert main(["code", str(tmp_path / "texts"), "--model", str(tmp_path / "m.npz"), "--out", str(out)]) == 0
    table = pd.read_csv(out)
    assert set(table["frame"]) == {"sea"}
    assert [story[s:e] for s, e in zip(table["start"], table["end"], strict=True)] == table["words"].tolist()


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ([("Words.", "")], "line 2: has no text or no frame"),
        ([("Words.", "a")] * 6, "fewer than two frames"),
        ([("Words.", "a")] * 6 + [("More.", "b")], "frame 'b' has fewer than 5 texts"),
    ],
)
def test_coded_texts_that_cannot_be_learned_from_are_refused(
    tmp_path: Path, texts: list[tuple[str, str]], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _coded(tmp_path / "coded.csv", texts)
    assert main(["train", "frames", str(path), "--out", str(tmp_path / "m.npz")]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_text("words")
    with pytest.raises(ValueError, match="is no model"):
        load(tmp_path / "m.npz", "frames")


def test_every_shipped_codebook_keeps_its_promises() -> None:
    assert [failure for book in codebooks.load().books.values() for failure in failures(book)] == []


def test_codebook_test_names_a_broken_promise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.toml").write_text(
        '[codebook]\ntitle = "B"\ntable = "marks"\nabout = "b"\nliterature = ["b"]\n[entries.wet]\nlabel = "Wet"\n'
        'definition = "wet"\npatterns = ["rain~"]\nexamples = ["It rained."]\ncounter_examples = ["Raining cats."]\n',
        encoding="utf-8",
    )
    assert main(["codebook", "test", "--folder", str(tmp_path)]) == 1
    assert "b: wet hits its counter-example 'Raining cats.'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["codebook", "test", "--folder", "nowhere"], "holds no codebook"),
        (["sheet", "seeds", "--sample", "0", "--out", "s"], "--sample 0 draws nothing"),
        (["kwic", "(", "seeds"], "cannot be used as a pattern"),
        (["agree", "one.csv"], "sheets of two coders or more"),
        (["agree", "one.csv", "one.csv"], "one sheet is named twice"),
        (["agree", "one.csv", "two.csv", "--level", "x"], "write COLUMN=LEVEL"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    command: list[str], message: str, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(seeds) if word == "seeds" else word for word in command]) == 2
    error = capsys.readouterr().err
    assert message in error and error.count("\n") == 1


def test_a_broken_codebook_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.toml").write_text("[codebook", encoding="utf-8")
    assert main(["codebook", "test", "--folder", str(tmp_path)]) == 2
    assert "not valid TOML" in capsys.readouterr().err


def test_kwic_shows_hits_with_their_line(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kwic", "constructive", str(seeds)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].startswith(f"{len(lines) - 1} hits") and all("[constructive]" in line for line in lines[:-1])


def test_policy_frames_are_scored_against_peoples_codes(tmp_path: Path) -> None:
    labels = {key: entry.label for key, entry in codebooks.load()["frames_policy"].entries.items()}
    gold = [{"text": t, "frame": labels.get(c, "Other")} for t, c in zip(PASSAGES, CODES, strict=True)]
    gold[1]["frame"] = labels["economic"]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in gold), encoding="utf-8")
    figures = policy_frames(path)
    assert figures["Health and safety_f1"] == 1
    assert figures["Economic_f1"] == pytest.approx(2 / 3)
    assert figures["macro_f1"] == pytest.approx((1 + 2 / 3 + 1) / 3)
