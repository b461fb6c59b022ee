"""Whether a move changed anything: digests of every table and both reports of the given corpora, kept and compared.

    python benchmarks/same_outputs.py BEFORE.json CORPUS ... --report CORPUS

The first run writes the digests; a later one names the outputs that differ and exits with 1.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp


def made(corpus: Path, command: str, folder: Path) -> dict[str, str]:
    """Digest by file name of what `newsparallax COMMAND corpus` writes."""
    out = folder / f"{command}-{corpus.stem}"
    subprocess.run(
        [sys.executable, "-m", "newsparallax", command, str(corpus), "--out", str(out)],
        check=True,
        capture_output=True,
    )
    wanted = [path for path in sorted(out.rglob("*")) if path.suffix in (".parquet", ".html", ".pdf")]
    return {f"{command} {corpus.stem}/{path.name}": sha256(path.read_bytes()).hexdigest() for path in wanted}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("digests", type=Path)
    parser.add_argument("corpora", type=Path, nargs="*")
    parser.add_argument("--report", type=Path, action="append", default=[], metavar="CORPUS")
    arguments = parser.parse_args()
    folder = Path(mkdtemp(prefix="same-outputs-"))
    found: dict[str, str] = {}
    try:
        for command, corpora in (("compare", arguments.corpora), ("report", arguments.report)):
            for corpus in corpora:
                print(f"{command} {corpus}", file=sys.stderr)
                found |= made(corpus, command, folder)
    finally:
        shutil.rmtree(folder)
    if not arguments.digests.exists():
        arguments.digests.write_text(json.dumps(found, indent=1), encoding="utf-8")
        print(f"{len(found)} outputs kept in {arguments.digests}")
        return 0
    before: dict[str, str] = json.loads(arguments.digests.read_text(encoding="utf-8"))
    differing = sorted(name for name in before.keys() | found.keys() if before.get(name) != found.get(name))
    print(*differing, f"{len(differing)} of {len(before)} outputs differ", sep="\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
