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

from newsparallax.values import (
    ActorType,
    Change,
    Dating,
    Fact,
    Form,
    Grade,
    Habit,
    How,
    Kind,
    Modality,
    Point,
    Quad,
    Role,
    Severity,
    State,
    Timing,
    Verdict,
    Voice,
)

Type = Literal["string", "int", "float", "bool", "spans", "strings"]
Stage = Literal["reading", "tagging", "comparing", "coders", "study"]
Row = Mapping[str, Any]
ALL = "all"  # every voice together

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
    """One column: `type` is how it is stored, `unit` what a number counts, `null` whether it may be missing.

    `values` are all that a string may be, in a column that holds one of a few (empty: any).
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    null: bool = False
    values: tuple[str, ...] = ()


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


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """A table as plain rows; a missing value is None. Far quicker to go through than a Series for each row."""
    columns = {name: [None if v is pd.NA else v for v in table[name].tolist()] for name in table.columns}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def frame(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """Rows of one table as a DataFrame with exactly the declared columns, in order and typed.

    Raises TableError for an unknown or missing column, a missing value where none is allowed, or a string that is none
    of its column's values.
    """
    spec = DECLARED[table]
    materialised: Sequence[Row] = list(rows)
    names = set(spec.names)
    for row in materialised:
        if row.keys() != names:
            wrong = sorted(row.keys() ^ names)
            raise TableError(f"table {table!r}: columns do not fit: {', '.join(wrong)}")
    for column in spec.columns:
        if column.values and (strange := {row[column.name] for row in materialised} - {*column.values, None, pd.NA}):
            known = ", ".join(column.values)
            raise TableError(
                f"table {table!r}: column {column.name!r} is {min(map(str, strange))!r}; it may be {known}"
            )
    data = {c.name: pd.Series([row[c.name] for row in materialised], dtype=_PANDAS[c.type]) for c in spec.columns}
    return fitted(table, pd.DataFrame(data, columns=spec.names))


def fitted(table: str, data: pd.DataFrame) -> pd.DataFrame:
    """A DataFrame as `frame` makes it, from one that holds the same columns, such as a table read back.

    Raises TableError as `frame` does.
    """
    spec = DECLARED[table]
    if list(data.columns) != spec.names:
        wrong = sorted(set(data.columns) ^ set(spec.names))
        raise TableError(f"table {table!r}: columns do not fit: {', '.join(wrong) or 'another order'}")
    types = {c.name: _PANDAS[c.type] for c in spec.columns if data[c.name].dtype != _PANDAS[c.type]}
    for column in spec.columns:
        if not column.null and (missing := data[column.name].isna()).any():
            raise TableError(f"table {table!r}: column {column.name!r} has no value in row {int(missing.argmax())}")
    return data.astype(types) if types else data


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
        values=tuple(Voice),
    ),
    Column("attribution_id", "string", "the attribution the words stand in", null=True),
)
_SPAN = (_ARTICLE, _START, _END, _WORDS)
_HERE = (Evidence("start", "end", "words"),)

_READING = (
    Table(
        "corpus",
        "reading",
        "the corpus as a whole: a single row",
        (
            Column("name", "string", "the name of its folder or file, without ending"),
            Column("event", "string", "the event, as corpus.toml names it", null=True),
            Column("days", "strings", "the days of the event, ISO 8601"),
            Column("window_start", "string", "first day a publication date may have, ISO 8601", null=True),
            Column("window_end", "string", "last day a publication date may have, ISO 8601", null=True),
            Column(
                "config",
                "string",
                "the corpus.toml it was read with, by file name; missing when it has none",
                null=True,
            ),
            Column("codebooks", "strings", "codebooks of its own, beside the shipped ones, by file name"),
        ),
    ),
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
            Column(
                "timing", "string", "`before`, `on` or `after` the event's days, or `unknown`", values=tuple(Timing)
            ),
            Column("timing_from", "string", "what says so"),
            Column("language", "string", "language the text was taken to be in (ISO 639-1)", null=True),
            Column("encoding", "string", "how the bytes were decoded"),
            Column("characters", "int", "length of the decoded text", "characters"),
            Column("body_words", "int", "words in headline, dek, subheads and body together", "words"),
            Column(
                "left_out",
                "string",
                "why it is listed but not compared (another language, the same article as another, no body); "
                "missing when it is compared",
                null=True,
            ),
            Column("note", "string", "the note in corpus.toml", null=True),
            Column(
                "authors", "strings", "who wrote it: as the row, page or export states, else its bylines", null=True
            ),
            Column("section", "string", "the section it stood in, where stated", null=True),
            Column("copy_of", "string", "an earlier article that tells nearly the same words", null=True),
            Column("copied", "float", "share of its word sequences that stand there (8 words each)", null=True),
        ),
        (Evidence("headline_start", "headline_end", "headline"),),
    ),
    Table(
        "texts",
        "reading",
        "one article's decoded text, which every offset counts in (of an .html page: the extracted text)",
        (_ARTICLE, Column("text", "string", "the whole text, newlines as they stand in the file")),
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
                values=tuple(Role),
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
                values=tuple(Dating),
            ),
            Column("value", "string", "the day, ISO 8601", null=True),
            Column("start", "int", "where it stands in the text", "characters", null=True),
            Column("end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("words", "string", "its exact words", null=True),
            Column(
                "known_from",
                "string",
                "`corpus.toml`, `row`, `page's metadata`, or `text`; `text, year from …` where the words give no year",
            ),
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
            Column(
                "severity",
                "string",
                "`skipped` (the file is not in the corpus), `warning` or `note`",
                values=tuple(Severity),
            ),
            Column("kind", "string", "which notice this is"),
            Column("message", "string", "what was seen"),
            Column("remedy", "string", "what to do about it", null=True),
        ),
    ),
)

# What `side_from` says where corpus.toml or a reader puts a speaker on a side: other sides are read off the texts.
SETS_SIDES = ("corpus.toml", "human")

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
            Column("role", "string", "role of the line it stands in", values=tuple(Role)),
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
        "vectors",
        "tagging",
        "what one sentence of a headline, dek or body line means, as numbers: for the search for the same statement",
        (
            _ARTICLE,
            Column("sentence_id", "string", "the sentence"),
            _START,
            _END,
            Column("word_spans", "spans", "its content words", "characters"),
            Column(
                "vectors",
                "string",
                "signed bytes in base64, 384 for a vector of length 400 (rounded): the sentence's, then one for each "
                "content word",
            ),
        ),
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
                values=tuple(Kind),
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
                "whom the source's words mean; where nobody is named, these words; missing for a pronoun that means "
                "nobody known; `A and B` when joint",
                null=True,
            ),
            Column(
                "members",
                "strings",
                "who speaks: one name, or the words for him, several when joint, none when `speaker` is missing",
            ),
            Column("speaker_from", "string", "how the speaker was resolved", null=True),
            Column("speaker_sure", "bool", "whether the speaker is named and nothing speaks against it"),
            Column("speaker_doubt", "string", "why the speaker is not sure; missing when it is", null=True),
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
                "kind of an unnamed source: `official`, `source`, `expert`, `witness`, `group`, `document`",
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
            Column(
                "actor",
                "string",
                "the actor: the name in corpus.toml, else the fullest in the article (once compared: in the corpus)",
            ),
            Column("type", "string", "`person`, `organisation`, `place` or `outlet`", values=tuple(ActorType)),
            Column("side", "string", "the actor's side, or `unknown`"),
            Column(
                "form",
                "string",
                "how it is named: `full name`, `surname`, `office and name`, `office`, `nationality`, "
                "`description`, `name`",
                values=tuple(Form),
            ),
            Column("office", "string", "the office words inside the mention", null=True),
            Column("first", "bool", "whether this is the article's first mention of the actor"),
            Column("role", "string", "role of the line", values=tuple(Role)),
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
            Column("role", "string", "role of the line", values=tuple(Role)),
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
                "`loaded`, `hedge` or `booster`",
            ),
            Column("label", "string", "the kind of it: the codebook entry's label"),
            Column("codebook", "string", "the codebook"),
            Column("negated", "bool", "whether a negation governs the words"),
            Column("role", "string", "role of the line", values=tuple(Role)),
            Column("sentence_id", "string", "the sentence it stands in"),
            *_VOICE,
            _RULE,
        ),
        _HERE,
    ),
    Table(
        "actions",
        "tagging",
        "one clause in which somebody does something to somebody",
        (
            *_SPAN,
            Column("action", "string", "the action's key in the codebook (a root category of CAMEO)"),
            Column("label", "string", "its label"),
            Column(
                "quad",
                "string",
                "`verbal` or `material`, `cooperation` or `conflict`: CAMEO's quad class",
                values=tuple(Quad),
            ),
            Column("codebook", "string", "the codebook"),
            Column("verb", "string", "the verb, dictionary form"),
            Column("agent_start", "int", "where the words for who does it begin", "characters", null=True),
            Column("agent_end", "int", "where they end (exclusive)", "characters", null=True),
            Column("agent", "string", "the words for who does it", null=True),
            Column("agent_actor", "string", "the actor they mean, several joined by `and`", null=True),
            Column("patient_start", "int", "where the words for whom it is done to begin", "characters", null=True),
            Column("patient_end", "int", "where they end (exclusive)", "characters", null=True),
            Column("patient", "string", "the words for whom it is done to", null=True),
            Column("patient_actor", "string", "the actor they mean, several joined by `and`", null=True),
            Column("negated", "bool", "whether the clause says that it did not happen"),
            Column(
                "modality",
                "string",
                "`possible`, `necessary`, `future`, `conditional`, `intended` or `demanded`; missing for a plain deed",
                null=True,
                values=tuple(Modality),
            ),
            Column("passive", "bool", "whether the verb stands in the passive"),
            Column("agentless", "bool", "a passive that does not say who"),
            Column("role", "string", "role of the line", values=tuple(Role)),
            Column("sentence_id", "string", "the sentence it stands in"),
            *_VOICE,
            _RULE,
        ),
        (
            *_HERE,
            Evidence("agent_start", "agent_end", "agent"),
            Evidence("patient_start", "patient_end", "patient"),
        ),
    ),
)

_OUTLET = Column("outlet", "string", "the outlet")
# Where an outlet has several articles a figure stands twice: for each article, and for the outlet's articles together.
_UNIT = (
    _OUTLET,
    Column("article_id", "string", "the article; missing where the outlet's articles are pooled", null=True),
)
_PASSAGES = Column("evidence", "strings", "the passages counted, each as `article_id:start:end`")
_BY_VOICE = (
    Column("narrator", "int", "of them in the outlet's own voice", "passages"),
    Column("reported", "int", "of them inside an attribution, outside quotation marks", "passages"),
    Column("quoted", "int", "of them in quotation marks", "passages"),
)


def _interval(what: str) -> tuple[Column, ...]:
    return (
        Column("low", "float", f"lower end of the 95 % bootstrap interval of {what}", null=True),
        Column("high", "float", f"upper end of the 95 % bootstrap interval of {what}", null=True),
    )


_TEST = (
    Column(
        "resampled",
        "string",
        "what was resampled, and permuted where that differs: `sentences` or `attributions` (the figure "
        "speaks of these articles), or `articles` where the outlet has several",
    ),
    Column("p", "float", "permutation p-value: this outlet against the others; missing below five passages", null=True),
    Column("q", "float", "p after Benjamini-Hochberg over the table", null=True),
    Column("grade", "string", "what the evidence for the figure carries", values=tuple(Grade)),
)

_RATES = (
    *_UNIT,
    Column("codebook", "string", "the codebook"),
    Column("category", "string", "the category: of marks, of deeds (CAMEO quad class), or the frame"),
    Column("voice", "string", "`narrator`, `reported`, `quoted`, or `all`", values=(*Voice, ALL)),
    Column("hits", "int", "passages that are not negated", "passages"),
    Column("negated", "int", "negated passages, counted apart", "passages"),
    Column("sentences", "int", "sentences with words in this voice", "sentences"),
    Column("per_100_sentences", "float", "hits for 100 of these sentences", null=True),
    *_interval("per_100_sentences"),
    Column("words", "int", "words in this voice", "words"),
    Column("per_1000_words", "float", "hits for 1,000 of these words", null=True),
    *_TEST,
)

_COMPARING = (
    Table(
        "coverage",
        "comparing",
        "one topic in one outlet (or one of its articles), topics without a hit included",
        (
            *_UNIT,
            Column("topic", "string", "the topic's key"),
            Column("label", "string", "the topic's label"),
            Column("codebook", "string", "where the topic is defined"),
            Column("hits", "int", "hits in headline, dek, subheads and body", "passages"),
            *_BY_VOICE,
            Column("sentences", "int", "sentences with a hit", "sentences"),
            Column("sentences_all", "int", "sentences in all", "sentences"),
            Column("sentence_share", "float", "sentences with a hit / sentences in all", null=True),
            *_interval("sentence_share"),
            Column("words", "int", "words in the sentences with a hit", "words"),
            Column("words_all", "int", "words in all", "words"),
            Column("word_share", "float", "words in sentences with a hit / words in all", null=True),
            Column(
                "first_position",
                "int",
                "place of the first sentence with a hit, counted from 1",
                "sentences",
                null=True,
            ),
            Column("in_headline", "bool", "whether a headline or dek has a hit"),
            Column("in_lead", "bool", "whether one of the first two body sentences has a hit"),
            *_TEST,
            _PASSAGES,
        ),
    ),
    Table(
        "differences",
        "comparing",
        "one person whom one outlet alone lets speak, or does not while others do",
        (
            _OUTLET,
            Column("speaker", "string", "the person"),
            Column("kind", "string", "heard `only here`, or `missing here`", values=("only here", "missing here")),
            Column("carried_by", "int", "comparable outlets that let the person speak, this one left out", "outlets"),
            Column("compared", "int", "comparable outlets, this one left out", "outlets"),
            Column("others", "strings", "those that do"),
            Column("passages", "int", "passages here, or in the others", "passages"),
            _PASSAGES,
        ),
    ),
    Table(
        "balance",
        "comparing",
        "one category of framing or wording marks in one outlet (or article) and one voice",
        (*_RATES, _PASSAGES),
    ),
    Table(
        "deeds",
        "comparing",
        "one kind of clause in which somebody does something to somebody, in one outlet (or article) and one voice",
        (
            *_RATES,
            Column("agentless", "int", "of the hits passives that do not say who", "passages"),
            Column("modal", "int", "possible, future, demanded … deeds, which are no hits", "passages"),
            _PASSAGES,
        ),
    ),
    Table(
        "naming",
        "comparing",
        "one wording by which one outlet names one actor",
        (
            _OUTLET,
            Column("actor", "string", "the actor"),
            Column("type", "string", "`person`, `organisation`, `place` or `outlet`", values=tuple(ActorType)),
            Column("side", "string", "the actor's side"),
            Column(
                "form", "string", "how it is named: `full name`, `surname`, `office and name`, …", values=tuple(Form)
            ),
            Column("wording", "string", "the wording, white space made plain"),
            Column("mentions", "int", "mentions with this wording", "passages"),
            Column("mentions_all", "int", "the outlet's mentions of the actor", "passages"),
            Column("share", "float", "mentions / mentions_all"),
            Column("first", "bool", "whether an article of the outlet names the actor so at first"),
            *_BY_VOICE,
            _PASSAGES,
        ),
    ),
    Table(
        "spellings",
        "comparing",
        "one spelling of a part of an actor's name in one outlet, where the corpus spells it in several ways",
        (
            Column("actor", "string", "the actor"),
            Column("spelling", "string", "this spelling"),
            Column("variants", "strings", "every spelling of it in the corpus"),
            _OUTLET,
            Column("mentions", "int", "mentions so spelt", "passages"),
            _PASSAGES,
        ),
    ),
    Table(
        "sides",
        "comparing",
        "one side's attributed words in one outlet (or article)",
        (
            *_UNIT,
            Column("side", "string", "a side of corpus.toml, `joint`, `media`, `other` or `unknown`"),
            Column("attributions", "int", "attributions (refusals left out)", "passages"),
            Column("direct", "int", "of them direct", "passages"),
            Column("mixed", "int", "of them mixed", "passages"),
            Column("indirect", "int", "of them indirect", "passages"),
            Column("refusals", "int", "refusals to speak, in no other figure of this row", "passages"),
            Column("words", "int", "words attributed to the side", "words"),
            Column("words_attributed", "int", "words attributed to anybody", "words"),
            Column("share", "float", "words / words_attributed", null=True),
            *_interval("share"),
            Column("words_all", "int", "words of the article or articles", "words"),
            *_TEST,
            _PASSAGES,
        ),
    ),
    Table(
        "speakers",
        "comparing",
        "one speaker in one outlet (or article); a missing speaker stands for all that were not resolved",
        (
            *_UNIT,
            Column("speaker", "string", "who speaks", null=True),
            Column("side", "string", "the side spoken for"),
            Column("official", "bool", "whether for a government, party, court or authority", null=True),
            Column("attributions", "int", "attributions (refusals left out)", "passages"),
            Column("direct", "int", "of them direct", "passages"),
            Column("mixed", "int", "of them mixed", "passages"),
            Column("indirect", "int", "of them indirect", "passages"),
            Column("refusals", "int", "refusals to speak, in no other figure of this row", "passages"),
            Column("words", "int", "words attributed to the speaker", "words"),
            Column("share", "float", "words / words attributed to anybody", null=True),
            _PASSAGES,
        ),
    ),
    Table(
        "diversity",
        "comparing",
        "how many share the floor in one outlet (or article)",
        (
            *_UNIT,
            Column("attributions", "int", "attributions (refusals left out)", "passages"),
            Column("unresolved", "int", "of them without a resolved speaker, left out of what follows", "passages"),
            Column("speakers", "int", "different speakers", "speakers"),
            Column("words_attributed", "int", "words attributed to anybody", "words"),
            Column("words_all", "int", "words in all", "words"),
            Column("attributed_share", "float", "words_attributed / words_all", null=True),
            Column("shannon", "float", "Shannon entropy of attributions over speakers, as observed", "nats", null=True),
            Column("shannon_corrected", "float", "the same after Chao & Shen (2003)", "nats", null=True),
            Column("effective", "float", "exp(shannon_corrected): as many equal speakers", "speakers", null=True),
            *_interval("shannon_corrected"),
            Column("seen", "float", "share of the floor that the seen speakers have (Good-Turing coverage)", null=True),
            Column("top_speaker", "string", "who has most attributions", null=True),
            Column("top_share", "float", "that speaker's share of the attributions", null=True),
            Column("note", "string", "what the sample is too small for", null=True),
            _PASSAGES,
        ),
    ),
    Table(
        "report_verbs",
        "comparing",
        "one report verb with one speaker in one outlet",
        (
            _OUTLET,
            Column("speaker", "string", "who speaks", null=True),
            Column("side", "string", "the side spoken for"),
            Column("verb", "string", "the cue's dictionary form, with the words that belong to it (`call on`)"),
            Column("kind", "string", "its kind in the codebook `report_verbs`, or `not in the codebook`"),
            Column("attributions", "int", "attributions with this verb", "passages"),
            _PASSAGES,
        ),
    ),
    Table(
        "source_kinds",
        "comparing",
        "one kind of source in one outlet (or article)",
        (
            *_UNIT,
            Column("dimension", "string", "`official` or `named`"),
            Column("kind", "string", "`official`, `not official`, `unknown`; `named`, or the kind of unnamed source"),
            Column("attributions", "int", "attributions (refusals left out)", "passages"),
            Column("words", "int", "words attributed", "words"),
            Column("share", "float", "words / words attributed to anybody", null=True),
            _PASSAGES,
        ),
    ),
    Table(
        "channels",
        "comparing",
        "one agency or channel that an outlet's words come through",
        (
            _OUTLET,
            Column("origin", "string", "who wrote the articles, as far as known", null=True),
            Column("channel", "string", "the agency, medium or channel"),
            Column(
                "how",
                "string",
                "`origin` (wrote the article), `credit` (a credit, byline or dateline names it), `via` (carried a "
                "speaker's words), `speaker` (is cited itself)",
                values=tuple(How),
            ),
            Column("articles", "int", "articles in which it does", "articles"),
            Column("count", "int", "how often", "passages"),
            Column("speakers", "strings", "whose words it carried (`via`)"),
            _PASSAGES,
        ),
    ),
    Table(
        "keyness",
        "comparing",
        "one word of one outlet against the reference group",
        (
            _OUTLET,
            Column("reference", "strings", "the outlets it is compared with"),
            Column("term", "string", "the word, lower case"),
            Column("count", "int", "how often it stands in the outlet", "words"),
            Column("words_all", "int", "words of the outlet, names of actors and numbers left out", "words"),
            Column("reference_count", "int", "how often it stands in the reference group", "words"),
            Column("reference_words_all", "int", "the same of the reference group", "words"),
            Column("sentences", "int", "the outlet's sentences with it", "sentences"),
            Column("log_odds", "float", "log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)"),
            Column("z", "float", "log_odds / its standard error"),
            Column("resampled", "string", "what was permuted between outlets: `sentences` or `articles`"),
            Column(
                "p", "float", "share of permutations in which the largest |z| of any word and outlet reaches this |z|"
            ),
            Column(
                "grade",
                "string",
                "as elsewhere; the maximum takes the number of words into account",
                values=tuple(Grade),
            ),
            _PASSAGES,
        ),
    ),
    Table(
        "contexts",
        "comparing",
        "one occurrence of a distinctive word, for the keyword in context",
        (
            *_SPAN,
            _OUTLET,
            Column("term", "string", "the word, lower case"),
            Column("sentence_id", "string", "the sentence"),
            Column("left", "string", "the words before it in the sentence"),
            Column("right", "string", "the words after it in the sentence"),
        ),
        _HERE,
    ),
    Table(
        "headlines",
        "comparing",
        "one headline against its article's body",
        (
            _ARTICLE,
            _OUTLET,
            _START,
            _END,
            _WORDS,
            Column("word_count", "int", "words in it", "words"),
            Column("first_actor", "string", "the person or organisation named first, else the place", null=True),
            Column("actors", "strings", "the actors named, in order"),
            Column("actors_not_in_body", "strings", "of them those the body does not name"),
            Column("main_actor", "string", "the person or organisation the body names most, else the place", null=True),
            Column("verb", "string", "the headline's main verb, dictionary form, where clauses were coded", null=True),
            Column("acts", "string", "who does it", null=True),
            Column("undergoes", "string", "to whom", null=True),
            Column("speaker", "string", "who says it, where the headline attributes its words", null=True),
            Column("topics", "strings", "its topics"),
            Column("topics_not_in_body", "strings", "of them those the body has no hit of"),
            Column("only_here", "strings", "its content words that the body has in no inflection"),
        ),
        _HERE,
    ),
)

_TWO_SIDES_OPEN, _TWO_SIDES = (
    tuple(
        column
        for side in ("a", "b")
        for column in (
            Column(f"{side}_article_id", "string", f"the article of passage {side}"),
            Column(f"{side}_start", "int", f"where passage {side} begins", "characters", null=open_ended),
            Column(f"{side}_end", "int", "where it ends (exclusive)", "characters", null=open_ended),
            Column(f"{side}_words", "string", "its exact words", null=open_ended),
        )
    )
    for open_ended in (True, False)
)

_STATEMENTS = (
    Table(
        "statement_pairs",
        "comparing",
        "two passages of different articles that share a content word: a candidate for telling the same",
        (
            *_TWO_SIDES,
            Column("score", "float", "how alike the two are, 0 to 1 (docs/methods/statements.md)"),
            Column("accepted", "bool", "whether they are alike enough, on their own, to tell the same"),
            Column("sure", "bool", "whether they surely do: much alike, or each the other's best and somewhat alike"),
            Column("evidence", "string", "what they share: the rarest words, and the speaker where known"),
        ),
        (
            Evidence("a_start", "a_end", "a_words", "a_article_id"),
            Evidence("b_start", "b_end", "b_words", "b_article_id"),
        ),
    ),
    Table(
        "statements",
        "comparing",
        "one utterance, decision or fact that two articles or more tell",
        (
            Column("statement_id", "string", "a running number, `st1`, the most widely and surely carried first"),
            Column("wording", "string", "the telling that is most like the others, word for word"),
            _ARTICLE,
            Column("start", "int", "where that telling begins", "characters"),
            Column("end", "int", "where it ends (exclusive)", "characters"),
            Column(
                "speaker",
                "string",
                "who says it in most sure tellings; missing where there is none, or the outlet says it",
                null=True,
            ),
            Column("outlets", "int", "outlets that carry it, surely or perhaps", "outlets"),
            Column("sure_outlets", "int", "outlets that surely carry it; 0: all is uncertain", "outlets"),
            Column("articles", "int", "articles that carry it", "articles"),
            Column("tellings", "int", "passages that tell it", "passages"),
            Column("score", "float", "mean score of the pairs that hold it together"),
        ),
        (Evidence("start", "end", "wording"),),
    ),
    Table(
        "tellings",
        "comparing",
        "one passage that tells a statement",
        (
            Column("statement_id", "string", "the statement"),
            *_SPAN,
            Column("outlet", "string", "the outlet"),
            Column("role", "string", "role of the line", values=tuple(Role)),
            Column("position", "int", "place of its sentence in the article, counted from 1", "sentences"),
            *_VOICE,
            Column(
                "kind",
                "string",
                "`direct`, `mixed`, `indirect` or `refusal`; missing for the narrator",
                null=True,
                values=tuple(Kind),
            ),
            Column("speaker", "string", "who says it here", null=True),
            Column("sure", "bool", "whether it surely tells the statement, as a passage of another article does"),
            Column("score", "float", "mean score of its pairs within the statement"),
        ),
        _HERE,
    ),
    Table(
        "discrepancies",
        "comparing",
        "one fact that articles tell differently, or that looks like a slip",
        (
            Column("discrepancy_id", "string", "a running number, `d1`"),
            Column(
                "kind",
                "string",
                "`quantity`, `time`, `place`, `name`, `office`, `quotation`, `speaker`, `certainty` (flat "
                "here, doubted there), `extent` (part or whole, one or several) or `polarity` (opposite words)",
                values=tuple(Fact),
            ),
            Column(
                "verdict",
                "string",
                "`contradiction`: both cannot be true; `variation`: wording or precision differ; `suspect`: one "
                "account looks like a slip. Never who is right",
                values=tuple(Verdict),
            ),
            Column("reason", "string", "what differs and why it is reported"),
            Column("articles", "int", "articles on its sides", "articles"),
        ),
    ),
    Table(
        "discrepancy_sides",
        "comparing",
        "one passage on one side of a discrepancy",
        (
            Column("discrepancy_id", "string", "the discrepancy"),
            *_SPAN,
            Column("outlet", "string", "the outlet"),
            Column("value", "string", "what it says, normalised: what the sides are grouped by"),
        ),
        _HERE,
    ),
    Table(
        "retellings",
        "comparing",
        "an article's best telling of a statement (b) against the statement's wording in another outlet (a)",
        (
            Column("statement_id", "string", "the statement"),
            *_TWO_SIDES,
            Column("kept", "int", "words both have", "words"),
            Column("swapped", "int", "words of a that other words of b stand for", "words"),
            Column("added", "int", "words b alone has", "words"),
            Column("dropped", "int", "words a alone has", "words"),
            Column(
                "a_manner",
                "string",
                "`direct`, `mixed`, `indirect`, `refusal` or `narrator`",
                values=(*Kind, Voice.NARRATOR),
            ),
            Column("b_manner", "string", "the same of b", values=(*Kind, Voice.NARRATOR)),
            Column("naming", "strings", "actors named in other words, `Actor: words of a / words of b`"),
            Column("sure", "bool", "whether b surely tells the statement"),
        ),
        (
            Evidence("a_start", "a_end", "a_words", "a_article_id"),
            Evidence("b_start", "b_end", "b_words", "b_article_id"),
        ),
    ),
    Table(
        "swaps",
        "comparing",
        "one stretch of a statement's wording (a) against the same of another telling (b)",
        (
            Column("statement_id", "string", "the statement"),
            Column("step", "int", "its place in the alignment, counted from 1"),
            Column(
                "change", "string", "`kept`, `swapped`, `added` (b alone) or `dropped` (a alone)", values=tuple(Change)
            ),
            *_TWO_SIDES_OPEN,
            Column("alone", "bool", "whether it is a swap of content words between words that are kept"),
        ),
        (
            Evidence("a_start", "a_end", "a_words", "a_article_id"),
            Evidence("b_start", "b_end", "b_words", "b_article_id"),
        ),
    ),
    Table(
        "ledger",
        "comparing",
        "one statement in one outlet: told there, or not",
        (
            Column("place", "int", "the statement's place, the most widely and surely carried first"),
            Column("statement_id", "string", "the statement"),
            Column("outlet", "string", "the outlet"),
            Column(
                "state",
                "string",
                "`told`; `perhaps told`: alike, but not surely the same; `unclear`: not found, but a passage is "
                "somewhat like it; `missing here`: not found in articles that could tell it; `written before`: its "
                "articles precede the event; `written after`: they follow it, and the statement is told before it only",
                values=tuple(State),
            ),
            Column("article_id", "string", "the article of the passage shown", null=True),
            Column("start", "int", "where the passage begins", "characters", null=True),
            Column("end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("words", "string", "its exact words: the telling, else the nearest passage", null=True),
            Column("score", "float", "how like the statement it is; missing where no word is shared", null=True),
            Column("tellings", "int", "passages here that tell it", "passages"),
            Column(
                "manner",
                "string",
                "how it is told: an attribution's kind, or `narrator`",
                null=True,
                values=(*Kind, Voice.NARRATOR),
            ),
            Column("speaker", "string", "who says it here", null=True),
            Column("carried_by", "int", "outlets that surely tell it", "outlets"),
            Column("perhaps", "int", "outlets that perhaps tell it", "outlets"),
            Column("compared", "int", "outlets that could tell it, those that do included", "outlets"),
        ),
        _HERE,
    ),
    Table(
        "only_here",
        "comparing",
        "one passage that no other outlet's passage is like",
        (
            Column("outlet", "string", "the outlet"),
            *_SPAN,
            Column("manner", "string", "an attribution's kind, or `narrator`", values=(*Kind, Voice.NARRATOR)),
            Column("speaker", "string", "who says it", null=True),
            Column("timing", "string", "the article's timing", values=tuple(Timing)),
            Column("nearest_article_id", "string", "the article of the nearest passage elsewhere", null=True),
            Column("nearest_start", "int", "where it begins", "characters", null=True),
            Column("nearest_end", "int", "where it ends (exclusive)", "characters", null=True),
            Column("nearest_words", "string", "its exact words", null=True),
            Column("nearest_score", "float", "how alike the two are; missing where no word is shared", null=True),
        ),
        (
            Evidence("start", "end", "words"),
            Evidence("nearest_start", "nearest_end", "nearest_words", "nearest_article_id"),
        ),
    ),
    Table(
        "claims",
        "comparing",
        "one sentence that a report's first page may print, the most telling first",
        (
            Column("claim_id", "string", "a running number, `c1`"),
            Column("rank", "int", "its place on the first page, counted from 1"),
            Column(
                "kind",
                "string",
                "`clash`: facts that differ; `reply_missing`: a denial that an outlet lacks; `only_here`: a speaker or "
                "fact of one outlet alone; `left_out`: what the others tell; `takes_side`: judging words in the "
                "outlet's own voice; `wording`: a label of some alone; `headline`; `who_speaks`; `timing`",
                values=tuple(Point),
            ),
            Column("outlets", "strings", "the outlets it speaks of"),
            Column("sentence", "string", "the claim, with the exact words in quotation marks"),
            _PASSAGES,
            Column("sure", "bool", "whether nothing that was looked at speaks against it"),
            Column("why", "string", "how it was found"),
        ),
    ),
)

_AGREEMENT = (
    Table(
        "agreement",
        "coders",
        "how far coders agree on one variable; with a code, how far the automatic coding agrees with them on it",
        (
            Column("variable", "string", "the column of the coding sheet"),
            Column("code", "string", "one code of the variable; missing in the row of the whole variable", null=True),
            Column("level", "string", "`nominal`, `ordinal` or `interval`"),
            Column("coders", "int", "coders with any value", "coders"),
            Column("units", "int", "passages with two values or more", "passages"),
            Column("alpha", "float", "Krippendorff's alpha; missing where all values are the same", null=True),
            Column("low", "float", "lower end of its 95 % bootstrap interval", null=True),
            Column("high", "float", "upper end", null=True),
            Column("observed", "float", "the share of pairs of codes of one passage that are the same", null=True),
            Column("kappa", "float", "Cohen's kappa, of two coders with nominal codes", null=True),
            Column("coded_by_people", "int", "passages on which nobody differs, with this code", "passages", null=True),
            Column("coded_automatically", "int", "of these, those so coded automatically", "passages", null=True),
            Column("both", "int", "passages so coded by people and automatically", "passages", null=True),
            Column("precision", "float", "of those coded automatically, the share people coded so", null=True),
            Column("recall", "float", "of those people coded so, the share found", null=True),
            Column("f1", "float", "harmonic mean of the two", null=True),
        ),
    ),
)

_COUNTED = (
    Column("measure", "string", "what is counted, as `docs/methods/study.md` names it"),
    Column("item", "string", "the side, kind, verb, category or topic counted; `all` where there is none"),
)
_STUDY = (
    Table(
        "study_events",
        "study",
        "one event of a study",
        (
            Column("event", "string", "its name"),
            Column("slug", "string", "the name of its folder and files"),
            Column("articles", "int", "its articles that are compared", "articles"),
            Column("outlets", "strings", "the outlets that tell it"),
            Column("day", "string", "the first day of publication (ISO)", null=True),
            Column(
                "state", "string", "`compared`, `one outlet` or `failed`", values=("compared", "one outlet", "failed")
            ),
            Column("why", "string", "what went wrong, and the remedy", null=True),
            Column("copies", "int", "its articles that are near copies of articles of earlier events", "articles"),
            Column("copy_of", "string", "the event that most of them are told in, too", null=True),
        ),
    ),
    Table(
        "observations",
        "study",
        "one outlet's count of one item in one event; a row without an item holds the bottom alone",
        (
            Column("event", "string", "the event"),
            Column("outlet", "string", "the outlet"),
            *_COUNTED,
            Column("top", "float", "what was counted", "as the measure says"),
            Column("bottom", "float", "out of how much", "as the measure says"),
            Column("evidence", "strings", "the first passages, as `article_id:start:end`"),
        ),
    ),
    Table(
        "study_outlets",
        "study",
        "one item of one measure in one outlet over its events",
        (
            *_COUNTED,
            Column("outlet", "string", "the outlet"),
            Column("events", "int", "events in which the outlet has something to count in", "events"),
            Column("with_item", "int", "of these, events in which the item is found", "events"),
            Column("top", "float", "sum over the events", "as the measure says"),
            Column("bottom", "float", "sum over the events", "as the measure says"),
            Column("mean", "float", "mean of the events' rates top / bottom: each event counts once"),
            Column("low", "float", "lower end of its 95 % interval, events resampled", null=True),
            Column("high", "float", "upper end", null=True),
        ),
    ),
    Table(
        "study_pairs",
        "study",
        "one item of one measure in two outlets, compared within the events that both tell",
        (
            *_COUNTED,
            Column("outlet", "string", "the outlet"),
            Column("other", "string", "the other outlet; `the others` for the mean of all others in an event"),
            Column("events", "int", "events in which both have something to count in", "events"),
            Column("higher", "int", "events in which the outlet's rate is higher", "events"),
            Column("lower", "int", "events in which it is lower", "events"),
            Column("difference", "float", "mean over the events of the outlet's rate minus the other's"),
            Column("low", "float", "lower end of its 95 % interval, events resampled", null=True),
            Column("high", "float", "upper end", null=True),
            Column("p", "float", "sign-flip permutation within events, two-sided", null=True),
            Column("q", "float", "after Benjamini and Hochberg, over the pairs of the measure", null=True),
            Column("effect", "float", "mean difference by its standard deviation over events", null=True),
            Column("needed", "int", "events for a power of 80 % were this the true effect", "events", null=True),
            Column(
                "detectable", "float", "the smallest difference these events would show with a power of 80 %", null=True
            ),
            Column("largest_event", "string", "the event that adds most to the difference", null=True),
            Column("largest_share", "float", "its part of all differences added up without sign", null=True),
            Column("p_without", "float", "the test without that event", null=True),
            Column("verdict", "string", "what the events carry", values=tuple(Habit)),
            Column("sentence", "string", "the row in plain words"),
        ),
    ),
    Table(
        "study_corrected",
        "study",
        "one outlet's share of one item, the automatic coding corrected by a sample coded by hand",
        (
            *_COUNTED,
            Column("outlet", "string", "the outlet; `all` for all together"),
            Column("events", "int", "events", "events"),
            Column("units", "int", "what was coded automatically", "attributions"),
            Column("coded", "int", "of these, coded by hand, too", "attributions"),
            Column("automatic", "float", "share by the automatic coding"),
            Column("share", "float", "corrected share"),
            Column("low", "float", "lower end of its 95 % interval", null=True),
            Column("high", "float", "upper end", null=True),
        ),
    ),
)

# The tables of one event, and those of a study of many.
TABLES: dict[str, Table] = {t.name: t for t in (*_READING, *_TAGGING, *_COMPARING, *_STATEMENTS, *_AGREEMENT)}
DECLARED: dict[str, Table] = TABLES | {t.name: t for t in _STUDY}
