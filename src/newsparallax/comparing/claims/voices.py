"""Who is heard in one outlet only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsparallax.comparing.claims.alone import leans, marks, printable, says_something
from newsparallax.comparing.claims.heard import absent, heard
from newsparallax.comparing.claims.roles import introduced, together
from newsparallax.comparing.claims.texts import WHOLE, Claim, Texts, quoted
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.same import parts

# A quotation of fewer words tells little; so many words fill a line.
_LEAST, _LONG = 5, 34
# A source that is no person, whatever its name is like.
_BODY = re.compile(r"\b(?:newspaper|agency|daily|magazine|network|website|blog|company|group|party|bank|station)\b")
# Names put into one claim; of more than so many the introductions between commas are left away.
_NAMES, _INTRODUCED = 7, 3
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
    """`Only Fox quotes Ann Berg, a baker, and Carl Moe. Berg: “…”`: who is surely heard in no other outlet.

    Whose words are only told is no claim: whose they are is less sure, and a reader misses the words.
    """
    people = {row["actor"] for row in records(tables["mentions"]) if row["type"] == "person"}
    for outlet in texts.outlets:
        quoting: list[Heard] = []
        for name, rows in heard(texts.attributions[outlet]).items():
            by_name = [r for r in rows if parts(name)[-1] in (r["source"] or "") and not _BODY.search(r["source"])]
            known = name in people and " " in name and any(_quotes(r) for r in by_name)
            if known and all(absent(texts, other, name, rows) for other in texts.others(outlet)):
                quoting.append((name, _best(texts, by_name, name), rows))
        ranked = sorted(quoting, key=lambda f: (-(f[1].weight if f[1] else -9.0), f[0]))
        # A name without words tells a reader nothing.
        if ranked and (best := ranked[0][1]):
            yield _only(texts, outlet, ranked, best)


def _best(texts: Texts, rows: Sequence[Record], name: str) -> Best | None:
    """The words best printed: a quoted sentence that is understood alone, the most telling; else the whole sentence."""
    best: Best | None = None
    for row in rows:
        spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
        for low, high in spans:
            words = row["content"][low - row["start"] : high - row["start"]]
            count = len(tokens(words))
            words = _whole(words)
            if count < _LEAST or low < row["start"] or not words or words.endswith("?"):
                continue  # a question is half of an exchange
            weight = min(count, _LONG) / _LONG + (row["kind"] == "direct") * 0.5 + 0.3 * min(marks(words), 2)
            found = Best(row, words, False, weight)
            if not says_something(words):
                sentence = texts.at(row["article_id"], low)
                if sentence is not None and printable(sentence) and not leans(texts, sentence, name):
                    found = Best(row, sentence.words, True, weight - 1.0)
                else:
                    continue
            if best is None or found.weight > best.weight:
                best = found
    return best


def _whole(words: str) -> str:
    """The sentences of a quotation that fill no more than a few lines, none of them cut; empty where the first does."""
    said = words.strip()
    if len(said) <= WHOLE:
        return said
    return said[: max((m.end() for m in _SENTENCE_END.finditer(said, 0, WHOLE)), default=0)]


def _only(texts: Texts, outlet: str, ranked: Sequence[Heard], best: Best) -> Claim:
    """The claim that some people are heard in one outlet only, `best` being the words of the first."""
    names = [name for name, *_ in ranked][:_NAMES]
    # Introductions of many are no sentence any more.
    who = [introduced(texts, outlet, name) or name for name in names]
    if len(names) > _INTRODUCED:
        who = [full if "," not in full else name for name, full in zip(names, who, strict=True)]
    quotes = f"Only {outlet} quotes {together(who)}".rstrip(".")
    if best.by_outlet or len(names) > 1:
        quotes += f". {'It writes' if best.by_outlet else parts(names[0])[-1]}"
    evidence = tuple(
        dict.fromkeys(
            (r["article_id"], int(r["start"]), int(r["end"]))
            for r in (best.row, *(r for _, _, rows in ranked for r in rows))
        )
    )
    why = "named as the source; no source, no unresolved source and no such words in the others"
    return Claim(
        "only_here", (outlet,), f"{quotes}: {quoted(best.words)}", evidence, why, texts.room(evidence), tuple(names)
    )


def _quotes(row: Record) -> bool:
    """Whether an attribution holds words in quotation marks that make more than a phrase."""
    spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
    return any(
        len(tokens(row["content"][max(low - row["start"], 0) : high - row["start"]])) >= _LEAST for low, high in spans
    )
