"""Who is who: one decision for each name of an article, offices read beside names, mentions by form."""

from __future__ import annotations

from spacy.language import Language

from newsparallax.corpus import Actor, ArticleFacts, CorpusConfig
from newsparallax.tagging.coding.mentions import mentions
from newsparallax.tagging.who.cast import cast
from tagged import cast_of, config, member, parsed

HARBOUR = (
    "Norwegian Fisheries Minister Ingrid Solheim met Taro Miyazawa, Japan's deputy foreign minister, in Bergen.\n"
    "Solheim welcomed the visit. Miyazawa thanked her. The deputy foreign minister left on Tuesday."
)


def _words(text: str, found: object, name: str) -> list[str]:
    from newsparallax.tagging.who.cast import Cast

    assert isinstance(found, Cast)
    return [text[n.start : n.end] for n in found.namings if found.members[n.member].name == name]


def test_surnames_are_the_person_named_in_full(nlp: Language) -> None:
    found = cast_of(nlp, HARBOUR)
    assert _words(HARBOUR, found, "Ingrid Solheim") == ["Ingrid Solheim", "Solheim"]
    assert _words(HARBOUR, found, "Taro Miyazawa") == ["Taro Miyazawa", "Miyazawa"]


def test_offices_stand_before_a_name_or_behind_it(nlp: Language) -> None:
    found = cast_of(nlp, HARBOUR)
    assert [o.text for o in member(found, "Ingrid Solheim").offices] == ["Norwegian Fisheries Minister"]
    assert [o.text for o in member(found, "Taro Miyazawa").offices] == ["Japan's deputy foreign minister"]


def test_an_office_of_state_is_one_and_an_aide_to_a_rival_is_somebody_else(nlp: Language) -> None:
    found = cast_of(
        nlp, "Norwegian Secretary of State Ingrid Solheim left with an aide to campaign rival Maria Duarte."
    )
    assert [o.text for o in member(found, "Ingrid Solheim").offices] == ["Norwegian Secretary of State"]
    assert [o.text for o in member(found, "Maria Duarte").offices] in ([], ["rival"], ["campaign rival"])


def test_offices_stand_in_apposition_before_a_comma(nlp: Language) -> None:
    text = "The union's secretary, Amina Diallo, said the strike would go on. Kenya's coach, Peter Otieno, agreed."
    found = cast_of(nlp, text)
    assert [o.head for o in member(found, "Amina Diallo").offices] == ["secretary"]
    assert [o.text for o in member(found, "Peter Otieno").offices] == ["Kenya's coach"]


def test_who_leads_is_an_office(nlp: Language) -> None:
    found = cast_of(nlp, "Maria Duarte, who leads the Workers' Party, spoke first. Luis Prado, who is the mayor, left.")
    assert [o.head for o in member(found, "Maria Duarte").offices] == ["leader"]
    assert [o.head for o in member(found, "Luis Prado").offices] == ["mayor"]


def test_spellings_and_short_forms_of_one_given_name_are_one_person(nlp: Language) -> None:
    text = (
        "Sergey Vetrov arrived. Later Sergei Vetrov left.\nAnthony Hurst spoke. Antony Hurst listened.\n"
        "William Cobb paid. Bill Cobb signed."
    )
    found = cast_of(nlp, text)
    assert len({n.member for n in found.namings if found.members[n.member].type == "person"}) == 3


def test_people_of_one_surname_stay_apart(nlp: Language) -> None:
    text = "Mayor Helen Okafor and her brother James Okafor attended. Mr Okafor sang. Mayor Helen Okafor clapped."
    found = cast_of(nlp, text)
    assert _words(text, found, "James Okafor") == ["James Okafor", "Okafor"]


def test_a_title_of_the_other_gender_is_somebody_else(nlp: Language) -> None:
    text = "David Lindqvist resigned. Mrs Lindqvist said she was relieved."
    found = cast_of(nlp, text)
    assert _words(text, found, "David Lindqvist") == ["David Lindqvist"]


def test_acronyms_defined_in_the_text_are_the_body(nlp: Language) -> None:
    text = "The Coastal Rescue Authority (CRA) sent two boats. The CRA said nobody was hurt."
    found = cast_of(nlp, text)
    assert len({n.member for n in found.namings}) == 1


def test_a_body_without_its_country_is_the_one_with_it(nlp: Language) -> None:
    text = "The Polish Interior Ministry issued a warning. The Interior Ministry said roads were closed."
    found = cast_of(nlp, text)
    assert _words(text, found, "Polish Interior Ministry") == ["Polish Interior Ministry", "Interior Ministry"]


def test_wires_and_outlets_are_known(nlp: Language) -> None:
    text = "Reuters and the Daily Ledger reported the sale. Xinhua did not. Interfax quoted a banker."
    found = cast_of(nlp, text)
    outlets = {found.members[n.member].name for n in found.namings if found.members[n.member].type == "outlet"}
    assert {"Reuters", "Daily Ledger", "Xinhua", "Interfax"} <= outlets


