"""Words that mark an outlet against any group of others: log-odds ratio with an informative Dirichlet prior.

Monroe, Colaresi & Quinn 2008, Fightin' Words, doi:10.1093/pan/mpn018, equations 15, 16, 19, 22: the words of all
outlets together are the prior, so that rare words need much evidence. Each |z| is set against the largest |z| of any
word and outlet when the units are dealt to the outlets at random (max-T, Westfall & Young 1993): with hundreds of
words, some exceed 1.96 in any comparison.

Left out so that they do not dominate: words inside mentions of actors (names differ by subject, not by wording;
`naming` shows them), numbers, lines that an article repeats (a dek that opens the body again), and everything outside
the told roles. Function words are counted and tested, and graded apart: on a few hundred words "an" and "on" survive as
often as "must" does, titles ("Mr") are house style, and between articles written before the event and others "will"
tells the timing, which is known.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsparallax.comparing.units import Record, Tables, by, outlets_of, told
from newsparallax.comparing.wordforms import FUNCTION_WORDS
from newsparallax.overlaps import Overlaps
from newsparallax.tables import frame
from newsparallax.values import Grade

Array = npt.NDArray[np.float64]
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-.][^\W\d_]+)*")
# A word's pseudo-counts in the prior sum to this many for each counted word of the smaller side, at least to the
# number of different words: enough to tame rare words, not enough to drown a short article.
_PRIOR = 1.0
_LINE = 5  # words from which on the same words in the same order are a repeated line
SHOWN = 30  # words for each outlet
_FEW = 5  # occurrences; below, a test says more about luck than about the texts
_LEVEL = 0.05
FEWEST = 2  # a word that stands once in the corpus marks nothing
_HELD = 1 << 14  # numbers of the deals that are held at once
MOST = 4000  # words tested, the most frequent ones; a rarer word of a large corpus could not survive


@dataclass(frozen=True, slots=True)
class Token:
    """One counted word: its place in the article, and its sentence's row number."""

    article_id: str
    sentence: int
    start: int
    end: int
    term: str


def log_odds(counts: Array, reference: Array, prior: Array) -> tuple[Array, Array]:
    """(log-odds ratio, z) of each word (last axis) between two groups, with the prior's pseudo-counts for each word."""
    total, reference_total = counts.sum(-1, keepdims=True), reference.sum(-1, keepdims=True)
    mass = prior.sum(-1, keepdims=True)
    ours, theirs = counts + prior, reference + prior
    ratio = np.log(ours / (total + mass - ours)) - np.log(theirs / (reference_total + mass - theirs))
    z: Array = ratio / np.sqrt(1 / ours + 1 / theirs)
    return ratio, z


def keyness(
    tables: Tables, reference: Sequence[str] | None = None, draws: int = 1000, seed: int = 20030718
) -> pd.DataFrame:
    """Table `keyness` from `articles`, `sentences` and `mentions`.

    Each outlet is compared with the outlets of `reference` (itself left out), or with all others. The most distinctive
    words of each outlet are kept, over-used ones only: an under-used word is another outlet's.
    """
    outlets = outlets_of(tables["articles"])
    names = list(dict.fromkeys(outlets.values()))
    sentences = told(tables["sentences"])
    tokens = list(_tokens(sentences, tables))
    frequency = Counter(token.term for token in tokens)
    common = sorted((term for term, count in frequency.items() if count >= FEWEST), key=lambda t: (-frequency[t], t))
    terms = sorted(common[:MOST])
    groups = {
        name: [other for other in (names if reference is None else reference) if other in names and other != name]
        for name in names
    }
    if not terms or not any(groups.values()):
        return frame("keyness", [])
    articles = Counter(outlets.values())
    several = min(articles.values()) > 1
    bag = _bag(tokens, terms, sentences, outlets, several)
    compared = [(names.index(name), [names.index(o) for o in others]) for name, others in groups.items() if others]
    ratio, z, p = _tested(bag, compared, draws, seed)
    places = by(tokens, lambda token: (outlets[token.article_id], token.term))
    summed = bag.summed(bag.owner)
    early = _early(tables["articles"])
    apart = {name: (name in early) != early.issuperset(others) for name, others in groups.items()}
    rows: list[Record] = []
    for at, (own, others) in enumerate(compared):
        theirs = summed[others].sum(axis=0)
        best = sorted(range(len(terms)), key=lambda t: (-z[at, t], terms[t]))[:SHOWN]
        for t in best:
            if z[at, t] <= 0 or not summed[own, t]:
                continue
            here = places[names[own], terms[t]]
            rows.append(
                {
                    "outlet": names[own],
                    "reference": groups[names[own]],
                    "term": terms[t],
                    "count": int(summed[own, t]),
                    "words_all": int(summed[own].sum()),
                    "reference_count": int(theirs[t]),
                    "reference_words_all": int(theirs.sum()),
                    "sentences": len({token.sentence for token in here}),
                    "log_odds": round(float(ratio[at, t]), 6),
                    "z": round(float(z[at, t]), 6),
                    "resampled": "articles" if several else "sentences",
                    "p": round(float(p[at, t]), 6),
                    "grade": _grade(terms[t], float(p[at, t]), int(summed[own, t]), apart[names[own]]),
                    "evidence": [f"{token.article_id}:{token.start}:{token.end}" for token in here],
                }
            )
    return frame("keyness", rows)


def _early(articles: pd.DataFrame) -> set[str]:
    """The outlets all of whose articles were written before the event."""
    return set(articles["outlet"]) - set(articles.loc[articles["timing"] != "before", "outlet"])


