"""What the chapter on framing shows, and what it holds back."""

from __future__ import annotations

from newsparallax.reporting.blocks import TableBlock
from newsparallax.reporting.chapters import framing
from newsparallax.reporting.show import Shown
from test_chapters import desk, outlets, said


def rows(shown: Shown) -> list[list[str]]:
    assert isinstance(shown.block, TableBlock)
    return [["".join(run.text for run in cell) for cell in row] for row in shown.block.rows]


def test_what_is_only_planned_is_not_among_the_deeds() -> None:
    made = outlets("Chile sued Peru. Chile may sue Malta.", "It rained.")
    made.action("a0", "sued", "verbal conflict", agent_actor="Chile", patient_actor="Peru")
    made.action("a0", "sue Malta", "verbal conflict", agent_actor="Chile", modality="possible")
    shown = framing.deeds(desk(made), least=1)
    assert shown is not None
    ((actor, deed, nothing),) = rows(shown)
    assert actor == "Chile" and deed.endswith("→ Peru") and nothing == "–"


def test_loaded_words_are_shown_in_the_outlets_own_voice_alone() -> None:
    made = outlets("Lee slammed the plan, a fiasco. It was no disgrace.", "It rained.")
    made.mark("a0", "slammed", "loaded")
    made.mark("a0", "fiasco", "loaded", voice="quoted")
    made.mark("a0", "disgrace", "loaded", negated=True)
    shown = framing.loaded(desk(made))
    ((outlet, _, sentence),) = rows(shown)
    assert outlet == "Outlet 0" and "slammed" in sentence
    assert "1 more stands in words that the articles quote" in shown.block.note  # type: ignore[union-attr]


def test_without_a_loaded_word_it_is_said() -> None:
    assert said(framing.loaded(desk(outlets("It rained.")))).startswith("None of the codebook's loaded words")
