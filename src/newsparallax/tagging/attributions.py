"""Attributions: which passage of an article is given to which source, by which cue.

The rules are listed in docs/methods/attributions.md in the order in which they are tried; the cues stand in
codebooks/cues.toml. Coded are acts of communication. An attribution inside another's content is not coded, nor is a
headline that the body repeats.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from newsparallax.tagging import cues as codebook
from newsparallax.tagging.clauses import (
    Span,
    around,
    clause,
    infinitive,
    is_passive,
    negated,
    noun_phrase,
    subject,
    trimmed,
    zone,
)
from newsparallax.tagging.cues import Cues
from newsparallax.tagging.parse import Parsed
from newsparallax.tagging.quotes import Quotation, paragraph_quotations
from newsparallax.tagging.tokens import Tokens, tokens
from newsparallax.words import WORD, count_words

Kind = Literal["direct", "mixed", "indirect", "refusal"]
Offsets = tuple[int, int]


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


@dataclass(slots=True)
class _Page:
    """One block made ready: its tokens, quotations, and for each token the number of its quotation, or -1."""

    t: Tokens
    role: str
    start: int
    end: int
    quotations: list[Quotation]
    quoted: list[int]


@dataclass(slots=True)
class _Report:
    """A cue with its source and the token stretches of its content within one page."""

    cue: Span
    lemma: str
    source: Span | None
    content: list[Span]
    rule: str
    refusal: bool = False
    via: str | None = None
    quotations: list[int] = field(default_factory=list)
    review: str | None = None


def find(parsed: Parsed) -> list[Attribution]:
    """Every attribution of an article, in the order of the text."""
    cues = codebook.load()
    text = parsed.article.text
    pages: list[_Page] = []
    going_on = False
    for block in parsed.blocks:
        page = _page(tokens(block), block.role, block.start, text, block.start + len(block.doc.text), going_on)
        going_on = bool(page.quotations) and not page.quotations[-1].closed
        pages.append(page)
    found: list[Attribution] = []
    before: _Memory = _Memory(None, None, None, False)
    for page in pages:
        reports = _reports(page, cues)
        made, before = _emit(text, page, reports, before)
        found.extend(made)
    return _outermost(found)


def _page(t: Tokens, role: str, start: int, text: str, end: int, going_on: bool) -> _Page:
    quotations = paragraph_quotations(text[start:end], start, going_on)
    quoted = [-1] * len(t)
    for number, quotation in enumerate(quotations):
        low, high = t.covering(quotation.start, quotation.end)
        for token in range(low, high + 1):
            quoted[token] = number
    return _Page(t, role, start, end, quotations, quoted)


# --- cues that the parse ties to their content ---------------------------------------------------------------


def _reports(page: _Page, cues: Cues) -> list[_Report]:
    t = page.t
    found: list[_Report] = []
    for token in range(len(t)):
        if page.quoted[token] >= 0:
            continue
        if t.low[token] in ("according", "per", "in"):
            report = _according(page, token, cues)
        elif t.pos[token] in ("VERB", "AUX") and t.lemma[token] in cues.verbs and t.dep[token] not in ("amod", "aux"):
            report = _verb(page, token, cues)
        elif t.pos[token] == "NOUN" and t.lemma[token] in cues.that_nouns:
            report = _noun(page, token)
        else:
            continue
        if report is not None:
            found.append(report)
    _assign_quotations(page, found, cues)
    return found


def _source(page: _Page, head: int | None) -> Span | None:
    """The noun phrase of a source outside quotation marks."""
    if head is None or page.quoted[head] >= 0:
        return None
    span = noun_phrase(page.t, head)
    if span is None:
        return None
    low, high = span
    while low < head and page.quoted[low] >= 0:
        low += 1
    for token in range(head, high + 1):
        if page.quoted[token] >= 0:
            high = token - 1
            break
    return trimmed(page.t, low, high)


def _verb(page: _Page, verb: int, cues: Cues) -> _Report | None:
    t, lemma = page.t, page.t.lemma[verb]
    refusal = _refusal(page, verb, cues)
    if refusal is not None:
        return refusal
    source_head = subject(t, verb)
    quoted_as = _quoted_as(t, verb)
    if quoted_as is not None:
        source_head = t.child(verb, "nsubjpass")
    if source_head is None:
        return None
    source = _source(page, source_head)
    if source is None:
        return None
    content, cue, rule = _content(page, verb, source, source_head, cues)
    if not content:
        return None
    return _Report(cue, lemma, source, content, rule)


def _quoted_as(t: Tokens, verb: int) -> int | None:
    """The participle of "was quoted (cited) as saying"."""
    if t.lemma[verb] not in ("quote", "cite") or not is_passive(t, verb):
        return None
    as_ = next((k for k in t.kids[verb] if t.low[k] == "as"), None)
    return None if as_ is None else t.child(as_, "pcomp")


def _content(page: _Page, verb: int, source: Span, source_head: int, cues: Cues) -> tuple[list[Span], Span, str]:
    """Content stretches, cue and rule of a reporting verb: the first frame of the codebook that fits."""
    t, lemma, here = page.t, page.t.lemma[verb], (verb, verb)
    document = t.lemma[source_head] in cues.documents
    passive = is_passive(t, verb)
    if lemma in cues.clause or (lemma in cues.evidence and document):
        reported = t.child(verb, "ccomp")
        if reported is not None and reported != source_head:
            return clause(t, verb, reported, source), here, "clause"
        if t.dep[verb] in ("parataxis", "ccomp") and t.head[verb] != verb and _interposed(t, verb):
            above = t.head[verb]
            hole = zone(t, verb, source, None)
            return around(t, t.left[above], t.right[above], hole), here, "parenthesis"
    if passive:
        return [], here, "passive"
    thing = t.child(verb, "dobj")
    action = t.child(verb, "xcomp")
    if thing is not None and t.lemma[thing] in cues.express_nouns and lemma in cues.express_verbs:
        inner = _of_noun(t, thing)
        if inner is not None:
            return [inner], (verb, thing), "expressed"
    if lemma in cues.prepositions:
        for kid in t.kids[verb]:
            if t.dep[kid] == "prep" and t.low[kid] in cues.prepositions[lemma]:
                low, high = kid + 1, t.right[kid]
                if action is not None and action > kid:
                    high = max(high, t.right[action])
                if thing is not None and thing < kid and lemma not in ("tell", "ask", "remind", "inform", "assure"):
                    low = t.left[thing]
                part = trimmed(t, low, high)
                if part is not None:
                    return [part], (verb, kid) if low == kid + 1 else here, "preposition"
    if lemma in cues.as_ and thing is not None:
        as_ = next((k for k in t.kids[verb] if t.low[k] == "as" and k > thing), None)
        if as_ is not None:
            return [(t.left[thing], t.right[as_])], here, "as"
    if lemma in cues.complement:
        named = t.child(verb, "oprd", "ccomp")
        if named is not None and named > verb:
            low = t.left[named] if thing is None else min(t.left[thing], t.left[named])
            part = trimmed(t, low, t.right[named])
            return ([part] if part else []), here, "complement"
    if action is not None and action > verb:
        if lemma in cues.person_to and infinitive(t, action):
            low = t.left[thing] if thing is not None and thing > verb else t.left[action]
            part = trimmed(t, low, t.right[action])
            return ([part] if part else []), here, "person to"
        if lemma in cues.to and infinitive(t, action):
            part = trimmed(t, t.left[action], t.right[action])
            return ([part] if part else []), here, "infinitive"
        if lemma in cues.object and t.tag[action] == "VBG":
            part = trimmed(t, t.left[action], t.right[action])
            return ([part] if part else []), here, "object"
    if lemma in cues.person_to:
        wanted = t.child(verb, "ccomp")
        if wanted is not None and wanted > verb:
            part = trimmed(t, t.left[wanted], t.right[wanted])
            return ([part] if part else []), here, "person to"
    if lemma in cues.object and thing is not None and thing > verb and t.pos[thing] in ("NOUN", "PROPN", "PRON"):
        part = trimmed(t, t.left[thing], t.right[thing])
        return ([part] if part else []), here, "object"
    return [], here, "none"


def _interposed(t: Tokens, verb: int) -> bool:
    """Whether a reporting clause hangs on the clause it reports ("The plan, he said, will work")."""
    above = t.head[verb]
    return t.pos[above] in ("VERB", "AUX", "NOUN", "ADJ") and t.dep[verb] == "parataxis"


def _of_noun(t: Tokens, noun: int) -> Span | None:
    """What a noun of saying is about: its clause, or the noun phrase behind its preposition."""
    for kid in t.kids[noun]:
        if kid > noun and t.dep[kid] in ("acl", "ccomp", "relcl"):
            low = t.left[kid]
            if t.low[low] == "that":
                low += 1
            return trimmed(t, low, t.right[kid])
    for kid in t.kids[noun]:
        if kid > noun and t.dep[kid] == "prep":
            return trimmed(t, kid + 1, t.right[kid])
    for kid in t.kids[t.head[noun]]:
        if kid > noun and t.dep[kid] in ("ccomp",):
            low = t.left[kid]
            if t.low[low] == "that":
                low += 1
            return trimmed(t, low, t.right[kid])
    return None


def _noun(page: _Page, noun: int) -> _Report | None:
    """SOURCE's claim that CLAUSE."""
    t = page.t
    owner = t.child(noun, "poss")
    if owner is None:
        return None
    inner = next((k for k in t.kids[noun] if k > noun and t.dep[k] in ("acl", "ccomp", "relcl")), None)
    if inner is None or t.low[t.left[inner]] != "that" or t.dep[t.left[inner]] != "mark":
        return None
    source = _source(page, owner)
    part = trimmed(t, t.left[inner] + 1, t.right[inner])
    if source is None or part is None:
        return None
    return _Report((noun, noun), t.lemma[noun], source, [part], "noun that")


