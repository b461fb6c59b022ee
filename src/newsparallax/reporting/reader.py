"""The articles as HTML, sentence by sentence: what the report's links lead to, with layers a reader switches."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise

from newsparallax.reporting.blocks import Article, Articles, Line, Sentence, Span
from newsparallax.reporting.passages import ASIDE

# Each layer: its name for the reader, and whether it is on at first.
LAYERS = {
    "speaker": ("Who speaks", True),
    "shared": ("Told elsewhere, too", True),
    "only": ("Only here", False),
    "loaded": ("Loaded words", False),
    "topic": ("Topics", False),
}
Uses = Mapping[str, Mapping[str, str]]


def articles_html(block: Articles, uses: Uses | None, in_place: bool = False) -> str:
    """All articles; `uses` names for each sentence's anchor what cites it (place: name).

    Where the block is not whole, sentences that nothing cites are left out.
    """
    cited = uses or {}
    keep = None if block.whole or uses is None else frozenset(cited)
    written = [_article(article, cited, keep, in_place) for article in block.articles]
    if in_place:
        return "".join(written)
    boxes = "".join(
        f'<label><input type="checkbox" id="layer-{name}"{" checked" * on}> '
        f'<span class="k-{name}">{label}</span></label>'
        for name, (label, on) in LAYERS.items()
    )
    jump = " ".join(f'<a href="#a{a.number}">{escape(a.outlet)}</a>' for a in block.articles)
    cut = "" if block.whole else '<p class="p note">Only the sentences that this report cites are shown.</p>'
    return (
        f'<div class="reader" id="reader"><div class="layers"><fieldset><legend>Show</legend>{boxes}</fieldset>'
        f'<p class="jump">{jump}</p></div>{cut}<div class="pages">{"".join(written)}</div></div>'
    )


def _article(article: Article, uses: Uses, keep: frozenset[str] | None, in_place: bool) -> str:
    lines = [(line, _line(line, uses, keep, in_place)) for line in article.lines]
    told = "".join(html for line, html in lines if line.role not in ASIDE)
    aside = "".join(html for line, html in lines if line.role in ASIDE)
    page = (
        f"<details class=aside><summary>Other lines of the page, not compared</summary>{aside}</details>"
        if aside
        else ""
    )
    here = "" if in_place else f' id="a{article.number}"'
    return (
        f'<article class="article"{here} aria-label="{escape(article.outlet)}">'
        f'<h3>{escape(article.outlet)}</h3><p class="about">{escape(article.about)}</p>{told}{page}</article>'
    )


def _line(line: Line, uses: Uses, keep: frozenset[str] | None, in_place: bool) -> str:
    own = [(s, spans) for s, spans in line.sentences if keep is None or s.anchor in keep]
    written = " ".join(_sentence(s, spans, uses.get(s.anchor, {}), in_place) for s, spans in own)
    return f'<div class="line r-{line.role}">{written}</div>' if own else ""


def _sentence(sentence: Sentence, spans: tuple[Span, ...], uses: Mapping[str, str], in_place: bool) -> str:
    if in_place:
        return f"{escape(sentence.words)} <small>{sentence.number}</small>"
    place = f"line {sentence.line}, character {sentence.start}"
    number = f'<span class="no" title="{place}">{sentence.number}</span>'
    if uses:
        links = "".join(f'<a href="#{there}">{escape(named)}</a>' for there, named in uses.items())
        said = f'<span class="vh">What cites sentence </span>{sentence.number}'
        number = (
            f'<details class="in"><summary title="{place}">{said}</summary><span class="refs">{links}</span></details>'
        )
    return (
        f'<div class="s" id="{sentence.anchor}"><span class="t">{_marked(sentence.words, spans)}</span>{number}</div>'
    )


def _marked(words: str, spans: tuple[Span, ...]) -> str:
    """The words cut wherever a layer begins or ends; each stretch bears the classes of the layers over it."""
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
        parts.append(text + "".join(_label(s) for s in spans if s.end == high and (s.label or s.links)))
    return "".join(parts)


def _label(span: Span) -> str:
    """What stands small after a marked stretch: who speaks, where else it is told. It is no part of the words."""
    links = ", ".join(f'<a href="#{s.anchor}" data-beside>{escape(s.outlet)}</a>' for s in span.links)
    said = escape(span.label) + (f"also {links}" if links else "")
    return f'<span class="n n-{span.layer}"> {said} </span>'
