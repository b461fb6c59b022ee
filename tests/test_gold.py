"""The hand-coded answers fit their texts: a coder's slip must not become a wrong figure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest

from newsparallax.corpus import CorpusError
from newsparallax.measuring.gold import GoldSet, Record, own_sets, read_records

SETS = [gold for gold in own_sets() if gold.event is None]
KINDS = {"direct", "mixed", "indirect"}


@pytest.fixture(params=SETS, ids=lambda gold: gold.name)
def gold(request: pytest.FixtureRequest) -> GoldSet:
    return request.param


def texts(gold: GoldSet) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode("utf-8") for path in gold.corpus.glob("*.txt")}


def passages(gold: GoldSet) -> Iterator[Record]:
    for pair in gold.statement_pairs:
        yield from (pair["a"], pair["b"])
    for group in gold.statements:
        yield from group["tellings"]
    for discrepancy in gold.discrepancies:
        yield from discrepancy["sides"]
    yield from gold.lines


def test_every_passage_stands_where_the_record_says(gold: GoldSet) -> None:
    text = texts(gold)
    assert all(text[p["id"]][p["start"] : p["end"]] == p["text"] for p in passages(gold))


def test_every_attribution_stands_where_the_record_says(gold: GoldSet) -> None:
    text = texts(gold)
    for record in gold.attributions:
        article = text[record["id"]]
        assert [article[start:end] for start, end in record["content"]] == record["words"]
        assert article[slice(*record["source"])] == record["source_words"]
        assert article[slice(*record["cue"])] == record["cue_words"]


def test_kinds_agree_with_the_quoted_spans(gold: GoldSet) -> None:
    for record in gold.attributions:
        assert record["kind"] in KINDS
        if record["kind"] == "indirect":
            assert not record["quoted"]
        if record["kind"] == "mixed":
            (low, high), *_ = record["content"]
            assert record["quoted"]
            assert all(low <= start < end <= high for start, end in record["quoted"])


def test_no_pair_is_coded_twice(gold: GoldSet) -> None:
    seen = [
        frozenset((side["id"], side["start"], side["end"]) for side in (p["a"], p["b"])) for p in gold.statement_pairs
    ]
    assert len(seen) == len(set(seen))


def test_pairs_and_tellings_join_different_articles(gold: GoldSet) -> None:
    assert all(pair["a"]["id"] != pair["b"]["id"] for pair in gold.statement_pairs)
    for group in gold.statements:
        ids = [telling["id"] for telling in group["tellings"]]
        assert len(ids) == len(set(ids)) >= 2


def test_a_close_statement_is_coded_as_a_pair_too() -> None:
    invented = next(gold for gold in SETS if gold.name == "ferry")
    coded = [(pair["a"], pair["b"]) for pair in invented.statement_pairs]

    def inside(telling: Record, side: Record) -> bool:
        return bool(telling["id"] == side["id"] and telling["start"] < side["end"] and side["start"] < telling["end"])

    for group in (g for g in invented.statements if g["strength"] == "close"):
        for one, other in combinations(group["tellings"], 2):
            assert any(
                (inside(one, a) and inside(other, b)) or (inside(one, b) and inside(other, a)) for a, b in coded
            ), (group["statement"], one["text"], other["text"])


def test_a_gold_file_with_a_broken_line_is_named_with_its_line(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": 1}\n{"id": \n')
    with pytest.raises(CorpusError, match=r"gold\.jsonl, line 2: is not JSON"):
        read_records(path)


def test_without_a_source_checkout_the_message_says_what_to_name(tmp_path):
    with pytest.raises(CorpusError, match="name a file"):
        own_sets(tmp_path)
