"""Attributions: which passage of an article is given to which source, by which cue.

The rules are listed in docs/methods/attributions.md in the order in which they are tried; the cues stand in
codebooks/cues.toml. Coded are acts of communication. An attribution inside another's content is not coded, nor is a
headline that the body repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from newsparallax.tagging import cues as codebook
from newsparallax.tagging import quotation_cues
from newsparallax.tagging.clauses import RELATIVE
from newsparallax.tagging.cues import Cues
from newsparallax.tagging.pages import Page, page
from newsparallax.tagging.parse import Parsed
from newsparallax.tagging.quotes import Quotation
from newsparallax.tagging.reports import Report, reports
from newsparallax.tagging.transcripts import Turn, turns
from newsparallax.words import WORD, count_words

Kind = Literal["direct", "mixed", "indirect", "refusal"]
Offsets = tuple[int, int]

_STOPS = ".?!…"


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


@dataclass(frozen=True, slots=True)
class _Said:
    """The source and cue of the words last given to somebody, for quotations that go on without a cue of their own."""

    source: Offsets
    cue: Offsets
    lemma: str
    via: str | None
    open: bool = False


def find(parsed: Parsed) -> list[Attribution]:
    """Every attribution of an article, in the order of the text."""
    cues = codebook.load()
    text = parsed.article.text
    spoken = turns(text, [(b.start, b.start + len(b.doc.text)) for b in parsed.blocks])
    found: list[Attribution] = []
    headlines: list[Attribution] = []
    last: _Said | None = None
    going_on = False
    for number, block in enumerate(parsed.blocks):
        if number in spoken:
            found.append(_turn(text, spoken[number]))
            continue
        here = page(block, text, going_on)
        made, last = _of_page(text, here, cues, parsed.article.outlet, last)
        going_on = bool(here.quotations) and not here.quotations[-1].closed
        (headlines if block.role in ("headline", "dek") else found).extend(made)
    body = _outermost(found)
    kept = [a for a in _outermost(headlines) if not _repeated(text, a, body)]
    return sorted([*kept, *body], key=lambda a: (a.content[0], a.cue or (0, 0)))


def _turn(text: str, turn: Turn) -> Attribution:
    content = _stripped(text, *turn.content)
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
) -> tuple[list[Attribution], _Said | None]:
    """The attributions of one block, and what its last words leave to the block after."""
    found = reports(here, cues, outlet)
    _assign_quotations(text, here, found, cues)
    made: list[Attribution] = []
    starts: list[tuple[int, Report]] = []
    taken: dict[int, Report] = {}
    for report in found:
        stretches = _stretches(text, here, report)
        for number, quotation in enumerate(here.quotations):
            if any(start <= quotation.start and quotation.end <= end for start, end in stretches):
                taken.setdefault(number, report)
        if stretches:
            starts.append((min(stretches[0][0], here.t.start[report.cue[0]]), report))
            made.extend(_attributions(text, here, report, stretches))
    if here.role in ("headline", "caption", "subhead"):
        return made, last
    starts.sort(key=lambda pair: pair[0])
    for number, quotation in enumerate(here.quotations):
        if number in taken:
            last = _said(text, here, taken[number], not quotation.closed) or last
            continue
        said = last
        if quotation.opened:
            said = _speaking(text, here, [report for start, report in starts if start < quotation.start]) or last
        if said is None or not _whole_sentence(text, here, quotation):
            continue
        made.append(_goes_on(text, quotation, said))
        last = _Said(said.source, said.cue, said.lemma, said.via, not quotation.closed)
    announced = quotation_cues.announced(here, cues)
    if announced is not None:
        return made, _said(text, here, announced, still_open=True)
    behind = [report for start, report in starts if not here.quotations or start > here.quotations[-1].start]
    return made, _speaking(text, here, behind) or last


def _speaking(text: str, here: Page, found: Sequence[Report]) -> _Said | None:
    """Who spoke last: the source of the last quotation, else of the last report that is not a relative clause."""
    told = [r for r in found if r.source is not None and not r.refusal]
    main = [r for r in told if r.source is not None and here.t.low[r.source[0]] not in RELATIVE]
    chosen = [r for r in main if r.quotations] or main or told
    return _said(text, here, chosen[-1]) if chosen else None


def _said(text: str, here: Page, report: Report, still_open: bool = False) -> _Said | None:
    if report.source is None:
        return None
    return _Said(
        here.offsets(report.source), here.offsets(report.cue), report.lemma, _via(text, here, report), still_open
    )


def _via(text: str, here: Page, report: Report) -> str | None:
    if report.via is None:
        return None
    start, end = here.offsets(report.via)
    return text[start:end]


def _goes_on(text: str, quotation: Quotation, said: _Said) -> Attribution:
    content = _stripped(text, quotation.inner_start, quotation.inner_end)
    return Attribution(
        "direct",
        (content,),
        (content,),
        said.source,
        said.cue,
        said.lemma,
        said.via,
        "quotation goes on",
        None if said.open else "source taken from the passage before",
    )


def _whole_sentence(text: str, here: Page, quotation: Quotation) -> bool:
    """Whether a quotation without a cue is speech (a sentence or more) and not a term in somebody else's sentence."""
    words = text[quotation.inner_start : quotation.inner_end].strip()
    if count_words(words) < 3:
        return False
    if not quotation.opened or not quotation.closed:
        return True
    before = text[here.start : quotation.start].rstrip()
    starts = not before or before[-1] in _STOPS + ":”\"'’"
    return starts and (
        words.rstrip("”\"’'")[-1:] in tuple(_STOPS + ",—-") or text[quotation.end : quotation.end + 1] in tuple(_STOPS)
    )