def test_outlets_of_the_corpus_are_known(nlp: Language) -> None:
    text = "Hilltop reported the flood. The mayor told NPX that nobody was hurt."
    facts = {"a.txt": ArticleFacts(outlet="Hilltop", origin="NPX")}
    found = cast(parsed(nlp, text), CorpusConfig(articles=facts))
    assert {found.members[n.member].name for n in found.namings if found.members[n.member].type == "outlet"} == {
        "Hilltop",
        "NPX",
    }


def test_a_person_whom_the_parser_takes_for_a_body_is_voted_a_person(nlp: Language) -> None:
    text = (
        "Foreign Minister Nguyen Thi Lan opened the session. Lan said trade had grown.\n"
        "Mr Okonkwo-Bright, a lawyer, objected. Deputy Speaker Bat-Erdene Ganbold adjourned it."
    )
    found = cast_of(nlp, text)
    people = {found.members[n.member].name for n in found.namings if found.members[n.member].type == "person"}
    assert {"Nguyen Thi Lan", "Bat-Erdene Ganbold"} <= people


def test_capitals_speak_for_countries_unless_something_happens_there(nlp: Language) -> None:
    text = "Tokyo rejected the claim. The ministers met in Tokyo. Ankara and Athens have agreed to talk."
    found = cast_of(nlp, text)
    assert _words(text, found, "Japan") == ["Tokyo"]
    assert _words(text, found, "Tokyo") == ["Tokyo"]
    assert _words(text, found, "Turkey") == ["Ankara"]


def test_hyphenated_pairs_are_two_names_and_double_names_are_one(nlp: Language) -> None:
    text = "Anna Berg met Tom Falk. The Berg-Falk talks were short. Rosa Lind-Hansen took notes."
    found = cast_of(nlp, text)
    assert _words(text, found, "Anna Berg") == ["Anna Berg", "Berg"]
    assert _words(text, found, "Rosa Lind-Hansen") == ["Rosa Lind-Hansen"]


def test_actors_of_the_corpus_take_precedence(nlp: Language) -> None:
    text = "Elen Marsch said the harbour was safe. The coastguard agreed. Marsch left at noon."
    marsh = Actor("Elin Marsh", ("Elen Marsch",), ("Transport Minister",), "Government")
    guard = Actor("Coastguard", (), (), "Government", "organisation")
    found = cast_of(nlp, text, marsh, guard)
    assert _words(text, found, "Elin Marsh") == ["Elen Marsch", "Marsch"]
    assert _words(text, found, "Coastguard") == ["coastguard"]
    assert member(found, "Elin Marsh").side == "Government"


def test_an_office_given_to_the_wrong_person_is_a_slip(nlp: Language) -> None:
    text = "French President Olga Marin said the bridge would open. Marin is expected on Friday."
    found = cast_of(nlp, text, Actor("Olga Marin", (), ("Romanian President",), "Romania"))
    slips = [n.slip for n in found.namings if n.slip]
    assert len(slips) == 1
    assert "French President" in slips[0]
    assert member(found, "Olga Marin").side == "Romania"


def test_a_surname_that_is_also_an_office(nlp: Language) -> None:
    found = cast_of(nlp, "Mr. King said the shop would close. Ms Bishop, a lawyer, disagreed.")
    assert {found.members[n.member].name for n in found.namings} >= {"King", "Bishop"}


def test_the_same_article_gives_the_same_cast(nlp: Language) -> None:
    page = parsed(nlp, HARBOUR)
    assert cast(page, config()).members == cast(page, config()).members


def test_an_empty_article_has_no_cast(nlp: Language) -> None:
    assert cast_of(nlp, "").members == ()


def test_mentions_tell_how_an_actor_is_named(nlp: Language) -> None:
    page = parsed(nlp, HARBOUR)
    found = mentions(page, cast(page, config()))
    forms = [(m.form, HARBOUR[m.start : m.end]) for m in found if m.actor == "Taro Miyazawa"]
    assert forms == [
        ("full name", "Taro Miyazawa"),
        ("surname", "Miyazawa"),
        ("office", "The deputy foreign minister"),
    ]
    solheim = next(m for m in found if m.actor == "Ingrid Solheim")
    assert (solheim.form, solheim.office, solheim.first) == ("office and name", "Norwegian Fisheries Minister", True)
    assert [m.first for m in found if m.actor == "Ingrid Solheim"][1:] == [False]


def test_odd_texts_are_read_without_an_error(nlp: Language) -> None:
    for text in (
        "-",
        "“",
        "He",
        "Mr.",
        "US-",
        "of of of",
        "MR. X SAID NO",
        "R&D &",
        "Лавка. 王小明 said hi.",
        "A & B - C",
    ):
        page = parsed(nlp, text)
        found = cast(page, config())
        assert all(text[n.start : n.end].strip() for n in found.namings)
        assert all(m.actor for m in mentions(page, found))
