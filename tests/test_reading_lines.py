"""Roles, datelines, dates and timing of single lines and small pages."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from pathlib import Path

import pytest

from newsparallax import codebooks
from newsparallax.corpus import EventFacts
from newsparallax.reading import dates, read_corpus
from newsparallax.reading.article import Dated
from newsparallax.reading.divide import dateline, glued_caption
from newsparallax.reading.furniture import codebook_role
from newsparallax.reading.language import language
from newsparallax.reading.timing import timing

WINDOW = (dt.date(2023, 12, 1), dt.date(2024, 3, 31))
HERE = Path(__file__).resolve().parent
RULES = tomllib.loads((codebooks.LISTS / "furniture.toml").read_text(encoding="utf-8"))["rules"]


@pytest.mark.parametrize("key", RULES)
def test_each_furniture_rule_hits_its_examples_and_no_counter_example(key: str) -> None:
    rule = RULES[key]
    zone = rule["where"]
    for example in rule["examples"]:
        assert codebook_role(example, zone) == (rule["role"], f"furniture.{key}"), example
    for example in rule["counter_examples"]:
        assert codebook_role(example, zone) is None, example


@pytest.mark.parametrize("gold", sorted((HERE / "gold" / "pages").glob("*.tsv")), ids=lambda p: p.stem)
def test_pages_of_many_shapes_are_read_without_a_corpus_toml(gold: Path) -> None:
    article = next(a for a in read_corpus(HERE / "corpora" / "pages").articles if a.id == gold.stem)
    read = [f"{x.line}\t{x.role}\t{article.text[x.start : x.end].strip()}" for x in article.lines if x.role != "blank"]
    assert read == gold.read_text(encoding="utf-8").split("\n")[1:-1]


@pytest.mark.parametrize(
    ("line", "opened", "agency"),
    [
        ("PORT CITY, March 1. /WIRE/. Ministers met.", "PORT CITY, March 1. /WIRE/. ", "WIRE"),
        ("PORT CITY (Wire) – Ministers met.", "PORT CITY (Wire) – ", "Wire"),
        ("Port City, 1 March (Wire News) -- Ministers met.", "Port City, 1 March (Wire News) -- ", "Wire News"),
        ("MILLER FALLS, Va. - In a custom", "MILLER FALLS, Va. - ", None),
        ("WASHINGTON — “We met,” he said.", "WASHINGTON — ", None),
        ("(Wire) - Ministers met.", "(Wire) - ", "Wire"),
        ("PORT CITY/LAKE TOWN, March 1, 2024: Ministers met.", "PORT CITY/LAKE TOWN, March 1, 2024: ", None),
    ],
)
def test_a_dateline_is_cut_from_the_sentence_after_it(line: str, opened: str, agency: str | None) -> None:
    found = dateline(line, 0, len(line))
    assert found is not None
    assert line[: found.end] == opened
    assert found.agency == agency


@pytest.mark.parametrize(
    "line",
    [
        "BREAKING — Ministers met.",
        "NATO — the alliance — met.",
        "John Smith (Republican). Then he left.",
        "The ministers — both of them — met.",
        "QUESTION: Did you meet?",
        "Well-known ministers met.",
        "MAYOR: We met on Monday.",
        "HE WAS CALLED OUT BY FELLOW DOCTORS — This week he answered.",
    ],
)
def test_an_opening_that_only_looks_like_a_dateline_is_none(line: str) -> None:
    assert dateline(line, 0, len(line)) is None


def test_a_caption_glued_to_a_sentence_is_cut_before_it() -> None:
    line = "The ministers of both countries at the City HallThe mayor said that an agreement was near."
    assert glued_caption(line, 0, len(line)) == line.index("The mayor")


@pytest.mark.parametrize(
    "line",
    [
        "The mayor said on MondayThe talks would go on for another week.",  # two sentences, no caption
        "Shares of LinkedIn and of two other networks fell in the first week of May.",
        "They met at the City Hall. The mayor said that an agreement was near.",
    ],
)
def test_other_glued_words_are_left_alone(line: str) -> None:
    assert glued_caption(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("words", "value", "known_from"),
    [
        ("March 1, 2024", dt.date(2024, 3, 1), "text"),
        ("1 Mar 2024", dt.date(2024, 3, 1), "text"),
        ("1-Mar-2024", dt.date(2024, 3, 1), "text"),
        ("2024-03-01", dt.date(2024, 3, 1), "text"),
        ("Dec. 30", dt.date(2023, 12, 30), "text, year from the event"),
        ("March 1", dt.date(2024, 3, 1), "text, year from the event"),
        ("July 4", None, "text"),
        ("05/03/2024", None, "text"),
        ("31 February 2024", None, "text"),
    ],
)
def test_a_date_is_read_by_explicit_pattern_only(words: str, value: dt.date | None, known_from: str) -> None:
    found = dates.find(words, 0, len(words), WINDOW)
    assert found is not None
    assert (found.value, found.known_from) == (value, known_from)
    assert (found.note is None) == (value is not None)


@pytest.mark.parametrize("words", ["5.5 C", "at 12:30", "Section 5.5", "in 2024", "May they rest", "10 downing"])
def test_what_is_no_date_is_not_read_as_one(words: str) -> None:
    assert dates.find(words, 0, len(words), WINDOW) is None


def test_a_date_without_a_year_stays_open_without_a_window() -> None:
    found = dates.find("March 1", 0, 7, None)
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Updated 12:34, 1-Mar-2024", "updated"),
        ("Last modified on Friday, March 1, 2024 at 5 p.m.", "updated"),
        ("Published: 1 March 2024 | 10:30 GMT", "published"),
        ("Friday, March 1, 2024", None),
        ("2024-03-01T10:30:00Z", None),
    ],
)
def test_a_date_line_says_what_its_date_is(line: str, label: str | None) -> None:
    (found,) = dates.line_dates(line, 0, len(line), None)
    assert found is not None
    assert (found.value, found.label) == (dt.date(2024, 3, 1), label)


def test_a_sentence_with_a_date_is_no_date_line() -> None:
    line = "The talks of March 1, 2024 failed"
    assert dates.line_dates(line, 0, len(line), None) == []


def day(kind: str, value: str) -> Dated:
    return Dated(kind, dt.date.fromisoformat(value), None, None, "text", "a rule")  # type: ignore[arg-type]


EVENT = EventFacts(days=(dt.date(2024, 3, 1), dt.date(2024, 3, 2)))
AHEAD = "Ministers to meet\nThe ministers will meet on Friday, and the talks are expected to last a day."
PAST = "Ministers met\nThe ministers met on Friday and agreed on the line, officials said after the talks."


@pytest.mark.parametrize(
    ("found", "opening", "expected"),
    [
        ([day("published", "2024-02-28")], PAST, "before"),
        ([day("published", "2024-03-03")], AHEAD, "after"),
        ([day("dateline", "2024-03-01")], AHEAD, "before"),
        ([day("dateline", "2024-03-01")], PAST, "on"),
        ([day("updated", "2024-02-29")], PAST, "before"),
        ([day("updated", "2024-03-09")], AHEAD, "before"),  # an update may come long after the article
        ([day("page", "2024-09-01")], PAST, "after"),
        ([], AHEAD, "before"),
        ([], "Ministers", "unknown"),
    ],
)
def test_an_article_is_set_against_the_event(found: list[Dated], opening: str, expected: str) -> None:
    assert timing(EVENT, found, opening)[0] == expected


def test_without_a_day_of_the_event_timing_is_unknown() -> None:
    assert timing(EventFacts(), [day("published", "2024-02-28")], PAST) == ("unknown", "no day of the event is known")


def test_a_text_too_short_to_tell_has_no_language() -> None:
    assert language("Ministers agree") is None


def test_a_headline_told_again_in_parts_is_told_once(tmp_path: Path) -> None:
    head = "Harbour strike enters a third week; Dockers reject an offer, mediator is called in"
    told = "The strike began on Monday. Nobody knows how long it will last, the port said."
    text = f"{head}\n\nHarbour strike enters a third week;\n\nDockers reject an offer, mediator is called in.\n\n{told}"
    row = {"id": "a", "outlet": "Herald", "headline": head, "text": text}
    (tmp_path / "c.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    lines = read_corpus(tmp_path / "c.jsonl").articles[0].lines
    assert [x.role for x in lines if x.role != "blank"] == ["headline", "duplicate", "duplicate", "body"]


def test_the_line_under_a_title_is_its_dek_though_it_shares_more_with_the_story(tmp_path: Path) -> None:
    story = "The clerk who kept the ledger told jurors on Monday that her boss ordered her to burn it, the court heard."
    dek = "Clerk tells jurors boss ordered her to burn ledger"
    text = f"MARY'S SECRET LEDGER\n\n{dek}\n\nBy Col Brennan in Orrin\n\n{story}\n\n{story} It sat again.\n"
    (tmp_path / "post.txt").write_text(text, encoding="utf-8")
    lines = read_corpus(tmp_path).articles[0].lines
    assert [x.role for x in lines if x.role != "blank"] == ["headline", "dek", "byline", "body", "body"]
