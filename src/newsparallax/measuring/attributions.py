"""Score attributions as spans with sources, against articles in which every attribution was coded by hand.

The measures follow PARC 3 and PolNeAR (Newell et al. 2018, "An Attribution Relations Corpus for Political News"), made
fair to systems that cut differently: both sides are taken apart into contiguous fragments of content, and words are
compared, not characters. All counts add up over articles, so that articles can be resampled.

- `span`: a fragment is found when its words overlap with those of a coded one by half (intersection over union)
- `speech_e2e`: found, and the source right; precision against everything coded, recall against speech only:
  a list of verbs says what that is; without one it is `e2e`, with recall over everything that has a source
- `direct_e2e`: stretches of four words or more in quotation marks given to the right source
- `word_e2e`: words given to the right source
- `resolved`: of the coded speech, how much was given to the right NAME (for gold that names its speakers)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from newsparallax.measuring.scores import Figure, ratios

Span = tuple[int, int]
Record = Mapping[str, Any]
Counts = Counter[str]
Verbs = frozenset[str]  # every form of every verb whose attributions count as speech

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")
_NAME = re.compile(r"[A-Z][\w\-’']*")
_GENITIVE = re.compile(r"[’']s$")
_NO_NAME = frozenset("the a an of and in on at to for by with from who which that 's ’s mr mrs ms dr".split())  # noqa: SIM905
_LEADING = frozenset({"that", "and", "but"})
_PRONOUNS = frozenset(
    "he she they i we his her their it its my our him them us me who that which".split()  # noqa: SIM905
)
_NOUN_CUES = re.compile(r"according to|:|—|―|statement|tweet|interview|in the words of|per\b", re.IGNORECASE)
# A longer source names nobody, a longer name is a list.
_LONGEST_SOURCE, _LONGEST_NAME = 30, 12
_SHORTEST_QUOTATION = 4


class Words:
    """The words of a text, addressed by number."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [m.span() for m in _WORD.finditer(text)]
        self._starts = [start for start, _ in self.spans]

    def __getitem__(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def inside(self, spans: Iterable[Sequence[int]]) -> list[int]:
        """Numbers of the words that share a character with one of the spans, in order."""
        found: set[int] = set()
        for start, end in spans:
            number = max(0, bisect_right(self._starts, start) - 1)
            while number < len(self.spans) and self.spans[number][0] < end:
                if self.spans[number][1] > start:
                    found.add(number)
                number += 1
        return sorted(found)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A contiguous stretch of content: numbers of its words, of its source's words, and its cue as text."""

    words: frozenset[int]
    source: tuple[int, ...]
    cue: str


def is_speech(cue: str, verbs: Verbs) -> bool:
    """Whether a cue's words make an attribution one of speech."""
    return bool(_NOUN_CUES.search(cue)) or any(word in verbs for word in re.findall(r"[a-z]+", cue.lower()))


def fragments(words: Words, records: Iterable[Record]) -> list[Fragment]:
    """The contiguous stretches of every record's content; stretches parted by punctuation only are one."""
    found = []
    for record in records:
        source = words.inside(record.get("source") or [])
        cue = " ".join(words.text[start:end] for start, end in record.get("cue") or [])
        for span in _joined(words.text, record["content"]):
            numbers = words.inside([span])
            while len(numbers) > 1 and words[numbers[0]].lower() in _LEADING:
                del numbers[0]
            if numbers:
                kept = tuple(source) if len(source) <= _LONGEST_SOURCE else ()
                found.append(Fragment(frozenset(numbers), kept, cue))
    return found


def _joined(text: str, spans: Iterable[Sequence[int]]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted((start, end) for start, end in spans):
        if joined and not _WORD.search(text[joined[-1][1] : start]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def same_source(words: Words, gold: Sequence[int], predicted: Sequence[int]) -> bool:
    """Whether two sources share a word that names somebody, or end in the same name elsewhere in the text."""
    if not gold or not predicted:
        return False
    shared = set(gold) & set(predicted)
    if any(words[number].lower() not in _NO_NAME for number in shared):
        return True
    if shared and all(words[number].lower() in _NO_NAME for number in gold):
        return True
    name = _last_name(words, gold)
    return name is not None and name == _last_name(words, predicted) and name.lower() not in _NO_NAME


def _last_name(words: Words, numbers: Iterable[int]) -> str | None:
    names = [_GENITIVE.sub("", words[number]) for number in numbers if words[number][:1].isupper()]
    return names[-1] if names else None


def _matches(gold: Sequence[Fragment], predicted: Sequence[Fragment]) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) that overlap by half or more, the best overlaps first, each fragment used once."""
    candidates = []
    for g, coded in enumerate(gold):
        for p, found in enumerate(predicted):
            shared = len(coded.words & found.words)
            if shared and (overlap := shared / len(coded.words | found.words)) >= 0.5:
                candidates.append((overlap, g, p))
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for _, g, p in sorted(candidates, reverse=True):
        if g not in used_gold and p not in used_predicted:
            used_gold.add(g)
            used_predicted.add(p)
            pairs.append((g, p))
    return pairs


def quotations(text: str) -> list[Span]:
    """Stretches of four words or more in double quotation marks, the marks included, each within its line.

    A mark that never closes reaches to the end of its line.
    """
    # Two apostrophes are a quotation mark in some papers; the word joiner keeps every offset where it was.
    text = text.replace("''", '"\u2060')
    found = []
    at = 0
    for line in text.split("\n"):
        opened: int | None = None
        for offset, mark in enumerate(line):
            if opened is None and mark in '“〝"':
                opened = offset
            elif opened is not None and mark in '”〞"':
                found.append((at + opened, at + offset + 1))
                opened = None
        if opened is not None and len(line) - opened > 3:
            found.append((at + opened, at + len(line)))
        at += len(line) + 1
    return [(start, end) for start, end in found if len(_WORD.findall(text[start:end])) >= _SHORTEST_QUOTATION]


def count(text: str, coded: Sequence[Record], predicted: Sequence[Record], verbs: Verbs | None = None) -> Counts:
    """What `figures` adds up, for one article; without `verbs` everything coded with a source is taken for speech.

    A record has `content` (spans), `source` and `cue` (spans, or missing); spans are offsets into `text`.
    """
    words = Words(text)
    gold, found = fragments(words, coded), fragments(words, predicted)
    counts: Counts = Counter(coded=len(gold), predicted=len(found))
    speech = {n for n, g in enumerate(gold) if g.source and (verbs is None or is_speech(g.cue, verbs))}
    pairs = _matches(gold, found)
    right = [g for g, p in pairs if same_source(words, gold[g].source, found[p].source)]
    counts.update(found=len(pairs), speech=len(speech), right=len(right), right_speech=len(speech.intersection(right)))
    return counts + _count_words(words, gold, found) + _count_direct(words, text, gold, found)


def _count_words(words: Words, gold: Sequence[Fragment], found: Sequence[Fragment]) -> Counts:
    coded_at, found_at = _fragments_at(gold), _fragments_at(found)
    agree = cache(lambda g, p: same_source(words, gold[g].source, found[p].source))
    right = sum(
        any(agree(g, p) for g in coded_at[number] for p in found_at[number]) for number in coded_at.keys() & found_at
    )
    return Counter(coded_words=len(coded_at), predicted_words=len(found_at), right_words=right)


def _fragments_at(listed: Sequence[Fragment]) -> dict[int, list[int]]:
    at: dict[int, list[int]] = {}
    for number, fragment in enumerate(listed):
        for word in fragment.words:
            at.setdefault(word, []).append(number)
    return at


def _count_direct(words: Words, text: str, gold: Sequence[Fragment], found: Sequence[Fragment]) -> Counts:
    counts: Counts = Counter()
    for span in quotations(text):
        stretch = set(words.inside([span]))
        if not stretch:
            continue
        claims = [p for p in found if _covers(p, stretch)]
        counts["predicted_direct"] += bool(claims)
        coded = max(gold, key=lambda g: len(g.words & stretch), default=None)
        if coded and coded.source and _covers(coded, stretch):
            counts["coded_direct"] += 1
            counts["right_direct"] += any(same_source(words, coded.source, p.source) for p in claims)
    return counts


def _covers(fragment: Fragment, stretch: set[int]) -> bool:
    return len(fragment.words & stretch) >= 0.8 * len(stretch)


def figures(counts: Mapping[str, int]) -> dict[str, Figure]:
    """(precision, recall, F1) of each measure, between 0 and 1, from the counts of any number of articles."""
    c = Counter(counts)
    return {
        "span": ratios(c["found"], c["predicted"], c["coded"]),
        "speech_e2e": ratios(c["right"], c["predicted"], c["speech"], c["right_speech"]),
        "direct_e2e": ratios(c["right_direct"], c["predicted_direct"], c["coded_direct"]),
        "word_e2e": ratios(c["right_words"], c["predicted_words"], c["coded_words"]),
    }


def count_resolved(
    text: str, coded: Sequence[Record], predicted: Sequence[Record], verbs: Verbs | None = None
) -> Counts:
    """How much of one article's coded speech was found, and given to the right name.

    Coded records may name a `speaker` as {"best": name, "mentions": [[start, end, words], ...]}; without it the words
    of the source are the name. Speech inside a quotation (`in_quote`) is left out. A predicted `speaker` is a name or
    None.
    """
    words, counts = Words(text), Counter(gold=0, found=0, right=0)
    for record in coded:
        cue = " ".join(text[start:end] for start, end in record.get("cue") or [])
        speech = verbs is None or is_speech(cue, verbs) or record.get("cue_lemma") == "accord"
        if record.get("in_quote") or not record.get("source") or not speech:
            continue
        counts["gold"] += 1
        best = _best(words, record, predicted)
        if best is not None:
            counts["found"] += 1
            counts["right"] += _names_agree(_accepted_names(text, record), _spoken_name(text, best))
    return counts


def _best(words: Words, coded: Record, predicted: Sequence[Record]) -> Record | None:
    """The prediction that overlaps most; a shared cue outweighs half of the content."""
    content, cue = set(words.inside(coded["content"])), set(words.inside(coded.get("cue") or []))
    best: tuple[float, Record] | None = None
    for record in predicted:
        theirs = set(words.inside(record["content"]))
        same_cue = bool(cue & set(words.inside(record.get("cue") or [])))
        overlap = len(content & theirs)
        score = overlap / max(1, len(content | theirs)) + 0.5 * same_cue
        if overlap and (score >= 0.3 or same_cue) and (best is None or score > best[0]):
            best = score, record
    return best[1] if best else None


def _accepted_names(text: str, record: Record) -> list[str]:
    speaker = record.get("speaker")
    if not speaker:
        return [" ".join(text[start:end] for start, end in record["source"])]
    named = [words for *_, words in speaker.get("mentions", []) if words.lower() not in _PRONOUNS]
    return named or [speaker["best"]]


def _spoken_name(text: str, record: Record) -> str:
    named: str | None = record.get("speaker")
    return named or " ".join(text[start:end] for start, end in record.get("source") or [])


def _names_agree(accepted: Iterable[str], spoken: str) -> bool:
    """Whether a name shares one of the last two capitalised words of an accepted one, or a bare noun its last word."""
    proper: set[str] = set()
    common: set[str] = set()
    for name in accepted:
        capitalised = [_GENITIVE.sub("", word) for word in _NAME.findall(name)]
        proper.update(capitalised[-2:])
        if not capitalised:
            common.update(re.findall(r"\w+", name.lower())[-1:])
    spoken_names = {_GENITIVE.sub("", word) for word in _NAME.findall(spoken)}
    if spoken_names:
        return len(spoken_names) <= _LONGEST_NAME and bool(spoken_names & proper)
    last = re.findall(r"\w+", spoken.lower())[-1:]
    return bool(last) and last[0] in common | {name.lower() for name in proper}


def report(
    per_article: Iterable[Counts], resolved: Iterable[Counts] | None = None, speech: bool = True
) -> dict[str, Any]:
    """The figures of a set of articles as the published comparison prints them: per cent, one decimal.

    Each measure is [precision, recall, F1]; `precision_e2e` is the precision of span and source together. `speech`:
    whether a list of verbs told speech from the rest.
    """
    total: Counts = sum(per_article, Counter())
    printed: dict[str, Any] = {
        name if speech else name.removeprefix("speech_"): [round(100 * value, 1) for value in figure]
        for name, figure in figures(total).items()
    }
    printed["precision_e2e"] = round(100 * figures(total)["speech_e2e"][0], 1)
    if resolved is not None:
        names: Counts = Counter()
        for counts in resolved:
            names.update(counts)
        printed["resolved"] = round(100 * names["right"] / max(1, names["gold"]), 1)
        printed["resolved_counts"] = dict(names)
    return printed
