"""The kernel of a report has no network, needs no short folder for temporary files, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest

from newsparallax.corpus import CorpusError
from newsparallax.reporting import run

CAN = "import sys; from newsparallax.reporting.kernel import alone; sys.exit(not alone())"
HOLD = """
import os, pathlib, sys
from newsparallax.reporting.kernel import running
with running(pathlib.Path(sys.argv[1]), dict(os.environ)) as manager:
    print(manager.provisioner.process.pid, manager.ip, flush=True)
    sys.stdin.read()
"""


def executed(folder: Path, code: str) -> str:
    """What a cell prints."""
    tagged = nbformat.v4.new_code_cell("tables = ''", metadata={"tags": ["parameters"]})
    node = nbformat.v4.new_notebook(cells=[tagged, nbformat.v4.new_code_cell(code)])
    node.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, folder / "one.ipynb")
    (made,) = run.execute([folder / "one.ipynb"], [{}], folder)
    return "".join(output.get("text", "") for cell in made.cells for output in cell.get("outputs", ()))


@pytest.mark.skipif(
    subprocess.run([sys.executable, "-c", CAN], check=False).returncode != 0, reason="the system does not allow it"
)
def test_a_cell_reaches_nobody_and_files_keep_their_owner(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ask = f"""
import os, socket
try:
    socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), timeout=5)
    print("reached")
except OSError as error:
    print("not reached", os.getuid())
open("made", "w").close()
"""
        assert executed(tmp_path, ask).split() == ["not", "reached", str(os.getuid())]
    assert (tmp_path / "made").stat().st_uid == os.getuid()


def test_a_folder_for_temporary_files_may_have_a_long_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 200)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    assert executed(tmp_path, "print(1)") == "1\n"


def test_too_little_memory_is_said_before_a_kernel_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (10**9, resource.RLIM_INFINITY))
    with pytest.raises(CorpusError, match=r"4 GB of address space, and 1\.0 are allowed; raise `ulimit -v`"):
        executed(tmp_path, "print(1)")


def test_who_is_killed_leaves_no_kernel_and_no_folder(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        pid, ip = holder.stdout.readline().split()
        holder.send_signal(signal.SIGKILL)
        end = time.monotonic() + 20
        while (goes_on(pid) or Path(ip).parent.exists()) and time.monotonic() < end:
            time.sleep(0.1)
    assert not goes_on(pid)
    assert not Path(ip).parent.exists()


def goes_on(pid: str) -> bool:
    """Whether a process runs: one that has ended may wait for somebody to look at how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(") ", 1)[1][0] != "Z"
    except OSError:
        return False
