"""The small pattern language of the codebooks, and matching many patterns in one pass over a text.

A pattern is a regular expression with four conveniences:

- it begins and ends at a word boundary, and ignores case unless it stands under `case_patterns`;
- a space stands for any white space, an apostrophe for either apostrophe;
- `word~` stands for the word and its inflections: `agree~` is agree, agrees, agreed, agreeing; `meet~` is meet, met, …
- `word*` stands for any ending, as in other programs' dictionaries: `negotiat*` is negotiate, negotiator, …
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from os.path import commonprefix
from typing import Any, Generic, TypeVar

from newsparallax import timed

Owner = TypeVar("Owner")


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """The forms of each irregular verb, itself the first (codebooks/lists/irregular_verbs.toml)."""
    from newsparallax.codebooks import word_lists  # it needs this module

    return {verb: (verb, *forms.split()) for verb, forms in word_lists("irregular_verbs")["forms"].items()}


def inflected(word: str) -> str:
    """A regular expression for a word and its inflections (noun plural, or the forms of a verb)."""
    if forms := _irregular().get(word.lower()):
        stem = commonprefix(forms)  # noqa: RUF071 - letters in common are what is wanted
        return f"{stem}(?:{'|'.join(sorted((form[len(stem) :] for form in forms), key=len, reverse=True))})"
    if word.endswith("ee"):
        return f"{word}(?:s|d|ing)?"
    if word.endswith("e"):
        return f"{word[:-1]}(?:es|ed|ing|e)"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}(?:ies|ied|ying|y)"
    if re.search(r"(?:s|x|z|ch|sh|o)$", word):
        return f"{word}(?:es|ed|ing)?"
    if re.search(r"[aeiou][bdgklmnprt]$", word):
        return f"{word}(?:s|{word[-1]}?ed|{word[-1]}?ing)?"
    return f"{word}(?:s|ed|ing)?"


def forms(word: str, pos: str) -> frozenset[str]:
    """A word and its inflections as one part of speech: ADJ, ADV, NOUN or VERB (Universal Dependencies tags)."""
    if pos == "ADV":
        return frozenset([word])
    if pos == "VERB" and word in _irregular():
        return frozenset(_irregular()[word])
    silent_e, soft_y = word.endswith("e"), re.search(r"[^aeiou]y$", word) is not None
    stem = word[:-1] if silent_e or soft_y else word
    if pos == "ADJ":
        return frozenset([word, *(stem + ("i" if soft_y else "") + end for end in ("er", "est"))])
    hiss = re.search(r"(?:s|x|z|ch|sh)$", word)
    plural = f"{stem}ies" if soft_y else f"{word}es" if hiss or word.endswith("o") else f"{word}s"
    if pos == "NOUN":
        return frozenset([word, plural, *([f"{word[:-3]}men"] if word.endswith("man") else [])])
    doubled = stem + stem[-1] if re.search(r"[^aeiou][aeiou][bdgklmnprt]$", word) else stem
    past = {f"{stem}ied"} if soft_y else {f"{stem}ed", f"{doubled}ed"}
    return frozenset([word, plural, *past, *({f"{word}ing"} if soft_y else {f"{stem}ing", f"{doubled}ing"})])


def expression(pattern: str) -> str:
    """The regular expression that a pattern stands for, word boundaries apart."""
    expanded = re.sub(r"([A-Za-z]+)~", lambda m: inflected(m[1]), pattern)
    expanded = re.sub(r"(?<=[A-Za-z])(?<!\\[A-Za-z])\*(?![^ |)])", r"\\w*", expanded)
    return "".join(
        part if part.startswith(("[", "\\")) else part.replace(" ", r"\s+").replace("'", "['’]")
        for part in re.findall(r"\[(?:\\.|[^\]\\])*\]|\\.|[^\[\\]+|.", expanded)
    )


@lru_cache(maxsize=4096)
def compiled(pattern: str, case: bool = False, where: str = "") -> timed.Pattern:
    """A pattern as a compiled regular expression; raises re.error for one that is none, or that matches no words.

    `where` is named when it runs too long.
    """
    found = timed.compiled(rf"(?<!\w)(?:{expression(pattern)})(?!\w)", 0 if case else re.IGNORECASE, where)
    if found.search(""):
        raise re.error("the pattern matches the empty text")
    return found


def _structural(source: str) -> Iterator[tuple[int, str]]:
    """The characters of a regular expression, with their places, that are neither escaped nor inside a class."""
    in_class, i = False, 0
    while i < len(source):
        char = source[i]
        if char == "\\":
            i += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        else:
            yield i, char
        i += 1


def _alternatives(source: str) -> list[str]:
    """The parts of a regular expression between the `|` that stand outside every group and class."""
    parts, depth, begin = [], 0, 0
    for i, char in _structural(source):
        if char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(source[begin:i])
            begin = i + 1
    return [*parts, source[begin:]]


def _group_end(source: str) -> int:
    """Where the group that opens a regular expression closes (exclusive)."""
    depth = 0
    for i, char in _structural(source):
        if char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return i + 1
    return len(source)


def openings(source: str) -> frozenset[str]:
    """The letters (at most three, lower case) any match of a regular expression must begin with; `""` where unknown."""
    found: set[str] = set()
    for part in _alternatives(source):
        literal = re.match(r"[A-Za-z0-9]+", part)
        if literal:
            letters = literal[0]
            if part[literal.end() : literal.end() + 1] in {"?", "*", "{"}:
                letters = letters[:-1]
            found.add(letters[:3].lower())
        elif part.startswith("(?:"):
            end = _group_end(part)
            inside, rest = part[3 : end - 1], part[end:]
            if rest[:1] in {"*", "{"}:
                found.add("")
            else:
                found |= openings(inside)
                if rest[:1] == "?":
                    found |= openings(rest[1:])
        else:
            found.add("")
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Owner]):
    """One pattern of one codebook entry. An `exception` cancels the shorter hits it covers.

    With `word`, the pattern is a single word that stands for its inflections as that part of speech. `where` (file and
    entry) is named when it runs too long.
    """

    owner: Owner
    pattern: str
    case: bool = False
    exception: bool = False
    word: str = ""
    where: str = ""


class PatternError(ValueError):
    """A rule's pattern cannot be compiled; `rule` is the one."""

    def __init__(self, rule: Rule[Any], error: re.error) -> None:
        super().__init__(f"pattern {rule.pattern!r}: {error}")
        self.rule = rule
        self.error = error


