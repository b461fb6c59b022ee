"""Who the people that a claim names are, in the articles' own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparallax.comparing.claims.alone import TITLES
from newsparallax.comparing.claims.texts import BOOK, Texts
from newsparallax.tagging.who.lexicon import fold

_LEANING = frozenset(BOOK["leaning"].split())
# Who somebody is: what stands behind the name between commas, in so many words.
_WHO = re.compile(
    r",\s+((?:(?:an?|the|one of|head|president|chair\w*|director|leader)\b|[A-Z][\w.]*(?: [A-Z][\w.]*)*[’']s? [a-z])"
    r"[^,;:.—–“”\"()]*)(?<!\b[A-Z][a-z])(?<!\b(?:Mrs|Rep|Sen|Gov|Gen))[,;.—–]"
)
# "Ann Berg of the Velland Institute".
_NAME = r"[A-Z](?:[\w&’'-]|\.(?=\w))*"
_OF = re.compile(rf" (of (?:the )?{_NAME}(?: (?:of|for|and|the|&|{_NAME}))*)(?<! (?:of|or|nd|he))(?<! &)")
_WHO_WORDS = 14
# "the organization's president": of which organization stands elsewhere.
_BACK = re.compile(
    r"(?:the|an?|one of the) (?:[a-z]+[’']s?|organi[sz]ation|compan(?:y|ies)|group|agency|committee|party|firm|union"
    r"|former|latter)\b"
)
# What somebody is no longer, or not quite.
_NO_LONGER = frozenset(BOOK["no_longer"].split())
# Titles that keep their capital before a name.
_BEFORE_NAMES = frozenset(BOOK["titles_before_names"].split())
_SMALL = frozenset(("a", "an", "the", "in", "on", "at", "by", "as", "for", "to", "of", "with", "from", "while", "when"))


def introduced(texts: Texts, outlet: str, name: str) -> str | None:
    """Somebody with what the article says of who that is: "Ann Berg, a baker from Orrin", "Mayor Ann Berg".

    None where it does not say.
    """
    for sentence in texts.sentences[outlet]:
        at = sentence.words.find(name)
        if at < 0 or sentence.role == "headline":
            continue
        behind = _WHO.match(sentence.words, at + len(name))
        if behind and len(behind[1].split()) <= _WHO_WORDS and not _BACK.match(behind[1]):
            return f"{name}, {' '.join(behind[1].split())}"
        of = _OF.match(sentence.words, at + len(name))
        called = f"{_title(texts, sentence.words[:at])}{name}{', ' + of[1] if of else ''}"
        if called != name:
            return called
    return None


def together(names: Sequence[str], *, last: str = "and") -> str:
    """Several introduced people: "Ann Berg (a baker) and Mayor Carl Moe"; one alone as is."""
    if len(names) == 1:
        return names[0]
    *most, end = [f"{n.replace(', ', ' (', 1)})" if ", " in n else n for n in names]
    return f"{', '.join(most)} {last} {end}"


def _title(texts: Texts, before: str) -> str:
    """The title at the end of some words, with a blank behind it: "Mayor ", "Ohio Rep. "; empty where there is none."""
    title: list[str] = []
    for word in reversed(before.split()):
        if not (word[:1].isupper() or word in TITLES) or word[-1] in ',;:”’"' or fold(word) in _LEANING | _SMALL:
            break
        title.insert(0, word)
    if not title or not title[0][:1].isupper() or not {fold(w.rstrip(".")) for w in title} & TITLES:
        return ""
    words = before.split()
    if len(words) > len(title) and words[-len(title) - 1].lower() in _NO_LONGER:
        return f"{words[-len(title) - 1].lower()} {' '.join(title)} "
    first, rest = title[0].lower(), " ".join(title[1:])
    # The first word of a sentence keeps its capital before another one, and where it has one everywhere.
    if title == words and fold(title[0]) not in _BEFORE_NAMES and rest == rest.lower():
        known = any(re.search(rf"\b{re.escape(first)}\b", s.words) for own in texts.sentences.values() for s in own)
        title[0] = first if known or "-" in first else title[0]
    return f"{' '.join(title)} "
