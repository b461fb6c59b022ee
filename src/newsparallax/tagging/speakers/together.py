"""Several who speak together: "both sides", "the two", "the companies", "the three countries"."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from newsparallax.tagging.speakers.answer import Answer, joint
from newsparallax.tagging.speakers.named import names as named_in
from newsparallax.tagging.speakers.source import DETERMINERS, Source
from newsparallax.tagging.who.lexicon import LEX, listed
from newsparallax.tagging.who.sides import JOINT, MEDIA, OTHER, UNKNOWN

_SIDES = listed("sides")
_PAIR = listed("pair")


def _pair(source: Source) -> bool:
    low = source.low[source.first : source.last + 1]
    return low[0] in _PAIR or (low[0] in ("the", "these") and low[1:2] == ["two"]) or source.word in _PAIR


def joined(source: Source) -> Answer | None:
    """ "Ann Lee and other sponsors", "the council and Ann Lee": each by its own words, where one of them is known."""
    parts = [source.ask(part).called(part.called) for part in _parts(source)]
    members = [m for part in parts for m in part.members]
    if len(parts) < 2 or not members or not all(part.names for part in parts) or len(members) != len(set(members)):
        return None
    if len(named_in(source)) >= len(parts):
        return None  # "Ann Lee, Karl Weiss and Ida Holt", however the parser hangs them together
    doubts = "; ".join(part.doubt for part in parts if part.doubt)
    found = joint(source.scene.cast, members, "names joined", doubts or None)
    names = tuple(name for part in parts for name in part.names)
    return replace(found, name=" and ".join(names), names=names)


def _parts(source: Source) -> list[Source]:
    """The noun phrases that "and" joins, without an office before a name ("congresswoman and candidate Ann Lee")."""
    t, heads = source.page.t, [source.head]
    for at in range(source.head + 1, source.last + 1):
        aside = t.dep[t.head[at]] == "appos"
        above = t.head[t.head[at]] if aside else t.head[at]
        if t.dep[at] == "conj" and above in heads and not (aside and t.tag[at] == "NN"):
            heads.append(at)  # not "Ann Cole, a dean and friend of the mayor"
    if len(heads) == 1 or any(t.pos[at] not in ("NOUN", "PROPN") for at in heads):
        return []
    starts = [source.first, *(max(before + 1, t.left[at]) for before, at in pairwise(heads))]
    parts: list[Source] = []
    for start, behind, head in zip(starts, [*starts[1:], source.last + 1], heads, strict=True):
        last = next(at for at in range(behind - 1, head - 1, -1) if t.pos[at] not in ("PUNCT", "CCONJ") or at == head)
        bare = t.tag[head] == "NN" and source.low[start] not in DETERMINERS
        if not bare or source.scene.inside(source.number, start, last):
            parts.append(source.at(start, last, head))
    return parts


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
    labels = LEX.labels
    names = tuple(
        own.country_of_label(side) or next((c for c, label in labels.items() if label == side), side) for side in top
    )
    doubt = "“both sides” read as the two most named"
    return Answer(" and ".join(names), "both sides", JOINT, "both sides", True, None, doubt, (), names)
