"""What a notebook shows of an event: its card, an article, passages in context. Plain text where there is no HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

import pandas as pd

from newsparallax.corpus import CorpusError, nearest
from newsparallax.reporting.desk import Desk, known, span
from newsparallax.reporting.layers import LAYERS
from newsparallax.reporting.passages import ASIDE, Span
from newsparallax.tables import by, records

Mark = tuple[int, int, str]  # start, end, label
CLAIMS = 3  # on the card


@dataclass(frozen=True, slots=True)
class Shown:
    """Something to look at: HTML in a notebook, plain text elsewhere."""

    text: str
    html: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Shown: {len(self.text)} characters; print() shows them>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.text)

    def _repr_html_(self) -> str:
        return f'<div class="newsparallax">{self.html}</div>'


def article(desk: Desk, which: str, highlight: str | Sequence[str]) -> Shown:
    """The articles of an outlet, or the one with an id, with one layer or more marked."""
    rows = desk.articles
    meant = known("outlet or article", which, [*desk.outlets, *rows["article_id"]])
    chosen = rows[rows["article_id"].isin(meant) | rows["outlet"].isin(meant)]
    wanted = [highlight] if isinstance(highlight, str) else list(highlight)
    if unknown := [name for name in wanted if name not in LAYERS]:
        raise CorpusError(f"highlight={unknown[0]!r}: cannot be marked; {nearest(unknown[0], LAYERS)}")
    marks = by((mark for name in wanted for mark in LAYERS[name](desk)), lambda mark: mark.place[0])
    return joined(
        _article(desk, row, [(*mark.place[1:], mark.label) for mark in marks[row["article_id"]]])
        for row in records(chosen)
    )


def joined(parts: Iterable[Shown]) -> Shown:
    """Some things to look at as one."""
    own = list(parts)
    return Shown("\n\n".join(part.text for part in own), "".join(part.html for part in own))


def _article(desk: Desk, row: dict[str, Any], marks: list[Mark]) -> Shown:
    text = desk.texts.texts[row["article_id"]]
    about = " · ".join(str(v) for v in (row["published"], f"{row['body_words']:,} words", row["file"]) if v)
    plain, html = [f"{row['outlet']}  ({about})"], [f"<h4>{escape(row['outlet'])} <small>{escape(about)}</small></h4>"]
    number = 0
    for sentences in _lines(desk, row["article_id"]):
        for at, (sentence, role) in enumerate(sentences):
            low, high = sentence.start, sentence.start + len(sentence.words)
            number = sentence.number
            words = marked(text, low, high, marks)
            plain.append(f"{number:>4}  {words.text}")
            html.append(("<p>" if at == 0 else " ") + f"{_toned(words.html, role)} <small>{number}</small>")
        html.append("</p>")
    return Shown("\n".join(plain), "".join(html))


def _lines(desk: Desk, article_id: str) -> Iterator[list[Any]]:
    """The sentences of an article line by line, without what stands aside of it."""
    line: list[Any] = []
    for sentence, role in desk.texts.sentences[article_id]:
        if role in ASIDE:
            continue
        if line and line[-1][0].line != sentence.line:
            yield line
            line = []
        line.append((sentence, role))
    if line:
        yield line


def _toned(html: str, role: str) -> str:
    return f"<b>{html}</b>" if role == "headline" else html


def marked(text: str, low: int, high: int, marks: Iterable[Mark]) -> Shown:
    """text[low:high] with marks: 〔words〕 in plain text, <mark> in HTML, a label after the last of its words."""
    own = [(max(s, low), min(e, high), label, e <= high) for s, e, label in marks if s < high and e > low]
    cuts = sorted({low, high, *(at for s, e, *_ in own for at in (s, e))})
    plain, html = "", ""
    for start, end in pairwise(cuts):
        words = " ".join(text[start:end].split("\n"))
        inside = any(s <= start and end <= e for s, e, *_ in own)
        labels = "; ".join(dict.fromkeys(label for _, e, label, last in own if e == end and last and label))
        plain += (f"〔{words}〕" if inside else words) + (f" ({labels})" if labels else "")
        html += (f"<mark>{escape(words)}</mark>" if inside else escape(words)) + (
            f" <small>{escape(labels)}</small>" if labels else ""
        )
    return Shown(plain, html)


def context(desk: Desk, rows: object, around: int) -> Shown:
    """The sentences that rows point to, each with `around` sentences on either side; the words marked.

    `rows` is a table or a row with `article_id`, `start` and `end`, or with `evidence`; or places as
    `article_id:start:end`.
    """
    return joined(_in_context(desk, place, around) for place in dict.fromkeys(_places(rows)))


def _places(rows: object) -> Iterator[Span]:
    if isinstance(rows, str):
        yield span(rows)
    elif isinstance(rows, pd.DataFrame):
        for row in records(rows):
            yield from _places(row)
    elif isinstance(rows, (pd.Series, dict)):
        if {"article_id", "start", "end"} <= set(rows.keys()):
            yield str(rows["article_id"]), int(rows["start"]), int(rows["end"])
        elif "evidence" in rows:
            yield from _places(rows["evidence"])
        else:
            raise CorpusError("context: a row needs `article_id`, `start` and `end`, or `evidence`")
    elif isinstance(rows, Iterable):
        found = list(rows)
        if len(found) == 3 and isinstance(found[1], int):
            yield str(found[0]), int(found[1]), int(found[2])
        else:
            for row in found:
                yield from _places(row)
    else:
        raise CorpusError(f"context: {rows!r} points to no passage; give rows of a table")


def _in_context(desk: Desk, place: str | Span, around: int) -> Shown:
    article_id, start, end = place = span(place)
    if article_id not in desk.texts.texts:
        raise CorpusError(f"no article {article_id!r}; {nearest(article_id, desk.texts.texts)}")
    text, own = desk.texts.texts[article_id], [s for s, _ in desk.texts.sentences[article_id]]
    at = own.index(desk.texts.sentence(place))
    near = own[max(at - around, 0) : at + around + 1]
    last = max(near[-1].start + len(near[-1].words), end)
    words = marked(text, near[0].start, last, [(start, end, "")])
    name = f"{own[at].outlet} {own[at].number}"
    return Shown(f"{name}: {words.text}", f"<p><b>{escape(name)}</b> {words.html}</p>")


def card(desk: Desk, claims: Iterable[tuple[str, str | Span | None]], title: str) -> Shown:
    """The event at a glance: its outlets with their articles, and the first claims with a passage behind each."""
    plain, html = [title], [f"<h3>{escape(title)}</h3>"]
    head = ("outlet", "origin", "published", "timing", "words")
    html.append(f"<table><tr>{''.join(f'<th>{name}</th>' for name in head)}</tr>")
    for row in records(desk.articles):
        told = [row["outlet"], row["origin"], row["published"], row["timing"], f"{row['body_words']:,}"]
        cells = ["" if v is None else str(v) for v in told]
        plain.append("  " + ", ".join(c for c in cells[:3] if c) + f", {cells[4]} words")
        html.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    html.append("</table><ol>")
    for number, (sentence, place) in enumerate(claims, 1):
        plain.append(f"{number}. {sentence}")
        where = _in_context(desk, place, 0).html if place else ""
        html.append(f"<li><details><summary>{escape(sentence)}</summary>{where}</details></li>")
    return Shown("\n".join(plain), "".join([*html, "</ol>"]))


def preformatted(text: str) -> Shown:
    """A text whose lines and columns are kept."""
    return Shown(text, f"<pre>{escape(text)}</pre>")
