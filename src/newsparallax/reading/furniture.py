"""The codebook of page furniture, credits, bylines and captions (codebooks/lists/furniture.toml), compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from newsparallax.codebooks import word_lists
from newsparallax.values import Role

Zone = Literal["top", "anywhere", "end"]


@dataclass(frozen=True, slots=True)
class LineRule:
    """One entry: a line that its pattern (any of those listed) matches whole gets its role, in its part of the page."""

    key: str
    role: Role
    where: Zone
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def line_rules() -> tuple[LineRule, ...]:
    """Every entry of the codebook, in its order: the first that matches a line decides."""
    return tuple(
        LineRule(
            key,
            rule["role"],
            rule["where"],
            re.compile("|".join(f"(?:{pattern})" for pattern in rule["patterns"]), re.IGNORECASE),
        )
        for key, rule in word_lists("furniture")["rules"].items()
    )


# Longer lines are paragraphs of a story; trying every pattern on them would only cost time.
LONGEST = 500


@lru_cache(maxsize=4096)
def codebook_role(line: str, zone: Zone) -> tuple[Role, str] | None:
    """(role, rule) the codebook gives a line, or None; `zone` "top" and "end" also try the rules for "anywhere"."""
    if len(line) > LONGEST:
        return None
    for rule in line_rules():
        if rule.where in ("anywhere", zone) and rule.pattern.fullmatch(line):
            return rule.role, f"furniture.{rule.key}"
    return None
