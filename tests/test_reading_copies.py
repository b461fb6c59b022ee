"""Headline, day, authors and story of copied and saved pages: what may stand around them, and what stays told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from newsparallax.reading import read_corpus
from newsparallax.reading.article import TOLD, Article
from newsparallax.reading.duplicates import copies

PAGES = Path(__file__).resolve().parent / "corpora" / "pages"
H = "Council of Ardmore shuts the old ferry line"
B = (
    "The council of Ardmore voted on Tuesday to shut the old ferry line from June, after a debate of three hours.\n\n"
    "“We cannot pay for a new boat,” council leader Dora Wexley said after the vote, which was seven to four.\n\n"
    "Islanders said they would appeal, since the ferry line has carried them to the mainland since 1911.\n"
)
DAY = dt.date(2024, 3, 5)


def read(folder: Path, text: str, name: str = "a.txt", config: str = "") -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    if config:
        (folder / "corpus.toml").write_text(config, encoding="utf-8")
    (article,) = read_corpus(folder).articles
    return article


def headline(article: Article) -> str | None:
    return article.text[slice(*article.headline)] if article.headline else article.title


def told(article: Article) -> str:
    return " ".join(article.text[x.start : x.end] for x in article.lines if x.role in TOLD)


def roles(article: Article) -> dict[str, str]:
    return {article.text[x.start : x.end].strip(): x.role for x in article.lines if x.role != "blank"}


def test_every_page_with_a_day_gives_it() -> None:
    found = {a.id: a.published.value if a.published else None for a in read_corpus(PAGES).articles}
    dated = ("whole-page", "glued-dates", "west-coast", "by-published", "minute-read", "correction", "boxes", "paywall")
    assert {found[name] for name in (*dated, "place-and-colon", "saved")} == {DAY}


@pytest.mark.parametrize(
    "above",
    [
        "Politics\nThe Long View\n",
        "Menu\nNews\nSport\nWeather and tides today\nAll our islands in pictures\n",
        f"{H} | The Gazette\nHome\n",
        f"Home News {H}\nShare this story : {H}\n",
        "A storm over the harbour. Photograph: Jane Doe/Wire\n",
    ],
)
def test_the_headline_is_found_below_what_the_page_puts_above_it(tmp_path: Path, above: str) -> None:
    article = read(tmp_path, f"{above}{H}\nBy Jane Doe\n5 March 2024\n\n{B}")
    assert headline(article) == H
    assert article.published is not None and article.published.value == DAY
    assert not any(line in told(article) for line in above.splitlines() if line not in H)


def test_a_headline_that_asks_is_a_headline_and_no_sentence_of_the_story(tmp_path: Path) -> None:
    asks = "The old ferry line is to be shut. Who will carry the islanders of Ardmore?"
    assert headline(read(tmp_path, f"News\n{asks}\nBy Jane Doe\n\n{B}")) == asks


def test_a_headline_given_is_found_however_far_down_it_stands(tmp_path: Path) -> None:
    menu = "\n".join(f"Section number {n} of the page" for n in range(30))
    given = f'[articles."a.txt"]\nheadline = "{H}"\n'
    article = read(tmp_path, f"{menu}\n{H}\n\n{B}", config=given)
    assert (headline(article), article.title) == (H, None)
    assert "Section number" not in told(article)


def test_a_told_paragraph_is_never_set_aside_as_above_the_headline(tmp_path: Path) -> None:
    first, rest = B.split("\n\n", 1)
    article = read(tmp_path, f"{first}\n\nFerry line of Ardmore shut by council\n\n{rest}")
    assert first in told(article)


@pytest.mark.parametrize(
    "line",
    [
        "Published: 15:56 GMT, 5 March 2024 | Updated: 18:02 GMT, 6 March 2024",
        "12:43, 5 Mar 2024Updated 12:44, 6 Mar 2024",
        "MARCH 5, 2024 5 AM PT",
        "By Jane Doe published 5 March 2024",
        "Published Mar 05, 2024 • 3 minute read",
        "March 5, 20247:55 AM UTCUpdated 2 days ago",
        "NEWSMAR 5, 2024 10:00 AM",
        "5 March 2024 • Ardmore, Islands",
        "By JD, in News, Islands · 5 Mar 2024, 20:02 · 0 Comments",
    ],
)
def test_a_day_beside_other_words_is_the_day_of_publication(tmp_path: Path, line: str) -> None:
    article = read(tmp_path, f"{H}\n{line}\n\n{B}")
    assert article.published is not None
    assert (article.published.value, article.published.kind) == (DAY, "published")


def test_the_day_in_a_pages_head_is_not_the_articles(tmp_path: Path) -> None:
    article = read(tmp_path, f"Wednesday, March 6, 2024\nLogin\nHOME\nNEWS\n{H}\nBy Jane Doe\nMarch 5, 2024\n\n{B}")
    assert article.published is not None and article.published.value == DAY


def test_what_stands_below_the_story_is_not_told(tmp_path: Path) -> None:
    below = "Most viewed in Ardmore\nHeron flies to the museum\nCider lorry blocks the ring road\nMayor opens a pool\n"
    article = read(tmp_path, f"{H}\n\n{B}\nLatest News\n{below}")
    assert [role for words, role in roles(article).items() if words in below] == ["related"] * 4
    assert roles(article)["Latest News"] == "furniture"


@pytest.mark.parametrize("last", ["“We are alone,” she said.", "Nobody has asked the islanders so far."])
def test_a_short_last_sentence_is_told(tmp_path: Path, last: str) -> None:
    assert last in told(read(tmp_path, f"{H}\n\n{B}\n{last}\n"))


def test_a_section_and_a_button_are_no_bylines(tmp_path: Path) -> None:
    article = read(tmp_path, f"{H}\nWorld\nShare0\nJane Doe\n5 March 2024\n\n{B}")
    assert [words for words, role in roles(article).items() if role == "byline"] == ["Jane Doe"]
    assert article.authors == ("Jane Doe",)


def test_a_lead_in_without_a_full_stop_and_a_list_stay_told(tmp_path: Path) -> None:
    items = "- Two boats are left\n- Both of them leak\n- No road leads to the islands\n- The school has a boat\n"
    article = read(tmp_path, f"{H}\n\n{B}\nWhat is known:\n{items}\n{B.replace('Tuesday', 'Monday')}")
    assert all(item.strip() in told(article) for item in items.splitlines())


def test_a_transcripts_first_speaker_is_no_dateline(tmp_path: Path) -> None:
    talk = "MAYOR: We met on Monday and agreed on it.\n\nSPEAKER: They met and did not agree on anything at all.\n"
    assert "MAYOR: We met" in told(read(tmp_path, f"{H}\n\n{talk}"))


def page(head: str, inner: str = "") -> str:
    paragraphs = "".join(f"<p>{p}</p>" for p in B.split("\n\n"))
    return f"<html><head>{head}</head><body><article><h1>{H}</h1>{inner}{paragraphs}</article></body></html>"


def json_ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_the_headline_a_reader_sees_counts_before_the_search_engines(tmp_path: Path) -> None:
    data = '{"@type": "NewsArticle", "headline": "Ferry &amp; council of Ardmore: what we know"}'
    assert headline(read(tmp_path, page(json_ld(data)), "a.html")) == H


@pytest.mark.parametrize(
    "head",
    [
        json_ld('{"@graph": [{"mainEntity": {"@type": ["NewsArticle"], "datePublished": "2024-03-05"}}]}'),
        '<meta name="dc.date" content="2024-03-05">',
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">',
    ],
)  # fmt: skip
def test_a_page_states_its_day_in_several_ways(tmp_path: Path, head: str) -> None:
    article = read(tmp_path, page(head), "a.html")
    assert article.published is not None
    assert (article.published.value, article.published.known_from) == (DAY, "page's metadata")


def test_a_time_element_states_two_days(tmp_path: Path) -> None:
    inner = (
        '<time itemprop="datePublished" datetime="2024-03-05">x</time><time itemprop="dateModified">2024-03-07</time>'
    )
    found = {d.kind: d.value for d in read(tmp_path, page("", inner), "a.html").dates}
    assert found == {"published": DAY, "updated": dt.date(2024, 3, 7)}


def test_authors_are_names_and_no_addresses(tmp_path: Path) -> None:
    data = (
        '{"@type": "NewsArticle", "author": [{"name": "Jane Doe"}, "John Roe", {"name": null}, "https://x.example/a"]}'
    )
    assert read(tmp_path, page(json_ld(data)), "a.html").authors == ("Jane Doe", "John Roe")


@pytest.mark.parametrize(
    "data",
    ['{"@type": null}', '{"@type": 3}', '[[{"@type": [["NewsArticle"]]}]]', "[" * 100_000, "{", "9" * 5000,
     '{"@type": "NewsArticle", "headline": "\\ud83d", "datePublished": 5, "publisher": [1], "author": {"name": {}}}'],
    ids=["null", "number", "nested", "deep", "cut", "digits", "shapes"],
)  # fmt: skip
def test_json_ld_of_any_shape_never_stops_a_page(tmp_path: Path, data: str) -> None:
    assert "We cannot pay" in told(read(tmp_path, "<![foo[" + page(json_ld(data)), "a.html"))


def test_pages_of_one_site_bear_one_name(tmp_path: Path) -> None:
    for n, name in enumerate(("Harbour Post", "Harbour Post", "HarbourPost.example")):
        head = f'<meta property="og:site_name" content="{name}"><meta property="og:url" content="https://www.hp.example/{n}">'
        (tmp_path / f"{n}.html").write_text(page(head).replace("Tuesday", f"day {n}"))
    assert {a.outlet for a in read_corpus(tmp_path).articles} == {"Harbour Post"}


LONG = " ".join(
    f"In week {n} the council of Ardmore voted on part {n} of the plan for the old ferry line." for n in range(30)
)


def test_a_print_and_an_online_copy_with_a_few_edits_count_once(tmp_path: Path) -> None:
    edited = LONG.replace("week 3 ", "month 3 ").replace("week 11 ", "month 11 ").replace("week 20 ", "month 20 ")
    (tmp_path / "a.txt").write_text(f"{H}\n\n{LONG}\n")
    (tmp_path / "b.txt").write_text(f"{H}\n\n{edited}\n")
    corpus = read_corpus(tmp_path)
    second = corpus.articles[1]
    assert second.left_out == "the same article as a"
    assert second.copy_of == "a" and second.copied is not None and 0.85 < second.copied < 1
    (notice,) = [n for n in corpus.notices if n.kind == "duplicate"]
    assert "'week' → 'month'" in notice.message


def test_what_counts_as_a_copy_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{H}\n\n{LONG}\n")
    (tmp_path / "b.txt").write_text(f"{H}\n\n{LONG.replace('week 3 ', 'month 3 ')}\n")
    named = '[articles."a.txt"]\noutlet = "One"\n[articles."b.txt"]\noutlet = "Two"\n'
    (tmp_path / "corpus.toml").write_text(named)
    assert [a.copy_of for a in read_corpus(tmp_path).comparable] == [None, "a"]
    (tmp_path / "corpus.toml").write_text(f"{named}[copies]\nbetween_outlets = true\n")
    assert [a.id for a in read_corpus(tmp_path).comparable] == ["a"]
    (tmp_path / "corpus.toml").write_text("[copies]\nsame = 1.0\n")
    assert len(read_corpus(tmp_path).comparable) == 2


def test_two_reports_of_one_event_are_no_copies(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{H}\n\n{B}")
    other = (
        "The ferry to the islands will stop in June. A majority of the council of Ardmore wants no new boat, it said."
    )
    (tmp_path / "b.txt").write_text(f"No more ferries\n\n{other}\n\n{B.split(chr(10) * 2)[1]}\n")
    assert copies(read_corpus(tmp_path).articles) == {}
