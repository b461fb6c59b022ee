"""People without a name: "the businessman", "the Italian", the official of before, "a senior official"."""

from __future__ import annotations

from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.bodies import COLLECTIVE
from newsparallax.tagging.speakers.source import DETERMINERS, INDEFINITE, Source
from newsparallax.tagging.who.lexicon import listed
from newsparallax.tagging.who.offices import Office
from newsparallax.tagging.who.sides import MEDIA, UNKNOWN, first_country

_AUTHORITY = listed("authority")
_PRESS = listed("press")
_LONGEST_NAME = 6  # words


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
