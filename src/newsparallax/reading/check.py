"""How a corpus was read, in plain text: what `newsparallax check CORPUS` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsparallax.reading.article import TOLD, Article, Dated, Notice
from newsparallax.reading.read import Corpus
from newsparallax.words import count_words

_ASIDE = ("byline", "dateline", "caption", "credit", "related", "furniture", "duplicate")
_WIDTH = 72


def report(corpus: Corpus) -> str:
    """Each file with its encoding, roles, dates, lines set aside and warnings; then what was not read at all."""
    return "\n".join(_lines(corpus)) + "\n"


def _lines(corpus: Corpus) -> Iterator[str]:
    outlets = {a.outlet for a in corpus.articles}
    yield f"{corpus.path}: {_count(len(corpus.articles), 'article')} of {_count(len(outlets), 'outlet')}"
    event = corpus.config.event
    if event.name or event.days:
        days = ", ".join(day.isoformat() for day in event.days) or "day not given"
        yield f"event: {event.name or 'not named'} ({days})"
    mine = {a.id for a in corpus.articles}
    for article in corpus.articles:
        yield ""
        yield from _article(article, [n for n in corpus.notices if n.article_id == article.id])
    rest = [n for n in corpus.notices if n.article_id not in mine]
    for title, severity in (("not read:", "skipped"), ("warnings:", "warning"), ("notes:", "note")):
        found = [n for n in rest if n.severity == severity]
        if found:
            yield ""
            yield title
            yield from (f"  {n.place}: {_said(n)}" for n in found)


def _article(article: Article, notices: list[Notice]) -> Iterator[str]:
    text, told = article.text, [x for x in article.lines if x.role in TOLD]
    words = sum(count_words(text[x.start : x.end]) for x in told)
    yield article.file if article.id in article.file else f"{article.id} ({article.file})"
    wrote = f"; written by {article.origin}" if article.origin else "; who wrote it is not known"
    yield f"  outlet    {article.outlet}{wrote}"
    yield f"  read as   {article.encoding}, language {article.language or 'not clear'}, {_count(words, 'word')} told"
    headline = article.headline
    shown = _short(text[slice(*headline)]) if headline else article.title and f"{article.title} (not in the text)"
    yield f"  headline  {shown or 'none'}"
    for date in article.dates:
        yield f"  date      {_date(article, date)}"
    if not article.dates:
        yield "  date      none"
    yield f"  timing    {article.timing}: {article.timing_from}"
    roles = Counter(x.role for x in article.lines if x.role != "blank")
    yield f"  lines     {', '.join(f'{n} {role}' for role, n in roles.items())}"
    for line in article.lines:
        if line.role in _ASIDE:
            yield f"    {line.line:>4} {line.role:<9} {_short(text[line.start : line.end])}  [{line.rule}]"
    for notice in notices:
        yield f"  {notice.severity}: {_said(notice)}"


def _date(article: Article, date: Dated) -> str:
    words = "" if date.start is None else f' "{article.text[date.start : date.end]}"'
    note = f"; {date.note}" if date.note else ""
    return f"{date.kind} {date.value or 'not settled'}{words} (from {date.known_from}{note})"


def _said(notice: Notice) -> str:
    return f"{notice.message}; {notice.remedy}" if notice.remedy else notice.message


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 1]}…"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
