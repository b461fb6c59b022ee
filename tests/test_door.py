"""The door: what `newsparallax.read` gives, its own examples, and what it says of what goes wrong."""

from __future__ import annotations

import doctest
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import openpyxl
import pandas as pd
import pytest
from matplotlib.axes import Axes

import newsparallax as npx
from newsparallax import event as door
from newsparallax.event import places
from newsparallax.tables import TABLES

GAZETTE = """A storm closes the ferry of Orrin

A storm closed the ferry on Monday. “We cannot wait for another storm,” said Tomas Lund, the harbour master.

The repair of the quay will cost 4,300 crowns, Lund said.
"""
HERALD = """Ferry of Orrin closed by storm

A storm closed the ferry on Monday. The mayor, Anna Vey, said that a thaw was near.

The repair of the quay will cost 9,100 crowns, the mayor said.
"""
CONFIG = """[event]
name = "The ferry of Orrin"
[articles."gazette.txt"]
outlet = "Gazette"
[articles."herald.txt"]
outlet = "Herald"
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("door") / "orrin"
    folder.mkdir()
    for name, text in (("gazette.txt", GAZETTE), ("herald.txt", HERALD), ("corpus.toml", CONFIG)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module", autouse=True)
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Tables go to a folder of the test's own."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEWSPARALLAX_CACHE", str(folder))
        mpl.use("agg")
        yield folder


@pytest.fixture(scope="module")
def ev(corpus: Path, kept: Path) -> npx.Event:
    return npx.read(corpus)


def test_the_examples_in_the_docstrings_hold(corpus: Path, ev: npx.Event) -> None:
    known = {"read": npx.read, "CORPUS": str(corpus), "ev": ev}
    tried = failed = 0
    for found in doctest.DocTestFinder().find(door, globs=known):
        runner = doctest.DocTestRunner(verbose=False)
        failed += runner.run(found).failed
        tried += runner.tries
    assert not failed
    assert tried >= 10


def test_importing_the_package_takes_less_than_a_fifth_of_a_second() -> None:
    program = "import time; t = time.perf_counter(); import newsparallax; print(time.perf_counter() - t)"
    took = min(float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3))
    assert took < 0.2


def test_everything_public_is_named_and_documented() -> None:
    assert set(npx.__all__) == set(dir(npx))
    assert all(getattr(npx, name).__doc__ for name in npx.__all__)
    public = [name for name in vars(npx.Event) if not name.startswith("_")]
    assert len(public) > 20
    assert not [name for name in public if not getattr(npx.Event, name).__doc__]


def test_what_is_done_already_is_not_done_again(corpus: Path, ev: npx.Event) -> None:
    begun = time.monotonic()
    again = npx.read(corpus)
    assert time.monotonic() - begun < 2  # tagging loads the parser, which alone takes longer
    pd.testing.assert_frame_equal(again.claims, ev.claims)


def test_an_event_is_short_as_code_and_a_card_as_a_page(ev: npx.Event) -> None:
    assert len(repr(ev)) < 120 and len(repr(ev.tables)) < 800
    assert str(ev).startswith("The ferry of Orrin\n  Gazette")
    html = ev._repr_html_()
    assert "<table>" in html and "<li>" in html


def test_tab_offers_tables_outlets_and_figures(ev: npx.Event) -> None:
    assert "attributions" in ev.tables._ipython_key_completions_() and "attributions" in dir(ev.tables)
    assert ev._ipython_key_completions_() == ["Gazette", "Herald"]
    assert "sides" in dir(ev.plot) and "sourcing" in dir(ev.show) and "speakers" in dir(ev.show.sourcing)


def test_a_wrong_name_is_answered_with_the_nearest_right_one(ev: npx.Event, corpus: Path) -> None:
    with pytest.raises(npx.CorpusError, match="no speaker 'Lunt'; did you mean"):
        ev.attributions(speaker="Lunt")
    with pytest.raises(npx.CorpusError, match="no outlet or article 'Gazete'; did you mean 'Gazette'"):
        ev.article("Gazete")
    with pytest.raises(npx.CorpusError, match="no outlet 'Heralds'; did you mean 'Herald'"):
        ev.compare("Heralds")
    with pytest.raises(npx.CorpusError, match="highlight='quote': cannot be marked; did you mean 'quotes'"):
        ev.article("Gazette", highlight="quote")
    with pytest.raises(AttributeError, match="did you mean 'attributions'"):
        ev.attributons  # noqa: B018
    with pytest.raises(AttributeError, match=r"the table is ev.tables\['swaps'\]"):
        ev.swaps  # noqa: B018
    with pytest.raises(AttributeError, match="there is no 'side'; did you mean 'sides'"):
        ev.plot.side()
    with pytest.raises(npx.CorpusError, match=r"orin: there is no such folder or file; did you mean '.*orrin'"):
        npx.read(corpus.with_name("orin"))


def test_a_row_leads_to_its_sentence(ev: npx.Event) -> None:
    rows = ev.attributions(outlet="Herald", speaker="Vey")
    shown = ev.context(rows, around=0)
    assert "〔" in shown.text and "Herald 3" in shown.text and "<mark>" in shown.html
    assert "4,300 crowns" in ev.context(ev.clashes).text


def test_a_dataframe_is_read_as_a_table_of_articles() -> None:
    table = pd.DataFrame({"Body": [GAZETTE, HERALD], "outlet": ["Gazette", "Herald"], "date": ["2024-03-01", None]})
    own = npx.read(table, columns={"text": "Body", "outlet": "outlet", "date": "date"})
    assert own.outlets == ("Gazette", "Herald")
    assert own.kwic("storm")["outlet"].tolist().count("Gazette") == 3
    with pytest.raises(npx.CorpusError, match="has no rows"):
        npx.read(pd.DataFrame())


def test_tables_alone_are_an_event_too(ev: npx.Event, tmp_path: Path, corpus: Path) -> None:
    npx.Event(corpus).write(tmp_path / "tables")
    own = npx.read(tmp_path)
    assert own.outlets == ev.outlets and len(own.kwic("ferr*")) == len(npx.Event(corpus).kwic("ferr*"))
    with pytest.raises(npx.CorpusError, match="holds tables alone"):
        own.check()


def test_tables_go_out_as_csv_and_as_one_workbook_without_formulas(ev: npx.Event, tmp_path: Path) -> None:
    folder = ev.to_csv(tmp_path / "csv")
    assert {path.stem for path in folder.glob("*.csv")} == set(TABLES)
    book = openpyxl.load_workbook(ev.to_excel(tmp_path / "all.xlsx"))
    assert set(book.sheetnames) == set(TABLES) - {"vectors"}
    assert book["articles"].max_row == 3
    assert not [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]


def test_a_table_as_the_report_prints_it_is_a_dataframe_too(ev: npx.Event) -> None:
    shown = ev.show.sourcing.speakers()
    assert list(shown.to_frame().columns) == ["Speaker", "Gazette", "Herald"]
    assert len(repr(shown)) < 120
    with pytest.raises(TypeError, match="is no table"):
        ev.show.sourcing.contrast().to_frame()


@pytest.mark.parametrize("name", ["sides", "speakers", "topics", "wording", "statements"])
def test_figures_are_axes_and_draw_into_given_ones(ev: npx.Event, name: str) -> None:
    drawn = getattr(ev.plot, name)()
    assert isinstance(drawn, Axes)
    assert getattr(ev.plot, name)(ax=drawn) is drawn


def test_a_codebook_of_ones_own_changes_the_coding_and_diff_says_what(ev: npx.Event, tmp_path: Path) -> None:
    own = tmp_path / "topics.toml"
    own.write_text('[entries.quays]\npatterns = ["quay~"]\n', encoding="utf-8")
    coded = ev.with_codebook(own)
    changed = coded.diff(ev)
    assert set(zip(changed["change"], changed["code"], changed["words"], strict=True)) == {("added", "quays", "quay")}
    assert changed["outlet"].tolist() == ["Gazette", "Herald"]
    told = coded.show.methods.made_with({})._repr_mimebundle_()["text/plain"]
    assert "codebooks of this corpus: topics.toml" in told


def test_a_sheet_of_one_coder_is_compared_with_the_automatic_codes(corpus: Path, tmp_path: Path) -> None:
    own = npx.Event(corpus)
    rows = own.sheet(50, tmp_path / "me")
    assert len(rows) == len(pd.read_csv(tmp_path / "me.csv")) >= 4
    filled = pd.read_excel(tmp_path / "me.xlsx", dtype=str).assign(loaded="0")
    filled.loc[0, "loaded"] = "1"
    filled.to_excel(tmp_path / "me.xlsx", index=False)
    found = own.agree(tmp_path / "me.xlsx").set_index("variable")
    assert 0 < found.loc["loaded"]["observed"].iloc[0] < 1


def test_where_tables_are_kept_can_be_told(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.cache() == kept
    monkeypatch.delenv("NEWSPARALLAX_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/caches")
    assert places.cache() == Path("/caches/newsparallax")


def test_rows_are_a_frame_that_is_asked_for_some_of_them(ev: npx.Event) -> None:
    assert ev.attributions.groupby("outlet").size().to_dict() == {"Gazette": 2, "Herald": 2}
    assert ev.attributions("lund", outlet="herald").empty
    assert len(ev.attributions(sure=True)(outlet="GAZETTE")) == 2
    assert ev.claims(outlet="herald")["outlets"].map(lambda own: "Herald" in own).all()
    with pytest.raises(npx.CorpusError, match="these rows have no 'speaker'"):
        ev.claims(speaker="Lund")


def test_rows_fit_the_screen_and_show_whole_words_in_a_notebook(ev: npx.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = repr(ev.attributions).splitlines()
    assert all(len(line) <= 80 for line in shown) and "content" in shown[0] and "needs_review" in shown[-1]
    assert all(f"  {sentence[:50]}" in repr(ev.claims) for sentence in ev.claims["sentence"])
    assert ev.claims["sentence"].iloc[0][-20:].replace("&", "") in ev.claims._repr_html_().replace("&amp;", "")


def test_an_outlet_is_known_by_a_part_of_its_name(ev: npx.Event, corpus: Path) -> None:
    assert ev.article("herald").text.startswith("Herald")
    alone = npx.read(corpus, outlets="gazette")
    assert alone.outlets == ("Gazette",) and alone.claims.empty
    with pytest.raises(npx.CorpusError, match="name two outlets or more"):
        ev.compare("herald")


def test_what_cannot_be_read_is_said_at_the_door(corpus: Path) -> None:
    table = pd.DataFrame({"Body": ["Rain\n\nRain fell."]})
    with pytest.raises(npx.CorpusError, match=r"write {'text': 'Body'}"):
        npx.read(table, columns={"Body": "text"})
    with pytest.raises(npx.CorpusError, match="has no column 'body'; did you mean 'Body'"):
        npx.read(table, columns={"text": "body"})
    with pytest.raises(npx.CorpusError, match="a path or a DataFrame, not a list"):
        npx.read(["Rain fell."])  # type: ignore[arg-type]
    with pytest.raises(npx.CorpusError, match="no such codebook"):
        npx.Event(corpus).with_codebook("nowhere.toml")
