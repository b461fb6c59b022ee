"""Headline against body."""

from __future__ import annotations

from invented import Invented
from newsparallax.comparing.headlines import headlines


def corpus() -> Invented:
    invented = Invented(
        {
            "a": (
                "North",
                [
                    ("headline", "Lund slams ferry owners in harbour showdown"),
                    ("dek", "A showdown indeed"),
                    ("body", "Berg spoke of the ferries. Berg asked an owner to come to the harbour."),
                    ("body", "Lund also slammed a door."),
                ],
            ),
            "b": ("South", [("body", "No headline here.")]),
        }
    )
    invented.mention("a", "Lund", "Lund")
    invented.mention("a", "Berg", "Berg")
    invented.mention("a", "Berg", "Berg", nth=1)
    invented.mention("a", "Lund", "Lund", nth=1)
    invented.topic("a", "ferry", "ferry")
    invented.topic("a", "showdown", "dispute")
    invented.topic("a", "ferries", "ferry")
    return invented


def test_what_the_headline_has_that_the_body_has_not() -> None:
    table = headlines(corpus().tables())
    assert len(table) == 1, "an article without a headline has no row"
    row = table.iloc[0]
    assert row["only_here"] == ["showdown"]
    assert row["topics"] == ["ferry", "dispute"] and row["topics_not_in_body"] == ["dispute"]


def test_who_stands_first_in_headline_and_body() -> None:
    row = headlines(corpus().tables()).iloc[0]
    assert (row["first_actor"], row["main_actor"], row["actors_not_in_body"]) == ("Lund", "Berg", [])


def test_a_place_counts_as_actor_only_where_nobody_else_is_named() -> None:
    invented = Invented({"a": ("North", [("headline", "Norway’s Lund wins"), ("body", "Norway is glad.")])})
    invented.mention("a", "Norway", "Norway", type="place")
    invented.mention("a", "Lund", "Lund")
    invented.mention("a", "Norway", "Norway", type="place", nth=1)
    row = headlines(invented.tables()).iloc[0]
    assert (row["first_actor"], row["main_actor"]) == ("Lund", "Norway")
    assert row["actors"] == ["Norway", "Lund"] and row["actors_not_in_body"] == ["Lund"]


def test_the_evidence_is_the_headline() -> None:
    invented = corpus()
    row = headlines(invented.tables()).iloc[0]
    assert (
        invented.text("a")[row["start"] : row["end"]] == row["words"] == "Lund slams ferry owners in harbour showdown"
    )
