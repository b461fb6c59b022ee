"""Each rule for speakers is needed by its own examples, and leaves its counter-examples to others."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

import pytest
from spacy.language import Language

from conftest import ROOT
from newsparallax.codebooks import LISTS
from newsparallax.tagging.speakers.resolve import resolve
from newsparallax.tagging.speakers.rules import RULES, Rule
from newsparallax.tagging.who.cast import cast
from tagged import config, parsed, said

ENTRIES: list[dict[str, Any]] = tomllib.loads((LISTS / "speaker_rules.toml").read_text(encoding="utf-8"))["rules"]
ANSWERS = {"means": "name", "kind": "anonymous", "side": "side", "how": "how"}


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(entry["name"], example, id=f"{entry['name']}-{number}")
        for entry in ENTRIES
        for number, example in enumerate(entry[kind])
    ]


def _answer(nlp: Language, example: dict[str, Any], rules: Sequence[Rule]) -> dict[str, Any]:
    """What the rules say of the source judged, under the names of the example's keys."""
    text = example["text"]
    page = parsed(nlp, text)
    found = []
    for source, content in example["told"]:
        quoted = text[text.index(content) - 1] in '"“'
        found.append(said(text, source, content, "direct" if quoted else "indirect"))
    judged = resolve(page, cast(page, config()), found, rules)[example.get("judged", -1)]
    return {key: getattr(judged, ANSWERS[key]) for key in ANSWERS if key in example}


def _wanted(example: dict[str, Any]) -> dict[str, Any]:
    return {key: example[key] for key in ANSWERS if key in example}


def _without(name: str) -> list[Rule]:
    return [rule for rule in RULES if rule.name != name]


def test_every_rule_has_its_entry_in_the_order_in_which_they_are_tried() -> None:
    assert [entry["name"] for entry in ENTRIES] == [rule.name for rule in RULES]
    assert all(entry["says"] and entry["examples"] and entry["counter_examples"] for entry in ENTRIES)


@pytest.mark.parametrize(("name", "example"), _cases("examples"))
def test_a_rule_answers_its_examples_and_no_other_does(nlp: Language, name: str, example: dict[str, Any]) -> None:
    assert _answer(nlp, example, RULES) == _wanted(example)
    assert _answer(nlp, example, _without(name)) != _wanted(example)


@pytest.mark.parametrize(("name", "example"), _cases("counter_examples"))
def test_a_rule_leaves_its_counter_examples_to_others(nlp: Language, name: str, example: dict[str, Any]) -> None:
    assert _answer(nlp, example, RULES) == _wanted(example)
    assert _answer(nlp, example, _without(name)) == _wanted(example)


def test_the_page_on_speakers_has_the_line_of_every_rule() -> None:
    page = (ROOT / "docs" / "methods" / "speakers.md").read_text(encoding="utf-8")
    assert "".join(f"| {entry['name']} | {entry['says']} |\n" for entry in ENTRIES) in page
