"""What one outlet leaves out that the others tell, and what one alone tells, where nothing can be hidden."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsparallax.codebooks import LISTS
from newsparallax.comparing.claims.texts import Claim, Sentence, Texts, folded, groups, listed, quoted
from newsparallax.comparing.clashes import days
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import stem, tokens
from newsparallax.tagging.who.lexicon import fold

BOOK: Mapping[str, str] = tomllib.loads((LISTS / "claims.toml").read_text("utf-8"))
_TELLING = frozenset(stem(word) for word in BOOK["telling"].split())
_LEANING = frozenset(BOOK["leaning"].split())

_CREDIT = re.compile(r"\bcontribut(?:ed|ing) (?:to|report)|\breported from\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im)\b")
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
# A pronoun before any name: whom it means stands in the sentence before.
_PRONOUN_FIRST = re.compile(
    r"\S+(?:\s+[^A-Z\s“\"]\S*)*?\s+(?:he|she|they|his|her|their|him|them)\b|The (?:former|latter)\b"
)
# An outlet lacks a statement when no two of its sentences that follow each other have so much of the weight of what the
# tellings share, and when it nowhere has this share of their rarest words.
_TOLD_AFTER_ALL, _RARE_HERE = 0.34, 0.5
# One sentence that has so many of some concepts, whatever their weight, may tell the same.
_MANY = 0.4
# Shared concepts that say what a statement is of; fewer say too little.
_OWN_WORDS, _LEAST_SHARED = 8, 4
# A passage told by one outlet alone: no other has so much of its weight in two sentences.
_NEAR = 0.3
# Words of a sentence that can be printed.
_SHORT, _LONG = 8, 45


def left_out(texts: Texts, compared: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """`Fox leaves out what HuffPost and the Times report: “…”`: statements that most outlets surely tell."""
    ledger = groups(compared["ledger"], "statement_id")
    told = groups((t for t in compared["tellings"] if t["sure"]), "statement_id")
    for name, tellings in told.items():
        having = groups(tellings, "outlet")
        lacking = [c["outlet"] for c in ledger[name] if c["state"] == "missing here" and c["outlet"] not in having]
        could = len(having) + len(lacking)
        if len(having) < 2 or not lacking or len(having) * 2 <= could:
            continue
        sentences = [s for t in tellings if (s := texts.at(t["article_id"], t["start"])) is not None]
        shared = _shared(texts, sentences)
        if len(shared) < _LEAST_SHARED:
            continue
        lacking = [o for o in lacking if _lacks(texts, o, shared) and _could_know(texts, o, sentences)]
        if not lacking:
            continue
        best = _printable(texts, sentences)
        if best is not None:
            words = (
                f"{listed(lacking)} {'leave' if len(lacking) > 1 else 'leaves'} out what {listed(list(having))} report"
            )
            evidence = tuple(dict.fromkeys(s.span for s in (best, *sentences)))
            why = "tellings that are surely the same; no two sentences of the other that have a third of their words"
            weight = telling(texts, best) + 0.3 * len(having) + 0.1 * len(sentences)
            yield Claim("left_out", tuple(lacking), f"{words}: {quoted(best.words)}", evidence, why, weight)


def _could_know(texts: Texts, outlet: str, sentences: Sequence[Sentence]) -> bool:
    """Whether an outlet wrote late enough: not before all the others, nor before a day they tell of, nor beforehand."""
    day = texts.days.get(outlet)
    if day is not None:
        others = [texts.days[s.outlet] for s in sentences if s.outlet in texts.days]
        if others and all(other > day for other in others):
            return False
        for sentence in sentences:
            calendar = days.Calendar(texts.days.get(sentence.outlet), ())
            if any(named.value > day for named in days.find(sentence.words, calendar)):
                return False
            # A page brought up to date names days after the one it bears: "on Saturday" in one of Friday.
            if any(f"{other:%A}" in sentence.words for other in others if other > day):
                return False
    return not (texts.looks_ahead(outlet) and not all(texts.looks_ahead(s.outlet) for s in sentences))


def _shared(texts: Texts, sentences: Sequence[Sentence]) -> frozenset[str]:
    """The weightiest concepts that sentences of two outlets share."""
    counted: Counter[str] = Counter()
    for outlet in {s.outlet for s in sentences}:
        counted.update(frozenset().union(*(s.concepts for s in sentences if s.outlet == outlet)))
    shared = [word for word, n in counted.items() if n > 1]
    return frozenset(sorted(shared, key=lambda w: (-texts.weights.get(w, 0), w))[:_OWN_WORDS])


def _lacks(texts: Texts, outlet: str, concepts: frozenset[str]) -> bool:
    """Whether an outlet surely does not tell what some concepts tell."""
    own = frozenset().union(*(s.concepts for s in texts.sentences[outlet])) if texts.sentences[outlet] else frozenset()
    rare = sorted(concepts, key=lambda w: (-texts.weights.get(w, 0), w))[: max(2, len(concepts) // 2)]
    here = sum(word in own for word in rare)
    far = texts.nearest(outlet, concepts) < _TOLD_AFTER_ALL and texts.shares(outlet, concepts) < _MANY
    return far and here < max(1, _RARE_HERE * len(rare))


def only_here(texts: Texts, compared: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """`Only Fox reports: “…”`: what stands in one outlet alone, some name or number included."""
    alone = {(r["article_id"], r["start"]) for r in compared["only_here"]}
    for outlet in texts.outlets:
        for sentence in texts.sentences[outlet]:
            if (sentence.article_id, sentence.start) not in alone or sentence.role != "body" or not printable(sentence):
                continue
            if leans(texts, sentence):
                continue
            if _CREDIT.search(sentence.words) or _continues(texts, sentence):
                continue
            others = texts.others(outlet)
            if any(other in texts.before and outlet not in texts.before for other in others):
                others = [o for o in others if o not in texts.before]
            if not others or any(_told(texts, other, sentence.concepts) for other in others):
                continue
            new = _new_to(texts, sentence, others)
            if new:
                yield Claim(
                    "only_here",
                    (outlet,),
                    f"Only {outlet} reports: {quoted(sentence.words)}",
                    (sentence.span,),
                    f"no passage of the others is like it; not in the others: {', '.join(new[:4])}",
                    telling(texts, sentence) + 0.1 * min(len(new), 4) - 0.2,
                )


def _told(texts: Texts, outlet: str, concepts: frozenset[str]) -> bool:
    return texts.nearest(outlet, concepts) >= _NEAR or texts.shares(outlet, concepts) >= _MANY


def _continues(texts: Texts, sentence: Sentence) -> bool:
    """Whether a sentence is somebody's words without saying whose: a quotation that goes on."""
    return any(
        row["article_id"] == sentence.article_id
        and low <= sentence.start + 1
        and sentence.end - 2 <= high
        and not sentence.start <= (row["cue_start"] or -1) < sentence.end
        for row in texts.attributions[sentence.outlet]
        for low, high in row["content_spans"]
    )


