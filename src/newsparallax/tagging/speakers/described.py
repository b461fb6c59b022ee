"""People without a name: "the businessman", "the Italian", the official of before, "a senior official"."""

from __future__ import annotations

from dataclasses import replace

from newsparallax.tagging.speakers import ranking
from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.bodies import COLLECTIVE, CROWDS, nation
from newsparallax.tagging.speakers.source import DETERMINERS, INDEFINITE, Source
from newsparallax.tagging.who.lexicon import Gender, listed
from newsparallax.tagging.who.offices import Office, fit
from newsparallax.tagging.who.sides import MEDIA, UNKNOWN, first_country

_AUTHORITY = listed("authority")
_PRESS = listed("press")
_PAST = listed("past")
_PRESIDING = listed("presiding")
_CHAMBERS = listed("chambers")
_SITTING = listed("sitting")
_PARTY = listed("party")
_LONGEST_NAME = 6  # words
_NEAR = 2  # sentences
_STANDING = listed("standing")
_GENDER: dict[str, Gender] = {"man": "male", "boy": "male", "woman": "female", "girl": "female"}
_INTRODUCED = 4  # sentences in which "a judge" is still "the judge"
_ROLES_OF_SUBJECTS = frozenset(["nsubj", "nsubjpass", "dobj", "pobj"])
READ_AS_LAST = "description read as the person last spoken of"


def kind_of(source: Source) -> str | None:
    """The kind of unnamed source that the head names."""
    if source.word in COLLECTIVE:
        return None
    kind = source.scene.kind(source.page, source.head)
    if kind is None and source.office is not None:
        return "official" if source.office.public else "group"
    return kind


def again(source: Source) -> Answer | None:
    """ "The official": the official of before, where nothing in the words tells of another."""
    if source.indefinite or kind_of(source) is None:
        return None
    own = source.content
    for s in reversed(source.recall.said):
        if s.head == source.word and s.answer.how != "unresolved" and own <= s.content:
            return s.answer.by("same words before")
    return None


def variation(source: Source) -> Answer | None:
    """ "The businessman", "the ex-congressman": a person named just before whose office does not speak against it."""
    kind = kind_of(source)
    if source.opener != "the" or source.indefinite or kind in ("source", "witness") or _of_bloc(source):
        return None
    if kind is None and not (source.word == "old" and "year" in source.low):  # "the 24-year-old"
        return None
    if source.lemma in CROWDS or _introduced(source) or _told_apart(source):
        return None
    scene, office = source.scene, source.office
    fitting = None if kind is None else _fitting(source)
    gender = office.gender if office is not None else _GENDER.get(source.word)
    found = ranking.person(source, source.head, gender, fitting)
    if len(found.members) != 1 or found.name is None:
        return None
    last = source.recall.last(scene.cast, found.members[0], source.start)
    far = scene.sentence(source.start) - scene.sentence(last) > _NEAR
    return None if far else found.by("description", READ_AS_LAST)


def _told_apart(source: Source) -> bool:
    """ "The woman who blew the whistle": a clause without a comma says that it is none of those named before."""
    t = source.page.t
    clause = next((k for k in t.kids[source.head] if t.dep[k] == "relcl"), None)
    return clause is not None and t.text[t.left[clause] - 1] != ","


def _introduced(source: Source) -> bool:
    """Whether the noun was brought in without a name a few sentences before: "a judge ruled … the judge"."""
    for number, page, at in source.before(_INTRODUCED):
        t = page.t
        indefinite = page.fold[at] == source.word and page.fold[t.left[at]] in ("a", "an")
        if indefinite and t.dep[at] in _ROLES_OF_SUBJECTS:
            return not source.scene.inside(number, t.left[at], t.right[at])
    return False


def _fitting(source: Source) -> frozenset[int]:
    """People who hold the office now, or once where the words say so; else those of whom no office is told."""
    cast, office = source.scene.cast, source.office
    if office is not None:
        past = replace(office, rank=office.rank - _PAST)
        holders = frozenset(n for n in cast.office_holders if any(fit(past, o) for o in cast.members[n].offices))
        if holders:
            return holders
    if office is not None and office.head in _PRESIDING and _CHAMBERS & office.words:
        sitting = frozenset(n for n in cast.office_holders if all(o.head in _SITTING for o in cast.members[n].offices))
        if sitting:
            return sitting  # "the committee chairman" of somebody called "Rep." alone
    if source.word in _PARTY:
        return frozenset(n for n, m in enumerate(cast.members) if all(o.head in _SITTING for o in m.offices))
    abroad = office.country.name if office is not None and office.country is not None else None
    return frozenset(
        n
        for n, m in enumerate(cast.members)
        if all(o.head in _STANDING for o in m.offices) and abroad in (None, nation(cast, m))
    )


def _of_bloc(source: Source) -> bool:
    """Whether a bloc stands in a description: "the UN secretary general" is none of those named otherwise."""
    country = first_country(tuple(source.low[source.first : source.head + 1]))
    return country is not None and country.how == "bloc"


def anonymous(source: Source) -> Answer | None:
    """ "A senior official", "analysts", "witnesses": nobody's name, of a kind."""
    kind = kind_of(source)
    return None if kind is None else unnamed(source, kind, source.office)


def people(source: Source) -> Answer | None:
    """Several, or one of several, of whom nothing is known: "scores of them", "some riders"."""
    if source.opener in INDEFINITE or source.page.t.tag[source.head] in ("NNS", "NNPS"):
        return unnamed(source, "group", None)
    return None


def unnamed(source: Source, kind: str, office: Office | None) -> Answer:
    """An unnamed source; officials of a country and an office of a bloc keep their words as a name."""
    page, scene, last = source.page, source.scene, source.last
    low = tuple(page.fold[source.first : last + 1])
    country = first_country(low)
    official: bool | None = (office is not None and office.public) or not _AUTHORITY.isdisjoint(low)
    if official and country is not None:
        named = source.opener == "the" or page.t.tag[last] in ("NNS", "NNPS")
        begin = source.first + (source.opener in DETERMINERS)
        last = next((at - 1 for at in range(begin, last) if page.fold[at] == ","), last)
        short = named and last - begin < _LONGEST_NAME
        # "Ukrainian officials", "the UN secretary general": nobody's name, but one body or one office.
        name = scene.text[page.t.start[begin] : page.t.end[last]] if short else None
        side = scene.cast.sides.of_country(country)
        names = () if name is None else (name,)
        return Answer(name, "unnamed source", side, "nationality of the unnamed source", True, kind, None, (), names)
    if (office is not None and office.media) or not _PRESS.isdisjoint(low):
        return Answer(None, "unnamed source", MEDIA, "unnamed journalists", False, kind)
    return Answer(None, "unnamed source", UNKNOWN, "unnamed source", official if official else None, kind)
