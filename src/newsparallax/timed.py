"""Regular expressions that people write into corpus.toml and codebooks, matched under a time limit.

A pattern such as `(a+)+$` takes longer than anybody waits on some texts. Python's `re` cannot be stopped; the `regex`
package can, and reads the same patterns. What repeats nothing without end (nearly all of a codebook) cannot run away:
it stays with `re`, which is faster on it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

from newsparallax.errors import CorpusError

SECONDS = 2.0  # on one line or paragraph; a pattern of use takes less than a thousandth of it
# What may repeat: `*`, `+`, `{…}` outside of a class and not escaped; and optional parts, where there are many.
_SPACE = r"\s+"
_QUIET = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]", re.DOTALL)
_MOST_OPTIONAL = 8


@dataclass(frozen=True, slots=True)
class Timed:
    """A pattern as `re.compile` gives it, with a limit; `where` (a file and key) is named when it runs too long."""

    pattern: str
    flags: int = 0
    where: str = ""

    @property
    def groups(self) -> int:
        """How many groups it captures."""
        return re.compile(self.pattern, self.flags).groups

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first match in text[start:end]; raises CorpusError after the time limit."""
        return self._run("search", text, start, end)  # type: ignore[no-any-return]

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The match that begins at `start`; raises CorpusError after the time limit."""
        return self._run("match", text, start, end)  # type: ignore[no-any-return]

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Every match; raises CorpusError after the time limit. All are found at once: the clock is the pattern's."""
        return iter(self._run("finditer", text, start, end))

    def _run(self, method: str, text: str, start: int, end: int | None) -> Any:
        try:  # compiled at first use: `regex` takes its time for it
            run = getattr(_limited(self.pattern, self.flags), method)
            found = run(text, start, len(text) if end is None else end, timeout=SECONDS)
            return list(found) if method == "finditer" else found
        except TimeoutError:
            what = f"ran for more than {SECONDS:g} seconds on one paragraph"
        except (regex.error, MemoryError) as error:
            what = f"cannot be used ({error})"
        where = f"{self.where}: " if self.where else ""
        remedy = "write it so that nothing that repeats stands inside something that repeats"
        raise CorpusError(f"{where}the pattern {self.pattern!r} {what}; {remedy}")


Pattern = re.Pattern[str] | Timed


@lru_cache(maxsize=1024)
def _limited(pattern: str, flags: int) -> Any:
    return regex.compile(pattern, flags | regex.VERSION0)


def runs_away(pattern: str) -> bool:
    """Whether a pattern repeats anything but single white spaces, or has many optional parts."""
    if _SPACE * 2 in pattern:
        return True
    bare = _QUIET.sub("x", pattern.replace(_SPACE, " "))
    return any(sign in bare for sign in "*+{") or bare.count("?") - bare.count("(?") > _MOST_OPTIONAL


def compiled(pattern: str, flags: int = 0, where: str = "") -> Pattern:
    """A pattern to match with; raises re.error for one that is none, or is too large to be one."""
    try:
        with warnings.catch_warnings(action="ignore"):  # "[[a]": of sets that a later Python may read otherwise
            plain = re.compile(pattern, flags)
    except (OverflowError, RecursionError, MemoryError) as error:
        raise re.error(str(error)) from None
    return Timed(pattern, flags, where) if runs_away(pattern) else plain
