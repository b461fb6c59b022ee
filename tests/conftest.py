"""What many tests share: the parser is loaded once, because that takes seconds."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from newsparallax.tagging.grammar.parse import load

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pinned English pipeline."""
    return load()


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The first corpus, as it stands in the repository."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def seeds_report(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The report on the seeds as page, print and Word document, its tables beside it; nobody writes there."""
    from newsparallax.reporting import report

    return report.make(seeds, tmp_path_factory.mktemp("seeds"), {}, progress=lambda line: None, docx=True)
