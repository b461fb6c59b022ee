"""What a rule answers: whom the words of a source mean, how that was found, and why it may be wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsparallax.tagging.who.cast import Cast, Member
from newsparallax.tagging.who.sides import JOINT, UNKNOWN

UNRESOLVED = "unresolved"
NO_NAME = "no name is given"


@dataclass(frozen=True, slots=True)
class Answer:
    """One source's speaker.

    `name` is None when unresolved or unnamed, `A and B` when joint; `how` and `side_from` say what decided; `official`
    is None where the text does not tell; `anonymous` is the kind of an unnamed source; `doubt` says why the speaker
    may be wrong; `members` are the numbers of the cast's members who speak; `review` is what a person should look at.
    """

    name: str | None
    how: str
    side: str = UNKNOWN
    side_from: str = "nothing in the text"
    official: bool | None = None
    anonymous: str | None = None
    doubt: str | None = None
    members: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    review: str | None = None

    @property
    def sure(self) -> bool:
        """Whether the speaker may be relied on: named, and nothing speaks against it."""
        return self.name is not None and self.doubt is None

    @property
    def why_not(self) -> str | None:
        """Why the speaker is not sure; None when it is."""
        return None if self.sure else self.doubt or NO_NAME

    def called(self, words: str) -> Answer:
        """The same speaker, where nobody is named, under the words that describe him, them or it."""
        if self.name is not None or (self.anonymous is None and self.how != UNRESOLVED):
            return self
        return replace(self, name=words, names=(words,), doubt=f"“{words}” is a description, not a name")

    def by(self, how: str, doubt: str | None = None) -> Answer:
        """The same speaker, found in another way."""
        return replace(self, how=how, doubt=doubt or self.doubt)


def unresolved(doubt: str, how: str = UNRESOLVED) -> Answer:
    """Nobody: what is left open is for a person to look at."""
    return Answer(None, how, UNKNOWN, how, None, doubt=doubt, review=doubt)


def of(cast: Cast, member: int, how: str, doubt: str | None = None) -> Answer:
    """One member of the cast."""
    m = cast.members[member]
    return Answer(m.name, how, m.side, m.side_from, m.official, None, doubt, (member,), (m.name,))


def joint(cast: Cast, members: Sequence[int], how: str, doubt: str | None = None) -> Answer:
    """Several members who speak together."""
    people = [cast.members[m] for m in members]
    if len(people) == 1:
        return of(cast, members[0], how, doubt)
    sides = {m.side for m in people}
    side = sides.pop() if len(sides) == 1 else JOINT
    names = tuple(m.name for m in people)
    decided = "members of different sides" if side == JOINT else "members' side"
    return Answer(" and ".join(names), how, side, decided, _official(people), None, doubt, tuple(members), names)


def _official(people: Sequence[Member]) -> bool | None:
    if all(m.official for m in people):
        return True
    return False if all(m.official is False for m in people) else None
