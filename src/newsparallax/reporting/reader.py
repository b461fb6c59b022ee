"""The articles as HTML, sentence by sentence: what the report's links lead to, with layers a reader switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import pairwise

from newsparallax.reporting.blocks import Article, Articles, Line, Sentence, Span, excerpt
from newsparallax.reporting.passages import ASIDE

# Each layer: its name for the reader, and whether it is on at first.
LAYERS = {
    "speaker": ("Who speaks", True),
    "shared": ("Told elsewhere, too", True),
    "only": ("Only here", False),
    "loaded": ("Loaded words", False),
    "topic": ("Topics", False),
}
_NAMED = 2  # other outlets named after a sentence that they tell, too
_MANY = 40  # articles; of more those out of sight are not laid out before they come into sight
Uses = Mapping[str, Mapping[str, str]]
Cited = Mapping[str, Iterable[tuple[int, int]]]


def articles_html(block: Articles, uses: Uses, cited: Cited) -> str:
    """All articles; `uses` names for each sentence's anchor what cites it (place: name), `cited` the words of it.

    Where the block is not whole, sentences that nothing cites are left out, and of the others all but those words.
    """
    written = [_article(article, uses, None if block.whole else cited) for article in block.articles]
    used = {span.layer for a in block.articles for line in a.lines for _, spans in line.sentences for span in spans}
    boxes = "".join(
        f'<label><input type="checkbox" id="layer-{name}"{" checked" * on}> '
        f'<span class="k-{name}">{label}</span></label>'
        for name, (label, on) in LAYERS.items()
        if name in used
    )
    shown = f"<fieldset><legend>Show</legend>{boxes}</fieldset>" if boxes else ""
    jump = " ".join(f'<a href="#a{a.number}">{escape(a.outlet)}</a>' for a in block.articles)
    cut = (
        ""
        if block.whole
        else '<p class="p note">Of the articles only the words that this report rests on are shown.</p>'
    )
    many = " many" * (len(written) > _MANY)
    return (
        f'<div class="reader{many}" id="reader"><div class="layers">{shown}<p class="jump">{jump}</p></div>{cut}'
        f'<div class="pages">{"".join(written)}</div></div>'
    )


def in_place(block: Articles) -> str:
    """All articles for a notebook: nothing leads to their sentences there."""
    return "".join(_article(article, None, None) for article in block.articles)


def _article(article: Article, uses: Uses | None, cited: Cited | None) -> str:
    lines = [(line, _line(line, uses, cited)) for line in article.lines]
    told = "".join(html for line, html in lines if line.role not in ASIDE)
    aside = "".join(html for line, html in lines if line.role in ASIDE)
    page = (
        f"<details class=aside><summary>Other lines of the page, not compared</summary>{aside}</details>"
        if aside
        else ""
    )
    here = "" if uses is None else f' id="a{article.number}"'
    return (
        f'<article class="article"{here} aria-label="{escape(article.outlet)}">'
        f'<h3>{escape(article.outlet)}</h3><p class="about">{escape(article.about)}</p>{told}{page}</article>'
    )


def _line(line: Line, uses: Uses | None, cited: Cited | None) -> str:
    own = [(s, spans) for s, spans in line.sentences if cited is None or s.anchor in cited]
    if uses is None:
        written = " ".join(f"{escape(s.words)} <small>{s.number}</small>" for s, _ in own)
    else:
        written = " ".join(_sentence(s, spans, uses.get(s.anchor, {}), cited) for s, spans in own)
    return f'<div class="line r-{line.role}">{written}</div>' if own else ""


def _sentence(sentence: Sentence, spans: tuple[Span, ...], uses: Mapping[str, str], cited: Cited | None) -> str:
    place = f"line {sentence.line}, character {sentence.start}"
    number = f'<span class="no" title="{place}">{sentence.number}</span>'
    if uses:
        links = "".join(f'<a href="#{there}">{escape(named)}</a>' for there, named in uses.items())
        said = f'<span class="vh">What cites sentence </span>{sentence.number}'
        number = (
            f'<details class="in"><summary title="{place}">{said}</summary><span class="refs">{links}</span></details>'
        )
    if cited is None:
        told, part = _marked(sentence.words, spans), ""
    else:
        told, part = _excerpt(sentence, spans, cited[sentence.anchor]), " data-part"
    return f'<div class="s" id="{sentence.anchor}"><span class="t"{part}>{told}</span>{number}</div>'


def _excerpt(sentence: Sentence, spans: tuple[Span, ...], cited: Iterable[tuple[int, int]]) -> str:
    """The cited words of a sentence, with what the layers mark in them."""
    parts, at = [], 0
    for low, high in excerpt(sentence.words, cited):
        own = (replace(s, start=max(s.start - low, 0), end=min(s.end, high) - low) for s in spans)
        parts += ["… "] * (low > at) + [
            _marked(sentence.words[low:high], tuple(s for s in own if s.start < s.end)),
            " ",
        ]
        at = high
    return "".join(parts) + "…" * (at < len(sentence.words))


def _marked(words: str, spans: tuple[Span, ...]) -> str:
    """The words cut wherever a layer begins or ends; each stretch bears the classes of the layers over it."""
    spans = tuple(_once(spans))
    last = {s.label: s.end for s in spans if s.layer == "speaker"}  # who speaks is said once in a sentence
    cuts = sorted({0, len(words), *(at for s in spans for at in (s.start, s.end) if 0 < at < len(words))})
    parts = []
    for low, high in pairwise(cuts):
        over = [s for s in spans if s.start <= low and high <= s.end]
        text = escape(words[low:high])
        if over:
            kinds = list(
                dict.fromkeys(f"k-{s.layer}" + (f" u{s.colour}" if s.layer == "speaker" else "") for s in over)
            )
            text = f'<span class="{" ".join(kinds)}">{text}</span>'
        parts.append(text + "".join(_label(s) for s in spans if s.end == high and _said(s, last)))
    return "".join(parts)


def _once(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans of a sentence; all other sentences that tell some of it are named after the last of them."""
    own = list(spans)
    links = tuple({sentence.anchor: sentence for span in own for sentence in span.links}.values())
    last = max((n for n, span in enumerate(own) if span.links), key=lambda n: own[n].end, default=None)
    for n, span in enumerate(own):
        yield replace(span, links=links if n == last else ()) if span.links else span


def _said(span: Span, last: Mapping[str, int]) -> bool:
    return bool(span.links) or (bool(span.label) and last.get(span.label, span.end) == span.end)


def _label(span: Span) -> str:
    """What stands small after a marked stretch: who speaks, where else it is told. It is no part of the words."""
    links = ", ".join(f'<a href="#{s.anchor}" data-beside>{escape(s.outlet)}</a>' for s in span.links[:_NAMED])
    more = f" and {len(span.links) - _NAMED} more" if len(span.links) > _NAMED else ""
    said = escape(span.label) + (f"also {links}{more}" if links else "")
    return f'<span class="n n-{span.layer}"> {said}</span>'
