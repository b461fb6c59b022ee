"""Score the tables of one event against its gold.json, which two codings made: who is heard, and what differs in fact.

Everything is counted by sentence: a row of a table touches the sentences whose characters it shares. (Statement pairs
are scored as everywhere, in `statements`.)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Record = dict[str, Any]
Gold = Mapping[str, Any]
Span = tuple[int, int]
Match = Callable[[str], set[str]]
_PARTS = ("cue", "source")


def outlet(sentence: str) -> str:
    """The outlet of `outlet.nn`."""
    return sentence.rpartition(".")[0]


def plain(name: str) -> str:
    """A name without case, punctuation, article and possessive."""
    bare = re.sub(r"[^\w\s-]", " ", re.sub(r"['’]s\b", "", name.lower()))
    return " ".join(word for word in bare.split() if word not in ("the", "a", "an"))


def pair_records(gold: Gold) -> list[Record]:
    """The coded pairs as `statements.judge` takes them."""
    return [
        {"label": pair["label"], **{side: _place(gold, pair[side]) for side in ("a", "b")}} for pair in gold["pairs"]
    ]


def _place(gold: Gold, sentence: str) -> Record:
    start, end = gold["sentences"][sentence]
    return {"id": outlet(sentence), "start": start, "end": end}


def touched(gold: Gold, article: str, spans: Iterable[Span]) -> set[str]:
    """The sentences of one article that share a character with one of the spans."""
    kept = list(spans)
    return {
        key
        for key, (start, end) in gold["sentences"].items()
        if outlet(key) == article and any(min(end, stop) > max(start, first) for first, stop in kept)
    }


def matcher(cast: Iterable[Record]) -> Match:
    """Name as the program gives it -> the cast's, by name or alias, else by a last word that one member alone has.

    A name that joins several ("Ada Brill and Jo Tarn") means each of them.
    """
    whole: dict[str, set[str]] = {}
    last: dict[str, set[str]] = {}
    for member in cast:
        for name in (member["name"], *member["aliases"]):
            whole.setdefault(plain(name), set()).add(member["name"])
        last.setdefault(plain(member["name"]).rpartition(" ")[2], set()).add(member["name"])

    def match(name: str) -> set[str]:
        key = plain(name)
        if key in whole:
            return whole[key]
        parts = [part for part in re.split(r" and |, ", name) if part]
        if len(parts) > 1:
            return set().union(*map(match, parts))
        alone = last.get(key.rpartition(" ")[2], set())
        return alone if len(alone) == 1 else set()

    return match


def speech(gold: Gold, rows: Iterable[Record]) -> dict[str, Counter[str]]:
    """Article -> counts over the table `attributions`.

    sentences, found: where both codings hear somebody, and those that an attribution touches; speakers, got: sentence
    and speaker in both codings, and those that an attribution names; named, right: attributions with a speaker in
    sentences where a coding hears somebody, and those whose speaker one of the codings has there. A refusal to speak
    touches its sentence and names nobody.
    """
    match = matcher(gold["cast"])
    kinds = {member["name"]: member["kind"] for member in gold["cast"]}
    counts: dict[str, Counter[str]] = {outlet(key): Counter() for key in gold["sentences"]}
    where: set[str] = set()
    got: set[tuple[str, str]] = set()
    for row in rows:
        said = touched(gold, str(row["article_id"]), _spans(row, ()))
        every = touched(gold, str(row["article_id"]), _spans(row, _PARTS))
        where |= every
        if row["kind"] == "refusal":
            continue
        names = _names(row, match, kinds)
        heard = {name for key in every for name in gold["speech"].get(key, ())}
        if not names or not heard:
            continue
        counts[str(row["article_id"])].update(named=1, right=bool(names & heard))
        got |= {(key, name) for key in (said or every) for name in names}
    for key, heard_by_both in gold.get("speech_both", gold["speech"]).items():
        wanted = {(key, name) for name in heard_by_both}
        counts[outlet(key)].update(sentences=1, found=key in where, speakers=len(wanted), got=len(wanted & got))
    return counts


def _spans(row: Record, parts: Iterable[str]) -> Iterator[Span]:
    yield from ((int(start), int(end)) for start, end in row["content_spans"])
    for part in parts:
        start, end = row[f"{part}_start"], row[f"{part}_end"]
        if _known(start) and _known(end):
            yield int(start), int(end)


def _known(value: Any) -> bool:
    # Missing is None, NaN or pandas' NA, which has no truth value; NaN alone differs from itself.
    return value is not None and str(value) not in ("<NA>", "nan")


def _names(row: Record, match: Match, kinds: Mapping[str, str]) -> set[str]:
    """Whom a row names. Without a speaker, the source's own words count for a group or document ("prosecutors")."""
    members = row.get("members")
    if members is not None and len(members):
        return set().union(*(match(str(name)) for name in members))
    if _known(row["speaker"]):
        # A name that the cast does not have is wrong, not unsaid: it stands for itself.
        return match(str(row["speaker"])) or {str(row["speaker"])}
    if not _known(row["source"]):
        return set()
    return {name for name in match(str(row["source"])) if kinds[name] in ("group", "document")}


