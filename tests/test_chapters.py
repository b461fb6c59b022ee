"""What the chapters say of corpora with one article, with many outlets, and without a day of the event."""

from __future__ import annotations

import pandas as pd

from invented import Invented
from newsparallax.comparing import compare
from newsparallax.corpus import CorpusConfig
from newsparallax.reporting import passages
from newsparallax.reporting.blocks import Note, Run, TableBlock
from newsparallax.reporting.chapters import common, conclusions, coverage, methods, sourcing, statements
from newsparallax.reporting.chapters.common import charged
from newsparallax.reporting.desk import Desk
from newsparallax.reporting.show import Shown

RAIN = "Heavy rain closed the harbour on Monday."


def desk(invented: Invented) -> Desk:
    tables = invented.tables()
    told = tables | compare(tables, CorpusConfig())
    known = [(article, invented.text(article)) for article in told["articles"]["article_id"]]
    texts = passages.from_tables(told["articles"], pd.DataFrame(known, columns=["article_id", "text"]), told["lines"])
    return Desk(told, texts, tuple(dict.fromkeys(told["articles"]["outlet"])))


def outlets(*texts: str, timing: str = "unknown") -> Invented:
    articles = {f"a{n}": (f"Outlet {n}", [("body", text)]) for n, text in enumerate(texts)}
    return Invented(articles, timing=dict.fromkeys(articles, timing))


def rows(shown: Shown) -> list[list[str]]:
    assert isinstance(shown.block, TableBlock)
    return [["".join(run.text for run in cell) for cell in row] for row in shown.block.rows]


def said(shown: Shown) -> str:
    text = shown.block.text  # type: ignore[union-attr]
    return "".join(run.text for run in text if isinstance(run, Run))


def test_what_several_outlets_lack_alike_is_one_row() -> None:
    made = outlets(*["It rained."] * 5, "Geese came.", "Snow fell.", "A cat slept.", "The mill burnt.")
    for n in range(5):
        made.topic(f"a{n}", "rained", "weather")
        made.rows["topics"][-1]["codebook"] = "corpus.toml"
    found = [row for row in rows(coverage.differences(desk(made))) if row[2] == "missing here"]
    assert [row[3] for row in found] == ["Outlet 5, Outlet 6, Outlet 7 and Outlet 8"]


def test_with_many_outlets_a_statement_is_one_row_with_those_that_leave_it_out() -> None:
    made = desk(outlets(*[RAIN] * 6, "Geese came.", "A cat slept."))
    (omitted,) = rows(statements.omissions(made))
    assert omitted[2] == "Outlet 6, Outlet 7"
    (told,) = rows(statements.ledger(made))
    assert told[0] == "1 · told by 6 of 8"
    assert told[1].startswith("Outlet 0, Outlet 1, Outlet 2, Outlet 3, Outlet 4 and Outlet 5: ")
    assert told[1].count(RAIN) == 1


def test_articles_of_unknown_timing_are_said_to_be_charged() -> None:
    assert "Of all articles it is not known" in charged(desk(outlets("It rained.", "Snow fell.")))
    assert "not known" not in charged(desk(outlets("It rained.", "Snow fell.", timing="after")))


def test_a_single_article_is_not_said_to_differ_from_others() -> None:
    alone = desk(outlets(RAIN))
    assert isinstance(conclusions.banner(alone).block, Note)
    assert said(conclusions.banner(alone)).startswith("A single article, with nothing to compare it with.")
    assert said(statements.finding(alone)) == "With a single article there is no other account to compare it with."
    assert said(statements.only_here(alone)) == "Nothing to show: there is no other outlet to compare with."


def talks() -> Invented:
    """One outlet that speaks of the mayor in most sentences, and two that never do; all speak of harbours."""
    mayor = [("body", f"The mayor saw harbour {n}.") for n in range(15)]
    other = [("body", f"The cook saw harbour {n}.") for n in range(15)]
    made = Invented({"a": ("North", mayor), "b": ("South", other), "c": ("West", other)})
    for n in range(15):
        made.topic("a", "mayor", "mayor", nth=n)
        for article in "abc":
            made.topic(article, f"harbour {n}.", "harbour")
    return made


def test_the_first_page_shows_the_claims_and_the_chapters_what_is_counted_too() -> None:
    made = desk(talks())
    bell = "The silver bell of Orrin was sold to a baker for 4,300 crowns on Monday."
    assert rows(conclusions.claims(desk(outlets(bell, "The mayor sang in the harbour."))))[0][0] == "Only here"
    assert [row[3] for row in rows(common.findings(made, "coverage"))][-1] == "counted, not compared"
    alike = desk(outlets(*["It rained on the ferry. It rained on the quay."] * 2))
    assert "no claim about these articles is certain" in said(conclusions.claims(alike))


def test_without_sides_in_corpus_toml_the_chapter_says_so_once() -> None:
    made = outlets("It rained, Berg said.", "It rained.")
    made.attribution("a0", "It rained", "Berg", side="crew")
    assert isinstance(sourcing.sides_table(desk(made)).block, TableBlock)  # type: ignore[union-attr]
    made.rows["attributions"][0]["side_from"] = "office: Captain"
    guessed = desk(made)
    assert "No sides are set" in said(sourcing.sides_figure(guessed))
    assert sourcing.sides_table(guessed) is None
    assert rows(sourcing.speakers(guessed))[0][0] == "Berg"


def test_every_measured_figure_says_whether_its_set_was_held_out() -> None:
    held = {row[0].split(" (")[0]: row[1] for row in rows(methods.measured())}
    assert held["Reykjavik"] == held["Ferry"] == "no"
    assert held["Dam"] == held["Verdict"] == held["Captain"] == "yes"
