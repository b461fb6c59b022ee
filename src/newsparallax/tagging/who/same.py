"""The one place that decides whether two names are one person's or one body's, by the names alone.

Who asks adds what else he knows: an article that keeps two names apart, sexes, sides and offices (`comparing.cast`).
Spellings that transliterations differ in are one (`lexicon.spelling`).
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, Words, fold, listed, spelling, words_of

_SUFFIXES = listed("suffixes")
_ALIKE_SURNAME, _ALIKE_GIVEN = 0.86, 0.8
_SHORTEST_INITIALS = 3


def parts(name: str) -> list[str]:
    """The words of a person's name without titles before it and suffixes behind it ("Dr", "Jr.")."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and fold(words[0]) in HONORIFICS:
        words = words[1:]
    return list(without_suffix(words))


def without_suffix(words: Sequence[str]) -> Sequence[str]:
    """A name's words without "Jr." and the like behind them."""
    end = len(words)
    while end > 1 and fold(words[end - 1]) in _SUFFIXES:
        end -= 1
    return words[:end]


def suffix(name: str) -> str:
    """ "jr" of "Paul Hart Jr."; empty where there is none."""
    last = fold(name.replace(",", " ").split()[-1]) if name.strip() else ""
    return last if last in _SUFFIXES else ""


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be the same person's: spelling variants, short forms, initials."""
    a, b = spelling(one), spelling(other)
    if a == b or ((len(a) == 1 or len(b) == 1) and a[:1] == b[:1]):
        return True
    if LEX.variants.get(a, frozenset()) & LEX.variants.get(b, frozenset()):
        return True
    different = LEX.genders.get(fold(one)) != LEX.genders.get(fold(other))
    return not different and a[:1] == b[:1] and SequenceMatcher(None, a, b).ratio() >= _ALIKE_GIVEN


@lru_cache(maxsize=65536)
def same_person(one: str, other: str) -> bool:
    """Whether two names of several words are one person's.

    Surname and suffix the same, given and middle names compatible ("Sergei B. Orlov", "Sergey Orlov"); or the same
    words in another order (the family name first), with or without a hyphen ("Kim Jong-il", "Kim Jong Il"); or one the
    end of the other ("von der Leyen"). A surname may be misspelt where the given name is the same. A name of one word
    is nobody's for certain: see `may_be_one`.
    """
    a, b = parts(one), parts(other)
    if min(len(a), len(b)) < 2 or suffix(one) != suffix(other):
        return False
    spelt, its = [spelling(word) for word in a], [spelling(word) for word in b]
    if (
        "".join(spelt) == "".join(its)
        or sorted(spelt) == sorted(its)
        or spelt[-len(its) :] == its
        or its[-len(spelt) :] == spelt
    ):
        return True
    if not _same_surname(spelt, its) or not _same_middle(a, b):
        return False
    # "J. Edgar Hoover" is "Edgar Hoover".
    called = spelt[0] in its[:-1] or its[0] in spelt[:-1]
    return called or same_given(a[0], b[0])


def _same_surname(one: Sequence[str], other: Sequence[str]) -> bool:
    if one[-1] == other[-1]:
        return True
    alike = one[-1][:3] == other[-1][:3] and SequenceMatcher(None, one[-1], other[-1]).ratio() >= _ALIKE_SURNAME
    return alike and one[0] == other[0] and len(one[0]) > 1


def _same_middle(a: Sequence[str], b: Sequence[str]) -> bool:
    middle, middles = ({fold(word)[:1] for word in words[1:-1]} for words in (a, b))
    return middle <= middles or middles <= middle


@lru_cache(maxsize=65536)
def same_body(one: str, other: str) -> bool:
    """Whether two names are one body's: with and without its country or article, in either order, or by its initials.

    "U.S. State Department", "the State Department", "Department of State"; "NTSB" and its name in full.
    """
    (country, words), (its, others) = body_key(one), body_key(other)
    if words == others and words:
        return not (country and its) or country == its
    letters = one.replace(".", ""), other.replace(".", "")
    return letters[0] in initials(other) or letters[1] in initials(one)


@lru_cache(maxsize=65536)
def may_be_one(one: str, other: str) -> bool:
    """Whether nothing in two names keeps them apart: the same, or one short for the other ("Berg", "John Berg")."""
    if same_person(one, other) or same_body(one, other):
        return True
    a, b = ({spelling(word) for word in parts(name)} for name in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def body_key(name: str) -> tuple[str, Words]:
    """A body's country, empty where its name gives none, and the other words: "Department of X" as "X Department"."""
    words = words_of(name)
    words = words[1:] if words[:1] == ("the",) else words
    for length in range(len(words) - 1, 0, -1):
        country = LEX.country(words[:length])
        if country is not None and country.how in ("name", "demonym", "bloc"):
            return country.name, _turned(tuple(w for w in words[length:] if w not in ("'s", "’s")))
    return "", _turned(words)


def _turned(words: Words) -> Words:
    return (*words[2:], words[0]) if len(words) > 2 and words[1] == "of" else words


def initials(name: str) -> frozenset[str]:
    """The letters a body of several words may be called by, three at least: with and without its small words."""
    words = [word for word in name.split() if word[0].isalpha() and word.casefold() != "the"]
    if len(words) < _SHORTEST_INITIALS - 1:
        return frozenset()
    turned = [words[-1], "of", *words[:-1]]
    ways = [[w[0] for w in order if w[0].isupper()] for order in (words, turned)]
    ways += [[w[0].upper() for w in order] for order in (words, turned)]
    return frozenset("".join(letters) for letters in ways if len(letters) >= _SHORTEST_INITIALS)
