"""Files and rows that are hard to read: each with a clear notice, none lost, none stopping the rest."""

from __future__ import annotations

import gzip
import json
import textwrap
from pathlib import Path

import pytest

from newsparallax.cli import main
from newsparallax.corpus import CorpusError
from newsparallax.reading import read_corpus
from newsparallax.reading.article import Article, Notice
from newsparallax.reading.check import report
from newsparallax.reading.decode import NotTextError, decode
from newsparallax.reading.draft import draft

STORY = """Ministers agree to reopen the ferry line

The transport ministers of both countries agreed on Monday to reopen the ferry line, officials said.

“We have waited for this for three years,” the harbour master told reporters after the talks.

The first ship will leave in the spring.
"""


def put(folder: Path, **files: str | bytes) -> Path:
    """Write files; `__` in a name stands for the dot before its ending."""
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def only(folder: Path) -> Article:
    (article,) = read_corpus(folder).articles
    return article


def notices(folder: Path, kind: str) -> list[Notice]:
    return [n for n in read_corpus(folder).notices if n.kind == kind]


def roles(article: Article) -> list[str]:
    return [x.role for x in article.lines if x.role != "blank"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (STORY.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + STORY.encode(), "UTF-8 with byte-order mark"),
        (STORY.encode("utf-16"), "UTF-16 with byte-order mark"),
        (STORY.encode("utf-16-le"), "UTF-16LE"),
        (STORY.encode("utf-16-be"), "UTF-16BE"),
        (STORY.encode("cp1252"), "cp1252"),
    ],
)
def test_the_same_story_is_read_from_every_encoding(tmp_path: Path, content: bytes, encoding: str) -> None:
    article = only(put(tmp_path, a__txt=content))
    assert article.encoding == encoding
    assert article.text == STORY
    assert roles(article) == ["headline", "body", "body", "body"]


def test_cyrillic_letters_in_an_english_story_tell_cp1251() -> None:
    text = STORY + "The harbour master, Лавренов, signed for the Министерство транспорта.\n"
    decoded = decode(text.encode("cp1251"))
    assert (decoded.text, decoded.encoding) == (text, "cp1251")
    assert decoded.doubt


def test_a_few_damaged_bytes_do_not_turn_utf8_into_a_code_page() -> None:
    decoded = decode(("“” " * 40).encode() + b"\xff end")
    assert decoded.encoding == "UTF-8"
    assert decoded.text.endswith("\ufffd end")


@pytest.mark.parametrize(
    "content",
    [gzip.compress(STORY.encode()), b"PK\x03\x04rest", b"%PDF-1.7 rest", bytes(range(256)) * 20, b"\x00\x01" * 300],
    ids=["gzip", "zip", "pdf", "bytes", "zeros"],
)
def test_what_is_no_text_is_named_and_left_out(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotTextError):
        decode(content)
    put(tmp_path, a__txt=STORY, b__txt=content)
    (notice,) = notices(tmp_path, "not-text")
    assert (notice.file, notice.severity) == ("b.txt", "skipped")
    assert notice.remedy
    assert only(tmp_path).id == "a"


def test_an_empty_file_is_named_and_left_out(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, b__txt="", c__txt="\ufeff \n\n")
    assert [n.file for n in notices(tmp_path, "empty")] == ["b.txt", "c.txt"]


