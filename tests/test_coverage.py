"""Topics by outlet: what is counted, what stands first, and what may fairly be called missing."""

from __future__ import annotations

import pandas as pd
import pytest

from invented import Invented
from newsparallax.codebooks import load
from newsparallax.comparing.coverage import counted_topics, coverage, differences

DRAWS = 50


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


def row(table: pd.DataFrame, outlet: str, topic: str, article: str | None = None) -> pd.Series[object]:
    found = table[(table["outlet"] == outlet) & (table["topic"] == topic)]
    found = found[found["article_id"].isna() if article is None else found["article_id"].eq(article).fillna(False)]
    assert len(found) == 1
    return found.iloc[0]


def test_hits_sentences_and_words_of_a_topic_captions_left_out() -> None:
    invented = corpus()
    invented.topic("n1", "The ferry in port", "ferry")
    ferry = row(coverage(invented.tables(), DRAWS), "North", "ferry", "n1")
    assert (ferry["hits"], ferry["sentences"], ferry["sentences_all"]) == (3, 3, 4)
    assert (ferry["words"], ferry["words_all"]) == (16, 19)
    assert ferry["word_share"] == pytest.approx(16 / 19, abs=1e-6)
    assert (ferry["first_position"], ferry["in_headline"], ferry["in_lead"]) == (1, True, True)


def test_several_articles_stand_each_and_pooled() -> None:
    table = coverage(corpus().tables(), DRAWS)
    assert row(table, "North", "crew")["hits"] == 2
    assert row(table, "North", "crew", "n2")["sentence_share"] == 0.5
    assert set(table[table["outlet"] == "South"]["article_id"].dropna()) == set(), "one article needs no second row"


def test_a_topic_without_a_hit_keeps_its_row() -> None:
    crew = row(coverage(corpus().tables(), DRAWS), "South", "crew")
    assert (crew["hits"], crew["sentence_share"], crew["evidence"]) == (0, 0.0, [])
    assert crew["first_position"] is pd.NA


def test_voices_of_the_hits_sum_to_the_hits() -> None:
    table = coverage(corpus().tables(), DRAWS)
    assert (table[["narrator", "reported", "quoted"]].sum(axis=1) == table["hits"]).all()
    assert row(table, "North", "crew")["quoted"] == 1


def test_every_count_is_backed_by_as_many_passages_with_their_words() -> None:
    invented = corpus()
    table = coverage(invented.tables(), DRAWS)
    assert [len(evidence) for evidence in table["evidence"]] == table["hits"].tolist()
    for evidence in table[table["topic"] == "weather"]["evidence"]:
        for article, start, end in (reference.rsplit(":", 2) for reference in evidence):
            assert invented.text(article)[int(start) : int(end)] == "rained"


def test_a_topic_one_outlet_alone_has() -> None:
    tables = corpus().tables()
    found = differences(tables, coverage(tables, DRAWS))
    crew = found[found["item"] == "crew"]
    assert crew[["kind", "outlet", "carried_by", "compared"]].to_numpy().tolist() == [["only here", "North", 0, 2]]
    assert crew["passages"].tolist() == [2]


def test_a_topic_missing_where_two_others_have_it() -> None:
    tables = corpus().tables()
    found = differences(tables, coverage(tables, DRAWS))
    weather = found[found["item"] == "weather"].iloc[0]
    assert (weather["kind"], weather["outlet"], weather["others"]) == ("missing here", "West", ["North", "South"])


def test_what_few_of_many_outlets_have_is_not_missing_in_the_others() -> None:
    texts = ["It rained.", "It rained."] + ["The ferry came."] * 4
    many = Invented({f"a{n}": (f"Outlet {n}", [("body", text)]) for n, text in enumerate(texts)})
    for article in ("a0", "a1"):
        many.topic(article, "rained", "weather")
    tables = many.tables()
    assert differences(tables, coverage(tables, DRAWS)).empty


def test_what_was_written_before_the_event_is_not_charged_with_missing_it() -> None:
    tables = corpus(w1="before").tables()
    found = differences(tables, coverage(tables, DRAWS))
    assert found[found["outlet"] == "West"]["kind"].tolist() == ["written before"]


def test_a_carrier_written_before_does_not_count_against_those_written_after() -> None:
    tables = corpus(n1="before", n2="before").tables()
    found = differences(tables, coverage(tables, DRAWS))
    # Of the comparable outlets South alone has the weather, and one is enough only where there is no second.
    west = found[(found["outlet"] == "West") & (found["item"] == "weather")].iloc[0]
    assert (west["carried_by"], west["compared"], west["others"]) == (1, 1, ["South"])


def test_speakers_are_compared_like_topics() -> None:
    invented = corpus()
    invented.attribution("s1", "The ferry came", "Captain Berg")
    tables = invented.tables()
    found = differences(tables, coverage(tables, DRAWS))
    speaker = found[found["what"] == "speaker"]
    assert speaker[["item", "kind", "outlet", "grade"]].to_numpy().tolist() == [
        ["Captain Berg", "only here", "South", "a single passage"]
    ]


def kinds(invented: Invented, what: str = "topic") -> set[tuple[str, str, str]]:
    tables = invented.tables()
    found = differences(tables, coverage(tables, DRAWS))
    return set(found[found["what"] == what][["item", "kind", "outlet"]].itertuples(index=False, name=None))


