"""Sentences and their words as vectors."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from newsparallax.tagging.encoder import SCALE, encode, rows
from newsparallax.tagging.grammar.sentences import Sentence

SEALED = "The town sealed the bakers’ ovens on Monday."


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    one, other = a.astype(float), b.astype(float)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


def test_each_content_word_has_its_place_and_a_vector_after_the_sentence_s() -> None:
    ((spans, vectors),) = encode([SEALED])
    assert [SEALED[low:high] for low, high in spans] == ["town", "sealed", "bakers", "ovens", "Monday"]
    assert vectors.shape == (6, 384)
    assert np.linalg.norm(vectors.astype(float), axis=1) == pytest.approx(SCALE, rel=0.02)


def test_a_sentence_in_other_words_is_nearer_than_one_of_something_else() -> None:
    words = [SEALED, "Bakers found their stoves shut by the council.", "The dog slept until noon."]
    told, again, other = (vectors[0] for _, vectors in encode(words))
    assert cosine(told, again) > cosine(told, other) + 0.3


def test_a_word_means_something_else_in_another_sentence() -> None:
    told = ["The bank of the river was flooded.", "The bank raised its interest.", "The bank lent coins."]
    river, money, coins = (vectors[1] for _, vectors in encode(told))
    assert cosine(money, coins) > cosine(river, coins)


def test_a_sentence_has_the_same_vectors_whatever_is_encoded_with_it() -> None:
    others = [f"{'Something else altogether. ' * n}The end." for n in range(1, 20)]
    ((_, alone),) = encode([SEALED])
    together = encode([*others, SEALED, "Short."])
    assert (together[len(others)][1] == alone).all()
    assert (together[3][1] == encode([others[3]])[0][1]).all()


def test_nothing_to_encode_gives_nothing() -> None:
    assert encode([]) == []


def test_words_beyond_what_the_model_reads_have_none() -> None:
    ((spans, vectors),) = encode(["town " * 600])
    assert 200 < len(spans) < 256
    assert len(vectors) == len(spans) + 1


def test_nothing_but_blanks_and_signs_has_a_vector_of_its_own_and_no_words() -> None:
    ((spans, vectors),) = encode(["— …"])
    assert spans == []
    assert vectors.shape == (1, 384)


def test_subheads_and_captions_are_left_out_and_places_are_the_article_s() -> None:
    text = f"Ovens\n{SEALED}"
    told = [
        Sentence("a:s1", 0, 5, "subhead", 1),
        Sentence("a:s2", 6, len(text), "body", 2),
    ]
    (row,) = rows("a", text, told)
    assert [text[low:high] for low, high in row["word_spans"]][:2] == ["town", "sealed"]
    assert len(base64.b64decode(row["vectors"])) == 6 * 384


def test_the_encoder_tells_nobody_and_leaves_nothing_behind(tmp_path: Path) -> None:
    hidden = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    own = {**hidden, "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    ask = "from newsparallax.tagging.encoder import encode; encode(['A road.'])"
    subprocess.run([sys.executable, "-c", ask], env=own, check=True)
    assert list(tmp_path.iterdir()) == []
