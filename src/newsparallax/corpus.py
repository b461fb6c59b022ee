"""corpus.toml: what the texts cannot say. Event, dates, outlet and origin of each file, line rules, actors, topics.

Every key is optional. A wrong key, type, date or pattern raises CorpusError, which names file, key and remedy.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class CorpusError(ValueError):
    """A corpus or its corpus.toml cannot be used as it stands; the message names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True)
class Event:
    """The event told: `days` it happened on, `window` of plausible publication dates (both ends included)."""

    name: str | None = None
    days: tuple[dt.date, ...] = ()
    window: tuple[dt.date, dt.date] | None = None


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What corpus.toml says of one file (`outlet` published this copy, `origin` wrote it)."""

    outlet: str | None = None
    origin: str | None = None
    url: str | None = None
    headline: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    updated: dt.date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OutletRules:
    """Line rules of one outlet's pages (compiled regular expressions, searched in the stripped line)."""

    furniture: tuple[re.Pattern[str], ...] = ()
    related_start: re.Pattern[str] | None = None
    related_lines: int = 0
    updated_pattern: re.Pattern[str] | None = None
    updated_format: str | None = None
    published_pattern: re.Pattern[str] | None = None
    published_format: str | None = None
    byline: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the event: `name` as the report shows it, other spellings, offices held, the side spoken for."""

    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    side: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: its patterns are regular expressions, matched without regard to case at word boundaries."""

    key: str
    label: str
    definition: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorpusConfig:
    """All of one corpus.toml; `path` is None when the corpus has none."""

    path: Path | None = None
    event: Event = field(default_factory=Event)
    articles: Mapping[str, ArticleFacts] = field(default_factory=dict)
    outlets: Mapping[str, OutletRules] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()
