"""Which language a text is in, from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from newsparallax.codebooks import word_lists

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
_LATIN = re.compile(r"[A-Za-z]")
# "Jan van der Berg", "Marie de la Cruz": the small words of a name.
_PARTICLE = re.compile(
    r"(?<=[a-zà-ÿ]) (?:(?:van|de|der|den|von|la|las|los|da|di|du|des|del|dos|ten|ter|zu|el|al) )+(?=[A-ZÀ-Þ])"
)
ENOUGH = 20  # words: with fewer, function words are too few to tell
WEAK, STRONG = 0.06, 0.15  # share of function words that tells English, and that tells another language
CLEAR = 1.5  # times as many as English ones


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in word_lists("languages").items()}


def language(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or None where it does not tell (fewer than 20 words, or no evidence).

    A script other than Latin decides at once; Latin letters by which language's function words are commonest. Another
    language than English is said on strong signs only, since a text in it is left out: names hold "van", "de", "la".
    """
    sample = text[:5_000]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    if len(_LATIN.findall(sample)) < letters / 2:
        # Ukrainian and Persian are told from Russian and Arabic by letters the others do not have.
        few = {"uk": 0.02, "fa": 0.02, "ja": 0.1}
        return next((k for k, p in _SCRIPTS if len(p.findall(sample)) > few.get(k, 0.4) * letters), None)
    # A capital inside a sentence is a name's; small letters are the language's own.
    words = re.findall(r"[^\W\d_]+", sample)
    if len(words) < ENOUGH:
        return None
    told = re.findall(r"[^\W\d_]+", _PARTICLE.sub(" ", sample))
    counts = Counter(word for word in told if word.islower())
    hits = {k: sum(counts[w] for w in stop) for k, stop in _function_words().items()}
    best = max(hits, key=hits.__getitem__)
    if best != "en" and hits[best] < max(STRONG * len(words), CLEAR * hits["en"]):
        best = "en"
    return best if hits[best] >= WEAK * len(words) else None
