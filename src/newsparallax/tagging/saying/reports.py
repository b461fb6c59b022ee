"""Reports: cues that the parse ties to a source and to what is reported, by the constructions of cues.toml."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsparallax.tagging.grammar.clauses import Span, around, trimmed
from newsparallax.tagging.grammar.deeds import FINITE, undone
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.frames import CLAUSAL, first_made, verb_at
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.refusals import refusal
from newsparallax.tagging.saying.sources import (
    channel,
    name_beside,
    named_before_asides,
    quotes_as,
    source_head,
)
from newsparallax.tagging.saying.views import view

# Parts of speech without which words tell nothing.
_MEANING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
_NEAR = 8  # tokens between a noun's source and its `that`
# "without naming him", "from claiming asylum": nothing is said.
_UNSAID = frozenset({"without", "from", "against", "instead"})

_POSSIBLE = frozenset({"can", "could", "may", "might", "must", "should", "would"})


@dataclass(slots=True)
class Report:
    """One cue: `verb` is its head, `cue` its words, `content` the token stretches of what is reported.

    `quotations` are the numbers of the page's quotations given to it by their place beside it.
    """

    verb: int
    cue: Span
    lemma: str
    source: Span | None
    content: list[Span]
    rule: str
    via: Span | None = None
    refusal: bool = False
    quotations: list[int] = field(default_factory=list)
    review: str | None = None


def reports(page: Page, outlet: str | None = None) -> list[Report]:
    """The reports of a page whose content the parse shows; `outlet` naming itself as its own source is none."""
    t = page.t
    found: list[Report] = []
    for token in range(len(t)):
        if page.quoted[token] >= 0:
            continue
        report = None
        if t.low[token] in cues.ACCORDING_FIRST:
            report = according(page, token)
            if report is not None and outlet and _named(page, report.source) == outlet.casefold():
                report = None
        elif t.lemma[token] in cues.VERBS and t.pos[token] in ("VERB", "AUX"):
            if t.dep[token] not in ("amod", "aux", "auxpass"):
                report = _verb(page, token)
        elif t.pos[token] == "NOUN" and t.lemma[token] in cues.THAT_NOUNS:
            report = _noun(page, token)
        if report is None and t.lemma[token] == "be" and t.tag[token] in FINITE:
            report = _judged(page, token)
        if report is not None:
            found.append(report)
    _split_participles(page, found)
    return found


def _judged(page: Page, be: int) -> Report | None:
    found = view(page, be)
    return None if found is None else Report(be, found[1], "be", found[0], [found[2]], "view")


def _named(page: Page, source: Span | None) -> str:
    return "" if source is None else " ".join(page.t.low[source[0] : source[1] + 1])


def _verb(page: Page, verb: int) -> Report | None:
    t, lemma = page.t, page.t.lemma[verb]
    refused = refusal(page, verb)
    if refused is not None:
        return Report(verb, (verb, refused.last), lemma, refused.source, [refused.content], "refusal", refusal=True)
    if t.dep[verb] == "pcomp" and t.low[t.head[verb]] in _UNSAID:
        return None
    if t.dep[verb] == "xcomp" and t.low[t.head[verb]] == "worth":
        return None  # "It is worth mentioning that": the outlet itself speaks
    if quotes_as(t, verb) is not None:
        return None
    head = source_head(t, verb)
    source = page.source(head)
    if source is None and t.tag[verb] in FINITE and lemma in cues.VERBS:
        source = named_before_asides(t, verb)
        head = None if source is None else source[1]
    if head is None or source is None:
        return None
    if t.dep[verb] == "pcomp" and t.tag[head] == "PRP$":
        return None  # "his misuse of the law in defending the plan"
    source = name_beside(t, source, head, verb) or source
    head = head if source[0] <= head <= source[1] else source[1]
    found = first_made(verb_at(page, verb, head, source))
    if found is None:
        return None
    made, rule = found
    may = any(t.dep[k] == "aux" and t.low[k] in _POSSIBLE for k in t.kids[verb])
    if rule not in CLAUSAL and (may or undone(t, verb)) and not any(page.quotes(*part) for part in made.content):
        return None  # "refused to call it a crisis", "avoided criticising him", "should call for a vote"
    return Report(verb, made.cue, lemma, source, made.content, rule, channel(page, verb))


def _noun(page: Page, noun: int) -> Report | None:
    """SOURCE's claim that CLAUSE; warnings from SOURCE that CLAUSE."""
    t = page.t
    owner = t.child(noun, "poss")
    if owner is None:
        return _noun_from(page, noun)
    inner = next((k for k in t.kids[noun] if k > noun and t.dep[k] in ("acl", "ccomp", "relcl")), None)
    if inner is None:
        return None
    mark = t.left[inner]
    if t.low[mark] != "that" or t.dep[mark] != "mark":
        return None
    source, part = page.source(owner), trimmed(t, mark + 1, t.right[inner])
    if source is None or part is None:
        return None
    return Report(noun, (noun, noun), t.lemma[noun], source, [part], "noun that")


