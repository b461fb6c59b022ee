"""One name for one actor across the articles of a corpus, and whose spokesperson somebody is.

Tagging decides who is who within each article, so that an article which never gives a first name has a "Lindqvist"
where the others have an "Anna Lindqvist". Here names of different articles are joined where nothing speaks against it:

- full names with the same surname and compatible given names (initials, short forms, a middle initial or none), with
  the same words in another order, or of which one is the end of the other;
- a surname alone with the one full name it can mean; where several people of the corpus have it, with the one whom
  the other articles call by it;
- a body with and without its country or its article ("State Department", "the U.S. State Department"), in either
  order ("Department of Justice"), and its initials.

A different sex, side or office of state speaks against it, as does an article that keeps the two apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd

from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.tagging.who.lexicon import FEMALE_ROLES, HONORIFICS, LEX, MALE_ROLES, Words, fold, spelling, words_of
from newsparallax.tagging.who.same import body_key, initials, parts, same_person, suffix
from newsparallax.tagging.who.sides import JOINT, MEDIA, OTHER, UNKNOWN

# Sides that do not tell two actors apart.
_VAGUE = frozenset([JOINT, MEDIA, OTHER, UNKNOWN])
_NAMES = {"mentions": ("actor",), "attributions": ("speaker",), "actions": ("agent_actor", "patient_actor")}
_CONFIGURED = "corpus.toml"


@dataclass
class _Actor:
    """What all articles that use one name say of its bearer; `alone` counts the words it is named by otherwise."""

    name: str
    articles: set[str] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    alone: Counter[str] = field(default_factory=Counter)
    configured: bool = False
    mentions: int = 0


def one_cast(tables: Tables) -> dict[str, pd.DataFrame]:
    """The tables of a corpus with one name for one actor, in every column that names actors; sides follow the names.

    Only people's and bodies' names change, never the words of a passage. Expects the tagging tables of one corpus.
    """
    mentions = [m for m in records(tables["mentions"]) if m["type"] in ("person", "organisation")]
    people = _actors((m for m in mentions if m["type"] == "person"), tables)
    bodies = _actors((m for m in mentions if m["type"] == "organisation"), tables)
    joined = [*_people(people), *_bodies(bodies)]
    known = people | bodies
    called: dict[tuple[str, str], str] = {}
    for group in joined:
        name = min(group, key=lambda n: _preference(known[n]))
        called |= {(article, other): name for other in group for article in known[other].articles if other != name}
    changed = {
        table: _renamed(tables[table], columns, called) for table, columns in _NAMES.items() if len(tables[table])
    }
    return {**tables, **changed, **_one_side({**tables, **changed})}


def _preference(actor: _Actor) -> tuple[bool, bool, bool, int, int, int, str]:
    """The name most articles use, one of corpus.toml first, a full one before a surname, "Jr." last."""
    words = actor.name.split()
    return (
        not actor.configured,
        len(words) == 1,
        bool(suffix(actor.name)),
        -len(actor.articles),
        -actor.mentions,
        len(words),
        actor.name,
    )


def _actors(mentions: Iterable[Record], tables: Tables) -> dict[str, _Actor]:
    found: dict[str, _Actor] = {}
    sentences = by_article(records(tables["sentences"]))
    for m in mentions:
        actor = found.setdefault(m["actor"], _Actor(m["actor"]))
        actor.articles.add(m["article_id"])
        actor.mentions += 1
        actor.configured |= m["rule"] == _CONFIGURED
        if m["side"] not in _VAGUE:
            actor.sides.add(m["side"])
        if m["type"] != "person":
            continue
        office = [LEX.plain(word) for word in words_of(m["office"] or "") if LEX.is_role(word)]
        actor.offices |= {word for word in office if word in LEX.state}
        title = fold(_before(m, sentences[m["article_id"]]))
        actor.genders |= {"female" for word in office if word in FEMALE_ROLES}
        actor.genders |= {"male" for word in office if word in MALE_ROLES}
        if gender := HONORIFICS.get(title):
            actor.genders.add(gender)
        if m["form"] in ("surname", "name") and " " not in m["words"]:
            actor.alone[spelling(m["words"])] += 1
    for actor in found.values():
        given = actor.name.split()[0]
        if " " in actor.name and (gender := LEX.genders.get(fold(given))):
            actor.genders.add(gender)
    return found


def _before(mention: Record, sentences: Sequence[Record]) -> str:
    """The word before a mention in its sentence."""
    for s in sentences:
        if s["start"] <= mention["start"] < s["end"]:
            words: list[str] = s["words"][: mention["start"] - s["start"]].split()
            return words[-1] if words else ""
    return ""


def _groups(names: Iterable[str], pairs: Iterable[tuple[str, str]], actors: Mapping[str, _Actor]) -> list[set[str]]:
    """Names joined by pairs, as long as nothing within a group speaks against it."""
    group = {name: {name} for name in names}
    for one, other in pairs:
        if group[one] is group[other]:
            continue
        if all(_agree(actors[a], actors[b]) for a in group[one] for b in group[other]):
            group[one] |= group[other]
            for name in group[other]:
                group[name] = group[one]
    return list({id(g): g for g in group.values()}.values())


def _agree(one: _Actor, other: _Actor) -> bool:
    """Whether nothing speaks against two names being one actor's: articles, corpus.toml, sides, sexes, offices."""
    return not (
        one.articles & other.articles
        or (one.configured and other.configured)
        or _apart(one.sides, other.sides)
        or _apart(one.genders, other.genders)
        or _apart(one.offices, other.offices)
    )


