"""A reader's corrections survive a new tagging, and are never dropped in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsparallax.corpus import CorpusError
from newsparallax.reading.article import Article
from newsparallax.tables import frame
from newsparallax.tagging.corrections import Correction, correct, read

TEXT = "Rowe said the dam was safe. An engineer warned that it leaked. Rowe said nothing more."
ARTICLE = Article("dam", "dam.txt", TEXT, "utf-8", "en", "Outlet", None, None, (), (), ())


def _row(content: str, speaker: str | None, side: str = "other") -> dict[str, object]:
    start = TEXT.index(content)
    row: dict[str, object] = dict.fromkeys(frame("attributions", ()).columns)
    return row | {
        "article_id": "dam",
        "attribution_id": f"dam:{start}",
        "kind": "indirect",
        "content_spans": [[start, start + len(content)]],
        "start": start,
        "end": start + len(content),
        "content": content,
        "quoted_spans": [],
        "speaker": speaker,
        "speaker_from": "name",
        "side": side,
        "side_from": "office",
        "word_count": len(content.split()),
        "rule": "cue",
        "needs_review": "weak",
    }


def _fix(content: str, field: str, value: str, shift: int = 0) -> Correction:
    start = TEXT.index(content) + shift
    return Correction("dam", start, start + len(content), content, field, value, 2)


SAFE, LEAKED = "the dam was safe", "it leaked"


def test_a_corrected_speaker_is_marked_human_and_needs_no_review() -> None:
    rows, notices = correct([_row(SAFE, None)], [_fix(SAFE, "speaker", "Ada Rowe")], ARTICLE)
    assert (rows[0]["speaker"], rows[0]["speaker_from"], rows[0]["needs_review"]) == ("Ada Rowe", "human", None)
    assert rows[0]["side"] == "unknown"
    assert notices == []


def test_a_corrected_speaker_has_the_side_this_speaker_has_elsewhere_unless_one_is_given() -> None:
    told = [_row(SAFE, "Ada Rowe", "Council"), _row(LEAKED, None)]
    rows, _ = correct(told, [_fix(LEAKED, "speaker", "Ada Rowe")], ARTICLE)
    assert rows[1]["side"] == "Council"
    rows, _ = correct(told, [_fix(LEAKED, "side", "Builders"), _fix(LEAKED, "speaker", "Ada Rowe")], ARTICLE)
    assert (rows[1]["side"], rows[1]["side_from"]) == ("Builders", "human")


def test_the_rows_handed_in_are_left_as_they_are() -> None:
    told = [_row(SAFE, None)]
    correct(told, [_fix(SAFE, "speaker", "Ada Rowe")], ARTICLE)
    assert told[0]["speaker"] is None


def test_a_passage_that_moved_is_found_by_its_words() -> None:
    rows, notices = correct([_row(LEAKED, None)], [_fix(LEAKED, "kind", "mixed", shift=-40)], ARTICLE)
    assert (rows[0]["kind"], rows[0]["rule"]) == ("mixed", "human")
    assert notices == []


def test_a_passage_that_has_gone_is_reported() -> None:
    gone = Correction("dam", 0, 9, "no such words", "speaker", "Ada Rowe", 7)
    rows, notices = correct([_row(SAFE, None)], [gone], ARTICLE)
    assert rows[0]["speaker"] is None
    assert len(notices) == 1
    assert notices[0]["line"] == 7
    frame("notices", notices)


def test_a_correction_without_an_attribution_is_reported() -> None:
    _, notices = correct([_row(SAFE, None)], [_fix(LEAKED, "speaker", "Ada Rowe")], ARTICLE)
    assert "no attribution" in str(notices[0]["message"])


def test_an_attribution_can_be_deleted() -> None:
    rows, _ = correct([_row(SAFE, None), _row(LEAKED, None)], [_fix(SAFE, "delete", "")], ARTICLE)
    assert [row["content"] for row in rows] == [LEAKED]


def test_an_attribution_can_be_added_and_described_in_any_order() -> None:
    fixes = [
        _fix(LEAKED, "speaker", "An engineer"),
        _fix(LEAKED, "source", "An engineer"),
        _fix(LEAKED, "cue", "warned"),
        _fix(LEAKED, "add", "indirect"),
        _fix(LEAKED, "official", "false"),
    ]
    rows, notices = correct([_row(SAFE, None)], fixes, ARTICLE)
    assert notices == []
    added = rows[1]
    assert (added["speaker"], added["rule"], added["official"]) == ("An engineer", "human", False)
    assert TEXT[added["source_start"] : added["source_end"]] == "An engineer"
    assert TEXT[added["cue_start"] : added["cue_end"]] == "warned"
    frame("attributions", [added])


def test_an_attribution_that_is_there_is_not_added_again() -> None:
    rows, notices = correct([_row(SAFE, None)], [_fix(SAFE, "add", "direct")], ARTICLE)
    assert len(rows) == 1
    assert len(notices) == 1


def test_source_words_that_are_not_in_the_article_are_reported() -> None:
    _, notices = correct([_row(SAFE, None)], [_fix(SAFE, "source", "The mayor")], ARTICLE)
    assert "'The mayor'" in str(notices[0]["message"])


def test_corrections_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f'article,start,end,words,field,value\ndam,9,25,"{SAFE}",speaker,Ada Rowe\n', encoding="utf-8-sig")
    assert read(path) == (Correction("dam", 9, 25, SAFE, "speaker", "Ada Rowe", 2),)
    assert read(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("dam,9,25,words,speeker,Ada", "did you mean 'speaker'"),
        ("dam,9,25,words,kind,shouted", "no kind of attribution"),
        ("dam,nine,25,words,speaker,Ada", "whole numbers"),
        ("dam,9,25,,speaker,Ada", "no words"),
        ("dam,9,25,words,official,perhaps", "neither true nor false"),
        ("dam,9,25,words,side,", "a side is needed"),
    ],
)
def test_a_bad_line_is_named_with_its_remedy(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"article,start,end,words,field,value\n{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"line 2") as error:
        read(path)
    assert says in str(error.value)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("article,start,end,field,value\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="no column 'words'"):
        read(path)


HEAD = "article,start,end,words,field,value\n"
LINE = "a,0,4,said,speaker,Ann Smith\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD.replace(",", ";") + LINE.replace(",", ";"), "divided by commas"),
        (HEAD.replace("value", "value,field") + LINE, "line 1: two columns 'field'"),
        (HEAD + LINE + 'a,0,4,said,speaker,"Ann\n' + LINE, "below line 2: is not CSV"),
        (HEAD + 'a,0,4,said,speaker,"Ann\nSmith"\n', "line 3: the value has several lines"),
        (HEAD + "a,0,4,he said,so,speaker,Ann Smith\n", "line 2: more cells than columns"),
        (HEAD + "a,0,4, ,speaker,Ann Smith\n", "line 2: no words"),
        (HEAD + f"a,{'9' * 5000},4,said,speaker,Ann Smith\n", "line 2: start and end must be whole numbers"),
        (HEAD + f"a,0,4,{'x' * 200_000},speaker,Ann Smith\n", "below line 1: is not CSV"),
        (HEAD + "a\0,0\n", "line 2: unknown field ''"),
    ],
)
def test_whatever_is_wrong_with_the_file_is_named_with_its_line(content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=re.escape(said)) as raised:
        read(path)
    assert str(path) in str(raised.value)


def test_empty_lines_and_cells_of_a_spreadsheet_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(HEAD.strip() + ",,\n\n,,,,,,,\n" + LINE.strip() + ",,\n , \n", encoding="utf-8-sig")
    assert [(c.line, c.value) for c in read(path)] == [(4, "Ann Smith")]


@pytest.mark.parametrize("shift", [-9, 10**6, -(10**6)])
def test_a_place_outside_of_the_text_is_looked_up_by_its_words(shift: int) -> None:
    rows, notices = correct([_row(LEAKED, None)], [_fix(LEAKED, "speaker", "Ada Rowe", shift)], ARTICLE)
    assert (rows[0]["speaker"], notices) == ("Ada Rowe", [])
    end = _fix(TEXT[-9:], "add", "indirect")
    rows, _ = correct([], [Correction("dam", end.start, end.end + shift, end.words, "add", "indirect", 2)], ARTICLE)
    assert (rows[0]["start"], rows[0]["end"]) == (end.start, len(TEXT))
