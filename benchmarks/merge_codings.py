"""Make an event's gold.json from its two codings, and print how far the coders agree.

    python benchmarks/merge_codings.py tests/gold/dam tests/gold/verdict tests/gold/captain

Each folder holds texts/, sentences.json, coding_a.json and coding_b.json. A fault in a coding is printed, and no gold
is made of it.

A coding is a JSON object with `cast`, `speech`, `statements`, `discrepancies` and `first_page`; a sentence is named
`outlet.nn`, its place stands in the event's `sentences.json` (tests/gold/README.md gives the rules). Of two sentences
of different outlets, `same` is a pair that both codings have as tellings of one statement, `partial` one that a single
coding has, or that either has in part.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from newsparallax.measuring.events import outlet, plain
from newsparallax.measuring.scores import ratios

Record = dict[str, Any]
Coding = Mapping[str, Any]
Spans = Mapping[str, Sequence[int]]
Pairs = set[tuple[str, str]]

# The share of common sentences from which two unnamed sources, described by each coder in other words, are one.
_HEARD_TOGETHER = 0.5


def words(sentences: Spans, texts: Mapping[str, str]) -> dict[str, str]:
    """Sentence -> its words; `texts`: outlet -> the text of its article."""
    return {key: texts[outlet(key)][start:end] for key, (start, end) in sentences.items()}


def faults(coding: Coding, said: Mapping[str, str]) -> Iterator[str]:
    """A line for each thing in a coding that cannot stand, `said` being the words of each sentence."""
    cast = {member["name"] for member in coding["cast"]}
    for key, names in coding["speech"].items():
        yield from (f"speech, {key}: {name!r} is not in the cast" for name in names if name not in cast)
    for statement in coding["statements"]:
        if len({outlet(key) for key in statement["tellings"]}) < 2:
            yield f"statement {statement['gist']!r}: fewer than two outlets tell it"
    for number, found in enumerate(coding["discrepancies"]):
        for key, exact in found["sides"]:
            if exact not in said.get(key, exact):
                yield f"discrepancy {number}, {key}: {exact!r} are not words of the sentence"
    yield from (f"{where}: there is no sentence {key!r}" for where, key in _named(coding) if key not in said)


def _named(coding: Coding) -> Iterator[tuple[str, str]]:
    yield from (("speech", key) for key in coding["speech"])
    for statement in coding["statements"]:
        yield from ((f"statement {statement['gist']!r}", key) for key in _all(statement))
    for number, found in enumerate(coding["discrepancies"]):
        yield from ((f"discrepancy {number}", key) for key, _ in found["sides"])
    for claim in coding["first_page"]:
        yield from ((f"first page, {claim['point']!r}", key) for key in claim["evidence"])


def _all(statement: Mapping[str, Any]) -> list[str]:
    return [*statement["tellings"], *statement["in_part"]]


def merge(a: Coding, b: Coding, sentences: Spans) -> Record:
    """The gold of an event, in the names of coding `a`: see the module; no words are judged, only compared."""
    theirs = _same_members(a, b)
    heard_a, heard_b = _speech(a, {}), _speech(b, theirs)
    both = {key: sorted(names & heard_b.get(key, set())) for key, names in heard_a.items()}
    return {
        "event": a["event"],
        "sentences": {key: list(span) for key, span in sentences.items()},
        "cast": _cast(a, b, theirs),
        "speech": {k: sorted(heard_a.get(k, set()) | heard_b.get(k, set())) for k in sorted({*heard_a, *heard_b})},
        "speech_both": {key: names for key, names in sorted(both.items()) if names},
        "pairs": _labelled(a, b),
        "statements": {"a": a["statements"], "b": b["statements"]},
        "discrepancies": _discrepancies(a, b),
        "first_page": {"a": a["first_page"], "b": b["first_page"]},
    }


def agreement(a: Coding, b: Coding) -> dict[str, float]:
    """F1 (0 to 1) between the codings: sentences in which somebody is heard, who is heard where, and same pairs."""
    theirs = _same_members(a, b)
    heard_a, heard_b = _speech(a, {}), _speech(b, theirs)
    speakers_a, speakers_b = ({(k, name) for k, names in h.items() for name in names} for h in (heard_a, heard_b))
    return {
        "speech": _common(set(heard_a), set(heard_b)),
        "speakers": _common(speakers_a, speakers_b),
        "same pairs": _common(told(a), told(b)),
    }


def _common(one: set[Any], other: set[Any]) -> float:
    return ratios(len(one & other), len(one), len(other))[2] if one or other else 1.0


def _pairs(keys: Iterable[str]) -> Pairs:
    return {(one, other) for one, other in combinations(sorted(keys), 2) if outlet(one) != outlet(other)}


def told(coding: Coding) -> Pairs:
    """The pairs of sentences that one coding has as tellings of one statement."""
    return set().union(*(_pairs(statement["tellings"]) for statement in coding["statements"]))


def _labelled(a: Coding, b: Coding) -> list[Record]:
    same = told(a) & told(b)
    touched = set().union(*(_pairs({*_all(statement)}) for c in (a, b) for statement in c["statements"]))
    labels = [(label, pair) for label, pairs in (("same", same), ("partial", touched - same)) for pair in sorted(pairs)]
    return [{"a": one, "b": other, "label": label} for label, (one, other) in labels]


def _names(member: Mapping[str, Any]) -> set[str]:
    return {plain(name) for name in (member["name"], *member["aliases"])}


def _same_members(a: Coding, b: Coding) -> dict[str, str]:
    """Name in `b` -> name in `a` of the same person, body or source: by name, alias, then by where they are heard."""
    heard_a, heard_b = _sentences_of(a), _sentences_of(b)

    def by_name(one: Record, other: Record) -> float:
        return float(plain(one["name"]) == plain(other["name"]))

    def by_alias(one: Record, other: Record) -> float:
        cited = plain(one["name"]) in _names(other) or plain(other["name"]) in _names(one)
        # A shared alias alone ("the company") says little: the name of one must be an alias of the other, or an
        # unnamed source be described in the same words.
        unnamed = "group" in (one["kind"], other["kind"]) or "document" in (one["kind"], other["kind"])
        return len(_names(one) & _names(other)) if cited or unnamed else 0.0

    def by_sentences(one: Record, other: Record) -> float:
        if "person" in (one["kind"], other["kind"]) and one["kind"] != other["kind"]:
            return 0.0
        here, there = heard_a.get(one["name"], set()), heard_b.get(other["name"], set())
        share = len(here & there) / len(here | there) if here | there else 0.0
        return share if share >= _HEARD_TOGETHER else 0.0

    known: dict[str, str] = {}
    for likeness in (by_name, by_alias, by_sentences):
        known |= _matched(a["cast"], b["cast"], known, likeness)
    return known


def _matched(
    ours: Sequence[Record], theirs: Sequence[Record], known: Mapping[str, str], like: Callable[[Record, Record], float]
) -> dict[str, str]:
    """Name in theirs -> name in ours of the members not yet `known`, each once, the most alike first."""
    scored = [
        (-like(one, other), one["name"], other["name"])
        for one in ours
        for other in theirs
        if one["name"] not in known.values() and other["name"] not in known and like(one, other) > 0
    ]
    found: dict[str, str] = {}
    for _, one_name, other_name in sorted(scored):
        if other_name not in found and one_name not in found.values():
            found[other_name] = one_name
    return found


def _sentences_of(coding: Coding) -> dict[str, set[str]]:
    heard: dict[str, set[str]] = {}
    for key, names in coding["speech"].items():
        for name in names:
            heard.setdefault(name, set()).add(key)
    return heard


def _speech(coding: Coding, renamed: Mapping[str, str]) -> dict[str, set[str]]:
    return {key: {renamed.get(name, name) for name in names} for key, names in coding["speech"].items() if names}


def _cast(a: Coding, b: Coding, theirs: Mapping[str, str]) -> list[Record]:
    members = {m["name"]: {**m, "aliases": {m["name"], *m["aliases"]}} for m in a["cast"]}
    for other in b["cast"]:
        name = theirs.get(other["name"], other["name"])
        member = members.setdefault(name, {**other, "aliases": set()})
        member["aliases"] |= {other["name"], *other["aliases"]}
    return [{**member, "aliases": sorted(member["aliases"])} for member in members.values()]


def _discrepancies(a: Coding, b: Coding) -> list[Record]:
    """Those of `a`, joined with those of `b` that show the same difference; what one coding has alone comes last."""
    scored = sorted(
        (-likeness, i, j)
        for i, one in enumerate(a["discrepancies"])
        for j, other in enumerate(b["discrepancies"])
        if (likeness := _same_difference(one, other))
    )
    joined: dict[int, int] = {}
    for _, i, j in scored:
        if i not in joined and j not in joined.values():
            joined[i] = j
    both = [_joined(a["discrepancies"][i], b["discrepancies"][j]) for i, j in sorted(joined.items())]
    single = [one for i, one in enumerate(a["discrepancies"]) if i not in joined]
    single += [one for j, one in enumerate(b["discrepancies"]) if j not in joined.values()]
    return both + [_shown(one, one["sides"], one["worth_printing"], [one["verdict"]], False) for one in single]


def _same_difference(one: Record, other: Record) -> float:
    """0 for two differences; else the common sentences, counted again where the words meet, and 2 for one kind."""
    common = {key for key, _ in one["sides"]} & {key for key, _ in other["sides"]}
    meeting = {k for k, x in one["sides"] for m, y in other["sides"] if k == m and (x in y or y in x)}
    alike = bool(one["kind"] == other["kind"])
    if len({outlet(key) for key in (common if alike else meeting)}) < 2:
        return 0.0
    return float(len(common) + len(meeting) + 2 * alike)


def _joined(one: Record, other: Record) -> Record:
    placed = {key for key, _ in one["sides"]}
    sides = [*one["sides"], *(side for side in other["sides"] if side[0] not in placed)]
    worth = one["worth_printing"] and other["worth_printing"]
    return _shown(one, sides, worth, sorted({one["verdict"], other["verdict"]}), True)


def _shown(one: Record, sides: list[Any], worth: bool, verdicts: list[str], both: bool) -> Record:
    shown = {"kind": one["kind"], "worth_printing": worth, "sides": sides, "why": one["why"]}
    return {**shown, "both": both, "verdicts": verdicts}


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, json.JSONDecodeError) as error:
        sys.exit(
            f"{path}: {error}; two coders code the same sentences, each in a file of their own (tests/gold/README.md)"
        )


def made(folder: Path) -> bool:
    """Write `folder`/gold.json; False where a coding has faults."""
    a, b, sentences = (_read(folder / f"{name}.json") for name in ("coding_a", "coding_b", "sentences"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "texts").glob("*.txt")}
    said = words(sentences, texts)
    wrong = [f"{folder}/coding_{n}.json: {fault}" for n, c in (("a", a), ("b", b)) for fault in faults(c, said)]
    if wrong:
        print(*wrong, sep="\n")
        return False
    gold = merge(a, b, sentences)
    (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    same = sum(pair["label"] == "same" for pair in gold["pairs"])
    both = sum(found["both"] for found in gold["discrepancies"])
    agreed = ", ".join(f"{name} F1 {value:.2f}" for name, value in agreement(a, b).items())
    print(
        f"{folder.name}: {len(gold['speech_both'])} sentences with a speaker in both, {same} same pairs, "
        f"{both} of {len(gold['discrepancies'])} discrepancies in both; {agreed}"
    )
    return True


if __name__ == "__main__":
    done = [made(Path(folder)) for folder in sys.argv[1:]]
    sys.exit(not all(done))
