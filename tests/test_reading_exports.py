"""Exports of news databases: recognised by their marks, divided, each article with what its head states."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsparallax.reading import read_corpus
from newsparallax.reading.article import TOLD, Article

FERRY = (
    "The council of Ardmore voted on Tuesday to shut the old ferry line from June. The vote was seven to four.\n\n"
    "“We cannot pay for a new boat,” council leader Dora Wexley said after the vote."
)
HERON = "The museum of Tellborg has bought a painting of a grey heron for 40,000 crowns, its director said on Friday."

NEXIS = f"""User Name: jdoe
Date and Time: Tuesday, March 12, 2024 10:00:00 AM
Documents (2)
 1. Council shuts ferry line after storm
     Client/Matter: -None-
     Search Terms: ferry

Council shuts ferry line after storm
The Ardmore Gazette
March 5, 2024 Tuesday
Late Edition

Copyright 2024 Ardmore Media All Rights Reserved
Section: NEWS; Pg. 4
Length: 60 words
Byline: By Jane Doe

Body

{FERRY}

Graphic

The harbour, photographed on Monday.

Load-Date: March 6, 2024

End of Document

Museum buys a heron
Tellborg Post
March 8, 2024 Friday

Copyright 2024 Tellborg Post All Rights Reserved
Length: 40 words

Body

{HERON}

Load-Date: March 9, 2024

End of Document
"""
LEXIS = f"""                   1 of 2 DOCUMENTS

                 The Ardmore Gazette

                 March 5, 2024 Tuesday
                    Late Edition

Council shuts ferry line after storm

BYLINE: By JANE DOE

SECTION: NEWS; Pg. 4

LENGTH: 60 words

{FERRY}

LOAD-DATE: March 6, 2024

LANGUAGE: ENGLISH

                   2 of 2 DOCUMENTS

                 Tellborg Post

                 March 8, 2024 Friday

HEADLINE: Museum buys a heron

LENGTH: 40 words

{HERON}

LOAD-DATE: March 9, 2024
"""
FACTIVA = f"""News
Council shuts ferry line after storm

By Jane Doe
60 words
5 March 2024
The Ardmore Gazette
ARDGAZ
English
(c) 2024 The Ardmore Gazette.

{FERRY}

Document ARDGAZ0020240305ek350001b

Museum buys a heron

40 words
8 March 2024
Tellborg Post
TLBPST
English
(c) 2024 Tellborg Post.

{HERON}

Document TLBPST0020240308ek380002m
"""
FIELDS = f"""SE NEWS; Pg. 4
HD Council shuts ferry line after storm
BY By Jane Doe
WC 60 words
PD 5 March 2024
SN The Ardmore Gazette
LA English
LP
{FERRY.split(chr(10))[0]}
TD
{FERRY.split(chr(10))[-1]}
AN ARDGAZ0020240305ek350001b

HD Museum buys a heron
WC 40 words
PD 8 March 2024
SN Tellborg Post
LP
{HERON}
AN TLBPST0020240308ek380002m
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Council shuts ferry line after storm

Author: Doe, Jane

Publication info: The Ardmore Gazette ; Ardmore [Ardmore]. 05 Mar 2024: A.4.

Full text: {FERRY}

Subject: Ferries; Councils

Title: Council shuts ferry line after storm

Publication title: The Ardmore Gazette; Ardmore

Publication date: Mar 5, 2024

____________________________________________________________

Document 2 of 2

Museum buys a heron

Publication info: Tellborg Post ; Tellborg [Tellborg]. 08 Mar 2024.

Full text: {HERON}

Title: Museum buys a heron

