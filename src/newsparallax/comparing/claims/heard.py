"""Who is surely heard in an outlet, and who surely is not.

Nobody is said to be missing while anything in the other outlet may be that person's: a source or speaker of that name,
words like theirs from an unresolved source, or the surname where somebody unknown speaks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsparallax.comparing.claims.alone import ROLES, TITLES
from newsparallax.comparing.claims.texts import Span, Texts, folded, holds_run
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import may_be_one, parts

# An unresolved source whose words share this weight with a speaker's may be that speaker.
_HIDDEN = 1.4


def heard(rows: Iterable[Record]) -> dict[str, list[Record]]:
    """The attributions of each single speaker that is sure, refusals apart."""
    heard: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["speaker_sure"] and row["kind"] != "refusal" and len(row["members"]) == 1:
            heard[row["members"][0]].append(row)
    return heard


def absent(texts: Texts, outlet: str, name: str, rows: Sequence[Record]) -> bool:
    """Whether an outlet surely does not let somebody speak: no words, no source, no unresolved source that may be."""
    called = _called(texts, outlet, name)
    offices = (m["office"] for own in texts.people.values() for m in own if m["actor"] == name and m["office"])
    roles = ROLES & {w for words in (*offices, *(row["source"] or "" for row in rows)) for w in folded(words)}
    people = {m["actor"] for own in texts.people.values() for m in own}
    spoken = {t.concept for row in rows for t in tokens(row["content"]) if not t.is_function}
    for row in texts.attributions[outlet]:
        named = [row["speaker"] or "", *row["members"]]
        if any(may_be_one(name, other) for other in named if other) or called & folded(row["source"] or ""):
            return False
        # "Stone's attorney" there may be the attorney here.
        if roles & folded(row["source"] or "") and not people & set(row["members"]):
            return False
        if not row["speaker_sure"]:
            words = {t.concept for t in tokens(row["content"]) if not t.is_function}
            if texts.weight(words & spoken) >= _HIDDEN:
                return False
    own = texts.sentences[outlet]
    speech = [(a["article_id"], low, high) for a in texts.attributions[outlet] for low, high in _spans_of(a)]
    for at, sentence in enumerate(own):
        if called & folded(sentence.words):
            # Named where somebody speaks who is not known, or only by a pronoun: it may be this one.
            near = [s for s in own[max(at - 1, 0) : at + 3] if s.article_id == sentence.article_id]
            unknown = [a for a in texts.attributions[outlet] if not a["speaker_sure"] or a["speaker_from"] == "pronoun"]
            if any(_inside(a, near) for a in unknown) or (
                re.search('[“"]', sentence.words) and not _covered(sentence.span, speech)
            ):
                return False
    return not any(holds_run(texts.plain[outlet], row["content"]) for row in rows)


def _called(texts: Texts, outlet: str, name: str) -> set[str]:
    """The words by which an outlet names somebody: the surname, and what it has instead ("Kim" of "Kim Jong Un")."""
    mentions = [m for a, own in texts.people.items() if texts.outlet_of[a] == outlet for m in own]
    same = {m["words"] for m in mentions if may_be_one(name, m["actor"])}
    return {fold(parts(name)[-1])} | {fold(parts(words)[n]) for words in same for n in (0, -1)} - TITLES


def _spans_of(row: Record) -> list[tuple[int, int]]:
    return [tuple(span) for span in row["content_spans"]]


def _inside(row: Record, near: Sequence[object]) -> bool:
    return any(s.article_id == row["article_id"] and s.start <= row["start"] < s.end for s in near)  # type: ignore[attr-defined]


def _covered(span: Span, speech: Iterable[Span]) -> bool:
    article, start, end = span
    return any(a == article and low < end and start < high for a, low, high in speech)
