"""Pronouns: who, I, he and she, they, it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsparallax.tagging.speakers import ranking
from newsparallax.tagging.speakers.answer import Answer, unresolved
from newsparallax.tagging.speakers.bodies import COLLECTIVE, CROWDS
from newsparallax.tagging.speakers.source import DEFINITE, FIRST, HE, IT, RELATIVE, SHE, THEY, Source
from newsparallax.tagging.who.lexicon import LEX, Gender

_NOMINAL = ("NOUN", "PROPN", "PRON")
_STEPS = 3  # from the relative clause's verb up to the noun it describes
_BACK = 2  # sentences in which "they" finds two names joined by "and"
_IT_BACK = 3  # sentences in which "it" finds a body that acted
NOT_RESOLVED = "pronoun not resolved"


def relative(source: Source) -> Answer | None:
    """ "…, who said": the noun phrase before the relative clause."""
    if source.pronoun not in RELATIVE or source.head <= source.page.t.first[source.head]:
        return None
    noun = _antecedent(source)
    t = source.page.t
    first, last = t.left[noun], min(source.head - 1, t.right[noun])
    while last > first and t.pos[last] == "PUNCT":
        last -= 1
    meant = source.at(min(first, noun), max(noun, last), noun)
    return source.ask(meant).called(meant.described)


def _antecedent(source: Source) -> int:
    t, head = source.page.t, source.head
    opens = t.first[head]
    noun, steps = t.head[t.head[head]], 0
    while noun > head and steps < _STEPS and t.head[noun] != noun:
        noun, steps = t.head[noun], steps + 1
    if noun >= head or t.pos[noun] not in _NOMINAL:
        noun = max(opens, head - 1)
        while noun > opens and t.pos[noun] not in _NOMINAL:
            noun -= 1
    beside = head - 2 if source.low[head - 1] == "," and head - 2 >= opens else head - 1
    if source.word == "who" and source.scene.human(source.number, beside):
        return beside
    if source.word == "who" and not source.scene.human(source.number, noun):
        near = range(head - 1, opens - 1, -1)
        people = (at for at in near if source.scene.human(source.number, at))
        noun = next(people, noun)
    return noun


def first_person(source: Source) -> Answer | None:
    """I and we: whoever speaks there; `resolve` looks for the quotation around it when all are known."""
    if source.pronoun not in FIRST:
        return None
    return unresolved("first person outside of a quotation", "first person")


def gender_of(word: str) -> Gender | None:
    return "male" if word in HE else "female" if word in SHE else None


def he_or_she(source: Source) -> Answer | None:
    """He and she: the best ranked of the people named or heard before (`ranking`)."""
    gender = gender_of(source.pronoun or "")
    if gender is None:
        return None
    found = ranking.person(source, source.head, gender)
    other = _unnamed_before(source, gender)
    return found if other is None or found.doubt else found.by(found.how, f"pronoun may also mean the {other}")


def _unnamed_before(source: Source, gender: Gender) -> str | None:
    """The noun of somebody without a name who spoke last, where nobody of that gender acted since."""
    scene, said = source.scene, source.recall.said
    last = said[-1] if said else None
    if last is None or not last.answer.anonymous or last.answer.members or last.answer.anonymous == "document":
        return None
    several = last.head.endswith("s") or last.head in ("people", "men", "women", "few", "many") or last.head in CROWDS
    since = scene.between(last.at, source.start)
    acted = any(scene.fits(x.member, gender) and not scene.reported(x.start) for x in since)
    far = scene.sentence(source.start) - scene.sentence(last.at) > _BACK
    return None if several or acted or far else last.head


def they(source: Source) -> Answer | None:
    """They: the last several, collective or unnamed who spoke, else two people joined by "and" just before."""
    if source.pronoun not in THEY:
        return None
    said = source.recall.said
    acted = _several_acting(source)
    if acted is not None and (not said or acted.start > said[-1].at):
        meant = source.ask(acted)
        if meant.name or meant.anonymous:
            return meant.called(acted.called).by("pronoun", "“they” may be others")
    for before in reversed(said[-3:]):
        one = before.answer
        lone = len(one.members) == 1 and source.scene.person(one.members[0])
        if not lone and (one.name or one.anonymous):
            far = source.scene.sentence(source.start) - source.scene.sentence(before.at) > 1
            return one.by("pronoun", "“they” may be others" if far or before is not said[-1] else None)
    if said and said[-1].answer.members:
        return said[-1].answer.by("pronoun", "“they” read as one person")
    return unresolved(NOT_RESOLVED)


def _several_acting(source: Source) -> Source | None:
    """The last plural subject of this sentence or the one before, in the same paragraph, that means people."""
    t, scene = source.page.t, source.scene
    here = scene.sentence(source.start)
    for at in range(source.first - 1, -1, -1):
        if here - scene.sentence(t.start[at]) > 1:
            break
        plural = t.tag[at] in ("NNS", "NNPS") and t.dep[at] in ("nsubj", "nsubjpass")
        if plural and scene.human(source.number, at) and not scene.quoting(t.start[at]):
            return source.at(t.left[at], t.right[at], at)
    return None


def it(source: Source) -> Answer | None:
    """It: the document, unnamed body or body that spoke last, else the body that acted last."""
    if source.pronoun not in IT:
        return None
    scene, said = source.scene, source.recall.said
    here = scene.sentence(source.start)
    for before in reversed(said[-2:]):
        one = before.answer
        people = any(scene.person(m) for m in one.members)
        body = len(one.members) < 2 and not people and (one.anonymous == "document" if one.anonymous else one.name)
        if body and here - scene.sentence(before.at) <= _IT_BACK:
            return one.by("pronoun", None if before is said[-1] else "“it” may be another body")
    for place in _acting(source, _IT_BACK):
        if _speaking_thing(source, place):
            meant = source.ask(place).called(place.called)
            people = any(scene.person(m) for m in meant.members)
            if meant.name and not people:
                return meant.by("pronoun", "“it” may be another body")
    return unresolved(NOT_RESOLVED)


def _acting(source: Source, back: int) -> Iterator[Source]:
    """The singular subjects before a source, outside quotation marks, in the last sentences; the last first."""
    for number, page, at in source.before(back):
        t = page.t
        one = t.tag[at] in ("NN", "NNP") or page.fold[at] in COLLECTIVE
        if one and t.dep[at] in ("nsubj", "nsubjpass") and not source.scene.quoting(t.start[at]):
            last = next((k - 1 for k in range(at + 1, t.right[at]) if t.text[k] == ","), t.right[at])
            yield replace(source, number=number, first=t.left[at], last=last, head=at)


def _speaking_thing(source: Source, place: Source) -> bool:
    """Whether a subject is a body or a document."""
    scene = source.scene
    named = scene.named.get((place.number, place.head))
    if named is not None:
        return scene.member(named.member).type in ("organisation", "outlet")
    things = LEX.public | LEX.organisation | LEX.private | LEX.documents
    return place.word in COLLECTIVE or (place.word in things and place.opener in DEFINITE)