@dataclass(frozen=True, slots=True)
class Hit(Generic[Owner]):
    """Where a pattern matched: text[start:end]."""

    start: int
    end: int
    owner: Owner
    pattern: str


_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Matcher(Generic[Owner]):
    """Many patterns matched in one pass: at each word only the patterns that can begin with its letters are tried.

    Single words are looked up by their forms: thousands of them cost nothing.
    """

    indexed: dict[str, list[tuple[timed.Pattern, Rule[Owner]]]] = field(default_factory=dict)
    free: list[tuple[timed.Pattern, Rule[Owner]]] = field(default_factory=list)
    words: dict[str, list[Rule[Owner]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[Rule[Owner]]) -> Matcher[Owner]:
        """Compile rules; raises PatternError for a pattern that is no regular expression or matches no words."""
        indexed: dict[str, list[tuple[timed.Pattern, Rule[Owner]]]] = defaultdict(list)
        free: list[tuple[timed.Pattern, Rule[Owner]]] = []
        words: dict[str, list[Rule[Owner]]] = defaultdict(list)
        for rule in rules:
            if rule.word:
                for form in forms(rule.pattern, rule.word):
                    words[form].append(rule)
                continue
            try:
                item = (compiled(rule.pattern, rule.case, rule.where), rule)
            except re.error as error:
                raise PatternError(rule, error) from error
            keys = openings(expression(rule.pattern))
            if "" in keys:
                free.append(item)
            else:
                for key in keys:
                    indexed[key].append(item)
        return cls(dict(indexed), free, dict(words))

    def matches(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Rule[Owner]]]:
        """Every match of every rule that lies inside text[start:end], overlapping ones included."""
        stop = len(text) if end is None else end
        for word in _WORD.finditer(text, start, stop):
            for rule in self.words.get(word[0].lower(), ()):
                yield word.start(), word.end(), rule
            letters = word[0][:3].lower()
            for size in range(1, len(letters) + 1):
                for pattern, rule in self.indexed.get(letters[:size], ()):
                    if found := pattern.match(text, word.start(), stop):
                        yield found.start(), found.end(), rule
        for pattern, rule in self.free:
            for found in pattern.finditer(text, start, stop):
                yield found.start(), found.end(), rule
