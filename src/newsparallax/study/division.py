"""A corpus of many events becomes a corpus of its own for each: `out/corpora/NAME.jsonl`, with its NAME.toml.

Which article tells which event is said, in this order, by a table of events (`newsparallax events` drafts one, a person
corrects it), by the column `event`, by `[events]` in corpus.toml, or by folders: each folder of a folder, and each
table in it, is an event and stays where it is. Articles that are of no event are left out, and counted.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from newsparallax import files, fingerprint
from newsparallax.corpus import CorpusConfig, CorpusError, config_path, nearest
from newsparallax.reading.containers import ENDINGS as TEXTS
from newsparallax.reading.read import settings_of
from newsparallax.reading.sources import Source, sources
from newsparallax.reading.tabular import ENDINGS as TABLES
from newsparallax.words import from_cell, in_toml

NO_EVENT = "-"  # a person's word in the table of events: this article tells none of them
_STAMP = "division.json"
_BUFFER = 2000  # articles held before they are written to their events


class UndividedError(CorpusError):
    """Nothing says which article tells which event."""


@dataclass(frozen=True, slots=True)
class EventCorpus:
    """One event: its name, the name of its files, its corpus, and the corpus.toml to read it by (None: its own)."""

    event: str
    slug: str
    path: Path
    config: Path | None = None


def slug(event: str, taken: Container[str] = ()) -> str:
    """A file's name for an event: letters, digits and hyphens, and a few signs of its hash where another has it."""
    plain = re.sub(r"[^\w]+", "-", event.casefold()).strip("-_")[:80] or "event"
    return plain if plain not in taken else f"{plain}-{sha256(event.encode()).hexdigest()[:8]}"


def divided(
    path: Path, out: Path, config: Path | None = None, events: Path | None = None
) -> tuple[list[EventCorpus], int]:
    """The events of a corpus, and how many of its articles are of none.

    What is written goes to `out`, once: the same corpus is not divided again. Raises UndividedError where no event is
    named, CorpusError where something cannot be read.
    """
    if path.is_dir() and (found := _folders(path)) and events is None:
        return _in_place(path, found, out, config), 0
    settings = settings_of(path, config)
    named = _table(events) if events else {a: e for e, (_, ids) in settings.events.items() for a in ids}
    made_from = f"{fingerprint.corpus(path, config)} {sha256(json.dumps(named).encode()).hexdigest()}"
    kept = _kept(out, made_from)
    if kept is not None:
        return kept
    places, left = _divide(path, out, settings, named, by_column=events is None)
    stamp = {"made_from": made_from, "left": left, "events": [[p.event, p.slug] for p in places]}
    files.put(out / _STAMP, json.dumps(stamp, ensure_ascii=False).encode())
    return places, left


