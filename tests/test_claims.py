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
    made = corpus((f"“{WORDS},” John Berg said.",), *((other,) for other in others))
    made.attribution("a0", WORDS, "John Berg", kind="direct", source="John Berg", **known)
    made.mention("a0", "John Berg", "John Berg", "full name")
    return made


def test_a_speaker_of_one_outlet_alone_is_claimed_with_the_words() -> None:
    (sentence,) = of(quoting("The mayor slept.", "The mayor sang."), "only_here")[:1]
    assert sentence == f"Only North quotes John Berg: “{WORDS}”."


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
    assert quotes == ([] if printed is None else [f"Only North quotes John Berg, of the Bakers’ Union: “{printed}”"])


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
    assert sentence == f"South does not report the denial that North carries: “{DENIAL}”"


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
    denial = "Marsh has maintained that he had no part in the theft of the bell."
    (sentence,) = of(corpus((denial,), (CHARGE, "Carl Moe denied the charge of arson.")), "reply_missing")
    assert sentence == f"South does not report the denial that North carries: “{denial}”"


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
        f"In its own voice North writes “shameful”: “{own}”"
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


@pytest.mark.parametrize(("days", "claims_made"), [((4, 4), 1), ((4, 6), 0)])
def test_a_figure_that_may_have_changed_from_day_to_day_is_no_clash_on_the_first_page(
    days: tuple[int, int], claims_made: int
) -> None:
    made = corpus(*((f"The ferry from Velland carried {n} people across the sound.",) for n in (214, 241)))
    for row, day in zip(made.rows["articles"], days, strict=True):
        row["published"] = f"2024-03-{day:02}"
    assert len(of(made, "clash")) == claims_made


@pytest.mark.parametrize(
    ("days", "said"),
    [((4, 5), []), ((4, 6), ["Not all wrote on one day: North on 4 March 2024 and South on 6 March 2024."])],
)
def test_days_apart_are_told(days: tuple[int, int], said: list[str]) -> None:
    made = corpus(("The mayor left.",), ("The mayor sang.",))
    for row, day in zip(made.rows["articles"], days, strict=True):
        row["published"] = f"2024-03-{day:02}"
    assert of(made, "timing") == said


def test_openings_are_printed_whole_or_not_at_all() -> None:
    made = Invented(
        {f"a{n}": (o, [("body", f"The mayor of {o} left.{n * ' Snow fell.'}")]) for n, o in enumerate("NS")}
    )
    assert "They begin" in " ".join(of(made, "headline"))
    long = f"The mayor left, {'and the snow fell on the hills, ' * 12}it was told."
    made = Invented({"a0": ("N", [("body", long)]), "a1": ("S", [("body", "The mayor of Velland left.")])})
    assert "They begin" not in " ".join(of(made, "headline"))


def test_judging_words_of_several_sentences_make_one_claim() -> None:
    own = ("The mayor made a reckless bid for the bell.", "It was an absurd plan of the council, and Velland lost it.")
    assert of(corpus(own, ("The mayor left.",)), "takes_side") == [
        f"In its own voice North writes “reckless” and “absurd”: “{own[0]}”"
    ]


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
    "a town without bread in the winter is a town that will not stand when the snow is gone and the carts come up"
)


def speaking(**other: Any) -> Invented:
    """North quotes Ann Berg at length, South Carl Moe; West may quote somebody else."""
    made = corpus((f"“{LONG},” Ann Berg said.",), (f"“{LONG[::-1]},” Carl Moe said.",), ("The mayor slept.",))
    for article, words, name in (("a0", LONG, "Ann Berg"), ("a1", LONG[::-1], "Carl Moe")):
        made.attribution(article, words, name, kind="direct", source=name, **(other if article == "a1" else {}))
        made.mention(article, name, name, "full name")
    return made


def test_whose_words_fill_an_outlet_is_told_in_tens() -> None:
    assert of(speaking(), "who_speaks")[0] == (
        "Ann Berg is quoted most in North (about 50 of 50 quoted words), Carl Moe in South (about 50 of 50)."
    )
    assert of(speaking(speaker_sure=False), "who_speaks") == []


def test_a_few_quoted_words_fill_no_outlet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "LONG", LONG[:110])
    assert of(speaking(), "who_speaks") == []


NAMING = tuple(f"Ann Berg sold {n} silver bells to the town of Orrin on Monday." for n in (41, 52, 63, 74))


def test_whom_one_outlet_never_names_is_told_with_how_often_the_others_do() -> None:
    north = (NAMING[0], "The council of Orrin thanked Ann Berg for a grey horse and 12 carts.")
    made = corpus(north, ("A fire in the mill cost Ann Berg the roof of her barn.",), ("The mayor sang in Velland.",))
    for article, nth in (("a0", 0), ("a0", 1), ("a1", 0)):
        made.mention(article, "Ann Berg", "Ann Berg", "full name", nth)
    assert [s.split(":")[0] for s in of(made, "left_out")] == [
        "West never names Ann Berg, whom North (2 sentences) and South (1) name. South"
    ]


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


def test_margins_of_error_may_be_those_of_two_samples() -> None:
    told = (f"The poll of Velland has a margin of sampling error of {n} percentage points." for n in (3, 4))
    assert of(corpus(*((words,) for words in told)), "clash") == []


def test_a_clash_is_told_with_the_words_of_each_side_and_rounding_is_not() -> None:
    clash = corpus((FACT,), (FACT.replace("4,300", "4,900"),))
    assert of(clash, "clash")[0].startswith("The figures clash: North has “The silver bell of Orrin was sold")
    assert of(corpus((FACT,), (FACT.replace("4,300", "4,317"),)), "clash") == []


def test_claims_are_ranked_and_their_evidence_is_in_the_articles() -> None:
    found = claimed(corpus((FACT,), (FACT,), ("The mayor sang in the harbour of Velland.",)))
    assert list(found["rank"]) == list(range(1, len(found) + 1))
    assert all(place.split(":")[0] in ("a0", "a1", "a2") for places in found["evidence"] for place in places)
