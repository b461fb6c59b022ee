from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from spacy.language import Language

from newsparallax.reading.article import Article, Paragraph, Role
from newsparallax.reading.breaks import lost_breaks
from newsparallax.tagging.grammar.parse import parse
from newsparallax.tagging.saying.attributions import Attribution, find

Said = tuple[str, str | None, list[str]]


def article(text: str, outlet: str = "Harbour Post", roles: dict[int, Role] | None = None) -> Article:
    """An article whose paragraphs are the lines of a text."""
    paragraphs = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            paragraphs.append(Paragraph(start, start + len(line), (roles or {}).get(number, "body")))
        start += len(line) + 1
    return Article("a", "a.txt", text, "utf-8", "en", outlet, None, None, (), tuple(paragraphs), ())


Read = Callable[..., list[Attribution]]


@pytest.fixture(scope="session")
def read(nlp: Language) -> Read:
    def attributions(
        text: str, outlet: str = "Harbour Post", roles: dict[int, Role] | None = None
    ) -> list[Attribution]:
        return find(next(parse(nlp, [article(text, outlet, roles)])))

    return attributions


def told(text: str, found: list[Attribution]) -> list[Said]:
    """Kind, source and content of each attribution, in words."""
    return [
        (a.kind, None if a.source is None else text[slice(*a.source)], [text[slice(*c)] for c in a.content])
        for a in found
    ]


INDIRECT = {
    "that": ("The mayor said that the bridge was safe.", "The mayor", "the bridge was safe"),
    "no that": ("Sources said the bridge was unsafe.", "Sources", "the bridge was unsafe"),
    "that, far from said": (
        "The minister said on Monday during a visit to the port that the ferry line would reopen in May.",
        "The minister",
        "the ferry line would reopen in May",
    ),
    "fronted": (
        "The ferry will sail again in May, a spokesman for the company said.",
        "a spokesman for the company",
        "The ferry will sail again in May",
    ),
    "according to, first": ("According to Anna Weber, the bridge is safe.", "Anna Weber", "the bridge is safe"),
    "according to, last": ("The bridge is safe, according to the city.", "the city", "The bridge is safe"),
    "in somebody's words": ("In his words, the treaty is dead.", "his", "the treaty is dead"),
    "names after according to": (
        "According to Weber, Oslo and Bergen will need more time.",
        "Weber",
        "Oslo and Bergen will need more time",
    ),
    "quoted by": ("Weber was quoted by state media as saying the talks were useful.", "Weber", "the talks were useful"),
    "an agency quoted somebody": (
        "The agency quoted a member of the crew as saying that the engine had failed.",
        "a member of the crew",
        "the engine had failed",
    ),
    "told a briefing": (
        "Weber told a weekly media briefing that the port would continue to work.",
        "Weber",
        "the port would continue to work",
    ),
    "that, behind a misread verb": (
        "Ms. Weber apprised members that the humanitarian corridor agreed upon in May had collapsed within hours.",
        "Ms. Weber",
        "the humanitarian corridor agreed upon in May had collapsed within hours",
    ),
    "list of names": (
        "In a joint statement, Norway, Peru and Chile said they would double their contributions.",
        "Norway, Peru and Chile",
        "they would double their contributions",
    ),
    "denied doing": ("Weber denied taking money from the company.", "Weber", "taking money from the company"),
    "ruled out": ("Weber ruled out any further delay of the talks.", "Weber", "any further delay of the talks"),
    "have called on": (
        "The judges have called on all leaders to show restraint and wait.",
        "The judges",
        "all leaders to show restraint and wait",
    ),
    "told somebody, no that": (
        "Anna Weber, whose sons attend the school, told the board she had learned of the fire from a friend.",
        "Anna Weber",
        "she had learned of the fire from a friend",
    ),
    "as noted in": (
        "As noted in the ministry, the decision was taken in May.",
        "the ministry",
        "the decision was taken in May",
    ),
    "citing, between commas": (
        "Earlier, CT24 TV channel, citing its own sources, reported that the police were looking for two men.",
        "CT24 TV channel",
        "the police were looking for two men",
    ),
    "fronted, behind a misread phrase": (
        "A rocket built by startup Orbitra exploded seconds after liftoff on Tuesday, the company said, in a setback "
        "for its plan to launch 600 internet satellites.",
        "the company",
        "A rocket built by startup Orbitra exploded seconds after liftoff on Tuesday",
    ),
    "two subjects": (
        "Briefing journalists, the Minister indicated that the reservoir would hold water.",
        "the Minister",
        "the reservoir would hold water",
    ),
    "expressed hope": (
        "Weber expressed hope that the two cities would sign the treaty.",
        "Weber",
        "the two cities would sign the treaty",
    ),
    "called for": ("Weber called for the release of the sailors.", "Weber", "the release of the sailors"),
    "called for, with a clause": (
        "The union called for all ships of the company to be halted.",
        "The union",
        "all ships of the company to be halted",
    ),
    "called on": ("Weber called on Norway to release the sailors.", "Weber", "Norway to release the sailors"),
    "described as": ("The envoy described the meeting as constructive.", "The envoy", "the meeting as constructive"),
    "accused of": ("Weber accused Norway of breaking the treaty.", "Weber", "Norway of breaking the treaty"),
    "stated a thing": (
        "Both sides stated the need to reopen the harbour.",
        "Both sides",
        "the need to reopen the harbour",
    ),
    "vowed to": ("Weber vowed to rebuild the bridge.", "Weber", "to rebuild the bridge"),
    "verb chain": ("Weber went on to say that the bridge was safe.", "Weber", "the bridge was safe"),
    "claim that": ("Weber's claim that the bridge was safe was rejected.", "Weber", "the bridge was safe"),
    "who said": ("The mayor, who said the ferry was old, left early.", "who", "the ferry was old"),
    "nested report": (
        "The Interfax news agency reported that Weber declined to comment on the sailors.",
        "The Interfax news agency",
        "Weber declined to comment on the sailors",
    ),
    "statement saying": (
        "The ministry released a statement saying the talks would resume.",
        "The ministry",
        "the talks would resume",
    ),
}


