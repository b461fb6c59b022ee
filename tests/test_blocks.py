"""Blocks: the same evidence on the page and in print; typefaces; what an exporter does with other programs' outputs."""

from __future__ import annotations

import json

import nbformat
import pytest
import typst
from fontTools.ttLib import TTFont
from nbconvert.exporters import get_exporter

from newsparallax.reporting import blocks, figures, fonts, markup, show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.html import HtmlExporter
from newsparallax.reporting.passages import Texts
from newsparallax.reporting.typst import TypstExporter, TypstPdfExporter, compile_pdf

TEXT = 'Лавров met 王毅.\nHe said <b>"yes"</b> #1 [ok] $x$ \\ *all* of it.'
TEXTS = Texts({"a": TEXT}, {"a": "Outlet"}, {"a": ([0, 16], [1, 2])})


def notebook(*shown: show.Shown, markdown: str = "# Chapter") -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(markdown)]
    for one in shown:
        output = nbformat.v4.new_output("execute_result", one._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


def cited(text: str = "1") -> Run:
    return show.cited(text, TEXTS, [("a", 11, 13)])


def drawing() -> show.Shown:
    parts = {"Лавров": [3.0], "王毅": [1.0]}
    return show.figure(
        figures.shares(["Outlet"], parts, "words"), "Who speaks: Лавров, 王毅", "A bar in two parts", [cited()]
    )


def shown_parts(texts: Texts, *spans: tuple[int, int]) -> list[tuple[str, bool]]:
    """The one paragraph of some spans, cut into unmarked and marked stretches."""
    (excerpt,) = blocks.excerpts(texts.passages(("a", *span) for span in spans))
    return list(excerpt.parts)


def test_passage_stands_in_its_paragraph_with_line_and_words() -> None:
    (found,) = TEXTS.passages([("a", 11, 13)])
    assert (found.paragraph.line, found.words) == (1, "王毅")
    assert shown_parts(TEXTS, (11, 13)) == [("Лавров met ", False), ("王毅", True), (".", False)]
    assert TEXTS.line(("a", 19, 23)) == 2


def test_passage_over_two_lines_is_shown_in_both() -> None:
    found = TEXTS.passages([("a", 11, 17)])
    assert [(p.paragraph.line, p.words) for p in found] == [(1, "王毅."), (2, "He")]


def test_passages_of_one_paragraph_are_shown_together_and_overlaps_once() -> None:
    assert shown_parts(TEXTS, (0, 6), (3, 10), (11, 13)) == [
        ("Лавров met", True),
        (" ", False),
        ("王毅", True),
        (".", False),
    ]


def test_paragraph_is_cut_at_words_far_from_its_passages() -> None:
    words = "word " * 100
    texts = Texts({"a": words}, {"a": "Outlet"}, {"a": ([0], [1])})
    (before, _), (_, marked), (between, _), _, (after, _) = shown_parts(texts, (150, 154), (450, 454))
    assert marked and before.startswith("… word") and len(before) < 100
    assert "word … word" in between and len(between) < 200
    assert after == words[454:]


def test_blocks_survive_the_way_through_json() -> None:
    table = show.table(("A", "B"), [("x", cited()), ("y", None)], "Caption", "Note", ("B",))
    for shown in (
        table,
        drawing(),
        show.passages("All", cited().passages),
        show.finding(["found ", cited()], "sure"),
        show.note("n", banner=True),
    ):
        assert blocks.from_json(json.loads(json.dumps(blocks.to_json(shown.block)))) == shown.block


def test_cell_and_its_passages_link_to_each_other() -> None:
    html = markup.block_html(show.table(("A", "B"), [("x", cited())], "Caption").block, "table-1", 1)
    assert 'id="table-1-c1" href="#table-1-e1"' in html
    assert 'id="table-1-e1"' in html and 'href="#table-1-c1"' in html
    assert "<mark>王毅</mark>" in html and "x · B" in html


def test_same_run_in_two_cells_is_linked_twice() -> None:
    run = cited()
    html = markup.block_html(show.table(("A", "B", "C"), [("x", run, run)], "Caption").block, "t")
    assert html.count('id="t-c1"') == html.count('id="t-c2"') == 1


def test_print_lists_each_line_once_and_for_each_number_its_words_and_lines() -> None:
    spans = [("a", 0, 6), ("a", 11, 13), ("a", 15, 17)]
    table = show.table(("A", "Outlet"), [("x", show.cited("3", TEXTS, spans)), ("y", cited())], "Caption")
    source, _ = TypstExporter().from_notebook_node(notebook(table))
    assert source.count("Лавров met") == 1
    entry = '#entry[#"x · Outlet";][#"“Лавров” ";#at(<l1>)[1]#"; ";#"“王毅” ";#at(<l1>)[1]#"; ";#"“He” ";#at(<l2>)[2]]'
    assert entry in source and "#cited(<b1-e1>)" in source
    assert compile_pdf(source).startswith(b"%PDF-")


def test_row_of_one_cell_heads_the_rows_below_it_on_the_page_and_in_print() -> None:
    table = show.table(("A", "B"), [(["said ", cited()],), ("one", cited("two")), ("other",)], "Caption")
    assert blocks.from_json(json.loads(json.dumps(blocks.to_json(table.block)))) == table.block
    html = markup.block_html(table.block, "t", 1)
    assert '<th scope="rowgroup" colspan="2">said' in html and 'scope="row"' not in html
    assert html.count("<tbody>") == html.count("</tbody>") == 3
    source, _ = TypstExporter().from_notebook_node(notebook(table))
    assert "section(2)[" in source and "row-headed(table" not in source
    assert compile_pdf(source).startswith(b"%PDF-")


def test_print_sends_a_number_with_the_same_passages_to_the_first() -> None:
    table = show.table(("A", "B"), [("x", cited()), ("y", cited("one"))], "Caption")
    source, _ = TypstExporter().from_notebook_node(notebook(table))
    assert source.count("#cited(<b1-e1>)") == 2 and 'as #link(<b1-e1>)[#"Table 1, x · B";]' in source


def test_print_names_the_line_beside_words_that_show_themselves() -> None:
    source, _ = TypstExporter().from_notebook_node(notebook(show.table(("A", "B"), [("x", cited("王毅"))], "Caption")))
    assert '#cited(<l1>)[#"王毅";]#at-line[1]' in source and "#entry[" not in source.split("#evidence-chapters[")[-1]


def test_more_passages_than_listed_are_counted() -> None:
    spans = [("a", 15 + n, 16 + n) for n in range(show.LISTED + 5)]
    run = show.cited("45", TEXTS, spans)
    assert len(run.passages) == show.LISTED and run.cut == 5


def test_page_escapes_what_the_texts_say() -> None:
    html = markup.block_html(show.note(TEXT).block, "n")
    assert "<b>" not in html and "&lt;b&gt;" in html


def test_headings_of_the_same_words_get_different_ids() -> None:
    html, _ = HtmlExporter().from_notebook_node(notebook(markdown="# One\n\n## Terms\n\n## Terms\n\n# One"))
    assert 'id="s-terms"' in html and 'id="s-terms-2"' in html and 'id="s-one-2"' in html


def test_remote_picture_in_markdown_becomes_a_link() -> None:
    html, _ = HtmlExporter().from_notebook_node(notebook(markdown="# T\n\n![logo](https://example.org/x.png)"))
    assert "<img" not in html and 'href="https://example.org/x.png"' in html


def test_output_of_other_programs_is_shown_plainly() -> None:
    node = notebook()
    bundle = {"text/plain": "   a\n0  1 <x>"}
    node.cells.append(nbformat.v4.new_code_cell("1", outputs=[nbformat.v4.new_output("execute_result", bundle)]))
    node.cells.append(nbformat.v4.new_code_cell("2", outputs=[nbformat.v4.new_output("stream", text="said & done")]))
    html, _ = HtmlExporter().from_notebook_node(node)
    assert "0  1 &lt;x&gt;" in html and "said &amp; done" in html
    assert TypstPdfExporter().from_notebook_node(node)[0].startswith(b"%PDF-")


def test_ids_inside_drawings_are_their_own() -> None:
    html, _ = HtmlExporter().from_notebook_node(notebook(drawing(), drawing()))
    assert 'id="figure-1-figure_1"' in html and 'id="figure-2-figure_1"' in html
    assert 'href="#figure-2-' in html


def test_cyrillic_and_chinese_names_are_set_everywhere() -> None:
    node = notebook(drawing(), show.note(TEXT))
    html, _ = HtmlExporter().from_notebook_node(node)
    assert fonts.missing([TEXT]) == []
    assert html.count("@font-face") == 4
    assert "Лавров" in html and "王毅" in html
    source, _ = TypstExporter().from_notebook_node(node)
    assert "Лавров" in source and "王毅" in source and fonts.REPLACEMENT not in source
    assert compile_pdf(source).startswith(b"%PDF-")


def test_reader_of_a_notebook_sees_a_block_at_once_and_a_report_draws_it_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = show.note("Few articles.")
    assert "Few articles." in shown._repr_mimebundle_()["text/html"]
    monkeypatch.setenv(blocks.ONLY, "1")
    assert "text/html" not in shown._repr_mimebundle_() and blocks.MIME in shown._repr_mimebundle_()


def test_list_of_characters_is_that_of_the_typefaces() -> None:
    held: set[int] = set()
    for name in ("NewsparallaxSans-Regular.ttf", "NewsparallaxHan-Regular.otf"):
        with TTFont(fonts.FOLDER / name, lazy=True) as font:
            held |= font.getBestCmap().keys()
    assert set(map(ord, fonts.coverage())) == held


def test_page_without_chinese_carries_no_chinese_typeface() -> None:
    assert fonts.HAN not in fonts.css(["Лавров"])


def test_character_without_glyph_is_named_and_replaced_in_print() -> None:
    text = "नमस्ते Лавров"
    assert "न" in fonts.missing([text]) and "Л" not in fonts.missing([text])
    source, _ = TypstExporter().from_notebook_node(notebook(show.note(text)))
    assert "न" not in source and fonts.REPLACEMENT in source
    assert compile_pdf(source).startswith(b"%PDF-")


def test_pdf_refuses_a_figure_without_alt_text() -> None:
    with pytest.raises(ValueError, match="needs an alt text"):
        show.figure(figures.shares(["a"], {"b": [1.0]}, "words"), "Caption", " ")
    source, _ = TypstExporter().from_notebook_node(notebook(drawing()))
    with pytest.raises(typst.TypstError, match=r"(?i)alt"):
        compile_pdf(source.replace(', alt: "A bar in two parts"', ""))


def test_markdown_is_set_in_print_without_being_taken_for_markup() -> None:
    words = "# T\n\n**b** `c` *e* #x $y$ [l](https://example.org)\n\n- one\n- two\n\n1. a\n"
    words += "\n| h | i |\n|---|---|\n| 1 | 2 |\n"
    assert compile_pdf(TypstExporter().from_notebook_node(notebook(markdown=words))[0]).startswith(b"%PDF-")


def test_pdf_bears_the_date_it_is_given_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    undated = TypstPdfExporter().from_notebook_node(notebook())[0]
    assert b"CreationDate" not in undated
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1621382400")
    dated = TypstPdfExporter().from_notebook_node(notebook())[0]
    assert b"20210519" in dated and dated == TypstPdfExporter().from_notebook_node(notebook())[0]


def test_drawings_are_the_same_bytes_each_time() -> None:
    assert drawing().block == drawing().block
    assert "<dc:date>" not in drawing().block.svg  # type: ignore[union-attr]


def test_exporters_are_registered_with_nbconvert() -> None:
    assert get_exporter("newsparallax-typst-pdf") is TypstPdfExporter
    assert get_exporter("newsparallax-html") is HtmlExporter
