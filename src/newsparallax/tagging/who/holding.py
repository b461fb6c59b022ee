"""Who holds an office that an article mentions without a name: "the Russian foreign minister", "his counterpart"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from newsparallax.tagging.who.cast import Cast, Member
from newsparallax.tagging.who.lexicon import LEX, listed
from newsparallax.tagging.who.names import Page
from newsparallax.tagging.who.offices import Office, fit, office_of, same_office
from newsparallax.tagging.who.sides import first_country

PEERS = listed("peers")
_DEFINITE = frozenset(["the", "his", "her", "their", "its"])
_INSIDE = frozenset(["NOUN", "PROPN", "ADJ"])
Recency = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Untitled:
    """One place where an office or a description without a name means a member.

    [start, end) of the article's text, determiner included; `office` its words, None where it is a counterpart.
    """

    start: int
    end: int
    page: int
    head: int
    member: int
    office: str | None


def untitled(text: str, cast: Cast) -> Iterator[Untitled]:
    """Every office and counterpart of an article that stands without a name and means a member of the cast."""
    for number, page in enumerate(cast.pages):
        for head in range(len(page.t)):
            found = _untitled(text, cast, number, page, head)
            if found is not None:
                yield found


def _untitled(text: str, cast: Cast, number: int, page: Page, head: int) -> Untitled | None:
    t, low = page.t, page.fold
    if low[head] not in LEX.roles and low[head] not in PEERS:
        return None
    if head in cast.taken[number] or t.pos[head] not in _INSIDE or _goes_on(page, head, cast.taken[number]):
        return None
    first = _begins(page, head, cast.people[number])
    if first == t.first[head] or low[first - 1] not in _DEFINITE:
        return None
    last = _complement(page, head)
    start, end = t.start[first], t.end[last]
    recency = named_last(cast, start)
    if low[head] in PEERS:
        held, words = peer(cast, low[first : head + 1], recency), None
    else:
        words = text[start:end]
        office = office_of(t.text[first : last + 1], words)
        held = best_holder(cast, office, recency, False) if office else None
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


def best_holder(cast: Cast, office: Office, recency: Recency, indefinite: bool) -> int | None:
    """The member whose office fits best; of several the one named or heard last. None where nobody's does.

    After "a" or "an" only a spokesperson of the very body is taken to be the one the article names.
    """
    best: tuple[tuple[int, int, int], int] | None = None
    for number in cast.office_holders:
        member = cast.members[number]
        score = max(fit(office, held) for held in member.offices)
        if not score or (indefinite and not _same_spokesperson(office, member)):
            continue
        key = (score, recency(number), len(cast.places[number]))
        if best is None or key > best[0]:
            best = key, number
    return best[1] if best else None


def _same_spokesperson(office: Office, member: Member) -> bool:
    if office.head not in ("spokesman", "spokeswoman", "spokesperson") or not (office.words or office.country):
        return False
    return any(
        fit(office, held) and office.words <= held.words and office.country == held.country for held in member.offices
    )


def peer(cast: Cast, low: Sequence[str], recency: Recency) -> int | None:
    """The holder, in the country that some words name, of the office of the official named last elsewhere."""
    country = first_country(tuple(low))
    if country is None:
        return None
    abroad = {
        n
        for n in cast.office_holders
        if any(o.country and o.country.name == country.name for o in cast.members[n].offices)
    }
    here = max((n for n in cast.office_holders if n not in abroad), key=recency, default=None)
    if here is None or recency(here) < 0:
        return None
    peers = [n for n in abroad if same_office(cast.members[n].offices, cast.members[here].offices)]
    return max(peers, key=lambda n: (recency(n), len(cast.places[n])), default=None)
