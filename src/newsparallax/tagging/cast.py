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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from newsparallax import corpus
from newsparallax.corpus import CorpusConfig
from newsparallax.tagging.lexicon import (
    HONORIFICS,
    Country,
    Gender,
    Lexicon,
    fold,
    lexicon,
    spelling,
    word_set,
    words_of,
)
from newsparallax.tagging.names import Candidate, Page, candidates, known_phrases, page_of, surnames
from newsparallax.tagging.offices import Office, office_of
from newsparallax.tagging.parse import Parsed
from newsparallax.tagging.sides import Sides

Type = Literal["person", "organisation", "place", "outlet"]
_LABELS: dict[str, Type] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}
_PLACING = word_set(
    """
    in at near from to outside around across inside through toward towards between leaving via
    """
)
_LEADING = {"leads": "leader", "led": "leader", "heads": "head", "headed": "head", "runs": "head", "chairs": "chair"}
_ACTING = word_set("nsubj nsubjpass poss conj dobj pobj agent dative compound ROOT")
_NOUNS = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "X"])
_LANDSCAPE = word_set("avenue bay cape fort gulf hill island islands lake mount mountain port river sea street valley")
_BEING = frozenset(["is", "was", "became", "becomes"])
# Capitalised alone they name nothing in particular.
_COMMON = word_set("bank company group party republic state states team union university administration school")
_OPENING = frozenset(["the", "its", "their", "his", "her", "our"])
_LINKING = frozenset(["of", "for", "to", "at", "on"])
_OFFICE_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Member:
    """One actor of an article: `name` as corpus.toml has it, else the text's usual full form.

    `offices` are those held according to corpus.toml and the text, `country` what they, or the name itself, say of
    nationality; `side_from` says what decided the side; `official` is None where nothing in the text tells.
    """

    name: str
    type: Type
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
    beside it, `slip` what is wrong with that office."""

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


@dataclass(slots=True)
class _Group:
    """A member in the making."""

    type: Type
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)
    actor: corpus.Actor | None = None
    offices: list[tuple[Office, int]] = field(default_factory=list)
    genders: Counter[str] = field(default_factory=Counter)
    country: Country | None = None

    @property
    def name(self) -> str:
        if self.actor is not None:
            return self.actor.name
        if self.country is not None:
            return self.country.name
        genders = lexicon().genders
        best = max(self.forms, key=lambda f: (len(f) > 1, self.forms[f], fold(f[0]) in genders, len(f), f))
        return _joined(best)


def _joined(words: Iterable[str]) -> str:
    return " ".join(words).replace(" 's", "'s").replace(" ’s", "’s")


def cast(parsed: Parsed, config: CorpusConfig) -> Cast:
    """Every actor that an article names. Pure: the same article and corpus.toml give the same cast."""
    lex = lexicon()
    sides = Sides.of(config)
    pages = [page_of(block) for block in parsed.blocks]
    aliases = [(name, n) for n, actor in enumerate(config.actors) for name in (actor.name, *actor.aliases)]
    found = _split_pairs(candidates(pages, known_phrases(aliases, lex)), pages, lex)
    types = _vote(found, pages, lex)
    groups, owner = _group(found, types, config.actors, pages, lex)
    spans = [
        [] if group is None or groups[group].type != "person" else _office_spans(pages[c.page], c, lex)
        for c, group in zip(found, owner, strict=True)
    ]
    for c, group, beside in zip(found, owner, spans, strict=True):
        if group is not None and groups[group].type == "person":
            _describe(groups[group], pages[c.page], c, beside, parsed.article.text)
    _read_configured(groups)
    slips = _slips(groups, sides)
    members = tuple(
        _member(group, tuple(dict.fromkeys(o for o, at in group.offices if (n, at) not in slips)), sides)
        for n, group in enumerate(groups)
    )
    namings = [
        _naming(pages[c.page], c, group, beside[0] if beside else None, slips)
        for c, group, beside in zip(found, owner, spans, strict=True)
        if group is not None
    ]
    if any(page.shouted for page in pages):
        namings = sorted(namings + _shouted(pages, members, namings), key=lambda n: n.start)
    return _completed(members, tuple(namings), tuple(pages), sides)


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


# --- 2. what a name is ----------------------------------------------------------------------------------------


def _split_pairs(found: list[Candidate], pages: list[Page], lex: Lexicon) -> list[Candidate]:
    """ "Putin-Biden" and "US-Russia" are two names, "Amneh El-Hassan" is one."""
    known = surnames(found) | {fold(c.words[0]) for c in found if len(c.words) == 1 and "-" not in c.words[0]}
    result: list[Candidate] = []
    for c in found:
        parts = c.words[0].split("-") if len(c.words) == 1 and c.known is None else []
        if len(parts) == 2 and all(p.lower() in known or lex.country((fold(p),)) for p in parts):
            result.append(Candidate(c.page, c.first, c.first, (parts[0],)))
            result.append(Candidate(c.page, c.last, c.last, (parts[1],)))
        else:
            result.append(c)
    return result


def _key(words: Sequence[str]) -> tuple[str, ...]:
    low = tuple(fold(word) for word in words)
    return low[1:] if low[:1] == ("the",) and len(low) > 1 else low


def _vote(found: list[Candidate], pages: list[Page], lex: Lexicon) -> dict[tuple[str, ...], Type | None]:
    """What each name is, by all the places where it stands; None for what is no actor (an event, a law)."""
    votes: dict[tuple[str, ...], Counter[Type]] = defaultdict(Counter)
    others: Counter[tuple[str, ...]] = Counter()
    acting: set[tuple[str, ...]] = set()
    for c in found:
        page = pages[c.page]
        tally = votes[_key(c.words)]
        kind = _LABELS.get(page.label[c.last])
        if kind:
            tally[kind] += 1
        elif page.label[c.last]:
            others[_key(c.words)] += 1  # a people, an event, a law
        before = page.fold[c.first - 1] if c.first else ""
        after = page.fold[c.last + 1] if c.last + 1 < len(page.fold) else ""
        if before in HONORIFICS:
            tally["person"] += 6
        elif lex.is_role(before) or (page.t.pos[c.first - 1] == "NOUN" and page.t.head[c.first - 1] == c.last):
            tally["person"] += 3
        elif before == "the":
            tally["organisation"] += 1
            tally["person"] -= 2
        elif before in _PLACING:
            tally["place"] += 2
        if before == "by" or page.t.dep[c.last] == "nsubj":
            tally["place"] -= 1  # countries, which act, are known by their names
        if after in ("news", "newspaper") or (after == "agency" and "press" in page.fold[c.last : c.last + 2]):
            tally["outlet"] += 3
        elif after == "who" or (after == "," and _aged_or_apposed(page, c, lex)):
            tally["person"] += 2
        if page.t.dep[c.last] == "nsubj" and len(c.words) > 1:
            acting.add(_key(c.words))
    for key, tally in votes.items():
        _known_words(key, tally, found, lex)
    decided: dict[tuple[str, ...], Type | None] = {}
    for key, tally in votes.items():
        best = max(tally, key=lambda kind: (tally[kind], kind), default=None)
        # A name that no witness knows, and that does something, is a person's.
        unknown: Type | None = "person" if key in acting and not others[key] else None
        decided[key] = best if best is not None and tally[best] > others[key] else unknown
    return decided


def _aged_or_apposed(page: Page, c: Candidate, lex: Lexicon) -> bool:
    """ "Peter Aske, 61, a teacher" and "Halldóra Jónsdóttir, the police chief"."""
    numbered = c.last + 2 < len(page.fold) and page.fold[c.last + 2].isdigit()
    return numbered or (len(c.words) > 1 and page.label[c.last] != "PERSON" and _after(page, c, lex) is not None)


def _known_words(key: tuple[str, ...], tally: Counter[Type], found: list[Candidate], lex: Lexicon) -> None:
    """What the lists say of a name."""
    if len(key) > 1 and key[0] in lex.genders and key[-1] not in lex.organisation:
        tally["person"] += 3
    if len(key) > 1 and (key[-1] in lex.organisation or key[0] in lex.organisation):
        tally["organisation"] += 4
    elif any(word in lex.organisation or word in lex.public for word in key):
        tally["organisation"] += 2
    if not _LANDSCAPE.isdisjoint(key):
        tally["place"] += 3
    if len(key) > 1 and key[-1] in lex.outlet_endings:
        tally["outlet"] += 6
    country = lex.country(key)
    if country is not None:
        tally["place" if country.how in ("name", "capital", "demonym") else "organisation"] += 5


def _is_wire(words: Sequence[str], kind: Type | None, named: set[str], lex: Lexicon) -> bool:
    """Whether a name is a known wire or outlet; the parser is not asked, unless the name is also an ordinary word."""
    if words[-1] in named or (words[0] in lex.ambiguous_wires and kind not in ("organisation", "outlet")):
        return False
    cased = tuple(word.replace("’", "'") for part in words for word in part.replace("-", " - ").split())
    return cased in lex.wires.get(cased[0], ()) if cased else False


# --- 3. who is the same ---------------------------------------------------------------------------------------


def same_given(one: str, other: str, lex: Lexicon) -> bool:
    """Whether two given names may be the same person's: spelling variants, short forms, initials."""
    a, b = spelling(one), spelling(other)
    if a == b or ((len(a) == 1 or len(b) == 1) and a[:1] == b[:1]):
        return True
    if lex.variants.get(a, frozenset()) & lex.variants.get(b, frozenset()):
        return True
    different = lex.genders.get(fold(one)) != lex.genders.get(fold(other))
    return not different and a[:1] == b[:1] and SequenceMatcher(None, a, b).ratio() >= 0.8


