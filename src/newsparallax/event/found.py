"""What an event's tables say, as tables that a person reads: pandas in, pandas out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from newsparallax.codebooks.patterns import compiled
from newsparallax.corpus import CorpusError
from newsparallax.event.rows import Rows
from newsparallax.reporting.desk import Desk
from newsparallax.tables import by_article, records

# (article_id, outlet, text, the stretches of it that are told)
Told = tuple[str, str, str, Sequence[tuple[int, int]]]
_HIT_NAMES = {"topics": "topic", "marks": "category", "actions": "action"}


def attributions(desk: Desk) -> Rows:
    """The rows of `attributions`: outlet, speaker, words and sentence first."""
    first = ["outlet", "speaker", "kind", "cue", "content", "sentence", "speaker_sure", "side"]
    return _first(with_sentence(desk, desk["attributions"]), first, desk)


def claims(desk: Desk) -> Rows:
    """The rows of `claims`, the sentence first."""
    return _first(desk["claims"], ["sentence", "kind", "outlets", "sure", "why"], desk)


def _first(rows: pd.DataFrame, first: list[str], desk: Desk) -> Rows:
    return Rows(rows[[*first, *(c for c in rows.columns if c not in first)]]).of(desk.outlets)


def with_sentence(desk: Desk, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that point into articles, with the outlet and the sentence they begin in as references name it."""
    outlets = dict(zip(desk["articles"]["article_id"], desk["articles"]["outlet"], strict=True))
    spans = zip(rows["article_id"], rows["start"], rows["end"], strict=True)
    told = [desk.texts.sentence((str(a), int(s), int(e))) for a, s, e in spans]
    return rows.assign(
        outlet=[outlets[article] for article in rows["article_id"]],
        sentence=[f"{sentence.outlet} {sentence.number}" for sentence in told],
    )


def clashes(desk: Desk) -> Rows:
    """A row for each side of each fact that clashes: what kind, the verdict, who says what, in which words."""
    rows = desk["discrepancies"].drop(columns="articles").merge(desk["discrepancy_sides"], on="discrepancy_id")
    rows = with_sentence(desk, rows)
    first = ["discrepancy_id", "kind", "verdict", "outlet", "value", "words", "sentence", "reason"]
    return _first(rows, first, desk)


def ledger(desk: Desk) -> Rows:
    """Statements as rows, outlets as columns, in each cell whether the outlet tells it; most carried first."""
    rows = desk["ledger"]
    wide = rows.pivot(index="statement_id", columns="outlet", values="state")
    wide = wide.reindex(columns=[o for o in desk.outlets if o in wide])
    wording = desk["statements"].set_index("statement_id")["wording"].map(lambda words: " ".join(str(words).split()))
    order = rows.drop_duplicates("statement_id").sort_values("place")["statement_id"]
    wide = wide.loc[order]
    wide.insert(0, "statement", wording.reindex(wide.index))
    wide.columns.name = None
    return Rows(wide)


def told_in_tables(desk: Desk) -> list[Told]:
    """The told stretches of each compared article, from the tables: its sentences."""
    texts = dict(zip(desk["texts"]["article_id"], desk["texts"]["text"], strict=True))
    told = by_article(records(desk["sentences"][["article_id", "start", "end"]]))
    spans = {article: [(row["start"], row["end"]) for row in rows] for article, rows in told.items()}
    rows = records(desk.articles[["article_id", "outlet"]])
    return [(r["article_id"], r["outlet"], texts[r["article_id"]], spans.get(r["article_id"], [])) for r in rows]


def kwic(told: Iterable[Told], pattern: str, window: int) -> Rows:
    """Keyword in context: every hit of a codebook pattern, with `window` words on either side.

    Columns: outlet, left, words, right, article_id, line (of the text, from 1), start, end. Raises CorpusError for a
    pattern that is no regular expression.
    """
    try:
        searched = compiled(pattern)
    except re.error as error:
        raise CorpusError(f"kwic: {pattern!r} cannot be used as a pattern ({error}); correct it") from error
    rows = []
    for article, outlet, text, spans in told:
        for low, high in spans:
            for hit in searched.finditer(text, low, high):
                start, end = hit.span()
                left, right = text[low:start].split()[-window:], text[end:high].split()[:window]
                line = text.count("\n", 0, start) + 1
                own = (" ".join(left), " ".join(hit[0].split()), " ".join(right))
                rows.append((outlet, *own, article, line, start, end))
    return Rows(rows, columns=["outlet", "left", "words", "right", "article_id", "line", "start", "end"])


def difference(after: Desk, before: Desk) -> Rows:
    """Hits of codebooks that only one of two codings of the same texts has.

    Columns: change ("added" or "gone"), table, code, label, outlet, words, sentence, article_id, start, end, rule.
    """
    made = []
    for table, named in _HIT_NAMES.items():
        new, old = ({_hit(row): row for row in records(desk[table])} for desk in (after, before))
        for change, desk, mine, theirs in (("added", after, new, old), ("gone", before, old, new)):
            rows = [mine[key] for key in mine if key not in theirs]
            if rows:
                frame = with_sentence(desk, pd.DataFrame(rows))
                made.append(frame.assign(change=change, table=table, code=frame[named]))
    columns = ["change", "table", "code", "label", "outlet", "words", "sentence", "article_id", "start", "end", "rule"]
    return Rows(pd.concat(made, ignore_index=True)[columns] if made else [], columns=columns)


def _hit(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["article_id"], row["start"], row["end"], row["codebook"], row["label"]
