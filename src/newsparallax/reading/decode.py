"""Bytes to text: which encoding they are in, said only on evidence; what is no text is refused with its reason."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# First bytes of formats that are sometimes saved under a text name, and what to do about each.
_MAGIC = (
    (b"\x1f\x8b", "gzip-compressed data", "unpack it with gunzip"),
    (b"PK\x03\x04", "a zip archive or an office document", "unpack it, or save the document as plain text"),
    (b"%PDF", "a PDF", "save its text as plain text"),
    (b"\xd0\xcf\x11\xe0", "an office document", "save it as plain text"),
    (b"{\\rtf", "a rich-text document", "save it as plain text"),
    (b"BZh", "bzip2-compressed data", "unpack it with bunzip2"),
    (b"\xfd7zXZ", "xz-compressed data", "unpack it with unxz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed data", "unpack it with unzstd"),
    (b"\x89PNG", "a picture", "take it out of the folder"),
    (b"\xff\xd8\xff", "a picture", "take it out of the folder"),
    (b"GIF8", "a picture", "take it out of the folder"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 with byte-order mark"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32 with byte-order mark"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32 with byte-order mark"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16 with byte-order mark"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16 with byte-order mark"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A word of high bytes: in a Cyrillic code page letters stand together, in a Western one they stand among ASCII letters.
_HIGH_RUN = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")


class NotTextError(ValueError):
    """Bytes that are no text; `remedy` says what a person can do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text without its byte-order mark, newlines as they stand; `doubt` where the encoding is a judgement."""

    text: str
    encoding: str
    doubt: str | None = None


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes. Raises NotTextError for compressed, binary or damaged content.

    In order: known formats that are no text, byte-order marks, UTF-16 without a mark (by its zero bytes), UTF-8,
    then the one-byte code pages cp1251 (words of high bytes) and cp1252 (single high bytes among ASCII).
    """
    for start, what, remedy in _MAGIC:
        if data.startswith(start):
            raise NotTextError(f"holds {what}, not text", remedy)
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return _checked(data[len(mark) :].decode(codec), name)
            except UnicodeDecodeError:
                raise NotTextError(f"says it is {name.split()[0]} and is not", "save it anew as UTF-8") from None
    if data.count(b"\0") * 100 > len(data):
        return _utf16(data)
    try:
        return _checked(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _one_byte(data)


def _checked(text: str, encoding: str, doubt: str | None = None) -> Decoded:
    if "\0" in text:
        text, doubt = text.replace("\0", ""), "holds zero bytes; they are left out"
    if len(_CONTROL.findall(text)) > len(text) / 100:
        raise NotTextError("holds binary data, not text", "take it out of the folder, or save its text as UTF-8")
    return Decoded(text, encoding, doubt)


def _utf16(data: bytes) -> Decoded:
    for codec, name in (("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # The wrong byte order puts spaces and letters into rare blocks: real text has spaces and no control characters.
        plain = sum(c.isascii() or c.isalpha() for c in text)
        if not _CONTROL.search(text) and text.count(" ") * 20 > len(text) and plain > 0.9 * len(text):
            return Decoded(text, name, "UTF-16 without a byte-order mark, taken from its zero bytes")
    raise NotTextError("holds binary data, not text", "take it out of the folder, or save its text as UTF-8")


def _one_byte(data: bytes) -> Decoded:
    high = sum(byte >= 0x80 for byte in data)
    damaged = data.decode("utf-8", errors="replace")
    if damaged.count("\ufffd") * 20 < high:
        return _checked(damaged, "UTF-8", "some bytes are damaged; they show as \ufffd")
    runs = sum(len(run) for run in _HIGH_RUN.findall(data))
    codec = "cp1251" if runs * 2 > high else "cp1252"
    text = data.decode(codec, errors="replace")
    lost = "; some characters are damaged" if "\ufffd" in text else ""
    return _checked(text, codec, f"not UTF-8; taken for {codec} from its letters{lost}")
