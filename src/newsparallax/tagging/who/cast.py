"""Who is who in one article: every actor it names, each decided once for the whole text.

1. Stretches of capitalised words are cut into office and name (`names`).
2. A vote over all mentions says what each name is: person, organisation, place or outlet. Witnesses are the parser's
   labels, given names, titles and offices in front, words such as "Ministry", lists of countries and of wires.
3. Mentions are grouped: surname to full name, spellings and short forms of one given name, acronyms, "State
   Department" to "U.S. State Department". Actors of corpus.toml take precedence over what the text suggests.
4. Offices are read from before and after a name ("Jan Novak, Poland's deputy foreign minister"); nationality,
   side and gender follow from them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsparallax.corpus import CorpusConfig
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.who.beside import LEADING, office_spans
from newsparallax.tagging.who.event import EventCast
from newsparallax.tagging.who.groups import Group, gather
from newsparallax.tagging.who.kinds import decide, key_of, split_pairs, tallies
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, Country, Gender, fold, spelling, words_of
from newsparallax.tagging.who.names import Candidate, Page, candidates, known_phrases, page_of
from newsparallax.tagging.who.offices import Office, office_of
from newsparallax.tagging.who.same import parts
from newsparallax.tagging.who.sides import Sides, first_country, is_public
from newsparallax.values import ActorType

# Somebody named in full so many times as often as another of that surname is meant by the surname alone.
_FAR_MORE = 3


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of an article: `name` as corpus.toml has it, else the text's usual full form.

    `offices` are those held according to corpus.toml and the text, `country` what they, or the name itself, say of
    nationality; `side_from` says what decided the side; `official` is None where nothing in the text tells.
    """

    name: str
    type: ActorType
    offices: tuple[Office, ...] = ()
    country: Country | None = None
    side: str = "unknown"
    side_from: str = "nothing in the text"
    official: bool | None = None
    gender: Gender | None = None
    configured: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """One place where a member is named: tokens first..last of a block are the name, `office` the tokens of an office
    beside it, `slip` what is wrong with that office, `doubt` who else a surname may mean."""

    start: int
    end: int
    page: int
    first: int
    last: int
    member: int
    full: bool
    rule: str
    subject: bool
    office: tuple[int, int] | None = None
    slip: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """The members of one article and every place that names one, in the order of the text."""

    members: tuple[Member, ...]
    namings: tuple[Naming, ...]
    pages: tuple[Page, ...]
    sides: Sides
    # Derived, because many rules ask for them: offsets of each member's namings; members who hold an office; for each
    # page the tokens that are a name or its office, and those that name a person.
    places: tuple[tuple[int, ...], ...]
    office_holders: tuple[int, ...]
    taken: tuple[frozenset[int], ...]
    people: tuple[frozenset[int], ...]


def census(parsed: Parsed, config: CorpusConfig) -> dict[str, Any]:
    """What one article says of its names, for `event.event_cast`: votes for what each is, and people named in full."""
    pages, found = _names(parsed, config)
    told = tallies(found, pages)
    votes = {" ".join(key): {kind: n for kind, n in tally.votes.items() if n} for key, tally in told.items()}
    people = [
        {"name": m.name, "gender": m.gender, "offices": [o.text for o in m.offices]}
        for m in cast(parsed, config).members
        if m.type == "person" and " " in m.name and not m.configured
    ]
    return {"votes": votes, "people": people}


def _names(parsed: Parsed, config: CorpusConfig) -> tuple[list[Page], list[Candidate]]:
    pages = [page_of(block) for block in parsed.blocks]
    aliases = [(name, n) for n, actor in enumerate(config.actors) for name in (actor.name, *actor.aliases)]
    return pages, split_pairs(candidates(pages, known_phrases(aliases)))


