"""What a report is made of: findings, notes, tables, figures and passages, free of any output format.

A notebook's output carries a block as JSON under `MIME`; the HTML and the Typst exporter render the same block, so
that page and print cannot disagree. Text is a sequence of runs; a run may point to the passages it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

MIME = "application/vnd.newsparallax.block+json"

# `changed`, `added` and `dropped` compare two tellings: the renderers mark them by more than colour.
Mark = Literal["", "strong", "emphasis", "muted", "changed", "added", "dropped"]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one article in their context; offsets count characters of the article's text."""

    article_id: str
    outlet: str
    line: int
    start: int
    end: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; `passages` are the evidence it links to, `label` names it in their list.

    `cut` counts the passages that are not listed because a number rests on more than a page can show.
    """

    text: str
    mark: Mark = ""
    passages: tuple[Passage, ...] = ()
    label: str = ""
    cut: int = 0


Rich = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What an analysis found, in a sentence; `grade` says how sure, in words."""

    text: Rich
    grade: str = ""
    kind: str = "finding"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark to read before what follows: `banner` bounds the whole report, `note` one table or chapter."""

    text: Rich
    tone: Literal["banner", "note"] = "note"
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A captioned table: the first column of `rows` is the row's header; `align` holds `text` or `number` for each
    column, `widths` relative widths of the columns (0: as narrow as its content)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]
    note: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A drawn figure: `svg` as matplotlib wrote it, `alt` for who cannot see it, `evidence` runs listed below it."""

    caption: str
    alt: str
    svg: str
    evidence: Rich = ()
    kind: str = "figure"


@dataclass(frozen=True, slots=True)
class PassagesBlock:
    """Passages shown in place, under a title."""

    title: str
    passages: tuple[Passage, ...]
    kind: str = "passages"


Block = Finding | Note | TableBlock | FigureBlock | PassagesBlock


def to_json(block: Block) -> dict[str, Any]:
    """The block as JSON, for a notebook's output."""
    return asdict(block)


def from_json(data: Mapping[str, Any]) -> Block:
    """A block read back. Raises ValueError for a kind this version does not know."""
    match data["kind"]:
        case "finding":
            return Finding(_rich(data["text"]), data["grade"])
        case "note":
            return Note(_rich(data["text"]), data["tone"])
        case "table":
            rows = tuple(tuple(_rich(cell) for cell in row) for row in data["rows"])
            columns, align, widths = (tuple(data[key]) for key in ("columns", "align", "widths"))
            return TableBlock(data["caption"], columns, rows, align, widths, data["note"])
        case "figure":
            return FigureBlock(data["caption"], data["alt"], data["svg"], _rich(data["evidence"]))
        case "passages":
            return PassagesBlock(data["title"], _passages(data["passages"]))
        case kind:
            raise ValueError(f"no block of kind {kind!r}; the notebook was executed by another version")


def _passages(data: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    return tuple(Passage(**passage) for passage in data)


def _rich(data: Iterable[Mapping[str, Any]]) -> Rich:
    return tuple(Run(r["text"], r["mark"], _passages(r["passages"]), r["label"], r["cut"]) for r in data)


@dataclass(frozen=True, slots=True)
class Group:
    """The passages one run rests on; `number` is the run's place in its block, counted from 1."""

    number: int
    label: str
    run: Run


def evidence(block: Block) -> list[Group]:
    """The groups of passages a block links to, in reading order."""
    return [Group(n, label, run) for n, (label, run) in enumerate(_evident(block), 1)]


def _evident(block: Block) -> Iterator[tuple[str, Run]]:
    match block:
        case Finding() | Note():
            yield from ((run.label or run.text, run) for run in block.text if run.passages)
        case FigureBlock():
            yield from ((run.label or run.text, run) for run in block.evidence if run.passages)
        case TableBlock():
            for row in block.rows:
                for column, cell in zip(block.columns, row, strict=True):
                    place = " · ".join(part for part in (plain(row[0]), column) if part)
                    yield from ((run.label or place, run) for run in cell if run.passages)


def plain(text: Rich) -> str:
    """The words of a rich text."""
    return "".join(run.text for run in text)
