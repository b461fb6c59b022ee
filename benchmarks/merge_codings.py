"""Make an event's gold.json from its two codings, and print how far the coders agree.

    python benchmarks/merge_codings.py tests/gold/dam tests/gold/verdict tests/gold/captain

Each folder holds texts/, sentences.json, coding_a.json and coding_b.json. A fault in a coding is printed, and no gold
is made of it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from newsparallax.measuring import codings


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        sys.exit(
            f"{path}: {error}; two coders code the same sentences, each in a file of their own (tests/gold/README.md)"
        )


def made(folder: Path) -> bool:
    """Write `folder`/gold.json; False where a coding has faults."""
    a, b, sentences = (_read(folder / f"{name}.json") for name in ("coding_a", "coding_b", "sentences"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "texts").glob("*.txt")}
    said = codings.words(sentences, texts)
    faults = [
        f"{folder}/coding_{n}.json: {fault}" for n, c in (("a", a), ("b", b)) for fault in codings.faults(c, said)
    ]
    if faults:
        print(*faults, sep="\n")
        return False
    gold = codings.merge(a, b, sentences)
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    same = sum(pair["label"] == "same" for pair in gold["pairs"])
    both = sum(found["both"] for found in gold["discrepancies"])
    agreed = ", ".join(f"{name} F1 {value:.2f}" for name, value in codings.agreement(a, b).items())
    print(
        f"{folder.name}: {len(gold['speech_both'])} sentences with a speaker in both, {same} same pairs, "
        f"{both} of {len(gold['discrepancies'])} discrepancies in both; {agreed}"
    )
    return True


if __name__ == "__main__":
    done = [made(Path(folder)) for folder in sys.argv[1:]]
    sys.exit(not all(done))
