"""Who is the same: surnames and full names, spellings, short forms, acronyms, bodies with and without their country."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from newsparallax import corpus
from newsparallax.tagging.who.event import EventCast
from newsparallax.tagging.who.kinds import PLACING, is_wire, key_of
from newsparallax.tagging.who.lexicon import (
    HONORIFICS,
    LEX,
    Country,
    Gender,
    Words,
    fold,
    listed,
    spelling,
    word_set,
    words_of,
)
from newsparallax.tagging.who.names import Candidate, Page
from newsparallax.tagging.who.offices import Office
from newsparallax.tagging.who.same import same_person, suffix, without_suffix
from newsparallax.values import ActorType

_ACTING = word_set("nsubj nsubjpass poss conj dobj pobj agent dative compound ROOT")
# Capitalised alone they name nothing in particular.
_COMMON = listed("common")


@dataclass(slots=True)
class Group:
    """A member in the making."""

    type: ActorType
    forms: Counter[Words] = field(default_factory=Counter)
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
        genders = LEX.genders
        best = max(self.forms, key=lambda f: (len(f) > 1, self.forms[f], fold(f[0]) in genders, len(f), f))
        return " ".join(best).replace(" 's", "'s").replace(" ’s", "’s")


def _actor_type(actor: corpus.Actor) -> ActorType:
    if actor.type in ("person", "organisation", "place", "outlet"):
        return actor.type  # type: ignore[return-value]
    key = words_of(actor.name)
    if LEX.country(key):
        return "place"
    if key[0] == "the" or any(word in LEX.organisation for word in key):
        return "organisation"
    return "person" if len(key) > 1 or actor.offices else "organisation"


class _Groups:
    """Members in the making, found again by their names."""

    def __init__(self, actors: Sequence[corpus.Actor]) -> None:
        self.all: list[Group] = []
        self.exact: dict[Words, int] = {}
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.full: dict[int, list[Sequence[str]]] = defaultdict(list)
        self.first: dict[int, tuple[int, int]] = {}
        for actor in actors:
            number = self.new(_actor_type(actor), actor)
            for name in (actor.name, *actor.aliases):
                self.learn(number, tuple(name.split()))

    def new(self, kind: ActorType, actor: corpus.Actor | None = None) -> int:
        self.all.append(Group(kind, actor=actor))
        return len(self.all) - 1

    def learn(self, number: int, words: Sequence[str]) -> None:
        """Remember one more form of a member's name."""
        self.exact.setdefault(key_of(words), number)
        if self.all[number].type == "person" and len(words) > 1:
            if words not in self.full[number]:
                self.full[number].append(words)
            for word in (words[0], without_suffix(words)[-1]):
                if number not in self.by_word[spelling(word)]:
                    self.by_word[spelling(word)].append(number)

    def learned(self, number: int, words: Sequence[str]) -> int:
        self.learn(number, words)
        return number

    def tail(self, words: Sequence[str]) -> int | None:
        """The person whose surname of several words this is ("bin Salman")."""
        key = key_of(words)
        for number in self.by_word.get(spelling(words[-1]), ()):
            if any(
                len(form) > len(key) and key_of(tail)[-len(key) :] == key
                for form in self.full[number]
                for tail in (form, without_suffix(form))
            ):
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
        for number in self.by_word.get(spelling(without_suffix(words)[-1]), ()):
            if any(same_person(" ".join(words), " ".join(form)) for form in self.full[number]):
                return self.learned(number, words)
        for number, forms in self.full.items():
            if any(words[0][:1] == form[0][:1] and same_person(" ".join(words), " ".join(form)) for form in forms):
                return self.learned(number, words)
        return self.learned(self.new("person"), words)


def gather(
    found: list[Candidate],
    types: dict[Words, ActorType | None],
    actors: Sequence[corpus.Actor],
    outlets: frozenset[Words],
    pages: list[Page],
    event: EventCast,
) -> tuple[list[Group], list[int | None]]:
    """Members, and for each candidate the number of its member (None: names nobody)."""
    groups = _Groups(actors)
    owner: list[int | None] = [c.known for c in found]
    singles = _in_full(groups, owner, found, types, outlets, pages)
    for c, number in zip(found, owner, strict=True):
        if number is not None:
            groups.first.setdefault(number, (c.page, c.first))
    acronyms = _acronyms(found, owner, pages)
    counts = _prominence(found, owner, pages)
    recent: dict[str, int] = {}
    for n, c in enumerate(found):
        if n in singles:
            owner[n] = _single(groups, c, types[key_of(c.words)], pages[c.page], acronyms, counts, recent, event)
        number = owner[n]
        if number is not None:
            groups.all[number].forms[c.words] += 1
            if len(c.words) > 1:
                for word in (c.words[0], without_suffix(c.words)[-1]):
                    recent[spelling(word)] = number
    return groups.all, owner


def _in_full(
    groups: _Groups,
    owner: list[int | None],
    found: list[Candidate],
    types: dict[Words, ActorType | None],
    outlets: frozenset[Words],
    pages: list[Page],
) -> frozenset[int]:
    """Give names of several words, outlets and countries their members; the numbers of those of one word are left."""
    named = {without_suffix(c.words)[-1] for c in found if len(c.words) > 1 and types[key_of(c.words)] == "person"}
    waiting: dict[str, list[int]] = {"person": [], "body": [], "single": []}
    for n, c in enumerate(found):
        kind = types[key_of(c.words)]
        country = LEX.country(key_of(c.words)) if len(c.words) > 1 else None
        if c.known is not None:
            groups.learn(c.known, c.words)
        elif key_of(c.words) in outlets or is_wire(c.words, kind, named):
            owner[n] = _exact(groups, c.words, "outlet")
        elif country is not None and country.how not in ("body", "bloc"):
            owner[n] = _of_country(groups, c, country, pages[c.page])
        elif len(c.words) == 1:
            waiting["single"].append(n)
        elif kind is not None:
            waiting["person" if kind == "person" else "body"].append(n)
    # Longer names first, so that "Von der Leyen" finds Ursula, and "State Department" "U.S. State Department".
    for n in sorted(waiting["person"], key=lambda n: -len(found[n].words)):
        owner[n] = groups.person(found[n].words)
    for n in sorted(waiting["body"], key=lambda n: -len(found[n].words)):
        tail = groups.tail(found[n].words)
        kind = types[key_of(found[n].words)] or "organisation"
        owner[n] = tail if tail is not None else _body(groups, found[n].words, kind)
    return frozenset(waiting["single"])


