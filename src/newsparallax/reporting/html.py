"""Executed notebooks as ONE page that asks nothing of the network: an nbconvert exporter, `--to newsparallax-html`."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, ClassVar

import mistune

from newsparallax.reporting import ASSETS, fonts, markup
from newsparallax.reporting.blocks import Articles, Block
from newsparallax.reporting.exporter import BlockExporter
from newsparallax.reporting.reader import articles_html

_READER = "<!-- the articles -->"  # where they go, once it is known what cites their sentences


@dataclass(slots=True)
class Page:
    """One page being written: hands out ids and numbers and gathers the headings for the table of contents."""

    ids: markup.Ids = field(default_factory=markup.Ids)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)
    html: markup.Html = field(default_factory=markup.Html)
    articles: Articles | None = None

    def block(self, block: Block) -> str:
        """A block with its number; of the articles the place where they will stand."""
        if isinstance(block, Articles):
            self.articles = block
            return _READER
        kind = type(block).__name__.lower().removesuffix("block")
        self.numbers[kind] += 1
        return self.html.block(block, f"{kind}-{self.numbers[kind]}", self.numbers[kind])

    def markdown(self, source: str) -> str:
        """A Markdown cell; its headings get ids that no other heading of the page has, below that of the title."""
        return str(mistune.create_markdown(renderer=_Markdown(self), plugins=["table"])(source))

    def with_articles(self, body: str) -> str:
        """The body with the articles in their place; where a page has none, those sentences stand at its end."""
        if self.articles is None:
            return body
        return body.replace(_READER, articles_html(self.articles, self.html.uses, self.html.spans))


class _Markdown(mistune.HTMLRenderer):
    def __init__(self, page: Page) -> None:
        super().__init__(escape=True)
        self.page = page

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        anchor = self.page.ids.take("s-" + markup.heading_slug(text))
        self.page.headings.append((level, anchor, text))
        return f'<h{level + 1} id="{anchor}">{text}</h{level + 1}>\n'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Only a picture that the page itself carries is drawn; any other becomes a link."""
        if url.startswith("data:"):
            return super().image(text, url, title)
        return f'<a href="{escape(url)}">{text or escape(url)}</a>'


def _contents(headings: list[tuple[int, str, str]]) -> str:
    items = "".join(f'<li><a href="#{anchor}">{text}</a></li>' for level, anchor, text in headings if level == 1)
    code = '<label class="switch"><input type="checkbox" id="code"> Show the code</label>'
    listed = f'<ol tabindex="0"><li><a href="#main">Top</a></li>{items}</ol>'
    return f'<nav class="contents" aria-label="Contents">{listed}{code}</nav>'


def _title(metadata: Mapping[str, Any]) -> str:
    kicker = f'<p class="kicker">{escape(metadata["kicker"])}</p>' if metadata.get("kicker") else ""
    # What leads the report has no heading to be seen; who moves by headings finds one.
    first = '<h2 class="vh">At a glance</h2>'
    return f'<header class="title">{kicker}<h1>{escape(metadata["title"])}</h1></header>{first}'


def _base64(text: object) -> str:
    return base64.b64encode(str(text).encode()).decode("ascii")


class HtmlExporter(BlockExporter):
    """One self-contained page: no script or font from elsewhere, code folded away, ids unique."""

    export_from_notebook = "newsparallax report (HTML)"
    output_mimetype = "text/html"
    template_file = "page.html.j2"
    ending = ".html"
    forms = ("text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain")
    filters: ClassVar[Mapping[str, Callable[[Any], str]]] = {"base64": _base64}
    writer = Page

    def markdown(self, source: str) -> str:
        return str(self.written.markdown(source))

    def whole(self, body: str, metadata: Mapping[str, Any]) -> str:
        page: Page = self.written
        title, contents = _title(metadata), _contents(page.headings)
        body = page.with_articles(body)
        faces = fonts.css([title, contents, body])
        style = (ASSETS / "page.css").read_text(encoding="utf-8")
        script = (ASSETS / "page.js").read_text(encoding="utf-8")
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="generator" content="newsparallax">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(metadata['title'])}</title>\n"
            f"<style>\n{faces}\n{style}</style>\n</head>\n<body>\n"
            '<a class="skip" href="#main">Skip to the report</a>\n'
            f'{contents}\n<main id="main">\n{title}\n{body}\n</main>\n'
            f"<script>\n{script}</script>\n</body>\n</html>\n"
        )
