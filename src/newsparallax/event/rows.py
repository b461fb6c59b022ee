"""Tables of an event as a person reads them: data frames that can also be asked for some of their rows."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Callable, Iterable
from typing import ClassVar

import pandas as pd

from newsparallax.corpus import CorpusError, nearest
from newsparallax.reporting.desk import known

_LIST = ("outlets",)
_CELLS = (60, 40, 28)  # characters of a cell on a screen: fewer, where another column then has room
# JupyterLab sets cells to the right, as numbers are; its rule names two classes, this one three.
_STYLE = "<style>.np-rows.np-rows.np-rows :is(th,td){text-align:left;vertical-align:top;white-space:normal}</style>"


class Rows(pd.DataFrame):
    """A DataFrame; called with names it gives the rows they stand in: `rows(outlet="Gazette", sure=True)`.

    It prints as many columns as the screen is wide, the first ones first, and in a notebook every cell in full.
    """

    _metadata: ClassVar[list[str]] = ["_outlets"]
    _outlets: tuple[str, ...] = ()

    @property
    def _constructor(self) -> Callable[..., Rows]:
        return Rows

    def __call__(
        self,
        speaker: str | None = None,
        outlet: str | None = None,
        *,
        side: str | None = None,
        kind: str | None = None,
        sure: bool | None = None,
    ) -> Rows:
        """The rows of a speaker, an outlet, a side, a kind; a part of a name is enough, capitals make no difference.

        Raises CorpusError, which names the nearest one, for a name that is not known.
        """
        chosen = pd.Series(True, index=self.index)
        for what, name in {"speaker": speaker, "outlet": outlet, "side": side, "kind": kind}.items():
            if name is not None:
                chosen &= self._held(what, name)
        if sure is not None:
            chosen &= self[self._column("sure")].eq(sure)
        return Rows(self[chosen].reset_index(drop=True)).of(self._outlets)

    def of(self, outlets: Iterable[str]) -> Rows:
        """The same, told which outlets are compared: one of them may stand in no row."""
        object.__setattr__(self, "_outlets", tuple(outlets))
        return self

    def _column(self, what: str) -> str:
        for name in (what, f"{what}s", f"speaker_{what}"):
            if name in self.columns:
                return name
        raise CorpusError(f"these rows have no {what!r}; {nearest(what, map(str, self.columns))}")

    def _held(self, what: str, name: str) -> pd.Series[bool]:
        column = self[self._column(what)]
        if column.name in _LIST:
            meant = known(what, name, self._outlets or [one for own in column for one in own])
            return column.map(lambda own: any(one in meant for one in own)).astype(bool)
        return column.isin(known(what, name, self._outlets if what == "outlet" and self._outlets else column))

    def __repr__(self) -> str:
        """The first columns, as many as the screen is wide, and the names of the others."""
        size, many = shutil.get_terminal_size(), len(self.columns)
        shape = f"[{len(self)} rows x {many} columns]"
        tried = [(count, cell) for count in range(many, 1, -1) for cell in _CELLS]
        if many and self.columns[0] == "sentence":  # what is read comes before further columns
            tried.sort(key=lambda pair: -pair[1])
        for count, cell in tried:
            text = self._text(count, cell)
            if text.find("\n") <= size.columns:
                more = ", ".join(map(str, self.columns[count:]))
                rest = textwrap.fill(f"{shape} and: {more}", size.columns) if more else shape
                return f"{text}\n\n{rest}"
        return f"{self._text(many, _CELLS[0])}\n\n{shape}"

    def _text(self, columns: int, cell: int) -> str:
        most, least = pd.get_option("display.max_rows"), pd.get_option("display.min_rows")
        return pd.DataFrame(self.iloc[:, :columns]).to_string(max_rows=most, min_rows=least, max_colwidth=cell)

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", None):
            html = super()._repr_html_()  # type: ignore[misc]
        return f'<div class="np-rows">{_STYLE}{html}</div>' if html else None
