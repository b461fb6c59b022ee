"""Marks of wording: loaded words, hedges and boosters.

A mark is a listed expression in its context: its part of speech, and whether a negation governs it, are told from the
dependency parse; words inside names are left out. What is NOT found: irony, marks told by words outside the codebooks,
and negation that another sentence brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, partial

from spacy.tokens import Doc, Span, Token

from newsparallax.codebooks import Codebooks, Entry, select, word_list
from newsparallax.codebooks.patterns import Matcher, Rule
from newsparallax.overlaps import Overlaps
from newsparallax.tagging.grammar.parse import Block, Parsed

# What a negation reaches down through: "did not agree to cooperate", "reached no agreement on trade".
_CARRIES_NEGATION = frozenset({"xcomp", "dobj", "pobj", "prep", "attr", "acomp", "oprd", "nsubjpass", "pcomp", "amod"})
_STEPS = 3
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_VIEW_STEPS = 4
# How a verb of viewing takes what it sees something as.
_SEEN_AS = frozenset({"as", "of", "for"})
_COMPLEMENTS = frozenset({"oprd", "acomp", "attr", "ccomp", "xcomp", "pcomp", "dobj"})
_OPENS, _CLOSES = re.compile(r"(?:^|(?<=[\s(—–-]))['‘](?=\w)"), re.compile(r"(?<=[\w.,!?])['’](?!\w)")


# A noun or adjective may also be used as another's attribute, a participle as an adjective.
_ATTRIBUTE = frozenset({"amod", "compound", "nmod"})
_PREDICATE = frozenset({"amod", "acomp", "attr", "oprd"})
_PARTICIPLES = frozenset({"VBG", "VBN"})
_words = partial(word_list, "marks")
_TITLE_CASE = 0.6  # share of a line's longer words that begin with a capital, from which it is set in title case
_LONGER = 4  # letters


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: offsets in the article's text, its category and kind, whether negated, and what made it.

    `in_quotes` and `in_view` tell that the words are not the outlet's own where no attribution does.
    """

    start: int
    end: int
    category: str
    label: str
    codebook: str
    negated: bool
    in_quotes: bool
    in_view: bool
    role: str
    rule: str


def find(parsed: Parsed, books: Codebooks, names: Iterable[tuple[int, int]] = ()) -> list[Mark]:
    """Marks of every codebook whose table is `marks`, in the order of the text; within a codebook the longest wins.

    `names` are the places [start, end) of actors' names in the article's text: words inside a name are no marks.
    """
    matcher, named = books.matcher("marks"), Overlaps((low, high, None) for low, high in names)
    return [mark for block in parsed.blocks for mark in _marks(block, matcher, books, named)]


def _marks(block: Block, matcher: Matcher[Entry], books: Codebooks, named: Overlaps[None]) -> Iterator[Mark]:
    doc, titled = block.doc, _in_title_case(block.doc)

    def counts(match: tuple[int, int, Rule[Entry]]) -> bool:
        start, end, rule = match
        if rule.exception:
            return True
        span = _span(doc, start, end)
        wanted = {rule.word} if rule.word else rule.owner.pos
        return (
            not named.meeting(block.start + start, block.start + end)
            and not (not titled and _in_a_name(span))
            and (not wanted or used_as(span[-1], wanted, titled))
            and not _asked(span)
        )

    for sentence in doc.sents:
        matches = filter(counts, matcher.matches(doc.text, sentence.start_char, sentence.end_char))
        for hit in select(matches, apart=False):
            entry, span = hit.owner, _span(doc, hit.start, hit.end)
            yield Mark(
                start=block.start + hit.start,
                end=block.start + hit.end,
                category=entry.category,
                label=entry.label,
                codebook=entry.codebook,
                negated=books[entry.codebook].negatable and negated(span),
                in_quotes=_in_quotes(doc.text, hit.start, hit.end),
                in_view=_in_anothers_view(span),
                role=block.role,
                rule=entry.rule(hit.pattern),
            )


def _span(doc: Doc, start: int, end: int) -> Span:
    """The tokens that characters of a matched text touch: there is at least one."""
    span = doc.char_span(start, end, alignment_mode="expand")
    assert span is not None
    return span


def used_as(token: Token, wanted: AbstractSet[str], titled: bool) -> bool:
    """Whether a token is used as one of the wanted parts of speech; in title case a proper noun may be any of them."""
    if token.pos_ in wanted or (titled and token.pos_ == "PROPN"):
        return True
    if "ADJ" in wanted:
        return token.dep_ in _ATTRIBUTE or (token.tag_ in _PARTICIPLES and token.dep_ in _PREDICATE)
    return False


def _in_quotes(text: str, start: int, end: int) -> bool:
    """Whether words stand between quotation marks of their paragraph: a passage, or single words held at a distance."""
    before = text[:start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return True
    opened = max((found.end() for found in _OPENS.finditer(text, 0, start + 1)), default=None)
    return opened is not None and not _CLOSES.search(before, opened) and _CLOSES.search(text, end) is not None


def _asked(span: Span) -> bool:
    """Whether an open question asks for the words ("asked if it was a farce"; not "if the vile plan will pass")."""
    before = span.doc.text[span.sent.start_char : span.start_char]
    return span.root.dep_ not in _ATTRIBUTE and _open_question().search(before) is not None


@cache
def _open_question() -> re.Pattern[str]:
    """What begins an open question, and the rest of its clause: the parser loses many of them ("When asked if …")."""
    asking = "|".join(sorted(_words("asking")))
    return re.compile(rf"\b(?:whether|(?:{asking}) (?:\w+ ){{0,3}}if) [^,;:.—“”\"]*$", re.IGNORECASE)


def _in_anothers_view(span: Span) -> bool:
    """Whether a verb of seeing, saying or charging governs the words as its complement ("criticised as wasteful").

    What is charged against "the regime" leaves the word "regime" the outlet's own.
    """
    token = span.root
    if token.dep_ == "dobj" and any(child.lower_ in _DEFINITE for child in token.children):
        return False
    for _ in range(_VIEW_STEPS):
        head = token.head
        if head is token:
            return False
        completes = token.dep_ in _COMPLEMENTS or (token.dep_ == "prep" and token.lower_ in _SEEN_AS)
        if head.i < span.start and completes and head.lemma_.lower() in _words("viewing"):
            return True
        token = head
    return False


def _in_title_case(doc: Doc) -> bool:
    longer = [token.text for token in doc if token.is_alpha and len(token) >= _LONGER]
    return sum(word[0].isupper() for word in longer) >= _TITLE_CASE * len(longer)


def _in_a_name(span: Span) -> bool:
    """Whether a capital within a sentence makes the words part of a name ("Hostile Work Environment Act")."""
    return any(
        token.text[:1].isupper() and not token.is_sent_start and not (token.i and token.nbor(-1).is_quote)
        for token in span
    )


def negated(span: Span) -> bool:
    """Whether a negation governs the words: on them, on what they complete ("refused to …")."""
    inside = {token.i for token in span}
    token = span.root
    for _ in range(_STEPS):
        if _denied(token, inside):
            return True
        if token.dep_ not in _CARRIES_NEGATION or token.head is token:
            return False
        token = token.head
        if token.i not in inside and token.lemma_ in _words("undoing"):
            return True
    return _denied(token, inside)


def _denied(token: Token, inside: set[int]) -> bool:
    return any(
        child.i not in inside and (child.dep_ == "neg" or (child.lower_ in _words("negative") and child.i < token.i))
        for child in token.children
    )
