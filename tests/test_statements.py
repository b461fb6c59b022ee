"""Tellings of the same statement found across articles, put together, aligned word by word, and missed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing.likeness import describe, shortened, strangers, weightiest_shared
from newsparallax.comparing.pairs import THRESHOLD, Pair, beside, by_speakers, find_pairs, retold
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.statements import Statement, group, surely
from newsparallax.comparing.swaps import align, rows
from newsparallax.comparing.told import statements_tables
from newsparallax.comparing.wordforms import stem, tokens
from newsparallax.corpus import CorpusConfig

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
            ("headline", "Fiddler of Ulmstedt dies"),
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
    accepted = told["statement_pairs"].query("accepted")
    assert not (accepted["b_words"] == "Fiddler of Ulmstedt dies").any()
    assert "Forty loaves were left to spoil in the window of the oldest shop." in set(told["only_here"]["words"])


def test_every_candidate_has_its_score_and_the_words_that_made_it_one(told: dict[str, pd.DataFrame]) -> None:
    pairs = told["statement_pairs"]
    assert pairs["score"].between(0, 1).all()
    assert pairs["score"].is_monotonic_decreasing
    best = pairs.iloc[0]
    assert "ovens" in best["evidence"] or "chimney" in best["evidence"]


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
    articles = [str(n) for n in range(10)]
    return group(pairs, articles, surely(pairs, articles))


def test_one_sentence_can_tell_two_statements() -> None:
    found = groups(pair(0, 1, 0.6, "ovens", "sealed"), pair(0, 2, 0.5, "chimney", "vote"))
    assert sorted(statement.members for statement in found) == [(0, 1), (0, 2)]


def test_pairs_alike_in_the_same_words_become_one_statement() -> None:
    found = groups(pair(0, 1, 0.6, "ovens", "sealed"), pair(1, 2, 0.5, "ovens", "sealed", "town"))
    assert [statement.members for statement in found] == [(0, 1, 2)]


def test_a_chain_of_tellings_leads_to_no_other_statement() -> None:
    chain = [pair(n, n + 1, 0.45, "ovens", "sealed") for n in range(3)]
    assert max(len(statement.members) for statement in groups(*chain)) < 4
    close = [pair(a, b, 0.3, "ovens", "sealed") for a, b in ((0, 2), (0, 3), (1, 3))]
    assert [statement.members for statement in groups(*chain, *close)] == [(0, 1, 2, 3)]


def test_a_pair_just_below_the_threshold_joins_a_statement_but_makes_none() -> None:
    nearly = THRESHOLD * 0.9
    assert groups(pair(0, 1, nearly, "ovens", "sealed")) == []
    near = [pair(n, 2, nearly, "ovens", "sealed") for n in (0, 1)]
    (found,) = groups(pair(0, 1, 0.6, "ovens", "sealed"), *near)
    assert found.members == (0, 1, 2) and found.sure == {0, 1}


def test_pairs_much_alike_or_each_the_others_best_are_sure() -> None:
    articles = ["a", "b", "b", "c"]
    much, best = pair(0, 1, 0.5, "ovens"), pair(2, 3, 0.36, "ovens")
    second, weak = pair(0, 2, 0.38, "ovens"), pair(0, 3, 0.27, "ovens")
    assert surely([much, second, best, weak], articles) == {much, best}


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
    found = statements_tables(Invented(texts).tables(), CorpusConfig())["retellings"]
    assert len(found) > 0 and (found["a_article_id"] != found["b_article_id"]).all()


def test_a_swap_stands_alone_between_kept_words_and_is_of_content_words() -> None:
    base = passage("a", "Officials sealed the old ovens on Monday and told the bakers")
    other = passage("b", "Officials closed the old ovens on Monday and said to the bakers")
    _, steps = rows("st1", base, [(other, True)], {})
    assert [(s["a_words"], s["b_words"]) for s in steps if s["alone"]] == [("sealed", "closed")]


def passage(article: str, words: str) -> Passage:
    return Passage(article, 0, len(words), words, "body", 1, words)


def scores(*texts: tuple[str, str]) -> dict[tuple[str, str], float]:
    found = [passage(article, words) for article, words in texts]
    return {(found[p.a].words, found[p.b].words): p.score for p in find_pairs(found)}


def test_synonyms_count_as_one_word() -> None:
    said, synonym, other = (
        "The mayor vowed to seal the ovens.",
        "A promise about the ovens.",
        "A painting about the ovens.",
    )
    found = scores(("a", said), ("b", synonym), ("c", other))
    assert found[said, synonym] > 1.2 * found[said, other]


def test_capitals_of_a_headline_in_title_case_are_no_names() -> None:
    body = "Marsh spoke in the harbour, and Marsh said that the most valuable lantern was safe."
    headline = "Elin Marsh Calls Most Valuable Lantern Marsh"
    assert "Valuable Lantern" in shortened([headline, body])[0]
    assert shortened(["The guild saw Elin Marsh there.", body])[0] == "The guild saw Marsh there."


def test_a_passage_is_nearer_to_what_its_own_article_tells_in_other_words() -> None:
    left, right = np.array([0, 1]), np.array([2, 2])
    one, again = np.array([0]), np.array([1])
    raised = retold(np.array([0.1, 0.5]), left, right, one, again, np.array([0.4]))
    assert 0.1 < raised[0] < 0.4
    assert raised[1] == 0.5
    assert retold(np.array([0.1, 0.5]), left, right, one, again, np.array([0.05])).tolist() == [0.1, 0.5]


def test_what_stands_beside_something_alike_is_a_little_more_alike() -> None:
    articles, left, right = ["a", "a", "a", "b", "b"], np.array([0, 1, 2]), np.array([3, 4, 3])
    raised = beside(np.array([0.8, 0.2, 0.2]), left, right, articles) / [0.8, 0.2, 0.2]
    # The second pair stands beside the first; the third beside the second only.
    assert raised[1] > raised[2] > 1
    assert beside(np.array([0.8, 0.2]), left[[0, 2]], right[[0, 2]], articles).tolist() == [0.8, 0.2]


def test_speakers_count_the_less_the_more_they_say() -> None:
    speakers = ["Elin J. Marsh", "Marsh", "Owen Hale", "Owen Hale", "Owen Hale", None, None, "Elin Marsh", "Owen Hale"]
    said = [replace(passage("a", "The ovens are safe."), speaker=name) for name in speakers]
    pairs = np.array([(0, 1), (2, 3), (5, 6), (0, 5), (0, 2), (1, 7)])
    same, often, nobody, one_sided, other, initial = by_speakers(said, pairs[:, 0], pairs[:, 1])
    assert initial == same > often > nobody == 1 > one_sided > other


def test_one_word_in_common_is_less_than_two() -> None:
    fiddler, dies, plays = "A fiddler played until dawn.", "Old fiddler dies.", "Old fiddler played."
    found = scores(("a", fiddler), ("b", dies), ("c", plays))
    assert found[fiddler, dies] < 0.5 * found[fiddler, plays]


def test_the_name_of_who_speaks_is_nothing_told() -> None:
    texts = ["The lantern guild is proud.", "The lantern guild was late.", "A lantern was late."]
    first, second = np.array([0, 1]), np.array([1, 2])
    named = weightiest_shared(describe(texts, texts, ["Lantern Guild", "Lantern Guild", None]), first, second)
    unnamed = weightiest_shared(describe(texts, texts), first, second)
    assert named[0] == 0 < unnamed[0]
    assert 0 < named[1] < unnamed[1]


def test_passages_that_name_different_people_are_strangers() -> None:
    texts = ["The guild praised Marsh.", "The guild praised Hale.", "The ovens of Marsh were sealed.", "No names."]
    found = strangers(describe(texts, texts), np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert found.tolist() == [True, False, False]
