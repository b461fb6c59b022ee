"""Figures for a notebook: each returns matplotlib Axes in the reader's own style, in the colours of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes

from newsparallax.reporting.blocks import COLOURS, GREY
from newsparallax.reporting.chapters.sourcing import floor
from newsparallax.reporting.desk import Desk
from newsparallax.values import State

# What is told is full of colour, what is doubtful or was not asked is grey.
_STATES: dict[str, str] = {
    State.TOLD: COLOURS[0],
    State.PERHAPS: "#9db9dc",
    State.UNCLEAR: "#d3d7dd",
    State.MISSING: COLOURS[1],
    State.WRITTEN_BEFORE: COLOURS[GREY],
    State.WRITTEN_AFTER: "#9a9fa8",
}


def sides(desk: Desk, ax: Axes | None = None) -> Axes:
    """Whose words: the share of each outlet's attributed words by side, or by speaker where no sides are set."""
    found = floor(desk)
    heard = [outlet for outlet in desk.outlets if found.total(outlet)]
    shares = pd.DataFrame({name: [found.share(o, name) for o in heard] for name in found.colours}, index=heard)
    return _bars(shares, ax, "share of attributed words", [COLOURS[at] for at in found.colours.values()], True)


def speakers(desk: Desk, ax: Axes | None = None, most: int = 10) -> Axes:
    """The speakers with most words: attributed words by outlet."""
    rows = desk.ordered("speakers").dropna(subset=["speaker"])
    words = rows.pivot_table(index="speaker", columns="outlet", values="words", aggfunc="sum", fill_value=0)
    return _bars(_largest(words, most), ax, "attributed words", _outlets(desk, words), True)


def topics(desk: Desk, ax: Axes | None = None, most: int = 10) -> Axes:
    """The main topics: the share of each outlet's sentences that touch them."""
    rows = desk.ordered("coverage")
    shares = rows.pivot_table(index="label", columns="outlet", values="sentence_share", aggfunc="sum", fill_value=0)
    return _bars(_largest(shares, most), ax, "share of sentences", _outlets(desk, shares))


def wording(desk: Desk, ax: Axes | None = None, voice: str = "narrator") -> Axes:
    """Categories of wording (loaded words, hedges, …) in 1,000 words of each outlet, in one voice."""
    rows = desk.ordered("balance")
    rows = rows[rows["voice"] == voice]
    rates = rows.pivot_table(index="category", columns="outlet", values="per_1000_words", aggfunc="sum", fill_value=0)
    return _bars(rates, ax, f"in 1,000 words ({voice})", _outlets(desk, rates))


def statements(desk: Desk, ax: Axes | None = None) -> Axes:
    """How many of the statements of others each outlet tells, perhaps tells, or does not."""
    counts = desk["ledger"].groupby(["outlet", "state"]).size().unstack(fill_value=0)
    counts = counts[[state for state in _STATES if state in counts.columns]]
    colours = [_STATES[state] for state in counts.columns]
    return _bars(counts.reindex([o for o in desk.outlets if o in counts.index]), ax, "statements", colours, True)


def _outlets(desk: Desk, rows: pd.DataFrame) -> list[str]:
    """An outlet's colour is that of its place in the corpus, in every figure."""
    return [COLOURS[desk.rank(str(outlet)) % GREY] for outlet in rows.columns]


def _largest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    order = rows.sum(axis=1).sort_values(ascending=False, kind="stable").index[:most]
    return rows.loc[order]


def _bars(rows: pd.DataFrame, ax: Axes | None, unit: str, colours: Sequence[str], stacked: bool = False) -> Axes:
    """Horizontal bars, the first row on top."""
    if ax is None:
        _, ax = plt.subplots(figsize=(7, 0.6 + 0.4 * max(len(rows), 1)))
    if rows.size:
        drawn: Any = rows.astype(float)
        drawn.plot.barh(ax=ax, stacked=stacked, width=0.75, color=list(colours))
        ax.invert_yaxis()
        ax.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, title=None)
    ax.set_xlabel(unit)
    ax.set_ylabel("")
    return ax
