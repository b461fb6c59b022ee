"""What a notebook calls to show something: `show.table(…)`, `show.text(…)`, `show.cards(…)`.

Each call returns an object that JupyterLab draws at once and that the report's exporters render again for the page
and for print. A call whose result is not the last line of a cell needs `display(…)` around it.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from newsparallax.reporting import blocks
from newsparallax.reporting.blocks import Block, Mark, Rich, Run
from newsparallax.reporting.passages import Span, Texts

# More passages than this behind one number are counted, not listed; the tables hold them all.
LISTED = 20
Text = str | int | float | Run | Sequence["str | Run"] | None
Cell = Text | blocks.Bar | blocks.Strip


@dataclass(frozen=True, slots=True)
class Shown:
    """A block as a notebook output."""

    block: Block

    def __repr__(self) -> str:
        return f"<Shown: {textwrap.shorten(blocks.name(self.block), 80, placeholder=' …')}>"

    def to_frame(self) -> pd.DataFrame:
        """A table as a DataFrame of its cells' words. Raises TypeError for what is no table."""
        if not isinstance(self.block, blocks.TableBlock):
            raise TypeError(f"{blocks.name(self.block)!r} is no table; ev.tables has the numbers behind it")
        rows = [[blocks.plain(cell) for cell in row] for row in self.block.rows]
        return pd.DataFrame(rows, columns=list(self.block.columns))

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {blocks.MIME: blocks.to_json(self.block), "text/plain": blocks.name(self.block)}
        if blocks.ONLY not in os.environ:
            from newsparallax.reporting import markup

            bundle["text/html"] = markup.standalone(self.block)
        return bundle


def number(value: float | int | None) -> str:
    """A count with thousands set apart, a fraction with two digits, a dash for what is missing."""
    if value is None or pd.isna(value):
        return "–"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:.2f}"


def cited(text: str, texts: Texts, spans: Iterable[Span], mark: Mark = "", key: str = "") -> Run:
    """A run that links to its passages; a run without spans is plain text."""
    found = texts.passages(spans)
    return Run(text, mark, found[:LISTED], max(len(found) - LISTED, 0), key)


def rich(value: Text) -> Rich:
    """Runs of anything a cell or a sentence may hold."""
    match value:
        case None:
            return (Run("–", "muted"),)
        case Run():
            return (value,)
        case str():
            return (Run(value),)
        case int() | float():
            return (Run(number(value)),)
        case _ if isinstance(value, Sequence):
            return tuple(part if isinstance(part, Run) else Run(str(part)) for part in value)
        case _:
            return (Run("–" if pd.isna(value) else str(value)),)


def cell(value: Cell) -> blocks.Cell:
    """What a cell holds: a drawing as it is, anything else as runs."""
    return value if isinstance(value, (blocks.Bar, blocks.Strip)) else rich(value)


def text(value: Text) -> Shown:
    """A paragraph."""
    return Shown(blocks.Text(rich(value)))


def lead(value: Text) -> Shown:
    """A paragraph that leads the report."""
    return Shown(blocks.Text(rich(value), "lead"))


def note(value: Text) -> Shown:
    """Something to know before reading on."""
    return Shown(blocks.Text(rich(value), "note"))


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    caption: str,
    note: str = "",
    numbers: Iterable[str] = (),
    widths: Sequence[float] = (),
) -> Shown:
    """A captioned table; the first cell of a row is its header.

    `numbers` names the columns that are set as numbers (right-aligned); `widths` are relative, 0 means as narrow as
    the content, and by default the columns of text share what the numbers leave.
    """
    right = set(numbers)
    body = tuple(tuple(cell(value) for value in row) for row in rows)
    align = tuple("number" if column in right else "text" for column in columns)
    shares = tuple(widths) or tuple(0.0 if a == "number" else 1.0 for a in align)
    return Shown(blocks.TableBlock(caption, tuple(columns), body, align, shares, note))


def cards(kind: str, shown: Iterable[blocks.Card], first: int = 10, note: str = "", timeline: bool = False) -> Shown:
    """Cards, one for each thing of a kind; those after the first few are folded."""
    return Shown(blocks.Cards(kind, tuple(shown), first, note, "timeline" if timeline else "list"))
