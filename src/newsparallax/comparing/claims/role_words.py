"""How much some words say of who somebody is: "the mayor of Orrin" more than "a spokesman"."""

from __future__ import annotations

import re

from newsparallax.comparing.claims.texts import BOOK
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, fold, listed

# How much a role says: of what it is one; what somebody is; that without the country or body; what is no office; only
# a word ("spokesman"); a tag ("boss").
WHOLE, PLAIN, HALF, LOOSE, EMPTY, TAG = 3.0, 2.6, 2.2, 1.9, 1.0, 0.3
# What somebody is no longer, or not quite.
NO_LONGER = frozenset(BOOK["no_longer"].split())
_OF_WHAT = frozenset(BOOK["of_what"].split())
_MORE = frozenset(BOOK["more_roles"].split())
TAGS = frozenset(BOOK["tags"].split())
SEATS = frozenset(("rep", "reps", "sen", "sens", "representative", "senator", "congressman", "congresswoman"))
RELATED = listed("related") | {"mum", "mom", "dad", "colleague", "uncle", "aunt", "cousin", "nephew", "niece"}
PARTIES = frozenset(("republican", "democrat", "independent"))
# Words of titles that do not say of what: "Prime Minister".
_RANKS = frozenset(BOOK["titles"].split()) | LEX.rank | frozenset(BOOK["ranks"].split())
CAPITAL = r"[A-Z][\w&.-]*"
PREPOSITION = re.compile(
    r"(?<![\w-])(?:of|for|at|to|in|on|with|from|under|behind|by|about|against|after|before"
    r"|over|into|during|within|among|near|inside|as)(?![\w-])"
)
DETERMINER = re.compile(r"(?:(?:then|now|once) )?(?:an?|the|another|one of the|one of) ", re.I)
# Of which organization stands elsewhere.
_BACK = re.compile(
    r"(?:of|for|at|with|to) (?:the|its|his|her|their) (?:organi[sz]ation|company|group|agency|party|firm|union)$"
    r"|^the (?:organi[sz]ation|company|group|agency|party|firm|union|institute)[’']s "
)
_SHORT_PLURALS = frozenset(("reps", "sens", "govs", "profs"))


def worth(words: str) -> float:
    """How much some words say of who somebody is."""
    article = DETERMINER.match(words)
    bare = words[article.end() :] if article else words
    cut = PREPOSITION.search(bare)
    read = (bare[: cut.start()] if cut else bare).split()
    if not read or bare.startswith("who "):
        return WHOLE if bare else EMPTY
    head = LEX.plain(fold(read[-1]))
    if head in TAGS and cut:
        return LOOSE
    if head in TAGS or _BACK.search(words):
        return EMPTY + 0.1 if head in TAGS and any(map(_tells, read)) else TAG if head in TAGS else EMPTY
    if head in PARTIES and not cut:
        return HALF
    if head in RELATED and not cut and read[-1].islower():
        return LOOSE
    owned = bare.endswith(("'s", "’s"))
    if not (owned or head in PARTIES or is_role(read[-1]) or is_role(head)) and (article or read[-1].islower()):
        return LOOSE
    if (
        cut
        or owned
        or re.search(r"\b[A-Z]\S*[’']s? |[sS][’'] ", bare)
        or any(_tells(w) for w in re.split(r"[ -]", " ".join(read)))
    ):
        return WHOLE
    if head not in _OF_WHAT:
        return PLAIN
    state = head == "president" and set(map(fold, read)) <= {"former", "vice", "us", "president"}
    return (
        HALF if (state and read[-1][0].isupper()) or (len(read) > 1 and not set(map(fold, read)) <= _RANKS) else EMPTY
    )


def _tells(word: str) -> bool:
    """Whether a word of a title is a name or the like: of a country, a body, a party."""
    return word[:1].isupper() and not is_role(LEX.plain(fold(word))) and fold(word) not in _RANKS | HONORIFICS.keys()


def is_role(word: str) -> bool:
    """Whether a word names a role, alone or behind a hyphen: "co-author"."""
    low = fold(word)
    return any(LEX.is_role(part) or part in _MORE for part in (low, low.rsplit("-", 1)[-1]))


def of_party(words: str) -> bool:
    """Whether some words are a party and a place: "Republican of Ohio"."""
    return fold(words.split()[0]) in PARTIES


def singular(title: str) -> str:
    """A title in the singular: "Justices" is "Justice"."""
    *most, last = title.split() or [""]
    low = fold(last)
    if low not in _SHORT_PLURALS and (low in LEX.roles or LEX.plain(low) == low or LEX.plain(low) not in LEX.roles):
        return title
    last = last[:-2] + "an" if last.endswith("men") else re.sub(r"s(\.?)$", r"\1", last)
    return " ".join([*most, last])
