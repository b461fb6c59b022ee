"""A first corpus.toml from what the texts show, for a person to correct: what `newsparallax init CORPUS` writes."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from newsparallax import codebooks
from newsparallax.corpus import CorpusError, config_path
from newsparallax.reading.article import TOLD, Article
from newsparallax.reading.read import Corpus, read_corpus

MOST_ACTORS = 25
_CAPITALISED = r"[A-ZÀ-Þ][\wÀ-ÿ’'-]+"
_NAME = re.compile(
    rf"(?P<office>(?:{_CAPITALISED} |of |for |the ){{0,5}})"
    rf"(?P<given>{_CAPITALISED}) (?P<rest>(?:[A-Z]\. )?{_CAPITALISED})"
)


def write_draft(path: Path, config: Path | None = None) -> Path:
    """Write the draft to the corpus's own place for it, or to `config`; returns where. Never overwrites a file."""
    target = config or config_path(path)
    if target.exists():
        raise CorpusError(f"{target}: is there already; name another file with --config, or edit that one")
    text = draft(read_corpus(path))
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror})") from None
    return target


def draft(corpus: Corpus) -> str:
    """The text of a corpus.toml: what is found in the texts as values, what only a person knows as comments to fill."""
    parts = [_event(corpus), *map(_article, corpus.articles), *_outlets(corpus), *_actors(corpus)]
    return "\n\n".join([_HEAD, *("\n".join(part) for part in parts), _TOPICS]) + "\n"


_HEAD = """\
# Drafted by `newsparallax init` from the texts: correct it. Every key is optional; docs/corpus.md explains them all.
# Lines that begin with # are not read: take the mark away where you know the answer."""

_TOPICS = """\
# Topics of this event, beside the general codebook. Patterns are regular expressions; `word~` is a word's every form.
# [topics.ceasefire]
# label = "Ceasefire"
# definition = "Calls for a ceasefire, its terms and its breaches."
# patterns = ["ceasefire", "truce", "stop~ shooting"]"""


def _event(corpus: Corpus) -> list[str]:
    days = sorted(d.value for a in corpus.articles for d in a.dates if d.value and d.kind in ("published", "dateline"))
    found = f"  # the texts' dates run from {days[0]} to {days[-1]}" if days else ""
    window = f"{days[0]}, {days[-1]}" if days else "2024-02-15, 2024-04-15"
    return [
        "[event]",
        '# name = "what happened, in a few words"',
        f"# days = [2024-03-01]  # when it happened: articles from before and after it are told apart{found}",
        f"# window = [{window}]  # plausible days of publication: dates without a year get it here",
    ]


def _article(article: Article) -> list[str]:
    named = article.outlet != article.id
    key = article.id if article.file.lower().endswith((".jsonl", ".csv", ".tsv")) else article.file
    made = [f"[articles.{_quoted(key)}]"]
    made.append(f"{'' if named else '# '}outlet = {_quoted(article.outlet)}  # who published this copy")
    origin = _quoted(article.origin) if article.origin else '"AFP"'
    made.append(f"{'' if article.origin else '# '}origin = {origin}  # who wrote it")
    published = article.published
    if published is None:
        made.append("# published = 2024-03-01  # the text gives no day that can be told from it")
    elif published.known_from != "corpus.toml":
        made.append(f"# published = {published.value}  # read from {published.known_from} ({published.kind})")
    if article.headline is None and article.title is None:
        made.append('# headline = "no line reads as one"')
    if article.left_out:
        made.append(f"# not compared: {article.left_out}")
    return made


def _outlets(corpus: Corpus) -> Iterator[list[str]]:
    """For each outlet the lines that place or shape alone set aside: a person sees whether they are furniture."""
    lines: dict[str, Counter[str]] = {}
    for article in corpus.articles:
        for line in article.lines:
            if line.rule in ("above the headline", "short line below the story", "a name alone below the headline"):
                words = article.text[line.start : line.end].strip()
                lines.setdefault(article.outlet, Counter())[words] += 1
    for outlet, found in lines.items():
        rules = ", ".join(_literal(f"^{re.escape(words)}$".replace(r"\ ", " ")) for words, _ in found.most_common(8))
        yield [f"# [outlets.{_quoted(outlet)}]", f"# furniture = [{rules}]"]


def _actors(corpus: Corpus) -> Iterator[list[str]]:
    """People whom two or more articles name in full (in a corpus of one article: whom it names), most often first."""
    articles: dict[str, set[str]] = {}
    spellings: dict[str, Counter[str]] = {}
    offices: dict[str, Counter[str]] = {}
    for article, given, rest, office in _names(corpus):
        # One person's given name is spelt in several ways, hardly ever with another first letter.
        key = f"{given[0]} {rest}"
        articles.setdefault(key, set()).add(article)
        spellings.setdefault(key, Counter())[f"{given} {rest}"] += 1
        offices.setdefault(key, Counter())[office] += 1
    least = min(2, len(corpus.comparable))
    often = sorted((k for k, ids in articles.items() if len(ids) >= least), key=lambda k: (-len(articles[k]), k))
    for key in often[:MOST_ACTORS]:
        name, *aliases = [spelling for spelling, _ in spellings[key].most_common()]
        held = [office for office, _ in offices[key].most_common() if len(office.split()) > 1][:3]
        yield [
            f"[actors.{_quoted(name)}]",
            *([f"aliases = {json.dumps(aliases, ensure_ascii=False)}"] if aliases else []),
            *([f"offices = {json.dumps(held, ensure_ascii=False)}"] if held else []),
            '# side = "which side of the event they speak for"',
        ]


def _names(corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
    """(article, given name, surname, words of an office before it) of every full name in the stories."""
    known = _given_names()
    for article in corpus.comparable:
        for line in article.lines:
            if line.role not in TOLD - {"headline"}:
                continue
            for found in _NAME.finditer(article.text, line.start, line.end):
                if found["given"] in known:
                    office = re.sub(r"^(?:(?:the|of|for) )+", "", found["office"]).strip()
                    yield article.id, found["given"], re.sub(r"['’]s$", "", found["rest"]), office


@lru_cache(maxsize=1)
def _given_names() -> frozenset[str]:
    path = codebooks.LISTS / "given_names.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8")).values()
    return frozenset(name for names in lists if isinstance(names, str) for name in names.split())


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _literal(pattern: str) -> str:
    return f"'{pattern}'" if "'" not in pattern and pattern.isprintable() else _quoted(pattern)
