"""How much tagging costs on top of parsing: words per second of `newsparallax tag` against bare `nlp.pipe`.

    python benchmarks/tag_speed.py CORPUS [--rounds 3]

All run in this process on the same articles, set-up apart, in turn; the ratio of each round is printed. The target is
0.75 without the sentence vectors: every tagger together may cost at most a third of the parse. The vectors, one run of
the encoder a sentence, are measured apart.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from unittest.mock import patch

from newsparallax import codebooks
from newsparallax.pipeline import tag_articles
from newsparallax.reading import read_corpus
from newsparallax.tagging import encoder
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

    def without_vectors() -> None:
        with patch.object(encoder, "rows", lambda *_: ()):
            tagged()

    for _ in tag_articles(articles[:3], corpus.config, books):  # patterns and word lists are compiled at first use
        pass
    ratios, bare_ratios = [], []
    for number in range(1, arguments.rounds + 1):
        parse, short, full = seconds(bare), seconds(without_vectors), seconds(tagged)
        bare_ratios.append(parse / short)
        ratios.append(parse / full)
        rates = (
            f"nlp.pipe {words / parse:,.0f}, tag without vectors {words / short:,.0f}, tag {words / full:,.0f} words/s"
        )
        print(f"round {number}: {rates}")
    print(
        f"{len(articles)} articles, {words:,} words: of nlp.pipe (median) tag runs at {median(bare_ratios):.2f} "
        f"without sentence vectors, at {median(ratios):.2f} with them"
    )


if __name__ == "__main__":
    main()
