"""Where the story stands on the page: the run of told paragraphs, and what stands below it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparallax.reading.furniture import codebook_role
from newsparallax.reading.layout import FINITE, STOP, Label, Page
from newsparallax.words import count_words

# What a paragraph adds to a run: a told one its words up to MOST, any other takes away; the best run is the story
# (maximum subarray). A box inside of it is bridged by the paragraphs below it, lists of other stories are not.
MOST = 40
_LINE, _DATE, _HEADING = -4.0, -6.0, -14.0
_ENDS = frozenset({"furniture.section-list", "furniture.comment-form", "furniture.consent"})
_LEAST = 40  # words of the best run below which the page has no story that its shape shows
_LEAST_REPEATS = 3
_NOTES = 4  # paragraphs at the story's end that may tell of its author
_TITLE = 4  # words of a line that may be another story's headline


def _worth(page: Page, i: int, teasers: frozenset[int]) -> float:
    role, rule = page.labels.get(i, ("body", ""))
    words = count_words(page.words(i))
    if role != "body":
        return _HEADING if rule in _ENDS else -1.0
    if page.is_date(i) or i in teasers or (codebook_role(page.words(i), "top") or ("",))[0] == "byline":
        return _DATE
    if page.is_told(i):
        return float(min(words, MOST))
    if STOP.search(page.words(i)):
        return 0.0
    return 5.0 if words > 30 else _LINE


def _teasers(page: Page) -> frozenset[int]:
    """First paragraphs of other stories: told below a day below a headline, three times or more; the first may be
    the page's own story."""
    found = [
        i
        for i in range(2, len(page.units))
        if page.is_date(i - 1) and page.is_told(i) and not STOP.search(page.words(i - 2))
    ]
    return frozenset(found[1:]) if len(found) >= _LEAST_REPEATS else frozenset()


def find_story(page: Page) -> Iterator[tuple[int, Label]]:
    """Sets `page.story` to the run of paragraphs that tells most; labels nothing."""
    best, at, run, begin, teasers = 0.0, (0, -1), 0.0, 0, _teasers(page)
    for i in range(len(page.units)):
        run += _worth(page, i, teasers)
        if run <= 0:
            run, begin = 0.0, i + 1
        elif run > best:
            best, at = run, (begin, i)
    if best >= _LEAST:
        last = at[1]
        while last + 1 < len(page.units) and _goes_on(page, last + 1):
            last += 1
        page.story = at[0], last
    yield from ()


def _goes_on(page: Page, i: int) -> bool:
    """Whether a short sentence directly below the run is still told: "“You tell me,” he said."""
    words = page.words(i)
    return i not in page.labels and bool(STOP.search(words)) and bool(FINITE.search(words) or words[0] in '“"‘')


def slots(page: Page) -> Iterator[tuple[int, Label]]:
    """Short lines that stand three times or more in one text: slots for what the page put between paragraphs."""
    seen: dict[str, list[int]] = {}
    for i in page.open:
        words = page.words(i).strip()
        if count_words(words) <= 6 and not STOP.search(words) and not FINITE.search(words):
            seen.setdefault(words.casefold(), []).append(i)
    for found in seen.values():
        if len(found) >= _LEAST_REPEATS:
            yield from ((i, ("furniture", "a short line again and again")) for i in found)


def below(page: Page) -> Iterator[tuple[int, Label]]:
    """What stands below the story: other stories, credits, the page's foot."""
    if page.story is None:
        return
    for i in [n for n in reversed(page.open) if n <= page.story[1]][:_NOTES]:
        if label := codebook_role(page.words(i), "end"):
            yield i, label
        else:
            break
    tail = [i for i in page.open if i > page.story[1]]
    if len(tail) == 1 and FINITE.search(page.words(tail[0])) and count_words(page.words(tail[0])) > 8:
        return  # a last sentence without its full stop
    for i in tail:
        words = page.words(i)
        if label := codebook_role(words, "end"):
            yield i, label
        elif count_words(words) >= _TITLE:
            yield i, ("related", "below the story")
        else:
            yield i, ("furniture", "short line below the story")


def headlines_in_a_row(page: Page) -> Iterator[tuple[int, Label]]:
    """Three lines or more without full stops between told paragraphs: other stories' headlines, not this one's words.

    Lists keep their marks ("- ", "1.") and stay; a text that is written without full stops has no story here.
    """
    if page.story is None:
        return
    first, last = page.story
    row: list[int] = []
    for i in range(first, last + 2):
        if i <= last and i in page.labels and page.labels[i][0] in ("furniture", "credit"):
            continue
        if i <= last and i not in page.labels and _untold(page, i):
            row.append(i)
            continue
        if len(row) >= _LEAST_REPEATS:
            yield from ((n, ("related", "headlines in a row")) for n in row)
        row = []


def _untold(page: Page, i: int) -> bool:
    words = page.words(i)
    listed = re.match(r"\s*(?:[-–—•*·▪]|\d+[.)]|[A-Z]\.)\s*\S", words)
    return not STOP.search(words) and not words.rstrip().endswith((":", ";", ",")) and not listed and len(words) < 200
