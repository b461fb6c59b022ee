"""Whether an outlet may mean somebody whom it does not name: by his office, or as the body he speaks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsparallax.comparing.claims.roles import phrases_of
from newsparallax.comparing.claims.texts import BOOK, Sentence, Texts
from newsparallax.comparing.wordforms import FUNCTION_WORDS, Token, plain, tokens
from newsparallax.tagging.who.lexicon import LEX, fold
from newsparallax.tagging.who.same import parts


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
    words = [w for phrase in phrases_of(texts, name) for w in phrase.split()]
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
        if LEX.plain(word) not in roles or word not in roles | speaking:
            continue
        at = sentence.start + token.start
        held = any(a == sentence.article_id and low <= at < high for a, low, high in taken)
        if not held and _one(read, number) and not _borne(sentence.words, read, number):
            return True
    return False


def _one(read: Sequence[Token], number: int) -> bool:
    """Whether a role may be one bearer's: "the old mayor", not "ran for mayor", "every baker and mayor"."""
    for token in reversed(read[max(0, number - _NEAR) : number]):
        word = token.text.lower()
        if word in _ONES or word.endswith(("'s", "’s", "s'", "s’")):
            return True
        if token.is_function:
            return False
    return True


# Words that point to one, and how far before the role.
_ONES, _NEAR = frozenset(("the", "a", "an", "its", "his", "her", "their", "this", "that", "one", "another")), 4


def _borne(words: str, read: Sequence[Token], number: int) -> bool:
    """Whether the word is a title before a name, or stands behind one and a comma: "Ann Berg, a lawyer"."""
    after = read[number + 1] if number + 1 < len(read) else None
    if after is not None and after.is_capitalised and words[read[number].end : after.start].strip(" .,") == "":
        return True
    return _BEHIND.search(words[: read[number].start]) is not None


_BEHIND = re.compile(r"[A-Z][\w.’'-]+, (?:(?:an?|the|one of the|who is an?|former) )?(?:[\w’'-]+ ){0,4}$")
