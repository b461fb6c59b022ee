"""What the study's notebooks show: habits, single events, small multiples, the events, how it was counted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from newsparallax.comparing.units import records
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Mark, Passage, Run, Strip
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import day
from newsparallax.study import statistics
from newsparallax.study.door import Study
from newsparallax.study.observations import MEASURES
from newsparallax.values import Habit
from newsparallax.words import listed

_MOST = 12  # rows of a table of pairs
_SHOWN = 4  # events behind a number whose words are listed
_EACH = 3  # rows of one measure in it
_OUTLETS = 6  # outlets in one table of means
_EVENTS = 16  # events in one picture
_ALL = "study_pairs.csv"
Record = dict[str, Any]


@lru_cache(maxsize=1)
def opened(folder: str) -> Study:
    """The study of a folder; notebooks that share a kernel share it, so that the last one knows what all have cited."""
    return Study(Path(folder).resolve())


def lead(study: Study) -> Shown:
    """How much was compared, and what is a habit, in two or three sentences."""
    pairs, compared, all_ = study["study_pairs"], len(study.compared), len(study.events)
    several = len(study.outlets) > 2
    if several:  # each difference between two of them is one of an outlet from the others, too
        pairs = pairs[pairs["other"] == statistics.OTHERS]
    tested, habits = int(pairs["p"].notna().sum()), int((pairs["verdict"] == Habit.HABIT).sum())
    text = f"{compared} {'event' if compared == 1 else 'events'}, told by {_names(study.outlets)}. "
    if compared < all_:
        text = f"{compared} of {all_} events, told by {_names(study.outlets)}; why not all is said under The events. "
    copies = study.compared[study.compared["copies"] > 0]
    if len(copies):
        text += (
            f"{len(copies)} of them hold near copies of articles of other events, so that one telling counts several "
            "times: take them out, or read what follows with that in mind. "
        )
    if tested == 0:
        text += (
            f"Below {statistics.LEAST} events that two outlets share no test can tell a habit from chance: "
            "what follows describes these events."
        )
        return show.lead(text)
    is_, it = ("is a habit: it survives", "it") if habits == 1 else ("are habits: they survive", "them")
    what, of = ("of an outlet from the others", ", or of the other outlet,") if several else ("between the two", "")
    text += (
        f"Of {tested} differences {what} that could be tested within the events that both tell, {habits} {is_} the "
        f"correction for many tests, and the loss of the event{of} that adds most to {it}."
    )
    return show.lead(text)


def _names(outlets: Sequence[str], most: int = 6) -> str:
    return listed(outlets) if len(outlets) <= most else f"{len(outlets)} outlets"


def habits(study: Study) -> Shown:
    """What is a habit of each outlet, against all others that tell the event; with two outlets, of both."""
    found = study.habits
    if found.empty:
        return show.note("No difference between two outlets is a habit in these events.")
    mine = found[found["other"] == statistics.OTHERS]
    if len(study.outlets) < 3:
        return _pairs(study, found, "What is a habit")
    if mine.empty:
        return show.note("No outlet differs from all the others as a habit.")
    return _pairs(study, mine, "What is a habit of an outlet, against the others that tell the event")


def between(study: Study) -> Shown | None:
    """What is a habit between two outlets; nothing where there are but two."""
    found = study.habits[study.habits["other"] != statistics.OTHERS]
    if len(study.outlets) < 3 or found.empty:
        return None
    return _pairs(study, found, "What is a habit between two outlets")


def single(study: Study) -> Shown:
    """Differences that one event makes."""
    pairs = study["study_pairs"]
    found = pairs[pairs["verdict"] == Habit.ONE_EVENT]
    if found.empty:
        return show.note("No difference that survives the correction rests on one event alone.")
    return _pairs(study, found, "Differences that one event makes")


def _chosen(pairs: pd.DataFrame) -> tuple[list[Record], str]:
    """The largest effects, no more than a few of each measure, and what is said of the others."""
    ordered = pairs.assign(size=pairs["effect"].abs()).sort_values(
        ["size", "p"], ascending=[False, True], kind="stable"
    )
    few = ordered.groupby("measure", sort=False).head(_EACH).head(_MOST).drop(columns="size")
    left = len(pairs) - len(few)
    more = f" The largest effects, at most {_EACH} of a measure; {left} more are in tables/{_ALL}." if left else ""
    return records(few), more


def open_questions(study: Study) -> Shown:
    """The largest effects that these events do not carry, and how many events would."""
    pairs = study["study_pairs"]
    left = pairs[(pairs["verdict"] == Habit.NOT_SHOWN) & pairs["needed"].notna()]
    enough = left["needed"] <= left["events"]
    rows, more = _chosen(left[~enough])
    body = [(*_compared(study, row), row["needed"]) for row in rows]
    if not body:
        return show.note("There is no tested difference that these events leave open.")
    columns = ("What", "Outlets", "Events", "Difference", "95 % interval", "Events needed")
    note = (
        "Events needed: with so many, four studies in five would see it at 5 %, were the difference found here the "
        f"true one. Differences picked for their size are mostly overestimated (Gelman & Carlin 2014): take more.{more}"
    )
    if enough.any():
        note += f" Had fewer differences been tested, the events might do for {int(enough.sum())} others."
    numbers = ("Difference", "Events needed")
    return show.table(columns, body, "What these events leave open", note, numbers, (1.5, 1.6, 1.9, 0, 1.1, 0))


def _pairs(study: Study, pairs: pd.DataFrame, caption: str) -> Shown:
    columns = ("What", "Outlets", "Events", "Difference", "95 % interval", "q", "Best seen in")
    rows, more = _chosen(pairs)
    body = []
    for row in rows:
        q = f"{row['q']:.3f}"
        body.append((*_compared(study, row), "< 0.001" if q == "0.000" else q, _best(study, row)))
    note = (
        "Events: in how many the difference has this sign, of those that both tell. Difference: mean over the events, "
        "each counted once, in percentage points (own voice: for 100 sentences). q: paired permutation within events, "
        f"after Benjamini and Hochberg.{more}"
    )
    return show.table(columns, body, caption, note, ("Difference", "q"), (1.4, 1.5, 1.7, 0, 1.2, 0, 1.9))


def _compared(study: Study, row: Record) -> tuple[show.Cell, ...]:
    """What is compared, which outlet has more of it than which, in how many events, and by how much."""
    outlets = f"{row['outlet']} {'more' if row['difference'] >= 0 else 'less'} than {row['other']}"
    return _what(row), outlets, _events_of(study, row), _points(row, row["difference"]), _between(row)


@lru_cache(maxsize=4)
def _counted(study: Study) -> dict[tuple[str, str], statistics.Counts]:
    return {(c.measure.key, c.item): c for c in statistics.counted(study["observations"])}


def _events_of(study: Study, row: Record) -> Run:
    """`42 of 60`, linked to words of the events in which the difference is largest, one passage for each."""
    more = row["difference"] >= 0
    text = f"{row['higher'] if more else row['lower']} of {row['events']}"
    counts = _counted(study)[row["measure"], row["item"]]
    at, rates = counts.outlets.index(row["outlet"]), counts.rates
    rest = np.delete(rates, at, axis=1) if row["other"] == statistics.OTHERS else rates[:, [_at(counts, row["other"])]]
    told = ~np.isnan(rates[:, at]) & (~np.isnan(rest)).any(axis=1)
    apart = np.full(len(rates), -1.0)
    apart[told] = (1 if more else -1) * (rates[told, at] - np.nanmean(rest[told], axis=1))
    shown = [counts.events[n] for n in np.argsort(-apart, kind="stable") if apart[n] > 1e-12]
    mine = [row["outlet"]] if more else _others(counts, row)
    found = [p for event in shown[:_SHOWN] for p in _first(study, row, event, mine)]
    return study.resting(text, found, max(len(shown) - _SHOWN, 0))


def _at(counts: statistics.Counts, outlet: str) -> int:
    return counts.outlets.index(outlet)


def _others(counts: statistics.Counts, row: Record) -> list[str]:
    """The outlets that a row's first is compared with."""
    return [o for o in counts.outlets if o != row["outlet"] and row["other"] in (o, statistics.OTHERS)]


