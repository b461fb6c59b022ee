"""Offices: "Russian Deputy Foreign Minister", "State Department spokeswoman", and when two of them are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsparallax.tagging.who.lexicon import FEMALE_ROLES, LEX, MALE_ROLES, Country, Gender, fold, listed

# Words that say nothing about which office it is.
_EMPTY = listed("empty")
# Unions, companies and clubs have them too.
_SHARED = listed("shared")
# "The company's chief executive" need not have been introduced with that word.
_BODIES = listed("bodies")
_BEFORE_COMPLEMENT = frozenset(["of", "for", "to", "at", "on", "in", "and"])


@dataclass(frozen=True, slots=True)
class Office:
    """One office as some words give it: `head` its noun, `words` the rest that tells it from others, `rank` deputy and
    the like, `country` whose it is, `public` whether it speaks for a government, party, court or authority."""

    text: str
    head: str
    words: frozenset[str]
    rank: frozenset[str]
    country: Country | None
    public: bool
    media: bool

    @property
    def gender(self) -> Gender | None:
        """The gender that the noun itself shows."""
        return "female" if self.head in FEMALE_ROLES else "male" if self.head in MALE_ROLES else None

    @property
    def spoken(self) -> frozenset[str]:
        """All the words that name the office, country apart."""
        return self.words | {self.head}


def head_of(low: Sequence[str]) -> int | None:
    """Which of some folded words is the office's noun: the last role before a complement ("spokesman for …")."""
    found = None
    for at, word in enumerate(low):
        if word in _BEFORE_COMPLEMENT and found is not None and word != "and":
            # "Secretary of State" ends where its complement begins.
            break
        if LEX.is_role(word) or (LEX.plain(word) in LEX.roles and low[at + 1 : at + 2] != ("'",)):
            found = at
    return found


def office_of(words: Iterable[str], text: str) -> Office | None:
    """Read an office; None where no word names one. `text` is kept as it stands."""
    return _office(tuple(fold(word) for word in words), text)


@lru_cache(maxsize=4096)
def _office(low: tuple[str, ...], text: str) -> Office | None:
    at = head_of(low)
    if at is None:
        return None
    country: Country | None = None
    kept: list[str] = []
    index = 0
    bloc = False
    plain = list(low)
    while index < len(low):
        hit = LEX.country_in(plain, index, len(low))
        bloc = bloc or (hit is not None and hit[1].how == "bloc")
        if hit and hit[1].how != "bloc" and (hit[1].how == "body" or _owns(low, index, hit[0])):
            country = country or hit[1]
            if hit[1].how in ("body", "capital"):
                kept += low[index : index + hit[0]]
            index += hit[0]
            continue
        kept.append(low[index])
        index += 1
    head = LEX.plain(low[at])
    rank = frozenset(word for word in kept if word in LEX.rank)
    rest = frozenset(word for word in kept if word not in _EMPTY and word not in rank) - {head, low[at]}
    private = bool(rest & (LEX.organisation - LEX.public)) and not bloc
    if head in LEX.state:
        public = not (private and head in _SHARED)
    else:
        served = bool(rest & LEX.public) or bloc or (country is not None and "opposition" not in rest and not private)
        public = head in LEX.institutional and served
    return Office(text, head, rest, rank, country, public, head in LEX.media)


def _owns(low: tuple[str, ...], at: int, length: int) -> bool:
    """Whether a country in an office is whose it is, not part of some body's name ("Council on American …")."""
    before = next((word for word in reversed(low[:at]) if word != "the"), "")
    after = low[at + length] if at + length < len(low) else ""
    return (
        before in ("", "of", "for", "to", "by", "'s")
        or before in LEX.rank
        or before in _EMPTY - {"on"}
        or after == "'s"
    )


def _same_kind(asked: Office, held: Office) -> bool:
    if asked.head == held.head:
        return True
    if any(phrase <= held.spoken and held.head in phrase for phrase in LEX.covers.get(asked.head, ())):
        return True
    for group in LEX.same:
        mine = [phrase for phrase in group if phrase <= asked.spoken and asked.head in phrase]
        if mine and any(phrase <= held.spoken and held.head in phrase for phrase in group):
            return True
    return False


@lru_cache(maxsize=4096)
def _capitals(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split() if word[0].isupper())


@lru_cache(maxsize=65536)
def fit(asked: Office, held: Office) -> int:
    """How well an office that a text mentions fits one that somebody holds: 0 not at all, more is better."""
    if not _same_kind(asked, held):
        return 0
    loose = not asked.words and not asked.rank
    if asked.rank != held.rank and not (loose and asked.country is None and "former" not in held.rank):
        return 0
    if asked.country and held.country and asked.country.name != held.country.name:
        return 0
    explained = set(held.spoken)
    for group in LEX.same:
        if any(phrase <= asked.spoken for phrase in group) and any(phrase <= held.spoken for phrase in group):
            explained |= {word for phrase in group for word in phrase}
    known_bodies = asked.country is not None and asked.country.how == "body" and held.country is not None
    unexplained = asked.words - explained - _BODIES
    # "The South Carolina senator" is a senator of whom no state was told.
    owned = "'s" in asked.text or "’s" in asked.text
    untold = not held.words and not owned and all(word in _capitals(asked.text) for word in unexplained)
    if unexplained and not known_bodies and not untold:
        return 0
    same_country = bool(asked.country and held.country)
    return (
        4
        + 2 * len(asked.words & held.spoken)
        + 3 * same_country
        + 2 * (asked.head == held.head)
        - (3 if asked.rank != held.rank else 0)
    )
