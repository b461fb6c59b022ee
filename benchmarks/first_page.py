"""How many of the points that coders would open a comparison with does the table of claims give?

    python benchmarks/first_page.py GOLD TABLES

GOLD has one `EVENT.json` for each event, with `sentences` (id -> [start, end), ids `article.nn`) and `first_page`: for
each coder a list of points with `kind`, `outlets` and `evidence` (sentence ids). TABLES has the output of `newsparallax
compare` in a folder for each event. A point is given by a claim that speaks of exactly its outlets (`same outlets`) or
of some of them (`an outlet`) and rests on a sentence of its evidence. Exit status 2 where no event has both.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsparallax import store

Found = tuple[str, set[str], set[str]]


def claims(gold: Mapping[str, Any], tables: Path) -> Iterator[Found]:
    """The kind, outlets and sentence ids of each claim."""
    for claim in store.read(tables)["claims"].itertuples():
        ids: set[str] = set()
        for place in claim.evidence:
            article, start, end = place.rsplit(":", 2)
            ids |= {
                name
                for name, (low, high) in gold["sentences"].items()
                if name.rsplit(".", 1)[0] == article and low < int(end) and int(start) < high
            }
        yield claim.kind, set(claim.outlets), ids


def given(point: Mapping[str, Any], found: Sequence[Found]) -> tuple[bool, bool]:
    """Whether a claim of some of the point's outlets, and one of exactly these, rests on a sentence of its evidence."""
    outlets, evidence = set(point["outlets"]), set(point["evidence"])
    near = [own for _, own, ids in found if own & outlets and ids & evidence]
    return bool(near), any(own == outlets for own in near)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("tables", type=Path)
    args = parser.parse_args()
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted(args.gold.glob("*.json")):
        if not (args.tables / path.stem).is_dir():
            continue
        gold = json.loads(path.read_text("utf-8"))
        found = list(claims(gold, args.tables / path.stem))
        counted.update(("claims", kind) for kind, *_ in found)
        for points in gold["first_page"].values():
            for point in points:
                some, same = given(point, found)
                for kind in (point["kind"], "all"):
                    counted.update({("points", kind): 1, ("an outlet", kind): some, ("same outlets", kind): same})
    if not counted:
        print(f"no event of {args.gold} has tables in {args.tables}", file=sys.stderr)
        return 2
    print("claims: " + ", ".join(f"{kind} {n}" for (what, kind), n in counted.items() if what == "claims"))
    print("\t".join(("points of kind", "coded", "an outlet", "same outlets")))
    for kind in sorted({kind for what, kind in counted if what == "points"}):
        print("\t".join((kind, *(str(counted[what, kind]) for what in ("points", "an outlet", "same outlets")))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
