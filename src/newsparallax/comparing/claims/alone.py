"""Whether a sentence can be printed alone, and who the people in it are: nothing that leans on what is not shown."""

from __future__ import annotations

import re
from dataclasses import replace

from newsparallax.comparing.claims.texts import BOOK, WHOLE, Sentence, Texts, curled, quoted_out
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import stem, tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import parts

_TELLING = frozenset(stem(word) for word in BOOK["telling"].split())
LEANING = frozenset(BOOK["leaning"].split())
TITLES = frozenset(BOOK["titles"].split())
# Those that say what somebody does: an attorney, a mayor.
ROLES = TITLES - frozenset(("mr", "mrs", "ms", "dr"))
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b")
# A pronoun before any name: whom it means stands in the sentence before.
_PRONOUN_FIRST = re.compile(
    r"\S+(?:\s+[^A-Z\s“\"]\S*)*?\s+(?:he|she|they|his|her|their|him|them)\b|The (?:former|latter)\b"
)
# What points back to words that are not shown: "this will save", "the same reason", "the move".
_POINTING = re.compile(
    r"\b(?:[Tt]h(?:is|at) (?:is|was|will|would|has|had|could|may|might|can|does|did|means?)"
    r"|[Tt]h(?:ese|ose) (?:are|were|have)|(?:[Tt]he|for the|at the) (?:same|latter|former)"
    r"|at th(?:at|e) time|[Tt]he (?:move|comments?|remarks?)|[Bb]eyond that|[Aa]fter that|[Ii]f so|th(?:is|at) way)\b"
    r"|^The (?:first|second|third|fourth|last),"
)
# What joins a sentence to those before it, and the label of an entry in a list: "Voters: Ann Berg said".
_JOINT = re.compile(r"^(?:(?:So|And|But|Well|Now|Then|Because|Look),? (?=\w)|[A-Z][a-z]+(?: [a-z]+)?: (?=[A-Z]))")
# The writer speaks to the reader, or says what should be: opinion, no report.
_ADDRESS = re.compile(r"\b(?:we|us|our|let[’']s|I|my|you|your|ought|should|must)\b", re.IGNORECASE)
# "The mayor is not concerned about that", "if you vote for this, we".
_OF_THAT = re.compile(
    r"[^.!?]*\b(?:(?:that|this|these|those)\W*(?:[.!?…]|$)|(?:for|about|of|to|with|on|against) (?:this|that),)"
)
# What a quotation answers is not shown.
_ANSWERS = frozenset(("not", "yes", "no", "exactly", "absolutely", "well"))
# Who somebody is: no news.
WHO_IS = re.compile(r"^(?:[A-Z][\w.’'-]+ ){2,4}(?:is|was) (?:the|an?|one of) ")
_THERE = re.compile(r"There (?:is|are|was|were|will|has|have)\b")
# Words of a sentence, and of a quotation, that can be printed.
_SHORT, _LONG, _SAYS_SOMETHING = 8, 45, 6
# Before any name: "In a letter on Monday, it asked for 50 crowns"; behind a quotation: "its president said".
_ADRIFT = re.compile(
    r"^\s*(?:[A-Z][a-z]+(?: [a-z“\"$\d][^\s,]*| [A-Z]\w+day)*, (?:it|its|they|their)"
    r"|(?<=\s)(?:it|its|they|their|one))\b"
)
# "The poll", "the letter": which, where nothing behind it says so.
_WHICH = re.compile(
    rf"\b[Tt]he ({'|'.join(BOOK['pointed_at'].split())})\b"
    r"(?! (?:of|from|by|to|in|on|at|against|for|that|which|who|where|with|between|over|about|into|“|\"|called|titled))"
)


def printable(sentence: Sentence) -> bool:
    """Whether a sentence can stand alone: not too short or long, whole, and not leaning on the one before it."""
    read = tokens(sentence.words)
    words = sentence.words.strip()
    if not _SHORT <= len(read) <= _LONG or len(words) > WHOLE or (not words[0].isalnum() and words[0] not in '“"$'):
        return False
    marked = curled(words)
    balanced = marked.count("“") == marked.count("”")
    first = [fold(t.text) for t in read[:1]]
    bare = quoted_out(words)
    points = _POINTING.search(bare) or (_ADDRESS.search(bare) and sentence.role == "body")
    return balanced and words[-1:] in '.!?”"' and not (LEANING & set(first) or _PRONOUN_FIRST.match(words) or points)


