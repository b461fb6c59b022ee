"""Whom the grammar names as the source of a cue, and the outlet that carried the words."""

from __future__ import annotations

from newsparallax.tagging.grammar.clauses import Span, trimmed
from newsparallax.tagging.grammar.deeds import FINITE, by_agent, is_passive, subject
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.who.lexicon import LEX, listed

_ISSUING = listed("issuing")
_CLIMB = 5  # steps from a participle up to the verb whose document it describes


def quoted_as(t: Tokens, verb: int) -> int | None:
    """The participle of "was quoted (cited) as saying"."""
    return _as_saying(t, verb) if t.tag[verb] == "VBN" and is_passive(t, verb) else None


def quotes_as(t: Tokens, verb: int) -> int | None:
    """Who is quoted in "AGENCY quoted SOMEBODY as saying", given the verb that says `quoted`."""
    active = _as_saying(t, verb) is not None and not is_passive(t, verb)
    return t.child(verb, "dobj") if active else None


def _as_saying(t: Tokens, verb: int) -> int | None:
    if t.lemma[verb] not in ("quote", "cite"):
        return None
    as_ = next((k for k in t.kids[verb] if t.low[k] == "as" and k > verb), None)
    return None if as_ is None else t.child(as_, "pcomp")


def source_head(t: Tokens, verb: int) -> int | None:
    """The token that names who speaks: the subject, or the one quoted in "was quoted as saying"."""
    if quoted_as(t, verb) is not None:
        own = t.child(verb, "nsubjpass")
        return t.head[verb] if own is None and t.dep[verb] in ("acl", "relcl") else own
    if t.dep[verb] == "pcomp" and t.low[t.head[verb]] == "as":
        above = t.head[t.head[verb]]
        if quoted_as(t, above) is not None:
            return source_head(t, above)
        quoted = quotes_as(t, above)
        if quoted is not None:
            return quoted
    above = t.head[verb]
    if t.dep[verb] == "acl" and t.tag[verb] == "VBG":
        issuer = _issuer(t, above)
        if issuer is not None:
            return issuer
        if t.dep[above] == "dobj" and t.lemma[t.head[above]] in _ISSUING and not is_somebody(t, above):
            return subject(t, t.head[above])  # "sent out a call, urging members to come"
    if t.dep[verb] == "advcl" and t.tag[verb] == "VBG" and t.lemma[above] in cues.SUING and is_passive(t, above):
        # "Fallon was sued by Laura Green, alleging …": Green alleges it.
        return by_agent(t, above)
    return subject(t, verb)


def _issuer(t: Tokens, noun: int) -> int | None:
    """ "The ministry released a statement saying …", "sent a letter to members saying …": who released or sent it.

    `noun` is what the participle hangs on: the document, or something between it and the participle.
    """
    at = noun
    for _ in range(_CLIMB):
        above = t.head[at]
        if t.pos[above] == "VERB":
            things = [k for k in t.kids[above] if t.dep[k] == "dobj" and k <= noun]
            issued = any(t.lemma[k] in cues.DOCUMENTS or t.low[k] == "mail" for k in things)
            if not issued:
                return None
            found = _with_somebody(t, above)
            found = subject(t, above) if found is None else found
            return noun if found is None and t.dep[noun] == "dobj" else found
        if above == at:
            return None
        at = above
    return None


def _with_somebody(t: Tokens, verb: int) -> int | None:
    """ "The protest grew with Ann Cole writing a letter": the name behind `with` does what the participle says."""
    if t.tag[verb] != "VBG" or t.dep[verb] not in ("xcomp", "advcl", "pcomp"):
        return None
    with_ = next((k for k in t.kids[t.head[verb]] if t.low[k] == "with" and k < verb), None)
    return None if with_ is None else t.child(with_, "pobj")


