"""Who holds an office that a text mentions without a name: "the Russian foreign minister", "the spokesman"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from newsparallax.tagging.who.cast import Cast, Member
from newsparallax.tagging.who.lexicon import lexicon
from newsparallax.tagging.who.offices import Office, fit, same_office
from newsparallax.tagging.who.sides import first_country

PEERS = frozenset(["counterpart", "colleague", "opposite", "rival"])


def recency(cast: Cast, member: int, at: int, spoken: Mapping[int, int]) -> int:
    """Offset at which a member was last named, or spoke (`spoken`), before a place in the text; -1 if never."""
    places = cast.places[member]
    index = bisect_left(places, at)
    return max(places[index - 1] if index else -1, spoken.get(member, -1))


def holder(cast: Cast, office: Office, at: int, indefinite: bool, spoken: Mapping[int, int]) -> int | None:
    """The member whose office fits best; of several the one named or heard last. None where nobody's does.

    After "a" or "an" only a spokesperson of the very body is taken to be the one the article names.
    """
    best: tuple[tuple[int, int, int], int] | None = None
    for number in cast.office_holders:
        member = cast.members[number]
        score = max(fit(office, held) for held in member.offices)
        if not score or (indefinite and not _same_spokesperson(office, member)):
            continue
        key = (score, recency(cast, number, at, spoken), len(cast.places[number]))
        if best is None or key > best[0]:
            best = key, number
    return best[1] if best else None


def peer(cast: Cast, low: Sequence[str], at: int) -> int | None:
    """ "His American counterpart": who holds there the office of the official named last."""
    country = first_country(tuple(low), lexicon())
    if country is None:
        return None
    abroad = {
        n
        for n in cast.office_holders
        if any(o.country and o.country.name == country.name for o in cast.members[n].offices)
    }
    here = max(
        (n for n in cast.office_holders if n not in abroad), key=lambda n: recency(cast, n, at, {}), default=None
    )
    if here is None or recency(cast, here, at, {}) < 0:
        return None
    peers = [n for n in abroad if same_office(cast.members[n].offices, cast.members[here].offices)]
    return max(peers, key=lambda n: (recency(cast, n, at, {}), len(cast.places[n])), default=None)


def _same_spokesperson(office: Office, member: Member) -> bool:
    named = bool(office.words) or office.country is not None
    return (
        office.head in ("spokesman", "spokeswoman", "spokesperson")
        and named
        and any(
            fit(office, held) and office.words <= held.words and office.country == held.country
            for held in member.offices
        )
    )