@pytest.mark.parametrize("case", INDIRECT)
def test_reported_speech_is_found_in_every_construction(read: Read, case: str) -> None:
    text, source, content = INDIRECT[case]
    assert told(text, read(text)) == [("indirect", source, [content])]


DIRECT = {
    "source before verb": ("“The bridge is safe,” Weber said.", "Weber", ["The bridge is safe,"]),
    "verb before source": (
        "“The bridge is safe,” said Anna Weber, the mayor of Lindau.",
        "Anna Weber, the mayor of Lindau",
        ["The bridge is safe,"],
    ),
    "colon": ("Weber wrote on Twitter: “The bridge is safe.”", "Weber", ["The bridge is safe."]),
    "straight marks": ('"The bridge is safe," Weber said.', "Weber", ["The bridge is safe,"]),
    "doubled apostrophes": ("''The bridge is safe,'' Weber said.", "Weber", ["The bridge is safe,"]),
    "single marks": (
        "‘The ministers’ bridge isn’t safe,’ Weber told parliament.",
        "Weber",
        ["The ministers’ bridge isn’t safe,"],
    ),
    "guillemets": ("« The bridge is safe », said Anna Weber.", "Anna Weber", ["The bridge is safe"]),
    "marks set apart": ('" The bridge is safe , " Weber said .', "Weber", ["The bridge is safe ,"]),
    "nested marks": (
        "“He told me ‘the bridge is safe’ and left,” Weber said.",
        "Weber",
        ["He told me ‘the bridge is safe’ and left,"],
    ),
    "opening mark used to close": ("“The bridge is safe,“ Weber said.", "Weber", ["The bridge is safe,"]),
    "never closed": (
        "He added: “The bridge is safe and the ferry sails.",
        "He",
        ["The bridge is safe and the ferry sails."],
    ),
    "several sentences": (
        "“The bridge is safe. The ferry sails. We are glad,” Weber said.",
        "Weber",
        ["The bridge is safe. The ferry sails. We are glad,"],
    ),
    "interrupted sentence": (
        "“The bridge is safe,” Weber said, “and the ferry sails.”",
        "Weber",
        ["The bridge is safe,", "and the ferry sails."],
    ),
    "question": ("“Is the bridge safe?” asked Weber.", "Weber", ["Is the bridge safe?"]),
    "a document reads": ("The statement read: “No sailor was hurt.”", "The statement", ["No sailor was hurt."]),
    "name behind a dash": (
        "“Nothing is as slow as a ferry.” —Anna Weber",
        "Anna Weber",
        ["Nothing is as slow as a ferry."],
    ),
    "nickname in the name": (
        "“The bridge is safe,” said Marcia “Cia” Holm of the council.",
        "Marcia “Cia” Holm of the council",
        ["The bridge is safe,"],
    ),
    "announced by the paragraph before": (
        "In a letter to the council Weber wrote:\n\n“The bridge is safe.”",
        "Weber",
        ["The bridge is safe."],
    ),
}


