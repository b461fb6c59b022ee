"""Who holds an office that an article mentions without a name: "the Russian foreign minister"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsparallax.tagging.who.cast import Cast
from newsparallax.tagging.who.lexicon import LEX
from newsparallax.tagging.who.names import Page
from newsparallax.tagging.who.offices import Office, fit, office_of

_DEFINITE = frozenset(["the", "his", "her", "their", "its"])
_INSIDE = frozenset(["NOUN", "PROPN", "ADJ"])
Recency = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Untitled:
    """One place where an office or a description without a name means a member.

    [start, end) of the article's text, determiner included; `office` its words.
    """

    start: int
    end: int
    page: int
    head: int
    member: int
    office: str


def untitled(text: str, cast: Cast) -> Iterator[Untitled]:
    """Every office that an article mentions without a name and that means a member of the cast."""
    for number, page in enumerate(cast.pages):
        for head in range(len(page.t)):
            found = _untitled(text, cast, number, page, head)
            if found is not None:
                yield found


def _untitled(text: str, cast: Cast, number: int, page: Page, head: int) -> Untitled | None:
    t, low = page.t, page.fold
    if low[head] not in LEX.roles:
        return None
    if head in cast.taken[number] or t.pos[head] not in _INSIDE or _goes_on(page, head, cast.taken[number]):
        return None
    first = _begins(page, head, cast.people[number])
    if first == t.first[head] or low[first - 1] not in _DEFINITE:
        return None
    last = _complement(page, head)
    start, end = t.start[first], t.end[last]
    words = text[start:end]
    office = office_of(t.text[first : last + 1], words)
    held = best_holder(cast, office, named_last(cast, start)) if office else None
    return None if held is None else Untitled(t.start[first - 1], end, number, head, held, words)


def _goes_on(page: Page, head: int, taken: frozenset[int]) -> bool:
    """Whether the noun only describes the next one."""
    if head + 1 >= len(page.t):
        return False
    return page.t.pos[head + 1] in ("NOUN", "PROPN") or (page.fold[head + 1] in ("-", "'s") and head + 1 in taken)


def _begins(page: Page, head: int, people: frozenset[int]) -> int:
    first = head
    while first > page.t.first[head] and first - 1 not in people:
        if page.t.pos[first - 1] not in _INSIDE and page.fold[first - 1] not in ("'s", "-"):
            break
        first -= 1
    return first


def _complement(page: Page, head: int) -> int:
    """The last word of "secretary of State"."""
    t, last = page.t, head
    if page.fold[head + 1 : head + 2] == ["of"] and head + 2 < len(t) and t.text[head + 2][0].isupper():
        last = head + 2
        while last + 1 < len(t) and t.text[last + 1][0].isupper():
            last += 1
    return last


def named_last(cast: Cast, at: int) -> Recency:
    """Offset at which a member was last named before a place; -1 if never."""
    return lambda member: max((place for place in cast.places[member] if place < at), default=-1)


def best_holder(cast: Cast, office: Office, recency: Recency) -> int | None:
    """The member whose office fits best; of several the one named or heard last. None where nobody's does."""
    best: tuple[tuple[int, int, int], int] | None = None
    for number in cast.office_holders:
        member = cast.members[number]
        score = max(fit(office, held) for held in member.offices)
        if not score:
            continue
        key = (score, recency(number), len(cast.places[number]))
        if best is None or key > best[0]:
            best = key, number
    return best[1] if best else None
