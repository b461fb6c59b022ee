"""The tables of a corpus, up to date: decided by hashes, without loading the parser, so that a warm report is quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsparallax import files, fingerprint, store
from newsparallax.reporting.desk import DeskError, make_tables

_TRIES = 3


@contextmanager
def tables(corpus: Path, folder: Path, config: Path | None, progress: Callable[[str], None]) -> Iterator[None]:
    """The tables in `folder` are, while the block runs, those of this very corpus, made by this very program.

    They are made where they are not; other runs are kept from the folder. Raises DeskError, or files.BusyError.
    """
    for _ in range(_TRIES):
        with files.locked(folder, progress):
            if store.intact(folder, fingerprint.tables(corpus, config)):
                yield
                return
        progress(f"reading, tagging and comparing {corpus}")
        make_tables(corpus, folder, config, progress)
    raise DeskError(f"{corpus}: keeps changing while it is read; try again when nobody writes to it")
