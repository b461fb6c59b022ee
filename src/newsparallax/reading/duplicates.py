"""The same article twice: recognised by its word sequences, so that a changed comma does not hide it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsparallax.reading.article import TOLD, Article

SIZE = 8  # words in one sequence
SAME = 0.9  # share of the sequences of both articles that they share


def _sequences(article: Article) -> frozenset[str]:
    told = " ".join(article.text[p.start : p.end] for p in article.paragraphs if p.role in TOLD)
    words = re.findall(r"\w+", told.casefold())
    return frozenset(" ".join(words[i : i + SIZE]) for i in range(max(1, len(words) - SIZE + 1)))


def doubles(articles: Iterable[Article]) -> dict[str, str]:
    """Article id to the id of the earlier article that tells the same words (nine tenths of all sequences of 8 words).

    Only articles that share a sequence are compared, so a large corpus costs what its texts are long.
    """
    kept: list[tuple[str, frozenset[str]]] = []
    places: dict[str, list[int]] = {}
    found: dict[str, str] = {}
    for article in articles:
        mine = _sequences(article)
        # Two articles that share 9 of 10 sequences share one of any three of them but by rare chance.
        probes = sorted(mine)[:: max(1, len(mine) // 8)]
        near = {n for probe in probes for n in places.get(probe, ())}
        twin = next((n for n in sorted(near) if len(mine & kept[n][1]) >= SAME * len(mine | kept[n][1])), None)
        if twin is not None and any(mine):
            found[article.id] = kept[twin][0]
            continue
        for sequence in mine:
            places.setdefault(sequence, []).append(len(kept))
        kept.append((article.id, mine))
    return found
