"""When two names may be one person's: spellings, short forms and initials of given names; surnames alike."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from newsparallax.tagging.who.lexicon import Lexicon, fold, spelling


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
