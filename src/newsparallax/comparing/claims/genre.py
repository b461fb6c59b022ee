"""What kind of text an article is, where that decides whose words stand in it: a page of readers' letters, opinion.

Read from the form of the text alone, since few corpora say under what heading an article stood. On 1,224 articles of
two public corpora the marks of letters fired on eleven, all of them such pages; those of opinion on 39, of which 36
were columns, essays or memoirs (the others: a transcript, a speech without quotation marks, a podcast's blurb).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from newsparallax.comparing.claims.texts import BOOK, WHOLE, Sentence, Span, Texts
from newsparallax.comparing.units import Record, by, by_article

# A line that says that readers speak: "LETTERS.", "Facebook".
_HEADING = re.compile(rf"\W*(?:{'|'.join(BOOK['readers_headings'].strip().splitlines())})\W*", re.IGNORECASE)
_LETTERS = re.compile(
    r"\W*(?:letters?\b|reader|(?:have )?your\b|from (?:our )?readers|our readers|mailbag)", re.IGNORECASE
)
# A line that is only somebody's name, with a place perhaps, or a name of a network.
_SIGNED = re.compile(
    r"[—–\s-]*(?:@\w{3,}|(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+(?:,(?: [A-Z][\w.]+){1,3}){0,2}"
    r"(?:,? (?:via|by|on) \w+)?)\.?\s*"
)
# In brackets or behind a dash in an outlet's name; before a colon in a headline.
_KINDS = r"(?:letters?|readers[’']? (?:letters|comments)|opinions?|op-ed|editorial|column|commentary)"
_LABEL = re.compile(rf"[(\[,:—–-]\s*{_KINDS}\b", re.IGNORECASE)
_HEAD_LABEL = re.compile(rf"\W*{_KINDS}(?: to the editor)?\s?[:|]", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\bI(?:[’'](?:m|ve|d|ll))?\b(?!\.)|\b(?:my|me|myself|us)\b|\b(?:[Ww]e|[Oo]ur|[Ll]et[’']s)\b"
)
_SHOULD = re.compile(r"\b(?:should|must|ought to)\b(?! have)")
# "Q: Why?" "MOE: Because."
_TURN = re.compile(r"\W*(?:Q|A|[A-Z][A-Z .’'-]{2,30})\s?:(?:\s|$)")
_SPOKEN = re.compile(r"[“”\"]|''")
# A heading of readers stands among so many sentences from the top; a label of turns so often makes a transcript.
_TOP, _TURNS = 3, 2
# Sentences in which a writer argues, and the share of all that they must be (counted as if there were five more).
_LEAST, _SHARE, _SHORT = 5, 0.12, 12


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of article, the sentences that show it, and one of them that can be printed (None where none can)."""

    kind: Literal["letters", "opinion"]
    shown: Sentence | None
    spans: tuple[Span, ...]


def genres(texts: Texts) -> dict[str, Genre]:
    """The kind of each outlet that has nothing but letters of readers or opinion; an outlet with reports has none."""
    found: dict[str, Genre] = {}
    for outlet, own in texts.sentences.items():
        said = by_article(texts.attributions[outlet])
        kinds = [
            _labelled(outlet, sentences) or _letters(sentences) or _opinion(sentences, said.get(article, ()))
            for article, sentences in by(own, lambda s: s.article_id).items()
        ]
        if kinds and (first := kinds[0]) is not None and all(k is not None and k.kind == first.kind for k in kinds):
            found[outlet] = first
    return found


def _labelled(outlet: str, sentences: Sequence[Sentence]) -> Genre | None:
    """What the outlet's name or a headline calls an article: "The Times (opinion)", "Letters: readers on the bell"."""
    head = next((s.words for s in sentences if s.role == "headline"), "")
    for label in (outlet, head):
        found = _LABEL.search(label) if label == outlet else _HEAD_LABEL.match(label)
        if found is not None:
            # A name that says it needs no claim.
            shown = None if label == outlet else next((s for s in sentences if s.role == "body" and _whole(s)), None)
            letters = "letter" in found.group().lower() or "reader" in found.group().lower()
            return Genre("letters" if letters else "opinion", shown, tuple(s.span for s in sentences[:1]))
    return None


def _letters(sentences: Sequence[Sentence]) -> Genre | None:
    """A page of readers' letters: letters on top, or another heading of readers and names alone on their lines."""
    headings = [s for s in sentences if _HEADING.fullmatch(s.words)]
    signed = [s for s in sentences if _SIGNED.fullmatch(s.words) and s.role != "headline"]
    top = bool(headings) and headings[0].position <= _TOP
    if not (signed and (top or len(headings) > 1)) and not (top and _LETTERS.match(headings[0].words)):
        return None
    marks = {s.start for s in (*headings, *signed)}
    told = [s for s in sentences if s.role == "body" and s.start not in marks and _whole(s)]
    shown = max(told, key=lambda s: len(s.words), default=None)
    return Genre("letters", shown, tuple(s.span for s in (*headings, *signed)))


def _opinion(sentences: Sequence[Sentence], said: Sequence[Record]) -> Genre | None:
    """Opinion: from first to last the writer says "we" and "should" and asks, where nobody is quoted or reported."""
    if len(sentences) < _SHORT or sum(_TURN.match(s.words) is not None for s in sentences) > _TURNS:
        return None
    rows = [(r["start"], r["end"]) for r in said]
    spoken = [
        _SPOKEN.search(s.words) is not None or any(low < s.end and s.start < high for low, high in rows)
        for s in sentences
    ]
    own = [
        (n, s)
        for n, s in enumerate(sentences)
        if s.role == "body" and n and not (spoken[n] or spoken[n - 1]) and _argues(s.words)
    ]
    thirds = {3 * n // len(sentences) for n, _ in own}
    # What begins as a report and ends as a demand is opinion, too; without a "must" it may be a speech that is quoted.
    demands = 2 in thirds and len(thirds) > 1 and sum(_SHOULD.search(s.words) is not None for _, s in own) > 1
    if len(own) < max(_LEAST, _SHARE * (len(sentences) + 5)) or not (demands or len(thirds) == 3):
        return None
    shown = [s for _, s in own if _whole(s)]
    best = next((s for s in shown if _SHOULD.search(s.words)), shown[0] if shown else None)
    return Genre("opinion", best, tuple(s.span for _, s in own))


def _argues(words: str) -> bool:
    return bool(_FIRST_PERSON.search(words) or _SHOULD.search(words) or words.rstrip().endswith("?"))


def _whole(sentence: Sentence) -> bool:
    """Whether a sentence of a writer can be printed: no fragment, and not cut."""
    return len(sentence.words.split()) >= 8 and len(sentence.words) <= WHOLE and sentence.words.rstrip()[-1:] in ".!?"
