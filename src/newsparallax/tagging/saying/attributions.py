"""Attributions: which passage of an article is given to which source, by which cue.

The rules are listed in docs/methods/attributions.md in the order in which they are tried; the cues stand in
codebooks/lists/cues.toml. Coded are acts of communication. An attribution inside another's content is not coded, nor
is a headline that the body repeats.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsparallax.tagging.grammar.deeds import RELATIVE
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.saying import cues as codebook
from newsparallax.tagging.saying import quotation_cues
from newsparallax.tagging.saying.attribution import ANNOUNCED, BEFORE_ITS_CUE, GOES_ON, Attribution, Kind
from newsparallax.tagging.saying.contents import (
    STOPS,
    Offsets,
    in_sentences,
    is_speech,
    kind_of,
    stretches_of,
    stripped,
)
from newsparallax.tagging.saying.cues import Cues
from newsparallax.tagging.saying.fragments import fragment
from newsparallax.tagging.saying.headlines import heard_in, of_headline, told_again
from newsparallax.tagging.saying.pages import Page, page
from newsparallax.tagging.saying.quotes import closes_only, has_marks
from newsparallax.tagging.saying.reports import Report, reports
from newsparallax.tagging.saying.transcripts import Turn, turns
from newsparallax.tagging.saying.unmarked import repeated, says_i, unmarked, without_marks
from newsparallax.words import count_words

__all__ = ["Attribution", "Kind", "find"]

_BLOCK_QUOTE = 12  # words: a shorter paragraph without marks behind a colon is a list or a heading
_ASIDE = 4  # paragraphs: how far on a quotation may be closed whose next paragraphs have no marks


@dataclass(frozen=True, slots=True)
class _Said:
    """The source and cue of the words last given to somebody, for quotations that go on without a cue of their own.

    `open` says that the last quotation has not been closed, `announced` that a colon ended the paragraph.
    """

    source: Offsets
    cue: Offsets
    lemma: str
    via: str | None
    open: bool = False
    announced: bool = False


def find(parsed: Parsed) -> list[Attribution]:
    """Every attribution of an article, in the order of the text."""
    cues = codebook.load()
    text = parsed.article.text
    spoken = turns(text, [(b.start, b.start + len(b.doc.text)) for b in parsed.blocks])
    found = [_turn(text, turn) for turn in spoken.values()]
    headlines: list[Attribution] = []
    pages = _pages(parsed, spoken)
    narrator_is_i = sum(says_i(here, here.start) for here in pages)
    last: _Said | None = None
    waiting: list[Offsets] = []
    for here in pages:
        before = last
        made, last, waits = _of_page(text, here, cues, parsed.article.outlet, last)
        if waits is not None:
            waiting.append(waits)
        elif waiting:
            made = _with_what_waited(here, waiting, made, before)
            waiting = []
        made = [unmarked(text, here, one) for one in made]
        rest = without_marks(text, here, made) if narrator_is_i == says_i(here, here.start) else None
        made.extend([rest] if rest is not None else [])
        (headlines if here.role in ("headline", "dek") else found).extend(made)
    found += repeated(text, pages, found)
    body = _outermost(found)
    headlines += _of_headlines(text, pages, cues, headlines, body)
    kept = [a for a in _outermost(headlines) if not told_again(text, a, body, cues)]
    return sorted([*kept, *body], key=lambda a: (a.content[0], a.cue or (0, 0)))


def _of_headlines(
    text: str, pages: Sequence[Page], cues: Cues, made: Sequence[Attribution], body: Sequence[Attribution]
) -> list[Attribution]:
    """What the forms of headlines alone make of those that no other rule reads."""
    heard = heard_in(text, body)
    found: list[Attribution] = []
    for here in pages:
        if here.role == "headline" and not any(here.start <= a.content[0][0] < here.end for a in made):
            report = of_headline(here, cues, heard)
            if report is not None:
                found.extend(_attributions(text, here, report, stretches_of(text, here, report)))
    return found


def _pages(parsed: Parsed, spoken: Mapping[int, Turn]) -> list[Page]:
    """The blocks that are no part of a transcript, each knowing whether a quotation was open before it."""
    made: list[Page] = []
    open_before = False
    for number, block in enumerate(parsed.blocks):
        if number in spoken:
            continue
        text = block.doc.text
        going_on = open_before and (has_marks(text) or _closed_later(parsed, number))
        here = page(block, parsed.article.text, going_on)
        made.append(here)
        open_before = bool(here.quotations) and not here.quotations[-1].closed
    return made


def _closed_later(parsed: Parsed, number: int) -> bool:
    """Whether the next paragraph with quotation marks begins by closing a quotation that nothing in it opened."""
    later = (block.doc.text for block in parsed.blocks[number + 1 : number + _ASIDE])
    return closes_only(next((text for text in later if has_marks(text)), ""))


def _with_what_waited(
    here: Page, waiting: Sequence[Offsets], made: list[Attribution], before: _Said | None
) -> list[Attribution]:
    """Give paragraphs of a quotation that came before its cue to the source named after them."""
    first = min(made, key=lambda a: a.content[0], default=None)
    opens = bool(here.quotations) and here.quotations[0].start <= here.start + 1
    if first is not None and opens and first.kind == "direct" and first.rule not in (GOES_ON, ANNOUNCED):
        return [*(replace(first, content=(c,), quoted=(c,), rule=BEFORE_ITS_CUE) for c in waiting), *made]
    if before is None:
        return made
    return [*(_carried_on(content, before, GOES_ON) for content in waiting), *made]


def _turn(text: str, turn: Turn) -> Attribution:
    content = stripped(text, *turn.content)
    return Attribution(
        "direct",
        (content,),
        (content,),
        turn.name,
        turn.colon,
        ":",
        None,
        "transcript" if turn.labelled else "transcript goes on",
        None if turn.labelled else "speaker taken from the paragraph before",
    )


def _of_page(
    text: str, here: Page, cues: Cues, outlet: str | None, last: _Said | None
) -> tuple[list[Attribution], _Said | None, Offsets | None]:
    """The attributions of one block, who spoke last, and a quotation that waits for the cue of the next paragraph."""
    found = reports(here, cues, outlet)
    _assign_quotations(text, here, found, cues)
    made: list[Attribution] = []
    starts: list[tuple[int, Report]] = []
    taken: dict[int, Report] = {}
    for report in found:
        stretches = stretches_of(text, here, report)
        for number, quotation in enumerate(here.quotations):
            if any(start <= quotation.start and quotation.end <= end for start, end in stretches):
                taken.setdefault(number, report)
        if stretches:
            starts.append((min(stretches[0][0], here.t.start[report.cue[0]]), report))
            made.extend(_attributions(text, here, report, stretches))
    if here.role in ("headline", "caption", "subhead"):
        return made, last, None
    waits: Offsets | None = None
    starts.sort(key=lambda pair: pair[0])
    for number, quotation in enumerate(here.quotations):
        if number in taken:
            last = _said(text, here, taken[number], is_open=not quotation.closed) or last
            continue
        before = [report for start, report in starts if start < quotation.start]
        if not is_speech(text, here, quotation, told=any(r.quotations for r in before)):
            part = fragment(text, here, number, cues)
            if part is not None:
                made.extend(_attributions(text, here, part, stretches_of(text, here, part)))
            continue
        if quotation.opened:
            opening = quotation_cues.opening(here, number, cues) if not before else None
            last = _speaking(text, here, before if opening is None else [opening]) or last
        content = stripped(text, quotation.inner_start, quotation.inner_end)
        if not quotation.closed and number == 0 and not starts and (last is None or not (last.open or last.announced)):
            waits = content
        elif last is not None:
            made.append(_carried_on(content, last, GOES_ON))
            last = replace(last, open=not quotation.closed, announced=False)
    if last is not None and last.announced:
        if last.lemma in cues.clause and not made and count_words(text[here.start : here.end]) >= _BLOCK_QUOTE:
            made.append(_carried_on(stripped(text, here.start, here.end), last, ANNOUNCED))
        last = replace(last, announced=False)
    announced = quotation_cues.announced(here, cues)
    if announced is not None:
        return made, _said(text, here, announced, is_announced=True), waits
    behind = [report for start, report in starts if not here.quotations or start > here.quotations[-1].start]
    return made, _speaking(text, here, behind) or last, waits


def _speaking(text: str, here: Page, found: Sequence[Report]) -> _Said | None:
    """Who spoke last: the source of the last quotation, else of the last report that is not a relative clause."""
    told = [r for r in found if r.source is not None and not r.refusal]
    main = [r for r in told if r.source is not None and here.t.low[r.source[0]] not in RELATIVE]
    chosen = [r for r in main if r.quotations] or main or told
    return _said(text, here, chosen[-1]) if chosen else None


def _said(text: str, here: Page, report: Report, is_open: bool = False, is_announced: bool = False) -> _Said | None:
    if report.source is None:
        return None
    source, cue = here.offsets(report.source), here.offsets(report.cue)
    return _Said(source, cue, report.lemma, _via(text, here, report), is_open, is_announced)


def _via(text: str, here: Page, report: Report) -> str | None:
    if report.via is None:
        return None
    start, end = here.offsets(report.via)
    return text[start:end]


def _carried_on(content: Offsets, said: _Said, rule: str) -> Attribution:
    if said.announced:
        review = "no quotation marks: taken as quoted because a colon announces it" if rule == ANNOUNCED else None
        rule = ANNOUNCED
    else:
        review = None if said.open else "source taken from the passage before"
    return Attribution("direct", (content,), (content,), said.source, said.cue, said.lemma, said.via, rule, review)


# --- quotations and their cues ---------------------------------------------------------------------------------


def _assign_quotations(text: str, here: Page, found: list[Report], cues: Cues) -> None:
    """Give each quotation to the cue that stands beside it, if one does; a quotation's cue may be a report already."""
    for number in range(len(here.quotations)):
        beside = (
            quotation_cues.signature(here, number, text)
            or quotation_cues.introduced(here, number, cues)
            or quotation_cues.behind(here, number, cues)
            or quotation_cues.before(here, number, cues)
        )
        if beside is None:
            continue
        same = next((r for r in found if r.verb == beside.verb), None)
        if same is None:
            found.append(beside)
            same = beside
        elif (
            same.rule in ("clause", "parenthesis")
            and beside.verb < here.inside(number)[0]
            and _whole_sentence(text, here, number)
        ):
            # 'Asked about it, he said: "…"': what stands before the cue is not said.
            same.content = [part for part in same.content if part[1] > same.verb]
        elif same.rule not in ("clause", "parenthesis", "according to", "quotation"):
            # What stands in the marks is said, not the noun phrase: 'told reporters, "…"'.
            same.content, same.rule, same.refusal = [], "quotation", False
        same.quotations.append(number)
        found[:] = [r for r in found if r is same or r.quotations or not _within(here, r, number)]


