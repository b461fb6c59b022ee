"""Events over a Dask cluster (Rocklin 2015): the same function of one event, on whatever workers there are.

The workers have newsparallax installed and see the study's folder under the same path. A worker that is lost loses the
event it was at, which another makes; what is made is on the disk, so that a lost scheduler loses no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from newsparallax.corpus import CorpusError

T = TypeVar("T")
R = TypeVar("R")
_AGAIN = 5  # times an event is tried anew when its worker is lost


def over_cluster(does: Callable[[T], R], tasks: Sequence[T], scheduler: str, patience: str = "20s") -> Iterator[R]:
    """Each task's result, as soon as it is there. Raises CorpusError where there is no such scheduler, or no Dask."""
    try:
        from distributed import Client, KilledWorker, as_completed
        from distributed.client import FutureCancelledError
    except ImportError:
        raise CorpusError('--scheduler: Dask is not installed; run pip install "newsparallax[cluster]"') from None
    try:
        client = Client(scheduler, timeout=patience)
    except (OSError, ValueError) as error:
        raise CorpusError(f"--scheduler {scheduler}: no scheduler answers ({error}); check the address") from None
    with client:
        try:
            for future in as_completed(client.map(does, tasks, pure=False, retries=_AGAIN)):
                yield future.result()
        except FutureCancelledError:
            what = "was lost; what is made is kept: start it again, and run the same command"
            raise CorpusError(f"--scheduler {scheduler}: {what}") from None
        except KilledWorker as error:
            what = "workers are ended from outside again and again, most likely for want of memory"
            raise CorpusError(f"--scheduler {scheduler}: {what} ({error}); what is made is kept") from None
