"""Who somebody is in the words of any outlet, and whether an outlet may mean him without his name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsparallax.comparing.claims.alone import LEANING, TITLES
from newsparallax.comparing.claims.texts import BOOK, Sentence, Texts
from newsparallax.comparing.wordforms import FUNCTION_WORDS, Token, plain, tokens
from newsparallax.tagging.who.lexicon import LEX, fold
from newsparallax.tagging.who.same import parts

# What somebody is no longer, or not quite.
_NO_LONGER = frozenset(BOOK["no_longer"].split())
# Titles that keep their capital before a name.
_BEFORE_NAMES = frozenset(BOOK["titles_before_names"].split())
_SMALL = frozenset(("a", "an", "the", "in", "on", "at", "by", "as", "for", "to", "of", "with", "from", "while", "when"))
# Who somebody is: what stands behind the name between commas, in so many words.
_WHO = re.compile(
    r",\s+((?:(?:an?|the|one of|head|president|chair\w*|director|leader)\b|[A-Z][\w.]*(?: [A-Z][\w.]*)*[’']s? [a-z])"
    r"(?:[^,;:.—–“”\"()]|,(?=\d))*)(?<!\b[A-Z][a-z])(?<!\b(?:Mrs|Rep|Sen|Gov|Gen))(?: \([^()]*\))?[,;.—–]"
)
# What stands there without an article: "political science professor at Orrin College"; a word of it is a role.
_PLAINLY = re.compile(r",\s+((?!an? |the |one )[a-z][^,;:.—–“”\"()]*)[,;.—–]")
# "Ann Berg of the Velland Institute".
_NAME = r"[A-Z](?:[\w&’'-]|\.(?=\w))*"
_OF = re.compile(rf" (of (?:the )?{_NAME}(?: (?:of|for|and|the|&|{_NAME}))*)(?<! (?:of|or|nd|he))(?<! &)")
# "The owner, Ann Berg,", "Mr. Moe's lawyer, Ann Berg,": the role before the name.
_AHEAD = re.compile(
    rf"(?:^|\s)((?:[Tt]he|{_NAME}[’']s?(?= [a-z]))(?: [\w’'-]+){{0,4}}? [a-z][a-z-]+(?: (?:of|for|at) (?:the )?{_NAME}"
    rf"(?: {_NAME})*)?), $"
)
_WHO_WORDS = 14
# "the organization's president": of which organization stands elsewhere.
_BACK = re.compile(
    r"(?:the|an?|one of the) (?:[a-z]+[’']s?|organi[sz]ation|compan(?:y|ies)|group|agency|committee|party|firm|union)\b"
    r"|the (?:former|latter)\b"
)
# Role words before a name that are no titles: "campaign manager Ann Berg".
_ROLE_WORDS = 4
# A role stands so many words behind the article of an apposition at most.
_HEAD = 6


def introduced(texts: Texts, outlet: str, name: str) -> str | None:
    """Somebody with what an outlet says of who that is: "Ann Berg, a baker from Orrin", "Mayor Ann Berg".

    What the outlet does not say the others may. None where none of them does.
    """
    for source in (outlet, *texts.others(outlet)):
        for sentence in texts.sentences[source]:
            at = sentence.words.find(name)
            if at < 0 or sentence.role == "headline":
                continue
            if (called := _called(texts, sentence.words, at, name)) is not None:
                return called
    return None


def _called(texts: Texts, words: str, at: int, name: str) -> str | None:
    behind = _WHO.match(words, at + len(name))
    # "professor in the Department of Earth, Atmospheric and Planetary Sciences": the comma is one of a list.
    listing = behind and re.match(r" [A-Z][\w-]+(?:,| and )", words[behind.end() :])
    if behind and not listing and len(behind[1].split()) <= _WHO_WORDS and not _BACK.match(behind[1]):
        return f"{name}, {' '.join(behind[1].split())}"
    plainly = _PLAINLY.match(words, at + len(name))
    if plainly and len(plainly[1].split()) <= _WHO_WORDS and _role_in(plainly[1].split()[:_HEAD]):
        return f"{name}, {' '.join(plainly[1].split())}"
    ahead = _AHEAD.search(words[:at])
    if ahead and _role_in(ahead[1].split()) and not _BACK.match(ahead[1].lower()):
        return f"{name}, {ahead[1][:1].lower() if ahead[1].startswith('The ') else ahead[1][:1]}{ahead[1][1:]}"
    of = _OF.match(words, at + len(name))
    called = f"{_title(texts, words[:at])}{name}{', ' + of[1] if of else ''}"
    return called if called != name else None


def _role_in(words: Sequence[str]) -> bool:
    return any(LEX.is_role(fold(plain(word))) for word in words)


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
        known = word[:1].isupper() or word in TITLES or (title and word in _MODIFIERS)
        if not known or word[-1] in ',;:”’"' or fold(word) in LEANING | _SMALL:
            break
        title.insert(0, word)
    while title and title[0] in _MODIFIERS:
        title = title[1:]
    if not title or not title[0][:1].isupper() or not {fold(w.rstrip(".")) for w in title} & TITLES:
        return _plain_title(before)
    words = before.split()
    if len(words) > len(title) and words[-len(title) - 1].lower() in _NO_LONGER:
        return f"{words[-len(title) - 1].lower()} {' '.join(title)} "
    if words[-len(title) - 1 : -len(title)] == ["and"]:
        return ""  # "former prosecutor and Mayor Ann Berg" is no mayor any more
    first, rest = title[0].lower(), " ".join(title[1:])
    # The first word of a sentence keeps its capital before another one, and where it has one everywhere.
    if title == words and fold(title[0]) not in _BEFORE_NAMES and rest == rest.lower():
        known = any(re.search(rf"\b{re.escape(first)}\b", s.words) for own in texts.sentences.values() for s in own)
        title[0] = first if known or "-" in first else title[0]
    return f"{' '.join(title)} "


def _plain_title(before: str) -> str:
    """A role in small letters at the end of some words: "defense attorney ", "Clinton campaign manager "."""
    title: list[str] = []
    for word in reversed(before.split()[-_ROLE_WORDS:]):
        known = LEX.is_role(word) if not title else word in _MODIFIERS or LEX.is_role(word) or word[:1].isupper()
        if not known or word.lower() in FUNCTION_WORDS or not word.replace("-", "").isalpha():
            break
        title.insert(0, word)
    return f"{' '.join(title)} " if title else ""


_MODIFIERS = frozenset(BOOK["modifiers"].split())


def unnamed(texts: Texts, outlet: str, name: str) -> bool:
    """Whether an outlet surely has nothing of somebody: no name, no office without one, no words of his body."""
    roles, bodies = _roles(texts, name)
    own = texts.attributions[outlet]
    sources = [{fold(plain(t.text)) for t in tokens(row["source"] or "")} for row in own]
    if bodies and any(len(bodies & source) >= min(2, len(bodies)) for source in sources):
        return False
    meant = [m for a, rows in texts.people.items() if texts.outlet_of[a] == outlet for m in rows]
    if any(m["actor"] == name for m in meant):
        return False
    taken = [(m["article_id"], m["start"], m["end"]) for m in meant if m["form"] != "surname"]
    speaking = frozenset().union(*sources) if sources else frozenset()
    return not any(_free(s, roles, taken, speaking) for s in texts.sentences[outlet])


def _roles(texts: Texts, name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The roles of somebody in any outlet, with what else they are called, and the names of the bodies beside them."""
    said = [
        called.replace(name, " ")
        for own in texts.sentences.values()
        for sentence in own
        for at in (sentence.words.find(name),)
        if at >= 0 and (called := _called(texts, sentence.words, at, name))
    ]
    said += [m["office"] for own in texts.people.values() for m in own if m["actor"] == name and m["office"]]
    words = [w for phrase in said for w in phrase.split()]
    roles = frozenset(role for w in words if LEX.is_role(role := LEX.plain(fold(plain(w)))))
    bodies = {
        fold(plain(w).removesuffix("’s").removesuffix("'s"))
        for w in words
        if w[:1].isupper() and not LEX.is_role(LEX.plain(fold(plain(w)))) and fold(plain(w)) not in FUNCTION_WORDS
    }
    return _alike(roles), frozenset(bodies - {fold(p) for p in parts(name)})


