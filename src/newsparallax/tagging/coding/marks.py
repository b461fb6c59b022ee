"""Marks of framing and wording: cooperation and confrontation, hedges, boosters, evaluative and loaded words.

A mark is a listed expression in its context: whether a negation governs it is told from the dependency parse. What is
NOT found: irony, marks told by words outside the codebooks, and negation that another sentence brings.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from newsparallax.codebooks import Codebooks, select
from newsparallax.tagging.grammar.parse import Parsed

# What a negation reaches down through: "did not agree to cooperate", "reached no agreement on trade".
_CARRIES_NEGATION = frozenset({"xcomp", "dobj", "pobj", "prep", "attr", "acomp", "oprd", "nsubjpass", "pcomp", "amod"})
_NEGATIVE = frozenset({"no", "not", "never", "neither", "nor", "n't", "n’t", "hardly"})
_UNDOING = frozenset(
    {"without", "refuse", "fail", "decline", "lack", "cease", "stop", "unable", "impossible", "absence"}
)
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: offsets in the article's text, its category, whether negated, and what made it."""

    start: int
    end: int
    category: str
    codebook: str
    negated: bool
    role: str
    rule: str


def find(parsed: Parsed, books: Codebooks) -> list[Mark]:
    """Marks of every codebook whose table is `marks`, in the order of the text; within a codebook the longest wins."""
    matcher, text, found = books.matcher("marks"), parsed.article.text, list[Mark]()
    for block in parsed.blocks:
        for sentence in block.doc.sents:
            start, end = block.start + sentence.start_char, block.start + sentence.end_char
            for hit in select(matcher.matches(text, start, end), apart=False):
                span = block.doc.char_span(hit.start - block.start, hit.end - block.start, alignment_mode="expand")
                entry = hit.owner
                if span is None or (entry.pos and span[-1].pos_ not in entry.pos):
                    continue
                denied = books[entry.codebook].negatable and negated(span)
                rule = entry.rule(hit.pattern)
                found.append(Mark(hit.start, hit.end, entry.category, entry.codebook, denied, block.role, rule))
    return found


def negated(span: Span) -> bool:
    """Whether a negation governs the words: on them, on what they complete ("refused to …"), or as a prefix."""
    if span.doc.text[: span.start_char].lower().endswith(("non-", "non ")):
        return True
    inside = {token.i for token in span}
    token = span.root
    for _ in range(_STEPS):
        if _denied(token, inside):
            return True
        if token.dep_ not in _CARRIES_NEGATION or token.head is token:
            return False
        token = token.head
        if token.i not in inside and token.lemma_ in _UNDOING:
            return True
    return _denied(token, inside)


def _denied(token: Token, inside: set[int]) -> bool:
    return any(
        child.i not in inside and (child.dep_ == "neg" or (child.lower_ in _NEGATIVE and child.i < token.i))
        for child in token.children
    )
