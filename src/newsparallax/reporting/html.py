"""Executed notebooks as ONE page that asks nothing of the network: an nbconvert exporter, `--to newsparallax-html`."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import mistune
from nbformat import NotebookNode
from traitlets import Instance, default

from newsparallax.reporting import blocks, fonts, markup
from newsparallax.reporting.blocks import FigureBlock, TableBlock
from newsparallax.reporting.exporter import ASSETS, BlockExporter


@dataclass(slots=True)
class Page:
    """One page being written: hands out ids and numbers and gathers the headings for the table of contents."""

    ids: markup.Ids = field(default_factory=markup.Ids)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    others: int = 0

    def block(self, data: dict[str, Any]) -> str:
        """A block with its number."""
        block = blocks.from_json(data)
        match block:
            case TableBlock():
                self.tables += 1
                return markup.block_html(block, f"table-{self.tables}", self.tables)
            case FigureBlock():
                self.figures += 1
                return markup.block_html(block, f"figure-{self.figures}", self.figures)
            case _:
                self.others += 1
                return markup.block_html(block, f"{block.kind}-{self.others}")

    def markdown(self, source: str) -> str:
        """A Markdown cell; its headings get ids that no other heading of the page has."""
        return str(mistune.create_markdown(renderer=_Markdown(self), plugins=["table"])(source))


class _Markdown(mistune.HTMLRenderer):
    def __init__(self, page: Page) -> None:
        super().__init__(escape=True)
        self.page = page

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        anchor = self.page.ids.take("s-" + markup.heading_slug(text))
        self.page.headings.append((level, anchor, text))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Only a picture that the page itself carries is drawn; any other becomes a link."""
        if url.startswith("data:"):
            return super().image(text, url, title)
        return f'<a href="{escape(url)}">{text or escape(url)}</a>'


def _contents(headings: list[tuple[int, str, str]]) -> str:
    items = "".join(
        f'<li class="level-{level}"><a href="#{anchor}">{text}</a></li>'
        for level, anchor, text in headings
        if level in (1, 2)
    )
    listed = f"<details open><summary>Contents</summary><ol>{items}</ol></details>"
    return f'<nav class="contents" aria-label="Contents">{listed}</nav>'


def _title(metadata: Mapping[str, Any]) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in metadata.get("lines", ()))
    event = f'<p class="event">{escape(metadata["event"])}</p>' if metadata.get("event") else ""
    return f'<header class="title"><p class="title-text">{escape(metadata["title"])}</p>{event}{lines}</header>'


class HtmlExporter(BlockExporter):
    """One self-contained page: no script or font from elsewhere, code folded away, ids unique."""

    export_from_notebook = "newsparallax report (HTML)"
    output_mimetype = "text/html"
    template_file = "page.html.j2"
    page = Instance(Page, ())
    forms = ("text/html", "image/svg+xml", "image/png", "text/plain")

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def _create_environment(self) -> Any:
        environment = super()._create_environment()
        environment.filters["page_block"] = self._block
        environment.filters["page_markdown"] = self._markdown
        environment.filters["base64"] = lambda text: base64.b64encode(str(text).encode()).decode("ascii")
        return environment

    def _block(self, data: dict[str, Any]) -> str:
        return self.page.block(data)

    def _markdown(self, source: str) -> str:
        return self.page.markdown(source)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """The page of one notebook; `nb.metadata.newsparallax` may hold title, event and lines of the title page."""
        self.page = Page()
        body, resources = super().from_notebook_node(nb, resources, **kw)
        told = {"title": nb.metadata["title"]} if "title" in nb.metadata else {}
        return self.whole(body, told | nb.metadata.get("newsparallax", {})), resources

    def whole(self, body: str, metadata: Mapping[str, Any]) -> str:
        """The page around its notebooks' bodies; `metadata` may hold title, event and lines of the title page."""
        first = next((text for level, _, text in self.page.headings if level == 1), "Report")
        metadata = {"title": first, **metadata}
        title, contents = _title(metadata), _contents(self.page.headings)
        faces = fonts.css([title, contents, body])
        style = (ASSETS / "page.css").read_text(encoding="utf-8")
        script = (ASSETS / "page.js").read_text(encoding="utf-8")
        name = " – ".join(part for part in (metadata["title"], metadata.get("event")) if part)
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="generator" content="newsparallax">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(name)}</title>\n"
            f"<style>\n{faces}\n{style}</style>\n</head>\n<body>\n"
            '<a class="skip" href="#main">Skip to the report</a>\n'
            f'{contents}\n<main id="main">\n{title}\n{body}\n</main>\n<script>\n{script}</script>\n</body>\n</html>\n'
        )
