"""corpus.toml: what it may hold, and that every mistake in it is said with file, key and remedy."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from newsparallax.corpus import CorpusConfig, CorpusError, load_config
from newsparallax.reading import read_corpus

FULL = r"""
[event]
name = "Ferry talks"
days = [2024-03-01]
window = [2024-02-15, 2024-04-15]

[articles."a.txt"]
outlet = "Harbour Watch"
origin = "Wire"
url = "https://example.org/a"
headline = "Ministers agree"
published = 2024-03-02
published_from = "the paper edition"
updated = 2024-03-03
language = "en"
note = "a copy"

[outlets."Harbour Watch"]
furniture = ['^Tides$']
byline = ['^Our man in ']
related = { start = '^See also$', lines = 2 }
updated = { pattern = '^Changed (.*)$', format = '%d/%m/%Y' }
published = { pattern = '^Set (.*)$', format = '%d %B' }

[actors."John Berg"]
aliases = ["Berg"]
offices = ["Transport Minister"]
side = "North"
type = "person"

[topics.ferry_line]
patterns = ["ferry", "line~"]
"""


def load(folder: Path, text: str) -> CorpusConfig:
    path = folder / "corpus.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path)


def test_every_key_is_read(tmp_path: Path) -> None:
    config = load(tmp_path, FULL)
    assert config.event.days == (dt.date(2024, 3, 1),)
    assert config.event.window == (dt.date(2024, 2, 15), dt.date(2024, 4, 15))
    facts = config.articles["a.txt"]
    assert (facts.outlet, facts.origin, facts.published) == ("Harbour Watch", "Wire", dt.date(2024, 3, 2))
    assert config.outlets["Harbour Watch"].related_lines == 2
    assert [(a.name, a.side, a.aliases) for a in config.actors] == [("John Berg", "North", ("Berg",))]
    assert [(t.key, t.label, t.patterns) for t in config.topics] == [("ferry_line", "Ferry line", ("ferry", "line~"))]


def test_an_empty_file_is_a_corpus_toml(tmp_path: Path) -> None:
    assert load(tmp_path, "") == CorpusConfig(path=tmp_path / "corpus.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[evnt]\n", r"evnt is not a key of newsparallax; did you mean 'event'\?"),
        ("[event]\nday = [2024-03-01]\n", r"event\.day is not a key of newsparallax; did you mean 'days'\?"),
        ("[event]\ndays = 2024-03-01\n", r"event\.days is .* it must be a list of dates, as \[2024-03-01\]"),
        ('[event]\ndays = ["1 March"]\n', r"event\.days is \['1 March'\]; it must be a list of dates"),
        ("[event]\nwindow = [2024-03-01]\n", r"event\.window must be two dates, the earlier one first"),
        ("[event]\nwindow = [2024-03-02, 2024-03-01]\n", r"event\.window must be two dates"),
        ("[event]\ndays=[2023-01-01]\nwindow=[2024-03-01, 2024-03-02]\n", r"days has a day outside of the window"),
        ("[event]\nname = 7\n", r"event\.name is 7; it must be words in quotation marks"),
        ("event = 7\n", r"event is 7; it must be a table, as \[event\]"),
        ('[articles]\n"a.txt" = 7\n', r'articles\."a\.txt" is 7; it must be a table'),
        ('[articles."a.txt"]\ndate = 2024-03-01\n', r"date is not a key .* did you mean \'published\'"),
        ('[articles."a.txt"]\noutlets = "x"\n', r'articles\."a\.txt"\.outlets is not a key .* did you mean \'outlet\''),
        ('[articles."a.txt"]\ndate = 2024-03-01\n', r'\.date is not a key .* did you mean \'published\''),
        ('[articles."a.txt"]\npublished = "soon"\n', r'articles\."a\.txt"\.published is \'soon\'; it must be a date'),
        ("[outlets.X]\nfurniture = ['(']\n", r"outlets\.\"X\"\.furniture has '\(', which is no regular expression"),
        ("[outlets.X]\nfurniture = 'x'\n", r"furniture is 'x'; it must be a list of words, as"),
        ("[outlets.X]\nrelated = { lines = 2 }\n", r"outlets\.\"X\"\.related\.start is missing; add it"),
        ("[outlets.X]\nrelated = { start = 'x', lines = true }\n", r"related\.lines is True; it must be a number"),
        ("[outlets.X]\nrelated = { start = 'x', lines = 0 }\n", r"related\.lines is 0; it must be a number of lines"),
        ("[outlets.X]\nupdated = { pattern = '(x)' }\n", r"updated\.format is missing; add it"),
        ("[outlets.X]\nupdated = { pattern = 'x', format = '%Y' }\n", r"updated\.pattern must hold one group"),
        ("[actors.X]\naliases = ['y']\n[actors.Z]\naliases = ['Y']\n", r'\.aliases has \'Y\', which is \'X\''),
        ('[articles."a.txt"]\nlanguage = "English"\n', r"language is 'English'; it must be the two letters"),
        ('[actors.X]\ntype = "human"\n', r"type is 'human'; known here: organisation, outlet, person, place"),
        ('[topics.x]\nlabel = "X"\n', r"topics\.\"x\"\.patterns is missing; add it"),
        ('[topics.x]\npatterns = ["("]\n', r"topics\.\"x\"\.patterns has '\(', which is no regular expression"),
        ("[event\n", r"is not TOML: .*line 1"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_file_key_and_remedy(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CorpusError, match=said) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'corpus.toml'}: ")
    assert "\n" not in str(caught.value)


def test_a_config_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="there is no such file"):
        load_config(tmp_path / "other.toml")


def test_an_article_that_the_corpus_does_not_hold_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ministers agree\n\nThey agreed on Monday.\n")
    load(tmp_path, '[articles."b.txt"]\noutlet = "X"\n')
    with pytest.raises(CorpusError, match=r"articles\.\"b\.txt\" is no article of the corpus; did you mean 'a\.txt'"):
        read_corpus(tmp_path)


def test_an_article_may_be_named_by_its_id_and_may_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ministers agree\n\nThey agreed on Monday.\n")
    (tmp_path / "b.txt").write_text("")
    load(tmp_path, '[articles.a]\noutlet = "X"\n[articles."b.txt"]\noutlet = "Y"\n')
    corpus = read_corpus(tmp_path)
    assert [a.outlet for a in corpus.articles] == ["X"]


def test_a_topic_whose_patterns_cannot_be_used_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ministers agree\n\nThey agreed on Monday.\n")
    load(tmp_path, '[topics.x]\npatterns = ["(a)*"]\n')
    with pytest.raises(CorpusError, match=r"corpus\.toml: .*'?x'?.* pattern '\(a\)\*' cannot be used"):
        read_corpus(tmp_path)


def test_rules_for_an_outlet_without_articles_are_pointed_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ministers agree\n\nThey agreed on Monday.\n")
    load(tmp_path, "[articles.a]\noutlet = \"Harbour Watch\"\n[outlets.'Harbor Watch']\nfurniture = ['^x$']\n")
    (notice,) = [n for n in read_corpus(tmp_path).notices if n.kind == "outlet"]
    assert notice.remedy == "did you mean 'Harbour Watch'?"


def test_a_jsonl_corpus_has_its_config_beside_it_or_named(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "x/1", "text": "Ministers agree\\n\\nThey agreed on Monday."}\n')
    (tmp_path / "c.toml").write_text('[articles."x/1"]\noutlet = "Beside"\n')
    (tmp_path / "other.toml").write_text('[articles."x/1"]\noutlet = "Named"\n')
    assert read_corpus(path).articles[0].outlet == "Beside"
    assert read_corpus(path, tmp_path / "other.toml").articles[0].outlet == "Named"


def test_line_rules_of_an_outlet_win_over_the_general_ones(tmp_path: Path) -> None:
    page = (
        "Ministers agree\n\nOur man in Port City\n\nChanged 03/03/2024\n\nThey agreed on Monday.\n\nTides\n\n"
        "See also\n\nAnother story.\n\nOne more.\n\nThe ship leaves in spring.\n"
    )
    (tmp_path / "a.txt").write_text(page)
    load(tmp_path, FULL)
    (article,) = read_corpus(tmp_path).articles
    assert [x.role for x in article.lines if x.role != "blank"] == [
        "headline", "byline", "dateline", "body", "furniture", "related", "related", "related", "body",
    ]  # fmt: skip
    assert [(d.kind, str(d.value), d.known_from) for d in article.dates] == [
        ("published", "2024-03-02", "corpus.toml"),
        ("updated", "2024-03-03", "corpus.toml"),
        ("updated", "2024-03-03", "text"),
    ]
    assert article.timing == "after"
