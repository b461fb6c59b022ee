"""Words in quotation marks of one utterance: other words, a sentence cut short, another speaker.

Quotations are put side by side where they share a run of words; what stands between the words both have is compared.
What a newspaper marks as its own (dots for a cut, square brackets) and spelling are no differences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise, product

from newsparallax.comparing.clashes.sides import Discrepancy, Material, Side, together
from newsparallax.comparing.units import Record, by_article, records
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain, stem, tokens
from newsparallax.overlaps import Overlaps
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import may_be_one

# Quotations that share no run of so many words are not put side by side, nor those whose run more quotations have.
_RUN, _COMMON = 3, 40
# Two wordings of one utterance have at least so many words in common, and this share of the words between the first and
# the last that both have.
_LEAST, _SAME = 4, 0.5
# One utterance given to two speakers: so many words, nearly all the same.
_LEAST_OF_TWO, _NEARLY_ALL = 8, 0.9
# A sentence that is a part of the other's has this share of its words in common with it, or so many.
_PART_OF_ONE, _ENOUGH = 0.65, 12
# An article has cut nothing of which it tells so much in as many characters before, or behind.
_TOLD, _BESIDE = 0.5, 100
# Words as much alike are one word, spelt in two ways.
_SPELLING = 0.8
_PART = re.compile(r"\.\.\.|…|\[[^\]]*\]|\([^)]*\)|[^\W_]+(?:[’'.][^\W_]+)*|[?!&%$]|--|—")
# What a word begins with that a newspaper puts into a quotation for what it leaves out.
_DOTS = "[(.…"
_CONTRACTED = {"n't": " not", "'ll": " will", "'re": " are", "'ve": " have", "'m": " am", "'d": " would"}
_SAID_ALIKE = {"&": "and", "%": "percent", "ok": "okay"}


@dataclass(frozen=True, slots=True)
class _Quote:
    """One stretch in quotation marks: where it stands, who says it, whether that is sure, and its words in order.

    `at` has the place of each of `words` in its article.
    """

    side: Side
    speaker: str | None
    sure: bool
    words: tuple[str, ...]
    at: tuple[tuple[int, int], ...]


def find(material: Material) -> Iterator[Discrepancy]:
    lines: dict[str, Overlaps[str]] = defaultdict(Overlaps)
    for line in records(material.tables["lines"]):
        lines[line["article_id"]].add(line["start"], line["end"], line["words"])
    quotes = list(_quotes(material))
    of_article: dict[str, list[_Quote]] = defaultdict(list)
    for quote in quotes:
        of_article[quote.side.article_id].append(quote)
    people = {row["actor"] for row in records(material.tables["mentions"]) if row["type"] == "person"}
    speakers: list[tuple[Side, Side]] = []
    wordings: list[tuple[Side, Side]] = []
    reasons: dict[Side, str] = {}
    for a, b in _beside(quotes):
        # What a letter says may be the words of who wrote it, a body's those of who speaks for it.
        if _two_speakers(a, b) and {a.speaker, b.speaker} <= people:
            if not (_says(of_article[a.side.article_id], a, b) or _says(of_article[b.side.article_id], b, a)):
                pair = replace(a.side, value=a.speaker or ""), replace(b.side, value=b.speaker or "")
                speakers.append(pair)
        elif found := _differs(of_article, a, b) or _cut(of_article, a, b, lines) or _cut(of_article, b, a, lines):
            one, other, reason = found
            wordings.append((one, other))
            reasons[one] = reason
    for sides in together(speakers):
        names = " / ".join(dict.fromkeys(side.value for side in sides))
        yield Discrepancy("speaker", "contradiction", f"said by {names}", tuple(sides))
    for sides in together(wordings):
        shown = next(reasons[s] for s in sides if s in reasons)
        yield Discrepancy("quotation", "variation", f"the quoted words of one utterance differ: {shown}", tuple(sides))


def _quotes(material: Material) -> Iterator[_Quote]:
    texts: dict[str, Overlaps[str]] = defaultdict(Overlaps)
    for p in material.passages:
        texts[p.article_id].add(p.start, p.end, p.words)
    lines = by_article(records(material.tables["lines"]))
    said = by_article(records(material.tables["attributions"]))
    for article, own in texts.items():
        pieces: list[tuple[int, int, str, Record]] = []
        for row in said.get(article, []):
            for low, high in row["quoted_spans"] or (row["content_spans"] if row["kind"] == "direct" else []):
                for start, end, words in own.meeting(low, high):
                    inside = slice(max(low - start, 0), min(high, end) - start)
                    pieces.append((start + inside.start, min(high, end), words[inside], row))
        yield from (_quote(article, start, words, row) for start, _, words, row in pieces)
        yield from _run_on(article, pieces, lines.get(article, []))


def _run_on(article: str, pieces: Sequence[tuple[int, int, str, Record]], lines: Sequence[Record]) -> Iterator[_Quote]:
    """Quoted sentences of one speaker with nothing between them, put together: a full stop may stand for an "and"."""
    ordered = sorted(pieces, key=lambda piece: piece[0])
    run = ordered[:1]
    for piece in [*ordered[1:], None]:
        if piece and run[-1][1] <= piece[0] <= run[-1][1] + 2 and piece[3]["speaker"] == run[-1][3]["speaker"]:
            run.append(piece)
            continue
        start, end = (run[0][0], run[-1][1]) if len(run) > 1 else (0, 0)
        for line in lines if end else ():
            if line["start"] <= start and end <= line["end"]:
                yield _quote(article, start, line["words"][start - line["start"] : end - line["start"]], run[0][3])
        run = [piece] if piece else []


def _quote(article: str, start: int, text: str, row: Record) -> _Quote:
    parts: list[tuple[str, tuple[int, int]]] = []
    for match in _PART.finditer(text):
        place = (start + match.start(), start + match.end())
        parts += [(word, place) for word in _plain(match.group()).split()]
    words = [(w, p) for w, p in parts if w not in ("?", "!")]
    side = Side(article, start, start + len(text), text, text)
    return _Quote(side, row["speaker"], row["speaker_sure"], tuple(w for w, _ in words), tuple(p for _, p in words))


def _plain(word: str) -> str:
    """A word as it sounds: contractions taken apart, no accents, no points of abbreviations."""
    if word[0] in "[(.…-—":
        return word
    word = fold(plain(word)).replace("can't", "cannot").replace("won't", "will not")
    for ending, instead in _CONTRACTED.items():
        if word.endswith(ending):
            word = word.removesuffix(ending) + instead
    word = word.replace("cannot", "can not").replace(".", "").replace("'", "")
    return _SAID_ALIKE.get(word, word)


def _beside(quotes: Sequence[_Quote]) -> Iterator[tuple[_Quote, _Quote]]:
    """Quotations of two articles that share a run of words with a content word in it."""
    runs: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, quote in enumerate(quotes):
        for at in range(len(quote.words) - _RUN + 1):
            run = quote.words[at : at + _RUN]
            if any(word not in FUNCTION_WORDS for word in run):
                runs[run].append(number)
    pairs = {
        (one, other)
        for numbers in runs.values()
        if len(numbers) <= _COMMON
        for one in set(numbers)
        for other in set(numbers)
        if one < other and quotes[one].side.article_id != quotes[other].side.article_id
    }
    return ((quotes[one], quotes[other]) for one, other in sorted(pairs))


def _blocks(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """How one quotation becomes the other, from the first words that both have to the last; forms of a word are one."""
    steps = SequenceMatcher(None, [stem(w) for w in a], [stem(w) for w in b], autojunk=False).get_opcodes()
    kept = [
        n
        for n, (tag, low, high, _, _) in enumerate(steps)
        if tag == "equal" and (high - low > 1 or a[low] not in FUNCTION_WORDS)
    ]
    return steps[kept[0] : kept[-1] + 1] if kept else []


def _differs(of_article: dict[str, list[_Quote]], a: _Quote, b: _Quote) -> tuple[Side, Side, str] | None:
    """What differs between two wordings of one utterance, where no article tells both."""
    found = _differ(a, b)
    return found if found and not _told_both(of_article, a, b, found) else None


def _differ(a: _Quote, b: _Quote) -> tuple[Side, Side, str] | None:
    """The stretches of two wordings of one utterance, and what differs; None where nothing does that counts."""
    if a.speaker and b.speaker and a.sure and b.sure and not may_be_one(a.speaker, b.speaker):
        return None
    steps = _blocks(a.words, b.words)
    same = sum(high - low for tag, low, high, _, _ in steps if tag == "equal")
    if not steps or same < _LEAST:
        return None
    whole = max(steps[-1][2] - steps[0][1], steps[-1][4] - steps[0][3])
    if same < _SAME * whole:
        return None
    changes = [s for s in steps if s[0] != "equal" and _counts(a.words[s[1] : s[2]], b.words[s[3] : s[4]])]
    if not changes:
        return None
    shown = [f"{_shown(a, s[1], s[2])} / {_shown(b, s[3], s[4])}" for s in changes]
    return _stretch(a, steps[0][1], steps[-1][2]), _stretch(b, steps[0][3], steps[-1][4]), "; ".join(shown[:3])


def _counts(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a change is one of words: not a marked cut, a bracket, a spelling or a compound written apart."""
    if any(word[0] in "[(.…-—" for word in (*one, *other)):
        return False
    joined = "".join(one), "".join(other)
    if joined[0] == joined[1] or not (set(one) ^ set(other)):
        return False
    alike = SequenceMatcher(None, *joined, autojunk=False).ratio() >= _SPELLING
    return not (len(one) == len(other) == 1 and (stem(one[0]) == stem(other[0]) or (alike and len(one[0]) > 4)))


