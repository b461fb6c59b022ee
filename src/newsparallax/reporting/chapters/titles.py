"""What a statement is called: the plainest clause of all its tellings, whole, a quotation with who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newsparallax.codebooks import word_list
from newsparallax.reporting.chapters.common import known, one_line, sentence_case, short
from newsparallax.reporting.desk import Desk, records, span_of

Contents = Mapping[str, Sequence[tuple[int, int]]]  # where the contents of an article's attributions stand

_LONG = 95  # characters; a longer title ends where something is only added
_LEAST = 40  # characters that a shortened title keeps: before that a clause has hardly begun
_MOST = 190  # characters of a title nothing can be taken from
_MOSTLY = 0.55  # of a sentence: a telling that is so much of it is called by the whole


def _any(name: str) -> str:
    """Any word of a list of codebooks/lists/titles.toml, which says what each list is for."""
    return "|".join(sorted(word_list("titles", name)))


_ENDS = re.compile(rf"(?:[;:–—]\s|,\s(?:{_any('added')}|\w+ing)\b|(?<=[a-z]{{4}})\.\s+(?=[A-Z“\"]))")
_WAITING = re.compile(rf"(?:{_any('waiting')})\b", re.I)
_CLAUSE = re.compile(rf"(?:{_any('clause')}|[A-Z“\"‘'\d])\b|[A-Z“\"‘'\d]")
_POINTING = re.compile(
    rf"(?:{_any('pointing')}|the (?:two|latter|former|statement)|\w+ also|according to (?:him|her|them))\b", re.I
)
_FOLLOWING = re.compile(rf"(?:{_any('following')})\b", re.I)
_QUOTES = '“”" '


def contents(desk: Desk) -> Contents:
    """Where the contents of attributions stand in each article, in the order of its text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for row in records(desk["attributions"]):
        found.setdefault(row["article_id"], []).extend((int(low), int(high)) for low, high in row["content_spans"])
    return {article: sorted(spans) for article, spans in found.items()}


def title(desk: Desk, told: Sequence[Mapping[str, Any]], said: Contents) -> str:
    """What a statement is called, from the rows of the ledger that tell it.

    Who wrote before the event could not tell what came of it: the others' words go before theirs.
    """
    early = desk.early
    called = [
        (apart + 2 * (row["article_id"] in early) + (len(found) > _LONG + 15), len(found), found)
        for row in told
        for apart, found in _called(desk, row, said.get(row["article_id"], ()))
    ]
    return min(called)[2]


def _called(desk: Desk, row: Mapping[str, Any], said: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """What a telling may be called, each with how far it is from a clause that can stand alone."""
    start, end = int(row["start"]), int(row["end"])
    told, speaker = one_line(row["words"]), known(row["speaker"])
    if row["manner"] == "direct":
        spans = ((low, high) for low, high in said if start <= low < end <= high + 3)
        low, high = next(spans, (start, end))
        words = told[low - start : high - start] or told
        yield from _quotation(words, speaker)
        return
    sentence = desk.texts.sentence(span_of(row))
    before = sentence.words[: start - sentence.start].strip(_QUOTES + "‘'")
    if not before:
        yield _alone(told), clause(told)
    elif end - start >= _MOSTLY * len(sentence.words) and len(whole := clause(sentence.words)) > len(before) + 20:
        yield _alone(sentence.words), whole
    yield 2 + _alone(told) + 4 * (not _CLAUSE.match(told)), clause(told)


def _quotation(words: str, speaker: str) -> Iterator[tuple[int, str]]:
    """A quotation, with who says it; a few words are put into quotation marks."""
    called = clause(words)
    apart = 4 * (len(words.split()) < 5 or not _begins(words))
    if speaker and apart:
        yield apart + 1, f"{speaker}: “{called.removeprefix('… ')}”"
    elif speaker:
        yield 2 * bool(_FOLLOWING.match(words.lstrip(_QUOTES))), f"{speaker}: {called}"
    else:
        yield 2 + apart, f"“{called}”"


def pointing(words: str) -> bool:
    """Whether the beginning of some words can only be understood from what stands before them."""
    return bool(_POINTING.match(words.lstrip(_QUOTES)))


def _alone(words: str) -> int:
    """How far a clause is from one that can stand alone: 0 where nothing in its beginning points elsewhere."""
    words = words.lstrip(_QUOTES)
    return 3 * bool(_WAITING.match(words)) + 2 * pointing(words)


def clause(words: str) -> str:
    """The words as a title: without quotation marks around them, cut only where something is added to a clause."""
    told = one_line(words).strip(_QUOTES).rstrip(".,;:" + _QUOTES)
    told = told[1:-1].rstrip(".,;:") if told[:1] in "‘'" and told[-1:] in "’'" else told
    if len(told) > _LONG:
        first = 1 if _WAITING.match(told) else 0
        ends = [found.start() for found in _ENDS.finditer(told)][first:]
        fitting = [at for at in ends if _LEAST <= at <= _LONG]
        late = [at for at in ends if at > _LONG]
        told = told[: fitting[-1]] if fitting else told[: late[0]] if late else told
    told = _balanced(told.rstrip(".,;:" + " "))
    if len(told) > _MOST:
        comma = told.rfind(", ", _LONG, _MOST)
        told = told[:comma] if comma > 0 else short(told, _MOST)
    return sentence_case(told) if _CLAUSE.match(told) or _begins(words) else f"… {told}"


def _begins(words: str) -> bool:
    """Whether words begin a sentence."""
    return words.lstrip(_QUOTES + "‘'")[:1].isupper()


def _balanced(told: str) -> str:
    """Without a quotation mark whose partner was cut away."""
    if told.count("“") != told.count("”"):
        told = told.replace("“", "").replace("”", "")
    return told if told.count('"') % 2 == 0 else told.replace('"', "")