def same_person(one: Sequence[str], other: Sequence[str], lex: Lexicon) -> bool:
    """Whether two names of several words name one person."""
    last, its = spelling(one[-1]), spelling(other[-1])
    if last != its and (last[:3] != its[:3] or SequenceMatcher(None, last, its).ratio() < 0.86):
        return False
    if last != its and spelling(one[0]) != spelling(other[0]):
        return False
    return same_given(one[0], other[0], lex) or one[0] in other[:-1] or other[0] in one[:-1]


def _actor_type(actor: corpus.Actor, lex: Lexicon) -> Type:
    if actor.type in ("person", "organisation", "place", "outlet"):
        return actor.type  # type: ignore[return-value]
    key = words_of(actor.name)
    if lex.country(key):
        return "place"
    if key[0] == "the" or any(word in lex.organisation for word in key):
        return "organisation"
    return "person" if len(key) > 1 or actor.offices else "organisation"


class _Groups:
    """Members in the making, found again by their names."""

    def __init__(self, actors: Sequence[corpus.Actor], lex: Lexicon) -> None:
        self.lex = lex
        self.all: list[_Group] = []
        self.exact: dict[tuple[str, ...], int] = {}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.full: dict[int, list[Sequence[str]]] = defaultdict(list)
        for actor in actors:
            number = self.new(_actor_type(actor, lex), actor)
            for name in (actor.name, *actor.aliases):
                self.learn(number, tuple(name.split()))

    def new(self, kind: Type, actor: corpus.Actor | None = None) -> int:
        self.all.append(_Group(kind, actor=actor))
        return len(self.all) - 1

    def learn(self, number: int, words: Sequence[str]) -> None:
        """Remember one more form of a member's name."""
        self.exact.setdefault(_key(words), number)
        if self.all[number].type == "person" and len(words) > 1:
            if words not in self.full[number]:
                self.full[number].append(words)
            for word in (words[0], words[-1]):
                if number not in self.by_word[spelling(word)]:
                    self.by_word[spelling(word)].append(number)

    def learned(self, number: int, words: Sequence[str]) -> int:
        self.learn(number, words)
        return number

    def tail(self, words: Sequence[str]) -> int | None:
        """The person whose surname of several words this is ("bin Salman")."""
        key = _key(words)
        for number in self.by_word.get(spelling(words[-1]), ()):
            if any(len(form) > len(key) and _key(form)[-len(key) :] == key for form in self.full[number]):
                return number
        return None

    def namesake(self, gender: Gender, surname: str) -> int:
        """Somebody known by a title and a surname that others have too."""
        key = (gender, fold(surname))
        if key not in self.exact:
            self.exact[key] = self.new("person")
        return self.exact[key]

    def person(self, words: Sequence[str]) -> int:
        """The person of a full name, a new one where none fits."""
        tail = self.tail(words)
        if tail is not None:
            return tail
        for number in self.by_word.get(spelling(words[-1]), ()):
            if any(same_person(words, form, self.lex) for form in self.full[number]):
                return self.learned(number, words)
        for number, forms in self.full.items():
            if any(words[0][:1] == form[0][:1] and same_person(words, form, self.lex) for form in forms):
                return self.learned(number, words)
        return self.learned(self.new("person"), words)


