"""When two names are one person's or one body's: decided in one place."""

from __future__ import annotations

import pytest

from newsparallax.tagging.who.same import may_be_one, same_body, same_person


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Orlov", "Sergey Orlov"),
        ("Peter B. Olsen", "Peter Olsen"),
        ("P. Olsen", "Peter Olsen"),
        ("Bill Harker", "William Harker"),
        ("Ursula von der Lahn", "von der Lahn"),
        ("Zhao Mingli", "Mingli Zhao"),
        ("J. Edgar Horn", "Edgar Horn"),
        ("Dr. Ida Holt", "Ida Holt"),
        ("Han Bor-el", "Han Bor El"),
        ("Marta Lindqvist", "Marta Lindquist"),
    ],
)
def test_one_person_by_two_names(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)
    assert may_be_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paul Hart", "Paul Hart Jr."),
        ("Peter B. Olsen", "Peter C. Olsen"),
        ("Anna Berg", "Karl Berg"),
        ("Ann Moe", "Ann Moen"),
        ("Han Bor-el", "Han Bor-in"),
        ("Berg", "Karl Berg"),
    ],
)
def test_what_is_not_surely_one_person(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("State Department", "the U.S. State Department"),
        ("Department of Justice", "Justice Department"),
        ("National Road Safety Board", "NRSB"),
    ],
)
def test_one_body_by_two_names(one: str, other: str) -> None:
    assert same_body(one, other)
    assert same_body(other, one)


def test_bodies_of_two_countries_or_with_other_words_are_two() -> None:
    assert not same_body("Polish Health Ministry", "Danish Health Ministry")
    assert not same_body("Health Ministry", "Defence Ministry")


def test_a_surname_may_be_anybody_who_bears_it_and_nobody_else() -> None:
    assert may_be_one("Berg", "Karl Berg")
    assert may_be_one("Mr. Berg", "Karl Berg")
    assert not may_be_one("Anna Berg", "Karl Berg")
    assert not may_be_one("Berg", "Karl Borg")
