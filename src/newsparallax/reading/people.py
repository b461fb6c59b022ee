"""Who the texts name and quote, for a first draft of corpus.toml: by their shape, without a parse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from newsparallax.codebooks import word_lists
from newsparallax.reading.article import TOLD, Article
from newsparallax.reading.linewords import given_names

_CAPITALISED = r"[A-ZÀ-Þ][\wÀ-ÿ’'-]+"
_PARTICLE = r"(?:(?:de|van|von|der|al|bin|da|di|la|le|[A-Z]\.) )*"
_NAME = re.compile(
    rf"(?P<office>(?:{_CAPITALISED} |of |for |the |and ){{0,6}})"
    rf"(?P<given>{_CAPITALISED}) (?P<rest>{_PARTICLE}{_CAPITALISED})"
)
# "Jane Doe, the mayor of Ardmore, said": the office behind the name.
_BEHIND = re.compile(r",\s+(?:the |an? |his |her |their )?((?:[\w’'-]+ ){0,5}[\w’'-]+)(?=[,.;]|\s+(?:said|told|added))")
_SAID = r"(?:said|says|told|added|announced|asked|warned|wrote)"
_MOST_OFFICES = 3


@dataclass(slots=True)
class Person:
    """One person: spellings and offices by how often they stand, the articles that name them, and that quote them."""

    spellings: Counter[str] = field(default_factory=Counter)
    offices: Counter[str] = field(default_factory=Counter)
    named: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.spellings.most_common(1)[0][0]

    @property
    def held(self) -> list[str]:
        """The offices to write down, the commonest first."""
        return [office for office, _ in self.offices.most_common()][:_MOST_OFFICES]

    @property
    def country(self) -> str | None:
        """The one country that all offices which name any speak for."""
        found = {country for office in self.offices if (country := _country(office))}
        return found.pop() if len(found) == 1 else None


def people(articles: Iterable[Article]) -> list[Person]:
    """Those named in full, whom most articles quote, then name, first."""
    found: dict[str, Person] = {}
    articles = list(articles)
    for article in articles:
        for text in _told(article):
            for name in _NAME.finditer(text):
                _add(found, article.id, text, name)
    for key, person in found.items():
        surname = re.escape(key.split(" ")[-1])
        said = re.compile(
            rf"\b{surname}\b(?:,[^,.]{{3,60}},)? {_SAID}\b|\b(?:{_SAID}|according to) (?:[\w’'-]+ ){{0,5}}{surname}\b"
        )
        person.quoted = {a.id for a in articles if any(said.search(text) for text in _told(a))}
    return sorted(found.values(), key=lambda p: (-len(p.quoted), -len(p.named), p.name))


def _told(article: Article) -> Iterator[str]:
    for line in article.lines:
        if line.role in TOLD - {"headline"}:
            yield article.text[line.start : line.end]


def _add(found: dict[str, Person], article_id: str, text: str, name: re.Match[str]) -> None:
    given, rest = name["given"], re.sub(r"['’]s$", "", name["rest"])
    before, behind = text[: name.start()], text[name.end() :]
    speaks = re.match(rf"(?:,[^,.]{{3,60}},)? {_SAID}\b", behind) or re.search(rf"\b{_SAID} $", before)
    if given not in given_names() and not speaks:
        return
    if given.casefold() in _roles():  # "President Smith said": an office and a surname
        return
    # One person's given name is spelt in several ways, hardly ever with another first letter.
    person = found.setdefault(f"{given[0]} {rest.split()[-1]}", Person())
    person.spellings[f"{given} {rest}"] += 1
    person.named.add(article_id)
    office = re.sub(r"^(?:(?:the|of|for|and) )+|(?: (?:the|of|for|and))+ ?$", "", name["office"]).strip()
    if office and _is_office(office):
        person.offices[office] += 1
    if (stated := _BEHIND.match(behind)) and _is_office(stated[1]):
        person.offices[stated[1]] += 1


def _is_office(words: str) -> bool:
    return any(word.casefold() in _roles() for word in re.findall(r"[\w-]+", words))


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    lists = word_lists("offices")
    return frozenset(" ".join(lists[key] for key in ("state", "institutional", "media", "private")).split())


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    return {
        word: country
        for country, entry in word_lists("countries")["countries"].items()
        for word in (country, *entry.get("names", ()), *entry.get("demonyms", ()), *entry.get("bodies", ()))
    }


def _country(office: str) -> str | None:
    found = {country for word, country in _demonyms().items() if re.search(rf"\b{re.escape(word)}\b", office)}
    return found.pop() if len(found) == 1 else None
