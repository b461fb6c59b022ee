"""Where sentences cannot begin, and where they must."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from newsparallax.reading.article import Article, Paragraph
from newsparallax.tagging.grammar.parse import Block, Parsed, parse
from newsparallax.tagging.grammar.sentences import sentences


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


def test_a_mark_that_was_set_apart_stands_with_its_sentence(nlp: Language) -> None:
    words, begin = ['"', "Rain", "fell", ".", '"', "Snow", "fell", ".", '"'], [0, 4, 5, 8]
    starts = [at in begin for at in range(len(words))]
    doc = Doc(nlp.vocab, words=words, sent_starts=starts)
    found = sentences(Parsed(SimpleNamespace(id="a"), (Block(0, "body", doc),)))  # type: ignore[arg-type]
    assert [doc.text[s.start : s.end] for s in found] == ['" Rain fell .', '" Snow fell . "']


def test_a_headline_in_title_case_is_parsed_as_a_sentence(nlp: Language) -> None:
    head, body = "Ann Weber Calls Bo Lind ‘A Disgrace’ Over Bridge Comments", "Ann Weber met Bo Lind on Monday."
    told = (Paragraph(0, len(head), "headline"), Paragraph(len(head) + 2, len(head) + 2 + len(body), "body"))
    made = Article("a", "a.txt", f"{head}\n\n{body}", "utf-8", "en", "Outlet", None, None, (), told, ())
    doc = next(iter(parse(nlp, [made]))).blocks[0].doc
    assert doc.text == head
    assert [token.text for token in doc if token.pos_ == "VERB"] == ["Calls"]
