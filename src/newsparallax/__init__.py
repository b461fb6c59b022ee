"""Compare how news outlets told the same event: topics, framing and sourcing, every figure with its passage.

`read` is the door: it gives an `Event`, which holds all there is to ask.

    import newsparallax as npx
    ev = npx.read("mycorpus")

`read_study` is the door to many events, and gives a `Study`.
"""

from __future__ import annotations

from newsparallax.errors import CorpusError

TYPE_CHECKING = False  # `typing` itself takes longer to import than all that stands here
if TYPE_CHECKING:
    from typing import Any

    from newsparallax.event import Event, read
    from newsparallax.study.door import Study, read_study

__version__ = "0.1.0"
__all__ = ["CorpusError", "Event", "Study", "__version__", "read", "read_study"]
_EVENT, _STUDY = "newsparallax.event", "newsparallax.study.door"


def __getattr__(name: str) -> Any:
    """What takes time to import is imported when it is first asked for."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_STUDY if "tudy" in name else _EVENT), name)
    raise AttributeError(f"newsparallax has no {name!r}; it has: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
