"""Sources that name their speaker: "Lindqvist", "the deputy minister, Jan Moe", "A and B"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from newsparallax.tagging.speakers.answer import Answer, joint, of
from newsparallax.tagging.speakers.source import DETERMINERS, Source
from newsparallax.tagging.who.cast import Naming
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, word_set

_BESIDE = frozenset(["appos", "nmod", "flat", "compound"])
_WITHIN = word_set("appos compound nmod flat poss amod nsubj nsubjpass ROOT dep")
_STEPS = 6
_JOINING = re.compile(r"[\s,]*(and|or|,|\([^()]*\)|[\s])*")


def by_name(source: Source) -> Answer | None:
    """A member of the cast whom the head noun names; several joined by "and" speak together."""
    named = names(source)
    if not named:
        return None
    members = list(dict.fromkeys(x.member for x in named))
    slips = "; ".join(x.slip for x in named if x.slip) or None
    cast = source.scene.cast
    if len(members) > 1:
        return replace(joint(cast, members, "names joined"), review=slips)
    doubt = next((x.doubt for x in named if x.doubt), None)
    return replace(of(cast, members[0], "name" if named[0].full else "short name", doubt), review=slips)


def names(source: Source) -> list[Naming]:
    """The names that the source is, not those that only stand in it ("a friend of Smith")."""
    scene, t = source.scene, source.page.t
    key = (source.number, source.head)
    direct = scene.named.get(key) or scene.titled.get(key)
    found: list[Naming] = []
    if direct is not None and not (
        t.dep[source.head] == "poss" and direct.last < source.last and direct.first >= source.first
    ):
        found.append(direct)
    inside = scene.inside(source.number, source.first, source.last)
    for x in (x for x in inside if x is not direct):
        path = _path(source, x)
        if path is None or _of_another(source, x, inside):
            continue
        if "conj" in path and found and all(d in _WITHIN or d == "conj" for d in path):
            found.append(x)
        elif path == ["conj"] and not found and scene.person(x.member) and _bare_office(source):
            found.append(x)  # "Former treasurer and candidate Ann Cole"
        elif path and not found and set(path) <= _BESIDE and scene.person(x.member):
            found += [x] if path[-1] != "compound" or x.last > source.head else []
    listed = _listed(source, inside)
    if len(listed) > len(found):
        found = listed
    if not found:
        people = (x for x in inside if scene.person(x.member) and x.office)
        found = [x for x in people if x.office and source.first <= x.office[0] <= source.head <= x.last][:1]
    if not found and source.office is None:
        found = _apposed(source)
    return _people_first(source, found)


def _bare_office(source: Source) -> bool:
    return source.office is not None and source.opener not in DETERMINERS


def _of_another(source: Source, x: Naming, inside: list[Naming]) -> bool:
    """ "His wife, longtime Ann Cole aide Ida Lind": whether a name stands before what another one is to it."""
    between = range(x.last + 1, next((y.first for y in inside if y.first > x.last), x.last + 1))
    human = source.scene.human
    return bool(between) and source.page.t.pos[between[-1]] == "NOUN" and human(source.number, between[-1])


def _apposed(source: Source) -> list[Naming]:
    """ "The motion's author, Sen. Ann Berg (Velland), had warned": names that a comma sets behind a description."""
    scene, page = source.scene, source.page
    at = source.last + 1
    named = source.lemma in LEX.documents or page.t.pos[source.head] != "NOUN"
    if named or page.t.dep[source.head] == "pobj" or page.fold[at : at + 1] != [","]:
        return []
    found: list[Naming] = []
    for x in scene.inside(source.number, at, page.t.last[source.head]):
        if x.first < at:
            continue  # "R-Fla." behind a name
        begins = x.office[0] if x.office and x.office[0] < x.first else x.first
        while page.fold[begins - 1] in HONORIFICS:
            begins -= 1
        if not scene.person(x.member) or not _JOINING.fullmatch(scene.text[page.t.start[at] : page.t.start[begins]]):
            break
        found.append(x)
        if not source.plural:
            break
        at = x.last + 1
        if page.fold[at : at + 1] == [","] and page.t.text[at + 1 : at + 2] in (["R"], ["D"], ["I"]):
            at = next((k for k in range(at + 1, page.t.last[source.head]) if page.fold[k] == ","), at)
    return found


def _path(source: Source, x: Naming) -> list[str] | None:
    """The labels from a name up to the source's head; None where it hangs on something else."""
    t = source.page.t
    path: list[str] = []
    at = x.last
    while source.first <= at <= source.last and at != source.head and len(path) < _STEPS:
        path.append(t.dep[at])
        at = t.head[at]
    return path if at == source.head else None


def _people_first(source: Source, found: list[Naming]) -> list[Naming]:
    """ "Tomas Moe, spokesman for the Finnish navy": the body stands in the office."""
    persons = [x for x in found if source.scene.person(x.member)]
    if not persons or len(persons) == len(found):
        return found
    return persons if len(persons) == 1 and not any(source.page.t.dep[x.last] == "conj" for x in found) else found


def _listed(source: Source, inside: list[Naming]) -> list[Naming]:
    """People named at the end of a source or in a list, however the parser hangs them together."""
    page, scene = source.page, source.scene
    people = [x for x in inside if scene.person(x.member)]
    if not people:
        return []
    one = people[0]
    before = one.office[0] if one.office and one.office[0] < one.first else one.first
    while before > source.first and (page.fold[before - 1] in HONORIFICS or page.fold[before - 1] == "both"):
        before -= 1
    if before > source.first and page.t.pos[before - 1] == "ADP":
        return []
    if len(people) == 1:
        after_comma = before > source.first and page.fold[before - 1] == ","
        follows = "" if one.last >= source.last else page.fold[one.last + 1]
        ends = not follows or follows == "(" or (follows == "," and after_comma)
        return people if ends and (before == source.first or after_comma or one.office) else []
    between = " ".join(scene.text[x.end : y.start] for x, y in pairwise(people))
    return people if _JOINING.fullmatch(between) and "and" in between else []
