"""Who somebody is, in the words of any article: whole, without colour, and never somebody else's office."""

from __future__ import annotations

import re

import pytest

from invented import Invented
from newsparallax.comparing.claims.roles import introduced, together
from newsparallax.comparing.claims.texts import Texts

NAME = "Ann Berg"


def told(*articles: tuple[str, ...], name: str = NAME) -> str | None:
    """Who North says somebody is; [Mayor] before a name is an office that tagging has found. Others are "Carl Moe"."""
    outlets = ("North", "South", "West")
    plain = [[re.sub(r"[\[\]]", "", line) for line in lines] for lines in articles]
    made = Invented({f"a{n}": (outlets[n], [("body", w) for w in lines]) for n, lines in enumerate(plain)})
    for number, lines in enumerate(articles):
        for who in (name, "Carl Moe"):
            for found in re.finditer(rf"(?:\[([^\]]+)\] )?{re.escape(who)}", "\n".join(lines)):
                words = f"{found[1]} {who}" if found[1] else who
                form = "office and name" if found[1] else "full name"
                made.mention(f"a{number}", words, who, form, office=found[1])
    return introduced(Texts.of(made.tables()), "North", name)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        pytest.param("[Interior Secretary] Ann Berg left.", "Interior Secretary Ann Berg", id="a title"),
        pytest.param("The former [judge] Ann Berg left.", "former judge Ann Berg", id="a former one"),
        pytest.param(
            "[While Orrin Mayor] Ann Berg slept, snow fell.", "Orrin Mayor Ann Berg", id="a small word before"
        ),
        pytest.param("[Fiery union leader] Ann Berg left.", "union leader Ann Berg", id="a colour"),
        pytest.param("Marrow’s [mayor] Ann Berg left.", "Marrow’s mayor Ann Berg", id="whose it is"),
        pytest.param("[Rep.] Ann Berg (R-Ohio) left.", "Rep. Ann Berg (R-Ohio)", id="a party in brackets"),
        pytest.param("[Senator] Ann Berg, Democrat of Ohio, left.", "Senator Ann Berg, Democrat of Ohio", id="a party"),
        pytest.param("[Senator] Ann Berg of Ohio left.", "Senator Ann Berg of Ohio", id="a seat"),
        pytest.param(
            "[Captain] Ann Berg, of the pilots’ union, left.", "Captain Ann Berg of the pilots’ union", id="a body"
        ),
        pytest.param("Justices Carl Moe and Ann Berg left.", "Justice Ann Berg", id="a title of two"),
        pytest.param("Ann Berg, head of the mill, left.", "Ann Berg, head of the mill", id="behind the name"),
        pytest.param("Ann Berg, 41, a baker of Orrin, left.", "Ann Berg, a baker of Orrin", id="behind the age"),
        pytest.param("Ann Berg, who runs the mill, left.", "Ann Berg, who runs the mill", id="a relative clause"),
        pytest.param("Ann Berg is a teacher in Orrin.", "Ann Berg, a teacher in Orrin", id="a sentence of its own"),
        pytest.param(
            "The owner of the mill, Ann Berg, left.", "Ann Berg, the owner of the mill", id="with a comma before"
        ),
        pytest.param("Carl Moe praised his lawyer, Ann Berg.", "Ann Berg, Carl Moe’s lawyer", id="whose, by a pronoun"),
        pytest.param("So said Ann Berg of the Velland Institute.", "Ann Berg of the Velland Institute", id="of a body"),
        pytest.param("So wrote Ann Berg, a Velland newspaper.", "Ann Berg, a Velland newspaper", id="no person"),
        pytest.param(
            "Ann Berg, a professor at the College of Orrin who left after the long and cold winter of 2009, slept.",
            "Ann Berg, a professor at the College of Orrin",
            id="no more than that",
        ),
    ],
)
def test_who_somebody_is_stands_beside_the_name(line: str, role: str) -> None:
    assert told((line,)) == role


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ann Berg left.", id="nothing"),
        pytest.param("After meeting Ann Berg, the mayor said nothing.", id="the next clause's"),
        pytest.param("Ann Berg, [mayor] Carl Moe and a cat left.", id="the next one's"),
        pytest.param("“It was [Mayor] Ann Berg,” said Carl Moe.", id="in a quotation"),
        pytest.param("Her [son] Ann Berg left.", id="whose son is not told"),
        pytest.param("Its president, Ann Berg, left.", id="whose president is not told"),
        pytest.param("Ann Berg, a move that Carl Moe praised, left.", id="no role"),
        pytest.param("Ann Berg, as the mayor of Orrin, left.", id="a condition"),
        pytest.param("Carl Moe and Ann Berg, mayors of Orrin, left.", id="of both"),
    ],
)
def test_nothing_is_said_that_the_article_does_not_say(line: str) -> None:
    assert told((line,)) is None


@pytest.mark.parametrize(
    ("own", "other", "role"),
    [
        pytest.param("Ann Berg left.", "[Mayor] Ann Berg left.", "Mayor Ann Berg", id="where the outlet says nothing"),
        pytest.param(
            "The [spokeswoman] Ann Berg left.",
            "Ann Berg, a spokeswoman for the mill, left.",
            "Ann Berg, a spokeswoman for the mill",
            id="where it does not say of what",
        ),
        pytest.param("[Orrin boss] Ann Berg left.", "[Orrin Mayor] Ann Berg left.", "Orrin Mayor Ann Berg", id="a tag"),
        pytest.param(
            "[Orrin Mayor] Ann Berg left.", "[Marrow Judge] Ann Berg left.", "Orrin Mayor Ann Berg", id="its own"
        ),
        pytest.param(
            "[Rep.] Ann Berg left.", "[Rep.] Ann Berg (R-Ohio) left.", "Rep. Ann Berg (R-Ohio)", id="the party"
        ),
        pytest.param(
            "The [judge] Ann Berg left.", "The former [judge] Ann Berg left.", "former judge Ann Berg", id="former"
        ),
    ],
)
def test_another_outlets_words_stand_in_where_the_own_say_little(own: str, other: str, role: str) -> None:
    assert told((own,), (other,)) == role


def test_a_title_loses_the_capital_that_only_a_sentence_gave_it() -> None:
    assert told(("[Historian] Ann Berg left.",)) == "historian Ann Berg"
    assert told(("[Mayor] Ann Berg left.",)) == "Mayor Ann Berg"
    assert told(("[Velland spokesman] Ann Berg left.", "Snow fell on Velland.")) == "Velland spokesman Ann Berg"


def test_the_father_of_a_junior_is_not_the_junior() -> None:
    line = "[Mayor] Ann Berg left. Ann Berg Jr. slept."
    made = Invented({"a": ("North", [("body", re.sub(r"[\[\]]", "", line))])})
    made.mention("a", "Mayor Ann Berg", "Ann Berg Jr.", "office and name", office="Mayor")
    assert introduced(Texts.of(made.tables()), "North", "Ann Berg Jr.") is None


def test_introductions_of_several_stand_in_brackets() -> None:
    assert together(["Ann Berg, a baker", "Mayor Carl Moe"]) == "Ann Berg (a baker) and Mayor Carl Moe"
    assert together(["Ann Berg, a baker"]) == "Ann Berg, a baker"
