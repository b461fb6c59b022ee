"""Who holds an office that a text mentions without a name: "the Russian foreign minister", "the spokesman"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from newsparallax.tagging.cast import Cast, Member
from newsparallax.tagging.offices import Office, fit


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