def cast(parsed: Parsed, config: CorpusConfig, event: EventCast | None = None) -> Cast:
    """Every actor that an article names, with what the other articles of the event say of them.

    Pure: the same article, corpus.toml and event give the same cast.
    """
    event = event or EventCast()
    sides = Sides.of(config)
    pages, found = _names(parsed, config)
    types = decide(tallies(found, pages), event.votes)
    outlets = frozenset(key_of(name.split()) for name in config.outlet_names)
    groups, owner = gather(found, types, config.actors, outlets, pages, event)
    spans = [
        [] if group is None or groups[group].type != "person" else office_spans(pages[c.page], c)
        for c, group in zip(found, owner, strict=True)
    ]
    for c, group, beside in zip(found, owner, spans, strict=True):
        if group is not None and groups[group].type == "person":
            _describe(groups[group], pages[c.page], c, beside, parsed.article.text)
    _read_configured(groups)
    slips = _slips(groups, sides)
    members = []
    for n, one in enumerate(groups):
        own = [o for o, at in one.offices if (n, at) not in slips]
        members.append(_member(one, tuple(dict.fromkeys([*own, *_elsewhere(one, event)])), sides))
    namings = [
        _naming(pages[c.page], c, group, beside[0] if beside else None, slips)
        for c, group, beside in zip(found, owner, spans, strict=True)
        if group is not None
    ]
    namings = _doubted(namings, members, pages)
    if any(page.shouted for page in pages):
        namings = sorted(namings + _shouted(pages, members, namings), key=lambda n: n.start)
    return _completed(tuple(members), tuple(namings), tuple(pages), sides)


