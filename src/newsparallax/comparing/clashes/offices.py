"""A person given an office that elsewhere is another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, grouped
from newsparallax.comparing.units import Record, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.same import may_be_one

# An office of fewer words is held by many: there are many senators, and one secretary of state.
_LEAST_OFFICE = 2
_ONE_WORD = {"american": "us", "british": "uk", "rep": "representative", "sen": "senator", "gov": "governor"}


def find(material: Material) -> Iterator[Discrepancy]:
    held = [r for r in records(material.tables["mentions"]) if r["office"] and r["form"] == "office and name"]
    of_actor = grouped(held, "actor")
    by_office: dict[frozenset[str], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        by_office[_office(row["office"])][row["actor"]].append(row)
    for office, holders in by_office.items():
        # Many are senators from one state; an office whose words are those of a member is no office of one.
        if len(holders) < 2 or len(office) < _LEAST_OFFICE:
            continue
        for actor, given in holders.items():
            usual = [r for r in of_actor[actor] if not (_office(r["office"]) & office)]
            others = [r for name, rows in holders.items() if not may_be_one(name, actor) for r in rows]
            if not usual or not others or len(_articles(given)) >= max(len(_articles(usual)), 2):
                continue
            if len(_articles(given)) > len(_articles(others)):
                continue
            sides = _firsts(given) + [r for r in _firsts(usual) if r["article_id"] not in _articles(given)]
            yield Discrepancy(
                "office",
                "suspect",
                f"{actor} is “{given[0]['office']}” here, “{usual[0]['office']}” elsewhere; "
                f"“{others[0]['office']}” is {others[0]['actor']}",
                tuple(Side(r["article_id"], r["start"], r["end"], r["words"], r["office"]) for r in sides),
            )


def _office(words: str) -> frozenset[str]:
    """What an office's words have in common however they are written: "U.S. Secretary", "US secretary"."""
    kept = (t.text.lower().replace(".", "") for t in tokens(words) if not t.is_function)
    return frozenset(_ONE_WORD.get(word, word) for word in kept)


def _articles(found: Iterable[Record]) -> set[str]:
    return {row["article_id"] for row in found}


def _firsts(found: Iterable[Record]) -> list[Record]:
    """The first row of each article."""
    first: dict[str, Record] = {}
    for row in found:
        first.setdefault(row["article_id"], row)
    return list(first.values())
