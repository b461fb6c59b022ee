"""Texts spoilt on their way: decoded wrongly once, written as HTML, with zero bytes or halves of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

# UTF-8 read as cp1252: a lead byte's letter and the signs of its following bytes ("â€œ", "Ã©").
_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(rf"[\u00c2-\u00df][{_HIGH}]|[\u00e0-\u00ef][{_HIGH}]{{2}}|[\u00f0-\u00f4][{_HIGH}]{{3}}")
_SURE = re.compile("â€[œ\u009d™˜“”¦¢\u009c]|Ã[©¨¶¼¤±³¡]|Â[ «»\u00a0]|Ð[\u0080-\u00bf]")
ENTITY = re.compile(
    r"&(?:quot|apos|amp|lt|gt|nbsp|hellip|[lr][sd]quo|[mn]dash|[a-zA-Z]+(?:acute|grave|uml|circ|cedil|tilde)|#\d{2,6}|#x[0-9a-fA-F]{2,5});"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def _undo(found: re.Match[str]) -> str:
    raw = bytearray()
    for character in found[0]:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            raw += character.encode("latin-1", "replace")  # the five bytes cp1252 leaves open
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def decoded_twice(text: str) -> tuple[str, str | None]:
    """(text, what was mended): UTF-8 that was read as cp1252 and saved again, where two marks of it or more show."""
    if len(_SURE.findall(text)) < 2:
        return text, None
    mended = _MOJIBAKE.sub(_undo, text)
    shown = _SURE.search(text)
    what = f"was decoded wrongly once ({shown[0] if shown else ''!r} for one character); it is mended"
    return (mended, what) if mended != text else (text, None)


def whole(words: str) -> str:
    """A short string without halves of characters, zero bytes and HTML's spellings: ids, names, titles, addresses."""
    return unescape(_SURROGATE.sub("\ufffd", words)).replace("\0", "")


def text(words: str) -> tuple[str, list[tuple[str, str]]]:
    """(a row's text as it is read, [(kind of notice, what was mended)])."""
    said = list(_mended(words))
    words = words.replace("\0", "")
    words, wrong = decoded_twice(_SURROGATE.sub("\ufffd", words))
    if wrong:
        said.append(("encoding", wrong))
    return (unescape(words) if ENTITY.search(words) else words), said


def _mended(words: str) -> Iterator[tuple[str, str]]:
    if "\0" in words:
        yield "encoding", "holds zero bytes; they are left out"
    if _SURROGATE.search(words):
        yield "encoding", "holds halves of characters; they show as \ufffd"
    if entities := sorted(set(ENTITY.findall(words))):
        yield (
            "entities",
            f"holds {', '.join(entities[:3])}: characters written as HTML does; they are read as characters",
        )
