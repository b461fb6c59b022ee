"""Clashing facts as sentences: what each outlet has, in its own words, enough of them to see what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise, product

from newsparallax.comparing.claims.texts import Claim, Texts, curled, groups, quoted
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain, tokens
from newsparallax.tagging.who.same import may_be_one

# Kinds that say of what a reader can check word by word that it differs; the others (how surely, of how much,
# whether at all) were right in too few of the claims that strangers judged, and stand among the facts that clash.
_BEGIN = {
    "quantity": "The figures clash",
    "time": "The days clash",
    "name": "The names clash",
    "office": "Two offices are given to one person",
    "quotation": "The same words are quoted differently",
}
# Wordings less alike may be two utterances.
_ONE_UTTERANCE = 0.85
_SHOWN = re.compile("“([^”]*)”")
_NOT = frozenset(("not", "no", "never", "none"))
# Content words behind a quoted sentence that one outlet cuts off.
_CUT = 3
# A clause of so many words is shown with the next one.
_SHORT = 3
# Characters shown before and behind what differs; a clause that is longer is cut, with dots.
_AROUND = 100
# One poll has several samples, each with a margin of its own.
_OF_A_SAMPLE = re.compile(r"\bmargins? of (?:\w+ )?error\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_CLAUSE = re.compile(r"[,;:—–]\s|\s-+\s")


def clashes(texts: Texts, compared: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """Contradictions and what else a reader would be told of: no rounding, no spelling, no lost "the"."""
    sides = groups(compared["discrepancy_sides"], "discrepancy_id")
    for row in compared["discrepancies"]:
        own = sides[row["discrepancy_id"]]
        if (
            not _worth(row, own)
            or _of_two(texts, row, own)
            or not _one_act(texts, row, own)
            or len({s["outlet"] for s in own}) < 2
        ):
            continue
        shown = _one_for_each(own)
        words = [s["words"] if row["kind"] == "office" else _context(texts, s, row["kind"]) for s in shown]
        parts = [f"{s['outlet']} has {quoted(said)}" for s, said in zip(shown, words, strict=True)]
        planned = row["kind"] == "time" and "to come" in row["reason"]
        # How long something lasts is a time among the facts that clash, and a figure to a reader.
        kind = "quantity" if any(str(s["value"]).endswith("seconds") for s in own) else row["kind"]
        begin = "What was to come, and what happened" if planned else _BEGIN[kind]
        weight = {"contradiction": 2.0, "suspect": 1.2}.get(row["verdict"], 0.8) + 0.1 * len(shown)
        yield Claim(
            "timing" if planned else "clash",
            tuple(dict.fromkeys(s["outlet"] for s in shown)),
            f"{begin}: {'; '.join(parts)}",
            tuple((s["article_id"], s["start"], s["end"]) for s in own),
            f"{row['kind']}: {row['reason']}",
            weight,
        )


def _worth(row: Record, sides: Sequence[Record]) -> bool:
    if row["kind"] not in _BEGIN:
        return False
    if row["kind"] in ("quantity", "time") and row["verdict"] == "variation":
        return "to come" in row["reason"]
    if row["kind"] == "name" and row["verdict"] == "variation":
        return False
    if row["kind"] == "time" and row["verdict"] == "suspect":
        return False
    if row["kind"] == "quotation":
        # Other words of the same sense are no news; what was cut off behind, or denied in one of two, is.
        changed = [t.text.lower() for words in _SHOWN.findall(row["reason"]) for t in tokens(words)]
        if "a sentence ends" in row["reason"]:
            return len([word for word in changed if word not in FUNCTION_WORDS]) >= _CUT
        alike = all(_alike(a["words"], b["words"]) >= _ONE_UTTERANCE for a, b in pairwise(sides))
        return alike and any(word in _NOT or word.endswith(("n't", "n’t")) for word in changed)
    return True


def _of_two(texts: Texts, row: Record, sides: Sequence[Record]) -> bool:
    """Whether a figure may be of two samples, of two days, or a speaker's own here and the outlet's there."""
    if row["kind"] != "quantity" and not any(side["value"].endswith("seconds") for side in sides):
        return False
    told = [(side["value"], s.words) for side in sides if (s := texts.at(side["article_id"], side["start"]))]
    named = [(value, found) for value, words in told if (found := set(_WEEKDAY.findall(words)))]
    apart = any(value != other and not (days & others) for (value, days), (other, others) in product(named, repeat=2))
    own = {_is_quoted(texts, side) for side in sides}
    return apart or len(own) > 1 or any(_OF_A_SAMPLE.search(words) for _, words in told)


def _is_quoted(texts: Texts, side: Record) -> bool:
    """Whether the words of a side stand in quotation marks."""
    return any(
        row["article_id"] == side["article_id"] and low <= side["start"] and side["end"] <= high
        for row in texts.attributions[side["outlet"]]
        for low, high in row["quoted_spans"] or (row["content_spans"] if row["kind"] == "direct" else ())
    )


def _one_act(texts: Texts, row: Record, sides: Sequence[Record]) -> bool:
    """Whether quoted words are one speaker's, for sure."""
    if row["kind"] != "quotation":
        return True
    speakers = [
        next((a for a in texts.attributions[s["outlet"]] if a["article_id"] == s["article_id"] and _within(a, s)), None)
        for s in sides
    ]
    names = [a["speaker"] for a in speakers if a is not None and a["speaker_sure"] and a["speaker"]]
    return len(names) == len(sides) and all(may_be_one(names[0], name) for name in names)


def _within(attribution: Record, side: Record) -> bool:
    return any(low < side["end"] and side["start"] < high for low, high in attribution["content_spans"])


def _alike(one: str, other: str) -> float:
    a, b = ([plain(t.text) for t in tokens(words)] for words in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _one_for_each(sides: Sequence[Record]) -> list[Record]:
    """The first side of each outlet, at most three, and at least two values among them."""
    first: dict[str, Record] = {}
    for side in sides:
        first.setdefault(side["outlet"], side)
    kept = list(first.values())
    values = {s["value"] for s in kept}
    if len(kept) > 3:
        by_value: dict[str, Record] = {}
        for side in kept:
            by_value.setdefault(side["value"], side)
        kept = list(by_value.values())[:3] if len(values) > 1 else kept[:3]
    return kept


def _context(texts: Texts, side: Record, kind: str) -> str:
    """The words of a side with its clause around them; quoted words alone where the clause has half of a quotation."""
    sentence = texts.at(side["article_id"], side["start"])
    if sentence is None:
        return str(side["words"])
    low, high = side["start"] - sentence.start, min(side["end"] - sentence.start, len(sentence.words))
    start = max((m.end() for m in _CLAUSE.finditer(sentence.words, 0, low)), default=0)
    ends = [m.start() for m in _CLAUSE.finditer(sentence.words, high)] + [len(sentence.words)]
    # "On Wednesday," alone says nothing of what was done then.
    end = next((at for at in ends if len(sentence.words[start:at].split()) > _SHORT), ends[-1])
    before, behind = "", ""
    if low - start > _AROUND:
        start, before = sentence.words.find(" ", low - _AROUND) + 1, "… "
    if end - high > _AROUND:
        end, behind = max(sentence.words.rfind(" ", high, high + _AROUND), high), " …"
    shown = f"{before}{sentence.words[start : max(end, high)].rstrip(' .')}{behind}"
    marked = curled(shown)
    if kind == "quotation" and marked.count("“") != marked.count("”"):
        return str(side["words"]) + sentence.words[high : high + 1].strip(' .,;:"”’')
    return shown