def _group(
    found: list[Candidate],
    types: dict[tuple[str, ...], Type | None],
    actors: Sequence[corpus.Actor],
    pages: list[Page],
    lex: Lexicon,
) -> tuple[list[_Group], list[int | None]]:
    """Members, and for each candidate the number of its member (None: names nobody)."""
    groups = _Groups(actors, lex)
    owner: list[int | None] = [c.known for c in found]
    named = {c.words[-1] for c in found if len(c.words) > 1 and types[_key(c.words)] == "person"}
    singles: list[int] = []
    people: list[int] = []
    organisations: list[int] = []
    for n, c in enumerate(found):
        kind = types[_key(c.words)]
        if c.known is not None:
            groups.learn(c.known, c.words)
        elif _is_wire(c.words, kind, named, lex):
            owner[n] = _exact(groups, c.words, "outlet")
        elif (
            len(c.words) > 1
            and (country := lex.country(_key(c.words))) is not None
            and country.how not in ("body", "bloc")
        ):
            owner[n] = _of_country(groups, c, country, pages[c.page])
        elif len(c.words) > 1 and kind == "person":
            people.append(n)
        elif len(c.words) > 1 and kind is not None:
            organisations.append(n)
        elif len(c.words) == 1:
            singles.append(n)
    # Longer names first, so that "Von der Leyen" finds Ursula, and "State Department" "U.S. State Department".
    for n in sorted(people, key=lambda n: -len(found[n].words)):
        owner[n] = groups.person(found[n].words)
    for n in sorted(organisations, key=lambda n: -len(found[n].words)):
        tail = groups.tail(found[n].words)
        kind = types[_key(found[n].words)] or "organisation"
        owner[n] = tail if tail is not None else _body(groups, found[n].words, kind, lex)
    acronyms = _acronyms(found, owner, pages)
    counts = Counter(o for o in owner if o is not None)
    recent: dict[str, int] = {}
    order = dict.fromkeys(singles, True)
    for n, c in enumerate(found):
        if n in order:
            owner[n] = _single(groups, c, types[_key(c.words)], pages[c.page], acronyms, counts, recent, lex)
        number = owner[n]
        if number is not None:
            counts[number] += n in order
            groups.all[number].forms[c.words] += 1
            if len(c.words) > 1:
                for word in (c.words[0], c.words[-1]):
                    recent[spelling(word)] = number
    return groups.all, owner


