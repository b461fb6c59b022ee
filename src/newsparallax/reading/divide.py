"""Lines that hold two things: a dateline before the first sentence, a caption glued to a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsparallax.codebooks import word_list
from newsparallax.reading.linewords import word_pattern
from newsparallax.values import Role

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'\-]+){0,3}"
_PLACE = r"[A-ZÀ-Þ][\w’'\-]+(?: [A-ZÀ-Þ][\w’'\-]+){0,3}"
_REGION = r"(?:, (?:[A-ZÀ-Þ][\w.’'\-]*)(?: [A-ZÀ-Þ][\w.]*){0,2})?"
_DASH = r"\s*(?:—|–|―|--|-)\s+"
_SEPARATOR = r"\s*(?:—|–|―|--|-|:)\s+"
_AGENCY = (
    rf"(?:\((?P<b>[A-Z][\w .&’'\-]{{1,30}})(?:/[\w ]+)?\){_SEPARATOR}"
    rf"|/(?P<c>[A-Z][\w .&\-]{{1,30}})/(?:\.\s+|{_SEPARATOR}))"
)
_DATELINE = re.compile(
    "|".join(
        (
            # MOSCOW, May 19 (Agency) -- / Moscow, 19 May. /AGENCY/. / Moscow (Agency) –
            rf"(?:(?P<a>{_CAPS}|{_PLACE}){_REGION}(?:,? {_DATE})?[.,]?\s+)?{_AGENCY}",
            # MOSCOW, May 19 — / MILLER FALLS, Va. - / MOSCOW —
            rf"(?P<d>{_CAPS}){_REGION}(?:,? {_DATE})?{_DASH}",
            # MOSCOW, May 19: / Moscow, May 19 —
            rf"(?P<e>{_CAPS}){_REGION},? {_DATE}{_SEPARATOR}",
            rf"(?P<f>{_PLACE}){_REGION},? {_DATE}{_DASH}",
        )
    )
)
# ARDMORE: The council / a story's first paragraph only: "MAYOR: We met" is a speaker's name in a transcript.
_COLON = re.compile(rf"(?P<place>{_CAPS}){_REGION}(?:,? {_DATE})?:\s+(?=[\"'“‘]?[A-Z][\w’']+ [a-z\w])")
_SPEAKER = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,40}:\s")
_LONGEST = 150  # characters of a dateline at most: keeps the search cheap on long lines
_NO_PLACE = word_list("lines", "no_place")
_OPENERS = "|".join(sorted(word_list("lines", "openers")))
_GLUE = re.compile(rf"(?<=[a-zà-ÿ0-9)])(?=(?:{_OPENERS}) [a-zA-Z])")
_FINITE = word_pattern("finite")

# Whose picture it is, at the end of a caption.
_CREDIT = re.compile(
    r"(?<=\S)\s+(?:(?:Photo(?:graph)?|Picture|Image|Credit)s?(?: credit)?: .{2,80}"
    r"|\((?:AP|AFP|EPA|Reuters)? ?[Pp]hoto\W.{2,80}\)"
    r"|\[[^\]]{0,60}[/:][^\]]{2,80}\]"
    r"|(?:REUTERS|AFP|AP|EPA|EPA-EFE) ?/ ?[A-ZÀ-Þ].{2,50})\s*$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a paragraph: text[start:end], its role and the rule that gave it."""

    start: int
    end: int
    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline: text[start:end] with the white space after it; the agency it names, if any."""

    start: int
    end: int
    agency: str | None


def dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens a paragraph, where a sentence follows it."""
    found = _DATELINE.match(text, start, min(end, start + _LONGEST))
    if not found or found.end() >= end or not re.match(r"[\"'“‘(\[]?[A-Z0-9]", text[found.end() : found.end() + 2]):
        return None
    place = found["a"] or found["d"] or found["e"] or found["f"]
    if place and (place.rstrip(".") in _NO_PLACE or (found["d"] and len(place) < 4)):
        return None
    agency = found["b"] or found["c"]
    return Dateline(found.start(), found.end(), agency.strip() if agency else None)


def opening_dateline(text: str, start: int, end: int, later: list[tuple[int, int]]) -> Dateline | None:
    """The dateline that opens a story's first paragraph: a place in capitals before a colon counts, too, unless `later`
    paragraphs begin with a speaker's name in the same way."""
    if found := dateline(text, start, end):
        return found
    place = _COLON.match(text, start, min(end, start + _LONGEST))
    if not place or place["place"] in _NO_PLACE or len(place["place"]) < 4:
        return None
    transcript = any(_SPEAKER.match(text, a, b) for a, b in later)
    return None if transcript else Dateline(place.start(), place.end(), None)


def glued_caption(text: str, start: int, end: int) -> int | None:
    """Where the sentence begins that a caption is glued to ("… at the City HallThe minister said …").

    The words before must be four or more and no sentence (no finite verb, no full stop), those after a sentence of
    six words or more.
    """
    for found in _GLUE.finditer(text, start, end):
        before, after = text[start : found.start()], text[found.start() : end]
        caption = len(before.split()) >= 4 and not _FINITE.search(before) and not re.search(r"[.!?]\s", before)
        if caption and len(after.split()) >= 6 and re.search(r"[.!?…][\"'”’»)]*$", after):
            return found.start()
    return None


def picture_credit(text: str, start: int, end: int) -> int | None:
    """Where the picture's credit begins that ends a caption ("The minister on Friday. Photo: A Name")."""
    found = _CREDIT.search(text, start, end)
    return found.end() - len(found[0].lstrip()) if found else None
