"""Members meant by a description without a name: "the firm", "the companies", "the Tunisian official", "the PM"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping

from newsparallax.tagging.speakers.holders import recency
from newsparallax.tagging.who.cast import Cast, Member
from newsparallax.tagging.who.lexicon import lexicon, words_of

_LONGEST_INITIALS = 4


def is_private(cast: Cast, member: Member) -> bool:
    """Whether a member is a company, a club or the like: an organisation that its name does not show to be public."""
    return member.type == "organisation" and not cast.sides.is_public(words_of(member.name))


def private_body(cast: Cast, at: int, until: int, spoken: Mapping[int, int]) -> int | None:
    """Whom "the firm" at a place means: the private body last named or heard, else the next one before `until`."""
    acting = {x.member for x in cast.namings if x.subject}.union(spoken)
    named = [n for n, m in enumerate(cast.members) if is_private(cast, m) and (m.configured or n in acting)]
    before = {n: recency(cast, n, at, spoken) for n in named}
    best = max(before, key=before.__getitem__, default=None)
    if best is not None and before[best] >= 0:
        return best
    return next((x.member for x in cast.namings if at < x.start < until and x.member in before), None)


def several(cast: Cast, at: int, number: int, fits: Callable[[Member], bool]) -> tuple[int, ...]:
    """The `number` members of a kind most named before a place, in the order of the text; () where there are fewer."""
    times = {n: bisect_left(places, at) for n, places in enumerate(cast.places) if fits(cast.members[n])}
    known = sorted((n for n in times if times[n]), key=lambda n: (-times[n], -recency(cast, n, at, {})))
    return tuple(sorted(known[:number], key=lambda n: cast.places[n][0])) if len(known) >= number else ()


def of_country(cast: Cast, country: str, at: int, spoken: Mapping[int, int]) -> int | None:
    """The person of a country, by office or by side, who was last named or heard before a place."""
    people = [n for n, m in enumerate(cast.members) if m.type == "person" and nation(cast, m) == country]
    last = max(people, key=lambda n: recency(cast, n, at, spoken), default=None)
    return last if last is not None and recency(cast, last, at, spoken) >= 0 else None


def nation(cast: Cast, member: Member) -> str | None:
    """The country that a member's office or side shows."""
    return member.country.name if member.country is not None else cast.sides.country_of_label(member.side)


def by_initials(cast: Cast, letters: str, at: int, spoken: Mapping[int, int]) -> int | None:
    """Who holds the office that capitals stand for ("the PM", "the DP"): the one last named or heard."""
    if not (letters.isupper() and letters.isalpha() and 1 < len(letters) <= _LONGEST_INITIALS):
        return None
    holders = [n for n in cast.office_holders if any(_initials(o.text) == letters for o in cast.members[n].offices)]
    return max(holders, key=lambda n: recency(cast, n, at, spoken), default=None)


def _initials(office: str) -> str:
    """Initials of an office without the country in front of it."""
    words = list(words_of(office))
    hit = lexicon().country_in(words, 0, len(words))
    return "".join(word[0] for word in words[hit[0] if hit else 0 :] if word[0].isalpha()).upper()
