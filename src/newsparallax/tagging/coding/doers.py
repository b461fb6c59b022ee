"""Who can act: nouns and pronouns that mean persons, bodies and countries, told from things by the lists of roles.

Doubtful nouns are no parties: a table of who does what to whom is better short than false.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Token

from newsparallax.tagging.who.lexicon import fold, lexicon, word_set

_PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NO_NAMES = frozenset({"DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "MONEY", "PERCENT", "PRODUCT"})
_PRONOUNS = word_set(
    """
    i we you he she they it who whom me us him her them himself herself themselves itself ourselves nobody none everyone
    everybody somebody someone anyone anybody another other others
    """
)
_COUNTED = word_set(
    "two three four five six seven eight nine ten dozens hundreds thousands both all some many several few"
)
_PEOPLE = word_set(
    """
    ally adversary army assailant ambassador captive citizen civilian clan coalition community convict counterpart
    country couple crew crowd delegation detainee duo electorate enemy faction fugitive gang gunman guy hostage
    household human immigrant inmate insurgent intruder junta kid kingdom leadership lobby local loyalist majority
    migrant marine militant militia mob monarchy nation neighbourhood nun opponent opposition pair parent people person
    pirate police population prisoner prosecution public rebel recruit regime relative republic rival sailor
    separatist side spy squad state suspect team terrorist thief tribe trio troop troops union villain watchdog youth
    """
)
_PLACES = word_set(
    """
    airport area base border bridge camp capital checkpoint church city coast convoy district embassy harbour harbor
    headquarters home hospital island mosque neighbourhood neighborhood outpost plant port prison province region school
    ship station temple territory town vessel village
    """
)
# Nouns in -er and -or that mean nobody; the others do ("farmers", "the attacker").
_THINGS = word_set(
    """
    answer anger banner barrier behavior behaviour border buffer calendar career center centre chapter charter
    color colour computer corner counter cover cracker danger dinner disaster disorder door encounter error factor favor
    favour fever fiber filter finger floor flavor folder gender grammar hammer harbor harbour honor honour
    horror humor humour hunger indicator labor labour layer letter locker ladder manner marker matter
    measure meter minor mirror monitor motor murder newsletter newspaper number offer order paper parlor
    parameter pepper pillar poster power processor prayer printer quarter reactor register reminder remainder
    rumor rumour scooter sector server shelter shoulder shower silver slander splinter summer
    surrender sweater tenor terror theater theatre thriller timber tower tractor trailer trailer transfer
    trigger twitter vapor vector water weather weapon whisper winter wonder mortar
    """
)
_ENDINGS = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "people", "person", "folk", "eer")


def is_party(noun: Token, places: bool = False) -> bool:
    """Whether a noun or pronoun means somebody who can act; with `places`, also something that can be held or hit."""
    word = noun.lower_
    if noun.pos_ == "PRON" or word in _PRONOUNS:
        return word in _PRONOUNS
    if noun.pos_ in ("NUM", "DET", "ADJ"):
        parts = [kid for child in noun.children if child.lower_ == "of" for kid in child.children if kid.dep_ == "pobj"]
        if parts:  # "about 3,000 of the emails"
            return is_party(parts[0], places)
        return (
            word in _COUNTED or (noun.like_num and word != "one") or (noun.pos_ == "ADJ" and noun.ent_type_ in _PARTIES)
        )
    if noun.ent_type_ in _NO_NAMES:
        return False
    if noun.pos_ == "PROPN" or noun.ent_type_ in _PARTIES:
        return noun.pos_ == "PROPN" and not _document(word)
    return means_people(fold(word)) or (places and not _PLACES.isdisjoint(_singular(fold(word))))


def _document(word: str) -> bool:
    return not lexicon().documents.isdisjoint(_singular(fold(word)))


@lru_cache(maxsize=16384)
def means_people(word: str) -> bool:
    """Whether a folded common noun means a person, people or a body of them."""
    lex = lexicon()
    if _document(word):
        return False
    for form in _singular(word):
        if lex.is_role(lex.plain(form)) or form in _PEOPLE or form in _COUNTED:
            return True
        if form in lex.anonymous or form in lex.public or form in lex.private or form in lex.organisation:
            return form not in ("source", "report", "registry", "exchange", "record", "business")
        if form.endswith(_ENDINGS) and len(form) > 4 and form not in _THINGS:
            return True
    return False


def _singular(word: str) -> tuple[str, ...]:
    """A word and what it is the plural of, as far as its ending tells."""
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("es"):
        return word, word[:-2], word[:-1]
    return (word, word[:-1]) if word.endswith("s") and not word.endswith("ss") else (word,)
