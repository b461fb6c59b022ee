"""The cue beside a quotation, read from the page rather than from the parse: long quotations upset parsers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsparallax.tagging.grammar.clauses import Span, trimmed
from newsparallax.tagging.grammar.deeds import RELATIVE
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.reports import Report, according
from newsparallax.tagging.saying.sources import channel, quoted_as, source_head

_SENTENCE_END = frozenset({".", "?", "!", ";"})
_DASHES = frozenset({"—", "–", "-", "--", "―"})
_SIGNATURE = re.compile(
    r"[”\"’'»]?\s*(?P<dash>[—–―-]{1,2})\s*"
    r"(?P<name>(?:[A-Z][\w.'’-]*|de|van|von|of|the|al)(?:,? \(?[\w.'’-]+\)?){0,7})\W*$"
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_IN_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON", "PART", "CCONJ"})
_PARTICLES = frozenset({"in", "up", "back", "out", "on", "off"})
_EXAMPLES = frozenset({"including", "like"})
REACH = 60  # tokens: how far from a quotation its cue may stand


@dataclass(frozen=True, slots=True)
class _Behind:
    """What follows a quotation up to the end of the sentence: `at` is its first token behind commas and dashes."""

    low: int
    at: int
    high: int
    ending: str

    @property
    def parted(self) -> bool:
        """Whether the quotation has ended its sentence, so that what follows may be another."""
        return self.ending in ".?!" and self.at == self.low


def _what_follows(page: Page, number: int) -> _Behind | None:
    t = page.t
    low = page.inside(number)[1] + 1
    high = low
    while high < len(t) and high - low < REACH and page.quoted[high] < 0 and not _ends(t, high):
        high += 1
    high -= 1
    at = low
    while at <= high and (t.text[at] == "," or t.text[at] in _DASHES):
        at += 1
    closed = page.quotations[number].closed
    return _Behind(low, at, high, _ending(page, number)) if closed and at <= high else None


def behind(page: Page, number: int) -> Report | None:
    """ "…," SOURCE VERB; "…," VERB SOURCE; "…," according to SOURCE; "…" — SOURCE."""
    t, here = page.t, _what_follows(page, number)
    if here is None:
        return None
    at = here.at
    if here.ending not in ",?!—–-.…" and t.text[here.low] != ",":
        return None
    if tuple(t.low[at : at + 2]) == ("according", "to"):
        report = according(page, at)
        if report is not None:
            report.content = []
        return report
    if here.ending == "." and at == here.low and t.text[at][:1].isupper() and t.pos[at] != "PROPN" and t.low[at] != "i":
        return None
    if t.pos[at] == "CCONJ" or t.low[at] in ("while", "whereas", "although", "though"):
        return None
    verb = _verb_behind(t, here)
    source = None if verb is None else _source_beside(page, verb, at, here.high)
    if verb is None or source is None or min(source[0], verb) > at + 2 or t.low[source[0]] in RELATIVE:
        return None
    return Report(verb, (verb, verb), t.lemma[verb], source, [], "quotation", channel(page, verb))


def _verb_behind(t: Tokens, here: _Behind) -> int | None:
    """The first verb behind a quotation, where it can be its cue."""
    for verb in range(here.at, here.high + 1):
        if t.pos[verb] not in ("VERB", "AUX") or t.dep[verb] in ("aux", "auxpass") or t.tag[verb] == "VBG":
            continue
        if t.lemma[verb] not in cues.CLAUSE and t.lemma[verb] not in cues.QUOTED:
            if t.tag[verb] in _FINITE:
                return None
            continue
        if here.ending == "." and here.parted and not _bare(t, verb, here.high):
            return None
        # "… in July.” Halvan nodded.": what he does, not how he says it; "Brinck was not asked" is no answer either.
        gesture = here.parted and t.lemma[verb] in cues.GESTURES
        undergoes = quoted_as(t, verb) is None and any(t.dep[k] == "auxpass" and k >= here.at for k in t.kids[verb])
        return None if gesture or undergoes else verb
    return None


def signature(page: Page, number: int, text: str) -> Report | None:
    """ "…" — NAME, to the end of the paragraph."""
    t, quotation = page.t, page.quotations[number]
    if not quotation.closed or text[quotation.inner_end - 1] not in ".?!…,’'":
        return None
    found = _SIGNATURE.match(text, quotation.end - 1, page.end)
    if found is None:
        return None
    dash = t.covering(*found.span("dash"))[0]
    low, high = t.covering(*found.span("name"))
    return Report(dash, (dash, dash), "—", (low, high), [], "signature")


def _bare(t: Tokens, verb: int, high: int) -> bool:
    """Whether a verb reports nothing of its own, so that it can report the sentence before: '"It is over." he said.'"""
    return t.child(verb, "ccomp", "xcomp", "dobj") is None and high + 1 < len(t) and t.text[high + 1] != ":"


def _ends(t: Tokens, token: int) -> bool:
    return t.text[token] in _SENTENCE_END


def _ending(page: Page, number: int) -> str:
    """The punctuation a quotation ends with, inside or just outside its closing mark."""
    t = page.t
    first, last = page.inside(number)
    at = last
    while at > first and t.text[at].strip("”\"’'»›") == "":
        at -= 1
    inside = t.text[at].rstrip("”\"’'»›")[-1:] or " "
    if inside in ",?!—–-.…":
        return inside
    after = last + 1
    return t.text[after][0] if after < len(t) and t.text[after] in (",", "—", "–", "-", "?", "!", ".") else " "


def _source_beside(page: Page, verb: int, low: int, high: int) -> Span | None:
    """The source of a cue between two places: as parsed where that lies between them, else as the words stand."""
    t = page.t
    source = page.source(source_head(t, verb))
    if source is not None and low <= source[0] and source[1] <= high:
        return source
    if verb > low:
        before = name_before(t, low, verb)
        if before is not None:
            return before
    return name_after(t, verb, high)


def name_before(t: Tokens, low: int, verb: int) -> Span | None:
    """A noun phrase (with its appositions) that fills the words before a verb."""
    high = verb - 1
    while high >= low and t.pos[high] in ("AUX", "ADV", "PUNCT", "PART"):
        high -= 1
    while low <= high and t.pos[low] in ("CCONJ", "ADV", "PUNCT", "SCONJ"):
        low += 1
    if low > high or t.pos[low] in ("ADP", "VERB"):
        return None
    return (low, high) if any(t.pos[k] in _NAMING for k in range(low, high + 1)) else None


def name_after(t: Tokens, verb: int, high: int) -> Span | None:
    """The noun phrase that follows a verb: "said Ned Price, a spokesman for the department, on Monday"."""
    last = None
    at = low = verb + 1
    if at < high and t.low[at] in _PARTICLES and t.pos[at + 1] in ("PROPN", "DET", "ADJ", "NOUN", "PRON"):
        at = low = at + 1  # "chimed in Amy"
    while at <= high:
        if t.pos[at] in _NAMING or t.pos[at] == "NUM":
            last = at
        elif t.text[at] == "," or t.low[at] in ("of", "for"):
            if last is None or at + 1 > high or t.pos[at + 1] not in ("DET", "NOUN", "PROPN", "ADJ"):
                break
        elif t.pos[at] not in _IN_NAMES and t.text[at] not in ("-", "(", ")") and t.tag[at] not in ("VBG", "VBN"):
            break
        at += 1
    return None if last is None else trimmed(t, low, last)


def before(page: Page, number: int) -> Report | None:
    """SOURCE VERB, "…"; SOURCE VERB: "…"; NAME: "…"."""
    return _leading(page, page.inside(number)[0] - 1)


def introduced(page: Page, number: int) -> Report | None:
    """The cue before a quotation that a colon, or a comma right behind the verb, announces and that ends its sentence.

    In 'Marchand said: “Where?” Duvel answered' the name behind the quotation begins another sentence.
    """
    t, mark = page.t, page.inside(number)[0] - 1
    if mark < 1 or t.text[mark] not in (":", ",") or _ending(page, number) not in ".?!":
        return None
    found = _leading(page, mark)
    if found is None or (t.text[mark] == "," and found.verb != mark - 1):
        return None
    return found if found.rule == "quotation" else None


def announced(page: Page) -> Report | None:
    """SOURCE VERB: at the end of a paragraph, which gives the next paragraph to the source."""
    last = len(page.t) - 1
    return _leading(page, last) if last > 0 and page.t.text[last] == ":" else None


def _leading(page: Page, at: int) -> Report | None:
    """The cue that ends at a token: a colon, a comma, a dash, or the verb itself."""
    t = page.t
    if at < 0 or page.quoted[at] >= 0:
        return None
    verbal = t.pos[at] == "VERB" and (t.lemma[at] in cues.CLAUSE or t.lemma[at] in cues.QUOTED)
    mark = t.text[at]
    if mark not in (":", ",") and mark not in _DASHES and not verbal:
        return None
    if at > 0 and t.low[at - 1] in _EXAMPLES:
        return None  # 'cited long questions, including: "…"': an example, not what the source says
    low = at
    while low > 0 and at - low < REACH and not _ends(t, low - 1):
        # A colon looks back over a fragment in marks: 'promising a "formal update" soon: "…"'.
        if page.quoted[low - 1] >= 0 and (mark != ":" or t.first[low - 1] != t.first[at]):
            break
        low -= 1
    for verb in range(at, low - 1, -1):
        if page.quoted[verb] >= 0:
            continue
        if t.pos[verb] not in ("VERB", "AUX") or not (t.lemma[verb] in cues.CLAUSE or t.lemma[verb] in cues.QUOTED):
            continue
        source = page.source(source_head(t, verb))
        if source is None:
            source = name_before(t, _back_to_comma(t, low, verb), verb)
        if source is None and mark == ":":
            source = name_after(t, verb, at - 1)
        if source is not None:
            return Report(verb, (verb, verb), t.lemma[verb], source, [], "quotation", channel(page, verb))
    return _before_colon(page, low, at) if mark == ":" else None


def _back_to_comma(t: Tokens, low: int, verb: int) -> int:
    start = verb
    while start > low and t.text[start - 1] not in (",", ";") and t.pos[start - 1] not in ("SCONJ", "VERB"):
        start -= 1
    return start


def _before_colon(page: Page, low: int, colon: int) -> Report | None:
    """NAME: "…", or a sentence that ends in a colon: its subject speaks."""
    t = page.t
    start = colon
    while start > low and (t.pos[start - 1] in ("PROPN", "CCONJ") or t.low[start - 1] in ("of", "the")):
        start -= 1
    if start < colon and t.pos[colon - 1] == "PROPN" and (start == low or t.pos[start - 1] == "PUNCT"):
        name = trimmed(t, start, colon - 1)
        return None if name is None else Report(colon, (colon, colon), ":", name, [], "name and colon")
    root = next((k for k in range(low, colon) if t.dep[k] == "nsubj" and t.pos[t.head[k]] in ("VERB", "AUX")), None)
    if root is None:
        return None
    source = page.source(root)
    verb = t.head[root]
    if source is None or page.quoted[verb] >= 0:
        return None
    return Report(
        verb, (verb, verb), t.lemma[verb], source, [], "sentence and colon", review="the cue is no verb of saying"
    )
