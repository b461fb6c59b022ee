"""The codebook of report cues (codebooks/lists/cues.toml): lemmas by construction.

The comments and examples there say what each list means.
"""

from __future__ import annotations

from typing import Any

from newsparallax.codebooks import word_lists

_BOOK = word_lists("cues")
_FRAMES = {name: frozenset(frame["verbs"].split()) for name, frame in _BOOK["frames"].items()}


def _listed(*keys: str) -> frozenset[str]:
    """The words under some keys of the codebook: `_listed("refusal", "acts")`."""
    found: Any = _BOOK
    for key in keys:
        found = found[key]
    return frozenset(found.split())


PLAIN = _FRAMES["plain"]
CLAUSE = _FRAMES["clause"] | PLAIN
QUOTED = _FRAMES["quoted"]
EVIDENCE = _FRAMES["evidence"]
PERSON_TO = _FRAMES["person_to"]
TO = _FRAMES["to"]
GERUND = _FRAMES["gerund"]
OBJECT = _FRAMES["object"]
OBJECT_THING = _FRAMES["object_thing"]
TOLD_BY = _FRAMES["by"]
COMPLEMENT = _FRAMES["complement"]
AS = _FRAMES["as"]
GESTURES = _listed("gestures", "verbs")
THINKING = _listed("thinking", "verbs")
SIGNS = _listed("signs", "verbs")
SUING = _listed("suing", "verbs")
FRAGMENT = (
    THINKING
    | _listed("fragments", "verbs")
    | frozenset().union(*(verbs for name, verbs in _FRAMES.items() if name not in ("quoted", "evidence")))
)
HEADLINE_SOURCES = _listed("headlines", "sources")
# What stands behind a verb.
PREPOSITIONS = {verb: frozenset(taken) for verb, taken in _BOOK["prepositions"].items()}
ALONE = _listed("objects", "none")
WITH_OBJECT = _listed("objects", "needed")
ADDRESSING = _listed("objects", "addressed")
AUDIENCES = _listed("objects", "audiences")
SAID_THEMSELVES = _listed("objects", "said_themselves")
WITHHELD_THINGS = _listed("objects", "withheld")
# Nouns that report, and what documents and finders are called.
EXPRESS_VERBS = _listed("nouns", "express", "verbs")
EXPRESS_NOUNS = _listed("nouns", "express", "nouns")
VIEW_NOUNS = _listed("nouns", "view", "nouns")
THAT_NOUNS = _listed("nouns", "that", "nouns")
DOCUMENTS = _listed("documents", "nouns")
UTTERANCES = _listed("documents", "utterances")
FINDINGS = _listed("documents", "findings")
FINDERS = _listed("documents", "finders")
ACCORDING = tuple(tuple(phrase.split()) for phrase in _BOOK["according"]["phrases"])
ACCORDING_FIRST = frozenset(phrase[0] for phrase in ACCORDING)
MEASURES = _listed("according", "measures")
# Refusals.
REFUSING = _listed("refusal", "verbs")
REFUSED = _listed("refusal", "acts")
WITHHELD_BY = _listed("refusal", "withholding")
WITHHELD = _listed("refusal", "withheld")
UNANSWERED = _listed("refusal", "negated") | WITHHELD_BY
VERBS = REFUSING.union(EXPRESS_VERBS, PREPOSITIONS, *(verbs for name, verbs in _FRAMES.items() if name != "quoted"))
