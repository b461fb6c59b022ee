"""Who does what a verb says, who undergoes it, whether it was done: one reading of the parse."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newsparallax.tagging.grammar import deeds
from newsparallax.tagging.grammar.tokens import Tokens, tokens
from tagged import parsed

# Sentence, verb, agent, undergoer (of a passive) or object.
CLAUSES = [
    ("The council closed the bridge.", "closed", "council", "bridge"),
    ("The bridge was closed by the council.", "closed", "council", "bridge"),
    ("The bridge was closed on Monday.", "closed", None, "bridge"),
    ("The council, which closed the bridge, apologised.", "closed", "council", "bridge"),
    ("The man sued by the union lost.", "sued", "union", "man"),
    ("The council urged the firm to release the crew.", "release", "firm", "crew"),
    ("The council promised to release the crew.", "release", "council", "crew"),
    ("The council accused the firm of jailing workers.", "jailing", "firm", "workers"),
    ("The council left after meeting the workers.", "meeting", "council", "workers"),
    ("The council called for jailing the captain.", "jailing", None, "captain"),
    ("The captain arrived and thanked the crew.", "thanked", "captain", "crew"),
]


def _verb(nlp: Language, text: str, word: str) -> tuple[Tokens, int]:
    t = tokens(parsed(nlp, text).blocks[0])
    return t, t.text.index(word)


@pytest.mark.parametrize(("text", "word", "agent", "patient"), CLAUSES, ids=[f"{c[1]}: {c[0]}" for c in CLAUSES])
def test_who_does_it_and_who_undergoes_it(
    nlp: Language, text: str, word: str, agent: str | None, patient: str | None
) -> None:
    t, verb = _verb(nlp, text, word)
    does, undergoes = deeds.agent(t, verb), deeds.object_of(t, verb)
    assert (None if does is None else t.text[does]) == agent
    assert (None if undergoes is None else t.text[undergoes]) == patient


@pytest.mark.parametrize(
    ("text", "word", "passive"),
    [
        ("The man sued by the union lost.", "sued", True),
        ("The letter had been sent.", "sent", True),
        ("The letter sent on Monday was lost.", "sent", True),
        ("The office has sent the letter.", "sent", False),
        ("The office sent the letter.", "sent", False),
    ],
)
def test_a_passive_is_one_with_and_without_its_auxiliary(nlp: Language, text: str, word: str, passive: bool) -> None:
    assert deeds.is_passive(*_verb(nlp, text, word)) is passive


@pytest.mark.parametrize(
    ("text", "word", "undone"),
    [
        ("The council did not close the bridge.", "close", True),
        ("Nobody closed the bridge.", "closed", True),
        ("No official closed the bridge.", "closed", True),
        ("The council refused to close the bridge.", "close", True),
        ("The council prevented them from closing the bridge.", "closing", True),
        ("The council agreed to close the bridge.", "close", False),
        ("The council never wanted it but closed the bridge.", "closed", False),
    ],
)
def test_what_is_denied_or_refused_was_not_done(nlp: Language, text: str, word: str, undone: bool) -> None:
    assert deeds.undone(*_verb(nlp, text, word)) is undone


def test_the_subject_is_looked_for_up_the_parse(nlp: Language) -> None:
    t, verb = _verb(nlp, "The mayor went on to say that the bridge was safe.", "say")
    found = deeds.subject(t, verb)
    assert found is not None and t.text[found] == "mayor"