def _exact(groups: _Groups, words: tuple[str, ...], kind: Type) -> int:
    number = groups.exact.get(_key(words))
    if number is None:
        number = groups.new(kind)
        groups.learn(number, words)
    return number


def _given_gender(forms: Iterable[Sequence[str]], lex: Lexicon) -> Gender | None:
    """The gender that a person's given name shows."""
    return next((gender for form in forms if (gender := lex.genders.get(fold(form[0])))), None)


def _body(groups: _Groups, words: tuple[str, ...], kind: Type, lex: Lexicon) -> int:
    """The organisation of a name of several words; a name without its country is the one with it."""
    key = _key(words)
    if key in groups.exact:
        return groups.exact[key]
    longer = {
        number
        for known, number in groups.exact.items()
        if groups.all[number].type != "person" and known[-len(key) :] == key and lex.country(known[: -len(key)])
    }
    if len(longer) == 1:
        number = longer.pop()
        groups.exact[key] = number
        return number
    return _exact(groups, words, kind)


def _acronyms(found: list[Candidate], owner: list[int | None], pages: list[Page]) -> dict[str, int]:
    """Acronyms that the text itself defines in brackets, and initials of the bodies it names."""
    defined: dict[str, int] = {}
    for n, c in enumerate(found):
        number = owner[n]
        if number is None or len(c.words) < 2:
            continue
        initials = "".join(word[0] for word in c.words if word[0].isupper())
        if len(initials) > 1:
            defined.setdefault(initials, number)
        t = pages[c.page].t
        if (
            c.last + 3 < len(t)
            and t.text[c.last + 1] == "("
            and t.text[c.last + 3] == ")"
            and t.text[c.last + 2].isupper()
        ):
            defined[t.text[c.last + 2]] = number
    return defined