def _according(page: _Page, token: int, cues: Cues) -> _Report | None:
    """ACCORDING TO SOURCE at the beginning, in the middle or at the end of what it gives to the source."""
    t = page.t
    phrase = next((p for p in cues.according if tuple(t.low[token : token + len(p)]) == p), None)
    if phrase is None:
        return None
    last = token + len(phrase) - 1
    name = t.child(last, "pobj")
    if name is None:
        name = next((k for k in range(last + 1, min(last + 12, len(t))) if t.pos[k] in ("NOUN", "PROPN", "PRON")), None)
    if name is None:
        return None
    source = _source(page, name)
    if source is None:
        return None
    low, high = t.first[token], t.last[token]
    end = max(source[1], last)
    behind = end + 1
    while behind <= high and t.low[behind] not in (",", ".", ";"):
        behind += 1
    if token <= low + 1 or t.text[token][0].isupper():
        part = trimmed(t, min(behind, high), high)
        content = [part] if part else []
    else:
        content = around(t, low, high, (token, behind - 1))
    if not content:
        return None
    return _Report((token, last), " ".join(phrase), source, content, "according to")


def _refusal(page: _Page, verb: int, cues: Cues) -> _Report | None:
    t, lemma = page.t, page.t.lemma[verb]
    if lemma in cues.refusing:
        act = t.child(verb, "xcomp")
        if act is not None and t.lemma[act] in cues.refused:
            head = subject(t, verb)
            source = _source(page, head)
            inner = trimmed(t, act + 1, t.right[act])
            part = inner or trimmed(t, t.left[act], act)
            if source is not None and part is not None:
                return _Report((verb, act), lemma, source, [part], "refusal", refusal=True)
    if lemma in cues.unanswered and negated(t, verb) and not infinitive(t, verb):
        head = subject(t, verb)
        source = _source(page, head)
        inner = trimmed(t, verb + 1, t.right[verb])
        part = inner or (verb, verb)
        if source is not None and not (source[0] <= part[0] <= source[1]):
            return _Report((verb, verb), lemma, source, [part], "refusal", refusal=True)
    return None


