"""Topics and marks in parsed articles."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newsparallax.codebooks import load
from newsparallax.corpus import CorpusConfig, Topic
from newsparallax.reading.article import Article, Paragraph
from newsparallax.tagging.coding import marks, topics
from newsparallax.tagging.grammar.parse import Parsed, parse


def parsed(nlp: Language, *lines: str) -> Parsed:
    text, paragraphs, at = "\n".join(lines), [], 0
    for line in lines:
        paragraphs.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    article = Article("a", "a.txt", text, "utf-8", "en", "Outlet", None, None, (), tuple(paragraphs), ())
    return next(parse(nlp, [article]))


def test_topic_hits_point_at_their_words_and_name_their_rule(nlp: Language) -> None:
    article = parsed(nlp, "The ministers met.", "Voters went to the polling stations after the earthquake.")
    found = topics.find(article, CorpusConfig(), load())
    words = {(hit.topic, article.article.text[hit.start : hit.end]) for hit in found}
    assert {("elections", "Voters"), ("elections", "polling stations"), ("disasters", "earthquake")} <= words
    assert all(hit.codebook == "topics" and hit.rule.startswith(f"topics/{hit.topic}: ") for hit in found)


def test_topics_of_the_corpus_stand_beside_the_general_ones_and_keep_to_their_sentence(nlp: Language) -> None:
    config = CorpusConfig(topics=(Topic("crew", "The crew", "", ("release of .* crew",)),))
    article = parsed(nlp, "They want the release of the whole crew. The release of fish is banned. A crew came.")
    found = [hit for hit in topics.find(article, config, load()) if hit.codebook == "corpus.toml"]
    assert [article.article.text[hit.start : hit.end] for hit in found] == ["release of the whole crew"]


@pytest.mark.parametrize(
    ("sentence", "words", "negated"),
    [
        ("The ferry plan was a betrayal.", "betrayal", False),
        ("The ferry plan was not a betrayal.", "betrayal", True),
        ("The mayor refused to betray the crew.", "betray", True),
        ("There was no betrayal on Monday.", "betrayal", True),
        ("They parted without rancor.", "rancor", True),
        ("They did not meet, but they slammed the mayor.", "slammed", False),
    ],
)
def test_a_negation_that_governs_a_mark_is_seen(nlp: Language, sentence: str, words: str, negated: bool) -> None:
    article = parsed(nlp, sentence)
    found = {article.article.text[m.start : m.end]: m.negated for m in marks.find(article, load())}
    assert [state for text, state in found.items() if words in text] == [negated]


def test_may_is_a_hedge_and_the_month_is_none(nlp: Language) -> None:
    article = parsed(nlp, "The talks may fail. They met in May. On May 13 they may not meet.")
    found = [m for m in marks.find(article, load()) if m.category == "hedge"]
    assert [article.article.text[m.start : m.end] for m in found] == ["may", "may not"]
    assert not any(m.negated for m in found)


@pytest.mark.parametrize(
    ("sentence", "words", "held"),
    [
        ("Lee bungled the vote.", "bungled", (False, False)),
        ("Lee held a “disgraceful” vote.", "disgraceful", (True, False)),
        ("Lee asks for an end to ‘a disgraceful vote’ in May.", "disgraceful", (True, False)),
        ("The critics denounced the vote as disgraceful.", "disgraceful", (False, True)),
        ("The clerk is suspected of opposing the regime.", "regime", (False, False)),
    ],
)
def test_words_held_in_quotation_marks_or_in_anothers_view_are_told_apart(
    nlp: Language, sentence: str, words: str, held: tuple[bool, bool]
) -> None:
    article = parsed(nlp, sentence)
    (mark,) = (m for m in marks.find(article, load()) if article.article.text[m.start : m.end] == words)
    assert (mark.in_quotes, mark.in_view) == held


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Voters wondered whether the reading would be a farce.", []),
        ("Asked if the vote had been a farce, Lee left.", []),
        ("Lee would leave if the vote was a farce.", ["farce"]),
        ("Asked if he would leave, Lee called the vote a farce.", ["farce"]),
        ("Lee asked whether the disgraceful vote would be repeated.", ["disgraceful"]),
    ],
)
def test_what_an_open_question_asks_for_is_nobodys_word(nlp: Language, sentence: str, found: list[str]) -> None:
    article = parsed(nlp, sentence)
    loaded = [m for m in marks.find(article, load()) if m.category == "loaded"]
    assert [article.article.text[m.start : m.end] for m in loaded] == found


@pytest.mark.parametrize(
    "sentence",
    ["Lee was appalled by the massive crowd.", "The news was damaging to Lee.", "A fierce reply came from the clerk."],
)
def test_feelings_sizes_and_effects_are_no_loaded_words(nlp: Language, sentence: str) -> None:
    assert not [m for m in marks.find(parsed(nlp, sentence), load()) if m.category == "loaded"]


def test_a_word_counts_as_the_part_of_speech_it_is_listed_for(nlp: Language) -> None:
    article = parsed(nlp, "He was rude in the harbour tout. They tout the plan.")
    found = [article.article.text[m.start :][:9] for m in marks.find(article, load()) if m.category == "loaded"]
    assert found == ["tout the "]


def test_words_inside_a_name_are_no_marks(nlp: Language) -> None:
    article = parsed(nlp, "They passed the Hateful Speech Act in a hateful mood.")
    found = [article.article.text[m.start : m.end] for m in marks.find(article, load()) if m.category == "loaded"]
    assert found == ["hateful"]
    text = article.article.text
    start = text.rindex("hateful")
    assert not [m for m in marks.find(article, load(), [(start, start + 12)]) if m.category == "loaded"]
