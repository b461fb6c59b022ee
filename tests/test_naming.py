"""How actors are named."""

from __future__ import annotations

import pytest

from invented import Invented
from newsparallax.comparing.naming import naming, wording


def corpus() -> Invented:
    invented = Invented(
        {
            "a": ("North", [("body", "Mayor Sergey Lund spoke. Lund left. Lund’s car stayed.")]),
            "b": ("South", [("body", "Sergei Lund spoke. The Lundgren family, Iran and Iraq did not.")]),
        }
    )
    invented.mention("a", "Mayor Sergey Lund", "Sergey Lund", form="office and name", office="Mayor", first=True)
    invented.mention("a", "Lund", "Sergey Lund", nth=1)
    invented.mention("a", "Lund’s", "Sergey Lund")
    invented.mention("b", "Sergei Lund", "Sergey Lund", form="full name", first=True)
    return invented


def test_wordings_of_an_actor_with_their_share_and_the_first() -> None:
    table = naming(corpus().tables())
    north = table[table["outlet"] == "North"]
    assert north[["wording", "form", "mentions", "mentions_all", "first"]].to_numpy().tolist() == [
        ["Lund", "surname", 2, 3, False],
        ["Mayor Sergey Lund", "office and name", 1, 3, True],
    ]
    assert north["share"].sum() == pytest.approx(1, abs=1e-5)
    assert [len(evidence) for evidence in table["evidence"]] == table["mentions"].tolist()


def test_an_honorific_is_part_of_how_an_outlet_names_somebody() -> None:
    invented = Invented(
        {
            "a": ("North", [("body", "Mr. Lund spoke. “Mr. Lund left.”")]),
            "b": ("South", [("body", "Lund spoke to Mrs. Reed.")]),
        }
    )
    invented.mention("a", "Lund", "Sergey Lund")
    invented.mention("b", "Lund", "Sergey Lund")
    invented.mention("b", "Reed", "Ann Reed")
    table = naming(invented.tables())
    assert table[["outlet", "wording"]].to_numpy().tolist() == [
        ["North", "Mr. Lund"],
        ["South", "Mrs. Reed"],
        ["South", "Lund"],
    ]


@pytest.mark.parametrize(
    ("words", "plain"),
    [("Lund’s", "Lund"), ("the\n  Mayor", "the Mayor"), ("the Philippines'", "the Philippines"), ("US", "US")],
)
def test_a_wording_has_plain_spaces_and_no_possessive(words: str, plain: str) -> None:
    assert wording(words) == plain
