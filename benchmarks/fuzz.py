"""Mutated inputs against reading, corpus.toml and corrections.csv: `make fuzz`, or `python benchmarks/fuzz.py --help`.

Whatever a file holds, it is read or named; every other article is read all the same; the lines of an article lie in its
text, in order; a second reading gives the same; a terminal gets no commands. What fails is kept in a folder, and the
program ends with 1: how many of the failures were tracebacks, articles lost or words elsewhere than their rows say is
counted. The same seed gives the same inputs.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsparallax import store
from newsparallax.corpus import CorpusError, load_config
from newsparallax.pipeline import compare_corpus
from newsparallax.reading import Corpus, read_corpus
from newsparallax.reading.check import report
from newsparallax.reading.draft import draft
from newsparallax.tables import TABLES
from newsparallax.tagging.corrections import read as read_corrections
from newsparallax.words import printable

STORY = """Council votes to close the harbour road

By Jane Doe
5 March 2024

ARDMORE (AFP) - The council voted on Tuesday to close the harbour road, Mayor Ann Smith said.

"We must act before the winter," she told reporters. Shop owners doubted that the plan was sound.

Related: Ferry fares to rise
"""
LINKED = {
    "@type": "NewsArticle",
    "headline": "Council votes to close the harbour road",
    "datePublished": "2024-03-05",
    "author": [{"@type": "Person", "name": "Jane Doe"}],
    "publisher": {"name": "The Gazette"},
}
PAGE = (
    '<!doctype html><html><head><title>Council votes</title><meta property="og:site_name" content="The Gazette">'
    f'<script type="application/ld+json">{json.dumps(LINKED)}</script></head><body><article><h1>Council votes</h1>'
    + "".join(f"<p>{p}</p>" for p in STORY.split("\n\n"))
    + "</article></body></html>"
)
ROW = {"id": "a1", "outlet": "Gazette", "headline": "Council votes", "date": "2024-03-05", "text": STORY}
CSV = "id,outlet,date,text\n" + "".join(f'a{n},Gazette,2024-03-0{n},"{STORY}"\n' for n in range(1, 4))
SETTINGS = """[event]
name = "the road"
days = [2024-03-05]
window = [2024-03-01, 2024-03-31]
[articles."good.txt"]
outlet = "Gazette"
published = 2024-03-05
[outlets.Gazette]
furniture = ['^Read more', '(\\w+ ){2,}more$']
updated = { pattern = 'Updated (.+)', format = "%d %B %Y" }
[actors."Ann Smith"]
aliases = ["Mayor Smith"]
offices = ["mayor"]
side = "council"
[topics.road]
patterns = ["road", "close~ (the|a) road"]
[copies]
same = 0.6
"""
FIELDS = (
    *(("speaker", "Ann Smith"), ("speaker", ""), ("speaker", "A and B and"), ("side", "council"), ("kind", "indirect")),
    *(("official", "yes"), ("anonymous", "sources"), ("via", "AFP"), ("source", "Mayor"), ("source", "nowhere")),
    *(("cue", ""), ("cue", "said"), ("delete", ""), ("add", "direct"), ("add", "mixed"), ("add", "refusal")),
)
CORRECTIONS = (
    "article,start,end,words,field,value\n"
    'good,10,40,"We must act before the winter,",speaker,Ann Smith\n'
    'good,10,40,"We must act before the winter,",kind,direct\n'
)
# What has stopped one program or another.
HOSTILE = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
        b"\\ud800",
        b"\x1b[2J",
        b"\x1b]0;x\x07",
        b"\r",
        b"\xe2\x80\xae",
    ),
    *(b'"', b"'", b"<![foo[", b"<!--", b"]]>", b"&#x110000;", b"&#0;", b"<script>", b"</script>", b"<p" * 200),
    *(b"9" * 5000, b"[" * 3000, b'{"a":' * 2000, b"1e999", b"NaN", b"null", b"-1", b"true", b'"@type": 7', b'[["x"]]'),
    *(
        b"(a+)+$",
        b"a{99999999999}",
        b"%d%d",
        b"[0001-01-01]",
        b"=1+1",
        b"@x",
        b"sep=;",
        b"\t",
        b";",
        b"\n\n\n",
        b" " * 3000,
    ),
    *(
        "“".encode(),
        "â€œâ€".encode(),
        "’".encode(),
        "한".encode(),
        b"Smith said " * 50,
        b"a" * 20000,
        b"By ",
        b"Updated ",
    ),
]
PATIENCE = 20  # seconds of CPU for one reading
WAIT = 300  # seconds, however little of them are its own: nothing is waited for without end


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes after one to six changes: characters flipped, parts cut, doubled or moved, hostile ones put in."""
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        to = min(len(data), at + chance.choice((1, 2, 8, 64, 512)))
        kind = chance.randrange(6)
        if kind == 0 and data:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif kind == 1:
            data = data[:at] + data[to:]
        elif kind == 2:
            data = data[:at] + data[at:to] * chance.choice((2, 3, 20)) + data[to:]
        elif kind == 3:
            data = data[to:] + data[:at]
        else:
            data = data[:at] + chance.choice(HOSTILE) + data[at if kind == 4 else to :]
    return data