def facts(gold: Gold, rows: Sequence[Record], sides: Iterable[Record]) -> Counter[str]:
    """Counts over the tables `discrepancies` and `discrepancy_sides`.

    reported, right: discrepancies, and those of which two sides lie in the sentences of a coded one; contradictions,
    contradictions_right: those of them with that verdict. coded, found: what both codings have; worth, worth_found:
    those of them that both would print.
    """
    places: dict[str, list[set[str]]] = {str(row["discrepancy_id"]): [] for row in rows}
    for side in sides:
        span = (int(side["start"]), int(side["end"]))
        places[str(side["discrepancy_id"])].append(touched(gold, str(side["article_id"]), [span]))
    hits = {name: _coded_hit(gold, where) for name, where in places.items()}
    flat = [str(row["discrepancy_id"]) for row in rows if row["verdict"] == "contradiction"]
    found = set().union(*hits.values())
    both = {number for number, coded in enumerate(gold["discrepancies"]) if coded["both"]}
    worth = {number for number in both if gold["discrepancies"][number]["worth_printing"]}
    return Counter(
        reported=len(rows),
        right=sum(bool(numbers) for numbers in hits.values()),
        contradictions=len(flat),
        contradictions_right=sum(bool(hits[name]) for name in flat),
        coded=len(both),
        found=len(both & found),
        worth=len(worth),
        worth_found=len(worth & found),
    )


def _coded_hit(gold: Gold, places: Sequence[set[str]]) -> set[int]:
    return {
        number
        for number, coded in enumerate(gold["discrepancies"])
        if sum(any(key in where for where in places) for key in {key for key, _ in coded["sides"]}) >= 2
    }


def points(gold: Gold, claims: Iterable[Record], outlets: Mapping[str, str]) -> list[tuple[str, bool, bool]]:
    """Each coded point of a first page: its kind, and whether a claim gives it.

    Once for a claim of some of its outlets, once for one of exactly these, that rests on a sentence of its evidence.
    `outlets` has the outlet of each article, by which the coded sentences are named.
    """
    articles = {name: article for article, name in outlets.items()}
    places = [(str(c["claim_id"]), *str(p).rsplit(":", 2)) for c in claims for p in c["evidence"]]
    rests: dict[str, set[str]] = {}
    for claim, article, start, end in places:
        rests[claim] = rests.get(claim, set()) | touched(gold, article, [(int(start), int(end))])
    made = [({articles.get(o, o) for o in c["outlets"]}, rests.get(str(c["claim_id"]), set())) for c in claims]
    found = []
    for point in (point for coding in gold["first_page"].values() for point in coding):
        near = [own for own, where in made if own & set(point["outlets"]) and where & set(point["evidence"])]
        found.append((str(point["kind"]), bool(near), any(own == set(point["outlets"]) for own in near)))
    return found
