"""`newsparallax`, or `python -m newsparallax`: an interruption is one line and status 130, whenever it comes.

It raises KeyboardInterrupt as ever, so that everything begun is put away. But a library that is just being imported, or
talks to a kernel, turns that into an error of its own, into pages on the terminal, or loses it. So from that moment on
nothing else is said, whatever comes out is an interruption, and after some seconds the program ends in any case: a run
that is killed leaves nothing behind that the next one does not mend. This module imports next to nothing before.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_SAID = "newsparallax: interrupted; what was tagged is kept, and the same command goes on from there\n"
_STATUS = 130
_PATIENCE = 10  # seconds in which what was begun is put away
_terminal: int | None = None  # standard error, while nothing may be written to it: the run was interrupted


def main() -> int:
    """Run the command line; its exit status."""
    status = _STATUS
    end: Callable[[], None] | None = None
    try:
        import signal

        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where the system has it ignored
            signal.signal(signal.SIGINT, _interrupted)
        from newsparallax import cli, progress

        end = progress.end
        status = cli.main()
    except BaseException as error:
        if _terminal is None and not isinstance(error, KeyboardInterrupt):
            raise
        if _terminal is None:  # before the handler stood
            os.write(2, _SAID.encode())
            return status
    if _terminal is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is done: nothing is left to interrupt
        return status
    os.dup2(_terminal, 2)
    if end is not None:
        end()
    os.write(2, _SAID.encode())
    _silence()
    return _STATUS


def _interrupted(number: int, frame: FrameType | None) -> None:
    import signal

    global _terminal
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _terminal = os.dup(2)
    if {"-v", "--verbose"}.intersection(sys.argv):
        import traceback

        traceback.print_stack(frame)
    else:
        _silence()
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(_PATIENCE)
    raise KeyboardInterrupt


def _late(number: int, frame: FrameType | None) -> None:
    os.write(_terminal if _terminal is not None else 2, _SAID.encode())
    os._exit(_STATUS)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


if __name__ == "__main__":
    sys.exit(main())
