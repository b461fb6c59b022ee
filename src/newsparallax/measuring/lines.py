"""Score line roles: of the words a person gave a role to, how many got the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from newsparallax.words import WORD

Record = Mapping[str, Any]


def count(coded: Iterable[Record], rows: Iterable[Record]) -> Counter[str]:
    """Counts `words` and `right` of one article.

    Coded records have `start`, `end`, `role` and `text` (the words); rows are those of the table `lines`.
    """
    spans = [(int(row["start"]), int(row["end"]), str(row["role"])) for row in rows]
    counts: Counter[str] = Counter()
    for record in coded:
        for word in WORD.finditer(record["text"]):
            at = int(record["start"]) + word.start()
            given = next((role for start, end, role in spans if start <= at < end), None)
            counts.update(words=1, right=int(given == record["role"]))
    return counts
