"""One attribution, and the names of the rules that carry words over from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from newsparallax.tagging.saying.contents import Offsets
from newsparallax.values import Kind


@dataclass(frozen=True, slots=True)
class Attribution:
    """One passage given to a source; every pair is [start, end) in characters of the article's text.

    `content` are its contiguous stretches, `quoted` the fragments of it in quotation marks (without the marks),
    `source` the words that name the source (a name, a role or a pronoun), `cue` the reporting word or phrase,
    `via` the channel that carried the words, `needs_review` why a person should look at it.
    """

    kind: Kind
    content: tuple[Offsets, ...]
    quoted: tuple[Offsets, ...]
    source: Offsets | None
    cue: Offsets | None
    cue_lemma: str | None
    via: str | None
    rule: str
    needs_review: str | None = None


GOES_ON = "quotation goes on"
BEFORE_ITS_CUE = "quotation before its cue"
ANNOUNCED = "announced by a colon"
WITHOUT_MARKS = "goes on without marks"
REPEATED = "repeated without marks"
# Why a speaker is not sure: which of several single marks without a blank beside them open and close is a guess.
UNPAIRED = "its quotation marks may not pair"
INTRODUCING = "the outlet may introduce here what others wrote"
