"""Coding sheets for people, and what they tell: how far coders agree, and how far the automatic codes agree with them.

A sheet holds a random sample of sentences with their surroundings and one empty column for each variable, and never
the automatic codes: a coder who sees them agrees with them (Krippendorff 2004, ch. 11). Each coder fills a copy.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax import codebooks, files, store
from newsparallax.codebooks import Codebooks
from newsparallax.comparing.reliability import Alpha, Level, alpha
from newsparallax.corpus import CorpusError
from newsparallax.measuring.scores import ratios
from newsparallax.reading import Corpus
from newsparallax.reading.article import TOLD, Article, Paragraph
from newsparallax.tables import Row, by, frame, row_of
from newsparallax.words import cell, count_words, from_cell

FIXED = ("article_id", "start", "end", "before", "passage", "after")
_SURROUNDINGS = 200  # characters
_LEAST_WORDS = 4
_MOSTLY = 0.8  # of the pairs: coders who agree so often, and yet have no alpha, coded almost the same everywhere
_RARE = " although the codes are mostly the same: one code is so rare that chance explains it; code more such passages"
_NO_LABEL = frozenset({"n/a", "n.a.", "-", "–", "—", "."})  # written where nothing was coded


@dataclass(frozen=True, slots=True)
class Variable:
    """One column to code: its name, what it asks, and the values a coder may write, each with its definition."""

    name: str
    question: str
    values: Mapping[str, str]


def variables(books: Codebooks) -> list[Variable]:
    """What a sheet asks: whether the passage has a word of each category of marks, yes (1) or no (0)."""
    asked = by((entry for book in books.of("marks") for entry in book.entries.values()), lambda entry: entry.category)
    return [
        Variable(
            name,
            f"Does the passage hold one ({name}), not denied, whoever says it?",
            {"1": " ".join(f"{entry.label}: {entry.definition}" for entry in entries), "0": "No"},
        )
        for name, entries in asked.items()
    ]


def automatic(passages: Sequence[str], books: Codebooks) -> list[dict[str, str]]:
    """What the shipped codebooks code for each variable of each passage, parsed as an article of its own."""
    from newsparallax.tagging.coding import marks
    from newsparallax.tagging.grammar.parse import load, parse

    articles = [
        Article(f"s{n}", f"s{n}", text, "utf-8", "en", "", None, None, (), (Paragraph(0, len(text), "body"),), ())
        for n, text in enumerate(passages)
    ]
    found = [{m.category for m in marks.find(parsed, books) if not m.negated} for parsed in parse(load(), articles)]
    return [{v.name: str(int(v.name in here)) for v in variables(books)} for here in found]


def sample(corpus: Corpus, size: int, seed: int = 1) -> list[Row]:
    """`size` sentences of the told text drawn at random (all, where there are fewer), in the order of the text."""
    from newsparallax.tagging.grammar.parse import load, parse
    from newsparallax.tagging.grammar.sentences import sentences

    if size < 1:
        raise CorpusError(f"sheet: --sample {size} draws nothing; name 1 or more")
    found = []
    for parsed in parse(load(), corpus.comparable):
        text = parsed.article.text
        for sentence in sentences(parsed):
            words = text[sentence.start : sentence.end]
            if sentence.role in TOLD and count_words(words) >= _LEAST_WORDS:
                found.append(
                    {
                        "article_id": parsed.article.id,
                        "start": sentence.start,
                        "end": sentence.end,
                        "before": " ".join(text[max(0, sentence.start - _SURROUNDINGS) : sentence.start].split()),
                        "passage": words,
                        "after": " ".join(text[sentence.end : sentence.end + _SURROUNDINGS].split()),
                    }
                )
    drawn = random.Random(seed).sample(range(len(found)), min(size, len(found)))
    return [found[index] for index in sorted(drawn)]


def write_sheet(rows: Sequence[Row], out: Path) -> list[Path]:
    """Write the sheet as CSV and XLSX under the name `out`, and the definitions beside it (XLSX: a second page)."""
    asked = variables(codebooks.load())
    columns = [*FIXED, *(variable.name for variable in asked), "remark"]
    definitions = [(v.name, v.question, value, meaning) for v in asked for value, meaning in v.values.items()]
    head = ("column", "question", "write", "meaning")
    stem = out.with_suffix("") if out.suffix.lower() in (".csv", ".xlsx") else out
    sheet, explained, book = (stem.name + end for end in (".csv", "-definitions.csv", ".xlsx"))
    table = [[row.get(column, "") for column in columns] for row in rows]
    with files.aside(stem.parent) as draft:
        (draft / sheet).write_bytes(csv_of(columns, table))
        (draft / explained).write_bytes(csv_of(head, definitions))
        _write_xlsx(draft / book, {"Coding": (columns, table), "Definitions": (head, definitions)})
    return [stem.with_name(name) for name in (sheet, book, explained)]


def csv_of(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as CSV: with a byte-order mark spreadsheets read it as UTF-8, and no cell's words are run as a formula."""
    stream = io.StringIO()
    safe = [[cell(value) if isinstance(value, str) else value for value in row] for row in rows]
    csv.writer(stream, lineterminator="\n").writerows([head, *safe])
    return stream.getvalue().encode("utf-8-sig")


