"""Score attribution rows against hand-coded answers that name speaker, kind and side.

The unit is one coded attribution. It is found when the characters of some reported content overlap with those of the
coded one by half (intersection over union); then speaker, kind and side are compared. Fields that the coder marked
`doubtful` (the page does not settle them) are taken as right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]
FIELDS = ("speaker", "kind", "side")


def count(coded: Sequence[Record], predicted: Sequence[Record]) -> Counter[str]:
    """Counts of one article.

    Coded records have `content` (spans), `speaker`, `kind`, `side` and, where needed, `doubtful`; predicted ones are
    rows of the table `attributions`. Counts: coded, predicted, found, speaker, kind, side, all_three, and others
    (reported, matching nothing coded).
    """
    counts = Counter(coded=len(coded), predicted=len(predicted))
    used: set[int] = set()
    for record in coded:
        nearest = _nearest(record, predicted)
        if nearest is None:
            continue
        used.add(nearest)
        row = predicted[nearest]
        wrong = tuple(field for field in FIELDS if not _agrees(field, record, row))
        counts.update({"found": 1, "all_three": int(not wrong)})
        counts.update(field for field in FIELDS if field not in wrong)
    counts["others"] = len(predicted) - len(used)
    return counts


def _nearest(record: Record, predicted: Sequence[Record]) -> int | None:
    coded = _characters(record["content"])
    overlaps = []
    for number, row in enumerate(predicted):
        found = _characters(row["content_spans"])
        overlaps.append((len(coded & found) / len(coded | found), number))
    overlap, number = max(overlaps, default=(0.0, 0))
    return number if overlap >= 0.5 else None


def _characters(spans: Iterable[Sequence[int]]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _agrees(field: str, coded: Record, row: Record) -> bool:
    if field in coded.get("doubtful", ()):
        return True
    if field == "speaker":
        return speaker_agrees(coded["speaker"], coded["side"] == "joint", row["speaker"])
    return str(row[field] or "").lower() == str(coded[field]).lower()


def speaker_agrees(coded: str, joint: bool, predicted: object) -> bool:
    """Whether the last word of a coded name, or of every member of a joint speaker, stands in the predicted name."""
    members = coded.split(" and ") if joint else [coded]
    spoken = set(re.findall(r"\w+", predicted.lower())) if isinstance(predicted, str) else set()
    return all(re.findall(r"\w+", member.lower())[-1] in spoken for member in members)
