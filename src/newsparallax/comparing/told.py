"""Every table about statements, from the tables of one corpus: the entry that `compare` calls."""

from __future__ import annotations

import pandas as pd

from newsparallax.comparing import clashes, swaps
from newsparallax.comparing.ledger import Nearness, ledger, only_here
from newsparallax.comparing.meaning import read_vectors
from newsparallax.comparing.pair_model import SHIPPED, load
from newsparallax.comparing.pairs import find_pairs
from newsparallax.comparing.passages import passages, voiced
from newsparallax.comparing.statements import distinct, group, pair_rows, ranked, statement_rows, surely, to_compare
from newsparallax.comparing.units import Tables, by_article, outlets_of, records
from newsparallax.corpus import CorpusConfig
from newsparallax.tables import Row, frame


def statements_tables(tables: Tables, config: CorpusConfig) -> dict[str, pd.DataFrame]:
    """The tables of statements, their tellings, discrepancies and omissions, from reading and tagging tables."""
    told = passages(tables)
    outlets = outlets_of(tables["articles"])
    timing = dict(zip(tables["articles"]["article_id"], tables["articles"]["timing"], strict=True))
    model = load(config.pair_weights or SHIPPED)
    pairs = find_pairs(told, read_vectors(told, by_article(records(tables["vectors"]))), model)
    near = Nearness.from_pairs(pairs)
    articles = [passage.article_id for passage in told]
    sure = surely(pairs, model, {n for n, passage in enumerate(told) if passage.role == "headline"})
    found, cut = distinct(ranked(told, group(pairs, articles, sure), outlets), told)
    rows: dict[str, list[Row]] = {"statement_pairs": pair_rows(told, pairs, sure), "swaps": []}
    heard = iter(voiced((passage for own in cut.values() for passage in own.values()), tables))
    tellings = {name: {n: next(heard) for n in own} for name, own in cut.items()}
    rows["statements"], rows["tellings"] = statement_rows(found, tellings, outlets)
    for name, statement in found.items():
        others = [tellings[name][n] for n in to_compare(statement, told, outlets)]
        rows["swaps"] += swaps.rows(name, tellings[name][statement.base], others)
    differ = clashes.find(clashes.Material.of(told, pairs, sure, tables, config))
    rows["discrepancies"], rows["discrepancy_sides"] = clashes.rows(differ, outlets)
    rows["ledger"] = ledger(told, found, tellings, near, outlets, timing)
    rows["only_here"] = only_here(told, near, outlets, timing, rows["discrepancy_sides"])
    return {name: frame(name, table) for name, table in rows.items()}
