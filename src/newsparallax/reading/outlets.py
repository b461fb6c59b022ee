"""One outlet under two names: saved pages of one address call it "Metro" and "Metro.co.uk"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsparallax.reading.sources import Source

_ENDING = re.compile(r"\.(?:com?|org|net|info|news|tv|gov|edu)?(?:\.?[a-z]{2})?$", re.IGNORECASE)


def host(url: str) -> str | None:
    """The site an address belongs to: its host without "www." and the like."""
    try:
        name = urlsplit(url).hostname
    except ValueError:
        return None
    return re.sub(r"^(?:www|m|amp|edition|mobile)\d?\.", "", name) if name else None


def one_name(sources: Sequence[Source]) -> list[Source]:
    """The texts, saved pages of one site under its commonest name (of equals the one without its domain's ending).

    A page that states no name takes the name of its site's other pages, or the site's address.
    """
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sources:
        site = _site(source)
        if site and (name := source.given.get("outlet")):
            names[site][name] += 1
    return [_named(source, names) for source in sources]


def _site(source: Source) -> str | None:
    return host(source.given.get("url", "")) if source.given_from == "page's metadata" else None


def _named(source: Source, names: dict[str, Counter[str]]) -> Source:
    site = _site(source)
    if site is None:
        return source
    known = names.get(site, Counter())
    name = min(known, key=lambda n: (-known[n], bool(_ENDING.search(n)), len(n), n), default=site)
    return source if source.given.get("outlet") == name else replace(source, given={**source.given, "outlet": name})
