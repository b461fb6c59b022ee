"""Who does what to whom, in invented sentences."""

from __future__ import annotations

import pytest
from spacy.language import Language

from newsparallax import codebooks
from newsparallax.corpus import Actor, CorpusConfig
from newsparallax.reading.article import Article, Line, Paragraph
from newsparallax.tagging.coding.actions import Action, find
from newsparallax.tagging.grammar.parse import Parsed, parse
from newsparallax.tagging.saying import attributions
from newsparallax.tagging.who.cast import cast


def _parsed(nlp: Language, text: str) -> Parsed:
    lines = (Line(1, 0, len(text), "body", "test"),)
    told = (Paragraph(0, len(text), "body"),)
    article = Article("a", "a.txt", text, "utf-8", "en", "The Post", None, None, lines, told, ())
    return next(parse(nlp, [article]))


def _actions(nlp: Language, text: str, config: CorpusConfig | None = None) -> list[Action]:
    parsed = _parsed(nlp, text)
    return find(parsed, cast(parsed, config or CorpusConfig()), attributions.find(parsed), codebooks.load())


def _words(text: str, span: tuple[int, int] | None) -> str | None:
    return None if span is None else text[span[0] : span[1]]


@pytest.mark.parametrize(
    ("text", "quad", "agent", "patient"),
    [
        ("The union praised the mayor.", "verbal cooperation", "The union", "the mayor"),
        ("The mayor was praised by the union.", "verbal cooperation", "the union", "The mayor"),
        ("The envoy held long talks with the rebels.", "verbal cooperation", "The envoy", "the rebels"),
        ("Norway worked with Iceland.", "material cooperation", "Norway", "Iceland"),
        ("The minister accused the broadcaster of lying.", "verbal conflict", "The minister", "the broadcaster"),
        ("Canada imposed new sanctions on the junta.", "material conflict", "Canada", "the junta"),
        ("The minister, who accused the broadcaster, left.", "verbal conflict", "The minister", "the broadcaster"),
    ],
)
def test_a_clause_gets_its_quad_class_agent_and_patient(
    nlp: Language, text: str, quad: str, agent: str, patient: str
) -> None:
    action = _actions(nlp, text)[0]
    assert (action.quad, _words(text, action.agent), _words(text, action.patient)) == (quad, agent, patient)


def test_what_somebody_is_called_on_to_do_would_be_the_one_called_on(nlp: Language) -> None:
    text = "Secretary Smith called on Moscow to release two sailors."
    demand, release = _actions(nlp, text)
    assert (demand.quad, _words(text, demand.patient)) == ("verbal conflict", "Moscow")
    assert (_words(text, release.agent), release.modality) == ("Moscow", "demanded")


def test_whoever_is_sent_does_what_he_is_sent_for(nlp: Language) -> None:
    text = "The president dispatched Ann Cole to meet the rebels."
    (action,) = _actions(nlp, text)
    assert (_words(text, action.agent), action.modality) == ("Ann Cole", "intended")


def test_who_behind_joined_names_may_mean_one_or_all(nlp: Language) -> None:
    assert not _actions(nlp, "The port was opened by Ann Cole and Tom Reed, who will meet Kim.")


def test_one_who_is_opposed_to_something_is_opposed_by_nobody(nlp: Language) -> None:
    assert not _actions(nlp, "Mary Holt is opposed not only to the plan, but also to the dean.")


@pytest.mark.parametrize(
    ("text", "patient"),
    [
        ("The officials accused the spies of the theft, which had been planned.", "the spies"),
        ("The director met with the leader over Easter weekend.", "the leader"),
        ("Kim met with President Moon Jae-in last month.", "President Moon Jae-in"),
        ("Ann Cole praised the head of the crew.", "the head of the crew"),
    ],
)
def test_the_patient_ends_before_what_tells_of_the_deed(nlp: Language, text: str, patient: str) -> None:
    assert [_words(text, action.patient) for action in _actions(nlp, text)] == [patient]


def test_a_passive_without_an_agent_is_marked(nlp: Language) -> None:
    text = "Two diplomats were detained on Monday."
    (action,) = _actions(nlp, text)
    assert action.passive and action.agentless and action.agent is None
    assert _words(text, action.patient) == "Two diplomats"


@pytest.mark.parametrize(
    "text", ["The students did not sue the dean.", "Nobody sued the dean.", "They failed to sue the dean."]
)
def test_a_denied_deed_is_negated(nlp: Language, text: str) -> None:
    assert [action.negated for action in _actions(nlp, text) if action.verb == "sue"] == [True]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("France expelled the envoy.", None),
        ("France may expel the envoy.", "possible"),
        ("France will expel the envoy.", "future"),
        ("France must expel the envoy.", "necessary"),
        ("France plans to expel the envoy.", "intended"),
        ("France hoped to expel the envoy.", "intended"),
    ],
)
def test_what_has_not_been_done_is_told_from_a_deed(nlp: Language, text: str, modality: str | None) -> None:
    assert [action.modality for action in _actions(nlp, text) if action.verb == "expel"] == [modality]


def test_agent_and_patient_are_named_by_the_cast(nlp: Language) -> None:
    config = CorpusConfig(actors=(Actor("Mary Holt", aliases=("Holt",)), Actor("Tom Reed", aliases=("Reed",))))
    action = _actions(nlp, "Yesterday, Mary Holt accused Tom Reed.", config)[0]
    assert (action.agent_actor, action.patient_actor) == ("Mary Holt", "Tom Reed")


