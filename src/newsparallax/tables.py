"""Every table newsparallax writes: its columns, their types, units and meaning, in one place.

The stages hand each other plain rows (mappings from column name to value); `frame` turns rows into a typed
DataFrame and refuses a row that does not fit. `docs/data-dictionary.md` is printed from this module.
Offsets count characters of the decoded text (after a byte-order mark, newlines as they stand in the file);
`start` is inclusive, `end` exclusive, so `text[start:end]` is the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Type = Literal["string", "int", "float", "bool", "spans", "strings"]
Stage = Literal["reading", "tagging", "comparing", "evaluating"]
Row = Mapping[str, Any]

# Nullable pandas types: a missing offset must stay missing, not become a float.
_PANDAS = {
    "string": "string",
    "int": "Int64",
    "float": "Float64",
    "bool": "boolean",
    "spans": "object",
    "strings": "object",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is how it is stored, `unit` what a number counts, `null` whether it may be missing."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    null: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Which columns of a table locate words in an article, and which column stores those words."""

    start: str
    end: str
    words: str
    article: str = "article_id"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `row` says what one row is, `evidence` which of its columns point into a text."""

    name: str
    stage: Stage
    row: str
    columns: tuple[Column, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]


class TableError(ValueError):
    """A row does not fit its table."""


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows of one table as a DataFrame with exactly the declared columns, in order and typed.

    Raises TableError for an unknown or missing column, or a missing value where none is allowed.
    """
    spec = TABLES[table]
    materialised: Sequence[Row] = list(rows)
    names = set(spec.names)
    for row in materialised:
        if row.keys() != names:
            wrong = sorted(row.keys() ^ names)
            raise TableError(f"table {table!r}: columns do not fit: {', '.join(wrong)}")
    data: dict[str, pd.Series[Any]] = {}
    for column in spec.columns:
        values = pd.Series([row[column.name] for row in materialised], dtype=_PANDAS[column.type])
        if not column.null and values.isna().any():
            raise TableError(
                f"table {table!r}: column {column.name!r} has no value in row {int(values.isna().argmax())}"
            )
        data[column.name] = values
    return pd.DataFrame(data, columns=spec.names)


# --- columns that many tables share -------------------------------------------------------------------------

_ARTICLE = Column("article_id", "string", "the article: its file's name without the ending, or the row's id")
_START = Column("start", "int", "where the words begin in the article's text", "characters")
_END = Column("end", "int", "where they end (exclusive)", "characters")
_WORDS = Column("words", "string", "the exact words: text[start:end]")
_RULE = Column("rule", "string", "the rule or codebook entry that made this row")
_VOICE = (
    Column(
        "voice",
        "string",
        "`narrator`: the outlet's own voice; `reported`: inside an attribution, not in quotation "
        "marks; `quoted`: inside an attribution and in quotation marks",
    ),
    Column("attribution_id", "string", "the attribution the words stand in", null=True),
)
_SPAN = (_ARTICLE, _START, _END, _WORDS)
_HERE = (Evidence("start", "end", "words"),)

