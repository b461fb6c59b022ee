"""Facts that differ between articles: quantities, days, places, names, offices, quoted words, who said it.

Every finder takes the passages, their scored pairs and the tagging tables, and yields discrepancies: a verdict, the
reason, and the exact words of each side. Which side is right is never said: the texts alone cannot tell.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from newsparallax.comparing import days, quantities
from newsparallax.comparing.pairs import Pair
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain, stem, tokens
from newsparallax.corpus import CorpusConfig
from newsparallax.tables import Row

Verdict = Literal["contradiction", "variation", "suspect"]

# Pairs below the threshold for telling the same can still be about the same fact: what differs lowers their score.
_RELATED = 0.12
# Two values further apart than this, in pairs that are not taken to tell the same, are about different things.
_FAR = 1.5
# A passage with at most so many content words beside its quantities goes on about what the one before it tells.
_LEANING = 1
# Days further apart are about different things, unless the pair is taken to tell the same.
_DAYS_APART = 3
# Words around a day that a reader needs to see what it is the day of.
_WORDS_BEFORE = 3
# An office of fewer words is held by many.
_LEAST_OFFICE = 2
# Quoted words less alike are not two wordings of one utterance.
_SAME_WORDS = 0.5
# Quoted words as much alike are of one utterance.
_ONE_UTTERANCE = 0.8
# Shorter quotations are fragments that many utterances share.
_LEAST_QUOTED = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One passage of a discrepancy: [start, end) in its article, its words, and the normalised value they state."""

    article_id: str
    start: int
    end: int
    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One fact told differently; `sides` in the order of articles."""

    kind: str
    verdict: Verdict
    reason: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What the finders look at: the passages, their scored pairs (best first), and the tables of the corpus."""

    passages: Sequence[Passage]
    pairs: Sequence[Pair]
    tables: Tables
    config: CorpusConfig


def find(material: Material) -> list[Discrepancy]:
    """Every discrepancy, contradictions first, then suspects, then variations; those on most articles first."""
    found = [d for finder in _FINDERS for d in finder(material)]
    rank = {"contradiction": 0, "suspect": 1, "variation": 2}
    return sorted(found, key=lambda d: (rank[d.verdict], -len({s.article_id for s in d.sides})))


