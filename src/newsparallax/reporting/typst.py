"""Executed notebooks as ONE tagged PDF (PDF/UA-1): nbconvert exporters `--to newsparallax-typst` and `…-typst-pdf`.

Typst refuses a figure without alt text and a character without glyph, so every PDF that comes out has neither.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import mistune
from nbformat import NotebookNode
from traitlets import Instance, default

from newsparallax.reporting import blocks, fonts
from newsparallax.reporting.blocks import (
    Block,
    Excerpt,
    FigureBlock,
    Finding,
    Group,
    Note,
    Paragraph,
    Passage,
    PassagesBlock,
    Rich,
    Run,
    TableBlock,
    evidence,
    excerpts,
)
from newsparallax.reporting.exporter import ASSETS, BlockExporter

PHRASE = 30  # characters: what is longer is a passage, not a word or phrase
_SEMICOLON = '#"; ";'  # a bare one would end the call before it
LABEL = 60  # characters of an entry's label

_MARKS = {
    "": "{}",
    "strong": "#strong[{}]",
    "emphasis": "#emph[{}]",
    "muted": "#muted[{}]",
    "changed": "#changed[{}]",
    "added": "#added[{}]",
    "dropped": "#dropped[{}]",
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
    """One document being written: numbers its blocks and gathers what its last two chapters hold.

    `index` has for each block its reference and an entry for each number that does not show its own words; `entries`
    tells where passages are listed already; `lines` names every line that is cited.
    """

    index: list[tuple[str, list[str]]] = field(default_factory=list)
    entries: dict[tuple[Passage, ...], tuple[str, str]] = field(default_factory=dict)
    lines: dict[Paragraph, str] = field(default_factory=dict)
    links: Iterator[tuple[str, str]] = field(default_factory=lambda: iter(()))
    count: int = 0
    numbers: Counter[str] = field(default_factory=Counter)

    def block(self, data: dict[str, Any]) -> str:
        """A block as Typst markup; what its numbers rest on is listed at the end of the document."""
        block = blocks.from_json(data)
        self.count += 1
        anchor = f"b{self.count}"
        self.links = iter(self._linked(block, anchor))
        return self._write(block, anchor)

    def _linked(self, block: Block, anchor: str) -> list[tuple[str, str]]:
        """For each run that rests on passages where its link leads and what print adds to it."""
        links: list[tuple[str, str]] = []
        name = self._name(block)
        entries: list[str] = []
        for group in evidence(block):
            found = group.run.passages
            for passage in found:
                self.lines.setdefault(passage.paragraph, f"l{len(self.lines) + 1}")
            if len(found) == 1 and _speaks_for_itself(group.run.text, found[0]):
                line = found[0].paragraph
                named = group.run.text == f"line {line.line}"
                links.append((self.lines[line], "" if named else f"#at-line[{line.line}]"))
            elif found in self.entries:
                there, label = self.entries[found]
                entries.append(f"#entry[{_label(group)}][as #link(<{there}>)[{content(label)}]]\n")
                links.append((there, ""))
            else:
                here = f"{anchor}-e{group.number}"
                self.entries[found] = (here, f"{name}, {_abridged(group.label, LABEL)}" if name else group.label)
                entries.append(f"#entry[{_label(group)}][{self._counted(group)}] <{here}>\n")
                links.append((here, ""))
        if entries:
            self.index.append((_reference(block, anchor), entries))
        return links

    def _name(self, block: Block) -> str:
        """`Table 3`, as Typst numbers it; nothing for what has no number."""
        kind = {TableBlock: "Table", FigureBlock: "Figure"}.get(type(block), "")
        self.numbers[kind] += 1
        return f"{kind} {self.numbers[kind]}" if kind else ""

    def _counted(self, group: Group) -> str:
        """What one number counts, outlet by outlet: its words with the lines they stand in."""
        parts: list[str] = []
        for outlet, own in groupby(group.run.passages, key=lambda p: p.paragraph.outlet):
            lines: dict[str, Counter[Paragraph]] = {}
            for passage in own:
                whole = passage.words.strip() == passage.paragraph.text.strip()
                lines.setdefault("" if whole else _abridged(passage.words), Counter())[passage.paragraph] += 1
            told = _SEMICOLON.join(self._where(words, found) for words, found in lines.items())
            parts.append(told if outlet in group.label.split(" · ") else f"{content(f'{outlet} ')}{told}")
        if group.run.cut:
            parts.append(f"{group.run.cut:,} more in the tables")
        return _SEMICOLON.join(parts)

    def _where(self, words: str, lines: Counter[Paragraph]) -> str:
        """Words with links to their lines; of a line that is meant as a whole only its number."""
        times = ((line, f" ({n}×)" if n > 1 else "") for line, n in lines.items())
        numbers = ", ".join(f"#at(<{self.lines[line]}>)[{line.line}]{again}" for line, again in times)
        return (content(f"“{words}” ") if words else "") + numbers

    def _write(self, block: Block, anchor: str) -> str:
        match block:
            case Finding():
                grade = f" #grade[{content(block.grade)}]" if block.grade else ""
                return f"#finding[{self.rich(block.text)}{grade}] <{anchor}>\n"
            case Note():
                return f"#{block.tone}[{self.rich(block.text)}] <{anchor}>\n"
            case PassagesBlock():
                items = "\n".join(f"+ {_quoted(excerpt)}" for excerpt in excerpts(block.passages))
                return f"#shown[{content(block.title)}][\n{items}\n] <{anchor}>\n"
            case FigureBlock():
                below = " · ".join(self.run(run) for run in block.evidence)
                behind = f"#behind[Passages: {below}]\n" if below else ""
                drawing = f'image(bytes({literal(block.svg)}), format: "svg", alt: {literal(block.alt)})'
                return f"#figure({drawing}, caption: [{content(block.caption)}]) <{anchor}>\n{behind}"
            case TableBlock():
                return self._table(block, anchor)

    def _table(self, block: TableBlock, anchor: str) -> str:
        widths = ", ".join(f"{width:g}fr" if width else "auto" for width in block.widths)
        align = ", ".join("right" if a == "number" else "left" for a in block.align)
        head = ", ".join(f"[{content(column)}]" for column in block.columns)
        rows = "\n".join(f"  {self._row(row, len(block.columns))}," for row in block.rows)
        note = f"#table-note[{content(block.note)}]\n" if block.note else ""
        table = f"table(\n  columns: ({widths},), align: ({align},),\n  table.header({head}),\n{rows}\n)"
        table = f"{'sectioned' if block.sections else 'row-headed'}({table})"
        return f"#late[#figure(kind: table, caption: [{content(block.caption)}], {table}) <{anchor}>]\n{note}"

    def _row(self, row: tuple[Rich, ...], columns: int) -> str:
        if len(row) == 1 < columns:
            return f"section({columns})[{self.rich(row[0])}]"
        return ", ".join(f"[{self.rich(cell)}]" for cell in row)

    def run(self, run: Run) -> str:
        """One run; where it rests on passages, a link to them."""
        text = _MARKS[run.mark].format(content(run.text))
        if not run.passages:
            return text
        target, added = next(self.links)
        return f"#cited(<{target}>)[{text}]{added}"

    def rich(self, text: Rich) -> str:
        """Runs one after another."""
        return "".join(self.run(run) for run in text)

    def appendix(self) -> str:
        """What the numbers rest on: for each the lines and words it counts, then those lines, each once, in full."""
        if not self.lines:
            return ""
        parts = ["#evidence-chapters[\n"]
        for reference, entries in self.index:
            parts += [f"#entries-of[{reference}]\n", *entries]
        parts.append("][\n")
        for (outlet, _), own in groupby(_in_order(self.lines), key=lambda line: (line.outlet, line.article_id)):
            parts.append(f"#heading(level: 2, outlined: false)[{content(outlet)}]\n")
            parts += [f"#text-line[{line.line}][{content(line.text)}] <{self.lines[line]}>\n" for line in own]
        return "".join([*parts, "]\n"])

    def markdown(self, source: str) -> str:
        """A Markdown cell."""
        tokens: Any = mistune.create_markdown(renderer=None, plugins=["table"])(source)
        return "".join(_token(token) for token in tokens)


def _reference(block: Block, anchor: str) -> str:
    match block:
        case TableBlock() | FigureBlock():
            return f"#ref(<{anchor}>). {content(block.caption)}"
        case _:
            return f"On #link(<{anchor}>)[page #context counter(page).at(<{anchor}>).first()]"


def _in_order(lines: Iterable[Paragraph]) -> list[Paragraph]:
    """Articles in the order of the document, lines in that of their article."""
    found = list(lines)
    articles = {a: n for n, a in enumerate(dict.fromkeys(line.article_id for line in found))}
    return sorted(found, key=lambda line: (articles[line.article_id], line.start))


def _speaks_for_itself(text: str, passage: Passage) -> bool:
    """Whether a run's text names the line of its passage, or shows its words."""
    shown, words = (" ".join(x.split()).strip("“”… ") for x in (text, passage.words))
    return text == f"line {passage.paragraph.line}" or (not shown.isdigit() and (shown in words or words in shown))


