"""Codebooks: what is coded, in TOML files that a researcher reads and edits.

A codebook file has a `[codebook]` header (title, table, about, literature) and entries, each with a label, a
definition, patterns (see `patterns`), examples that must be hit and counter-examples that must not. Dictionaries
measure nothing until they are tried on texts (Grimmer & Stewart 2013, doi:10.1093/pan/mps028): hence the examples
here, and the hand-coded sets of `newsparallax evaluate`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from newsparallax.codebooks.patterns import Hit, Matcher, PatternError, Rule
from newsparallax.corpus import CorpusError, Topic

FOLDER = Path(__file__).resolve().parent
LISTS = FOLDER / "lists"
CORPUS = "corpus.toml"  # the codebook of a corpus's own topics
_KINDS = (".toml", ".yml", ".yaml", ".dic")  # of codebooks that a person names

PARTS_OF_SPEECH = ("ADJ", "ADV", "NOUN", "VERB")
_HEADER = {"title": str, "table": str, "about": str, "literature": list}
_OPTIONAL_HEADER = {"category": str, "negatable": bool}
_ENTRY = {"label": str, "definition": str, "patterns": list, "examples": list, "counter_examples": list}
_OPTIONAL_ENTRY = {
    "category": str,
    **dict.fromkeys(("case_patterns", "weak", "exceptions", "to_parties", "pos", "literature"), list),
    "words": dict,
}
_LISTED = [name for name, kind in (_ENTRY | _OPTIONAL_ENTRY).items() if kind is list and name != "pos"]


@lru_cache(maxsize=64)
def word_lists(name: str) -> dict[str, Any]:
    """What one file of lists/ holds, read once."""
    return tomllib.loads((LISTS / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=512)
def word_list(file: str, *keys: str) -> frozenset[str]:
    """The words of one list of a file of lists/, found under its keys: a string, or a table with `words`."""
    held: Any = word_lists(file)
    for key in keys:
        held = held[key]
    return frozenset((held if isinstance(held, str) else held["words"]).split())


class CodebookError(CorpusError):
    """A codebook cannot be used as it stands; the message names file, entry and remedy."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. `category` groups entries (`hedge`, `loaded`, a report verb's kind); it defaults to the key.

    `words` are single words by part of speech (ADJ, ADV, NOUN, VERB), each standing for its inflections;
    `pos` limits hits of the patterns to those whose last word is used as one of these parts of speech;
    `exceptions` are longer expressions that are no hit.
    `weak` patterns of topics count only in an article that touches the topic by others too.
    `to_parties` patterns of actions hold only for what is done to a person, a body or a place ("release a prisoner").
    """

    codebook: str
    key: str
    label: str
    definition: str
    category: str
    patterns: tuple[str, ...]
    case_patterns: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    to_parties: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    pos: frozenset[str] = frozenset()
    literature: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()

    def rules(self) -> Iterator[Rule[Entry]]:
        """The entry's patterns as matching rules."""
        where = f"{self.codebook}: entry {self.key!r}"
        yield from (Rule(self, p, where=where) for p in (*self.patterns, *self.weak, *self.to_parties))
        yield from (Rule(self, p, case=True, where=where) for p in self.case_patterns)
        yield from (Rule(self, word, word=pos) for pos, word in self.words)
        yield from (Rule(self, p, exception=True, where=where) for p in self.exceptions)

    def rule(self, pattern: str) -> str:
        """How a row names what made it: codebook, entry and pattern."""
        return f"{self.codebook}/{self.key}: {pattern}"


@dataclass(frozen=True, eq=False)
class Codebook:
    """One codebook: `name` is its file's name without the ending, `table` the table its hits go to.

    `negatable` is False where a negation leaves a hit what it is ("may not" is a hedge like "may").
    """

    name: str
    title: str
    table: str
    about: str
    literature: tuple[str, ...]
    entries: Mapping[str, Entry]
    negatable: bool = True

    @cached_property
    def matcher(self) -> Matcher[Entry]:
        """All patterns of this codebook, compiled at first use; raises CodebookError for one that cannot be."""
        return _matcher(self.entries.values())

    def hits(self, words: str) -> list[Hit[Entry]]:
        """Hits in a few words taken by themselves (a credit line, a cue); the longest of overlapping ones."""
        return select(self.matcher.matches(words), apart=False)

    def category(self, words: str) -> str | None:
        """The category of the longest hit in some words; None where there is none."""
        longest = max(self.hits(words), key=lambda hit: (hit.end - hit.start, -hit.start), default=None)
        return longest.owner.category if longest else None