____________________________________________________________
Contact ProQuest
"""
EXPORTS = {"nexis": NEXIS, "lexis": LEXIS, "factiva": FACTIVA, "fields": FIELDS, "proquest": PROQUEST}


def put(folder: Path, kind: str, ending: str) -> Path:
    path = folder / f"{kind}.{ending}"
    text = EXPORTS[kind]
    if ending == "docx":
        import docx

        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    elif ending == "rtf":
        ascii_only = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text)
        path.write_text("{\\rtf1\\ansi " + ascii_only.replace("\n", "\\par\n") + "}")
    elif ending == "html":
        blocks = "".join(f"<p>{block.replace(chr(10), '<br>')}</p>" for block in text.split("\n\n"))
        path.write_text(f"<html><head><title>x</title></head><body>{blocks}</body></html>", encoding="utf-8")
    else:
        path.write_text(text, encoding="utf-8")
    return path


def told(article: Article) -> str:
    return " ".join(article.text[x.start : x.end] for x in article.lines if x.role in TOLD - {"headline"})


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        *((kind, "txt") for kind in EXPORTS),
        ("nexis", "docx"),
        ("lexis", "rtf"),
        ("factiva", "rtf"),
        ("factiva", "html"),
    ],
)
def test_an_export_is_divided_and_its_heads_are_read(tmp_path: Path, kind: str, ending: str) -> None:
    corpus = read_corpus(put(tmp_path, kind, ending))
    first, second = corpus.articles
    assert [a.outlet for a in corpus.articles] == ["The Ardmore Gazette", "Tellborg Post"]
    assert [str(a.published.value) for a in corpus.articles if a.published] == ["2024-03-05", "2024-03-08"]
    assert [a.text[slice(*a.headline)] for a in corpus.articles if a.headline] == [
        "Council shuts ferry line after storm",
        "Museum buys a heron",
    ]
    assert [name.title() for name in first.authors] == ["Jane Doe"]
    assert told(first).split() == FERRY.split()
    assert told(second) == HERON
    assert [n.kind for n in corpus.notices if n.severity != "note"] == []
    assert [n.message.split(" and")[0] for n in corpus.notices if n.kind == "bundle"] == ["holds several articles (2)"]


def test_exports_in_a_folder_are_read_with_its_other_files(tmp_path: Path) -> None:
    put(tmp_path, "nexis", "docx")
    (tmp_path / "own.txt").write_text(
        "Islanders appeal\n\nThe islanders said on Monday that they would appeal to the court.\n"
    )
    assert [a.id for a in read_corpus(tmp_path).articles] == ["nexis-1", "nexis-2", "own"]


def test_corpus_toml_names_one_article_of_an_export_by_its_id(tmp_path: Path) -> None:
    put(tmp_path, "nexis", "txt")
    (tmp_path / "corpus.toml").write_text('[articles."nexis-2"]\noutlet = "The Post of Tellborg"\n')
    assert [a.outlet for a in read_corpus(tmp_path).articles] == ["The Ardmore Gazette", "The Post of Tellborg"]


def test_an_article_cut_short_is_told_by_the_length_its_head_states(tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_text(FACTIVA.replace("60 words", "1,560 words"), encoding="utf-8")
    (notice,) = [n for n in read_corpus(tmp_path).notices if n.severity == "warning"]
    assert notice.article_id == "f-1" and "1560 words long by its head" in notice.message


def test_a_part_whose_head_is_unknown_is_kept_whole(tmp_path: Path) -> None:
    odd = (
        "A page without any head at all. "
        + HERON
        + "\n\nIt was told by nobody.\n\nDocument ODDONE0020240309ek390001b\n"
    )
    (tmp_path / "f.txt").write_text(FACTIVA + "\n" + odd * 2, encoding="utf-8")
    assert sum("without any head" in a.text for a in read_corpus(tmp_path).articles) == 2


@pytest.mark.parametrize(
    "bundle",
    [
        f"{'=' * 20}\nFerry line\nBy Jane Doe\n{FERRY}\n{'=' * 20}\nHeron\nBy John Roe\n{HERON}\n{'=' * 20}\n",
        f"Ferry line\n60 words\n{FERRY}\n\nHeron\n40 words\n{HERON}\n",
    ],
)
def test_a_bundle_of_no_known_database_is_said(tmp_path: Path, bundle: str) -> None:
    (tmp_path / "b.txt").write_text(bundle, encoding="utf-8")
    (notice,) = [n for n in read_corpus(tmp_path).notices if n.kind == "bundle"]
    assert (notice.severity, "several articles in one file" in notice.message) == ("warning", True)


def test_a_story_that_tells_of_documents_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        f"Council shuts line\n\n{FERRY}\n\nThis was the end of document 3 of 4, the mayor said.\n"
    )
    corpus = read_corpus(tmp_path)
    assert len(corpus.articles) == 1 and not [n for n in corpus.notices if n.kind == "bundle"]


def test_damaged_documents_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "nexis", "txt")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "b.rtf").write_bytes(b"{\\rtf1 \\u" + b"9" * 400 + b"}")
    (tmp_path / "c.rtf").write_text("no rich text")
    corpus = read_corpus(tmp_path)
    assert [n.file for n in corpus.notices if n.severity == "skipped"] == ["a.docx", "b.rtf", "c.rtf"]
    assert len(corpus.articles) == 2
