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
from pathlib import Path

from newsparallax import store
from newsparallax.measuring import events, own


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("tables", type=Path)
    args = parser.parse_args()
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted(args.gold.glob("*.json")):
        if not (args.tables / path.stem).is_dir():
            continue
        tables = store.read(args.tables / path.stem)
        claims = own.table_rows(tables, "claims")
        outlets = dict(zip(tables["articles"]["article_id"], tables["articles"]["outlet"], strict=True))
        counted.update(("claims", claim["kind"]) for claim in claims)
        for kind, some, same in events.points(json.loads(path.read_text("utf-8")), claims, outlets):
            for shown in (kind, "all"):
                counted.update({("points", shown): 1, ("an outlet", shown): some, ("same outlets", shown): same})
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
