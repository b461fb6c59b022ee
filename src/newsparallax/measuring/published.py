"""Measure against coded corpora that live outside of this repository, named by path.

Of the gold only its texts reach the tagger: not the outlets, dates or titles beside them, and not the identifiers,
which often spell these out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newsparallax import codebooks, pipeline
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.measuring import statements
from newsparallax.measuring.attributions import count, count_resolved, report
from newsparallax.measuring.gold import Record, read_records
from newsparallax.measuring.own import table_rows
from newsparallax.reading import read_corpus
from newsparallax.reading.article import Article
from newsparallax.tables import Row

Figures = dict[str, Any]


def attributions(gold: Path, verbs: Path | None = None) -> Figures:
    """Figures for lines of `{"id", "text", "attributions": [{"source", "cue", "content", "speaker"?}]}`.

    `resolved` is among them when the gold names its speakers. `verbs` is a text file with each form of each verb of
    speech on a line of its own; recall on speech is then taken over those (default: over everything coded).
    """
    records = read_records(gold)
    for number, record in enumerate(records, 1):
        if not isinstance(record.get("text"), str) or not isinstance(record.get("attributions"), list):
            raise CorpusError(f"{gold}, record {number}: needs a 'text' and a list 'attributions'")
    predicted = tag_texts([record["text"] for record in records])
    pairs = [(r["text"], r["attributions"], found) for r, found in zip(records, predicted, strict=True)]
    named = any(a.get("speaker") for r in records for a in r["attributions"])
    speech = None if verbs is None else _listed(verbs)
    return report(
        [count(*pair, speech) for pair in pairs],
        [count_resolved(*pair, speech) for pair in pairs] if named else None,
        speech is not None,
    )


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(path.read_text(encoding="utf-8-sig").split())
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: cannot be read ({error}); name a UTF-8 text file with a verb form a line") from None


def tag_texts(texts: Sequence[str]) -> list[list[Record]]:
    """The attributions of each text, with `content`, `source` and `cue` as lists of spans, and `speaker`.

    A text that cannot be read as an article (an empty one) has none.
    """
    tagged = dict(pipeline.tag_articles(_articles(texts), CorpusConfig(), codebooks.load()))
    found = [tagged.get(str(number), {}).get("attributions", []) for number in range(len(texts))]
    return [[_record(row) for row in rows] for rows in found]


def _articles(texts: Sequence[str]) -> tuple[Article, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.jsonl"
        lines = (json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts))
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_corpus(path).articles


def _record(row: Row) -> Record:
    def spans(part: str) -> list[list[int]]:
        return [] if row[f"{part}_start"] is None else [[row[f"{part}_start"], row[f"{part}_end"]]]

    return {"content": row["content_spans"], "source": spans("source"), "cue": spans("cue"), "speaker": row["speaker"]}


def statement_pairs(gold: Path, corpus: Path) -> Figures:
    """Figures for lines of `{"a": {"id", "start", "end"}, "b": {...}, "label": "same" | "partial"}` on a corpus."""
    records = read_records(gold)
    for number, record in enumerate(records, 1):
        if not {"a", "b", "label"} <= record.keys():
            raise CorpusError(f"{gold}, record {number}: needs 'a', 'b' and 'label'")
    with TemporaryDirectory() as folder:
        tables = pipeline.compare_corpus(read_corpus(corpus), Path(folder))
    figures = statements.pair_figures(statements.judge(records, table_rows(tables, "statement_pairs")))
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}
