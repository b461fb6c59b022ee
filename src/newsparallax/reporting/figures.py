"""Drawing: every chart says its numbers, tells its series apart without colour and is the same bytes each time.

Series differ in hatch and are labelled where they are drawn. The colours follow Okabe and Ito (2008), who chose theirs
to be told apart by colour-blind readers, in tones that stand on light and on dark paper. Ink, paper and rules use three
fixed colours that the page turns with its theme.
"""

from __future__ import annotations

import io
import logging
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, Literal, ParamSpec

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from newsparallax.reporting import fonts

P = ParamSpec("P")
INK, PAPER, RULE = "#1b1f24", "#ffffff", "#c9cdd3"
COLOURS = ("#3b8ec2", "#e08214", "#4aa885", "#b884b5", "#d9b93b", "#8d8d8d", "#d1604d", "#6fa8dc")
# Lines only: a hatch of dots or rings is drawn dot by dot and makes the figure twenty times as large.
HATCHES = ("", "////", "xxxx", "\\\\\\\\", "----", "++++", "||||", "//")
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


def _styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw in the report's style, whatever style the notebook around it has set."""

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with mpl.rc_context(_STYLE):
            return draw(*args, **kwargs)

    return styled


def to_svg(figure: Figure) -> str:
    """The figure as SVG: text stays text, no date, no creator, the same ids each time."""
    buffer = io.StringIO()
    with mpl.rc_context(_STYLE):
        # Straight to the canvas: `savefig` would draw everything twice, the first time to lay it out.
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


@lru_cache(maxsize=1024)  # the names of outlets and parts return in every figure
def _width(text: str, size: float = 8.5) -> float:
    """Width of a text in inches."""
    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), False)[0]) / 72


def _sheet(rows: Sequence[str], row: float, top: float, bottom: float, right: float = 0.05) -> tuple[Figure, Axes]:
    """An empty figure as wide as the printed text, with the rows' names on its left; all lengths in inches.

    The margins are set here once, from the longest name, instead of being sought by drawing everything first. All
    rows together are never higher than a printed page.
    """
    left = max(map(_width, rows), default=0.0) + 0.1
    height = min(row * len(rows), 7.5) + top + bottom
    figure = Figure(figsize=(WIDTH, height))
    inside = WIDTH - left - right
    axes = figure.add_axes((left / WIDTH, bottom / height, inside / WIDTH, 1 - (top + bottom) / height))
    axes.set_axis_off()
    for i, name in enumerate(rows):
        axes.text(-0.1 / inside, i, name, ha="right", va="center", transform=axes.get_yaxis_transform())
    axes.set_ylim(len(rows) - 0.5, -0.5)
    return figure, axes


def _key(names: Sequence[str]) -> tuple[int, float]:
    """How many names of parts stand beside each other in the key below a figure, and its height in inches."""
    columns = max(1, min(len(names), int(WIDTH / (max(_width(name, 7.5) for name in names) + 0.55))))
    return columns, 0.2 * -(-len(names) // columns) + 0.05


def _draw_key(figure: Figure, columns: int) -> None:
    figure.legend(loc="lower left", ncols=columns, fontsize=7.5, handlelength=2.2, handleheight=1.1, borderaxespad=0)


def _headings(axes: Axes, columns: Sequence[str], places: Sequence[float], align: Literal["left", "center"]) -> None:
    """Column names above the first row; a name too wide for its column is broken between words."""
    for name, x in zip(columns, places, strict=True):
        broken = textwrap.fill(name, max(8, int(58 / len(columns))))
        axes.text(x, -0.6, broken, ha=align, va="bottom", fontweight="bold")


@_styled
def shares(rows: Sequence[str], parts: Mapping[str, Sequence[float]], unit: str) -> Figure:
    """One bar for each row, divided into parts; each part carries its name and count where there is room.

    `parts` maps a part's name to its counts, one for each row, in `unit`; the bar's end says the row's total.
    """
    totals = [sum(values[i] for values in parts.values()) for i in range(len(rows))]
    ends = [f"{total:,.0f} {unit}" for total in totals]
    columns, key = _key(list(parts))
    figure, axes = _sheet(rows, 0.42, 0.0, key, max(_width(end, 7.5) for end in ends) + 0.1)
    left = [0.0] * len(rows)
    for at, (name, values) in enumerate(parts.items()):
        width = [v / t if t else 0.0 for v, t in zip(values, totals, strict=True)]
        axes.barh(range(len(rows)), width, left=left, height=0.62, label=name, **_fill(at))
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
    for i, end in enumerate(ends):
        axes.text(1.01, i, end, va="center", fontsize=7.5)
    axes.set_xlim(0, 1)
    _draw_key(figure, columns)
    return figure


def _fill(at: int) -> dict[str, Any]:
    """How the part at a place is filled: a colour, and a hatch for who cannot tell the colours apart."""
    return {
        "color": COLOURS[at % len(COLOURS)],
        "hatch": HATCHES[at % len(HATCHES)],
        "edgecolor": PAPER,
        "linewidth": 0.8,
    }


@_styled
def matrix(
    rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[float]], labels: Sequence[Sequence[str]]
) -> Figure:
    """A square for each cell, its area in proportion to the value, the label beside it; a dash where the value is 0."""
    _, axes = _sheet(rows, 0.24, 0.4, 0.05)
    top = max((v for row in values for v in row), default=0.0) or 1.0
    axes.hlines(range(len(rows)), -0.15, len(columns) - 0.15, color=RULE, linewidth=0.4, zorder=0)
    cells = [(j, i, value, labels[i][j]) for i, row in enumerate(values) for j, value in enumerate(row)]
    filled = [(j, i, value) for j, i, value, _ in cells if value > 0]
    if filled:
        x, y, sizes = zip(*filled, strict=True)
        axes.scatter(x, y, s=[150 * v / top for v in sizes], marker="s", color=COLOURS[0], zorder=2)
    for j, i, value, label in cells:
        axes.text(j + (0.12 if value > 0 else 0), i, label if value > 0 else "–", va="center", fontsize=7.5)
    axes.set_xlim(-0.15, len(columns) - 0.15)
    _headings(axes, columns, [j - 0.07 for j in range(len(columns))], "left")
    return axes.figure  # type: ignore[return-value]


@_styled
def positions(rows: Sequence[str], columns: Sequence[str], places: Mapping[tuple[int, int], Sequence[float]]) -> Figure:
    """Where things stand in each article: a tick for each place, from its first word (left) to its last (right).

    `places` maps (row, column) to shares of the article's length, 0 to 1.
    """
    figure, axes = _sheet(rows, 0.24, 0.4, 0.2)
    panel = 0.9  # of a column's width; the rest keeps the columns apart
    for j in range(len(columns)):
        axes.hlines(range(len(rows)), j - 0.03, j + panel + 0.03, color=RULE, linewidth=0.4, zorder=0)
        axes.text(j, len(rows) - 0.5, "first", va="top", fontsize=7)
        axes.text(j + panel, len(rows) - 0.5, "last", ha="right", va="top", fontsize=7)
    ticks = [(j + panel * share, i) for (i, j), shares in places.items() for share in shares]
    axes.vlines([x for x, _ in ticks], [i - 0.33 for _, i in ticks], [i + 0.33 for _, i in ticks], color=COLOURS[0])
    axes.set_xlim(-0.03, len(columns) - 0.05)
    _headings(axes, columns, list(range(len(columns))), "left")
    return figure
