"""Sides: from corpus.toml, else from offices and nationalities in the text; never from the outlet."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newsparallax.corpus import Actor
from newsparallax.tagging.who.lexicon import words_of
from newsparallax.tagging.who.offices import fit, office_of
from newsparallax.tagging.who.sides import Sides
from tagged import cast_of, config, member


def test_officials_speak_for_their_country(nlp: Language) -> None:
    text = (
        "US Secretary of Energy Dana Whitlock spoke. Kremlin spokesman Igor Belov listened. "
        "White House press secretary Amy Tran took notes. Kenyan President Joseph Kamau left."
    )
    found = cast_of(nlp, text)
    assert member(found, "Dana Whitlock").side == "US"
    assert member(found, "Igor Belov").side == "Russia"
    assert member(found, "Amy Tran").side == "US"
    assert member(found, "Joseph Kamau").side == "Kenya"
    assert all(member(found, name).official for name in ("Dana Whitlock", "Igor Belov", "Amy Tran", "Joseph Kamau"))


def test_private_people_speak_for_no_side_whatever_their_nationality(nlp: Language) -> None:
    text = (
        "Russian analyst Irina Volkova disagreed. Apple chief executive Roy Benton agreed. Ana Paz watched.\n"
        "German opposition leader Jonas Kern objected. Tess Moore, a reporter for the Daily Ledger, asked."
    )
    found = cast_of(nlp, text)
    for name in ("Irina Volkova", "Roy Benton", "Ana Paz", "Jonas Kern"):
        assert member(found, name).side == "other", name
    assert member(found, "Roy Benton").official is False
    assert member(found, "Ana Paz").official is None
    assert member(found, "Tess Moore").side == "media"


def test_bodies_and_outlets(nlp: Language) -> None:
    text = "The Israeli army and the Red Cross spoke. Reuters reported it. The Swedish Defence Ministry denied it."
    found = cast_of(nlp, text)
    assert member(found, "Swedish Defence Ministry").side == "Sweden"
    assert member(found, "Reuters").side == "media"
    assert member(found, "Red Cross").side == "other"


def test_labels_of_the_corpus_are_used_for_their_countries(nlp: Language) -> None:
    text = "U.S. Trade Representative Lena Cho met Chinese Commerce Minister Wu Peng and Ned Carver."
    found = cast_of(nlp, text, Actor("Ned Carver", side="United States"), Actor("Hu Min", side="PRC"))
    assert member(found, "Lena Cho").side == "United States"
    assert member(found, "Wu Peng").side == "PRC"


def test_blocs_are_sides_only_where_the_corpus_says_so(nlp: Language) -> None:
    text = "NATO said the exercise would begin. The European Commission agreed."
    assert member(cast_of(nlp, text), "NATO").side == "other"
    assert member(cast_of(nlp, text, Actor("Jan Vos", side="NATO")), "NATO").side == "NATO"


def test_a_side_that_is_no_country_stays_as_it_is(nlp: Language) -> None:
    found = cast_of(nlp, "Ruth Calder said ships must stop.", Actor("Ruth Calder", side="Union"))
    assert (member(found, "Ruth Calder").side, member(found, "Ruth Calder").side_from) == ("Union", "corpus.toml")


def test_side_labels_match_countries_by_any_of_their_names() -> None:
    sides = Sides.of(config(Actor("A", side="America"), Actor("B", side="Company")))
    assert sides.country_of_label("America") == "United States"
    assert sides.country_of_label("Company") is None


@pytest.mark.parametrize(
    ("asked", "held", "same"),
    [
        ("Russian foreign minister", "Foreign Minister of Russia", True),
        ("foreign minister", "Russian Deputy Foreign Minister", False),
        ("deputy foreign minister", "Russian Deputy Foreign Minister", True),
        ("senior US diplomat", "US Secretary of State", True),
        ("US foreign minister", "Russian Foreign Minister", False),
        ("State Department spokesperson", "Department of State spokesman", True),
        ("defence minister", "Foreign Minister", False),
        ("former president", "President", False),
        ("chief executive", "CEO of Northern Line", True),
        ("Nevada senator", "Sen.", True),
    ],
)
def test_offices_fit(asked: str, held: str, same: bool) -> None:
    one, other = office_of(words_of(asked), asked), office_of(words_of(held), held)
    assert one is not None
    assert other is not None
    assert bool(fit(one, other)) is same


@pytest.mark.parametrize(
    ("office", "public"),
    [
        ("Health Minister", True),
        ("police chief", True),
        ("Treasury spokeswoman", True),
        ("spokesman for the Indonesian military", True),
        ("spokeswoman for the airline", False),
        ("president of the teachers' union", False),
        ("law professor", False),
        ("opposition leader", False),
    ],
)
def test_who_speaks_for_an_authority(office: str, public: bool) -> None:
    found = office_of(words_of(office), office)
    assert found is not None
    assert found.public is public