def sound(corpus: Corpus) -> None:
    """Raises AssertionError for a corpus whose articles do not keep what reading promises."""
    for article in corpus.articles:
        end = 0
        for line in article.lines:
            assert end <= line.start <= line.end <= len(article.text), f"{article.id}: lines out of order"
            end = line.end
        for part in article.paragraphs:
            assert 0 <= part.start < part.end <= len(article.text), f"{article.id}: a paragraph out of the text"
        json.dumps([article.id, article.outlet, article.url, article.title, article.text], ensure_ascii=False).encode()
    shown = report(corpus)
    assert not set(printable(shown)) & set("\x1b\x07\r\0\u202e"), "a terminal would be commanded"
    draft(corpus)


def folder(place: Path, chance: random.Random) -> int:
    """Twenty spoilt files beside a sound one: all are read or named, the sound one is read."""
    (place / "good.txt").write_text(STORY, encoding="utf-8")
    for n in range(20):
        ending, content = chance.choice(
            ((".txt", STORY), (".html", PAGE), (".html", PAGE), (".rtf", "{\\rtf1 " + STORY))
        )
        (place / f"bad{n}{ending}").write_bytes(mutated(content.encode(), chance))
    corpus = read_corpus(place)
    assert any(a.id == "good" for a in corpus.articles), "the sound file is lost"
    named = {a.file for a in corpus.articles} | {n.file for n in corpus.notices}
    assert len(named & {p.name for p in place.iterdir()}) == 21, "a file is neither read nor named"
    sound(corpus)
    assert [a.lines for a in read_corpus(place).articles] == [a.lines for a in corpus.articles], "read otherwise again"
    return 20


def table(place: Path, chance: random.Random) -> int:
    """One spoilt table; of JSON lines the sound row behind is read."""
    rows = (json.dumps(ROW) + "\n").encode()
    ending, content = chance.choice(
        ((".jsonl", rows), (".json", b"[" + rows + b"]"), (".csv", CSV.encode()), (".tsv", CSV.encode()))
    )
    path = place / f"t{ending}"
    path.write_bytes(mutated(content, chance) + (b"\n" + rows if ending == ".jsonl" else b""))
    try:
        sound(read_corpus(path))
    except CorpusError as error:
        assert str(path) in str(error), f"the error names no file: {error}"
    return 1


def settings(place: Path, chance: random.Random) -> int:
    """One spoilt corpus.toml, and texts read with it where it can be."""
    (place / "good.txt").write_text(STORY, encoding="utf-8")
    path = place / "corpus.toml"
    path.write_bytes(mutated(SETTINGS.encode(), chance))
    try:
        load_config(path)
        sound(read_corpus(place))
    except CorpusError as error:
        assert str(path) in str(error) or str(place) in str(error), f"the error names no file: {error}"
    return 1


def corrected(chance: random.Random) -> str:
    """A corrections.csv in order, of corrections that make sense or not."""
    lines = io.StringIO()
    rows = csv.writer(lines)
    rows.writerow(("article", "start", "end", "words", "field", "value"))
    for _ in range(chance.randint(0, 6)):
        start, end = sorted(chance.choices(range(len(STORY) + 1), k=2))
        field, value = chance.choice(FIELDS)
        words = STORY[start:end].strip() or "road"
        shift = chance.choice((0, 0, 1, -1, 10**6, -(10**6)))
        rows.writerow((chance.choice(("good", "good", "bad", "none")), start + shift, end + shift, words, field, value))
    return lines.getvalue()


