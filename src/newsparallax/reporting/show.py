"""What a notebook calls to show something: `show.table(…)`, `show.figure(…)`, `show.finding(…)`, `show.passages(…)`.

Each call returns an object that JupyterLab draws at once and that the report's exporters render again for the page
and for print. A call whose result is not the last line of a cell needs `display(…)` around it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from newsparallax.reporting import blocks, markup
from newsparallax.reporting.blocks import Block, Mark, Passage, Rich, Run
from newsparallax.reporting.passages import Span, Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# More passages than this behind one number are counted, not listed; the Parquet tables hold them all.
LISTED = 40
Text = str | int | float | Run | Sequence["str | Run"] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """One or more blocks as a notebook output."""

    block: Block

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        name = markup.text_of(self.block)
        bundle: dict[str, Any] = {blocks.MIME: blocks.to_json(self.block), "text/plain": name}
        if blocks.ONLY not in os.environ:
            bundle["text/html"] = markup.standalone(self.block, markup.heading_slug(name)[:40])
        return bundle


def number(value: float | int | None) -> str:
    """A count with thousands set apart, a fraction with two digits, a dash for what is missing."""
    if value is None or pd.isna(value):
        return "–"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:.2f}"


def cited(text: str, texts: Texts, spans: Iterable[Span], mark: Mark = "", label: str = "") -> Run:
    """A run that links to its passages; a run without spans is plain text."""
    found = texts.passages(spans)
    return Run(text, mark, found[:LISTED], label, max(len(found) - LISTED, 0))


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


def finding(text: Text, grade: str = "") -> Shown:
    """The chapter's finding in a sentence, with how sure it is in words."""
    return Shown(blocks.Finding(rich(text), grade))


def note(text: Text, banner: bool = False) -> Shown:
    """Something to know before reading on; `banner` for what bounds the whole report."""
    return Shown(blocks.Note(rich(text), "banner" if banner else "note"))


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Text]],
    caption: str,
    note: str = "",
    numbers: Iterable[str] = (),
    widths: Sequence[float] = (),
) -> Shown:
    """A captioned table; the first cell of a row is its header, unless rows of one cell head those below them.

    `numbers` names the columns that are set as numbers (right-aligned); `widths` are relative, 0 means as narrow as
    the content, and by default the columns of text share what the numbers leave.
    """
    right = set(numbers)
    body = tuple(tuple(rich(cell) for cell in row) for row in rows)
    align = tuple("number" if column in right else "text" for column in columns)
    shares = tuple(widths) or tuple(0.0 if a == "number" else 1.0 for a in align)
    return Shown(blocks.TableBlock(caption, tuple(columns), body, align, shares, note))


def figure(figure: Figure, caption: str, alt: str, evidence: Iterable[Run] = ()) -> Shown:
    """A figure with its caption and, for who cannot see it, `alt`; `evidence` are the runs listed below it."""
    from newsparallax.reporting.figures import to_svg

    if not alt.strip():
        raise ValueError(f"figure {caption!r} needs an alt text")
    return Shown(blocks.FigureBlock(caption, alt, to_svg(figure), tuple(evidence)))


def passages(title: str, found: Iterable[Passage]) -> Shown:
    """Passages in their context, in place."""
    return Shown(blocks.PassagesBlock(title, tuple(found)))
