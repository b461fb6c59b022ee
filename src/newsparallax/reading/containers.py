"""Files that hold articles: texts, saved pages, office documents; one article each, or a database's export of many."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from newsparallax.reading import exports, mend
from newsparallax.reading.decode import NotTextError, decode
from newsparallax.reading.heads import Piece
from newsparallax.reading.page import extract

ENDINGS = (".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".rtf")
# What to do about files of other kinds; every other ending is to be saved as .txt.
REMEDIES = {
    ".pdf": "save its text: open it, select all, copy, and save it as .txt; or run pdftotext on it",
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".pages": "export it as .docx",
    ".epub": "save its text as .txt",
    ".eml": "save the mail's text as .txt",
    ".msg": "save the mail's text as .txt",
    ".mht": "save the page as .html",
    ".mhtml": "save the page as .html",
    ".webarchive": "save the page as .html",
    ".xls": "save it as .xlsx, and name it as the corpus",
    ".zip": "unpack it",
    ".gz": "unpack it with gunzip",
    ".parquet": "save it as .csv, and name that as the corpus",
}
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_OWN = re.compile(r'<meta name="generator" content="newsparallax')
_BLOCK = re.compile(r"<(?:p|br|div|li|tr|h\d|table|article)\b[^<>]*>|</(?:p|div|li|tr|h\d)>", re.IGNORECASE)


class UnreadableError(ValueError):
    """A file without an article that can be read; `kind` of notice, `remedy`."""

    def __init__(self, kind: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.kind, self.remedy = kind, remedy


@dataclass(slots=True)
class Read:
    """A file as it was read: its articles, and [(kind, what, remedy)] of what there is to know."""

    encoding: str
    pieces: list[Piece] = field(default_factory=list)
    given_from: str = "export's head"
    said: list[tuple[str, str, str]] = field(default_factory=list)


def read(path: Path) -> Read:
    """The articles of one file. Raises UnreadableError, or OSError."""
    ending = path.suffix.lower()
    if ending == ".docx":
        return _divided(Read("DOCX"), _docx(path))
    data = path.read_bytes()
    if ending == ".rtf":
        return _divided(Read("RTF"), _rtf(data))
    try:
        decoded = decode(data)
    except NotTextError as error:
        raise UnreadableError("not-text", str(error), error.remedy) from None
    found = Read(decoded.encoding)
    text = decoded.text
    if decoded.doubt:
        found.said.append(("encoding", decoded.doubt, "save the file as UTF-8 to be sure"))
    if ending in (".txt", ".text") and not _PAGE.match(text):
        text, wrong = mend.decoded_twice(text)
        if wrong:
            found.said.append(("encoding", wrong, "save the text anew from its source to be sure"))
        if len(set(re.findall(r"\r\n|\r|\n", text))) > 1:
            found.said.append(("newlines", "lines end in several ways; each was read", ""))
        return _divided(found, text)
    return _page(found, text)


def _divided(found: Read, text: str) -> Read:
    if not text.strip():
        raise UnreadableError("empty", "is empty", "take it out of the folder, or put the article's text in")
    found.pieces = exports.pieces(text) or [Piece(1, text, {})]
    if len(found.pieces) == 1 and not found.pieces[0].given and exports.looks_bundled(text):
        what = "looks like several articles in one file, of no known database; it is read as one"
        found.said.append(("bundle", what, "divide it: one file for each article, or export it as .docx from Nexis"))
    return found


def _page(found: Read, text: str) -> Read:
    if _OWN.search(text, 0, 2000):
        raise UnreadableError("report", "is a report of this program", "take it out of the folder")
    if not text.strip():
        raise UnreadableError("empty", "is empty", "take it out of the folder, or save the page anew")
    if bundle := exports.pieces("\n".join(_plain(text))) if exports.FACTIVA_CODE.search(text) else []:
        found.pieces = bundle
        return found
    try:
        page = extract(text)
    except Exception as error:  # whatever a page of any shape makes its parsers raise: the other files go on
        what = f"cannot be read as a page ({type(error).__name__})"
        raise UnreadableError("no-article", what, "save the article's text as .txt") from None
    if not page.text.strip():
        raise UnreadableError("no-article", "no article was found in the page", "save the article's text as .txt")
    found.given_from = "page's metadata"
    found.pieces = [Piece(1, page.text, dict(page.given))]
    return found


def _plain(html: str) -> Iterator[str]:
    """The lines of a page as plain text, a blank line between its blocks."""
    body = re.sub(r"(?is)<(script|style|head)\b.*?</\1>", " ", html)
    for block in _BLOCK.split(body):
        words = " ".join(unescape(re.sub(r"<[^<>]*>", " ", block)).split())
        if words:
            yield from (words, "")


def _docx(path: Path) -> str:
    import docx

    try:
        document = docx.Document(io.BytesIO(path.read_bytes()))
        return "\n".join(part.text for part in document.paragraphs)
    except OSError:
        raise
    except Exception as error:  # whatever a damaged archive makes its reader raise
        what = f"cannot be read as a document ({type(error).__name__})"
        raise UnreadableError("not-text", what, "save it anew, or its text as .txt") from None


def _rtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("not-text", "is no rich-text document", "save its text as .txt")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text: str = rtf_to_text(  # type: ignore[no-untyped-call]
                data.decode("cp1252", "replace"), errors="ignore"
            )
    except Exception as error:  # whatever a damaged document makes its reader raise
        what = f"cannot be read as a document ({type(error).__name__})"
        raise UnreadableError("not-text", what, "save its text as .txt") from None
    return text