def _whole_sentence(text: str, here: Page, number: int) -> bool:
    """Whether what stands in marks, behind a colon or a comma, is a sentence of its own."""
    quotation = here.quotations[number]
    words = text[quotation.inner_start : quotation.inner_end]
    begins = here.t.text[here.inside(number)[0] - 1] in (":", ",") and words[:1].isupper()
    return begins and (not quotation.closed or words.rstrip()[-1:] in (*STOPS, ","))


def _within(here: Page, report: Report, number: int) -> bool:
    """Whether all that a report reports stands inside one quotation."""
    return bool(report.content) and all(
        here.quoted[token] == number or here.t.pos[token] == "PUNCT"
        for low, high in report.content
        for token in range(low, high + 1)
    )


def _attributions(text: str, here: Page, report: Report, stretches: Sequence[Offsets]) -> list[Attribution]:
    source = None if report.source is None else here.offsets(report.source)
    made = []
    for group in in_sentences(text, stretches):
        kind, content, quoted = kind_of(text, here, group)
        made.append(
            Attribution(
                "refusal" if report.refusal else kind,
                content,
                quoted,
                source,
                here.offsets(report.cue),
                report.lemma,
                _via(text, here, report),
                report.rule,
                report.review,
            )
        )
    return made


# --- what is not coded -------------------------------------------------------------------------------------------


def _outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Without what stands inside another attribution's content."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: -sum(end - start for start, end in a.content)):
        size = sum(end - start for start, end in one.content)
        if size and not any(2 * _shared(one, other) >= size for other in kept):
            kept.append(one)
    return kept


def _shared(one: Attribution, other: Attribution) -> int:
    return sum(max(0, min(end, to) - max(start, at)) for start, end in one.content for at, to in other.content)