@pytest.mark.parametrize("case", DIRECT)
def test_direct_speech_is_found_whatever_its_marks(read: Read, case: str) -> None:
    text, source, content = DIRECT[case]
    assert told(text, read(text)) == [("direct", source, content)]


MIXED = {
    "fragment": (
        "Weber said there were “a lot of holes” in the budget.",
        "Weber",
        "there were “a lot of holes” in the budget",
        ["a lot of holes"],
    ),
    "fragment in according to": (
        "According to Weber, the bridge “will need some time.”",
        "Weber",
        "the bridge “will need some time.”",
        ["will need some time."],
    ),
    "praised as": (
        "Weber praised the talks as “constructive” and “useful”.",
        "Weber",
        "the talks as “constructive” and “useful”",
        ["constructive", "useful"],
    ),
}


@pytest.mark.parametrize("case", MIXED)
def test_quoted_fragments_of_reported_speech_are_kept(read: Read, case: str) -> None:
    text, source, content, fragments = MIXED[case]
    found = read(text)
    assert told(text, found) == [("mixed", source, [content])]
    assert [text[slice(*q)] for q in found[0].quoted] == fragments


REFUSALS = {
    "declined to comment": ("The envoy declined to comment on the sailors.", "The envoy", "on the sailors"),
    "did not reply": ("The envoy did not reply.", "The envoy", "reply"),
    "no answer to a request": (
        "The ministry did not immediately respond to a request for comment.",
        "The ministry",
        "a request for comment",
    ),
    "did not say": ("The envoy did not say when he would return.", "The envoy", "when he would return"),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_a_refusal_to_speak_is_a_kind_of_its_own(read: Read, case: str) -> None:
    text, source, content = REFUSALS[case]
    assert told(text, read(text)) == [("refusal", source, [content])]


NOTHING = [
    "The film “Gone With the Tide” opened on Friday.",
    "The so-called “ghost ferry” left the harbour at noon.",
    "Weber wants the bridge to be rebuilt.",
    "Weber left the room without saying what she thought.",
    "A company called Harbour Lines bought the ferry.",
    "It rained.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_nobody_is_reported_to_have_said_is_not_coded(read: Read, text: str) -> None:
    assert read(text) == []


def test_each_verb_of_a_chain_of_reports_has_the_same_source(read: Read) -> None:
    text = "The mayor told reporters that the bridge was safe, but stressed that repairs would go on."
    assert told(text, read(text)) == [
        ("indirect", "The mayor", ["the bridge was safe"]),
        ("indirect", "The mayor", ["repairs would go on"]),
    ]


def test_what_the_source_adds_is_not_taken_for_part_of_what_was_said_before(read: Read) -> None:
    text = "He said he had repeated the offer of talks on the islands, stressing that Norway did not refuse."
    assert told(text, read(text)) == [
        ("indirect", "He", ["he had repeated the offer of talks on the islands"]),
        ("indirect", "He", ["Norway did not refuse"]),
    ]


def test_a_report_between_commas_is_cut_out_of_its_content(read: Read) -> None:
    text = "The bridge, the council said, will be closed for a year."
    assert told(text, read(text)) == [("indirect", "the council", ["The bridge", "will be closed for a year"])]


def test_a_sentence_in_marks_goes_on_with_the_speaker_before_it(read: Read) -> None:
    text = "“We will rebuild it,” Weber said. “It will take a year.”"
    found = read(text)
    assert told(text, found) == [
        ("direct", "Weber", ["We will rebuild it,"]),
        ("direct", "Weber", ["It will take a year."]),
    ]
    assert [a.needs_review is None for a in found] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Weber said: “The bridge is safe.\n\n“The ferry sails.\n\n“We are glad.”",
        "“The bridge is safe.\n\n“The ferry sails.\n\n“We are glad,” Weber said.",
    ],
)
def test_each_paragraph_of_a_long_quotation_goes_to_the_source_named_before_or_after(read: Read, text: str) -> None:
    assert [(kind, source) for kind, source, _ in told(text, read(text))] == [("direct", "Weber")] * 3