# --- quotations ----------------------------------------------------------------------------------------------

_SENTENCE_END = frozenset({".", "?", "!", ";"})


def _assign_quotations(page: _Page, reports: list[_Report], cues: Cues) -> None:
    """Give each quotation to a cue of its own sentence: beside it on the page, or around it in the parse."""
    for number in range(len(page.quotations)):
        beside = _cue_behind(page, number, cues) or _cue_before(page, number, cues)
        if beside is None:
            continue
        same = next((r for r in reports if r.cue[0] <= beside.cue[0] <= r.cue[1] and not r.refusal), None)
        if same is None:
            reports.append(beside)
            same = beside
        elif same.rule not in ("clause", "parenthesis", "according to", "quotation"):
            # The quotation, not the noun phrase, is what is said: "told reporters, “…”".
            if not _touches(page, same, number):
                same.content = []
            same.rule = "quotation"
        same.quotations.append(number)


def _touches(page: _Page, report: _Report, number: int) -> bool:
    return any(page.quoted[k] == number for low, high in report.content for k in range(low, high + 1))


def _reporting(page: _Page, token: int, cues: Cues) -> bool:
    t = page.t
    return (
        page.quoted[token] < 0
        and t.pos[token] in ("VERB", "AUX")
        and (t.lemma[token] in cues.clause or t.lemma[token] in cues.quoted)
    )


def _window_behind(page: _Page, number: int) -> tuple[int, int]:
    t = page.t
    low = t.covering(page.quotations[number].start, page.quotations[number].end)[1] + 1
    high = low
    while high < len(t) and high - low < 40 and page.quoted[high] < 0 and t.text[high] not in _SENTENCE_END:
        high += 1
    return low, high - 1


