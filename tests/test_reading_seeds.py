"""The five seeds as they are read: every line against golden files that a person checked line by line."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from newsparallax.codebooks import of_corpus
from newsparallax.reading import Corpus, read_corpus, rows
from newsparallax.reading.article import TAGGED
from newsparallax.tables import TABLES, frame

GOLD = Path(__file__).resolve().parent / "gold" / "roles"


@pytest.fixture(scope="module")
def corpus(seeds: Path) -> Corpus:
    return read_corpus(seeds)


@pytest.mark.parametrize("gold", sorted(GOLD.glob("*.tsv")), ids=lambda p: p.stem)
def test_every_line_has_the_role_a_person_gave_it(corpus: Corpus, gold: Path) -> None:
    article = next(a for a in corpus.articles if a.id == gold.stem)
    read = [
        (str(x.line), str(x.start), str(x.end), x.role, article.text[x.start : x.end])
        for x in article.lines
        if x.role != "blank"
    ]
    rows_of_gold = gold.read_text(encoding="utf-8").split("\n")[1:-1]
    assert read == [tuple(row.split("\t")) for row in rows_of_gold]


def test_each_seed_has_a_golden_file(corpus: Corpus) -> None:
    assert {a.id for a in corpus.articles} == {p.stem for p in GOLD.glob("*.tsv")}


def test_lines_cover_the_text_in_order_without_overlap(corpus: Corpus) -> None:
    for article in corpus.articles:
        at = 0
        for line in article.lines:
            assert article.text[at : line.start].strip("\r\n") == "", f"{article.id}: words between lines"
            assert line.start <= line.end
            at = line.end
        assert article.text[at:].strip("\r\n") == ""


def test_every_row_stores_exactly_the_words_it_points_to(corpus: Corpus) -> None:
    texts = {a.id: a.text for a in corpus.articles}
    for name, found in rows(corpus).items():
        for evidence in TABLES[name].evidence:
            for row in found:
                if row[evidence.start] is not None:
                    assert texts[row["article_id"]][row[evidence.start] : row[evidence.end]] == row[evidence.words]


def test_rows_fit_their_tables(corpus: Corpus) -> None:
    for name, found in rows(corpus).items():
        assert len(frame(name, found)) == len(found)


def test_paragraphs_are_the_tagged_parts_without_white_space_around(corpus: Corpus) -> None:
    for article in corpus.articles:
        tagged = [article.text[x.start : x.end].strip() for x in article.lines if x.role in TAGGED]
        assert [article.text[p.start : p.end] for p in article.paragraphs] == tagged


def test_corpus_toml_is_not_needed_to_find_what_is_told(corpus: Corpus, seeds: Path, tmp_path: Path) -> None:
    for path in seeds.glob("*.txt"):
        shutil.copy(path, tmp_path)
    bare = read_corpus(tmp_path)
    assert [a.paragraphs for a in bare.articles] == [a.paragraphs for a in corpus.articles]
    assert [n.kind for n in bare.notices if n.article_id is None] == ["no-config"]


def test_dates_are_told_apart_by_kind(corpus: Corpus) -> None:
    dates = {a.outlet: [(d.kind, d.value, d.known_from) for d in a.dates] for a in corpus.articles}
    assert dates["TASS"] == [("dateline", dt.date(2021, 5, 19), "text, year from the event")]
    assert dates["CGTN"] == [("updated", dt.date(2021, 5, 13), "text")]
    assert dates["News i"] == [("page", dt.date(2021, 12, 5), "text")]
    assert dates["Sputnik (copy)"] == dates["Expatica"] == []


def test_articles_from_before_the_event_are_known(corpus: Corpus) -> None:
    assert {a.outlet: a.timing for a in corpus.articles} == {
        "TASS": "before",
        "CGTN": "before",
        "Sputnik (copy)": "after",
        "News i": "after",
        "Expatica": "after",
    }


def test_reading_the_seeds_leaves_no_warning(corpus: Corpus) -> None:
    assert corpus.notices == ()
    assert len(corpus.comparable) == 5


def test_topics_of_the_event_hit_their_examples_and_some_article(corpus: Corpus) -> None:
    book = of_corpus(corpus.config.topics)
    told = "\n".join(a.text[p.start : p.end] for a in corpus.articles for p in a.paragraphs)
    seen = {hit.owner.key for hit in book.hits(told)}
    for key, entry in book.entries.items():
        assert key in seen, key
        for example in entry.examples:
            assert key in {hit.owner.key for hit in book.hits(example)}, example
        for example in entry.counter_examples:
            assert key not in {hit.owner.key for hit in book.hits(example)}, example


def test_each_article_of_the_seeds_is_described(corpus: Corpus) -> None:
    assert {name.removesuffix(".txt") for name in corpus.config.articles} == {a.id for a in corpus.articles}
    assert {a.side for a in corpus.config.actors} == {"Russia", "US", None}
