"""Lines that are not the article's telling: page furniture, other stories, captions, repetitions; and subheads.

A doubtful line stays in the story. The outlet's own line rules (corpus.toml) come first, then the general codebook of
furniture, then what place, shape and repetition show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparallax.reading import dates
from newsparallax.reading.furniture import codebook_role
from newsparallax.reading.layout import CAPTION_BELOW, ENDS_OPEN, FINITE, SAID, SENTENCES, STOP, Label, Page, normal
from newsparallax.words import count_words

_OPENS = re.compile(r"[A-ZÀ-ÞЀ-Я0-9‘“\"'(]")
_READ_MORE = re.compile(
    r"\W*(?:(?:read|see|watch) (?:more|also|next)|also read|related(?: (?:stories|articles|coverage|news))?|"
    r"more (?:stories|on this(?: story)?)|don.t miss|recommended)\s*:\s*",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"(?:‘[^.!?’]*’|'[^.!?']*'|“[^.!?”]*”|\"[^.!?\"]*\")\s*")
# "The road to the port. Jane Doe for the Gazette": whose picture it is.
_NAMED_END = re.compile(r"[a-z)]\.\s?[A-ZÀ-Þ][\w.’'-]*(?: (?:[A-ZÀ-Þ][\w.’'-]*|for|of|the|via|and|/)){0,7}$")
_MOST_RELATED = 8  # a longer run of lines without full stops is a text written so, not a list of headlines
_LEAST_PART = 3  # words of a headline that stand in a paragraph of their own
_LEAST_REPEATED = 5  # words: shorter paragraphs may return in a story by chance ("Applause.")


def of_outlet(page: Page) -> Iterator[tuple[int, Label]]:
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


def furniture(page: Page) -> Iterator[tuple[int, Label]]:
    for i in page.open:
        if label := codebook_role(page.words(i), "anywhere"):
            yield i, label


def repeated(page: Page) -> Iterator[tuple[int, Label]]:
    """Lines that two or more other pages of the outlet also carry; a whole sentence may be background told again."""
    for i in page.open:
        words = page.words(i)
        sentence = STOP.search(words) and (count_words(words) > 8 or FINITE.search(words))
        if not sentence and page.normal(i) in page.repeated and page.normal(i) != normal(page.title or ""):
            yield i, ("furniture", "repeated on other pages of the outlet")


def duplicates(page: Page) -> Iterator[tuple[int, Label]]:
    headline = page.first("headline")
    title = page.normal(headline) if headline is not None else None
    if headline is not None:
        yield from _in_parts(page, headline)
    seen: set[str] = set()
    for i in page.open:
        words = page.normal(i)
        if words and words == title:
            yield i, ("duplicate", "the headline again")
        elif words in seen and count_words(page.words(i)) >= _LEAST_REPEATED:
            yield i, ("duplicate", "an earlier paragraph again")
        seen.add(words)


def _in_parts(page: Page, headline: int) -> Iterator[tuple[int, Label]]:
    """A headline told once more in parts below it: databases write "A; B" and begin the text with "A" and "B"."""
    left = page.normal(headline)
    for i in page.open:
        words = page.normal(i)
        if i > headline and words:
            if count_words(words) < _LEAST_PART or not left.startswith(words):
                return
            left = left.removeprefix(words).strip()
            yield i, ("duplicate", "the headline again")


def outlet_name(page: Page) -> Iterator[tuple[int, Label]]:
    story = [i for i in page.open if STOP.search(page.words(i)) and count_words(page.words(i)) > 5]
    for i in page.open:
        if page.normal(i) == normal(page.outlet) and story:
            yield i, ("byline" if i < story[0] else "credit", "the outlet's name alone")


def related(page: Page) -> Iterator[tuple[int, Label]]:
    for i in page.open:
        words = page.words(i)
        found = _READ_MORE.match(words)
        if not found:
            continue
        if found.end() == len(words):
            yield i, ("related", "read more")
            yield from _listed(page, i)
        elif not STOP.search(words) or words.rstrip().endswith("?"):
            yield i, ("related", "read more")


def lists(page: Page) -> Iterator[tuple[int, Label]]:
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
            signed = (codebook_role(page.words(n), "top") or ("",))[0] == "byline"
            if left < 0 or signed or not _looks_like_headline(page.words(n)):
                return
            yield n, ("related", "headline listed under a heading")


def _looks_like_headline(words: str) -> bool:
    return count_words(words) <= 20 and not re.search(r"[.!…:;,][\"'”’»)\]]*\s*$", words)


def captions(page: Page) -> Iterator[tuple[int, Label]]:
    headline = page.first("headline")
    for i in page.open:
        words = page.words(i)
        if headline is None and i == 0:
            continue
        if _ends_dated(words) and count_words(words) >= 8 and not SENTENCES.search(words):
            yield i, ("caption", "ends with a full date and no full stop")
        elif len(words) < 400 and re.search(r"\bfile (?:photo|picture|image)\b", words, re.IGNORECASE):
            yield i, ("caption", "file photo")
        elif i > 0 and CAPTION_BELOW.search(page.words(i - 1)) and page.labels.get(i - 1, ("",))[0] == "caption":
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
    one = not SENTENCES.search(page.words(i)) and not SAID.search(page.words(i))
    return first and one and here[-1].line + 1 == below[0].line


def _ends_dated(words: str) -> bool:
    """Whether a line's last words are a day with its year."""
    tail = words[-30:]
    return tail[-1].isdigit() and any(
        d.end() == len(tail) and re.search(r"\d{4}", d[0]) for d in dates.DATE.finditer(tail)
    )


def subheads(page: Page) -> Iterator[tuple[int, Label]]:
    story = page.open
    for before, i, after in zip(story, story[1:], story[2:], strict=False):
        words = page.words(i)
        between = STOP.search(page.words(before)) or STOP.search(page.words(after))
        shaped = _OPENS.match(words) and (not ENDS_OPEN.search(words) or _QUOTED.fullmatch(words))
        if between and shaped and count_words(words) <= 10:
            yield i, ("subhead", "short line between paragraphs, without full stop")


def unpunctuated(page: Page) -> Iterator[tuple[int, Label]]:
    """A line without full stop and finite verb beside a picture, or one that ends in a name; others are told."""
    story = page.open
    told = next((i for i in story if page.is_told(i)), 0)
    for i in story[1:]:
        words = page.words(i)
        if not 10 < count_words(words) <= 45 or ENDS_OPEN.search(words) or FINITE.search(words):
            continue
        beside = any(page.labels.get(n, ("",))[0] in ("caption", "credit") for n in (i - 1, i + 1))
        if i < told or beside:
            yield i, ("caption", "no full stop and no finite verb")
        elif _NAMED_END.search(words):
            yield i, ("caption", "a name behind its full stop")
