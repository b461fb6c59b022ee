"""Blocks: the same evidence on the page and in print; typefaces; what an exporter does with other programs' outputs."""

from __future__ import annotations

import json

import nbformat
import pytest
from fontTools.ttLib import TTFont
from nbconvert.exporters import get_exporter

from newsparallax.reporting import blocks, fonts, show
from newsparallax.reporting.blocks import Bar, Card, Line, Overview, Part, Run, Sentence, Span, Strip
from newsparallax.reporting.html import HtmlExporter
from newsparallax.reporting.markup import Html
from newsparallax.reporting.passages import Texts
from newsparallax.reporting.typst import TypstExporter, TypstPdfExporter, compile_pdf

TEXT = 'Лавров met 王毅.\nHe said <b>"yes"</b> #1 [ok] $x$ \\ *all* of it.'
FIRST = Sentence(1, "Outlet", 1, 1, 0, TEXT[:15])
SECOND = Sentence(1, "Outlet", 2, 2, 15, TEXT[15:])
TEXTS = Texts({"a": TEXT}, {"a": "Outlet"}, {"a": [(FIRST, "headline"), (SECOND, "body")]})


def notebook(*shown: show.Shown, markdown: str = "# Chapter") -> nbformat.NotebookNode:
    cells = [nbformat.v4.new_markdown_cell(markdown)]
    for one in shown:
        output = nbformat.v4.new_output("execute_result", one._repr_mimebundle_())
        cells.append(nbformat.v4.new_code_cell("show", outputs=[output]))
    return nbformat.v4.new_notebook(cells=cells)


def cited(text: str = "1") -> Run:
    return show.cited(text, TEXTS, [("a", 11, 13)])


def everything() -> list[show.Shown]:
    """One block of every kind."""
    bar = Bar((Part("East", 0.7, 0, cited().passages), Part("West", 0.3, 1)))
    told = (("Outlet", "direct", (Run("a"), Run("b", "changed", cited().passages))),)
    marks = (Span("speaker", 0, 6, "Lee", 1), Span("shared", 3, 9, links=(SECOND,)))
    line = Line("body", ((FIRST, marks), (SECOND, ())))
    return [
        show.table(("A", "B"), [("x", cited()), ("y", None)], "Caption", "Note", ("B",)),
        show.table(("A", "B"), [("x", bar), ("y", Strip((0.0, 0.5), (cited("50 %"),)))], "Drawn in cells"),
        show.lead(["found ", cited()]),
        show.note("n"),
        show.Shown(Overview("At a glance", (("Outlet", "after"),), (((Run("Whose words"),), (bar,)),), "Note")),
        show.cards("statement", [Card((Run("Title"),), told, (("Outlet", "●"),), (Run("not found"),))], 1),
        show.Shown(blocks.Articles((blocks.Article(1, "Outlet", "about", (line,)),))),
    ]


def test_a_passage_knows_its_sentence_line_and_words() -> None:
    (found,) = TEXTS.passages([("a", 11, 13)])
    assert (found.sentence.number, found.sentence.line, found.words) == (1, 1, "王毅")
    assert TEXTS.sentence(("a", 19, 23)).number == 2


def test_a_passage_over_two_sentences_is_shown_in_both() -> None:
    found = TEXTS.passages([("a", 11, 17)])
    assert [(p.sentence.number, p.words.strip()) for p in found] == [(1, "王毅."), (2, "He")]


def test_blocks_survive_the_way_through_json() -> None:
    for shown in everything():
        assert blocks.from_json(json.loads(json.dumps(blocks.to_json(shown.block)))) == shown.block


def test_a_block_of_another_version_is_named() -> None:
    with pytest.raises(ValueError, match="no block of kind 'Hologram'"):
        blocks.from_json({"block": ["Hologram", 1], "sentences": []})


def test_every_block_is_set_on_the_page_and_in_print() -> None:
    node = notebook(*everything())
    page, _ = HtmlExporter().from_notebook_node(node)
    for word in ("Caption", "found ", "Whose words", "Title", "not found", "East"):
        assert word in page
    assert compile_pdf(TypstExporter().from_notebook_node(node)[0]).startswith(b"%PDF-")


def test_a_number_leads_to_the_exact_words_of_its_sentence_which_leads_back() -> None:
    table = show.table(("A", "B"), [("x", cited())], "Who met whom")
    articles = everything()[-1]
    page, _ = HtmlExporter().from_notebook_node(notebook(table, articles))
    assert 'href="#a1-1" data-w="11-13"' in page and 'id="a1-1"' in page
    assert 'id="table-1-1"' in page and '<a href="#table-1-1">x</a>' in page


def test_a_number_with_several_passages_lists_the_others() -> None:
    html = Html().block(show.table(("A", "B"), [("x", cited_all())], "Caption").block, "table-1", 1)
    assert 'href="#a1-1" data-w="0-6"' in html
    assert '<a href="#a1-1">1</a> <a href="#a1-2">2</a>' in html


def cited_all() -> Run:
    return show.cited("3", TEXTS, [("a", 0, 6), ("a", 11, 13), ("a", 15, 17)])


def test_print_names_outlet_and_sentence_of_what_it_cites() -> None:
    table = show.table(("A", "B"), [("x", cited_all())], "Caption")
    source, _ = TypstExporter().from_notebook_node(notebook(table, everything()[-1]))
    assert "Outlet" in source
    assert compile_pdf(source).startswith(b"%PDF-")


def test_more_passages_than_listed_are_counted() -> None:
    spans = [("a", 15 + n, 16 + n) for n in range(show.LISTED + 5)]
    run = show.cited("45", TEXTS, spans)
    assert len(run.passages) == show.LISTED and run.cut == 5


def test_page_escapes_what_the_texts_say() -> None:
    html = Html().block(show.note(TEXT).block, "n")
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


def test_cyrillic_and_chinese_names_are_set_everywhere() -> None:
    node = notebook(show.note(TEXT))
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


def test_a_command_to_a_terminal_is_replaced_in_print() -> None:
    assert fonts.settable("Bell\x07, \x1b[2J\nnext") == f"Bell{fonts.REPLACEMENT}, {fonts.REPLACEMENT}[2J\nnext"


def test_character_without_glyph_is_named_and_replaced_in_print() -> None:
    text = "नमस्ते Лавров"
    assert "न" in fonts.missing([text]) and "Л" not in fonts.missing([text])
    source, _ = TypstExporter().from_notebook_node(notebook(show.note(text)))
    assert "न" not in source and fonts.REPLACEMENT in source
    assert compile_pdf(source).startswith(b"%PDF-")


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


def test_exporters_are_registered_with_nbconvert() -> None:
    assert get_exporter("newsparallax-typst-pdf") is TypstPdfExporter
    assert get_exporter("newsparallax-html") is HtmlExporter
