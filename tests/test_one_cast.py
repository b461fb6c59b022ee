"""One name for one actor across the articles of a corpus, where nothing speaks against it."""

from __future__ import annotations

import pytest

from invented import Invented
from newsparallax.comparing.cast import one_cast


def corpus(*articles: list[tuple[str, str] | tuple[str, str, dict[str, str]]]) -> Invented:
    """Articles of (words, actor) or (words, actor, columns); a sentence of its own for each mention."""
    made = Invented({f"a{n}": (f"Outlet {n}", [("body", m[0]) for m in own]) for n, own in enumerate(articles)})
    for n, own in enumerate(articles):
        for words, actor, *known in own:
            inside = words.removeprefix("Mr. ").removeprefix("Ms. ")
            made.mention(f"a{n}", inside, actor, **(known[0] if known else {}))
    return made


def names(made: Invented) -> list[list[str]]:
    mentions = one_cast(made.tables())["mentions"]
    return [list(own["actor"]) for _, own in mentions.groupby("article_id")]


def test_a_surname_is_the_one_full_name_of_the_other_articles() -> None:
    assert names(corpus([("Lindqvist", "Lindqvist")], [("Anna Lindqvist", "Anna Lindqvist")])) == [
        ["Anna Lindqvist"],
        ["Anna Lindqvist"],
    ]


def test_speakers_and_joint_speakers_follow_the_names() -> None:
    made = corpus([("Lindqvist", "Lindqvist"), ("Berg", "Berg")], [("Anna Lindqvist", "Anna Lindqvist")])
    made.attribution("a0", "Lindqvist", "Lindqvist")
    made.attribution("a0", "Berg", "Berg and Lindqvist")
    assert list(one_cast(made.tables())["attributions"]["speaker"]) == ["Anna Lindqvist", "Berg and Anna Lindqvist"]


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("Peter B. Olsen", "Peter Olsen", "Peter Olsen"),
        ("P. Olsen", "Peter Olsen", "Peter Olsen"),
        ("Sergei Volkov", "Sergey Volkov", None),
        ("Tony Marsh", "Anthony Marsh", None),
        ("Ursula von der Mühlen", "von der Mühlen", None),
        ("Suk-yeol Park", "Park Suk-yeol", None),
    ],
)
def test_initials_short_forms_and_another_order_make_no_other_person(one: str, other: str, kept: str | None) -> None:
    found = names(corpus([(one, one)], [(other, other)], [(other, other)]))
    assert len({name for own in found for name in own}) == 1
    assert kept is None or found[0] == [kept]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Hale", "George H. Hale"),
        ("Peter Olsen", "Maria Olsen"),
        ("Peter Olsen Jr.", "Peter Olsen"),
    ],
)
def test_other_given_names_initials_and_suffixes_are_other_people(one: str, other: str) -> None:
    assert names(corpus([(one, one)], [(other, other)])) == [[one], [other]]


def test_a_surname_of_two_people_is_the_one_whom_the_others_call_by_it_else_nobodys() -> None:
    both = [("Peter Olsen", "Peter Olsen"), ("Maria Olsen", "Maria Olsen")]
    assert names(corpus([("Olsen", "Olsen")], both))[0] == ["Olsen"]
    called = [("Olsen", "Maria Olsen"), *both]
    assert names(corpus([("Olsen", "Olsen")], called))[0] == ["Maria Olsen"]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        (("Ms. Olsen", "Olsen"), ("Peter Olsen", "Peter Olsen")),
        (("Olsen", "Olsen", {"side": "Norway"}), ("Peter Olsen", "Peter Olsen", {"side": "Denmark"})),
        (("Olsen", "Olsen", {"office": "President"}), ("Peter Olsen", "Peter Olsen", {"office": "Foreign Minister"})),
    ],
)
def test_another_sex_side_or_office_of_state_keeps_two_people_apart(
    short: tuple[str, str], full: tuple[str, str]
) -> None:
    assert names(corpus([short], [full])) == [["Olsen"], ["Peter Olsen"]]


def test_an_article_that_keeps_two_people_apart_is_believed() -> None:
    assert names(corpus([("Olsen", "Olsen"), ("Peter Olsen", "Peter Olsen")], [("Olsen", "Olsen")]))[0] == [
        "Olsen",
        "Peter Olsen",
    ]


def test_a_name_of_corpus_toml_is_kept() -> None:
    found = names(corpus([("Olsen", "Olsen", {"rule": "corpus.toml"})], [("Peter Olsen", "Peter Olsen")]))
    assert found == [["Olsen"], ["Olsen"]]


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("Interior Ministry", "Polish Interior Ministry", True),
        ("Ministry of Fisheries", "Fisheries Ministry", True),
        ("N.M.B.", "National Maritime Board", True),
        ("U.S. Coast Guard", "US Coast Guard", True),
        ("Swedish Interior Ministry", "Polish Interior Ministry", False),
        ("Interior Ministry", "Defence Ministry", False),
    ],
)
def test_a_body_is_one_with_and_without_its_country_and_by_its_initials(one: str, other: str, kept: bool) -> None:
    body = {"type": "organisation"}
    found = names(corpus([(one, one, body)], [(other, other, body)]))
    assert (found[0] == found[1]) is kept


def test_a_body_without_a_country_is_nobodys_where_two_countries_have_one() -> None:
    body = {"type": "organisation"}
    ministries = ["Interior Ministry", "Polish Interior Ministry", "Swedish Interior Ministry"]
    assert names(corpus(*[[(name, name, body)] for name in ministries])) == [[name] for name in ministries]


def test_a_side_that_one_article_tells_holds_where_another_does_not() -> None:
    made = corpus([("Olsen", "Olsen", {"side": "Norway"})], [("Peter Olsen", "Peter Olsen", {"side": "other"})])
    made.attribution("a1", "Peter Olsen", "Peter Olsen", side="other")
    changed = one_cast(made.tables())
    assert set(changed["mentions"]["side"]) == {"Norway"}
    assert changed["attributions"][["side", "side_from"]].to_numpy().tolist() == [["Norway", "another article"]]
