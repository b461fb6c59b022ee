"""The attribution measures, on articles small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from newsparallax.measuring.attributions import count, count_resolved, figures, is_speech, quotations, report

TEXT = 'Ann Lee said on Monday that the old bridge was closed. "We will open it again soon," Bob Ray promised.'


def at(words: str, text: str = TEXT) -> list[int]:
    start = text.index(words)
    return [start, start + len(words)]


def record(content: str, source: str, cue: str, speaker: Any = None) -> dict[str, Any]:
    return {"content": [at(content)], "source": [at(source)], "cue": [at(cue)], "speaker": speaker}


INDIRECT = record("the old bridge was closed", "Ann Lee", "said")
DIRECT = record("We will open it again soon", "Bob Ray", "promised")
GOLD = [INDIRECT, DIRECT]
VERBS = frozenset({"said", "promised"})


def f1(measure: str, predicted: list[dict[str, Any]]) -> float:
    return figures(count(TEXT, GOLD, predicted))[measure][2]


def test_the_coded_answers_score_perfectly_against_themselves() -> None:
    assert set(figures(count(TEXT, GOLD, GOLD)).values()) == {(1.0, 1.0, 1.0)}


def test_nothing_predicted_scores_zero() -> None:
    assert set(figures(count(TEXT, GOLD, [])).values()) == {(0.0, 0.0, 0.0)}


def test_an_opening_that_does_not_count_as_content() -> None:
    assert f1("span", [record("that the old bridge was closed", "Ann Lee", "said"), DIRECT]) == 1


def test_a_span_of_less_than_half_the_words_is_not_found() -> None:
    assert figures(count(TEXT, GOLD, [record("closed", "Ann Lee", "said")]))["span"] == (0, 0, 0)


def test_the_right_words_given_to_the_wrong_source_count_as_span_only() -> None:
    swapped = [INDIRECT | {"source": DIRECT["source"]}, DIRECT]
    assert f1("span", swapped) == 1
    assert f1("speech_e2e", swapped) == 0.5
    assert figures(count(TEXT, GOLD, swapped))["word_e2e"] == pytest.approx((6 / 11, 6 / 11, 6 / 11))


def test_another_mention_of_the_same_name_is_the_right_source() -> None:
    text = "Ann Lee met Bob Ray. Lee said the bridge was closed."
    coded = {"content": [at("the bridge was closed", text)], "source": [[21, 24]], "cue": [at("said", text)]}
    for source, right in (("Ann Lee", 1), ("Bob Ray", 0)):
        assert count(text, [coded], [coded | {"source": [at(source, text)]}])["right"] == right


def test_belief_is_left_out_of_the_recall_on_speech() -> None:
    belief = INDIRECT | {"cue": [at("closed")]}
    assert count(TEXT, [belief, DIRECT], [], VERBS)["speech"] == 1
    assert count(TEXT, [belief, DIRECT], [])["speech"] == 2, "without a list of verbs nothing is left out"


def test_two_spans_parted_by_their_cue_are_two_fragments() -> None:
    parted = {"content": [at("the old bridge"), at("closed")], "source": INDIRECT["source"]}
    assert count(TEXT, GOLD, [parted])["predicted"] == 2


def test_a_quotation_claimed_by_the_wrong_source_lowers_direct_precision() -> None:
    wrong = DIRECT | {"source": [at("Ann Lee")]}
    assert figures(count(TEXT, GOLD, [wrong]))["direct_e2e"] == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ('He said "one two three four" to us.', ['"one two three four"']),
        ("He said “one two three four” to us.", ["“one two three four”"]),
        ('A "scare quote" is short.', []),
        ('It opens "and never closes here\nNext line.', ['"and never closes here']),
        ("He said ''one two three four'' to us.", ["''one two three four''"]),
    ],
)
def test_quotations_of_four_words_or_more_are_found_within_their_line(text: str, stretches: list[str]) -> None:
    found = [text[start:end] for start, end in quotations(text)]
    assert found == [s.removesuffix("'") if s.startswith("''") else s for s in stretches]


@pytest.mark.parametrize(
    ("cue", "speech"), [("said", True), ("According to", True), ("believes", False), ("wants", False)]
)
def test_cues_of_speech_are_told_from_those_of_belief(cue: str, speech: bool) -> None:
    assert is_speech(cue, VERBS) is speech


def test_a_resolved_name_is_right_by_any_name_of_the_speaker() -> None:
    speaker = {"best": "Robert Ray", "mentions": [[0, 1, "the mayor"], [0, 1, "he"], [0, 1, "Robert Ray"]]}
    coded = [DIRECT | {"speaker": speaker}]
    for name, right in (("Ray", 1), ("the mayor", 1), ("Ann Lee", 0), ("he", 0)):
        assert count_resolved(TEXT, coded, [DIRECT | {"speaker": name}])["right"] == right


def test_an_unresolved_prediction_is_named_by_its_source_words() -> None:
    coded = [DIRECT | {"speaker": {"best": "Bob Ray", "mentions": []}}]
    assert count_resolved(TEXT, coded, [DIRECT | {"speaker": None}])["right"] == 1


def test_speech_inside_a_quotation_is_not_asked_for() -> None:
    assert count_resolved(TEXT, [DIRECT | {"in_quote": True}], [DIRECT])["gold"] == 0


def test_the_report_gives_per_cent_with_one_decimal() -> None:
    counts = [count(TEXT, GOLD, [DIRECT]), count(TEXT, GOLD, GOLD)]
    assert report(counts)["span"] == [100.0, 75.0, 85.7]
    assert "resolved" not in report(counts)
    assert "e2e" in report(counts, speech=False) and "speech_e2e" not in report(counts, speech=False)
