"""A reader's corrections: `corrections.csv` beside the corpus, applied to the attributions after tagging.

Columns: `article` (its id), `start`, `end` and `words` of the content to correct, `field`, `value`. The words find the
passage again when the text above it has changed; a correction whose passage has gone is reported, never dropped.

`field` is one of speaker, side, kind, official, anonymous, via, source, cue; or `delete` (no attribution stands here);
or `add` (one does: the value is its kind, further lines for the same words give its speaker and the rest). An empty
value empties the field. What a person decided says `human` in `speaker_from`, `side_from` or `rule`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, get_args

from newsparallax.corpus import CorpusError, nearest
from newsparallax.reading.article import Article, Notice
from newsparallax.tables import Row, row_of
from newsparallax.values import Kind
from newsparallax.words import count_words, from_cell

FILE = "corrections.csv"
HUMAN = "human"
_COLUMNS = ("article", "start", "end", "words", "field", "value")
_KINDS = get_args(Kind)
_FIELDS = ("speaker", "side", "kind", "official", "anonymous", "via", "source", "cue", "delete", "add")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False, "": None}


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of corrections.csv; `line` is its number in the file, the header being line 1."""

    article_id: str
    start: int
    end: int
    words: str
    field: str
    value: str
    line: int


def read(path: Path) -> tuple[Correction, ...]:
    """Read corrections.csv (UTF-8); no file, no corrections. Raises CorpusError naming file, line and remedy."""
    if path.exists() and not path.is_file():
        raise CorpusError(f"{path}: is no file but a folder, a pipe or a device; take it out of the folder")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.DictReader(file, strict=True)  # a mark that is not closed would take the lines below with it
            if lines.fieldnames is None:
                return ()
            columns = f"the columns are {', '.join(_COLUMNS)}, divided by commas"
            if missing := [name for name in _COLUMNS if name not in lines.fieldnames]:
                raise CorpusError(f"{path}: line 1: no column {missing[0]!r}; {columns}")
            if twice := [name for name in _COLUMNS if lines.fieldnames.count(name) > 1]:
                raise CorpusError(f"{path}: line 1: two columns {twice[0]!r}; {columns}")
            filled = (line for line in lines if any(map(_filled, line.values())))
            return tuple(_correction(path, lines.line_num, line) for line in filled)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        where = f"{path}: below line {lines.line_num}"
        raise CorpusError(f"{where}: is not CSV ({error}); save it as CSV with commas") from None


def _filled(cells: Any) -> bool:
    """Whether a cell, or one of a line's surplus ones, holds anything."""
    return any(map(str.strip, cells if isinstance(cells, list) else [cells or ""]))


def _correction(path: Path, number: int, line: dict[str | Any, str | Any]) -> Correction:
    where = f"{path}: line {number}"
    if _filled(line.get(None)):
        raise CorpusError(f"{where}: more cells than columns; put cells that hold commas into quotation marks")
    values = {name: from_cell(line.get(name) or "") for name in _COLUMNS}
    field, value = values["field"].strip().lower(), values["value"].strip()
    if field not in _FIELDS:
        raise CorpusError(f"{where}: unknown field {values['field']!r}; {nearest(field, _FIELDS)}")
    if field in ("kind", "add") and value not in _KINDS:
        raise CorpusError(f"{where}: the value {value!r} is no kind of attribution; it is one of {', '.join(_KINDS)}")
    if field == "official" and value.lower() not in _TRUTH:
        raise CorpusError(f"{where}: the value {value!r} is neither true nor false; write one of them, or nothing")
    if field == "side" and not value:
        raise CorpusError(f"{where}: a side is needed; write unknown where it cannot be told")
    if "\n" in value or "\r" in value:
        raise CorpusError(f"{where}: the value has several lines; close the quotation mark on the line it stands on")
    if not values["words"].strip():
        raise CorpusError(f"{where}: no words; copy the words of the content, they find the passage again")
    try:
        start, end = int(values["start"]), int(values["end"])
    except ValueError:
        raise CorpusError(
            f"{where}: start and end must be whole numbers, as the table of attributions has them"
        ) from None
    return Correction(values["article"], start, end, values["words"], field, value, number)


