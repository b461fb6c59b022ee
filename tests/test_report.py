"""The report: notebooks executed as the command does it, one page, one PDF, nothing in them that changes by itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import nbformat
import pandas as pd
import pytest

from newsparallax import cli, fingerprint, store
from newsparallax.corpus import CorpusError
from newsparallax.reporting import blocks, desk, explore, fresh, report, run, title, typst
from newsparallax.reporting.chapters import common

NOTEBOOKS = [run.notebooks_folder() / f"{name}.ipynb" for name in run.CHAPTERS]
Made = tuple[Path, ...]


class Page(HTMLParser):
    """What a test asks of a page: its tags with their attributes, in order, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.quantity: str | None = None
        self.quantities: list[tuple[str, str]] = []  # the name of a quantity, and the number printed
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.quantity = dict(attrs).get("data-q")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.quantity:
            self.quantities.append((self.quantity, data))
            self.quantity = None

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def silent(line: str) -> None:
    """No progress lines in tests."""


@pytest.fixture(scope="module")
def made(seeds_report: Made) -> Made:
    """The report on the seeds, with the notebooks' own defaults."""
    return seeds_report


@pytest.fixture(scope="module")
def page(made: Made) -> Page:
    return Page(made[0].read_text(encoding="utf-8"))


def again(made: Made, seeds: Path, out: Path, docx: bool = False, **given: str) -> Made:
    """Another report from the same tables."""
    shutil.copytree(made[0].parent / "tables", out / "tables")
    return report.make(seeds, out, given, progress=silent, docx=docx)


