"""Drawing: every chart says its numbers, tells its series apart without colour and is the same bytes each time.

Series differ in hatch and are labelled where they are drawn. The colours follow Okabe and Ito (2008), who chose theirs
to be told apart by colour-blind readers, in tones that stand on light and on dark paper. Ink, paper and rules use three
fixed colours that the page turns with its theme.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from newsparallax.reporting import fonts

INK, PAPER, RULE = "#1b1f24", "#ffffff", "#c9cdd3"
COLOURS = ("#3b8ec2", "#e08214", "#4aa885", "#b884b5", "#d9b93b", "#8d8d8d", "#d1604d", "#6fa8dc")
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\", "----", "oo", "++")
WIDTH = 6.7  # inches: the width of the text in print

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "newsparallax",
    "font.family": [fonts.SANS, fonts.HAN, "sans-serif"],
    "font.size": 8.5,
    "text.color": INK,
    "axes.edgecolor": RULE,
    "axes.labelcolor": INK,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.unicode_minus": True,
    "figure.facecolor": "none",
    "hatch.color": PAPER,
    "hatch.linewidth": 0.7,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
}

# Looking through the machine's own typefaces, which no figure uses, is nothing a reader of a notebook must know.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
for _file, *_ in fonts.FACES:
    fontManager.addfont(fonts.FOLDER / _file)


def to_svg(figure: Figure) -> str:
    """The figure as SVG: text stays text, no date, no creator, the same ids each time."""
    buffer = io.StringIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def sheet(height: float, columns: int = 1, share_rows: bool = False) -> tuple[Figure, list[Axes]]:
    """An empty figure as wide as the printed text, with `columns` axes beside each other."""
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        axes = figure.subplots(1, columns, squeeze=False, sharey=share_rows)
    return figure, list(axes[0])


def _row(height: float, rows: Sequence[str]) -> float:
    """Height of all rows together, in inches: never more than a printed page holds."""
    return min(height * len(rows), 8.0)


def shares(rows: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> Figure:
    """One bar for each row, divided into parts; each part carries its name and count where there is room.

    `parts` maps a part's name to its counts, one for each row, in `unit`; the bar's end says the row's total.
    """
    figure, (axes,) = sheet(0.55 + _row(0.42, rows))
    with mpl.rc_context(_STYLE):
        totals = [sum(values[i] for values in parts.values()) for i in range(len(rows))]
        left = [0.0] * len(rows)
        for at, (name, values) in enumerate(parts.items()):
            width = [v / t if t else 0.0 for v, t in zip(values, totals, strict=True)]
            axes.barh(
                range(len(rows)),
                width,
                left=left,
                height=0.62,
                label=name,
                edgecolor=PAPER,
                linewidth=0.8,
                color=COLOURS[at % len(COLOURS)],
                hatch=HATCHES[at % len(HATCHES)],
            )
            for i, w in enumerate(width):
                label = f"{name} {w:.0%}" if w > 0.009 * (len(name) + 6) else f"{w:.0%}" if w > 0.05 else ""
                if label:
                    axes.text(
                        left[i] + w / 2,
                        i,
                        label,
                        ha="center",
                        va="center",
                        fontsize=7.5,
                        color="#111111",
                        bbox={"facecolor": "#fdfdfd", "edgecolor": "none", "pad": 1.0, "boxstyle": "square,pad=0.15"},
                    )
                left[i] += w
        for i, total in enumerate(totals):
            axes.text(1.01, i, f"{total:,.0f} {unit}", va="center", fontsize=7.5)
        axes.set_yticks(range(len(rows)), rows)
        axes.invert_yaxis()
        axes.set_xlim(0, 1)
        axes.set_xticks([])
        axes.spines[:].set_visible(False)
        figure.legend(
            loc="outside lower left", ncols=min(len(parts), 5), fontsize=7.5, handlelength=2.2, handleheight=1.1
        )
    return figure


def matrix(
    rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float]], labels: Sequence[Sequence[str]]
) -> Figure:
    """A square for each cell, its area in proportion to the value, the label beside it; a dash where the value is 0."""
    figure, (axes,) = sheet(0.4 + _row(0.24, rows))
    top = max((v for row in values for v in row), default=0.0) or 1.0
    with mpl.rc_context(_STYLE):
        for i, row in enumerate(values):
            axes.axhline(i, color=RULE, linewidth=0.4, zorder=0)
            for j, value in enumerate(row):
                if value > 0:
                    axes.scatter([j], [i], s=150 * value / top, marker="s", color=COLOURS[0], zorder=2)
                    axes.annotate(labels[i][j], (j, i), (9, 0), textcoords="offset points", va="center", fontsize=7.5)
                else:
                    axes.text(j, i, "–", ha="center", va="center", fontsize=7.5, color=INK)
        axes.set_xticks(range(len(columns)), columns)
        axes.xaxis.tick_top()
        axes.set_xlim(-0.35, len(columns) - 0.35)
        axes.set_yticks(range(len(rows)), rows)
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.spines[:].set_visible(False)
    return figure


def opposed(
    rows: Sequence[str],
    left: Mapping[str, Sequence[float]],
    right: Mapping[str, Sequence[float]],
    titles: tuple[str, str],
) -> Figure:
    """Counts to the left and to the right of a middle line, each stacked from the same parts."""
    figure, (axes,) = sheet(0.9 + _row(0.4, rows))
    with mpl.rc_context(_STYLE):
        reach = 1.0
        for sign, parts in ((-1, left), (1, right)):
            edge = [0.0] * len(rows)
            for at, (name, values) in enumerate(parts.items()):
                axes.barh(
                    range(len(rows)),
                    [sign * v for v in values],
                    left=[sign * e for e in edge],
                    height=0.6,
                    color=COLOURS[at],
                    hatch=HATCHES[at],
                    edgecolor=PAPER,
                    linewidth=0.8,
                    label=name if sign < 0 else None,
                )
                edge = [e + v for e, v in zip(edge, values, strict=True)]
            for i, e in enumerate(edge):
                axes.text(
                    sign * (e + 0.25), i, f"{e:,.0f}", ha="left" if sign > 0 else "right", va="center", fontsize=8
                )
            reach = max([reach, *edge])
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(range(len(rows)), rows)
        axes.invert_yaxis()
        axes.set_xlim(-reach * 1.15 - 0.5, reach * 1.15 + 0.5)
        axes.set_xticks([])
        axes.spines[:].set_visible(False)
        axes.set_title(f"← {titles[0]}", loc="left")
        axes.set_title(f"{titles[1]} →", loc="right")
        figure.legend(loc="outside lower left", ncols=len(left), fontsize=7.5, handlelength=2.2, handleheight=1.1)
    return figure


def positions(rows: Sequence[str], columns: Sequence[str], places: Mapping[tuple[int, int], Sequence[float]]) -> Figure:
    """Where things stand in each article: a tick for each place, from its first word (left) to its last (right).

    `places` maps (row, column) to shares of the article's length, 0 to 1.
    """
    figure, panels = sheet(0.5 + _row(0.24, rows), len(columns), share_rows=True)
    with mpl.rc_context(_STYLE):
        for j, axes in enumerate(panels):
            for i in range(len(rows)):
                axes.axhline(i, color=RULE, linewidth=0.4, zorder=0)
                at = list(places.get((i, j), ()))
                axes.scatter(at, [i] * len(at), marker="|", s=60, linewidths=1.3, color=COLOURS[0], zorder=2)
            axes.set_xlim(-0.03, 1.03)
            axes.set_ylim(len(rows) - 0.5, -0.5)
            axes.set_title(columns[j])
            axes.set_xticks([0, 1], ["first", "last"], fontsize=7)
            sides: tuple[Literal["left", "right"], ...] = ("left", "right")
            for label, side in zip(axes.get_xticklabels(), sides, strict=True):
                label.set_horizontalalignment(side)
            axes.set_yticks(range(len(rows)), rows)
            axes.spines[:].set_visible(False)
    return figure
