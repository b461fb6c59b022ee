"""How a study grows: articles a second, peak memory of each worker, and what a run that was killed costs.

    python benchmarks/study_scaling.py 1000 --out NEW [--jobs 2] [--beside STUDY]

Makes an invented pile (`piles.py`), parses it bare (`nlp.pipe`, one process), makes a study of it that is killed with
SIGKILL when half of its events are made and goes on, and compares it byte by byte with one that nobody killed: made
here, or (`--beside`) an older one of a smaller pile, whose events are the first of this one. Seconds are those of CPU,
of all processes: what else runs on the machine changes them little. Prints one JSON object; the study stays in --out.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

from piles import pile

_WORKER = """
import resource, sys
from newsparallax.cli import main
code = main(sys.argv[1:])
own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print("peak", own // 1024, workers // 1024)
sys.exit(code)
"""


def main(articles: int, jobs: int, out: Path, beside: Path | None) -> dict[str, object]:
    """The figures of one pile."""
    out.mkdir(parents=True)
    rows = list(pile(articles))
    path = out / "pile.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    told: dict[str, object] = {"articles": articles, "events": len({row["event"] for row in rows}), "jobs": jobs}
    told["bare_cpu"] = round(_bare([line for row in rows for line in row["text"].split("\n") if line]), 1)
    made, lost = _killed(path, out / "killed", jobs, len({row["event"] for row in rows}) // 2)
    rest, peaks = _study(path, out / "killed", jobs)
    again, _ = _study(path, out / "killed", jobs)
    told |= {"made_when_killed": made, "cpu_when_killed": round(lost, 1), "cpu_of_the_rest": round(rest, 1)}
    told |= {"cpu_per_article": round((lost + rest) / articles, 4), "cpu_again": round(again, 1)}
    told |= {"peak_mb_main": peaks[0], "peak_mb_worker": peaks[1]}
    events = pd.read_parquet(out / "killed" / "tables" / "study_events.parquet")
    told |= {"articles_counted": int(events["articles"].sum()), "events_counted": len(events)}
    told |= {"events_counted_twice": int(events["event"].duplicated().sum())}
    if beside is None:
        beside = out / "whole"
        whole, told["peaks_mb_whole"] = _study(path, beside, jobs)
        told["cpu_whole"] = round(whole, 1)
    told["events_compared"], told["events_that_differ"] = differing(beside, out / "killed")
    return told


def _bare(texts: list[str]) -> float:
    from newsparallax.tagging.grammar.parse import load

    nlp = load()
    list(nlp.pipe(texts[:64]))
    begun = time.process_time()
    for _ in nlp.pipe(texts, batch_size=64):
        pass
    return time.process_time() - begun


def _command(path: Path, out: Path, jobs: int) -> list[str]:
    options = ["--out", str(out), "--tables", "--jobs", str(jobs), "--quiet"]
    return [sys.executable, "-P", "-c", _WORKER, "study", str(path), *options]


def _study(path: Path, out: Path, jobs: int) -> tuple[float, tuple[int, int]]:
    """Seconds of CPU of a run and its workers; the peaks of its memory and of its largest worker, in MB."""
    before = _cpu()
    done = subprocess.run(_command(path, out, jobs), check=True, capture_output=True, text=True)
    own, worker = next(line.split()[1:] for line in done.stdout.splitlines() if line.startswith("peak"))
    return _cpu() - before, (int(own), int(worker))


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _killed(path: Path, out: Path, jobs: int, events: int) -> tuple[int, float]:
    """Kill a run and its workers when so many events are made; how many were, and the seconds of CPU they took."""
    with subprocess.Popen(
        _command(path, out, jobs), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        while made(out) < events and run.poll() is None:
            time.sleep(1)
        used = _cpu_of_group(run.pid)
        os.killpg(run.pid, signal.SIGKILL)
    return made(out), used


def _cpu_of_group(group: int) -> float:
    """Seconds of CPU that the running processes of a group have used."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def made(out: Path) -> int:
    """The events that are made."""
    return len(list((out / "observations").glob("*.parquet")))


def differing(one: Path, other: Path) -> tuple[int, int]:
    """Of the events that both studies have made whole: how many, and in how many a file differs."""
    events = [folder.name for folder in sorted((one / "events").iterdir()) if (other / "events" / folder.name).exists()]
    files = {
        event: [*(one / "events" / event).rglob("*.parquet"), one / "observations" / f"{event}.parquet"]
        for event in events
    }
    return len(events), sum(
        any(not _alike(file, other / file.relative_to(one)) for file in own) for own in files.values()
    )


def same(one: Path, other: Path) -> bool:
    """Whether two studies hold the same tables, byte by byte."""
    names = [sorted(p.relative_to(top) for p in top.rglob("*.parquet")) for top in (one, other)]
    return names[0] == names[1] and all(_alike(one / p, other / p) for p in names[0])


def _alike(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, required=True, help="a new folder")
    parser.add_argument("--beside", type=Path, metavar="STUDY", help="a study (not its tables) to compare with")
    given = parser.parse_args()
    print(json.dumps(main(given.articles, given.jobs, given.out, given.beside)))