def _cue_behind(page: _Page, number: int, cues: Cues) -> _Report | None:
    """ "…," SOURCE VERB or "…," VERB SOURCE."""
    t, quotation = page.t, page.quotations[number]
    low, high = _window_behind(page, number)
    if low > high or not quotation.closed:
        return None
    ending = _ending(page, quotation, low)
    if ending not in ",?!—-–.…":
        return None
    at = low
    while at <= high and t.text[at] in (",", "—", "–", "-"):
        at += 1
    if at > high:
        return None
    if tuple(t.low[at : at + 2]) == ("according", "to"):
        report = _according(page, at, cues)
        return None if report is None else replace(report, content=[])
    if ending in ".…" and t.text[at][0].isupper() and t.pos[at] != "PROPN":
        return None
    if ending == "." and t.text[at][0].isupper() and at == low and t.first[at] == at:
        return None
    for verb in range(at, high + 1):
        if not _reporting(page, verb, cues):
            continue
        head = subject(t, verb)
        if _quoted_as(t, verb) is not None:
            head = t.child(verb, "nsubjpass")
        source = _source(page, head)
        if source is None or source[0] < at:
            source = _beside(page, verb, at, high)
        if source is None or min(source[0], verb) > at + 2:
            return None
        return _Report((verb, verb), t.lemma[verb], source, [], "quotation")
    return None


def _ending(page: _Page, quotation: Quotation, behind: int) -> str:
    """The punctuation a quotation ends with, inside or just outside its closing mark."""
    t = page.t
    last = t.covering(quotation.inner_end - 1, quotation.inner_end)[0]
    inside = t.text[last][-1] if quotation.inner_end > quotation.inner_start else " "
    if inside in ",?!—–-.…":
        return inside
    return t.text[behind] if behind < len(t) and t.text[behind] in (",", "—", "–") else " "


def _beside(page: _Page, verb: int, low: int, high: int) -> Span | None:
    """The noun phrase next to a cue where the parse ties none to it."""
    t = page.t
    for head in [*range(verb + 1, min(high, verb + 12) + 1), *range(verb - 1, low - 1, -1)]:
        if t.pos[head] in ("PROPN", "NOUN", "PRON") and t.dep[head] not in ("compound", "poss", "pobj", "npadvmod"):
            return _source(page, head)
    return None


def _cue_before(page: _Page, number: int, cues: Cues) -> _Report | None:
    """SOURCE VERB, "…" or SOURCE VERB: "…"."""
    t, quotation = page.t, page.quotations[number]
    opening = t.covering(quotation.start, quotation.end)[0]
    at = opening - 1
    if at < 0 or page.quoted[at] >= 0:
        return None
    mark = t.text[at]
    if mark not in (":", ",", "—", "–") and not _reporting(page, at, cues):
        return None
    low = at
    while low > 0 and page.quoted[low - 1] < 0 and t.text[low - 1] not in _SENTENCE_END and at - low < 60:
        low -= 1
    for verb in range(at, low - 1, -1):
        if not _reporting(page, verb, cues):
            continue
        head = subject(t, verb)
        if _quoted_as(t, verb) is not None:
            head = t.child(verb, "nsubjpass")
        source = _source(page, head)
        if source is None:
            source = _beside(page, verb, low, at)
        if source is not None:
            return _Report((verb, verb), t.lemma[verb], source, [], "quotation")
    if mark == ":":
        root = next((k for k in range(low, at) if t.dep[k] == "nsubj"), None)
        if root is None:
            root = next((k for k in range(low, at) if t.dep[k] == "ROOT" and t.pos[k] in ("NOUN", "PROPN")), None)
        source = _source(page, root)
        if source is not None:
            return _Report((at, at), ":", source, [], "colon")
    return None


# --- from reports to attributions ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the page before leaves to the next: the last source and cue, and whether a quotation is still open."""

    source: Offsets | None
    cue: Offsets | None
    lemma: str | None
    open: bool


