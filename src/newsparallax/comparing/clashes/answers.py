"""A question that somebody left open in one account and answered in another: "declined to say whether it was he"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, together
from newsparallax.comparing.units import Record, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.same import may_be_one

# What an answer must have of the question's words, as a weight and as a share of theirs, where the two passages do not
# tell the same anyway.
_WORDS, _SHARE = 0.6, 0.5
# A question to be answered with yes or no; who left open which sites or what terms may tell their number elsewhere.
_WHETHER = re.compile(r"\b(?:whether|if)\b")


def find(material: Material) -> Iterator[Discrepancy]:
    """Refusals to say whether something is so, and what the same speaker surely says of it elsewhere."""
    said = [row for row in records(material.tables["attributions"]) if row["speaker"] and not row["anonymous"]]
    alike = _alike(material)
    edges = []
    for refused in said:
        asked = _WHETHER.search(refused["content"]) if refused["kind"] == "refusal" else None
        if asked is None:
            continue
        own = {t.concept for t in tokens(refused["speaker"])}
        question = _concepts(refused["content"][asked.end() :]) - own
        answers = [row for row in said if row["kind"] != "refusal" and may_be_one(row["speaker"], refused["speaker"])]
        if any(row["article_id"] == refused["article_id"] and _answers(material, question, row) for row in answers):
            continue
        edges += [
            (_side(refused, "left open"), _side(row, "answered"))
            for row in answers
            if row["article_id"] != refused["article_id"]
            and (row["speaker_sure"] or refused["speaker_sure"])
            and (_answers(material, question, row) or (_at(material, refused), _at(material, row)) in alike)
        ]
    for sides in together(edges):
        yield Discrepancy("answer", "variation", "left open in one account, answered in the other", tuple(sides))


def _alike(material: Material) -> set[tuple[int, int]]:
    """Pairs of passages that tell the same, both ways."""
    accepted = [(p.a, p.b) for p in material.pairs if p.accepted]
    return {*accepted, *((b, a) for a, b in accepted)}


def _concepts(words: str) -> set[str]:
    return {t.concept for t in tokens(words) if not t.is_function}


def _answers(material: Material, question: set[str], row: Record) -> bool:
    shared = material.in_common(question, _concepts(row["content"]))
    return shared >= max(_WORDS, _SHARE * material.in_common(question, question))


def _at(material: Material, row: Record) -> int:
    """The number of the passage that an attribution's content begins in, -1 for none."""
    for number, passage in enumerate(material.passages):
        if passage.article_id == row["article_id"] and passage.start <= row["start"] < passage.end:
            return number
    return -1


def _side(row: Record, value: str) -> Side:
    return Side(row["article_id"], row["start"], row["end"], row["content"], value)
