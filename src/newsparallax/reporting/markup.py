"""Blocks as HTML: the same pieces for a notebook in JupyterLab and for the report's page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape

from newsparallax.reporting import ASSETS
from newsparallax.reporting.blocks import (
    COLOURS,
    SIGNS,
    Articles,
    Bar,
    Block,
    Card,
    Cards,
    Cell,
    Overview,
    Passage,
    Rich,
    Run,
    Strip,
    TableBlock,
    Text,
    by_outlet,
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
}
_NONE = '<span class="muted">–</span>'  # an empty cell, which a phone leaves out
_ROWS = 40  # rows of an overview; those after them are folded
_WIDE = 18  # characters that fit into the narrowest bar
_NAMED = 48  # characters of what a sentence's list of uses calls a row or card


def standalone(block: Block) -> str:
    """A block for a notebook, with the little style it needs there; its evidence opens in place."""
    from newsparallax.reporting import reader

    body = reader.in_place(block) if isinstance(block, Articles) else Html(in_place=True).block(block)
    colours = "".join(f".newsparallax .c{n}{{background:{colour}}}" for n, colour in enumerate(COLOURS))
    style = (ASSETS / "lab.css").read_text(encoding="utf-8")
    return f'<div class="newsparallax"><style>{style}{colours}</style>{body}</div>'


@dataclass(slots=True)
class Html:
    """Writes blocks; remembers for each sentence what cites it: `uses` maps its anchor to places and their names.

    With `in_place` evidence opens where it is cited, because links inside a page are dead in JupyterLab.
    """

    in_place: bool = False
    uses: dict[str, dict[str, str]] = field(default_factory=dict)
    spans: dict[str, set[tuple[int, int]]] = field(default_factory=dict)  # the words cited of each sentence
    place: str = ""  # the id of what is being written: a sentence leads back to it
    named: str = ""  # and what that is called
    room: int = _WIDE  # characters that fit into a whole bar
    named_below: bool = True  # whether parts of a bar that have no room for their names are named below it

    def at(self, place: str, named: str) -> str:
        """Begin something that sentences lead back to; returns its id as an attribute."""
        self.place, self.named = place, named if len(named) <= _NAMED else named[:_NAMED].rpartition(" ")[0] + " …"
        return "" if self.in_place else f' id="{place}"'

    def used(self, passages: tuple[Passage, ...]) -> None:
        """Remember that what is being written rests on some passages."""
        for passage in passages:
            self.uses.setdefault(passage.sentence.anchor, {}).setdefault(self.place, self.named)
            self.spans.setdefault(passage.sentence.anchor, set()).add(passage.within)

    def run(self, run: Run) -> str:
        """One run; where it rests on passages, a link to the first and a list of the others."""
        text = _MARKS[run.mark].format(escape(run.text))
        if run.key and not self.in_place:
            text = f'<span data-q="{escape(run.key)}">{text}</span>'
        return self.cited(text, run.passages, run.cut) if run.passages else text

    def cited(self, text: str, passages: tuple[Passage, ...], cut: int = 0) -> str:
        """Something already written, as a link to its passages."""
        self.used(passages)
        if self.in_place:
            return f'<details class="ev"><summary>{text}</summary>{_quoted(passages, cut)}</details>'
        first = passages[0]
        return f'<a class="ev" {_to(first)}>{text}</a>{_more(passages, cut)}'

    def rich(self, text: Rich) -> str:
        """Runs one after another."""
        return "".join(self.run(run) for run in text)

    def cell(self, cell: Cell) -> str:
        """What a cell holds."""
        match cell:
            case Bar():
                return self._bar(cell)
            case Strip():
                ticks = "".join(f'<i style="left:{at:.1%}"></i>' for at in cell.marks)
                return f'<div class="ticks">{ticks}</div>{self.rich(cell.text)}'
        return self.rich(cell)

    def block(self, block: Block, anchor: str = "b", number: int | None = None) -> str:
        """A block; `anchor` begins all its ids, `number` is its place among the tables."""
        match block:
            case Text():
                here = self.at(anchor, plain(block.text))
                return f'<div class="p {block.tone}"{here}>{self.rich(block.text)}</div>'
            case TableBlock():
                return self._table(block, anchor, number)
            case Overview():
                return self._overview(block, anchor)
            case Cards():
                return self._cards(block, anchor)
            case Articles():
                raise ValueError("the articles are written last, when it is known what cites their sentences")

    def _table(self, block: TableBlock, anchor: str, number: int | None) -> str:
        label = f"<b>Table {number}.</b> " if number else ""
        head = [
            f'<th scope="col" class="{a}">{escape(c)}</th>' for c, a in zip(block.columns, block.align, strict=True)
        ]
        body: list[str] = []
        self.room, self.named_below = _WIDE * 4, True
        for n, row in enumerate(block.rows, 1):
            here = self.at(f"{anchor}-{n}", plain(row[0]))
            cells = [self.cell(cell) for cell in row]
            names = zip(cells[1:], block.align[1:], block.columns[1:], strict=True)
            told = "".join(
                f'<td class="{a}{" none" * (cell == _NONE)}" data-c="{escape(c)}">{_div(cell)}</td>'
                for cell, a, c in names
            )
            body.append(f'<tr{here}><th scope="row">{cells[0]}</th>{told}</tr>')
        caption = f'<caption id="{anchor}">{label}{escape(block.caption)}</caption>'
        return (
            f'<div class="table">{self._key(block.legend)}<table>{caption}{_columns(block)}'
            f"<thead><tr>{''.join(head)}</tr></thead><tbody>{''.join(body)}</tbody></table>{_note(block.note)}</div>"
        )

    def _overview(self, block: Overview, anchor: str) -> str:
        head = "".join(
            f'<th scope="col">{f"<small>{escape(said)}</small>" if said and block.matrix else ""}{escape(name)}'
            f"{f'<small>{escape(said)}</small>' if said and not block.matrix else ''}</th>"
            for name, said in block.columns
        )
        self.room, self.named_below = _WIDE, not block.matrix
        rows = [self._overview_row(block, n, anchor) for n in range(len(block.rows))]
        dots = " class=dots" if block.matrix else ""
        told, rest = (
            f"<table{dots}><caption{called}>{escape(block.caption)}</caption><thead><tr><td></td>{head}</tr></thead>"
            f"<tbody>{''.join(body)}</tbody></table>"
            for called, body in ((f' class="vh" id="{anchor}"', rows[:_ROWS]), (' class="vh"', rows[_ROWS:]))
        )
        if left := len(rows[_ROWS:]):
            told += f"<details class=rest><summary>{left} more rows</summary>{rest}</details>"
        kind = " matrix" if block.matrix else ""
        return f'<div class="overview{kind}">{self._key(block.legend, block.numbered)}{told}{_note(block.note)}</div>'

    def _overview_row(self, block: Overview, n: int, anchor: str) -> str:
        header, cells = block.rows[n]
        here = self.at(f"{anchor}-{n + 1}", plain(header))
        row = [f'<th scope="row">{self.rich(header)}</th>']
        for cell, (name, _) in zip(cells, block.columns, strict=True):
            told = _div(self.cell(cell))
            called = "" if block.matrix else f' data-c="{escape(name)}"'
            row.append(f"<td{called}>{told}</td>")
        return f"<tr{here}>{''.join(row)}</tr>"

    def _key(self, legend: Mapping[str, int], numbered: tuple[Rich, ...] = ()) -> str:
        """What the colours of bars and the numbers of columns stand for."""
        items = "".join(f"<li>{self.rich(text)}</li>" for text in numbered)
        listed = f"<ol>{items}</ol>" if items else ""
        named = "".join(f'<span><i class="c{colour}"></i> {escape(name)}</span> ' for name, colour in legend.items())
        return f'<div class="key">{listed}{named}</div>' if listed or named else ""

    def _bar(self, bar: Bar) -> str:
        """A bar; a part too small for its name shows its share, or its colour alone: then all are named below."""
        parts, below, unnamed = [], [], False
        for part in bar.parts:
            share = part.per_cent
            room = part.share * self.room
            shown = f"{escape(part.name)} {share}" if room > len(part.name) + 4 else share if room > 4 else ""
            below.append(f"{part.name} {share}")
            unnamed |= len(shown) <= len(share)
            said = f'<span class="vh">{escape(part.name)} <span data-q="{escape(part.key)}">{share}</span>; </span>'
            label = f'<span aria-hidden="true">{shown}</span>' if shown else ""
            attributes = f'class="c{part.colour}" style="--w:{part.share:.3f}" title="{escape(part.name)} {share}"'
            if part.passages and not self.in_place:
                self.used(part.passages)
                parts.append(f"<a {attributes} {_to(part.passages[0])}>{said}{label}</a>")
            else:
                parts.append(f"<span {attributes}>{said}{label}</span>")
        told = " · ".join([*[", ".join(below)] * (unnamed and self.named_below), bar.of])
        of = f'<span class="of muted">{escape(told)}</span>' if bar.of else ""
        return f'<div class="bar">{"".join(parts)}</div>{of}' if parts else '<span class="muted">nobody</span>'

    def _cards(self, block: Cards, anchor: str) -> str:
        written = [self._card(card, f"{anchor}-{n}") for n, card in enumerate(block.cards, 1)]
        shown, folded = "".join(written[: block.shown]), "".join(written[block.shown :])
        rest = f"<details class=rest><summary>{block.folded}</summary>{folded}</details>" if folded else ""
        return f'<div class="cards {block.layout}" id="{anchor}">{shown}{rest}</div>{_note(block.note)}'

    def _title(self, text: Rich) -> str:
        """A heading's words: its links lead to their first passage and list no others."""
        return "".join(self.run(replace(run, passages=run.passages[:1], cut=0)) for run in text)

    def _card(self, card: Card, anchor: str) -> str:
        here = self.at(anchor, plain(card.title))
        strip = "".join(
            f'<span title="{SIGNS.get(sign, sign)}"><span aria-hidden="true">{sign}</span> {escape(named)}'
            f'<span class="vh"> {SIGNS.get(sign, sign)};</span></span> '
            for sign, named in card.signs
        )
        told = "".join(
            f"<dt>{escape(who)}{_muted(how)}</dt><dd>{self.rich(words)}</dd>" for who, how, words in card.told
        )
        signs = f'<p class="strip">{strip}</p>' if strip else ""
        note = f'<div class="p muted">{self.rich(card.note)}</div>' if card.note else ""
        head = f"<h3>{self._title(card.title)}</h3>{signs}"
        return f'<section class="card"{here}>{head}{f"<dl>{told}</dl>" if told else ""}{note}</section>'


