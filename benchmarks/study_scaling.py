"""How a study grows: articles a second, peak memory of each worker, and what a run that was killed costs.

    python benchmarks/study_scaling.py 1000 [jobs]

Makes an invented pile (`piles.py`), parses it bare (`nlp.pipe`, one process), makes a study of it, kills a second run
with SIGKILL in the middle, lets it go on, and compares both studies byte by byte. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from piles import pile

_WORKER = """
import resource, sys
from newsparallax.cli import main
code = main(sys.argv[1:])
own, workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print("peak", own // 1024, workers // 1024)
sys.exit(code)
"""


def main(articles: int, jobs: int) -> dict[str, object]:
    """The figures of one pile."""
    with tempfile.TemporaryDirectory(prefix="np-") as folder:
        place = Path(folder)
        rows = list(pile(articles))
        path = place / "pile.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        bare = _bare([line for row in rows for line in row["text"].split("\n") if line])
        seconds, said = _study(path, place / "a", jobs)
        again, _ = _study(path, place / "a", jobs)
        own, worker = next(line.split()[1:] for line in said.splitlines() if line.startswith("peak"))
        killed = _killed(path, place / "b", jobs, seconds / 2)
        rest, _ = _study(path, place / "b", jobs)
        return {
            "articles": articles,
            "jobs": jobs,
            "bare_cpu_seconds": round(bare, 1),
            "study_seconds": round(seconds, 1),
            "articles_per_second": round(articles / seconds, 2),
            "again_seconds": round(again, 1),
            "peak_mb_main": int(own),
            "peak_mb_worker": int(worker),
            "events_made_before_kill": killed,
            "rest_seconds": round(rest, 1),
            "same_bytes_after_kill": same(place / "a", place / "b"),
        }


def _bare(texts: list[str]) -> float:
    from newsparallax.tagging.grammar.parse import load

    nlp = load()
    list(nlp.pipe(texts[:64]))
    begun = time.process_time()
    list(nlp.pipe(texts, batch_size=64))
    return time.process_time() - begun


def _command(path: Path, out: Path, jobs: int) -> list[str]:
    options = ["--out", str(out), "--tables", "--jobs", str(jobs), "--quiet"]
    return [sys.executable, "-P", "-c", _WORKER, "study", str(path), *options]


def _study(path: Path, out: Path, jobs: int) -> tuple[float, str]:
    begun = time.monotonic()
    done = subprocess.run(_command(path, out, jobs), check=True, capture_output=True, text=True)
    return time.monotonic() - begun, done.stdout


def _killed(path: Path, out: Path, jobs: int, after: float) -> int:
    """Kill a run and its workers after so many seconds; the events it had made."""
    with subprocess.Popen(
        _command(path, out, jobs), start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        try:
            run.wait(after)
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
    return len(list((out / "observations").glob("*.parquet")))


def same(one: Path, other: Path) -> bool:
    """Whether two studies hold the same tables, byte by byte."""
    names = [sorted(p.relative_to(top) for p in top.rglob("*.parquet")) for top in (one, other)]
    return names[0] == names[1] and all((one / p).read_bytes() == (other / p).read_bytes() for p in names[0])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count() or 1)))
