"""Where the clauses of a passage begin and end, by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newsparallax.comparing.wordforms import Token

# Where a clause may begin or end; "and" joins clauses before a verb or a pronoun, else mostly nouns.
_CLAUSE = re.compile(
    r"[,:](?!\d)|[;—–()]| - |\b(?:that|which|who|where|when|after|before|because|while|saying|adding)\b"
    r"|\b(?:and|but)\s+(?=(?:[a-z]+(?:ed|ing)|said|told|is|are|was|were|has|have|had|will|would|he|she|they|it|that)\b)"
)
# A piece of fewer words is no clause.
LEAST_CLAUSE = 4
_WHEN = re.compile(r"(?:in|on|at|by|during|after|before|since|from|for|under|last|this|late|early)\b", re.IGNORECASE)


def clause_cuts(words: str, read: Sequence[Token]) -> list[int]:
    """Where clauses begin, and the end; a short piece goes with what precedes it, "In March," with what follows."""
    found = [0, *(match.start() for match in _CLAUSE.finditer(words)), len(words)]
    kept = [0]
    for at, (low, high) in enumerate(pairwise(found)):
        short = sum(low <= t.start < high for t in read) < LEAST_CLAUSE
        if at and not short:
            kept.append(low)
        elif at == 0 and not (short and _WHEN.match(words)):
            kept.append(high)
    return sorted({*kept, len(words)})
