"""Drawing: every chart says its numbers, tells its series apart without colour and is the same bytes each time.

Series differ in hatch and are labelled where they are drawn. The colours follow Okabe and Ito (2008), who chose
theirs to be told apart by colour-blind readers, in tones that carry white words. Ink, paper and rules use three fixed
colours that the page turns with its theme.
"""

from __future__ import annotations

import io
import logging
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, ParamSpec

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

from newsparallax.reporting import fonts
from newsparallax.reporting.blocks import COLOURS

P = ParamSpec("P")
INK, PAPER, RULE = "#1b1f24", "#ffffff", "#c9cdd3"
_SIGNS = "os^Dxv+*"
WIDTH = 6.7  # inches: the width of the text in print
NARROW = 3.7  # inches: that of a phone

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "newsparallax",
    "font.family": [fonts.SANS, fonts.HAN, "sans-serif"],
    "font.size": 8.5,
    "text.color": INK,
    "text.parse_math": False,  # a dollar in an outlet's name is a dollar
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
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "grid.color": RULE,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
}

_WINDOW = ("backend", "interactive")  # how figures are shown, not how they are drawn

# Looking through the machine's own typefaces, which no figure uses, is nothing a reader of a notebook must know.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
for _file, *_ in fonts.FACES:
    fontManager.addfont(fonts.FOLDER / _file)


def _style() -> dict[Any, Any]:
    """The report's style, and for all else matplotlib's own: not that of a notebook, nor of a `matplotlibrc` nearby."""
    plain: dict[Any, Any] = {key: value for key, value in mpl.rcParamsDefault.items() if key not in _WINDOW}
    return {**plain, **_STYLE}


def _styled(draw: Callable[P, Figure]) -> Callable[P, Figure]:
    """Draw in the report's style."""

    @wraps(draw)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Figure:
        with mpl.rc_context(_style()):
            return draw(*args, **kwargs)

    return styled


def to_svg(figure: Figure) -> str:
    """The figure as SVG: text stays text, no date, no creator, the same ids each time."""
    buffer = io.StringIO()
    with mpl.rc_context(_style()):
        # Straight to the canvas: `savefig` would draw everything twice, the first time to lay it out.
        canvas: Any = FigureCanvasSVG(figure)
        canvas.print_svg(buffer, metadata={"Date": None, "Creator": None})
    # What matplotlib says of itself there is no valid HTML.
    return re.sub(r"<metadata>.*?</metadata>", "", buffer.getvalue(), flags=re.DOTALL)


@lru_cache(maxsize=1024)  # the names of outlets and parts return in every figure
def _width(text: str, size: float = 8.5) -> float:
    """Width of a text in inches."""
    return float(text_to_path.get_text_width_height_descent(text, FontProperties(size=size), False)[0]) / 72


def _wrapped(name: str, width: float) -> str:
    """A row's name in lines that leave the drawing room, three of them at most."""
    lines = textwrap.wrap(name, max(12, int(width * 4.5)), break_long_words=True) or [""]
    return "\n".join(lines[:3]) + (" …" if len(lines) > 3 else "")


def _sheet(
    rows: Sequence[str], row: float, top: float, bottom: float, right: float = 0.05, width: float = WIDTH
) -> tuple[Figure, Axes]:
    """An empty figure with the rows' names on its left; all lengths in inches.

    The margins are set here once, from the longest name, instead of being sought by drawing everything first. All
    rows together are never higher than a printed page.
    """
    names = [_wrapped(name, width) for name in rows]
    left = max((_width(line) for name in names for line in name.split("\n")), default=0.0) + 0.1
    row = max(row, 0.13 * max((name.count("\n") + 1.6 for name in names), default=0))
    height = min(row * len(rows), 7.5 if width == WIDTH else 30.0) + top + bottom
    figure = Figure(figsize=(width, height))
    inside = width - left - right
    axes = figure.add_axes((left / width, bottom / height, inside / width, 1 - (top + bottom) / height))
    axes.set_axis_off()
    for i, name in enumerate(names):
        axes.text(-0.1 / inside, i, name, ha="right", va="center", transform=axes.get_yaxis_transform())
    axes.set_ylim(len(rows) - 0.5, -0.5)
    return figure, axes


def _key(names: Sequence[str], width: float) -> tuple[int, float]:
    """How many names of parts stand beside each other in the key below a figure, and its height in inches."""
    columns = max(1, min(len(names), int(width / (max(_width(name, 7.5) for name in names) + 0.55))))
    return columns, 0.2 * -(-len(names) // columns) + 0.05


def _draw_key(figure: Figure, columns: int) -> None:
    figure.legend(loc="lower left", ncols=columns, fontsize=7.5, handlelength=2.2, handleheight=1.1, borderaxespad=0)


@_styled
def dots(rows: Sequence[str], series: Mapping[str, Sequence[float]], width: float = WIDTH) -> Figure:
    """A row for each event, a sign for each outlet where its figure lies on one scale from 0; nan: no sign.

    Outlets differ in shape as well as in colour; each sign's figure is in the tables.
    """
    columns, key = _key(list(series), width)
    figure, axes = _sheet(rows, 0.2, 0.2, key + 0.05, 0.2, width)
    top = max((v for values in series.values() for v in values if v == v), default=1.0) or 1.0
    axes.hlines(range(len(rows)), 0, top, color=RULE, linewidth=0.4, zorder=0)
    for at, (name, values) in enumerate(series.items()):
        sign = _SIGNS[at % len(_SIGNS)]
        colour = COLOURS[at % len(COLOURS)]
        axes.plot(values, range(len(rows)), sign, color=colour, label=name, markersize=5, markeredgewidth=1.2)
    for x in (0.0, top / 2, top):
        axes.text(x, -0.6, f"{x:.0f}" if top >= 4 else f"{x:.1f}", ha="center", va="bottom", fontsize=7)
    axes.set_xlim(-0.02 * top, 1.02 * top)
    _draw_key(figure, columns)
    return figure