@dataclass(frozen=True, eq=False)
class Codebooks:
    """Every codebook of a folder; `digest` changes whenever any file of the folder does."""

    books: Mapping[str, Codebook]
    digest: str

    def __getitem__(self, name: str) -> Codebook:
        return self.books[name]

    def of(self, table: str) -> tuple[Codebook, ...]:
        """The codebooks whose hits go to one table (`topics`, `marks`, …), in the order of their names."""
        return tuple(book for book in self.books.values() if book.table == table)

    def matcher(self, table: str) -> Matcher[Entry]:
        """All patterns of all codebooks of one table, compiled at first use; raises CodebookError as they do."""
        return _table_matcher(self.of(table))


@lru_cache(maxsize=64)
def _table_matcher(books: tuple[Codebook, ...]) -> Matcher[Entry]:
    return _matcher(entry for book in books for entry in book.entries.values())


def _matcher(entries: Iterable[Entry]) -> Matcher[Entry]:
    try:
        return Matcher.of(rule for entry in entries for rule in entry.rules())
    except PatternError as error:
        entry = error.rule.owner
        raise CodebookError(
            f"{entry.codebook}: entry {entry.key!r}: pattern {error.rule.pattern!r} cannot be used ({error.error}); "
            "correct it, or write a backslash before a character that is meant as it stands"
        ) from error


def select(matches: Iterable[tuple[int, int, Rule[Entry]]], apart: bool) -> list[Hit[Entry]]:
    """Of overlapping matches the longest, exceptions then dropped; hits in the order of the text.

    Matches compete within their codebook; with `apart`, only within their entry (one passage may touch two topics).
    """
    rivals: dict[tuple[str, str], list[tuple[int, int, Rule[Entry]]]] = defaultdict(list)
    for match in matches:
        entry = match[2].owner
        rivals[entry.codebook, entry.key if apart else ""].append(match)
    hits: list[Hit[Entry]] = []
    for group in rivals.values():
        taken: list[tuple[int, int]] = []
        for start, end, rule in sorted(group, key=lambda m: (m[0] - m[1], m[0], not m[2].exception)):
            if all(end <= a or start >= b for a, b in taken):
                taken.append((start, end))
                if not rule.exception:
                    hits.append(Hit(start, end, rule.owner, rule.pattern))
    return sorted(hits, key=lambda h: (h.start, h.end, h.owner.codebook, h.owner.key))


def supported(hits: Iterable[tuple[Entry, str]]) -> list[bool]:
    """Whether each hit (entry, pattern) counts: a `weak` pattern does where another pattern hits its entry too."""
    found = list(hits)
    patterns: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry, pattern in found:
        patterns[entry.codebook, entry.key].add(pattern)
    return [pattern not in e.weak or len(patterns[e.codebook, e.key]) > 1 for e, pattern in found]


@lru_cache(maxsize=8)
def load(folder: Path = FOLDER) -> Codebooks:
    """Read and check every codebook of a folder (its `.toml` files with a `[codebook]` header). Read once in a process.

    Raises CodebookError for a file that cannot be parsed and for a missing, unknown or wrongly typed key. Patterns are
    compiled when first matched: reading tables back needs none of them.
    """
    books: dict[str, Codebook] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        data = _parsed(path, content)
        if "codebook" in data:
            books[path.stem] = _book(path, data)
    return Codebooks(books, digest.hexdigest())


