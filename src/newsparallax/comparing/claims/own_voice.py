"""Which outlet takes a side in its own voice, and which labels some use and others never."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.claims.alone import printable, unjoined
from newsparallax.comparing.claims.texts import BOOK, MANY, Claim, Sentence, Texts, folded, groups, quoted
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import plain
from newsparallax.words import listed

# Entries of the codebook of loaded words by which a writer judges; metaphors of war, sizes and party labels colour a
# text and take no side by themselves.
_JUDGES = re.compile(r"loaded/(?:blame|praise|heat|spectacle):")
_LABELS = frozenset(BOOK["labels"].split())
_JUDGING = re.compile(rf"\b(?:{'|'.join(BOOK['judging'].strip().splitlines())})\b", re.IGNORECASE)
# What is asked is not asserted; what somebody is known for or calls himself is not the writer's word.
_ASKED = re.compile(r"\b(?:asked|wondered|whether|self-\w+|known (?:for|as)|so-called)\b", re.IGNORECASE)
# In front of a judging word: what is only thought possible, and what others call somebody, the writer does not judge.
_HEDGED = re.compile(
    r"\b(?:could|would|may|might|can|if|seem\w*|appear\w*|call\w*|brand(?:s|ed)|dub\w*|label\w*|smear\w*|describ\w*|cast(?:s|ing)?"
    r"|derid\w+|paint(?:s|ed|ing)|portray\w*|accus\w+)\b[^,;:.]{0,60}$",
    re.IGNORECASE,
)
_DESCRIBING = frozenset(BOOK["describing"].split())
# Judging words that make a claim together; words printed.
_SEVERAL, _PRINTED = 2, 4


@dataclass(frozen=True, slots=True)
class Judging:
    """A judging word of a writer and where it stands.

    `plainly`: it judges wherever it is used; `blames`: it does not praise; `inflates`: it makes much of a thing.
    """

    sentence: Sentence
    start: int
    words: str
    plainly: bool
    blames: bool
    inflates: bool


def takes_side(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`In its own voice Fox writes “…” and “…”`: judging words in no quotation and in nothing that anybody said."""
    labelling = _labelling(texts, tables)
    marked = by_article(
        m
        for m in records(tables["marks"])
        if _JUDGES.match(m["rule"])
        and m["voice"] == "narrator"
        and not m["negated"]
        and _judges(m["words"], texts.outlet_of.get(m["article_id"]) in labelling)
    )
    for outlet in texts.outlets:
        found = [j for s in texts.sentences[outlet] for j in _judging(texts, s, marked.get(s.article_id, ()))]
        why = "judging words outside of every quotation and reported clause"
        blaming = [j for j in found if j.plainly or j.blames]
        if min(len({j.words.lower() for j in blaming}), len({j.sentence.start for j in found})) >= _SEVERAL:
            ranked = sorted(found, key=lambda j: (not j.plainly, not j.blames, j.inflates))
            shown = next((s for j in ranked if printable(s := unjoined(j.sentence))), None)
            # Judging words alone show little; the sentence lets the reader see what one of them is said of.
            if shown is None or not (
                any(j.plainly for j in found) or len({j.words.lower() for j in blaming}) > _SEVERAL
            ):
                continue
            printed: dict[str, str] = {}
            # The sentence printed holds the words listed first.
            for judging in sorted(ranked, key=lambda j: j.sentence.start != shown.start):
                printed.setdefault(judging.words.lower(), f"“{judging.words}”")
            words = listed(list(printed.values())[:_PRINTED])
            sentence = f"In its own voice {outlet} writes {words}: {quoted(shown.words)}"
            evidence = tuple(dict.fromkeys((shown.span, *(j.sentence.span for j in ranked))))
            weight = 0.2 * len(found) + 0.5 * any(j.plainly for j in found)
            yield Claim("takes_side", (outlet,), sentence, evidence, why, weight)
        else:
            strong = [
                j for j in found if j.plainly and (j.sentence.role == "headline" or printable(unjoined(j.sentence)))
            ]
            if strong:
                alone = unjoined(strong[0].sentence)
                written = listed(dict.fromkeys(f"“{j.words}”" for j in strong if j.sentence.span == alone.span))
                own = f"In its own voice {outlet} writes {written}: {quoted(alone.words)}"
                yield Claim("takes_side", (outlet,), own, (alone.span,), why, 0.6)


