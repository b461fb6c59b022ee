"""How alike two passages of one corpus are: features of pairs, and one score from them.

No single measure is good on every event (docs/methods/statements.md), so several kinds are averaged: characters and
words, with and without the names that the whole corpus shares, whole passages and clauses. Words weigh by how rare
they are both in general news and in this corpus (Spärck Jones 1972): in coverage of one meeting "meeting" says little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from newsparallax.comparing.wordforms import TITLES, Token, plain, stem, tokens

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NAME = re.compile(r"[^\W\d_a-z][\w.’'\-]*(?:[ \u00a0](?:of |the |& )?[^\W\d_a-z][\w.’'\-]*)*")
_BEFORE_NAME = re.compile(r"\b(?:former|then|top|longtime|spokes\w+|leader|director|aide)\s+(?=[A-Z])")
CLAUSE = re.compile(
    r"[,:](?!\d)|[;—–“”\"()]| - |\b(?:that|which|who|where|when|after|before|because|while|but|and|as|saying|adding)\b"
)

FEATURES = (
    "characters",
    "characters_short",
    "characters_bare",
    "words",
    "dice",
    "contained",
    "clause",
    "pairs",
    "rare",
)
_TITLE_STEMS = frozenset(stem(word) for word in TITLES)
# Weight of each feature in the mean: the average of the ten best of 600 random draws by average precision on the
# seeds and the invented event, rounded. Most of the weight is on whole characters, whose cosines are the smallest.
_WEIGHTS = np.array([0.32, 0.10, 0.12, 0.13, 0.10, 0.10, 0.05, 0.05, 0.03])


@dataclass(frozen=True, slots=True)
class Described:
    """Passages ready to be compared: sparse matrices with one row a passage (`clauses`: one row a clause).

    `first_clause[i]:first_clause[i + 1]` are the rows of passage i in `clauses`. `names` are the stems that this
    corpus writes with a capital; `weights` says what each column of `words` weighs, `forms` how its word first stands.
    """

    characters: sparse.csr_matrix
    characters_short: sparse.csr_matrix
    characters_bare: sparse.csr_matrix
    words: sparse.csr_matrix
    content: sparse.csr_matrix
    bigrams: sparse.csr_matrix
    clauses: sparse.csr_matrix
    first_clause: Ints
    forms: tuple[str, ...]
    names: frozenset[str]
    weights: Floats


@lru_cache(maxsize=1)
def _background() -> tuple[dict[str, float], float]:
    """Rareness of stems in general news, 0 (in every sentence) to 1 (in none), and that of an unlisted stem."""
    lines = resources.files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    sentences = int(lines[0].split("\t")[1])
    top = math.log((sentences + 1) / 0.5)
    counts = (line.split("\t") for line in lines[1:])
    return {word: math.log((sentences + 1) / (int(count) + 0.5)) / top for word, count in counts}, 1.0


def describe(texts: Sequence[str], named: Sequence[str]) -> Described:
    """The passages of one corpus, described for `features`; `named`: the same with persons called by last names."""
    short = shortened(named)
    read = [tokens(text) for text in short]
    names = _names(read)
    stems = [[t.stem for t in row if not t.is_function] for row in read]
    frequency = Counter(s for row in stems for s in set(row))
    vocabulary = tuple(sorted(frequency))
    form = {t.stem: t.text for row in reversed(read) for t in reversed(row)}
    weight = _weigher(frequency, len(texts), names)
    weights = np.array([weight(word) for word in vocabulary])
    column = {word: number for number, word in enumerate(vocabulary)}
    clauses = [_clauses(text, row) for text, row in zip(short, stems, strict=True)]
    common = max(3.0, 0.06 * len(texts))
    bare = [" ".join(t.text for t in row if t.stem not in names or frequency[t.stem] < common) for row in read]
    bigrams = [[f"{a.stem} {b.stem}" for a, b in pairwise(row)] for row in read]
    pairs = sorted({b for row in bigrams for b in row})
    pair_weight = {b: sum(weights[column[s]] for s in b.split(" ") if s in column and s not in names) for b in pairs}
    return Described(
        characters=_character_grams(texts),
        characters_short=_character_grams(short),
        characters_bare=_character_grams(bare),
        words=_presence(stems, column, weights),
        content=_presence([[s for s in row if s not in names] for row in stems], column, weights),
        bigrams=_presence(bigrams, {b: n for n, b in enumerate(pairs)}, np.array([pair_weight[b] for b in pairs])),
        clauses=_presence([clause for row in clauses for clause in row], column, weights),
        first_clause=np.cumsum([0, *(len(row) for row in clauses)]),
        forms=tuple(form[word] for word in vocabulary),
        names=names,
        weights=weights,
    )


def shortened(texts: Sequence[str]) -> list[str]:
    """The texts with each name of several words cut to its last one where the corpus also uses that alone.

    "Finance Minister Elin Marsh" becomes "Marsh": a name shared is one thing shared, however long.
    """
    alone, lower = Counter[str](), Counter[str]()
    for text in texts:
        lower.update(t.stem for t in tokens(text) if t.text.islower())
        for found in _NAME.finditer(text):
            words = [w for w in found.group().split() if plain(w) not in TITLES]
            if len(words) == 1 and found.start() > 0:
                alone[_bare_name(words[0])] += 1

    def cut(found: re.Match[str]) -> str:
        words = found.group().split()
        last = _bare_name(words[-1])
        known = len(last) > 2 and alone[last] and not lower[stem(last)] and plain(last) not in TITLES
        return words[-1] if len(words) > 1 and known else found.group()

    return [_BEFORE_NAME.sub("", _NAME.sub(cut, text)) for text in texts]


def features(described: Described, left: Ints, right: Ints) -> Floats:
    """One row for each pair (left[k], right[k]) of passages, one column for each of FEATURES."""
    d = described
    shared = d.words[left].minimum(d.words[right])
    both = _sums(shared)
    own = _sums(d.words)
    unit = d.words.multiply(sparse.csr_matrix(1 / np.maximum(_norms(d.words), 1e-9)[:, None])).tocsr()
    content = d.content[left].minimum(d.content[right])
    common = _sums(content)
    least = np.maximum(np.minimum(_sums(d.content)[left], _sums(d.content)[right]), 1e-9)
    columns = [
        _products(d.characters, d.characters, left, right),
        _products(d.characters_short, d.characters_short, left, right),
        _products(d.characters_bare, d.characters_bare, left, right),
        _products(unit, unit, left, right),
        2 * both / np.maximum(own[left] + own[right], 1e-9),
        np.minimum(common / least, 1) * np.minimum(common, 1),
        _best_clauses(d, left, right),
        np.minimum(_sums(d.bigrams[left].minimum(d.bigrams[right])), 4) / 4,
        np.minimum(common, 2) / 2,
    ]
    return np.column_stack(columns)


def score(values: Floats) -> Floats:
    """The score of each pair, 0 to 1: the weighted mean of its features."""
    return np.asarray(values @ _WEIGHTS)


def weightiest_shared(described: Described, left: Ints, right: Ints) -> Floats:
    """The weight of the weightiest word that both passages of each pair have, 0 where they share none."""
    shared = described.words[left].minimum(described.words[right])
    return np.asarray(shared.max(axis=1).todense()).ravel()


def _names(read: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Stems that are capitalised more often than not, sentence beginnings apart."""
    upper, lower = Counter[str](), Counter[str]()
    for row in read:
        for token in row[1:]:
            (upper if token.is_capitalised else lower)[token.stem] += 1
    return frozenset(word for word in upper if upper[word] > lower[word])


