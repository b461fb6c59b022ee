"""A corpus as it was read: its articles, every line of them with a role, and what to know about the reading."""

from __future__ import annotations

import shlex
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from newsparallax import codebooks
from newsparallax.corpus import (
    ArticleFacts,
    CopyRules,
    CorpusConfig,
    CorpusError,
    OutletRules,
    config_path,
    load_config,
    nearest,
)
from newsparallax.reading import dates, roles
from newsparallax.reading.article import TAGGED, TOLD, Article, Dated, Line, Notice, Paragraph
from newsparallax.reading.dating import article_dates
from newsparallax.reading.divide import dateline
from newsparallax.reading.duplicates import copies, difference
from newsparallax.reading.language import language
from newsparallax.reading.layout import Page, normal
from newsparallax.reading.outlets import one_name
from newsparallax.reading.paragraphs import LONGEST, paragraphs
from newsparallax.reading.sources import Source, sources
from newsparallax.reading.timing import timing
from newsparallax.reading.units import Span, Unit, split_lines, units
from newsparallax.tables import Row, row_of
from newsparallax.words import count_words

_REPEATED_ON = 3  # pages of one outlet a line must stand on to be furniture


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read: `articles` in the order of their files or rows, `notices` on everything that needs a word.

    `events` are those its articles are said to tell, where that is said.
    """

    path: Path
    config: CorpusConfig
    articles: tuple[Article, ...]
    notices: tuple[Notice, ...]
    events: tuple[str, ...] = ()

    @property
    def tagged(self) -> tuple[Article, ...]:
        """The articles that are tagged: in English, with a story."""
        return tuple(a for a in self.articles if a.paragraphs)

    @property
    def comparable(self) -> tuple[Article, ...]:
        """The tagged articles that are compared: each once."""
        return tuple(a for a in self.articles if a.left_out is None)


@dataclass(frozen=True, slots=True)
class _Draft:
    """One text on its way to an article: its lines and paragraphs, and what corpus.toml and its row say of it."""

    source: Source
    facts: ArticleFacts
    rules: OutletRules
    outlet: str
    spans: list[Span]
    units: list[Unit]


def read_corpus(path: Path, config: Path | None = None) -> Corpus:
    """Read a folder of texts, an export or a table of articles, with its corpus.toml (`config`: another place for it).

    Files and rows that cannot be read become notices of severity `skipped`; nothing else is lost. Raises CorpusError
    for a path that is no corpus, a wrong corpus.toml, or a corpus without a single readable article.
    """
    settings = settings_of(path, config)
    return read_sources(path, settings, list(sources(path, settings.columns)))


def read_sources(path: Path, settings: CorpusConfig, found: Sequence[Source | Notice]) -> Corpus:
    """The corpus of some texts and notices that `sources` found. Raises CorpusError as `read_corpus` does."""
    texts = one_name([item for item in found if isinstance(item, Source)])
    notices = [item for item in found if isinstance(item, Notice)]
    facts = _facts(texts, notices, settings)
    if not texts:
        what = "; ".join(f"{n.file} {n.message}" for n in notices[:3]) or "no .txt or .html file, or no row, in it"
        raise CorpusError(f"{path}: holds no article that can be read ({what})")
    drafts = [_draft(source, facts[source.id], settings) for source in texts]
    repeated = _repeated(drafts)
    order = dates.numeric_order(source.given["date"] for source in texts if source.given.get("date"))
    read = _left_out([_article(draft, repeated[draft.outlet], settings, order) for draft in drafts])
    articles = _copies(read, settings.copies)
    of = {a.id: a for a in articles}
    told = [n for a in articles for n in (*_article_notices(a), *_copy_notices(a, of.get(a.copy_of or "")))]
    said = (*notices, *told, *_corpus_notices(path, settings, articles))
    events = {event: None for source in texts if (event := source.given.get("event"))} | dict.fromkeys(settings.events)
    return Corpus(path, settings, tuple(articles), said, tuple(events))


def settings_of(path: Path, config: Path | None) -> CorpusConfig:
    """The corpus.toml of a corpus, its topics compiled. Raises CorpusError where it cannot be used."""
    beside = config_path(path)
    if config is None and not beside.exists():
        return CorpusConfig()
    settings = load_config(config or beside)
    try:  # the topics' patterns are of the codebooks' own pattern language, and compiled at first use
        codebooks.of_corpus(settings.topics).hits("")
    except codebooks.CodebookError as error:
        raise CorpusError(f"{settings.path}: {str(error).removeprefix(f'{codebooks.CORPUS}: ')}") from None
    return settings


def _facts(texts: Sequence[Source], notices: Sequence[Notice], settings: CorpusConfig) -> dict[str, ArticleFacts]:
    """What corpus.toml says of each article, by article id. Raises CorpusError for a file or id the corpus lacks."""
    names = {source.id: source.id for source in texts}
    names |= {source.file: source.id for source in texts if source.line is None}
    known = names.keys() | {n.file for n in notices if n.line is None}
    for name in settings.articles:
        if name not in known:
            raise CorpusError(f'{settings.path}: articles."{name}" is no article of the corpus; {nearest(name, known)}')
    given = {names[name]: fact for name, fact in settings.articles.items() if name in names}
    return {source.id: given.get(source.id, ArticleFacts()) for source in texts}


def _draft(source: Source, facts: ArticleFacts, settings: CorpusConfig) -> _Draft:
    outlet = facts.outlet or source.given.get("outlet") or source.id
    spans = split_lines(source.text)
    rules = settings.outlets.get(outlet, OutletRules())
    return _Draft(source, facts, rules, outlet, spans, units(source.text, spans))


def _repeated(drafts: Sequence[_Draft]) -> dict[str, frozenset[str]]:
    """For each outlet the lines, as compared, that three or more of its pages carry."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        counts[draft.outlet].update({normal(draft.source.text[u.start : u.end]) for u in draft.units})
    return {outlet: frozenset(w for w, n in found.items() if n >= _REPEATED_ON) for outlet, found in counts.items()}