def _new_to(texts: Texts, sentence: Sentence, others: Iterable[str]) -> list[str]:
    """Names and numbers of a sentence that no other outlet has anywhere."""
    read = tokens(sentence.words)
    known = frozenset().union(*(texts.words[other] for other in others))
    named = [t.text for n, t in enumerate(read) if t.is_number or (n and t.is_capitalised and not t.is_function)]
    return list(dict.fromkeys(word for word in named if not folded(word) & known))


def telling(texts: Texts, sentence: Sentence) -> float:
    """How much a reader would want to tell of a sentence: words of harm, law, money or conflict; early and headed."""
    stems = {t.stem for t in tokens(sentence.words)}
    marks = len(stems & _TELLING)
    return (
        0.35 * min(marks, 3)
        + 0.4 / (1 + sentence.position / 8)
        + 0.2 * ("“" in sentence.words or '"' in sentence.words)
    )


def printable(sentence: Sentence) -> bool:
    """Whether a sentence can stand alone: not too short or long, whole, and not leaning on the one before it."""
    read = tokens(sentence.words)
    words = sentence.words.strip()
    if not _SHORT <= len(read) <= _LONG or (not words[0].isalnum() and words[0] not in '“"$'):
        return False
    balanced = words.count("“") == words.count("”") and words.count('"') % 2 == 0
    first = [fold(t.text) for t in read[:1]]
    leans = _LEANING & set(first) or _PRONOUN_FIRST.match(words)
    return balanced and words[-1:] in '.!?”"' and not leans


def leans(texts: Texts, sentence: Sentence) -> bool:
    """Whether a "he" or "her" outside of quotation marks stands before any name of a person in the sentence."""
    bare = _QUOTED.sub(lambda m: " " * len(m.group()), sentence.words)
    pronoun = _PRONOUN.search(bare)
    if pronoun is None:
        return False
    named = [at - sentence.start for at in texts.people.get(sentence.article_id, ())]
    return not any(0 <= at < pronoun.start() and bare[at] != " " for at in named)


def _printable(texts: Texts, sentences: Sequence[Sentence]) -> Sentence | None:
    """Of several tellings the one best printed: short, from a body, in an outlet's own words."""
    kept = [s for s in sentences if printable(s) and s.role == "body" and not leans(texts, s)]
    return min(kept, key=lambda s: (len(s.words) > 200, len(s.words), s.article_id, s.start), default=None)
