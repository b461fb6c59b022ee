"""The codebook of report cues (codebooks/lists/cues.toml), read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from newsparallax.codebooks import word_lists


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemmas by construction; see the comments and examples in codebooks/lists/cues.toml for what each frame means."""

    plain: frozenset[str]
    clause: frozenset[str]
    quoted: frozenset[str]
    gestures: frozenset[str]
    evidence: frozenset[str]
    person_to: frozenset[str]
    to: frozenset[str]
    object: frozenset[str]
    object_thing: frozenset[str]
    told_by: frozenset[str]
    thinking: frozenset[str]
    fragment: frozenset[str]
    finders: frozenset[str]
    headline_sources: frozenset[str]
    signs: frozenset[str]
    suing: frozenset[str]
    said_themselves: frozenset[str]
    withheld_things: frozenset[str]
    complement: frozenset[str]
    as_: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    with_object: frozenset[str]
    alone: frozenset[str]
    addressing: frozenset[str]
    express_verbs: frozenset[str]
    express_nouns: frozenset[str]
    that_nouns: frozenset[str]
    view_nouns: frozenset[str]
    putting: frozenset[str]
    documents: frozenset[str]
    utterances: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    according_first: frozenset[str]
    measures: frozenset[str]
    refusing: frozenset[str]
    refused: frozenset[str]
    unanswered: frozenset[str]
    withheld_by: frozenset[str]
    withheld: frozenset[str]
    verbs: frozenset[str]
    gerund: frozenset[str]
    audiences: frozenset[str]


@cache
def load() -> Cues:
    """The cues of the library's codebook."""
    book = word_lists("cues")
    frames = {name: frozenset(frame["verbs"].split()) for name, frame in book["frames"].items()}
    according = tuple(tuple(phrase.split()) for phrase in book["according"]["phrases"])
    prepositions = {verb: frozenset(taken) for verb, taken in book["prepositions"].items()}
    refusal = book["refusal"]
    return Cues(
        plain=frames["plain"],
        clause=frames["clause"] | frames["plain"],
        gestures=frozenset(book["gestures"]["verbs"].split()),
        quoted=frames["quoted"],
        evidence=frames["evidence"],
        person_to=frames["person_to"],
        to=frames["to"],
        gerund=frames["gerund"],
        object=frames["object"],
        object_thing=frames["object_thing"],
        told_by=frames["by"],
        thinking=frozenset(book["thinking"]["verbs"].split()),
        withheld_things=frozenset(book["objects"]["withheld"].split()),
        fragment=frozenset(f"{book['thinking']['verbs']} {book['fragments']['verbs']}".split())
        | frozenset().union(*(frames[name] for name in frames if name not in ("quoted", "evidence"))),
        signs=frozenset(book["signs"]["verbs"].split()),
        suing=frozenset(book["suing"]["verbs"].split()),
        headline_sources=frozenset(book["headlines"]["sources"].split()),
        finders=frozenset(book["documents"]["finders"].split()),
        said_themselves=frozenset(book["objects"]["said_themselves"].split()),
        complement=frames["complement"],
        as_=frames["as"],
        prepositions=prepositions,
        alone=frozenset(book["objects"]["none"].split()),
        with_object=frozenset(book["objects"]["needed"].split()),
        audiences=frozenset(book["objects"]["audiences"].split()),
        addressing=frozenset(book["objects"]["addressed"].split()),
        express_verbs=frozenset(book["nouns"]["express"]["verbs"].split()),
        express_nouns=frozenset(book["nouns"]["express"]["nouns"].split()),
        view_nouns=frozenset(book["nouns"]["view"]["nouns"].split()),
        putting=frozenset(book["nouns"]["view"]["verbs"].split()),
        that_nouns=frozenset(book["nouns"]["that"]["nouns"].split()),
        documents=frozenset(book["documents"]["nouns"].split()),
        utterances=frozenset(book["documents"]["utterances"].split()),
        according=according,
        according_first=frozenset(phrase[0] for phrase in according),
        measures=frozenset(book["according"]["measures"].split()),
        refusing=frozenset(refusal["verbs"].split()),
        refused=frozenset(refusal["acts"].split()),
        unanswered=frozenset(refusal["negated"].split()) | frozenset(refusal["withholding"].split()),
        withheld_by=frozenset(refusal["withholding"].split()),
        withheld=frozenset(refusal["withheld"].split()),
        verbs=frozenset().union(
            *(frames[name] for name in frames if name != "quoted"),
            prepositions,
            book["nouns"]["express"]["verbs"].split(),
            refusal["verbs"].split(),
        ),
    )
