"""What a statement is called: who makes it, and its telling clause, whole."""

from __future__ import annotations

import re

import pandas as pd

from newsparallax.reporting.chapters.common import known, one_line, sentence_case, short
from newsparallax.reporting.desk import Desk, records

_LONG = 95  # characters; a longer title ends where something is only added
_LEAST = 40  # characters that a shortened title keeps: before that a clause has hardly begun
_MOST = 190  # characters of a title nothing can be taken from
# What may be dropped from a clause that is whole without it begins with one of these, after a comma; any other word
# after a comma may be the clause's own verb ("Cole, the mayor, said").
_ADDED = (
    "who whose which where when while and but as after adding saying including with according amid although though so "
    "because since until despite following noting stressing claiming also on"
)
_ENDS = re.compile(rf"(?:[;:–—]\s|,\s(?:{_ADDED.replace(' ', '|')}|\w+ing)\b|(?<=[a-z]{4})\.\s+(?=[A-Z“\"]))")
# A clause that begins with one of these waits for another: it is none by itself.
_WAITING = re.compile(
    r"(?:after|as|when|while|if|although|though|since|because|before|despite|following|on|in|at)\b", re.I
)
# Words from the midst of a sentence are called by it, unless they begin like a clause.
_CLAUSE = re.compile(
    r"(?:the|an?|he|she|it|they|we|i|there|this|these|those|his|her|its|their|our|some|no|nobody|all|both|many|most|"
    r"[A-Z“\"‘'\d])\b|[A-Z“\"‘'\d]"
)
_QUOTES = '“”" '


def names(desk: Desk) -> dict[str, str]:
    """The title of each statement, by its id."""
    contents: dict[str, list[tuple[int, int]]] = {}
    for row in records(desk["attributions"]):
        spans = contents.setdefault(row["article_id"], [])
        spans += [(int(low), int(high)) for low, high in row["content_spans"]]
    called = {}
    for row in records(desk["statements"]):
        start, end, speaker = int(row["start"]), int(row["end"]), known(row["speaker"])
        told, said = row["wording"], None
        for low, high in sorted(contents.get(row["article_id"], ())):
            if start <= low < end <= high + 3 and end - low > 20:
                said = told[low - start :].removeprefix("that ").strip()
                break
        if speaker and said and not said.startswith("to "):
            called[row["statement_id"]] = f"{speaker}: {clause(said)}"
        elif not speaker and pd.notna(row["start"]) and not _CLAUSE.match(told):
            called[row["statement_id"]] = _in_sentence(desk, row["article_id"], start, end, told)
        else:
            called[row["statement_id"]] = clause(told)
    return called


def _in_sentence(desk: Desk, article: str, start: int, end: int, told: str) -> str:
    """The clause of a sentence that holds words from its midst; where it is too long, the words themselves."""
    sentence = desk.texts.sentence((article, start, end))
    reach = end - sentence.start
    whole = clause(sentence.words, reach)
    return whole if len(whole) <= _MOST // 2 + 40 and reach <= len(whole) + 2 else clause(told)


def clause(words: str, least: int = _LEAST) -> str:
    """The words as a title: without quotation marks around them, cut only where something is added to a clause."""
    told = one_line(words).strip(_QUOTES).rstrip(".,;:" + _QUOTES)
    told = told[1:-1].rstrip(".,;:") if told[:1] in "‘'" and told[-1:] in "’'" else told
    if len(told) > _LONG:
        first = 1 if _WAITING.match(told) else 0
        ends = [found.start() for found in _ENDS.finditer(told)][first:]
        fitting = [at for at in ends if max(least - 2, _LEAST) <= at <= _LONG]
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