def _noun_from(page: Page, noun: int) -> Report | None:
    """Warnings from (by) SOURCE that CLAUSE: the words decide, since the parser hangs such clauses on many things."""
    t = page.t
    by = next((k for k in t.kids[noun] if k > noun and t.low[k] in ("from", "by")), None)
    name = None if by is None else t.child(by, "pobj")
    if by is None or name is None:
        return None
    that = next((k for k in range(name + 1, min(name + _NEAR, t.last[noun])) if t.low[k] == "that"), None)
    if that is None or t.tag[that] != "IN" or any(t.tag[k] in FINITE for k in range(name, that)):
        return None
    source = page.source(name)
    high = max(t.right[t.head[that]], that)
    # The clause ends before the main verb that follows it, and at a comma where the parser takes it for the whole.
    comma = next((k for k in range(that + 1, high) if t.text[k] == "," and page.quoted[k] < 0), None)
    if t.head[that] < that or (comma is not None and t.dep[t.head[that]] not in ("acl", "relcl")):
        high = t.last[noun] if comma is None else comma
    part = trimmed(t, that + 1, high)
    if source is None or part is None:
        return None
    source = (source[0], min(source[1], that - 1))
    return Report(noun, (noun, noun), t.lemma[noun], source, [part], "noun that")


def according(page: Page, token: int) -> Report | None:
    """ACCORDING TO SOURCE at the beginning, in the middle or at the end of what it gives to the source."""
    t = page.t
    phrase = next((p for p in cues.ACCORDING if tuple(t.low[token : token + len(p)]) == p), None)
    low, high = t.first[token], t.last[token]
    if phrase is not None:
        last = token + len(phrase) - 1
        name = t.child(last, "pobj")
    else:
        words = t.child(token, "pobj")
        if words is None or t.low[words] != "words" or t.child(words, "poss") is None:
            return None
        # "In his words, …"
        phrase, last, name = ("in", "words"), token, t.child(words, "poss")
    if name is None:
        name = next(
            (k for k in range(last + 1, min(last + 12, high + 1)) if t.pos[k] in ("NOUN", "PROPN", "PRON")), None
        )
    source = page.source(name)
    if source is None or source[0] <= last or (name is not None and t.lemma[name] in cues.MEASURES):
        return None
    leading = token <= low + 1
    comma = next((k for k in range(source[0], source[1] + 1) if t.text[k] == ","), None)
    if leading and comma is not None and t.child(t.head[token], "nsubj", "nsubjpass", "expl") is None:
        # "According to Novak, Warsaw and Prague will …": the names behind the comma are the clause's subject.
        source = (source[0], comma - 1)
    behind = source[1] + 1  # what follows the phrase begins behind the next comma
    while behind <= high and t.text[behind] not in (",", ".", ";", "—", "–"):
        behind += 1
    if leading:
        content = [part] if (part := trimmed(t, min(behind, high), high)) else []
    else:
        above = t.head[token]
        if t.dep[above] == "relcl":
            low, high = max(low, t.left[above]), min(high, t.right[above])
        low = _clause_start(t, token, low)
        content = around(t, low, high, (token, behind - 1))
    content = [part for part in content if any(t.pos[k] in _MEANING for k in range(part[0], part[1] + 1))]
    if not content:
        return None
    return Report(token, (token, last), " ".join(phrase), source, content, "according to")


def _clause_start(t: Tokens, token: int, low: int) -> int:
    """A semicolon or a colon before `according to` bounds what it reaches back to."""
    for at in range(token - 1, low, -1):
        if t.text[at] in (";", ":"):
            return at + 1
    return low


def _split_participles(page: Page, found: list[Report]) -> None:
    """SOURCE said A, adding that B; SOURCE said A and called for B: the parser puts the second report inside A.

    It is the source of the first who adds and calls for.
    """
    t = page.t
    for inner in found:
        cut = _before_joined_report(t, inner.verb)
        if cut is None:
            continue
        for outer in found:
            if outer is inner or outer.rule not in ("clause", "parenthesis") or outer.verb > inner.verb:
                continue
            for number, (low, high) in enumerate(outer.content):
                if low < cut and inner.verb <= high:
                    outer.content[number] = (low, cut - 1)
                    inner.source = outer.source


def _before_joined_report(t: Tokens, verb: int) -> int | None:
    """Where ", adding" or "and called" begins, when a verb stands like that; else None."""
    before = verb - 1
    if before > 0 and t.pos[before] == "ADV":
        before -= 1
    if before <= 0:
        return None
    if t.tag[verb] == "VBG" and t.dep[verb] in ("advcl", "conj"):
        return before if t.text[before] == "," else None
    if t.dep[verb] == "conj" and t.tag[verb] in FINITE and t.pos[before] == "CCONJ":
        return before - 1 if t.text[before - 1] == "," else before
    return None
