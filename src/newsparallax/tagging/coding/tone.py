"""The tone of a sentence towards one actor it names: positive, neutral or negative, or no answer where unsure.

A linear model over words, words by their distance and side from the target, the grammar around it (what it does, what
is done to it, what is said of it, with negation), a list of good and ill words, and who acts on whom. Names are masked,
so that nothing is learned about a person. Trained on NewsMTSC (Hamborg & Donnay 2021).
What is NOT done: irony, knowledge of the world, other sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from newsparallax.codebooks import Codebooks, select
from newsparallax.reading.article import Role
from newsparallax.tagging.coding.linear import Linear, blocks
from newsparallax.tagging.coding.linear import load as load_model
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.who.cast import Cast

KIND = "tone"
MODEL = Path(__file__).with_name("tone.npz")
CLASSES = ("negative", "neutral", "positive")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_WINDOW = 8
_SAYING = frozenset(["say", "tell", "add", "write", "tweet", "argue", "claim", "note", "warn", "explain"])
_CLOSE = 6


@dataclass(frozen=True, slots=True)
class Toned:
    """The tone of the sentence text[start:end] stands in towards an actor named there; `tone` is None where unsure."""

    start: int
    end: int
    role: Role
    rule: str
    actor: str
    tone: str | None
    negative: float
    neutral: float
    positive: float


@lru_cache(maxsize=1)
def shipped() -> Linear:
    """The model of the package."""
    return load_model(MODEL, KIND)


def find(parsed: Parsed, people: Cast, books: Codebooks, model: Linear | None = None) -> list[Toned]:
    """The tone towards each person and organisation, once for each sentence that names them, at their first mention."""
    used = model or shipped()
    found: list[Toned] = []
    for number, block in enumerate(parsed.blocks):
        seen: set[tuple[int, int]] = set()
        for naming in people.namings:
            member = people.members[naming.member]
            if naming.page != number or member.type not in ("person", "organisation"):
                continue
            span = block.doc.char_span(naming.start - block.start, naming.end - block.start, alignment_mode="expand")
            if span is None or (key := (span.sent.start, naming.member)) in seen:
                continue
            seen.add(key)
            chances = used.probabilities(features(span.sent, span, books))
            likely = used.classes[int(chances.argmax())]
            by_class = dict(zip(used.classes, map(float, chances), strict=True))
            found.append(
                Toned(
                    start=naming.start,
                    end=naming.end,
                    role=block.role,
                    rule="tone model",
                    actor=member.name,
                    tone=likely if chances.max() >= used.sure else None,
                    negative=by_class["negative"],
                    neutral=by_class["neutral"],
                    positive=by_class["positive"],
                )
            )
    return sorted(found, key=lambda toned: (toned.start, toned.end))


def features(context: Doc | Span, target: Span, books: Codebooks) -> dict[str, float]:
    """Named features of the tone of `context` (a sentence) towards `target`, a span inside it."""
    view = _View(context, target)
    seen = dict.fromkeys(view.words_and_pairs(), 1.0)
    near = dict.fromkeys(view.near(), 1.0)
    grammar = dict.fromkeys(view.grammar(), 1.0)
    return {
        **blocks((1.0, seen), (1.0, near), (1.5, grammar)),
        **{name: value / 2 for name, value in _evidence(view, books).items()},
    }


def features_of(
    nlp: Language, texts: Sequence[str], places: Sequence[tuple[int, int, int]], books: Codebooks
) -> list[dict[str, float]]:
    """What the model sees of targets given as (text number, start, end); each text is taken as one sentence.

    Raises ValueError for a place outside its text.
    """
    docs = list(nlp.pipe(texts, batch_size=64))
    seen = []
    for number, start, end in places:
        target = docs[number].char_span(start, end, alignment_mode="expand")
        if target is None:
            raise ValueError(f"a target at {start} to {end} is outside text {number}")
        seen.append(features(docs[number], target, books))
    return seen


class _View:
    """One sentence seen from one target: plain lists, because every token is looked at many times."""

    def __init__(self, context: Doc | Span, target: Span) -> None:
        self.tokens = [token for token in context if not token.is_space]
        place = {token.i: n for n, token in enumerate(self.tokens)}
        self.text = context.text
        self.begin = self.tokens[0].idx if self.tokens else 0
        self.target = {place[token.i] for token in target if token.i in place}
        self.root = place.get(target.root.i, 0)
        self.dep = [token.dep_ for token in self.tokens]
        self.pos = [token.pos_ for token in self.tokens]
        self.head = [place.get(token.head.i, n) for n, token in enumerate(self.tokens)]
        self.lemma = [token.lemma_.lower() for token in self.tokens]
        self.lower = [token.lower_ for token in self.tokens]
        for n, token in enumerate(self.tokens):
            if token.ent_type_ in _NAMES and self.pos[n] == "PROPN":
                self.lower[n] = self.lemma[n] = "<name>"
            elif token.like_num:
                self.lower[n] = self.lemma[n] = "<number>"
        self.kids: list[list[int]] = [[] for _ in self.tokens]
        for n, head in enumerate(self.head):
            if head != n:
                self.kids[head].append(n)
        self.first = min(self.target, default=0)
        masked = [(n, word) for n, word in enumerate(self.lower) if n not in self.target or n == self.first]
        self.words = ["<target>" if n == self.first else word for n, word in masked]
        self.at = [n for n, _ in masked].index(self.first) if masked else 0

    def words_and_pairs(self) -> Iterator[str]:
        for n, word in enumerate(self.words):
            yield f"u {word}"
            yield f"b {' '.join(self.words[n : n + 2])}"
        for n, lemma in enumerate(self.lemma):
            if self.pos[n] in _CONTENT and n not in self.target:
                yield f"l {lemma} {self.pos[n]}"

    def near(self) -> Iterator[str]:
        for distance in range(1, _WINDOW + 1):
            for side, n in (("L", self.at - distance), ("R", self.at + distance)):
                if 0 <= n < len(self.words):
                    yield f"{side} {self.words[n]}"
                    if distance <= 3:
                        yield f"{side}{distance} {self.words[n]}"

    def grammar(self) -> Iterator[str]:
        yield f"role {self.dep[self.root]} {self.pos[self.head[self.root]]}"
        n, steps, path = self.root, 0, list[str]()
        while self.head[n] != n and steps < 5:
            head = self.head[n]
            path.append(self.dep[n])
            word = ("not " if self.denied(head) else "") + self.lemma[head]
            yield f"P {'>'.join(path[-2:])} {word}"
            yield f"A {self.dep[n]} {word}"
            yield f"anc {word}"
            for kid in self.kids[head]:
                if kid != n and self.dep[kid] not in ("punct", "det"):
                    yield f"sib {self.dep[n]} {self.dep[kid]} {self.lemma[kid]}"
                    yield f"S {self.lemma[kid]}"
                    for grandchild in self.kids[kid]:
                        yield f"S2 {self.lemma[grandchild]}"
            n, steps = head, steps + 1
        for n in self.below(self.root):
            if n not in self.target:
                yield f"kid {self.lemma[n]}"
        clause = self.clause()
        for n in self.below(clause):
            if n not in self.target and self.dep[n] != "punct":
                yield f"C {self.lemma[n]}"
        quotes = [token.text in '"“”' for token in self.tokens]
        yield f"quoted {sum(quotes[: self.first]) % 2}"
        yield f"quotation {any(quotes)}"
        if self.dep[self.root] == "nsubj" and self.lemma[self.head[self.root]] in _SAYING:
            yield "speaker"
        yield f"early {self.at < 3}"

    def denied(self, n: int) -> bool:
        return any(self.dep[kid] == "neg" for kid in self.kids[n])

    def below(self, n: int) -> list[int]:
        found = [n]
        for token in found:
            found.extend(self.kids[token])
        return found

    def clause(self) -> int:
        n = self.root
        while self.head[n] != n and self.pos[n] not in ("VERB", "AUX"):
            n = self.head[n]
        return n

    def index(self, offset: int) -> int:
        """The token at a character of the context's text."""
        return max((n for n, t in enumerate(self.tokens) if t.idx - self.begin <= offset), default=0)


