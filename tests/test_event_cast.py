"""What one article of an event says of a name holds in all of them."""

from __future__ import annotations

from spacy.language import Language

from newsparallax.tagging.grammar.parse import from_bytes, to_bytes
from newsparallax.tagging.who.cast import cast, census
from newsparallax.tagging.who.event import EventCast, about, event_cast
from tagged import config, member, parsed

FULL = "Danish Finance Minister Anna Lindqvist met Mr. Orlo Rolfex in Aarhus. Lindqvist said the tax would fall."
SHORT = "Lindqvist said the tax would fall. The tax pleased Rolfex. Rolfex said so."


def _event(nlp: Language, *texts: str) -> EventCast:
    return event_cast(census(parsed(nlp, text), config()) for text in texts)


def test_a_surname_is_the_person_whom_another_article_names_in_full(nlp: Language) -> None:
    alone = cast(parsed(nlp, SHORT), config())
    assert "Lindqvist" in {m.name for m in alone.members}
    known = cast(parsed(nlp, SHORT), config(), _event(nlp, FULL, SHORT))
    lindqvist = member(known, "Anna Lindqvist")
    assert (lindqvist.type, lindqvist.gender, lindqvist.official) == ("person", "female", True)
    assert lindqvist.side == "Denmark"


def test_a_surname_of_two_people_stays_nobodys(nlp: Language) -> None:
    event = _event(nlp, FULL, "Coach Karl Lindqvist said it was late.", SHORT)
    assert event.bearer("Lindqvist") is None
    assert "Lindqvist" in {m.name for m in cast(parsed(nlp, SHORT), config(), event).members}


def test_of_two_namesakes_the_plain_surname_is_whom_the_event_is_about(nlp: Language) -> None:
    text = "Anna Holm met her husband, Karl Holm. Holm said the tax would fall."
    event = _event(nlp, text, "Anna Holm said the tax would rise.")
    found = cast(parsed(nlp, text), config(), event)
    assert found.members[found.namings[-1].member].name == "Anna Holm"
    assert "Karl" in str(found.namings[-1].doubt)


def test_whether_somebody_is_official_is_one_value_in_the_event(nlp: Language) -> None:
    texts = ("Senator Ruth Calder of Ohio spoke. Calder left.", "Ruth Calder, a lawyer, said she was tired.")
    event = _event(nlp, *texts)
    assert [member(cast(parsed(nlp, text), config(), event), "Ruth Calder").official for text in texts] == [True, True]


def test_the_order_of_the_articles_does_not_matter(nlp: Language) -> None:
    assert _event(nlp, FULL, SHORT) == _event(nlp, SHORT, FULL)


def test_an_article_depends_on_the_names_it_shares_with_the_others_only(nlp: Language) -> None:
    told = census(parsed(nlp, SHORT), config())
    with_others = _event(nlp, FULL, SHORT, "Coach Pia Holm praised Odense.")
    assert about(with_others, told) == about(_event(nlp, FULL, SHORT), told)


def test_a_parse_comes_back_as_it_was_kept_and_for_its_article_only(nlp: Language) -> None:
    page, other = parsed(nlp, FULL), parsed(nlp, SHORT)
    back = from_bytes(page.article, to_bytes(page), nlp.vocab)
    assert back is not None
    shown = [[(t.text, t.lemma_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in b.doc] for b in page.blocks]
    assert shown == [
        [(t.text, t.lemma_, t.dep_, t.head.i, t.ent_type_, t.is_sent_start) for t in b.doc] for b in back.blocks
    ]
    assert from_bytes(other.article, to_bytes(page), nlp.vocab) is None
    assert from_bytes(page.article, to_bytes(page)[:40], nlp.vocab) is None
    assert from_bytes(page.article, b"", nlp.vocab) is None
