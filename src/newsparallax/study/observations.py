"""One event's tables as what a study counts: for each outlet `top` of `bottom`, by measure and item, with the words.

Only what is sure counts. Each measure has, for each outlet, a row without an item that holds the bottom alone: an item
that an outlet never has is a zero there, and not a gap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from newsparallax.comparing.units import TOLD, Record, by_article, outlets_of, passages, records
from newsparallax.tables import frame
from newsparallax.values import State

_SHOWN = 6  # passages kept for a row: a study shows examples, the event's own report shows all
_OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: `top` of `bottom` in words, and what a rate of it is printed as (100: percent)."""

    key: str
    label: str
    top: str
    bottom: str
    scale: float = 100
    unit: str = "percentage points"

    def of_event(self, item: str) -> bool:
        """Whether an item is the event's, so that an event in which no outlet has it has nothing to count."""
        return self.key in ("side", "topics") or item.startswith("side: ")


MEASURES = {
    m.key: m
    for m in (
        Measure("attributed", "Attributed words", "words inside attributions", "words told"),
        Measure("direct", "Direct speech", "words in quotation marks", "words inside attributions"),
        Measure("side", "Sides heard", "words of the side's speakers", "words of speakers known for sure"),
        Measure("source_kind", "Kinds of source", "words of such sources", "words inside attributions"),
        Measure("report_verbs", "Report verbs", "attributions with such a verb", "attributions with a report verb"),
        Measure("reply", "Reply missing", "events without the reply that others print", "events", 100, "points"),
        Measure("left_out", "Left out", "statements of others that are missing", "statements that others share"),
        Measure("clash", "Clashes", "events with a fact told otherwise than elsewhere", "events"),
        Measure("own_voice", "In its own voice", "such words", "sentences in its own voice", 100, "for 100 sentences"),
        Measure("headline", "Headline agents", "headlines in which such an actor acts", "headlines"),
        Measure("topics", "Topics", "sentences with the topic", "sentences"),
    )
}


@dataclass(slots=True)
class _Tally:
    """Counts by outlet and item, and their passages."""

    bottom: Counter[str] = field(default_factory=Counter)
    top: Counter[tuple[str, str]] = field(default_factory=Counter)
    words: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, outlet: str, item: str, top: float, evidence: Iterable[str]) -> None:
        """Add to an item of an outlet."""
        self.top[outlet, item] += top  # type: ignore[assignment]
        self.words[outlet, item] += evidence


def observations(tables: Mapping[str, pd.DataFrame], event: str) -> pd.DataFrame:
    """Table `observations` of one event, from its tables."""
    articles = tables["articles"][tables["articles"]["left_out"].isna()]
    outlets = outlets_of(articles)
    rows = []
    for measure, tally in _tallies(tables, outlets):
        for outlet in dict.fromkeys(outlets.values()):
            bottom = tally.bottom[outlet]
            rows.append(_row(event, measure, outlet, "", 0, bottom, []))
            rows += [
                _row(event, measure, outlet, item, top, bottom, tally.words[outlet, item])
                for (of, item), top in sorted(tally.top.items())
                if of == outlet and item
            ]
    return frame("observations", rows)


def _row(event: str, measure: str, outlet: str, item: str, top: float, bottom: float, words: list[str]) -> Record:
    return {
        "event": event,
        "outlet": outlet,
        "measure": measure,
        "item": item,
        "top": float(top),
        "bottom": float(bottom),
        "evidence": list(dict.fromkeys(words))[:_SHOWN],
    }


def _tallies(tables: Mapping[str, pd.DataFrame], outlets: Mapping[str, str]) -> Iterator[tuple[str, _Tally]]:
    attributions = [a for a in records(tables["attributions"]) if a["article_id"] in outlets]
    spoken = [a for a in attributions if a["kind"] != "refusal"]
    yield from _voices(tables, outlets)
    yield "side", _sides(spoken, outlets)
    yield "source_kind", _kinds(spoken, outlets)
    yield "report_verbs", _verbs(tables)
    for measure, kind in (("reply", "reply_missing"), ("clash", "clash")):
        yield measure, _claimed(tables, kind, outlets)
    yield "left_out", _left_out(tables)
    yield "own_voice", _rates(tables["balance"], "category", "hits", "sentences")
    yield "headline", _headlines(tables, outlets)
    yield "topics", _rates(tables["coverage"], "label", "sentences", "sentences_all", _told_sentences(tables, outlets))


def _voices(tables: Mapping[str, pd.DataFrame], outlets: Mapping[str, str]) -> Iterator[tuple[str, _Tally]]:
    told = {s["sentence_id"] for s in records(tables["sentences"]) if s["role"] in TOLD}
    attributed, direct = _Tally(), _Tally()
    for part in records(tables["voices"]):
        if part["sentence_id"] not in told or part["article_id"] not in outlets:
            continue
        outlet, words = outlets[part["article_id"]], part["word_count"]
        attributed.bottom[outlet] += words
        if part["voice"] != "narrator":
            attributed.count(outlet, "all", words, passages([part]))
            direct.bottom[outlet] += words
        if part["voice"] == "quoted":
            direct.count(outlet, "all", words, passages([part]))
    yield "attributed", attributed
    yield "direct", direct


