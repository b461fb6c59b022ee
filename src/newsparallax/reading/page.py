"""A saved web page: its article's text by trafilatura, and what the page states of it (`stated`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsparallax.reading.stated import facts

_FAILED = 0.5  # share of the page's own articleBody below which the extraction counts as failed


@dataclass(frozen=True, slots=True)
class Extracted:
    """The article's text as extracted (offsets of its tags point into it), and stated facts."""

    text: str
    given: Mapping[str, str]


def extract(html: str) -> Extracted:
    """The article of a page; `given` holds what it states of outlet, headline, dek, authors, days and address.

    An empty text where the page is none, or holds no article.
    """
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None:
        return Extracted("", {})
    given, body = facts(tree)
    # trafilatura's metadata is asked for authors alone: its days are read off addresses and captions, too.
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata="authors" not in given,
        date_extraction_params={"extensive_search": False},
    )
    text = found.text or "" if found else ""
    if len(text.split()) < _FAILED * len(body.split()):
        text = body
    if found and found.author and "authors" not in given:
        given["authors"] = found.author
    headline = given.get("headline")
    # The page's heading is often outside of what is extracted: an article's text begins with its headline.
    if text and headline and not text.lstrip().startswith(headline):
        text = f"{headline}\n{text}"
    return Extracted(text, given)
