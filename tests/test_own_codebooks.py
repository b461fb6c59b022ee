"""A person's own codebooks beside the shipped ones, and dictionaries of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsparallax import codebooks, fingerprint
from newsparallax.codebooks import CodebookError, with_own
from newsparallax.corpus import CorpusError, load_config
from newsparallax.event.places import amended


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def words(book: codebooks.Codebook, text: str) -> list[tuple[str, str]]:
    return [(hit.owner.key, text[hit.start : hit.end]) for hit in book.hits(text)]


def test_a_file_named_like_a_shipped_codebook_adds_and_replaces_entries(tmp_path: Path) -> None:
    shipped = codebooks.load()
    one = next(iter(shipped["topics"].entries))
    text = f'[entries.quays]\npatterns = ["quay~"]\n[entries.{one}]\nlabel = "Mine"\npatterns = ["mine"]\n'
    own = with_own([put(tmp_path / "own", topics__toml=text)])
    assert own["topics"].entries[one].label == "Mine" and own["topics"].entries["quays"].label == "quays"
    assert len(own["topics"].entries) == len(shipped["topics"].entries) + 1
    assert own.digest != shipped.digest and shipped["topics"].entries[one].label != "Mine"


def test_an_entry_added_to_hedges_is_a_hedge(tmp_path: Path) -> None:
    own = with_own([put(tmp_path / "own", hedges__toml='[entries.weather]\npatterns = ["weather permitting"]\n')])
    assert own["hedges"].entries["weather"].category == "hedge" and not own["hedges"].negatable


def test_a_new_codebook_says_what_it_codes(tmp_path: Path) -> None:
    entry = '[entries.wet]\npatterns = ["rain~"]\n'
    own = with_own([put(tmp_path / "own", wet__toml=f'[codebook]\ntable = "marks"\n{entry}')])
    assert own["wet"].table == "marks" and own in [own]
    with pytest.raises(CodebookError, match=r"wet\.toml: say what it codes"):
        with_own([put(tmp_path / "other", wet__toml=entry)])


def test_a_quanteda_dictionary_is_read_with_categories_inside_others(tmp_path: Path) -> None:
    text = "economy:\n  - econom*\n  - stock market\nfear:\n  strong: [terror, panic*]\n  answer: [yes]\n"
    book = with_own([put(tmp_path / "own", d__yml=text)])["d"]
    assert list(book.entries) == ["economy", "fear.strong", "fear.answer"]
    said = "The economist saw panicking on the stock market."
    assert words(book, said) == [("economy", "economist"), ("fear.strong", "panicking"), ("economy", "stock market")]


def test_a_liwc_dictionary_is_read(tmp_path: Path) -> None:
    text = "%\n1\taffect\n2\tnegemo\n%\nawful\t1\t2\nhapp*\t1\nkind of\t2\n:)\t1\n"
    book = with_own([put(tmp_path / "own", l__dic=text)])["l"]
    assert words(book, "A happy, kind of plain day") == [("affect", "happy"), ("negemo", "kind of")]
    with pytest.raises(CodebookError, match="'x' is of category 9, which the head does not name"):
        with_own([put(tmp_path / "wrong", l__dic="%\n1 a\n%\nx\t9\n")])
    with pytest.raises(CodebookError, match="is no LIWC dictionary"):
        with_own([put(tmp_path / "none", l__dic="words\n")])


@pytest.mark.parametrize(("text", "message"), [("a: [", "not YAML"), ("- a\n", "no list of words"), ("{}", "no cat")])
def test_a_yaml_file_that_is_no_dictionary_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CodebookError, match=rf"d\.yml.*{message}"):
        with_own([put(tmp_path / "own", d__yml=text)])


def test_corpus_toml_names_codebooks_from_where_it_stands(tmp_path: Path) -> None:
    folder = put(tmp_path / "event", corpus__toml='codebooks = "mine"\n', a__txt="Rain\n\nIt rained.\n")
    with pytest.raises(CorpusError, match=r"codebooks names .*mine, which is not there"):
        load_config(folder / "corpus.toml")
    put(folder / "mine", topics__toml='[entries.rain]\npatterns = ["rain~"]\n')
    assert load_config(folder / "corpus.toml").codebooks == (folder / "mine",)
    before = fingerprint.tables(folder)
    put(folder / "mine", topics__toml='[entries.rain]\npatterns = ["rain~", "snow"]\n')
    assert fingerprint.tables(folder) != before, "tables are made anew when a codebook changes"


def test_further_codebooks_are_added_to_those_of_corpus_toml(tmp_path: Path) -> None:
    folder = put(
        tmp_path / "event", topics__toml="", corpus__toml='codebooks = [\n "topics.toml",\n]\n[event]\nname = "x"'
    )
    other = put(tmp_path / "other", b__dic="")
    made = tmp_path / "made.toml"
    made.write_text(amended(folder / "corpus.toml", {"text": "Body"}, [other]), encoding="utf-8")
    config = load_config(made)
    assert [path.name for path in config.codebooks] == ["topics.toml", "other"]
    assert config.event.name == "x" and config.columns == {"text": "Body"}
