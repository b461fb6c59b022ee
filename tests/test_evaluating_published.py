"""Coded corpora named by path: their texts reach the tagger, and nothing else of them does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from newsparallax import pipeline
from newsparallax.cli import main
from newsparallax.measuring import published
from newsparallax.reading.article import Article

TEXT = "Bridge closed\n\nMayor Ann Lee said on Monday that the old bridge would stay closed until the spring.\n"


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


RECORD = {
    "id": "gazette/2020-01-01_secret-outlet",
    "publisher": "Secret Outlet",
    "date": "2020-01-01",
    "title": "Secret title",
    "text": TEXT,
    "attributions": [
        {
            "source": [at("Mayor Ann Lee")],
            "cue": [at("said")],
            "content": [at("the old bridge would stay closed until the spring")],
            "speaker": {"best": "Ann Lee", "mentions": [[*at("Mayor Ann Lee"), "Mayor Ann Lee"]]},
        }
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    return path


def test_figures_of_a_coded_corpus_are_printed_as_one_object(
    gold: Path, nlp: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    verbs = gold.with_name("verbs.txt")
    verbs.write_text("said\n", encoding="utf-8")
    assert main(["evaluate", "attributions", str(gold), "--speech-verbs", str(verbs), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["speech_e2e"] == [100.0, 100.0, 100.0]
    assert figures["resolved"] == 100.0
    assert figures.keys() == {
        "span", "speech_e2e", "direct_e2e", "word_e2e", "precision_e2e", "resolved", "resolved_counts",
    }  # fmt: skip


def test_only_the_text_reaches_the_tagger(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Article] = []

    def tag_nothing(articles: Sequence[Article], *_: Any) -> Iterator[tuple[str, dict[str, list[Any]]]]:
        seen.extend(articles)
        return iter(())

    monkeypatch.setattr(pipeline, "tag_articles", tag_nothing)
    published.attributions(gold)
    (article,) = seen
    assert article.text == TEXT
    told = repr(article).replace(repr(TEXT), "")
    assert not [word for word in ("Secret", "gazette", "2020") if word.lower() in told.lower()]


def test_an_empty_text_has_no_attributions(nlp: Language) -> None:
    assert published.tag_texts([TEXT, ""])[1] == []


@pytest.mark.parametrize(
    ("record", "message"),
    [({"id": 1}, "record 1: needs a 'text'"), ({"text": "a", "attributions": {}}, "a list 'attributions'")],
)
def test_a_record_without_its_parts_is_named(
    record: dict[str, Any], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    assert main(["evaluate", "attributions", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_statements_are_scored_on_the_articles_named(
    tmp_path: Path, nlp: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "one": "Bridge stays shut\n\nThe old bridge in Harwick will stay closed until April, Mayor Ann Lee said.\n",
        "two": "Harwick waits\n\nMayor Ann Lee said the old bridge in Harwick will stay closed until April.\n",
    }
    articles = tmp_path / "texts.jsonl"
    articles.write_text("\n".join(json.dumps({"id": k, "text": v}) for k, v in texts.items()), encoding="utf-8")
    sides = {k: {"id": k, "start": text.index("\n\n") + 2, "end": len(text) - 1} for k, text in texts.items()}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"a": sides["one"], "b": sides["two"], "label": "same"}), encoding="utf-8")
    assert main(["evaluate", "statements", str(gold), "--corpus", str(articles), "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["recall"] == 1
    assert figures["same_in_gold"] == 1


def test_statements_need_their_articles(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "statements", str(gold)]) == 2
    assert "--corpus" in capsys.readouterr().err


def test_a_list_of_verbs_that_is_not_there_is_named(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "attributions", str(gold), "--speech-verbs", "nowhere.txt"]) == 2
    assert "nowhere.txt: cannot be read" in capsys.readouterr().err