def correct(rows: Sequence[Row], corrections: Iterable[Correction], article: Article) -> tuple[list[Row], list[Row]]:
    """One article's rows of `attributions`, corrected, and rows of `notices` for corrections that cannot be applied.

    Rows of the corrected table keep their ids; added ones get the next numbers, in the order of the text.
    """
    changed: list[dict[str, Any]] = [dict(row) for row in rows]
    notices: list[Row] = []
    # Rows are added before they are corrected, whatever the order in the file.
    for correction in sorted(corrections, key=lambda c: c.field != "add"):
        span = _passage(correction, article.text)
        if span is None:
            notices.append(_notice(correction, article, "its passage is no longer in the article"))
            continue
        row = _row_at(changed, span)
        if correction.field == "add":
            if row is None or (row["start"], row["end"]) != span:
                changed.append(_added(correction, article, span, len(changed) + 1))
            else:
                notices.append(_notice(correction, article, "an attribution stands there already"))
        elif row is None:
            notices.append(_notice(correction, article, "no attribution stands at its passage"))
        elif correction.field == "delete":
            changed.remove(row)
        elif not _apply(row, correction, article.text, changed):
            notices.append(_notice(correction, article, f"the words {correction.value!r} are not in the article"))
    return sorted(changed, key=lambda row: (row["start"], row["end"])), notices


def _passage(correction: Correction, text: str) -> tuple[int, int] | None:
    """Where the words stand now: in their place, else the nearest place that has them."""
    start = _nearest_words(text, correction.words, max(0, correction.start))
    return None if start is None else (start, start + len(correction.words))


def _row_at(rows: Sequence[dict[str, Any]], span: tuple[int, int]) -> dict[str, Any] | None:
    """The attribution whose content is the passage, or shares most of it."""
    best: tuple[float, dict[str, Any]] | None = None
    for row in rows:
        common = min(row["end"], span[1]) - max(row["start"], span[0])
        share = common / (max(row["end"], span[1]) - min(row["start"], span[0]))
        if share >= 0.5 and (best is None or share > best[0]):
            best = share, row
    return best[1] if best else None


def _apply(row: dict[str, Any], correction: Correction, text: str, rows: Sequence[dict[str, Any]]) -> bool:
    """Write one corrected value into a row; False when the words of a source or cue are not found."""
    field, value = correction.field, correction.value or None
    row["needs_review"] = None
    if field == "speaker":
        _set_speaker(row, value, rows)
    elif field == "side":
        row["side"], row["side_from"] = value, HUMAN
    elif field in ("source", "cue"):
        at = _nearest_words(text, value, row["start"]) if value else None
        if value and at is None:
            return False
        end = None if at is None or value is None else at + len(value)
        row.update({f"{field}_start": at, f"{field}_end": end, field: value, "rule": HUMAN})
    else:
        row[field] = _TRUTH[correction.value.lower()] if field == "official" else value
        row["rule"] = HUMAN
    return True


def _set_speaker(row: dict[str, Any], value: str | None, rows: Sequence[dict[str, Any]]) -> None:
    """A new speaker brings the side that the article's other rows give this speaker, unless a person set the side."""
    row["speaker"], row["speaker_from"] = value, HUMAN
    row["members"] = value.split(" and ") if value else []
    row["speaker_sure"], row["speaker_doubt"] = value is not None, None if value else "no name is given"
    if value is not None:
        row["anonymous"] = None
    if row["side_from"] == HUMAN:
        return
    same = next((r for r in rows if r is not row and r["speaker"] == value and value is not None), None)
    row["side"] = same["side"] if same else "unknown"
    row["side_from"] = same["side_from"] if same else "the corrected speaker's side is not given"
    row["official"] = same["official"] if same else None


def _nearest_words(text: str, words: str, near: int) -> int | None:
    before, after = text.rfind(words, 0, near + len(words)), text.find(words, near)
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - near)) if places else None


def _added(correction: Correction, article: Article, span: tuple[int, int], number: int) -> dict[str, Any]:
    start, end = span
    return row_of(
        "attributions",
        article_id=article.id,
        attribution_id=f"{article.id}:h{number}",
        kind=correction.value,
        content_spans=[[start, end]],
        start=start,
        end=end,
        content=article.text[start:end],
        quoted_spans=[[start, end]] if correction.value == "direct" else [],
        members=[],
        speaker_sure=False,
        speaker_doubt="no name is given",
        side="unknown",
        side_from="added by a person, side not given",
        word_count=count_words(article.text[start:end]),
        rule=HUMAN,
    )


def _notice(correction: Correction, article: Article, reason: str) -> Row:
    message = f"{FILE} line {correction.line} ({correction.field}) was not applied: {reason}: {correction.words[:80]!r}"
    remedy = "copy article, start, end and words anew from the table of attributions, or delete the line"
    return asdict(Notice(FILE, "warning", "correction not applied", message, remedy, correction.line, article.id))
