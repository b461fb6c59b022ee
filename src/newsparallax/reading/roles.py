"""The role of every line: which are the article's own telling, and which belong to the page around it.

Passes run in a fixed order over the text's paragraphs; the first pass that recognises a paragraph labels it, and what
none recognises is body: a doubtful line stays in the story. The outlet's own line rules (corpus.toml) come first, then
the general codebook of furniture, then what place, shape and repetition show. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from newsparallax.corpus import OutletRules
from newsparallax.reading import dates
from newsparallax.reading.article import Line, Role
from newsparallax.reading.divide import Part, dateline, glued_caption, picture_credit
from newsparallax.reading.furniture import codebook_role
from newsparallax.reading.units import Span, Unit
from newsparallax.words import count_words

Label = tuple[Role, str]

# Rules by which a date's kind is told (see `dating`).
ALONE = "a date alone in its line"
BELOW = "a date below the story"

_STOP = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
# A full stop after a small letter or a bracket: "U.S. Senator" is no end of a sentence.
_SENTENCES = re.compile(
    r"(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bMr)(?<!\bDr)(?<=[a-zà-ÿ0-9%)\]\"'”’»])[.!?…]"
    r"[\"'”’»)\]]*\s+[\"'“‘«(\[]*[A-Z0-9]"
)
_ENDS_OPEN = re.compile(r"[.!?…:;,\"'”’»)\]]\s*$")
_OPENS = re.compile(r"[A-ZÀ-ÞЀ-Я0-9‘“\"'(]")
_WEEKDAY = re.compile(r"\b(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|told|added|announced|according to)\b", re.IGNORECASE)
# Words only a clause has: a line with one is told, whatever its shape.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|said|says|told|am|be)\b",
    re.IGNORECASE,
)
_READ_MORE = re.compile(
    r"\W*(?:(?:read|see|watch) (?:more|also|next)|also read|related(?: (?:stories|articles|coverage|news))?|"
    r"more (?:stories|on this(?: story)?)|don.t miss|recommended)\s*:\s*",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*|and|of|the)")
_QUOTED = re.compile(r"(?:‘[^.!?’]*’|'[^.!?']*'|“[^.!?”]*”|\"[^.!?\"]*\")\s*")
_CAPTION_BELOW = re.compile(r"\bcaption\W*$", re.IGNORECASE)
_MOST_RELATED = 8  # a longer run of lines without full stops is a text written so, not a list of headlines
_TOP = 15  # paragraphs from the top among which a headline is looked for
_LEAST_REPEATED = 5  # words: shorter paragraphs may return in a story by chance ("Applause.")


def normal(words: str) -> str:
    """Words as they are compared: case, punctuation and white space left out."""
    return " ".join(re.findall(r"\w+", words.casefold()))


@dataclass(slots=True)
class Page:
    """One text while its paragraphs are labelled."""

    text: str
    units: list[Unit]
    outlet: str
    rules: OutletRules
    title: str | None
    repeated: Collection[str]
    labels: dict[int, Label] = field(default_factory=dict)
    _words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = [re.sub(r"\s", " ", self.text[u.start : u.end]) for u in self.units]

    def words(self, index: int) -> str:
        """A paragraph's words on one line, as long as they stand in the text."""
        return self._words[index]

    @property
    def open(self) -> list[int]:
        """The paragraphs no pass has labelled yet."""
        return [i for i in range(len(self.units)) if i not in self.labels]

    def first(self, role: Role) -> int | None:
        return next((i for i, label in sorted(self.labels.items()) if label[0] == role), None)

    def last_told(self) -> int:
        """The last paragraph that is certainly story: open, and ended like a sentence."""
        return max((i for i in self.open if _STOP.search(self.words(i))), default=-1)


Pass = Callable[[Page], Iterator[tuple[int, Label]]]


