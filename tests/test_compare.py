"""All comparisons together, and the findings drafted from them."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing import compare
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.tables import TABLES


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


def test_a_difference_that_survives_is_drafted_with_its_counts_and_passages(compared: dict[str, pd.DataFrame]) -> None:
    findings = compared["findings"]
    mayor = findings[(findings["chapter"] == "coverage") & (findings["grade"] == "survives 1,000 permutations")].iloc[0]
    assert mayor["text"].startswith("The North article: more of “Mayor” than the others; 15 of 20 sentences")
    assert "against 0 of 40 sentences (0 %)." in mayor["text"]
    assert len(mayor["evidence"]) == mayor["passages"] == 15


def test_only_grades_that_carry_enter_the_findings(compared: dict[str, pd.DataFrame]) -> None:
    assert set(compared["findings"]["grade"]) <= {"survives 1,000 permutations", "counted, not compared"}
    assert not compared["findings"]["text"].str.contains("Harbour”").any(), "one passage in each outlet shows nothing"


def test_findings_have_passages_and_numbered_ids(compared: dict[str, pd.DataFrame]) -> None:
    findings = compared["findings"]
    assert (
        findings["finding_id"].is_unique and findings["finding_id"].map(lambda i: bool(re.match(r"\w+-\d+$", i))).all()
    )
    assert findings["evidence"].map(len).tolist() == findings["passages"].tolist() and findings["passages"].min() >= 1


def test_a_finding_says_where_its_articles_were_written_before_the_event() -> None:
    invented = corpus()
    invented.rows["articles"][0]["timing"] = "before"
    texts = compare(invented.tables(), CorpusConfig(), outlets=["North", "South"])["findings"]["text"]
    assert texts.str.startswith("The North article (written before the event)").any()
    assert not texts.str.contains("South article (", regex=False).any()


def test_the_distinctive_word_is_found(compared: dict[str, pd.DataFrame]) -> None:
    texts = compared["findings"]["text"]
    assert texts.str.contains("The North article: “open” stands 20 times").any()
    assert not texts.str.contains("“will”").any(), "a function word is counted, not found"


def test_only_the_outlets_asked_for_are_compared_in_their_order() -> None:
    two = compare(corpus().tables(), CorpusConfig(), outlets=["West", "North"])
    assert two["coverage"]["outlet"].drop_duplicates().tolist() == ["West", "North"]
    assert {other for others in two["keyness"]["reference"] for other in others} == {"West", "North"}


def test_an_outlet_nobody_has_is_refused_by_name() -> None:
    with pytest.raises(CorpusError, match=r"no article of outlet 'East'; the corpus has North, South, West"):
        compare(corpus().tables(), CorpusConfig(), outlets=["East"])


def test_one_outlet_alone_is_described_and_compared_with_nobody() -> None:
    alone = compare(corpus().tables(), CorpusConfig(), outlets=["North"])
    assert alone["keyness"].empty and alone["coverage"]["p"].isna().all()
    assert set(alone["findings"]["grade"]) == {"counted, not compared"}


def test_the_same_tables_give_the_same_comparison(compared: dict[str, pd.DataFrame]) -> None:
    again = compare(corpus().tables(), CorpusConfig())
    for name, table in compared.items():
        pd.testing.assert_frame_equal(table, again[name])


def test_without_listed_sides_no_finding_speaks_of_sides() -> None:
    invented = Invented(
        {
            "a": ("North", [("body", f"Harbour {n} will open, he said.") for n in range(20)]),
            "b": ("South", [("body", f"Harbour {n} was shut, she said.") for n in range(20)]),
        }
    )
    for n in range(15):
        invented.attribution("a", f"Harbour {n} will open", None, side="unknown")
        invented.attribution("b", f"Harbour {n} was shut", "Captain Berg", side="other")
    found = compare(invented.tables(), CorpusConfig())["findings"]
    sourcing = found[found["from_table"] == "sides"]["text"].tolist()
    assert len(sourcing) == 2
    assert not any("side" in text for text in sourcing) and all("are attributed to anybody" in t for t in sourcing)


def test_sides_read_off_offices_alone_make_no_finding() -> None:
    guessed = corpus()
    for row in guessed.rows["attributions"]:
        row["side_from"] = "office: Mayor"
    found = compare(guessed.tables(), CorpusConfig())["findings"]
    texts = found[found["from_table"] == "sides"]["text"]
    assert len(texts) and not texts.str.contains("side").any()


def test_a_topic_that_several_outlets_turn_to_most_is_one_finding() -> None:
    alike = Invented({a: (a.title(), [("body", f"Rain {n} fell.") for n in range(6)]) for a in ("north", "south")})
    for article in ("north", "south"):
        for n in range(6):
            alike.topic(article, f"Rain {n}", "weather")
    found = compare(alike.tables(), CorpusConfig())["findings"]
    (text,) = found[found["chapter"] == "coverage"]["text"]
    assert text == (
        "Most often the topic is “Weather” in North (6 of 6 sentences (100 %)) and South (6 of 6 sentences (100 %))."
    )


def test_of_two_outlets_only_the_one_that_has_more_is_told() -> None:
    two = compare(corpus().tables(), CorpusConfig(), outlets=["North", "South"])["findings"]
    mayor = two[two["text"].str.contains("“Mayor” than")]
    assert mayor["text"].str.contains("more of").tolist() == [True]
