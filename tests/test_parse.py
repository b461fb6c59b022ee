"""Where sentences cannot begin, and where they must."""

from __future__ import annotations

import pytest
from spacy.language import Language


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("They called Ann Cole (R-Wisc.) to task for it. He left.", 2),
        ("It was led by Reps. Ann Cole (Ore.) and Bo Lind (Me.) on Monday.", 1),
        ("It was signed by Gov. Ann Cole. She left.", 2),
        ("Cole said: “Stop!” Police held two men.", 2),
        ("“Stop!” she said.", 1),
    ],
)
def test_sentences_break_where_they_end(nlp: Language, text: str, sentences: int) -> None:
    assert len(list(nlp(text).sents)) == sentences
