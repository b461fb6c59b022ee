"""A sample of a study's attributions for people to code, and the shares it corrects (see `correcting`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from newsparallax import files, store
from newsparallax.coders.sheets import csv_of, read_sheet
from newsparallax.comparing.units import Record, outlets_of, records
from newsparallax.corpus import CorpusError
from newsparallax.study.correcting import corrected
from newsparallax.tables import Row, frame

FILE = "to-code.csv"
_YES, _NO = "yes", "no"
_KEY = ("event", "article_id", "start", "end")
_ASKED = ("official", "side")
_COLUMNS = (*_KEY, "outlet", "words", "source", *_ASKED)
SEED = 20230101


def attributions(out: Path, events: pd.DataFrame) -> list[Record]:
    """Every attribution of a study's compared events but refusals: where it is, whose, and how it is coded."""
    found = []
    for event in records(events[events["state"] == "compared"]):
        tables = store.read(out / "events" / event["slug"] / "tables", ["articles", "attributions"])
        outlets = outlets_of(tables["articles"])
        for a in records(tables["attributions"]):
            if a["kind"] != "refusal":
                sure = bool(a["speaker_sure"])
                found.append(
                    {
                        "event": event["event"],
                        "article_id": a["article_id"],
                        "start": str(a["start"]),
                        "end": str(a["end"]),
                        "outlet": outlets[a["article_id"]],
                        "words": a["content"],
                        "source": a["source"] or "",
                        "official": _YES if sure and a["official"] else _NO,
                        "side": a["side"] if sure else "unknown",
                    }
                )
    return found


def write_sample(out: Path, events: pd.DataFrame, size: int, seed: int = SEED) -> Path:
    """A sheet of attributions drawn at random, `official` (yes or no) and `side` left for a person to fill."""
    units = attributions(out, events)
    rng = np.random.default_rng(seed)
    chosen = sorted(rng.choice(len(units), size=min(size, len(units)), replace=False))
    rows = [["" if column in _ASKED else units[at][column] for column in _COLUMNS] for at in chosen]
    files.put(out / FILE, csv_of(_COLUMNS, rows))
    return out / FILE


def corrected_table(out: Path, events: pd.DataFrame, sheet: Path) -> pd.DataFrame:
    """Table `study_corrected` from a filled sheet: shares of attributions by official sources and by side.

    Raises CorpusError for a sheet of other attributions, or with too few of them coded.
    """
    units = attributions(out, events)
    by_hand = _filled(sheet)
    keys = [tuple(unit[key] for key in _KEY) for unit in units]
    if lost := by_hand.keys() - set(keys):
        what = ", ".join(min(lost))
        raise CorpusError(f"{sheet}: {what} is no attribution of this study; draw the sample anew with --sample")
    rows = []
    for variable, measure in (("official", "source_kind"), ("side", "side")):
        coded = [by_hand.get(key, {}).get(variable) for key in keys]
        items = ["official"] if variable == "official" else sorted({c for c in coded if c and c != "unknown"})
        for item in items:
            code = _YES if variable == "official" else item
            guess = [float(unit[variable] == code) for unit in units]
            truth = [None if c is None else float(c == code) for c in coded]
            rows += list(_outlets(measure, item, units, guess, truth))
    return frame("study_corrected", rows)


def _filled(sheet: Path) -> dict[tuple[str, ...], dict[str, str]]:
    """What people coded, by attribution; a cell left empty codes nothing."""
    found = {}
    for line, row in enumerate(records(read_sheet(sheet, _KEY, _ASKED).reset_index()), 2):
        codes = {variable: row[variable] for variable in _ASKED if pd.notna(row[variable])}
        if (official := codes.get("official", _NO).lower()) not in (_YES, _NO):
            raise CorpusError(f"{sheet}, line {line}: official is {official!r}; write yes or no")
        if "official" in codes:
            codes["official"] = official
        found[tuple(row[key] for key in _KEY)] = codes
    return found


def _outlets(
    measure: str, item: str, units: Sequence[Record], guess: Sequence[float], truth: Sequence[float | None]
) -> Iterator[Row]:
    """A row for all outlets together, and for each of which enough was coded."""
    for outlet in ("all", *sorted({unit["outlet"] for unit in units})):
        mine = [n for n, unit in enumerate(units) if outlet in ("all", unit["outlet"])]
        try:
            found = corrected([guess[n] for n in mine], [truth[n] for n in mine], [units[n]["event"] for n in mine])
        except CorpusError:
            if outlet == "all":
                raise
            continue
        yield {
            "measure": measure,
            "item": item,
            "outlet": outlet,
            "events": len({units[n]["event"] for n in mine}),
            "units": len(mine),
            "coded": sum(truth[n] is not None for n in mine),
            "automatic": round(found.automatic, 6),
            "share": round(found.share, 6),
            "low": None if np.isnan(found.low) else round(found.low, 6),
            "high": None if np.isnan(found.high) else round(found.high, 6),
        }
