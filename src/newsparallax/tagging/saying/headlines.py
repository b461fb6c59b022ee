"""Headlines: their own forms of report."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsparallax.tagging.grammar.clauses import Span, trimmed
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.attribution import Attribution
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.reports import Report
from newsparallax.tagging.who.lexicon import LEX
from newsparallax.words import WORD

COLON = "headline colon"
_SAYS = re.compile(r"says?|said|reports?|finds?|shows?|claims?", re.IGNORECASE)
_DASHES = frozenset({"–", "—", "-", "--", "―"})
_LONGEST_SOURCE = 5  # tokens
_SHORTEST = 3  # tokens of content


def of_headline(page: Page, heard: frozenset[str]) -> Report | None:
    """ "Weber: bridge is safe", "Report: bridge is safe", "Bridge is safe: police", "Bridge is safe, report says".

    `heard` are the last words (in lower case) of the sources whom the body quotes: a name before or behind the colon
    must be one of them, since "Brexit: the bridge is safe" quotes nobody.
    """
    t = page.t
    last = len(t) - 1
    while last > 0 and t.pos[last] == "PUNCT" and t.text[last] not in ("”", '"', "'", "’"):
        last -= 1
    for at in range(1, last):
        apart = t.text[at] == ":" or (
            t.text[at] in _DASHES and t.end[at - 1] < t.start[at] and t.end[at] < t.start[at + 1]
        )
        if apart and page.quoted[at] < 0:
            found = _split(page, at, last, heard)
            if found is not None:
                return found
    comma = next((k for k in range(last - 1, 0, -1) if t.text[k] == ","), None)
    if comma is None or not _SAYS.fullmatch(t.text[last]) or comma + 1 > last - 1:
        return None
    source = (comma + 1, last - 1)
    if not _is_source(page, source, heard) or comma < _SHORTEST:
        return None
    content = trimmed(t, 0, comma - 1)
    return None if content is None else Report(last, (last, last), "say", source, [content], COLON)


def _split(page: Page, at: int, last: int, heard: frozenset[str]) -> Report | None:
    t = page.t
    before, behind = trimmed(t, 0, at - 1), trimmed(t, at + 1, last)
    if before is None or behind is None:
        return None
    topic = next((k for k in range(1, before[1]) if t.low[k] in ("on", "about")), None)
    if t.text[at] == ":" and topic is not None:
        before = (before[0], topic - 1)  # "Minister on bridge: ‘We will mend it’"
    sides = ((before, behind), (behind, before)) if t.text[at] == ":" else ((behind, before),)
    for source, content in sides:
        if content[1] - content[0] + 1 >= _SHORTEST and _is_source(page, source, heard):
            return Report(at, (at, at), ":", source, [content], COLON)
    return None


def _is_source(page: Page, span: Span, heard: frozenset[str]) -> bool:
    t, known = page.t, LEX
    low, high = span
    if high - low + 1 > _LONGEST_SOURCE or page.quotes(low, high) or any(t.tag[k] == "MD" for k in range(low, high)):
        return False
    word = {t.low[high], t.lemma[high]}
    common = cues.HEADLINE_SOURCES | known.anonymous.keys()
    return bool(word & common) or (t.low[high] in heard and t.text[low][:1].isupper())


def heard_in(text: str, body: Iterable[Attribution]) -> frozenset[str]:
    """The last words of the sources of a body's attributions."""
    found = set()
    for one in body:
        words = WORD.findall(text[slice(*one.source)]) if one.source else []
        found |= {word.casefold() for word in words[:6] if word[:1].isupper()}
    return frozenset(found)
