"""An article's tags, kept by the hash of everything they depend on: an unchanged article is never tagged twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsparallax import files, fingerprint
from newsparallax.corpus import CorpusConfig
from newsparallax.reading.article import Article
from newsparallax.tables import TABLES, Row
from newsparallax.tagging.corrections import Correction
from newsparallax.tagging.who.event import EventCast

Rows = dict[str, list[Row]]


def heard_key(article: Article, config: CorpusConfig) -> str:
    """Hash of all that an article's parse and census depend on: text, roles, corpus.toml's actors and outlets."""
    return _hash(
        {
            "program": fingerprint.program("tagging"),
            "article": asdict(article),
            "actors": [asdict(actor) for actor in config.actors],
            "outlets": sorted(config.outlet_names),
        }
    )


def key(
    article: Article, config: CorpusConfig, codebooks: str, corrections: Sequence[Correction], event: EventCast
) -> str:
    """Hash of all that an article's tags depend on: what its census does, codebooks, topics, the event's names."""
    return _hash(
        {
            "heard": heard_key(article, config),
            "codebooks": codebooks,
            "topics": [asdict(topic) for topic in config.topics],
            "event": asdict(config.event),
            "names": asdict(event),
            "corrections": [asdict(correction) for correction in corrections],
        }
    )


def _hash(parts: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def load_census(folder: Path, name: str) -> dict[str, Any] | None:
    """The census kept under a key; None unless the file holds just what was kept."""
    kept = _read(folder / f"{name}.names.json", name)
    return kept if isinstance(kept, dict) and kept.keys() == {"votes", "people"} else None


def save_census(folder: Path, name: str, census: Mapping[str, Any], parse: bytes) -> None:
    """Keep what an article says of its names, and its parse, until the event's other articles have been heard, too."""
    files.put(folder / f"{name}.parse", parse)
    _write(folder / f"{name}.names.json", name, census)


def load_parse(folder: Path, name: str) -> bytes:
    """The parse kept under a key; empty where there is none. Whoever unpacks it checks that it is the article's."""
    try:
        return (folder / f"{name}.parse").read_bytes()
    except OSError:
        return b""


def load(folder: Path, name: str) -> Rows | None:
    """The rows kept under a key; None, so that they are made anew, unless the file holds just what was kept."""
    rows = _read(folder / f"{name}.json", name)
    return rows if _fits(rows) else None


def save(folder: Path, name: str, rows: Mapping[str, Any]) -> None:
    """Keep an article's rows under a key, with their digest; readers and other writers never meet half a file."""
    _write(folder / f"{name}.json", name, rows)


def _read(path: Path, name: str) -> Any:
    try:
        digest, _, payload = path.read_text(encoding="utf-8").partition("\n")
        return json.loads(payload) if digest == _digest(name, payload) else None
    except (OSError, ValueError):
        return None


def _write(path: Path, name: str, value: Mapping[str, Any]) -> None:
    payload = json.dumps(value, ensure_ascii=False)
    files.put(path, f"{_digest(name, payload)}\n{payload}".encode())


def _digest(name: str, payload: str) -> str:
    # The key is part of it: a file under another article's name is none of that article's.
    return hashlib.sha256(f"{name}\n{payload}".encode()).hexdigest()


def _fits(rows: object) -> bool:
    """Whether the rows are of the tables of tagging and reading, with their columns."""
    if not isinstance(rows, dict) or not rows.keys() <= TABLES.keys():
        return False
    columns = {name: set(TABLES[name].names) for name in rows}
    return all(isinstance(row, dict) and row.keys() == columns[name] for name, found in rows.items() for row in found)
