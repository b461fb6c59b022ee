"""From offsets back to words in their context."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from newsparallax.reporting.blocks import Paragraph, Passage

# (article_id, start, end)
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Texts:
    """The articles' texts; `lines` holds for each article the starts of its lines and their numbers."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]
    lines: Mapping[str, tuple[list[int], list[int]]]
    _made: dict[tuple[str, int], Paragraph] = field(default_factory=dict, repr=False, compare=False)

    def passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        """Passages in the order of the articles and of their texts, each once; one that runs over several lines is
        cut into one for each. Raises KeyError for an unknown article."""
        order = {article: at for at, article in enumerate(self.texts)}
        found = sorted(set(spans), key=lambda s: (order[s[0]], s[1], s[2]))
        return tuple(passage for span in found for passage in self._by_line(span))

    def line(self, span: Span) -> int:
        """The number of the line in which a span begins."""
        return self._paragraph(span[0], span[1]).line

    def _by_line(self, span: Span) -> Iterator[Passage]:
        article, start, end = span
        while start < min(end, len(self.texts[article])):
            paragraph = self._paragraph(article, start)
            stop = paragraph.start + len(paragraph.text)
            if start < min(stop, end):
                yield Passage(paragraph, start, min(stop, end))
            start = stop + 1

    def _paragraph(self, article: str, at: int) -> Paragraph:
        text = self.texts[article]
        starts, numbers = self.lines[article]
        line = numbers[max(bisect_right(starts, at) - 1, 0)] if numbers else 1
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        if (article, start) not in self._made:
            whole = text[start : len(text) if stop < 0 else stop].replace("\r", " ").replace("\t", " ")
            self._made[article, start] = Paragraph(article, self.labels[article], line, start, whole)
        return self._made[article, start]


def from_tables(articles: pd.DataFrame, texts: pd.DataFrame, lines: pd.DataFrame) -> Texts:
    """Texts from the `articles`, `texts` and `lines` tables."""
    by_outlet = articles["outlet"].value_counts()
    labels = {
        str(article): str(outlet) if by_outlet[str(outlet)] == 1 else f"{outlet}, {article}"
        for article, outlet in zip(articles["article_id"], articles["outlet"], strict=True)
    }
    whole = dict(zip(texts["article_id"], texts["text"], strict=True))
    parts = dict(iter(lines.sort_values("start").groupby("article_id", sort=False)))
    places = {
        article: ([int(x) for x in parts[article]["start"]], [int(x) for x in parts[article]["line"]])
        if article in parts
        else ([], [])
        for article in labels
    }
    return Texts({article: str(whole.get(article, "")) for article in labels}, labels, places)
