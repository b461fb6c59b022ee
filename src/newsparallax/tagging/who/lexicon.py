"""The lists behind who is who: countries, offices, given names, wires. Read once from codebooks/lists/*.toml.

Words are compared in lower case, without points ("U.S." is "us"), accents and curly apostrophes; names of wires keep
their case, because many are ordinary words. A list speaks only where the text itself does not: see `cast`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from newsparallax.codebooks import word_list, word_lists

Gender = Literal["female", "male"]
Words = tuple[str, ...]

_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
_WORD = re.compile(r"['’]s\b|\w[\w.]*(?:['’](?!s\b)\w+)*|[-'’]")


def listed(name: str) -> frozenset[str]:
    """One list of who.toml."""
    return word_list("who", "words", name)


def word_set(words: str) -> frozenset[str]:
    """Words separated by blanks."""
    return frozenset(words.split())


_OF: dict[str, Gender | None] = {"man": "male", "woman": "female", "either": None}
HONORIFICS = {word: _OF[whose] for whose, words in word_lists("who")["honorifics"].items() for word in words.split()}
# Abbreviated offices, as they stand before a name.
ABBREVIATED: dict[str, str] = word_lists("who")["abbreviated"]
FEMALE_ROLES = listed("women")
MALE_ROLES = listed("men")
# Joined into a name in lower case: "Ursula von der Leyen", "Mohammed bin Salman".
PARTICLES = listed("particles")


class Country(NamedTuple):
    """What some words say of a country: `how` is `name`, `demonym`, `capital` or `body`; a bloc has `bloc`."""

    name: str
    how: Literal["name", "demonym", "capital", "body", "bloc"]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Every list, ready for look-up. Keys of phrases are tuples of `fold`ed words, found by their first word."""

    countries: dict[str, list[tuple[Words, Country]]]
    labels: dict[str, str]
    country_names: dict[str, frozenset[str]]
    state: frozenset[str]
    institutional: frozenset[str]
    media: frozenset[str]
    roles: frozenset[str]
    rank: frozenset[str]
    same: list[list[frozenset[str]]]
    covers: dict[str, list[frozenset[str]]]
    anonymous: dict[str, str]
    public: frozenset[str]
    organisation: frozenset[str]
    private: frozenset[str]
    documents: frozenset[str]
    against: frozenset[str]
    platforms: frozenset[str]
    wires: dict[str, list[Words]]
    ambiguous_wires: frozenset[str]
    outlet_endings: frozenset[str]
    outlet_nouns: frozenset[str]
    genders: dict[str, Gender | None]
    variants: dict[str, frozenset[int]]

    def country(self, words: Iterable[str]) -> Country | None:
        """The country that a whole phrase names."""
        folded = tuple(words)
        if not folded:
            return None
        return next((c for key, c in self.countries.get(folded[0], ()) if key == folded), None)

    def country_in(self, low: list[str], at: int, stop: int) -> tuple[int, Country] | None:
        """The longest country phrase that begins at `at` within folded words, and how many words it has."""
        for key, country in self.countries.get(low[at], ()):
            if at + len(key) <= stop and tuple(low[at : at + len(key)]) == key:
                return len(key), country
        return None

    def plain(self, word: str) -> str:
        """A role noun in the singular, its abbreviation written out."""
        word = ABBREVIATED.get(word, word)
        if word in self.roles:
            return word
        for ending, instead in (("men", "man"), ("people", "person"), ("ies", "y"), ("s", "")):
            if word.endswith(ending) and word[: -len(ending)] + instead in self.roles:
                return word[: -len(ending)] + instead
        return word

    def is_role(self, word: str) -> bool:
        """Whether a folded word names an office or a role (singular, or an abbreviation before a name)."""
        return word in self.roles or word in ABBREVIATED


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as the lists compare it."""
    low = word.lower().replace(".", "").replace("’", "'")
    return (
        low
        if low.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", low.translate(_PLAIN)) if c.isascii())
    )


def words_of(phrase: str) -> Words:
    """The folded words of a phrase, cut as the tokenizer cuts them."""
    return tuple(fold(word) for word in _WORD.findall(phrase))


@lru_cache(maxsize=16384)
def spelling(word: str) -> str:
    """A name without what transliterations differ in: Sergey and Sergei, Zelenskyy and Zelensky, Müller and Muller."""
    bare = "".join(c for c in fold(word) if c.isalnum())
    bare = re.sub(r"iy|yy|ii|ij", "y", bare)
    bare = re.sub(r"(?<=.)i$", "y", bare).replace("ei", "ey").replace("ou", "u").replace("kh", "h").replace("ph", "f")
    return re.sub(r"(.)\1", r"\1", bare.replace("th", "t").replace("ks", "x"))


def _cased(phrases: Iterable[str]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for phrase in phrases:
        key = tuple(word.replace("’", "'") for word in _WORD.findall(phrase))
        found.setdefault(key[0], []).append(key)
    return {first: sorted(keys, key=len, reverse=True) for first, keys in found.items()}


def _read() -> Lexicon:
    """Read the four files of the library's codebooks."""
    countries: dict[str, list[tuple[Words, Country]]] = {}
    labels: dict[str, str] = {}
    names: dict[str, frozenset[str]] = {}

    def known(phrases: Iterable[str], country: Country) -> None:
        for phrase in phrases:
            key = words_of(phrase)
            countries.setdefault(key[0], []).append((key, country))

    data = word_lists("countries")
    for name, entry in data["countries"].items():
        own = [name, *entry.get("names", [])]
        labels[name] = entry.get("label", name)
        names[name] = frozenset(" ".join(words_of(n)) for n in [*own, labels[name]])
        known(own, Country(name, "name"))
        demonyms = entry["demonyms"]
        known(
            [*demonyms, *(d + "s" for d in demonyms if not d.endswith(("s", "sh", "ch", "ese")))],
            Country(name, "demonym"),
        )
        known(entry.get("capitals", []), Country(name, "capital"))
        known(entry.get("bodies", []), Country(name, "body"))
    for name, entry in data["blocs"].items():
        names[name] = frozenset(" ".join(words_of(n)) for n in [name, *entry["names"]])
        known([name, *entry["names"]], Country(name, "bloc"))
    for found in countries.values():
        found.sort(key=lambda item: len(item[0]), reverse=True)

    offices = word_lists("offices")

    def contents(phrases: Iterable[str]) -> list[frozenset[str]]:
        return [frozenset(words_of(phrase)) - {"of", "the"} for phrase in phrases]

    roles = {kind: frozenset(offices[kind].split()) for kind in ("state", "institutional", "media", "private")}
    given = word_lists("given_names")
    female, male, either = (frozenset(map(fold, given[kind].split())) for kind in ("female", "male", "either"))
    genders: dict[str, Gender | None] = {
        **dict.fromkeys(female, "female"),
        **dict.fromkeys(male, "male"),
        **dict.fromkeys((female & male) | either),
    }
    variants: dict[str, frozenset[int]] = {}
    for number, group in enumerate(given["variants"]):
        for name in group:
            variants[spelling(name)] = variants.get(spelling(name), frozenset()) | {number}
    wires = word_lists("wires")
    return Lexicon(
        countries=countries,
        labels=labels,
        country_names=names,
        **{kind: roles[kind] for kind in ("state", "institutional", "media")},
        roles=frozenset().union(*roles.values()),
        rank=frozenset(offices["rank"]),
        same=[contents(group) for group in offices["same"]],
        covers={word: contents(phrases) for word, phrases in offices["covers"].items()},
        anonymous={word: kind for kind, words in reversed(offices["anonymous"].items()) for word in words.split()},
        public=frozenset(offices["bodies"]["public"].split()),
        private=frozenset(offices["bodies"]["private"].split()),
        organisation=frozenset(offices["bodies"]["organisation"].split()),
        documents=frozenset(offices["bodies"]["documents"].split()),
        against=frozenset(offices["bodies"]["against"].split()),
        platforms=frozenset(wires["platforms"]),
        wires=_cased([*wires["agencies"], *wires["outlets"]]),
        ambiguous_wires=frozenset(wires["ambiguous"]),
        outlet_endings=frozenset(fold(word) for word in wires["endings"]),
        outlet_nouns=frozenset(wires["nouns"]),
        genders=genders,
        variants=variants,
    )


LEX = _read()
