"""What a saved page says of its article in so many words: JSON-LD, <meta>, <time> and headings. Nothing is guessed.

Every value is plain text: entities decoded, white space joined, halves of characters replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from rapidfuzz import fuzz

# Names of <meta>, in the order of trust (Open Graph, schema.org, Dublin Core, what content systems write).
_META = {
    "outlet": ("og:site_name", "dc.publisher", "application-name"),
    "headline": ("og:title", "headline", "twitter:title", "dc.title"),
    "url": ("og:url",),
    "date": (
        *("article:published_time", "og:published_time", "datepublished", "article.published", "parsely-pub-date"),
        *("dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "sailthru.date", "pubdate", "publishdate"),
        *("publish-date", "publish_date", "publication_date", "cxenseparse:recs:publishtime", "date"),
    ),
    "updated": ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"),
    "dek": ("og:description", "description", "twitter:description", "dc.description"),
    "authors": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl"),
}
_MANY = "; "  # between two authors
_NEWS = re.compile(r"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|LiveBlogPosting|Report|WebPage)$")
_LEAST_LIKE = 45  # per cent of likeness to a stated title that makes a heading the headline
_MOST_ITEMS = 10_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://|www\.|@|\.com\b")


def plain(words: object) -> str:
    """Words of a page as they read: "" for what is no string."""
    if not isinstance(words, str):
        return ""
    text = _SURROGATE.sub("\ufffd", unescape(unescape(words)))
    return " ".join(re.sub(r"<[^<>]{1,200}>", " ", text).replace("\0", "").split())


def facts(tree: Any) -> tuple[dict[str, str], str]:
    """(what the page states by the names of `sources`, its `articleBody` or "") of an lxml tree."""
    meta, linked = _meta(tree), list(_linked(tree))
    found = {**meta, **dict(_timed(tree))}
    for item in linked:
        for key, value in _of_item(item):
            found[key] = value
    if not linked or "date" not in found:
        found = {**dict(_timed(tree)), **found}
    if heading := _heading(tree, [v for v in (meta.get("headline"), found.get("headline")) if v]):
        found["headline"] = heading
    # The page's own name rather than its company's, unless it is an address.
    if meta.get("outlet") and "." not in meta["outlet"]:
        found["outlet"] = meta["outlet"]
    body = max((_body(item) for item in linked), key=len, default="")
    return {key: value for key, value in found.items() if value}, body


def _meta(tree: Any) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for element in tree.iterfind(".//meta"):
        content = plain(element.get("content"))
        for name in (element.get("property"), element.get("itemprop"), element.get("name")):
            if name and content:
                said.setdefault(name.lower(), []).append(content)
    found = {}
    for key, names in _META.items():
        values = next((said[name] for name in names if name in said), [])
        if key == "authors":
            values = [v for v in values if not _ADDRESS.search(v)]
            found[key] = _MANY.join(dict.fromkeys(values))
        elif values:
            found[key] = values[0]
    link = next((e.get("href") for e in tree.iterfind(".//link") if e.get("rel") == "canonical"), None)
    return {"url": plain(link), **found} if link else found


def _timed(tree: Any) -> Iterator[tuple[str, str]]:
    """<time itemprop="datePublished" datetime="…"> and its like; the first of each kind."""
    for name, key in (("dateModified", "updated"), ("datePublished", "date")):
        for element in tree.xpath(f"//*[@itemprop='{name}'][not(self::meta)]")[:1]:
            yield key, plain(element.get("datetime") or element.get("content") or element.text_content())


def _linked(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The articles of the page's JSON-LD, those that are the page's main thing last (they win)."""
    items: list[Mapping[str, Any]] = []
    for script in tree.xpath("//script[contains(translate(@type,'LDJSON','ldjson'),'ld+json')]"):
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):  # no JSON, a number of thousands of digits, nested without end
            continue
        items.extend(_articles(data))
    yield from sorted(items, key=lambda i: (_kind(i) != "WebPage", bool(i.get("articleBody") or i.get("author"))))


def _articles(data: Any) -> Iterator[Mapping[str, Any]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_ITEMS:
        item, seen = waiting.pop(), seen + 1
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            waiting.extend(item[key] for key in ("mainEntity", "@graph") if key in item)
            if _kind(item):
                yield item


def _kind(item: Mapping[str, Any]) -> str | None:
    kinds = item.get("@type")
    named = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    return next((k for k in named if isinstance(k, str) and _NEWS.match(k)), None)


def _of_item(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, what in (("headline", "headline"), ("datePublished", "date"), ("dateModified", "updated")):
        if value := plain(item.get(name)):
            yield what, value
    if value := plain(item.get("description")):
        yield "dek", value
    if names := _names(item.get("publisher")):
        yield "outlet", names[0]
    if names := _names(item.get("author")) or _names(item.get("creator")):
        yield "authors", _MANY.join(dict.fromkeys(names))


def _names(value: Any) -> list[str]:
    found = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        for each in name if isinstance(name, list) else [name]:
            if (words := plain(each)) and not _ADDRESS.search(words):
                found.append(words)
    return found


def _body(item: Mapping[str, Any]) -> str:
    body = item.get("articleBody")
    if not isinstance(body, str):
        return ""
    text = re.sub(r"(?i)<(?:/p|br|/div|/li|/h\d)\b[^<>]*>", "\n", unescape(_SURROGATE.sub("\ufffd", body)))
    return "\n".join(filter(None, (plain(line) for line in text.splitlines())))


def _heading(tree: Any, titles: list[str]) -> str:
    """The <h1> a reader sees above the article: the one likest to a stated title, or the only one of some length."""
    seen = [plain(e.text_content()) for e in tree.xpath("//h1")]
    seen = [h for h in dict.fromkeys(seen) if len(h.split()) > 2 and len(h) < 300]
    if not titles:
        return seen[0] if seen else ""
    likeness = {h: max(fuzz.token_set_ratio(h.casefold(), t.casefold()) for t in titles) for h in seen}
    best = max(seen, key=likeness.__getitem__, default="")
    return best if best and likeness[best] >= _LEAST_LIKE else ""
