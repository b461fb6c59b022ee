"""Which outlet takes a side in its own voice, and which labels some use and others never."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import BOOK, Claim, Sentence, Texts, folded, groups, listed, quoted
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain, tokens

# Entries of the codebook of loaded words by which a writer judges; metaphors of war, sizes and party labels colour a
# text and take no side by themselves.
_JUDGES = re.compile(r"loaded/(?:blame|praise|heat|spectacle):")
_LABELS = frozenset(BOOK["labels"].split())
_JUDGING = re.compile(rf"\b(?:{'|'.join(BOOK['judging'].strip().splitlines())})\b", re.IGNORECASE)
# What is asked is not asserted; what somebody is known for or calls himself is not the writer's word.
_ASKED = re.compile(r"\b(?:asked|wondered|whether|self-\w+|known (?:for|as)|so-called)\b", re.IGNORECASE)
_DESCRIBING = frozenset(BOOK["describing"].split())
# Judging words that make a claim together; phrases printed; words shown behind a judging word.
_SEVERAL, _PRINTED, _BEHIND, _BEFORE = 2, 4, 4, 3
_ARTICLES = frozenset(("a", "an", "the"))
_BEGUN = re.compile(r"(?:ed|ing|\bto \w+)$")
# Small words inside a phrase: "a level of dissent", "meant as a nod".
_INSIDE = frozenset(("of", "as", "a", "an", "the", "for", "on", "in", "to"))


@dataclass(frozen=True, slots=True)
class Judging:
    """A judging word of a writer: where it stands, whether it judges wherever it is used, and whether it blames."""

    sentence: Sentence
    start: int
    words: str
    plainly: bool
    blames: bool


def takes_side(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`In its own voice Fox writes “…” and “…”`: judging words in no quotation and in nothing that anybody said."""
    marked = by_article(
        m
        for m in records(tables["marks"])
        if _JUDGES.match(m["rule"]) and m["voice"] == "narrator" and not m["negated"] and _judges(m["words"])
    )
    for outlet in texts.outlets:
        found = [j for s in texts.sentences[outlet] for j in _judging(texts, s, marked.get(s.article_id, ()))]
        why = "judging words outside of every quotation and reported clause"
        blaming = [j for j in found if j.plainly or j.blames]
        if min(len({j.words.lower() for j in blaming}), len({j.sentence.start for j in found})) >= _SEVERAL:
            ranked = sorted(found, key=lambda j: (not j.plainly, not j.blames))
            phrases: list[str] = []
            for phrase in map(_phrase, ranked):
                if not any(_overlap(phrase, other) for other in phrases):
                    phrases.append(phrase)
            # Two words without what they are said of show little.
            if not (any(j.plainly for j in found) or len(phrases) > _SEVERAL or all(" " in p for p in phrases)):
                continue
            phrases = phrases[:_PRINTED]
            sentence = f"In its own voice {outlet} writes {listed([f'“{p}”' for p in phrases])}"
            evidence = tuple(dict.fromkeys(j.sentence.span for j in found))
            weight = 0.2 * len(found) + 0.5 * any(j.plainly for j in found)
            yield Claim("takes_side", (outlet,), sentence, evidence, why, weight)
        else:
            strong = [j for j in found if j.plainly and (printable(j.sentence) or j.sentence.role == "headline")]
            for judging in strong[:1]:
                own = f"In its own voice {outlet} writes “{judging.words}”: {quoted(judging.sentence.words)}"
                yield Claim("takes_side", (outlet,), own, (judging.sentence.span,), why, 0.6)


def _judges(words: str) -> bool:
    return plain(words) not in _LABELS and plain(words.split()[0]) not in _DESCRIBING


def _judging(texts: Texts, sentence: Sentence, marks: Iterable[Record]) -> Iterator[Judging]:
    """The judging words of one sentence in the writer's own voice; none where something is asked or disowned."""
    if sentence.role not in ("body", "headline") or _ASKED.search(sentence.words):
        return
    found = {
        m["start"]: (m["words"], False, "praise" not in m["rule"])
        for m in marks
        if sentence.start <= m["start"] < sentence.end
    }
    found |= {sentence.start + m.start(): (m.group(), True, True) for m in _JUDGING.finditer(sentence.words)}
    cues = [
        row["cue_start"]
        for row in texts.attributions[sentence.outlet]
        if row["article_id"] == sentence.article_id and row["cue_start"] is not None
    ]
    for at, (words, plainly, blames) in sorted(found.items()):
        # A verb by which words are reported is no judgement, and what stands behind it in its sentence may be theirs;
        # "erroneously claiming" judges what is reported.
        reported = any(sentence.start <= cue <= at for cue in cues) and not (plainly and " " in words)
        if not reported and _own_voice(texts, sentence, at):
            yield Judging(sentence, at, words, plainly, blames)


def _overlap(one: str, other: str) -> bool:
    """Whether two phrases have words in common: "jolt to a chaotic week", "a chaotic week for the House"."""
    a, b = ({plain(t.text) for t in tokens(phrase) if not t.is_function} for phrase in (one, other))
    return bool(a & b)


def _phrase(judging: Judging) -> str:
    """A judging word with the words around it that go with it: "a stunning level of dissent"."""
    text, at = judging.sentence.words, judging.start - judging.sentence.start
    read = tokens(text)
    own = [n for n, t in enumerate(read) if t.start < at + len(judging.words) and at < t.end]
    if not own:
        return judging.words
    first, last = own[0], own[-1]
    while first > max(own[0] - _BEFORE, 0) and text[read[first - 1].end : read[first].start].isspace():
        if plain(read[first - 1].text) in FUNCTION_WORDS - _ARTICLES or plain(read[first].text) in _ARTICLES:
            break
        first -= 1
    while last + 1 < len(read) and text[read[last].end : read[last + 1].start].isspace():
        following = read[last + 1]
        name_goes_on = following.is_capitalised and read[last].is_capitalised
        if plain(following.text) in FUNCTION_WORDS - _INSIDE or (last - own[-1] >= _BEHIND and not name_goes_on):
            break
        last += 1
    # "the scheme aimed at", "pledges to give up": what is begun is not printed.
    least = own[-1] + judging.words.endswith("ly")
    while last > least and (read[last].is_function or _BEGUN.search(text[read[own[-1]].end : read[last].end])):
        last -= 1
    return " ".join(text[read[first].start : read[last].end].split()).rstrip(".")


def _own_voice(texts: Texts, sentence: Sentence, place: int) -> bool:
    """Whether a place of a sentence lies in no quotation marks and in nothing that somebody is said to say."""
    before = sentence.words[: place - sentence.start]
    quoting = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return not quoting and not any(
        row["article_id"] == sentence.article_id and low <= place < high
        for row in texts.attributions[sentence.outlet]
        for low, high in row["content_spans"]
    )


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
