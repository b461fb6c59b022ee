"""How alike the words of two passages of one corpus are: letters, content words, rare words.

Synonyms count as one word. Words weigh by how rare they are both in general news and in this corpus (Spärck Jones
1972): in coverage of one meeting "meeting" says little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt
from scipy import sparse

from newsparallax.comparing.wordforms import SYNONYMS, TITLES, Token, concept, plain, stem, tokens

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_NAME = re.compile(r"[^\W\d_a-z][\w.’'\-]*(?:[ \u00a0](?:of |the |& )?[^\W\d_a-z][\w.’'\-]*)*")
_BEFORE_NAME = re.compile(r"\b(?:former|then|top|longtime|spokes\w+|leader|director|aide)\s+(?=[A-Z])")

_TITLES = frozenset(concept(word) for word in TITLES)
# In a text with this share of its content words capitalised, and as many of them, capitals do not mean names.
_TITLE_CASE, _TITLE_WORDS = 0.75, 4


# A word is rare that so many passages have, or this share of them; more shared ones than so many count as so many.
_RARE, _RARE_SHARE, _RARE_MOST = 4, 0.03, 4


@dataclass(frozen=True, slots=True)
class Described:
    """Passages ready to be compared: sparse matrices with one row a passage.

    `letters` are n-grams of characters; of the `words`, which weigh by `weights`, `content` are those that this corpus
    does not write with a capital, `rare` those that few passages have. `concepts` is what each column of `words` stands
    for, `forms` how its word first stands.
    """

    letters: sparse.csr_matrix
    words: sparse.csr_matrix
    content: sparse.csr_matrix
    rare: sparse.csr_matrix
    concepts: tuple[str, ...]
    forms: tuple[str, ...]
    weights: Floats


@lru_cache(maxsize=1)
def _background() -> tuple[dict[str, float], float]:
    """Rareness of stems in general news, 0 (in every sentence) to 1 (in none), and that of an unlisted stem."""
    lines = resources.files(__package__).joinpath("background.tsv").read_text(encoding="utf-8").splitlines()
    sentences = int(lines[0].split("\t")[1])
    top = math.log((sentences + 1) / 0.5)
    counts = (line.split("\t") for line in lines[1:])
    rare = {word: math.log((sentences + 1) / (int(count) + 0.5)) / top for word, count in counts}
    # A word is as rare as the most common of its synonyms.
    for word, common in SYNONYMS.items():
        rare[common] = min(rare.get(common, 1.0), rare.get(word, 1.0))
    return rare, 1.0


def describe(texts: Sequence[str]) -> Described:
    """The passages of one corpus, described for `features`; persons are called by last names in them."""
    short = shortened(texts)
    read = [tokens(text) for text in short]
    names = _names(read)
    content = [[t.concept for t in row if not t.is_function] for row in read]
    frequency = Counter(word for row in content for word in set(row))
    concepts = tuple(sorted(frequency))
    form = {t.concept: t.text for row in reversed(read) for t in reversed(row) if not t.is_function}
    weight = _weigher(frequency, len(texts), names)
    weights = np.array([weight(word) for word in concepts])
    column = {word: number for number, word in enumerate(concepts)}
    few = max(_RARE, _RARE_SHARE * len(texts))
    return Described(
        letters=_character_grams(short),
        words=_presence(content, column, weights),
        content=_presence([[word for word in row if word not in names] for row in content], column, weights),
        rare=_presence([[w for w in row if frequency[w] <= few] for row in content], column, np.ones(len(concepts))),
        concepts=concepts,
        forms=tuple(form[word] for word in concepts),
        weights=weights,
    )


def shortened(texts: Sequence[str]) -> list[str]:
    """The texts with each name of several words cut to its last one where the corpus also uses that alone.

    "Finance Minister Elin Marsh" becomes "Marsh": a name shared is one thing shared, however long.
    """
    alone, lower = Counter[str](), Counter[str]()
    for text in texts:
        row = tokens(text)
        lower.update(t.stem for t in row if t.text.islower())
        if _title_case(row):
            continue
        for found in _NAME.finditer(text):
            words = [w for w in found.group().split() if plain(w) not in TITLES]
            if len(words) == 1 and found.start() > 0:
                alone[_bare_name(words[0])] += 1

    def cut(found: re.Match[str]) -> str:
        words = found.group().split()
        last = _bare_name(words[-1])
        known = len(last) > 2 and alone[last] and plain(last) not in TITLES
        common = any(lower[stem(_bare_name(word))] for word in words if plain(word) not in TITLES)
        return words[-1] if len(words) > 1 and known and not common else found.group()

    return [_BEFORE_NAME.sub("", _NAME.sub(cut, text)) for text in texts]


def features(described: Described, left: Ints, right: Ints) -> dict[str, Floats]:
    """For each pair (left[k], right[k]) of passages, by the feature's name (what each means: pair_weights.toml)."""
    d = described
    content = _sums(d.content)
    common = _sums(d.content[left].minimum(d.content[right]))
    least = np.maximum(np.minimum(content[left], content[right]), 1e-9)
    return {
        "letters": _products(d.letters, left, right),
        "content": np.minimum(common / least, 1) * np.minimum(common, 1),
        "rare": np.minimum(_products(d.rare, left, right), _RARE_MOST),
    }


def _names(read: Iterable[Sequence[Token]]) -> frozenset[str]:
    """Concepts that are capitalised more often than not, sentence beginnings and texts in title case apart."""
    upper, lower = Counter[str](), Counter[str]()
    for row in read:
        for token in row[1:] if not _title_case(row) else ():
            (upper if token.is_capitalised else lower)[token.concept] += 1
    return frozenset(word for word in upper if upper[word] > lower[word])


def _weigher(frequency: Counter[str], passages: int, names: frozenset[str]) -> Callable[[str], float]:
    background, unlisted = _background()
    top = math.log(passages + 1) or 1.0

    def weight(word: str) -> float:
        here = math.log((passages + 1) / frequency[word]) / top
        # Every name is rare in general news; only this corpus says how much it tells.
        rare = 0.8 * here if word in names else 0.5 * background.get(word, unlisted) + 0.5 * here
        # An office or a year in common says little: both belong to whom or what is told of, not to what is told.
        return rare * (0.5 if word in _TITLES else 0.3 if re.fullmatch(r"\d{4}", word) else 1)

    return weight


def _title_case(row: Sequence[Token]) -> bool:
    words = [t for t in row if not (t.is_function or t.is_number)]
    return len(words) >= _TITLE_WORDS and sum(t.is_capitalised for t in words) >= _TITLE_CASE * len(words)


def _bare_name(word: str) -> str:
    return word.strip(".’'").removesuffix("’s").removesuffix("'s")


def _character_grams(texts: Sequence[str]) -> sparse.csr_matrix:
    # Not before it is needed: who only reads what was compared need not wait for it (more than a second).
    from sklearn.feature_extraction.text import TfidfVectorizer

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


def _products(rows: sparse.csr_matrix, left: Ints, right: Ints) -> Floats:
    return _sums(rows[left].multiply(rows[right]))
