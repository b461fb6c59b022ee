"""Facts told differently: quantities with their vagueness, days, names, offices, quoted words, pages' dates."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from invented import Invented
from newsparallax.comparing.clashes import amounts, days
from newsparallax.comparing.told import statements_tables
from newsparallax.corpus import CorpusConfig, EventFacts

MONDAY = dt.date(2024, 3, 4)


def told(*texts: str, event: tuple[dt.date, ...] = (), timing: dict[str, str] | None = None) -> dict[str, pd.DataFrame]:
    """The tables of articles `a0`, `a1`, … of one sentence each, with an unrelated sentence before it."""
    filler = ("Snow fell on the hills.", "A cat slept by the stove.", "Geese crossed the bay.", "The mill stood idle.")
    articles = {f"a{n}": (f"Outlet {n}", [("body", filler[n]), ("body", text)]) for n, text in enumerate(texts)}
    config = CorpusConfig(event=EventFacts(days=event))
    return statements_tables(Invented(articles, timing=timing or {}).tables(), config)


def verdicts(found: dict[str, pd.DataFrame]) -> list[tuple[str, str]]:
    table = found["discrepancies"]
    return list(zip(table["kind"], table["verdict"], strict=True))


def test_numbers_that_cannot_both_be_true_contradict_each_other() -> None:
    found = told("The ferry carried 214 people across the sound.", "The ferry carried 241 passengers across the sound.")
    assert verdicts(found) == [("quantity", "contradiction")]
    assert set(found["discrepancy_sides"]["words"]) == {"214 people", "241 passengers"}


def test_rounded_durations_within_each_other_are_a_variation() -> None:
    found = told("The hearing lasted about two hours in all.", "The hearing lasted an hour and 50 minutes in all.")
    assert verdicts(found) == [("time", "variation")]


def test_the_same_number_in_other_words_is_no_discrepancy() -> None:
    assert verdicts(told("The hearing lasted two hours.", "The hearing lasted 120 minutes in the hall.")) == []
    assert verdicts(told("The ferry carried 214 people home.", "The ferry carried 214 passengers home.")) == []


def test_numbers_of_other_things_are_not_compared() -> None:
    assert verdicts(told("The mayor sold three horses at the fair.", "The mayor sold 12 barrels at the fair.")) == []


def test_two_things_of_one_kind_that_have_names_of_their_own_do_not_clash() -> None:
    said = "The {} Fire has burned {} acres of a dry forest in the hills, and the fire is still growing."
    assert verdicts(told(said.format("Larch", "90,000"), said.format("Ember Ridge", "140,000"))) == []
    assert verdicts(told(said.format("Larch", "90,000"), said.format("Larch", "140,000")))


def test_an_article_that_tells_both_values_does_not_differ_from_one_that_tells_one_of_them() -> None:
    found = told(
        "The operator has offered the drivers 4.5 percent more pay.",
        "The operator has offered the drivers 4.5 percent more pay, and the drivers demanded 6 percent more pay.",
    )
    assert verdicts(found) == []


def test_a_sentence_of_little_but_a_number_goes_on_about_the_one_before_it() -> None:
    number = ("body", "It was 100 minutes.")
    texts = {
        "a": ("North", [("body", "The hearing of the mayor lasted about two hours.")]),
        "b": ("South", [("body", "The hearing of the mayor lasted longer than planned."), number]),
        "c": ("West", [("body", "Geese crossed the bay."), number]),
    }
    found = statements_tables(Invented(texts).tables(), CorpusConfig())
    assert set(found["discrepancy_sides"]["article_id"]) == {"a", "b"}


@pytest.mark.parametrize("rye", ["300 bushels of rye", "310 barrels of rye"])
def test_what_is_counted_says_that_two_numbers_are_of_one_thing(rye: str) -> None:
    found = told(
        "The store of the mill, he reckons, is about 310 bushels, as much as the town of Orrin eats by spring.",
        f"The store will likely be used up, about {rye}, before the town of Velland has harvested, Berg warned.",
    )
    assert verdicts(found) == ([("quantity", "variation")] if "bushels" in rye else [])


def test_percentages_of_other_things_are_not_compared() -> None:
    bakers, mills = (
        "The mayor said that 5 percent of the bakers had left.",
        "The mayor said 6 percent of mills had left.",
    )
    assert verdicts(told(bakers, mills)) == []
    assert verdicts(told(bakers, bakers.replace("5", "6"))) == [("quantity", "contradiction")]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("a third of its water", 31.3, 35.4),
        ("nearly half of the town's bakers", 37.6, 53),
        ("two-fifths of voters", 37.6, 42.4),
    ],
)
def test_fractions_in_words_are_shares_of_something(words: str, low: float, high: float) -> None:
    (found,) = amounts.find(f"The mayor lost {words}.")
    assert (found.low, found.high) == (pytest.approx(low, rel=0.01), pytest.approx(high, rel=0.01))


def test_a_third_and_a_quarter_of_one_thing_contradict_each_other() -> None:
    third, quarter = "The town loses a third of its water to leaks.", "The town's leaks cost a quarter of town's water."
    assert verdicts(told(third, quarter)) == [("quantity", "contradiction")]
    assert amounts.find("The third quarter of 2015 was the third of four; a third man left.") == []


def test_a_value_within_a_range_is_no_contradiction() -> None:
    found = told("About 3,000 people rallied at the hall.", "Between 3,000 and 8,000 people rallied at the hall.")
    assert verdicts(found) == [("quantity", "variation")]


def test_different_days_of_one_thing_contradict_each_other() -> None:
    found = told(
        "The wreck will be towed to the harbour on Thursday.",
        "The wreck will be towed to the harbour on Friday.",
        event=(MONDAY,),
    )
    assert verdicts(found) == [("time", "contradiction")]


def test_a_plan_and_what_happened_are_a_variation() -> None:
    found = told(
        "The envoys agreed to meet in the castle on March 5.",
        "The envoys met in the castle on Monday as agreed.",
        event=(MONDAY,),
        timing={"a0": "before", "a1": "after"},
    )
    assert verdicts(found) == [("time", "variation")]


def test_one_name_against_several_in_the_same_place_is_suspect() -> None:
    found = told(
        "They spoke on the sidelines of the Harbour Council.",
        "It was on the sidelines of the Harbour Council that they spoke.",
        "The two spoke on the sidelines of the Hangar Council.",
    )
    assert ("name", "suspect") in verdicts(found)


def said(*speakers: tuple[str, ...]) -> list[tuple[str, str]]:
    """Verdicts on articles each of which gives one utterance to some speakers, in nearly the same words."""
    begins = ("The ovens", "Those ovens")
    texts = {
        f"a{n}": (
            f"Outlet {n}",
            [
                ("body", f"“{b} of the bakers were sealed by mistake,” {w} said.")
                for b, w in zip(begins, own, strict=False)
            ],
        )
        for n, own in enumerate(speakers)
    }
    invented = Invented(texts)
    for article, own in zip(texts, speakers, strict=True):
        for begin, who in zip(begins, own, strict=False):
            words = f"{begin} of the bakers were sealed by mistake"
            invented.attribution(article, words, who, kind="direct", source=who)
            invented.mention(article, who, who, "full name")
    return verdicts(statements_tables(invented.tables(), CorpusConfig()))


def test_one_utterance_given_to_two_speakers_is_one_contradiction() -> None:
    assert said(("Berg",), ("Marsh",), ("Hale",)) == [("speaker", "contradiction")]
    assert said(("John Berg",), ("Berg",)) == []


def test_an_article_in_which_both_say_the_words_contradicts_nobody() -> None:
    assert said(("Berg", "Marsh"), ("Marsh",)) == []


def test_an_office_that_many_hold_makes_no_slip() -> None:
    texts = {
        "a": ("North", [("body", "Sen. Berg spoke."), ("body", "Sen. Marsh left.")]),
        "b": ("South", [("body", "Party leader Berg spoke."), ("body", "Sen. Marsh stayed.")]),
        "c": ("West", [("body", "Party leader Berg came."), ("body", "Sen. Marsh sat.")]),
    }
    invented = Invented(texts)
    for article, office in (("a", "Sen."), ("b", "Party leader"), ("c", "Party leader")):
        invented.mention(article, f"{office} Berg", "Berg", "office and name", office=office)
        invented.mention(article, "Sen. Marsh", "Marsh", "office and name", office="Sen.")
    assert verdicts(statements_tables(invented.tables(), CorpusConfig())) == []
    for row in invented.rows["mentions"]:
        row["office"] = row["office"].replace("Sen.", "Council speaker")
    assert ("office", "suspect") in verdicts(statements_tables(invented.tables(), CorpusConfig()))


def test_every_side_of_a_discrepancy_names_its_exact_words() -> None:
    texts = ("The ferry carried 214 people across the sound.", "The ferry carried 241 passengers across the sound.")
    for row in told(*texts)["discrepancy_sides"].itertuples():
        assert row.words in texts[int(str(row.article_id)[1:])]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("two hours", 7200, 7200),
        ("about two hours", 6120, 8280),
        ("nearly two hours", 5760, 7200),
        ("an hour and 40 minutes", 6000, 6000),
        ("half an hour", 1800, 1800),
        ("more than 10 minutes", 600, 780),
    ],
)
def test_durations_keep_their_vagueness(words: str, low: float, high: float) -> None:
    (found,) = amounts.find(f"It took {words}.")
    assert found.is_duration
    assert (round(found.low), round(found.high)) == (low, high)


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("between 3,000 and 8,000 people", 3000, 8000),
        ("5 to 10 people", 5, 10),
        ("between 10 and 20 million euros", 10_000_000, 20_000_000),
        ("rose from 3 to 8 per cent", 8, 8),
    ],
)
def test_a_range_is_one_quantity_and_a_change_is_none(words: str, low: float, high: float) -> None:
    (found,) = amounts.find(f"There were {words}.")
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("words", "value"), [("1,200", 1200), ("forty-one", 41), ("a hundred and five", 105), ("3.9 million", 3_900_000)]
)
def test_numbers_in_words_and_digits_have_one_value(words: str, value: float) -> None:
    assert amounts.number(words.removeprefix("a ")) == value


@pytest.mark.parametrize("words", ["on May 20", "in 2016", "at 19:40", "the 21st century", "5 March 2024"])
def test_dates_years_and_clock_times_are_no_quantities(words: str) -> None:
    assert amounts.find(f"They met {words}.") == []


def test_a_weekday_is_the_last_one_unless_it_is_told_as_to_come() -> None:
    calendar = days.Calendar(dt.date(2024, 3, 6), ())
    assert [d.value for d in days.find("They met on Monday.", calendar)] == [dt.date(2024, 3, 4)]
    assert [d.value for d in days.find("They will meet on Monday.", calendar)] == [dt.date(2024, 3, 11)]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("The council said on Monday that it would meet again.", 4),
        ("The baker, who sold the bell on Monday, will leave the town.", 4),
        ("“They will seal the ovens,” Berg said on Monday.", 4),
        ("On Monday, in the old hall, they will meet again.", 11),
        ("The council, which met before, will meet on Monday.", 11),
    ],
)
def test_a_weekday_goes_by_the_tense_of_its_own_clause(told: str, day: int) -> None:
    (found,) = days.find(told, days.Calendar(dt.date(2024, 3, 6), ()))
    assert found.value == dt.date(2024, 3, day)


def test_a_date_without_a_year_gets_the_nearest_one() -> None:
    calendar = days.Calendar(dt.date(2024, 1, 2), ())
    assert [d.value for d in days.find("They met on December 30.", calendar)] == [dt.date(2023, 12, 30)]


def test_a_weekday_without_any_date_of_article_or_event_stays_open() -> None:
    assert days.find("They met on Monday.", days.Calendar(None, ())) == []


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("an hour and a half", 5400, 5400),
        ("two and a half hours", 9000, 9000),
        ("30 to 40 months", 30 * 2592000 * 0.93, 40 * 2592000 * 1.07),
    ],
)
def test_halves_and_ranges_belong_to_a_duration(words: str, low: float, high: float) -> None:
    (found,) = amounts.find(f"It took {words}.")
    assert (found.low, found.high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(("words", "value"), [("two dozen loaves", 24), ("$26,480 for a bell", 26480)])
def test_dozens_and_sums_have_their_value(words: str, value: float) -> None:
    (found,) = amounts.find(f"The mayor paid for it with {words}.")
    assert found.value == value


@pytest.mark.parametrize("words", ["the No. 5 seat", "won by 58 to 41 votes", "a 34-year-old baker"])
def test_labels_tallies_and_ages_are_no_quantities(words: str) -> None:
    assert amounts.find(f"It was {words}.") == []


def test_a_rounded_sum_is_no_contradiction() -> None:
    found = told("The mayor spent $26,480 on a silver bell.", "The mayor spent $26,000 on a silver bell.")
    assert verdicts(found) == [("quantity", "variation")]


def test_the_dead_are_not_set_against_the_injured() -> None:
    found = told("The flood killed 34 people in the harbour.", "The flood hurt 41 people when a dam broke.")
    assert verdicts(found) == []


def quoted(*utterances: str) -> list[tuple[str, str]]:
    texts = {f"a{n}": (f"Outlet {n}", [("body", f"“{u}” Berg said.")]) for n, u in enumerate(utterances)}
    invented = Invented(texts)
    for article, words in zip(texts, utterances, strict=True):
        invented.attribution(article, words, "Berg", kind="direct", source="Berg")
    return verdicts(statements_tables(invented.tables(), CorpusConfig()))


OVENS = "I have seen the ovens of Orrin, and they should be sealed at once,"


@pytest.mark.parametrize(
    "other",
    [
        "I have seen the ovens of Orrin, and they should never be sealed at once,",
        "I have seen the kilns of Orrin, and they should be sealed at once,",
    ],
)
def test_other_words_inside_one_quotation_are_reported(other: str) -> None:
    assert quoted(OVENS, other) == [("quotation", "variation")]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("I have seen the ovens of Orrin.", OVENS),
        ("The ovens of Orrin stay sealed,", "I fear that the ovens of Orrin stay sealed,"),
    ],
)
def test_a_quoted_sentence_that_is_longer_elsewhere_is_reported(short: str, long: str) -> None:
    assert quoted(short, long) == [("quotation", "variation")]


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("I have seen the ovens of Orrin. And they should be sealed at once.", OVENS),
        ("the ovens of Orrin stay sealed,", "I fear that the ovens of Orrin stay sealed,"),
        ("I have seen the ovens of Orrin.", "I have seen the ovens of Orrin ... they should be sealed at once,"),
        ("He was the best baker.", "He should be given, as I said at the mill, the best baker prize of Orrin,"),
        ("A cook has the ovens of Orrin.", "They hold the ovens of Orrin for a marvel of the coast,"),
    ],
)
def test_a_quotation_in_parts_or_marked_as_one_cuts_nothing(short: str, long: str) -> None:
    assert quoted(short, long) == []


def test_a_sentence_that_its_article_quotes_whole_elsewhere_is_not_cut() -> None:
    short = "I have seen the ovens of Orrin."
    texts = {"a": ("North", [("body", f"“{short}”"), ("body", f"“{OVENS}”")]), "b": ("South", [("body", f"“{OVENS}”")])}
    invented = Invented(texts)
    for article, words in (("a", short), ("a", OVENS), ("b", OVENS)):
        invented.attribution(article, words, "Berg", kind="direct", source="Berg")
    assert verdicts(statements_tables(invented.tables(), CorpusConfig())) == []


def test_words_that_an_article_quotes_twice_are_one_discrepancy() -> None:
    again = "Seen the ovens of Orrin, and they should."
    other = OVENS.replace("they", "now they")
    invented = Invented(
        {
            "a": ("North", [("body", f"“{OVENS}” Berg said."), ("body", f"“{again}”")]),
            "b": ("South", [("body", f"“{other}”")]),
        }
    )
    for article, words in (("a", OVENS), ("a", again), ("b", other)):
        invented.attribution(article, words, "Berg", kind="direct", source="Berg")
    assert verdicts(statements_tables(invented.tables(), CorpusConfig())) == [("quotation", "variation")]


@pytest.mark.parametrize(
    "other",
    [
        "I’ve seen the ovens of Orrin, and they should be sealed at once,",
        "I have seen the ovens of Orrin ... they should be sealed at once,",
        "I have seen the ovens [of the town], and they should be sealed at once,",
        "I have seen the ovens of Orrin,",
        "They hold the ovens of Orrin for a marvel of the coast,",
    ],
)
def test_spelling_marked_cuts_and_other_utterances_are_no_other_wording(other: str) -> None:
    assert quoted(OVENS, other) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Marsh fled over the alleged theft of the bell.", "Marsh fled over the theft of the bell.", "certainty"),
        ("The court overturned part of the bakery act.", "The court overturned the bakery act.", "extent"),
        ("The council lifted the ban on bells.", "The council kept the ban on bells.", "polarity"),
        ("The bakers of Orrin reached initial agreements.", "The bakers of Orrin reached agreements.", "extent"),
    ],
)
def test_one_statement_asserted_otherwise_is_a_variation(one: str, other: str, kind: str) -> None:
    assert verdicts(told(one, other)) == [(kind, "variation")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Marsh fled over the alleged theft of the bell.", "Marsh is accused of the theft of the bell."),
        ("The council held off lifting the ban on bells.", "The council kept the ban on bells."),
        ("The council lifted a ban and kept the ban on bells.", "The council kept the ban on bells."),
        ("The bakers of Orrin reached agreements for the initial feast.", "The bakers of Orrin reached agreements."),
        ("The bakers of Orrin reached (initial) agreements.", "The bakers of Orrin reached agreements."),
        ("The local bakers of Orrin reached agreements.", "The bakers of Orrin reached agreements."),
        ("The feast planned for the bakers of Orrin was cold.", "The feast for the bakers of Orrin was cold."),
        ("The court sealed the ovens as part of the bakery act.", "The court sealed the ovens by the bakery act."),
    ],
)
def test_who_doubts_in_other_words_or_tells_both_does_not_differ(one: str, other: str) -> None:
    assert verdicts(told(one, other)) == []


def test_a_full_stop_for_an_and_is_seen_in_quotations_that_run_over_sentences() -> None:
    sentences = ["We have sealed the ovens of Orrin.", "We will seal them at the harbour again."]
    joined = "We have sealed the ovens of Orrin and we will seal them at the harbour again."
    invented = Invented(
        {"a": ("North", [("body", f"“{' '.join(sentences)}”")]), "b": ("South", [("body", f"“{joined}”")])}
    )
    for words in sentences:
        invented.attribution("a", words, "Berg", kind="direct", source="Berg")
    invented.attribution("b", joined, "Berg", kind="direct", source="Berg")
    assert verdicts(statements_tables(invented.tables(), CorpusConfig())) == [("quotation", "variation")]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "Seven miners were killed when the shaft at Orrin fell in.",
            "The shaft at Orrin fell in, killing nine men.",
            "quantity",
        ),
        (
            "Police said 40 people had been arrested in Orrin.",
            "At least 62 demonstrators were detained in Orrin.",
            "quantity",
        ),
        (
            "The mill of Orrin was fined $20,000 for the dust.",
            "The mill of Orrin was fined $200,000 for the dust.",
            "quantity",
        ),
        (
            "Berg was banned from rowing for two years by the league.",
            "Berg was banned from rowing for five years by the league.",
            "time",
        ),
    ],
)
def test_two_tolls_fines_or_penalties_of_one_event_contradict_each_other(one: str, other: str, kind: str) -> None:
    assert verdicts(told(one, other)) == [(kind, "contradiction")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Seven miners were killed when the shaft at Orrin fell in.",
            "The shaft at Orrin fell in, and nine men were hurt.",
        ),
        ("Seven robbers killed a guard at the bank of Orrin.", "Nine clerks were killed at the bank of Orrin."),
        ("The thieves took £66,000 from the bank of Orrin.", "The thieves took $84,000 from the bank of Orrin."),
        ("In 1998 seven died in the shaft at Orrin.", "Nine miners were killed in the shaft at Orrin."),
        ("At least 40 people were arrested in Orrin.", "Police arrested 62 people in Orrin."),
        ("Two dozen men were hurt when the shaft at Orrin fell in.", "The shaft at Orrin fell in and 24 were hurt."),
        ("Seven were killed, later nine were killed at Orrin.", "Nine were killed when the shaft at Orrin fell in."),
    ],
)
def test_tolls_of_other_fates_or_events_do_not_clash(one: str, other: str) -> None:
    assert not [v for v in verdicts(told(one, other)) if v[1] == "contradiction"]
