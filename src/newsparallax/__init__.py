"""Compare how news outlets told the same event: topics, framing and sourcing, every figure with its passage.

`read` is the door: it gives an `Event`, which holds all there is to ask.

    import newsparallax as npx
    ev = npx.read("mycorpus")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsparallax.errors import CorpusError

if TYPE_CHECKING:
    from newsparallax.event import Event, read

__version__ = "0.1.0"
__all__ = ["CorpusError", "Event", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """What takes time to import is imported when it is first asked for."""
    if name in __all__:
        from newsparallax import event

        return getattr(event, name)
    raise AttributeError(f"newsparallax has no {name!r}; it has: {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
