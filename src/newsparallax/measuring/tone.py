"""Score the tone towards a target against people's codes, in the format of NewsMTSC.

Only the texts and the places of the targets reach the model; the polarities are read afterwards.
"""

from __future__ import annotations

from pathlib import Path

from newsparallax import codebooks
from newsparallax.corpus import CorpusError
from newsparallax.measuring.gold import read_records
from newsparallax.measuring.scores import Figures, f1_by_label
from newsparallax.tagging.coding.tone import features_of, shipped
from newsparallax.tagging.grammar.parse import load

POLARITIES = {"neg": "negative", "neu": "neutral", "pos": "positive"}


def targets(path: Path) -> tuple[list[str], list[tuple[int, int, int]], list[str]]:
    """The texts of a NewsMTSC file, (text number, start, end) of every target, and the tone people coded.

    Raises CorpusError, naming the record, for a missing text, a target outside it or an unknown polarity.
    """
    texts: list[str] = []
    places: list[tuple[int, int, int]] = []
    coded: list[str] = []
    for number, record in enumerate(read_records(path), 1):
        try:
            text = str(record["text"])
            for target in record["targets"]:
                start, end, tone = int(target["start"]), int(target["end"]), POLARITIES[target["polarity"]]
                if not 0 <= start < end <= len(text):
                    raise ValueError(f"a target at {start} to {end} is outside the text")
                places.append((len(texts), start, end))
                coded.append(tone)
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(
                f"{path}, record {number}: {error}; each needs a text and targets with start, end, polarity"
            ) from error
        texts.append(text)
    return texts, places, coded


def seen(texts: list[str], places: list[tuple[int, int, int]]) -> list[dict[str, float]]:
    """What the model sees of every target."""
    return features_of(load(), texts, places, codebooks.load())


def tone(gold: Path) -> Figures:
    """Figures of the shipped model; an abstention counts as wrong."""
    texts, places, coded = targets(gold)
    model = shipped()
    return f1_by_label(coded, [model.code(row) for row in seen(texts, places)])
