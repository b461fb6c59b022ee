"""corpus.toml: what the texts cannot say. Event, dates, outlet and origin of each file, line rules, actors, topics.

Every key is optional. A wrong key, type, date or pattern raises CorpusError, which names file, key and remedy.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from newsparallax import timed
from newsparallax.errors import CorpusError as CorpusError

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """The event told: `days` it happened on, `window` of plausible publication dates (both ends included)."""

    name: str | None = None
    days: tuple[dt.date, ...] = ()
    window: tuple[dt.date, dt.date] | None = None

    @property
    def years(self) -> tuple[dt.date, dt.date] | None:
        """Where a date without a year is looked for: the window, else the half years before and after the days."""
        if self.window or not self.days:
            return self.window
        half = dt.timedelta(days=182)
        first = self.days[0] - min(half, self.days[0] - dt.date.min)
        return first, self.days[-1] + min(half, dt.date.max - self.days[-1])


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """What corpus.toml says of one file (`outlet` published this copy, `origin` wrote it)."""

    outlet: str | None = None
    origin: str | None = None
    url: str | None = None
    headline: str | None = None
    published: dt.date | None = None
    published_from: str | None = None
    language: str | None = None
    updated: dt.date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class OutletRules:
    """Line rules of one outlet's pages (compiled regular expressions, searched in the stripped line)."""

    furniture: tuple[timed.Pattern, ...] = ()
    related_start: timed.Pattern | None = None
    related_lines: int = 0
    updated_pattern: timed.Pattern | None = None
    updated_format: str | None = None
    published_pattern: timed.Pattern | None = None
    published_format: str | None = None
    byline: tuple[timed.Pattern, ...] = ()


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
class CopyRules:
    """When two articles count once: `same` of the word sequences of both shared (0 to 1), in one outlet or between."""

    same: float = 0.6
    between_outlets: bool = False