def _write_xlsx(path: Path, pages: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    book.remove(book.worksheets[0])
    wide = {"passage": 70, "before": 40, "after": 40, "meaning": 90, "question": 50, "article_id": 24}
    for name, (head, rows) in pages.items():
        page = book.create_sheet(name)
        for number, row in enumerate((head, *rows), 1):
            for column, value in enumerate(row, 1):
                cell = page.cell(number, column, value)
                # A passage that begins with "=" is words, not a formula.
                if isinstance(value, str):
                    cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
        for column, title in enumerate(head, 1):
            page.column_dimensions[page.cell(1, column).column_letter].width = wide.get(title, 16)
        page.freeze_panes = "A2"
    book.save(path)


def read_sheet(
    path: Path, key: Sequence[str] = ("article_id", "start", "end"), needed: Sequence[str] = ("passage",)
) -> pd.DataFrame:
    """A filled sheet (CSV, or the first page of an XLSX) by its `key`: every cell a text, an empty one missing.

    Raises CorpusError for a file that cannot be read, a missing column, or a passage coded twice.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            table = pd.read_excel(path, dtype=str, keep_default_na=False)
        else:
            separator = _separator(path)
            table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep=separator)
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is not UTF-8; save it as CSV UTF-8 or as XLSX") from None
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error}); name a sheet as CSV or XLSX") from error
    except (ValueError, KeyError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); name a sheet as CSV or XLSX") from error
    for column in (*key, *needed):
        if column not in table:
            raise CorpusError(f"{path}: has no column {column!r}; keep the columns of the sheet")
    table = table[table["article_id"].str.strip() != ""]  # a spreadsheet adds rows of empty cells
    again = table.duplicated(list(key))
    if again.any():
        line = int(table.index[again][0]) + 2
        raise CorpusError(f"{path}, line {line}: codes a passage a second time; keep one row for each")
    table = table.map(lambda value: from_cell(str(value)).strip()).replace("", pd.NA)
    return table.set_index(list(key))


def _separator(path: Path) -> str:
    """What parts the cells: in many countries a spreadsheet writes semicolons, some write tabs."""
    with path.open(encoding="utf-8-sig") as file:
        head = file.readline()
    return max(",;\t", key=head.count)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One variable: the coders' alpha, and the automatic codes against the codes that all who coded a unit share."""

    variable: str
    reliability: Alpha
    scores: tuple[Row, ...]


def agreement(paths: Sequence[Path], levels: Mapping[str, Level]) -> list[Agreement]:
    """Agreement on every variable that two sheets or more have codes for; `levels` other than nominal by variable.

    A single sheet is compared with the automatic codes, as if these were a second coder's. Raises CorpusError for a
    code the codebook does not know, or a level the values do not fit.
    """
    if not paths:
        raise CorpusError("agree: name a filled sheet, or those of two coders or more")
    if len({path.resolve() for path in paths}) < len(paths):
        raise CorpusError("agree: one sheet is named twice; it would agree with itself")
    sheets = [read_sheet(path) for path in paths]
    books = codebooks.load()
    asked = {variable.name: variable for variable in variables(books)}
    names = [c for c in sheets[0].columns if c not in (*FIXED, "remark") and all(c in sheet for sheet in sheets)]
    if unknown := sorted(set(levels) - set(names)):
        raise CorpusError(f"agree: --level names {unknown[0]!r}, which is no column of every sheet")
    scored = any(name in asked for name in names)
    passages = pd.concat([sheet["passage"] for sheet in sheets])
    passages = passages[~passages.index.duplicated()]
    codes = dict(zip(passages.index, automatic([str(p) for p in passages], books), strict=True)) if scored else {}
    found = []
    for name in names:
        ratings = pd.concat([sheet[name] for sheet in sheets], axis=1, keys=range(len(sheets)))
        if name not in asked:
            ratings = ratings.map(_label)
        if not ratings.notna().any(axis=None):
            continue
        if name in asked:
            _check(paths, sheets, asked[name])
        if len(paths) == 1:
            if name not in asked:
                continue
            ratings[1] = [codes[unit][name] if pd.notna(code) else pd.NA for unit, code in ratings[0].items()]
        try:
            reliability = alpha(ratings, levels.get(name, "nominal"))
        except ValueError as error:
            raise CorpusError(f"agree: column {name!r}: {error}; correct the values or the --level") from error
        rows = _scored(name, ratings[list(range(len(paths)))], codes) if name in asked else []
        found.append(Agreement(name, reliability, tuple(rows)))
    if not found:
        raise CorpusError("agree: the sheets share no coded column; fill in the empty columns first")
    return found


def _label(value: Any) -> Any:
    """A label of a coder's own column: capitals and white space make no other label, and "n/a" or a dash is none."""
    if pd.isna(value):
        return pd.NA
    label = " ".join(str(value).casefold().split())
    return pd.NA if label in _NO_LABEL else label


def _check(paths: Sequence[Path], sheets: Sequence[pd.DataFrame], variable: Variable) -> None:
    for path, sheet in zip(paths, sheets, strict=True):
        for line, value in enumerate(sheet[variable.name], 2):
            if pd.notna(value) and value not in variable.values:
                allowed = ", ".join(variable.values)
                raise CorpusError(f"{path}, line {line}: {variable.name} is {value!r}; write one of {allowed}")


def _scored(name: str, ratings: pd.DataFrame, codes: Mapping[Any, Mapping[str, str]]) -> list[Row]:
    """Precision, recall and F1 of each automatic code, over the units on which the coders do not differ."""
    agreed = ratings[ratings.nunique(axis=1) == 1].bfill(axis=1).iloc[:, 0]
    found = [codes[unit][name] for unit in agreed.index]
    rows: list[Row] = []
    for value in sorted(set(agreed) - {"0"}):
        right = sum(a == b == value for a, b in zip(agreed, found, strict=True))
        people, machine = int((agreed == value).sum()), found.count(value)
        precision, recall, f1 = ratios(right, machine, people)
        rows.append(
            {
                "code": value,
                "coded_by_people": people,
                "coded_automatically": machine,
                "both": right,
                "precision": precision if machine else None,
                "recall": recall,
                "f1": f1,
            }
        )
    return rows


def levels(given: Sequence[str]) -> dict[str, Level]:
    """`COLUMN=LEVEL` arguments as a mapping; CorpusError for what is none."""
    known: dict[str, Level] = {"nominal": "nominal", "ordinal": "ordinal", "interval": "interval"}
    chosen: dict[str, Level] = {}
    for argument in given:
        name, _, level = argument.partition("=")
        if level not in known:
            raise CorpusError(f"agree: --level {argument}: write COLUMN=LEVEL with nominal, ordinal or interval")
        chosen[name] = known[level]
    return chosen


def write_agreement(found: Sequence[Agreement], folder: Path) -> Path:
    """Keep the figures as the table `agreement` in a folder, as Parquet and CSV."""
    with files.locked(folder):
        store.add("agreement", frame("agreement", rows(found)), folder)
    return folder / "agreement.parquet"


def rows(found: Sequence[Agreement]) -> list[Row]:
    """Rows of the table `agreement`: one for each variable, and one for each of its codes."""
    none = dict.fromkeys(("coded_by_people", "coded_automatically", "both", "precision", "recall", "f1"))
    result: list[Row] = []
    for item in found:
        r = item.reliability
        result.append(row_of("agreement", r, variable=item.variable, code=None, **none))
        result += [row_of("agreement", r, variable=item.variable, **scores) for scores in item.scores]
    return result


def shown(found: Sequence[Agreement]) -> str:
    """The agreement as lines of text."""
    lines = []
    for item in found:
        r = item.reliability
        if r.alpha is None or r.low is None or r.high is None:
            value = "cannot be told: " + ("all values are the same" if r.units else "no passage has two codes")
        else:
            value = f"alpha {r.alpha:.3f} [{r.low:.3f}, {r.high:.3f}]"
        if r.observed is not None:
            value += f", the same in {r.observed:.1%} of pairs"
        if r.kappa is not None:
            value += f", Cohen's kappa {r.kappa:.3f}"
        if r.alpha is not None and r.alpha <= 0:
            value += ", no better than chance" + (_RARE if r.observed is not None and r.observed > _MOSTLY else "")
        lines.append(f"{item.variable}: {value} ({r.level}, {r.coders} coders, {r.units} passages)")
        for row in item.scores:
            precision = "–" if row["precision"] is None else f"{row['precision']:.2f}"
            lines.append(
                f"  {row['code']:<24} automatic precision {precision}, recall {row['recall']:.2f}, F1 {row['f1']:.2f} "
                f"({row['both']} of {row['coded_by_people']} by people, {row['coded_automatically']} automatic)"
            )
    return "\n".join(lines)
