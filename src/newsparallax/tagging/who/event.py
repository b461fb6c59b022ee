"""What all articles of an event together say of the names in them, told to each article before it is tagged.

An article that only has "Lindqvist" does not tell that she is Anna Lindqvist, a woman and the finance minister; the
others do. A name is one thing, a person one gender and one set of offices, in the whole event. `census` is what one
article says, `event_cast` what all say, and `about` the part that one article needs: its tags depend on no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from newsparallax.tagging.who.lexicon import fold, spelling
from newsparallax.tagging.who.same import parts, same_person, suffix
from newsparallax.values import ActorType

# A name's words, folded, joined by blanks -> kind of actor -> votes.
Votes = Mapping[str, Mapping[ActorType, int]]
_MOST_VOTES = 12  # of one article for one kind: a long article does not outvote all others


@dataclass(frozen=True, slots=True)
class Known:
    """A person whom some article names in full: the usual name, the gender, the words of the offices; in how many."""

    name: str
    gender: str | None
    offices: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class EventCast:
    """`votes` for what each name is, `people` named in full."""

    votes: Votes = field(default_factory=dict)
    people: tuple[Known, ...] = ()

    def bearer(self, surname: str) -> Known | None:
        """The person of that surname; of several the one whom most articles name, no junior of a senior; else None."""
        found = [p for p in self.people if spelling(parts(p.name)[-1]) == spelling(surname)]
        seniors = {parts(p.name)[0] for p in found if not suffix(p.name)}
        found = [p for p in found if not suffix(p.name) or parts(p.name)[0] not in seniors]
        found.sort(key=lambda p: -p.articles)
        return found[0] if len(found) == 1 or (found and found[0].articles >= 2 * found[1].articles) else None

    def person(self, name: str) -> Known | None:
        """What is known of a full name's bearer."""
        return next((p for p in self.people if same_person(p.name, name)), None)


def event_cast(told: Iterable[Mapping[str, Any]]) -> EventCast:
    """What the censuses of all articles say together, whatever their order."""
    votes: dict[str, Counter[ActorType]] = {}
    people: list[dict[str, Any]] = []
    for census in told:
        for name, tally in census["votes"].items():
            own = {kind: max(-_MOST_VOTES, min(count, _MOST_VOTES)) for kind, count in tally.items()}
            votes.setdefault(name, Counter()).update(own)
        people += census["people"]
    groups: list[list[dict[str, Any]]] = []
    for one in sorted(people, key=lambda p: (-len(p["name"].split()), p["name"])):
        group = next((g for g in groups if any(same_person(one["name"], o["name"]) for o in g)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return EventCast({name: dict(tally) for name, tally in sorted(votes.items())}, tuple(map(_known, groups)))


def _known(group: list[dict[str, Any]]) -> Known:
    names: Counter[str] = Counter()
    genders: Counter[str] = Counter()
    offices: Counter[str] = Counter()
    for one in group:
        names[one["name"]] += 1
        offices.update(dict.fromkeys(one["offices"], 1))
        if one["gender"]:
            genders[one["gender"]] += 1
    ranked = genders.most_common(2)
    gender = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else None
    name = max(names, key=lambda n: (names[n], len(n.split()), n))
    return Known(name, gender, tuple(sorted(offices)), len(group))


def about(event: EventCast, census: Mapping[str, Any]) -> EventCast:
    """The part of an event's cast that shares a word with the names of one article."""
    words = {word for name in census["votes"] for word in name.split()}
    words |= {fold(word) for one in census["people"] for word in one["name"].split()}
    spelt = {spelling(word) for word in words}
    votes = {name: tally for name, tally in event.votes.items() if name in census["votes"]}
    people = tuple(p for p in event.people if spelling(parts(p.name)[-1]) in spelt)
    return EventCast(votes, people)
