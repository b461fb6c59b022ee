"""The top of an article: its headline, what stands above it, and dek, bylines and days between it and the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from newsparallax.codebooks import word_lists
from newsparallax.reading.divide import dateline
from newsparallax.reading.furniture import codebook_role
from newsparallax.reading.layout import CAPTION_BELOW, ENDS_OPEN, SAID, SENTENCES, STOP, Label, Page, normal
from newsparallax.reading.linewords import given_names
from newsparallax.words import WORD, count_words

# Rules by which a date's kind is told (see `dating`).
ALONE = "a date alone in its line"
BELOW = "a date below the story"
WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)

_WEEKDAY = re.compile(r"\b(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_SURE = 80  # per cent of likeness between a title given and a line that holds it
_PARAGRAPH = 50  # words: no headline is so long
_ABOVE = 60  # paragraphs above the story among which its headline is looked for
_NEAR = 3  # paragraphs below a byline in which names still sign
_BELOW = 8  # and at most below its first paragraph
_READ = 30  # paragraphs of the story whose words its headline shares
_LEAST_WORTH, _CLEAR = 0.8, 1.6  # of a headline: at least, and beyond doubt
_AGAIN = 8  # paragraphs between a headline and its repetition above the story
_PLAIN = 4  # paragraphs above the story of a text that is no page
_SIGNED = re.compile(r"(?:by|authors?|author of the article|written by|words by)\s*:?", re.IGNORECASE)
_NAME_PART = re.compile(r"[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|al|bin|da|di|la|le")


def headline(page: Page) -> Iterator[tuple[int, Label]]:
    """The title given where the text holds it; else the line above the story that is likest to be its headline."""
    if page.title:
        found = _title_lines(page)
        yield from ((i, ("headline", "the title given")) for i in found)
        if found:
            return
    chosen = _best_title(page)
    if chosen is not None and not page.title:
        yield chosen, ("headline", "the line above the story that tells it")
        yield from _continued(page, chosen)
    elif chosen is None:
        yield from _first_line(page)


def _title_lines(page: Page) -> list[int]:
    """The paragraphs that hold the given title: one, or several that together begin it."""
    title = normal(page.title or "")
    lines = {i: page.normal(i) for i in page.open}
    if exact := [i for i, words in lines.items() if words == title]:
        # The last one above the story: menus and breadcrumbs repeat it before. Of two in a row the first.
        first = _first_told(page)
        chosen = ([i for i in exact if first is None or i < first] or exact[:1])[-1]
        while chosen - 1 in exact:
            chosen -= 1
        return [chosen]
    for i, words in lines.items():
        if title.startswith(words) and count_words(words) > 2:
            found, got = [i], words
            for n in range(i + 1, min(i + 4, len(page.units))):
                if n not in lines or not title.startswith(f"{got} {lines[n]}"):
                    break
                found.append(n)
                got = f"{got} {lines[n]}"
            if len(got) > len(title) / 2:
                return found
    like = {i: fuzz.ratio(words, title) for i, words in lines.items() if len(words) > 20}
    best = max(like, key=like.__getitem__, default=None)
    return [best] if best is not None and like[best] > _SURE else []


def _first_told(page: Page) -> int | None:
    """The first paragraph of the story that no headline looks like."""
    if page.story is None:
        return None
    first, last = page.story
    return next((i for i in page.open if first <= i <= last and _is_story(page, i)), None)


def _is_story(page: Page, i: int) -> bool:
    words = page.words(i)
    return count_words(words) > _PARAGRAPH or (page.is_told(i) and not _heads(words))


def _heads(words: str) -> bool:
    """Whether a told line may be a headline all the same: it asks or exclaims, or is in title case."""
    return count_words(words) <= 25 and (words.rstrip("\"'”’ ").endswith(("?", "!")) or _capitals(words) > 0.6)


def _is_title(page: Page, i: int) -> bool:
    words = page.words(i).strip()
    if not 3 <= count_words(words) <= 40 or page.is_date(i) or codebook_role(words, "top"):
        return False
    if words.endswith((":", ",")) or dateline(page.text, page.units[i].start, page.units[i].end):
        return False
    if i and CAPTION_BELOW.search(page.words(i - 1)):
        return False
    return not words.endswith(".") or (_capitals(words) > 0.6 and not SENTENCES.search(words))


def _capitals(words: str) -> float:
    return sum(w[0].isupper() for w in words.split()) / max(1, len(words.split()))


def _best_title(page: Page) -> int | None:
    """Of the title-like lines above the first told paragraph the one that shares most with the story, its place,
    its length and its repetitions taken into account."""
    first = _first_told(page)
    if first is None or page.story is None:
        return None
    told = [i for i in page.open if first <= i <= page.story[1] and page.is_told(i)][:_READ]
    story = {w.casefold() for i in told for w in WORD.findall(page.words(i)) if len(w) > 3}
    near = [i for i in page.open if first - _ABOVE <= i < first and _is_title(page, i)]
    near = [i for n, i in enumerate(near) if not _is_page_title(page, i, near[n + 1 :])]
    worth = {i: _worth(page, i, first, story) for i in near}
    if max(worth.values(), default=0) < _CLEAR:
        # A caption or a note of the page may stand above the headline: it is signed then, and little told before it.
        end = next((i for i in told[1:2] if i <= first + _BELOW), first + _BELOW)
        below = [i for i in page.open if first < i < end and _is_title(page, i) and _signed_below(page, i)]
        worth |= {i: _worth(page, i, first, story) for i in below}
        near += below
    if not near:
        return None
    best = max(near, key=lambda i: (worth[i], i))
    if near[0] == 0 and best == 1 and first <= _PLAIN:
        return 0  # a text of its own, with nothing of a page above: title, dek, byline, story
    if worth[best] < _LEAST_WORTH:
        return None
    # The line directly above may be the headline, and this one its dek, which shares as much with the story.
    n = near.index(best)
    while n and near[n] - near[n - 1] <= 2 and worth[near[n - 1]] > 0.6 * worth[near[n]]:
        if count_words(page.words(near[n - 1])) < 5:
            break
        n -= 1
    again = [i for i in near[:n] if near[n] - i <= _AGAIN and page.normal(i) == page.normal(near[n])]
    return again[0] if again else near[n]


def _worth(page: Page, i: int, first: int, story: set[str]) -> float:
    words = page.words(i)
    count = count_words(words)
    content = {w.casefold() for w in WORD.findall(words) if len(w) > 3}
    shared = len(content & story) / max(3, len(content))
    worth = 3 * shared + (1 if 5 <= count <= 25 else 0 if count >= 4 else -0.5)
    mine = normal(words)
    worth += 0.7 if count > 3 and any(n != i and mine in page.normal(n) for n in range(len(page.units))) else 0
    return worth + (0.8 if _signed_below(page, i) else 0) - 0.02 * abs(first - i)


def _signed_below(page: Page, i: int) -> bool:
    return any(_is_top_matter(page, n) for n in range(i + 1, min(i + 4, len(page.units))))


def _is_top_matter(page: Page, i: int) -> bool:
    """Whether a line is a day or a byline, such as stand below a headline."""
    label = page.labels.get(i) or codebook_role(page.words(i), "top") or ("", "")
    return label[0] in ("byline", "dateline") or page.is_date(i) or _names(page, i)


def _first_line(page: Page) -> Iterator[tuple[int, Label]]:
    """Where no line shares words with the story: the first line that is not evidently body text."""
    top = [i for i in page.open[:15] if not page.is_date(i) and not codebook_role(page.words(i), "top")]
    if page.title:
        top = [i for i in top[:1] if not STOP.search(page.words(i))]
    for at, i in enumerate(top):
        if _is_page_title(page, i, top[at + 1 :]):
            continue
        if _is_body(page, i, len(page.open) - at):
            return
        if count_words(page.words(i)) <= 2 and any(_is_title(page, n) for n in top[at + 1 : at + 4]):
            continue  # a section's name or a button above the headline
        yield i, ("headline", "first line of the story")
        yield from _continued(page, i)
        return


def _is_page_title(page: Page, i: int, below: list[int]) -> bool:
    """Whether a line is the browser's title or a path to the page: a later line, with more before or after it."""
    title = page.normal(i)
    lines = (page.normal(n) for n in below)
    return any(count_words(x) > 3 and len(x) < len(title) and (title.startswith(x) or title.endswith(x)) for x in lines)