def test_newlines_of_every_kind_keep_their_places(tmp_path: Path) -> None:
    text = STORY.replace("\n\n", "\r\n\r\n", 1).replace("talks.\n\n", "talks.\r\r")
    article = only(put(tmp_path, a__txt=text.encode()))
    assert article.text == text
    assert roles(article) == ["headline", "body", "body", "body"]
    assert [x.line for x in article.lines if x.role == "body"] == [3, 5, 7]
    assert notices(tmp_path, "newlines")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    put(tmp_path, secret__txt=STORY)
    put(folder, a__txt=STORY)
    (folder / "b.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "c.txt").symlink_to(tmp_path / "nothing.txt")
    assert [n.file for n in notices(folder, "symlink")] == ["b.txt", "c.txt"]
    assert only(folder).id == "a"


def test_two_files_that_differ_in_their_ending_only_are_two_articles(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, a__html=f"<html><body><article><p>{STORY * 3}</p></article></body></html>")
    assert [a.id for a in read_corpus(tmp_path).articles] == ["a.html", "a.txt"]
    assert [n.article_id for n in notices(tmp_path, "id")] == ["a.html", "a.txt"]


def test_files_of_other_kinds_are_no_articles(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, notes__md="# notes", picture__jpg=b"\xff\xd8\xff", paper__pdf=b"%PDF")
    (tmp_path / "more").mkdir()
    put(tmp_path / "more", b__txt=STORY)
    assert only(tmp_path).id == "a"
    assert [n.file for n in notices(tmp_path, "folder")] == ["more/"]
    assert [n.file for n in notices(tmp_path, "format")] == ["notes.md", "paper.pdf", "picture.jpg"]
    assert "pdftotext" in str(notices(tmp_path, "format")[1].remedy)


def test_the_same_article_twice_is_compared_once(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, b__txt=STORY.replace("three years", "three years,"))
    corpus = read_corpus(tmp_path)
    assert [a.id for a in corpus.comparable] == ["a"]
    assert corpus.articles[1].left_out == "the same article as a"
    assert [a.id for a in corpus.tagged] == ["a", "b"]
    assert [n.article_id for n in corpus.notices if n.kind == "duplicate"] == ["b"]


def test_one_text_in_two_named_outlets_is_a_finding_and_stays(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, b__txt=STORY)
    put(tmp_path, corpus__toml='[articles."a.txt"]\noutlet = "One"\n[articles."b.txt"]\noutlet = "Two"\n')
    assert [a.outlet for a in read_corpus(tmp_path).comparable] == ["One", "Two"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Minister einigen sich\n\nDie Minister der beiden Länder haben sich am Montag auf die Linie geeinigt.\n"
               "Das Schiff ist für die Reise in den Norden bereit, und es wird im Frühjahr mit Gästen fahren.\n"),
        ("fr", "Les ministres d’accord\n\nLes ministres des deux pays ont convenu lundi de rouvrir la ligne, a dit un "
               "porte-parole. Le premier bateau partira au printemps pour la ville du nord avec des passagers.\n"),
        ("ru", "Министры договорились\n\nМинистры двух стран договорились в понедельник открыть линию.\n"),
        ("zh", "部长们同意\n\n两国部长周一同意重新开放渡轮航线。\n"),
    ],
)  # fmt: skip
def test_another_language_is_listed_and_not_compared(tmp_path: Path, language: str, text: str) -> None:
    put(tmp_path, a__txt=STORY, b__txt=text)
    corpus = read_corpus(tmp_path)
    assert [a.language for a in corpus.articles] == ["en", language]
    assert [a.id for a in corpus.comparable] == ["a"]
    assert [n.article_id for n in corpus.notices if n.kind == "language"] == ["b"]


def test_corpus_toml_can_say_that_a_text_is_english(tmp_path: Path) -> None:
    put(
        tmp_path,
        a__txt="De la la de la que\n\n" + "de la que el en y los del se las por un para con una su al lo. " * 3,
    )
    put(tmp_path, corpus__toml='[articles."a.txt"]\nlanguage = "en"\n')
    assert only(tmp_path).left_out is None


def test_a_page_without_a_story_is_listed_and_not_compared(tmp_path: Path) -> None:
    put(tmp_path, a__txt=STORY, b__txt="Latest news\n\nShare\n\nPlease enter your comment!\n")
    corpus = read_corpus(tmp_path)
    assert corpus.articles[1].left_out == "no body"
    assert {n.kind for n in corpus.notices if n.article_id == "b"} == {"no-body", "no-headline"}


def test_a_text_without_a_headline_keeps_its_first_sentence_as_body(tmp_path: Path) -> None:
    body = STORY.split("\n\n", 1)[1]
    article = only(put(tmp_path, a__txt=body))
    assert roles(article) == ["body", "body", "body"]
    assert [n.article_id for n in notices(tmp_path, "no-headline")] == ["a"]


def test_one_line_of_many_sentences_is_body(tmp_path: Path) -> None:
    article = only(put(tmp_path, a__txt=" ".join(STORY.split("\n\n")[1:]).replace("\n", " ")))
    assert roles(article) == ["body"]


def test_a_hard_wrapped_text_is_read_in_paragraphs(tmp_path: Path) -> None:
    paragraphs = [" ".join(STORY.split("\n\n")[1:3]), "The line had been closed for three years. " * 5]
    wrapped = "Ministers agree\n\n" + "\n\n".join(textwrap.fill(p, 66) for p in paragraphs) + "\n"
    article = only(put(tmp_path, a__txt=wrapped))
    assert set(roles(article)) == {"headline", "body"}
    read = [" ".join(article.text[p.start : p.end].split()) for p in article.paragraphs]
    assert read == ["Ministers agree", *(" ".join(p.split()) for p in paragraphs)]


