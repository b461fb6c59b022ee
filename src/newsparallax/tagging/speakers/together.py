"""Several who speak together: "both sides", "the two", "the companies", "the three countries"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from newsparallax.tagging.speakers.answer import Answer, joint
from newsparallax.tagging.speakers.bodies import is_private, nation
from newsparallax.tagging.speakers.named import names as named_in
from newsparallax.tagging.speakers.pronouns import coordinated
from newsparallax.tagging.speakers.ranking import WINDOW
from newsparallax.tagging.speakers.source import DEFINITE, DETERMINERS, Source
from newsparallax.tagging.who.cast import Member
from newsparallax.tagging.who.lexicon import listed
from newsparallax.tagging.who.sides import JOINT, MEDIA, OTHER, UNKNOWN

_SIDES = listed("sides")
_PAIR = listed("pair")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
TWO_LAST = "the two last named"


def _pair(source: Source) -> bool:
    low = source.low[source.first : source.last + 1]
    return low[0] in _PAIR or (low[0] in ("the", "these") and low[1:2] == ["two"]) or source.word in _PAIR


def joined(source: Source) -> Answer | None:
    """ "Ann Lee and other sponsors", "the council and Ann Lee": each by its own words, where one of them is known."""
    t = source.page.t
    heads = [source.head]
    for at in range(source.head + 1, source.last + 1):
        above = t.head[at] if t.dep[t.head[at]] != "appos" else t.head[t.head[at]]
        if t.dep[at] == "conj" and above in heads:
            heads.append(at)
    if len(heads) == 1 or any(t.pos[at] not in ("NOUN", "PROPN") for at in heads):
        return None
    starts = [source.first, *(max(before + 1, t.left[at]) for before, at in pairwise(heads))]
    ends = [*(start - 1 for start in starts[1:]), source.last]
    parts: list[Answer] = []
    for start, last, head in zip(starts, ends, heads, strict=True):
        end = next(k for k in range(last, head - 1, -1) if k == head or t.pos[k] not in ("PUNCT", "CCONJ"))
        part = source.at(start, end, head)
        if (
            t.tag[head] == "NN"
            and source.low[start] not in DETERMINERS
            and not source.scene.inside(source.number, start, end)
        ):
            continue  # "congresswoman and candidate Ann Lee"
        parts.append(source.ask(part).called(part.called))
    members = [m for part in parts for m in part.members]
    if not members or not all(part.names for part in parts) or len(members) != len(set(members)):
        return None
    if len(parts) == 1 or len(named_in(source)) >= len(parts):
        return None  # "Ann Lee, Karl Weiss and Ida Holt", however the parser hangs them together
    doubts = "; ".join(part.doubt for part in parts if part.doubt)
    found = joint(source.scene.cast, members, "names joined", doubts or None)
    names = tuple(name for part in parts for name in part.names)
    return replace(found, name=" and ".join(names), names=names)


def both_sides(source: Source) -> Answer | None:
    """ "Both sides", "the two countries": the two sides that most of the article is about."""
    low = source.low[source.first : source.last + 1]
    named = low[:2] == ["the", source.word] and source.word != "states"
    return sides(source) if source.word in _SIDES and (_pair(source) or named) else None


def sides(source: Source) -> Answer | None:
    """The two sides most named, before the source above all."""
    scene, own = source.scene, source.scene.cast.sides
    count: Counter[str] = Counter()
    for x in scene.cast.namings:
        member = scene.member(x.member)
        if member.side not in (UNKNOWN, OTHER, MEDIA):
            local = member.type == "place" and not member.configured and x.rule != "corpus.toml"
            count[member.side] += (1 if local else 3) * (2 if x.start < source.start else 1)
    top = [side for side, _ in count.most_common(2)]
    if len(top) < 2:
        return None
    labels = scene.lex.labels
    names = tuple(
        own.country_of_label(side) or next((c for c, label in labels.items() if label == side), side) for side in top
    )
    doubt = "“both sides” read as the two most named"
    return Answer(" and ".join(names), "both sides", JOINT, "both sides", True, None, doubt, (), names)


def several(source: Source) -> Answer | None:
    """ "The companies", "both clubs", "the three countries": those most named before."""
    if not source.plural or not (_pair(source) or source.opener in DEFINITE):
        return None
    between = source.low[source.first + 1 : source.head]
    if between and between[0] not in _NUMBERS:
        return None
    number = _NUMBERS[between[0]] if between else 2
    cast = source.scene.cast
    if source.lemma in source.scene.lex.private:
        members = _most_named(source, number, lambda m: is_private(cast, m))
    elif source.word in _SIDES and between:
        members = _most_named(source, number, lambda m: m.type == "place" and nation(cast, m) is not None)
    else:
        return None
    return joint(cast, members, "several named before", "read as those most named") if members else None


def _most_named(source: Source, number: int, fits: Callable[[Member], bool]) -> tuple[int, ...]:
    """The `number` members of a kind most named before a place, in the order of the text; () where there are fewer."""
    cast, at = source.scene.cast, source.start
    times = {n: sum(place < at for place in cast.places[n]) for n, m in enumerate(cast.members) if fits(m)}
    known = [n for n in times if times[n]]
    known.sort(key=lambda n: (-times[n], -max(p for p in cast.places[n] if p < at)))
    return tuple(sorted(known[:number], key=lambda n: cast.places[n][0])) if len(known) >= number else ()


def the_two(source: Source) -> Answer | None:
    """ "The two", "both ministers": the two people who last acted together ("A and B met"), else the last named."""
    role = source.scene.lex.plain(source.word)
    human = source.word in ("men", "women") or role in source.scene.lex.roles
    if not _pair(source) or source.opener not in ("the", "these", "both"):
        return None
    if source.word not in _PAIR and not (human and source.plural):
        return None
    scene = source.scene
    acted = coordinated(source, WINDOW, acting=True)
    if acted is not None and all(_allows(source, m, role) for m in acted):
        return joint(scene.cast, acted, "pronoun")
    recent: list[int] = []
    for x in reversed(scene.between(0, source.start)):
        if x.member not in recent and _allows(source, x.member, role) and not scene.quoting(x.start):
            recent.append(x.member)
    if len(recent) < 2:
        return None
    third = source.recall.last(scene.cast, recent[2], source.start) if recent[2:] else -1
    near = third >= 0 and scene.sentence(source.start) - scene.sentence(third) <= WINDOW
    return joint(scene.cast, recent[1::-1], TWO_LAST, "more than two could be meant" if near else None)


def _allows(source: Source, number: int, role: str) -> bool:
    """Whether a member is a person whose offices, if any are known, allow the role."""
    who = source.scene.member(number)
    held = {office.head for office in who.offices}
    general = role not in source.scene.lex.state or role in ("diplomat", "politician", "leader")
    return who.type == "person" and (not held or general or role in held)
