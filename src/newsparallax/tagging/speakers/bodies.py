"""Bodies that a common noun names: "the ministry", "the firm", "her campaign", "the Israeli army", "police"."""

from __future__ import annotations

from collections.abc import Sequence

from newsparallax.tagging.speakers.answer import Answer, of
from newsparallax.tagging.speakers.source import DEFINITE, DETERMINERS, FIRST, HE, INDEFINITE, SHE, Source
from newsparallax.tagging.who.cast import Member
from newsparallax.tagging.who.lexicon import LEX, listed, words_of
from newsparallax.tagging.who.sides import MEDIA, OTHER, first_country, is_public

COLLECTIVE = listed("collective")
CROWDS = listed("crowds")
REPORTERS = listed("reporters")
_CIRCLES = listed("circles")
_LONGEST_NAME = 6  # words
_NO_FIRMS = listed("no_firms")
BEFORE = "body named before"
_RIVALS = 4  # sentences in which another private body makes "the firm" doubtful


def is_private(member: Member) -> bool:
    """Whether a member is a company, a club or the like: an organisation that its name does not show to be public."""
    return member.type == "organisation" and not is_public(words_of(member.name))


def circle(source: Source) -> Answer | None:
    """ "Mr Weiss's campaign", "the Weiss campaign" and "his campaign" are one body, named after him."""
    if source.word not in _CIRCLES:
        return None
    scene = source.scene
    before = range(source.first, source.head)
    owner = next((x for at in before if (x := scene.person_at(source.number, at)) is not None), None)
    pronoun = next((at for at in before if source.low[at] in HE | SHE), None)
    doubt = None
    if owner is not None:
        member = owner.member
    elif pronoun is not None:
        whose = source.ask(source.at(pronoun, pronoun, pronoun))
        if not whose.members:
            return None
        member, doubt = whose.members[0], whose.doubt
    else:
        return None
    who = scene.member(member)
    official = True if source.word in LEX.public else who.official
    name = f"{who.name.split()[-1]} {source.word}"
    return Answer(name, "body of a person", who.side, who.side_from, official, None, doubt, (), (name,))


def named_before(source: Source) -> Answer | None:
    """ "The ministry", "the agency", "the firm": the body last named that is called so."""
    if source.plural or source.opener in INDEFINITE or _proper(source) or _abroad(source):
        return None
    scene = source.scene
    begin, _ = phrase(source)
    known = earlier_body(source, source.low[begin : source.head + 1])
    if known is not None:
        return of(scene.cast, known, BEFORE)
    said = (s for s in reversed(source.recall.said) if s.head == source.word and source.content <= s.content)
    again = next((s for s in said if s.answer.name), None)
    if again is not None:
        return again.answer.by("same words before")
    if source.word in LEX.private and source.opener in DEFINITE and begin == source.head:
        meant = private_body(source, scene.sentence_end(source.start))
        doubt = f"“the {source.word}” may be another body" if meant is not None and _rivals(source, meant) else None
        return None if meant is None else of(scene.cast, meant, BEFORE, doubt)
    return None


def described(source: Source) -> Answer | None:
    """A body that its words name: "the Israeli army", "the government in Beijing", "the newspaper El Faro"."""
    scene, low, page = source.scene, source.low, source.page
    begin, end = phrase(source)
    if _abroad(source):
        end = source.last
    name = scene.text[page.t.start[begin] : page.t.end[end]]
    proper = _proper(source)
    own = {source.word, source.lemma}
    public = bool(own & LEX.public)
    country = first_country(tuple(low[begin : end + 1]))
    if own & LEX.outlet_nouns:
        return _outlet(source, name if proper else None)
    if public and country is not None:
        side = scene.cast.sides.of_country(country)
        return Answer(name, "description", side, "nationality of the body", True, names=(name,))
    if source.word in COLLECTIVE:
        return Answer(name, "description", OTHER, "body without a state", True, names=(name,))
    if source.opener in INDEFINITE or (page.t.tag[source.head] in ("NNS", "NNPS") and not proper):
        return None
    body = public or bool(own & LEX.organisation)
    if body or (proper and page.t.text[source.head][0].isupper()):
        doubt = None if body else "a description, not a name"
        return Answer(name, "description", OTHER, "body without a state", public or None, None, doubt, (), (name,))
    return None


