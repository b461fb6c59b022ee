"""Words that the page repeats without their quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsparallax.tagging.saying.attribution import REPEATED, Attribution
from newsparallax.tagging.saying.contents import stripped
from newsparallax.tagging.saying.pages import Page
from newsparallax.words import WORD, count_words

_DOUBT = "no quotation marks around it"
_LONG_ENOUGH = 4  # words: a shorter sentence may be repeated by chance


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
