"""What the study's notebooks show: habits, single events, small multiples, the events, how it was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from newsparallax.comparing.units import records
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import day
from newsparallax.study import statistics
from newsparallax.study.door import Study
from newsparallax.study.observations import MEASURES
from newsparallax.values import Habit
from newsparallax.words import listed

_MOST = 12  # rows of a table of pairs
_EVENTS = 24  # events in one picture
Record = dict[str, Any]


@lru_cache(maxsize=1)
def opened(folder: str) -> Study:
    """The study of a folder; notebooks that share a kernel share it, so that the last one knows what all have cited."""
    return Study(Path(folder).resolve())


def lead(study: Study) -> Shown:
    """How much was compared, and what is a habit, in two or three sentences."""
    pairs = study["study_pairs"]
    tested = int(pairs["p"].notna().sum())
    habits = study.habits
    runs: list[str | Run] = [
        f"{len(study.compared)} events, told by {_names(study.outlets)}. Of {tested} differences that could be tested "
        f"within the events that both outlets tell, {len(habits)} are habits: "
        "they survive the correction for many tests, and the loss of the event that adds most to them."
    ]
    if tested == 0:
        runs = [
            f"{len(study.compared)} events, told by {_names(study.outlets)}. Below {statistics.LEAST} events that two "
            "outlets share no test can tell a habit from chance: what follows describes these events."
        ]
    return show.lead(runs)


def _names(outlets: Sequence[str], most: int = 6) -> str:
    return listed(outlets) if len(outlets) <= most else f"{len(outlets)} outlets"


def habits(study: Study) -> Shown:
    """The habits, the surest first, with the event that shows each best."""
    rows = records(study.habits)[:_MOST]
    if not rows:
        return show.note("No difference between two outlets is a habit in these events.")
    return _pairs(study, rows, "What is a habit, the surest first")


def single(study: Study) -> Shown:
    """Differences that one event makes."""
    pairs = study["study_pairs"]
    rows = records(pairs[pairs["verdict"] == Habit.ONE_EVENT].sort_values("p", kind="stable"))[:_MOST]
    if not rows:
        return show.note("No difference that survives the correction rests on one event alone.")
    return _pairs(study, rows, "Differences that one event makes")


def open_questions(study: Study) -> Shown:
    """The largest effects that these events do not carry, and how many events would."""
    pairs = study["study_pairs"]
    rows = pairs[(pairs["verdict"] == Habit.NOT_SHOWN) & pairs["needed"].notna()]
    rows = rows.assign(size=rows["effect"].abs()).sort_values("size", ascending=False, kind="stable")
    body = [
        (_what(row), f"{row['outlet']}, {row['other']}", row["events"], _points(row, row["difference"]), row["needed"])
        for row in records(rows.drop(columns="size"))[:_MOST]
    ]
    if not body:
        return show.note("There is no tested difference that these events leave open.")
    columns = ("What", "Outlets", "Events", "Difference", "Events needed")
    note = (
        "Events needed: with so many, four studies in five would see it at 5 %, were the difference found here the "
        "true one. Differences picked for their size are mostly overestimated (Gelman & Carlin 2014): take more."
    )
    return show.table(columns, body, "What these events leave open", note, columns[2:], (2, 1.4, 0, 0, 0))


def _pairs(study: Study, rows: Iterable[Record], caption: str) -> Shown:
    columns = ("What", "Outlets", "Events", "Difference", "95 % interval", "q", "Best seen in")
    body = []
    for row in rows:
        counts = (row["higher"], row["lower"]) if row["difference"] >= 0 else (row["lower"], row["higher"])
        sign = "more" if row["difference"] >= 0 else "less"
        body.append(
            (
                _what(row),
                f"{row['outlet']} {sign} than {row['other']}",
                f"{counts[0]} of {row['events']}",
                _points(row, row["difference"]),
                _between(row),
                f"{row['q']:.3f}",
                _best(study, row),
            )
        )
    note = (
        "Events: in how many the difference has this sign, of those that both tell. Difference: mean over the events, "
        "each counts once. q: paired permutation within events, after Benjamini and Hochberg."
    )
    return show.table(columns, body, caption, note, ("Events", "Difference", "q"), (1.6, 1.6, 0, 0, 1, 0, 2))


def _best(study: Study, row: Record) -> list[str | Run]:
    """The event that adds most, its two counts linked to their words."""
    event = row["largest_event"]
    if event is None:
        return ["–"]
    runs: list[str | Run] = [f"{event}: "]
    for outlet in (row["outlet"], row["other"]):
        if outlet != statistics.OTHERS:
            runs += [_count(study, row["measure"], row["item"], event, outlet), " "]
    return runs[:-1]


def _count(study: Study, measure: str, item: str, event: str, outlet: str) -> Run:
    """`Fox 12 of 80`, linked to the words counted."""
    rows = study["observations"]
    mine = rows[(rows["measure"] == measure) & (rows["event"] == event) & (rows["outlet"] == outlet)]
    found = records(mine[mine["item"].isin(["", item])])
    top = next((r for r in found if r["item"] == item), None)
    bottom = found[0]["bottom"] if found else 0
    text = f"{outlet} {top['top'] if top else 0:,.0f} of {bottom:,.0f}"
    return study.cited(text, event, top["evidence"]) if top else Run(text)


def _what(row: Record) -> str:
    label = MEASURES[row["measure"]].label
    return label if row["item"] == "all" else f"{label}: {row['item']}"


def _points(row: Record, value: float) -> str:
    return f"{value * MEASURES[row['measure']].scale:+.1f}"


def _between(row: Record) -> str:
    if row["low"] is None:
        return "–"
    scale = MEASURES[row["measure"]].scale
    return f"{row['low'] * scale:+.1f} to {row['high'] * scale:+.1f}"


def measure(study: Study, key: str, most: int = 10) -> Shown:
    """One measure: its items by how common they are, in each outlet the mean over its events, with interval."""
    told, rows = MEASURES[key], study["study_outlets"]
    mine = rows[rows["measure"] == key]
    outlets = study.outlets[:6]
    order = mine.groupby("item")["mean"].sum().sort_values(ascending=False, kind="stable").index[:most]
    cells = {(r["item"], r["outlet"]): r for r in records(mine)}
    seen = _seen(study, key)
    body = [(str(item), *(_mean(study, cells.get((item, o)), seen) for o in outlets)) for item in order]
    if not body:
        return show.note(f"{told.label}: nothing is counted in these events.")
    note = (
        f"Mean over the events of {told.top}, per 100 {told.bottom}; in brackets the 95 % interval, events resampled; "
        "n: events in which the outlet has something to count in."
    )
    return show.table((told.label, *outlets), body, f"{told.label}, by outlet", note)


def _seen(study: Study, key: str) -> dict[tuple[str, str], Record]:
    """For each item and outlet the observation with the highest rate: whose words a mean leads to."""
    rows = study["observations"]
    mine = records(rows[(rows["measure"] == key) & (rows["top"] > 0) & (rows["bottom"] > 0)])
    mine.sort(key=lambda r: r["top"] / r["bottom"])
    return {(r["item"], r["outlet"]): r for r in mine}


def _mean(study: Study, row: Record | None, seen: dict[tuple[str, str], Record]) -> list[str | Run] | None:
    """`12.5 (3.1 to 20.4), n = 19`, the mean linked to words of the event with the highest rate."""
    if row is None:
        return None
    scale = MEASURES[row["measure"]].scale
    best = seen.get((row["item"], row["outlet"]))
    mean = f"{row['mean'] * scale:.1f}"
    between = "" if row["low"] is None else f" ({row['low'] * scale:.1f} to {row['high'] * scale:.1f})"
    first = study.cited(mean, best["event"], best["evidence"][:2]) if best else Run(mean)
    return [first, f"{between}, n\u00a0=\u00a0{row['events']}"]


def multiples(study: Study, key: str, item: str = "all") -> Shown:
    """One item event by event: a row for each event, a sign for each outlet."""
    counts = next(
        (c for c in statistics.counted(study["observations"]) if (c.measure.key, c.item) == (key, item)), None
    )
    if counts is None:
        return show.note(f"{MEASURES[key].label}: nothing is counted in these events.")
    rates, scale = counts.rates, counts.measure.scale
    told = sorted(range(len(counts.events)), key=lambda n: -_spread(rates[n]))[:_EVENTS]
    outlets = [o for o in study.outlets if o in counts.outlets][:8]
    series = {o: [float(rates[n, counts.outlets.index(o)]) * scale for n in told] for o in outlets}
    names = [counts.events[n] for n in told]
    label = MEASURES[key].label if item == "all" else f"{MEASURES[key].label}: {item}"
    most = max(told, key=lambda n: _spread(rates[n]))
    alt = (
        f"{label}, event by event, in {len(told)} events; the outlets are furthest apart in {counts.events[most]}: "
        + ", ".join(f"{o} {rates[most, counts.outlets.index(o)] * scale:.0f}" for o in outlets)
    ).replace("nan", "none")
    here = [o for o in outlets if not pd.isna(rates[most, counts.outlets.index(o)])]
    evidence = [_count(study, key, item, counts.events[most], o) for o in here]

    def draw(width: float) -> Any:
        from newsparallax.reporting import figures

        return figures.dots(names, series, width)

    more = f" ({len(told)} of {len(counts.events)} events, those with the outlets furthest apart)"
    caption = f"{label}, event by event{more if len(told) < len(counts.events) else ''}"
    return show.figure(draw, caption, alt, evidence)


def _spread(rates: Any) -> float:
    known = rates[~pd.isna(rates)]
    return float(known.max() - known.min()) if len(known) > 1 else -1.0


def events(study: Study) -> Shown:
    """Every event: its day, outlets and articles, and where its own tables are."""
    body = [
        (
            row["event"],
            day(row["day"]) if row["day"] else "",
            listed(row["outlets"]) if len(row["outlets"]) <= 6 else f"{len(row['outlets'])} outlets",
            row["articles"],
            "" if row["state"] == "compared" else f"not compared: {row['why']}",
        )
        for row in records(study.events)
    ]
    columns = ("Event", "First day", "Outlets", "Articles", "")
    note = (
        "Each event's own tables are in the folder events/ beside this report, under the event's name; "
        "`newsparallax study … --reports` writes each its own report there."
    )
    return show.table(columns, body, f"{len(body)} events", note, ("Articles",), (2, 1, 1.4, 0, 1.2))


def corrected(study: Study) -> Shown:
    """Shares corrected by a sample coded by hand, where there is one."""
    if "study_corrected" not in study.tables:
        return show.note(
            "No sample was coded by hand: the shares above carry the errors of the automatic coding. "
            "`newsparallax study … --sample 200` draws one, `--coded` corrects the shares of sources by it."
        )
    rows = records(study["study_corrected"])
    body = [
        (
            f"{MEASURES[r['measure']].label}: {r['item']}",
            r["outlet"],
            f"{r['coded']} of {r['units']}",
            f"{r['automatic']:.1%}",
            f"{r['share']:.1%}",
            "–" if r["low"] is None else f"{r['low']:.1%} to {r['high']:.1%}",
        )
        for r in rows
    ]
    columns = ("Share of attributions", "Outlet", "Coded by hand", "Automatic", "Corrected", "95 % interval")
    note = "Prediction-powered inference (Angelopoulos et al. 2023), events resampled."
    return show.table(columns, body, "Shares, corrected by the sample coded by hand", note, columns[2:])