def _of_outlet(page: Page) -> Iterator[tuple[int, Label]]:
    rules = page.rules
    for i in page.open:
        words = page.words(i)
        if any(p.search(words) for p in rules.furniture):
            yield i, ("furniture", "corpus.toml furniture")
        elif any(p.search(words) for p in rules.byline):
            yield i, ("byline", "corpus.toml byline")
        elif rules.updated_pattern and rules.updated_pattern.search(words):
            yield i, ("dateline", "corpus.toml updated")
        elif rules.published_pattern and rules.published_pattern.search(words):
            yield i, ("dateline", "corpus.toml published")
        elif rules.related_start and rules.related_start.search(words):
            for n in range(i, min(i + rules.related_lines + 1, len(page.units))):
                yield n, ("related", "corpus.toml related")


def _furniture(page: Page) -> Iterator[tuple[int, Label]]:
    for i in page.open:
        if label := codebook_role(page.words(i), "anywhere"):
            yield i, label


def _repeated(page: Page) -> Iterator[tuple[int, Label]]:
    """Lines that two or more other pages of the outlet also carry; a whole sentence may be background told again."""
    for i in page.open:
        words = page.words(i)
        sentence = _STOP.search(words) and (count_words(words) > 8 or _FINITE.search(words))
        if not sentence and normal(words) in page.repeated:
            yield i, ("furniture", "repeated on other pages of the outlet")


def _headline(page: Page) -> Iterator[tuple[int, Label]]:
    open_ = page.open
    top = [i for i in open_[:_TOP] if not _is_date(page, i) and not codebook_role(page.words(i), "top")]
    if page.title:
        if found := _title_lines(page, top):
            yield from ((i, ("headline", "the title given")) for i in found)
            return
        top = [i for i in top[:1] if not _STOP.search(page.words(i))]
    for at, i in enumerate(top):
        if _is_page_title(page, i, top[at + 1 :]):
            continue
        if _is_body(page, i, len(open_) - at):
            return
        if count_words(page.words(i)) <= 2 and any(_is_title(page, n) for n in top[at + 1 : at + 4]):
            continue  # a section's name or a button above the headline
        yield i, ("headline", "first line of the story")
        yield from _continued(page, i)
        return


def _title_lines(page: Page, top: list[int]) -> list[int]:
    """The paragraphs that hold the given title: one, or several that together begin it."""
    title = normal(page.title or "")
    if exact := [i for i in top if normal(page.words(i)) == title]:
        return exact[:1]
    for at, i in enumerate(top):
        words = normal(page.words(i))
        if len(words) > 20 and SequenceMatcher(None, words, title).ratio() > 0.8:
            return [i]
        if title.startswith(words) and count_words(words) > 2:
            found, got = [i], words
            for n in top[at + 1 :]:
                if not title.startswith(f"{got} {normal(page.words(n))}"):
                    break
                found.append(n)
                got = f"{got} {normal(page.words(n))}"
            return found
    return []


def _is_date(page: Page, i: int) -> bool:
    unit = page.units[i]
    return dates.line_date(page.text, unit.start, unit.end, None) is not None


def _is_page_title(page: Page, i: int, below: list[int]) -> bool:
    """Whether a line is the browser's title: a later line, the headline, with the site's name before or after it."""
    title = page.words(i)
    if not re.search(r"\s[|–—»-]\s", title):
        return False
    lines = (page.words(n) for n in below)
    return any(count_words(x) > 3 and len(x) < len(title) and (title.startswith(x) or title.endswith(x)) for x in lines)


def _is_title(page: Page, i: int) -> bool:
    words = page.words(i)
    return count_words(words) > 2 and not _SENTENCES.search(words) and not words.rstrip().endswith(".")


