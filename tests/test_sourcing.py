"""Who gets to speak, counted by hand on invented attributions."""

from __future__ import annotations

import pandas as pd
import pytest

from invented import Invented
from newsparallax.codebooks import load
from newsparallax.comparing import sourcing
from newsparallax.comparing.sourcing import verb


def corpus() -> Invented:
    invented = Invented(
        {
            "a": (
                "North",
                [
                    ("dateline", "PORT, May 3 (Reuters) -"),
                    ("body", "Mayor Lund said the ferry will sail again soon."),
                    ("body", "Captain Berg claimed the ferry was sound."),
                    ("body", "Lund called on the owners to pay."),
                    ("body", "The owners did not reply."),
                ],
            ),
            "b": ("South", [("body", "Captain Berg said the sea was rough that night.")]),
        },
        origins={"b": "Xinhua"},
    )
    invented.attribution("a", "the ferry will sail again soon", "Lund", side="town", official=True)
    invented.attribution("a", "the ferry was sound", "Berg", cue="claimed", side="crew", official=False, kind="mixed")
    invented.attribution("a", "the owners to pay", "Lund", cue="called on", side="town", official=True)
    invented.attribution("a", "The owners", "Owners", cue="did not reply", side="owners", kind="refusal")
    invented.attribution(
        "b", "the sea was rough that night", "Berg", side="crew", official=False, via="the Harbour news agency"
    )
    return invented


def one(table: pd.DataFrame, **where: object) -> pd.Series[object]:
    for column, value in where.items():
        table = table[table[column].eq(value).fillna(False)]
    assert len(table) == 1
    return table.iloc[0]


def test_shares_of_attributed_words_with_their_counts() -> None:
    table = sourcing.speakers(corpus().tables())
    lund = one(table, outlet="North", speaker="Lund")
    assert (lund["attributions"], lund["words"], len(lund["evidence"])) == (2, 10, 2)
    assert lund["share"] == pytest.approx(10 / 14, abs=1e-6)
    owners = one(table, outlet="North", speaker="Owners")
    assert (owners["attributions"], owners["refusals"], owners["words"]) == (0, 1, 0)
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1.0, 1.0], abs=1e-5)


def test_speakers_by_words_with_kinds_of_attribution() -> None:
    table = sourcing.speakers(corpus().tables())
    assert table[table["outlet"] == "North"]["speaker"].tolist() == ["Lund", "Berg", "Owners"]
    berg = one(table, outlet="North", speaker="Berg")
    assert (berg["direct"], berg["mixed"], berg["indirect"], berg["official"]) == (0, 1, 0, False)


def test_report_verbs_by_speaker_and_kind_point_at_the_cue() -> None:
    invented = corpus()
    table = sourcing.report_verbs(invented.tables(), load())
    claim = one(table, outlet="North", speaker="Berg")
    assert (claim["verb"], claim["kind"]) == ("claim", "doubting")
    assert one(table, verb="call on")["kind"] == "directive"
    article, start, end = claim["evidence"][0].rsplit(":", 2)
    assert invented.text(article)[int(start) : int(end)] == "claimed"
    assert "did not reply" not in set(table["verb"])


@pytest.mark.parametrize(
    ("cue", "lemma", "word"),
    [
        ("said", "say", "say"),
        ("called on", "call", "call on"),
        ("According to", "according to", "according to"),
        ("Told", "tell", "tell"),
        ("was quoted", "quote", "quote"),
        ("expressed  hope", "express", "express hope"),
    ],
)
def test_a_verb_keeps_the_words_that_belong_to_it(cue: str, lemma: str, word: str) -> None:
    assert verb({"cue": cue, "cue_lemma": lemma}) == word


def test_a_colon_is_no_report_verb() -> None:
    invented = corpus()
    invented.attribution("b", "rough", "Berg", cue=":")
    invented.rows["attributions"][-1] |= {"cue": ":", "cue_start": 0, "cue_end": 1}
    assert ":" not in set(sourcing.report_verbs(invented.tables(), load())["verb"])
