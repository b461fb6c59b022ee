"""Which outlet takes a side in its own voice, and which labels some use and others never."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsparallax.comparing.claims.alone import printable, unjoined
from newsparallax.comparing.claims.genre import Genre
from newsparallax.comparing.claims.texts import BOOK, MANY, Claim, Sentence, Texts, any_of, folded, groups, quoted
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import plain, stem, tokens
from newsparallax.words import listed

# Entries of the codebook of loaded words by which a writer judges; metaphors of war, sizes, party labels and how people
# talk ("mocked") colour a text and take no side by themselves, and praise is as often what somebody is known for.
_JUDGES = re.compile(r"loaded/blame:")
_LABELS = frozenset(BOOK["labels"].split())


# Those of which one shows a side: what was said is called false, a motive is hinted at, somebody is despised.
_VERDICTS, _JUDGING = any_of("verdicts"), any_of("verdicts", "judging")
# That something is false: where another outlet finds so, too, it is no side.
_FALSE = re.compile(r"false|erroneous|mistaken|misleading|incorrect|baseless|wrong", re.IGNORECASE)
_NOT_SO = re.compile(
    r"\b(?:false(?:ly|hoods?)?|wrong(?:ly)?|untrue|incorrect(?:ly)?|mistaken(?:ly)?|misleading|inaccurate|lie[sd]?"
    r"|no evidence|(?:not|n[’']t) true)\b",
    re.IGNORECASE,
)
# What is asked is not asserted; what somebody is known for or calls himself is not the writer's word.
_ASKED = re.compile(r"\b(?:asked|wondered|whether|self-\w+|known (?:for|as)|so-called)\b", re.IGNORECASE)
# In front of a judging word: what is only thought possible, and what others call somebody, the writer does not judge.
_HEDGED = re.compile(
    r"\b(?:could|would|may|might|can|if|seem\w*|appear\w*|call\w*|brand(?:s|ed)|dub\w*|label\w*|smear\w*|describ\w*|cast(?:s|ing)?"
    r"|derid\w+|paint(?:s|ed|ing)|portray\w*|accus\w+)\b[^,;:.]{0,60}$",
    re.IGNORECASE,
)
# A capital behind a name is a name's: "Marcia Fudge".
_NAME = re.compile(r"\b[A-Z][\w.]+ $")
# An "it" or "this" that leans on nothing: "It was clear that", "This is not the first time".
_FREE = re.compile(r"^It (?=(?:is|was) [\w ]{1,24} that\b)|^This (?=(?:is|was)(?:n[’']t| not) the first time\b)")
_NOTE = re.compile(r"\W*(?:editor|note)[’']?s?[’']?\s(?:note|to (?:our )?readers)", re.IGNORECASE)
_DESCRIBING = frozenset(stem(word) for word in BOOK["describing"].split())
# Labels that make a side; judging words that make a claim together; words printed.
_SEVERAL, _TOGETHER, _PRINTED = 2, 2, 4
# Characters of two sentences that are printed together.
_TWO = 440


@dataclass(frozen=True, slots=True)
class Judging:
    """A judging word of a writer, its stem, and where it stands; of `verdict` words one shows a side."""

    sentence: Sentence
    words: str
    stem: str
    verdict: bool


def takes_side(texts: Texts, tables: Tables, kinds: Mapping[str, Genre]) -> Iterator[Claim]:
    """`In the writer's own voice Fox has “…” and “…”`: judging words in no quotation and in nothing that anybody said.

    An article that is opinion is said to be that; what readers write is no outlet's voice.
    """
    labelling = _labelling(texts, tables)
    loaded = [
        m
        for m in records(tables["marks"])
        if _JUDGES.match(m["rule"])
        and m["voice"] == "narrator"
        and not m["negated"]
        and (plain(m["words"]) not in _LABELS or texts.outlet_of.get(m["article_id"]) in labelling)
    ]
    marked = by_article(loaded)
    judging = by_article(m for m in loaded if stem(plain(m["words"].split()[0])) not in _DESCRIBING)
    for outlet in texts.outlets:
        kind = kinds.get(outlet)
        found = _found(texts, outlet, judging)
        several = bool(found) and len({j.stem for j in _found(texts, outlet, marked)}) >= _TOGETHER
        shown = None if kind and kind.kind == "letters" else _shown(texts, found, several)
        if shown is not None:
            yield _side(texts, outlet, found, shown, kind)
        elif kind is not None and kind.shown is not None:
            yield _of_kind(outlet, kind, kind.shown)


def _found(texts: Texts, outlet: str, marked: Mapping[str, Sequence[Record]]) -> list[Judging]:
    """The judging words of an outlet in its own voice that no other outlet shares."""
    return [
        j
        for s in texts.sentences[outlet]
        for j in _judging(texts, s, marked.get(s.article_id, ()))
        if not _shared(texts, outlet, j)
    ]


def _shared(texts: Texts, outlet: str, judging: Judging) -> bool:
    """Whether every other outlet has that word, too, or one finds false what is called false."""
    others = texts.others(outlet)
    if _FALSE.match(judging.words) and any(_NOT_SO.search(s.words) for o in others for s in texts.sentences[o]):
        return True
    words = {t.concept for t in tokens(judging.words) if not t.is_function}
    return bool(words) and all(words <= texts.concepts(other) for other in others)


def _shown(texts: Texts, found: Sequence[Judging], several: bool) -> Sentence | None:
    """The sentence with most judging words that can be printed, if one shows a side or its outlet has several."""
    note = [j for j in found if _NOTE.match(j.sentence.words)]
    if len({j.stem for j in note}) >= _SEVERAL and _words(texts, note[0].sentence):
        return note[0].sentence  # what editors set apart they mean
    if not several and not any(j.verdict for j in found):
        return None
    stems: dict[Sentence, set[str]] = {}
    for judging in found:
        sentence = judging.sentence
        if _words(texts, sentence):
            stems.setdefault(sentence, set()).update((judging.stem, "verdict") if judging.verdict else (judging.stem,))
    best = max(stems, key=lambda s: (len(stems[s]), _words(texts, s) == unjoined(s).words), default=None)
    return best if best is not None and (several or "verdict" in stems[best]) else None


def _words(texts: Texts, sentence: Sentence) -> str:
    """A sentence as it can be printed: alone, or behind the one it leans on; empty where neither can be."""
    alone = unjoined(sentence)
    if sentence.role == "headline" or printable(replace(alone, words=_FREE.sub("Moe ", alone.words))):
        return alone.words
    before = texts.at(sentence.article_id, sentence.start - 2)
    whole = f"{before.words} {sentence.words}" if before is not None and before.role == "body" else ""
    told = before is not None and printable(before) and not re.search('[“”"]', before.words)
    fits = told and len(whole) <= _TWO and sentence.words.rstrip()[-1:] in ".!”"
    return whole if fits else ""


def _side(texts: Texts, outlet: str, found: Sequence[Judging], shown: Sentence, kind: Genre | None) -> Claim:
    """The claim with the words of the sentence printed: what is said of whom stands there."""
    printed: dict[str, str] = {}
    for judging in found:
        if judging.sentence is shown:
            printed.setdefault(judging.stem, f"“{judging.words}”")
    words = listed(list(printed.values())[:_PRINTED])
    if _NOTE.match(shown.words):
        begin = f"In an editor’s note {outlet} writes {words}"
    elif kind is not None:
        begin = f"{outlet}’s article is opinion, no plain report, and has {words}"
    else:
        begin = f"In the writer’s own voice {outlet} has {words}"
    evidence = tuple(dict.fromkeys((shown.span, *(j.sentence.span for j in found))))
    weight = 0.2 * len({j.stem for j in found}) + 0.5 * any(j.verdict for j in found) + (kind is not None)
    why = "judging words outside of every quotation and reported clause"
    said = quoted(_words(texts, shown), _TWO)
    return Claim("takes_side", (outlet,), f"{begin}: {said}", evidence, why, weight)


def _of_kind(outlet: str, kind: Genre, shown: Sentence) -> Claim:
    """`The Times prints no report of its own but what readers write: “…”`, or that an article is opinion."""
    begin = (
        f"{outlet} prints no report of its own but what readers write"
        if kind.kind == "letters"
        else f"{outlet}’s article is opinion, no plain report"
    )
    why = f"the form of the text: {len(kind.spans)} places that mark {kind.kind}"
    return Claim("takes_side", (outlet,), f"{begin}: {quoted(shown.words)}", (shown.span, *kind.spans), why, 2.0)


def _labels(tables: Tables) -> Sequence[Record]:
    own = (m for m in records(tables["marks"]) if m["voice"] == "narrator" and not m["negated"])
    return [m for m in own if plain(m["words"]) in _LABELS]


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
    found = {m["start"]: m["words"] for m in marks if sentence.start <= m["start"] < sentence.end}
    found |= {
        sentence.start + m.start(): m.group()
        for m in _JUDGING.finditer(sentence.words)
        if sentence.role == "headline" or not (m.group()[0].isupper() and _NAME.search(sentence.words[: m.start()]))
    }
    cues = [
        row["cue_start"]
        for row in texts.attributions[sentence.outlet]
        if row["article_id"] == sentence.article_id and row["cue_start"] is not None
    ]
    for at, words in sorted(found.items()):
        # A verb by which words are reported is no judgement, and what stands behind it in its sentence may be theirs;
        # "erroneously claiming" judges what is reported.
        reported = any(sentence.start <= cue <= at for cue in cues) and not (" " in words and _JUDGING.match(words))
        if not reported and _own_voice(texts, sentence, at):
            verdict = _VERDICTS.fullmatch(words) is not None or plain(words) in _LABELS
            yield Judging(sentence, words, stem(plain(words.split()[0])), verdict)


def _own_voice(texts: Texts, sentence: Sentence, place: int) -> bool:
    """Whether a place of a sentence lies in no quotation marks, nothing only held possible, and nothing reported."""
    before = sentence.words[: place - sentence.start]
    quoting = (
        before.count("“") > before.count("”")
        or before.count('"') % 2 == 1
        or before.rfind("‘") > before.rfind("’")
        or re.search(r"(?:^|[\s(])'[^']*$", before) is not None
    )
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
