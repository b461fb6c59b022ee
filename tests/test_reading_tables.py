"""Tables of articles as archives, scrapers and spreadsheets write them: no row lost or cut without a word."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from newsparallax.corpus import CorpusError
from newsparallax.reading import Corpus, read_corpus
from newsparallax.reading.draft import draft, write_draft
from newsparallax.reading.language import language
from newsparallax.reading.mend import decoded_twice

FERRY = "The council of Ardmore voted on Tuesday to shut the old ferry line from June, after a debate of three hours."
HERON = "The museum of Tellborg has bought a painting of a grey heron for 40,000 crowns, its director said on Friday."


def table(folder: Path, content: str | bytes, name: str = "c.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(corpus: Corpus) -> dict[str, str]:
    return {a.id: a.text for a in corpus.articles}


def kinds(corpus: Corpus, *severities: str) -> list[tuple[str, int | None]]:
    return [(n.kind, n.line) for n in corpus.notices if n.severity in (severities or ("warning", "skipped"))]


def days(corpus: Corpus) -> list[str | None]:
    return [str(a.published.value) if a.published else None for a in corpus.articles]


def test_an_unclosed_quotation_mark_takes_no_row_with_it(tmp_path: Path) -> None:
    rows = f'a,"“No” said the mayor, {FERRY}"\nb,"Nobody asked us said the smith. {HERON}\nc,{HERON}\nd,"{FERRY}"\n'
    corpus = read_corpus(table(tmp_path, f"id,text\n{rows}"))
    assert list(texts(corpus)) == ["a", "b", "c", "d"]
    assert texts(corpus)["b"].startswith('"Nobody asked us')
    assert ("row", 3) in kinds(corpus)


def test_a_mark_that_opens_a_text_but_does_not_enclose_it_is_kept(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path, f'id,text\na,"We cannot pay" said the mayor. {HERON}\nb,{FERRY}\n'))
    assert texts(corpus)["a"].startswith('"We cannot pay" said')
    assert ("row", 2) in kinds(corpus)


def test_a_text_that_is_not_quoted_keeps_what_stands_behind_its_commas(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path, f"id,text\na,{FERRY} It was late, and cold, and nobody spoke.\n"))
    assert texts(corpus)["a"].endswith("It was late, and cold, and nobody spoke.")
    assert ("row", 2) in kinds(corpus)


def test_the_first_of_two_columns_of_one_name_is_used_and_said(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path, f'id,text,text\na,"{FERRY}",short\n'))
    assert texts(corpus) == {"a": FERRY}
    assert "two columns named 'text'" in corpus.notices[0].message


def test_no_two_rows_share_an_id(tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"{FERRY} {n}"} for n, name in enumerate(("a", "a-3", "a", "a", "a-3"))]
    corpus = read_corpus(table(tmp_path, "\n".join(map(json.dumps, rows)), "c.jsonl"))
    assert len(texts(corpus)) == 5
    assert [kind for kind, _ in kinds(corpus)].count("id") == 3


@pytest.mark.parametrize(
    "content",
    [
        f'sep=;\nid;outlet;text\na;Post;"{FERRY}"\n',
        f'\ufeffid;Outlet;TEXT\na;Post;"{FERRY}"\n',
        f"id\toutlet\ttext\ra\tPost\t{FERRY}\r",
        f'id|outlet|text\na|Post|"{FERRY}"\n',
        f'\n\nid,outlet,text\na,Post,"{FERRY}"\n,,\n',
        f'id,outlet,text\na,Post,"The council\0{FERRY[11:]}"\n',
    ],
    ids=["sep", "bom", "mac", "pipes", "blank", "zero"],
)
def test_spreadsheets_tables_are_read(tmp_path: Path, content: str) -> None:
    corpus = read_corpus(table(tmp_path, content))
    assert [(a.id, a.outlet, a.text) for a in corpus.articles] == [("a", "Post", FERRY)]


def test_utf16_with_tabs_is_read(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path, f"id\toutlet\ttext\na\tPost\t{FERRY}\n".encode("utf-16"), "c.csv"))
    assert texts(corpus) == {"a": FERRY}


@pytest.mark.parametrize(
    "row",
    [
        {"stories_id": 7, "media_name": "Post", "publish_date": "2024-03-05 09:12:00", "title": "Ferry", "text": FERRY},
        {"maintext": FERRY, "source_domain": "Post", "date_publish": "2024-03-05 08:00:00", "title": "Ferry"},
        {"text": FERRY, "sitename": "Post", "hostname": "post.example", "date": "2024-03-05", "title": "Ferry"},
        {"content": FERRY, "source": {"name": "Post"}, "publishedAt": "2024-03-05T08:00:00Z", "title": "Ferry"},
        {"Headline": "Ferry", "Publication Title": "Post", "Date": "20240305T101500Z", "Full text": FERRY},
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["jsonl", "json"])
def test_the_columns_of_archives_and_scrapers_are_known(tmp_path: Path, row: dict[str, object], ending: str) -> None:
    made = json.dumps(row) if ending == "jsonl" else json.dumps({"status": "ok", "articles": [row]})
    corpus = read_corpus(table(tmp_path, made, f"c.{ending}"))
    (article,) = corpus.articles
    assert (article.outlet, article.title, article.text, days(corpus)) == ("Post", "Ferry", FERRY, ["2024-03-05"])


def test_a_workbooks_first_sheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("ID", "Media Name", "Text"), ("a", "Post", FERRY), (None, None, None), ("b", None, HERON)):
        sheet.append(row)
    book.save(tmp_path / "c.xlsx")
    corpus = read_corpus(tmp_path / "c.xlsx")
    assert [(a.id, a.outlet) for a in corpus.articles] == [("a", "Post"), ("b", "b")]


def test_what_is_used_and_what_is_left_is_said(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path, f'id,media_name,score,maintext\na,Post,3,"{FERRY}"\n'))
    (note,) = [n.message for n in corpus.notices if n.kind == "columns"]
    assert "outlet from 'media_name'" in note and "text from 'maintext'" in note and note.endswith("left: 'score'")


def test_other_columns_are_named_in_corpus_toml(tmp_path: Path) -> None:
    path = table(tmp_path, f'key,paper,words\na,Post,"{FERRY}"\n')
    with pytest.raises(CorpusError, match=r"among .key., .paper., .words.; .*\[columns\] in c\.toml"):
        read_corpus(path)
    (tmp_path / "c.toml").write_text('[columns]\ntext = "words"\noutlet = "paper"\n')
    assert [(a.outlet, a.text) for a in read_corpus(path).articles] == [("Post", FERRY)]


def test_a_numeric_day_is_settled_by_a_number_above_12_or_by_its_column(tmp_path: Path) -> None:
    def read(*dates: str) -> list[str | None]:
        rows = "".join(f'{n},{date},"{FERRY} {n}"\n' for n, date in enumerate(dates))
        return days(read_corpus(table(tmp_path, f"id,date,text\n{rows}")))

    assert read("15/04/2024", "04/28/2024", "13.07.2024") == ["2024-04-15", "2024-04-28", "2024-07-13"]
    assert read("15/04/2024", "02/05/2024") == ["2024-04-15", "2024-05-02"]
    assert read("04/28/2024", "02/05/2024") == ["2024-04-28", "2024-02-05"]
    assert read("02/05/2024") == [None]
    assert read("02/05/2024", "15/04/2024", "04/28/2024")[0] is None
    assert read("45356", "20240305") == ["2024-03-05", "2024-03-05"]


def test_text_decoded_wrongly_once_is_mended_and_said(tmp_path: Path) -> None:
    text = f"Ferry line shut\n\n“We can’t pay,” the mayor said. {FERRY}\n"
    (tmp_path / "a.txt").write_text(text.encode().decode("cp1252", "replace").replace("�", "\u009d"), encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert corpus.articles[0].text == text
    assert [n.kind for n in corpus.notices if n.severity == "warning"] == ["encoding"]


def test_words_that_only_look_spoilt_are_left_alone() -> None:
    assert decoded_twice("In São Paulo the café Ñandú serves crème brûlée; â is a letter.")[1] is None


def test_entities_are_read_as_characters_in_text_and_title(tmp_path: Path) -> None:
    row = {"id": "a", "title": "Market &amp; harbour", "text": f"&quot;No,&quot; she said. {FERRY}"}
    corpus = read_corpus(table(tmp_path, json.dumps(row), "c.jsonl"))
    assert (corpus.articles[0].title, corpus.articles[0].text[:5]) == ("Market & harbour", '"No,"')
    assert kinds(corpus) == [("entities", 1)]


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, '{"id": ' + "9" * 6000 + ', "text": "a b c"}', "null", '{"text": 5}', '{"text": "\\ud83d", "x": {']
)  # fmt: skip
def test_a_row_of_any_shape_never_stops_the_table(tmp_path: Path, line: str) -> None:
    corpus = read_corpus(table(tmp_path, f"{line}\n{json.dumps({'id': 'a', 'text': FERRY})}\n", "c.jsonl"))
    assert "a" in texts(corpus)
    assert [n.line for n in corpus.notices if n.severity == "skipped"] == [1]


def test_halves_of_characters_in_an_id_an_outlet_and_an_address_are_replaced(tmp_path: Path) -> None:
    row = '{"id": "\\ud83d", "outlet": "\\ud83d", "url": "\\ud83d", "text": "' + FERRY + '"}'
    (article,) = read_corpus(table(tmp_path, row, "c.jsonl")).articles
    assert (article.id, article.outlet, article.url) == ("\ufffd", "\ufffd", "\ufffd")


def test_a_folder_of_anything_lists_what_was_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry\n\n{FERRY}\n")
    for name in ("b.xlsx", "c.json", "d.eml", "e.md", "f", "g.csv", "README.md", ".hidden", "corrections.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text(f"Heron\n\n{HERON}\n")
    corpus = read_corpus(tmp_path)
    assert [n.file for n in corpus.notices if n.severity == "skipped"] == [
        *("b.xlsx", "c.json", "d.eml", "e.md", "f", "g.csv", "loop.txt", "pipe.txt"),
    ]
    assert all(n.remedy for n in corpus.notices if n.severity == "skipped")
    assert sorted(texts(corpus)) == ["a", "bad\ufffd"]


def test_a_report_in_the_corpus_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ferry\n\n{FERRY}\n")
    head = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta name="generator" content="newsparallax">\n'
    (tmp_path / "report.html").write_text(f"{head}</head><body><p>{FERRY * 9}</p></body></html>")
    corpus = read_corpus(tmp_path)
    assert [a.id for a in corpus.articles] == ["a"]
    assert kinds(corpus) == [("report", None)]


def test_names_of_another_language_do_not_make_an_english_text_foreign() -> None:
    names = "Jan van der Berg, Piet de Vries, Willem van den Broek and Marie de la Cruz met Luis de los Santos"
    assert language(f"{names} and Els van Damme in the town hall on Monday, the mayor said after the talks.") == "en"
    assert (
        language(
            "Les ministres des deux pays ont convenu lundi de rouvrir la ligne, a dit un porte-parole de la ville."
        )
        == "fr"
    )


def test_init_drafts_who_is_quoted_with_offices_and_a_side(tmp_path: Path) -> None:
    said = "Norwegian Transport Minister Ylva Aas said on Monday that the line was shut. “We are sorry,” Aas said.\n"
    (tmp_path / "a.txt").write_text(f"Minister shuts line\n\n{said}")
    (tmp_path / "b.txt").write_text(
        "Islanders angry\n\nYlva Aas, the transport minister, told reporters that nobody had asked.\n"
    )
    text = draft(read_corpus(tmp_path))
    assert '[actors."Ylva Aas"]  # quoted in 2, named in 2 articles' in text
    assert '"Norwegian Transport Minister"' in text and '"transport minister"' in text
    assert 'side = "Norway"' in text


def test_init_writes_only_what_can_be_read_back(tmp_path: Path) -> None:
    rows = [
        {"id": "a\u0000\n]", "outlet": " ", "language": "\n[", "author": "x\u0007\ny", "text": FERRY},
        {"id": 'b"\\', "outlet": "\u202e'", "title": "\u001b[31m", "text": HERON},
    ]
    path = table(tmp_path, "\n".join(map(json.dumps, rows)), "c.jsonl")
    written = write_draft(path)
    assert len(read_corpus(path, written).articles) == 2