def _sides(spoken: list[Record], outlets: Mapping[str, str]) -> _Tally:
    tally = _Tally()
    for a in spoken:
        if a["speaker_sure"] and a["side"] != "unknown":
            outlet = outlets[a["article_id"]]
            tally.bottom[outlet] += a["word_count"]
            tally.count(outlet, a["side"], a["word_count"], passages([a]))
    return tally


def _kinds(spoken: list[Record], outlets: Mapping[str, str]) -> _Tally:
    """Officials and others count where the speaker is sure; that a source bears no name is seen in the words."""
    tally = _Tally()
    for a in spoken:
        outlet, items = outlets[a["article_id"]], []
        tally.bottom[outlet] += a["word_count"]
        if a["speaker_sure"] and a["official"] is not None:
            items.append("official" if a["official"] else "not official")
        if a["anonymous"]:
            items.append("document" if a["anonymous"] == "document" else "unnamed")
        for item in items:
            tally.count(outlet, item, a["word_count"], passages([a]))
    return tally


def _verbs(tables: Mapping[str, pd.DataFrame]) -> _Tally:
    tally = _Tally()
    for row in records(tables["report_verbs"]):
        tally.bottom[row[_OUTLET]] += row["attributions"]
        tally.count(row[_OUTLET], row["kind"], row["attributions"], row["evidence"])
    return tally


def _claimed(tables: Mapping[str, pd.DataFrame], kind: str, outlets: Mapping[str, str]) -> _Tally:
    """Whether an event has a sure claim of a kind about an outlet."""
    tally = _Tally(bottom=Counter(dict.fromkeys(outlets.values(), 1)))
    for claim in records(tables["claims"]):
        if claim["kind"] == kind and claim["sure"]:
            for outlet in claim["outlets"]:
                if not tally.top[outlet, "all"]:
                    tally.count(outlet, "all", 1, claim["evidence"])
    return tally


def _left_out(tables: Mapping[str, pd.DataFrame]) -> _Tally:
    """Statements that two or more outlets tell for sure; what an outlet may tell, or could not know yet, is out."""
    sure = {s["statement_id"] for s in records(tables["statements"]) if s["sure_outlets"] >= 2}
    rows = [r for r in records(tables["ledger"]) if r["statement_id"] in sure]
    told = {(r["statement_id"], r[_OUTLET]): r for r in rows if r["state"] == State.TOLD}
    tally = _Tally()
    for row in rows:
        if row["state"] not in (State.TOLD, State.MISSING):
            continue
        tally.bottom[row[_OUTLET]] += 1
        if row["state"] == State.MISSING:
            elsewhere = [r for (statement, _), r in told.items() if statement == row["statement_id"]]
            tally.count(row[_OUTLET], "all", 1, passages(elsewhere[:1]))
    return tally


def _rates(table: pd.DataFrame, item: str, top: str, bottom: str, bottoms: Counter[str] | None = None) -> _Tally:
    """From a table of rates: of the outlet's own voice where it has voices."""
    tally = _Tally(bottom=Counter(bottoms or {}))
    for row in records(table):
        if row.get("voice", "narrator") != "narrator":
            continue
        tally.bottom[row[_OUTLET]] = row[bottom]
        if row[top]:
            tally.count(row[_OUTLET], row[item], row[top], row["evidence"])
    return tally


def _told_sentences(tables: Mapping[str, pd.DataFrame], outlets: Mapping[str, str]) -> Counter[str]:
    told = (s for s in records(tables["sentences"]) if s["role"] in TOLD and s["article_id"] in outlets)
    return Counter(outlets[s["article_id"]] for s in told)


def _headlines(tables: Mapping[str, pd.DataFrame], outlets: Mapping[str, str]) -> _Tally:
    sides: dict[str, Any] = {m["actor"]: m["side"] for m in records(tables["mentions"]) if m["actor"]}
    tally = _Tally()
    deeds = by_article(records(tables["actions"]))
    for article in records(tables["articles"]):
        name, start, end = article["article_id"], article["headline_start"], article["headline_end"]
        if name not in outlets or start is None:
            continue
        tally.bottom[outlets[name]] += 1
        deed = next((deed for deed in deeds.get(name, ()) if start <= deed["start"] < end), None)
        if deed is None or not (acts := deed["agent_actor"] or deed["agent"]):
            continue
        headline = passages([{"article_id": name, "start": start, "end": end}])
        tally.count(outlets[name], "somebody acts", 1, headline)
        side = sides.get(acts)
        if side and side not in ("unknown", "other"):
            tally.count(outlets[name], f"side: {side}", 1, headline)
    return tally
