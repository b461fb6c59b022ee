"""`newsparallax evaluate`: the project's own gold, or a coded corpus named by path."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newsparallax.corpus import CorpusError
from newsparallax.measuring import own
from newsparallax.measuring.gold import own_sets
from newsparallax.measuring.measured import MEASURED, kept

Figures = dict[str, Any]


def evaluate_own(write: bool) -> int:
    """Print the table; 1 when a figure is beyond its limit. `write` keeps the figures for the report."""
    from newsparallax.pipeline import compare_corpus
    from newsparallax.reading import read_corpus

    measured = []
    for gold in own_sets():
        with TemporaryDirectory() as folder:
            measured += own.measure(gold, compare_corpus(read_corpus(gold.corpus), Path(folder)))
    limited = own.limits()
    print(own.table(measured, limited))
    if write:
        own.write(measured)
        print(f"written: {MEASURED}")
    elif kept() != own.rounded(measured):
        print("the figures that the report prints are older than these: newsparallax evaluate --write", file=sys.stderr)
    wrong = own.below(measured, limited)
    for line in wrong:
        print(f"newsparallax evaluate: {line}", file=sys.stderr)
    return 1 if wrong else 0


def evaluate_published(task: str, gold: Path, corpus: Path | None, as_json: bool, verbs: Path | None = None) -> int:
    """Print the figures of one task on one gold file."""
    figures = _figures(task, gold, corpus, verbs)
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
        return 0
    for name, value in figures.items():
        shown = " / ".join(f"{part:.1f}" for part in value) if isinstance(value, list) else value
        print(f"{name:24} {shown:.3f}" if isinstance(shown, float) else f"{name:24} {shown}")
    return 0


def _figures(task: str, gold: Path, corpus: Path | None, verbs: Path | None) -> Figures:
    from newsparallax.measuring import published

    if task == "statements":
        if corpus is None:
            raise CorpusError(f"evaluate statements {gold}: name the coded articles with --corpus TEXTS")
        return published.statement_pairs(gold, corpus)
    return published.attributions(gold, verbs)