def rows(found: Iterable[Discrepancy], outlets: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """Rows of the tables `discrepancies` and `discrepancy_sides`."""
    heads: list[Row] = []
    sides: list[Row] = []
    for number, one in enumerate(found, 1):
        name = f"d{number}"
        articles = len({s.article_id for s in one.sides})
        heads.append(
            {
                "discrepancy_id": name,
                "kind": one.kind,
                "verdict": one.verdict,
                "reason": one.reason,
                "articles": articles,
            }
        )
        sides += [
            {
                "discrepancy_id": name,
                "article_id": s.article_id,
                "start": s.start,
                "end": s.end,
                "words": s.words,
                "outlet": outlets[s.article_id],
                "value": s.value,
            }
            for s in one.sides
        ]
    return heads, sides


def _together(edges: Iterable[tuple[Side, Side]]) -> list[list[Side]]:
    """Sides linked by a difference, put together (connected components), in the order of article and text."""
    group: dict[Side, list[Side]] = {}
    for a, b in edges:
        one, other = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not other:
            one += other
            for side in other:
                group[side] = one
    distinct = {id(members): members for members in group.values()}
    return [sorted(members, key=lambda s: (s.article_id, s.start)) for members in distinct.values()]


# --- quantities -----------------------------------------------------------------------------------------------


def _quantities(material: Material) -> Iterator[Discrepancy]:
    """Numbers of the same things and durations that are told differently in passages about the same."""
    named = [quantities.find(p.words) for p in material.passages]
    told: dict[str, list[quantities.Quantity]] = defaultdict(list)
    found: list[list[tuple[Passage, quantities.Quantity]]] = []
    for passage, own in zip(material.passages, named, strict=True):
        told[passage.article_id] += own
        here = [(passage, quantity) for quantity in own]
        # "Our talks lasted longer. Maybe it was an hour": what the number is of, the sentence before tells.
        if found and material.passages[len(found) - 1].article_id == passage.article_id and _leans(passage, own):
            found[-1] += here
        found.append(here)
    edges: list[tuple[Side, Side]] = []
    clash: dict[frozenset[Side], bool] = {}
    durations: set[Side] = set()
    for pair in material.pairs:
        if pair.score < _RELATED:
            continue
        for passage_a, a in found[pair.a]:
            for passage_b, b in found[pair.b]:
                if not _comparable(a, b, pair.accepted):
                    continue
                one, other = _quantity_side(passage_a, a), _quantity_side(passage_b, b)
                if (a.low, a.high) == (b.low, b.high):
                    continue
                differ = not quantities.overlap(a, b)
                # An article that tells the other's value too does not differ from it: it tells of two things,
                # such as what was asked and what was offered, or of two sources.
                if differ and (_tells(told[one.article_id], b) or _tells(told[other.article_id], a)):
                    continue
                edges.append((one, other))
                if a.is_duration:
                    durations |= {one, other}
                clash[frozenset((one, other))] = differ
    for sides in _together(edges):
        apart = any(clash.get(frozenset((a, b)), False) for a in sides for b in sides)
        words = " / ".join(f"“{words}”" for words in dict.fromkeys(s.words for s in sides))
        yield Discrepancy(
            "time" if sides[0] in durations else "quantity",
            "contradiction" if apart else "variation",
            f"{words}: {'cannot all be true of the same' if apart else 'the same within what the words allow'}",
            tuple(sides),
        )


def _leans(passage: Passage, named: Sequence[quantities.Quantity]) -> bool:
    """Whether a passage says little but its quantities."""
    inside = [(q.start, q.end) for q in named]
    rest = [t for t in tokens(passage.words) if not any(low <= t.start < high for low, high in inside)]
    return bool(inside) and sum(not t.is_function for t in rest) <= _LEANING


def _comparable(a: quantities.Quantity, b: quantities.Quantity, accepted: bool) -> bool:
    """Whether two quantities of related passages are likely to be of the same thing."""
    if not a.counted & b.counted or (a.whole and b.whole and not a.whole & b.whole):
        return False
    # Without the passages telling the same, only values near each other are taken for one.
    return quantities.ratio(a, b) <= (_FAR * 2 if accepted and not a.is_duration else _FAR)


def _tells(told: Iterable[quantities.Quantity], value: quantities.Quantity) -> bool:
    return any(one.counted & value.counted and quantities.overlap(one, value) for one in told)


def _quantity_side(passage: Passage, quantity: quantities.Quantity) -> Side:
    value = f"{quantity.low:g} to {quantity.high:g}" if quantity.low != quantity.high else f"{quantity.low:g}"
    unit = " ".join(sorted(quantity.counted))
    return _side(passage, quantity.start, quantity.end, f"{value} {unit}")


# --- days -----------------------------------------------------------------------------------------------------


def _days(material: Material) -> Iterator[Discrepancy]:
    """Passages about the same that name different days."""
    articles = {row["article_id"]: row for row in records(material.tables["articles"])}
    cues = by_article(records(material.tables["attributions"]))
    found: list[list[days.Day]] = []
    for passage in material.passages:
        row = articles[passage.article_id]
        published = dt.date.fromisoformat(row["published"]) if row["published"] else None
        calendar = days.Calendar(published, material.config.event.days)
        named = days.find(passage.words, calendar)
        found.append([d for d in named if not _of_the_report(passage, d, cues.get(passage.article_id, []))])
    edges = []
    for pair in material.pairs:
        if not pair.accepted:
            continue
        for a in found[pair.a]:
            for b in found[pair.b]:
                if 0 < abs(a.value - b.value).days <= _DAYS_APART:
                    edges.append((_day_side(material.passages[pair.a], a), _day_side(material.passages[pair.b], b)))
    for sides in _together(edges):
        timings = {articles[s.article_id]["timing"] for s in sides}
        planned = "before" in timings and timings != {"before"}
        told = " / ".join(sorted({s.value for s in sides}))
        reason = "some were written before the event: a plan against what happened" if planned else "different days"
        yield Discrepancy("time", "variation" if planned else "contradiction", f"{told}: {reason}", tuple(sides))


def _of_the_report(passage: Passage, day: days.Day, said: Sequence[Record]) -> bool:
    """Whether a day is when something was said, not what was said: outside of every content, near a cue."""
    start, end = passage.start + day.start, passage.start + day.end
    if any(low <= start and end <= high for row in said for low, high in row["content_spans"]):
        return False
    cues = [row for row in said if row["cue_start"] is not None and passage.start <= row["cue_start"] < passage.end]
    return any(max(row["cue_start"] - end, start - row["cue_end"]) <= 40 for row in cues)


def _day_side(passage: Passage, day: days.Day) -> Side:
    before = [t.start for t in tokens(passage.words) if t.start < day.start][-_WORDS_BEFORE:]
    return _side(passage, before[0] if before else day.start, day.end, day.value.isoformat())


def _page_days(material: Material) -> Iterator[Discrepancy]:
    """Days a page bears that lie outside of the event's window."""
    found = [
        r for r in records(material.tables["dates"]) if r["kind"] == "page" and r["value"] and r["start"] is not None
    ]
    for day, rows_ in _grouped(found, "value").items():
        sides = tuple(Side(r["article_id"], r["start"], r["end"], r["words"], day) for r in rows_)
        yield Discrepancy("time", "suspect", f"{day} is far from the event: the page's day, not the story's", sides)


# --- names and offices ----------------------------------------------------------------------------------------


def _spellings(material: Material) -> Iterator[Discrepancy]:
    """One person whose name is spelt in several ways."""
    people = [r for r in records(material.tables["mentions"]) if r["type"] == "person" and r["form"] in _FULL]
    for actor, mentions in _grouped(people, "actor").items():
        first: dict[tuple[str, str], Side] = {}
        for row in mentions:
            side = _name_side(row)
            if " " in side.words:
                first.setdefault((row["article_id"], side.value), side)
        spelt = Counter(value for _, value in first)
        variants = {v for v in spelt if any(v != w and _misspelt(v, w) for w in spelt)}
        sides = [side for (_, value), side in first.items() if value in variants]
        if len({s.article_id for s in sides}) > 1:
            yield Discrepancy("name", "variation", f"{actor}: {' / '.join(sorted(variants))}", tuple(_ordered(sides)))


_FULL = frozenset({"full name", "office and name", "name"})


def _name_side(row: Record) -> Side:
    """The name within a mention, without the office before it."""
    words, office = row["words"], row["office"]
    skip = words.find(office) + len(office) if office and office in words else 0
    skip += len(words[skip:]) - len(words[skip:].lstrip(" ,"))
    name = words[skip:] or words
    name = name.removesuffix("'s").removesuffix("’s")
    start = row["start"] + (skip if words[skip:] else 0)
    return Side(row["article_id"], start, start + len(name), name, " ".join(name.split()))


def _misspelt(a: str, b: str) -> bool:
    """Whether two names differ in letters of one word only, the other words the same."""
    one, other = a.lower().split(), b.lower().split()
    if len(one) != len(other):
        return False
    differ = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(differ) == 1 and SequenceMatcher(None, *differ[0]).ratio() >= 0.6 and min(map(len, differ[0])) > 2


def _offices(material: Material) -> Iterator[Discrepancy]:
    """A person given an office that elsewhere is another's."""
    held = [r for r in records(material.tables["mentions"]) if r["office"] and r["form"] == "office and name"]
    of_actor = _grouped(held, "actor")
    by_office: dict[frozenset[str], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for row in held:
        by_office[_office(row["office"])][row["actor"]].append(row)
    for office, holders in by_office.items():
        # Many are senators; there is one secretary of state.
        if len(holders) < 2 or len(office) < _LEAST_OFFICE:
            continue
        for actor, given in holders.items():
            usual = [
                r for r in of_actor[actor] if not (_office(r["office"]) <= office or office <= _office(r["office"]))
            ]
            others = [r for name, rows_ in holders.items() if name != actor for r in rows_]
            if not usual or len(_articles(given)) >= max(len(_articles(usual)), 2) or not others:
                continue
            if len(_articles(given)) > len(_articles(others)):
                continue
            other = others[0]["actor"]
            sides = _firsts(given) + [r for r in _firsts(usual) if r["article_id"] not in _articles(given)]
            yield Discrepancy(
                "office",
                "suspect",
                f"{actor} is “{given[0]['office']}” here, “{usual[0]['office']}” elsewhere; "
                f"“{others[0]['office']}” is {other}",
                tuple(Side(r["article_id"], r["start"], r["end"], r["words"], r["office"]) for r in sides),
            )


def _office(words: str) -> frozenset[str]:
    """What an office's words have in common however they are written: "U.S. Secretary", "US secretary"."""
    kept = (t.text.lower().replace(".", "") for t in tokens(words) if not t.is_function)
    return frozenset({"american": "us", "british": "uk"}.get(word, word) for word in kept)


def _bodies(material: Material) -> Iterator[Discrepancy]:
    """Names of bodies, events and places that differ in one word where the words before them are the same."""
    people: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in records(material.tables["mentions"]):
        if row["type"] == "person":
            people[row["article_id"]].append((row["start"], row["end"]))
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], Side]]] = defaultdict(list)
    for passage in material.passages:
        read = tokens(passage.words)
        for at in range(_WORDS_BEFORE, len(read) - 1):
            before, (first, last) = read[at - _WORDS_BEFORE : at], read[at : at + 2]
            named = first.is_capitalised and last.is_capitalised and passage.words[first.end : last.start] == " "
            if not named or before[-1].is_capitalised or all(t.is_function for t in before):
                continue
            at_text = passage.start + first.start, passage.start + last.end
            if any(low < at_text[1] and at_text[0] < high for low, high in people.get(passage.article_id, ())):
                continue
            said = (plain(first.text).replace(".", ""), plain(last.text).replace(".", ""))
            side = _side(passage, before[0].start, last.end, f"{first.text} {last.text}")
            found[tuple(t.stem for t in before)].append((said, side))
    seen: set[frozenset[tuple[str, ...]]] = set()
    for told in found.values():
        variants = _grouped_sides(told)
        for name, sides in variants.items():
            for other, theirs in variants.items():
                key_ = frozenset((name, other))
                shared = sum(x == y for x, y in zip(name, other, strict=True))
                here, there = {s.article_id for s in sides}, {s.article_id for s in theirs}
                if name == other or shared != 1 or here & there or key_ in seen or len(here) > len(there):
                    continue
                seen.add(key_)
                slip = len(here) == 1 and len(there) > 1
                yield Discrepancy(
                    "name",
                    "suspect" if slip else "variation",
                    f"“{sides[0].value}” in {len(here)} and “{theirs[0].value}” in {len(there)} articles, "
                    "after the same words",
                    tuple(_ordered(_first_of_each([*sides, *theirs]))),
                )


