"""Many articles' rows become tables: pandas in, pandas out. No files, no spaCy, no plots."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from newsparallax import codebooks
from newsparallax.comparing import balance, coverage, keyness, naming, sourcing
from newsparallax.comparing.claims import claims
from newsparallax.comparing.told import statements_tables
from newsparallax.comparing.units import Tables, narrowed
from newsparallax.corpus import CorpusConfig


def compare(
    tables: Tables, config: CorpusConfig, outlets: Sequence[str] | None = None, reference: Sequence[str] | None = None
) -> dict[str, pd.DataFrame]:
    """Every comparison table of some tagged articles; `outlets` are those compared (default: all), in their order.

    `reference` is the group that distinctive words are told against (default: for each outlet all others).
    Raises CorpusError for an outlet that no article has.
    """
    books = codebooks.with_own(config.codebooks)
    told = narrowed(tables, outlets)
    compared = {
        "coverage": coverage.coverage(told),
        "balance": balance.balance(told),
        "naming": naming.naming(told),
        "speakers": sourcing.speakers(told),
        "report_verbs": sourcing.report_verbs(told, books),
        "keyness": keyness.keyness(told, reference),
    }
    compared |= statements_tables(told, config)
    compared["claims"] = claims(told, compared)
    return compared