def _mark(quote: _Quote, high: int) -> str | None:
    """The mark behind the last of some words; None where a word follows, or the quotation ends without one."""
    rest = quote.side.words[quote.at[high - 1][1] - quote.side.start :]
    return rest[0] if rest[:1] in ("?", "!", ".", ",", ";") else None


def _shown(quote: _Quote, low: int, high: int) -> str:
    if low == high:
        return "–"
    start, end = quote.at[low][0], quote.at[high - 1][1]
    return f"“{quote.side.words[start - quote.side.start : end - quote.side.start]}”"


def _stretch(quote: _Quote, low: int, high: int) -> Side:
    """The part of a quotation from one of its words to another."""
    start, end = quote.at[low][0], quote.at[high - 1][1]
    words = quote.side.words[start - quote.side.start : end - quote.side.start]
    return Side(quote.side.article_id, start, end, words, words)


def _told_both(of_article: dict[str, list[_Quote]], a: _Quote, b: _Quote, found: tuple[Side, Side, str]) -> bool:
    """Whether an article quotes the other's wording, too: the speaker said it twice."""
    one, other, _ = found
    words = [
        tuple(w for w, p in zip(q.words, q.at, strict=True) if s.start <= p[0] < s.end)
        for q, s in ((a, one), (b, other))
    ]
    return words[0] != words[1] and any(
        _holds(q.words, wanted)
        for quote, wanted in ((a, words[1]), (b, words[0]))
        for q in of_article[quote.side.article_id]
    )


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(tuple(words[at : at + len(wanted)]) == tuple(wanted) for at in range(len(words) - len(wanted) + 1))