# --- what was said, and by whom -------------------------------------------------------------------------------


def _quotations(material: Material) -> Iterator[Discrepancy]:
    """Words in quotation marks of one utterance that are not the same; the same words given to two speakers."""
    said = by_article(records(material.tables["attributions"]))
    quoted = [_quoted(p, said.get(p.article_id, [])) for p in material.passages]
    of_article: dict[str, list[tuple[Side, str | None]]] = defaultdict(list)
    for passage, own in zip(material.passages, quoted, strict=True):
        of_article[passage.article_id] += own
    speakers: list[tuple[Side, Side]] = []
    wordings: list[tuple[Side, Side]] = []
    for pair in material.pairs:
        if pair.score < _RELATED:
            continue
        for one in quoted[pair.a]:
            for other in quoted[pair.b]:
                (a, speaker), (b, other_speaker) = one, other
                words = [plain_words(a.words), plain_words(b.words)]
                if min(map(len, words)) < _LEAST_QUOTED:
                    continue
                alike = _alike(*words)
                if alike < _SAME_WORDS:
                    continue
                if speaker and other_speaker and alike >= _ONE_UTTERANCE and not _may_be_one(speaker, other_speaker):
                    # An article in which both say the words (one quotes the other) contradicts nobody.
                    if _says(of_article[a.article_id], a, other_speaker) or _says(of_article[b.article_id], b, speaker):
                        continue
                    speakers.append((replace(a, value=speaker), replace(b, value=other_speaker)))
                elif _differ(*words) and (speaker == other_speaker or not (speaker and other_speaker)):
                    wordings.append((a, b))
    for sides in _together(speakers):
        names = " / ".join(dict.fromkeys(side.value for side in sides))
        yield Discrepancy("speaker", "contradiction", f"said by {names}", tuple(sides))
    for sides in _together(wordings):
        yield Discrepancy("quotation", "variation", "the quoted words of one utterance differ", tuple(sides))