def harbour(*last: tuple[str, str]) -> Invented:
    """Two outlets with a topic, and a third with other lines."""
    told = [("body", "The Harbour Council met."), ("body", "The Harbour Council voted. A dock closed.")]
    invented = Invented({"n": ("North", told), "s": ("South", told), "w": ("West", [("body", "It rained."), *last])})
    for article in ("n", "s"):
        for nth in (0, 1):
            invented.topic(article, "Harbour Council", "council", nth=nth)
        invented.topic(article, "dock", "council")
    return invented


def test_a_topic_that_stands_only_in_a_caption_is_not_missing() -> None:
    assert kinds(harbour()) == {("council", "missing here", "West")}
    assert kinds(harbour(("caption", "The Harbour Council in May."))) == {("council", "only in a caption", "West")}
    assert kinds(harbour(("related", "The Harbour Council in May."))) == {("council", "missing here", "West")}
    assert kinds(harbour(("body", "A harbour council is no topic."))) == {("council", "missing here", "West")}


def test_words_too_weak_to_show_a_topic_are_still_no_lack_of_it() -> None:
    assert kinds(harbour(("body", "The Harbour Council slept."))) == {("council", "only in passing", "West")}


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
    topics = harbour().tables()["topics"].assign(codebook="corpus.toml")
    assert len(counted_topics(topics, load())) == len(topics)


def test_a_corpus_without_a_hit_has_none_to_count() -> None:
    empty = Invented({"a": ("North", [("body", "Nothing.")])}).tables()["topics"]
    assert list(counted_topics(empty, load()).columns) == list(empty.columns)


def test_what_another_outlet_has_in_a_caption_is_not_only_here() -> None:
    def told_by_one(*last: tuple[str, str]) -> Invented:
        made = Invented({"n": ("North", [("body", "The ferry sank.")]), "s": ("South", [("body", "Rain."), *last])})
        made.topic("n", "ferry", "ferry")
        made.rows["topics"][-1]["codebook"] = "corpus.toml"
        return made

    assert kinds(told_by_one()) == {("ferry", "only here", "North"), ("ferry", "missing here", "South")}
    assert kinds(told_by_one(("caption", "Ferry, archive."))) == {("ferry", "only in a caption", "South")}


def test_a_difference_is_firm_where_it_rests_on_more_than_one_word() -> None:
    tables = harbour().tables()
    found = differences(tables, coverage(tables, DRAWS)).iloc[0]
    assert (found["firm"], found["words"]) == (True, ["Harbour Council", "dock"])
    # One word in two sentences is a single sign: it shows no topic, so there is no difference to be firm or not.
    once = tables["topics"]["words"] != "dock"
    tables["topics"] = tables["topics"][once].reset_index(drop=True)
    assert differences(tables, coverage(tables, DRAWS)).empty


def test_a_body_and_its_spokesperson_are_not_charged_against_each_other() -> None:
    said = "Harbour Board spokeswoman Ida Holm said it was closed."
    invented = Invented(
        {
            "n": ("North", [("body", said)]),
            "s": ("South", [("body", said)]),
            "w": ("West", [("body", "It was closed, the Harbour Board said.")]),
            "e": ("East", [("body", "It was closed.")]),
        }
    )
    for article in ("n", "s"):
        invented.mention(article, "Harbour Board spokeswoman Ida Holm", "Ida Holm", office="Harbour Board spokeswoman")
        invented.attribution(article, "it was closed", "Ida Holm")
    for article in ("n", "s", "w"):
        invented.mention(article, "Harbour Board", "Harbour Board", type="organisation")
    invented.attribution("w", "It was closed", "Harbour Board")
    assert kinds(invented, "speaker") == {
        ("Ida Holm", "only as Harbour Board", "West"),
        ("Ida Holm", "missing here", "East"),
    }


@pytest.mark.parametrize(
    ("speaker", "side"), [("Norway and Denmark", "joint"), ("Polish diplomat", "Poland"), ("the crew", "unknown")]
)
def test_sides_together_and_speakers_without_a_name_are_not_compared(speaker: str, side: str) -> None:
    invented = corpus()
    invented.attribution("s1", "The ferry came", speaker, side=side)
    assert kinds(invented, "speaker") == set()


def test_a_corpus_without_any_topic_gives_an_empty_table() -> None:
    tables = Invented({"a": ("North", [("body", "Nothing.")]), "b": ("South", [("body", "Nothing.")])}).tables()
    table = coverage(tables, DRAWS)
    assert table.empty and differences(tables, table).empty


@pytest.mark.parametrize(
    ("sentences", "shown"),
    [
        (("The jury met.", "A judge came."), True),
        (("The jury met.", "The jury slept."), False),
        (("The jury met a judge.", "It rained."), False),
        (("The court sat.", "Two courts sat."), False),
    ],
)
def test_a_general_topic_shows_where_two_different_words_stand_in_two_sentences(
    sentences: tuple[str, str], shown: bool
) -> None:
    lines = [("body", sentence) for sentence in sentences]
    made = Invented({"n": ("North", lines), "s": ("South", [("body", "Rain.")])})
    for word in ("jury", "judge", "court ", "courts"):
        for nth in range(made.text("n").count(word)):
            made.topic("n", word, "justice", nth=nth)
    assert kinds(made) == (
        {("justice", "only here", "North"), ("justice", "missing here", "South")} if shown else set()
    )
