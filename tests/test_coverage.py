"""Topics by outlet: what is counted, and what stands first."""

from __future__ import annotations

import pandas as pd
import pytest

from invented import Invented
from newsparallax.codebooks import load
from newsparallax.comparing.coverage import counted_topics, coverage


def corpus(**timing: str) -> Invented:
    invented = Invented(
        {
            "n1": (
                "North",
                [
                    ("headline", "Ferry sails again"),
                    ("body", "The ferry left at noon."),
                    ("body", "Nobody was hurt."),
                    ("body", "The mayor praised the ferry and its crew."),
                    ("caption", "The ferry in port."),
                ],
            ),
            "n2": ("North", [("body", "It rained."), ("body", "The crew slept.")]),
            "s1": ("South", [("body", "The ferry came."), ("body", "It rained again.")]),
            "w1": ("West", [("body", "The ferry may come next week.")]),
        },
        timing=timing,
    )
    for article, nth in (("n1", 0), ("n1", 1), ("n1", 2), ("s1", 0), ("w1", 0)):
        invented.topic(article, "erry", "ferry", nth=nth)
    invented.topic("n1", "crew", "crew", voice="quoted")
    invented.topic("n2", "crew", "crew")
    invented.topic("n2", "rained", "weather")
    invented.topic("s1", "rained", "weather")
    for hit in invented.rows["topics"]:
        hit["codebook"] = "corpus.toml"
    return invented


def row(table: pd.DataFrame, outlet: str, topic: str) -> pd.Series[object]:
    found = table[(table["outlet"] == outlet) & (table["topic"] == topic)]
    assert len(found) == 1
    return found.iloc[0]


def test_hits_sentences_and_words_of_a_topic_captions_left_out() -> None:
    invented = corpus()
    invented.topic("n1", "The ferry in port", "ferry")
    ferry = row(coverage(invented.tables()), "North", "ferry")
    assert (ferry["hits"], ferry["sentences"], ferry["sentences_all"]) == (3, 3, 6)
    assert (ferry["words"], ferry["words_all"]) == (16, 24)
    assert ferry["word_share"] == pytest.approx(16 / 24, abs=1e-6)
    assert (ferry["first_position"], ferry["in_headline"], ferry["in_lead"]) == (1, True, True)


def test_the_articles_of_an_outlet_are_counted_together() -> None:
    crew = row(coverage(corpus().tables()), "North", "crew")
    assert (crew["hits"], crew["sentence_share"]) == (2, pytest.approx(2 / 6, abs=1e-6))


def test_a_topic_without_a_hit_keeps_its_row() -> None:
    crew = row(coverage(corpus().tables()), "South", "crew")
    assert (crew["hits"], crew["sentence_share"], crew["evidence"]) == (0, 0.0, [])
    assert crew["first_position"] is pd.NA


def test_voices_of_the_hits_sum_to_the_hits() -> None:
    table = coverage(corpus().tables())
    assert (table[["narrator", "reported", "quoted"]].sum(axis=1) == table["hits"]).all()
    assert row(table, "North", "crew")["quoted"] == 1


def test_every_count_is_backed_by_as_many_passages_with_their_words() -> None:
    invented = corpus()
    table = coverage(invented.tables())
    assert [len(evidence) for evidence in table["evidence"]] == table["hits"].tolist()
    for evidence in table[table["topic"] == "weather"]["evidence"]:
        for article, start, end in (reference.rsplit(":", 2) for reference in evidence):
            assert invented.text(article)[int(start) : int(end)] == "rained"


@pytest.mark.parametrize(
    ("rules", "counted"),
    [
        (["flights?"], 0),
        (["flights?", "flights?"], 0),
        (["flights?", "airports?"], 2),
        (["flights?", "railways?"], 2),
        (["railways?"], 1),
    ],
)
def test_a_weak_pattern_counts_where_another_one_of_its_topic_hits_in_the_corpus(
    rules: list[str], counted: int
) -> None:
    made = Invented({f"a{n}": (f"Outlet {n}", [("body", "Late.")]) for n in range(len(rules))})
    for n, rule in enumerate(rules):
        made.topic(f"a{n}", "Late", "transport_infrastructure")
        made.rows["topics"][-1]["rule"] = f"topics/transport_infrastructure: {rule}"
    assert len(counted_topics(made.tables()["topics"], load())) == counted


def test_topics_of_the_corpus_are_all_counted() -> None:
    topics = corpus().tables()["topics"].assign(codebook="corpus.toml")
    assert len(counted_topics(topics, load())) == len(topics)


def test_a_corpus_without_a_hit_has_none_to_count() -> None:
    empty = Invented({"a": ("North", [("body", "Nothing.")])}).tables()["topics"]
    assert list(counted_topics(empty, load()).columns) == list(empty.columns)


def test_a_corpus_without_any_topic_gives_an_empty_table() -> None:
    tables = Invented({"a": ("North", [("body", "Nothing.")]), "b": ("South", [("body", "Nothing.")])}).tables()
    assert coverage(tables).empty