def _is_body(page: Page, i: int, left: int) -> bool:
    """Whether a line that could be the headline is evidently body text."""
    words = page.words(i)
    count = count_words(words)
    if count > 40 or dateline(page.text, page.units[i].start, page.units[i].end):
        return True
    if not _STOP.search(words):
        return False
    capitals = sum(w[0].isupper() for w in words.split()) / max(1, len(words.split()))
    if capitals > 0.6:  # a headline in title case, whatever ends it
        return False
    ends_told = words.rstrip("\"'”’ ").endswith(".")
    told = ends_told and (count > 22 or bool(_SAID.search(words)) or bool(_WEEKDAY.search(words)))
    return told or (bool(_SENTENCES.search(words)) and count > 22) or (ends_told and left == 1)


def _continued(page: Page, i: int) -> Iterator[tuple[int, Label]]:
    """The line directly below goes on with a broken headline, in a text that has blank lines elsewhere."""
    n = i + 1
    if n >= len(page.units) or n in page.labels or n + 1 >= len(page.units):
        return
    here, below, after = page.units[i], page.units[n], page.units[n + 1]
    adjoining = below.lines[0].line == here.lines[-1].line + 1 and after.lines[0].line > below.lines[-1].line + 1
    open_end = page.words(i).rstrip().endswith((";", ",", ":", "-", "–", "—")) or page.words(n)[0].islower()
    if adjoining and open_end and count_words(page.words(n)) <= 25:
        yield n, ("headline", "headline goes on")


def _above_headline(page: Page) -> Iterator[tuple[int, Label]]:
    headline = page.first("headline")
    if headline is not None:
        for i in page.open:
            if i < headline:
                yield i, ("furniture", "above the headline")


def _duplicates(page: Page) -> Iterator[tuple[int, Label]]:
    headline = page.first("headline")
    title = normal(page.words(headline)) if headline is not None else None
    seen: set[str] = set()
    for i in page.open:
        words = normal(page.words(i))
        if words and words == title:
            yield i, ("duplicate", "the headline again")
        elif words in seen and count_words(page.words(i)) >= _LEAST_REPEATED:
            yield i, ("duplicate", "an earlier paragraph again")
        seen.add(words)


def _outlet_name(page: Page) -> Iterator[tuple[int, Label]]:
    story = [i for i in page.open if _STOP.search(page.words(i)) and count_words(page.words(i)) > 5]
    for i in page.open:
        if normal(page.words(i)) == normal(page.outlet) and story:
            yield i, ("byline" if i < story[0] else "credit", "the outlet's name alone")


def _top(page: Page) -> Iterator[tuple[int, Label]]:
    """Dates and bylines between the headline and the story; a date line below its beginning is another page's."""
    headline = page.first("headline")
    above = True
    for i in page.open:
        words = page.words(i)
        if _is_date(page, i):
            yield i, ("dateline", ALONE) if above else ("furniture", BELOW)
        elif above and (label := codebook_role(words, "top")):
            yield i, label
        elif above and headline is not None and i > headline and _is_name(words):
            yield i, ("byline", "a name alone below the headline")
        elif count_words(words) > 12 and _STOP.search(words):
            above = above and any(_is_date(page, n) for n in page.open if i < n <= i + 3)


def _is_name(words: str) -> bool:
    parts = re.split(r"[\s,/|]+", words.strip())
    return len(parts) <= 4 and all(_NAMED.fullmatch(p) for p in parts)


def _related(page: Page) -> Iterator[tuple[int, Label]]:
    for i in page.open:
        words = page.words(i)
        found = _READ_MORE.match(words)
        if not found:
            continue
        if found.end() == len(words):
            yield i, ("related", "read more")
            yield from _listed(page, i)
        elif not _STOP.search(words) or words.rstrip().endswith("?"):
            yield i, ("related", "read more")


def _lists(page: Page) -> Iterator[tuple[int, Label]]:
    """Headlines listed under a heading such as "Related stories", below the article's own headline."""
    headline = page.first("headline")
    for i, (_, rule) in sorted(page.labels.items()):
        if rule == "furniture.section-list" and headline is not None and i > headline:
            yield from _listed(page, i)


