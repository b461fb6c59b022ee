"""One person spelt in several ways; one body or event under two names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from newsparallax.comparing.clashes.sides import (
    Discrepancy,
    Material,
    Side,
    first_of_each,
    grouped,
    ordered,
    side,
)
from newsparallax.comparing.units import Record, by_article, records
from newsparallax.comparing.wordforms import plain, tokens

# Words before a name that must be the same for two names after them to be compared.
_WORDS_BEFORE = 3
# Two words of a name as much alike are spellings of one; both words of a name, where they are more so.
_SPELT, _SPELT_BOTH = 0.6, 0.8
_FULL = frozenset({"full name", "office and name", "name"})


def find(material: Material) -> Iterator[Discrepancy]:
    yield from _spellings(material)
    yield from _bodies(material)


def _spellings(material: Material) -> Iterator[Discrepancy]:
    """One person whose name is spelt in several ways."""
    people = [r for r in records(material.tables["mentions"]) if r["type"] == "person" and r["form"] in _FULL]
    for actor, mentions in grouped(people, "actor").items():
        first: dict[tuple[str, str], Side] = {}
        for row in mentions:
            shown = _name_side(row)
            if " " in shown.words:
                first.setdefault((row["article_id"], shown.value), shown)
        spelt = Counter(value for _, value in first)
        variants = {v for v in spelt if any(v != w and _misspelt(v, w) for w in spelt)}
        sides = [one for (_, value), one in first.items() if value in variants]
        if len({s.article_id for s in sides}) > 1:
            yield Discrepancy("name", "variation", f"{actor}: {' / '.join(sorted(variants))}", tuple(ordered(sides)))


def _name_side(row: Record) -> Side:
    """The name within a mention, without the office before it."""
    words, office = row["words"], row["office"]
    skip = words.find(office) + len(office) if office and office in words else 0
    skip += len(words[skip:]) - len(words[skip:].lstrip(" ,"))
    name = words[skip:] or words
    name = name.removesuffix("'s").removesuffix("’s")
    start = row["start"] + (skip if words[skip:] else 0)
    return Side(row["article_id"], start, start + len(name), name, " ".join(name.split()))


def _misspelt(a: str, b: str) -> bool:
    """Whether two names differ in a few letters of one word, the other words the same, or of two words each."""
    one, other = a.lower().split(), b.lower().split()
    if len(one) != len(other):
        return False
    differ = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    least = {1: _SPELT, 2: _SPELT_BOTH}.get(len(differ), 2.0)
    return all(min(len(x), len(y)) > 2 and SequenceMatcher(None, x, y).ratio() >= least for x, y in differ)


def _bodies(material: Material) -> Iterator[Discrepancy]:
    """Names of bodies, events and places that differ in one word where the words before them are the same."""
    people = {
        article: [(row["start"], row["end"]) for row in rows if row["type"] == "person"]
        for article, rows in by_article(records(material.tables["mentions"])).items()
    }
    found: dict[tuple[str, ...], dict[tuple[str, str], list[Side]]] = defaultdict(lambda: defaultdict(list))
    held: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for passage in material.passages:
        read = tokens(passage.words)
        for at in range(len(read) - 1):
            first, last = read[at : at + 2]
            if not (first.is_capitalised and last.is_capitalised and passage.words[first.end : last.start] == " "):
                continue
            name = plain(first.text).replace(".", ""), plain(last.text).replace(".", "")
            held[passage.article_id].add(name)
            before = read[max(at - _WORDS_BEFORE, 0) : at]
            if len(before) < _WORDS_BEFORE or before[-1].is_capitalised or all(t.is_function for t in before):
                continue
            start, end = passage.start + first.start, passage.start + last.end
            if any(low < end and start < high for low, high in people.get(passage.article_id, ())):
                continue
            shown = side(passage, before[0].start, last.end, f"{first.text} {last.text}")
            found[tuple(t.stem for t in before)][name].append(shown)
    yield from _two_names(found, held)


def _two_names(
    found: dict[tuple[str, ...], dict[tuple[str, str], list[Side]]], held: dict[str, set[tuple[str, str]]]
) -> Iterator[Discrepancy]:
    """Of two names after the same words that share one of their two words: those no article has both of."""
    seen: set[frozenset[tuple[str, str]]] = set()
    for variants in found.values():
        for name, sides in variants.items():
            for other, theirs in variants.items():
                here, there = {s.article_id for s in sides}, {s.article_id for s in theirs}
                shared = sum(x == y for x, y in zip(name, other, strict=True))
                both = any({name, other} <= held[article] for article in here | there)
                if shared != 1 or both or frozenset((name, other)) in seen or len(here) > len(there):
                    continue
                seen.add(frozenset((name, other)))
                slip = len(here) == 1 and len(there) > 1
                yield Discrepancy(
                    "name",
                    "suspect" if slip else "variation",
                    f"“{sides[0].value}” in {len(here)} and “{theirs[0].value}” in {len(there)} articles, "
                    "after the same words",
                    tuple(ordered(first_of_each([*sides, *theirs]))),
                )
