"""Measure the tables of one corpus against its hand-coded answers; compare with floors; print."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from newsparallax.comparing.resampling import interval
from newsparallax.measuring import coded, events, lines, statements
from newsparallax.measuring.gold import GoldSet, Record
from newsparallax.measuring.measured import MEASURED, Measured

T = TypeVar("T")
Tables = Mapping[str, pd.DataFrame]
Limits = Mapping[str, Mapping[str, Mapping[str, float]]]
_FIELDS = {
    "found": "found",
    "speaker": "speaker right",
    "kind": "kind right",
    "side": "side right",
    "all_three": "speaker, kind and side right",
}
_FACTS = {
    "reported": "reported in all",
    "right": "reported and coded",
    "contradictions": "contradictions",
    "contradictions_right": "contradictions coded",
    "found": "found",
    "worth_found": "worth printing, found",
}


def measure(gold: GoldSet, tables: Tables) -> list[Measured]:
    """Every figure of one coded set, in the order of the table that is printed."""
    if gold.event is not None and not gold.statement_pairs:
        # Coded in part: who is heard, or what differs in fact and what a first page should say.
        if "discrepancies" in gold.event:
            return [*_facts(gold, gold.event, tables), *_points(gold, gold.event, tables)]
        return list(_speech(gold, gold.event, tables))
    if gold.event is not None:
        return [
            *_speech(gold, gold.event, tables),
            *_pairs(gold, tables),
            *_sure_pairs(gold, tables),
            *_facts(gold, gold.event, tables),
            *_points(gold, gold.event, tables),
        ]
    return [
        *_line_roles(gold, tables),
        *_attributions(gold, tables),
        *_pairs(gold, tables),
        *_statements(gold, tables),
        *_discrepancies(gold, tables),
        _number(gold, "claims: made", "the first page", len(tables["claims"])),
    ]


def table_rows(tables: Tables, name: str, article: str | None = None) -> list[Record]:
    """The rows of a table, or those of one article."""
    table = tables[name]
    kept = table if article is None else table[table["article_id"] == article]
    return [{str(column): value for column, value in row.items()} for row in kept.to_dict("records")]


def _share(gold: GoldSet, name: str, of: str, units: Sequence[T], figure: Callable[[Sequence[T]], float]) -> Measured:
    low, high = interval(units, figure)
    return Measured(gold.name, gold.label, name, figure(units), low, high, "share", of, gold.held_out)


def _number(gold: GoldSet, name: str, of: str, value: int) -> Measured:
    return Measured(gold.name, gold.label, name, value, None, None, "count", of, gold.held_out)


def _articles(records: Iterable[Record]) -> list[str]:
    return sorted({str(record["id"]) for record in records})


def _line_roles(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    if not gold.lines:
        return
    counted = [
        lines.count([r for r in gold.lines if r["id"] == article], table_rows(tables, "lines", article))
        for article in _articles(gold.lines)
    ]
    of = f"{sum(c['words'] for c in counted)} words, {len(counted)} articles"
    yield _share(gold, "line roles: words right", of, counted, partial(_ratio, "right", "words"))


def _ratio(right: str, whole: str, counted: Sequence[Counter[str]]) -> float:
    return sum(c[right] for c in counted) / max(1, sum(c[whole] for c in counted))


def _attributions(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    counted = [
        coded.count([r for r in gold.attributions if r["id"] == article], table_rows(tables, "attributions", article))
        for article in _articles(gold.attributions)
    ]
    total: Counter[str] = sum(counted, Counter())
    of = f"{total['coded']} attributions, {len(counted)} articles"
    for name, shown in _FIELDS.items():
        yield _share(gold, f"attributions: {shown}", of, counted, partial(_ratio, name, "coded"))
    yield _number(gold, "attributions: others reported", of, total["others"])


def _pairs(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    rows = table_rows(tables, "statement_pairs")
    shown = ("precision", "recall", "f1", "average_precision")
    yield from _pair_figures(gold, "statement pairs", rows, shown)


def _sure_pairs(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    rows = [{**row, "accepted": bool(row["sure"])} for row in table_rows(tables, "statement_pairs")]
    yield from _pair_figures(gold, "sure pairs", rows, ("precision", "recall"))


def _pair_figures(gold: GoldSet, kind: str, rows: Iterable[Record], names: Iterable[str]) -> Iterator[Measured]:
    judged = statements.judge(gold.statement_pairs, rows)
    joined = sorted({*judged.same, *(j.articles for j in judged.predicted)}, key=sorted)
    of = f"{len(judged.same)} pairs, {len(joined)} pairs of articles"

    def figure(name: str, drawn: Sequence[frozenset[str]]) -> float:
        return statements.pair_figures(judged, Counter(drawn))[name]

    for name in names:
        shown = name.replace("f1", "F1").replace("_", " ")
        yield _share(gold, f"{kind}: {shown}", of, joined, partial(figure, name))


def _statements(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    rows = table_rows(tables, "tellings")
    counts = statements.group_figures(gold.statements, gold.statement_pairs, rows)
    together = [1] * counts["together"] + [0] * (counts["close"] - counts["together"])
    of = f"{counts['close']} statements"
    yield _share(gold, "statements: put together", of, together, _mean)
    yield _number(gold, "statements: wrong members", of, counts["wrong"])


def _discrepancies(gold: GoldSet, tables: Tables) -> Iterator[Measured]:
    rows = table_rows(tables, "discrepancies"), table_rows(tables, "discrepancy_sides")
    counts = statements.discrepancy_figures(gold.discrepancies, *rows)
    of = f"{counts['coded']} discrepancies"
    found = [1] * counts["found"] + [0] * (counts["coded"] - counts["found"])
    yield _share(gold, "discrepancies: found", of, found, _mean)
    yield _number(gold, "discrepancies: with the coded verdict", of, counts["verdict"])
    yield _number(gold, "discrepancies: reported in all", of, counts["reported"])


def _speech(gold: GoldSet, event: Record, tables: Tables) -> Iterator[Measured]:
    counted = list(events.speech(event, table_rows(tables, "attributions")).values())
    shares = (
        ("found", "found", "sentences"),
        ("speaker recall", "got", "speakers"),
        ("speakers right", "right", "named"),
    )
    for name, right, whole in shares:
        of = f"{sum(c[whole] for c in counted)} {whole}, {len(counted)} articles"
        yield _share(gold, f"speech: {name}", of, counted, partial(_ratio, right, whole))


def _facts(gold: GoldSet, event: Record, tables: Tables) -> Iterator[Measured]:
    rows = table_rows(tables, "discrepancies"), table_rows(tables, "discrepancy_sides")
    counts = events.facts(event, *rows)
    of = f"{counts['coded']} discrepancies, {counts['worth']} worth printing"
    for count, shown in _FACTS.items():
        yield _number(gold, f"discrepancies: {shown}", of, counts[count])


def _points(gold: GoldSet, event: Record, tables: Tables) -> Iterator[Measured]:
    outlets = dict(zip(tables["articles"]["article_id"], tables["articles"]["outlet"], strict=True))
    given = events.points(event, table_rows(tables, "claims"), outlets)
    of = f"{len(given)} points of {len(event['first_page'])} coders, {len(tables['claims'])} claims"
    yield _share(gold, "first page: points given", of, [some for _, some, _ in given], _mean)
    yield _share(gold, "first page: points given, same outlets", of, [same for *_, same in given], _mean)


def _mean(values: Sequence[int]) -> float:
    return sum(values) / max(1, len(values))


def limits() -> Limits:
    """floors.toml: for each set `at_least` and `at_most`, by measure."""
    found: Limits = tomllib.loads((files(__package__) / "floors.toml").read_text(encoding="utf-8"))
    return found


def below(measured: Iterable[Measured], limited: Limits) -> list[str]:
    """A line for each figure under its floor or over its ceiling, and for each limit that no figure answers to."""
    values = {(m.gold, m.measure): m.value for m in measured}
    wrong = []
    for name, bounds in limited.items():
        for kind, worse in (("at_least", float.__lt__), ("at_most", float.__gt__)):
            for measure_name, limit in bounds.get(kind, {}).items():
                value = values.get((name, measure_name))
                if value is None:
                    wrong.append(f"{name}: floors.toml limits {measure_name!r}, which was not measured")
                elif worse(float(value), float(limit)):
                    wrong.append(f"{name}: {measure_name} is {value:.3g}, pinned {kind.replace('_', ' ')} {limit:g}")
    return wrong


def table(measured: Iterable[Measured], limited: Limits) -> str:
    """The figures as text, a block for each set: figure, 95 % interval, limit, what it was taken over."""
    shown = []
    for label, group in groupby(measured, key=lambda m: m.label):
        shown.append(f"{label:47}{'figure':>8}{'95 % interval':>16}{'pinned':>9}  taken over")
        shown += [_line(m, limited.get(m.gold, {})) for m in group]
        shown.append("")
    return "\n".join(shown)


def _line(m: Measured, bounds: Mapping[str, Mapping[str, float]]) -> str:
    scale = 1 if m.unit == "count" else 100
    pinned = [
        f"{sign} {scale * bounds[kind][m.measure]:g}"
        for kind, sign in (("at_least", "≥"), ("at_most", "≤"))
        if m.measure in bounds.get(kind, {})
    ]
    return f"  {m.measure:45}{m.figure:>8}{m.interval:>16}{' '.join(pinned):>9}  {m.of}"


def rounded(measured: Iterable[Measured]) -> list[Measured]:
    """The figures to the four decimals that are kept."""
    return [replace(m, value=_round(m.value), low=_round(m.low), high=_round(m.high)) for m in measured]


def _round(value: float | None) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def write(measured: Iterable[Measured], path: Path = MEASURED) -> None:
    """Keep the figures for the report's methods section."""
    kept = [asdict(m) for m in rounded(measured)]
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
