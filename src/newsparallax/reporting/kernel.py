"""The kernel that runs a report's notebooks: without network where the system allows it, gone with whoever started it.

The program that starts it talks to it through sockets that are files of one folder. The kernel removes that folder and
ends as soon as its standard input closes, which the operating system does however the other end is ended.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from newsparallax.errors import CorpusError
from newsparallax.progress import end_with_input

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

# A socket's path has 103 characters or fewer; what follows the folder takes some of them.
_LONGEST = 70
# With less address space than this a library in C ends the program or waits for ever; said before it starts.
ROOM = 4_000_000_000  # bytes
# Who sets these has programs run, and settings read, before the first cell. Those of somebody's own lab stay there: a
# report is made the same by everybody.
_RUN_FIRST = frozenset(("PYTHONSTARTUP", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "JUPYTER_CONFIG_DIR"))
_USER, _NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET of Linux


@contextmanager
def running(cwd: Path, environment: Mapping[str, str]) -> Iterator[AsyncKernelManager]:
    """A kernel started in `cwd`, shut down at the end of the block.

    Raises CorpusError where the system lets the program have less memory than the kernel and what talks to it need.
    """
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient.util import run_sync

    class Own(KernelSpecManager):
        """This kernel, wherever others may have been laid under its name."""

        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(argv=command, display_name="Python 3", language="python")

    allowed = resource.getrlimit(resource.RLIMIT_AS)[0]
    if allowed != resource.RLIM_INFINITY and allowed < ROOM:
        what = f"running the notebooks takes {ROOM / 1e9:g} GB of address space, and {allowed / 1e9:.1f} are allowed"
        raise CorpusError(f"{what}; raise `ulimit -v`, or make the tables alone with `newsparallax compare`")
    place = gettempdir() if len(gettempdir()) < _LONGEST else "/tmp"
    inside, outside = os.pipe()
    try:
        with TemporaryDirectory(prefix="np-", dir=place, ignore_cleanup_errors=True) as folder:
            command = [sys.executable, "-m", __name__, folder, "-f", "{connection_file}"]
            # The cells of a report are none of the user's own history.
            command += ["--HistoryManager.enabled=False", "--InteractiveShellApp.ignore_cwd=True"]
            # Nothing listens on the network, and two reports at once do not meet.
            manager = AsyncKernelManager(
                kernel_name="python3",
                kernel_spec_manager=Own(),
                transport="ipc",
                ip=f"{folder}/kernel",
                connection_file=f"{folder}/connection.json",
            )
            own = {name: value for name, value in environment.items() if name not in _RUN_FIRST}
            own |= {"IPYTHONDIR": f"{folder}/ipython"}
            run_sync(manager.start_kernel)(cwd=str(cwd), env=own, stdin=inside)
            try:
                yield manager
            finally:
                run_sync(manager.shutdown_kernel)(now=True)
    finally:
        os.close(inside)
        os.close(outside)


def main(folder: str, arguments: list[str]) -> None:
    """Be the kernel."""
    alone()
    end_with_input(Path(folder))
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(argv=arguments)


def alone() -> bool:
    """Leave the network for good; whether the system allowed it (Linux with user namespaces does).

    Must be called before a second thread starts.
    """
    user, group = os.getuid(), os.getgid()
    try:
        if ctypes.CDLL(None).unshare(_USER | _NET) != 0:
            return False
    except (OSError, AttributeError):  # no Linux
        return False
    # Who runs it stays who they are: files keep their owners.
    for name, text in (("setgroups", "deny"), ("gid_map", f"{group} {group} 1"), ("uid_map", f"{user} {user} 1")):
        with suppress(OSError):
            Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
    return True


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
