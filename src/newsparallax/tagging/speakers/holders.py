"""Who holds an office that a text mentions without a name: "the Russian foreign minister", "the spokesman"."""

from __future__ import annotations

from newsparallax.tagging.speakers.answer import Answer, of
from newsparallax.tagging.speakers.source import INDEFINITE, Source
from newsparallax.tagging.who.holding import PEERS, best_holder, peer
from newsparallax.tagging.who.lexicon import lexicon, words_of
from newsparallax.tagging.who.offices import Office, fit

_LONGEST_INITIALS = 4


def by_initials(source: Source) -> Answer | None:
    """ "The PM", "the DP": who holds the office that capitals stand for; the one last named or heard."""
    letters = source.page.t.text[source.head]
    if source.opener != "the" or not source.last == source.head == source.first + 1:
        return None
    if not (letters.isupper() and letters.isalpha() and 1 < len(letters) <= _LONGEST_INITIALS):
        return None
    cast = source.scene.cast
    holders = [n for n in cast.office_holders if any(_initials(o.text) == letters for o in cast.members[n].offices)]
    best = max(holders, key=lambda n: source.recall.last(cast, n, source.start), default=None)
    return None if best is None else of(cast, best, "office")


def _initials(office: str) -> str:
    """Initials of an office without the country in front of it."""
    words = list(words_of(office))
    hit = lexicon().country_in(words, 0, len(words))
    return "".join(word[0] for word in words[hit[0] if hit else 0 :] if word[0].isalpha()).upper()


def by_office(source: Source) -> Answer | None:
    """Who holds the office: same noun or one that covers it, same rank, no other country, nothing unexplained."""
    if source.office is None:
        return None
    held = holder(source, source.office, source.indefinite)
    if held is None:
        return None
    doubt = f"“{source.opener} …” read as {source.scene.member(held).name}" if source.indefinite else None
    return of(source.scene.cast, held, "office", doubt or _rival(source, source.office, held))


def _rival(source: Source, office: Office, held: int) -> str | None:
    """Another holder whom the same words fit as well."""
    cast = source.scene.cast
    best = max(fit(office, o) for o in cast.members[held].offices)
    for n in cast.office_holders:
        if n != held and any(fit(office, o) >= best for o in cast.members[n].offices):
            return f"the office may also mean {cast.members[n].name}"
    return None


def holder(source: Source, office: Office, indefinite: bool) -> int | None:
    """The member whose office fits best; of several the one named or heard last. None where nobody's does."""
    cast = source.scene.cast
    return best_holder(cast, office, lambda n: source.recall.last(cast, n, source.start), indefinite)


def counterpart(source: Source) -> Answer | None:
    """ "His American counterpart": who holds there the office of the official named last."""
    if source.word not in PEERS or source.opener in INDEFINITE or source.plural:
        return None
    cast = source.scene.cast
    found = peer(cast, source.low[source.first : source.head + 1], lambda n: source.recall.last(cast, n, source.start))
    return None if found is None else of(cast, found, "office")
