"""The functions of a module that take a desk, as an event offers them."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsparallax.corpus import nearest

if TYPE_CHECKING:
    from newsparallax.event import Event


class Bound:
    """`bound.name(...)` is `module.name(desk, ...)`."""

    def __init__(self, module: str, event: Event) -> None:
        self._module, self._event = module, event

    def _functions(self) -> dict[str, Callable[..., Any]]:
        held = vars(import_module(self._module)).items()
        return {n: f for n, f in held if n[0] != "_" and inspect.isfunction(f) and f.__module__ == self._module}

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        functions = self._functions()
        if name not in functions:
            raise AttributeError(f"there is no {name!r}; {nearest(name, functions)}")
        function = functions[name]
        takes = next(iter(inspect.signature(function).parameters), "")
        return partial(function, self._event.desk) if takes == "desk" else function

    def __dir__(self) -> list[str]:
        return list(self._functions())

    def __repr__(self) -> str:
        return f"<{', '.join(self._functions())}>"


class Chapters:
    """The chapters of the report, each a `Bound`."""

    def __init__(self, package: str, event: Event) -> None:
        self._package, self._event = package, event

    def __dir__(self) -> list[str]:
        return [m.name for m in pkgutil.iter_modules(import_module(self._package).__path__) if m.name != "common"]

    def __getattr__(self, name: str) -> Bound:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in dir(self):
            raise AttributeError(f"there is no chapter {name!r}; {nearest(name, dir(self))}")
        return Bound(f"{self._package}.{name}", self._event)

    def __repr__(self) -> str:
        return f"<chapters: {', '.join(dir(self))}>"
