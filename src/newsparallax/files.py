"""Output folders: one run at a time writes to one, and what it writes appears whole or not at all."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from newsparallax.corpus import CorpusError

_DRAFT = ".new-"  # how the names of what is still being written begin
_LOCK = ".lock"
OWN = (_DRAFT, _LOCK)  # how the names begin of what stands in an output folder for the program alone
PATIENCE = 600.0  # seconds
_PAUSE = 0.2  # seconds between two looks at a lock


class BusyError(CorpusError):
    """Another run writes to the same folder, and has not ended in time."""

    status = 3


@contextmanager
def locked(folder: Path, say: Callable[[str], None] = lambda line: None, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a folder (made where it is missing) against other runs; what killed runs left behind is cleared away.

    Where another run holds it, `say` gets one line and the block waits for at most `patience` seconds; then BusyError.
    The operating system lets go of the lock when its process ends, however it ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("a") as lock:
        _wait_for(lock.fileno(), folder, say, patience)
        for place in (folder, folder / ".cache"):
            for left in place.glob(f"{_DRAFT}*"):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        yield


def _wait_for(lock: int, folder: Path, say: Callable[[str], None], patience: float) -> None:
    end = time.monotonic() + patience
    waiting = False
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                what = f"another run has been writing to it for more than {patience:.0f} seconds"
                raise BusyError(f"{folder}: {what}; let it end, or write to another folder with --out") from None
            if not waiting:
                say(f"another run writes to {folder}; waiting for it to end")
            waiting = True
            time.sleep(_PAUSE)
        except OSError as error:  # a file system without locks, as some networks have
            say(f"{folder}: cannot be held against other runs ({error.strerror}); let no other run write to it")
            return
        else:
            return


@contextmanager
def aside(folder: Path, gone: Iterable[str] = (), last: str | None = None, waits: bool = True) -> Iterator[Path]:
    """A folder to write files into; they move into `folder` when the block ends well, and none does after an error.

    First the files named by `gone` go, in that order, at the end the file named by `last` comes: whoever finds that one
    finds all others. Everything is on the disk before it gets its name, so that a machine that goes down leaves the
    older files or the new ones, unless nobody `waits` for that.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(mkdtemp(prefix=_DRAFT, dir=folder))
    try:
        yield draft
        made = sorted(draft.iterdir(), key=lambda path: (path.name == last, path.name))
        sync = _sync if waits else lambda path: None
        for path in made:
            sync(path)
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        sync(folder)
        for path in made:
            if path.name == last:
                sync(folder)
            path.replace(folder / path.name)
        sync(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def put(path: Path, data: bytes) -> None:
    """Write one file so that nobody ever finds half of it; two who write it at once do not meet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.parent / f"{_DRAFT}{secrets.token_hex(8)}"  # not of `tempfile`: its files are for their owner alone
    try:
        with draft.open("xb") as stream:
            stream.write(data)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _sync(path: Path) -> None:
    """Have a file, or a folder's list of names, on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