def test_a_dateline_in_a_hard_wrapped_paragraph_is_cut_from_its_first_line(tmp_path: Path) -> None:
    story = "PORT CITY, March 1 (Wire) - " + " ".join(" ".join(STORY.split("\n\n")[1:]).split())
    article = only(put(tmp_path, a__txt="Ministers agree\n\n" + textwrap.fill(story * 2, 60) + "\n"))
    first, second = [x for x in article.lines if x.line == 3]
    assert (first.role, article.text[first.start : first.end]) == ("dateline", "PORT CITY, March 1 (Wire) - ")
    assert (second.role, second.start) == ("body", first.end)
    assert article.paragraphs[1].start == first.end


def test_short_paragraphs_on_lines_of_their_own_are_not_joined(tmp_path: Path) -> None:
    sentences = [
        "The talks ended on Monday.",
        "Nobody spoke to reporters.",
        "The ship leaves in spring.",
        "It is full.",
    ]
    text = "\n".join(["Ministers agree", *sentences])
    assert len(only(put(tmp_path, a__txt=text)).paragraphs) == 5


def test_lines_that_an_outlet_repeats_on_other_pages_are_furniture(tmp_path: Path) -> None:
    for n, city in enumerate(("Bergen", "Oslo", "Turku")):
        body = f"The {city} council voted on Monday to keep the line open, officials said, after a long debate."
        same = "Harbour Watch is a nonprofit newsroom\n\nShe did not say why."
        page = f"Council of {city} votes on the line\n\n{body}\n\n{same}\n\nThe vote in {city} was close.\n"
        put(tmp_path, **{f"{n}__txt": page})
    put(tmp_path, corpus__toml="".join(f'[articles."{n}.txt"]\noutlet = "Harbour Watch"\n' for n in range(3)))
    for article in read_corpus(tmp_path).articles:
        assert roles(article) == ["headline", "body", "furniture", "body", "body"]


def test_a_saved_page_is_read_through_its_article(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in STORY.split("\n\n")[1:])
    page = f"""<!doctype html><html lang="en"><head><title>x</title>
    <meta property="og:site_name" content="Harbour Watch">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ministers agree to reopen the ferry line",
    "datePublished": "2024-03-01T10:00:00Z"}}</script></head>
    <body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
    <article><h1>Ministers agree to reopen the ferry line</h1>{paragraphs}</article>
    <footer>© Harbour Watch</footer></body></html>"""
    article = only(put(tmp_path, a__html=page))
    assert roles(article) == ["headline", "body", "body", "body"]
    assert article.outlet == "Harbour Watch"
    assert article.published is not None
    assert (str(article.published.value), article.published.known_from) == ("2024-03-01", "page's metadata")


def test_rows_of_a_jsonl_file_are_articles(tmp_path: Path) -> None:
    body = STORY.split("\n\n", 1)[1]
    title, trams = STORY.split("\n")[0], body.replace("ferry", "tram")
    made = [
        {"id": "x/1", "text": STORY, "outlet": "One", "headline": title, "extra": [1], "language": "en-GB"},
        {"id": "x/2", "text": trams, "publisher": "Two", "title": "Not in the text", "date": "2024-03-02"},
        {"id": "x/1", "text": body.replace("ferry", "rail")},
        {"text": "  "},
    ]  # fmt: skip
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join([json.dumps(row) for row in made] + ["{broken", "[1]"]), encoding="utf-8")
    corpus = read_corpus(path)
    one, two, three = corpus.articles
    assert (one.id, one.outlet, roles(one)) == ("x/1", "One", ["headline", "body", "body", "body"])
    assert (two.outlet, two.title, two.headline, roles(two)) == (
        "Two",
        "Not in the text",
        None,
        ["body", "body", "body"],
    )
    assert two.published is not None
    assert two.published.known_from == "row"
    assert three.id == "x/1-3"
    assert [(n.kind, n.line) for n in corpus.notices if n.severity == "skipped"] == [
        ("empty", 4),
        ("row", 5),
        ("row", 6),
    ]