@pytest.mark.parametrize(
    ("text", "agent", "patient"),
    [
        ("Mary Holt arrived on Monday. She accused Tom Reed.", "Mary Holt", "Tom Reed"),
        ("Mary Holt arrived on Monday. Tom Reed praised her.", "Tom Reed", "Mary Holt"),
        ("Paul King met Tom Reed. He accused him of fraud.", "Paul King", "Tom Reed"),
        ("Mary Holt and Tom Reed accused the firm.", "Mary Holt and Tom Reed", None),
        ("Norway's Foreign Minister Mary Holt came. The minister accused Denmark.", "Mary Holt", "Denmark"),
        ("Mary Holt came. “We accuse Denmark of fraud,” she said.", "Mary Holt", "Denmark"),
        ("Tom Reed said he would accuse Denmark.", "Tom Reed", "Denmark"),
    ],
)
def test_pronouns_and_offices_mean_members_of_the_cast(
    nlp: Language, text: str, agent: str, patient: str | None
) -> None:
    action = _actions(nlp, text)[-1]
    assert (action.agent_actor, action.patient_actor) == (agent, patient)


@pytest.mark.parametrize(
    "text",
    [
        "“He sued the company,” Tom Reed said.",
        "Tom Reed arrived. A minister sued the company.",
        "Tom Reed met Paul King and Ann Lee. The two men sued the company.",
        "Some residents sued the company.",
    ],
)
def test_whom_the_words_do_not_settle_is_left_open(nlp: Language, text: str) -> None:
    assert [action.agent_actor for action in _actions(nlp, text) if action.verb == "sue"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "Asked by reporters if Chile praised Peru, the envoy did not reply.",
        "The envoy would not say whether Chile had accused Peru.",
        "If Chile sues Peru, the union will fall.",
        "“Did Chile sue Peru?”",
    ],
)
def test_a_clause_that_leaves_open_if_it_happened_is_no_deed(nlp: Language, text: str) -> None:
    assert not [action for action in _actions(nlp, text) if action.verb in ("praise", "accuse", "sue")]


@pytest.mark.parametrize(
    "text",
    [
        "Too many questions require an immediate answer.",
        "The tweet accused the firm.",
        "The mayor's speech comes after the ministry, in a Friday note, condemned a batch of letters.",
        "Suing the firm in a speech was unwise.",
        "She called for jailing the editor.",
    ],
)
def test_a_thing_does_nothing_and_a_verb_needs_its_own_subject(nlp: Language, text: str) -> None:
    assert not [action for action in _actions(nlp, text) if action.verb not in ("call",)]


@pytest.mark.parametrize(
    "text",
    [
        "The author released a book in May.",
        "Her remarks and the minister struck familiar tones.",
        "The player hit the post.",
        "The sailor received a letter.",
        "The minister declined to comment.",
        "The plan met with opposition.",
        "The union had struck a deal with the mayor.",
        "The mayor got two letters after receiving one.",
        "The dean has been met with mockery.",
        "The dean stands by the remarks.",
        "It was unwise to support the dean.",
        "The spokeswoman told the paper that the dean plans to travel.",
    ],
)
def test_a_verb_of_many_meanings_counts_only_for_what_is_done_to_somebody(nlp: Language, text: str) -> None:
    assert not _actions(nlp, text)


@pytest.mark.parametrize("text", ["The ministry rejected Mary Holt's letters.", "The council banned the practice."])
def test_what_is_done_to_a_thing_is_no_deed_between_parties(nlp: Language, text: str) -> None:
    assert not _actions(nlp, text)


def test_an_aide_to_somebody_is_somebody_else(nlp: Language) -> None:
    action = _actions(nlp, "Mary Holt came. Police detained a top aide to election rival Mary Holt.")[-1]
    assert (action.verb, action.patient_actor) == ("detain", None)


def test_what_somebody_is_accused_of_would_be_the_deed_of_the_accused(nlp: Language) -> None:
    text = "The union accused the firm of suing the crew."
    suit = next(action for action in _actions(nlp, text) if action.verb == "sue")
    assert (_words(text, suit.agent), suit.modality) == ("the firm", "possible")


def test_the_verb_is_the_patterns_own(nlp: Language) -> None:
    text = "The court fined two traders."
    assert [action.verb for action in _actions(nlp, text)] == ["fine"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The union demanded that the dean be arrested.", "demanded"),
        ("Troops are free to arrest the dean.", "intended"),
        ("Troops came to arrest the dean.", "intended"),
        ("Police appeared to arrest the dean.", "possible"),
    ],
)
def test_what_is_demanded_meant_or_seems_so_is_no_plain_deed(nlp: Language, text: str, modality: str) -> None:
    assert [action.modality for action in _actions(nlp, text) if action.verb == "arrest"] == [modality]


def test_whose_doing_a_gerund_would_be_is_not_guessed(nlp: Language) -> None:
    text = "Chile welcomes the plan for expelling the envoys."
    assert not [action for action in _actions(nlp, text) if action.verb == "expel"]


def test_a_headline_that_says_to_meet_tells_of_a_plan(nlp: Language) -> None:
    meetings = [
        action for action in _actions(nlp, "Mary Holt to meet with Tom Reed on May 20") if action.verb == "meet"
    ]
    assert all(action.modality for action in meetings)