def _doubted(namings: list[Naming], members: Sequence[Member], pages: Sequence[Page]) -> list[Naming]:
    """Surnames that several people of the article bear: who else may be meant, unless a title tells."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for number, m in enumerate(members):
        if m.type == "person" and " " in m.name:
            bearers[spelling(parts(m.name)[-1])].append(number)
    full = Counter(n.member for n in namings if n.full)
    result = []
    for n in namings:
        title = HONORIFICS.get(pages[n.page].fold[n.first - 1]) if n.first else None
        word = spelling(pages[n.page].t.text[n.last])
        others = [
            o
            for o in bearers.get(word, ())
            if o != n.member and not n.full and full[n.member] < _FAR_MORE * full[o]
            if title is None or members[o].gender in (None, title)
        ]
        doubt = f"the surname may also mean {members[others[0]].name}" if others else None
        result.append(replace(n, doubt=doubt) if doubt else n)
    return result


def _completed(members: tuple[Member, ...], namings: tuple[Naming, ...], pages: tuple[Page, ...], sides: Sides) -> Cast:
    places: list[list[int]] = [[] for _ in members]
    taken: list[set[int]] = [set() for _ in pages]
    people: list[set[int]] = [set() for _ in pages]
    for naming in namings:
        places[naming.member].append(naming.start)
        tokens_of_name = range(naming.first, naming.last + 1)
        taken[naming.page].update(tokens_of_name)
        if members[naming.member].type == "person":
            people[naming.page].update(tokens_of_name)
        if naming.office:
            taken[naming.page].update(range(naming.office[0], naming.office[1] + 1))
    return Cast(
        members,
        namings,
        pages,
        sides,
        tuple(tuple(at) for at in places),
        tuple(n for n, member in enumerate(members) if member.type == "person" and member.offices),
        tuple(frozenset(at) for at in taken),
        tuple(frozenset(at) for at in people),
    )


def _describe(group: Group, page: Page, c: Candidate, spans: list[tuple[int, int]], text: str) -> None:
    t = page.t
    before = page.fold[c.first - 1] if c.first else ""
    title = HONORIFICS.get(before)
    if title:
        group.genders[title] += 3
    for span in spans:
        words = t.text[span[0] : span[1] + 1]
        if words[0] in LEADING:
            words = [LEADING[words[0]], "of", *words[1:]]
        office = office_of(words, text[t.start[span[0]] : t.end[span[1]]])
        if office is not None:
            group.offices.append((office, t.start[c.first]))
            if office.gender:
                group.genders[office.gender] += 2 if office.gender == "female" else 1
    if len(c.words) > 1:
        given = LEX.genders.get(fold(c.words[0]))
        if given:
            group.genders[given] += 1


def _elsewhere(group: Group, event: EventCast) -> list[Office]:
    """The offices that the other articles give a person; his gender, too, where the article does not tell it."""
    known = event.person(group.name) if group.type == "person" and " " in group.name else None
    if known is None or group.actor is not None:
        return []
    if known.gender and not group.genders:
        group.genders[known.gender] += 1
    return [o for text in known.offices if (o := office_of(words_of(text), text)) is not None]


def _read_configured(groups: list[Group]) -> None:
    for group in groups:
        if group.actor is not None:
            held = [office_of(words_of(text), text) for text in group.actor.offices]
            group.offices[:0] = [(office, -1) for office in held if office is not None]


def _slips(groups: list[Group], sides: Sides) -> dict[tuple[int, int], str]:
    """Offices that a page gives to the wrong person: (number of the group, offset of the name) and what is wrong.

    The name decides: an office of another country than the one corpus.toml or the other mentions give is the slip.
    """
    found: dict[tuple[int, int], str] = {}
    for number, group in enumerate(groups):
        told = [(office, at) for office, at in group.offices if at >= 0]
        if not told:
            continue
        held = [office for office, at in group.offices if at < 0]
        own = sides.country_of_label(group.actor.side) if group.actor and group.actor.side else None
        countries = Counter(o.country.name for o, _ in told if o.country)
        own = own or next((o.country.name for o in held if o.country), None)
        if own is None and len(countries) > 1 and countries.most_common(2)[0][1] > countries.most_common(2)[1][1]:
            own = countries.most_common(1)[0][0]
        for office, at in told:
            if own and office.country and office.country.name != own and office.public:
                found[number, at] = f"the text calls {group.name} {office.text!r}, who speaks for {own}"
    return found


def _member(group: Group, offices: tuple[Office, ...], sides: Sides) -> Member:
    name = group.name
    country = group.country or next((o.country for o in offices if o.country), None)
    if country is None and group.type in ("organisation", "place"):
        country = first_country(words_of(name))
    public = [o.public for o in offices]
    side, side_from = sides.decide(group.actor, group.type, offices, country, name)
    official: bool | None
    if group.type == "person":
        official = any(public) if offices else None
    elif group.type == "outlet":
        official = False
    else:
        official = is_public(words_of(name)) or (country is not None and country.how in ("name", "capital", "body"))
    if group.actor is not None and official is not True and group.type != "outlet" and group.actor.side:
        official = official if sides.country_of_label(group.actor.side) is None else True
    gender: Gender | None = None
    ranked = group.genders.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        gender = "female" if ranked[0][0] == "female" else "male"
    if not ranked and group.type == "person" and " " not in name:
        gender = LEX.genders.get(fold(name))
    return Member(name, group.type, offices, country, side, side_from, official, gender, group.actor is not None)


def _naming(
    page: Page,
    c: Candidate,
    number: int,
    span: tuple[int, int] | None,
    slips: dict[tuple[int, int], str],
) -> Naming:
    t = page.t
    rule = "corpus.toml" if c.known is not None else "full name" if len(c.words) > 1 else "short name"
    return Naming(
        t.start[c.first],
        t.end[c.last],
        c.page,
        c.first,
        c.last,
        number,
        len(c.words) > 1,
        rule,
        any(t.dep[at] in ("nsubj", "nsubjpass") for at in range(c.first, c.last + 1)),
        span,
        slips.get((number, t.start[c.first])),
    )


def _shouted(pages: list[Page], members: Sequence[Member], namings: Sequence[Naming]) -> list[Naming]:
    """In a headline in capitals only names that the body knows are names."""
    known: dict[tuple[str, ...], int] = {}
    for n in namings:
        page = pages[n.page]
        known.setdefault(tuple(page.fold[n.first : n.last + 1]), n.member)
    for number, member in enumerate(members):
        if member.type == "person":
            known.setdefault((fold(member.name.split()[-1]),), number)
    taken = {(n.page, at) for n in namings for at in range(n.first, n.last + 1)}
    found: list[Naming] = []
    for number, page in enumerate(pages):
        if not page.shouted:
            continue
        at = 0
        while at < len(page.t):
            for length in (4, 3, 2, 1):
                key = tuple(page.fold[at : at + length])
                if len(key) == length and key in known and (number, at) not in taken and page.t.text[at][0].isupper():
                    c = Candidate(number, at, at + length - 1, tuple(page.t.text[at : at + length]))
                    found.append(_naming(page, c, known[key], None, {}))
                    at += length - 1
                    break
            at += 1
    return found