def test_rows_of_a_csv_file_keep_the_newlines_of_their_text(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes(b'id;text;outlet\r\na;"' + STORY.replace("\n", "\r\n").encode("utf-8") + b'";One\r\n')
    (article,) = read_corpus(path).articles
    assert article.text == STORY.replace("\n", "\r\n")
    assert roles(article) == ["headline", "body", "body", "body"]


def test_a_csv_file_without_texts_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,words\na,b\n")
    with pytest.raises(CorpusError, match="no column `text`"):
        read_corpus(path)


def test_a_corpus_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nothing")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "there is no such folder or file" in error


def test_a_folder_that_cannot_be_written_to_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, a__txt=STORY)
    for command in (["compare"], ["sheet", "--sample", "1"], ["report"]):
        assert main([*command, str(tmp_path), "--out", str(tmp_path / "a.txt" / "out")]) == 3
        error = capsys.readouterr().err
        assert error.splitlines()[-1].startswith("newsparallax: ")
        assert "Traceback" not in error and str(tmp_path / "a.txt") in error


def test_a_configuration_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, a__txt=STORY)
    for command in (["check"], ["report", "--out", str(tmp_path / "out")]):
        assert main([*command, str(tmp_path), "--config", str(tmp_path / "none.toml")]) == 2
        assert "none.toml" in capsys.readouterr().err.splitlines()[-1]


def test_the_remedy_for_a_missing_corpus_toml_can_be_typed(tmp_path: Path) -> None:
    folder = tmp_path / "my corpus"
    folder.mkdir()
    put(folder, a__txt=STORY)
    assert "newsparallax init 'my corpus'" in report(read_corpus(folder))


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    put(tmp_path, b__txt="")
    with pytest.raises(CorpusError, match=r"no article that can be read \(b\.txt is empty\)"):
        read_corpus(tmp_path)


