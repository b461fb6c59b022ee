"""What one outlet leaves out that the others tell, and what one alone tells, where nothing can be hidden."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from newsparallax.comparing.claims.alone import (
    TITLES,
    WHO_IS,
    goes_on,
    leans,
    own_share,
    pointing,
    printable,
    speaker_of,
    telling,
    turned_after,
    unjoined,
    weighty,
)
from newsparallax.comparing.claims.texts import (
    BOOK,
    MANY,
    WHOLE,
    Claim,
    Sentence,
    Span,
    Texts,
    curled,
    folded,
    quoted,
)
from newsparallax.comparing.clashes import days
from newsparallax.comparing.units import Record
from newsparallax.comparing.wordforms import concept, plain, tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.words import listed

_CREDIT = re.compile(r"\bcontribut(?:ed|ing) (?:to|report)|\breported from\b", re.IGNORECASE)
# That nobody answered, and how a poll was taken, is no news.
_NO_NEWS = re.compile("|".join(BOOK["no_news"].strip().splitlines()), re.IGNORECASE)
_YEAR, _YEARS = re.compile(r"\b((?:19|20)\d\d)(?:s|\b)"), 2
# An outlet lacks a statement when no two of its sentences that follow each other have so much of the weight of what the
# tellings share, and when it nowhere has this share of their rarest words.
_TOLD_AFTER_ALL, _RARE_HERE = 0.34, 0.5
# One sentence that has so many of some concepts, whatever their weight, may tell the same.
_MANY = 0.4
# Two sentences so like each other tell of one thing; so many of the words they share stand nowhere in another outlet
# (of claims with three such words strangers found two of six right). So many pairs, those most alike, are looked at: a
# first page has room for few.
_PAIRS = 2000
# Of these so many are no names: who is in both sentences does not make them one statement.
_LIKE, _UNKNOWN, _PLAIN = 0.5, 4, 2
# An outlet with a sentence that has so much of a chance to tell the same as one of the two lacks nothing: what happened
# itself every outlet tells, with other words and other numbers.
_MAY_TELL = 0.25
# As like its article's headline or first sentences (cosine) is what is told to the point.
_HEADED = 0.25
# So much of the weight of a printed sentence is in both.
_SHARED = 0.4
# Characters of a second sentence that is printed, too; sentences as alike are printed once.
_SHORT, _SAME = 240, 0.9
# A sentence is told by one outlet alone where so much of the weight of its concepts stands nowhere else (of one printed
# beside it, less), no passage has so much of a chance to tell the same, and none is as like in meaning (cosine).
_NEW, _BESIDE, _CHANCE, _SIMILAR = 0.6, 0.5, 0.3, 0.7
# A sentence that has a number or month of it need be less like it.
_DATED = 0.4
_MONTHS = frozenset(concept(name) for name in calendar.month_name if name)
# A sentence of another outlet that is as like in meaning (cosine) may tell the same.
_ALIKE = 0.6
# A sentence goes on about the one beside it that shares words of this weight.
_GOES_ON = 0.6
# A report has so much outside of quotation marks.
_OWN = 0.5
# People in a sentence that is no list.
_LIST = 4


def left_out(texts: Texts, told: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """`The Times leaves out what Fox tells: “…” (HuffPost: “…”)`: words that both share and that stand nowhere in it.

    Two sentences of two outlets that tell the same share some words that another outlet has in no form.
    """
    likely = _likely(texts, told["statement_pairs"])
    pairs = [p for p in told["statement_pairs"] if p["accepted"] and p["score"] >= _LIKE]
    for pair in sorted(pairs, key=lambda p: -p["score"])[:_PAIRS] if len(texts.outlets) > 2 else ():
        a, b = (texts.at(pair[f"{x}_article_id"], pair[f"{x}_start"]) for x in "ab")
        # What opens an article is the event itself, which every outlet tells, with words of its own; what is not like
        # its headline or of years ago nobody misses.
        if a is None or b is None or a.outlet == b.outlet or any(_aside(texts, s) for s in (a, b)):
            continue
        shared = a.concepts & b.concepts
        told_of = shared - _names(a) - _names(b)
        places = [(pair[f"{x}_article_id"], pair[f"{x}_start"]) for x in "ab"]
        others = [o for o in texts.others(a.outlet, b.outlet) if not any((*place, o) in likely for place in places)]
        lacking = [
            o
            for o in others
            if len(shared - texts.concepts(o)) >= _UNKNOWN
            and len(told_of - texts.concepts(o)) >= _PLAIN
            and _lacks(texts, o, shared)
            and _could_know(texts, o, (a, b))
            and max(texts.alike(o, a), texts.alike(o, b)) < _ALIKE
        ]
        # Nobody is singled out of several that may lack it, nor charged with what most others do not tell, either.
        if len(lacking) < len(others) or 2 * len(lacking) > len(texts.outlets):
            continue
        shown = [s for s in (a, b) if s.role == "body" and printable(s) and not leans(texts, s) and _spoken(texts, s)]
        # What is printed is what both tell, and most of it stands nowhere there.
        shown = [
            s
            for s in shown
            if texts.weight(shared) >= _SHARED * texts.weight(s.concepts)
            and all(texts.unknown([o], s.concepts) >= _NEW for o in lacking)
        ]
        if lacking and shown:
            best = min(shown, key=lambda s: (len(s.words), s.outlet))
            yield _left_out(texts, lacking, best, b if best is a else a, pair["score"])


def _aside(texts: Texts, sentence: Sentence) -> bool:
    to_the_point = texts.opens(sentence) or texts.headed(sentence) >= _HEADED
    return texts.heads(sentence) or not to_the_point or _long_ago(texts, sentence)


def _likely(texts: Texts, pairs: Iterable[Record]) -> set[tuple[str, int, str]]:
    """Article and start of each passage, with each outlet that has one which may tell the same."""
    return {
        (pair[f"{x}_article_id"], pair[f"{x}_start"], texts.outlet_of[pair[f"{y}_article_id"]])
        for pair in pairs
        if pair["score"] >= _MAY_TELL
        for x, y in ("ab", "ba")
    }


def _names(sentence: Sentence) -> frozenset[str]:
    """The concepts of a sentence that are names or titles."""
    read = tokens(sentence.words)
    named = {t.concept for t in read if t.is_capitalised and t.start}
    return frozenset(named | {t.concept for t in read if fold(plain(t.text)) in TITLES})


def _left_out(texts: Texts, lacking: Sequence[str], best: Sentence, other: Sentence, score: float) -> Claim:
    """The claim, with both tellings where they differ in more than a few letters."""
    missing = frozenset.intersection(*((best.concepts & other.concepts) - texts.concepts(o) for o in lacking))
    row = speaker_of(texts, best)
    whose = f" of what {row['speaker']} said" if row else ""
    alike = SequenceMatcher(None, best.words.lower(), other.words.lower(), autojunk=False).ratio() > _SAME
    same = alike and set(_named(best)) == set(_named(other))
    if same or other.role != "body" or len(other.words) > _SHORT:
        told = f"{best.outlet} and {other.outlet} tell{whose}: {quoted(best.words)}" if same else ""
        told = told or f"{best.outlet} tells{whose}: {quoted(best.words)}"
    else:
        told = f"{best.outlet} tells{whose}: {quoted(best.words)} ({other.outlet}: {quoted(other.words)})"
    why = f"both have these words, which stand nowhere there: {', '.join(sorted(missing))}"
    weight = telling(best) + texts.weight(missing) / 4 + 0.3 * score
    text = f"{listed(lacking, MANY)} {'leave' if len(lacking) > 1 else 'leaves'} out what {told}"
    return Claim("left_out", tuple(lacking), text, (best.span, other.span), why, weight)


def _could_know(texts: Texts, outlet: str, sentences: Sequence[Sentence]) -> bool:
    """Whether an outlet wrote late enough: not before all the others, nor before a day they tell of, nor beforehand."""
    if outlet in texts.before and not any(sentence.outlet in texts.before for sentence in sentences):
        return False
    day = texts.days.get(outlet)
    if day is not None:
        others = [texts.days[s.outlet] for s in sentences if s.outlet in texts.days]
        if others and all(other > day for other in others):
            return False
        for sentence in sentences:
            calendar = days.Calendar(texts.days.get(sentence.outlet), ())
            if any(named.value > day for named in days.find(sentence.words, calendar)):
                return False
            # A page brought up to date names days after the one it bears: "on Saturday" in one of Friday.
            if any(f"{other:%A}" in sentence.words for other in others if other > day):
                return False
    return not (texts.looks_ahead(outlet) and not all(texts.looks_ahead(s.outlet) for s in sentences))


def _lacks(texts: Texts, outlet: str, concepts: frozenset[str]) -> bool:
    """Whether an outlet surely does not tell what some concepts tell."""
    own = texts.concepts(outlet)
    rare = sorted(concepts, key=lambda w: (-texts.weights.get(w, 0), w))[: max(2, len(concepts) // 2)]
    here = sum(word in own for word in rare)
    far = texts.nearest(outlet, concepts) < _TOLD_AFTER_ALL and texts.shares(outlet, concepts) < _MANY
    return far and here < max(1, _RARE_HERE * len(rare))


def only_here(texts: Texts, compared: Mapping[str, Sequence[Record]]) -> Iterator[Claim]:
    """`Only Fox reports: “…”`: what stands in one outlet alone, some name or number included.

    What leans on the sentence before it is printed with that one, where no other outlet tells that, either.
    """
    likest = _likest(texts, compared["statement_pairs"])
    for outlet in texts.outlets:
        others = texts.others(outlet)
        if any(other in texts.before and outlet not in texts.before for other in others):
            others = [o for o in others if o not in texts.before]
        body = [s for s in texts.sentences[outlet] if s.role == "body"] if others else []
        lone = [_lone(texts, others, sentence, likest.get(sentence.span, 0.0)) for sentence in body]
        for at, sentence in enumerate(body):
            new = _new_to(texts, sentence, others) if lone[at] >= _NEW and weighty(sentence) else None
            shown = _shown(texts, body, lone, at) if new else None
            if new and shown is not None:
                run = _run(texts, body, lone, at)
                yield Claim(
                    "only_here",
                    (outlet,),
                    f"Only {outlet} reports: {quoted(shown.words)}",
                    (shown.span, *(s.span for s in run if s is not sentence)),
                    f"no passage of the others is like it; not in the others: {', '.join(new[:4])}",
                    texts.room(s.span for s in run) + texts.worth(sentence, shown.words),
                    _speakers(texts, sentence, others),
                )


def _likest(texts: Texts, pairs: Iterable[Record]) -> dict[Span, float]:
    """The greatest chance of each sentence to tell the same as a passage of another outlet."""
    found: dict[Span, float] = {}
    for pair in pairs:
        for side in "ab":
            sentence = texts.at(pair[f"{side}_article_id"], pair[f"{side}_start"])
            if sentence is not None:
                found[sentence.span] = max(found.get(sentence.span, 0.0), pair["score"])
    return found


def _lone(texts: Texts, others: Sequence[str], sentence: Sentence, likest: float) -> float:
    """How much of a sentence, by the weight of its concepts, no other outlet has; 0 where one may tell the same."""
    alike = max((texts.alike(o, sentence) for o in others), default=0.0)
    dated = [c for c in sentence.concepts if c[0].isdigit() or c in _MONTHS]
    if likest >= _CHANCE or alike >= _SIMILAR or any(texts.alike_with(o, sentence, dated) >= _DATED for o in others):
        return 0.0
    return texts.unknown(others, sentence.concepts)


def _shown(texts: Texts, body: Sequence[Sentence], lone: Sequence[float], at: int) -> Sentence | None:
    """What is printed of a sentence: itself, or with the one before it; None where neither is understood alone."""
    sentence = body[at]
    if not _reports(texts, sentence):
        return None
    if _stands(texts, sentence):
        return unjoined(sentence)
    before = body[at - 1] if at and lone[at - 1] >= _BESIDE and body[at - 1].article_id == sentence.article_id else None
    if before is None or not (_stands(texts, before) and _reports(texts, before) and _clear(texts, before, sentence)):
        return None
    both = replace(before, end=sentence.end, words=f"{before.words.strip()} {sentence.words.strip()}")
    return both if len(both.words) <= WHOLE else None


def _stands(texts: Texts, sentence: Sentence) -> bool:
    return printable(sentence) and not leans(texts, sentence) and not pointing(texts, sentence)


def _clear(texts: Texts, before: Sentence, sentence: Sentence) -> bool:
    """Whether the second of two sentences is understood behind the first: whole, and its surnames are named there."""
    marked = curled(sentence.words)
    if marked.count("“") != marked.count("”") or sentence.words.strip()[-1:] not in '.!?”"':
        return False
    return not leans(texts, sentence, before.words) or len(_people(texts, before)) == 1


def _run(texts: Texts, body: Sequence[Sentence], lone: Sequence[float], at: int) -> list[Sentence]:
    """The sentences beside one that its outlet has alone, too, and that go on about it: they share words of weight."""

    def goes_on(n: int) -> bool:
        shared = body[n].concepts & body[at].concepts
        return lone[n] >= _BESIDE and body[n].article_id == body[at].article_id and texts.weight(shared) >= _GOES_ON

    first = last = at
    while first > 0 and goes_on(first - 1):
        first -= 1
    while last + 1 < len(body) and goes_on(last + 1):
        last += 1
    return list(body[first : last + 1])


def _reports(texts: Texts, sentence: Sentence) -> bool:
    """Whether a sentence tells news, and is nobody's speech: no credit, no roll-call, no refusal, no method."""
    words = sentence.words
    idle = _CREDIT.search(words) or _NO_NEWS.search(words) or WHO_IS.match(words) or own_share(sentence) < _OWN
    people = len(_people(texts, sentence))
    turned = turned_after(texts, sentence) or goes_on(texts, sentence) or speaker_of(texts, sentence) is not None
    return not (idle or turned or _long_ago(texts, sentence)) and people <= _LIST