def _weigher(frequency: Counter[str], passages: int, names: frozenset[str]) -> Callable[[str], float]:
    background, unlisted = _background()
    top = math.log(passages + 1) or 1.0

    def weight(word: str) -> float:
        here = math.log((passages + 1) / frequency[word]) / top
        # Every name is rare in general news; only this corpus says how much it tells.
        rare = 0.8 * here if word in names else 0.5 * background.get(word, unlisted) + 0.5 * here
        # An office or a year in common says little: both belong to whom or what is told of, not to what is told.
        return rare * (0.5 if word in _TITLE_STEMS else 0.3 if re.fullmatch(r"\d{4}", word) else 1)

    return weight


def _bare_name(word: str) -> str:
    return word.strip(".’'").removesuffix("’s").removesuffix("'s")


def _clauses(text: str, whole: list[str]) -> list[list[str]]:
    """Stems of each clause-like part with two content words or more, and of the whole passage."""
    # A cut inside a number ("3:30") makes words that the passage does not have.
    known = set(whole)
    parts = [[t.stem for t in tokens(part) if t.stem in known] for part in CLAUSE.split(text)]
    return [*(part for part in parts if len(part) > 1), whole]


def _character_grams(texts: Sequence[str]) -> sparse.csr_matrix:
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float64)
    return grams.fit_transform([text or "···" for text in texts])


def _presence(rows: Sequence[Sequence[str]], column: dict[str, int], weights: Floats) -> sparse.csr_matrix:
    """One row for each list of terms; a term that is present has its weight, however often it occurs."""
    found = [sorted({column[term] for term in row}) for row in rows]
    indices = np.array([c for row in found for c in row], dtype=np.int64)
    starts = np.cumsum([0, *(len(row) for row in found)])
    data = weights[indices] if len(indices) else np.zeros(0)
    return sparse.csr_matrix((data, indices, starts), shape=(len(rows), max(1, len(weights))))


def _sums(matrix: sparse.csr_matrix) -> Floats:
    return np.asarray(matrix.sum(axis=1)).ravel()


def _norms(matrix: sparse.csr_matrix) -> Floats:
    return np.sqrt(_sums(matrix.multiply(matrix)))


def _products(a: sparse.csr_matrix, b: sparse.csr_matrix, left: Ints, right: Ints) -> Floats:
    return _sums(a[left].multiply(b[right]))


def _best_clauses(d: Described, left: Ints, right: Ints) -> Floats:
    """The best cosine of two clauses of each pair; a match on little weight counts in proportion."""
    counts = np.diff(d.first_clause)
    each = counts[left] * counts[right]
    pair = np.repeat(np.arange(len(left)), each)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(each) - each, each)
    a = d.first_clause[left][pair] + within // counts[right][pair]
    b = d.first_clause[right][pair] + within % counts[right][pair]
    norms = np.maximum(_norms(d.clauses), 1e-9)
    cosine = _products(d.clauses, d.clauses, a, b) / (norms[a] * norms[b])
    weight = _sums(d.clauses[a].minimum(d.clauses[b]))
    best = np.zeros(len(left))
    np.maximum.at(best, pair, cosine * np.minimum(weight / 1.2, 1))
    return best
