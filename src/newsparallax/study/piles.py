"""A pile of articles as a table of events for a person to correct, with the evidence for each article."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from newsparallax import files
from newsparallax.coders.sheets import csv_of
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.reading.article import TOLD, Article
from newsparallax.reading.read import read_sources, settings_of
from newsparallax.reading.sources import Source, sources
from newsparallax.study import grouping
from newsparallax.study.division import slug
from newsparallax.study.grouping import Group, Terms, Told, product
from newsparallax.words import from_cell

FILE = "events.csv"
COLUMNS = (
    *("event", "correction", "article_id", "outlet", "day", "headline", "likeness", "shared_words"),
    *("nearest_other_event", "nearest_likeness", "sure"),
)
_CHUNK = 1000  # articles read at once: memory stays flat, however long the pile
_MARGIN = 0.05  # likeness from the border between one event and two within which a person should look
_SHOWN = 8  # shared words shown for an article
Row = dict[str, str]


def read(path: Path, config: Path | None, progress: Callable[[int], None] = lambda done: None) -> list[Told]:
    """What is known of each article of a pile that is in English and tells a story."""
    settings = settings_of(path, config)
    found: list[Told] = []
    everything = sources(path, settings.columns)
    while chunk := list(islice(everything, _CHUNK)):
        texts = [item for item in chunk if isinstance(item, Source)]
        if texts:
            names = {name for source in texts for name in (source.id, source.file)}
            kept = {name: facts for name, facts in settings.articles.items() if name in names}
            found += _told(path, replace(settings, articles=kept), texts)
            progress(len(found))
    if not found:
        raise CorpusError(f"{path}: holds no article that can be read; see what `newsparallax check` says of it")
    return found


def _told(path: Path, settings: CorpusConfig, texts: Sequence[Source]) -> Iterator[Told]:
    for article in read_sources(path, settings, texts).articles:
        if article.paragraphs:
            published = article.published
            day = published.value.toordinal() if published and published.value else None
            headline = _headline(article)
            told = [article.text[p.start : p.end] for p in article.paragraphs if p.role in TOLD]
            if article.headline is None:
                told.insert(0, headline)
            yield grouping.told(article.id, article.outlet, day, headline, "\n".join(told))


def _headline(article: Article) -> str:
    if article.headline is None:
        return article.title or ""
    return " ".join(article.text[slice(*article.headline)].split())


def table(articles: Sequence[Told], corrected: dict[str, str] | None = None) -> list[Row]:
    """A row for each article, the articles of one event together, largest events first.

    `corrected` is what a person said before, by article id: it is kept, and stands beside what is found.
    """
    vectors = grouping.weighed(articles)
    found = grouping.groups(articles, vectors)
    of = {member: group for group in found for member in group.members}
    beside = _beside(articles, vectors, of)
    names: dict[int, str] = {}
    taken: set[str] = set()
    for group in found:
        names[id(group)] = _name(articles, vectors, group, taken)
        taken.add(names[id(group)])
    ordered = sorted(found, key=lambda g: (-len(g.members), names[id(g)]))
    return [
        _row(articles, vectors, member, group, names, beside.get(member), corrected or {})
        for group in ordered
        for member in sorted(group.members, key=lambda m: (articles[m].day or 0, articles[m].outlet, articles[m].id))
    ]


def _name(articles: Sequence[Told], vectors: Sequence[Terms], group: Group, taken: set[str]) -> str:
    """The day the event is first told and the headline of the article that is most like the others."""
    middle = max(group.members, key=lambda m: (bool(articles[m].headline), product(vectors[m], group.total), -m))
    day = f"{dt.date.fromordinal(min(group.days))} " if group.days else ""
    words = articles[middle].headline or articles[middle].id
    return slug(f"{day}{' '.join(words.split()[:8])}", taken)


def _beside(articles: Sequence[Told], vectors: Sequence[Terms], of: dict[int, Group]) -> dict[int, tuple[float, Group]]:
    """For each article the likest other event among those of its candidates."""
    best: dict[int, tuple[float, Group]] = {}
    for _, one, other in grouping.near(articles, vectors):
        for mine, theirs in ((one, other), (other, one)):
            if of[mine] is of[theirs]:
                continue
            day = articles[mine].day
            like = Group([mine], vectors[mine], [] if day is None else [day]).like(of[theirs])
            if mine not in best or like > best[mine][0]:
                best[mine] = like, of[theirs]
    return best


def _row(
    articles: Sequence[Told],
    vectors: Sequence[Terms],
    member: int,
    group: Group,
    names: dict[int, str],
    beside: tuple[float, Group] | None,
    corrected: dict[str, str],
) -> Row:
    article, alone = articles[member], len(group.members) == 1
    rest = {term: group.total[term] - weight for term, weight in vectors[member].items()}
    like = 0.0 if alone else product(vectors[member], rest) / (len(group.members) - 1)
    shared = Counter({term: weight * rest[term] for term, weight in vectors[member].items() if rest[term] > 1e-9})
    other, name = (beside[0], names[id(beside[1])]) if beside else (0.0, "")
    sure = (alone or like >= grouping.LIKE + _MARGIN) and other < grouping.LIKE - _MARGIN
    return {
        "event": names[id(group)],
        "correction": corrected.get(article.id, ""),
        "article_id": article.id,
        "outlet": article.outlet,
        "day": "" if article.day is None else dt.date.fromordinal(article.day).isoformat(),
        "headline": article.headline,
        "likeness": "" if alone else f"{like:.2f}",
        "shared_words": " ".join(term for term, _ in shared.most_common(_SHOWN)),
        "nearest_other_event": name,
        "nearest_likeness": f"{other:.2f}" if name else "",
        "sure": "yes" if sure else "look",
    }


def sizes(rows: Sequence[Row]) -> Counter[str]:
    """Articles of each event."""
    return Counter(row["event"] for row in rows)


def corrections(path: Path) -> dict[str, str]:
    """What a person wrote into the column `correction` of an earlier table, by article id."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {from_cell(r["article_id"]): from_cell(r["correction"]) for r in rows if r.get("correction", "").strip()}


def write(rows: Sequence[Row], path: Path) -> None:
    """The table as CSV, for a spreadsheet."""
    files.put(path, csv_of(COLUMNS, [[row[column] for column in COLUMNS] for row in rows]))
