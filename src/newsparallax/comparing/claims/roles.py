"""Who the people that a claim names are: the shortest of the articles' own words that say it.

The outlet that is spoken of comes first; another outlet's words stand in where its own say little ("spokesman": whose?)
or colour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsparallax.comparing.claims.beside_names import told
from newsparallax.comparing.claims.role_words import NO_LONGER, SEATS, WHOLE, is_role, worth
from newsparallax.comparing.claims.texts import Texts
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import suffix

# A role in the outlet's own words, one word more, what somebody was, what stands before the name.
_OWN, _WORD, _PAST, _TITLE = 0.5, 0.02, 0.3, 0.05


@dataclass(frozen=True, slots=True)
class _Role:
    """What stands before a name and behind it, and whether it is in the outlet's own words."""

    before: str
    behind: str
    own: bool

    @property
    def words(self) -> str:
        return f"{self.before} {self.behind}".strip()

    def printed(self, name: str) -> str:
        near = self.behind[:1] == "(" or re.match(r"(?:of|from|with|at) ", self.behind)
        return f"{self.before} {name}".strip() + (f"{' ' if near else ', '}{self.behind}" if self.behind else "")


def introduced(texts: Texts, outlet: str, name: str) -> str | None:
    """Somebody with what the articles say of who that is: "Ann Berg, a baker from Orrin", "Mayor Ann Berg".

    In the words of an outlet, or of another one where it says less. None where none says it.
    """
    found: list[_Role] = []
    parties: list[str] = []
    for article, mentions in texts.people.items():
        own = texts.outlet_of[article] == outlet
        for mention in mentions:
            sentence = texts.at(article, mention["start"])
            if mention["actor"] != name or sentence is None or sentence.role == "headline":
                continue
            if suffix(name) and mention["form"] != "surname" and suffix(mention["words"]) != suffix(name):
                continue  # the father may be meant
            for before, behind in told(texts, sentence, mention):
                if behind[:1] == "(":
                    parties.insert(0 if own else len(parties), behind)
                if before or behind[:1] != "(":
                    found.append(_Role(before, "" if behind[:1] == "(" else behind, own))
    if not found:
        return None
    best = max(found, key=lambda role: _says(role, found))
    if parties and not best.behind and worth(best.words) < WHOLE and fold(best.before.split()[-1]) in SEATS:
        best = _Role(best.before, parties[0], best.own)
    return best.printed(name)


def together(names: Sequence[str], *, last: str = "and") -> str:
    """Several introduced people: "Ann Berg (a baker) and Mayor Carl Moe"; one alone as is."""
    if len(names) == 1:
        return names[0]
    *most, end = [f"{n.replace(', ', ' (', 1)})" if ", " in n else n for n in names]
    return f"{', '.join(most)} {last} {end}"


def _says(role: _Role, roles: Sequence[_Role]) -> float:
    """How much a role says, more for the outlet's own words and for fewer of them."""
    says = worth(role.words) + _OWN * role.own + _TITLE * bool(role.before) - _WORD * len(role.words.split())
    if _past(role):
        return says - _PAST
    # Who is called "former" anywhere no longer is it.
    gone = {fold(w) for r in roles if _past(r) for w in r.words.split() if is_role(w)}
    return says - 2 * bool(gone & {fold(w) for w in role.words.split()})


def _past(role: _Role) -> bool:
    return bool(NO_LONGER & {fold(w) for w in role.words.split()})
