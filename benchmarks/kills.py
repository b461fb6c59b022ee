"""Runs killed at any moment: `python benchmarks/kills.py CORPUS`.

Each round starts `newsparallax compare` (or `report`) on the corpus, kills it (not its children) with SIGKILL after a
time drawn between nothing and the length of an undisturbed run, and looks: no process of the run goes on, nothing of
it is left in the folder for temporary files, no table is accepted unless all are. After every fifth round the same
command runs to its end, and every file must be byte-identical to that of the undisturbed run. Ends with 1 where one of
these does not hold.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from newsparallax import store

GONE = 30.0  # seconds in which the children of a killed run have ended: who starts looks for the parent only then


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every table and report in a folder."""
    made = [p for p in sorted(out.rglob("*")) if p.suffix in (".parquet", ".html", ".pdf") and ".cache" not in p.parts]
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in made}


def processes(mark: str) -> list[int]:
    """Processes that carry the mark in their environment."""
    found = []
    for place in Path("/proc").iterdir():
        try:
            if place.name.isdecimal() and mark.encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:  # ended meanwhile, or somebody else's
            continue
    return found


def run(command: list[str], environment: dict[str, str], after: float | None = None) -> int:
    """Exit code of a command; killed with SIGKILL `after` seconds where it runs so long."""
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            return process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            return process.wait()


def killed(command: list[str], out: Path, after: float, number: int) -> tuple[bool, list[str]]:
    """(whether the run was still going, what did not hold) of one round: kill, look."""
    mark = f"NEWSPARALLAX_ROUND={os.getpid()}-{number}"
    with TemporaryDirectory() as temporary:
        environment = {**os.environ, "TMPDIR": temporary} | dict([mark.split("=")])
        struck = run(command, environment, after) < 0
        end = time.monotonic() + GONE
        while (left := processes(mark)) and time.monotonic() < end:
            time.sleep(0.1)
        wrong = [f"{len(left)} processes go on"] if left else []
        if struck and (stay := sorted(path.name for path in Path(temporary).iterdir())):
            wrong.append(f"left in the folder for temporary files: {', '.join(stay)}")
        stamp = store.stamp(out)
        if stamp and not store.intact(out, stamp.made_from):
            wrong.append("a stamp stands beside tables that are not its own")
    return struck, wrong


def main() -> int:
    """Undisturbed once, then killed and run again as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--command", choices=("compare", "report"), default="compare")
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    asked = [sys.executable, "-m", "newsparallax.cli", given.command, str(given.corpus)]
    asked += ["--jobs", given.jobs] if given.command == "compare" else []

    with TemporaryDirectory() as place:

        def command(out: Path) -> list[str]:
            return [*asked, "--out", str(out)]

        begun = time.monotonic()
        if run(command(Path(place) / "whole"), dict(os.environ)):
            sys.exit("the undisturbed run failed")
        length, wanted = time.monotonic() - begun, digests(Path(place) / "whole")
        print(f"undisturbed: {length:.1f} s, {len(wanted)} files", flush=True)
        struck, failed, out = 0, 0, Path(place) / "killed"
        number = 0
        while struck < given.kills:
            number += 1
            hit, wrong = killed(command(out), out, chance.uniform(0.0, length), number)
            struck += hit
            if number % 5 == 0 or wrong:  # several kills in a row, then a run to its end
                if run(command(out), dict(os.environ)) or digests(out) != wanted:
                    wrong.append("the next run makes something else")
                subprocess.run(["rm", "-rf", str(out)], check=True)
            failed += bool(wrong)
            for what in wrong:
                print(f"FAILED round {number}: {what}", flush=True)
    print(f"{struck} kills in {number} rounds: {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
