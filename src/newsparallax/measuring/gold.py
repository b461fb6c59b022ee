"""The project's own hand-coded answers: `tests/gold/` of a source checkout."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsparallax.corpus import CorpusError
from newsparallax.measuring import events

Record = dict[str, Any]
OWN = Path(__file__).resolve().parents[3] / "tests" / "gold"


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One coded event: its corpus, and the records of each of its files (an absent file has none).

    `held_out`: no rule was ever made or corrected by looking at it. `event`: the gold of an event that was coded twice,
    sentence by sentence (`benchmarks/merge_codings.py`); its statement pairs are among the records.
    """

    name: str
    label: str
    held_out: bool
    corpus: Path
    attributions: list[Record]
    statement_pairs: list[Record]
    statements: list[Record]
    discrepancies: list[Record]
    lines: list[Record]
    event: Record | None = None


def read_records(path: Path) -> list[Record]:
    """One JSON object a line.

    Raises CorpusError, naming file and line, for a file that cannot be read or a line that is no JSON object.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); name a .jsonl file of coded answers") from None
    except UnicodeDecodeError:
        raise CorpusError(f"{path}: is not UTF-8; save it as UTF-8") from None
    return list(_records(path, text))


def _records(path: Path, text: str) -> Iterator[Record]:
    # Not splitlines(): a text may hold a line separator that is no newline.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise CorpusError(f"{path}, line {number}: is not JSON ({error.msg}); each line holds one object") from None
        if not isinstance(record, dict):
            raise CorpusError(f"{path}, line {number}: is not an object; each line holds one {{...}}")
        yield record


def own_sets(folder: Path = OWN) -> list[GoldSet]:
    """Every set that `gold.toml` lists.

    Raises CorpusError where there is none, as in an installed copy, which does not carry the tests.
    """
    manifest = folder / "gold.toml"
    if not manifest.exists():
        raise CorpusError(
            "the project's own coded answers stand in tests/gold of a source checkout, and this is none; "
            "run it there, or name a file: newsparallax evaluate attributions GOLD.jsonl"
        )
    listed = tomllib.loads(manifest.read_text(encoding="utf-8"))
    return [_set(folder, name, entry) for name, entry in listed.items()]


def _set(folder: Path, name: str, entry: Record) -> GoldSet:
    files = {kind: folder / name / f"{kind}.jsonl" for kind in _KINDS}
    records = {kind: read_records(path) if path.exists() else [] for kind, path in files.items()}
    twice_coded = folder / name / "gold.json"
    event = json.loads(twice_coded.read_text(encoding="utf-8")) if twice_coded.exists() else None
    if event is not None:
        records["statement_pairs"] = events.pair_records(event)
    corpus = (folder / entry["corpus"]).resolve()
    return GoldSet(name, entry["label"], entry["held_out"], corpus, **records, event=event)


_KINDS = ("attributions", "statement_pairs", "statements", "discrepancies", "lines")