def _long_ago(texts: Texts, sentence: Sentence) -> bool:
    """Whether a sentence tells of a year long before its article was written: background."""
    day = texts.days.get(sentence.outlet)
    years = [int(year) for year in _YEAR.findall(sentence.words)]
    return day is not None and bool(years) and max(years) < day.year - _YEARS


def _people(texts: Texts, sentence: Sentence) -> set[str]:
    own = texts.people.get(sentence.article_id, ())
    return {m["actor"] for m in own if sentence.start <= m["start"] < sentence.end}


def _speakers(texts: Texts, sentence: Sentence, others: Iterable[str]) -> tuple[str, ...]:
    """Who speaks in a sentence, and who is named in it and in no other outlet."""
    rows = texts.attributions[sentence.outlet]
    said = [r for r in rows if r["article_id"] == sentence.article_id and sentence.start <= r["start"] < sentence.end]
    known = frozenset().union(*(texts.words[other] for other in others))
    named = [name for name in sorted(_people(texts, sentence)) if fold(name.split()[-1]) not in known]
    return tuple(dict.fromkeys([*(m for r in said for m in r["members"]), *named]))


def _new_to(texts: Texts, sentence: Sentence, others: Iterable[str]) -> list[str]:
    """Names and numbers of a sentence that no other outlet has anywhere."""
    known = frozenset().union(*(texts.words[other] for other in others))
    named = _named(sentence)
    return list(dict.fromkeys(word for word in named if not folded(word) & known))


def _spoken(texts: Texts, sentence: Sentence) -> bool:
    """Whether it is known whose words a sentence is, where it is somebody's."""
    row = speaker_of(texts, sentence)
    return row is None or (row["speaker_sure"] and " " in (row["speaker"] or ""))


def _named(sentence: Sentence) -> list[str]:
    """The names and numbers of a sentence."""
    read = tokens(sentence.words)
    return [t.text for n, t in enumerate(read) if t.is_number or (n and t.is_capitalised and not t.is_function)]