def _judges(words: str, labelling: bool) -> bool:
    """Whether a loaded word judges; a label does where its outlet uses several: "thugs" and "cronies"."""
    return (labelling or plain(words) not in _LABELS) and plain(words.split()[0]) not in _DESCRIBING


def _labels(tables: Tables) -> Sequence[Record]:
    return [m for m in records(tables["marks"]) if m["voice"] == "narrator" and plain(m["words"]) in _LABELS]


def _labelling(texts: Texts, tables: Tables) -> set[str]:
    """The outlets with several labels in their own voice, each counted once."""
    used: dict[str, set[str]] = {}
    for mark in _labels(tables):
        if mark["article_id"] in texts.outlet_of:
            used.setdefault(texts.outlet_of[mark["article_id"]], set()).add(plain(mark["words"]).removesuffix("s"))
    return {outlet for outlet, words in used.items() if len(words) >= _SEVERAL}


def _judging(texts: Texts, sentence: Sentence, marks: Iterable[Record]) -> Iterator[Judging]:
    """The judging words of one sentence in the writer's own voice; none where something is asked or disowned."""
    if sentence.role not in ("body", "headline") or _ASKED.search(sentence.words):
        return
    found = {
        m["start"]: (m["words"], False, "praise" not in m["rule"], "spectacle" in m["rule"])
        for m in marks
        if sentence.start <= m["start"] < sentence.end
    }
    found |= {sentence.start + m.start(): (m.group(), True, True, False) for m in _JUDGING.finditer(sentence.words)}
    cues = [
        row["cue_start"]
        for row in texts.attributions[sentence.outlet]
        if row["article_id"] == sentence.article_id and row["cue_start"] is not None
    ]
    for at, (words, plainly, blames, inflates) in sorted(found.items()):
        # A verb by which words are reported is no judgement, and what stands behind it in its sentence may be theirs;
        # "erroneously claiming" judges what is reported.
        reported = any(sentence.start <= cue <= at for cue in cues) and not (plainly and " " in words)
        if not reported and _own_voice(texts, sentence, at):
            yield Judging(sentence, at, words, plainly, blames, inflates)


def _own_voice(texts: Texts, sentence: Sentence, place: int) -> bool:
    """Whether a place of a sentence lies in no quotation marks, nothing only held possible, and nothing reported."""
    before = sentence.words[: place - sentence.start]
    quoting = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return (
        not quoting
        and not _HEDGED.search(before)
        and not any(
            row["article_id"] == sentence.article_id and low <= place < high
            for row in texts.attributions[sentence.outlet]
            for low, high in row["content_spans"]
        )
    )


def labels(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Only Fox calls somebody a “dictator”`: a judging label in the own voice of some, in no word of the others."""
    labelling = _labelling(texts, tables)
    for word, rows in groups([m | {"word": plain(m["words"])} for m in _labels(tables)], "word").items():
        having = list(
            dict.fromkeys(texts.outlet_of[r["article_id"]] for r in rows if r["article_id"] in texts.outlet_of)
        )
        lacking = [o for o in texts.others(*having) if not folded(word) & texts.words[o]]
        sentence = texts.at(rows[0]["article_id"], rows[0]["start"])
        # Who has several labels is claimed to take a side.
        if word in _DESCRIBING or set(having) <= labelling:
            continue
        if not having or not lacking or len(having) + len(lacking) < len(texts.outlets):
            continue
        if sentence is not None:
            verb = "write" if len(having) > 1 else "writes"
            text = f"{listed(having, MANY)} {verb} “{word}”, {listed(lacking, MANY)} never. {sentence.outlet}: "
            evidence = tuple((r["article_id"], r["start"], r["end"]) for r in rows)
            yield Claim(
                "wording", tuple(having), text + quoted(sentence.words), evidence, "a label in the own voice", 1.0
            )
