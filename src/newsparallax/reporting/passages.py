"""From offsets back to words: the sentences of every article, numbered as references name them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from newsparallax.reporting.blocks import Passage, Sentence
from newsparallax.tables import by_article, records

# (article_id, start, end)
Span = tuple[str, int, int]
# Lines of the page, not of the article: they are numbered last, and the reader folds them away.
ASIDE = ("furniture", "related", "duplicate")


@dataclass(frozen=True, slots=True)
class Texts:
    """The articles' texts and labels; `sentences` holds for each article its sentences in the order of the text with
    the role of their line."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]
    sentences: Mapping[str, list[tuple[Sentence, str]]]

    def passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        """Passages in the order of the articles and of their texts, each once; one that runs over several sentences is
        cut into one for each, and one of an article that is not here is left out."""
        order = {article: at for at, article in enumerate(self.texts)}
        found = sorted({s for s in spans if s[0] in order}, key=lambda s: (order[s[0]], s[1], s[2]))
        return tuple(passage for span in found for passage in self._by_sentence(span))

    def sentence(self, span: Span) -> Sentence:
        """The sentence in which a span begins. Raises IndexError for a span that holds no word."""
        return next(self._by_sentence(span)).sentence

    def _by_sentence(self, span: Span) -> Iterator[Passage]:
        article, start, end = span
        own = self.sentences[article]
        at = max(bisect_right(own, start, key=lambda s: s[0].start) - 1, 0)
        for sentence, _ in own[at:]:
            low, high = max(start, sentence.start), min(end, sentence.start + len(sentence.words))
            if sentence.start >= end:
                break
            if low < high:
                yield Passage(sentence, low, high)


def from_tables(articles: pd.DataFrame, texts: pd.DataFrame, lines: pd.DataFrame, sentences: pd.DataFrame) -> Texts:
    """Texts from the `articles`, `texts`, `lines` and `sentences` tables."""
    by_outlet = articles["outlet"].value_counts()
    labels = {
        str(article): str(outlet) if by_outlet[str(outlet)] == 1 else f"{outlet}, {article}"
        for article, outlet in zip(articles["article_id"], articles["outlet"], strict=True)
    }
    whole = dict(zip(texts["article_id"], texts["text"], strict=True))
    spans = by_article(records(sentences[["article_id", "start", "end"]]))
    told = {article: [(row["start"], row["end"]) for row in rows] for article, rows in spans.items()}
    placed = by_article(records(lines[["article_id", "line", "start", "end", "role"]]))
    return Texts(
        {article: str(whole.get(article, "")) for article in labels},
        labels,
        {
            article: _numbered(n, label, str(whole.get(article, "")), placed.get(article, []), told.get(article, []))
            for n, (article, label) in enumerate(labels.items(), 1)
        },
    )


def _numbered(
    article: int, label: str, text: str, lines: list[dict[str, Any]], told: list[tuple[int, int]]
) -> list[tuple[Sentence, str]]:
    """The sentences of one article in the order of the text; what stands aside is numbered after the rest."""
    places = [place for line in lines for place in _of_line(text, line, told)]
    places.sort(key=lambda place: place[0])
    numbers = {place[0]: n for n, place in enumerate(sorted(places, key=lambda p: (p[3] in ASIDE, p[0])), 1)}
    return [
        (Sentence(article, label, numbers[start], line, start, re.sub(r"\s", " ", text[start:end])), role)
        for start, end, line, role in places
    ]


def _of_line(text: str, line: Mapping[str, Any], told: list[tuple[int, int]]) -> list[tuple[int, int, int, str]]:
    """Start, end, line and role of each sentence of a line; of a line without any its words as a whole."""
    start, end, number, role = (line[key] for key in ("start", "end", "line", "role"))
    own = [place for place in told if start <= place[0] < end]
    cuts = [low for low, _ in own[1:]]  # what stands between two sentences belongs to the first of them
    spans = zip([start, *cuts], [*cuts, max(end, own[-1][1]) if own else end], strict=True)
    trimmed = [(low, low + len(text[low:high].rstrip())) for low, high in spans]
    trimmed = [(low + len(text[low:high]) - len(text[low:high].lstrip()), high) for low, high in trimmed]
    return [(low, high, number, str(role)) for low, high in trimmed if low < high]