# --- cut short ------------------------------------------------------------------------------------------------


def _cut(
    of_article: Mapping[str, Sequence[_Quote]], short: _Quote, long: _Quote, lines: Mapping[str, Overlaps[str]]
) -> tuple[Side, Side, str] | None:
    """A sentence quoted as if it were whole that the other has more of: before its capital, or behind its full stop.

    Where the rest stands in it or beside it, in another order or as a sentence of its own, or is quoted elsewhere,
    nothing is cut off.
    """
    if short.words == long.words:
        return None
    two = bool(short.speaker and long.speaker and short.sure and long.sure)
    least = _LEAST_OF_TWO if two and not may_be_one(short.speaker or "", long.speaker or "") else _LEAST
    for part, whole in product(_sentences(short), _sentences(long)):
        found = _part_of(short, part, long, whole, least)
        if found is None:
            continue
        same, more = found
        begins = more[0] < same[0]
        one, other = _stretch(short, *part), _stretch(long, min(same[0], more[0]), max(same[1], more[1]))
        rest = long.words[more[0] : more[1]]
        if any(_holds(quote.words, rest) for quote in of_article[short.side.article_id]):
            continue
        lost = {stem(word) for word in rest if word not in FUNCTION_WORDS}
        told = {t.stem for t in tokens(one.words + _beside_of(one, lines[short.side.article_id], before=begins))}
        if lost and len(lost & told) < _TOLD * len(lost):
            reason = f"a sentence {'begins' if begins else 'ends'} here that is longer there"
            return one, other, f"{reason}: – / {_shown(long, *more)}"
    return None