def _listed(page: Page, heading: int) -> Iterator[tuple[int, Label]]:
    """The lines below a heading that look like headlines, up to the first that does not."""
    left = _MOST_RELATED
    for n in range(heading + 1, len(page.units)):
        if page.labels.get(n, ("furniture",))[0] != "furniture":
            return
        if n not in page.labels:
            left -= 1
            if left < 0 or not _looks_like_headline(page.words(n)):
                return
            yield n, ("related", "headline listed under a heading")


def _looks_like_headline(words: str) -> bool:
    return count_words(words) <= 20 and not re.search(r"[.!…:;,][\"'”’»)\]]*\s*$", words)


def _captions(page: Page) -> Iterator[tuple[int, Label]]:
    headline = page.first("headline")
    for i in page.open:
        words = page.words(i)
        if headline is None and i == 0:
            continue
        if _ends_dated(words) and count_words(words) >= 8 and not _SENTENCES.search(words):
            yield i, ("caption", "ends with a full date and no full stop")
        elif len(words) < 400 and re.search(r"\bfile (?:photo|picture|image)\b", words, re.IGNORECASE):
            yield i, ("caption", "file photo")
        elif i > 0 and _CAPTION_BELOW.search(page.words(i - 1)) and page.labels.get(i - 1, ("",))[0] == "caption":
            yield i, ("caption", "below the word caption")
        elif _above_credit(page, i):
            yield i, ("caption", "directly above a picture's credit")


def _above_credit(page: Page, i: int) -> bool:
    """Whether a single sentence begins its block of lines and a picture's credit is the block's next line."""
    below_it = page.labels.get(i + 1)
    if below_it is None or below_it[1] != "furniture.photo-credit":
        return False
    here, below = page.units[i].lines, page.units[i + 1].lines
    first = i == 0 or page.units[i - 1].lines[-1].line + 1 < here[0].line
    one = not _SENTENCES.search(page.words(i)) and not _SAID.search(page.words(i))
    return first and one and here[-1].line + 1 == below[0].line


def _ends_dated(words: str) -> bool:
    """Whether a line's last words are a day with its year."""
    tail = words[-30:]
    return tail[-1].isdigit() and any(
        d.end() == len(tail) and re.search(r"\d{4}", d[0]) for d in dates.DATE.finditer(tail)
    )


def _dek(page: Page) -> Iterator[tuple[int, Label]]:
    """What stands between the headline and a byline, a date or the dateline; else a lead-in without full stop."""
    headline = page.first("headline")
    if headline is None:
        return
    told = [i for i in page.open if i > headline][:5]
    signed = max(
        (i for i, (role, _) in page.labels.items() if role in ("byline", "dateline") and i > headline), default=0
    )
    places = [i for i in told[:4] if dateline(page.text, page.units[i].start, page.units[i].end)]
    if len(told) < 2:
        return
    if places:
        for i in told[: told.index(places[0])]:
            if count_words(page.words(i)) <= 60:
                yield i, ("dek", "between headline and dateline")
    elif told[0] < signed and told[1] > signed and count_words(page.words(told[0])) <= 60:
        yield told[0], ("dek", "between headline and byline or date")
    elif not _ENDS_OPEN.search(page.words(told[0])) and 5 <= count_words(page.words(told[0])) <= 50:
        yield told[0], ("dek", "below the headline, without full stop")
    elif _told_again(page, told[0]):
        yield told[0], ("dek", "told again in the body")


def _told_again(page: Page, i: int) -> bool:
    """Whether a later paragraph holds the same words and more."""
    words = normal(page.words(i))
    return count_words(words) >= 8 and any(words in normal(page.words(n)) for n in page.open if n > i)


