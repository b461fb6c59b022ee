"""The words by which a line is told from another (codebooks/lists/lines.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from newsparallax import codebooks


@lru_cache(maxsize=1)
def _lists() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((codebooks.LISTS / "lines.toml").read_text(encoding="utf-8"))
    return found


def words(name: str) -> frozenset[str]:
    """The words of one list."""
    return frozenset(_lists()[name].split())


def word_pattern(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that finds any word of one list, whole."""
    return re.compile(rf"\b(?:{'|'.join(_lists()[name].split())})\b", flags)
