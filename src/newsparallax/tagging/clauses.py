"""Who does the reporting and what is reported, read from a dependency parse: sources, clauses, complements.

Spans here are pairs of token indices of one block, both ends included.
"""

from __future__ import annotations

from newsparallax.tagging.tokens import Tokens

Span = tuple[int, int]

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
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


def is_passive(t: Tokens, verb: int) -> bool:
    """Whether a verb is a passive, with or without its auxiliary ("a book called …", "asked about …, she said")."""
    if t.tag[verb] != "VBN":
        return False
    if any(t.dep[k] in ("auxpass", "nsubjpass", "agent") for k in t.kids[verb]):
        return True
    bare = not any(t.dep[k] in ("aux", "nsubj") for k in t.kids[verb])
    return bare and t.dep[verb] in ("acl", "advcl", "amod", "relcl")


def agent(t: Tokens, verb: int) -> int | None:
    """The noun behind `by` of a passive verb."""
    by = t.child(verb, "agent")
    return None if by is None else t.child(by, "pobj")


def subject(t: Tokens, verb: int, depth: int = 0) -> int | None:
    """The token that names who does what a verb says, through participles, chains and relative clauses, or None."""
    own = t.child(verb, "nsubj")
    if own is not None:
        return own
    if is_passive(t, verb):
        return agent(t, verb)
    if depth > 4:
        return None
    above, dep = t.head[verb], t.dep[verb]
    if above == verb:
        return None
    if dep in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "parataxis", "prep"):
        if dep in ("ccomp", "parataxis") and t.tag[verb] not in ("VBG", "VBD", "VBZ", "VBP"):
            return None
        if dep == "prep" or t.pos[above] in ("ADP", "SCONJ"):
            return subject(t, above, depth + 1) if t.pos[above] in ("VERB", "AUX") else _under(t, above, depth)
        passive = t.child(above, "nsubjpass")
        if passive is not None:
            return passive
        return subject(t, above, depth + 1)
    if dep in ("acl", "relcl") and t.pos[above] in ("NOUN", "PROPN", "PRON"):
        # "a statement saying …": the statement says it. "an attempt to explain …": whoever makes the attempt.
        return _owner(t, above, depth) if infinitive(t, verb) or depth else above
    return None


def _owner(t: Tokens, noun: int, depth: int) -> int | None:
    owner = t.child(noun, "poss")
    if owner is not None:
        return owner
    above = t.head[noun]
    return subject(t, above, depth + 1) if t.pos[above] in ("VERB", "AUX") and t.dep[noun] != "nsubj" else None


def _under(t: Tokens, preposition: int, depth: int) -> int | None:
    above = t.head[preposition]
    if above == preposition:
        return None
    if t.pos[above] in ("VERB", "AUX"):
        passive = t.child(above, "nsubjpass")
        return passive if passive is not None else subject(t, above, depth + 1)
    return None


def negated(t: Tokens, verb: int) -> bool:
    return any(t.dep[k] == "neg" or t.low[k] == "never" for k in t.kids[verb])


def infinitive(t: Tokens, verb: int) -> bool:
    return any(t.dep[k] == "aux" and t.low[k] == "to" for k in t.kids[verb])


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
    while low < head and (t.pos[low] in _PUNCTUATION or (t.low[low] == "that" and t.dep[low] == "mark")):
        low += 1
    part = trimmed(t, low, _with_joined_clauses(t, verb, head, high))
    return [part] if part else []


def _with_joined_clauses(t: Tokens, verb: int, head: int, high: int) -> int:
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


def that_clause(t: Tokens, verb: int) -> tuple[int, int] | None:
    """The `that` and the head of a clause hung on a word in between ("said during his visit to Baku that …")."""
    for at in range(verb + 1, t.last[verb] + 1):
        if t.low[at] == "that" and t.dep[at] == "mark":
            head = t.head[at]
            if t.dep[head] in ("acl", "advcl", "relcl", "ccomp") and head > at:
                return (at, head) if t.left[verb] <= at <= t.right[verb] else None
            return None
        if t.pos[at] in ("VERB", "AUX") and t.tag[at] in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None
