"""Quoted fragments in a sentence that no construction reads: "believes the plan “betrays the poor”"."""

from __future__ import annotations

from newsparallax.tagging.grammar.clauses import trimmed
from newsparallax.tagging.grammar.deeds import RELATIVE, is_passive, subject
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.contents import is_title
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.reports import Report
from newsparallax.words import count_words

FRAGMENT = "quoted fragment"
_LEAST = 3  # words: one or two may be a term or an ironic use
_CLIMB = 6  # steps up the parse: further off, the verb is not what gives the words
_THINGS = frozenset({"it", "this", "these", "those", "what", *RELATIVE})


def fragment(text: str, page: Page, number: int) -> Report | None:
    """The report of a fragment in quotation marks, given to the subject of the verb that it depends on.

    The verb is one of thinking, reacting or speaking; its subject a person, a body or a pronoun for one.
    """
    t, quotation = page.t, page.quotations[number]
    low, high = page.inside(number)
    words = text[quotation.inner_start : quotation.inner_end]
    if page.role != "body" or count_words(words) < _LEAST or is_title(text, quotation):
        return None
    top = next((k for k in range(low, high + 1) if page.quoted[t.head[k]] != number), None)
    at = None if top is None else t.head[top]
    for _ in range(_CLIMB):
        if at is None or t.head[at] == at or (t.pos[at] == "VERB" and t.lemma[at] in cues.FRAGMENT):
            break
        at = t.head[at]
    if at is None or t.pos[at] != "VERB" or t.lemma[at] not in cues.FRAGMENT or page.quoted[at] >= 0 or at > low:
        return None
    head = subject(t, at)
    source = None if is_passive(t, at) else page.source(head)
    if head is None or source is None or t.low[head] in _THINGS or t.pos[head] not in ("PROPN", "PRON", "NOUN"):
        return None
    end = max(high, min(t.right[at], t.last[at]))
    part = trimmed(t, at + 1, end)
    if part is None or part[0] <= source[0] <= part[1]:
        return None
    return Report(at, (at, at), t.lemma[at], source, [part], FRAGMENT, quotations=[number])
