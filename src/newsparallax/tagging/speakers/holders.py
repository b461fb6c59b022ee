"""Who holds an office that a text mentions without a name: "the Russian foreign minister", "the spokesman"."""

from __future__ import annotations

from newsparallax.tagging.speakers.answer import Answer, of
from newsparallax.tagging.speakers.source import Source
from newsparallax.tagging.who.holding import best_holder
from newsparallax.tagging.who.offices import Office, fit


def by_office(source: Source) -> Answer | None:
    """Who holds the office: same noun or one that covers it, same rank, no other country, nothing unexplained."""
    office = source.office
    held = None if office is None else holder(source, office)
    if office is None or held is None or (source.indefinite and not _same_spokesperson(source, office, held)):
        return None
    doubt = f"“{source.opener} …” read as {source.scene.member(held).name}" if source.indefinite else None
    return of(source.scene.cast, held, "office", doubt or _rival(source, office, held))


def _same_spokesperson(source: Source, office: Office, held: int) -> bool:
    """Whether "a ministry spokesman" may be the ministry's spokesman whom the article names."""
    if office.head not in ("spokesman", "spokeswoman", "spokesperson") or not (office.words or office.country):
        return False
    offices = source.scene.cast.members[held].offices
    return any(fit(office, o) and office.words <= o.words and office.country == o.country for o in offices)


def _rival(source: Source, office: Office, held: int) -> str | None:
    """Another holder whom the same words fit as well."""
    cast = source.scene.cast
    best = max(fit(office, o) for o in cast.members[held].offices)
    for n in cast.office_holders:
        if n != held and any(fit(office, o) >= best for o in cast.members[n].offices):
            return f"the office may also mean {cast.members[n].name}"
    return None


def holder(source: Source, office: Office) -> int | None:
    """The member whose office fits best; of several the one named or heard last. None where nobody's does."""
    cast = source.scene.cast
    return best_holder(cast, office, lambda n: source.recall.last(cast, n, source.start))