def channel(page: Page, verb: int) -> Span | None:
    """The outlet that carried the words: quoted as saying by Interfax, told Reuters, in an interview with CNN."""
    t = page.t
    passive = verb
    if t.dep[verb] == "pcomp" and quoted_as(t, t.head[t.head[verb]]) is not None:
        passive = t.head[t.head[verb]]
    if quoted_as(t, passive) is not None:
        by = next((k for k in range(passive + 1, t.right[passive] + 1) if t.low[k] == "by"), None)
        carrier = None if by is None else t.child(by, "pobj")
        return page.source(carrier)
    if t.dep[verb] == "pcomp" and quotes_as(t, t.head[t.head[verb]]) is not None:
        return page.source(subject(t, t.head[t.head[verb]]))
    for kid in t.kids[verb]:
        if t.lemma[verb] in cues.ADDRESSING and t.dep[kid] in ("dobj", "dative") and is_outlet(t, kid):
            return page.source(kid)
        if t.dep[kid] == "prep":
            talk = t.child(kid, "pobj")
            if talk is None or t.lemma[talk] not in ("interview", "remark", "comment", "briefing"):
                continue
            for inner in t.kids[talk]:
                carrier = t.child(inner, "pobj")
                if carrier is not None and is_outlet(t, carrier):
                    return page.source(carrier)
    return None


def is_outlet(t: Tokens, noun: int) -> bool:
    """Whether a noun phrase names an outlet or agency (codebooks/lists/wires.toml): "ANI", "the paper", "Sky News"."""
    known = LEX
    if t.low[noun] in known.outlet_nouns:
        return True
    for at in range(t.left[noun], t.right[noun] + 1):
        if t.pos[at] == "PROPN" and at > t.left[noun] and t.low[at] in known.outlet_endings:
            return True
        if any(tuple(t.text[at : at + len(name)]) == name for name in known.wires.get(t.text[at], ())):
            return True
    return False


def is_somebody(t: Tokens, noun: int) -> bool:
    """Whether a noun names people or a body, who can speak and be told something."""
    known = LEX
    word, lemma = t.low[noun], t.lemma[noun]
    listed = not {word, lemma}.isdisjoint(known.public | known.organisation | known.anonymous.keys() | cues.AUDIENCES)
    return listed or t.pos[noun] in ("PROPN", "PRON") or known.is_role(known.plain(word))


def name_beside(t: Tokens, source: Span, head: int, verb: int) -> Span | None:
    """ "The rules differ and Justice Ann Cole said": the name right before the verb, behind another finite verb."""
    low = high = verb - 1
    if t.tag[verb] not in FINITE or t.pos[high] != "PROPN" or not source[1] < high > t.right[head]:
        return None
    while low > source[1] + 1 and t.pos[low - 1] == "PROPN":
        low -= 1
    return (low, high) if any(t.tag[k] in FINITE for k in range(source[1] + 1, low)) else None


_NOMINAL = frozenset({"DET", "PROPN", "NOUN", "ADJ", "NUM", "PRON"})
_BOUNDS = frozenset({";", ":", "—", "–", "―", "--"})


def named_before_asides(t: Tokens, verb: int) -> Span | None:
    """The first name behind a sentence's opening, where asides keep the parser from seeing the verb's subject.

    "After the vote, Ann Cole, a Democrat, one of the nine who had opposed it, said"; "In the papers, lawyers for both
    firms said".
    """
    low = verb
    while low > t.first[verb] and t.text[low - 1] not in _BOUNDS:
        low -= 1
    parts = _between_commas(t, low, verb - 1)
    opening = [
        part for part in parts[:-1] if t.pos[part[0]] in ("ADP", "SCONJ", "ADV") or t.tag[part[0]] in ("VBG", "VBN")
    ]
    if t.text[verb - 1] != ",":
        parts = parts[-1:] if opening and opening[-1] == parts[-2] else []
    for first, last in parts:
        if (first, last) in opening:
            continue
        verbal = any(t.pos[k] == "VERB" or t.tag[k] in FINITE for k in range(first, last + 1))
        return None if verbal or t.pos[first] not in _NOMINAL else trimmed(t, first, last)
    return None


def _between_commas(t: Tokens, low: int, high: int) -> list[Span]:
    parts: list[Span] = []
    start = low
    for at in range(low, high + 2):
        if at == high + 1 or t.text[at] == ",":
            if start < at:
                parts.append((start, at - 1))
            start = at + 1
    return parts