@dataclass(frozen=True, slots=True)
class CorpusConfig:
    """All of one corpus.toml; `path` is None when it has none. `events` hold each event's days and articles' ids."""

    path: Path | None = None
    event: EventFacts = field(default_factory=EventFacts)
    articles: Mapping[str, ArticleFacts] = field(default_factory=dict)
    outlets: Mapping[str, OutletRules] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    topics: tuple[Topic, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    copies: CopyRules = CopyRules()
    codebooks: tuple[Path, ...] = ()  # a person's own, beside the shipped ones
    events: Mapping[str, tuple[EventFacts, tuple[str, ...]]] = field(default_factory=dict)
    pair_weights: Path | None = None

    @property
    def outlet_names(self) -> frozenset[str]:
        """The outlets of the corpus and those who wrote for them: an article may name any of them as its source."""
        named = (name for facts in self.articles.values() for name in (facts.outlet, facts.origin))
        return frozenset(name for name in (*named, *self.outlets) if name)


def config_path(corpus: Path) -> Path:
    """Where a corpus's own corpus.toml is looked for: in the folder, or beside the file under its name."""
    return corpus / "corpus.toml" if corpus.is_dir() else corpus.with_suffix(".toml")


def corrections_path(corpus: Path) -> Path:
    """Where a reader's corrections are looked for: in the folder, or beside the file under its name."""
    return corpus / "corrections.csv" if corpus.is_dir() else corpus.with_suffix(".corrections.csv")


def nearest(word: str, known: Iterable[str]) -> str:
    """A remedy for a name that is not known: the nearest one that is, else all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"known here: {', '.join(names)}" if names else "none is known here"


def _meant(key: str, known: Iterable[str]) -> str:
    """The known key that tables of articles call otherwise, too: `date` is `published`; else the key itself."""
    from newsparallax.codebooks import word_lists  # it needs this module

    called = next((names for names in word_lists("columns").values() if key in names), ())
    return next((name for name in known if name in called), key)


def load_config(path: Path) -> CorpusConfig:
    """Read and check one corpus.toml.

    Raises CorpusError for a file that cannot be read, is not TOML, or holds a wrong key, type, date or pattern.
    Whether the files it names exist is checked when the corpus is read.
    """
    if path.exists() and not path.is_file():
        raise CorpusError(f"{path}: is no file but a folder, a pipe or a device; put a file in its place")
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        what = f"cannot be read ({error.strerror})" if path.exists() else "there is no such file; check the spelling"
        raise CorpusError(f"{path}: {what}") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path}: is not TOML: {error}; names with spaces or dots stand in quotation marks") from None
    except (ValueError, RecursionError):  # a number of thousands of digits; nested without end
        raise CorpusError(f"{path}: holds a number too long, or is nested too deep; correct it") from None
    top = _Section(path, "", data)
    top.only("event", "articles", "outlets", "actors", "topics", "columns", "copies", "codebooks", "events", "pairs")
    return CorpusConfig(
        path=path,
        event=_event(top.section("event")),
        articles={s.name: _article(s) for s in top.sections("articles")},
        outlets={s.name: _outlet(s) for s in top.sections("outlets")},
        actors=_actors(top.sections("actors")),
        topics=tuple(_topic(s) for s in top.sections("topics")),
        columns=_columns(top.section("columns")),
        copies=_copies(top.section("copies")),
        codebooks=_codebooks(top),
        events={s.name: (_event(s, "articles"), s.texts("articles")) for s in top.sections("events")},
        pair_weights=_pair_weights(top.section("pairs")),
    )


def _event(s: _Section, *more: str) -> EventFacts:
    s.only("name", "days", "window", *more)
    days = s.value("days", _dates, "a list of dates, as [2024-03-01]") or ()
    window = s.value("window", _dates, "two dates, as [2024-02-15, 2024-04-15]")
    if window is not None and (len(window) != 2 or window[0] > window[1]):
        s.fail("window", "must be two dates, the earlier one first")
    if window is not None and any(not window[0] <= day <= window[1] for day in days):
        s.fail("days", "has a day outside of the window; widen the window")
    return EventFacts(s.text("name"), tuple(sorted(days)), (window[0], window[1]) if window else None)


def _article(s: _Section) -> ArticleFacts:
    s.only("outlet", "origin", "url", "headline", "published", "published_from", "updated", "language", "note")
    return ArticleFacts(
        **{key: s.text(key) for key in ("outlet", "origin", "url", "headline", "published_from", "note")},
        published=s.value("published", _date, _A_DATE),
        updated=s.value("updated", _date, _A_DATE),
        language=s.value("language", _language, 'the two letters of a language, as "en"'),
    )


def _outlet(s: _Section) -> OutletRules:
    s.only("furniture", "related", "updated", "published", "byline")
    related, updated, published = s.section("related"), s.section("updated"), s.section("published")
    related.only("start", "lines")
    lines = related.value("lines", lambda v: v if type(v) is int and v > 0 else _no(), "a number of lines, 1 or more")
    if related.data:
        related.need("start")
    for dated in (updated, published):
        dated.only("pattern", "format")
        if dated.data:
            dated.need("pattern")
            dated.need("format")
            pattern = dated.pattern("pattern")
            if pattern is not None and pattern.groups != 1:
                dated.fail("pattern", "must hold one group in round brackets: the words that `format` reads")
    return OutletRules(
        furniture=s.patterns("furniture"),
        related_start=related.pattern("start"),
        related_lines=lines or 0,
        updated_pattern=updated.pattern("pattern"),
        updated_format=updated.text("format"),
        published_pattern=published.pattern("pattern"),
        published_format=published.text("format"),
        byline=s.patterns("byline"),
    )


def _actors(sections: Iterable[_Section]) -> tuple[Actor, ...]:
    """The actors; none may be called as another is."""
    found: dict[str, Actor] = {}
    called: dict[str, str] = {}
    for s in sections:
        actor = found[s.name] = _actor(s)
        for alias in (actor.name, *actor.aliases):
            other = called.setdefault(alias.casefold(), actor.name)
            if other != actor.name:
                s.fail("aliases", f"has {alias!r}, which is {other!r}, too; leave it to one of them")
    return tuple(found.values())


def _actor(s: _Section) -> Actor:
    s.only("aliases", "offices", "side", "type")
    kind = s.text("type")
    if kind is not None and kind not in _ACTOR_TYPES:
        s.fail("type", f"is {kind!r}; {nearest(kind, _ACTOR_TYPES)}")
    return Actor(s.name, s.texts("aliases"), s.texts("offices"), s.text("side"), kind)


def _topic(s: _Section) -> Topic:
    s.only("label", "definition", "patterns", "examples", "counter_examples")
    s.need("patterns")
    return Topic(
        key=s.name,
        label=s.text("label") or s.name.replace("_", " ").replace("-", " ").capitalize(),
        definition=s.text("definition") or "",
        patterns=tuple(p.pattern for p in s.patterns("patterns")),
        examples=s.texts("examples"),
        counter_examples=s.texts("counter_examples"),
    )


def _columns(s: _Section) -> dict[str, str]:
    s.only(*COLUMNS)
    return {key: name for key in COLUMNS if (name := s.text(key)) is not None}


def _codebooks(s: _Section) -> tuple[Path, ...]:
    """Files or folders of codebooks, told from where corpus.toml stands."""
    given = (s.data.get("codebooks"),) if isinstance(s.data.get("codebooks"), str) else s.texts("codebooks")
    places = tuple(s.path.parent / str(place) for place in given)
    if missing := [str(place) for place in places if not place.exists()]:
        s.fail("codebooks", f"names {missing[0]}, which is not there; name a file or a folder of codebooks")
    return places


def _pair_weights(s: _Section) -> Path | None:
    """The file of weights that pairs of passages are scored by, named beside the corpus.toml."""
    s.only("weights")
    named = s.text("weights")
    return s.path.parent / named if named else None


def _copies(s: _Section) -> CopyRules:
    s.only("same", "between_outlets")
    same = s.value("same", lambda v: v if isinstance(v, (int, float)) and 0 < v <= 1 else _no(), "a share, as 0.6")
    between = s.value("between_outlets", lambda v: v if isinstance(v, bool) else _no(), "true or false")
    return CopyRules(CopyRules().same if same is None else float(same), bool(between))


COLUMNS = (
    *("text", "id", "outlet", "origin", "headline", "dek", "date", "updated"),
    *("authors", "section", "url", "language", "event"),
)
_ACTOR_TYPES = ("person", "organisation", "place", "outlet")
_A_DATE = "a date, as 2024-03-01 (without quotation marks)"


class _WrongError(Exception):
    """A value is not what its key asks for."""


def _no() -> NoReturn:
    raise _WrongError


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.strip() else _no()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(_text, value)) if isinstance(value, list) else _no()


def _date(value: object) -> dt.date:
    if isinstance(value, str):
        with suppress(ValueError):
            return dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else _no()


def _language(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch("[a-z]{2,3}", value) else _no()


def _dates(value: object) -> list[dt.date]:
    return [_date(v) for v in value] if isinstance(value, list) else _no()


@dataclass(frozen=True, slots=True)
class _Section:
    """One table of the file, and how to say where in it something is wrong."""

    path: Path
    key: str
    data: Mapping[str, Any]
    name: str = ""

    def fail(self, key: str, what: str) -> NoReturn:
        raise CorpusError(f"{self.path}: {self._full(key)} {what}")

    def _full(self, key: str) -> str:
        return f"{self.key}.{key}" if self.key else key

    def only(self, *known: str) -> None:
        for key in self.data:
            if key not in known:
                self.fail(key, f"is not a key of newsparallax; {nearest(_meant(key, known), known)}")

    def need(self, key: str) -> None:
        if key not in self.data:
            self.fail(key, "is missing; add it")

    def value(self, key: str, convert: Callable[[object], _T], wanted: str) -> _T | None:
        if key not in self.data:
            return None
        try:
            return convert(self.data[key])
        except _WrongError:
            self.fail(key, f"is {self.data[key]!r}; it must be {wanted}")

    def text(self, key: str) -> str | None:
        return self.value(key, _text, "words in quotation marks")

    def texts(self, key: str) -> tuple[str, ...]:
        return self.value(key, _texts, 'a list of words, as ["one", "two"]') or ()

    def _compiled(self, key: str, pattern: str) -> timed.Pattern:
        try:
            return timed.compiled(pattern, where=f"{self.path}: {self._full(key)}")
        except re.error as error:
            what = f"has {pattern!r}, which is no regular expression ({error})"
            self.fail(key, f"{what}; put a backslash before ( [ . ? *")

    def pattern(self, key: str) -> timed.Pattern | None:
        text = self.text(key)
        return None if text is None else self._compiled(key, text)

    def patterns(self, key: str) -> tuple[timed.Pattern, ...]:
        return tuple(self._compiled(key, p) for p in self.texts(key))

    def section(self, key: str) -> _Section:
        return self._table(key, self.data.get(key, {}), key)

    def sections(self, key: str) -> list[_Section]:
        return [self._table(f'{key}."{name}"', data, name) for name, data in self.section(key).data.items()]

    def _table(self, key: str, data: Any, name: str) -> _Section:
        if not isinstance(data, dict):
            self.fail(key, f"is {data!r}; it must be a table, as [{self._full(key)}]")
        return _Section(self.path, self._full(key), data, name)