def _label(group: Group) -> str:
    return content(_abridged(group.label, LABEL))


def _abridged(words: str, most: int = PHRASE) -> str:
    """A phrase as it stands; of a longer passage how it begins and ends."""
    words = " ".join(words.split())
    if len(words) <= most:
        return words
    first, _, _ = words[: most - 10].rpartition(" ")
    return f"{first or words[: most - 10]} … {words.split()[-1][-20:]}"


def _quoted(excerpt: Excerpt) -> str:
    """Passages of one line in their context, with the place they stand at."""
    text = "".join(f"#strong[{content(part)}]" if meant else content(part) for part, meant in excerpt.parts)
    return f"{text} #place-of[{content(f'{excerpt.paragraph.outlet}, line {excerpt.paragraph.line}')}]"


def _inner(token: dict[str, Any]) -> str:
    return "".join(_token(child) for child in token.get("children", ()))


def _token(token: dict[str, Any]) -> str:
    match token["type"]:
        case "heading":
            return f"\n{'=' * token['attrs']['level']} {_inner(token)}\n"
        case "paragraph":
            return f"\n{_inner(token)}\n"
        case "text" | "inline_html" | "block_html":
            return content(token["raw"])
        case "emphasis":
            return f"#emph[{_inner(token)}]"
        case "strong":
            return f"#strong[{_inner(token)}]"
        case "codespan":
            return f"#raw({literal(token['raw'])});"
        case "block_code":
            return f"\n#raw(block: true, {literal(token['raw'].rstrip())})\n"
        case "link":
            url = token["attrs"]["url"]
            # A link inside the page has no place in print; its words stay.
            return _inner(token) if url.startswith("#") else f"#link({literal(url)})[{_inner(token)}]"
        case "image":
            return _inner(token)
        case "softbreak":
            return " "
        case "linebreak":
            return "#linebreak();"
        case "thematic_break":
            return "\n#line(length: 100%)\n"
        case "block_quote":
            return f"\n#quote(block: true)[{_inner(token)}]\n"
        case "list":
            kind = "enum" if token["attrs"]["ordered"] else "list"
            return f"\n#{kind}({', '.join(f'[{_inner(item)}]' for item in token['children'])})\n"
        case "table":
            return _markdown_table(token)
        case "blank_line":
            return "\n"
        case _:
            return _inner(token) or content(token.get("raw", ""))


