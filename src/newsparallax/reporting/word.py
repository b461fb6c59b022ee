"""The body of the report as a Word document, for editors who comment: headings as styles, evidence linked to the page.

The articles stay on the page: a link from a claim or a number opens `report.html`, beside the document, at the
sentence it rests on.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import mistune
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from nbformat import NotebookNode

from newsparallax.reporting import blocks
from newsparallax.reporting.blocks import Articles, Block, Card, Cards, Overview, Rich, Run, TableBlock
from newsparallax.reporting.blocks import Text as TextBlock

_GREY = RGBColor(0x57, 0x5E, 0x6A)
_EPOCH = 315532800  # 1980: no earlier date fits into a zip archive
# Word refuses a document that holds one of these.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(notebooks: Iterable[NotebookNode], metadata: Mapping[str, Any], page: str) -> bytes:
    """The executed and settled notebooks as .docx; `page` is the file that links lead to."""
    made = _Document(docx.Document(), page)
    made.head(metadata)
    for notebook in notebooks:
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                made.markdown(cell.source)
            for output in cell.get("outputs", ()):
                data = output.get("data", {})
                if block := data.get(blocks.MIME):
                    made.block(blocks.from_json(block))
                elif "text/markdown" in data:
                    made.markdown(data["text/markdown"])
    return made.saved()


def commented(path: Path) -> bool:
    """Whether somebody has written comments into a document."""
    if not path.exists():
        return False
    try:
        with zipfile.ZipFile(path) as held:
            return "word/comments.xml" in held.namelist()
    except zipfile.BadZipFile:
        return False


@dataclass(slots=True)
class _Document:
    """A document being written."""

    file: Any
    page: str
    tables: int = 0

    def head(self, metadata: Mapping[str, Any]) -> None:
        """Title, kicker, and what the file says of itself: nothing that changes from run to run."""
        title = _FORBIDDEN.sub("", str(metadata["title"]))
        said, when = self.file.core_properties, dt.datetime.fromtimestamp(_made(), dt.UTC)
        said.title, said.author, said.comments, said.language = title, "newsparallax", "", "en"
        said.created = said.modified = when
        if metadata.get("kicker"):
            self.paragraph((Run(str(metadata["kicker"])),), "Subtitle")
        self.paragraph((Run(title),), "Title")

    def markdown(self, source: str) -> None:
        """Headings and paragraphs of a Markdown cell."""
        tokens: Any = mistune.create_markdown(renderer=None)(source)
        for token in tokens:
            if token["type"] == "heading":
                self.paragraph((Run(_words(token)),), f"Heading {token['attrs']['level']}")
            elif token["type"] == "paragraph":
                paragraph = self.file.add_paragraph()
                for child in token["children"]:
                    target = child["attrs"]["url"] if child["type"] == "link" else None
                    self._run(paragraph, Run(_words(child)), target)

    def block(self, block: Block) -> None:
        """A block; of the articles a line that says where they are."""
        match block:
            case Articles():
                paragraph = self.paragraph((Run("The articles stand sentence by sentence on the page "),))
                self._run(paragraph, Run(self.page), f"{self.page}#reader")
            case TextBlock():
                paragraph = self.paragraph(block.text)
                paragraph.paragraph_format.left_indent = Mm(4) if block.tone == "note" else None
            case TableBlock():
                self.tables += 1
                self.paragraph((Run(f"Table {self.tables}. ", "strong"), Run(block.caption)), "Caption")
                rows = [tuple(map(blocks.within, row)) for row in block.rows]
                self._table([tuple((Run(column),) for column in block.columns), *rows])
                self._note(block.note)
            case Overview():
                head = ((), *((Run(name), Run(f" {below}", "muted")) for name, below in block.columns))
                rows = [(header, *map(blocks.within, cells)) for header, cells in block.rows]
                for n, text in enumerate(block.numbered, 1):
                    self.paragraph((Run(f"{n}. "), *text))
                self._table([head, *rows])
                self._note(block.note)
            case Cards():
                for card in block.cards[: block.shown]:
                    self._card(card)
                self._note(block.printed_note)

    def _card(self, card: Card) -> None:
        self.paragraph(card.title, "Heading 2")
        if card.strip:
            self.paragraph((Run("   ".join(f"{sign} {named}" for sign, named in card.signs), "muted"),))
        for who, how, words in card.told:
            called = (Run(who, "strong"), Run(f" ({how})" if how else "", "muted"), Run(": "))
            self.paragraph((*called, *words))
        if card.note:
            self.paragraph(card.note)

    def _table(self, rows: list[tuple[Rich, ...]]) -> None:
        """A table whose first row is its head, also on the next page."""
        table = self.file.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        for n, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=True):
                self._runs(cell.paragraphs[0], (Run(blocks.plain(text), "strong"),) if n == 0 else text, Pt(8))
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def _note(self, note: str) -> None:
        if note:
            self.paragraph((Run(note, "muted"),))

    def paragraph(self, text: Rich, style: str | None = None) -> Any:
        """A paragraph in one of Word's own styles."""
        paragraph = self.file.add_paragraph(style=style)
        self._runs(paragraph, text)
        return paragraph

    def _runs(self, paragraph: Any, text: Rich, size: Any = None) -> None:
        for run in text:
            target = f"{self.page}#{run.passages[0].sentence.anchor}" if run.passages else None
            made = self._run(paragraph, run, target)
            made.font.size = size

    def _run(self, paragraph: Any, run: Run, target: str | None = None) -> Any:
        """A run in its manner; with a target inside a hyperlink."""
        made = paragraph.add_run(_FORBIDDEN.sub("", run.text))
        font = made.font
        font.bold = run.mark in ("strong", "changed") or None
        font.italic = run.mark == "emphasis" or None
        font.underline = run.mark in ("changed", "added") or target is not None or None
        if run.mark == "muted":
            font.color.rgb = _GREY
        if target is not None:
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            made._r.addprevious(link)
            link.append(made._r)
        return made

    def saved(self) -> bytes:
        """The file's bytes: its parts all bear one date, so that the same report is the same file."""
        buffer, clean = io.BytesIO(), io.BytesIO()
        self.file.save(buffer)
        date = dt.datetime.fromtimestamp(_made(), dt.UTC).timetuple()[:6]
        with zipfile.ZipFile(buffer) as written, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as kept:
            for name in sorted(written.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
                kept.writestr(zipfile.ZipInfo(name, date), written.read(name), zipfile.ZIP_DEFLATED)
        return clean.getvalue()


def _made() -> int:
    return max(int(os.environ.get("SOURCE_DATE_EPOCH", _EPOCH)), _EPOCH)


def _words(token: Mapping[str, Any]) -> str:
    return str(token.get("raw", "")) + "".join(map(_words, token.get("children", ())))
