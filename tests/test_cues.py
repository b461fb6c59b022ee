"""Every rule of codebooks/lists/cues.toml finds its examples, and nothing in its counter-examples."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from spacy.language import Language

from newsparallax.codebooks import LISTS
from newsparallax.tagging.grammar.parse import parse
from newsparallax.tagging.saying.attributions import Attribution, find
from test_attributions import article

RULES: dict[str, Any] = tomllib.loads((LISTS / "cues.toml").read_text(encoding="utf-8"))["rules"]
EXAMPLES = [(rule, text) for rule, entry in RULES.items() for text in entry["examples"]]
COUNTER_EXAMPLES = [(rule, text) for rule, entry in RULES.items() for text in entry["counter_examples"]]


def _found(nlp: Language, rule: str, text: str) -> list[Attribution]:
    role = "headline" if RULES[rule].get("headline") else "body"
    made = find(next(parse(nlp, [article(text, roles={0: role})])))
    return [a for a in made if a.rule == rule]


@pytest.mark.parametrize(("rule", "marked"), EXAMPLES, ids=[f"{r}: {t}" for r, t in EXAMPLES])
def test_a_rule_finds_its_example(nlp: Language, rule: str, marked: str) -> None:
    text = re.sub(r"[\[\]{}]", "", marked)
    found = [
        (None if a.source is None else text[slice(*a.source)], [text[slice(*c)] for c in a.content])
        for a in _found(nlp, rule, text)
    ]
    source = re.findall(r"\[(.*?)\]", marked)[0]
    assert (source, re.findall(r"\{(.*?)\}", marked)) in found, found


@pytest.mark.parametrize(("rule", "text"), COUNTER_EXAMPLES, ids=[f"{r}: {t}" for r, t in COUNTER_EXAMPLES])
def test_a_rule_finds_nothing_in_its_counter_example(nlp: Language, rule: str, text: str) -> None:
    assert _found(nlp, rule, text) == []