def _evidence(view: _View, books: Codebooks) -> dict[str, float]:
    """Listed words that speak well or ill, by where they stand, and actions done by or to the target."""
    sums: dict[str, float] = {}

    def add(name: str) -> None:
        sums[name] = sums.get(name, 0.0) + 1

    clause = set(view.below(view.clause()))
    chain, n = {view.root}, view.root
    while view.head[n] != n:
        n = view.head[n]
        chain.add(n)
    for table in ("tone", "actions"):
        for book in books.of(table):
            for hit in select(book.matcher.matches(view.text), apart=False):
                n = view.index(hit.start)
                if n in view.target:
                    continue
                kind = hit.owner.key if table == "tone" else hit.owner.category
                kind += " denied" if view.denied(n) or view.denied(view.head[n]) else ""
                add(f"ev {kind}")
                if n in clause:
                    add(f"ev clause {kind}")
                if abs(n - view.first) <= _CLOSE:
                    add(f"ev {'left' if n < view.first else 'right'} {kind}")
                if n in chain:
                    path = view.dep[view.root]
                    add(f"ev above {kind}")
                    add(f"ev {path} {kind} {'direct' if view.head[view.root] == n else 'far'}")
                elif view.head[n] in chain:
                    add(f"ev beside {view.dep[view.root]} {view.dep[n]} {kind}")
    good, ill = sums.get("ev positive", 0), sums.get("ev negative", 0)
    scaled = {name: log1p(value) for name, value in sums.items()}
    scaled["ev balance"] = (good - ill) / (good + ill + 1)
    near_good = sums.get("ev left positive", 0) + sums.get("ev right positive", 0)
    near_ill = sums.get("ev left negative", 0) + sums.get("ev right negative", 0)
    scaled["ev balance near"] = (near_good - near_ill) / (near_good + near_ill + 1)
    return scaled
