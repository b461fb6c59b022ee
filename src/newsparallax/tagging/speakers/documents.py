"""Documents that speak: a letter speaks for who wrote it where the article says who that is, else for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparallax.tagging.speakers import together
from newsparallax.tagging.speakers.answer import Answer, joint, of
from newsparallax.tagging.speakers.holders import holder
from newsparallax.tagging.speakers.source import Source
from newsparallax.tagging.who.lexicon import LEX, listed
from newsparallax.tagging.who.offices import office_of
from newsparallax.tagging.who.sides import UNKNOWN

_ISSUING = listed("issuing")
_BY = frozenset(["by", "from"])
NAMED_WITH = "issuer named with the document"
ISSUER = "issuer of the document"
ITSELF = "document without an issuer"
_CARRIED = "what a document says, taken for the words of who issued it"


def document(source: Source) -> Answer | None:
    """A statement, letter, report, lawsuit: its issuer, named with it or where it was mentioned before."""
    if not _is_document(source, source.head):
        return None
    return _joint(source) or _named_with(source) or _before(source) or itself(source)


def _is_document(source: Source, at: int) -> bool:
    documents = LEX.documents
    return source.low[at] in documents or source.page.t.lemma[at].lower() in documents


def _joint(source: Source) -> Answer | None:
    if "joint" not in source.low[source.first : source.head]:
        return None
    inside = source.scene.inside(source.number, source.first, source.last)
    people = tuple(dict.fromkeys(x.member for x in inside if source.scene.member(x.member).type != "place"))
    people = people or tuple(dict.fromkeys(x.member for x in inside))
    if len(people) > 1:
        return joint(source.scene.cast, people, NAMED_WITH)
    return None if inside else together.sides(source)


def _named_with(source: Source) -> Answer | None:
    issuer = _issuer_at(source, source.head, source.first, source.page.t.right[source.head])
    if issuer is not None:
        return issuer.by(NAMED_WITH, issuer.doubt or _CARRIED)
    scene = source.scene
    if source.word in LEX.against:
        return None
    for x in scene.inside(source.number, source.first, source.head - 1):
        if scene.member(x.member).type in ("person", "organisation", "outlet") and x.last < source.head:
            return of(scene.cast, x.member, NAMED_WITH, _CARRIED)
    office = office_of(source.page.t.text[source.first : source.head], "")
    held = holder(source, office) if office is not None else None
    return None if held is None else of(scene.cast, held, NAMED_WITH, _CARRIED)


def _issuer_at(source: Source, at: int, first: int, last: int) -> Answer | None:
    """Whom the words around one mention of a document say it is from: its owner, "by", "from", who issued it."""
    t = source.page.t
    owner = next((k for k in t.kids[at] if t.dep[k] == "poss" and k >= first), None)
    if owner is not None and source.low[at] in LEX.against and not _body(source, owner):
        owner = None
    if owner is not None:
        return _asked(source, t.left[owner], owner, owner)
    for k in t.kids[at]:
        by = k if t.low[k] in _BY else next((j for j in t.kids[k] if t.low[j] == "by"), None) if k > at else None
        if by is not None and at < by <= last and (by == k or t.pos[k] == "VERB"):
            whom = next((j for j in t.kids[by] if t.dep[j] == "pobj"), None)
            if whom is not None:
                return _asked(source, t.left[whom], t.right[whom], whom)
    return None


def _body(source: Source, at: int) -> bool:
    """Whether a noun is a body: the court's ruling is its own, Berg's indictment is not by Berg."""
    scene = source.scene
    named = scene.named.get((source.number, at))
    if named is not None:
        return scene.member(named.member).type == "organisation"
    return source.low[at] in LEX.public | LEX.organisation


def _asked(source: Source, first: int, last: int, head: int) -> Answer | None:
    """Whom a noun phrase means that is no document itself; None where it means nobody."""
    if _is_document(source, head):
        return None
    found = source.ask(source.at(first, last, head))
    return found if found.name or found.anonymous else None


def itself(source: Source) -> Answer:
    """The document speaks for itself: its words without what follows them are its name."""
    words = source.scene.text[source.start : source.page.t.end[source.head]]
    return Answer(None, ITSELF, UNKNOWN, "document", None, "document", f"who issued “{words}” is not said")


def _before(source: Source) -> Answer | None:
    """The issuer told where the same document was mentioned before, the last such place first."""
    for place in _mentions(source):
        t = place.page.t
        if any(t.dep[k] == "poss" and t.pos[k] == "PRON" for k in t.kids[place.head]):
            continue  # "their report" there: whose, cannot be asked from here
        found = _issuer_at(place, place.head, t.first[place.head], t.last[place.head])
        found = found or _issued(place) or _spoken_in(place)
        if found is not None:
            return found.by(ISSUER, found.doubt or _CARRIED)
    return None


def _mentions(source: Source) -> Iterator[Source]:
    """Earlier mentions of a document of the same kind, the last first; "the report summary" is of the report."""
    words = {source.low[at] for at in range(source.first, source.head + 1) if _is_document(source, at)}
    for number, page, at in source.before():
        if page.fold[at] in words and page.t.pos[at] in ("NOUN", "PROPN"):
            yield Source(source.scene, source.recall, source.ask, number, page.t.left[at], at, at, source.apart)


def _issued(place: Source) -> Answer | None:
    """ "X released a report": the subject of the verb whose object the document is."""
    t, verb = place.page.t, place.page.t.head[place.head]
    if t.dep[place.head] not in ("dobj", "pobj") or t.lemma[verb].lower() not in _ISSUING:
        return None
    subject = next((k for k in t.kids[verb] if t.dep[k] == "nsubj"), None)
    if subject is None and t.dep[verb] in ("conj", "xcomp", "advcl"):
        subject = next((k for k in t.kids[t.head[verb]] if t.dep[k] == "nsubj"), None)
    return None if subject is None else _asked(place, t.left[subject], t.right[subject], subject)


def _spoken_in(place: Source) -> Answer | None:
    """ "X said in a statement": who speaks in the sentence where the document carries his words."""
    scene = place.scene
    at = place.page.t.start[place.head]
    through = re.search(r"\b(?:in|through|via|on) (?:\S+ ){0,4}$", scene.text[max(0, at - 60) : at])
    if through is None or place.page.t.dep[place.head] != "pobj":
        return None
    here = scene.sentence(at)
    spoke = [s for s in place.recall.said if scene.sentence(s.at) == here and (s.answer.name or s.answer.anonymous)]
    return spoke[-1].answer if spoke else None
