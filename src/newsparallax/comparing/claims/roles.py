"""Who the people that a claim names are: the shortest of the articles' own words that say it.

The outlet that is spoken of comes first; another outlet's words stand in where its own say little ("spokesman": whose?)
or colour.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
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
    beside = _beside(texts, name)
    roles = (_Role(before, behind, at == outlet) for at, before, behind in beside if before or behind[:1] != "(")
    found = list(dict.fromkeys(roles))
    if not found:
        return None
    gone = {fold(w) for r in found if _past(r) for w in r.words.split() if is_role(w)}
    best = max(found, key=lambda role: _says(role, gone))
    parties = sorted((at != outlet, behind) for at, _, behind in beside if behind[:1] == "(")
    if parties and not best.behind and worth(best.words) < WHOLE and fold(best.before.split()[-1]) in SEATS:
        best = _Role(best.before, parties[0][1], best.own)
    return best.printed(name)


def phrases_of(texts: Texts, name: str) -> list[str]:
    """All that the articles say of who somebody is."""
    return [f"{before} {behind}".strip() for _, before, behind in _beside(texts, name)]


def _beside(texts: Texts, name: str) -> list[tuple[str, str, str]]:
    """The outlet and what stands before and behind somebody's name there, each once; a party in brackets."""
    if name not in texts.beside:
        found: dict[tuple[str, str, str], None] = {}
        for mention in texts.named.get(name, ()):
            sentence = texts.at(mention["article_id"], mention["start"])
            if sentence is None or sentence.role == "headline":
                continue
            if suffix(name) and mention["form"] != "surname" and suffix(mention["words"]) != suffix(name):
                continue  # the father may be meant
            found |= {(sentence.outlet, before, behind): None for before, behind in told(texts, sentence, mention)}
        texts.beside[name] = list(found)
    return texts.beside[name]


def together(names: Sequence[str], *, last: str = "and") -> str:
    """Several introduced people: "Ann Berg (a baker) and Mayor Carl Moe"; one alone as is."""
    if len(names) == 1:
        return names[0]
    *most, end = [f"{n.replace(', ', ' (', 1)})" if ", " in n else n for n in names]
    return f"{', '.join(most)} {last} {end}"


def _says(role: _Role, gone: Collection[str]) -> float:
    """How much a role says, more for the outlet's own words and for fewer of them; `gone` is what somebody was."""
    says = worth(role.words) + _OWN * role.own + _TITLE * bool(role.before) - _WORD * len(role.words.split())
    if _past(role):
        return says - _PAST
    # Who is called "former" anywhere no longer is it.
    return says - 2 * any(fold(w) in gone for w in role.words.split())


def _past(role: _Role) -> bool:
    return bool(NO_LONGER & {fold(w) for w in role.words.split()})
