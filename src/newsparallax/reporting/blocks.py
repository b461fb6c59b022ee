"""What a report is made of: findings, notes, tables, figures and passages, free of any output format.

A notebook's output carries a block as JSON under `MIME`; the HTML and the Typst exporter render the same block, so
that page and print cannot disagree. Text is a sequence of runs; a run may point to the passages it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

MIME = "application/vnd.newsparallax.block+json"
# Where this environment variable is set nobody looks at a notebook: its outputs carry blocks, and no HTML beside them.
ONLY = "NEWSPARALLAX_BLOCKS_ONLY"

# `changed`, `added` and `dropped` compare two tellings: the renderers mark them by more than colour.
Mark = Literal["", "strong", "emphasis", "muted", "changed", "added", "dropped"]


CONTEXT = 90  # characters shown on either side of a passage where its paragraph is longer


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of an article: its number in the file, where it starts in the article's text, and its words."""

    article_id: str
    outlet: str
    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words within one paragraph; offsets count characters of the article's text."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.paragraph.text[self.start - self.paragraph.start : self.end - self.paragraph.start]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Passages of one paragraph, shown together: `parts` are stretches of it with whether they are the words meant."""

    paragraph: Paragraph
    passages: tuple[Passage, ...]
    parts: tuple[tuple[str, bool], ...]


def excerpts(passages: Iterable[Passage], context: int | None = CONTEXT) -> list[Excerpt]:
    """Passages gathered by paragraph, in the order given; far from any of them the paragraph is cut at words.

    With `context` None the paragraphs stand whole.
    """
    found = []
    for paragraph, own in groupby(passages, key=lambda p: p.paragraph):
        kept = tuple(own)
        found.append(Excerpt(paragraph, kept, tuple(_parts(paragraph, kept, context))))
    return found


def _parts(paragraph: Paragraph, passages: tuple[Passage, ...], context: int | None) -> Iterator[tuple[str, bool]]:
    """The paragraph cut into unmarked and marked stretches; passages that overlap are marked as one."""
    at, first = 0, True
    for start, end in _merged((p.start - paragraph.start, p.end - paragraph.start) for p in passages):
        if start > at:
            yield _cut(paragraph.text[at:start], context, left=not first, right=True), False
        yield paragraph.text[start:end], True
        at, first = end, False
    if at < len(paragraph.text):
        yield _cut(paragraph.text[at:], context, left=not first, right=False), False


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, context: int | None, left: bool, right: bool) -> str:
    """Of a stretch between marked words what stands near them: `left` and `right` tell on which side they are."""
    if context is None or len(text) <= context * (left + right) + 1:
        return text
    near = text[:context].rpartition(" ")[0] + " " if left else ""
    return near + "…" + (" " + text[-context:].partition(" ")[2] if right else "")


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
    """A captioned table: the first column of `rows` is the row's header, or, where there are such rows, one of a single
    cell heads the rows below it; `align` holds `text` or `number` for each column, `widths` relative widths of the
    columns (0: as narrow as its content)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Rich, ...], ...]
    align: tuple[str, ...]
    widths: tuple[float, ...]
    note: str = ""
    kind: str = "table"

    @property
    def sections(self) -> bool:
        """Whether rows of one cell head the others, which then have no headers of their own."""
        return any(len(row) == 1 for row in self.rows)


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
    """The block as JSON, for a notebook's output: each paragraph once, passages by its place among `paragraphs`."""
    paragraphs: dict[Paragraph, int] = {}

    def placed(found: Iterable[Passage]) -> list[list[int]]:
        return [[paragraphs.setdefault(p.paragraph, len(paragraphs)), p.start, p.end] for p in found]

    def runs(text: Rich) -> list[list[Any]]:
        return [[run.text, run.mark, placed(run.passages), run.label, run.cut] for run in text]

    data: dict[str, Any] = {"kind": block.kind}
    match block:
        case Finding():
            data |= {"text": runs(block.text), "grade": block.grade}
        case Note():
            data |= {"text": runs(block.text), "tone": block.tone}
        case TableBlock():
            data |= {key: getattr(block, key) for key in ("caption", "columns", "align", "widths", "note")}
            data["rows"] = [[runs(cell) for cell in row] for row in block.rows]
        case FigureBlock():
            data |= {"caption": block.caption, "alt": block.alt, "svg": block.svg, "evidence": runs(block.evidence)}
        case PassagesBlock():
            data |= {"title": block.title, "passages": placed(block.passages)}
    data["paragraphs"] = [[p.article_id, p.outlet, p.line, p.start, p.text] for p in paragraphs]
    return data


def from_json(data: Mapping[str, Any]) -> Block:
    """A block read back. Raises ValueError for a kind this version does not know."""
    paragraphs = [Paragraph(*paragraph) for paragraph in data.get("paragraphs", ())]

    def passages(found: Iterable[tuple[int, int, int]]) -> tuple[Passage, ...]:
        return tuple(Passage(paragraphs[at], start, end) for at, start, end in found)

    def rich(found: Iterable[Any]) -> Rich:
        return tuple(Run(text, mark, passages(own), label, cut) for text, mark, own, label, cut in found)

    match data["kind"]:
        case "finding":
            return Finding(rich(data["text"]), data["grade"])
        case "note":
            return Note(rich(data["text"]), data["tone"])
        case "table":
            rows = tuple(tuple(rich(cell) for cell in row) for row in data["rows"])
            columns, align, widths = (tuple(data[key]) for key in ("columns", "align", "widths"))
            return TableBlock(data["caption"], columns, rows, align, widths, data["note"])
        case "figure":
            return FigureBlock(data["caption"], data["alt"], data["svg"], rich(data["evidence"]))
        case "passages":
            return PassagesBlock(data["title"], passages(data["passages"]))
        case kind:
            raise ValueError(f"no block of kind {kind!r}; the notebook was executed by another version")


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
                columns = block.columns if len(row) > 1 else ("",)
                for column, cell in zip(columns, row, strict=True):
                    place = " · ".join(part for part in (plain(row[0]), column) if part)
                    yield from ((run.label or place, run) for run in cell if run.passages)


def plain(text: Rich) -> str:
    """The words of a rich text."""
    return "".join(run.text for run in text)