def _quoted(passage: Passage, said: Iterable[Record]) -> list[tuple[Side, str | None]]:
    """The stretches of a passage in quotation marks, and who said them."""
    found = []
    for row in said:
        for low, high in row["quoted_spans"] or (row["content_spans"] if row["kind"] == "direct" else []):
            start, end = max(low, passage.start), min(high, passage.end)
            if start < end:
                words = passage.words[start - passage.start : end - passage.start]
                found.append((Side(passage.article_id, start, end, words, words), row["speaker"]))
    return found


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _says(quoted: Iterable[tuple[Side, str | None]], side: Side, speaker: str) -> bool:
    """Whether an article gives the words of a side to that speaker, too."""
    words = plain_words(side.words)
    return any(
        said_by and _may_be_one(said_by, speaker) and _alike(words, plain_words(other.words)) >= _ONE_UTTERANCE
        for other, said_by in quoted
    )


def _may_be_one(a: str, b: str) -> bool:
    """Whether one of two names may be short for the other: "Berg" for "John Berg"."""
    one, other = set(plain_words(a)), set(plain_words(b))
    return one <= other or other <= one


def _differ(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether each has content words that the other lacks: a cut quotation is no other wording."""
    one, other = ({stem(w) for w in words if w not in FUNCTION_WORDS} for words in (a, b))
    return bool(one - other) and bool(other - one)


# --- places ---------------------------------------------------------------------------------------------------


def _places(material: Material) -> Iterator[Discrepancy]:
    """Passages that tell the same in different places, neither of which the other article names anywhere."""
    named = [r for r in records(material.tables["mentions"]) if r["type"] == "place"]
    everywhere = {article: {r["actor"] for r in rows_} for article, rows_ in _grouped(named, "article_id").items()}
    where = [
        [r for r in named if r["article_id"] == p.article_id and p.start <= r["start"] < p.end and _located(p, r)]
        for p in material.passages
    ]
    edges = []
    for pair in material.pairs:
        if not pair.accepted or len(where[pair.a]) != 1 or len(where[pair.b]) != 1:
            continue
        a, b = where[pair.a][0], where[pair.b][0]
        if a["actor"] in everywhere[b["article_id"]] or b["actor"] in everywhere[a["article_id"]]:
            continue
        if a["actor"] in b["actor"] or b["actor"] in a["actor"]:
            continue
        edges.append((_place_side(a), _place_side(b)))
    for sides in _together(edges):
        told = " / ".join(sorted({s.value for s in sides}))
        yield Discrepancy("place", "variation", f"told of {told}", tuple(sides))


def _located(passage: Passage, row: Record) -> bool:
    before = passage.words[: row["start"] - passage.start].rstrip().rsplit(" ", 1)[-1].lower()
    return row["form"] == "name" and before in {"in", "at", "near", "off", "to", "from"}


def _place_side(row: Record) -> Side:
    return Side(row["article_id"], row["start"], row["end"], row["words"], row["actor"])


# --- small helpers --------------------------------------------------------------------------------------------


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, for comparing wordings."""
    return [plain(t.text) for t in tokens(text)]


def _side(passage: Passage, start: int, end: int, value: str) -> Side:
    return Side(passage.article_id, passage.start + start, passage.start + end, passage.words[start:end], value)


def _grouped(found: Iterable[Record], column: str) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for row in found:
        groups[row[column]].append(row)
    return groups


def _grouped_sides(told: Iterable[tuple[tuple[str, ...], Side]]) -> dict[tuple[str, ...], list[Side]]:
    groups: dict[tuple[str, ...], list[Side]] = defaultdict(list)
    for name, side in told:
        groups[name].append(side)
    return groups


def _articles(found: Iterable[Record]) -> set[str]:
    return {row["article_id"] for row in found}


def _firsts(found: Iterable[Record]) -> list[Record]:
    """The first row of each article."""
    first: dict[str, Record] = {}
    for row in found:
        first.setdefault(row["article_id"], row)
    return list(first.values())


def _first_of_each(sides: Iterable[Side]) -> list[Side]:
    first: dict[tuple[str, str], Side] = {}
    for side in sides:
        first.setdefault((side.article_id, side.value), side)
    return list(first.values())


def _ordered(sides: Iterable[Side]) -> list[Side]:
    return sorted(sides, key=lambda s: (s.article_id, s.start))


_FINDERS = (_quantities, _days, _page_days, _spellings, _offices, _bodies, _quotations, _places)
