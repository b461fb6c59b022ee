"""What a claim is tested against: every outlet's sentences and words, so that "only here" is said of nothing hidden."""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import itemgetter

import numpy as np

from newsparallax.codebooks import LISTS
from newsparallax.comparing.meaning import WIDTH
from newsparallax.comparing.units import Record, Tables, by, by_article, outlets_of, records
from newsparallax.comparing.wordforms import plain, tokens
from newsparallax.tagging.who.lexicon import fold

BOOK: Mapping[str, str] = tomllib.loads((LISTS / "claims.toml").read_text("utf-8"))


def any_of(*names: str) -> re.Pattern[str]:
    """Any of the patterns, one on a line, of some lists of the book."""
    patterns = [line for name in names for line in BOOK[name].strip().splitlines()]
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


# A straight mark that opens a quotation.
_STRAIGHT = re.compile(r'(?:(?<=[\s(—-])|^)"(?=\w|[$£€\[.])')
_AHEAD = re.compile(
    r"\b(?:set|expected|poised|scheduled|due|likely|about|prepar(?:es|ed|ing)|plan(?:s|ned|ning)?) to\b"
)
_LEAD = 3
# Characters of a sentence that is printed whole: what is cut off may be the point.
WHOLE = 320
# Of more outlets in one claim only the first are named.
MANY = 5
# A run of so many words of a quotation in another text: the words are told there, too.
_RUN = 5
_WORD = re.compile(r"\w[\w’'-]*")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
# What adds to the weight of a claim: so much of its likeness (cosine) over what most have, and a word in so many.
_TO_THE_POINT, _AS_MOST, _FULL, _WORDS = 0.2, 0.7, 40, 400
# A blank before a comma or full stop, as pages have it behind a link.
_LOOSE = re.compile(r"\s+([,.;:])(?=\s|$)")
# Where a sentence that is too long is cut, if its last two fifths have such a place.
_PAUSE = re.compile(r"[,;:—–]\s|\s[—–-]+\s")
_TOLD = frozenset({"headline", "dek", "subhead", "body", "caption"})
# Lines that are not the article's: what stands there, the article does not tell.
_ELSEWHERE = frozenset({"furniture", "related", "duplicate", "blank"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its outlet, where it stands, its words, and their concepts without function words."""

    outlet: str
    article_id: str
    start: int
    end: int
    words: str
    role: str
    position: int
    concepts: frozenset[str]

    @property
    def span(self) -> Span:
        return (self.article_id, self.start, self.end)


Span = tuple[str, int, int]
Vector = np.ndarray[tuple[int], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence for a first page: its kind, outlets, words, evidence, how found, weight, who speaks in it."""

    kind: str
    outlets: tuple[str, ...]
    sentence: str
    evidence: tuple[Span, ...]
    why: str
    weight: float
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Texts:
    """The sentences of each outlet, all its words (folded), its attributions, and the weight of each concept.

    `before` are the outlets written before the event, `days` the day of each one's last article, `people` the
    mentions of persons in each article, `vectors` what each sentence means (article, start).
    """

    outlets: tuple[str, ...]
    before: frozenset[str]
    sentences: Mapping[str, Sequence[Sentence]]
    words: Mapping[str, frozenset[str]]
    attributions: Mapping[str, Sequence[Record]]
    weights: Mapping[str, float]
    outlet_of: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, dt.date] = field(default_factory=dict)
    people: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    vectors: Mapping[tuple[str, int], Vector] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Tables) -> Texts:
        outlet_of = outlets_of(tables["articles"])
        timing = dict(zip(tables["articles"]["article_id"], tables["articles"]["timing"], strict=True))
        sentences: dict[str, list[Sentence]] = {outlet: [] for outlet in outlet_of.values()}
        counted: Counter[str] = Counter()
        total = 0
        for row in records(tables["sentences"]):
            if row["role"] not in _TOLD:
                continue
            concepts = frozenset(t.concept for t in tokens(row["words"]) if not t.is_function)
            counted.update(concepts)
            total += 1
            outlet = outlet_of[row["article_id"]]
            place = (row["article_id"], row["start"], row["end"])
            sentences[outlet].append(Sentence(outlet, *place, row["words"], row["role"], row["position"], concepts))
        top = math.log(total + 1) or 1.0
        words: dict[str, set[str]] = {outlet: set() for outlet in outlet_of.values()}
        for row in records(tables["lines"]):
            if row["article_id"] in outlet_of and row["role"] not in _ELSEWHERE:
                words[outlet_of[row["article_id"]]].update(folded(row["words"]))
        said: dict[str, list[Record]] = {outlet: [] for outlet in outlet_of.values()}
        for article, rows in by_article(records(tables["attributions"])).items():
            said[outlet_of[article]] += rows
        early = {outlet for a, outlet in outlet_of.items() if timing[a] == "before"}
        return cls(
            tuple(dict.fromkeys(outlet_of.values())),
            frozenset(early - {outlet for a, outlet in outlet_of.items() if timing[a] != "before"}),
            sentences,
            {outlet: frozenset(found) for outlet, found in words.items()},
            said,
            {word: math.log((total + 1) / n) / top for word, n in counted.items()},
            outlet_of,
            _last_days(tables, outlet_of),
            {
                article: [r for r in rows if r["type"] == "person"]
                for article, rows in by_article(records(tables["mentions"])).items()
            },
            {(r["article_id"], r["start"]): _vector(r["vectors"]) for r in records(tables["vectors"])},
        )

    def others(self, *outlets: str) -> list[str]:
        return [outlet for outlet in self.outlets if outlet not in outlets]

    def concepts(self, outlet: str) -> frozenset[str]:
        """All concepts of an outlet's sentences."""
        return frozenset(self._index[outlet])

    def weight(self, concepts: Iterable[str]) -> float:
        return sum(self.weights.get(word, 1.0) for word in concepts)

    def unknown(self, outlets: Sequence[str], concepts: frozenset[str]) -> float:
        """The share of some concepts' weight that stands nowhere in some outlets."""
        known = frozenset().union(*(self._index[outlet] for outlet in outlets)) if outlets else frozenset()
        return self.weight(concepts - known) / max(self.weight(concepts), 0.01)

    def nearest(self, outlet: str, concepts: frozenset[str]) -> float:
        """The greatest share of some concepts' weight that two sentences of an outlet that follow each other have."""
        whole = self.weight(concepts)
        found: dict[int, float] = defaultdict(float)
        for word in concepts:
            # A sentence is the first of one pair and the second of another.
            for first in {place - back for place in self._index[outlet].get(word, ()) for back in (0, 1)}:
                found[first] += self.weights.get(word, 1.0)
        return max(found.values(), default=0) / whole if whole else 0.0

    def shares(self, outlet: str, concepts: frozenset[str]) -> float:
        """The greatest share of some concepts, whatever their weight, that one sentence of an outlet has."""
        found = Counter(place for word in concepts for place in self._index[outlet].get(word, ()))
        return max(found.values(), default=0) / max(len(concepts), 1)

    def alike(self, outlet: str, sentence: Sentence) -> float:
        """The greatest likeness in meaning (cosine) of a sentence to one of an outlet; 0 where there are no vectors."""
        own = self.vectors.get((sentence.article_id, sentence.start))
        there = self._meanings[outlet]
        return max(float((there @ own).max()), 0.0) if own is not None and len(there) else 0.0

    def alike_with(self, outlet: str, sentence: Sentence, concepts: Iterable[str]) -> float:
        """The greatest likeness in meaning of a sentence to one of an outlet that has one of some concepts."""
        own = self.vectors.get((sentence.article_id, sentence.start))
        places = {place for word in concepts for place in self._index[outlet].get(word, ())}
        found = [
            self.vectors[s.article_id, s.start]
            for s in (self.sentences[outlet][place] for place in places)
            if (s.article_id, s.start) in self.vectors
        ]
        return max((float(v @ own) for v in found), default=0.0) if own is not None else 0.0

    @cached_property
    def named(self) -> Mapping[str, Sequence[Record]]:
        """The mentions of each person."""
        return by((m for own in self.people.values() for m in own), itemgetter("actor"))

    @cached_property
    def beside(self) -> dict[str, list[tuple[str, str, str]]]:
        """What stands beside a name, read when it is first asked for: see `roles`."""
        return {}

    @cached_property
    def headline_words(self) -> frozenset[str]:
        """The words of all headlines, folded."""
        heads = (s for own in self.sentences.values() for s in own if s.role == "headline")
        return frozenset(fold(t.text) for s in heads for t in tokens(s.words))

    @cached_property
    def written(self) -> Counter[str]:
        """How many sentences of the body have a word behind their first one, as it is written."""
        body = (s.words for own in self.sentences.values() for s in own if s.role == "body")
        return Counter(word for words in body for word in set(_WORD.findall(words)[1:]))

    @cached_property
    def _index(self) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """For each outlet, the numbers of the sentences that have a concept."""
        found: dict[str, dict[str, list[int]]] = {outlet: {} for outlet in self.outlets}
        for outlet, own in self.sentences.items():
            for number, sentence in enumerate(own):
                for word in sentence.concepts:
                    found[outlet].setdefault(word, []).append(number)
        return found

    @cached_property
    def _meanings(self) -> Mapping[str, np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
        """For each outlet, the vectors of its sentences, a row each."""
        found = {}
        for outlet, own in self.sentences.items():
            rows = [v for s in own if (v := self.vectors.get((s.article_id, s.start))) is not None]
            found[outlet] = np.array(rows, np.float32).reshape(len(rows), WIDTH)
        return found

    @cached_property
    def plain(self) -> Mapping[str, str]:
        """For each outlet, all its words in lower case, with a blank before and behind each."""
        return {
            outlet: " " + " ".join(plain(t.text) for s in own for t in tokens(s.words)) + " "
            for outlet, own in self.sentences.items()
        }

    @cached_property
    def _articles(self) -> Mapping[str, tuple[Sequence[int], Sequence[Sentence]]]:
        """For each article, where its sentences begin, and these."""
        found: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in sorted((s for own in self.sentences.values() for s in own), key=lambda s: s.start):
            found[sentence.article_id].append(sentence)
        return {article: ([s.start for s in own], own) for article, own in found.items()}

    def looks_ahead(self, outlet: str) -> bool:
        """Whether the headlines or first sentences of an outlet tell of what is to come."""
        return any(self.opens_ahead(s) for s in self.sentences[outlet])

    def opens_ahead(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline or a first one and tells of what is to come."""
        return self.opens(sentence) and _AHEAD.search(sentence.words) is not None

    def opens(self, sentence: Sentence) -> bool:
        """Whether a sentence is a headline or one of the first."""
        return sentence.role == "headline" or sentence.position <= _LEAD

    def heads(self, sentence: Sentence) -> bool:
        """Whether a sentence is the first of an article, or stands above it."""
        return sentence.role != "body" or not any(
            s.role == "body" and s.position < sentence.position for s in self._articles[sentence.article_id][1]
        )

    def room(self, spans: Iterable[Span]) -> float:
        """The share of the words of some outlets that the sentences have in which some spans begin."""
        told = {s.span: s for article, start, _ in spans if (s := self.at(article, start)) is not None}
        whole = sum(self._lengths[outlet] for outlet in {s.outlet for s in told.values()})
        return sum(len(s.words.split()) for s in told.values()) / max(whole, 1)

    def headed(self, sentence: Sentence) -> float:
        """The greatest likeness in meaning (cosine) of a sentence to its outlet's headlines and first sentences."""
        own = self.vectors.get((sentence.article_id, sentence.start))
        heads = [s for s in self.sentences[sentence.outlet] if self.opens(s) and s.span != sentence.span]
        found = [v for s in heads if (v := self.vectors.get((s.article_id, s.start))) is not None]
        return max((float(v @ own) for v in found), default=0.0) if own is not None else 0.0

    def worth(self, sentence: Sentence, words: str) -> float:
        """What adds to the weight of words that one outlet alone has.

        Likeness to the article's headline and first sentences and to what others tell (the event itself), and length.
        """
        others = self.others(sentence.outlet)
        like = self.headed(sentence) + max((self.alike(o, sentence) for o in others), default=0.0)
        return _TO_THE_POINT * (like - _AS_MOST) + min(len(words.split()), _FULL) / _WORDS

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        return {outlet: sum(len(s.words.split()) for s in own) for outlet, own in self.sentences.items()}

    def after(self, sentence: Sentence) -> Sentence | None:
        """The sentence behind one in its article."""
        starts, own = self._articles.get(sentence.article_id, ((), ()))
        number = bisect_right(starts, sentence.start)
        return own[number] if number < len(own) else None

    def at(self, article: str, place: int) -> Sentence | None:
        """The sentence of an article in which a character stands."""
        starts, own = self._articles.get(article, ((), ()))
        number = bisect_right(starts, place) - 1
        return own[number] if number >= 0 and place < own[number].end else None


def _vector(packed: str) -> Vector:
    """The vector of the whole sentence, the first of those of a row of `vectors`, at length 1."""
    found = np.frombuffer(base64.b64decode(packed), np.int8)[:WIDTH].astype(np.float32)
    return found / max(float(np.linalg.norm(found)), 1.0)


def quoted_out(words: str) -> str:
    """Some words with blanks for what stands in quotation marks."""
    return _QUOTED.sub(lambda m: " " * len(m.group()), words)


def _last_days(tables: Tables, outlet_of: Mapping[str, str]) -> dict[str, dt.date]:
    """The day of each outlet's last article, where all of them bear one."""
    found: dict[str, list[dt.date | None]] = defaultdict(list)
    for row in records(tables["articles"]):
        if row["article_id"] in outlet_of:
            found[row["outlet"]].append(dt.date.fromisoformat(row["published"]) if row["published"] else None)
    return {outlet: max(d for d in own if d) for outlet, own in found.items() if all(own)}


@lru_cache(maxsize=100_000)
def folded(text: str) -> frozenset[str]:
    """The words of a text, folded, compounds and possessives taken apart."""
    return frozenset(part for t in tokens(text) for part in (fold(plain(t.text)), *fold(plain(t.text)).split("-")))


def holds_run(text: str, words: str) -> bool:
    """Whether a plain text holds a run of five of some words."""
    read = [plain(t.text) for t in tokens(words)]
    return any(f" {' '.join(read[at : at + _RUN])} " in text for at in range(len(read) - _RUN + 1))


def quoted(words: str, most: int = WHOLE) -> str:
    """Words in quotation marks, inner ones single, white space straightened, cut at a pause or a word's end with dots.

    A mark that has lost the other one of its pair at an end is left away.
    """
    text = _LOOSE.sub(r"\1", " ".join(words.split()).strip(" ,;:"))
    text = curled(text)
    opening, closing = text.count("“"), text.count("”")
    if text[:1] == "“" and (text[-1:] == "”" and opening == closing == 1):
        text = text[1:-1]
    elif text[:1] == "“" and opening > closing:
        text = text[1:]
    elif text[-1:] == "”" and closing > opening:
        text = text[:-1]
    if len(text) > most:
        pauses = [m.start() for m in _PAUSE.finditer(text, most * 3 // 5, most)]
        cut = pauses[-1] if pauses else text.rfind(" ", 0, most)
        text = text[:cut].rstrip(" ,;:") + " …"
        text += "”" * (text.count("“") > text.count("”"))
    return f"“{text.translate(str.maketrans('“”', '‘’'))}”"


def curled(text: str) -> str:
    """A text with typographic quotation marks for straight ones."""
    return _STRAIGHT.sub("“", text).replace('"', "”")


def ended(sentence: str) -> str:
    """A sentence with its full stop, where the words it quotes bring none."""
    bare = sentence.rstrip("”’")
    return sentence if bare[-1:] in ".!?…" and sentence[-1:] == "”" else sentence.rstrip(".") + "."


def groups(rows: Iterable[Record], column: str) -> dict[str, list[Record]]:
    return by(rows, itemgetter(column))