def _prominence(found: list[Candidate], owner: list[int | None], pages: list[Page]) -> Counter[int]:
    """How often each member is named in full; the headline and who comes first weigh more."""
    counts: Counter[int] = Counter()
    for c, number in zip(found, owner, strict=True):
        if number is not None:
            counts[number] += 3 if pages[c.page].role in ("headline", "dek") else 1 if number in counts else 2
    return counts


def _exact(groups: _Groups, words: Words, kind: ActorType) -> int:
    number = groups.exact.get(key_of(words))
    if number is None:
        number = groups.new(kind)
        groups.learn(number, words)
    return number


def _given_gender(forms: Iterable[Sequence[str]]) -> Gender | None:
    """The gender that a person's given name shows."""
    return next((gender for form in forms if (gender := LEX.genders.get(fold(form[0])))), None)


def _body(groups: _Groups, words: Words, kind: ActorType) -> int:
    """The organisation of a name of several words; a name without its country is the one with it."""
    key = key_of(words)
    if key in groups.exact:
        return groups.exact[key]
    longer = {
        number
        for known, number in groups.exact.items()
        if groups.all[number].type != "person" and known[-len(key) :] == key and LEX.country(known[: -len(key)])
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
    kind: ActorType | None,
    page: Page,
    acronyms: dict[str, int],
    counts: Counter[int],
    recent: dict[str, int],
    event: EventCast,
) -> int | None:
    """Whom a name of one word means: a person by surname, then by given name, a body by acronym, else itself."""
    word = c.words[0]
    key = key_of(c.words)
    country = LEX.country(key)
    fits = groups.by_word.get(spelling(word), [])
    if country is not None and (country.how == "demonym" or not fits or kind == "place"):
        return _of_country(groups, c, country, page)
    surname = [n for n in fits if any(spelling(without_suffix(f)[-1]) == spelling(word) for f in groups.full[n])]
    holders = surname or fits
    holders = _not_junior(groups, c, holders)
    title = HONORIFICS.get(page.fold[c.first - 1]) if c.first else None
    if title is not None and holders:
        # Ms Clinton is not Bill: where only he is named in full, she is somebody of her own.
        agreeing = [n for n in holders if _given_gender(groups.full[n]) in (None, title)]
        if not agreeing:
            return groups.namesake(title, word)
        holders = agreeing
    elif holders:
        holders = holders + [
            n for gender in ("female", "male") if (n := groups.exact.get((gender, key[0]))) is not None
        ]
    if len(holders) > 1:
        # Two Clintons: the plain surname is the one the article is about, else the event, else the one named just now.
        usual, last = event.bearer(word), recent.get(spelling(word))
        meant = {n for n in holders if usual is not None and tuple(usual.name.split()) in groups.full.get(n, ())}
        holders = sorted(holders, key=lambda n: (counts[n], n in meant, n == last), reverse=True)
    if holders and not (kind == "organisation" and word.isupper() and len(word) > 1 and word in acronyms):
        return holders[0]
    if word.isupper() and word in acronyms:
        return acronyms[word]
    if key in groups.exact:
        return groups.exact[key]
    addressed = c.first > 0 and page.fold[c.first - 1] in HONORIFICS  # "Mr King" is no king
    common = LEX.is_role(key[0]) or key[0] in LEX.rank or key[0] in HONORIFICS or key[0] in _COMMON
    if common and not addressed:
        return None
    acronym = kind == "organisation" and word.isupper()
    known = None if kind == "place" or acronym else event.bearer(word)
    if known is not None and (title is None or known.gender in (None, title)):
        return _named_elsewhere(groups, known.name)
    if kind is None:
        return None
    return _exact(groups, c.words, kind)


def _named_elsewhere(groups: _Groups, name: str) -> int:
    """Somebody whom only the other articles name in full."""
    words = tuple(name.split())
    number = groups.person(words)
    groups.all[number].forms.setdefault(words, 0)
    return number


def _not_junior(groups: _Groups, c: Candidate, holders: list[int]) -> list[int]:
    """ "Mr. Hart" before "Paul Hart Jr." is ever named in full is no junior, nor is the same surname from then on."""
    key = ("senior", fold(c.words[0]))
    if key in groups.exact:
        return [groups.exact[key]]
    if len(holders) != 1 or not all(suffix(" ".join(form)) for form in groups.full[holders[0]]):
        return holders
    if (c.page, c.first) > groups.first[holders[0]]:
        return holders
    groups.exact[key] = groups.new("person")
    return [groups.exact[key]]


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
    """Whether a capital is where something happens (a place, a dateline, "Tunis, Tunisia"), not a government."""
    t = page.t
    if (c.first and page.fold[c.first - 1] in PLACING) or t.text[c.last].isupper():
        return True
    after = page.label[c.last + 2] if c.last + 2 < len(t) and t.text[c.last + 1] == "," else ""
    return after == "GPE" or t.dep[c.last] not in _ACTING
