"""The office beside a name: "deputy foreign minister X", "the union's secretary, X,", "X, who leads Y"."""

from __future__ import annotations

from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, listed
from newsparallax.tagging.who.names import Candidate, Page
from newsparallax.tagging.who.offices import office_of

# Verbs that say an office, and its noun.
LEADING = {"leads": "leader", "led": "leader", "heads": "head", "headed": "head", "runs": "head", "chairs": "chair"}
_NOUNS = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X"])
_BEING = frozenset(["is", "was", "became", "becomes"])
_OPENING = frozenset(["the", "its", "their", "his", "her", "our"])
_LINKING = frozenset(["of", "for", "to", "at", "on"])
# What somebody is to somebody else is no office.
_RELATED = listed("related")
_LENGTH = 14
_OBJECTS = frozenset(["dobj", "pobj", "attr"])


def office_spans(page: Page, c: Candidate) -> list[tuple[int, int]]:
    """The tokens of the offices beside a name: before it or in apposition to it, and after it between commas."""
    spans = (before(page, c) or apposed(page, c), after(page, c))
    return [span for span in spans if span is not None]


def before(page: Page, c: Candidate) -> tuple[int, int] | None:
    t, low = page.t, page.fold
    at, begin, role = c.first - 1, c.first, False
    floor = max(t.first[c.first], c.first - _LENGTH)
    while at >= floor:
        word = low[at]
        if LEX.is_role(word) and t.pos[at] != "VERB":
            role = True
        elif word in _LINKING and not role and low[c.first - 1] in _RELATED:
            break  # "an aide to election rival X": the aide is somebody else
        elif word in HONORIFICS or _bridges(low, at, floor, role, begin < c.first):
            at -= 1
            continue
        elif page.label[at] == "PERSON" or (t.pos[at] not in _NOUNS and not t.text[at][0].isupper()):
            break
        begin = at
        at -= 1
    if not role:
        near = c.first - 1
        if near >= floor and t.pos[near] == "NOUN" and t.head[near] in range(c.first, c.last + 1):
            return near, near
        return None
    while begin < c.first and (t.pos[begin] in ("ADP", "DET", "PUNCT", "CCONJ", "PART") or low[begin] in HONORIFICS):
        begin += 1
    return (begin, c.first - 1) if begin < c.first else None


def _bridges(low: list[str], at: int, floor: int, role: bool, begun: bool) -> bool:
    """Whether a small word before a name may stand inside its office ("head of the delegation X", "Russia's …")."""
    word, before = low[at], low[at - 1] if at > floor else ""
    if word in ("'s", "-"):
        return True
    if word == "and":
        return LEX.is_role(low[at + 1]) and LEX.is_role(before)
    if word == "the":
        return begun and before in _LINKING
    if word not in _LINKING:
        return False
    if role:
        return word != "on" and (before in LEX.organisation or before in LEX.public)
    return begun


def apposed(page: Page, c: Candidate) -> tuple[int, int] | None:
    """ "Its secretary, Ruth Calder," and "Malaysia's Prime Minister, Najib Razak"."""
    t, low = page.t, page.fold
    comma = c.first - 1
    if comma <= t.first[c.first] or low[comma] != ",":
        return None
    at = comma - 1
    floor = max(t.first[c.first], comma - _LENGTH)
    begin = comma
    while at >= floor and (
        t.pos[at] in _NOUNS or low[at] in ("of", "for", "to", "the", "and", "'s", "-", "its", "their")
    ):
        begin = at
        at -= 1
    if at >= floor and t.pos[at] in ("DET", "PRON"):
        begin = at
    if office_of(t.text[begin:comma], "") is None or "PERSON" in page.label[begin:comma]:
        return None
    if not any(LEX.is_role(word) for word in low[begin:comma]):
        return None
    apposed = t.dep[c.last] == "appos" and begin <= t.head[c.last] < comma
    opens = begin == t.first[c.first] or low[begin] in _OPENING or low[begin + 1 : begin + 2] == ["'s"]
    closed = c.last + 1 >= len(t) or low[c.last + 1] == ","
    if not (apposed or (opens and closed)):
        return None
    while t.pos[begin] in ("DET", "PRON"):
        begin += 1
    return begin, comma - 1


def after(page: Page, c: Candidate) -> tuple[int, int] | None:
    """ "Tomas Moe, an Oulu Green Party MP," and "Tomas Brandt, who leads the investigation"."""
    t, low = page.t, page.fold
    at = c.last + 1
    if at + 1 >= len(t) or low[at] not in (",", "(", "—", "–", *_BEING):
        return None
    at += 1
    if at + 2 < len(t) and low[at].isdigit() and low[at + 1] == ",":
        at += 2
    begin, stop = at, min(t.last[c.last] + 1, at + _LENGTH)
    if low[at] in ("who", "which"):
        if at + 1 >= stop:
            return None
        if low[at + 1] in LEADING:
            return at + 1, _phrase_end(page, at + 2, stop)
        if low[at + 1] not in (*_BEING, "serves", "served"):
            return None
        begin = at + 2
    end = _phrase_end(page, begin, stop)
    if t.pos[begin] == "VERB":
        return None
    if low[c.last + 1] == "," and t.tag[end + 1 : end + 2] in (["VBD"], ["VBZ"]) and t.dep[c.last] in _OBJECTS:
        return None  # "After meeting Ann Cole, the mayor said"
    while begin <= end and (t.pos[begin] in ("DET", "PRON") or low[begin] in ("as", "also", "now")):
        begin += 1
    if end < begin or office_of(t.text[begin : end + 1], "") is None:
        return None
    chunk = low[begin : end + 1]
    cut = next(
        (n for n, word in enumerate(chunk) if n and word in ("of", "for", "to", "at", "in", "on", "with")), len(chunk)
    )
    nouns = [n for n, word in enumerate(chunk[:cut]) if LEX.is_role(word)]
    if not nouns or nouns[-1] != cut - 1:
        return None  # "Anna Berg, Mayor Tom Falk and …": the office is the next name's
    return begin, end


def _phrase_end(page: Page, begin: int, stop: int) -> int:
    t = page.t
    at = begin
    while at < stop and t.pos[at] != "PUNCT" and page.fold[at] not in ("who", "which", "that", "and", "but", "whose"):
        if t.pos[at] in ("VERB", "AUX") and at > begin:
            break
        at += 1
    return at - 1
