"""How the search for tellings grows with the number of articles about one event.

    python benchmarks/statements_scaling.py [--most 2000]

Articles are made up: sentences of random words of general news, most of them retellings (every third word changed) of
a few hundred statements of which some are told by nearly everybody. Prints seconds, candidate pairs and statements for
each size, and the growth: the exponent between two sizes (1 is in step with the articles, 2 with their square).
"""

from __future__ import annotations

import argparse
import math
import random
import re
import resource
import time
from importlib import resources

import numpy as np

from newsparallax.comparing.meaning import WIDTH, Read
from newsparallax.comparing.pairs import find_pairs
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.statements import group, surely

SIZES = (50, 100, 200, 500, 1000, 2000)
SENTENCES, WORDS, STATEMENTS = 20, 18, 400


def words() -> tuple[list[str], list[float]]:
    """Words of general news with how often they stand there."""
    lines = resources.files("newsparallax.comparing").joinpath("background.tsv").read_text("utf-8").splitlines()[1:]
    told = [line.split("\t") for line in lines]
    return [word for word, _ in told], [float(count) for _, count in told]


def articles(number: int, seed: int = 1) -> list[Passage]:
    """Passages of `number` articles; the more often a statement is told, the lower its number (Zipf)."""
    draw = random.Random(seed)
    vocabulary, weights = words()

    def sentence() -> list[str]:
        return draw.choices(vocabulary, weights, k=WORDS)

    pool = [sentence() for _ in range(STATEMENTS)]
    often = [1 / (n + 1) for n in range(STATEMENTS)]
    passages: list[Passage] = []
    for article in range(number):
        at = 0
        for position in range(1, SENTENCES + 1):
            retold = draw.random() < 0.6
            told = list(draw.choices(pool, often)[0]) if retold else sentence()
            for n in range(0, len(told), 3) if retold else ():
                told[n] = draw.choices(vocabulary, weights)[0]
            text = " ".join(told).capitalize() + "."
            passages.append(Passage(f"a{article}", at, at + len(text), text, "body", position, text))
            at += len(text) + 1
    return passages


def read(passages: list[Passage]) -> list[Read]:
    """Each passage's words with a vector drawn for each word: as many as the encoder would give, at no cost."""
    draw = np.random.default_rng(1)
    vectors: dict[str, np.ndarray] = {}
    found = []
    for passage in passages:
        spans = [match.span() for match in re.finditer(r"\w+", passage.words)]
        for low, high in spans:
            word = passage.words[low:high].lower()
            if word not in vectors:
                vectors[word] = np.clip(draw.normal(0, 20, WIDTH), -127, 127).astype(np.int8)
        own = [vectors[passage.words[low:high].lower()] for low, high in spans]
        found.append(Read(tuple(spans), np.array(own, dtype=np.int8)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest number of articles")
    sizes = [size for size in SIZES if size <= parser.parse_args().most]
    print("articles  passages  candidates  statements  seconds  growth  memory (MB)")
    before: tuple[int, float] | None = None
    for size in sizes:
        passages = articles(size)
        words = read(passages)
        start = time.process_time()
        pairs = find_pairs(passages, words)
        names = [passage.article_id for passage in passages]
        statements = group(pairs, names, surely(pairs))
        seconds = time.process_time() - start
        growth = math.log(seconds / before[1]) / math.log(size / before[0]) if before else math.nan
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:8}  {len(passages):8}  {len(pairs):10}  {len(statements):10}  {seconds:7.1f}  {growth:6.2f}"
            f"  {memory:8.0f}",
            flush=True,
        )
        before = size, seconds


if __name__ == "__main__":
    main()
