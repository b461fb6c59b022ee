"""From a folder of texts to tables: what is kept, what is tagged anew, what a reader's corrections change."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from newsparallax import files, fingerprint, pipeline, store, words
from newsparallax.cli import main
from newsparallax.reading import read_corpus
from newsparallax.tables import TABLES
from newsparallax.tagging import cache

HARBOUR = """Harbour wall to be raised, mayor says

Mayor Ines Castro said on Monday that the harbour wall would be raised by two metres.

"We cannot wait for another flood," Castro added.
"""
FERRY = """Ferry company doubts the plan

Ferry operator Norrland Lines said the wall would close its berth for a year.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "gazette.txt").write_text(HARBOUR, encoding="utf-8")
    (folder / "ferry-news.txt").write_text(FERRY, encoding="utf-8")
    return folder


def tagged_articles(folder: Path, kept: Path) -> list[tuple[int, int]]:
    """The progress a run reports: empty when every article's tags were kept."""
    told: list[tuple[int, int]] = []
    pipeline.tag_corpus(read_corpus(folder), kept, progress=lambda done, total: told.append((done, total)))
    return told


def test_a_second_run_tags_nothing_anew(harbour: Path, tmp_path: Path) -> None:
    assert tagged_articles(harbour, tmp_path / "kept") == [(0, 2), (1, 2), (2, 2)]
    assert tagged_articles(harbour, tmp_path / "kept") == []


def test_only_the_changed_article_is_tagged_anew(harbour: Path, tmp_path: Path) -> None:
    tagged_articles(harbour, tmp_path / "kept")
    (harbour / "gazette.txt").write_text(HARBOUR + "\nWork starts in May.\n", encoding="utf-8")
    assert tagged_articles(harbour, tmp_path / "kept") == [(0, 1), (1, 1)]


def test_another_actor_in_corpus_toml_tags_all_anew(harbour: Path, tmp_path: Path) -> None:
    tagged_articles(harbour, tmp_path / "kept")
    (harbour / "corpus.toml").write_text('[actors."Ines Castro"]\nside = "city"\n', encoding="utf-8")
    assert tagged_articles(harbour, tmp_path / "kept")[0] == (0, 2)


@pytest.mark.parametrize("content", ["{", "{}", "[]", "", '{"attributions": []}'])
def test_a_cache_file_that_holds_something_else_is_made_anew(harbour: Path, tmp_path: Path, content: str) -> None:
    tables = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")
    for path in (tmp_path / "kept").iterdir():
        path.write_text(content, encoding="utf-8")
    again = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")
    pd.testing.assert_frame_equal(again["attributions"], tables["attributions"])
    assert tagged_articles(harbour, tmp_path / "kept") == []


def test_altered_words_in_the_cache_and_tags_of_another_article_are_not_taken(tmp_path: Path) -> None:
    kept: dict[str, list[dict[str, object]]] = {"topics": []}
    cache.save(tmp_path, "one", kept)
    assert cache.load(tmp_path, "one") == kept
    (tmp_path / "two.json").write_bytes((tmp_path / "one.json").read_bytes())
    assert cache.load(tmp_path, "two") is None
    altered = (tmp_path / "one.json").read_text(encoding="utf-8").replace("topics", "frames")
    (tmp_path / "one.json").write_text(altered, encoding="utf-8")
    assert cache.load(tmp_path, "one") is None


def test_tags_with_other_columns_than_the_tables_are_not_taken(tmp_path: Path) -> None:
    cache.save(tmp_path, "one", {"topics": [{"article_id": "a"}]})
    assert cache.load(tmp_path, "one") is None


def test_two_processes_write_what_one_writes(harbour: Path, tmp_path: Path) -> None:
    corpus = read_corpus(harbour)
    one = pipeline.tag_corpus(corpus, tmp_path / "one", jobs=1)
    two = pipeline.tag_corpus(corpus, tmp_path / "two", jobs=2)
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])


