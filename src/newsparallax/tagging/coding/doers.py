"""Who can act: nouns and pronouns that mean persons, bodies and countries, told from things by the lists of roles.

Doubtful nouns are no parties: a table of who does what to whom is better short than false.
"""

from __future__ import annotations

from functools import lru_cache, partial

from spacy.tokens import Token

from newsparallax.codebooks import word_list
from newsparallax.tagging.who.lexicon import LEX, fold

_words = partial(word_list, "doers")
_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NO_NAMES = frozenset({"DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "MONEY", "PERCENT", "PRODUCT"})


def is_party(noun: Token, places: bool = False) -> bool:
    """Whether a noun or pronoun means somebody who can act; with `places`, also something that can be held or hit."""
    word = noun.lower_
    if noun.pos_ == "PRON" or word in _words("pronouns"):
        return word in _words("pronouns")
    if noun.pos_ in ("NUM", "DET", "ADJ"):
        parts = [kid for child in noun.children if child.lower_ == "of" for kid in child.children if kid.dep_ == "pobj"]
        if parts:  # "about 3,000 of the emails"
            return is_party(parts[0], places)
        return (
            word in _words("counted")
            or (noun.like_num and word != "one")
            or (noun.pos_ == "ADJ" and noun.ent_type_ in _PARTIES)
        )
    if noun.ent_type_ in _NO_NAMES:
        return False
    if noun.pos_ == "PROPN" or noun.ent_type_ in _PARTIES:
        return noun.pos_ == "PROPN" and not _document(word)
    return means_people(fold(word)) or (places and not _words("places").isdisjoint(_singular(fold(word))))


def _document(word: str) -> bool:
    return not LEX.documents.isdisjoint(_singular(fold(word)))


@lru_cache(maxsize=16384)
def means_people(word: str) -> bool:
    """Whether a folded common noun means a person, people or a body of them."""
    if _document(word):
        return False
    for form in _singular(word):
        if LEX.is_role(LEX.plain(form)) or form in _words("people") or form in _words("counted"):
            return True
        if form in LEX.anonymous or form in LEX.public or form in LEX.private or form in LEX.organisation:
            return form not in ("source", "report", "registry", "exchange", "record", "business")
        if form.endswith(tuple(_words("endings"))) and len(form) > 4 and form not in _words("things"):
            return True
    return False


def _singular(word: str) -> tuple[str, ...]:
    """A word and what it is the plural of, as far as its ending tells."""
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("es"):
        return word, word[:-2], word[:-1]
    return (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word,)
