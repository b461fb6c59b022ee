"""Make src/newsparallax/comparing/background.tsv anew: in how many sentences of general news each stem stands.

    python benchmarks/background_frequencies.py NEWSMTSC.jsonl

The sentences are those of NewsMTSC (Hamborg & Donnay 2021, MIT licence), one JSON object a line with the key `text`;
each sentence counts once. Kept are stems without digits that stand in four sentences or more: counts, no text.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from newsparallax.comparing.wordforms import tokens

TABLE = Path(__file__).resolve().parent.parent / "src/newsparallax/comparing/background.tsv"
LEAST = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path, help="NewsMTSC as JSON lines")
    lines = parser.parse_args().sentences.read_text(encoding="utf-8").splitlines()
    texts = {json.loads(line)["text"] for line in lines if line.strip()}
    counts = Counter(stem for text in texts for stem in {token.stem for token in tokens(text)})
    kept = sorted((-n, stem) for stem, n in counts.items() if n >= LEAST and not re.search(r"\d", stem))
    TABLE.write_text(f"sentences\t{len(texts)}\n" + "".join(f"{stem}\t{-n}\n" for n, stem in kept), encoding="utf-8")
    print(f"{len(kept)} stems of {len(texts)} sentences in {TABLE}")


if __name__ == "__main__":
    main()
