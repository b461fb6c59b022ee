"""Who is heard in one outlet only, and what it alone prints of the words of somebody whom the others quote, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsparallax.comparing.claims.alone import (
    LEANING,
    leans,
    marks,
    own_share,
    pointing,
    printable,
    says_something,
    speaker_of,
    turned_after,
)
from newsparallax.comparing.claims.heard import absent, heard
from newsparallax.comparing.claims.roles import introduced, together
from newsparallax.comparing.claims.texts import WHOLE, Claim, Texts, folded, holds_run, quoted
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import parts

# A quotation of fewer words tells little; so many words fill a line.
_LEAST, _LONG = 5, 34
# Of somebody whom others quote, too, nothing there as like in meaning (cosine) or words. Such words are of what the
# article is about: as like its headline or first sentences; of so many concepts, or still more like these.
_ALIKE, _NEAR, _HEADED, _CONCEPTS, _CLOSE = 0.6, 0.6, 0.25, 5, 0.5
# Of a sentence printed for a quotation that says little alone so much is the outlet's own words.
_OWN = 0.5
# What a quotation loses that begins with "he" or "that": of whom or what stands elsewhere.
_UNCLEAR = 0.5
# A source that is no person, whatever its name is like.
_BODY = re.compile(r"\b(?:newspaper|agency|daily|magazine|network|website|blog|company|group|party|bank|station)\b")
# Names put into one claim.
_NAMES = 4
# A mark or bracket inside that has lost its other one: what stands there is not all that was said, or more.
_GARBLED = re.compile(r"^[^\[]*\]|\[[^\]]*$|[\"‘]")
# Characters between two quotations of one speaker, of which the second goes on with the first.
_BETWEEN = 80
_FIRST_WORD = re.compile(r"\s*[“\"]?([\w-]+)")
_SENTENCE_END = re.compile(r"[.!?][”\"’']?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Best:
    """An attribution, the words printed, whether they are the outlet's own sentence, and how telling they are."""

    row: Record
    words: str
    by_outlet: bool
    weight: float


# A name, the words best printed and all attributions.
Heard = tuple[str, Best | None, list[Record]]


