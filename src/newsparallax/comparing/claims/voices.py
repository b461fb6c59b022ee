"""Who is heard in one outlet only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsparallax.comparing.claims.alone import introduced, leans, marks, printable, says_something, together
from newsparallax.comparing.claims.heard import absent, heard
from newsparallax.comparing.claims.texts import Claim, Texts, quoted
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import plain, tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import parts

# A quotation of fewer words tells little; so many words fill a line.
_LEAST, _LONG = 5, 34
# A source that is no person, whatever its name is like.
_BODY = re.compile(r"\b(?:newspaper|agency|daily|magazine|network|website|blog|company|group|party|bank|station)\b")
# What joins a quotation to the words before it.
_OPENER = re.compile(r"^(?:So|And|But|Well|Now|Then|Because|Look),? (?=[a-z])")
# Names put into one claim; of more than so many the introductions between commas are left away.
_NAMES, _INTRODUCED = 7, 3
# An attribution, the words of it that are printed, and how telling they are.
Best = tuple[Record, str, float]


def only_here(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Only Fox quotes Ann Berg, a baker, and Carl Moe. Berg: “…”`: who is surely heard in no other outlet.

    Those who are quoted make one claim, those whose words are only told another.
    """
    people = {row["actor"] for row in records(tables["mentions"]) if row["type"] == "person"}
    for outlet in texts.outlets:
        quoting: list[tuple[str, Best | None, list[Record]]] = []
        telling: list[tuple[str, Best | None, list[Record]]] = []
        for name, rows in heard(texts.attributions[outlet]).items():
            by_name = [r for r in rows if parts(name)[-1] in (r["source"] or "") and not _BODY.search(r["source"])]
            known = by_name and name in people and " " in name
            if known and all(absent(texts, other, name, rows) for other in texts.others(outlet)):
                if any(_quotes(r) for r in rows):
                    quoting.append((name, _best(texts, by_name), rows))
                else:
                    telling.append((name, _sentence(texts, by_name), rows))
        for verb, found in (("quotes", quoting), ("tells what was said by", telling)):
            if found:
                yield _only(texts, outlet, verb, found)


def _best(texts: Texts, rows: Sequence[Record]) -> Best | None:
    """The words best printed: a quoted sentence that is understood alone, the most telling; else the whole sentence."""
    best: Best | None = None
    for row in rows:
        spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
        for low, high in spans:
            words = row["content"][low - row["start"] : high - row["start"]]
            count = len(tokens(words))
            if count < _LEAST or low < row["start"]:
                continue
            words, joined = _OPENER.subn("", words)
            weight = min(count, _LONG) / _LONG + (row["kind"] == "direct") * 0.5 + 0.3 * min(marks(words), 2)
            if not says_something(words.capitalize() if joined else words):
                sentence = texts.at(row["article_id"], low)
                if sentence is None or not printable(sentence) or leans(texts, sentence):
                    continue
                words, weight = sentence.words, weight - 1.0
            if best is None or weight > best[2]:
                best = (row, words, weight)
    return best


def _sentence(texts: Texts, rows: Sequence[Record]) -> Best | None:
    """The most telling whole sentence in which words are told."""
    best: Best | None = None
    for row in rows:
        sentence = texts.at(row["article_id"], row["start"])
        if sentence is not None and sentence.role == "body" and printable(sentence) and not leans(texts, sentence):
            weight = 0.3 * marks(sentence.words) - 0.2
            if best is None or weight > best[2]:
                best = (row, sentence.words, weight)
        elif best is None and _clause(row["content"]):
            best = (row, row["content"], -0.5)
    return best


def _clause(words: str) -> bool:
    """Whether told words are a clause that is understood alone: long enough, and without a pronoun."""
    read = [plain(t.text) for t in tokens(words)]
    return len(read) > _LEAST + 2 and not {"he", "she", "it", "they", "his", "her", "its", "their", "them"} & set(
        read[:6]
    )


def _only(texts: Texts, outlet: str, verb: str, found: Sequence[tuple[str, Best | None, list[Record]]]) -> Claim:
    """The claim that some people are heard in one outlet only, the one whose words are most telling first."""
    ranked = sorted(found, key=lambda f: (-(f[1][2] if f[1] else -9.0), f[0]))
    names = [name for name, *_ in ranked][:_NAMES]
    best = ranked[0][1]
    # Introductions of many are no sentence any more.
    who = [introduced(texts, outlet, name) or name for name in names]
    if len(names) > _INTRODUCED:
        who = [full if "," not in full else name for name, full in zip(names, who, strict=True)]
    sentence = f"Only {outlet} {verb} {together(who)}"
    if best and len(names) > 1:
        sentence = f"{sentence.rstrip('.')}. {parts(names[0])[-1]}: {quoted(best[1])}"
    elif best:
        sentence += f": {quoted(best[1])}"
    first = [best[0]] if best else []
    evidence = tuple(
        dict.fromkeys(
            (r["article_id"], int(r["start"]), int(r["end"]))
            for r in (*first, *(r for _, _, rows in ranked for r in rows))
        )
    )
    nowhere = any(not any(fold(parts(n)[-1]) in texts.words[o] for o in texts.others(outlet)) for n in names)
    why = "named as the source; no source, no unresolved source and no such words in the others"
    weight = (best[2] if best else -0.5) + 0.5 * nowhere + 0.1 * len(names)
    return Claim("only_here", (outlet,), sentence, evidence, why, weight, tuple(names))


def _quotes(row: Record) -> bool:
    """Whether an attribution holds words in quotation marks that make more than a phrase."""
    spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
    return any(
        len(tokens(row["content"][max(low - row["start"], 0) : high - row["start"]])) >= _LEAST for low, high in spans
    )
