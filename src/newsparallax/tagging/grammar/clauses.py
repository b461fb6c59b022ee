"""Who does the reporting and what is reported, read from a dependency parse: sources, clauses, complements.

Spans here are pairs of token indices of one block, both ends included.
"""

from __future__ import annotations

from newsparallax.tagging.grammar.deeds import FINITE, RELATIVE
from newsparallax.tagging.grammar.tokens import Tokens

Span = tuple[int, int]

_CLAUSAL = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
_CIRCUMSTANCE = frozenset({"to", "in", "on", "at", "during", "after", "before", "when", "while"})
_PUNCTUATION = frozenset({"PUNCT", "SPACE"})


def trimmed(t: Tokens, low: int, high: int) -> Span | None:
    """A span without punctuation and blanks at its ends, or None when nothing is left."""
    while low <= high and t.pos[low] in _PUNCTUATION:
        low += 1
    while low <= high and t.pos[high] in _PUNCTUATION:
        high -= 1
    return (low, high) if low <= high else None


def noun_phrase(t: Tokens, head: int) -> Span | None:
    """A noun with its determiners, titles, appositions and joined nouns, without the clauses that hang on it."""
    low, high = t.left[head], t.right[head]
    if t.pos[head] == "PROPN" and t.head[head] < head and t.dep[head] == "nsubj":
        # "said Bolden to the crowd": where and to whom it was said is no part of the name.
        high = min([t.left[k] - 1 for k in t.kids[head] if k > head and t.low[k] in _CIRCUMSTANCE] + [high])
    for kid in _descendants(t, head):
        if kid > head and t.dep[kid] in _CLAUSAL and t.left[kid] <= high and t.left[kid] > head:
            high = t.left[kid] - 1
    return trimmed(t, low, high)


def _descendants(t: Tokens, head: int) -> list[int]:
    found = list(t.kids[head])
    for token in found:
        found.extend(t.kids[token])
    return found


def zone(t: Tokens, verb: int, source: Span | None, content_head: int | None) -> Span:
    """The words of the report itself (source, cue and what follows it), to be cut out of a sentence around them."""
    low, high = (verb, verb) if source is None else (min(verb, source[0]), max(verb, source[1]))
    while low > t.first[verb] and (t.dep[low - 1] in ("aux", "neg", "advmod") and t.head[low - 1] == verb):
        low -= 1
    for kid in t.kids[verb]:
        if kid < verb or kid == content_head or t.dep[kid] in ("conj", "cc", "punct", "ccomp", "parataxis"):
            continue
        if content_head is None or not t.left[kid] <= content_head <= t.right[kid]:
            high = max(high, t.right[kid])
    return low, high


def around(t: Tokens, low: int, high: int, hole: Span) -> list[Span]:
    """A stretch with a hole cut out of it: what stands before and what stands behind."""
    parts = [trimmed(t, low, min(high, hole[0] - 1)), trimmed(t, max(low, hole[1] + 1), high)]
    return [part for part in parts if part is not None]


def clause(t: Tokens, verb: int, head: int, source: Span | None) -> list[Span]:
    """The stretches of the reported clause `head` of a reporting verb, without `that` and without the report itself."""
    low, high = t.left[head], t.right[head]
    hole = zone(t, verb, source, head)
    if head < verb and high <= verb:
        # What stands before a fronted clause ("But", "On Tuesday") is said as well.
        before = hole[0] - 1
        if before < 0 or t.pos[before] != "PUNCT" or t.text[before] == ":":
            return []
        part = trimmed(t, min(low, t.first[verb]), before)
        return [part] if part else []
    if low < verb:
        return around(t, min(low, t.first[verb]) if t.head[verb] == verb else low, high, hole)
    if source is not None and low <= source[1] and source[0] > verb:
        low = source[1] + 1
    thing = t.child(verb, "dobj")
    if thing is not None and verb < thing < low and t.child(head, "nsubj", "nsubjpass", "expl") is None:
        # The parser took the clause's subject for the object: "figures show a record number drove costs up".
        low = t.left[thing]
    while low < head and (t.pos[low] in _PUNCTUATION or (t.low[low] == "that" and t.dep[low] == "mark")):
        low += 1
    high = max([high, *(t.right[k] for k in t.kids[verb] if t.dep[k] == "ccomp" and k > head)])
    part = trimmed(t, low, _with_joined_clauses(t, verb, high))
    return [part] if part else []


def _with_joined_clauses(t: Tokens, verb: int, high: int) -> int:
    """The parser hangs "and B" of "said (that) A and B" on `said`: taken back when `that` or no comma says so."""
    for kid in t.kids[verb]:
        if t.dep[kid] != "conj" or kid < high or t.child(kid, "nsubj", "nsubjpass", "expl") is None:
            continue
        before = t.left[kid] - 1
        joined = before > 0 and t.dep[before] == "cc" and t.low[before - 1] != "," and before - 1 == high
        marked = any(t.dep[k] == "mark" and t.low[k] == "that" for k in t.kids[kid])
        if joined or marked:
            high = max(high, t.right[kid])
    return high


def that_clause(
    t: Tokens, verb: int, told: frozenset[str] = frozenset(), nouns: frozenset[str] = frozenset()
) -> tuple[int, int] | None:
    """The `that` and the head of a clause hung on a word in between ("said during his visit to Baku that …").

    `told` are verbs that take a `that` of their own ("said after he learned that …"), `nouns` nouns that do.
    """
    for at in range(verb + 1, t.last[verb] + 1):
        if t.low[at] == "that" and t.dep[at] in ("mark", "dobj", "advmod"):
            head = t.head[at]
            while t.dep[head] == "xcomp" and t.head[head] > at:
                head = t.head[head]  # "told a briefing that it would continue to work"
            if t.dep[head] == "acl" and t.lemma[t.head[head]] in nouns:
                return None  # "responding to her charge that he had lied"
            if t.dep[head] in ("acl", "advcl", "relcl", "ccomp") and head > at:
                return (at, head) if t.left[verb] <= at <= t.right[verb] else None
            return None
        if t.dep[at] == "advcl" and t.head[at] == verb and t.lemma[at] not in told:
            continue  # "said when the papers were out that he would pay"
        if t.tag[at] in FINITE or (t.pos[at] == "VERB" and t.dep[at] in ("advcl", "conj", "relcl", "ccomp")):
            return None
    return None


def rest_of_sentence(t: Tokens, verb: int) -> Span | None:
    """What follows a reporting verb to the end of its sentence, where it holds a clause that the parse did not tie."""
    low, high = verb + 1, t.last[verb]
    for kid in t.kids[verb]:
        if kid == low and t.dep[kid] in ("advmod", "npadvmod", "prt"):
            low = t.right[kid] + 1
    if low <= high and t.text[low] == ":":
        return trimmed(t, low + 1, high)
    if low > high or t.pos[low] not in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ") or t.low[low] in RELATIVE:
        return None
    if not any(t.tag[k] in FINITE and k > low for k in range(low, high + 1)):
        return None
    return trimmed(t, low, high)
