"""Every rule by its name, in the order in which they are tried; the first that answers decides.

A rule asks the source, the scene and the recall, never another rule: for words inside its own it calls `source.ask`.
Examples and counter-examples: `codebooks/lists/speaker_rules.toml`; a test takes each rule out in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from newsparallax.tagging.speakers import bodies, described, documents, holders, named, pronouns, together
from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.source import Source


@dataclass(frozen=True, slots=True)
class Rule:
    """`apply` answers, or None where the rule does not know."""

    name: str
    apply: Callable[[Source], Answer | None]


RULES: tuple[Rule, ...] = (
    Rule("relative pronoun", pronouns.relative),
    Rule("first person", pronouns.first_person),
    Rule("he or she", pronouns.he_or_she),
    Rule("they", pronouns.they),
    Rule("it", pronouns.it),
    Rule("several joined", together.joined),
    Rule("name", named.by_name),
    Rule("document", documents.document),
    Rule("both sides", together.both_sides),
    Rule("office", holders.by_office),
    Rule("same words before", described.again),
    Rule("unnamed source", described.anonymous),
    Rule("campaign of a person", bodies.circle),
    Rule("body named before", bodies.named_before),
    Rule("body described", bodies.described),
    Rule("owner", bodies.owner),
    Rule("unnamed people", described.people),
)
