"""Blocks and Markdown as HTML: the same pieces for a notebook in JupyterLab and for the report's page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from newsparallax.reporting.blocks import (
    Block,
    Excerpt,
    FigureBlock,
    Finding,
    Group,
    Note,
    Passage,
    PassagesBlock,
    Rich,
    Run,
    TableBlock,
    evidence,
    excerpts,
    plain,
)

# How a mark is written: an element that says it to every reader, and a class that lets the style sheet draw it.
_MARKS = {
    "": "{}",
    "strong": "<strong>{}</strong>",
    "emphasis": "<em>{}</em>",
    "muted": '<span class="muted">{}</span>',
    "changed": '<mark class="changed">{}</mark>',
    "added": '<ins class="added">{}</ins>',
    "dropped": '<del class="dropped">{}</del>',
}


def passages_html(passages: Iterable[Passage]) -> str:
    """Passages in their context with the place they stand at, those of one paragraph together."""
    return f"<ol>{''.join(f'<li>{_excerpt(found)}</li>' for found in excerpts(passages))}</ol>"


def _excerpt(found: Excerpt) -> str:
    quoted = "".join(f"<mark>{escape(text)}</mark>" if meant else escape(text) for text, meant in found.parts)
    places = ", ".join(f"{p.start}–{p.end}" for p in found.passages)
    here = found.paragraph
    # The offsets are for who looks a passage up in the tables or the file: they need no room on the page.
    title = f"{here.article_id}, characters {places}"
    return f'<q>{quoted}</q> <cite title="{escape(title)}">{escape(here.outlet)}, line {here.line}</cite>'


# JupyterLab draws all tables as it draws data frames: numbers to the right, which words are not. Its rule names two
# classes; ours names its class three times to outweigh it.
_LAB = (
    "<style>.newsparallax.newsparallax.newsparallax :is(th,td,caption)"
    "{text-align:left;vertical-align:top;white-space:normal}"
    ".newsparallax.newsparallax.newsparallax .number{text-align:right}"
    ".newsparallax .muted,.newsparallax cite{opacity:.7;font-style:normal}"
    ".newsparallax svg{overflow:visible}"
    ".newsparallax figure{margin:0}.newsparallax .drawing{padding-left:1.5em}"
    ".newsparallax .changed{background:none;color:inherit;font-weight:700;"
    "border-bottom:2px solid}.newsparallax .added{text-decoration:underline dotted}"
    ".newsparallax .finding,.newsparallax aside{border-left:4px solid;padding-left:.8em}</style>"
)


def standalone(block: Block, anchor: str) -> str:
    """A block for a notebook: its HTML with the little style it needs there."""
    return f'<div class="newsparallax">{_LAB}{block_html(block, anchor)}</div>'


@dataclass(slots=True)
class _Links:
    """Writes runs; numbers those that rest on passages in the order `evidence` lists them."""

    anchor: str
    linked: int = 0

    def run(self, run: Run) -> str:
        text = _MARKS[run.mark].format(escape(run.text))
        if not run.passages:
            return text
        self.linked += 1
        return f'<a class="evidence" id="{self.anchor}-c{self.linked}" href="#{self.anchor}-e{self.linked}">{text}</a>'

    def rich(self, text: Rich) -> str:
        return "".join(self.run(run) for run in text)


def _groups(groups: list[Group], anchor: str, summary: str) -> str:
    if not groups:
        return ""
    total = sum(len(g.run.passages) + g.run.cut for g in groups)
    parts = [f'<details class="passages"><summary>{escape(summary)} ({total:,})</summary>']
    for group in groups:
        here = f"{anchor}-e{group.number}"
        cut = f'<p class="muted">{group.run.cut:,} more stand in the tables.</p>' if group.run.cut else ""
        parts.append(
            f'<div class="group" id="{here}"><p><b>{escape(group.label)}</b> '
            f'<a class="back" href="#{anchor}-c{group.number}">back<span class="visually-hidden"> to '
            f"{escape(group.label)}</span></a></p>{passages_html(group.run.passages)}{cut}</div>"
        )
    return "".join([*parts, "</details>"])


def block_html(block: Block, anchor: str, number: int | None = None) -> str:
    """A block as HTML; `anchor` begins all its ids, `number` is its place among the tables or figures."""
    links, groups = _Links(anchor), evidence(block)
    match block:
        case Finding():
            grade = f' <span class="grade">{escape(block.grade)}</span>' if block.grade else ""
            said = f"<p>{links.rich(block.text)}{grade}</p>{_groups(groups, anchor, 'Passages')}"
            return f'<div class="finding" id="{anchor}">{said}</div>'
        case Note():
            said = f"<p>{links.rich(block.text)}</p>{_groups(groups, anchor, 'Passages')}"
            return f'<aside class="{block.tone}" id="{anchor}">{said}</aside>'
        case PassagesBlock():
            listed = passages_html(block.passages)
            return f'<div class="shown" id="{anchor}"><p><b>{escape(block.title)}</b></p>{listed}</div>'
        case FigureBlock():
            below = " · ".join(links.run(run) for run in block.evidence)
            listed = f'<p class="behind">Passages: {below}</p>' if below else ""
            caption = f"<b>Figure {number}.</b> " if number else ""
            return (
                f'<figure id="{anchor}"><div class="drawing">{svg_html(block, anchor)}</div>'
                f"<figcaption>{caption}{escape(block.caption)}</figcaption>{listed}"
                f"{_groups(groups, anchor, 'Passages behind this figure')}</figure>"
            )
        case TableBlock():
            behind = _groups(groups, anchor, "Passages behind this table")
            return f'<div class="table" id="{anchor}">{_table(block, links, number)}{behind}</div>'


def _table(block: TableBlock, links: _Links, number: int | None) -> str:
    caption = f"<b>Table {number}.</b> " if number else ""
    head = [f'<th scope="col" class="{a}">{escape(c)}</th>' for c, a in zip(block.columns, block.align, strict=True)]
    sections, body = block.sections, []
    for row in block.rows:
        cells = [links.rich(cell) for cell in row]
        if len(cells) == 1 < len(head):
            span = f'<th scope="rowgroup" colspan="{len(head)}">{cells[0]}</th>'
            body.append(f'</tbody><tbody><tr class="section">{span}</tr>')
            continue
        first = "" if sections else f'<th scope="row">{cells.pop(0)}</th>'
        aligned = zip(cells, block.align[bool(first) :], strict=True)
        told = "".join(f'<td class="{a}">{cell}</td>' for cell, a in aligned)
        body.append(f"<tr>{first}{told}</tr>")
    wide = ' class="wide"' if len(block.columns) > 3 else ""
    note = f'<p class="table-note">{escape(block.note)}</p>' if block.note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(block.caption)}">'
        f"<table{wide}><caption>{caption}{escape(block.caption)}</caption>{_columns(block)}"
        f"<thead><tr>{''.join(head)}</tr></thead><tbody>{''.join(body)}</tbody></table></div>{note}"
    )


def _columns(block: TableBlock) -> str:
    total = sum(block.widths)
    shares = (f' style="width:{w / total:.0%}"' if w else "" for w in block.widths)
    return f"<colgroup>{''.join(f'<col{share}>' for share in shares)}</colgroup>"


def svg_html(block: FigureBlock, anchor: str) -> str:
    """A figure's SVG for use inside a page: its ids made its own, named by its alt text, ink and paper by theme."""
    svg = block.svg[block.svg.index("<svg") :]
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{anchor}-\1"', svg)
    svg = re.sub(r'href="#([^"]+)"', rf'href="#{anchor}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{anchor}-\1)", svg)
    svg = svg.replace("#1b1f24", "var(--ink,#1b1f24)").replace("#ffffff", "var(--paper,#ffffff)")
    svg = svg.replace("#c9cdd3", "var(--rule,#c9cdd3)")
    label = f'role="img" aria-label="{escape(block.alt)}"'
    return re.sub(r"<svg\b", f"<svg {label}", svg, count=1)


def heading_slug(text: str) -> str:
    """An id from a heading's words."""
    return re.sub(r"\W+", "-", text.lower()).strip("-") or "part"


@dataclass(slots=True)
class Ids:
    """Hands out each id once: a second `terms` becomes `terms-2`."""

    used: dict[str, int] = field(default_factory=dict)

    def take(self, wanted: str) -> str:
        self.used[wanted] = self.used.get(wanted, 0) + 1
        if self.used[wanted] == 1:
            return wanted
        return self.take(f"{wanted}-{self.used[wanted]}")


def text_of(block: Block) -> str:
    """What names a block: its caption, title or first words."""
    match block:
        case TableBlock() | FigureBlock():
            return block.caption
        case PassagesBlock():
            return block.title
        case Finding() | Note():
            return plain(block.text)