def _article(draft: _Draft, repeated: Collection[str], settings: CorpusConfig, order: dates.Order) -> Article:
    source, facts, text = draft.source, draft.facts, draft.source.text
    title = facts.headline or source.given.get("headline")
    given = source.given
    authors = tuple(filter(None, given.get("authors", "").split("; ")))
    page = Page(text, draft.units, draft.outlet, draft.rules, title, repeated, given.get("dek"), authors)
    divided = list(roles.parts(text, roles.label(page)))
    parts = [part for _, found in divided for part in found]
    tagged = tuple(paragraphs(text, divided))
    told = " ".join(text[p.start : p.end] for p in tagged)
    dated = article_dates(source, facts, draft.rules, parts, settings.event, order)
    when, when_from = timing(settings.event, dated, _opening(text, tagged))
    headed = any(p.role == "headline" for p in parts)
    agencies = [d.agency for p in parts if p.role == "dateline" and (d := dateline(text, p.start, len(text)))]
    return Article(
        id=source.id,
        file=source.file,
        text=text,
        encoding=source.encoding,
        language=facts.language or given.get("language", "")[:2].lower() or language(told or text),
        outlet=draft.outlet,
        origin=facts.origin or source.given.get("origin") or next((a for a in agencies if a), None),
        url=facts.url or source.given.get("url"),
        lines=roles.lines(text, draft.spans, divided),
        paragraphs=tagged,
        dates=dated,
        note=facts.note,
        title=None if headed else title,
        timing=when,
        timing_from=when_from,
        authors=authors or roles.signed(text, parts),
        section=given.get("section"),
    )


def _opening(text: str, tagged: Sequence[Paragraph]) -> str:
    """Headline, dek and the first two paragraphs of the story."""
    told = [p for p in tagged if p.role in TOLD]
    body = [p for p in told if p.role == "body"][:2]
    return "\n".join(text[p.start : p.end] for p in told if p.role in ("headline", "dek") or p in body)


def _left_out(articles: Sequence[Article]) -> list[Article]:
    """The articles, those that are not to be tagged and compared marked with the reason."""
    marked = []
    for article in articles:
        reason = None
        if article.language not in (None, "en"):
            reason = f"language {article.language}"
        elif not any(p.role == "body" for p in article.paragraphs):
            reason = "no body"
        marked.append(replace(article, left_out=reason, paragraphs=()) if reason else article)
    return marked


def _copies(articles: Sequence[Article], rules: CopyRules) -> list[Article]:
    """The articles, copies of earlier ones marked; those that count as the same article are left out.

    One text in two outlets is shared wire text, a finding; twice in one outlet it is a mistake of the collection.
    """
    found = copies([a for a in articles if a.left_out is None])
    of = {a.id: a for a in articles}
    marked = []
    for article in articles:
        copy = found.get(article.id)
        if copy:
            article = replace(article, copy_of=copy.of, copied=round(copy.share, 3))  # noqa: PLW2901
            if copy.same >= rules.same and (rules.between_outlets or _one_outlet(article, of[copy.of])):
                article = replace(article, left_out=f"the same article as {copy.of}")  # noqa: PLW2901
        marked.append(article)
    return marked


def _one_outlet(one: Article, other: Article) -> bool:
    """Whether two copies count as one outlet's: the same name, or a name not known for one of them."""
    return one.outlet == other.outlet or one.outlet == one.id or other.outlet == other.id


