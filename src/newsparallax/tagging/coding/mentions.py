"""How an article names its actors: each mention with its form, the office in it, and whether it is the first.

Named are the members of the cast, by name ("Marsh", "Transport Minister Elin Marsh") and by office alone ("the
foreign minister"); countries by name or by the seat of their government.
Not coded: pronouns, and adjectives of nationality that stand before another noun.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.who.cast import Cast, Member, Naming
from newsparallax.tagging.who.holding import untitled
from newsparallax.tagging.who.lexicon import LEX, fold
from newsparallax.tagging.who.names import Page
from newsparallax.values import ActorType, Form, Role


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: [start, end) in characters of the article's text; `first` is the article's first of this actor."""

    start: int
    end: int
    actor: str
    type: ActorType
    side: str
    form: Form
    office: str | None
    first: bool
    role: Role
    rule: str


def mentions(parsed: Parsed, cast: Cast) -> list[Mention]:
    """Every mention of every member of the cast, in the order of the text."""
    found = [_named(parsed.article.text, cast, naming) for naming in cast.namings]
    for x in untitled(parsed.article.text, cast):
        member = cast.members[x.member]
        found.append(_mention(x.start, x.end, member, "office", x.office, cast.pages[x.page], "office"))
    seen: set[str] = set()
    ordered: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        ordered.append(replace(mention, first=mention.actor not in seen))
        seen.add(mention.actor)
    return ordered


def _named(text: str, cast: Cast, naming: Naming) -> Mention:
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
        by = LEX.country(tuple(page.fold[naming.first : naming.last + 1]))
        form = "nationality" if by is not None and by.how == "capital" and member.name == by.name else "name"
    return _mention(start, naming.end, member, form, office, page, naming.rule)


def _mention(start: int, end: int, member: Member, form: Form, office: str | None, page: Page, rule: str) -> Mention:
    return Mention(start, end, member.name, member.type, member.side, form, office, False, page.role, rule)
