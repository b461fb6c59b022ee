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

Rows = dict[str, list[Row]]


def key(article: Article, config: CorpusConfig, codebooks: str, corrections: Sequence[Correction]) -> str:
    """Hash of all that an article's tags depend on: text, roles, codebooks, corpus.toml's actors, outlets, topics."""
    parts = {
        "program": fingerprint.program("tagging"),
        "codebooks": codebooks,
        "article": asdict(article),
        "actors": [asdict(actor) for actor in config.actors],
        "topics": [asdict(topic) for topic in config.topics],
        "event": asdict(config.event),
        "outlets": sorted(config.outlet_names),
        "corrections": [asdict(correction) for correction in corrections],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def load(folder: Path, name: str) -> Rows | None:
    """The rows kept under a key; None, so that they are made anew, unless the file holds just what was kept."""
    try:
        digest, _, payload = (folder / f"{name}.json").read_text(encoding="utf-8").partition("\n")
        if digest != _digest(name, payload):
            return None
        rows: Rows = json.loads(payload)
    except (OSError, ValueError):
        return None
    return rows if _fits(rows) else None


def save(folder: Path, name: str, rows: Mapping[str, Any]) -> None:
    """Keep an article's rows under a key, with their digest; readers and other writers never meet half a file."""
    payload = json.dumps(rows, ensure_ascii=False)
    files.put(folder / f"{name}.json", f"{_digest(name, payload)}\n{payload}".encode())


def _digest(name: str, payload: str) -> str:
    # The key is part of it: a file under another article's name is none of that article's.
    return hashlib.sha256(f"{name}\n{payload}".encode()).hexdigest()


def _fits(rows: object) -> bool:
    """Whether the rows are of the tables of tagging and reading, with their columns."""
    if not isinstance(rows, dict) or not rows.keys() <= TABLES.keys():
        return False
    columns = {name: set(TABLES[name].names) for name in rows}
    return all(isinstance(row, dict) and row.keys() == columns[name] for name, found in rows.items() for row in found)
