"""The figures of an event that was coded twice: who is heard, and which facts differ."""

from __future__ import annotations

from collections import Counter

import pytest

from newsparallax.measuring import events

# Two sentences of the post (0-20, 21-40) and one of the wire (0-30).
GOLD = {
    "sentences": {"post.00": [0, 20], "post.01": [21, 40], "wire.00": [0, 30]},
    "cast": [
        {"name": "Ada Brill", "aliases": ["the potter"], "kind": "person"},
        {"name": "Jo Tarn", "aliases": [], "kind": "person"},
        {"name": "Meg Tarn", "aliases": [], "kind": "person"},
        {"name": "prosecutors", "aliases": [], "kind": "group"},
    ],
    "speech": {"post.00": ["Ada Brill"], "post.01": ["prosecutors"], "wire.00": ["Ada Brill", "Jo Tarn"]},
    "speech_both": {"post.00": ["Ada Brill"], "wire.00": ["Ada Brill"]},
    "pairs": [{"a": "post.00", "b": "wire.00", "label": "same"}],
    "discrepancies": [
        {"sides": [["post.00", "nine"], ["wire.00", "six"]], "both": True, "worth_printing": True},
        {"sides": [["post.01", "dusk"], ["wire.00", "noon"]], "both": True, "worth_printing": False},
    ],
}


def row(article="post", spans=((0, 20),), speaker=None, source=None, kind="direct", **other):
    blank = dict.fromkeys(("cue_start", "cue_end", "source_start", "source_end"))
    return {
        "article_id": article,
        "content_spans": spans,
        "speaker": speaker,
        "source": source,
        "kind": kind,
        **blank,
        **other,
    }


def counted(*rows):
    return sum(events.speech(GOLD, rows).values(), Counter())


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("The Potter", {"Ada Brill"}),
        ("Mrs Brill", {"Ada Brill"}),
        ("Tarn", set()),
        ("Jo Tarn and Ada Brill", {"Jo Tarn", "Ada Brill"}),
        ("Nobody", set()),
    ],
)
def test_a_name_means_the_cast_by_alias_or_by_a_last_word_of_its_own(name, members):
    assert events.matcher(GOLD["cast"])(name) == members


def test_a_sentence_is_found_and_its_speaker_named():
    assert counted(row(speaker="Brill")) == Counter(sentences=2, found=1, speakers=2, got=1, named=1, right=1)


def test_a_speaker_whom_neither_coding_hears_there_is_wrong_and_so_is_a_name_that_nobody_has():
    assert counted(row(speaker="Jo Tarn"), row(speaker="Nobody"))["right"] == 0
    assert counted(row(speaker="Jo Tarn"), row(speaker="Nobody"))["named"] == 2


def test_a_speaker_of_one_coding_is_right_and_is_not_wanted():
    assert counted(row("wire", ((0, 30),), "Jo Tarn")) == Counter(sentences=2, found=1, speakers=2, named=1, right=1)


def test_an_unnamed_group_counts_by_its_own_words_and_an_unresolved_person_counts_for_nothing():
    group, pronoun = row(spans=((21, 40),), source="Prosecutors"), row(source="she")
    assert counted(group, pronoun)["named"] == counted(group, pronoun)["right"] == 1


def test_a_refusal_names_nobody():
    assert counted(row(speaker="Jo Tarn", kind="refusal"))["named"] == 0


def test_each_of_several_joint_speakers_counts():
    joint = row("wire", ((0, 30),), "Brill and Tarn", members=["Ada Brill", "Jo Tarn"])
    assert counted(joint)["got"] == 1


def difference(verdict, *sides):
    place = [{"discrepancy_id": "d", "article_id": a, "start": s, "end": e} for a, s, e in sides]
    return events.facts(GOLD, [{"discrepancy_id": "d", "verdict": verdict}], place)


def test_a_difference_with_two_sides_in_the_coded_sentences_is_right():
    got = difference("contradiction", ("post", 3, 7), ("wire", 10, 13))
    assert got == Counter(
        {"reported": 1, "right": 1, "contradictions": 1, "contradictions_right": 1, "found": 1, "worth_found": 1}
        | {"coded": 2, "worth": 1}
    )


def test_a_difference_with_one_side_elsewhere_is_not():
    got = difference("variation", ("post", 3, 7), ("post", 21, 25))
    assert not got["right"] and not got["contradictions"] and not got["found"]


def test_the_coded_pairs_stand_at_the_places_of_their_sentences():
    (pair,) = events.pair_records(GOLD)
    assert pair["label"] == "same"
    assert pair["a"] == {"id": "post", "start": 0, "end": 20}
    assert pair["b"] == {"id": "wire", "start": 0, "end": 30}


POINTS = {"kind": "left out", "outlets": ["post"], "evidence": ["post.01", "wire.00"]}


@pytest.mark.parametrize(
    ("outlets", "evidence", "given"),
    [
        (["Post"], ["wire:5:9"], (True, True)),
        (["Post", "Wire"], ["post:22:30"], (True, False)),
        (["Wire"], ["wire:5:9"], (False, False)),
        (["Post"], ["post:0:10"], (False, False)),
    ],
)
def test_a_point_is_given_by_a_claim_of_its_outlets_that_rests_on_its_evidence(outlets, evidence, given):
    claim = {"claim_id": "c1", "outlets": outlets, "evidence": evidence}
    gold = {**GOLD, "first_page": {"a": [POINTS]}}
    assert events.points(gold, [claim], {"post": "Post", "wire": "Wire"}) == [("left out", *given)]