def _single(
    groups: _Groups,
    c: Candidate,
    kind: Type | None,
    page: Page,
    acronyms: dict[str, int],
    counts: Counter[int],
    recent: dict[str, int],
    lex: Lexicon,
) -> int | None:
    """Whom a name of one word means: a person by surname, then by given name, a body by acronym, else itself."""
    word = c.words[0]
    key = _key(c.words)
    country = lex.country(key)
    fits = groups.by_word.get(spelling(word), [])
    if country is not None and (country.how == "demonym" or not fits or kind == "place"):
        return _of_country(groups, c, country, page)
    surname = [n for n in fits if any(spelling(form[-1]) == spelling(word) for form in groups.full[n])]
    holders = surname or fits
    title = HONORIFICS.get(page.fold[c.first - 1]) if c.first else None
    if title is not None and holders:
        # Ms Clinton is not Bill: where only he is named in full, she is somebody of her own.
        agreeing = [n for n in holders if _given_gender(groups.full[n], lex) in (None, title)]
        if not agreeing:
            return groups.namesake(title, word)
        holders = agreeing
    elif holders:
        holders = holders + [
            n for gender in ("female", "male") if (n := groups.exact.get((gender, key[0]))) is not None
        ]
    if len(holders) > 1:
        # Two Clintons: the plain surname is the one the article is about, unless the other was named just now.
        holders = sorted(holders, key=lambda n: (counts[n], n == recent.get(spelling(word))), reverse=True)
    if holders and not (kind == "organisation" and word.isupper() and len(word) > 1 and word in acronyms):
        return holders[0]
    if word.isupper() and word in acronyms:
        return acronyms[word]
    if key in groups.exact:
        return groups.exact[key]
    if kind is None or lex.is_role(key[0]) or key[0] in lex.rank or key[0] in HONORIFICS or key[0] in _COMMON:
        return None
    return _exact(groups, c.words, kind)


def _of_country(groups: _Groups, c: Candidate, country: Country, page: Page) -> int | None:
    """A country by its name; by its capital unless something happens there; never by an adjective."""
    if country.how == "demonym":
        return None
    if country.how == "capital" and _placed(c, page):
        return _exact(groups, c.words, "place")
    if country.how == "body":
        return _exact(groups, c.words, "organisation")
    number = groups.exact.get(words_of(country.name))
    if number is None:
        number = groups.new("place" if country.how != "bloc" else "organisation")
        groups.all[number].country = country
        groups.learn(number, tuple(country.name.split()))
    return number


def _placed(c: Candidate, page: Page) -> bool:
    """Whether a capital is where something happens (a place, a dateline, "Reykjavik, Iceland"), not a government."""
    t = page.t
    if (c.first and page.fold[c.first - 1] in _PLACING) or t.text[c.last].isupper():
        return True
    after = page.label[c.last + 2] if c.last + 2 < len(t) and t.text[c.last + 1] == "," else ""
    return after == "GPE" or t.dep[c.last] not in _ACTING


# --- 4. what is said of a person ------------------------------------------------------------------------------


