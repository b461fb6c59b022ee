"""What the chapters say of corpora with one article, with many outlets, and without a day of the event."""

from __future__ import annotations

import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing import compare
from newsparallax.corpus import CorpusConfig
from newsparallax.reporting import passages
from newsparallax.reporting.blocks import Articles, Bar, Cards, Overview, TableBlock, plain
from newsparallax.reporting.chapters import articles, left_out, methods, overview, sourcing, statements, titles
from newsparallax.reporting.chapters.common import charged, quoted
from newsparallax.reporting.desk import Desk
from newsparallax.reporting.show import Shown

RAIN = "Heavy rain closed the harbour on Monday."


def desk(invented: Invented) -> Desk:
    tables = invented.tables()
    told = tables | compare(tables, CorpusConfig())
    known = [(article, invented.text(article)) for article in told["articles"]["article_id"]]
    whole = pd.DataFrame(known, columns=["article_id", "text"])
    texts = passages.from_tables(told["articles"], whole, told["lines"], told["sentences"])
    return Desk(told, texts, tuple(dict.fromkeys(told["articles"]["outlet"])))


def outlets(*texts: str, timing: str = "unknown") -> Invented:
    articles = {f"a{n}": (f"Outlet {n}", [("body", text)]) for n, text in enumerate(texts)}
    return Invented(articles, timing=dict.fromkeys(articles, timing))


def rows(shown: Shown) -> list[list[str]]:
    assert isinstance(shown.block, TableBlock)
    return [[plain(cell) for cell in row] for row in shown.block.rows]


def said(shown: Shown | None) -> str:
    return plain(shown.block.text)  # type: ignore[union-attr]


def cards(shown: Shown | None) -> list[dict[str, str]]:
    """Each card's title, its outlets' words by who says them, and its note."""
    assert shown is not None and isinstance(shown.block, Cards)
    return [
        {"title": plain(card.title), "note": plain(card.note), **{who: plain(words) for who, _, words in card.told}}
        for card in shown.block.cards
    ]


def test_a_statement_is_one_card_with_those_who_do_not_tell_it() -> None:
    made = desk(outlets(*[RAIN] * 6, "Geese came.", "A cat slept."))
    (card,) = cards(statements.ledger(made))
    tellers = "Outlet 0, Outlet 1, Outlet 2, Outlet 3, Outlet 4 and Outlet 5"
    assert card[tellers].count(RAIN) == 1
    assert "Not found in Outlet 6" in card["note"] and "Outlet 7" in card["note"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("“We will reopen the mill,” ", "We will reopen the mill"),
        ("the mill of Orrin burnt for two hours.", "The mill of Orrin burnt for two hours"),
        (
            "The mayor of Orrin ordered the mill to be closed on Monday, after a warning that its roof was rotten.",
            "The mayor of Orrin ordered the mill to be closed on Monday",
        ),
        (  # what stands between subject and verb is not taken from a clause
            "The mill of Orrin, the oldest in the valley and the last with a wheel of oak, burnt down on Monday night.",
            "The mill of Orrin, the oldest in the valley and the last with a wheel of oak, burnt down on Monday night",
        ),
        (
            "When the brigade of Orrin came, the wheel, which is of oak, had burnt, and so had all of the roof.",
            "When the brigade of Orrin came, the wheel, which is of oak, had burnt",
        ),
        ("The mayor met Mr. Berg at 7 p.m. Friday in Orrin.", "The mayor met Mr. Berg at 7 p.m. Friday in Orrin"),
        ("claiming that the mill had burnt", "… claiming that the mill had burnt"),
    ],
)
def test_a_statement_is_called_by_whole_clauses(words: str, title: str) -> None:
    assert titles.clause(words) == title


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("It rained.", "“It rained.”"),
        ("“It rained,”", "“It rained,”"),
        ('Berg said "it rained" again.', "“Berg said ‘it rained’ again.”"),
        ("“It rained, Berg said.", "“It rained, Berg said.”"),
    ],
)
def test_a_quotation_has_its_own_marks_and_no_lone_one(words: str, printed: str) -> None:
    assert quoted(words) == printed


def test_what_each_outlet_lacks_and_alone_has_is_one_card() -> None:
    made = desk(outlets(*[RAIN] * 3, "A cat slept in the mill of Orrin all day."))
    found = {card["title"]: card for card in cards(left_out.paragraphs(made))}
    assert RAIN.rstrip(".") in found["Outlet 3"]["Not found"]
    assert "A cat slept" in found["Outlet 3"]["Only here"]


def test_articles_of_unknown_timing_are_said_to_be_charged() -> None:
    assert "Of all articles it is not known" in charged(desk(outlets("It rained.", "Snow fell.")))
    assert "not known" not in charged(desk(outlets("It rained.", "Snow fell.", timing="after")))


def test_a_single_article_is_not_said_to_differ_from_others() -> None:
    alone = desk(outlets(RAIN))
    assert said(overview.lead(alone)[0]) == "There is no second article to compare this one with."
    assert said(overview.caveat(alone)).startswith("A single article: this describes what it says")
    assert said(statements.summary(alone)) == "With a single article there is no other account to compare it with."
    assert said(left_out.paragraphs(alone)).startswith("There is no other outlet to compare with")


def test_the_first_page_leads_with_what_is_sure_and_links_the_words_it_quotes() -> None:
    bell = "The silver bell of Orrin was sold to a baker for 4,300 crowns on Monday."
    (first, *_) = overview.lead(desk(outlets(bell, "The mayor sang in the harbour.")))
    linked = [run for run in first.block.text if run.passages]  # type: ignore[union-attr]
    assert bell.rstrip(".") in linked[0].text and linked[0].passages[0].words in linked[0].text
    alike = desk(outlets(*["It rained on the ferry. It rained on the quay."] * 2))
    assert said(overview.lead(alike)[0]).startswith("No contrast between these articles was found that is sure")