def test_tables_survive_being_written_and_read(harbour: Path, tmp_path: Path) -> None:
    tables = pipeline.compare_corpus(read_corpus(harbour), tmp_path / "kept")
    store.write(tables, tmp_path / "out")
    for name, table in store.read(tmp_path / "out", tables).items():
        pd.testing.assert_frame_equal(table, tables[name], obj=name)
    assert set(tables) == {name for name, table in TABLES.items() if table.stage != "coders"}


def test_csv_files_hold_lists_as_json(harbour: Path, tmp_path: Path) -> None:
    assert main(["tag", str(harbour), "--out", str(tmp_path / "out"), "--csv"]) == 0
    rows = pd.read_csv(tmp_path / "out" / "attributions.csv")
    for _, row in rows.iterrows():
        spans = json.loads(row["content_spans"])
        assert spans[0][0] == row["start"]
        assert spans[-1][1] == row["end"]


def test_a_full_disk_is_said_in_one_line(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_sync", full)
    out = tmp_path / "out"
    assert main(["tag", str(harbour), "--out", str(out)]) == 3
    assert capsys.readouterr().err.endswith(
        f"{out}: cannot be read or written (No space left on device); make room, or write to another disk with --out\n"
    )
    assert not list(out.glob("*.parquet"))


def test_a_folder_that_may_not_be_written_to_is_named_with_the_remedy(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    def shut(folder: Path, *_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(folder / ".lock"))

    monkeypatch.setattr(files, "locked", shut)
    assert main(["tag", str(harbour), "--out", str(out)]) == 3
    assert capsys.readouterr().err.endswith(
        f"{out}: cannot be read or written (Read-only file system); write to another folder with --out\n"
    )


def test_a_corpus_of_one_article_with_one_speaker_is_compared_with_nobody(harbour: Path, tmp_path: Path) -> None:
    (harbour / "ferry-news.txt").unlink()
    text = HARBOUR.replace("We cannot wait", "We cannot and we must not wait")
    (harbour / "gazette.txt").write_text(text, encoding="utf-8")
    claims = pipeline.compare_corpus(read_corpus(harbour), tmp_path / "kept")["claims"]
    assert "who_speaks" not in set(claims["kind"])


def test_used_up_memory_and_faults_are_one_line_each(
    harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for error, status in (
        (MemoryError(), 4),
        (RuntimeError("std::bad_alloc"), 4),
        (KeyError("x"), 5),
    ):
        monkeypatch.setattr(pipeline, "tag_corpus", lambda *_, error=error: (_ for _ in ()).throw(error))
        assert main(["tag", str(harbour), "--out", str(tmp_path / "out")]) == status
        assert capsys.readouterr().err.splitlines()[-1].startswith("newsparallax: ")


def test_column_options_name_a_tables_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f'Body text,Who\n"{HARBOUR.replace(chr(34), "")}",Gazette\n', encoding="utf-8")
    assert main(["check", str(table), "--column", "text=Body text", "--column", "outlet=Who"]) == 0
    assert "outlet    Gazette" in capsys.readouterr().out
    assert main(["check", str(table), "--column", "txt=Body text"]) == 2
    assert "KEY one of text" in capsys.readouterr().err


def test_csv_cells_are_no_formulas_and_come_back_in_corrections(tmp_path: Path) -> None:
    assert [words.from_cell(words.cell(text)) for text in ("=1+1", "-x", "'tis", "'=a", "a")][:3] == [
        "=1+1",
        "-x",
        "'tis",
    ]
    assert words.cell("@harbour")[0] == "'"
    assert words.printable("a\x1b[2Jb\n") == "a\\x1b[2Jb\n"


def test_two_runs_at_once_leave_the_tables_of_one_of_them(harbour: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "gazette.txt").write_text(FERRY, encoding="utf-8")
    out = tmp_path / "out"
    program = [sys.executable, "-P", "-m", "newsparallax", "tag"]
    commands = [[*program, str(corpus), "--out", str(out)] for corpus in (harbour, other)]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]
    said = b"".join(run.communicate(timeout=120)[1] for run in runs)
    assert [run.returncode for run in runs] == [0, 0]
    assert said.count(b"waiting for it to end") == 1
    (last,) = (corpus for corpus in (harbour, other) if store.intact(out, fingerprint.tables(corpus, stage="tagging")))
    assert main(["tag", str(last), "--out", str(tmp_path / "clean")]) == 0
    for table in (tmp_path / "clean").glob("*.parquet"):
        assert (out / table.name).read_bytes() == table.read_bytes(), table.name


def test_a_correction_counts_in_every_table(harbour: Path, tmp_path: Path) -> None:
    words = "We cannot wait for another flood,"
    start = HARBOUR.index(words)
    header = "article,start,end,words,field,value\n"
    line = f'gazette,{start},{start + len(words)},"{words}",speaker,Tomas Lund\n'
    (harbour / "corrections.csv").write_text(header + line, encoding="utf-8")
    tables = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")
    corrected = tables["attributions"].query("speaker == 'Tomas Lund'")
    assert list(corrected["content"]) == [words]
    assert list(corrected["speaker_from"]) == ["human"]


def test_a_correction_for_an_unknown_article_is_reported(harbour: Path, tmp_path: Path) -> None:
    text = "article,start,end,words,field,value\nherald,0,4,Some,speaker,Tomas Lund\n"
    (harbour / "corrections.csv").write_text(text, encoding="utf-8")
    notices = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")["notices"]
    (notice,) = notices.query("kind == 'correction'").to_dict("records")
    assert (notice["file"], notice["line"]) == ("corrections.csv", 2)
    assert "herald" in notice["message"]


def test_a_corpus_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["tag", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "nowhere" in error


def test_the_voices_of_a_sentence_cover_it(harbour: Path, tmp_path: Path) -> None:
    tables = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")
    for sentence, parts in tables["voices"].groupby("sentence_id"):
        whole = tables["sentences"].set_index("sentence_id").loc[sentence]
        assert "".join(parts["words"]) == whole["words"]


def test_a_quotation_is_told_apart_from_the_narrator(harbour: Path, tmp_path: Path) -> None:
    voices = pipeline.tag_corpus(read_corpus(harbour), tmp_path / "kept")["voices"]
    by_voice = voices.groupby("voice")["words"].agg(" ".join)
    assert "wait for another flood" in by_voice["quoted"]
    assert "would be raised by two metres" in by_voice["reported"]
    assert "Mayor Ines Castro said on Monday" in by_voice["narrator"]


def test_an_article_twice_is_tagged_and_not_counted_twice(harbour: Path, tmp_path: Path) -> None:
    (harbour / "gazette-again.txt").write_text(HARBOUR, encoding="utf-8")
    tables = pipeline.compare_corpus(read_corpus(harbour), tmp_path / "kept")
    assert set(tables["attributions"]["article_id"]) == {"gazette", "gazette-again", "ferry-news"}
    assert tables["articles"]["left_out"].notna().sum() == 1
    assert tables["speakers"]["outlet"].nunique() == 2


def test_a_headline_that_stands_in_its_row_alone_is_claimed_without_a_place_in_the_text(tmp_path: Path) -> None:
    texts = [(HARBOUR, "Castro wants more wall"), (FERRY, "Wall costs us our berth, ferry says")]
    rows = [
        {"id": f"{n}", "outlet": f"Paper {n}", "headline": headline, "text": text.partition("\n")[2]}
        for n, (text, headline) in enumerate(texts)
    ]
    table = tmp_path / "t.jsonl"
    table.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    made = pipeline.compare_corpus(read_corpus(table), tmp_path / "kept", 1)
    assert list(made["articles"]["headline"]) == [headline for _, headline in texts]
    for evidence in made["claims"]["evidence"]:
        assert all(part.rsplit(":", 2)[1].isdecimal() for part in evidence)


def write_slowly(folder: Path) -> None:
    with files.aside(folder) as draft:
        (draft / "half").write_text("", encoding="utf-8")
        (folder / "begun").write_text("", encoding="utf-8")
        time.sleep(60)


def test_an_interruption_ends_what_processes_are_at_and_they_put_it_away(tmp_path: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), pipeline.processes(1) as pool:
        with pipeline.starting():
            pool.submit(write_slowly, tmp_path)
        while not (tmp_path / "begun").exists():
            time.sleep(0.05)
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 50
    assert [path.name for path in tmp_path.iterdir()] == ["begun"]
