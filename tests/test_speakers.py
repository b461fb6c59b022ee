"""Whom the words of a source mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.language import Language

from newsparallax.corpus import Actor
from newsparallax.reading.article import Paragraph
from newsparallax.reading.breaks import lost_breaks
from newsparallax.tagging.grammar.parse import parse
from newsparallax.tagging.saying.attribution import UNPAIRED
from newsparallax.tagging.saying.attributions import find
from newsparallax.tagging.speakers.resolve import resolve
from newsparallax.tagging.who.cast import cast
from tagged import config, parsed, speakers

TALKS = (
    "Chilean Finance Minister Carla Rojas met Peruvian Finance Minister Diego Salas in Lima.\n"
    "Rojas said the tariff would fall. She added that the ports would open. The Peruvian minister said he was pleased. "
    "He promised a treaty. Both sides said the talks would go on."
)


def test_surname_pronoun_office_and_both_sides(nlp: Language) -> None:
    found = speakers(
        nlp,
        TALKS,
        ("Rojas", "the tariff would fall"),
        ("She", "the ports would open"),
        ("The Peruvian minister", "he was pleased"),
        ("He", "a treaty"),
        ("Both sides", "the talks would go on"),
    )
    assert [s.name for s in found[:4]] == ["Carla Rojas", "Carla Rojas", "Diego Salas", "Diego Salas"]
    assert [s.side for s in found] == ["Chile", "Chile", "Peru", "Peru", "joint"]
    assert set(str(found[4].name).split(" and ")) == {"Chile", "Peru"}
    assert [s.how for s in found] == ["short name", "pronoun", "office", "pronoun", "both sides"]


def test_a_pronoun_is_not_a_person_named_in_the_same_content(nlp: Language) -> None:
    text = "Paul Adler met Karl Weiss. Adler said Weiss had agreed. According to him, Adler would resign."
    found = speakers(nlp, text, ("Adler", "Weiss had agreed"), ("him", "Adler would resign"))
    assert [s.name for s in found] == ["Paul Adler", "Karl Weiss"]


def test_a_pronoun_is_not_a_person_named_in_a_quotation(nlp: Language) -> None:
    text = "“Victor Lund was never in the room,” Oskar Brandt said. “Nobody was,” he added."
    found = speakers(nlp, text, ("Oskar Brandt", "Victor Lund was never in the room,"), ("he", "Nobody was,"))
    assert found[1].name == "Oskar Brandt"


def test_gender_is_read_from_titles_and_roles(nlp: Language) -> None:
    text = (
        "Spokeswoman Tindra Aske met Mr Solvang at the port. Aske said fog was the cause. "
        "She said there would be an inquiry. He said it was over."
    )
    found = speakers(
        nlp,
        text,
        ("Aske", "fog was the cause"),
        ("She", "there would be an inquiry"),
        ("He", "it was over"),
    )
    assert [s.name for s in found] == ["Tindra Aske", "Tindra Aske", "Solvang"]


def test_a_deputy_is_not_the_minister(nlp: Language) -> None:
    text = (
        "Health Minister Ruth Obi resigned. Deputy Health Minister Samuel Eze took over.\n"
        "The deputy minister said clinics were open. The minister said she was tired."
    )
    found = speakers(nlp, text, ("The deputy minister", "clinics were open"), ("The minister", "she was tired"))
    assert [s.name for s in found] == ["Samuel Eze", "Ruth Obi"]


def test_an_office_that_only_corpus_toml_knows(nlp: Language) -> None:
    text = "The Danish prime minister said the border would stay open."
    actor = Actor("Mette Holm", (), ("Danish Prime Minister",), "Denmark")
    (found,) = speakers(nlp, text, ("The Danish prime minister", "the border would stay open"), actors=(actor,))
    assert (found.name, found.side, found.how) == ("Mette Holm", "Denmark", "office")


def test_a_document_speaks_for_its_issuer(nlp: Language) -> None:
    text = (
        "The Finnish Border Guard said in a statement that two boats were missing. "
        "Mayor Aino Laine said she was worried. The statement added that a search was under way. "
        "Laine's letter said the harbour was closed."
    )
    found = speakers(
        nlp,
        text,
        ("The Finnish Border Guard", "two boats were missing"),
        ("Mayor Aino Laine", "she was worried"),
        ("The statement", "a search was under way"),
        ("Laine's letter", "the harbour was closed"),
    )
    assert [s.name for s in found] == ["Finnish Border Guard", "Aino Laine", "Finnish Border Guard", "Aino Laine"]


def test_joint_speakers_are_all_named(nlp: Language) -> None:
    text = "Swedish Premier Lars Ek and Norwegian Premier Nina Moen said the bridge would open."
    (found,) = speakers(nlp, text, ("Swedish Premier Lars Ek and Norwegian Premier Nina Moen", "the bridge would open"))
    assert (found.name, found.side) == ("Lars Ek and Nina Moen", "joint")


def test_unnamed_sources_have_a_kind_and_are_called_by_their_words_in_doubt(nlp: Language) -> None:
    text = (
        "A senior official said talks had failed. Sources said more would follow. Witnesses said shots were heard. "
        "Analysts said prices would rise. Brazilian officials said flights were cancelled."
    )
    found = speakers(
        nlp,
        text,
        ("A senior official", "talks had failed"),
        ("Sources", "more would follow"),
        ("Witnesses", "shots were heard"),
        ("Analysts", "prices would rise"),
        ("Brazilian officials", "flights were cancelled"),
    )
    assert [s.anonymous for s in found] == ["official", "source", "witness", "expert", "official"]
    called = ["senior official", "Sources", "Witnesses", "Analysts", "Brazilian officials"]
    assert [s.name for s in found] == called
    assert [s.sure for s in found] == [False, False, False, False, True]
    assert (found[4].side, found[4].official) == ("Brazil", True)


def test_the_official_is_the_one_mentioned_before(nlp: Language) -> None:
    text = "A Greek official said the ferry was late. The official said nobody was hurt."
    found = speakers(nlp, text, ("A Greek official", "the ferry was late"), ("The official", "nobody was hurt"))
    assert found[1].anonymous == "official"
    assert found[1].side == "Greece"


def test_who_stands_for_the_person_before_it(nlp: Language) -> None:
    text = "The plan was backed by Sunita Desai, 59, of Pune, who said it would save water."
    (found,) = speakers(nlp, text, ("who", "it would save water"))
    assert found.name == "Sunita Desai"


def test_the_name_decides_and_the_slip_is_for_review(nlp: Language) -> None:
    text = "Turkish President Ilir Hoxha said the pipeline was safe."
    hoxha = Actor("Ilir Hoxha", (), ("Albanian President",), "Albania")
    (found,) = speakers(nlp, text, ("Turkish President Ilir Hoxha", "the pipeline was safe"), actors=(hoxha,))
    assert (found.name, found.side) == ("Ilir Hoxha", "Albania")
    assert found.review is not None
    assert "Turkish President" in found.review


def test_bodies_named_by_a_common_noun(nlp: Language) -> None:
    text = "The Marine Safety Board opened an inquiry. The board said it would take a month. Police said two were held."
    found = speakers(nlp, text, ("The board", "it would take a month"), ("Police", "two were held"))
    assert found[0].name == "Marine Safety Board"
    assert found[1].official is True


def test_no_source_and_nobody_to_mean_stay_unresolved_and_are_for_review(nlp: Language) -> None:
    text = "He said it was over. “Never again.”"
    found = speakers(nlp, text, ("He", "it was over"), (None, "Never again."))
    assert [s.name for s in found] == [None, None]
    assert all(s.doubt for s in found)
    assert [s.side for s in found] == ["unknown", "unknown"]


def test_the_firm_is_the_private_body_last_named(nlp: Language) -> None:
    text = (
        "Nordkraft has agreed to buy Heliosun, the companies said. The Energy Ministry was told by Nordkraft. "
        "The firm said it would pay in shares."
    )
    actors = tuple(Actor(name, (), (), name, "organisation") for name in ("Nordkraft", "Heliosun"))
    (firm,) = speakers(nlp, text, ("The firm", "it would pay in shares"), actors=actors)
    assert (firm.name, firm.side) == ("Nordkraft", "Nordkraft")


def test_a_company_named_only_behind_its_description(nlp: Language) -> None:
    text = "The company that owns the plant, Renfelin, said it was sorry."
    renfelin = Actor("Renfelin", (), (), "Owner", "organisation")
    (found,) = speakers(nlp, text, ("The company", "it was sorry"), actors=(renfelin,))
    assert found.name == "Renfelin"


def test_an_office_of_a_bloc_is_not_that_of_the_last_speaker(nlp: Language) -> None:
    text = "Paul Reyes said it was a betrayal. The UN secretary general said all should stay calm."
    _, found = speakers(nlp, text, ("Paul Reyes", "it was a betrayal"), ("The UN secretary general", "all should stay"))
    assert found.name == "UN secretary general"


def test_a_joint_document_speaks_for_both_sides(nlp: Language) -> None:
    text = "Germany and France sent envoys. A joint statement by Germany and France said talks would go on."
    (joint,) = speakers(nlp, text, ("A joint statement by Germany and France", "talks would"))
    assert (joint.name, joint.side) == ("Germany and France", "joint")


def test_a_relative_of_the_same_surname_is_not_the_actor(nlp: Language) -> None:
    text = "Jamie Tolland signed on Friday. Tolland said it was a pull. He said his father, Mick Tolland, had helped."
    actor = Actor("Jamie Tolland", ("Tolland",), (), "Athletic", "person")
    found = speakers(
        nlp, text, ("Tolland", "it was a pull"), ("He", "his father, Mick Tolland, had helped"), actors=(actor,)
    )
    assert [s.name for s in found] == ["Jamie Tolland"] * 2


def test_a_name_with_a_title_behind_a_description_is_the_speaker(nlp: Language) -> None:
    text = "A hydrologist at Tesfa University, Dr Bekele Worku, on his part, explained that rain was plenty."
    (found,) = speakers(nlp, text, ("A hydrologist at Tesfa University, Dr Bekele Worku", "rain was plenty"))
    assert found.name == "Bekele Worku"


def test_who_goes_on_behind_a_single_mark_without_a_blank_is_not_sure(nlp: Language) -> None:
    text = "Ann Cole said: 'We weep.' The park is gone. Nobody knows why it burned.'We fear the winter.'"
    cuts = [0, *lost_breaks(text, 0, len(text)), len(text)]
    article = parsed(nlp, text).article
    broken = replace(article, paragraphs=tuple(Paragraph(low, high, "body") for low, high in pairwise(cuts)))
    read = next(parse(nlp, [broken]))
    found = find(read)
    answers = resolve(read, cast(read, config()), found)
    assert [(a.name, a.sure) for a in answers] == [("Ann Cole", True), ("Ann Cole", False)]
    assert answers[1].why_not == UNPAIRED


def test_the_owner_of_their_report_is_not_who_spoke_since(nlp: Language) -> None:
    text = (
        "The Finnish Flood Commission issued a report. Their report says the seas will rise. "
        "Mayor Aino Laine said she was worried. As the report says, nobody is safe."
    )
    found = speakers(nlp, text, ("Mayor Aino Laine", "she was worried"), ("the report", "nobody is safe"))
    assert [s.name for s in found][1] != "Aino Laine"


def test_a_spokesman_of_a_body_may_be_the_one_the_article_names(nlp: Language) -> None:
    text = "Ministry spokesman Jan Moe spoke. A ministry spokesman said it would rain. A bank spokesman said it froze."
    one, other = speakers(nlp, text, ("A ministry spokesman", "it would rain"), ("A bank spokesman", "it froze"))
    assert (one.name, one.sure) == ("Jan Moe", False)
    assert other.name != "Jan Moe"


def test_words_that_go_on_are_as_sure_as_those_before_them(nlp: Language) -> None:
    text = (
        "Anna Aske, the mayor, was there. The owner, Maria Solvang, came late. "
        "“We will mend the roof,” she said on Monday. “It has leaked for years.”"
    )
    read = parsed(nlp, text)
    found = find(read)
    said = resolve(read, cast(read, config()), found)
    *_, (_, answer), (second, other) = [p for p in zip(found, said, strict=True) if p[0].kind == "direct"]
    assert second.rule == "quotation goes on"
    assert answer == other
    assert answer.doubt is not None and "may also mean" in answer.doubt