def _end(page: Page) -> Iterator[tuple[int, Label]]:
    """Credits below the story and, below its last sentence, labels such as "Tags" or another section's name."""
    last = page.last_told()
    tail = [i for i in page.open if i >= last - 1][-4:]
    for i in tail:
        if label := codebook_role(page.words(i), "end"):
            yield i, label
        elif i > last >= 0 and count_words(page.words(i)) <= 4 and not _FINITE.search(page.words(i)):
            yield i, ("furniture", "short line below the story")


def _subheads(page: Page) -> Iterator[tuple[int, Label]]:
    story = page.open
    for before, i, after in zip(story, story[1:], story[2:], strict=False):
        words = page.words(i)
        between = _STOP.search(page.words(before)) or _STOP.search(page.words(after))
        shaped = _OPENS.match(words) and (not _ENDS_OPEN.search(words) or _QUOTED.fullmatch(words))
        if between and shaped and count_words(words) <= 10:
            yield i, ("subhead", "short line between paragraphs, without full stop")


def _unpunctuated(page: Page) -> Iterator[tuple[int, Label]]:
    story = page.open
    for i in story[1:]:
        words = page.words(i)
        if 10 < count_words(words) <= 45 and not _ENDS_OPEN.search(words) and not _FINITE.search(words):
            yield i, ("caption", "no full stop and no finite verb")


PASSES: tuple[Pass, ...] = (
    _of_outlet,
    _related,
    _furniture,
    _repeated,
    _headline,
    _above_headline,
    _lists,
    _duplicates,
    _outlet_name,
    _top,
    _captions,
    _dek,
    _end,
    _subheads,
    _unpunctuated,
)


def label(page: Page) -> list[tuple[Unit, Label]]:
    """Every paragraph with its role and rule, in the order of the text."""
    for one in PASSES:
        for index, found in list(one(page)):
            page.labels.setdefault(index, found)
    return [(unit, page.labels.get(i, ("body", "story"))) for i, unit in enumerate(page.units)]


def parts(text: str, labelled: list[tuple[Unit, Label]]) -> Iterator[tuple[Unit, list[Part]]]:
    """The paragraphs, divided where a dateline opens them or a caption is glued to their sentence."""
    for unit, (role, rule) in labelled:
        whole = Part(unit.start, unit.end, role, rule)
        if role not in ("body", "caption"):
            yield unit, [whole]
        elif found := dateline(text, unit.start, unit.end):
            place = Part(unit.start, found.end, "dateline", "place, date or agency before the story")
            yield unit, [place, Part(found.end, unit.end, role, rule)]
        elif (cut := glued_caption(text, unit.start, unit.end)) is not None:
            caption = Part(unit.start, cut, "caption", "glued to a sentence")
            yield unit, [caption, Part(cut, unit.end, "body", "sentence glued to a caption")]
        elif role == "caption" and (cut := picture_credit(text, unit.start, unit.end)) is not None:
            yield unit, [Part(unit.start, cut, role, rule), Part(cut, unit.end, "credit", "ends a caption")]
        else:
            yield unit, [whole]


def lines(text: str, spans: list[Span], divided: list[tuple[Unit, list[Part]]]) -> tuple[Line, ...]:
    """Every line of the file with its role; a line that two parts share is cut where the second begins."""
    of_line = {span.line: found for unit, found in divided for span in unit.lines}
    made: list[Line] = []
    for span in spans:
        inside = of_line.get(span.line)
        if inside is None:
            made.append(Line(span.line, span.start, span.end, "blank", "blank line"))
            continue
        cuts = [p for n, p in enumerate(inside) if n == 0 or p.start < span.end]
        cuts = [p for n, p in enumerate(cuts) if n + 1 == len(cuts) or cuts[n + 1].start > span.start]
        starts = [span.start, *(p.start for p in cuts[1:])]
        ends = [*starts[1:], span.end]
        made.extend(
            Line(span.line, start, end, part.role, part.rule)
            for start, end, part in zip(starts, ends, cuts, strict=True)
        )
    return tuple(made)
