"""Executed notebooks as ONE tagged PDF (PDF/UA-1): nbconvert exporters `--to newsparallax-typst` and `…-typst-pdf`.

Typst refuses a figure without alt text and a character without glyph, so every PDF that comes out has neither.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import mistune
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from traitlets import default

from newsparallax.reporting import blocks, fonts
from newsparallax.reporting.blocks import (
    Block,
    FigureBlock,
    Finding,
    Note,
    Passage,
    PassagesBlock,
    Rich,
    Run,
    TableBlock,
    evidence,
)

ASSETS = Path(__file__).parent / "assets"
PRIORITY = [blocks.MIME, "text/markdown", "text/plain"]

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
    """One document being written: numbers its blocks and keeps what its list of passages will hold."""

    listed: list[tuple[str, str, Block]] = field(default_factory=list)
    count: int = 0
    linked: int = 0

    def block(self, data: dict[str, Any]) -> str:
        """A block as Typst markup; its passages are listed at the end of the document."""
        block = blocks.from_json(data)
        self.count += 1
        self.linked = 0
        anchor = f"b{self.count}"
        if evidence(block):
            self.listed.append((anchor, _reference(block, anchor), block))
        return self._write(block, anchor)

    def _write(self, block: Block, anchor: str) -> str:
        match block:
            case Finding():
                grade = f" #grade[{content(block.grade)}]" if block.grade else ""
                return f"#finding[{self.rich(block.text, anchor)}{grade}] <{anchor}>\n"
            case Note():
                return f"#{block.tone}[{self.rich(block.text, anchor)}] <{anchor}>\n"
            case PassagesBlock():
                items = "\n".join(f"+ {passage(p)}" for p in block.passages)
                return f"#shown[{content(block.title)}][\n{items}\n] <{anchor}>\n"
            case FigureBlock():
                below = " · ".join(self.run(run, anchor) for run in block.evidence)
                behind = f"#behind[Passages: {below}]\n" if below else ""
                drawing = f'image(bytes({literal(block.svg)}), format: "svg", alt: {literal(block.alt)})'
                return f"#figure({drawing}, caption: [{content(block.caption)}]) <{anchor}>\n{behind}"
            case TableBlock():
                return self._table(block, anchor)

    def _table(self, block: TableBlock, anchor: str) -> str:
        widths = ", ".join(f"{width:g}fr" if width else "auto" for width in block.widths)
        align = ", ".join("right" if a == "number" else "left" for a in block.align)
        head = ", ".join(f"[{content(column)}]" for column in block.columns)
        rows = "\n".join("  " + ", ".join(f"[{self.rich(cell, anchor)}]" for cell in row) + "," for row in block.rows)
        note = f"#table-note[{content(block.note)}]\n" if block.note else ""
        return (
            f"#figure(kind: table, caption: [{content(block.caption)}], table(\n"
            f"  columns: ({widths},), align: ({align},),\n  table.header({head}),\n{rows}\n)) <{anchor}>\n{note}"
        )

    def run(self, run: Run, anchor: str) -> str:
        """One run; where it rests on passages, a link to them."""
        text = _MARKS[run.mark].format(content(run.text))
        if not run.passages:
            return text
        self.linked += 1
        return f"#[#cited(<{anchor}-e{self.linked}>)[{text}]<{anchor}-c{self.linked}>]"

    def rich(self, text: Rich, anchor: str) -> str:
        """Runs one after another."""
        return "".join(self.run(run, anchor) for run in text)

    def appendix(self) -> str:
        """What every number and finding rests on: for each the numbers of its passages, then each passage once."""
        if not self.listed:
            return ""
        groups = [group for _, _, block in self.listed for group in evidence(block)]
        found = _in_order(p for group in groups for p in group.run.passages)
        number = {p: n for n, p in enumerate(found, 1)}
        parts = ["#passages-chapter[\n"]
        for anchor, reference, block in self.listed:
            parts.append(f"#passages-of[{reference}]\n")
            for group in evidence(block):
                here, back = f"{anchor}-e{group.number}", f"{anchor}-c{group.number}"
                links = ", ".join(f"#link(<p{number[p]}>)[{number[p]}]" for p in group.run.passages)
                cut = f" and {group.run.cut:,} more in the tables" if group.run.cut else ""
                parts.append(f"#group([{content(group.label)}], <{back}>)[{links}{cut}] <{here}>\n")
        parts.append("][\n")
        for label, own in groupby(found, key=lambda p: (p.outlet, p.article_id)):
            parts.append(f"#heading(level: 2, outlined: false)[{content(label[0])}]\n")
            parts += [f"{number[p]}. #metadata({number[p]}) <p{number[p]}>{passage(p, False)}\n" for p in own]
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


def _in_order(found: Iterable[Passage]) -> list[Passage]:
    """Each passage once, by article in the order of the document, then by place."""
    unique = list(dict.fromkeys(found))
    articles = {a: n for n, a in enumerate(dict.fromkeys(p.article_id for p in unique))}
    return sorted(unique, key=lambda p: (articles[p.article_id], p.start, p.end))


def passage(found: Passage, outlet: bool = True) -> str:
    """One passage in its context, with the place it stands at."""
    place = f"{found.outlet}, " * outlet + f"line {found.line}, {found.start}–{found.end}"
    return f"{content(found.before)}#strong[{content(found.words)}]{content(found.after)} #place-of[{content(place)}]"


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


class TypstExporter(TemplateExporter):  # type: ignore[misc]
    """A notebook as Typst source."""

    export_from_notebook = "newsparallax report (Typst)"
    output_mimetype = "text/vnd.typst"
    template_file = "document.typ.j2"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".typ"

    @default("template_name")
    def _template_name_default(self) -> str:
        return "base"

    @default("extra_template_paths")
    def _extra_template_paths_default(self) -> list[str]:
        return [str(ASSETS / "templates")]

    @property
    def default_config(self) -> Any:
        config = super().default_config
        config.NbConvertBase.display_data_priority = PRIORITY
        return config

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.globals["block_mime"] = blocks.MIME
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
        metadata: dict[str, Any] = dict(nb.metadata.get("newsparallax", {}))
        title = metadata.get("title") or nb.metadata.get("title") or _first_heading(nb) or "Report"
        lines = "".join(f"{literal(line)}, " for line in metadata.get("lines", ()))
        style = (ASSETS / "document.typ").read_text(encoding="utf-8")
        event = literal(metadata.get("event") or "")
        date = "auto" if "SOURCE_DATE_EPOCH" in os.environ else "none"
        head = f"#show: report.with(title: {literal(title)}, event: {event}, lines: ({lines}), date: {date})"
        return f"{style}\n{head}\n{body}\n{self.document.appendix()}", resources


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