def _office_spans(page: Page, c: Candidate, lex: Lexicon) -> list[tuple[int, int]]:
    """The tokens of the offices beside a name: before it or in apposition to it, and after it between commas."""
    spans = (_before(page, c, lex) or _apposed(page, c, lex), _after(page, c, lex))
    return [span for span in spans if span is not None]


def _before(page: Page, c: Candidate, lex: Lexicon) -> tuple[int, int] | None:
    t, low = page.t, page.fold
    at, begin, role = c.first - 1, c.first, False
    floor = max(t.first[c.first], c.first - _OFFICE_LENGTH)
    while at >= floor:
        word = low[at]
        if lex.is_role(word) and t.pos[at] != "VERB":
            role = True
        elif word in HONORIFICS or _bridges(low, at, floor, role, begin < c.first, lex):
            at -= 1
            continue
        elif page.label[at] == "PERSON" or (t.pos[at] not in _NOUNS and not t.text[at][0].isupper()):
            break
        begin = at
        at -= 1
    if not role:
        near = c.first - 1
        if near >= floor and t.pos[near] == "NOUN" and t.head[near] in range(c.first, c.last + 1):
            return near, near
        return None
    while begin < c.first and (t.pos[begin] in ("ADP", "DET", "PUNCT", "CCONJ", "PART") or low[begin] in HONORIFICS):
        begin += 1
    return (begin, c.first - 1) if begin < c.first else None


def _bridges(low: list[str], at: int, floor: int, role: bool, begun: bool, lex: Lexicon) -> bool:
    """Whether a small word before a name may stand inside its office ("head of the delegation X", "Russia's …")."""
    word, before = low[at], low[at - 1] if at > floor else ""
    if word in ("'s", "-"):
        return True
    if word == "and":
        return lex.is_role(low[at + 1]) and lex.is_role(before)
    if word == "the":
        return begun and before in _LINKING
    if word not in _LINKING:
        return False
    if role:
        return word != "on" and (before in lex.organisation or before in lex.public)
    return begun


def _apposed(page: Page, c: Candidate, lex: Lexicon) -> tuple[int, int] | None:
    """ "Its secretary, Ruth Calder," and "Malaysia's Prime Minister, Najib Razak"."""
    t, low = page.t, page.fold
    comma = c.first - 1
    if comma <= t.first[c.first] or low[comma] != ",":
        return None
    at = comma - 1
    floor = max(t.first[c.first], comma - _OFFICE_LENGTH)
    begin = comma
    while at >= floor and (
        t.pos[at] in _NOUNS or low[at] in ("of", "for", "to", "the", "and", "'s", "-", "its", "their")
    ):
        begin = at
        at -= 1
    if at >= floor and t.pos[at] in ("DET", "PRON"):
        begin = at
    if office_of(t.text[begin:comma], "") is None or _holds_name(page, begin, comma, lex):
        return None
    if not any(lex.is_role(word) for word in low[begin:comma]):
        return None
    apposed = t.dep[c.last] == "appos" and begin <= t.head[c.last] < comma
    opens = begin == t.first[c.first] or low[begin] in _OPENING or low[begin + 1 : begin + 2] == ["'s"]
    closed = c.last + 1 >= len(t) or low[c.last + 1] == ","
    if not (apposed or (opens and closed)):
        return None
    while t.pos[begin] in ("DET", "PRON"):
        begin += 1
    return begin, comma - 1


