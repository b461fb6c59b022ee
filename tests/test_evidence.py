"""The promise under every figure: text[start:end] IS the words, in every row of every table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from spacy.language import Language

from conftest import ROOT
from newsparallax.pipeline import compare_corpus
from newsparallax.reading import read_corpus
from newsparallax.tables import TABLES

CORPORA = {
    "seeds": ROOT / "seeds",
    "ferry": ROOT / "tests" / "gold" / "ferry" / "texts",
    "bare": ROOT / "tests" / "corpora" / "bare",
}


@pytest.fixture(scope="module", params=CORPORA, ids=list(CORPORA))
def compared(
    request: pytest.FixtureRequest, nlp: Language, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], dict[str, pd.DataFrame]]:
    """Every article's text by id, and every table of one corpus."""
    corpus = read_corpus(CORPORA[request.param])
    kept: Path = tmp_path_factory.mktemp("kept")
    if request.param == "seeds":  # tagged already for the report
        kept = request.getfixturevalue("seeds_report")[0].parent / "tables" / ".cache"
    return {article.id: article.text for article in corpus.articles}, compare_corpus(corpus, kept)


def test_every_row_of_every_table_stores_the_words_it_points_at(
    compared: tuple[dict[str, str], dict[str, pd.DataFrame]],
) -> None:
    texts, tables = compared
    wrong = []
    walked = 0
    for name, table in tables.items():
        for evidence in TABLES[name].evidence:
            placed = table.dropna(subset=[evidence.start])
            columns = (evidence.article, evidence.start, evidence.end, evidence.words)
            for article, start, end, words in zip(*(placed[column] for column in columns), strict=True):
                walked += 1
                if texts[article][start:end] != words:
                    wrong.append((name, article, start, end, words, texts[article][start:end]))
    assert walked > 100
    assert not wrong


def test_words_without_a_place_are_not_stored(compared: tuple[dict[str, str], dict[str, pd.DataFrame]]) -> None:
    _, tables = compared
    for name, table in tables.items():
        for evidence in TABLES[name].evidence:
            placed = table[[evidence.start, evidence.end, evidence.words]].notna()
            assert (placed.all(axis=1) | ~placed.any(axis=1)).all(), (name, evidence)


def test_every_declared_table_is_made(compared: tuple[dict[str, str], dict[str, pd.DataFrame]]) -> None:
    _, tables = compared
    assert set(tables) == {name for name, table in TABLES.items() if table.stage != "coders"}
    assert {name: list(table.columns) for name, table in tables.items()} == {
        name: TABLES[name].names for name in tables
    }


def test_spans_of_an_attribution_lie_inside_its_content(
    compared: tuple[dict[str, str], dict[str, pd.DataFrame]],
) -> None:
    _, tables = compared
    said = tables["attributions"]
    assert len(said)
    for spans, quoted, start, end in zip(
        said["content_spans"], said["quoted_spans"], said["start"], said["end"], strict=True
    ):
        assert spans[0][0] == start
        assert spans[-1][1] == end
        assert all(low < high for low, high in spans)
        assert all(start <= low < high <= end for low, high in quoted)