def owner(source: Source) -> Answer | None:
    """ "The carmaker's appeal", "his lead": what is neither body nor person speaks for whose it is."""
    t = source.page.t
    whose = next((k for k in t.kids[source.head] if t.dep[k] == "poss" and k >= source.first), None)
    if whose is None or source.page.fold[whose] in FIRST:
        return None
    found = source.ask(source.at(t.left[whose], whose, whose))
    return found.by("owner", "what belongs to somebody read as him") if found.name else None


def _outlet(source: Source, name: str | None) -> Answer:
    t = source.page.t
    behind = range(source.head + 1, min(source.last, source.head + _LONGEST_NAME) + 1)
    called = [at for at in behind if t.pos[at] == "PROPN"]
    if called and called[0] == source.head + 1:  # "the newspaper El Faro"
        name = source.scene.text[t.start[called[0]] : t.end[called[-1]]]
    names = () if name is None else (name,)
    return Answer(name, "description", MEDIA, "outlet", False, None if name else "group", None, (), names)


def _proper(source: Source) -> bool:
    """Whether a capital shows that the words are a name or hold one."""
    t = source.page.t
    begin, end = phrase(source)
    return any(t.pos[at] == "PROPN" or (t.text[at][0].isupper() and at > t.first[at]) for at in range(begin, end + 1))


def _abroad(source: Source) -> bool:
    """ "The government in Beijing"."""
    _, end = phrase(source)
    behind = source.low[end + 1 : source.last + 1]
    return behind[:1] == ["in"] and first_country(tuple(behind)) is not None


def phrase(source: Source) -> tuple[int, int]:
    """The noun with what stands before it and a short "of …": enough to name it, without clauses."""
    t, low = source.page.t, source.low
    begin = end = source.head
    while begin > source.first and (t.pos[begin - 1] in ("NOUN", "PROPN", "ADJ", "PART") or low[begin - 1] == "-"):
        begin -= 1
    if low[source.head + 1 : source.head + 2] in (["of"], ["for"]) and source.head + 2 <= source.last:
        stop = source.head + 2
        while stop <= min(source.last, source.head + _LONGEST_NAME) and t.pos[stop] in ("NOUN", "PROPN", "ADJ", "DET"):
            end = stop
            stop += 1
    return begin, end


def earlier_body(source: Source, low: Sequence[str]) -> int | None:
    """The body last named whose name or kind common nouns give ("the ministry", "the agency")."""
    asked = {word for word in low if word not in DETERMINERS}
    scene = source.scene
    for x in reversed(scene.between(0, source.start)):
        member = scene.member(x.member)
        if member.type not in ("organisation", "outlet"):
            continue
        own = set(member.name.lower().split())
        press = member.type == "outlet" and low[-1] in REPORTERS
        if press or (asked and asked <= own and len(own) > 1):
            return x.member
    return None


def _rivals(source: Source, meant: int) -> bool:
    """Whether another private body was named in the last sentences."""
    scene = source.scene
    since = scene.sentences[max(0, scene.sentence(source.start) - _RIVALS)]
    near = {x.member for x in scene.between(since, source.start)}
    return any(m != meant and is_private(scene.member(m)) for m in near)


def private_body(source: Source, until: int) -> int | None:
    """Whom "the firm" means: the private body last named or heard, else the next one before `until`."""
    scene, cast, at = source.scene, source.scene.cast, source.start
    active = {x.member for x in cast.namings if x.subject}.union(source.recall.spoken)
    before: dict[int, int] = {}
    for n, m in enumerate(cast.members):
        last = source.recall.last(cast, n, at)
        near = last >= 0 and scene.sentence(at) - scene.sentence(last) <= 1
        if is_private(m) and not _NO_FIRMS & set(words_of(m.name)) and (m.configured or n in active or near):
            before[n] = last
    best = max(before, key=before.__getitem__, default=None)
    if best is not None and before[best] >= 0:
        return best
    return next((x.member for x in cast.namings if at < x.start < until and x.member in before), None)
