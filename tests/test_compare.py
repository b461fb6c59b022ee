"""All comparisons together."""

from __future__ import annotations

import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing import compare
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.tables import TABLES
from newsparallax.values import Grade


def corpus() -> Invented:
    invented = Invented(
        {
            "a": ("North", [("body", f"Harbour {n} will open and the mayor said so.") for n in range(20)]),
            "b": ("South", [("body", f"Harbour {n} was shut and the captain said so.") for n in range(20)]),
            "c": ("West", [("body", f"Harbour {n} was shut and the captain said so.") for n in range(20)]),
        }
    )
    for n in range(15):
        invented.topic("a", "mayor", "mayor", nth=n)
        invented.attribution("a", f"Harbour {n} will open", "Mayor Lund", side="town")
        invented.attribution("b", f"Harbour {n} was shut", "Captain Berg", side="crew")
    for article in "abc":
        invented.topic(article, "Harbour 3", "harbour")
    return invented


@pytest.fixture(scope="module")
def compared() -> dict[str, pd.DataFrame]:
    return compare(corpus().tables(), CorpusConfig())


def test_every_table_is_one_that_is_declared(compared: dict[str, pd.DataFrame]) -> None:
    for name, table in compared.items():
        assert TABLES[name].stage == "comparing"
        assert list(table.columns) == TABLES[name].names


def test_every_passage_cited_lies_in_an_article(compared: dict[str, pd.DataFrame]) -> None:
    invented = corpus()
    listed = [
        name for name in compared if any(c.type == "strings" and c.name == "evidence" for c in TABLES[name].columns)
    ]
    cited = [reference for name in listed for evidence in compared[name]["evidence"] for reference in evidence]
    assert len(cited) > 100
    for article, start, end in (reference.rsplit(":", 2) for reference in cited):
        assert 0 <= int(start) < int(end) <= len(invented.text(article))


def test_the_distinctive_word_is_found(compared: dict[str, pd.DataFrame]) -> None:
    rows = compared["keyness"]
    survive = rows[(rows["outlet"] == "North") & rows["grade"].eq(Grade.SURVIVES)]
    assert "open" in set(survive["term"]) and "will" not in set(survive["term"]), "a function word is no finding"


def test_only_the_outlets_asked_for_are_compared_in_their_order() -> None:
    two = compare(corpus().tables(), CorpusConfig(), outlets=["West", "North"])
    assert two["coverage"]["outlet"].drop_duplicates().tolist() == ["West", "North"]
    assert {other for others in two["keyness"]["reference"] for other in others} == {"West", "North"}


def test_an_outlet_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(CorpusError, match=r"no article of outlet 'East'; the corpus has North, South, West"):
        compare(corpus().tables(), CorpusConfig(), outlets=["East"])


def test_one_outlet_alone_is_described_and_compared_with_nobody() -> None:
    alone = compare(corpus().tables(), CorpusConfig(), outlets=["North"])
    assert alone["keyness"].empty and len(alone["coverage"])


def test_the_same_tables_give_the_same_comparison(compared: dict[str, pd.DataFrame]) -> None:
    again = compare(corpus().tables(), CorpusConfig())
    for name, table in compared.items():
        pd.testing.assert_frame_equal(table, again[name])
