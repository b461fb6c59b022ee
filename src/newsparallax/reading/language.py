"""Which language a text is in, from its script and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

# The commonest function words of the languages news is most often copied in. Words that two of these languages share
# say nothing between them; the share of all words decides.
_STOP = {
    "en": "the of and to in that is was for with on as he his by at from it has have not are which be this said",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch werden wurde",
    "fr": "de la le et les des en du une est que dans pour qui par sur au plus pas avec ont cette été",
    "es": "de la que el en y los del se las por un para con una su al lo como más pero sus ha",
    "it": "di che la il un per in del non con è una della le dei da nel alla sono gli ha anche",
    "pt": "de que o do da em um para é com não uma os no se na por mais as dos como mas foi ao",
    "nl": "de van het een in en is dat op te voor met zijn niet aan door er om ook als naar bij",
    "sv": "och i att det som en på är av för med till den har inte om ett men var",
    "pl": "w i na z do się nie że to jest o od przez po za jak dla ale oraz",
    "tr": "ve bir bu için ile da de olarak çok daha olan gibi ise en kadar",
    "id": "yang dan di itu dengan untuk dari dalam ini pada tidak akan ke telah oleh",
}
_WORDS = {language: frozenset(words.split()) for language, words in _STOP.items()}
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
ENOUGH = 20  # words: with fewer, function words are too few to tell


def language(text: str) -> str | None:
    """ISO 639-1 code of a text's language, or None where it does not tell (fewer than 20 words, or no evidence).

    A script other than Latin decides at once; Latin letters by which language's function words are commonest.
    """
    sample = text[:5_000]
    letters = sum(map(str.isalpha, sample))
    if not letters:
        return None
    if len(_LATIN.findall(sample)) < letters / 2:
        # Ukrainian and Persian are told from Russian and Arabic by letters the others do not have.
        few = {"uk": 0.02, "fa": 0.02, "ja": 0.1}
        return next((k for k, p in _SCRIPTS if len(p.findall(sample)) > few.get(k, 0.4) * letters), None)
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < ENOUGH:
        return None
    counts = Counter(words)
    hits = {k: sum(counts[w] for w in stop) for k, stop in _WORDS.items()}
    best = max(hits, key=hits.__getitem__)
    return best if hits[best] >= 0.1 * len(words) else None
