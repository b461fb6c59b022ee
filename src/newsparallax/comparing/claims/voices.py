"""Who is heard in one outlet only, and whose voice fills an outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from newsparallax.comparing.claims.texts import Claim, Span, Texts, folded, listed, quoted
from newsparallax.comparing.units import Record, Tables, records
from newsparallax.comparing.wordforms import plain, tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import may_be_one, parts

# A run of so many words of a quotation that stands in another outlet's text: the words are told there, too.
_RUN = 5
# An unresolved source whose words share this weight with a speaker's may be that speaker.
_HIDDEN = 1.4
# A quotation of fewer words tells little; so many words fill a line.
_LEAST, _LONG = 5, 34
# A source that is no person, whatever its name is like.
_BODY = re.compile(r"\b(?:newspaper|agency|daily|magazine|network|website|blog|company|group|party|bank|station)\b")
# Names put into one claim.
_NAMES = 3
# A voice fills an outlet from so many attributions on, and where it has so many more than the next.
_FILLS, _AHEAD = 4, 2


def only_here(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Only Fox quotes John Berg, who said: “…”`: who is let speak in no other outlet, for all that can be known."""
    people = {row["actor"] for row in records(tables["mentions"]) if row["type"] == "person"}
    for outlet in texts.outlets:
        found = []
        for name, rows in _heard(texts.attributions[outlet]).items():
            by_name = [r for r in rows if parts(name)[-1] in (r["source"] or "") and not _BODY.search(r["source"])]
            known = by_name and name in people and " " in name
            if known and all(_absent(texts, other, name, rows) for other in texts.others(outlet)):
                best = _best(by_name)
                if best is not None:
                    found.append((name, *best))
        found.sort(key=lambda f: -f[3])
        for at in range(0, len(found), _NAMES):
            yield _only(texts, outlet, found[at : at + _NAMES], at)


def _heard(rows: Iterable[Record]) -> dict[str, list[Record]]:
    """The attributions of each single speaker that is sure, refusals apart."""
    heard: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        if row["speaker_sure"] and row["kind"] != "refusal" and len(row["members"]) == 1:
            heard[row["members"][0]].append(row)
    return heard


def _absent(texts: Texts, outlet: str, name: str, rows: Sequence[Record]) -> bool:
    """Whether an outlet surely does not let somebody speak: no words, no source, no unresolved source that may be."""
    surname = fold(parts(name)[-1])
    spoken = {t.concept for row in rows for t in tokens(row["content"]) if not t.is_function}
    for row in texts.attributions[outlet]:
        named = [row["speaker"] or "", *row["members"]]
        if any(may_be_one(name, other) for other in named if other) or surname in folded(row["source"] or ""):
            return False
        if not row["speaker_sure"]:
            words = {t.concept for t in tokens(row["content"]) if not t.is_function}
            if texts.weight(words & spoken) >= _HIDDEN:
                return False
    own = texts.sentences[outlet]
    speech = [(a["article_id"], low, high) for a in texts.attributions[outlet] for low, high in _stretches(a)]
    for at, sentence in enumerate(own):
        if surname in folded(sentence.words):
            # Named where somebody speaks who is not known: it may be this one.
            near = [s for s in own[max(at - 1, 0) : at + 3] if s.article_id == sentence.article_id]
            unknown = [a for a in texts.attributions[outlet] if not a["speaker_sure"]]
            if any(_inside(a, near) for a in unknown) or (
                re.search('[“"]', sentence.words) and not _covered(sentence.span, speech)
            ):
                return False
    return not any(_told(own_words, row["content"]) for row in rows for own_words in [_plain_text(texts, outlet)])


def _stretches(row: Record) -> list[tuple[int, int]]:
    return [tuple(span) for span in row["content_spans"]]


def _inside(row: Record, near: Sequence[object]) -> bool:
    return any(s.article_id == row["article_id"] and s.start <= row["start"] < s.end for s in near)  # type: ignore[attr-defined]


def _covered(span: Span, speech: Iterable[Span]) -> bool:
    article, start, end = span
    return any(a == article and low < end and start < high for a, low, high in speech)


def _plain_text(texts: Texts, outlet: str) -> str:
    return " " + " ".join(plain(t.text) for s in texts.sentences[outlet] for t in tokens(s.words)) + " "


def _told(own: str, content: str) -> bool:
    words = [plain(t.text) for t in tokens(content)]
    runs = [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]
    return any(f" {' '.join(run)} " in own for run in runs)


