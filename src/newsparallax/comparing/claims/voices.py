"""Who is heard in one outlet only, and whose voice fills an outlet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from newsparallax.comparing.claims.alone import introduced, leans, marks, printable, says_something
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
                best = _best(texts, by_name)
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


def _best(texts: Texts, rows: Sequence[Record]) -> tuple[Record, str, float] | None:
    """The attribution whose words are best printed: a quoted sentence that is understood alone, the most telling.

    Where there is none, the whole sentence in which the words stand, if that can be printed.
    """
    best = None
    for row in rows:
        spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
        for low, high in spans:
            words = row["content"][low - row["start"] : high - row["start"]]
            count = len(tokens(words))
            if count < _LEAST or low < row["start"]:
                continue
            weight = min(count, _LONG) / _LONG + (row["kind"] == "direct") * 0.5 + 0.3 * min(marks(words), 2)
            if not says_something(words):
                sentence = texts.at(row["article_id"], low)
                if sentence is None or not printable(sentence) or leans(texts, sentence):
                    continue
                words, weight = sentence.words, weight - 1.0
            if best is None or weight > best[2]:
                best = (row, words, weight)
    return best


def _only(texts: Texts, outlet: str, found: Sequence[tuple[str, Record, str, float]], at: int) -> Claim:
    names = [name for name, *_ in found]
    first, _, words, weight = found[0]
    who = [introduced(texts, outlet, name) or name for name in names]
    if len(names) == 1:
        sentence = f"Only {outlet} quotes {who[0]}: {quoted(words)}"
    else:
        several = f"{'; '.join(who[:-1])}; and {who[-1]}" if any("," in w for w in who) else listed(who)
        sentence = f"Only {outlet} quotes {several.rstrip('.')}. {parts(first)[-1]}: {quoted(words)}"
    nowhere = [n for n in names if not any(fold(parts(n)[-1]) in texts.words[o] for o in texts.others(outlet))]
    # Everything they say there is the evidence, the words that are printed first.
    heard = _heard(texts.attributions[outlet])
    said = [r for _, r, _, _ in found] + [r for name in names for r in heard[name]]
    evidence = tuple(dict.fromkeys((r["article_id"], int(r["start"]), int(r["end"])) for r in said))
    why = "named as the source of quoted words here; no source, no unresolved source and no such words in the others"
    weight += 0.5 * bool(nowhere) - 0.1 * at
    return Claim("only_here", (outlet,), sentence, evidence, why, weight, tuple(names))


def fills(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`The voice heard most in Fox is Ann Berg's, in South Carl Moe's`: where one person is far ahead of all others.

    So far that all the words whose speaker is not sure, given to the next, would not change it.
    """
    people = {row["actor"] for row in records(tables["mentions"]) if row["type"] == "person"}
    tops: list[tuple[str, str, list[Record]]] = []
    for outlet in texts.outlets:
        counted = sorted(_heard(texts.attributions[outlet]).items(), key=lambda h: (-len(h[1]), h[0]))
        if not counted or counted[0][0] not in people:
            continue
        name, rows = counted[0]
        rest = len(counted[1][1]) if len(counted) > 1 else 0
        unknown = sum(not r["speaker_sure"] for r in texts.attributions[outlet])
        if len(rows) >= _FILLS and len(rows) - rest >= max(_AHEAD, unknown + 1):
            tops.append((outlet, name, rows))
    if any(not may_be_one(tops[0][1], name) for _, name, _ in tops):
        sentence = f"Who is heard most differs: {listed([f'{name} in {outlet}' for outlet, name, _ in tops])}"
        evidence = tuple((r["article_id"], int(r["start"]), int(r["end"])) for *_, rows in tops for r in rows)
        why = "attributions with a sure speaker, counted; those without would not change it"
        yield Claim("who_speaks", tuple(o for o, *_ in tops), sentence, evidence, why, 1.0)
    for outlet in texts.outlets:
        yield from _sole(texts, outlet, people)


def _sole(texts: Texts, outlet: str, people: set[str]) -> Iterator[Claim]:
    """An outlet in which one person alone is quoted, and every word has a sure speaker, while others quote several."""
    rows = texts.attributions[outlet]
    direct = [a for a in rows if _quotes(a)]
    names = {m for a in direct for m in a["members"]}
    sure = direct and all(a["speaker_sure"] for a in rows) and len(names) == 1 and names <= people
    more = [o for o in texts.others(outlet) if len(_quoted_people(texts, o) & people) > 1]
    if sure and more and len(more) == len(texts.others(outlet)):
        (name,) = names
        evidence = tuple((a["article_id"], int(a["start"]), int(a["end"])) for a in direct)
        sentence = f"The only person quoted in {outlet} is {name}; {listed(more)} {_quote(more)} several"
        yield Claim("who_speaks", (outlet,), sentence, evidence, "every attribution has a sure speaker", 0.9)


def _quote(outlets: Sequence[str]) -> str:
    return "quote" if len(outlets) > 1 else "quotes"


def _quoted_people(texts: Texts, outlet: str) -> set[str]:
    return {m for a in texts.attributions[outlet] if _quotes(a) and a["speaker_sure"] for m in a["members"]}


def _quotes(row: Record) -> bool:
    """Whether an attribution holds words in quotation marks that make more than a phrase."""
    spans = row["content_spans"] if row["kind"] == "direct" else row["quoted_spans"]
    return any(len(tokens(row["content"][low - row["start"] : high - row["start"]])) >= _LEAST for low, high in spans)
