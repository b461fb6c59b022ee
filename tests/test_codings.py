"""Two codings of one event become its gold; and the codings that are kept can stand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from conftest import ROOT

_spec = importlib.util.spec_from_file_location("merge_codings", ROOT / "benchmarks" / "merge_codings.py")
assert _spec and _spec.loader
codings = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(codings)

GOLD = Path(__file__).parent / "gold"
EVENTS = ("captain", "dam", "verdict")


def coding(**parts):
    return {"event": "kiln", "cast": [], "speech": {}, "statements": [], "discrepancies": [], "first_page": [], **parts}


def member(name, *aliases, kind="person"):
    return {"name": name, "aliases": list(aliases), "kind": kind}


def statement(tellings, in_part=""):
    return {"gist": "", "tellings": tellings.split(), "in_part": in_part.split()}


def difference(kind, *sides, verdict="contradiction", worth=True):
    return {"kind": kind, "verdict": verdict, "worth_printing": worth, "sides": [list(s) for s in sides], "why": ""}


def labels(gold):
    return {(pair["a"], pair["b"]): pair["label"] for pair in gold["pairs"]}


def test_a_pair_is_same_only_where_both_codings_tell_it_and_never_within_one_outlet():
    a = coding(statements=[statement("post.00 post.01 wire.01", "sun.03")])
    b = coding(statements=[statement("post.01 wire.01"), statement("post.02 sun.03")])
    assert labels(codings.merge(a, b, {})) == {
        ("post.01", "wire.01"): "same",
        ("post.00", "wire.01"): "partial",
        ("post.00", "sun.03"): "partial",
        ("post.01", "sun.03"): "partial",
        ("post.02", "sun.03"): "partial",
        ("sun.03", "wire.01"): "partial",
    }


def test_a_speaker_whom_the_codings_cite_by_other_names_is_one():
    a = coding(cast=[member("Ada Brill", "Brill", "the potter")], speech={"post.01": ["Ada Brill"]})
    b = coding(cast=[member("Brill", "Mrs Brill")], speech={"post.01": ["Brill"], "post.02": ["Brill"]})
    gold = codings.merge(a, b, {})
    assert gold["speech_both"] == {"post.01": ["Ada Brill"]}
    assert gold["speech"] == {"post.01": ["Ada Brill"], "post.02": ["Ada Brill"]}
    assert [m["aliases"] for m in gold["cast"]] == [["Ada Brill", "Brill", "Mrs Brill", "the potter"]]


def test_two_persons_who_share_an_office_alone_stay_two():
    a = coding(cast=[member("Ada Brill", "the mayor")], speech={"post.01": ["Ada Brill"]})
    b = coding(cast=[member("Jo Tarn", "the mayor")], speech={"post.02": ["Jo Tarn"]})
    assert [m["name"] for m in codings.merge(a, b, {})["cast"]] == ["Ada Brill", "Jo Tarn"]


def test_an_unnamed_source_is_one_where_both_codings_hear_it_in_the_same_sentences():
    a = coding(cast=[member("a guard", kind="group")], speech={"sun.04": ["a guard"]})
    b = coding(cast=[member("museum employee", kind="group")], speech={"sun.04": ["museum employee"]})
    assert codings.merge(a, b, {})["speech_both"] == {"sun.04": ["a guard"]}


def test_a_difference_is_in_both_where_kind_and_two_outlets_sentences_agree():
    a = coding(discrepancies=[difference("quantity", ("post.01", "nine jars"), ("wire.02", "six jars"))])
    other = difference(
        "quantity", ("post.01", "nine"), ("wire.02", "six"), ("sun.03", "a dozen"), verdict="suspect", worth=False
    )
    (joined,) = codings.merge(a, coding(discrepancies=[other]), {})["discrepancies"]
    assert joined["both"]
    assert not joined["worth_printing"]
    assert joined["verdicts"] == ["contradiction", "suspect"]
    assert [key for key, _ in joined["sides"]] == ["post.01", "wire.02", "sun.03"]


def test_two_differences_in_the_same_sentences_are_told_apart_by_their_words():
    a = coding(discrepancies=[difference("quantity", ("post.01", "nine jars"), ("wire.02", "six jars"))])
    b = coding(discrepancies=[difference("time", ("post.01", "at noon"), ("wire.02", "at dusk"))])
    assert [d["both"] for d in codings.merge(a, b, {})["discrepancies"]] == [False, False]


def test_another_kind_with_the_same_words_is_the_same_difference():
    a = coding(discrepancies=[difference("quantity", ("post.01", "all nine jars"), ("wire.02", "some of the jars"))])
    b = coding(discrepancies=[difference("event", ("post.01", "all nine"), ("wire.02", "some of the jars"))])
    assert [d["both"] for d in codings.merge(a, b, {})["discrepancies"]] == [True]


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"speech": {"post.00": ["Jo Tarn"]}}, "'Jo Tarn' is not in the cast"),
        ({"speech": {"post.07": []}}, "there is no sentence 'post.07'"),
        ({"statements": [statement("post.00 post.01")]}, "fewer than two outlets"),
        ({"discrepancies": [difference("time", ("post.00", "at noon"))]}, "'at noon' are not words of the sentence"),
    ],
)
def test_a_fault_in_a_coding_is_named(parts, fault):
    said = codings.words({"post.00": [0, 9], "post.01": [10, 19]}, {"post": "The kiln. It burned."})
    assert any(fault in line for line in codings.faults(coding(**parts), said))


def test_a_coding_agrees_with_itself_wholly():
    a = coding(cast=[member("Ada Brill")], speech={"post.00": ["Ada Brill"]}, statements=[statement("post.00 wire.00")])
    assert set(codings.agreement(a, a).values()) == {1.0}


@pytest.mark.parametrize("event", EVENTS)
def test_the_kept_codings_name_sentences_words_and_people_that_are_there(event):
    sentences = json.loads((GOLD / event / "sentences.json").read_text(encoding="utf-8"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (GOLD / event / "texts").glob("*.txt")}
    said = codings.words(sentences, texts)
    assert all(words and words == words.strip() for words in said.values())
    assert {codings.outlet(key) for key in said} == set(texts)
    for path in sorted((GOLD / event).glob("coding_*.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        assert list(codings.faults(kept, said)) == [], path.name


def test_a_folder_of_two_codings_gets_its_gold(tmp_path, capsys):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "echo.txt").write_text("A kiln burst.", encoding="utf-8")
    for name, content in (
        ("sentences", {"echo.00": [0, 13]}),
        ("coding_a", coding()),
        ("coding_b", coding(speech={"echo.01": ["Moe"]})),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    assert not codings.made(tmp_path)
    assert "coding_b.json: speech, echo.01: 'Moe' is not in the cast" in capsys.readouterr().out
    (tmp_path / "coding_b.json").write_text(json.dumps(coding()), encoding="utf-8")
    assert codings.made(tmp_path)
    assert json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))["pairs"] == []