def _first(study: Study, row: Record, event: str, outlets: Sequence[str]) -> tuple[Passage, ...]:
    """The first passage of an item in one of some outlets' telling of an event."""
    rows = study.observed(row["measure"], event)
    places = [r["evidence"][0] for r in rows if r["item"] == row["item"] and r["outlet"] in outlets and r["evidence"]]
    return study.passages(event, places[:1])


def _best(study: Study, row: Record) -> list[str | Run]:
    """The event that adds most, its counts linked to their words: the outlet's, and of the others the furthest."""
    event = row["largest_event"]
    if event is None:
        return ["–"]
    counts = _counted(study)[row["measure"], row["item"]]
    rates = counts.rates[counts.events.index(event)]
    known = [o for o in _others(counts, row) if not np.isnan(rates[_at(counts, o)])]
    sign = 1 if row["difference"] >= 0 else -1
    furthest = min(known, key=lambda o: sign * rates[_at(counts, o)])
    one, other = (_count(study, row["measure"], row["item"], event, o) for o in (row["outlet"], furthest))
    return [f"{event}: {row['outlet']} ", one, f", {furthest} ", other]


def _count(study: Study, measure: str, item: str, event: str, outlet: str) -> Run:
    """`12 of 80`, linked to the words counted."""
    found = [r for r in study.observed(measure, event) if r["outlet"] == outlet and r["item"] in ("", item)]
    top = next((r for r in found if r["item"] == item), None)
    bottom = found[0]["bottom"] if found else 0
    text = f"{top['top'] if top else 0:,.0f} of {bottom:,.0f}"
    return study.cited(text, event, top["evidence"]) if top else Run(text)