def _kept(out: Path, made_from: str) -> tuple[list[EventCorpus], int] | None:
    try:
        stamp = json.loads((out / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if stamp["made_from"] != made_from:
        return None
    return [EventCorpus(event, name, out / "corpora" / f"{name}.jsonl") for event, name in stamp["events"]], stamp[
        "left"
    ]


def _table(path: Path) -> dict[str, str]:
    """Article id to event by a table of events; a person's `correction` comes before what was found."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CorpusError(f"{path}: cannot be read as a table of events ({error}); save it as CSV in UTF-8") from None
    if not rows or not {"article_id", "event"} <= rows[0].keys():
        raise CorpusError(f"{path}: has no columns article_id and event; draft one with `newsparallax events`")
    named = {from_cell(r["article_id"]): from_cell((r.get("correction") or "").strip() or r["event"]) for r in rows}
    return {article: event for article, event in named.items() if event not in ("", NO_EVENT)}


def _divide(
    path: Path, out: Path, settings: CorpusConfig, named: Mapping[str, str], by_column: bool
) -> tuple[list[EventCorpus], int]:
    """Write each event's corpus; what an interrupted run wrote goes first."""
    folder = out / "corpora"
    for old in folder.glob("*") if folder.is_dir() else ():
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    slugs: dict[str, str] = {}
    taken: dict[str, str] = {}
    ids: dict[str, list[tuple[str, str]]] = defaultdict(list)
    buffer: dict[str, list[str]] = defaultdict(list)
    known: set[str] = set()
    left = held = 0
    for source in _texts(path, settings):
        known.add(source.id)
        event = named.get(source.id) or (source.given.get("event") if by_column else None)
        if not event:
            left += 1
            continue
        if event not in slugs:
            slugs[event] = slug(event, taken)
            taken[slugs[event]] = event
        buffer[event].append(_row(source))
        ids[event].append((source.id, source.file if source.line is None else source.id))
        held += 1
        if held % _BUFFER == 0:
            _flush(buffer, slugs, folder)
    _flush(buffer, slugs, folder)
    if strange := named.keys() - known:
        lost = min(strange)
        raise CorpusError(f"{path}: {lost!r}, said to tell an event, is no article of it; {nearest(lost, known)}")
    if not slugs:
        remedy = f"draft it with `newsparallax events {path} --out DIR`"
        raise UndividedError(f"{path}: nothing says which article tells which event; {remedy}")
    top = tomllib.loads(settings.path.read_text(encoding="utf-8-sig")) if settings.path else {}
    for event, name in slugs.items():
        files.put(folder / f"{name}.toml", toml(_settings(settings, top, event, ids[event])).encode())
    return [EventCorpus(event, name, folder / f"{name}.jsonl") for event, name in slugs.items()], left


def _texts(path: Path, settings: CorpusConfig) -> Iterator[Source]:
    return (found for found in sources(path, settings.columns) if isinstance(found, Source))


def _row(source: Source) -> str:
    given = {key: value for key, value in source.given.items() if key not in ("event", "text", "id")}
    return json.dumps({"id": source.id, **given, "text": source.text}, ensure_ascii=False)


def _flush(buffer: dict[str, list[str]], slugs: Mapping[str, str], folder: Path) -> None:
    for event, rows in buffer.items():
        with (folder / f"{slugs[event]}.jsonl").open("a", encoding="utf-8") as stream:
            stream.write("\n".join(rows) + "\n")
    buffer.clear()


def _settings(settings: CorpusConfig, top: Mapping[str, Any], event: str, ids: list[tuple[str, str]]) -> dict[str, Any]:
    """An event's part of the corpus.toml of them all, `top`; line rules of outlets it lacks do no harm."""
    own = {k: v for k, v in top.get("events", {}).get(event, {}).items() if k != "articles"}
    facts = top.get("articles", {})
    articles = {article: facts[name] for article, file in ids for name in (article, file) if name in facts}
    rest = {k: v for k, v in top.items() if k not in ("event", "events", "articles", "columns")}
    rest |= _files(settings, *settings.codebooks)
    return {"event": {"name": event, **own}, "articles": articles, **rest}


def _files(settings: CorpusConfig, *codebooks: Path) -> dict[str, Any]:
    """What settings name beside themselves, by whole paths: what is written for an event lies elsewhere."""
    found: dict[str, Any] = {"codebooks": [str(path.resolve()) for path in codebooks]} if codebooks else {}
    if settings.pair_weights:
        found["pairs"] = {"weights": str(settings.pair_weights.resolve())}
    return found


def _folders(folder: Path) -> list[Path]:
    """What in a folder is an event of its own: folders with texts, tables; none where texts lie beside them."""
    entries = sorted(p for p in folder.iterdir() if not p.name.startswith("."))
    if any(p.is_file() and p.suffix.lower() in TEXTS for p in entries):
        return []
    return [
        p
        for p in entries
        if (p.is_file() and p.suffix.lower() in TABLES and not p.name.endswith(".corrections.csv"))
        or (p.is_dir() and any(q.suffix.lower() in TEXTS for q in p.iterdir()))
    ]


def _in_place(path: Path, found: list[Path], out: Path, config: Path | None) -> list[EventCorpus]:
    """The events of a folder; with a corpus.toml of its own, what that says holds in each that says nothing else."""
    settings = settings_of(path, config)
    stems = Counter(p.stem if p.is_file() else p.name for p in found)
    places: list[EventCorpus] = []
    taken: set[str] = set()
    for place in found:
        event = place.name if place.is_dir() or stems[place.stem] > 1 else place.stem
        name = slug(event, taken)
        taken.add(name)
        places.append(
            EventCorpus(event, name, place, _merged(settings, place, event, out / "corpora" / f"{name}.toml"))
        )
    return places


def _merged(settings: CorpusConfig, place: Path, event: str, target: Path) -> Path | None:
    own = config_path(place)
    if settings.path is None:
        return None
    top = tomllib.loads(settings.path.read_text(encoding="utf-8-sig"))
    made = _settings(settings, {k: v for k, v in top.items() if k != "articles"}, event, [])
    if own.exists():
        said = settings_of(place, own)  # what is wrong in it is said under its own name
        for key, value in tomllib.loads(own.read_text(encoding="utf-8-sig")).items():
            made[key] = {**made.get(key, {}), **value} if isinstance(value, dict) else value
        made |= _files(said, *settings.codebooks, *said.codebooks)
    files.put(target, toml(made).encode())
    return target


def toml(data: Mapping[str, Any]) -> str:
    """Texts, numbers, dates, lists and tables as TOML, a line for each key."""
    return "".join(f"{in_toml(key)} = {_value(value)}\n" for key, value in data.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{in_toml(k)} = {_value(v)}' for k, v in value.items())}}}"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return in_toml(value) if isinstance(value, str) else json.dumps(value)