def _grade(term: str, p: float, count: int, apart: bool) -> Grade:
    """The grade of a word; `apart`: the outlet wrote before the event, the others did not, or the other way round."""
    if count < _FEW:
        return Grade.SINGLE if count == 1 else Grade.TOO_FEW
    if p > _LEVEL:
        return Grade.CHANCE
    if term in FUNCTION_WORDS:
        return Grade.TIMING if apart else Grade.FUNCTION
    return Grade.SURVIVES


def _repeated(sentences: Sequence[Record]) -> set[int]:
    """Row numbers of sentences whose words stand, in this order, in another one of their article that is kept."""
    spoken = [" ".join(["", *re.findall(r"\w+", s["words"].casefold()), ""]) for s in sentences]
    by_length = sorted(range(len(sentences)), key=lambda n: (-len(spoken[n]), n))
    found: set[int] = set()
    for rows in by(by_length, lambda n: sentences[n]["article_id"]).values():
        kept: list[str] = []
        for at in rows:
            if spoken[at].count(" ") > _LINE and any(spoken[at] in other for other in kept):
                found.add(at)
            else:
                kept.append(spoken[at])
    return found


def _tokens(sentences: Sequence[Record], tables: Tables) -> Iterator[Token]:
    named: defaultdict[str, Overlaps[None]] = defaultdict(Overlaps)
    for m in told(tables["mentions"]):
        named[m["article_id"]].add(m["start"], m["end"], None)
    repeated = _repeated(sentences)
    for at, sentence in enumerate(sentences):
        if at in repeated:
            continue
        inside = named[sentence["article_id"]].meeting(sentence["start"], sentence["end"])
        for word in _WORD.finditer(sentence["words"]):
            start, end = sentence["start"] + word.start(), sentence["start"] + word.end()
            if not any(start < high and end > low for low, high, _ in inside):
                yield Token(sentence["article_id"], at, start, end, term(word[0]))


def term(word: str) -> str:
    """What a word is counted as: lower case, no possessive; an abbreviation without points stays upper case (US)."""
    word = word.replace("’", "'").removesuffix("'s")
    letters = word.replace(".", "")
    return letters if len(letters) > 1 and letters.isupper() else word.casefold()


@dataclass(frozen=True, slots=True)
class Bag:
    """Counted words as two parallel arrays, their unit and their column; `owner` is each unit's outlet.

    The last column holds all words that are not tested, so that totals are those of all counted words.
    """

    unit: npt.NDArray[np.int64]
    column: npt.NDArray[np.int64]
    owner: npt.NDArray[np.int64]
    outlets: int
    columns: int

    def summed(self, owner: npt.NDArray[np.int64]) -> Array:
        """Counts of each outlet and column (last axes), were the units dealt as `owner` says (its last axis)."""
        deals = owner.reshape(-1, owner.shape[-1]) * self.columns
        deals += self._cells * np.arange(len(deals))[:, None]
        cells = np.take(deals, self.unit, axis=1)
        cells += self.column
        counts = np.bincount(cells.ravel(), minlength=self._cells * len(deals))
        return counts.reshape(*owner.shape[:-1], self.outlets, self.columns).astype(np.float64)

    @property
    def _cells(self) -> int:
        return self.outlets * self.columns


def _bag(
    tokens: Sequence[Token],
    terms: Sequence[str],
    sentences: Sequence[Record],
    outlets: Mapping[str, str],
    several: bool,
) -> Bag:
    place = {term: at for at, term in enumerate(terms)}
    articles = {article: at for at, article in enumerate(outlets)}
    names = {outlet: at for at, outlet in enumerate(dict.fromkeys(outlets.values()))}
    of_units = list(outlets.values()) if several else [outlets[s["article_id"]] for s in sentences]
    return Bag(
        np.array([articles[t.article_id] if several else t.sentence for t in tokens], dtype=np.int64),
        np.array([place.get(t.term, len(terms)) for t in tokens], dtype=np.int64),
        np.array([names[outlet] for outlet in of_units], dtype=np.int64),
        len(names),
        len(terms) + 1,
    )


def _tested(bag: Bag, compared: Sequence[tuple[int, list[int]]], draws: int, seed: int) -> tuple[Array, Array, Array]:
    """Log-odds ratio, z and max-z p for each comparison (rows) and tested word (columns)."""
    frequency = np.bincount(bag.column, minlength=bag.columns).astype(np.float64)
    frequency[-1] = max(frequency[-1], 1)  # words not tested have a prior even where there are none
    own = [one for one, _ in compared]
    others = np.zeros((len(compared), bag.outlets))
    for at, (_, group) in enumerate(compared):
        others[at, group] = 1

    def scores(owner: npt.NDArray[np.int64]) -> tuple[Array, Array]:
        summed = bag.summed(owner)
        ours, theirs = summed[..., own, :], others @ summed
        ratio, z = log_odds(ours, theirs, _prior(frequency, ours, theirs))
        return ratio[..., :-1], z[..., :-1]

    ratio, z = scores(bag.owner)
    largest: list[float] = []
    rng = np.random.default_rng(seed)
    together = max(1, _HELD // max(len(bag.unit), bag.outlets * bag.columns))
    for at in range(0, draws, together):
        deals = np.array([rng.permutation(bag.owner) for _ in range(min(together, draws - at))])
        largest += np.abs(scores(deals)[1]).max(axis=(1, 2)).tolist()
    reached = 1 + draws - np.searchsorted(sorted(largest), np.abs(z) - 1e-12)
    return ratio, z, reached / (draws + 1)


def _prior(frequency: Array, ours: Array, theirs: Array) -> Array:
    """Pseudo-counts of the words (last axis) for each comparison (the axis before)."""
    smaller = np.minimum(ours.sum(axis=-1), theirs.sum(axis=-1))
    mass = np.maximum(_PRIOR * smaller, len(frequency))
    prior: Array = frequency * (mass / frequency.sum())[..., None]
    return prior
