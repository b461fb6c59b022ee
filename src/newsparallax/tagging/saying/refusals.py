"""Refusals: somebody was asked and did not say."""

from __future__ import annotations

from typing import NamedTuple

from newsparallax.tagging.grammar.clauses import Span, trimmed
from newsparallax.tagging.grammar.deeds import infinitive, is_passive, negated, subject
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.pages import Page


class Refusal(NamedTuple):
    """Who did not say, what was not said, and the last token of the cue."""

    source: Span
    content: Span
    last: int


def refusal(page: Page, verb: int) -> Refusal | None:
    """declined to comment on CONTENT; did not reply to CONTENT."""
    t, lemma = page.t, page.t.lemma[verb]
    act = t.child(verb, "xcomp")
    if lemma in cues.REFUSING and act is not None and t.lemma[act] in cues.REFUSED:
        source = page.source(subject(t, verb))
        if source is not None:
            return Refusal(source, trimmed(t, act + 1, t.right[act]) or (act, act), act)
    thing = t.child(verb, "dobj")
    if lemma in cues.UNANSWERED and negated(t, verb) and not infinitive(t, verb) and not is_passive(t, verb):
        if lemma in cues.WITHHELD_BY and (thing is None or t.lemma[thing] not in cues.WITHHELD):
            return None
        source, content = page.source(subject(t, verb)), _unanswered(t, verb)
        if source is not None and not source[0] <= content[0] <= source[1]:
            return Refusal(source, content, verb)
    return None


def _unanswered(t: Tokens, verb: int) -> Span:
    """What was not answered: what follows the verb, up to a clause with a subject of its own."""
    high = t.right[verb]
    for kid in t.kids[verb]:
        if t.dep[kid] == "cc" and kid > verb:
            high = min(high, kid - 1)
    low = verb + 1
    if low <= high and t.low[low] == "to" and t.dep[low] == "prep":
        low += 1
    return trimmed(t, low, high) or (verb, verb)
