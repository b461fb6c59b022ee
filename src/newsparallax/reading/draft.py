"""A first corpus.toml from what the texts show, for a person to correct: what `newsparallax init CORPUS` writes."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsparallax.corpus import CorpusError, config_path, load_config
from newsparallax.files import put
from newsparallax.reading.article import Article
from newsparallax.reading.people import people
from newsparallax.reading.read import Corpus, read_corpus
from newsparallax.reading.tabular import ENDINGS as TABLES
from newsparallax.words import in_toml

MOST_ACTORS = 40


def write_draft(path: Path, config: Path | None = None) -> Path:
    """Write the draft to the corpus's own place for it, or to `config`; returns where. Never overwrites a file."""
    target = config or config_path(path)
    if target.exists():
        raise CorpusError(f"{target}: is there already; name another file with --config, or edit that one")
    text = draft(read_corpus(path, config if config and config.exists() else None))
    _read_back(text)
    try:
        put(target, text.encode())
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror})") from None
    return target


def _read_back(text: str) -> None:
    """Raises CorpusError for a draft that is no corpus.toml."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / "corpus.toml"
        trial.write_text(text, encoding="utf-8")
        load_config(trial)


def draft(corpus: Corpus) -> str:
    """The text of a corpus.toml: what is found in the texts as values, what only a person knows as comments to fill."""
    files = Counter(a.file for a in corpus.articles)
    articles = [_article(a, files[a.file] > 1) for a in corpus.articles]
    parts = [_event(corpus), *articles, *_outlets(corpus), *_actors(corpus)]
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
    window = f"{days[0]}, {days[-1]}" if days else "2024-02-15, 2024-04-15"
    return [
        "[event]",
        '# name = "what happened, in a few words"',
        f"# days = [{days[0] if days else '2024-03-01'}]  # when it happened: articles from before are told apart",
        f"# window = [{window}]  # plausible days of publication: dates without a year get it here",
    ]


def _article(article: Article, many: bool) -> list[str]:
    named = article.outlet != article.id
    key = article.id if many or article.file.lower().endswith(TABLES) else article.file
    made = [f"[articles.{in_toml(key)}]"]
    # A file's name is no outlet's, but may hold it: morning_echo.txt.
    outlet = article.outlet if named else " ".join(re.sub(r"[\W_]+", " ", article.outlet).split()).title()
    made.append(f"{'' if named else '# '}outlet = {in_toml(outlet)}  # who published this copy")
    origin = in_toml(article.origin) if article.origin else '"AFP"'
    made.append(f"{'' if article.origin else '# '}origin = {origin}  # who wrote it")
    published = article.published
    if published is None:
        made.append("# published = 2024-03-01  # the text gives no day that can be told from it")
    elif published.known_from != "corpus.toml":
        made.append(f"# published = {published.value}  # read from {published.known_from} ({published.kind})")
    if article.headline is None and article.title is None:
        made.append('# headline = "no line reads as one"')
    if article.left_out:
        made.append(_comment(f"not compared: {article.left_out}"))
    if article.authors:
        made.append(_comment(f"written by {', '.join(article.authors)}"))
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
        yield [f"# [outlets.{in_toml(outlet)}]", f"# furniture = [{rules}]"]


def _actors(corpus: Corpus) -> Iterator[list[str]]:
    """People whom two or more articles name in full (in a corpus of one article: whom it names), the most quoted first.

    A side is proposed where every office that names a country names the same.
    """
    least = min(2, len(corpus.comparable))
    often = [p for p in people(corpus.comparable) if len(p.named) >= least or len(p.quoted) >= least]
    taken: set[str] = set()  # one spelling is one person's
    for person in often[:MOST_ACTORS]:
        spellings = [spelling for spelling, _ in person.spellings.most_common() if spelling.casefold() not in taken]
        if not spellings:
            continue
        taken |= {spelling.casefold() for spelling in spellings}
        name, *aliases = spellings
        quoted = f"  # quoted in {len(person.quoted)}, named in {len(person.named)} articles"
        side = f"side = {in_toml(person.country)}" if person.country else '# side = "which side they speak for"'
        yield [
            f"[actors.{in_toml(name)}]{quoted}",
            *([f"aliases = {_listed(aliases)}"] if aliases else []),
            *([f"offices = {_listed(person.held)}"] if person.held else []),
            side,
        ]


def _comment(words: str) -> str:
    return "# " + "".join(c for c in " ".join(words.split()) if c.isprintable())


def _listed(words: Iterable[str]) -> str:
    return f"[{', '.join(map(in_toml, words))}]"


def _literal(pattern: str) -> str:
    return f"'{pattern}'" if "'" not in pattern and pattern.isprintable() else in_toml(pattern)
