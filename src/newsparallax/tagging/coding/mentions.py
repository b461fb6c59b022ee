"""How an article names its actors: each mention with its form, the office in it, and whether it is the first.

Named are the members of the cast, by name ("Marsh", "Transport Minister Elin Marsh"), by office alone ("the foreign
minister") and by description ("his American counterpart"); countries by name or by the seat of their government.
Not coded: pronouns, and adjectives of nationality that stand before another noun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from newsparallax.reading.article import Role
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.speakers.holders import PEERS, best_holder, named_last, peer
from newsparallax.tagging.who.cast import Cast, Member, Naming
from newsparallax.tagging.who.kinds import Type
from newsparallax.tagging.who.lexicon import Lexicon, fold, lexicon
from newsparallax.tagging.who.names import Page
from newsparallax.tagging.who.offices import office_of

Form = Literal["full name", "surname", "office and name", "office", "nationality", "description", "name"]
_DEFINITE = frozenset(["the", "his", "her", "their", "its"])
_INSIDE = frozenset(["NOUN", "PROPN", "ADJ"])


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: [start, end) in characters of the article's text; `first` is the article's first of this actor."""

    start: int
    end: int
    actor: str
    type: Type
    side: str
    form: Form
    office: str | None
    first: bool
    role: Role
    rule: str


def mentions(parsed: Parsed, cast: Cast) -> list[Mention]:
    """Every mention of every member of the cast, in the order of the text."""
    lex = lexicon()
    found = [_named(parsed.article.text, cast, naming, lex) for naming in cast.namings]
    for number, page in enumerate(cast.pages):
        found += _untitled(parsed.article.text, cast, number, page, lex)
    seen: set[str] = set()
    ordered: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        ordered.append(replace(mention, first=mention.actor not in seen))
        seen.add(mention.actor)
    return ordered


def _named(text: str, cast: Cast, naming: Naming, lex: Lexicon) -> Mention:
    page, member = cast.pages[naming.page], cast.members[naming.member]
    start, office = naming.start, None
    form: Form = "name"
    if member.type == "person":
        form = "full name" if naming.full else "surname"
        if not naming.full and fold(member.name.split()[0]) == page.fold[naming.first] and " " in member.name:
            form = "name"
        if naming.office and naming.office[1] == naming.first - 1:
            start = page.t.start[naming.office[0]]
            office = text[start : page.t.end[naming.office[1]]]
            form = "office and name"
    elif member.country is not None and member.type == "place":
        by = lex.country(tuple(page.fold[naming.first : naming.last + 1]))
        form = "nationality" if by is not None and by.how == "capital" and member.name == by.name else "name"
    return _mention(start, naming.end, member, form, office, page, naming.rule)


def _mention(start: int, end: int, member: Member, form: Form, office: str | None, page: Page, rule: str) -> Mention:
    return Mention(start, end, member.name, member.type, member.side, form, office, False, page.role, rule)


def _untitled(text: str, cast: Cast, number: int, page: Page, lex: Lexicon) -> Iterator[Mention]:
    """Offices and descriptions that stand without a name."""
    t, low = page.t, page.fold
    taken = cast.taken[number]
    for head in range(len(t)):
        if (low[head] not in lex.roles and low[head] not in PEERS) or head in taken or t.pos[head] not in _INSIDE:
            continue
        if head + 1 < len(t) and (
            t.pos[head + 1] in ("NOUN", "PROPN") or (low[head + 1] in ("-", "'s") and head + 1 in taken)
        ):
            continue
        first = head
        while (
            first > t.first[head]
            and (t.pos[first - 1] in _INSIDE or low[first - 1] in ("'s", "-"))
            and first - 1 not in cast.people[number]
        ):
            first -= 1
        if first == t.first[head] or low[first - 1] not in _DEFINITE:
            continue
        last = head
        if low[head + 1 : head + 2] == ["of"] and head + 2 < len(t) and t.text[head + 2][0].isupper():
            last = head + 2
            while last + 1 < len(t) and t.text[last + 1][0].isupper():
                last += 1
        words, start, end = t.text[first : last + 1], t.start[first], t.end[last]
        whole = text[start:end]
        if low[head] in PEERS:
            other = peer(cast, low[first : head + 1], named_last(cast, start))
            if other is not None:
                yield _mention(t.start[first - 1], end, cast.members[other], "description", None, page, "counterpart")
            continue
        office = office_of(words, whole)
        held = best_holder(cast, office, named_last(cast, start), False) if office else None
        if held is not None:
            yield _mention(t.start[first - 1], end, cast.members[held], "office", whole, page, "office")