def _is_body(page: Page, i: int, left: int) -> bool:
    """Whether a line that could be the headline is evidently body text."""
    words = page.words(i)
    count = count_words(words)
    if count > 40 or dateline(page.text, page.units[i].start, page.units[i].end):
        return True
    if not STOP.search(words) or _capitals(words) > 0.6:  # a headline in title case, whatever ends it
        return False
    ends_told = words.rstrip("\"'”’ ").endswith(".")
    told = ends_told and (count > 22 or bool(SAID.search(words)) or bool(_WEEKDAY.search(words)))
    return told or (bool(SENTENCES.search(words)) and count > 22) or (ends_told and left == 1)


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


def above_headline(page: Page) -> Iterator[tuple[int, Label]]:
    """What stands above the headline; its own day may stand directly above it, on a page with more above that."""
    title = page.first("headline")
    for i in page.open if title is not None else ():
        if title is not None and i < title:
            # A page's head names the weekday; an article's own day above its headline does not.
            own = i >= title - 2 and page.is_date(i) and not WEEKDAY.search(page.words(i))
            yield i, ("dateline", ALONE) if own else ("furniture", "above the headline")


def top_matter(page: Page) -> Iterator[tuple[int, Label]]:
    """Dates and bylines between the headline and the story; a date line below its beginning is another page's."""
    title = page.first("headline")
    authors = {normal(name) for name in page.authors}
    above, signed = True, None
    for i in page.open:
        words = page.words(i)
        if above and (label := codebook_role(words, "top")):
            signed = i if label[0] == "byline" else signed
            yield i, label
        elif page.is_date(i):
            yield i, ("dateline", ALONE) if above else ("furniture", BELOW)
        elif page.normal(i) in authors:
            yield i, ("byline", "an author the page names")
        elif above and title is not None and i > title and (signed is None or i <= signed + _NEAR) and _names(page, i):
            yield i, ("byline", "a name alone below the headline")
        elif count_words(words) > 12 and STOP.search(words):
            above = above and any(_is_top_matter(page, n) for n in page.open if i < n <= i + 3)


