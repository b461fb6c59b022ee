"""Every table about statements, from the tagging tables of one corpus: the entry that `compare` calls."""

from __future__ import annotations

import pandas as pd

from newsparallax.comparing import discrepancies
from newsparallax.comparing.pairs import find_pairs
from newsparallax.comparing.passages import passages
from newsparallax.comparing.statements import group, pair_rows, statement_rows
from newsparallax.comparing.units import Tables, outlets_of
from newsparallax.corpus import CorpusConfig
from newsparallax.tables import frame


def statements_tables(tables: Tables, config: CorpusConfig) -> dict[str, pd.DataFrame]:
    """The tables of statements and discrepancies of a corpus, from its reading and tagging tables."""
    told = passages(tables)
    outlets = outlets_of(tables["articles"])
    pairs = find_pairs(told)
    statements, tellings = statement_rows(told, group(pairs), outlets)
    heads, sides = discrepancies.rows(discrepancies.find(discrepancies.Material(told, pairs, tables, config)), outlets)
    return {
        "discrepancies": frame("discrepancies", heads),
        "discrepancy_sides": frame("discrepancy_sides", sides),
        "statement_pairs": frame("statement_pairs", pair_rows(told, pairs)),
        "statements": frame("statements", statements),
        "tellings": frame("tellings", tellings),
    }
