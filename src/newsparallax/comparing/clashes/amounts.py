"""Quantities and durations in a text, normalised with their vagueness: "nearly two hours" is 96 to 120 minutes."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from newsparallax.codebooks import LISTS
from newsparallax.comparing.wordforms import stem, tokens

_BOOK = tomllib.loads((LISTS / "quantities.toml").read_text("utf-8"))
_UNITS: dict[str, int] = _BOOK["units"]
_POWERS: dict[str, int] = _BOOK["powers"]
_VALUES = {word: n for n, word in enumerate(_BOOK["small"].split())} | {
    word: 10 * n for n, word in enumerate(_BOOK["tens"].split(), 2)
}
_POWER = re.compile("|".join(_POWERS), re.IGNORECASE)
_WORD = "|".join([*_VALUES, *_POWERS])
_NUMBER = rf"(?:\d(?:[\d,]*\d)?(?:\.\d+)?(?:\s(?:{'|'.join(_POWERS)}))?|(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}))*)"

_VAGUE = {word: (low, high) for word, (low, high) in _BOOK["vague"].items()}
_HEDGE = rf"(?:(?P<vague>{'|'.join(_VAGUE)})\s+)?"
# A number with the word that makes it vague, for those who read what stands beside numbers.
HEDGED = rf"{_HEDGE}(?P<first>{_NUMBER})"
_UNIT = "|".join(_UNITS)
_DURATION = re.compile(
    rf"\b{_HEDGE}(?:(?P<least>{_NUMBER})\s+(?:to|or)\s+)?"
    rf"(?P<first>(?:half\s+)?an?|{_NUMBER})(?P<half_more>\s+and\s+a\s+half)?[\s-](?P<unit>{_UNIT})s?"
    rf"(?:\s+and\s+(?:a\s+(?P<half>half)|(?P<second>an?|{_NUMBER})\s+(?P<lesser>{_UNIT})s?))?\b(?![\s-]olds?\b)",
    re.IGNORECASE,
)
# "Between 3,000 and 8,000" and "3,000 to 8,000" are one quantity; "from 3 to 8" is a change.
_RANGE = rf"(?:(?:between\s+[$£€]?(?P<between>{_NUMBER})\s+and|(?<!from\s)\b(?P<to>{_NUMBER})\s+to)\s+)?"
_COUNT = re.compile(
    rf"(?<![\w.,$£€]){_HEDGE}{_RANGE}(?P<money>[$£€])?(?P<first>{_NUMBER})(?P<percent>\s?%|\sper\s?cent\b)?(?![\w:])",
    re.IGNORECASE,
)
_MONTHS = "January February March April May June July August September October November December"
_DATE_BEFORE = re.compile(rf"\b(?:{'|'.join(m[:3] for m in _MONTHS.split())})[a-z]*\.?\s+$|[\d:.,-]$", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"^(?:\s+(?:{'|'.join(_MONTHS.split())})\b|[\d:-]|(?:st|nd|rd|th)\b)", re.IGNORECASE)
# "No. 3" and "Article 5" are names, no counts.
_LABEL_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(_BOOK['labels'].split())})\.?|#)\s*$", re.IGNORECASE)
_WHOLE = re.compile(r"\s+of\s+(?:(?:the|all|its|their|his|her|our|[A-Za-z]+[’']s)\s+)*([A-Za-z]+)")
_SHARE = re.compile(
    rf"\b{_HEDGE}(?:(?P<parts>a|one|two|three|four)[\s-]|(?=half))(?P<part>{'|'.join(_BOOK['fractions'])})s?\b(?=\s+of\b)",
    re.IGNORECASE,
)
# "A third" is said of 32 per cent as of 35.
_LOOSE = 0.06
_PEOPLE = frozenset(stem(word) for word in _BOOK["people"].split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: [start, end) in the text, between `low` and `high` of what `counted` names; `value` as written.

    `counted` are the concepts of the words that say what is counted; {"seconds"} for durations, {"money"}, {"per cent"}
    with "of voters" where it is said of what, and {"people"} for people of any sort.
    """

    start: int
    end: int
    low: float
    high: float
    value: float
    counted: frozenset[str]

    @property
    def whole(self) -> frozenset[str]:
        """What a percentage is of, where that is said."""
        return frozenset(word for word in self.counted if word.startswith("of "))

    @property
    def is_duration(self) -> bool:
        return "seconds" in self.counted


def find(text: str) -> list[Quantity]:
    """Durations and counts of a text, in order; years, days, clock times and ages are none."""
    durations = list(_durations(text))
    taken = [(q.start, q.end) for q in durations]
    others = (*_counts(text), *_shares(text))
    return sorted(
        [*durations, *(q for q in others if not any(low < q.end and q.start < high for low, high in taken))],
        key=lambda q: q.start,
    )


def number(words: str) -> float:
    """The value of a number in digits or words: "1,200", "41 million", "thirty-two", "a hundred and five"."""
    total = current = 0.0
    for part in re.split(r"[\s-]+", words.lower().replace(",", "")):
        if part in _POWERS:
            current = max(current, 1) * _POWERS[part]
            if _POWERS[part] > 100:
                total, current = total + current, 0.0
        elif part in _VALUES:
            current += _VALUES[part]
        elif part not in ("and", ""):
            current += float(part)
    return total + current


