"""Executed notebooks as ONE tagged PDF (PDF/UA-1): nbconvert exporters `--to newsparallax-typst` and `…-typst-pdf`.

Typst refuses a figure without alt text and a character without glyph, so every PDF that comes out has neither.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import mistune
from nbformat import NotebookNode

from newsparallax.reporting import ASSETS, fonts
from newsparallax.reporting.exporter import BlockExporter
from newsparallax.reporting.typeset import Document, content, literal


def markdown(source: str) -> str:
    """A Markdown cell."""
    tokens: Any = mistune.create_markdown(renderer=None, plugins=["table"])(source)
    return "".join(_token(token) for token in tokens)


def _inner(token: dict[str, Any]) -> str:
    return "".join(_token(child) for child in token.get("children", ()))


# Markdown that stands as it is in print, and what is written around what it holds.
_FIXED = {
    "softbreak": " ",
    "linebreak": "#linebreak();",
    "thematic_break": "\n#line(length: 100%)\n",
    "blank_line": "\n",
}
_AROUND = {
    "paragraph": "\n{}\n",
    "emphasis": "#emph[{}]",
    "strong": "#strong[{}]",
    "image": "{}",
    "block_quote": "\n#quote(block: true)[{}]\n",
}


def _token(token: dict[str, Any]) -> str:
    kind = token["type"]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _AROUND:
        return _AROUND[kind].format(_inner(token))
    match kind:
        case "heading":
            return f"\n{'=' * token['attrs']['level']} {_inner(token)}\n"
        case "text" | "inline_html" | "block_html":
            return content(token["raw"])
        case "codespan":
            return f"#raw({literal(token['raw'])});"
        case "block_code":
            return f"\n{_raw(token['raw'])}\n"
        case "link":
            url = token["attrs"]["url"]
            # A link inside the page has no place in print; its words stay.
            return _inner(token) if url.startswith("#") else f"#link({literal(url)})[{_inner(token)}]"
        case "list":
            listed = "enum" if token["attrs"]["ordered"] else "list"
            return f"\n#{listed}({', '.join(f'[{_inner(item)}]' for item in token['children'])})\n"
        case "table":
            return _markdown_table(token)
    return _inner(token) or content(token.get("raw", ""))


def _markdown_table(token: dict[str, Any]) -> str:
    head, *bodies = token["children"]
    cells = [f"[{_inner(cell)}]" for body in bodies for row in body["children"] for cell in row["children"]]
    heads = ", ".join(f"[{_inner(cell)}]" for cell in head["children"])
    return f"\n#table(columns: {len(head['children'])}, table.header({heads}), {', '.join(cells)})\n"


def _raw(text: object) -> str:
    return f"#raw(block: true, {literal(str(text).rstrip())})"


class TypstExporter(BlockExporter):
    """A notebook as Typst source."""

    export_from_notebook = "newsparallax report (Typst)"
    output_mimetype = "text/vnd.typst"
    template_file = "document.typ.j2"
    ending = ".typ"
    forms = ("text/markdown", "text/plain")
    filters: ClassVar[Mapping[str, Callable[[Any], str]]] = {"raw": _raw}
    writer = Document

    def markdown(self, source: str) -> str:
        return markdown(source)

    def whole(self, body: str, metadata: Mapping[str, Any]) -> str:
        title, kicker = metadata["title"], metadata.get("kicker") or ""
        style = (ASSETS / "document.typ").read_text(encoding="utf-8")
        date = "auto" if "SOURCE_DATE_EPOCH" in os.environ else "none"
        head = f"#show: report.with(title: {literal(title)}, kicker: {literal(kicker)}, date: {date})"
        return f"{style}\n{head}\n{self.written.with_articles(body)}\n"


class TypstPdfExporter(TypstExporter):
    """A notebook as a tagged PDF."""

    export_from_notebook = "newsparallax report (PDF)"
    output_mimetype = "application/pdf"
    ending = ".pdf"

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
