"""One paragraph's attributions: its reports, its quotations and their cues, and who goes on speaking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsparallax.tagging.grammar.deeds import RELATIVE
from newsparallax.tagging.saying import cues, quotation_cues
from newsparallax.tagging.saying.attribution import ANNOUNCED, GOES_ON, UNPAIRED, Attribution
from newsparallax.tagging.saying.contents import (
    STOPS,
    Offsets,
    in_sentences,
    is_speech,
    kind_of,
    stretches_of,
    stripped,
)
from newsparallax.tagging.saying.fragments import fragment
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.quotes import Quotation
from newsparallax.tagging.saying.reports import Report, reports
from newsparallax.words import count_words

_BLOCK_QUOTE = 12  # words: a shorter paragraph without marks behind a colon is a list or a heading


@dataclass(frozen=True, slots=True)
class Said:
    """The source and cue of the words last given to somebody, for quotations that go on without a cue of their own.

    `open` says that the last quotation has not been closed, `announced` that a colon ended the paragraph.
    """

    source: Offsets
    cue: Offsets
    lemma: str
    via: str | None
    open: bool = False
    announced: bool = False


@dataclass(slots=True)
class _Reading:
    """One paragraph while it is read: what is made of it, where its reports begin, which quotations they take.

    `last` spoke last; `waits` is a quotation that waits for the cue of a later paragraph.
    """

    text: str
    here: Page
    last: Said | None
    waits: Offsets | None = None
    made: list[Attribution] = field(default_factory=list)
    starts: list[tuple[int, Report]] = field(default_factory=list)
    taken: dict[int, Report] = field(default_factory=dict)

    def report(self, report: Report) -> None:
        """Keep what a report reports, and the quotations that stand in it."""
        stretches = stretches_of(self.text, self.here, report)
        for number, quotation in enumerate(self.here.quotations):
            if any(start <= quotation.start and quotation.end <= end for start, end in stretches):
                self.taken.setdefault(number, report)
        if stretches:
            self.starts.append((min(stretches[0][0], self.here.t.start[report.cue[0]]), report))
            self.made.extend(attributions_of(self.text, self.here, report, stretches))

    def quotation(self, number: int, quotation: Quotation) -> None:
        """Give a quotation that no report takes to who spoke last, or to the verb it hangs on."""
        text, here = self.text, self.here
        if number in self.taken:
            self.last = _said(text, here, self.taken[number], is_open=not quotation.closed) or self.last
            return
        before = [report for start, report in self.starts if start < quotation.start]
        if not is_speech(text, here, quotation, told=any(r.quotations for r in before)):
            part = fragment(text, here, number)
            if part is not None:
                self.made.extend(attributions_of(text, here, part, stretches_of(text, here, part)))
            return
        if quotation.opened:
            self.last = _speaking(text, here, before) or self.last
        content = stripped(text, quotation.inner_start, quotation.inner_end)
        expected = self.last is not None and (self.last.open or self.last.announced)
        if not quotation.closed and number == 0 and not self.starts and not expected:
            self.waits = content
        elif self.last is not None:
            glued = quotation.start == here.start and not text[here.start - 1 : here.start].isspace()
            said = carried_on(content, self.last, GOES_ON)
            self.made.append(replace(said, needs_review=UNPAIRED) if glued and quotation.family == "single" else said)
            self.last = replace(self.last, open=not quotation.closed, announced=False)

    def block_quote(self) -> None:
        """Give a paragraph without marks to the source that a colon before it announced."""
        if self.last is None or not self.last.announced:
            return
        whole = stripped(self.text, self.here.start, self.here.end)
        if self.last.lemma in cues.CLAUSE and not self.made and count_words(self.text[slice(*whole)]) >= _BLOCK_QUOTE:
            self.made.append(carried_on(whole, self.last, ANNOUNCED))
        self.last = replace(self.last, announced=False)

    def speaks_on(self) -> Said | None:
        """Who is taken to speak in the next paragraph."""
        announced = quotation_cues.announced(self.here)
        if announced is not None:
            return _said(self.text, self.here, announced, is_announced=True)
        quotations = self.here.quotations
        behind = [report for start, report in self.starts if not quotations or start > quotations[-1].start]
        return _speaking(self.text, self.here, behind) or self.last


def of_page(
    text: str, here: Page, outlet: str | None, last: Said | None
) -> tuple[list[Attribution], Said | None, Offsets | None]:
    """The attributions of one paragraph, who spoke last, and a quotation that waits for the next paragraph's cue."""
    found = reports(here, outlet)
    _assign_quotations(text, here, found)
    reading = _Reading(text, here, last)
    for report in found:
        reading.report(report)
    if here.role in ("headline", "caption", "subhead"):
        return reading.made, last, None
    reading.starts.sort(key=lambda pair: pair[0])
    for number, quotation in enumerate(here.quotations):
        reading.quotation(number, quotation)
    reading.block_quote()
    return reading.made, reading.speaks_on(), reading.waits


def _speaking(text: str, here: Page, found: Sequence[Report]) -> Said | None:
    """Who spoke last: the source of the last quotation, else of the last report that is not a relative clause."""
    told = [r for r in found if r.source is not None and not r.refusal]
    main = [r for r in told if r.source is not None and here.t.low[r.source[0]] not in RELATIVE]
    chosen = [r for r in main if r.quotations] or main or told
    return _said(text, here, chosen[-1]) if chosen else None


def _said(text: str, here: Page, report: Report, is_open: bool = False, is_announced: bool = False) -> Said | None:
    if report.source is None:
        return None
    source, cue = here.offsets(report.source), here.offsets(report.cue)
    return Said(source, cue, report.lemma, _via(text, here, report), is_open, is_announced)


def _via(text: str, here: Page, report: Report) -> str | None:
    if report.via is None:
        return None
    start, end = here.offsets(report.via)
    return text[start:end]


def carried_on(content: Offsets, said: Said, rule: str) -> Attribution:
    if said.announced:
        review = "no quotation marks: taken as quoted because a colon announces it" if rule == ANNOUNCED else None
        rule = ANNOUNCED
    else:
        review = None if said.open else "source taken from the passage before"
    return Attribution("direct", (content,), (content,), said.source, said.cue, said.lemma, said.via, rule, review)


# --- quotations and their cues ---------------------------------------------------------------------------------


def _assign_quotations(text: str, here: Page, found: list[Report]) -> None:
    """Give each quotation to the cue that stands beside it, if one does; a quotation's cue may be a report already."""
    for number in range(len(here.quotations)):
        beside = (
            quotation_cues.signature(here, number, text)
            or quotation_cues.introduced(here, number)
            or quotation_cues.behind(here, number)
            or quotation_cues.before(here, number)
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


def attributions_of(text: str, here: Page, report: Report, stretches: Sequence[Offsets]) -> list[Attribution]:
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
