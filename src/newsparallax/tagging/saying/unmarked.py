"""Words whose quotation marks the page has lost, or that it repeats without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsparallax.tagging.saying.attribution import REPEATED, WITHOUT_MARKS, Attribution
from newsparallax.tagging.saying.contents import stripped
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.quotes import has_marks
from newsparallax.words import WORD, count_words

_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_DOUBT = "no quotation marks around it"
_LONG_ENOUGH = 4  # words: a shorter sentence may be repeated by chance


def says_i(here: Page, start: int) -> bool:
    """Whether the first person stands outside quotation marks, from a place in the text on."""
    t = here.t
    return any(
        t.low[k] in _FIRST_PERSON and here.quoted[k] < 0 and t.start[k] >= start
        for k in range(len(t))
        if t.pos[k] == "PRON"
    )


def without_marks(text: str, here: Page, made: Sequence[Attribution]) -> Attribution | None:
    """The rest of a paragraph in the first person, behind a quotation, in an article that else never says "I".

    The page has lost its quotation marks; the words are still the speaker's.
    """
    said = max(made, key=lambda a: a.content[-1][1], default=None)
    if said is None or here.role != "body" or said.kind != "direct" or not here.quotations:
        return None
    start = here.quotations[-1].end
    if said.content[-1][1] > start or said.quoted[-1][0] < here.quotations[-1].start or not says_i(here, start):
        return None
    if text[start - 2 : start - 1] not in tuple(".?!") or (said.cue is not None and said.cue[0] > start):
        return None
    if has_marks(text[start : here.end]):
        return None  # one mark of the next quotation is lost, not the marks of this one
    content = stripped(text, start, here.end)
    return replace(said, content=(content,), quoted=(), rule=WITHOUT_MARKS, needs_review=_DOUBT)


def repeated(text: str, pages: Sequence[Page], found: Sequence[Attribution]) -> list[Attribution]:
    """Paragraphs that hold, without marks, only sentences that the article quotes elsewhere: an embedded post."""
    quoted = [(a, _plain(text, *span)) for a in found for span in a.quoted]
    made = []
    for here in pages:
        if here.role != "body" or here.quotations or count_words(text[here.start : here.end]) < _LONG_ENOUGH:
            continue
        words = _plain(text, here.start, here.end)
        said = next((a for a, whole in quoted if words in whole), None)
        if said is not None and not any(low < here.end and here.start < high for a in found for low, high in a.content):
            content = stripped(text, here.start, here.end)
            made.append(replace(said, kind="direct", content=(content,), quoted=(), rule=REPEATED, needs_review=_DOUBT))
    return made


def _plain(text: str, start: int, end: int) -> str:
    return " ".join(m.group().casefold() for m in WORD.finditer(text[start:end]))
