"""The words by which a line is told from another (codebooks/lists/lines.toml)."""

from __future__ import annotations

import re
from functools import lru_cache

from newsparallax.codebooks import word_lists


def word_pattern(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that finds any word of one list, whole."""
    return re.compile(rf"\b(?:{'|'.join(word_lists('lines')[name].split())})\b", flags)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names as they are written (codebooks/lists/given_names.toml)."""
    lists = word_lists("given_names").values()
    return frozenset(name for names in lists if isinstance(names, str) for name in names.split())