def _apart(one: set[str], other: set[str]) -> bool:
    return bool(one and other and not one & other)


def _people(actors: Mapping[str, _Actor]) -> list[set[str]]:
    full = [name for name in sorted(actors) if " " in name]
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in full:
        for word in {spelling(parts(name)[0]), spelling(parts(name)[-1])}:
            by_word[word].append(name)
    pairs = {p for names in by_word.values() for p in combinations(names, 2) if _one_person(*p, actors)}
    groups = _groups(full, sorted(pairs, key=lambda p: (_initialled(*p), p)), actors)
    bearing: dict[str, list[set[str]]] = defaultdict(list)
    first: dict[str, list[set[str]]] = defaultdict(list)
    for group in groups:
        for word in {spelling(parts(name)[-1]) for name in group}:
            bearing[word].append(group)
        for word in {spelling(name.split()[0]) for name in group}:
            # A family name may come first ("Xi Jinping"): only its use alone shows that it is one.
            if any(actors[name].alone[word] for name in group):
                first[word].append(group)
    for short in sorted(actors.keys() - set(full)):
        word = spelling(short)
        found = bearing[word] or first[word]
        if len(found) > 1:
            found = [group for group in found if any(actors[name].alone[word] for name in group)]
        if len(found) == 1 and all(_agree(actors[short], actors[name]) for name in found[0]):
            found[0].add(short)
    return [group for group in groups if len(group) > 1]


def _one_person(one: str, other: str, actors: Mapping[str, _Actor]) -> bool:
    """Whether two full names may be one person's; "Jr." parts them but where both hold one office."""
    if bool(suffix(one)) != bool(suffix(other)) and actors[one].offices & actors[other].offices:
        one, other = " ".join(parts(one)), " ".join(parts(other))
    return same_person(one, other)


def _initialled(one: str, other: str) -> bool:
    """Whether a given name is no more than an initial: such names are joined last."""
    return min(len(fold(one.split()[0])), len(fold(other.split()[0]))) == 1


def _bodies(actors: Mapping[str, _Actor]) -> list[set[str]]:
    keys = {name: body_key(name) for name in sorted(actors)}
    same: dict[tuple[str, Words], list[str]] = defaultdict(list)
    with_country: dict[Words, list[str]] = defaultdict(list)
    in_full: dict[str, list[str]] = defaultdict(list)
    for name, (country, words) in keys.items():
        same[country, words].append(name)
        if country:
            with_country[words].append(name)
        for letters in initials(name):
            in_full[letters].append(name)
    pairs = [(names[0], other) for names in same.values() for other in names[1:]]
    for name, (country, words) in keys.items():
        longer = [] if country else with_country[words]
        if len({keys[other][0] for other in longer}) == 1:
            pairs.append((name, longer[0]))
        spelt = in_full[name.replace(".", "")]
        if name not in spelt and len({keys[other][1] for other in spelt}) == 1:
            pairs.append((name, spelt[0]))
    return [group for group in _groups(list(keys), pairs, actors) if len(group) > 1]


def _renamed(table: pd.DataFrame, columns: Sequence[str], called: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    if not called:
        return table
    changed = table.copy()
    for column in columns:
        pairs = zip(table["article_id"], table[column], strict=True)
        values = [None if pd.isna(name) else _of_parts(article, name, called) for article, name in pairs]
        changed[column] = pd.Series(values, index=table.index, dtype=table[column].dtype)
    if "members" in table.columns:
        pairs = zip(table["article_id"], table["members"], strict=True)
        members = [[called.get((article, name), name) for name in names] for article, names in pairs]
        changed["members"] = pd.Series(members, index=table.index, dtype=table["members"].dtype)
        joint = changed["members"].map(len) > 1
        changed.loc[joint, "speaker"] = changed.loc[joint, "members"].map(" and ".join)
    return changed


def _of_parts(article: str, name: str, called: Mapping[tuple[str, str], str]) -> str:
    """A name, or several joined by "and", as the corpus has it."""
    if (article, name) in called:
        return called[article, name]
    return " and ".join(called.get((article, part), part) for part in name.split(" and "))


def _one_side(tables: Tables) -> dict[str, pd.DataFrame]:
    """A person whom some articles put on one side, and none on another, is on it in those that do not tell."""
    sides: dict[str, set[str]] = defaultdict(set)
    for m in records(tables["mentions"]):
        if m["type"] == "person" and m["side"] not in _VAGUE:
            sides[m["actor"]].add(m["side"])
    known = {name: found.pop() for name, found in sides.items() if len(found) == 1}
    mentions, attributions = tables["mentions"].copy(), tables["attributions"].copy()
    for table, column in ((mentions, "actor"), (attributions, "speaker")):
        told = table[column].map(known)
        vague = told.notna() & table["side"].isin([OTHER, UNKNOWN])
        if "side_from" in table.columns:
            vague &= table["speaker_from"].ne("human").fillna(True)
            table.loc[vague, "side_from"] = "another article"
        table.loc[vague, "side"] = told[vague]
    return {"mentions": mentions, "attributions": attributions}