def only_here(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Only Fox quotes Ann Berg, a baker, and Carl Moe. Berg: “…”`, and `Only Fox has these words of Ann Berg: “…”`.

    Whose words are only told is no claim: whose they are is less sure, and a reader misses the words.
    """
    people = {row["actor"] for row in records(tables["mentions"]) if row["type"] == "person"}
    for outlet in texts.outlets:
        others = texts.others(outlet)
        quoting: list[Heard] = []
        for name, rows in heard(texts.attributions[outlet]).items():
            # A name without a word of who that is tells a reader nothing.
            if (
                name not in people
                or " " not in name
                or not (introduced(texts, outlet, name) or _headed(texts, texts.outlets, name))
            ):
                continue
            by_name = [r for r in rows if parts(name)[-1] in (r["source"] or "") and not _BODY.search(r["source"])]
            alone = any(_quotes(r) for r in by_name) and all(absent(texts, other, name, rows) for other in others)
            best = _best(texts, rows if alone else [r for r in rows if _unheard(texts, others, r)], name)
            if alone:
                quoting.append((name, best, rows))
            elif best is not None and not best.by_outlet and _to_the_point(texts, best):
                yield _these_words(texts, outlet, name, best, rows)
        room = {name: texts.room(_spans(rows)) + _headed(texts, (outlet,), name) for name, _, rows in quoting}
        ranked = sorted(quoting, key=lambda f: (f[1] is None, -room[f[0]], f[0]))
        if ranked and (best := ranked[0][1]) is not None:
            yield _only(texts, outlet, ranked, best)


def _unheard(texts: Texts, others: Sequence[str], row: Record) -> bool:
    """Whether quoted words stand in no other outlet, nor anything that may tell the same."""
    if row["kind"] != "direct" or any(holds_run(texts.plain[o], row["content"]) for o in others):
        return False
    said = [s for low, _ in row["content_spans"] if (s := texts.at(row["article_id"], low)) is not None]
    return bool(said) and all(
        texts.alike(o, s) < _ALIKE and texts.nearest(o, s.concepts) < _NEAR for o in others for s in said
    )


def _to_the_point(texts: Texts, best: Best) -> bool:
    """Whether quoted words are of what their article is about, and say something."""
    sentence = texts.at(best.row["article_id"], best.row["content_spans"][0][0])
    like = texts.headed(sentence) if sentence is not None else 0.0
    concepts = {t.concept for t in tokens(best.words) if not t.is_function}
    return like >= (_HEADED if len(concepts) >= _CONCEPTS else _CLOSE)


def _these_words(texts: Texts, outlet: str, name: str, best: Best, rows: Sequence[Record]) -> Claim:
    """The claim that some words of somebody stand in one outlet only."""
    own = [r for r in rows if r is best.row or _unheard(texts, texts.others(outlet), r)]
    evidence = tuple(dict.fromkeys(_spans([best.row, *own])))
    # Whom all name is known.
    known = all(fold(parts(name)[-1]) in texts.words[o] for o in texts.outlets)
    who = name if known else introduced(texts, outlet, name) or name
    text = f"Only {outlet} has these words of {who}: {quoted(best.words)}"
    why = "a sure speaker; no such words and nothing like them in the others"
    weight = texts.room(evidence) + _headed(texts, (outlet,), name) + _worth(texts, best)
    return Claim("only_here", (outlet,), text, evidence, why, weight, (name,))


def _worth(texts: Texts, best: Best) -> float:
    sentence = texts.at(best.row["article_id"], best.row["content_spans"][0][0])
    return texts.worth(sentence, best.words) if sentence is not None else 0.0


def _headed(texts: Texts, outlets: Iterable[str], name: str) -> float:
    """What it adds to the weight of a claim that the headline of an outlet has the name; else 0."""
    last = fold(parts(name)[-1])
    return 0.1 * any(last in folded(s.words) for o in outlets for s in texts.sentences[o] if s.role == "headline")


def _spans(rows: Sequence[Record]) -> list[tuple[str, int, int]]:
    return [(r["article_id"], int(r["start"]), int(r["end"])) for r in rows]


def _best(texts: Texts, rows: Sequence[Record], name: str) -> Best | None:
    """The words best printed: a quoted sentence that is understood alone, the most telling; else the whole sentence."""
    found = [
        best
        for row in rows
        for low, high in (row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"])
        if low >= row["start"] and (best := _printed(texts, row, low, high, name)) is not None
    ]
    best = max(found, key=lambda best: best.weight, default=None)
    return _gone_on(best, rows) if best is not None and not best.by_outlet else best


def _gone_on(best: Best, rows: Sequence[Record]) -> Best:
    """Quoted words with those that the same speaker goes on with behind "she said": the point may stand there."""
    end = best.row["end"]
    row = next(
        (
            r
            for r in rows
            if r["kind"] == "direct"
            and r["article_id"] == best.row["article_id"]
            and end <= r["start"] < end + _BETWEEN
        ),
        None,
    )
    if row is None or not best.row["content"].strip().endswith(best.words):
        return best
    words = f"{best.words.rstrip(' ,')} … {row['content'].strip()}"
    return replace(best, words=words) if len(words) <= WHOLE else best


def _printed(texts: Texts, row: Record, low: int, high: int, name: str) -> Best | None:
    """What is printed of one quotation, if it says something and nothing in it or behind it turns it round."""
    words = row["content"][low - row["start"] : high - row["start"]]
    count = len(tokens(words))
    sentence = texts.at(row["article_id"], low)
    if count < _LEAST or sentence is None or turned_after(texts, sentence) or _GARBLED.search(words):
        return None
    weight = min(count, _LONG) / _LONG + 0.3 * min(marks(words), 2) + texts.headed(sentence)
    first = _FIRST_WORD.match(words)
    weight -= _UNCLEAR * (first is not None and fold(first[1]) in LEANING)
    if row["kind"] == "direct":
        starts = [0, *(m.end() for m in _SENTENCE_END.finditer(words))]
        for said in (_whole(words[start:]) for start in starts):
            # A question is half of an exchange.
            if said and not said.endswith("?") and says_something(said):
                return Best(row, said, False, weight + 0.5)
    stands = printable(sentence) and not leans(texts, sentence, name) and not pointing(texts, sentence)
    whole = row["kind"] != "direct" or own_share(sentence) >= _OWN
    told = stands and whole and speaker_of(texts, sentence) is None and not words.strip().endswith("?")
    return Best(row, sentence.words, True, weight - 1.0) if told else None


def _whole(words: str) -> str:
    """The sentences of a quotation that fill no more than a few lines, none of them cut; empty where the first does."""
    said = words.strip()
    if len(said) <= WHOLE:
        return said
    return said[: max((m.end() for m in _SENTENCE_END.finditer(said, 0, WHOLE)), default=0)]


def _only(texts: Texts, outlet: str, ranked: Sequence[Heard], best: Best) -> Claim:
    """The claim that some people are heard in one outlet only, `best` being the words of the first."""
    first = ranked[0][0]
    shown = [(name, introduced(texts, outlet, name), rows) for name, _, rows in ranked[:_NAMES]]
    quotes = f"Only {outlet} quotes {together([who or name for name, who, _ in shown])}".rstrip(".")
    if best.by_outlet or len(shown) > 1:
        quotes += f". {'It writes' if best.by_outlet else parts(first)[-1]}"
    evidence = tuple(dict.fromkeys(_spans([best.row, *(r for *_, rows in shown for r in rows)])))
    why = "named as the source; no source, no unresolved source and no such words in the others"
    weight = texts.room(evidence) + _headed(texts, (outlet,), first) + _worth(texts, best)
    names = tuple(name for name, *_ in shown)
    return Claim("only_here", (outlet,), f"{quotes}: {quoted(best.words)}", evidence, why, weight, names)


def _quotes(row: Record) -> bool:
    """Whether an attribution holds words in quotation marks that make more than a phrase."""
    spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
    return any(
        len(tokens(row["content"][max(low - row["start"], 0) : high - row["start"]])) >= _LEAST for low, high in spans
    )