def overlap(a: Quantity, b: Quantity) -> bool:
    """Whether both can be true of the same thing."""
    return a.low <= b.high and b.low <= a.high


def rounded(a: Quantity, b: Quantity) -> bool:
    """Whether one value is the other, rounded: 26,000 of 26,480, 500 of 512.40."""
    fine, coarse = sorted((a.value, b.value), key=_step)
    step = _step(coarse)
    return step > 1 and _step(fine) < step and abs(fine - coarse) < step


def _step(value: float) -> float:
    """The power of ten of a number's last digit that is not zero: 1,000 of 26,000."""
    step = 1.0 if value == int(value) else 0.01
    while value and step >= 1 and value % (step * 10) == 0:
        step *= 10
    return step


def ratio(a: Quantity, b: Quantity) -> float:
    """The greater value over the lesser (1 or more), each taken at the middle of what it allows."""
    one, other = (q.low if math.isinf(q.high) else q.high if q.low == 0 else (q.low + q.high) / 2 for q in (a, b))
    return max(one, other) / max(min(one, other), 1e-9)


def _durations(text: str) -> Iterator[Quantity]:
    for found in _DURATION.finditer(text):
        halves = 0.5 if found["half"] or found["half_more"] else 0.0
        value = (_amount(found["first"]) + halves) * _UNITS[found["unit"].lower()]
        if found["second"]:
            value += _amount(found["second"]) * _UNITS[found["lesser"].lower()]
        below, above = vagueness(found["vague"])
        # A month has 28 to 31 days.
        slack = 0.07 if found["unit"].lower() == "month" else 0.0
        least = number(found["least"]) * _UNITS[found["unit"].lower()] if found["least"] else value
        low, high = min(least, value) * max(below - slack, 0), value * (above + slack)
        yield Quantity(found.start(), found.end(), low, high, value, frozenset({"seconds"}))


def _counts(text: str) -> Iterator[Quantity]:
    for found in _COUNT.finditer(text):
        if _is_none(text, found):
            continue
        value = number(found["first"])
        plain = found["first"].isdigit() and 1900 <= value <= 2100
        end = found.end()
        if found["money"]:
            counted = frozenset({"money"})
        elif found["percent"]:
            whole = _WHOLE.match(text, end)
            counted = frozenset({"per cent", *(f"of {stem(word)}" for word in (whole.groups() if whole else ()))})
        else:
            counted, length = _counted(text[end:])
            end += length
        # "One" is said of anything; of people it is a count.
        if plain or not counted or (found["first"].lower() == "one" and "people" not in counted):
            continue
        below, above = vagueness(found["vague"])
        low = min(_least(found["between"] or found["to"], found["first"]), value)
        yield Quantity(found.start(), end, low * below, value * above, value, counted)


def _is_none(text: str, found: re.Match[str]) -> bool:
    """Whether a number belongs to a date, a label ("No. 3") or a tally ("58 to 41")."""
    before = text[: found.start("first")]
    tally = found["to"] and number(found["to"]) > number(found["first"])
    return bool(
        tally or _LABEL_BEFORE.search(before) or _DATE_BEFORE.search(before) or _DATE_AFTER.match(text[found.end() :])
    )


def _shares(text: str) -> Iterator[Quantity]:
    """ "A third of its water": per cent, with the vagueness of a fraction in words."""
    for found in _SHARE.finditer(text):
        whole = _WHOLE.match(text, found.end())
        if whole is None:
            continue
        parts, part = (found["parts"] or "one").lower(), found["part"].lower().removesuffix("s")
        value = 100 * _BOOK["fractions"][part] * (1 if parts in ("a", "one") else _VALUES[parts])
        below, above = vagueness(found["vague"])
        counted = frozenset({"per cent", f"of {stem(whole[1])}"})
        low, high = value * below * (1 - _LOOSE), value * above * (1 + _LOOSE)
        yield Quantity(found.start(), found.end(), low, min(high, 100.0), value, counted)


def _least(words: str | None, most: str) -> float:
    """The lower end of a range, in the power of its upper end: "10 and 20 million"; without a range the one value."""
    if words is None:
        return number(most)
    power = most.split()[-1].lower()
    return number(words) * (_POWERS[power] if power in _POWERS and not _POWER.search(words) else 1)


def _counted(after: str) -> tuple[frozenset[str], int]:
    """Concepts of the words that follow a number up to the next break (what it counts), and where the last one ends."""
    found: set[str] = set()
    end = 0
    for token in tokens(after):
        gap = after[end : token.start]
        if gap.strip() or (token.is_function and _ends(token.text)) or token.is_number or len(found) == 3:
            break
        end = token.end
        if not token.is_function:
            found.add("people" if token.stem in _PEOPLE else token.concept)
            if token.stem in _PEOPLE:
                break
    return frozenset(found), end


def _ends(word: str) -> bool:
    """Whether a function word ends what is counted; "of" does not ("thousands of people")."""
    return word.lower() != "of"


def _amount(words: str) -> float:
    words = words.lower()
    if words.startswith("half"):
        return 0.5
    return 1.0 if words in ("a", "an") else number(words)


def vagueness(word: str | None) -> tuple[float, float]:
    """How far a vague word stretches a value below and above, as factors."""
    return _VAGUE[re.sub(r"\s+", " ", word.lower())] if word else (1.0, 1.0)