def _article_notices(article: Article) -> Iterator[Notice]:
    def notice(kind: str, message: str, remedy: str) -> Notice:
        return Notice(article.file, "warning", kind, message, remedy, None, article.id)

    reason = article.left_out or ""
    if reason.startswith("language"):
        yield notice(
            "language",
            f"is taken to be in another language ({article.language}); it is listed, not tagged or compared",
            'if it is English, say language = "en" for it in corpus.toml; else add a translation',
        )
    elif reason == "no body":
        yield notice("no-body", "has no body text; it is listed, not tagged or compared", "check its lines' roles")
    if long := [x.line for x in article.lines if x.role in TAGGED and x.end - x.start > LONGEST]:
        what = f"has a paragraph of more than {LONGEST:,} characters (line {long[0]}); it is parsed in pieces"
        yield notice("long-paragraph", what, "divide it where its paragraphs end")
    if article.headline is None and article.title is None:
        yield notice("no-headline", "has no line that reads as a headline", "give `headline` in corpus.toml or the row")
    for date in article.dates:
        if date.kind != "page" and date.value is None:
            words = "" if date.start is None else f' "{article.text[date.start : date.end]}"'
            yield notice(
                "date", f"has a {date.kind} date{words} that is not settled", date.note or "give it in corpus.toml"
            )


def _copy_notices(article: Article, other: Article | None) -> Iterator[Notice]:
    if other is None:
        return
    what = f"{article.copied:.0%} of its word sequences stand in {other.id}; {difference(article, other)}"
    if article.left_out:
        message, remedy = f"is {article.left_out}; it is listed and tagged, not compared ({what})", "take one out, or"
    else:
        message, remedy = f"copies {other.id}, of another outlet or in part; both are compared ({what})", ""
    remedy = f"{remedy} set [copies] in corpus.toml".strip()
    severity: Literal["warning", "note"] = "warning" if article.left_out else "note"
    yield Notice(article.file, severity, "duplicate", message, remedy, None, article.id)


def _corpus_notices(path: Path, settings: CorpusConfig, articles: Sequence[Article]) -> Iterator[Notice]:
    outlets = {a.outlet for a in articles}
    for name in settings.outlets:
        if name not in outlets:
            yield Notice(
                str(settings.path),
                "warning",
                "outlet",
                f"outlets.{name} names no outlet of the corpus",
                nearest(name, outlets),
            )
    if settings.path is None:
        unnamed = sum(a.outlet == a.id for a in articles)
        names = f"{unnamed} of {len(articles)} articles have no outlet's name but their own, " if unnamed else ""
        yield Notice(
            config_path(path).name,
            "note",
            "no-config",
            f"there is no corpus.toml: {names}speakers are on no side, and nothing is known of the event, so that "
            "articles from before and after it are not told apart",
            f"`newsparallax init {shlex.quote(path.name or str(path))}` drafts one, or `draft()` in Python",
        )


def rows(corpus: Corpus) -> dict[str, list[Row]]:
    """Rows of the tables `corpus`, `articles`, `texts`, `lines`, `dates` and `notices`."""
    return {
        "corpus": [_corpus_row(corpus)],
        "articles": [_article_row(a) for a in corpus.articles],
        "texts": [{"article_id": a.id, "text": a.text} for a in corpus.articles],
        "lines": [_placed(a, line) for a in corpus.articles for line in a.lines],
        "dates": [_date_row(a, date) for a in corpus.articles for date in a.dates],
        "notices": [asdict(notice) for notice in corpus.notices],
    }


def _corpus_row(corpus: Corpus) -> Row:
    event, window = corpus.config.event, corpus.config.event.window
    return {
        "name": corpus.path.resolve().stem,
        "event": event.name,
        "days": [day.isoformat() for day in event.days],
        "window_start": window[0].isoformat() if window else None,
        "window_end": window[1].isoformat() if window else None,
        "config": corpus.config.path.name if corpus.config.path else None,
        "codebooks": [path.name for path in codebooks.own_files(corpus.config.codebooks)],
    }


def _article_row(article: Article) -> Row:
    start, end = article.headline or (None, None)
    published = article.published
    told = [line for line in article.lines if line.role in TOLD]
    return row_of(
        "articles",
        article,
        article_id=article.id,
        headline=article.title if start is None else article.text[start:end],
        headline_start=start,
        headline_end=end,
        published=published.value.isoformat() if published and published.value else None,
        published_from=_known(published.known_from, published.kind) if published else None,
        characters=len(article.text),
        body_words=sum(count_words(article.text[x.start : x.end]) for x in told),
        authors=list(article.authors),
    )


def _known(known_from: str, kind: str) -> str:
    return f"{kind}: {known_from}" if known_from.startswith("text") else known_from


def _placed(article: Article, found: Line | Dated) -> dict[str, Any]:
    """What is known of a line or a date, with its article and its words."""
    words = None if found.start is None else article.text[found.start : found.end]
    return {**asdict(found), "article_id": article.id, "words": words}


def _date_row(article: Article, date: Dated) -> Row:
    return {**_placed(article, date), "value": date.value.isoformat() if date.value else None}