def _parsed(path: Path, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: not valid TOML ({error}); correct the line it names") from error


def own_files(places: Iterable[Path]) -> Iterator[Path]:
    """The codebook files that a person names: a file, or all of a folder. Raises CodebookError where there is none."""
    for place in places:
        inside = sorted(p for p in place.rglob("*") if p.suffix.lower() in _KINDS) if place.is_dir() else [place]
        if not inside or not inside[0].is_file():
            raise CodebookError(f"{place}: holds no codebook; name a file, or a folder of files: {', '.join(_KINDS)}")
        yield from inside


def with_own(places: Iterable[Path]) -> Codebooks:
    """The shipped codebooks with a person's own: a file named like one of them adds to it or replaces entries of it.

    Besides TOML, dictionaries of quanteda (YAML) and LIWC (.dic) are read; see `foreign`. Raises CodebookError for a
    file that cannot be used.
    """
    base, places = load(), list(places)
    if not places:
        return base
    books = dict(base.books)
    digest = hashlib.sha256(base.digest.encode())
    for path in own_files(places):
        content = path.read_bytes()
        digest.update(path.name.encode() + b"\0" + content + b"\0")
        known = books.get(path.stem)
        if path.suffix.lower() == ".toml":
            books[path.stem] = _own_book(path, _parsed(path, content), known)
        else:
            from newsparallax.codebooks import foreign

            books[path.stem] = foreign.read(path, content)
    return Codebooks(books, digest.hexdigest())


def _own_book(path: Path, data: dict[str, Any], known: Codebook | None) -> Codebook:
    """A person's own codebook: only patterns must be given, and of one that adds to a shipped one no header."""
    if known is None and not isinstance(data.get("codebook", {}).get("table"), str):
        raise CodebookError(
            f'{path.name}: say what it codes, as [codebook] table = "topics" (or "marks", "actions"), or name '
            "the file as a shipped codebook is named whose entries it adds to or replaces"
        )
    header = {"title": path.stem, "about": "", "literature": ["not stated"], **data.get("codebook", {})}
    if known is not None:
        header = {"title": known.title, "about": known.about, "table": known.table, "negatable": known.negatable} | {
            "literature": list(known.literature) or ["not stated"],
            **data.get("codebook", {}),
        }
        if known.entries:
            header.setdefault("category", _one_category(known))
    header = {key: value for key, value in header.items() if value is not None}
    entries = {
        key: {"label": key.replace("_", " "), "definition": "", "patterns": [], **values}
        for key, values in data.get("entries", {}).items()
        if isinstance(values, dict)
    }
    made = _book(path, {**data, "codebook": header, "entries": entries}, own=True)
    return replace(made, entries={**known.entries, **made.entries}) if known else made


def _one_category(book: Codebook) -> str | None:
    """The category that all entries of a codebook have."""
    categories = {entry.category for entry in book.entries.values()}
    return categories.pop() if len(categories) == 1 else None


@lru_cache(maxsize=8)
def of_corpus(topics: tuple[Topic, ...]) -> Codebook:
    """The topics of corpus.toml as a codebook."""
    entries = {topic.key: Entry(CORPUS, category=topic.key, **asdict(topic)) for topic in topics}
    return Codebook(CORPUS, "Topics of this corpus", "topics", "Topics of this event, from corpus.toml.", (), entries)


def _book(path: Path, data: dict[str, Any], own: bool = False) -> Codebook:
    header = data["codebook"]
    _check_keys(path.name, "codebook", header, _HEADER, _OPTIONAL_HEADER)
    if extra := sorted(data.keys() - {"codebook", "entries"}):
        raise CodebookError(f"{path.name}: unknown table [{extra[0]}]; entries are written as [entries.{extra[0]}]")
    if not data.get("entries"):
        raise CodebookError(f"{path.name}: no entries; add one as [entries.some_key]")
    if not header["literature"]:
        raise CodebookError(f"{path.name}: literature is empty; name what the codebook follows")
    entries = {}
    for key, given in data["entries"].items():
        where = f"entries.{key}"
        values = {"examples": [], "counter_examples": [], **given} if own else given
        _check_keys(path.name, where, values, _ENTRY, _OPTIONAL_ENTRY)
        for name in ("examples", "counter_examples"):
            if not values[name] and not own:
                raise CodebookError(f"{path.name}: {where}.{name} is empty; give one sentence or more")
        if not (values["patterns"] or values.get("case_patterns") or values.get("words")):
            raise CodebookError(f"{path.name}: {where} has no patterns; add one")
        entries[key] = Entry(
            path.stem,
            key,
            label=values["label"],
            definition=values["definition"],
            category=values.get("category", header.get("category", key)),
            words=_words(path.name, where, values.get("words", {})),
            pos=frozenset(values.get("pos", ())),
            **{name: tuple(values.get(name, ())) for name in _LISTED},
        )
    literature, negatable = tuple(header["literature"]), header.get("negatable", True)
    return Codebook(path.stem, header["title"], header["table"], header["about"], literature, entries, negatable)


def _words(file: str, where: str, given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """(part of speech, word) of every word of an entry; raises CodebookError for another key or no plain words."""
    found: list[tuple[str, str]] = []
    for pos, words in given.items():
        if pos not in PARTS_OF_SPEECH or not isinstance(words, str):
            raise CodebookError(
                f"{file}: {where}.words.{pos}: write words between quotation marks under {', '.join(PARTS_OF_SPEECH)}"
            )
        for word in words.split():
            if not re.fullmatch(r"\w+", word):
                raise CodebookError(f"{file}: {where}.words.{pos}: {word!r} is no single word; move it to patterns")
            found.append((pos, word.lower()))
    return tuple(dict.fromkeys(found))


def _check_keys(file: str, where: str, values: Any, required: Mapping[str, type], optional: Mapping[str, type]) -> None:
    if not isinstance(values, dict):
        raise CodebookError(f"{file}: {where} is no table; write it as [{where}]")
    allowed = {**required, **optional}
    if missing := [key for key in required if key not in values]:
        raise CodebookError(f"{file}: {where} has no {missing[0]!r}; add {missing[0]} = …")
    for key, value in values.items():
        if key not in allowed:
            raise CodebookError(f"{file}: {where} has an unknown key {key!r}; known are {', '.join(allowed)}")
        strings = isinstance(value, list) and all(isinstance(item, str) and item for item in value)
        if not (strings if allowed[key] is list else isinstance(value, allowed[key])):
            kind = {list: "a list of texts", str: "a text", bool: "true or false", dict: "a table"}[allowed[key]]
            raise CodebookError(f"{file}: {where}.{key} must be {kind}")
