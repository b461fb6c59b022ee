"""Attributions: which passage of an article is given to which source, by which cue.

The rules are listed in docs/methods/attributions.md in the order in which they are tried; the cues stand in
codebooks/lists/cues.toml. Coded are acts of communication. An attribution inside another's content is not coded, nor
is a headline that the body repeats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from newsparallax.overlaps import Overlaps
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.saying.attribution import ANNOUNCED, BEFORE_ITS_CUE, GOES_ON, Attribution
from newsparallax.tagging.saying.contents import (
    Offsets,
    stretches_of,
    stripped,
)
from newsparallax.tagging.saying.headlines import heard_in, of_headline
from newsparallax.tagging.saying.pages import Page, page
from newsparallax.tagging.saying.paragraphs import Said, attributions_of, carried_on, of_page
from newsparallax.tagging.saying.quotes import closes_only, has_marks
from newsparallax.tagging.saying.transcripts import Turn, letters, turns
from newsparallax.tagging.saying.unmarked import repeated, says_i, without_marks

__all__ = ["Attribution", "find"]

_ASIDE = 4  # paragraphs: how far on a quotation may be closed whose next paragraphs have no marks


_SHARED = re.compile(r'"[^\S\n]?$')
_LATE = 3  # characters of a report before a second one inside it
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you"})


def find(parsed: Parsed) -> list[Attribution]:
    """Every attribution of an article, in the order of the text."""
    text = parsed.article.text
    spans = {n: (b.start, b.start + len(b.doc.text)) for n, b in enumerate(parsed.blocks)}
    spoken = turns(text, list(spans.values()))
    spoken = spoken or letters(text, {n: span for n, span in spans.items() if parsed.blocks[n].role == "body"})
    found = [_turn(text, turn) for turn in spoken.values()]
    headlines: list[Attribution] = []
    pages = _pages(parsed, spoken)
    narrator_is_i = sum(says_i(here, here.start) for here in pages)
    last: Said | None = None
    waiting: list[Offsets] = []
    for here in pages:
        before = last
        made, last, waits = of_page(text, here, parsed.article.outlet, last)
        if waits is not None:
            waiting.append(waits)
        elif waiting:
            made = _with_what_waited(here, waiting, made, before)
            waiting = []
        rest = without_marks(text, here, made) if narrator_is_i == says_i(here, here.start) else None
        made.extend([rest] if rest is not None else [])
        (headlines if here.role in ("headline", "dek") else found).extend(made)
    found += repeated(text, pages, found)
    body = _outermost(text, found)
    headlines += _of_headlines(text, pages, headlines, body)
    return sorted([*_outermost(text, headlines), *body], key=lambda a: (a.content[0], a.cue or (0, 0)))


def _of_headlines(
    text: str, pages: Sequence[Page], made: Sequence[Attribution], body: Sequence[Attribution]
) -> list[Attribution]:
    """What the forms of headlines alone make of them: a name and a colon first, else where no other rule reads them."""
    heard = heard_in(text, body)
    found: list[Attribution] = []
    for here in pages:
        if here.role == "headline":
            report = of_headline(here, heard)
            read = any(here.start <= a.content[0][0] < here.end for a in made)
            if report is not None and (report.lemma == ":" or not read):
                found.extend(attributions_of(text, here, report, stretches_of(text, here, report)))
    return found


def _pages(parsed: Parsed, spoken: Mapping[int, Turn]) -> list[Page]:
    """The blocks that are no part of a transcript or a letter, each knowing whether a quotation was open before it."""
    made: list[Page] = []
    open_before = False
    for number, block in enumerate(parsed.blocks):
        if number in spoken:
            continue
        text = block.doc.text
        going_on = open_before and (has_marks(text) or _closed_later(parsed, number))
        going_on = going_on or _opened_before(parsed, number)
        here = page(block, parsed.article.text, going_on)
        made.append(here)
        open_before = bool(here.quotations) and not here.quotations[-1].closed
    return made


def _opened_before(parsed: Parsed, number: int) -> bool:
    """Whether a paragraph's quotation was opened by the mark that closes one before it on the same line."""
    start, text = parsed.blocks[number].start, parsed.blocks[number].doc.text
    return bool(_SHARED.search(parsed.article.text, max(0, start - 2), start)) and closes_only(text)


def _closed_later(parsed: Parsed, number: int) -> bool:
    """Whether the next paragraph with quotation marks begins by closing a quotation that nothing in it opened."""
    later = (block.doc.text for block in parsed.blocks[number + 1 : number + _ASIDE])
    return closes_only(next((text for text in later if has_marks(text)), ""))


def _with_what_waited(
    here: Page, waiting: Sequence[Offsets], made: list[Attribution], before: Said | None
) -> list[Attribution]:
    """Give paragraphs of a quotation that came before its cue to the source named after them."""
    first = min(made, key=lambda a: a.content[0], default=None)
    opens = bool(here.quotations) and here.quotations[0].start <= here.start + 1
    if first is not None and opens and first.kind == "direct" and first.rule not in (GOES_ON, ANNOUNCED):
        return [*(replace(first, content=(c,), quoted=(c,), rule=BEFORE_ITS_CUE) for c in waiting), *made]
    if before is None:
        return made
    return [*(carried_on(content, before, GOES_ON) for content in waiting), *made]


def _turn(text: str, turn: Turn) -> Attribution:
    content = stripped(text, *turn.content)
    return Attribution(
        "direct",
        (content,),
        (content,),
        turn.name,
        turn.colon,
        None if turn.colon is None else ":",
        None,
        turn.rule,
        turn.review,
    )


# --- what is not coded -------------------------------------------------------------------------------------------


def _outermost(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """Without what stands by half or more inside another's content, but where a second speaker is named there."""
    kept: Overlaps[int] = Overlaps()
    outer: list[Attribution] = []
    for one in sorted(found, key=lambda a: -sum(end - start for start, end in a.content)):
        shared: Counter[int] = Counter()
        for start, end in one.content:
            for low, high, number in kept.meeting(start, end):
                shared[number] += min(end, high) - max(start, low)
        size = sum(end - start for start, end in one.content)
        around = [outer[number] for number, common in shared.items() if 2 * common >= size]
        if size and all(_second(text, one, other) for other in around):
            for start, end in one.content:
                kept.add(start, end, len(outer))
            outer.append(one)
    return outer


def _second(text: str, inner: Attribution, outer: Attribution) -> bool:
    """Whether somebody else is heard inside what is reported, outside of quotation marks.

    In "Ann Cole said the bridge was safe, according to two members" and "said A, analysts say" both speak; so does who
    is named further on in a report ("… after the mayor said that B"), but not he whose words alone are reported.
    """
    if (
        inner.rule not in ("clause", "noun that")
        or inner.source is None
        or outer.source is None
        or outer.kind == "direct"
    ):
        return False
    if any(low <= inner.source[0] < high for low, high in outer.quoted):
        return False
    passed_on = outer.cue is not None and outer.cue[0] > inner.content[0][0]
    if outer.rule in ("according to", "parenthesis", "object") or passed_on or outer.cue_lemma == "report":
        return True
    words, others = (text[slice(*span)].casefold() for span in (inner.source, outer.source))
    late = min(inner.source[0], inner.content[0][0]) - outer.content[0][0] > _LATE
    return outer.rule in ("clause", "person to", "object") and late and words not in (others, *_PRONOUNS)