def _what(row: Record) -> str:
    label = MEASURES[row["measure"]].label
    return label if row["item"] == "all" else f"{label}: {row['item']}"


def _points(row: Record, value: float) -> str:
    return f"{value * MEASURES[row['measure']].scale:+.1f}".replace("-", "–")  # the print fonts have no minus sign


def _between(row: Record) -> str:
    return "–" if row["low"] is None else f"{_points(row, row['low'])} to {_points(row, row['high'])}"


def measure(study: Study, key: str, most: int = 10) -> Shown:
    """One measure: its items by how common they are, in each outlet the mean over its events, with interval."""
    told, rows = MEASURES[key], study["study_outlets"]
    mine = rows[rows["measure"] == key]
    order = list(mine.groupby("item")["mean"].sum().sort_values(ascending=False, kind="stable").index)
    if not order:
        return show.note(f"{told.label}: nothing is counted in these events.")
    note = f"Mean over the events of {told.top}, per 100 {told.bottom}"
    if told.of_event(order[0]):
        note += ", in the events that have it"
    cut = f" The {most} most common of {len(order)}; all are in tables/study_outlets.csv." if len(order) > most else ""
    return _means(study, told.label, [(key, str(item), str(item)) for item in order[:most]], f"{note}. ", cut)


def measures(study: Study, keys: Sequence[str], caption: str) -> Shown:
    """Measures that have one item, in one table."""
    have = set(study["study_outlets"]["measure"])
    chosen = [MEASURES[key] for key in keys if key in have]
    if not chosen:
        return show.note(f"{caption}: nothing is counted in these events.")
    note = "; ".join(f"{told.label}: {told.top}, per 100 {told.bottom}" for told in chosen)
    items = [(told.key, "all", told.label) for told in chosen]
    return _means(study, caption, items, f"Means over the events. {note}. ")


def _means(study: Study, what: str, items: Sequence[tuple[str, str, str]], before: str, after: str = "") -> Shown:
    """A row for each (measure, item, name), a column for each outlet; what differs as a habit is strong."""
    rows = study["study_outlets"]
    cells = {(r["measure"], r["item"], r["outlet"]): r for r in records(rows)}
    held = study.habits
    held = held[held["other"] == statistics.OTHERS] if len(study.outlets) > 2 else held
    strong = {(r["measure"], r["item"], o) for r in records(held) for o in (r["outlet"], r["other"])}
    seen = {key: _seen(study, key) for key in dict.fromkeys(key for key, *_ in items)}
    outlets = study.outlets[:_OUTLETS]
    body = [
        (
            name,
            *(
                _mean(study, cells.get((key, item, o)), seen[key], "strong" if (key, item, o) in strong else "")
                for o in outlets
            ),
        )
        for key, item, name in items
    ]
    note = (
        f"{before}In brackets the 95 % interval, events resampled; n: events in which there is something to count in."
    )
    if any(mark in strong for mark in ((key, item, o) for key, item, _ in items for o in outlets)):
        note += " Bold: a habit, against the others."
    if len(study.outlets) > _OUTLETS:
        note += f" The {_OUTLETS} of {len(study.outlets)} outlets that tell most events; all: tables/study_outlets.csv."
    return show.table((what if len(seen) == 1 else "Measure", *outlets), body, f"{what}, by outlet", note + after)


