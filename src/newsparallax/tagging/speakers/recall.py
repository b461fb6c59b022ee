"""Who was heard so far: the only state that changes while the sources of an article are resolved in order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.who.cast import Cast


@dataclass(frozen=True, slots=True)
class Said:
    """What an earlier source was resolved to: its place, its head's word, its words without determiners, the answer."""

    at: int
    head: str
    content: frozenset[str]
    answer: Answer


@dataclass(slots=True)
class Recall:
    """`said` in the order of the text; `spoken`, where each member was heard last; `voices`, whom each attribution
    (by its number) was given to."""

    said: list[Said] = field(default_factory=list)
    spoken: dict[int, int] = field(default_factory=dict)
    voices: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def note(self, number: int, said: Said) -> None:
        """Remember an attribution's speaker for the sources that follow."""
        self.said.append(said)
        self.spoken.update(dict.fromkeys(said.answer.members, said.at))
        self.voices[number] = said.answer.members

    def heard(self, numbers: Iterable[int]) -> frozenset[int]:
        """The members whom some attributions were given to."""
        return frozenset(m for n in numbers for m in self.voices.get(n, ()))

    def last(self, cast: Cast, member: int, at: int) -> int:
        """Offset at which a member was last named, or spoke, before a place in the text; -1 if never."""
        places = cast.places[member]
        index = bisect_left(places, at)
        return max(places[index - 1] if index else -1, self.spoken.get(member, -1))