def test_a_claim_that_is_not_sure_is_not_said() -> None:
    made = desk(outlets("The silver bell of Orrin was sold to a baker for 4,300 crowns on Monday.", "A mayor sang."))
    doubted = made.tables["claims"].assign(sure=False)
    unsure = Desk({**made.tables, "claims": doubted}, made.texts, made.outlets)
    assert said(overview.lead(unsure)[0]).startswith("No contrast")
    assert overview.others(unsure) is None


def glance(made: Desk) -> Overview:
    shown = overview.overview(made)
    assert shown is not None and isinstance(shown.block, Overview)
    return shown.block


def test_the_overview_says_who_tells_each_shared_statement() -> None:
    block = glance(desk(outlets(RAIN, RAIN, "A cat slept.")))
    row = next(cells for header, cells in block.rows if RAIN.rstrip(".") in plain(header))
    assert [plain(cell) for cell in row if not isinstance(cell, Bar)] == ["●", "●", "○"]


def test_many_outlets_have_a_row_each_with_numbered_statements() -> None:
    block = glance(desk(outlets(*[RAIN] * 9, "A cat slept.")))
    assert block.matrix and len(block.rows) == 10
    assert [plain(text) for text in block.numbered] == [RAIN.rstrip(".")]
    assert [plain(cells[-1]) for _, cells in block.rows[-2:] if not isinstance(cells[-1], Bar)] == ["●", "○"]


def test_the_same_shares_of_words_stand_in_the_overview_and_in_the_figure() -> None:
    made = outlets("It rained, Berg said. Snow fell, Holm said.", "It rained.")
    made.attribution("a0", "It rained", "Berg", side="crew")
    made.attribution("a0", "Snow fell", "Holm", side="town")
    found = desk(made)
    floor = sourcing.floor(found)
    bars = next(cells for _, cells in glance(found).rows if isinstance(cells[0], Bar))
    assert isinstance(bars[0], Bar)
    assert {p.name: p.share for p in bars[0].parts} == {
        name: floor.share("Outlet 0", name) for name in ("crew", "town")
    }
    shown = sourcing.sides(found)
    assert shown is not None and rows(shown) == [["Outlet 0", "crew 50\N{NO-BREAK SPACE}%, town 50\N{NO-BREAK SPACE}%"]]


def test_without_sides_in_corpus_toml_speakers_have_the_floor() -> None:
    made = outlets("It rained, Berg said.", "It rained.")
    made.attribution("a0", "It rained", "Berg", side="crew")
    assert sourcing.floor(desk(made)).by == "side"
    made.rows["attributions"][0]["side_from"] = "office: Captain"
    assert sourcing.floor(desk(made)).by == "speaker"


def test_where_nobody_speaks_it_is_said() -> None:
    assert "nobody is quoted or reported" in said(sourcing.contrast(desk(outlets(RAIN, RAIN)))).lower()


def test_the_reader_has_every_sentence_with_what_is_said_of_it() -> None:
    made = outlets("It rained, Berg said. A mill burnt.", "It rained.")
    made.attribution("a0", "It rained", "Berg", side="crew")
    shown = articles.reader(desk(made)).block
    assert isinstance(shown, Articles)
    first, second = (
        (line.sentences for line in shown.articles[0].lines[:2])
        if len(shown.articles[0].lines) > 1
        else (shown.articles[0].lines[0].sentences[:1], shown.articles[0].lines[0].sentences[1:])
    )
    spans = [span for _, spans in (*first, *second) for span in spans if span.layer == "speaker"]
    assert [span.label for span in spans] == ["Berg"]


def test_the_accuracy_printed_is_that_of_events_held_out() -> None:
    block = methods.measured().block
    assert isinstance(block, TableBlock)
    assert list(block.columns[1:]) == ["Dam", "Verdict", "Captain"]
    assert all("–" not in map(plain, row) for row in block.rows)
    # A row holds shares or counts, never both.
    assert all(len({"of" if " of " in plain(cell) else "%" for cell in row[1:]}) == 1 for row in block.rows)


def called(*rows: tuple[str, str, str, str]) -> str:
    """What a statement is called: for each article its text, the telling in it, its manner, its speaker."""
    made = desk(outlets(*(text for text, *_ in rows)))
    told = [
        {"article_id": f"a{n}", "start": (at := made.texts.texts[f"a{n}"].index(words)), "end": at + len(words)}
        | {"words": words, "manner": manner, "speaker": speaker or None}
        for n, (_, words, manner, speaker) in enumerate(rows)
    ]
    return titles.title(made, told, titles.contents(made))


def test_a_statement_is_called_by_the_telling_that_can_stand_alone() -> None:
    words = "the mill of burning coal at night"
    scrap = (f"The clerk accused {words}, and so did the mayor of Orrin.", words, "indirect", "Berg")
    whole = ("The mill burnt coal at night.", "The mill burnt coal at night.", "narrator", "")
    hung = ("It burnt coal.", "It burnt coal.", "narrator", "")
    assert called(scrap, whole) == called(hung, whole) == "The mill burnt coal at night"


def test_a_statement_that_is_a_quotation_is_called_by_its_speaker() -> None:
    words = "“Nobody should burn coal at night.”"
    assert called((f"{words} Berg said.", words, "direct", "Berg")) == "Berg: Nobody should burn coal at night"
    assert called(("Berg wrote of “coal at night”.", "coal at night", "direct", "Berg")) == "Berg: “coal at night”"


def row_of(statement: str, outlet: str, state: str) -> dict[str, object]:
    return {"statement_id": statement, "outlet": outlet, "state": state}