def _seen(study: Study, key: str) -> dict[tuple[str, str], Record]:
    """For each item and outlet the observation with the highest rate: whose words a mean leads to."""
    rows = study["observations"]
    mine = records(rows[(rows["measure"] == key) & (rows["top"] > 0) & (rows["bottom"] > 0)])
    mine.sort(key=lambda r: r["top"] / r["bottom"])
    return {(r["item"], r["outlet"]): r for r in mine}


def _mean(study: Study, row: Record | None, seen: dict[tuple[str, str], Record], mark: Mark) -> list[str | Run] | None:
    """`12.5 (3.1 to 20.4), n = 19`, the mean linked to words of the event with the highest rate."""
    if row is None:
        return None
    scale = MEASURES[row["measure"]].scale
    best = seen.get((row["item"], row["outlet"]))
    mean = f"{row['mean'] * scale:.1f}"
    between = "" if row["low"] is None else f" ({row['low'] * scale:.1f} to {row['high'] * scale:.1f})"
    first = study.cited(mean, best["event"], best["evidence"][:2], mark) if best else Run(mean, mark)
    return [first, f"{between}, n\u00a0=\u00a0{row['events']}"]


def multiples(study: Study, key: str) -> Shown:
    """One measure event by event: a row for each event, each outlet's rate on one scale, with its counts."""
    counts = _counted(study).get((key, "all"))
    if counts is None:
        return show.note(f"{MEASURES[key].label}: nothing is counted in these events.")
    rates, what = counts.rates, counts.measure
    told = sorted(range(len(counts.events)), key=lambda n: -_spread(rates[n]))[:_EVENTS]
    outlets = [o for o in study.outlets if o in counts.outlets][:_OUTLETS]
    shown = rates[:, [_at(counts, o) for o in outlets]]
    longest = np.nanmax(shown[told]) or 1.0

    def cell(rate: float, *after: Run) -> Strip | None:
        return None if np.isnan(rate) else Strip((rate / longest,), (Run(f"{rate * what.scale:.0f}"), *after))

    body: list[tuple[show.Cell, ...]] = [
        (f"mean of {len(counts.events)} events", *(cell(float(np.nanmean(own))) for own in shown.T))
    ]
    for n in told:
        event = counts.events[n]
        behind = [_count(study, key, "all", event, o) for o in outlets]
        body.append((event, *(cell(float(rate), Run(" · "), own) for rate, own in zip(shown[n], behind, strict=True))))
    caption = f"{what.label}, event by event: {what.top}, per 100 {what.bottom}"
    if len(told) < len(counts.events):
        caption += f" ({len(told)} of {len(counts.events)} events, those with the outlets furthest apart)"
    note = f"Above each number a line stands where it lies between 0 (left) and {longest * what.scale:.0f} (right)."
    return show.table(("Event", *outlets), body, caption, note, widths=(1.3, *(1.0 for _ in outlets)))


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
            f"not compared: {row['why']}" if row["why"] else f"copies {row['copy_of']}" if row["copies"] else "",
        )
        for row in sorted(records(study.events), key=lambda r: r["state"] == "compared")  # what is missing comes first
    ]
    columns = ("Event", "First day", "Outlets", "Articles", "")
    note = (
        "Each event's own tables are in the folder events/ beside this report, under the event's name; "
        "newsparallax study … --reports writes each its own report there."
    )
    return show.table(columns, body, f"{len(body)} events", note, ("Articles",), (2, 1, 1.4, 0, 1.2))


def corrected(study: Study) -> Shown:
    """Shares corrected by a sample coded by hand, where there is one."""
    if "study_corrected" not in study.tables:
        return show.note(
            "No sample was coded by hand: the shares above carry the errors of the automatic coding. "
            "newsparallax study … --sample 200 draws one, --coded corrects the shares of sources by it."
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