def tables(place: Path, chance: random.Random) -> int:
    """A spoilt text and a sound one through to every table: the words of every row stand where it says."""
    (place / "good.txt").write_text(STORY, encoding="utf-8")
    (place / "bad.txt").write_bytes(mutated(STORY.encode(), chance))
    (place / "corrections.csv").write_text(corrected(chance), encoding="utf-8")
    made = compare_corpus(read_corpus(place), place / ".cache", 1, lambda done, total: None)
    texts = dict(zip(made["texts"]["article_id"], made["texts"]["text"], strict=True))
    for name, table in made.items():
        for evidence in TABLES[name].evidence if TABLES[name].evidence else ():
            for row in table[table[evidence.start].notna()].to_dict("records"):
                words = texts[row[evidence.article]][int(row[evidence.start]) : int(row[evidence.end])]
                assert words == row[evidence.words], f"{name}: words that do not stand there"
    store.write(made, place / "out", csv=True)
    return 1


def corrections(place: Path, chance: random.Random) -> int:
    """One spoilt corrections.csv."""
    path = place / "corrections.csv"
    path.write_bytes(mutated(CORRECTIONS.encode(), chance))
    try:
        read_corrections(path)
    except CorpusError as error:
        assert str(path) in str(error), f"the error names no file: {error}"
    return 1


@contextmanager
def patience() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"took more than {PATIENCE} seconds of CPU, or {WAIT} of any")

    timers = ((signal.ITIMER_PROF, signal.SIGPROF, PATIENCE), (signal.ITIMER_REAL, signal.SIGALRM, WAIT))
    for timer, number, seconds in timers:
        signal.signal(number, late)
        signal.setitimer(timer, seconds)
    try:
        yield
    finally:
        for timer, _, _ in timers:
            signal.setitimer(timer, 0)


# What the message of a failure holds, and what it is one of.
SORTS = {
    "lost": "articles lost",
    "neither read nor named": "files passed over",
    "do not stand there": "words elsewhere than said",
    "out of": "lines elsewhere than said",
    "": "other tracebacks",
}
KINDS: tuple[Callable[[Path, random.Random], int], ...] = (
    folder,
    *[table] * 8,
    *[settings] * 6,
    *[corrections] * 3,
    tables,
)


def main() -> int:
    """Run until the inputs or the seconds are used up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=900, help="no new input after them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "newsparallax-fuzz", help="failures")
    given = parser.parse_args()
    begun, tried, failed, slowest = time.monotonic(), Counter[str](), Counter[str](), (0.0, "")
    sorts = Counter[str]()
    run = 0
    while sum(tried.values()) < given.inputs and time.monotonic() - begun < given.seconds:
        run += 1
        kind = KINDS[run % len(KINDS)]
        with tempfile.TemporaryDirectory() as made:
            place, at = Path(made), time.process_time()
            try:
                with patience():
                    tried[kind.__name__] += kind(place, random.Random(f"{given.seed} {run}"))
            except Exception as error:
                sorts[next(sort for sort in SORTS if sort in str(error))] += 1
                failed[f"{kind.__name__}: {type(error).__name__}: {str(error)[:100]}"] += 1
                kept = given.keep / f"{given.seed}-{run}"
                shutil.rmtree(kept, ignore_errors=True)
                shutil.copytree(place, kept)
                (kept / "traceback").write_text(traceback.format_exc(), encoding="utf-8")
            slowest = max(slowest, (time.process_time() - at, f"{kind.__name__} {run}"))
    took = time.monotonic() - begun
    print(
        f"{sum(tried.values())} inputs in {took:.0f} s: {dict(tried)}; slowest {slowest[0]:.1f} s of CPU ({slowest[1]})"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{', '.join(f'{sorts[sort]} {name}' for sort, name in SORTS.items())}; peak memory {peak:.2f} GB")
    for what, times in failed.most_common():
        print(f"FAILED {times} times: {what}; kept in {given.keep}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
