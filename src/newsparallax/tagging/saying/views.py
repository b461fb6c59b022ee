"""What somebody's view is: words that "was her verdict" follows; "his answer was that …"."""

from __future__ import annotations

from newsparallax.tagging.grammar.clauses import Span, trimmed
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.sources import is_somebody


def view(page: Page, be: int) -> tuple[Span, Span, Span] | None:
    """Source, cue and content of a finite "be" that gives words to whose view they are; None where it gives none."""
    t = page.t
    noun = t.child(be, "attr")
    if noun is not None and noun > be and t.lemma[noun] in cues.VIEW_NOUNS:
        source = _owner(page, noun)
        said = _before(page, be)
        return None if source is None or said is None else (source, (be, noun), said)
    noun, clause = t.child(be, "nsubj"), t.child(be, "ccomp")
    if noun is None or clause is None or t.lemma[noun] not in cues.VIEW_NOUNS or t.low[t.left[clause]] != "that":
        return None
    source, said = _owner(page, noun), trimmed(t, t.left[clause] + 1, t.right[clause])
    return None if source is None or said is None else (source, (noun, be), said)


def _owner(page: Page, noun: int) -> Span | None:
    owner = page.t.child(noun, "poss")
    return page.source(owner) if owner is not None and is_somebody(page.t, owner) else None


def _before(page: Page, be: int) -> Span | None:
    """What stands before the verb, where a comma parts it: the whole of a quotation, else the words of the sentence."""
    t: Tokens = page.t
    at = be - 1
    if at > 0 and page.quoted[at] >= 0:
        low, high = page.inside(page.quoted[at])
        return (low, high) if t.text[high - 1] in (",", "?", "!") or t.text[high] in (",", "?", "!") else None
    return trimmed(t, t.first[be], at - 1) if at > 0 and t.text[at] == "," else None
