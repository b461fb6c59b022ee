"""Copies: one text twice in a corpus, in whole or nearly so, found by the word sequences that two articles share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from zlib import crc32

from newsparallax.reading.article import TOLD, Article

SIZE = 8  # words in one sequence
PART = 0.6  # share of an article's sequences, or of the other's, that stand in the other of two copies
_SAMPLE = 4  # one of so many sequences is looked up, the same ones in every article
_COMMON = 50  # articles with a sequence beyond which it tells no copy: boilerplate
_LIKELY = 20  # articles compared in whole
_SHOWN = 4  # differences named in a notice


@dataclass(frozen=True, slots=True)
class Copy:
    """An article's likeness to the earlier article `of`: `share` of its sequences stand there, `same` of both's."""

    of: str
    share: float
    same: float


def _words(article: Article) -> list[str]:
    told = " ".join(article.text[p.start : p.end] for p in article.paragraphs if p.role in TOLD)
    return re.findall(r"\w+", told.casefold())


def sequences(article: Article) -> frozenset[int]:
    """The sequences of `SIZE` words that an article tells, as numbers of 32 bits."""
    words = _words(article)
    return frozenset(crc32(" ".join(words[i : i + SIZE]).encode()) for i in range(max(1, len(words) - SIZE + 1)))


def copies(articles: Iterable[Article]) -> dict[str, Copy]:
    """Article id to the earlier article it is likest to, for each that copies one or is copied by it.

    Only articles that share a sampled sequence are compared, so a large corpus costs what its texts are long.
    """
    kept: list[tuple[str, frozenset[int]]] = []
    places: dict[int, list[int]] = {}
    found: dict[str, Copy] = {}
    for article in articles:
        mine = sequences(article)
        sample = [s for s in mine if s % _SAMPLE == 0] or list(mine)[:1]
        near = Counter(n for s in sample if len(places.get(s, ())) <= _COMMON for n in places.get(s, ()))
        made = [_copy(kept[n], mine) for n, _ in near.most_common(_LIKELY)]
        best = max((copy for copy in made if copy), key=lambda copy: copy.same, default=None)
        if best:
            found[article.id] = best
        for sequence in sample:
            places.setdefault(sequence, []).append(len(kept))
        kept.append((article.id, mine))
    return found


def _copy(other: tuple[str, frozenset[int]], mine: frozenset[int]) -> Copy | None:
    shared = len(mine & other[1])
    if shared < PART * min(len(mine), len(other[1])):
        return None
    return Copy(other[0], shared / len(mine), shared / len(mine | other[1]))


def difference(one: Article, other: Article) -> str:
    """In words, where an article differs from the one it copies: the first few changes, and how many more there are."""
    mine, theirs = _words(one), _words(other)
    changes = [op for op in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes() if op[0] != "equal"]
    shown = [f"{_cut(theirs[a:b])} → {_cut(mine[c:d])}" for _, a, b, c, d in changes[:_SHOWN]]
    more = f", and {len(changes) - _SHOWN} more" if len(changes) > _SHOWN else ""
    return f"differs in {'; '.join(shown)}{more}" if shown else "word for word"


def _cut(words: list[str]) -> str:
    if not words:
        return "nothing"
    return repr(" ".join(words if len(words) <= 6 else [*words[:3], "…", *words[-2:]]))
