"""Whatever files hold, they are read or named; drafts can be read back; nobody's words command a terminal."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsparallax.corpus import CorpusError, load_config
from newsparallax.reading import read_corpus
from newsparallax.reading.check import report
from newsparallax.reading.draft import write_draft
from newsparallax.tagging.corrections import read
from newsparallax.words import printable

STORY = "Council votes to close the road\n\nMayor Ann Smith said on Tuesday that the road would be closed.\n"
small = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@small
@given(st.binary(max_size=300), st.sampled_from([".txt", ".html", ".rtf", ".docx"]))
def test_bytes_of_any_kind_leave_the_other_articles_read(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "good.txt").write_text(STORY, encoding="utf-8")
        (folder / f"bad{ending}").write_bytes(data)
        corpus = read_corpus(folder)
        assert "good.txt" in {a.file for a in corpus.articles}
        assert f"bad{ending}" in {a.file for a in corpus.articles} | {n.file for n in corpus.notices}
        assert "\x1b" not in printable(report(corpus))


@small
@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=10))
def test_a_draft_can_be_read_back_whatever_an_outlet_is_called(outlet: str, name: str) -> None:
    with tempfile.TemporaryDirectory() as made:
        table = Path(made) / "t.jsonl"
        row = {"id": name, "outlet": outlet, "text": STORY}
        table.write_text(json.dumps(row) + "\n", encoding="utf-8")
        load_config(write_draft(table))


@small
@given(st.binary(max_size=200))
def test_corrections_of_any_shape_are_read_or_named(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "corrections.csv"
        path.write_bytes(b"article,start,end,words,field,value\n" + data)
        try:
            read(path)
        except CorpusError as error:
            assert str(path) in str(error)


def test_a_pipe_in_the_place_of_a_corpus_or_a_settings_file_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "t.csv")
    with pytest.raises(CorpusError, match="is a pipe or a device"):
        read_corpus(tmp_path / "t.csv")
    for name, reader in (("corpus.toml", load_config), ("corrections.csv", read)):
        os.mkfifo(tmp_path / name)
        with pytest.raises(CorpusError, match="is no file but"):
            reader(tmp_path / name)


def test_a_very_long_paragraph_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY + "\n" + "Smith said that it was so. " * 500, encoding="utf-8")
    assert "long-paragraph" in {n.kind for n in read_corpus(tmp_path).notices}
