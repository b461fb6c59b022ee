"""Coding sheets, agreement and the codebook editor's loop, from invented texts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from newsparallax import codebooks, store
from newsparallax.cli import main
from newsparallax.coders.sheets import FIXED, agreement, automatic, read_sheet, variables, write_sheet
from newsparallax.coders.trial import failures

PASSAGES = [
    "The regime and its cronies will cost shopkeepers two million.",
    "The court jailed the forger for nine years.",
    "She put the kettle on and sat down.",
    "The mayor was vaccinated.",
]
CODES = ["1", "0", "0", "0"]


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
    table["loaded"] = codes
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
    assert {"loaded", "hedge"} <= set(definitions["column"])


def test_a_passage_that_looks_like_a_formula_stays_words(tmp_path: Path) -> None:
    row = dict(zip(FIXED, ("a", 0, 9, "", "=1+1 said", ""), strict=True))
    write_sheet([row], tmp_path / "s")
    assert read_sheet(tmp_path / "s.xlsx")["passage"].tolist() == ["=1+1 said"]


def test_agree_compares_coders_and_the_automatic_codes_with_what_they_share(sheet: Path) -> None:
    one = _fill(sheet, "one.csv", CODES)
    two = _fill(sheet, "two.xlsx", ["1", "1", "0", ""])
    (found,) = agreement([one, two], {})
    assert (found.variable, found.reliability.units, found.reliability.coders) == ("loaded", 3, 2)
    # Four of six values pair off alike: observed 2/6, expected 18/30 of disagreement.
    assert found.reliability.alpha == pytest.approx(1 - (2 / 6) / (18 / 30))
    assert [(row["code"], row["both"], row["recall"]) for row in found.scores] == [("1", 1, 1.0)]


def test_agree_writes_a_table_the_report_can_read(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [_fill(sheet, name, CODES) for name in ("one.csv", "two.csv")]
    assert main(["agree", *map(str, paths), "--out", str(tmp_path / "out")]) == 0
    assert "loaded: alpha 1.000" in capsys.readouterr().out
    table = store.read(tmp_path / "out" / "tables", ["agreement"])["agreement"]
    assert table["alpha"].unique().tolist() == [1.0]


def test_one_sheet_is_compared_with_the_automatic_codes(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", str(_fill(sheet, "one.csv", CODES))]) == 0
    assert "loaded: alpha 1.000 [1.000, 1.000], the same in 100.0% of pairs, Cohen's kappa 1.000" in (
        capsys.readouterr().out
    )


def test_agreement_by_chance_is_explained_where_one_code_is_rare(
    sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wide = pd.concat([read_sheet(sheet).reset_index()] * 3, ignore_index=True)
    wide["start"] = range(len(wide))
    for name, rare in (("one.csv", 0), ("two.csv", 1)):
        wide.assign(tone=["rare" if at == rare else "plain" for at in range(len(wide))]).to_csv(
            sheet.with_name(name), index=False, sep=";" if name == "two.csv" else ","
        )
    assert main(["agree", str(sheet.with_name("one.csv")), str(sheet.with_name("two.csv"))]) == 0
    said = capsys.readouterr().out
    # Ten of twelve passages alike; kappa by hand: expected (11/12)² + (1/12)² = 122/144, (120 - 122)/(144 - 122).
    assert "the same in 83.3% of pairs, Cohen's kappa -0.091, no better than chance although" in said


@pytest.mark.parametrize(
    ("codes", "message"),
    [(["yes", *CODES[1:]], "line 2: loaded is 'yes'"), ([""] * 4, "share no coded column")],
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
    for found in automatic(PASSAGES, books):
        assert found.keys() == asked.keys()
        assert all(value in asked[name] for name, value in found.items())


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
        (["agree", "one.csv"], "one.csv: cannot be read"),
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