def test_the_channel_that_carried_the_words_is_named(read: Read) -> None:
    text = "“The talks were useful,” Weber was quoted as saying by Interfax."
    (found,) = read(text)
    assert (text[slice(*found.source or ())], found.via) == ("Weber", "Interfax")
    (found,) = read("Weber told Reuters that the talks were useful.")
    assert found.via == "Reuters"
    (found,) = read("Weber told a press briefing that the talks were useful.")
    assert found.via is None


def test_a_transcript_gives_each_paragraph_to_its_label(read: Read) -> None:
    text = "WEBER: We will rebuild the bridge.\n\nOLSEN: When will it open?\n\nWEBER: In May, I think."
    assert told(text, read(text)) == [
        ("direct", "WEBER", ["We will rebuild the bridge."]),
        ("direct", "OLSEN", ["When will it open?"]),
        ("direct", "WEBER", ["In May, I think."]),
    ]


LETTERS = """LETTERS.

The bridge is a disgrace. Close it now.

It was built by fools.

Ann Cole.

Marrow Bay, Ore.

TWITTER.

We asked whether the bridge should close.

The bridge closed for a day on Monday.

Give it a break. It is old.

@bolind.

The mayor said that it is safe.

Ida Voss.
"""


def test_a_page_of_letters_gives_each_to_who_signed_it(read: Read) -> None:
    assert [said for said in told(LETTERS, read(LETTERS)) if said[0] == "direct"] == [
        ("direct", "Ann Cole", ["The bridge is a disgrace. Close it now."]),
        ("direct", "Ann Cole", ["It was built by fools."]),
        ("direct", "@bolind", ["Give it a break. It is old."]),
        ("direct", "Ida Voss", ["The mayor said that it is safe."]),
    ]


def test_names_above_what_is_told_of_them_sign_nothing(read: Read) -> None:
    text = "The council met.\n\nAnn Cole.\n\nShe is mayor.\n\nBo Lind.\n\nHe is a dean.\n\nIda Voss.\n\nShe left."
    assert read(text) == []


def test_a_list_with_colons_is_no_transcript(read: Read) -> None:
    assert read("Oslo: 547\n\nBergen: 46\n\nOslo: 12\n\nBergen: 3") == []


def test_a_headline_that_makes_somebody_speak_is_coded_though_the_body_repeats_it(read: Read) -> None:
    text = "Weber praises ‘useful’ talks with envoy\n\nAnna Weber praised her talks with the envoy as “useful”."
    assert len(read(text, roles={0: "headline"})) == 2
    alone = "Weber says bridge is unsafe\n\nThe ferry sails at noon."
    assert len(read(alone, roles={0: "headline"})) == 1


def test_a_headline_whose_name_and_colon_come_first_is_that_persons(read: Read) -> None:
    text = "Anna Weber: Council asks mayor to close bridge\n\nAnna Weber said that the ferry was late."
    found = told(text, read(text, roles={0: "headline"}))
    assert found[0] == ("indirect", "Anna Weber", ["Council asks mayor to close bridge"])
    topic = "Bridge minister on sale: ‘We will mend it’\n\nThe ferry sails at noon."
    assert told(topic, read(topic, roles={0: "headline"})) == [("direct", "Bridge minister", ["We will mend it"])]


def test_an_outlet_that_names_itself_as_its_source_is_not_coded(read: Read) -> None:
    text = "According to Harbour Post, the envoy said that the talks were useful."
    assert told(text, read(text)) == [("indirect", "the envoy", ["the talks were useful"])]


@pytest.mark.parametrize(
    "text",
    [
        "It is worth noting that the two ministers met in May.",
        "The port closed at noon, the paper wrote for its readers, citing Reuters.",
        "The ferry sails twice per week and carries 40 people per crossing.",
    ],
)
def test_the_outlets_own_voice_and_its_sources_are_no_content(read: Read, text: str) -> None:
    assert [a.cue_lemma for a in read(text) if a.cue_lemma in ("note", "cite", "per")] == []


def test_names_called_in_marks_are_content_however_they_are_parsed(read: Read) -> None:
    text = "Analysts called the failure “a speed bump”, while others questioned whether the firm has enough cash."
    assert told(text, read(text)) == [
        ("mixed", "Analysts", ["the failure “a speed bump”"]),
        ("indirect", "others", ["whether the firm has enough cash"]),
    ]


