"""How often each way of finding a speaker answers, and how often it is right, on events coded by hand.

    python benchmarks/speaker_figures.py GOLD CORPUS

GOLD and CORPUS as for `fit_speakers.py`. Prints the table by `speaker_from` of docs/methods/speakers.md: attributions
in coded sentences; right, where a coded speaker of those sentences bears the name or, where none is given, is called by
the source's own words; wrong; without a name that the coding knows. Then how many of the sure ones are right. Names are
judged within each article, before those of several articles are joined.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from newsparallax.reading import read_corpus
from newsparallax.tagging.grammar.parse import load, parse
from newsparallax.tagging.saying import attributions
from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.resolve import resolve
from newsparallax.tagging.who.cast import cast, census
from newsparallax.tagging.who.event import about, event_cast
from newsparallax.tagging.who.same import may_be_one

RIGHT, WRONG, UNNAMED = "right", "wrong", "no name"


def judged(gold: Mapping[str, Any], corpus: Path) -> Iterator[tuple[Answer, str]]:
    """Each attribution that touches a coded sentence: its answer and the verdict."""
    aliases = {m["name"]: [m["name"], *m.get("aliases", [])] for m in gold["cast"]}
    read = read_corpus(corpus)
    articles = list(parse(load(), read.tagged))
    told = [census(one, read.config) for one in articles]
    known = event_cast(told)
    for one, own in zip(articles, told, strict=True):
        people, found = cast(one, read.config, about(known, own)), attributions.find(one)
        coded = [
            (*gold["sentences"][key], who)
            for key, who in gold["speech"].items()
            if key.rsplit(".", 1)[0] == one.article.id
        ]
        for said, answer in zip(found, resolve(one, people, found), strict=True):
            if said.kind == "refusal" or said.source is None:
                continue
            heard = {
                name
                for start, end, who in coded
                if any(low < end and start < high for low, high in (*said.content, said.source))
                for name in who
            }
            if heard:
                called = [alias for who in heard for alias in aliases[who]]
                words = _plain(one.article.text[slice(*said.source)])
                right = any(_same(name, alias) for name in answer.names for alias in called)
                right = right or (answer.name is None and words in map(_plain, called))
                yield answer, RIGHT if right else UNNAMED if answer.name is None else WRONG


def _same(name: str, alias: str) -> bool:
    return _plain(name) == _plain(alias) or may_be_one(name, alias)


def _plain(name: str) -> str:
    return " ".join(word for word in name.casefold().split() if word not in ("the", "a", "an"))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("gold", type=Path)
    asked.add_argument("corpus", type=Path)
    given = asked.parse_args()
    table: dict[str, Counter[str]] = defaultdict(Counter)
    sure: Counter[str] = Counter()
    for path in sorted(given.gold.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for answer, verdict in judged(gold, given.corpus / f"{path.stem}.jsonl"):
            table[answer.how][verdict] += 1
            sure[verdict] += answer.sure
    print("| `speaker_from` | rows | right | wrong | no name |\n| --- | --- | --- | --- | --- |")
    for how, count in sorted(table.items(), key=lambda row: (-row[1].total(), row[0])):
        print(f"| {how} | {count.total()} | {count[RIGHT]} | {count[WRONG]} | {count[UNNAMED]} |")
    print(f"\nsure: {sure[RIGHT]} right of {sure.total()}")


if __name__ == "__main__":
    main()