@lru_cache(maxsize=4096)
def _alike(roles: frozenset[str]) -> frozenset[str]:
    """Some roles with what else they may be called: an attorney is a lawyer or a brief, a chief executive a boss."""
    found = set(roles)
    for group in LEX.same:
        if any(phrase <= roles for phrase in group):
            found |= {word for phrase in group if len(phrase) == 1 for word in phrase}
    found |= {general for general, meant in LEX.covers.items() if any(phrase <= roles for phrase in meant)}
    return frozenset(found | (_BRIEFS if found & _BRIEFS else frozenset()))


_BRIEFS = frozenset(BOOK["counsel"].split())


def _free(
    sentence: Sentence, roles: frozenset[str], taken: Sequence[tuple[str, int, int]], speaking: frozenset[str]
) -> bool:
    """Whether a role stands in a sentence that is no named person's there; several people only where they speak."""
    read = tokens(sentence.words)
    for number, token in enumerate(read):
        word = fold(plain(token.text))
        if LEX.plain(word) not in roles or (word not in roles and word not in speaking and not LEX.is_role(word)):
            continue
        at = sentence.start + token.start
        held = any(a == sentence.article_id and low <= at < high for a, low, high in taken)
        if not held and not _borne(sentence.words, read, number):
            return True
    return False


def _borne(words: str, read: Sequence[Token], number: int) -> bool:
    """Whether the word is a title before a name, or stands behind one and a comma: "Ann Berg, a lawyer"."""
    after = read[number + 1] if number + 1 < len(read) else None
    if after is not None and after.is_capitalised and words[read[number].end : after.start].strip(" .,") == "":
        return True
    return _BEHIND.search(words[: read[number].start]) is not None


_BEHIND = re.compile(r"[A-Z][\w.’'-]+, (?:(?:an?|the|one of the|who is an?|former) )?(?:[\w’'-]+ ){0,4}$")