_READING = (
    Table(
        "articles",
        "reading",
        "one article of the corpus",
        (
            _ARTICLE,
            Column("file", "string", "the file it was read from, relative to the corpus"),
            Column("outlet", "string", "who published this copy"),
            Column("origin", "string", "who wrote it, where known to differ or to be the same", null=True),
            Column("url", "string", "where it was published", null=True),
            Column("headline", "string", "the headline's exact words", null=True),
            Column("headline_start", "int", "where the headline begins", "characters", null=True),
            Column("headline_end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("published", "string", "day of publication, ISO 8601", null=True),
            Column(
                "published_from",
                "string",
                "how that day is known: `corpus.toml`, `row`, or the date rule",
                null=True,
            ),
            Column("timing", "string", "`before`, `on` or `after` the event's days, or `unknown`"),
            Column("timing_from", "string", "what says so"),
            Column("language", "string", "language the text was taken to be in (ISO 639-1)", null=True),
            Column("encoding", "string", "how the bytes were decoded"),
            Column("characters", "int", "length of the decoded text", "characters"),
            Column("body_words", "int", "words in headline, dek, subheads and body together", "words"),
            Column("note", "string", "the note in corpus.toml", null=True),
        ),
        (Evidence("headline_start", "headline_end", "headline"),),
    ),
    Table(
        "lines",
        "reading",
        "one line of an article, or one part of a line that holds two things",
        (
            _ARTICLE,
            Column("line", "int", "line of the file, counted from 1", "lines"),
            _START,
            _END,
            _WORDS,
            Column(
                "role",
                "string",
                "headline, dek, byline, dateline, body, subhead, caption, credit, related, furniture, "
                "duplicate or blank",
            ),
            _RULE,
        ),
        _HERE,
    ),
    Table(
        "dates",
        "reading",
        "one date an article or corpus.toml gives",
        (
            _ARTICLE,
            Column(
                "kind",
                "string",
                "`published`, `updated`, `dateline` or `page` (a date of the page, not of the article)",
            ),
            Column("value", "string", "the day, ISO 8601", null=True),
            Column("start", "int", "where it stands in the text", "characters", null=True),
            Column("end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("words", "string", "its exact words", null=True),
            Column("known_from", "string", "`corpus.toml`, `row`, `text`, or `text, year from the event window`"),
            _RULE,
            Column("note", "string", "what a reader should know about it", null=True),
        ),
        _HERE,
    ),
    Table(
        "notices",
        "reading",
        "one thing to know about how the corpus was read",
        (
            Column("article_id", "string", "the article, where one was made of the file", null=True),
            Column("file", "string", "the file, relative to the corpus"),
            Column("line", "int", "line of the file, counted from 1", "lines", null=True),
            Column("severity", "string", "`skipped` (the file is not in the corpus), `warning` or `note`"),
            Column("kind", "string", "which notice this is"),
            Column("message", "string", "what was seen"),
            Column("remedy", "string", "what to do about it", null=True),
        ),
    ),
)

_TAGGING = (
    Table(
        "sentences",
        "tagging",
        "one sentence of a headline, dek, subhead, caption or body line",
        (
            _ARTICLE,
            Column("sentence_id", "string", "article_id and a running number, `a:s1`"),
            _START,
            _END,
            _WORDS,
            Column("role", "string", "role of the line it stands in"),
            Column("position", "int", "its place among the article's sentences, counted from 1", "sentences"),
            Column("word_count", "int", "words in it", "words"),
        ),
        _HERE,
    ),
    Table(
        "voices",
        "tagging",
        "one stretch of a sentence in one voice; the stretches of a sentence cover it without overlap",
        (
            *_SPAN,
            Column("sentence_id", "string", "the sentence"),
            *_VOICE,
            Column("word_count", "int", "words in it", "words"),
        ),
        _HERE,
    ),
    Table(
        "attributions",
        "tagging",
        "one passage whose content the article gives to a source",
        (
            _ARTICLE,
            Column("attribution_id", "string", "article_id and a running number, `a:q1`"),
            Column(
                "kind",
                "string",
                "`direct`: wholly in quotation marks; `mixed`: a reported clause with a quoted fragment; "
                "`indirect`: no quotation marks; `refusal`: did not reply, declined to comment",
            ),
            Column(
                "content_spans",
                "spans",
                "the contiguous stretches of the content, [start, end)",
                "characters",
            ),
            Column("start", "int", "where the content begins", "characters"),
            Column("end", "int", "where it ends (exclusive)", "characters"),
            Column("content", "string", "text[start:end] of the content's whole extent"),
            Column("quoted_spans", "spans", "the fragments in quotation marks, without the marks", "characters"),
            Column("source_start", "int", "where the source's words begin", "characters", null=True),
            Column("source_end", "int", "where they end (exclusive)", "characters", null=True),
            Column("source", "string", "the words that name the source", null=True),
            Column("cue_start", "int", "where the cue begins", "characters", null=True),
            Column("cue_end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("cue", "string", "the reporting verb or phrase", null=True),
            Column("cue_lemma", "string", "its dictionary form", null=True),
            Column(
                "speaker",
                "string",
                "whom the source's words mean; missing when unresolved; `A and B` when joint",
                null=True,
            ),
            Column("speaker_from", "string", "how the speaker was resolved", null=True),
            Column("side", "string", "a side of corpus.toml, `joint`, `media`, `other` or `unknown`"),
            Column("side_from", "string", "what decided the side"),
            Column(
                "official",
                "bool",
                "whether the speaker speaks for a government, party, court or authority",
                null=True,
            ),
            Column(
                "anonymous",
                "string",
                "kind of an unnamed source: `official`, `source`, `expert`, `witness`, `group`",
                null=True,
            ),
            Column("via", "string", "the channel that carried the words (`Russian news agencies`)", null=True),
            Column("word_count", "int", "words in the content", "words"),
            _RULE,
            Column(
                "needs_review",
                "string",
                "why a person should look at this row; missing when nothing is doubtful",
                null=True,
            ),
        ),
        (
            Evidence("start", "end", "content"),
            Evidence("source_start", "source_end", "source"),
            Evidence("cue_start", "cue_end", "cue"),
        ),
    ),
    Table(
        "mentions",
        "tagging",
        "one place where an article names an actor",
        (
            *_SPAN,
            Column("actor", "string", "the actor: the name in corpus.toml, else the fullest name in the article"),
            Column("type", "string", "`person`, `organisation`, `place` or `outlet`"),
            Column("side", "string", "the actor's side, or `unknown`"),
            Column(
                "form",
                "string",
                "how it is named: `full name`, `surname`, `office and name`, `office`, `nationality`, "
                "`description`, `name`",
            ),
            Column("office", "string", "the office words inside the mention", null=True),
            Column("first", "bool", "whether this is the article's first mention of the actor"),
            Column("role", "string", "role of the line"),
            *_VOICE,
            _RULE,
        ),
        _HERE,
    ),
    Table(
        "topics",
        "tagging",
        "one hit of a topic's pattern",
        (
            *_SPAN,
            Column("topic", "string", "the topic's key in its codebook"),
            Column("label", "string", "the topic's label"),
            Column("codebook", "string", "where the topic is defined: a codebook of the library or `corpus.toml`"),
            Column("role", "string", "role of the line"),
            Column("sentence_id", "string", "the sentence it stands in"),
            *_VOICE,
            _RULE,
        ),
        _HERE,
    ),
    Table(
        "marks",
        "tagging",
        "one framing or wording mark: words a codebook lists, in context",
        (
            *_SPAN,
            Column(
                "category",
                "string",
                "`cooperation`, `confrontation`, `hedge`, `booster`, `evaluative`, `loaded`, …",
            ),
            Column("codebook", "string", "the codebook"),
            Column("negated", "bool", "whether a negation governs the words"),
            Column("role", "string", "role of the line"),
            Column("sentence_id", "string", "the sentence it stands in"),
            *_VOICE,
            _RULE,
        ),
        _HERE,
    ),
)

_COMPARING: tuple[Table, ...] = ()

TABLES: dict[str, Table] = {t.name: t for t in (*_READING, *_TAGGING, *_COMPARING)}
