"""A saved web page: its article's text by trafilatura, and what its metadata says in so many words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

# schema.org and Open Graph properties, and what they say here.
_META = {
    "og:site_name": "outlet",
    "og:title": "headline",
    "og:url": "url",
    "article:published_time": "date",
    "article:modified_time": "updated",
    "datepublished": "date",
    "datemodified": "updated",
}
_NEWS = frozenset({"NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "BlogPosting"})


@dataclass(frozen=True, slots=True)
class Page:
    """The article's text as extracted (offsets of its tags point into it), and stated facts."""

    text: str
    given: Mapping[str, str]


def extract(html: str) -> Page:
    """The article of a page. Dates are those that the page's metadata states, none is guessed."""
    import trafilatura

    text = trafilatura.extract(html, favor_precision=True, include_comments=False, include_tables=False) or ""
    reader = _Metadata()
    reader.feed(html)
    given = {key: value for key, value in reader.found() if value.strip()}
    headline = given.get("headline")
    # The page's heading is often outside of what is extracted: an article's text begins with its headline.
    if text and headline and not text.lstrip().startswith(headline):
        text = f"{headline}\n{text}"
    return Page(text, given)


class _Metadata(HTMLParser):
    """Gathers <meta> properties, JSON-LD and the first <h1>."""

    def __init__(self) -> None:
        super().__init__()
        self._meta: dict[str, str] = {}
        self._linked: list[str] = []
        self._in_json = False
        self._heading: list[str] = []
        self._in_heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            name = (given.get("property") or given.get("itemprop") or given.get("name") or "").lower()
            if name in _META and given.get("content"):
                self._meta.setdefault(_META[name], str(given["content"]))
        elif tag == "h1":
            self._in_heading = not self._heading
        self._in_json = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._in_json:
            self._linked.append(data)
        elif self._in_heading:
            self._heading.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._in_json = False
        self._in_heading = self._in_heading and tag != "h1"

    def found(self) -> Iterator[tuple[str, str]]:
        """(what, value), the surest last so that it wins: JSON-LD over <meta> over the first heading."""
        yield "headline", " ".join("".join(self._heading).split())
        yield from self._meta.items()
        for source in self._linked:
            try:
                data = json.loads(source)
            except json.JSONDecodeError:
                continue
            for item in _items(data):
                yield from _facts(item)


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield from _items(item.get("@graph", []))
            kinds = item.get("@type", ())
            if _NEWS & set([kinds] if isinstance(kinds, str) else kinds):
                yield item


def _facts(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, what in (("headline", "headline"), ("datePublished", "date"), ("dateModified", "updated")):
        if isinstance(item.get(name), str):
            yield what, item[name]
    publisher = item.get("publisher")
    if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
        yield "outlet", publisher["name"]