def test_check_shows_good_and_bad_files_and_succeeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, a__txt=STORY, b__txt="", c__txt=STORY.encode("cp1252"))
    assert main(["check", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert shown == report(read_corpus(tmp_path))
    assert "headline  Ministers agree to reopen the ferry line" in shown
    assert "b.txt: is empty" in shown
    assert "cp1252" in shown
    assert "newsparallax init" in shown


def test_init_drafts_a_corpus_toml_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dated = "PORT CITY, March 1 (Wire) – Transport Minister John Berg met Mayor Anna Holm on Friday, he said.\n"
    put(
        tmp_path,
        a__txt="Minister meets mayor\n\n" + dated,
        b__txt="Talks on the ferry\n\nTransport Minister John Berg left.\n",
    )
    assert main(["init", str(tmp_path)]) == 0
    corpus = read_corpus(tmp_path)
    assert corpus.articles[0].origin == "Wire"
    assert [(a.name, a.offices) for a in corpus.config.actors] == [("John Berg", ("Transport Minister",))]
    assert main(["init", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_init_proposes_the_window_that_the_texts_dates_show(tmp_path: Path) -> None:
    dated = "Ferry line reopens\n\nPORT CITY, {} May 2024 (Wire) - The ferry sailed again on Friday, the mayor said.\n"
    put(tmp_path, a__txt=dated.format(3), b__txt=dated.format(7))
    drafted = draft(read_corpus(tmp_path))
    assert "# window = [2024-05-03, 2024-05-07]" in drafted and "# days = [2024-05-03]" in drafted


def test_init_proposes_an_outlets_name_from_the_files(tmp_path: Path) -> None:
    put(tmp_path, **{"morning_echo__txt": "Ferry line reopens\n\nThe ferry sailed again on Friday.\n"})
    assert '# outlet = "Morning Echo"' in draft(read_corpus(tmp_path))


def test_half_characters_in_a_row_are_replaced_and_said(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "a", "text": "Ministers agree \\ud83d\\n\\nThey met on Monday."}\n')
    corpus = read_corpus(path)
    assert corpus.articles[0].text.startswith("Ministers agree \ufffd\n")
    assert [n.kind for n in corpus.notices if n.severity == "warning"] == ["encoding"]


def test_dates_of_other_pages_and_of_the_page_are_told_from_the_articles_own(tmp_path: Path) -> None:
    body = "The transport ministers of both countries agreed on Monday to reopen the ferry line, officials said.\n"
    page = (
        "Ministers agree\n\nPublished: 1 March 2024\n\n"
        + body * 4
        + "\n28 February 2024\n\nThe ship leaves in spring.\n"
    )
    article = only(put(tmp_path, a__txt=page))
    assert [(d.kind, str(d.value)) for d in article.dates] == [("published", "2024-03-01"), ("page", "2024-02-28")]


def test_a_dateline_without_a_year_takes_it_from_the_page_or_the_event(tmp_path: Path) -> None:
    put(tmp_path, a__txt="Ministers agree\n\nMarch 1, 2024\n\nPORT CITY, March 1 (Wire) - They agreed on Monday.\n")
    put(tmp_path, b__txt="Ministers meet\n\nPORT CITY, Dec. 30 (Wire) - They will meet on Monday.\n")
    put(tmp_path, corpus__toml="[event]\ndays = [2024-03-01]\n")
    first, second = read_corpus(tmp_path).articles
    assert [(d.kind, str(d.value)) for d in first.dates] == [("published", "2024-03-01"), ("dateline", "2024-03-01")]
    assert [(str(d.value), d.known_from) for d in second.dates] == [("2023-12-30", "text, year from the event")]
    assert second.timing == "before"


def test_a_text_without_line_breaks_is_parsed_in_pieces(tmp_path: Path) -> None:
    text = "They agreed on Monday to reopen the line. " * 6000 + "x" * 150_000
    article = only(put(tmp_path, a__txt=text))
    pieces = [article.text[p.start : p.end] for p in article.paragraphs]
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, pieces)) <= 10_000
    assert pieces[0].endswith("the line.")


def test_an_unreadable_corpus_is_one_error(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").mkdir()
    with pytest.raises(CorpusError, match="holds no article"):
        read_corpus(tmp_path / "c.jsonl")
    (tmp_path / "d.csv").write_bytes(gzip.compress(b"id,text"))
    with pytest.raises(CorpusError, match="gzip-compressed data, not text; unpack it"):
        read_corpus(tmp_path / "d.csv")


def test_a_jsonl_file_in_utf16_is_read(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": STORY}, ensure_ascii=False)
    (tmp_path / "c.jsonl").write_bytes((row + "\n").encode("utf-16"))
    (article,) = read_corpus(tmp_path / "c.jsonl").articles
    assert (article.text, article.encoding) == (STORY, "UTF-16 with byte-order mark")


def test_a_browser_title_is_not_taken_for_the_headline(tmp_path: Path) -> None:
    headline, story = STORY.split("\n\n", 1)
    article = only(put(tmp_path, a__txt=f"Harbour Watch | {headline}\nHome | News\n{headline}\n\n{story}"))
    assert roles(article) == ["furniture", "furniture", "headline", "body", "body", "body"]


def test_a_pictures_credit_is_cut_from_its_caption(tmp_path: Path) -> None:
    headline, story = STORY.split("\n\n", 1)
    caption = "The harbour of Port City has been empty for three years."
    article = only(put(tmp_path, a__txt=f"{headline}\n\n{caption} Photograph: Jane Doe/Wire\n\n{story}"))
    assert roles(article) == ["headline", "caption", "credit", "body", "body", "body"]
    assert article.text[slice(article.paragraphs[1].start, article.paragraphs[1].end)] == caption


def test_a_saved_page_begins_with_its_heading(tmp_path: Path) -> None:
    headline, story = STORY.split("\n\n", 1)
    paragraphs = "".join(f"<p>{p}</p>" for p in story.split("\n\n"))
    page = f"<html><body><header><h1>{headline}</h1></header><article>{paragraphs}</article></body></html>"
    article = only(put(tmp_path, a__html=page))
    assert article.headline is not None
    assert article.text[slice(*article.headline)] == headline


def test_a_row_may_say_its_language(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "a", "text": STORY, "language": "de"}))
    assert read_corpus(tmp_path / "c.jsonl").comparable == ()


def test_characters_written_as_html_in_a_row_are_read_as_characters_and_said(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(json.dumps({"id": "a", "text": STORY + "\n&quot;Yes,&quot; she said, A&B; R&D; it.\n"}))
    corpus = read_corpus(path)
    (found,) = [notice for notice in corpus.notices if notice.kind == "entities"]
    assert found.line == 1 and "&quot;" in found.message and "&B" not in found.message
    assert '"Yes," she said, A&B; R&D;' in corpus.articles[0].text


def test_a_number_of_processes_below_one_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["tag", str(tmp_path), "--out", str(tmp_path / "out"), "--jobs", "0"])
    assert "'0' is no number of 1 or more" in capsys.readouterr().err
