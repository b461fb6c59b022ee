"""What a study over Dask takes and survives: two workers against one, a worker, a scheduler and a run that are killed.

    python benchmarks/study_cluster.py 60

Makes an invented pile (`piles.py`), and a study of it each time: in this machine's own processes, over one worker,
over two, with one of two workers killed by SIGKILL in the middle, with the scheduler killed, with the run killed;
compares all of them byte by byte with the first. Prints one JSON object. Needs newsparallax[cluster].
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from piles import pile
from study_scaling import same


def started(stack: ExitStack, command: list[str], log: Path) -> subprocess.Popen[bytes]:
    """A process that ends with the stack."""
    process = subprocess.Popen(command, stdout=log.open("ab"), stderr=subprocess.STDOUT)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


def cluster(
    stack: ExitStack, workers: int, folder: Path
) -> tuple[str, subprocess.Popen[bytes], list[subprocess.Popen[bytes]]]:
    """A scheduler's address, its process, and those of its workers: one process and one thread each."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, log = f"tcp://127.0.0.1:{port}", folder / "dask.log"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port)]
    scheduler = started(stack, [*dask, "--no-dashboard"], log)
    dask = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    own = [started(stack, [*dask, "--no-dashboard", "--local-directory", str(folder)], log) for _ in range(workers)]
    return address, scheduler, own


def study(path: Path, out: Path, scheduler: str | None) -> subprocess.Popen[str]:
    """A study being made."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "newsparallax",
        "study",
        str(path),
        "--out",
        str(out),
        "--tables",
        "--quiet",
    ]
    more = ["--scheduler", scheduler] if scheduler else ["--jobs", "1"]
    return subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def made(out: Path) -> int:
    """The events that are made."""
    return len(list((out / "observations").glob("*.parquet")))


def when(out: Path, events: int, run: subprocess.Popen[str], does: Callable[[], object]) -> int:
    """Do something when so many events are made; how many there were then."""
    while made(out) < events and run.poll() is None:
        time.sleep(0.05)
    does()
    return made(out)


def main(articles: int) -> dict[str, object]:
    """The figures of one pile."""
    found: dict[str, object] = {"articles": articles}
    with tempfile.TemporaryDirectory(prefix="np-") as name:
        folder = Path(name)
        path = folder / "pile.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in pile(articles)), encoding="utf-8")
        alone = folder / "alone"
        assert study(path, alone, None).wait() == 0
        half = made(alone) // 2

        for workers in (1, 2):
            with ExitStack() as own:
                address, *_ = cluster(own, workers, folder)
                warm = study(path, folder / "warm", address)  # the workers read their models once
                when(folder / "warm", 4 * workers, warm, warm.kill)
                warm.wait()
                begun, out = time.monotonic(), folder / f"over-{workers}"
                assert study(path, out, address).wait() == 0
                found[f"seconds_{workers}"] = round(time.monotonic() - begun, 1)
                found[f"same_{workers}"] = same(alone, out)
            subprocess.run(["rm", "-r", str(folder / "warm")], check=True)

        with ExitStack() as own:
            address, _, processes = cluster(own, 2, folder)
            out = folder / "worker-killed"
            run = study(path, out, address)
            found["made_when_worker_died"] = when(out, half, run, processes[0].kill)
            found["exit_after_worker_died"] = run.wait()
            found["same_after_worker_died"] = same(alone, out)

        out = folder / "scheduler-killed"
        with ExitStack() as own:
            address, scheduler, _ = cluster(own, 2, folder)
            run = study(path, out, address)
            found["made_when_scheduler_died"] = when(out, half, run, scheduler.kill)
            _, said = run.communicate(timeout=300)
            found["exit_after_scheduler_died"], found["said"] = run.returncode, said.strip().splitlines()[-1:]
        with ExitStack() as own:
            address, *_ = cluster(own, 2, folder)
            found["exit_again"] = study(path, out, address).wait()
            found["same_after_scheduler_died"] = same(alone, out)

        out = folder / "run-killed"
        with ExitStack() as own:
            address, *_ = cluster(own, 2, folder)
            run = study(path, out, address)
            found["made_when_run_died"] = when(out, half, run, lambda: run.send_signal(signal.SIGKILL))
            run.wait()
            found["exit_after_run_died"] = study(path, out, address).wait()
            found["same_after_run_died"] = same(alone, out)
    return found


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
