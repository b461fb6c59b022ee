"""How much tagging costs on top of parsing: words per second of `newsparallax tag` against bare `nlp.pipe`.

    python benchmarks/tag_speed.py CORPUS [--rounds 3]

Both run in this process on the same articles, set-up apart, in turn; the ratio of each round is printed. The target is
0.70: every tagger together may cost at most 43 % of the parse.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from newsparallax import codebooks
from newsparallax.pipeline import tag_articles
from newsparallax.reading import read_corpus
from newsparallax.tagging.grammar.parse import load
from newsparallax.words import count_words


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of one call: the machine may be busy with other things."""
    start = process_time()
    work()
    return process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    corpus, books, nlp = read_corpus(arguments.corpus), codebooks.load(), load()
    articles = corpus.comparable
    texts = [article.text for article in articles]
    words = sum(map(count_words, texts))

    def bare() -> None:
        for _ in nlp.pipe(texts):
            pass

    def tagged() -> None:
        for _ in tag_articles(articles, corpus.config, books):
            pass

    for _ in tag_articles(articles[:3], corpus.config, books):  # patterns and word lists are compiled at first use
        pass
    ratios = []
    for number in range(1, arguments.rounds + 1):
        parse, tag = seconds(bare), seconds(tagged)
        ratios.append(parse / tag)
        print(
            f"round {number}: nlp.pipe {words / parse:,.0f} words/s, tag {words / tag:,.0f} words/s, {parse / tag:.2f}"
        )
    print(f"{len(articles)} articles, {words:,} words: tag runs at {median(ratios):.2f} of nlp.pipe (median)")


if __name__ == "__main__":
    main()