def unjoined(sentence: Sentence) -> Sentence:
    """A sentence without what joins its words to those before them: "But"."""
    joint = _JOINT.match(sentence.words)
    if joint is None:
        return sentence
    rest = sentence.words[joint.end() :]
    return replace(sentence, words=rest[:1].upper() + rest[1:])


def leans(texts: Texts, sentence: Sentence, introduced: str = "") -> bool:
    """Whether a pronoun stands before any name, or somebody is only called by a surname that nobody else has.

    `introduced` is whom the claim names before it prints the sentence.
    """
    bare = quoted_out(sentence.words)
    here = [m for m in texts.people.get(sentence.article_id, ()) if sentence.start <= m["start"] < sentence.end]
    known = [fold(part) for m in here if " " in m["words"].strip() for part in m["words"].split()]
    known += [fold(part) for part in introduced.split()]
    for mention in here:
        called = parts(mention["words"])[-1:]
        if mention["form"] == "surname" and not {fold(c) for c in called} <= {*known, *_shared(texts, sentence)}:
            return True
    pronoun = _PRONOUN.search(bare)
    if pronoun is None:
        return False
    named = [m["start"] - sentence.start for m in here]
    return not any(at < pronoun.start() and bare[at] != " " for at in named)


def _shared(texts: Texts, sentence: Sentence) -> frozenset[str]:
    """The words of the other outlets: who stands there needs no introduction."""
    others = texts.others(sentence.outlet)
    return frozenset().union(*(texts.words[o] for o in others)) if others else frozenset()


def turned_after(texts: Texts, sentence: Sentence) -> bool:
    """Whether the next sentence takes something back: "But he corrected himself"."""
    after = texts.after(sentence)
    return after is not None and re.match(r"[“\"]?(?:But|However|Yet|Still|Nevertheless)\b", after.words) is not None


def goes_on(texts: Texts, sentence: Sentence) -> bool:
    """Whether somebody who is quoted in a sentence goes on in the next: the point may stand there."""
    after = texts.after(sentence)
    return after is not None and "”" in curled(sentence.words) and curled(after.words.strip())[:1] == "“"


def says_something(words: str) -> bool:
    """Whether quoted words are a sentence that is understood alone."""
    read = tokens(words)
    text = words.strip(' “"')
    leads = [] if _THERE.match(text) else [fold(t.text) for t in read[:1]]
    return (
        len(read) >= _SAYS_SOMETHING
        and text[:1].isupper()
        and not (LEANING | _ANSWERS) & set(leads)
        and not _PRONOUN_FIRST.match(text)
        and not _POINTING.search(text)
        and not _OF_THAT.match(text)
    )


def marks(words: str) -> int:
    """How many words of harm, law, money or conflict some words have."""
    return len({t.stem for t in tokens(words)} & _TELLING)


def weighty(sentence: Sentence) -> bool:
    """Whether a sentence tells something of weight: such a word, a number, or quoted words."""
    return (
        marks(sentence.words) > 0 or "”" in curled(sentence.words) or any(t.is_number for t in tokens(sentence.words))
    )


def telling(sentence: Sentence) -> float:
    """How much a reader would want to tell of a sentence: words of harm, law, money or conflict; early and headed."""
    said = "“" in sentence.words or '"' in sentence.words
    return 0.35 * min(marks(sentence.words), 3) + 0.4 / (1 + sentence.position / 8) + 0.2 * said


def own_share(sentence: Sentence) -> float:
    """The share of a sentence that stands in no quotation marks."""
    return len("".join(quoted_out(sentence.words).split())) / max(len("".join(sentence.words.split())), 1)


def pointing(texts: Texts, sentence: Sentence) -> bool:
    """Whether "the poll" or "it" stands in a sentence that does not say which; what a headline names is known."""
    bare = quoted_out(sentence.words)
    if _ADRIFT.match(bare):
        return True
    return any(
        match[1].lower() not in texts.headline_words
        and not re.search(rf"\b(?:an?|new|this) (?:[\w-]+ ){{0,3}}{match[1]}\b", bare[: match.start()])
        for match in _WHICH.finditer(bare)
    )


def speaker_of(texts: Texts, sentence: Sentence) -> Record | None:
    """The sure attribution in which a whole sentence stands that does not say whose words it is."""
    for row in texts.attributions[sentence.outlet]:
        inside = row["article_id"] == sentence.article_id and not (
            row["cue_start"] is not None and sentence.start <= row["cue_start"] < sentence.end
        )
        if inside and any(low <= sentence.start + 1 and sentence.end - 2 <= high for low, high in row["content_spans"]):
            return row
    return None
