"""From offsets back to words in their context."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from newsparallax.reporting.blocks import Passage

# (article_id, start, end)
Span = tuple[str, int, int]
CONTEXT = 90  # characters shown on either side of a passage


@dataclass(frozen=True, slots=True)
class Texts:
    """The articles' texts; `lines` holds for each article the starts of its lines and their numbers."""

    texts: Mapping[str, str]
    labels: Mapping[str, str]
    lines: Mapping[str, tuple[list[int], list[int]]]

    def passage(self, span: Span) -> Passage:
        """The passage at a span with what stands around it in its paragraph. Raises KeyError for an unknown article."""
        article, start, end = span
        text = self.texts[article]
        starts, numbers = self.lines[article]
        line = numbers[max(bisect_right(starts, start) - 1, 0)] if numbers else 1
        left = max(text.rfind("\n", 0, start) + 1, start - CONTEXT)
        stop = text.find("\n", end)
        right = min(len(text) if stop < 0 else stop, end + CONTEXT)
        before, after = _flat(text[left:start]), _flat(text[end:right])
        if left and text[left - 1] not in "\n":
            before = "…" + before.partition(" ")[2] if " " in before.strip() else "…" + before
        if right < len(text) and text[right] != "\n":
            after = after.rpartition(" ")[0] + " …" if " " in after.strip() else after + "…"
        return Passage(article, self.labels[article], line, start, end, before, _flat(text[start:end]), after)

    def passages(self, spans: Iterable[Span]) -> tuple[Passage, ...]:
        """Passages in the order of the articles and of their texts, each once."""
        order = {article: at for at, article in enumerate(self.texts)}
        return tuple(self.passage(s) for s in sorted(set(spans), key=lambda s: (order[s[0]], s[1], s[2])))


def _flat(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")


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
