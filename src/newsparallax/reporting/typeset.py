"""Blocks as Typst: what print makes of tables, cards, the overview and the articles."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby

from newsparallax.reporting import fonts
from newsparallax.reporting.blocks import (
    Articles,
    Bar,
    Block,
    Card,
    Cards,
    Cell,
    Line,
    Overview,
    Passage,
    Rich,
    Run,
    Sentence,
    Strip,
    TableBlock,
    Text,
    by_outlet,
    excerpt,
)
from newsparallax.reporting.passages import ASIDE

_ROOM = 12  # outlets behind a number; of more none is named on paper
NAMED = 4  # sentences named behind a number; of more the rest is counted
_ARTICLES = "// the articles\n"  # where they go, once it is known what cites their sentences
_SEMICOLON = '#"; ";'  # a bare one would end the call before it
_ROWS = 40  # rows of an overview on paper
_COLUMNS = 4  # outlets beside each other in an overview on paper; more stand in a smaller type

_MARKS = {
    "": "{}",
    "strong": "#strong[{}]",
    "emphasis": "#emph[{}]",
    "muted": "#muted[{}]",
    "changed": "#changed[{}]",
    "added": "#added[{}]",
}


def literal(text: str) -> str:
    """A Typst string: the text as it stands, except for characters no typeface of the report can set."""
    safe = fonts.settable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\r", " ").replace("\t", " ")
    return '"' + safe.replace("\n", "\\n") + '"'


def content(text: str) -> str:
    """The text as Typst content, none of its characters taken for markup."""
    return f"#{literal(text)};" if text else ""


@dataclass(slots=True)
class Document:
    """One document being written: numbers its blocks and remembers which sentences it cites."""

    cited: dict[str, Sentence] = field(default_factory=dict)
    spans: dict[str, set[tuple[int, int]]] = field(default_factory=dict)  # the words cited of each
    articles: Articles | None = None
    count: int = 0
    bare: bool = False  # whether what is being written has no room for the names of sentences
    here: str = ""  # the outlet of the column or card being written: references need not name it

    def block(self, block: Block) -> str:
        """A block as Typst markup; of the articles the place where they will stand."""
        self.count += 1
        self.here = ""
        match block:
            case Articles():
                self.articles = block
                return _ARTICLES
            case Text():
                return f"#{block.tone}[{self.rich(block.text)}]\n"
            case TableBlock():
                return self._table(block)
            case Overview():
                return self._overview(block)
            case Cards():
                return self._cards(block)

    def _table(self, block: TableBlock) -> str:
        widths = ", ".join(f"{width:g}fr" if width else "auto" for width in block.widths)
        align = ", ".join("right" if a == "number" else "left" for a in block.align)
        head = ", ".join(f"[{content(column)}]" for column in block.columns)
        rows = "\n".join(f"  {self._row(row, block.columns)}," for row in block.rows)
        table = f"table(\n  columns: ({widths},), align: ({align},),\n  table.header({head}),\n{rows}\n)"
        caption = f"caption: [{content(block.caption)}]"
        return f"#figure(kind: table, {caption}, row-headed({table})) <b{self.count}>\n{self._note(block.note)}"

    def _row(self, row: tuple[Cell, ...], columns: tuple[str, ...]) -> str:
        return ", ".join(self._cell(cell, column) for cell, column in zip(row, columns, strict=True))

    def _cell(self, cell: Cell, column: str, named: bool = True) -> str:
        """A cell; in the column of an outlet references are mere numbers."""
        self.here = column
        match cell:
            case Bar():
                written = self._bar(cell, named)
            case Strip():
                places = "".join(f"{at:.3f}, " for at in cell.marks)
                written = f"#ticks(({places}))\n{self.rich(cell.text)}"
            case _:
                written = self.rich(cell)
        self.here = ""
        return f"[{written}]"

    def _note(self, note: str) -> str:
        return f"#table-note[{content(note)}]\n" if note else ""

    def _overview(self, block: Overview) -> str:
        small = len(block.columns) > _COLUMNS
        head = "[#upright[{1}]{0}]" if block.matrix else "[{0}#below[{1}]]"
        heads = ", ".join(head.format(content(name), content(said)) for name, said in block.columns)
        rows, self.bare = [], block.matrix
        for header, cells in block.rows[:_ROWS]:
            told = [
                self._cell(cell, name, not block.matrix) for cell, (name, _) in zip(cells, block.columns, strict=True)
            ]
            rows.append(f"  [{self.rich(header)}], {', '.join(told)},")
        self.bare = False
        size = "7.4pt" if small else "8.2pt"
        wide = "1.1fr, 1.3fr, 0.5fr" if block.matrix else f"1.8fr, {', '.join('1fr' for _ in block.columns)}"
        dots = f", {', '.join('13pt' for _ in block.columns[2:])}" if len(block.columns) > 2 and block.matrix else ""
        body = f"table(columns: ({wide}{dots}), table.header([], {heads}),\n" + "\n".join(rows) + "\n)"
        left = len(block.rows) - _ROWS
        more = f"{left} more rows in the HTML report. " if left > 0 else ""
        return f"{self._key(block)}#overview({size}, {body})\n{self._note(more + block.note)}"

    def _key(self, block: Overview) -> str:
        """What the numbers of columns stand for, and the colours, where bars are too short for names."""
        if not block.matrix:
            return ""
        numbered = ", ".join(f"[{self.rich(text)}]" for text in block.numbered)
        named = ", ".join(f"({colour}, {literal(name)})" for name, colour in block.legend.items())
        return f"#numbered({numbered})\n#legend(({named},))\n"

    def _bar(self, bar: Bar, named: bool = True) -> str:
        parts = []
        for part in bar.parts:
            for passage in part.passages:
                self._cite(passage)
            parts.append(f"({part.share:.4f}, {part.colour}, {literal(part.per_cent)}, {literal(part.name)})")
        most = max(bar.parts, key=lambda part: part.share, default=None)
        of = bar.of if named or most is None else f"{most.name} {most.per_cent} · {bar.of}"
        told = f"#bar(({', '.join(parts)},), {str(named).lower()}, {literal(of)})"
        return told if parts else '#muted("nobody")'

    def _cards(self, block: Cards) -> str:
        shown = [self._card(card) for card in block.cards[: block.shown]]
        if block.layout == "timeline":
            laid = f"#timeline({', '.join(f'opening({call}' for call in shown)})"
        else:
            laid = "\n".join(f"#card({call}" for call in shown)
        return f"{laid}\n{self._note(block.printed_note)}"

    def _card(self, card: Card) -> str:
        """The arguments of a card, closing bracket included, on one line."""
        told = []
        for who, how, words in card.told:
            self.here = who
            told.append(f"([{content(who)}], [{content(how)}], [{self.rich(words)}])")
        self.here = ""
        strip = literal("   ".join(f"{sign}\N{NO-BREAK SPACE}{named}" for sign, named in card.signs))
        listed = f"({', '.join(told)},)" if told else "()"
        return f"[{self.rich(card.title)}], {strip}, {listed}, [{self.rich(card.note)}])"

    def _cite(self, passage: Passage) -> str:
        self.cited[passage.sentence.anchor] = passage.sentence
        self.spans.setdefault(passage.sentence.anchor, set()).add(passage.within)
        return passage.sentence.anchor

    def run(self, run: Run) -> str:
        """One run; where it rests on passages, a link to the first and the sentences' names behind it."""
        text = _MARKS[run.mark].format(content(run.text))
        if not run.passages:
            return text
        for passage in run.passages:
            self._cite(passage)
        first = run.passages[0].sentence
        named = run.text in (f"{first.outlet} {first.number}", str(first.number)) and len(run.passages) == 1
        linked = f"#cited(<{first.anchor}>)[{text}]"
        return linked if named or self.bare else f"{linked}{self._references(run)}"

    def _references(self, run: Run) -> str:
        """`TASS 14, 16; CGTN 2`, small, each number a link; an outlet whose column or card this is goes unnamed."""
        parts, left = [], NAMED
        found = by_outlet(run.passages)
        if len(found) > _ROOM:  # the number says enough
            return ""
        for outlet, own in found.items():
            numbers = ", ".join(f"#to(<{s.anchor}>)[{s.number}]" for s in own[:left])
            if numbers:
                parts.append(numbers if outlet == self.here else f"{content(outlet + chr(160))}{numbers}")
            left = max(left - len(own), 0)
        rest = sum(map(len, found.values())) - NAMED + run.cut
        more = f" +{rest}" if rest > 0 else ""
        return f"#refs[{_SEMICOLON.join(parts)}{more}]"

    def rich(self, text: Rich) -> str:
        """Runs one after another; a name in bold before a colon is that of the outlet whose words follow."""
        written = []
        for run in text:
            if run.mark == "strong" and run.text.endswith(": "):
                self.here = run.text.removesuffix(": ")
            written.append(self.run(run))
        return "".join(written)

    def with_articles(self, body: str) -> str:
        """The body with the articles in their place; where it has none, the sentences it cites stand at its end."""
        if self.articles is None:
            return f"{body}\n{self._cited_alone()}"
        told = []
        for article in self.articles.articles:
            lines = "".join(self._line(line, self.articles.whole) for line in article.lines)
            told.append(f"#article[{content(article.outlet)}][{content(article.about)}]\n{lines}")
        return body.replace(_ARTICLES, f"#articles[\n{''.join(told)}]\n")

    def _line(self, line: Line, whole: bool) -> str:
        """A line of an article; of the rest of the page, and of excerpts, only what is cited."""
        only_cited = not whole or line.role in ASIDE
        own = [s for s, _ in line.sentences if not only_cited or s.anchor in self.cited]
        written = " ".join(f"{content(self._words(s, whole))}#no({s.number}) <{s.anchor}>" for s in own)
        return f"#line-of({literal(line.role)})[{written}]\n" if own else ""

    def _words(self, sentence: Sentence, whole: bool) -> str:
        kept = [(0, len(sentence.words))] if whole else excerpt(sentence.words, self.spans[sentence.anchor])
        before = "… " if kept[0][0] else ""
        after = " …" if kept[-1][1] < len(sentence.words) else ""
        return before + " … ".join(sentence.words[low:high] for low, high in kept) + after

    def _cited_alone(self) -> str:
        parts = ["#articles[\n"]
        ordered = sorted(self.cited.values(), key=lambda s: (s.article, s.number))
        for outlet, own in groupby(ordered, key=lambda s: s.outlet):
            parts.append(f"#article[{content(outlet)}][]\n")
            parts += [f'#line-of("body")[{content(s.words)}#no({s.number}) <{s.anchor}>]\n' for s in own]
        return "".join([*parts, "]\n"]) if ordered else ""