# --- quotations and their cues ---------------------------------------------------------------------------------


def _assign_quotations(text: str, here: Page, found: list[Report], cues: Cues) -> None:
    """Give each quotation to the cue that stands beside it, if one does; a quotation's cue may be a report already."""
    for number in range(len(here.quotations)):
        beside = (
            quotation_cues.signature(here, number, text)
            or quotation_cues.behind(here, number, cues)
            or quotation_cues.before(here, number, cues)
        )
        if beside is None:
            continue
        same = next((r for r in found if r.verb == beside.verb), None)
        if same is None:
            found.append(beside)
            same = beside
        elif same.rule not in ("clause", "parenthesis", "according to", "quotation"):
            # What stands in the marks is said, not the noun phrase: 'told reporters, "…"'.
            same.content, same.rule, same.refusal = [], "quotation", False
        same.quotations.append(number)


def _stretches(text: str, here: Page, report: Report) -> list[Offsets]:
    """The content of a report in characters: quotations whole, and nothing of the sentence around a finished one."""
    stretches = [here.offsets(part) for part in report.content]
    for number in report.quotations:
        quotation = here.quotations[number]
        finished = text[quotation.inner_end - 1 : quotation.inner_end] in tuple(_STOPS + ",")
        rest: list[Offsets] = []
        for start, end in stretches:
            if end <= quotation.start or quotation.end <= start:
                rest.append((start, end))
            elif start < quotation.start:
                rest.append((start, quotation.end if finished else max(end, quotation.end)))
            elif end > quotation.end and not finished:
                rest.append((quotation.start, end))
        if not any(start <= quotation.start and quotation.end <= end for start, end in rest):
            rest.append((quotation.start, quotation.end))
        stretches = rest
    return _joined(_with_whole_quotations(here, part) for part in stretches)


def _with_whole_quotations(here: Page, part: Offsets) -> Offsets:
    start, end = part
    for quotation in here.quotations:
        if quotation.start < end and start < quotation.end:
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def _joined(stretches: Iterable[Offsets]) -> list[Offsets]:
    out: list[Offsets] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


# --- from reports to attributions ------------------------------------------------------------------------------


def _attributions(text: str, here: Page, report: Report, stretches: Sequence[Offsets]) -> list[Attribution]:
    source = None if report.source is None else here.offsets(report.source)
    made = []
    for group in _sentences(text, stretches):
        kind, content, quoted = _kind(text, here, group)
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


def _sentences(text: str, stretches: Sequence[Offsets]) -> list[list[Offsets]]:
    """Stretches put together where they form one sentence, interrupted by its cue."""
    groups: list[list[Offsets]] = []
    for stretch in stretches:
        if groups:
            start, end = groups[-1][-1]
            ended = text[start:end].rstrip("”\"'’» ")[-1:] in tuple(_STOPS)
            between = text[end : stretch[0]]
            first = next((c for c in text[stretch[0] : stretch[1]] if c.isalnum()), "A")
            stopped = any(stop in between for stop in (". ", "? ", "! ", ".”", '."'))
            if first.islower() or not (ended or stopped):
                groups[-1].append(stretch)
                continue
        groups.append([stretch])
    return groups


def _kind(text: str, here: Page, group: Sequence[Offsets]) -> tuple[Kind, tuple[Offsets, ...], tuple[Offsets, ...]]:
    """Kind, content and quoted fragments of the stretches of one attribution."""
    content: list[Offsets] = []
    quoted: list[Offsets] = []
    outside = False
    for start, end in group:
        inside = [q for q in here.quotations if start <= q.start and q.end <= end]
        words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
        whole = next((q for q in inside if all(q.start <= a and b <= q.end for a, b in words)), None)
        fragments = [q for q in inside if q is whole or not _is_title(text, q)]
        quoted.extend(_stripped(text, q.inner_start, q.inner_end) for q in fragments)
        if whole is None:
            outside = True
            content.append((start, end))
        else:
            content.append(_stripped(text, whole.inner_start, whole.inner_end))
    kind: Kind = "indirect" if not quoted else "mixed" if outside else "direct"
    return kind, tuple(content), tuple(quoted)


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether marks enclose the title of a work: several words, every longer one with a capital."""
    words = [m.group() for m in WORD.finditer(text[quotation.inner_start : quotation.inner_end])]
    longer = [word for word in words if len(word) > 3]
    return len(words) > 1 and bool(longer) and all(word[0].isupper() for word in [words[0], *longer])


def _stripped(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


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


def _repeated(text: str, headline: Attribution, body: Sequence[Attribution]) -> bool:
    """Whether the body carries what a headline attributes: half of its longer words stand in one attribution."""

    def stems(spans: Iterable[Offsets]) -> set[str]:
        return {m.group()[:5].casefold() for s, e in spans for m in WORD.finditer(text[s:e]) if len(m.group()) > 3}

    said = stems(headline.content)
    return any(2 * len(said & stems([*a.content, *((a.source,) if a.source else ())])) >= len(said) for a in body)
