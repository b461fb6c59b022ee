"""Runs ended at any moment: `python benchmarks/kills.py CORPUS --command report`, or `… --signal INT`.

Each round starts a command on the corpus and ends it with SIGKILL (the process, not its children) after a time drawn
between nothing and the length of an undisturbed run; in every second round, from that time on, as soon as something
half written lies in its folder. Then it looks: no process of the run goes on, nothing of it is left in the folder for
temporary files, no table is accepted unless all are. The same command then runs to its end, and every file (cache and
stamp included) must be byte-identical to that of the undisturbed run. Half of the rounds begin with an empty folder,
half with what the round before has made.

With `--signal INT` (in every second round to the whole group, as a terminal sends it) the command must also say one
line beyond what an undisturbed run says, and end with 130; nothing is run again. Ends with 1 where one of these does
not hold.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from newsparallax import store

GONE = 30.0  # seconds in which the children of a killed run have ended: who starts looks for the parent only then
COMMANDS = ("compare", "report", "check", "events", "study")
_INTERRUPTED = "newsparallax: interrupted"


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of every file in a folder but the locks; links and folders have none."""
    made = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != ".lock"]
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


def half_written(out: Path) -> Iterator[Path]:
    """What lies in a folder under the name of a draft."""
    try:
        yield from out.rglob(".new-*")
    except OSError:  # it got its name while it was looked at
        return


@dataclass(frozen=True, slots=True)
class Moment:
    """When a run is ended: after so many seconds; `writing`, as soon as something is half written from then on."""

    after: float
    writing: bool
    signal: int
    group: bool

    def come(self, process: subprocess.Popen[str], out: Path) -> bool:
        """Wait for it; whether the run is still going."""
        try:
            process.wait(self.after)
        except subprocess.TimeoutExpired:
            while self.writing and process.poll() is None and not any(half_written(out)):
                time.sleep(0.0005)
        return process.poll() is None


def run(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    """(exit code, what it says) of a command that runs to its end."""
    done = subprocess.run(
        command, check=False, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    return done.returncode, done.stderr


def ended(command: list[str], out: Path, moment: Moment, mark: str, usual: set[str]) -> tuple[set[str], list[str]]:
    """(what the run was at, empty where it had ended; what did not hold) of one round: end it, look."""
    with TemporaryDirectory() as temporary, (Path(temporary) / "said").open("w+") as said:
        own = Path(temporary) / "tmp"
        own.mkdir()
        environment = {**os.environ, "TMPDIR": str(own)} | dict([mark.split("=")])
        # A file takes what it says: children that go on would hold a pipe open.
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=said, text=True, start_new_session=True
        )
        if not moment.come(process, out):
            return set(), []
        at = {"running"} | ({"with children"} if len(processes(mark)) > 1 else set())
        (os.killpg if moment.group else os.kill)(process.pid, moment.signal)
        code = process.wait()
        at |= {"half written"} if any(half_written(out)) else set()
        end = time.monotonic() + GONE
        while (left := processes(mark)) and time.monotonic() < end:
            time.sleep(0.1)
        wrong = [f"{len(left)} processes go on"] if left else []
        if stay := sorted(path.name for path in own.iterdir()):
            wrong.append(f"left in the folder for temporary files: {', '.join(stay)}")
        for folder in (out, out / "tables"):
            stamp = store.stamp(folder)
            if stamp and not store.intact(folder, stamp.made_from):
                wrong.append("a stamp stands beside tables that are not its own")
        if moment.signal == signal.SIGINT:
            said.seek(0)
            lines = [line.strip() for line in said.read().split("\n") if line.strip() and line.strip() not in usual]
            if code == -signal.SIGINT or any("<frozen site>" in line for line in lines):
                at = {"before the program"}  # Python itself was starting: nobody's code has run
            elif code and (code != 130 or len(lines) != 1 or not lines[0].startswith(_INTERRUPTED)):
                wrong.append(f"after {moment.after:.3f} s: status {code}, {len(lines)} lines: {lines[-1:]}")
    return at, wrong


def main() -> int:
    """Undisturbed once, then ended and run again as often as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--command", choices=COMMANDS, default="compare")
    parser.add_argument("--signal", choices=("KILL", "INT"), default="KILL")
    parser.add_argument("--options", default="", help="further options of the command")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="no new round after them")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, number_of = random.Random(given.seed), signal.Signals[f"SIG{given.signal}"]
    asked = [str(Path(sys.executable).with_name("newsparallax")), given.command, str(given.corpus)]
    asked += given.options.split()

    with TemporaryDirectory() as place:

        def command(out: Path) -> list[str]:
            return [*asked, "--out", str(out)] if given.command != "check" else asked

        out, counted, failed, number = Path(place) / "out", Counter[str](), 0, 0
        begun = time.monotonic()
        code, said = run(command(out), dict(os.environ))
        if code:
            sys.exit(f"the undisturbed run failed: {said}")
        length, wanted, usual = time.monotonic() - begun, digests(out), {line.strip() for line in said.split("\n")}
        print(f"{given.command}, undisturbed: {length:.1f} s, {len(wanted)} files", flush=True)
        while counted["running"] < given.kills and time.monotonic() - begun < given.seconds:
            number += 1
            if chance.random() < 0.5:
                shutil.rmtree(out, ignore_errors=True)
            moment = Moment(chance.uniform(0.0, length), number % 2 == 0, number_of, number % 4 > 1)
            moment = moment if number_of == signal.SIGINT else Moment(moment.after, moment.writing, number_of, False)
            at, wrong = ended(command(out), out, moment, f"NEWSPARALLAX_ROUND={os.getpid()}-{number}", usual)
            counted.update(at)
            if at and number_of == signal.SIGKILL:
                code, said = run(command(out), dict(os.environ))
                other = sorted({name for name, _ in digests(out).items() ^ wanted.items()})
                wrong += [f"the next run ends with {code}: {said[-200:]}"] if code else []
                wrong += [f"the next run makes other files: {', '.join(other)}"] if other else []
            failed += bool(wrong)
            for what in wrong:
                print(f"FAILED round {number}: {what}", flush=True)
    each = ", ".join(f"{counted[what]} {what}" for what in ("with children", "half written", "before the program"))
    print(f"{counted['running']} ended by SIG{given.signal} in {number} rounds ({each}): {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