def _markdown_table(token: dict[str, Any]) -> str:
    head, *bodies = token["children"]
    cells = [f"[{_inner(cell)}]" for body in bodies for row in body["children"] for cell in row["children"]]
    heads = ", ".join(f"[{_inner(cell)}]" for cell in head["children"])
    return f"\n#table(columns: {len(head['children'])}, table.header({heads}), {', '.join(cells)})\n"


class TypstExporter(BlockExporter):
    """A notebook as Typst source."""

    export_from_notebook = "newsparallax report (Typst)"
    output_mimetype = "text/vnd.typst"
    template_file = "document.typ.j2"
    document = Instance(Document, ())
    forms = ("text/markdown", "text/plain")

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".typ"

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.filters["typst_block"] = self._block
        environment.filters["typst_markdown"] = self._markdown
        environment.filters["typst_raw"] = lambda text: f"#raw(block: true, {literal(str(text).rstrip())})"
        return environment

    def _block(self, data: dict[str, Any]) -> str:
        return self.document.block(data)

    def _markdown(self, source: str) -> str:
        return self.document.markdown(source)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[Any, dict[str, Any]]:
        """Typst source of a notebook; `nb.metadata.newsparallax` may hold title, event and lines of the title page."""
        self.document = Document()
        body, resources = super().from_notebook_node(nb, resources, **kw)
        told = {"title": nb.metadata.get("title") or _first_heading(nb)}
        return self.whole(body, told | nb.metadata.get("newsparallax", {})), resources

    def whole(self, body: str, metadata: Mapping[str, Any]) -> str:
        """The source around its notebooks' bodies; `metadata` may hold title, event and lines of the title page."""
        title = metadata.get("title") or "Report"
        lines = "".join(f"{literal(line)}, " for line in metadata.get("lines", ()))
        style = (ASSETS / "document.typ").read_text(encoding="utf-8")
        event = literal(metadata.get("event") or "")
        date = "auto" if "SOURCE_DATE_EPOCH" in os.environ else "none"
        head = f"#show: report.with(title: {literal(title)}, event: {event}, lines: ({lines}), date: {date})"
        return f"{style}\n{head}\n{body}\n{self.document.appendix()}"


def _first_heading(nb: NotebookNode) -> str:
    lines: Iterable[str] = (
        line for cell in nb.cells if cell.cell_type == "markdown" for line in cell.source.split("\n")
    )
    return next((line[2:].strip() for line in lines if line.startswith("# ")), "")


class TypstPdfExporter(TypstExporter):
    """A notebook as a tagged PDF."""

    export_from_notebook = "newsparallax report (PDF)"
    output_mimetype = "application/pdf"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The PDF's bytes. Raises typst.TypstError where an alt text or a glyph is missing."""
        source, resources = super().from_notebook_node(nb, resources, **kw)
        resources["output_extension"] = ".pdf"
        return compile_pdf(source), resources


def compile_pdf(source: str) -> bytes:
    """Typst source as PDF/UA-1. Its date is SOURCE_DATE_EPOCH, else it has none: the same input, the same bytes."""
    import typst

    faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts.FOLDER)])
    compiler = typst.Compiler(source.encode(), font_paths=faces, ignore_system_fonts=True)
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    made: Any = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=epoch)
    return bytes(made)