def _names(page: Page, i: int) -> bool:
    if i and (codebook_role(page.words(i - 1), "top") or ("",))[0] == "byline":
        parts = page.words(i).replace(",", " ").split()
        if 2 <= len(parts) <= 5 and all(_NAME_PART.fullmatch(p) for p in parts):
            return True  # whom the author writes for
    beside = any(0 <= n < len(page.units) and page.is_date(n) for n in (i - 1, i + 1))
    return is_name(page.words(i), beside) or _signed(page, i)


def _signed(page: Page, i: int) -> bool:
    """Whether the line above says "By" or "Author:" and this one is a name."""
    parts = page.words(i).split()
    return (
        i > 0
        and bool(_SIGNED.fullmatch(page.words(i - 1).strip()))
        and len(parts) <= 6
        and all(_NAME_PART.match(p) for p in parts)
    )


def is_name(words: str, beside_day: bool = False) -> bool:
    """Whether a line is one person's name or several, or an agency's: known given names and agencies decide.

    Beside the day of a page (`beside_day`) any two or three capitalised words are one, unless they name an outlet.
    """
    wires = word_lists("wires")
    if words.strip().removeprefix("The ").strip() in wires["agencies"]:
        return True
    names = [n.split() for n in re.split(r"\s*(?:,|;|/|\||&|\band\b)\s*(?=\S)", words.strip()) if n]
    return bool(names) and all(
        2 <= len(n) <= 4
        and all(_NAME_PART.fullmatch(p) for p in n)
        and (
            n[0].title() in given_names()
            or (beside_day and n[0] != "The" and n[-1] not in wires["endings"] and not words.isupper())
        )
        for n in names
    )


def between(page: Page) -> Iterator[tuple[int, Label]]:
    """Buttons and counters between the headline and the story."""
    title = page.first("headline")
    if title is None or page.story is None:
        return
    for i in page.open:
        if title < i < page.story[0] and count_words(page.words(i)) <= 3 and not STOP.search(page.words(i)):
            yield i, ("furniture", "short line between headline and story")


def dek(page: Page) -> Iterator[tuple[int, Label]]:
    """What stands between the headline and a byline, a date or the dateline; else a lead-in without full stop."""
    title = page.first("headline")
    if title is None:
        return
    told = [i for i in page.open if i > title][:5]
    if len(told) < 2:
        return
    signed = max(
        (i for i, (role, _) in page.labels.items() if role in ("byline", "dateline") and title < i <= title + 12),
        default=0,
    )
    places = [i for i in told[:4] if dateline(page.text, page.units[i].start, page.units[i].end)]
    count = count_words(page.words(told[0]))
    if places:
        for i in told[: told.index(places[0])]:
            if count_words(page.words(i)) <= 60:
                yield i, ("dek", "between headline and dateline")
    elif page.dek and fuzz.ratio(page.normal(told[0]), normal(page.dek)) > _SURE and told[0] <= title + 3:
        yield told[0], ("dek", "the summary the page states")
    elif told[0] < signed and told[1] > signed and 4 <= count <= 60:
        yield told[0], ("dek", "between headline and byline or date")
    elif not ENDS_OPEN.search(page.words(told[0])) and 5 <= count <= 50:
        yield told[0], ("dek", "below the headline, without full stop")
    elif _told_again(page, told[0]):
        yield told[0], ("dek", "told again in the body")


def _told_again(page: Page, i: int) -> bool:
    """Whether a later paragraph holds the same words and more."""
    words = page.normal(i)
    return count_words(words) >= 8 and any(words in page.normal(n) for n in page.open if n > i)
