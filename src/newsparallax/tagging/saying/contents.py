"""What a report reports, in characters: whole quotations, whole sentences; direct, mixed or indirect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.quotes import Quotation
from newsparallax.tagging.saying.reports import Report
from newsparallax.words import WORD, count_words

Offsets = tuple[int, int]
# Words: behind a quotation with a source, a sentence of this length needs no cue of its own ("and, later, \"…\"").
_LONG = 8
_FEWEST = 3  # words: fewer are a term, but behind a sentence of the same speaker
_SENTENCE = 5  # words: the same at the beginning of a sentence, which may go on without marks
STOPS = tuple(".?!…")


def stretches_of(text: str, here: Page, report: Report) -> list[Offsets]:
    """The content of a report in characters: quotations whole, and nothing of the sentence around a finished one."""
    stretches = [here.offsets(part) for part in report.content]
    for number in report.quotations:
        quotation = here.quotations[number]
        finished = text[quotation.inner_end - 1 : quotation.inner_end] in (*STOPS, ",")
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


def in_sentences(text: str, stretches: Sequence[Offsets]) -> list[list[Offsets]]:
    """Stretches put together where they form one sentence, interrupted by its cue."""
    groups: list[list[Offsets]] = []
    for stretch in stretches:
        if groups:
            start, end = groups[-1][-1]
            ended = text[start:end].rstrip("”\"'’» ")[-1:] in STOPS
            between = text[end : stretch[0]]
            first = next((c for c in text[stretch[0] : stretch[1]] if c.isalnum()), "A")
            stopped = any(stop in between for stop in (". ", "? ", "! ", ".”", '."'))
            if first.islower() or not (ended or stopped):
                groups[-1].append(stretch)
                continue
        groups.append([stretch])
    return groups


def kind_of(
    text: str, here: Page, group: Sequence[Offsets]
) -> tuple[Literal["direct", "mixed", "indirect"], tuple[Offsets, ...], tuple[Offsets, ...]]:
    """Kind, content and quoted fragments of the stretches of one attribution."""
    content: list[Offsets] = []
    quoted: list[Offsets] = []
    outside = False
    for start, end in group:
        inside = [q for q in here.quotations if start <= q.start and q.end <= end]
        words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
        whole = next((q for q in inside if all(q.start <= a and b <= q.end for a, b in words)), None)
        fragments = [q for q in inside if q is whole or not is_title(text, q)]
        quoted.extend(stripped(text, q.inner_start, q.inner_end) for q in fragments)
        if whole is None:
            outside = True
            content.append((start, end))
        else:
            content.append(stripped(text, whole.inner_start, whole.inner_end))
    kind: Literal["direct", "mixed", "indirect"] = "indirect" if not quoted else "mixed" if outside else "direct"
    return kind, tuple(content), tuple(quoted)


def is_title(text: str, quotation: Quotation) -> bool:
    """Whether marks enclose the title of a work: several words, every longer one with a capital."""
    words = [m.group() for m in WORD.finditer(text[quotation.inner_start : quotation.inner_end])]
    longer = [word for word in words if len(word) > 3]
    return len(words) > 1 and bool(longer) and all(word[0].isupper() for word in [words[0], *longer])


def is_speech(text: str, here: Page, quotation: Quotation, told: bool = False) -> bool:
    """Whether a quotation without a cue is speech (a sentence or more) and not a term in somebody else's sentence."""
    words = text[quotation.inner_start : quotation.inner_end].strip()
    before = text[here.start : quotation.start].rstrip()
    if count_words(words) < _FEWEST:
        # "I was scared," Raman said. "Yes."
        return told and before[-1:] in tuple(STOPS) and words[-1:] in STOPS and words[:1].isupper()
    if not quotation.opened or not quotation.closed:
        return True
    if told and before[-1:] == "," and count_words(words) >= _LONG and words[:1].isupper():
        return True
    starts = not before or before[-1] in (*STOPS, *":”\"'’")
    if starts and told and count_words(words) >= _SENTENCE and words[:1].isupper():
        return True
    return starts and (
        words.rstrip("”\"’'")[-1:] in (*STOPS, ",", "—", "-") or text[quotation.end : quotation.end + 1] in STOPS
    )


def stripped(text: str, start: int, end: int) -> Offsets:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
