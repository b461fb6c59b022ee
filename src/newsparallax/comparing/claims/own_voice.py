"""Which outlet takes a side in its own voice, how the headlines differ, and which articles come before others."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import (
    BOOK,
    Claim,
    Sentence,
    Span,
    Texts,
    folded,
    groups,
    listed,
    quoted,
    quoted_out,
)
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import plain
from newsparallax.tagging.who.lexicon import fold

# Entries of the codebook of loaded words that blame persons or doubt what is said; praise, acts, metaphors and sizes
# colour a text and take no side by themselves.
_JUDGES = re.compile(r"loaded/(?:blame_persons|doubt):")
_LABELS = frozenset(BOOK["labels"].split())
_JUDGING = re.compile(rf"\b(?:{'|'.join(BOOK['judging'].strip().splitlines())})\b", re.IGNORECASE)
# The first sentences of an article.
_LEAD = 4
# What is asked is not asserted; what somebody is known for or calls himself is not the writer's word.
_ASKED = re.compile(r"\b(?:asked|wondered|whether|self-\w+|known (?:for|as)|so-called)\b", re.IGNORECASE)
_DESCRIBING = frozenset(BOOK["describing"].split())


def takes_side(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`In its own voice Fox writes of “…”`: judging words in no quotation and in nothing said."""
    marks = [m for m in records(tables["marks"]) if _JUDGES.match(m["rule"]) and plain(m["words"]) not in _LABELS]
    marked = by_article(
        m
        for m in marks
        if m["voice"] == "narrator" and not m["negated"] and plain(m["words"].split()[0]) not in _DESCRIBING
    )
    # Who judges in other words has its own: "dismal" here, "disastrous" there.
    judging = {texts.outlet_of[article] for article in marked if article in texts.outlet_of} | {
        o for o in texts.outlets if any(_JUDGING.search(quoted_out(s.words)) for s in texts.sentences[o])
    }
    for outlet in texts.outlets:
        for sentence in texts.sentences[outlet]:
            if sentence.role not in ("body", "headline") or not (sentence.role == "headline" or printable(sentence)):
                continue
            found = [
                (m["start"], m["words"]) for m in marked.get(sentence.article_id, []) if _holds(sentence, m["start"])
            ]
            found += [(sentence.start + m.start(), m.group()) for m in _JUDGING.finditer(sentence.words)]
            own = [words for at, words in sorted(set(found)) if _own_voice(texts, sentence, at)]
            if own and not _ASKED.search(sentence.words):
                words = listed([f"“{w}”" for w in dict.fromkeys(own)])
                others = [
                    o for o in texts.others(outlet) if o in judging or any(folded(w) & texts.words[o] for w in own)
                ]
                alone = "" if others or len(texts.outlets) < 2 else ", which no other account has"
                yield Claim(
                    "takes_side",
                    (outlet,),
                    f"In its own voice {outlet} writes {words}{alone}: {quoted(sentence.words)}",
                    (sentence.span,),
                    "judging words outside of every quotation and reported clause",
                    len(own) + 0.6 / (1 + sentence.position / 5) + 0.3 * (not others),
                )


def _holds(sentence: Sentence, place: int) -> bool:
    return sentence.start <= place < sentence.end


def _own_voice(texts: Texts, sentence: Sentence, place: int) -> bool:
    """Whether a place of a sentence lies in no quotation marks and in nothing that somebody is said to say."""
    before = sentence.words[: place - sentence.start]
    quoting = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return not quoting and not any(
        row["article_id"] == sentence.article_id and low <= place < high
        for row in texts.attributions[sentence.outlet]
        for low, high in row["content_spans"]
    )


def headlines(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """The headlines side by side, where each outlet has one, they differ, and nobody wrote days after the others."""
    heads = groups((a for a in records(tables["articles"]) if a["headline"]), "outlet")
    shown = [(outlet, rows[0]) for outlet, rows in heads.items() if len(rows) == 1]
    late = _latest(texts) - min(texts.days.values(), default=dt.date.max) if texts.days else dt.timedelta(0)
    if len(shown) > 1 and len({r["headline"] for _, r in shown}) == len(shown) and late <= dt.timedelta(1):
        parts = [f"{outlet} {quoted(row['headline'], 140)}" for outlet, row in shown]
        without = [o for o in texts.outlets if o not in heads]
        rest = f" (none was found of {listed(without)})" if without else ""
        sentence = f"The headlines: {'; '.join(parts)}{rest}"
        evidence = tuple(_head(row) for _, row in shown)
        yield Claim("headline", tuple(o for o, _ in shown), sentence, evidence, "the headlines as they stand", 1.0)


def _latest(texts: Texts) -> dt.date:
    """The latest day an outlet wrote on, or that its first sentences name by its weekday, up to three days after."""
    return max(day + dt.timedelta(_later(texts, outlet, lead=True)) for outlet, day in texts.days.items())


def _later(texts: Texts, outlet: str, *, lead: bool = False) -> int:
    """How many days after the day an article bears it still tells of: 1 where one of Friday tells of Saturday."""
    day = texts.days[outlet]
    words = {w for s in texts.sentences[outlet] if not lead or s.position <= _LEAD for w in folded(s.words)}
    return max((n for n in range(1, 4) if fold(f"{day + dt.timedelta(n):%A}") in words), default=0)


def timing(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """Articles of different days: an earlier one could not know what came after it, unless it tells of later days."""
    rows = [a for a in records(tables["articles"]) if a["article_id"] in texts.outlet_of and a["published"]]
    days = groups(rows, "published")
    if len(days) > 1:
        first, last = min(days), max(days)
        early, late = (list(dict.fromkeys(r["outlet"] for r in days[day])) for day in (first, last))
        if set(early) & set(late) or any(o not in texts.days or _later(texts, o) for o in early):
            return
        sentence = (
            f"{listed(early)} wrote on {first}, {listed(late)} on {last}: the earlier could not know what came after"
        )
        evidence = tuple(_head(r) for r in (*days[first], *days[last]) if r["headline_start"] is not None)
        yield Claim("timing", (*early, *late), sentence, evidence, "the days the articles bear", 0.5)


def _head(row: Record) -> Span:
    return (row["article_id"], row["headline_start"], row["headline_end"])


def labels(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Only Fox calls somebody a “dictator”`: a judging label in the own voice of some, in no word of the others."""
    marks: Sequence[Record] = [
        m for m in records(tables["marks"]) if m["voice"] == "narrator" and plain(m["words"]) in _LABELS
    ]
    for word, rows in groups([m | {"word": plain(m["words"])} for m in marks], "word").items():
        having = list(
            dict.fromkeys(texts.outlet_of[r["article_id"]] for r in rows if r["article_id"] in texts.outlet_of)
        )
        lacking = [o for o in texts.others(*having) if not folded(word) & texts.words[o]]
        sentence = texts.at(rows[0]["article_id"], rows[0]["start"])
        if word in _DESCRIBING or not having or not lacking or len(having) + len(lacking) < len(texts.outlets):
            continue
        if sentence is not None:
            text = f"{listed(having)} {'write' if len(having) > 1 else 'writes'} “{word}”, {listed(lacking)} never: "
            evidence = tuple((r["article_id"], r["start"], r["end"]) for r in rows)
            yield Claim(
                "wording", tuple(having), text + quoted(sentence.words), evidence, "a label in the own voice", 1.0
            )
