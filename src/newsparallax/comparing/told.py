"""Every table about statements, from the tables of one corpus: the entry that `compare` calls."""

from __future__ import annotations

import pandas as pd

from newsparallax.comparing import discrepancies, swaps
from newsparallax.comparing.ledger import Nearness, ledger, only_here, parting
from newsparallax.comparing.pairs import find_pairs
from newsparallax.comparing.passages import passages
from newsparallax.comparing.statements import accepted, group, named, pair_rows, statement_rows
from newsparallax.comparing.units import Tables, by_article, outlets_of, records
from newsparallax.corpus import CorpusConfig
from newsparallax.tables import Row, frame


def statements_tables(tables: Tables, config: CorpusConfig) -> dict[str, pd.DataFrame]:
    """The tables of statements, their tellings, discrepancies and omissions, from reading and tagging tables."""
    told = passages(tables)
    outlets = outlets_of(tables["articles"])
    timing = dict(zip(tables["articles"]["article_id"], tables["articles"]["timing"], strict=True))
    mentions = by_article(records(tables["mentions"]))
    pairs = find_pairs(told)
    near = Nearness.from_pairs(pairs)
    found = named(told, group(pairs), outlets)
    pairs = accepted(pairs, found.values())
    rows: dict[str, list[Row]] = {"statement_pairs": pair_rows(told, pairs), "retellings": [], "swaps": []}
    rows["statements"], rows["tellings"] = statement_rows(told, found, outlets)
    for name, statement in found.items():
        base = statement.base
        others = [told[n] for n in statement.members if n != base]
        heads, steps = swaps.rows(name, told[base], others, mentions)
        rows["retellings"] += heads
        rows["swaps"] += steps
    differ = discrepancies.find(discrepancies.Material(told, pairs, tables, config))
    rows["discrepancies"], rows["discrepancy_sides"] = discrepancies.rows(differ, outlets)
    rows["ledger"] = ledger(told, found, near, outlets, timing)
    rows["only_here"] = only_here(told, near, outlets, timing)
    rows["parting"] = parting(rows["ledger"], rows["discrepancies"], rows["discrepancy_sides"], rows["swaps"])
    return {name: frame(name, table) for name, table in rows.items()}
