"""What the chapter on framing shows, and what it holds back."""

from __future__ import annotations

from newsparallax.reporting.chapters import framing
from test_chapters import desk, outlets, rows


def test_a_rate_for_a_hundred_sentences_needs_more_than_a_few() -> None:
    made = outlets("It may rain.", "It rained.")
    made.mark("a0", "may", "hedge")
    (hedges,) = rows(framing.wording(desk(made)))
    assert hedges[1] == "1 narrator, of 1 sentence"


def test_what_is_only_planned_is_not_among_the_deeds() -> None:
    made = outlets("Chile sued Peru. Chile may sue Malta.", "It rained.")
    made.action("a0", "sued", "verbal conflict")
    made.action("a0", "sue Malta", "verbal conflict", modality="possible")
    (conflict,) = rows(framing.deeds(desk(made)))
    assert conflict == ["verbal conflict", "1 (1 narrator)", "–"]


def test_loaded_words_are_shown_in_the_outlets_own_voice_alone() -> None:
    made = outlets("Lee slammed the plan, a fiasco. It was no disgrace.", "It rained.")
    made.mark("a0", "slammed", "loaded")
    made.mark("a0", "fiasco", "loaded", voice="quoted")
    made.mark("a0", "disgrace", "loaded", negated=True)
    assert rows(framing.loaded(desk(made))) == [["Kind", "slammed", "–"]]
