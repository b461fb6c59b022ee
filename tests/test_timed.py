"""Patterns of codebooks and corpus.toml run under a time limit and match what Python's own would."""

import pickle
import re

import pytest

from newsparallax import timed
from newsparallax.codebooks import load, of_corpus
from newsparallax.codebooks.patterns import compiled, expression
from newsparallax.corpus import CorpusError, Topic, load_config

_ENDLESS = r"(\w|\w\w)+[,;]"
_LINE = "h" * 60 + "!"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr(timed, "SECONDS", 0.2)


def test_a_pattern_of_corpus_toml_that_never_ends_is_named_with_its_key(tmp_path):
    path = tmp_path / "corpus.toml"
    path.write_text(f"[outlets.Ardmore]\nfurniture = ['{_ENDLESS}']\n", encoding="utf-8")
    [pattern] = load_config(path).outlets["Ardmore"].furniture
    with pytest.raises(CorpusError, match=r"corpus.toml: outlets.\"Ardmore\".furniture: .* ran for more than"):
        pattern.search(_LINE)


def test_a_topic_that_never_ends_is_named_with_its_entry():
    book = of_corpus((Topic("harbour", "Harbour", "", (_ENDLESS,)),))
    with pytest.raises(CorpusError, match=r"'harbour': .* ran for more than"):
        book.hits(_LINE)


@pytest.mark.parametrize("method", ["search", "match", "finditer"])
def test_a_limited_pattern_finds_what_an_unlimited_one_does(method):
    words, text = r"(\w+ed|harbour)\b", "the harbour was closed and opened"
    limited = timed.compiled(words)
    assert isinstance(limited, timed.Timed) and limited.groups == 1
    one, other = getattr(limited, method)(text, 4), getattr(re.compile(words), method)(text, 4)
    if method == "finditer":
        assert [m.span() for m in one] == [m.span() for m in other]
    else:
        assert one.span() == other.span()


@pytest.mark.parametrize("wrong", ["a{99999999999}", "(" * 5000, "(a", "*"])
def test_what_is_no_pattern_is_one_kind_of_error(wrong):
    with pytest.raises(re.error):
        timed.compiled(wrong)


@pytest.mark.parametrize(
    ("pattern", "may"),
    [("stop shooting", False), ("[*+]", False), (r"a\+b", False), ("a  b", True), ("(a|b)+", True), ("a?" * 20, True)],
)
def test_what_may_run_away_is_told_from_what_cannot(pattern, may):
    assert timed.runs_away(expression(pattern)) is may


def test_a_limited_pattern_reaches_another_process():
    limited = timed.compiled("a+b", re.IGNORECASE, "corpus.toml: topics")
    assert pickle.loads(pickle.dumps(limited)) == limited


def test_most_shipped_patterns_stay_with_the_faster_matcher():
    patterns = [r for book in load().books.values() for e in book.entries.values() for r in e.rules() if not r.word]
    limited = [r for r in patterns if isinstance(compiled(r.pattern, r.case), timed.Timed)]
    assert len(limited) < len(patterns) / 10