def _after(page: Page, c: Candidate, lex: Lexicon) -> tuple[int, int] | None:
    """ "Paul Dewar, an Ottawa New Democrat MP," and "Tomas Brandt, who leads the investigation"."""
    t, low = page.t, page.fold
    at = c.last + 1
    if at + 1 >= len(t) or low[at] not in (",", "(", "—", "–", *_BEING):
        return None
    at += 1
    if at + 2 < len(t) and low[at].isdigit() and low[at + 1] == ",":
        at += 2
    begin, stop = at, min(t.last[c.last] + 1, at + _OFFICE_LENGTH)
    if low[at] in ("who", "which"):
        if at + 1 >= stop:
            return None
        if low[at + 1] in _LEADING:
            return at + 1, _phrase_end(page, at + 2, stop)
        if low[at + 1] not in (*_BEING, "serves", "served"):
            return None
        begin = at + 2
    end = _phrase_end(page, begin, stop)
    if t.pos[begin] == "VERB":
        return None
    while begin <= end and (t.pos[begin] in ("DET", "PRON") or low[begin] in ("as", "also", "now")):
        begin += 1
    if end < begin or office_of(t.text[begin : end + 1], "") is None:
        return None
    chunk = low[begin : end + 1]
    cut = next(
        (n for n, word in enumerate(chunk) if n and word in ("of", "for", "to", "at", "in", "on", "with")), len(chunk)
    )
    nouns = [n for n, word in enumerate(chunk[:cut]) if lex.is_role(word)]
    if not nouns or nouns[-1] != cut - 1:
        return None  # "Ned Price, State Department spokesman Ned …": the next name's office, or no office
    return begin, end


def _phrase_end(page: Page, begin: int, stop: int) -> int:
    t = page.t
    at = begin
    while at < stop and t.pos[at] != "PUNCT" and page.fold[at] not in ("who", "which", "that", "and", "but", "whose"):
        if t.pos[at] in ("VERB", "AUX") and at > begin:
            break
        at += 1
    return at - 1


def _holds_name(page: Page, begin: int, end: int, lex: Lexicon) -> bool:
    return any(page.label[at] == "PERSON" for at in range(begin, end))


def _describe(group: _Group, page: Page, c: Candidate, spans: list[tuple[int, int]], text: str) -> None:
    t = page.t
    before = page.fold[c.first - 1] if c.first else ""
    title = HONORIFICS.get(before)
    if title:
        group.genders[title] += 3
    for span in spans:
        words = t.text[span[0] : span[1] + 1]
        if words[0] in _LEADING:
            words = [_LEADING[words[0]], "of", *words[1:]]
        office = office_of(words, text[t.start[span[0]] : t.end[span[1]]])
        if office is not None:
            group.offices.append((office, t.start[c.first]))
            if office.gender:
                group.genders[office.gender] += 2 if office.gender == "female" else 1
    if len(c.words) > 1:
        given = lexicon().genders.get(fold(c.words[0]))
        if given:
            group.genders[given] += 1


def _read_configured(groups: list[_Group]) -> None:
    for group in groups:
        if group.actor is not None:
            held = [office_of(words_of(text), text) for text in group.actor.offices]
            group.offices[:0] = [(office, -1) for office in held if office is not None]


def _slips(groups: list[_Group], sides: Sides) -> dict[tuple[int, int], str]:
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
            elif held and office.public and not any(_compatible(office, h) for h in held):
                other = next(
                    (
                        g
                        for g in groups
                        if g is not group
                        and g.actor
                        and any(o.head == office.head and o.words == office.words for o, p in g.offices if p < 0)
                    ),
                    None,
                )
                if other is not None:
                    found[number, at] = f"the text gives {group.name} the office of {other.name}, {office.text!r}"
    return found


def _compatible(one: Office, other: Office) -> bool:
    return one.head == other.head and (one.words <= other.words or other.words <= one.words)


def _member(group: _Group, offices: tuple[Office, ...], sides: Sides) -> Member:
    name = group.name
    country = group.country or next((o.country for o in offices if o.country), None)
    if country is None and group.type in ("organisation", "place"):
        country = sides.country_in(words_of(name))
    public = [o.public for o in offices]
    side, side_from = sides.decide(group.actor, group.type, offices, country, name)
    official: bool | None
    if group.type == "person":
        official = any(public) if offices else None
    elif group.type == "outlet":
        official = False
    else:
        official = sides.is_public(words_of(name)) or (
            country is not None and country.how in ("name", "capital", "body")
        )
    if group.actor is not None and official is not True and group.type != "outlet" and group.actor.side:
        official = official if sides.country_of_label(group.actor.side) is None else True
    gender: Gender | None = None
    ranked = group.genders.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        gender = "female" if ranked[0][0] == "female" else "male"
    if not ranked and group.type == "person" and " " not in name:
        gender = lexicon().genders.get(fold(name))
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