def _note(note: str) -> str:
    return f'<p class="table-note">{escape(note)}</p>' if note else ""


def _muted(text: str) -> str:
    return f' <span class="muted">{escape(text)}</span>' if text else ""


def _to(passage: Passage) -> str:
    """Where a link to a passage leads: its sentence, and for the script its words within it."""
    low, high = passage.within
    return f'href="#{passage.sentence.anchor}" data-w="{low}-{high}"'


def _more(passages: tuple[Passage, ...], cut: int) -> str:
    """The other passages as short numbered links, to be opened."""
    if len(passages) < 2 and not cut:
        return ""
    listed = []
    for outlet, own in by_outlet(passages).items():
        links = " ".join(f'<a href="#{s.anchor}">{s.number}</a>' for s in own)
        listed.append(f"<span>{escape(outlet)} {links}</span>")
    left = f"<span>{cut} more in the tables</span>" if cut else ""
    sentences = len({passage.sentence for passage in passages})
    said = f'<span class="vh">In {sentences} sentence{"s" * (sentences != 1)}{" and more" * bool(cut)}</span>'
    return f'<details class="more"><summary>{said}</summary><span class="refs">{"".join(listed)}{left}</span></details>'


def _quoted(passages: tuple[Passage, ...], cut: int) -> str:
    """Passages in their sentences, in place."""
    items = []
    for passage in passages:
        low, high = passage.within
        before, words, after = (escape(part) for part in _cut(passage.sentence.words, low, high))
        where = f"{escape(passage.sentence.outlet)} {passage.sentence.number}, line {passage.sentence.line}"
        items.append(f"<li><q>{before}<mark>{words}</mark>{after}</q> <cite>{where}</cite></li>")
    left = f"<li>{cut} more in the tables</li>" if cut else ""
    return f"<ul>{''.join(items)}{left}</ul>"


def _cut(words: str, low: int, high: int) -> tuple[str, str, str]:
    return words[:low], words[low:high], words[high:]


def _div(cell: str) -> str:
    """What a cell holds as one box: on a phone its column's name stands beside it."""
    return f"<div>{cell}</div>" if "<" in cell else cell


def _columns(block: TableBlock) -> str:
    total = sum(block.widths)
    shares = (f' style="width:{w / total:.0%}"' if w else "" for w in block.widths)
    return f"<colgroup>{''.join(f'<col{share}>' for share in shares)}</colgroup>"


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