def pdf_text(pdf: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([tool, str(pdf), "-"], capture_output=True, text=True, check=True).stdout


def test_page_asks_nothing_of_the_network(page: Page) -> None:
    assert not [tag for tag, _ in page.tags if tag in ("link", "iframe", "object", "embed", "base")]
    sources = [value for _, a in page.tags for name, value in a.items() if name in ("src", "srcset", "data", "poster")]
    assert all(value and value.startswith("data:") for value in sources)
    assert all("src" not in script for script in page.all("script"))
    assert not re.search(r"url\((?!data:|#)", page.text) and "@import" not in page.text


def test_page_has_unique_ids_and_links_that_lead_somewhere(page: Page) -> None:
    ids = Counter(a["id"] for _, a in page.tags if a.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = [a["href"] for a in page.all("a") if (a.get("href") or "").startswith("#")]
    assert len(targets) > 200
    assert [t for t in targets if t and t[1:] not in ids] == []


def test_every_drawing_says_its_numbers_and_every_table_is_captioned(page: Page) -> None:
    drawn = [a.get("class") for a in page.all("div")]
    assert drawn.count("bar") == 10 and drawn.count("ticks") > 20  # in the overview and in the chapter on who speaks
    assert sum(name.startswith("share:") for name, _ in page.quantities) > 40
    assert page.all("svg") == []  # what the report draws is made of words and boxes
    tables = [n for n, (tag, _) in enumerate(page.tags) if tag == "table"]
    assert 4 < len(tables) <= 14  # a table says one thing, and a figure replaces the one that repeats it
    assert all(page.tags[n + 1][0] == "caption" for n in tables)
    assert all(a.get("scope") in ("col", "row", "rowgroup") for a in page.all("th"))


def test_report_opens_with_the_overview_and_holds_every_chapter(page: Page) -> None:
    chapters = [a["id"] for a in page.all("h2") if (a.get("id") or "").startswith("s-")]
    assert chapters == [
        "s-side-by-side",
        "s-one-statement-each-in-its-own-words",
        "s-facts-that-clash",
        "s-who-speaks",
        "s-topics",
        "s-words",
        "s-left-out-and-told-only-here",
        "s-the-articles",
        "s-methods",
    ]
    assert "One article for each outlet" in page.text
    for outlet in ("TASS", "CGTN", "Sputnik", "News i", "Expatica"):
        assert outlet in page.text


def test_page_holds_no_place_or_time_of_its_making(made: Made, seeds: Path) -> None:
    html = made[0].read_text(encoding="utf-8")
    for place in (str(seeds.resolve()), str(made[0].parent), str(Path.home()) + "/", sys.executable):
        assert place not in html
    assert "papermill" not in html


def test_same_input_gives_the_same_bytes(made: Made, seeds: Path, tmp_path: Path) -> None:
    other = again(made, seeds, tmp_path / "elsewhere", docx=True)
    assert [path.name for path in made] == ["report.html", "report.pdf", "report.docx"]
    assert [path.read_bytes() for path in other] == [path.read_bytes() for path in made]


def test_pdf_is_tagged_and_numbers_its_figures_and_tables(made: Made) -> None:
    data = made[1].read_bytes()
    assert data.startswith(b"%PDF-")
    assert b"/MarkInfo" in data and b"pdfuaid" in data
    text = pdf_text(made[1])
    assert "Table 3." in text and "The articles" in text


def test_two_outlets_are_compared_with_each_other_alone(made: Made, seeds: Path, tmp_path: Path) -> None:
    page = Page(again(made, seeds, tmp_path / "two", outlets="TASS,Expatica")[0].read_text(encoding="utf-8"))
    assert "TASS" in page.text and "Expatica" in page.text
    assert "CGTN" not in " ".join(name for name, _ in page.quantities)


def test_corpus_without_quotations_says_that_nobody_speaks(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    story = "Storm closes the harbour\n\nA storm closed the harbour on Monday. Two ferries stayed in port overnight.\n"
    (corpus / "one.txt").write_text(story, encoding="utf-8")
    html, pdf = report.make(corpus, tmp_path / "out", {}, progress=silent)
    text = Page(html.read_text(encoding="utf-8")).text
    assert "Nobody is quoted or reported in these articles" in text
    assert "With a single article there is no other account" in text
    assert pdf.stat().st_size > 10_000


def test_the_same_quantity_is_the_same_number_wherever_it_is_printed(made: Made, page: Page) -> None:
    """A number that bears the name of a quantity agrees with every other of that name, and so do its pictures."""
    told: dict[str, set[str]] = {}
    for quantity, words in page.quantities:
        told.setdefault(quantity, set()).add(" ".join(words.split("(")[0].split()))
    assert {name: values for name, values in told.items() if len(values) > 1} == {}
    twice = [name for name, count in Counter(name for name, _ in page.quantities).items() if count > 1]
    assert any(name.startswith("share:") for name in twice)  # in the overview and in the chapter on who speaks
    (shared,) = told["statements:sure"]
    cards = [a for a in page.all("section") if (a.get("id") or "").startswith("cards-3-")]
    assert int(shared) == len(cards)
    shares = {name.split(":")[1:][1]: value for name, (value,) in told.items() if name.startswith("share:Russia:")}
    assert len(shares) == 5
    in_print = " ".join(pdf_text(made[1]).split())
    for share in shares.values():
        assert f"Russia {share}" in in_print


def test_excerpts_hold_a_few_words_of_what_is_cited(made: Made, seeds: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(made[0].parent / "tables", out / "tables")
    assert cli.main(["report", str(seeds), "--out", str(out), "--no-full-text"]) == 0
    whole, excerpts = (Page(html.read_text(encoding="utf-8")) for html in (made[0], out / "report.html"))
    sentences = [sum(a.get("class") == "s" for a in found.all("div")) for found in (whole, excerpts)]
    assert 20 < sentences[1] < sentences[0]
    assert "Of the articles only the words that this report rests on are shown" in excerpts.text
    targets = {a["href"] for a in excerpts.all("a") if (a.get("href") or "").startswith("#a")}
    assert {str(target)[1:] for target in targets} <= {a.get("id") for _, a in excerpts.tags}
    end = "issues have accumulated that require immediate resolution"
    in_print = " ".join(pdf_text(out / "report.pdf").split())
    assert end in whole.text
    assert end not in excerpts.text + in_print


def test_word_document_has_headings_tables_and_links_to_the_sentences(made: Made, page: Page) -> None:
    document = docx.Document(str(made[2]))
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert styles["Lavrov-Blinken talks in Reykjavik"] == "Title" and styles["Who speaks"] == "Heading 1"
    links = [link.url for p in document.paragraphs for link in p.hyperlinks]
    ids = {a["id"] for _, a in page.tags if a.get("id")}
    targets = [link.partition("#")[2] for link in links if link.startswith("report.html#")]
    assert len(targets) > 80 and set(targets) <= ids
    assert len(document.tables) == sum(tag == "table" for tag, _ in page.tags) > 4
    assert not any(p.text.startswith("The flight will take") for p in document.paragraphs)


def test_word_document_with_comments_is_not_written_over(made: Made, seeds: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made[2]))
    document.add_comment(document.paragraphs[2].runs, text="Is that so?", author="An editor")
    document.save(str(tmp_path / "report.docx"))
    with pytest.raises(CorpusError, match=r"report\.docx: holds comments, which would be lost"):
        report.make(seeds, tmp_path, {}, progress=silent, docx=True)


def test_unknown_parameter_is_an_error_before_anything_is_made(seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no notebook has a parameter outlet; there are: .*outlets"):
        report.make(seeds, tmp_path / "out", {"outlet": "TASS"}, progress=silent)
    assert not (tmp_path / "out").exists()


def test_unknown_outlet_names_those_there_are(made: Made, seeds: Path, tmp_path: Path) -> None:
    with pytest.raises(run.RunError, match=r"no outlet .Reuters.; known here: CGTN"):
        again(made, seeds, tmp_path / "out", outlets="Reuters")


def test_parameter_of_another_type_is_an_error() -> None:
    with pytest.raises(run.RunError, match="parameter least_hits: 'many' is no whole number"):
        run.parameters_for(NOTEBOOKS, {"least_hits": "many"})
    with pytest.raises(run.RunError, match="parameter least_hits: '-1' is no whole number of 0 or more"):
        run.parameters_for(NOTEBOOKS, {"least_hits": "-1"})
    assert run.typed("TASS, CGTN", []) == run.typed("[TASS,CGTN]", []) == ["TASS", "CGTN"]
    for told in ('["A, first", "B=b"]', "['A, first', 'B=b']", '"A, first",B=b'):
        assert run.typed(told, []) == ["A, first", "B=b"]
    assert run.typed("3", 1) == 3


def test_notebook_without_parameters_cell_is_an_error(tmp_path: Path) -> None:
    node = nbformat.read(NOTEBOOKS[0], as_version=4)
    for cell in node.cells:
        cell.metadata.pop("tags", None)
    nbformat.write(node, tmp_path / "untagged.ipynb")
    with pytest.raises(run.RunError, match=r"untagged\.ipynb: no cell has the tag `parameters`"):
        run.declared(tmp_path / "untagged.ipynb")


def test_failing_cell_names_notebook_cell_and_error(tmp_path: Path) -> None:
    node = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("tables = ''", metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell("1 / 0"),
        ],
        metadata=nbformat.read(NOTEBOOKS[0], as_version=4).metadata,
    )
    nbformat.write(node, tmp_path / "broken.ipynb")
    with pytest.raises(run.RunError, match=r"broken\.ipynb, cell \d+: ZeroDivisionError: division by zero"):
        list(run.execute([tmp_path / "broken.ipynb"], [{}], tmp_path))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stripped_and_open_with_question_and_inputs(notebook: Path) -> None:
    node = nbformat.read(notebook, as_version=4)
    nbformat.validate(node)
    code = [cell for cell in node.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert node.cells[0].source.startswith("# ")
    assert "**Question.**" in node.cells[1].source and "**Inputs.**" in node.cells[1].source
    assert {"corpus", "tables", "outlets"} <= run.declared(notebook).keys()
    assert max(cell.source.count("\n") for cell in code) < 8, "code cells are short calls into the library"


def test_what_a_kernel_imports_loads_no_parser_and_draws_nothing() -> None:
    code = (
        "import sys, newsparallax.comparing, newsparallax.reporting.desk\n"
        "from newsparallax.reporting.chapters import articles, clashes, coverage, framing, left_out\n"
        "from newsparallax.reporting.chapters import methods, overview, sourcing, statements\n"
        "sys.exit('spacy' in sys.modules or 'matplotlib' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def made_anew(corpus: Path, folder: Path) -> bool:
    """Whether a report would make these tables anew; they are then made."""
    told: list[str] = []
    with fresh.tables(corpus, folder, None, told.append):
        assert store.intact(folder, fingerprint.tables(corpus))
    return f"reading, tagging and comparing {corpus}" in told


def test_tables_are_made_anew_only_when_something_changed(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "c[1].jsonl", tmp_path / "tables"
    row = {"text": "Storm closes the harbour\n\nA storm closed the harbour on Monday, the mayor said."}
    corpus.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert made_anew(corpus, folder)
    clean = {path.name: path.read_bytes() for path in folder.glob("*.parquet")}
    assert not made_anew(corpus, folder)
    (folder / "attributions.parquet").unlink()
    assert made_anew(corpus, folder)
    assert {path.name: path.read_bytes() for path in folder.glob("*.parquet")} == clean
    corpus.write_text(json.dumps(row).replace("mayor", "harbour master") + "\n", encoding="utf-8")
    assert made_anew(corpus, folder)


def test_tagged_tables_alone_are_not_taken_for_compared_ones(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "one.jsonl", tmp_path / "tables"
    corpus.write_text(json.dumps({"text": "Storm closes the harbour\n\nA storm came."}) + "\n", encoding="utf-8")
    assert cli.main(["tag", str(corpus), "--out", str(folder)]) == 0
    assert made_anew(corpus, folder)


@pytest.mark.parametrize(
    ("ends", "status", "said"),
    [
        ("print('newsparallax: out: no room', file=sys.stderr); sys.exit(3)", 3, "out: no room"),
        ("os.kill(os.getpid(), 9)", 4, "the memory was used up"),
    ],
)
def test_why_the_tables_cannot_be_made_is_said_with_its_status(
    ends: str, status: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python"
    code = f"import os, sys\nprint('tagging 0 of 3 articles', file=sys.stderr, flush=True)\n{ends}\n"
    program.write_text(f"#!{sys.executable}\n{code}", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(desk.DeskError, match=said) as failed:
        desk.make_tables(tmp_path, tmp_path / "out")
    assert failed.value.status == status


def test_a_report_that_cannot_be_compiled_leaves_the_last_one_whole(
    made: Made, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: str) -> bytes:
        raise OSError("the disk is full")

    monkeypatch.setattr(typst, "compile_pdf", full)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "report.html").write_text("the last report", encoding="utf-8")
    with pytest.raises(OSError, match="full"):
        again(made, seeds, tmp_path / "out")
    assert (tmp_path / "out" / "report.html").read_text(encoding="utf-8") == "the last report"


def test_exploring_lays_out_notebooks_set_to_the_corpus_and_keeps_edited_ones(seeds: Path, tmp_path: Path) -> None:
    folder = explore.lay_out(seeds, tmp_path, {"least_hits": "3"})
    chosen = run.declared(folder / "04-topic-coverage.ipynb")
    assert (folder / chosen["corpus"]).resolve() == seeds.resolve()
    assert chosen["least_hits"] == 3 and chosen["tables"] == "../tables"
    edited = folder / "01-overview.ipynb"
    edited.write_text(edited.read_text(encoding="utf-8").replace("What do these accounts", "Mine"), encoding="utf-8")
    explore.lay_out(seeds / "elsewhere", tmp_path, {})
    assert "Mine" in edited.read_text(encoding="utf-8")
    assert (folder / run.declared(edited)["corpus"]).resolve() == (seeds / "elsewhere").resolve()
    (cell,) = (c for c in nbformat.read(edited, as_version=4).cells if "parameters" in c.metadata.get("tags", ()))
    assert all("  # " in line for line in cell.source.split("\n")), "what a parameter means stands beside it"


def test_parameter_without_a_value_is_an_error() -> None:
    assert report.given(["outlets=A,B", "least_hits = 2"]) == {"outlets": "A,B", "least_hits": " 2"}
    with pytest.raises(CorpusError, match="parameter 'outlets': write it as name=value"):
        report.given(["outlets"])


def test_head_of_the_report_counts_articles_and_outlets(made: Made, tmp_path: Path) -> None:
    few = title.page(made[0].parent / "tables", ["TASS", "CGTN"])
    assert few == {"title": "Lavrov-Blinken talks in Reykjavik", "kicker": "Two articles · Two outlets · 19 May 2021"}
    tables = store.read(made[0].parent / "tables", ["corpus", "articles"])
    many = pd.concat([tables["articles"].assign(outlet=f"Outlet {n}") for n in range(3)])
    store.write({**tables, "articles": many}, tmp_path)
    assert title.page(tmp_path)["kicker"].startswith("15 articles · Three outlets")


def test_many_outlets_stand_in_one_cell_by_name(made: Made) -> None:
    few = desk.opened(made[0].parent / "tables")
    many = replace(few, outlets=tuple(f"Outlet {n}" for n in range(12)))
    cells = {("a", outlet): n % 2 or None for n, outlet in enumerate(many.outlets)}
    shown = common.beside(many, cells, ["a"], "Topic", "Caption")
    block = shown.block
    assert isinstance(block, blocks.TableBlock)
    assert block.columns == ("Topic", "Outlets")
    assert blocks.plain(block.rows[0][1]).startswith("Outlet 1: 1; Outlet 3: 1")


def test_reports_made_one_after_another_leave_no_threads(made: Made, seeds: Path, tmp_path: Path) -> None:
    again(made, seeds, tmp_path)
    before = threading.active_count()
    report.make(seeds, tmp_path, {}, progress=silent)
    assert threading.active_count() == before