def test_two_things_that_a_participle_calls_for_are_one_content(read: Read) -> None:
    text = "Norway is ready, Weber said, calling on both sides to oppose sanctions and the closing of markets."
    assert told(text, read(text))[1:] == [
        ("indirect", "Weber", ["both sides to oppose sanctions and the closing of markets"])
    ]


def test_what_stands_before_the_cue_of_a_whole_sentence_in_marks_is_not_said(read: Read) -> None:
    text = "Asked whether Norway was under pressure to change, he said, “Our position has been clear. We wait.”"
    assert told(text, read(text)) == [("direct", "he", ["Our position has been clear. We wait."])]


@pytest.mark.parametrize(
    "text", ["", "“", "\"'‘’” said.", "said said said", "“”, he said.", ": “ ” —", "NAME:\n\nNAME:\n\nB:"]
)
def test_broken_text_raises_nothing(read: Read, text: str) -> None:
    for found in read(text):
        assert all(0 <= start <= end <= len(text) for start, end in found.content)


def test_a_quotation_left_open_goes_on_through_paragraphs_without_marks(read: Read) -> None:
    text = (
        "Ann Cole wrote to the mayor: “The bridge is not safe. It was never safe, and the council knew.\n"
        "And it is no small matter. It is an affront to the town.\nThe council should resign.”\nThe mayor read it."
    )
    said = [c for a in read(text) for c in told(text, [a])[0][2]]
    assert "And it is no small matter. It is an affront to the town." in said
    assert "The mayor read it." not in said


def test_a_paragraph_without_marks_after_a_closed_quotation_is_the_narrators(read: Read) -> None:
    text = "“The bridge is not safe,” Ann Cole said.\nThe council met on Monday."
    assert all("council met" not in c for a in read(text) for c in told(text, [a])[0][2])


def test_an_embedded_post_is_given_to_whom_the_article_quotes(read: Read) -> None:
    post = "The talks went very well and we meet again soon!"
    text = f"“{post}” Ann Cole tweeted.\n{post}"
    found = read(text)
    assert [a.rule for a in found][-1] == "repeated without marks"
    assert text[slice(*(found[-1].source or (0, 0)))] == "Ann Cole"


def test_a_question_belongs_to_who_asked_it_not_to_the_next_speaker(read: Read) -> None:
    text = "Ann Cole said: “Where will they go?” Bo Lind answered: “The pier is gone.”"
    assert told(text, read(text)) == [
        ("direct", "Ann Cole", ["Where will they go?"]),
        ("direct", "Bo Lind", ["The pier is gone."]),
    ]


def test_quotations_of_a_line_that_lost_its_breaks_go_to_their_own_speakers(nlp: Language) -> None:
    text = (
        'The hearing was about the "lung of the town." Our park is burning," wrote Ann Cole." Is it lost?" '
        'Bo Lind asked her." would not call it lost," Cole said. "It has a future."Nobody from the council came.'
    )
    cuts = [0, *lost_breaks(text, 0, len(text)), len(text)]
    paragraphs = tuple(Paragraph(low, high, "body") for low, high in pairwise(cuts))
    found = find(next(parse(nlp, [replace(article(text), paragraphs=paragraphs)])))
    assert told(text, found) == [
        ("direct", "Ann Cole", ["Our park is burning,"]),
        ("direct", "Bo Lind", ["Is it lost?"]),
        ("direct", "Cole", ["would not call it lost,"]),
        ("direct", "Cole", ["It has a future."]),
    ]


def test_a_closing_mark_whose_opening_one_is_lost_gives_nobody_the_paragraph(read: Read) -> None:
    text = "“We leave,” Ann Cole said. “It is late.” The town slept. We never saw such rain. My roof leaks.”"
    assert [c for _, _, c in told(text, read(text))] == [["We leave,"], ["It is late."]]


def test_a_paragraph_that_lost_its_marks_stays_with_its_speaker(read: Read) -> None:
    text = "Weber said: “The talks were long.” We have many problems. But I see a will to solve them."
    found = read(text)
    assert told(text, found)[1] == ("direct", "Weber", ["We have many problems. But I see a will to solve them."])
    assert found[1].needs_review
