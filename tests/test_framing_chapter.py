"""What the chapter on framing shows, and what it holds back."""

from __future__ import annotations

import pytest

from invented import Invented
from newsparallax.reporting.blocks import TableBlock
from newsparallax.reporting.chapters import framing
from test_chapters import desk, outlets, rows, said

THRICE = "Lee lied. Lee cheated. Lee stole."


def toned(invented: Invented, article: str, words: str, likely: float) -> None:
    chances = dict.fromkeys(("neutral", "positive"), (1 - likely) / 2) | {"negative": likely}
    row = {"actor": "Ann Lee", "tone": "negative", "voice": "narrator"} | chances
    invented.rows["tone"].append(invented.place(article, words) | row)


@pytest.mark.parametrize(("likely", "shown"), [((0.9, 0.9, 0.9), True), ((0.9, 0.9, 0.7), False), ((0.9, 0.9), False)])
def test_tone_is_shown_where_the_model_is_sure_of_several_sentences(likely: tuple[float, ...], shown: bool) -> None:
    made = outlets(THRICE, "Lee came.")
    for words, chance in zip(("Lee lied.", "Lee cheated.", "Lee stole."), likely, strict=False):
        toned(made, "a0", words, chance)
    toned(made, "a1", "Lee came.", 0.99)
    found = framing.tone(desk(made))
    if shown:
        assert rows(found) == [["Ann Lee", "3 negative (3 narrator), of 3", "–"]]
    else:
        assert "no outlet has 3 sentences of one tone" in said(found)


def test_a_grade_that_all_rows_share_is_said_once() -> None:
    made = outlets("They agreed.", "They clashed.")
    made.mark("a0", "agreed", "cooperation")
    made.mark("a1", "clashed", "confrontation")
    table = framing.cooperation_table(desk(made)).block
    assert isinstance(table, TableBlock)
    assert "Grade" not in table.columns
    assert table.note.endswith("The grade of all 4 rows: too few passages to tell.")


def test_a_rate_for_a_hundred_sentences_needs_more_than_a_few() -> None:
    made = outlets("It may rain.", "It rained.")
    made.mark("a0", "may", "hedge")
    (hedges,) = rows(framing.wording(desk(made)))
    assert hedges[1] == "1 narrator, of 1 sentence"


def test_what_is_only_planned_is_not_among_the_deeds() -> None:
    made = outlets("Chile sued Peru. Chile may sue Malta.", "It rained.")
    made.action("a0", "sued", "verbal conflict")
    made.action("a0", "sue Malta", "verbal conflict", modality="possible")
    (conflict,) = rows(framing.deeds(desk(made)))
    assert conflict == ["verbal conflict", "1 (1 narrator)", "–"]


def test_a_sentence_led_by_a_frame_is_cited_once_by_its_weightiest_word() -> None:
    made = outlets("A clash over doubts.", "It rained.")
    made.frame("a0", "doubts", "conflict", weight=1)
    made.frame("a0", "clash", "conflict", weight=3)
    found = framing.frames(desk(made)).block
    assert isinstance(found, TableBlock)
    count = found.rows[0][1][0]
    assert [passage.words for passage in count.passages] == ["clash"]
