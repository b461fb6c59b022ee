"""What a long run says while it works, on standard error: a line for each step, a bar for articles on a terminal.

A process that works for another one, which shows what it says, ends with it.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from pathlib import Path
from threading import Thread
from typing import Any, Literal

from newsparallax.words import printable

Level = Literal["quiet", "normal", "verbose"]
# Set for a process whose lines another one shows as a bar: it then tells every article, not every hundredth, and its
# standard input is a pipe that the other one holds.
EVERY = "NEWSPARALLAX_EVERY_ARTICLE"
_COUNT = re.compile(r"tagging (\d+) of (\d+) articles")
_level: Level = "normal"
_bar: Any = None
_begun = time.monotonic()


def set_level(level: Level) -> None:
    """How much is said from now on: nothing, the steps, or the steps with the seconds they began at."""
    global _level
    _level = level


def verbose() -> bool:
    """Whether everything is to be said."""
    return _level == "verbose"


def say(line: str) -> None:
    """Say one line; what another process counts is shown as `articles` shows it."""
    if found := _COUNT.fullmatch(line):
        articles(int(found[1]), int(found[2]))
        return
    end()
    if _level != "quiet":
        clock = f"[{time.monotonic() - _begun:6.1f} s] " if _level == "verbose" else ""
        print(clock + printable(line), file=sys.stderr, flush=True)


def end_with_input(folder: Path | None = None) -> None:
    """From now on end, and remove a folder, as soon as standard input closes: when its other end is gone, however."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def articles(done: int, total: int) -> None:
    """How many of the articles are tagged: a bar on a terminal, else a line for every hundred of them."""
    if not total or _level == "quiet":
        return
    if sys.stderr.isatty():
        _draw(done, total)
    elif done == total or done % 100 == 0 or EVERY in os.environ:
        print(f"tagging {done} of {total} articles", file=sys.stderr, flush=True)


def _draw(done: int, total: int) -> None:
    global _bar
    if _bar is None:
        from rich.console import Console
        from rich.progress import Progress, TimeRemainingColumn

        _bar = Progress(*Progress.get_default_columns()[:-1], TimeRemainingColumn(), console=Console(stderr=True))
        _bar.add_task("tagging articles", total=total)
        _bar.start()
    _bar.update(_bar.task_ids[0], completed=done, total=total)
    if done == total:
        end()


def end() -> None:
    """Leave the bar as it stands: a line of text follows, or the program ends."""
    global _bar
    if _bar is not None:
        _bar.stop()
        _bar = None
