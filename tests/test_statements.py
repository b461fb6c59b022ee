"""Tellings of the same statement found across articles, put together, aligned word by word, and missed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing import neighbourhood, pair_features
from newsparallax.comparing.ledger import Nearness, ledger
from newsparallax.comparing.likeness import shortened
from newsparallax.comparing.meaning import Read
from newsparallax.comparing.pair_model import SHIPPED, load
from newsparallax.comparing.pairs import Pair, candidates, find_pairs
from newsparallax.comparing.passages import Passage, passages
from newsparallax.comparing.statements import Statement, distinct, group, surely
from newsparallax.comparing.swaps import align, rows
from newsparallax.comparing.told import statements_tables
from newsparallax.comparing.wordforms import stem, tokens
from newsparallax.corpus import CorpusConfig, CorpusError, load_config
from newsparallax.tagging import encoder

THRESHOLD, SURE = load().threshold, load().sure

TEXTS = {
    "a": (
        "North",
        [
            ("headline", "Bakers of Ulmstedt strike over ovens"),
            ("body", "The bakers of Ulmstedt stopped work on Monday because the town had sealed their ovens."),
            ("body", "Forty loaves were left to spoil in the window of the oldest shop."),
            ("body", "The council will vote on a new chimney rule next spring."),
        ],
    ),
    "b": (
        "South",
        [
            ("headline", "No bread in Ulmstedt"),
            ("body", "Ulmstedt's bakers stopped working on Monday after the town sealed the ovens of their shops."),
            ("body", "A fiddler played in the empty market until the rain came."),
            ("body", "A rule for new chimneys goes to the vote of the council in spring."),
        ],
    ),
    "c": (
        "West",
        [
            ("headline", "Ulmstedt mourns an old man"),
            ("body", "Old Henning, who played for three mayors, was found in his kitchen."),
            ("body", "His dog is looked after by a neighbour."),
        ],
    ),
}


@pytest.fixture(scope="module")
def told() -> dict[str, pd.DataFrame]:
    return statements_tables(Invented(TEXTS, timing={"c": "before"}).tables(), CorpusConfig())


def together(told: dict[str, pd.DataFrame], *beginnings: str) -> bool:
    """Whether one statement has a telling for each of the beginnings."""
    return any(
        all(any(words.startswith(b) for words in found["words"]) for b in beginnings)
        for _, found in told["tellings"].groupby("statement_id")
    )


def test_two_wordings_of_one_fact_are_one_statement(told: dict[str, pd.DataFrame]) -> None:
    assert together(told, "The bakers of Ulmstedt stopped", "Ulmstedt's bakers stopped")
    assert together(told, "The council will vote", "A rule for new chimneys")


def test_passages_that_share_only_the_place_are_not_the_same(told: dict[str, pd.DataFrame]) -> None:
    assert not (told["statement_pairs"].query("sure")["b_words"] == "Ulmstedt mourns an old man").any()
    assert not (told["tellings"]["words"] == "Ulmstedt mourns an old man").any()
    assert "Forty loaves were left to spoil in the window of the oldest shop." in set(told["only_here"]["words"])


def test_every_candidate_has_its_score_and_the_words_that_made_it_one(told: dict[str, pd.DataFrame]) -> None:
    pairs = told["statement_pairs"]
    assert pairs["score"].between(0, 1).all()
    assert pairs["score"].is_monotonic_decreasing
    best = pairs.iloc[0]
    assert "ovens" in best["evidence"] or "chimney" in best["evidence"]


def test_passages_without_a_word_in_common_are_scored_too() -> None:
    texts = [("a", "The mayor quit her post."), ("b", "Ulmstedt's leader stepped down."), ("b", "A fiddler played.")]
    made = candidates([passage(*text) for text in texts], [read(words) for _, words in texts])
    assert list(zip(made.left.tolist(), made.right.tolist(), strict=True)) == [(0, 1), (0, 2)]


def test_an_article_written_before_the_event_is_not_charged_with_an_omission(told: dict[str, pd.DataFrame]) -> None:
    states = told["ledger"].groupby("outlet")["state"].unique()
    assert set(states["West"]) == {"written before"}
    assert (told["ledger"]["compared"] == 2).all()


def test_a_plan_is_not_charged_to_articles_written_after_the_event() -> None:
    early = Invented(TEXTS, timing={"a": "before", "b": "before"})
    states = statements_tables(early.tables(), CorpusConfig())["ledger"].groupby("outlet")["state"].unique()
    assert set(states["West"]) == {"written after"}


def test_an_omission_shows_the_nearest_passage() -> None:
    found = statements_tables(Invented(TEXTS).tables(), CorpusConfig())["ledger"]
    missing = found[(found["outlet"] == "West") & found["state"].isin(["missing here", "unclear"])]
    assert len(missing) > 0
    assert missing["words"].dropna().isin([words for _, words in TEXTS["c"][1]]).all()


def test_the_most_widely_carried_statement_comes_first(told: dict[str, pd.DataFrame]) -> None:
    assert told["ledger"].groupby("place")["carried_by"].first().is_monotonic_decreasing


def test_a_corpus_of_one_article_has_no_statements() -> None:
    alone = statements_tables(Invented({"a": TEXTS["a"]}).tables(), CorpusConfig())
    assert {name: len(table) for name, table in alone.items() if name != "only_here"} == {
        name: 0 for name in alone if name != "only_here"
    }


def test_a_sentence_that_tells_two_statements_is_cut_to_the_clauses_of_each() -> None:
    long = "The town sealed the ovens of the bakers on Monday, while a fiddler played in the flooded market hall."
    found = statements_tables(
        Invented(
            {
                "a": ("North", [("body", long)]),
                "b": ("South", [("body", "The ovens of the bakers were sealed by the town.")]),
                "c": ("West", [("body", "A fiddler played in the flooded market hall.")]),
            }
        ).tables(),
        CorpusConfig(),
    )["tellings"]
    told = set(found[found["article_id"] == "a"]["words"])
    assert told == {
        "The town sealed the ovens of the bakers on Monday",
        "while a fiddler played in the flooded market hall.",
    }


def pair(a: int, b: int, score: float, *words: str) -> Pair:
    return Pair(a, b, score, tuple((word, 1.0) for word in words), score >= THRESHOLD)


def groups(*pairs: Pair) -> list[Statement]:
    """The statements of passages each of which is of an article of its own."""
    return group(pairs, [str(n) for n in range(10)], surely(pairs))


def test_one_sentence_can_tell_two_statements() -> None:
    found = groups(pair(0, 1, 0.66, "ovens", "sealed"), pair(0, 2, 0.62, "chimney", "vote"))
    assert sorted(statement.members for statement in found) == [(0, 1), (0, 2)]


def test_pairs_alike_in_the_same_words_become_one_statement() -> None:
    found = groups(pair(0, 1, 0.8, "ovens", "sealed"), pair(1, 2, 0.76, "ovens", "sealed", "town"))
    assert [statement.members for statement in found] == [(0, 1, 2)]


def test_the_passage_like_most_of_the_others_stands_for_a_statement() -> None:
    near = [pair(0, n, 0.8, "ovens", "sealed") for n in (1, 2, 3)]
    found = Statement((0, 1, 2, 3, 4), (*near, pair(3, 4, 0.99, "ovens")), frozenset(range(5)))
    assert found.base == 0


def test_what_is_told_in_the_words_of_another_statement_is_not_told_twice() -> None:
    said = "The town sealed the old ovens of the bakers on Monday."
    corpus = Invented({name: (name, [("body", said)]) for name in ("North", "South", "West", "East")})
    told = passages(corpus.tables())
    whole = Statement((0, 1, 2), (pair(0, 1, 0.9, "ovens"), pair(1, 2, 0.9, "ovens")))
    again = Statement((0, 1), (pair(0, 1, 0.9, "ovens", "sealed"),))
    by_its_words = Statement((0, 3), (pair(0, 3, 0.9, "ovens"),))
    kept, _ = distinct([whole, again, by_its_words], told)
    assert list(kept.values()) == [whole]


def test_a_chain_of_tellings_leads_to_no_other_statement() -> None:
    chain = [pair(n, n + 1, 0.6, "ovens", "sealed") for n in range(3)]
    assert max(len(statement.members) for statement in groups(*chain)) < 4
    close = [pair(a, b, 0.56, "ovens", "sealed") for a, b in ((0, 2), (0, 3), (1, 3))]
    assert [statement.members for statement in groups(*chain, *close)] == [(0, 1, 2, 3)]


def test_an_accepted_pair_that_is_not_likely_joins_a_statement_but_makes_none() -> None:
    nearly = (THRESHOLD + 0.5) / 2
    assert groups(pair(0, 1, nearly, "ovens", "sealed")) == []
    near = [pair(n, 2, nearly, "ovens", "sealed") for n in (0, 1)]
    (found,) = groups(pair(0, 1, SURE, "ovens", "sealed"), *near)
    assert found.members == (0, 1, 2) and found.sure == {0, 1}


def test_accepted_pairs_are_sure_from_a_higher_score_on() -> None:
    much, less, least = pair(0, 1, SURE, "ovens"), pair(2, 3, SURE - 0.01, "ovens"), pair(4, 5, THRESHOLD / 2, "ovens")
    assert surely([much, less, least]) == {much}


def test_a_headline_that_shares_two_words_alone_is_not_surely_the_same() -> None:
    few, enough = pair(0, 1, SURE, "bridge", "mayor"), pair(2, 3, SURE, "bridge", "mayor", "inspection")
    assert surely([few, enough], headlines={0, 2}) == {enough}
    assert surely([few, enough]) == {few, enough}


def test_who_wrote_before_does_not_perhaps_tell_what_came_later() -> None:
    told = [passage(article, "The talks lasted two hours") for article in ("a", "b")]
    told.append(passage("c", "The flight will last two hours"))
    statement = Statement((0, 1, 2), (pair(0, 1, 0.95, "hours"), pair(1, 2, 0.4, "hours")), frozenset({0, 1}))
    outlets, timing = {n: n.upper() for n in "abc"}, {"a": "after", "b": "after", "c": "before"}
    tellings = {"st1": {0: told[0], 1: told[1], 2: told[2]}}
    rows = ledger(told, {"st1": statement}, tellings, Nearness.from_pairs(statement.pairs), outlets, timing)
    assert {row["outlet"]: row["state"] for row in rows} == {"A": "told", "B": "told", "C": "written before"}
    assert rows[0]["perhaps"] == 0


def test_swapped_added_and_dropped_words_are_told_apart() -> None:
    a, b = "Officials sealed the old ovens on Monday", "Officials closed the old ovens on Monday for good"
    steps = [(s.change, a[slice(*s.a)] if s.a else "", b[slice(*s.b)] if s.b else "") for s in align(a, b)]
    assert steps == [
        ("kept", "Officials", "Officials"),
        ("swapped", "sealed", "closed"),
        ("kept", "the old ovens on Monday", "the old ovens on Monday"),
        ("added", "", "for good"),
    ]


def test_an_alignment_covers_every_word_of_both_once() -> None:
    a, b = "The bakers stopped work because the town had sealed their ovens", "Work stopped in the bakeries of the town"
    steps = align(a, b)
    for text, side in ((a, 0), (b, 1)):
        spans = [span for step in steps if (span := (step.a, step.b)[side])]
        assert sum(len(tokens(text[low:high])) for low, high in spans) == len(tokens(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("relations", "relation"),
        ("studies", "study"),
        ("agreed", "agree"),
        ("negotiations", "negotiation"),
        ("met", "meet"),
        ("gave", "gives"),
        ("taken", "take"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_ledger_cell_shows_the_clauses_that_tell_the_statement() -> None:
    both = "The town sealed the ovens of the bakers on Monday, and he sang of a fiddler in the flooded market hall."
    rows = statements_tables(
        Invented(
            {
                "a": ("North", [("body", both)]),
                "b": ("South", [("body", "The ovens of the bakers were sealed by the town.")]),
                "c": ("West", [("body", "A song of a fiddler in the flooded market hall was sung.")]),
            }
        ).tables(),
        CorpusConfig(),
    )["ledger"]
    assert set(rows[(rows["outlet"] == "North") & (rows["state"] == "told")]["words"]) == {
        "The town sealed the ovens of the bakers on Monday",
        "he sang of a fiddler in the flooded market hall.",
    }


def test_tellings_are_held_against_those_of_other_outlets_only() -> None:
    lead = ("body", "The town sealed the ovens of the bakers on Monday.")
    again = ("body", "On Monday the town sealed ovens of the bakers.")
    texts = {"a": ("North", [lead, again]), "b": ("South", [("body", "The town closed the bakers' ovens.")])}
    found = statements_tables(Invented(texts).tables(), CorpusConfig())["swaps"]
    assert len(found) > 0 and (found["a_article_id"] != found["b_article_id"]).all()


def test_a_swap_stands_alone_between_kept_words_and_is_of_content_words() -> None:
    base = passage("a", "Officials sealed the old ovens on Monday and told the bakers")
    other = passage("b", "Officials closed the old ovens on Monday and said to the bakers")
    steps = list(rows("st1", base, [other]))
    assert [(s["a_words"], s["b_words"]) for s in steps if s["alone"]] == [("sealed", "closed")]


def passage(article: str, words: str) -> Passage:
    return Passage(article, 0, len(words), words, "body", 1, words)


def read(words: str) -> Read:
    ((spans, vectors),) = encoder.encode([words])
    return Read(tuple(spans), vectors[1:])


def scores(*texts: tuple[str, str]) -> dict[tuple[str, str], float]:
    found = [passage(article, words) for article, words in texts]
    pairs = find_pairs(found, [read(words) for _, words in texts])
    return {(found[p.a].words, found[p.b].words): p.score for p in pairs}


def test_other_words_for_the_same_are_nearer_than_the_same_words_for_something_else() -> None:
    said, other_words, same_words = (
        "The mayor promised on Monday to reopen the sealed ovens.",
        "The mayor vowed that ovens which were shut would be opened again.",
        "The mayor bought a painting of ovens on Monday.",
    )
    found = scores(("a", said), ("b", other_words), ("c", same_words))
    assert found[said, other_words] > found[said, same_words]


def test_capitals_of_a_headline_in_title_case_are_no_names() -> None:
    body = "Marsh spoke in the harbour, and Marsh said that the most valuable lantern was safe."
    headline = "Elin Marsh Calls Most Valuable Lantern Marsh"
    assert "Valuable Lantern" in shortened([headline, body])[0]
    assert shortened(["The guild saw Elin Marsh there.", body])[0] == "The guild saw Marsh there."


def around(chances: list[float], left: list[int], right: list[int], articles: list[int]) -> dict[str, np.ndarray]:
    logits = np.log(np.array(chances) / (1 - np.array(chances)))
    pairs = neighbourhood.Pairs(np.array(left), np.array(right), np.array(articles))
    return neighbourhood.features(pairs, logits)


def test_what_stands_beside_something_alike_is_told_apart_from_what_stands_alone() -> None:
    # The second pair stands beside the first; the third is two steps from both.
    found = around([0.8, 0.2, 0.3], [0, 0, 2], [3, 4, 3], [0, 0, 0, 1, 1])
    assert found["beside_best"].round(2).tolist() == [0.2, 0.8, 0]
    assert found["nearby"].round(2).tolist() == [0.3, 0.3, 0.8]
    # What stands beside it in the file, but in another article, does not count.
    assert around([0.8, 0.2], [0, 0], [1, 2], [0, 1, 2])["beside_best"].tolist() == [0, 0]


def test_a_likelier_partner_in_the_same_article_is_a_rival() -> None:
    found = around([0.8, 0.2], [0, 0], [1, 2], [0, 1, 1])
    assert found["rivals"][0] > 0.5 > found["rivals"][1]
    assert found["behind_best"][0] == 0 > found["behind_best"][1]


def test_partners_in_a_third_article_bind_two_passages() -> None:
    chances, left, right = [0.5, 0.9, 0.9], [0, 0, 1], [1, 2, 2]
    bound = around(chances, left, right, [0, 1, 2])["partners"][0]
    free = around([0.5, 0.9, 0.9], [0, 0, 1], [1, 2, 3], [0, 1, 2, 2])["partners"][0]
    assert bound > 0.3 > free


def test_speakers_count_the_less_the_more_they_say() -> None:
    speakers = ["Elin Marsh", "Elin Marsh", "Owen Hale", "Owen Hale", "Owen Hale", None, None, "Owen Hale"]
    said = [replace(passage("a", "The ovens are safe."), speaker=name) for name in speakers]
    pairs = np.array([(0, 1), (2, 3), (5, 6), (0, 5), (0, 2)])
    found = pair_features.features(said, pairs[:, 0], pairs[:, 1])
    same, often, nobody, one_sided, other = found["same_speaker"]
    assert same > often > 0 == nobody == one_sided == other
    assert found["one_speaker"].tolist() == [0, 0, 0, 1, 0]
    assert found["other_speaker"].tolist() == [0, 0, 0, 0, 1]


def test_every_shipped_weight_is_of_a_feature_that_is_made_and_says_what_it_means() -> None:
    texts = [("a", "The ovens of Marsh were sealed."), ("b", "Marsh saw the ovens sealed.")]
    made = candidates([passage(*text) for text in texts], [read(words) for _, words in texts])
    model = load()
    assert set(model.alone.weights) <= set(made.features)
    assert set(model.around.weights) <= set(made.around(model.alone.logits(made.features)))
    assert SHIPPED.read_text(encoding="utf-8").count("\nmeaning = ") == len(model.alone.weights) + len(
        model.around.weights
    )


def test_a_corpus_may_name_weights_of_its_own(tmp_path: Path) -> None:
    never = re.sub(r"(?m)^(threshold|sure) = .*", r"\1 = 2.0", SHIPPED.read_text(encoding="utf-8"))
    (tmp_path / "own.toml").write_text(never, encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('[pairs]\nweights = "own.toml"\n', encoding="utf-8")
    found = statements_tables(Invented(TEXTS).tables(), load_config(tmp_path / "corpus.toml"))
    assert not found["statement_pairs"]["accepted"].any()
    assert found["statements"].empty


def test_weights_that_cannot_be_used_name_their_file(tmp_path: Path) -> None:
    wrong = tmp_path / "weights.toml"
    wrong.write_text("threshold = 0.3", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"weights\.toml: holds no weights of pairs"):
        load(wrong)
    with pytest.raises(CorpusError, match=r"nowhere\.toml: cannot be read"):
        load(tmp_path / "nowhere.toml")
