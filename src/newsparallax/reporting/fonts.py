"""The typefaces of the report: one family for Latin, Greek and Cyrillic, one for Han and kana, both shipped.

Nothing is taken from the machine, so that the same input gives the same page everywhere and a character that cannot
be set is known beforehand instead of turning into an empty box.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache

from newsparallax.reporting import ASSETS

SANS = "Newsparallax Sans"
HAN = "Newsparallax Han"
FOLDER = ASSETS / "fonts"
# (file, CSS weight, CSS style)
FACES = (
    ("NewsparallaxSans-Regular.ttf", SANS, 400, "normal"),
    ("NewsparallaxSans-Bold.ttf", SANS, 700, "normal"),
    ("NewsparallaxSans-Italic.ttf", SANS, 400, "italic"),
    ("NewsparallaxHan-Regular.otf", HAN, 400, "normal"),
)
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Not drawn: line ends, tabs, zero-width characters and the like ask no glyph of a font.
_INVISIBLE = frozenset("\n\r\t\u200b\u200c\u200d\u2060\ufeff\u00ad")


@lru_cache(maxsize=1)
def coverage() -> frozenset[str]:
    """Every character the shipped typefaces can set, as listed beside them: to ask the typefaces takes far longer."""
    listed = (FOLDER / "characters.txt").read_text(encoding="ascii").split()
    ends = ([int(end, 16) for end in part.split("-")] for part in listed)
    return frozenset(chr(point) for first, *last in ends for point in range(first, (last or [first])[0] + 1))


def missing(texts: Iterable[str]) -> list[str]:
    """Characters of the texts that no shipped typeface can set, in code point order."""
    used = set().union(*map(set, texts)) - _INVISIBLE
    return sorted(used - coverage())


def settable(text: str) -> str:
    """The text with every character that cannot be set replaced by U+FFFD; invisible ones but line ends are dropped."""
    if text.isascii() and text.isprintable():
        return text
    have = coverage()
    if have.issuperset(text):
        return text
    return "".join(c if c in have or c in "\n\r\t" else "" if c in _INVISIBLE else REPLACEMENT for c in text)


def css(texts: Iterable[str]) -> str:
    """`@font-face` rules that carry, inside the page, the glyphs the texts need and no more."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    used = {ord(c) for c in set().union(*map(set, texts))} | set(range(0x20, 0x7F))
    rules = []
    for name, family, weight, style in FACES:
        with TTFont(FOLDER / name, lazy=True, recalcTimestamp=False) as font:
            wanted = used & font.getBestCmap().keys()
            if family == HAN and not wanted - set(range(0x3000)):
                continue
            options = subset.Options(flavor="woff", layout_features=["kern", "mark", "mkmk", "ccmp", "tnum"])
            options.hinting = False
            subsetter = subset.Subsetter(options)
            subsetter.populate(unicodes=wanted)
            subsetter.subset(font)
            font.flavor = "woff"
            buffer = io.BytesIO()
            font.save(buffer)
        data = base64.b64encode(buffer.getvalue()).decode("ascii")
        rules.append(
            f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};font-display:block;"
            f"src:url(data:font/woff;base64,{data}) format('woff')}}"
        )
    return "\n".join(rules)
