"""The claims of a first page: what is said for certain, and what is not said because something may be hidden."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing.claims import claims
from newsparallax.comparing.claims.texts import quoted
from newsparallax.comparing.told import statements_tables
from newsparallax.corpus import CorpusConfig
from newsparallax.words import listed

FILLER = (
    "Snow fell on the hills of Orrin.",
    "A cat slept by the stove in Marrow.",
    "Geese crossed the bay at Velland.",
)


def corpus(*texts: tuple[str, ...]) -> Invented:
    """Articles `a0`, `a1`, … of outlets North, South, West, each with a sentence of its own before the given ones."""
    outlets = ("North", "South", "West")
    return Invented({f"a{n}": (outlets[n], [("body", w) for w in (FILLER[n], *own)]) for n, own in enumerate(texts)})


def claimed(made: Invented) -> pd.DataFrame:
    tables = made.tables()
    return claims(tables, statements_tables(tables, CorpusConfig()))


def of(made: Invented, kind: str) -> list[str]:
    found = claimed(made)
    return list(found.loc[found["kind"] == kind, "sentence"])


WORDS = "The ovens of the town must never be sealed by force again"


def quoting(*others: str, **known: Any) -> Invented:
    """North quotes John Berg; the other outlets have a sentence each."""
    made = corpus((f"“{WORDS},” said John Berg, a baker.",), *((other,) for other in others))
    made.attribution("a0", WORDS, "John Berg", kind="direct", source="John Berg", **known)
    made.mention("a0", "John Berg", "John Berg", "full name")
    return made


def test_a_speaker_of_one_outlet_alone_is_claimed_with_the_words() -> None:
    (sentence,) = of(quoting("The mayor slept.", "The mayor sang."), "only_here")[:1]
    assert sentence == f"Only North quotes John Berg, a baker: “{WORDS}”."


def test_a_speaker_without_words_that_can_be_printed_is_no_claim() -> None:
    said = "And so they did, “and it was he who did”, said John Berg, a baker of Velland."
    made = corpus((said,), ("The mayor slept.",))
    made.attribution("a0", "and it was he who did", "John Berg", kind="direct", source="John Berg")
    made.mention("a0", "John Berg", "John Berg", "full name")
    assert not [s for s in of(made, "only_here") if "quotes" in s]


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        pytest.param("Will the ovens of the town be sealed by force again?", None, id="a question"),
        pytest.param(
            f"{WORDS}. {'The bakers of Orrin and of Velland know that very well, ' * 6}", f"{WORDS}.", id="long"
        ),
    ],
)
def test_of_a_quotation_whole_sentences_are_printed_and_no_questions(said: str, printed: str | None) -> None:
    made = corpus((f"“{said},” John Berg of the Bakers’ Union said.",), ("The mayor slept.",))
    made.attribution("a0", said, "John Berg", kind="direct", source="John Berg")
    made.mention("a0", "John Berg", "John Berg", "full name")
    quotes = [s for s in of(made, "only_here") if "quotes" in s]
    assert quotes == ([] if printed is None else [f"Only North quotes John Berg of the Bakers’ Union: “{printed}”"])


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("The man said the ovens must never be sealed by force.", id="an unresolved source"),
        pytest.param("The ovens of the town must never be sealed by force, it was heard.", id="the same words"),
    ],
)
def test_nobody_is_claimed_who_may_be_heard_elsewhere(hidden: str) -> None:
    made = quoting(hidden, "The mayor sang.")
    if "said" in hidden:
        words = "the ovens must never be sealed by force"
        made.attribution("a1", words, None, source="The man", speaker_sure=False)
    assert not [s for s in of(made, "only_here") if "quotes John Berg" in s]


def test_a_speaker_known_by_an_alias_elsewhere_is_not_claimed() -> None:
    made = quoting("Berg said the mayor slept.", "The mayor sang.")
    made.attribution("a1", "the mayor slept", "Berg", source="Berg")
    assert not [s for s in of(made, "only_here") if "quotes John Berg" in s]


def test_a_doubtful_speaker_makes_no_claim() -> None:
    made = quoting("The mayor slept.", "The mayor sang.", speaker_sure=False)
    assert not [s for s in of(made, "only_here") if "quotes" in s]


def test_a_speaker_is_printed_with_who_the_article_says_that_is() -> None:
    made = corpus((f"“{WORDS},” said John Berg, a baker of Orrin, on Monday.",), ("The mayor slept.",))
    made.attribution("a0", WORDS, "John Berg", kind="direct", source="John Berg, a baker of Orrin,")
    made.mention("a0", "John Berg", "John Berg", "full name")
    assert of(made, "only_here")[0].startswith("Only North quotes John Berg, a baker of Orrin: “")


DENIAL = "Marsh, who was accused of theft, fled on Monday, but Marsh has denied the charge of theft."
CHARGE = "Marsh is accused of the theft of a silver bell from the town hall."


def test_a_missing_denial_is_claimed_with_the_denial_that_others_print() -> None:
    (sentence,) = of(corpus((DENIAL,), (CHARGE,)), "reply_missing")
    assert sentence == (
        f"South does not report the denial that North carries: “{DENIAL}” South has the charge: “{CHARGE}”"
    )


def test_no_denial_is_missed_by_who_does_not_print_the_charge() -> None:
    made = corpus((DENIAL,), (CHARGE,), ("Marsh rang a silver bell in the town hall of Velland on Monday.",))
    assert [s.split(":")[0] for s in of(made, "reply_missing")] == [
        "South does not report the denial that North carries"
    ]


def test_who_vouches_for_somebody_does_not_speak_for_the_accused() -> None:
    vouched = "“The court found that Marsh had no part in the theft of the bell,” his friend Carl Moe said."
    assert of(corpus((vouched,), (CHARGE,)), "reply_missing") == []


@pytest.mark.parametrize(
    "instead",
    [
        pytest.param(CHARGE + " The clerk denied it all.", id="a denial somewhere"),
        pytest.param(CHARGE + " It is false, the clerk said.", id="an answer in other words"),
        pytest.param("A silver bell was stolen, an accusation says.", id="who denies is not named"),
        pytest.param("Marsh rang a silver bell in the town hall.", id="no charge"),
    ],
)
def test_no_denial_is_missed_where_there_may_be_one_or_none_is_needed(instead: str) -> None:
    assert of(corpus((DENIAL,), (instead,)), "reply_missing") == []


def test_a_denial_of_somebody_else_is_no_reply() -> None:
    denial = "Marsh maintained that he had no part in the theft of the bell."
    (sentence,) = of(corpus((denial,), (CHARGE, "Carl Moe denied the charge of arson.")), "reply_missing")
    assert sentence.startswith(f"South does not report the denial that North carries: “{denial}” ")


@pytest.mark.parametrize(
    "words",
    [
        "The clerk said that Marsh could neither confirm nor deny the old theft of the bell.",
        "The council of Marsh denied access to the old bell after the theft, it said.",
    ],
)
def test_refusing_to_confirm_and_refusing_access_are_no_denials(words: str) -> None:
    assert of(corpus((words,), (CHARGE,)), "reply_missing") == []


FACT = "The silver bell of Orrin was sold to a baker for 4,300 crowns on Monday."


def test_a_statement_that_the_others_tell_is_left_out_where_nothing_is_like_it() -> None:
    found = of(corpus((FACT,), (FACT,), ("The mayor sang in the harbour of Velland.",)), "left_out")
    assert found == [f"West leaves out what North and South tell: “{FACT}”"]


def test_what_was_written_before_the_event_is_not_said_to_leave_out_what_later_articles_tell() -> None:
    made = corpus((FACT,), (FACT,), ("The mayor sang in the harbour of Velland.",))
    made.rows["articles"][2]["timing"] = "before"
    assert of(made, "left_out") == []
    made.rows["articles"][0]["timing"] = "before"
    assert len(of(made, "left_out")) == 1


def test_what_two_tell_in_other_words_is_printed_from_both() -> None:
    other = "On Monday a baker bought the silver bell of Marrow, which cost 4,300 crowns."
    (found,) = of(corpus((FACT,), (other,), ("The mayor sang in the harbour of Velland.",)), "left_out")
    assert f"“{FACT}”" in found and f"“{other}”" in found


@pytest.mark.parametrize(
    "instead",
    [
        pytest.param("A baker of Orrin paid 4,300 crowns for the bell.", id="told in other words"),
        pytest.param("The council is expected to sell the old harbour.", id="written beforehand"),
    ],
)
def test_nobody_is_charged_who_may_tell_it_or_could_not_know(instead: str) -> None:
    assert of(corpus((FACT,), (FACT,), (instead,)), "left_out") == []


def test_nobody_is_singled_out_of_several_who_may_lack_it_and_nobody_is_charged_with_what_most_lack() -> None:
    lacking = ("The mayor sang in the harbour of Velland.", "A fire broke out in the mill of Marrow.")
    outlets = ("North", "South", "West", "East", "Coast")
    told = (FACT, FACT, lacking[0], lacking[1], "The council met on Tuesday.")

    def left_out(*words: str) -> list[str]:
        rows = {f"a{n}": (outlets[n], [("body", FILLER[n % 3]), ("body", w)]) for n, w in enumerate(words)}
        return of(Invented(rows), "left_out")

    assert left_out(*told) == []
    assert left_out(FACT, FACT, lacking[0], "The council is expected to sell the old harbour.") == []
    (found,) = left_out(FACT, FACT, *lacking)
    assert found.startswith("West and East leave out what")


def test_the_first_sentence_of_an_article_is_the_event_and_nobody_leaves_it_out() -> None:
    opening = Invented(
        {
            f"a{n}": (outlet, [("body", words)])
            for n, (outlet, words) in enumerate((("North", FACT), ("South", FACT), ("West", "The mayor sang at dawn.")))
        }
    )
    assert of(opening, "left_out") == []


def test_what_one_outlet_tells_in_passing_is_no_claim() -> None:
    fact = "Marsh sold the silver bell of Orrin to a baker for 4,300 crowns."
    long = tuple(f"The grey horse number {n} of the mayor ate hay beside the old mill of Velland." for n in range(30))
    passing, roomy = corpus((fact, *long), (*long, "The mayor sang.")), corpus((fact, *long[:3]), long[:3])
    assert not [s for s in of(passing, "only_here") if fact in s]
    assert [s for s in of(roomy, "only_here") if fact in s]


def test_of_many_outlets_the_first_are_named() -> None:
    assert listed([f"The Post of {n}" for n in "ABCDEF"], 5) == (
        "The Post of A, The Post of B, The Post of C, The Post of D and 2 others"
    )


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        pytest.param("“It is cold,” Berg said.", "“‘It is cold,’ Berg said.”", id="inner marks are single"),
        pytest.param("“It is cold, Berg said.", "“It is cold, Berg said.”", id="a mark that has lost its other one"),
        pytest.param("Ann Berg , a baker, left.", "“Ann Berg, a baker, left.”", id="a loose comma"),
        pytest.param(
            "A fire broke out in the mill, and Ann Berg saw it.", "“A fire broke out in the mill …”", id="cut"
        ),
    ],
)
def test_quoted_words_are_set_as_an_editor_would(words: str, printed: str) -> None:
    assert quoted(words, 40) == printed


def test_judging_words_in_the_own_voice_are_claimed_and_those_of_others_are_not() -> None:
    own = "The mayor of Velland left the hall in a shameful defeat for the old council."
    assert of(corpus((own,), ("The mayor left.",)), "takes_side") == [
        f"In the writer’s own voice North has “shameful”: “{own}”"
    ]
    said = corpus((f"{own[:-1]}, Berg said.",), ("The mayor left.",))
    said.attribution("a0", own[:-1], "Berg", source="Berg")
    assert of(said, "takes_side") == []


@pytest.mark.parametrize(
    "own",
    [
        "The loss of the bell could have been a shameful defeat for the mayor of Velland.",
        "The mayor of Velland was branded a shameful loser of bells in the hall.",
    ],
)
def test_what_is_only_possible_or_what_others_call_somebody_is_no_judgement(own: str) -> None:
    assert of(corpus((own,), ("The mayor left.",)), "takes_side") == []


@pytest.mark.parametrize(("days", "claims_made"), [((4, 4), 1), ((4, 6), 0), ((4, 5), 0), ((5, 4), 1)])
def test_a_figure_that_may_have_changed_from_day_to_day_is_no_clash_on_the_first_page(
    days: tuple[int, int], claims_made: int
) -> None:
    made = corpus(*((f"The ferry from Velland carried {n} people across the sound.",) for n in (214, 241)))
    for row, day in zip(made.rows["articles"], days, strict=True):
        row["published"] = f"2024-03-{day:02}"
    assert len(of(made, "clash")) == claims_made


@pytest.mark.parametrize(
    ("told", "said"),
    [
        pytest.param("The clerk of Orrin found the silver bell in a barn on Tuesday.", True, id="a day between"),
        pytest.param("The clerk of Orrin found the silver bell in a barn on Sunday.", False, id="a day before"),
        pytest.param("The clerk of Orrin will ring the silver bell of the town on Tuesday.", False, id="still to come"),
        pytest.param("The clerk of Orrin found the silver bell in the barn of a baker.", False, id="no day"),
    ],
)
def test_what_came_between_the_days_is_told_where_a_sentence_names_its_day(told: str, said: bool) -> None:
    made = corpus(("The mayor left.",), (told,))
    for row, day in zip(made.rows["articles"], (4, 6), strict=True):  # a Monday and a Wednesday
        row["published"] = f"2024-03-{day:02}"
    claim = f"South (6 March 2024) tells what came after North wrote (4 March 2024): “{told}”"
    assert of(made, "timing") == [claim] * said


def headed(*heads: str) -> Invented:
    told = {f"a{n}": ("NSW"[n], [("headline", head), ("body", FILLER[n])]) for n, head in enumerate(heads)}
    return Invented(told)


def test_headlines_that_say_the_same_are_no_claim() -> None:
    assert of(headed("Mayor of Velland sells the bell", "The mayor of Velland sells bell"), "headline") == []
    (told,) = of(headed("Mayor of Velland sells the bell", "Bakers of Orrin fear a long winter"), "headline")
    assert told == "The headlines: “Mayor of Velland sells the bell” (N), “Bakers of Orrin fear a long winter” (S)."


def test_who_wrote_days_apart_has_its_day_beside_its_headline() -> None:
    made = headed("Mayor of Velland sells the bell", "Bakers of Orrin fear a long winter")
    for row, day in zip(made.rows["articles"], (4, 6), strict=True):
        row["published"] = f"2024-03-{day:02}"
    assert "(N, 4 March 2024)" in of(made, "headline")[0]


LETTERS = (
    "LETTERS.",
    "The mayor of Velland made a shameful and reckless bid for the silver bell of Orrin.",
    "Ann Berg.",
    "I have rung that bell for forty years, and nobody ever asked me what it is worth.",
    "Carl Moe.",
)


def test_what_readers_write_is_no_voice_of_the_outlet_and_lacks_nothing() -> None:
    made = corpus(LETTERS, (FACT,), (FACT,))
    (told,) = of(made, "takes_side")
    assert told.startswith("North prints no report of its own but what readers write: “")
    assert not [s for kind in ("left_out", "only_here") for s in of(made, kind) if "North" in s]


def test_what_an_outlets_name_calls_letters_or_opinion_lacks_nothing_and_needs_no_claim() -> None:
    for label in ("letters", "opinion"):
        told = {"a0": ("North", [("body", FACT)]), "a1": ("West", [("body", FACT)])}
        made = Invented(told | {"a2": (f"South ({label})", [("body", "The mayor sang in the harbour of Velland.")])})
        assert [s for kind in ("takes_side", "left_out") for s in of(made, kind) if "South" in s] == []


def test_a_headline_may_call_an_article_opinion() -> None:
    own = "The mayor of Velland sang for the bakers of the valley in the harbour."
    made = Invented(
        {"a0": ("North", [("headline", "Opinion: The bell"), ("body", own)]), "a1": ("West", [("body", FACT)])}
    )
    assert of(made, "takes_side") == [f"North’s article is opinion, no plain report: “{own}”"]


def test_a_name_alone_on_a_line_makes_no_letters() -> None:
    (told,) = of(corpus(LETTERS[1:], (FACT,)), "takes_side")
    assert told.startswith("In the writer’s own voice North")


ARGUED = (
    "We have lost a bell that was ours for four hundred years.",
    "The council of Orrin should have asked the people of the valley before it sold anything.",
    "What is a town without its bell?",
    "Snow fell on the roofs of the town and on the empty tower.",
    "We must buy it back, whatever the price, before the winter is over.",
    "A bell is heavy, and a cart is slow on the roads of the valley.",
    "Our children should hear it as we did.",
    "Orrin has eleven bakers, four mills and a ferry across the sound.",
    "I rang it as a boy, and my father rang it before me.",
    "The mayor ought to take the key and open the tower for us.",
    "We will not forget it.",
)


def test_an_article_that_argues_from_first_to_last_is_opinion() -> None:
    (told,) = of(corpus(ARGUED, (FACT,)), "takes_side")
    assert told.startswith("North’s article is opinion, no plain report: “")
    said = corpus(ARGUED, (FACT,))
    for words in ARGUED:
        said.attribution("a0", words, "Berg", source="Berg")
    assert of(said, "takes_side") == []


def test_a_report_that_ends_in_demands_is_opinion_and_one_that_ends_in_a_speech_is_not() -> None:
    report = [f"The council of Orrin met {n} bakers of the valley on Monday morning." for n in range(6)]
    demands = (
        "We must buy the bell of our town back.",
        "The mayor should resign.",
        "We cannot wait.",
        "Let us go.",
        "Who will pay?",
    )
    assert "opinion" in of(corpus((*report, *demands), (FACT,)), "takes_side")[0]
    speech = ("I rang it as a boy.", "We cannot wait.", "My father rang it.", "We will go.", "Who will pay?")
    assert of(corpus((*report, *speech), (FACT,)), "takes_side") == []


def test_a_judging_sentence_that_leans_is_printed_with_the_one_before() -> None:
    own = ("The mayor of Velland sold the silver bell to a baker on Monday.", "It was a shameful bargain for the town.")
    (told,) = of(corpus(own, ("The mayor left.",)), "takes_side")
    assert told == f"In the writer’s own voice North has “shameful”: “{' '.join(own)}”"


def test_an_editors_note_is_called_that() -> None:
    note = "Editor’s note: Carl Moe is a cowardly, reckless and shameful keeper of the bell of Orrin."
    told = of(corpus((note, "It was an absurd plan of the council, and Velland lost it."), (FACT,)), "takes_side")
    assert told == [f"In an editor’s note North writes “cowardly”, “reckless” and “shameful”: “{note}”"]


def test_a_finding_that_others_share_is_no_side() -> None:
    own = "The mayor of Velland wrongly claimed that the silver bell had been sold to a baker."
    assert len(of(corpus((own,), ("The mayor left.",)), "takes_side")) == 1
    assert of(corpus((own,), ("What the mayor said of the bell is not true.",)), "takes_side") == []


OPENS = (
    "The mayor of Velland sold the silver bell of the town to a baker on Monday.",
    "Nine bakers fear that the snow will close the mountain road until the end of March.",
)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        pytest.param(*OPENS, True, id="two things"),
        pytest.param(OPENS[0], OPENS[0].replace("sold", "gave"), False, id="the same thing"),
        pytest.param(OPENS[0], "Bakers are afraid.", False, id="a few words"),
        pytest.param(
            OPENS[0],
            f"{OPENS[1][:-1]}, {'and the ice holds the boats in the harbour, ' * 7}it was said.",
            False,
            id="too long to print",
        ),
    ],
)
def test_openings_are_printed_whole_where_they_tell_of_different_things(first: str, second: str, told: bool) -> None:
    made = Invented({"a0": ("N", [("body", first)]), "a1": ("S", [("body", second)])})
    assert ("They begin" in " ".join(of(made, "headline"))) is told


def test_an_opening_that_repeats_its_headline_is_not_printed() -> None:
    made = Invented({"a0": ("N", [("headline", OPENS[0]), ("body", OPENS[0])]), "a1": ("S", [("body", OPENS[1])])})
    assert of(made, "headline") == []


def test_only_the_judging_words_of_the_sentence_printed_are_listed() -> None:
    own = ("The mayor made a reckless bid for the bell.", "It was an absurd and shameful plan of the council.")
    (told,) = of(corpus(own, ("The mayor left.",)), "takes_side")
    assert told == f"In the writer’s own voice North has “absurd” and “shameful”: “{' '.join(own)}”"


def test_two_labels_take_a_side_where_one_is_only_a_word_that_others_lack() -> None:
    own = ("The thugs of the mayor broke the bell.", "Then his cronies took the plan of the council and sold it.")
    labelled = corpus(own, ("The mayor left.",))
    labelled.mark("a0", "thugs", "loaded")
    alone = of(labelled, "wording")
    labelled.mark("a0", "cronies", "loaded")
    assert len(alone) == 1
    assert of(labelled, "wording") == []


LONG = (
    "The ovens of the town must never be sealed by force again, and every baker of Orrin knows that very well, because "
    "a town without bread in the winter is a town that will not stand when the snow is gone and the carts come up "
    "the long road from the sound, with nobody left in all of the valley to buy what they bring"
)


def speaking(**other: Any) -> Invented:
    """North quotes Ann Berg at length, South Carl Moe; West may quote somebody else."""
    made = corpus((f"“{LONG},” Ann Berg said.",), (f"“{LONG[::-1]},” Carl Moe said.",), ("The mayor slept.",))
    for article, words, name in (("a0", LONG, "Ann Berg"), ("a1", LONG[::-1], "Carl Moe")):
        made.attribution(article, words, name, kind="direct", source=name, **(other if article == "a1" else {}))
        made.mention(article, name, name, "full name")
    return made


def test_where_a_quotation_mark_is_lost_nobody_is_counted() -> None:
    made = speaking()
    made.rows["sentences"][1]["words"] = made.rows["sentences"][1]["words"].replace("”", "")
    assert of(made, "who_speaks") == []


def test_whose_words_fill_an_outlet_is_told_in_tens() -> None:
    assert of(speaking(), "who_speaks")[0] == (
        "Ann Berg is quoted most in North (about 60 of 60 quoted words), Carl Moe in South (about 60 of 60)."
    )
    assert of(speaking(speaker_sure=False), "who_speaks") == []


def test_a_few_quoted_words_fill_no_outlet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "LONG", LONG[:110])
    assert of(speaking(), "who_speaks") == []


NAMING = tuple(f"Ann Berg sold {n} silver bells to the town of Orrin on Monday." for n in (41, 52, 63))
SPOKEN = ("41 silver bells were sold to Orrin", "12 carts came up the grey hills", "a fire in the mill cost 63 crowns")


def naming(lacking: str) -> list[str]:
    """North and South name the mayor, who speaks; what is said of West, which never does."""
    told = tuple(f"Mayor Ann Berg said {words} on Monday." for words in SPOKEN)
    made = corpus(told[:2], told[2:], (lacking,))
    for (article, nth), words in zip((("a0", 0), ("a0", 1), ("a1", 0)), SPOKEN, strict=True):
        made.mention(article, "Ann Berg", "Ann Berg", "full name", nth)
        made.attribution(article, words, "Ann Berg", source="Ann Berg")
    return [s for s in of(made, "left_out") if "never" in s]


def test_whom_one_outlet_never_names_is_told_with_who_that_is_and_what_that_person_says() -> None:
    said = f"“Mayor Ann Berg said {SPOKEN[2]} on Monday.”"
    assert naming("A fire burnt the roof of a barn in Velland.") == [
        f"West never names Mayor Ann Berg, whom North and South name. South: {said}"
    ]


@pytest.mark.parametrize(
    "there",
    [
        pytest.param("The mayor burnt the roof of a barn in Velland.", id="by the office"),
        pytest.param("A politician burnt the roof of a barn in Velland.", id="by what a mayor is, too"),
    ],
)
def test_nobody_is_said_to_be_left_out_who_may_be_meant(there: str) -> None:
    assert naming(there) == []


def test_words_of_somebody_whom_others_quote_too_are_told_where_nothing_like_them_stands() -> None:
    said, other = (
        "The silver bell of Orrin was never sold to any baker of Velland",
        "Snow and geese came over the hills",
    )
    head = ("headline", "Mayor denies sale of silver bell of Orrin to baker")
    made = Invented(
        {
            "a0": ("North", [head, ("body", f"“{said},” Mayor Ann Berg said.")]),
            "a1": ("South", [("headline", "A quiet day"), ("body", f"“{other},” Mayor Ann Berg said.")]),
        }
    )
    for article, words in (("a0", said), ("a1", other)):
        made.mention(article, "Ann Berg", "Ann Berg", "full name")
        made.attribution(article, words, "Ann Berg", kind="direct", source="Ann Berg")
    assert [s for s in of(made, "only_here") if s.startswith("Only North has")] == [
        f"Only North has these words of Ann Berg: “{said}”."
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("The poll found that 4,300 bakers of Orrin want the silver bell back.", id="which poll?"),
        pytest.param("In a letter on Monday, it asked for 4,300 crowns for the bell of Orrin.", id="who?"),
        pytest.param("The bakers of Orrin declined to comment on the 4,300 crowns.", id="no answer is no news"),
        pytest.param("The council of Orrin sold the bell for 4,300 crowns in 1911.", id="long ago"),
    ],
)
def test_what_says_nothing_by_itself_is_no_claim(words: str) -> None:
    made = corpus((words,), ("The mayor sang.",))
    for row in made.rows["articles"]:
        row["published"] = "2024-03-04"
    assert not [s for s in of(made, "only_here") if words in s]


def test_what_leans_on_the_sentence_before_is_printed_with_it() -> None:
    told = ("Marsh Bakers raised 7,100 crowns for the bell.", "In a letter on Monday, it asked for 4,300 crowns more.")
    found = [s for s in of(corpus(told, ("The mayor sang.",)), "only_here") if "4,300" in s]
    assert found == [f"Only North reports: “{' '.join(told)}”"]


def test_a_name_with_and_without_its_hyphen_is_one() -> None:
    told = tuple(f"Han Bor-el sold {n} silver bells to the town of Orrin on Monday." for n in (41, 52, 63))
    made = corpus(told[:2], told[2:], ("The mayor of Velland sang for Han Bor El and his silver bells.",))
    for article, nth in (("a0", 0), ("a0", 1), ("a1", 0)):
        made.mention(article, "Han Bor-el", "Han Bor-el", "full name", nth)
    assert not [s for s in of(made, "left_out") if "never" in s]


def test_sentences_that_differ_in_a_number_are_not_told_as_one() -> None:
    (found,) = of(corpus(NAMING[:1], NAMING[1:2], ("The mayor sang in the harbour of Velland.",)), "left_out")
    assert "41 silver bells" in found and "52 silver bells" in found


def test_a_sentence_that_leans_on_the_one_before_is_not_printed() -> None:
    lean = corpus(("He sold the silver bell of Orrin to a baker for 4,300 crowns.",), ("The mayor sang.",))
    assert not [s for s in of(lean, "only_here") if "4,300" in s]
    plain = corpus(("Marsh sold the silver bell of Orrin to a baker for 4,300 crowns.",), ("The mayor sang.",))
    assert [s for s in of(plain, "only_here") if "4,300" in s]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Bakers estimated that this will save the town 4,300 crowns a year.", id="this, of what?"),
        pytest.param("For the same reason Marsh sold the bell for 4,300 crowns in the hall.", id="which reason?"),
        pytest.param("Before we ring the silver bell of Orrin for 4,300 crowns, let us pause.", id="a writer's call"),
        pytest.param("The bell of Orrin should be sold to a baker for 4,300 crowns at once.", id="what should be"),
    ],
)
def test_what_points_elsewhere_or_calls_upon_the_reader_is_no_fact_of_one_outlet(words: str) -> None:
    assert not [s for s in of(corpus((words,), ("The mayor sang.",)), "only_here") if "4,300" in s]


def test_a_fact_that_the_next_sentence_takes_back_is_not_printed() -> None:
    first, second = (
        "Marsh sold the bell of Orrin to a baker for 4,300 crowns.",
        "But Marsh corrected the tale of the sale.",
    )
    assert not [s for s in of(corpus((first, second), ("The mayor sang.",)), "only_here") if "4,300" in s]


def test_what_somebody_calls_himself_is_not_the_writers_word() -> None:
    own = "Marsh, a self-described shameful loser of bells, left the hall of the council on Monday."
    assert of(corpus((own,), ("The mayor left.",)), "takes_side") == []


def test_a_clash_prints_no_half_of_a_quotation() -> None:
    told = ("Lost; will we ever sell the silver bell of Orrin?", "Gone; will we never sell the silver bell of Orrin?")
    made = corpus(*((f"“{words}” Berg said.",) for words in told))
    for n, words in enumerate(told):
        made.attribution(f"a{n}", words, "Berg", kind="direct", source="Berg")
    (clash,) = of(made, "clash")
    assert clash.endswith(
        "North has “will we ever sell the silver bell of Orrin?”; "
        "South has “will we never sell the silver bell of Orrin?”"
    )


def test_figures_of_two_named_days_or_quoted_on_one_side_are_no_clash_on_the_first_page() -> None:
    told = [
        f"The ferry from Velland had carried {n} people by {day}." for n, day in ((214, "Monday"), (241, "Tuesday"))
    ]
    assert of(corpus(*((words,) for words in told)), "clash") == []
    own, said = (f"The ferry from Velland carried {n} people across the sound." for n in (214, 241))
    made = corpus((own,), (f"“{said}” Berg said.",))
    made.attribution("a1", said, "Berg", kind="direct", source="Berg")
    assert of(made, "clash") == []


def test_margins_of_error_may_be_those_of_two_samples() -> None:
    told = (f"The poll of Velland bears a margin of error of {n} percentage points." for n in (3, 4))
    assert of(corpus(*((words,) for words in told)), "clash") == []


def test_a_clash_is_told_with_the_words_of_each_side_and_rounding_is_not() -> None:
    clash = corpus((FACT,), (FACT.replace("4,300", "4,900"),))
    assert of(clash, "clash")[0].startswith("The figures clash: North has “The silver bell of Orrin was sold")
    assert of(corpus((FACT,), (FACT.replace("4,300", "4,317"),)), "clash") == []


def test_claims_are_ranked_and_their_evidence_is_in_the_articles() -> None:
    found = claimed(corpus((FACT,), (FACT,), ("The mayor sang in the harbour of Velland.",)))
    assert list(found["rank"]) == list(range(1, len(found) + 1))
    assert all(place.split(":")[0] in ("a0", "a1", "a2") for places in found["evidence"] for place in places)