def _best(rows: Sequence[Record]) -> tuple[Record, str, float] | None:
    """The attribution whose words are best printed: those in quotation marks, a whole sentence of middle length."""
    best = None
    for row in rows:
        spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
        for low, high in spans:
            words = row["content"][low - row["start"] : high - row["start"]]
            count = len(tokens(words))
            if count < _LEAST or low < row["start"]:
                continue
            weight = min(count, _LONG) / _LONG + (row["kind"] == "direct") * 0.5
            if best is None or weight > best[2]:
                best = (row, words, weight)
    return best


def _only(texts: Texts, outlet: str, found: Sequence[tuple[str, Record, str, float]], at: int) -> Claim:
    names = [name for name, *_ in found]
    first, row, words, weight = found[0]
    who = _introduced(first, row)
    if len(names) == 1:
        sentence = f"Only {outlet} quotes {who}: {quoted(words)}"
    else:
        sentence = f"Only {outlet} quotes {listed(names)}. {parts(first)[-1]}: {quoted(words)}"
    nowhere = [n for n in names if not any(fold(parts(n)[-1]) in texts.words[o] for o in texts.others(outlet))]
    evidence = tuple((r["article_id"], int(r["start"]), int(r["end"])) for _, r, _, _ in found)
    why = "named as the source of quoted words here; no source, no unresolved source and no such words in the others"
    return Claim("only_here", (outlet,), sentence, evidence, why, weight + 0.5 * bool(nowhere) - 0.1 * at)


def _introduced(name: str, row: Record) -> str:
    """The name as the article introduces it, where the source's words do: "Ann Berg, a baker from Orrin"."""
    source = " ".join((row["source"] or "").split())
    if parts(name)[-1] in source and len(source.split()) <= 14 and source[:1].isupper() and "," in source:
        first, _, rest = source.rstrip(",").partition(" ")
        return f"{first.lower() if first in ('A', 'An', 'The') else first} {rest}"
    return name


def fills(texts: Texts) -> Iterator[Claim]:
    """`The voice heard most in Fox is Ann Berg's`: where one speaker is far ahead of all others."""
    tops: list[tuple[str, str, int, list[Record]]] = []
    for outlet in texts.outlets:
        counted = sorted(_heard(texts.attributions[outlet]).items(), key=lambda h: (-len(h[1]), h[0]))
        if not counted:
            continue
        name, rows = counted[0]
        rest = len(counted[1][1]) if len(counted) > 1 else 0
        unknown = sum(not r["speaker_sure"] for r in texts.attributions[outlet])
        if len(rows) >= _FILLS and len(rows) - rest >= _AHEAD and len(rows) > unknown:
            tops.append((outlet, name, len(rows), rows))
    if any(not may_be_one(tops[0][1], name) for _, name, _, _ in tops):
        shown = [f"{name} in {outlet} ({count} times)" for outlet, name, count, _ in tops]
        sentence = f"Who is heard most differs: {listed(shown)}"
        evidence = tuple((r["article_id"], int(r["start"]), int(r["end"])) for *_, rows in tops for r in rows)
        yield Claim(
            "who_speaks",
            tuple(o for o, *_ in tops),
            sentence,
            evidence,
            "attributions with a sure speaker, counted",
            1.0,
        )
    for outlet in texts.outlets:
        yield from _sole(texts, outlet)


def _sole(texts: Texts, outlet: str) -> Iterator[Claim]:
    """An outlet in which one person alone is quoted, while others quote more."""
    direct = [a for a in texts.attributions[outlet] if _quotes(a)]
    names = {m for a in direct for m in a["members"]}
    sure = direct and all(a["speaker_sure"] for a in direct) and len(names) == 1
    more = [o for o in texts.others(outlet) if len(_quoted_people(texts, o)) > 1]
    if sure and more and len(more) == len(texts.others(outlet)):
        (name,) = names
        evidence = tuple((a["article_id"], int(a["start"]), int(a["end"])) for a in direct)
        several = listed([f"{len(_quoted_people(texts, o))} in {o}" for o in more])
        sentence = f"The only person quoted in {outlet} is {name}; there are {several}"
        yield Claim("who_speaks", (outlet,), sentence, evidence, "every quotation has this one sure speaker", 0.9)


def _quoted_people(texts: Texts, outlet: str) -> set[str]:
    return {m for a in texts.attributions[outlet] if _quotes(a) and a["speaker_sure"] for m in a["members"]}


def _quotes(row: Record) -> bool:
    """Whether an attribution holds words in quotation marks that make more than a phrase."""
    spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
    return any(len(tokens(row["content"][low - row["start"] : high - row["start"]])) >= _LEAST for low, high in spans)