def _beside_of(one: Side, lines: Overlaps[str], before: bool) -> str:
    """What its line has right before some words, or behind them."""
    for start, _, words in lines.meeting(one.start, one.end):
        low, high = one.start - start, one.end - start
        return " " + (words[max(low - _BESIDE, 0) : low] if before else words[high : high + _BESIDE])
    return ""


def _sentences(quote: _Quote) -> list[tuple[int, int]]:
    """The sentences of a quotation, as [first word, word after the last)."""
    starts = [0] if quote.words else []
    for n, ((_, before), (after, _)) in enumerate(pairwise(quote.at), 1):
        gap = quote.side.words[before - quote.side.start : after - quote.side.start]
        if (any(mark in gap for mark in ".!?") or quote.words[n - 1][0] in ".…") and _is_capital(quote, n):
            starts.append(n)
    return list(pairwise([*starts, len(quote.words)]))


def _is_capital(quote: _Quote, n: int) -> bool:
    return quote.side.words[quote.at[n][0] - quote.side.start].isupper()


def _part_of(
    short: _Quote, part: tuple[int, int], long: _Quote, whole: tuple[int, int], least: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Of a longer sentence the words that a shorter one has too, and those that are cut off, as places of words.

    Nothing else may stand for anything in the other: "he was the best" is no part of "he gets the prize of the best".
    """
    words, others = ([stem(w) for w in q.words[p[0] : p[1]]] for q, p in ((short, part), (long, whole)))
    steps = SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
    shared = [w for tag, i, j, _, _ in steps if tag == "equal" for w in words[i:j]]
    if len(shared) < max(least, min(_PART_OF_ONE * len(words), _ENOUGH)) or len(set(shared) - FUNCTION_WORDS) < 2:
        return None
    others = [w for tag, _, _, i, j in steps if tag == "replace" for w in long.words[whole[0] + i : whole[0] + j]]
    if any(word[0] not in _DOTS for word in others) or not _is_capital(short, part[0]):
        return None
    (first, _, _, _, low), (last, _, _, high, _) = steps[0], steps[-1]
    low, high = whole[0] + (low if first == "insert" else 0), whole[0] + high
    if last == "insert" and (_mark(short, part[1]) or ",") in ".!?" and not _marked(long, high):
        return (low, high), (high, whole[1])
    if first == "insert" and not _is_capital(long, low) and not _marked(long, low):
        return (low, whole[1]), (whole[0], low)
    return None


def _marked(quote: _Quote, n: int) -> bool:
    """Whether dots or brackets stand before a word: a cut that is shown."""
    return any(word[0] in _DOTS for word in quote.words[max(n - 1, 0) : n + 1])


# --- by whom --------------------------------------------------------------------------------------------------


def _two_speakers(a: _Quote, b: _Quote) -> bool:
    """Whether the same words are surely given to two speakers."""
    if not (a.sure and b.sure and a.speaker and b.speaker) or may_be_one(a.speaker, b.speaker):
        return False
    short, long = sorted((a.words, b.words), key=len)
    if len(short) < _LEAST_OF_TWO:
        return False
    same = sum(block.size for block in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks())
    return same >= _NEARLY_ALL * len(short)


def _says(quoted: Iterable[_Quote], said: _Quote, other: _Quote) -> bool:
    """Whether an article gives the words to the other's speaker, too: one quotes the other."""
    return any(
        q.speaker
        and other.speaker
        and may_be_one(q.speaker, other.speaker)
        and set(said.words) & set(q.words) >= set(said.words)
        for q in quoted
    )