def _emit(text: str, page: _Page, reports: list[_Report], before: _Memory) -> tuple[list[Attribution], _Memory]:
    made: list[Attribution] = []
    t = page.t
    taken: set[int] = set()
    sources: dict[int, _Report] = {}
    for report in reports:
        stretches = [_offsets(t, part) for part in report.content]
        stretches = [_whole(page, part) for part in stretches]
        mine = set(report.quotations)
        for number in mine:
            quotation = page.quotations[number]
            stretches = [s for s in stretches if not (quotation.start <= s[0] and s[1] <= quotation.end)]
            stretches.append((quotation.start, quotation.end))
        for number, quotation in enumerate(page.quotations):
            if any(a <= quotation.start and quotation.end <= b for a, b in stretches):
                mine.add(number)
        taken |= mine
        for number in mine:
            sources[number] = report
        made.extend(_attributions(text, page, report, _joined(stretches)))
    memory = before
    for number, quotation in enumerate(page.quotations):
        if number in taken:
            report = sources[number]
            memory = _Memory(
                None if report.source is None else _offsets(t, report.source),
                _offsets(t, report.cue),
                report.lemma,
                not quotation.closed,
            )
            continue
        whole = _sentence_like(text, page, quotation)
        if whole and memory.source is not None:
            made.append(
                Attribution(
                    "direct",
                    (_inner(text, quotation),),
                    (_inner(text, quotation),),
                    memory.source,
                    memory.cue,
                    memory.lemma,
                    None,
                    "quotation goes on",
                    None if memory.open else "source taken from the quotation before",
                )
            )
            memory = replace(memory, open=not quotation.closed)
    if not page.quotations and reports:
        last = reports[-1]
        memory = _Memory(
            None if last.source is None else _offsets(t, last.source), _offsets(t, last.cue), last.lemma, False
        )
    return made, memory


def _sentence_like(text: str, page: _Page, quotation: Quotation) -> bool:
    words = text[quotation.inner_start : quotation.inner_end]
    return (
        count_words(words) >= 4
        and (words[:1].isupper() or not quotation.opened)
        and (not quotation.closed or words.rstrip()[-1:] in ".?!,…—-")
    )


def _inner(text: str, quotation: Quotation) -> Offsets:
    start, end = quotation.inner_start, quotation.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _offsets(t: Tokens, span: Span) -> Offsets:
    return t.start[span[0]], t.end[span[1]]


def _whole(page: _Page, part: Offsets) -> Offsets:
    """A stretch that cuts a quotation takes all of it; one that begins with it and ends a sentence takes only it."""
    start, end = part
    for quotation in page.quotations:
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


def _attributions(text: str, page: _Page, report: _Report, stretches: list[Offsets]) -> list[Attribution]:
    t = page.t
    source = None if report.source is None else _offsets(t, report.source)
    groups: list[list[Offsets]] = []
    for stretch in stretches:
        if groups and _goes_on(text, stretch):
            groups[-1].append(stretch)
        else:
            groups.append([stretch])
    made = []
    for group in groups:
        kind, content, quoted = _kind(text, page, group)
        made.append(
            Attribution(
                "refusal" if report.refusal else kind,
                content,
                quoted,
                source,
                _offsets(t, report.cue),
                report.lemma,
                report.via,
                report.rule,
                report.review,
            )
        )
    return made


def _goes_on(text: str, stretch: Offsets) -> bool:
    """Whether a stretch is the rest of a sentence interrupted by its cue: it begins in lower case."""
    letter = next((c for c in text[stretch[0] : stretch[1]] if c.isalnum()), "A")
    return letter.islower()


def _kind(text: str, page: _Page, group: list[Offsets]) -> tuple[Kind, tuple[Offsets, ...], tuple[Offsets, ...]]:
    content: list[Offsets] = []
    quoted: list[Offsets] = []
    outside = False
    for start, end in group:
        inside = [q for q in page.quotations if q.start >= start and q.end <= end]
        words = [(m.start() + start, m.end() + start) for m in WORD.finditer(text[start:end])]
        alone = [q for q in inside if all(q.start <= a and b <= q.end for a, b in words)]
        quoted.extend(_inner(text, q) for q in inside)
        if alone:
            content.append(_inner(text, alone[0]))
        else:
            outside = True
            content.append((start, end))
    kind: Kind = "indirect" if not quoted else "mixed" if outside else "direct"
    return kind, tuple(content), tuple(quoted)


def _outermost(found: list[Attribution]) -> list[Attribution]:
    """Without what stands inside another attribution's content, in the order of the text."""
    kept: list[Attribution] = []
    order = sorted(found, key=lambda a: -sum(end - start for start, end in a.content))
    for one in order:
        if not any(_inside(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda a: (a.content[0], a.cue or (0, 0)))


def _inside(one: Attribution, other: Attribution) -> bool:
    covered = sum(max(0, min(end, to) - max(start, at)) for start, end in one.content for at, to in other.content)
    return covered >= 0.5 * sum(end - start for start, end in one.content)
