"""What one outlet leaves out that the others tell, and what one alone tells, where nothing can be hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsparallax.comparing.claims.alone import TITLES, leans, printable, speaker_of, telling, turned_after, weighty
from newsparallax.comparing.claims.texts import Claim, Sentence, Span, Texts, folded, groups, listed, quoted
from newsparallax.comparing.clashes import days
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import tokens

_CREDIT = re.compile(r"\bcontribut(?:ed|ing) (?:to|report)|\breported from\b", re.IGNORECASE)
# An outlet lacks a statement when no two of its sentences that follow each other have so much of the weight of what the
# tellings share, and when it nowhere has this share of their rarest words.
_TOLD_AFTER_ALL, _RARE_HERE = 0.34, 0.5
# One sentence that has so many of some concepts, whatever their weight, may tell the same.
_MANY = 0.4
# Shared concepts that say what a statement is of; fewer say too little.
_OWN_WORDS, _LEAST_SHARED = 8, 4
# A passage told by one outlet alone: no other has so much of its weight in two sentences.
_NEAR = 0.3
# A sentence of another outlet that is as like in meaning (cosine) may tell the same.
_ALIKE = 0.6
# People in a sentence that is no list.
_LIST = 4


def left_out(texts: Texts, compared: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """`Fox leaves out what HuffPost and the Times report: “…”`: statements that most outlets surely tell."""
    clashing = [(s["article_id"], s["start"], s["end"]) for s in compared["discrepancy_sides"]]
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
        lacking = [o for o in lacking if all(texts.alike(o, s) < _ALIKE for s in sentences)]
        best = _printable(texts, sentences, clashing) if lacking else None
        if best is not None:
            row = speaker_of(texts, best)
            whose = f" of what {row['speaker']} said" if row else ""
            leave = "leave" if len(lacking) > 1 else "leaves"
            words = f"{listed(lacking)} {leave} out what {listed(list(having))} report{whose}"
            evidence = tuple(dict.fromkeys(s.span for s in (best, *sentences)))
            why = "tellings that are surely the same; no two sentences of the other that have a third of their words"
            weight = telling(best) + 0.3 * len(having) + 0.1 * len(sentences)
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
            if not _reports(texts, sentence):
                continue
            others = texts.others(outlet)
            if any(other in texts.before and outlet not in texts.before for other in others):
                others = [o for o in others if o not in texts.before]
            if not others or any(_told(texts, other, sentence) for other in others):
                continue
            new = _new_to(texts, sentence, others)
            if new:
                yield Claim(
                    "only_here",
                    (outlet,),
                    f"Only {outlet} reports: {quoted(sentence.words)}",
                    (sentence.span,),
                    f"no passage of the others is like it; not in the others: {', '.join(new[:4])}",
                    telling(sentence) + 0.1 * min(len(new), 4) - 0.2,
                    _speakers(texts, sentence),
                )


def _reports(texts: Texts, sentence: Sentence) -> bool:
    """Whether a sentence tells a fact of some weight and is understood alone: no credit, no roll-call, no job title."""
    people = [m for m in texts.people.get(sentence.article_id, ()) if sentence.start <= m["start"] < sentence.end]
    listing = len({m["actor"] for m in people}) > _LIST
    alone = not (leans(texts, sentence) or _CREDIT.search(sentence.words) or speaker_of(texts, sentence))
    return weighty(sentence) and alone and not listing and not turned_after(texts, sentence)


def _speakers(texts: Texts, sentence: Sentence) -> tuple[str, ...]:
    """Who speaks in a sentence."""
    rows = texts.attributions[sentence.outlet]
    said = [r for r in rows if r["article_id"] == sentence.article_id and sentence.start <= r["start"] < sentence.end]
    return tuple(dict.fromkeys(m for r in said for m in r["members"]))


def _told(texts: Texts, outlet: str, sentence: Sentence) -> bool:
    concepts = sentence.concepts
    near = texts.nearest(outlet, concepts) >= _NEAR or texts.shares(outlet, concepts) >= _MANY
    return near or texts.alike(outlet, sentence) >= _ALIKE


def _new_to(texts: Texts, sentence: Sentence, others: Iterable[str]) -> list[str]:
    """Names and numbers of a sentence that no other outlet has anywhere."""
    known = frozenset().union(*(texts.words[other] for other in others))
    named = _named(sentence)
    return list(dict.fromkeys(word for word in named if not folded(word) & known))


def _printable(texts: Texts, sentences: Sequence[Sentence], clashing: Sequence[Span]) -> Sentence | None:
    """Of several tellings the one best printed: short, from a body, telling, and the same in every outlet that has it.

    What clashes is nothing that two outlets both report; a name or number that one of them lacks is not reported by it.
    """
    if any(a == s.article_id and low < s.end and s.start < high for a, low, high in clashing for s in sentences):
        return None
    kept = [s for s in sentences if s.role == "body" and printable(s) and not leans(texts, s) and weighty(s)]
    kept = [s for s in kept if _common(texts, s, sentences) and not turned_after(texts, s) and _spoken(texts, s)]
    return min(kept, key=lambda s: (len(s.words) > 200, len(s.words), s.article_id, s.start), default=None)


def _spoken(texts: Texts, sentence: Sentence) -> bool:
    """Whether it is known whose words a sentence is, where it is somebody's."""
    row = speaker_of(texts, sentence)
    return row is None or (row["speaker_sure"] and " " in (row["speaker"] or ""))


def _common(texts: Texts, sentence: Sentence, tellings: Sequence[Sentence]) -> bool:
    """Whether every name and number of a sentence stands in each other outlet that tells it, too."""
    named = {w for word in _named(sentence) for w in folded(word) if w not in TITLES}
    return all(named <= texts.words[outlet] for outlet in {s.outlet for s in tellings} - {sentence.outlet})


def _named(sentence: Sentence) -> list[str]:
    """The names and numbers of a sentence."""
    read = tokens(sentence.words)
    return [t.text for n, t in enumerate(read) if t.is_number or (n and t.is_capitalised and not t.is_function)]
