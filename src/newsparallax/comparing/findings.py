"""Drafted findings in plain language, for a person to edit: each with its counts, its passages and its grade.

Two kinds may enter. A difference between outlets enters when it survives the permutation test after correction for all
tests of its table. A count of what stands in the articles enters when it rests on five passages or more; it claims no
difference and says so. Nothing is drafted about what a single passage or a handful shows: the tables show those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from newsparallax.comparing import grades
from newsparallax.comparing.units import Record, Tables, outlets_of, records
from newsparallax.tables import SETS_SIDES, frame

COUNTED = "counted, not compared"


@dataclass(frozen=True, slots=True)
class Telling:
    """How many articles each outlet has, and which outlets' articles were all written before the event."""

    articles: Mapping[str, int]
    before: frozenset[str]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> Telling:
        later = set(articles.loc[articles["timing"] != "before", "outlet"])
        counts = Counter(outlets_of(articles).values())
        return cls(counts, frozenset(counts.keys() - later))

    def single(self, outlet: str) -> bool:
        return self.articles[outlet] == 1

    def subject(self, outlet: str) -> str:
        """`The Courier article`, `The 12 Courier articles`, and whether they come before the event."""
        name = outlet.removeprefix("The ")
        words = f"The {name} article" if self.single(outlet) else f"The {self.articles[outlet]} {name} articles"
        return f"{words} (written before the event)" if outlet in self.before else words


def findings(tables: Tables, compared: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `findings` from the other comparison tables; a table that is not there is passed over."""
    told = Telling.of(tables["articles"])
    pooled = {
        name: [r for r in records(table) if r.get("article_id") is None]
        for name, table in compared.items()
        if "article_id" in table.columns and "outlet" in table.columns
    }
    drafts = [
        *_coverage(pooled.get("coverage", []), told),
        *_deeds(pooled.get("deeds", []), told),
        *(draft for table in _RATED for draft in _rates(table, pooled.get(table, []), told)),
        *_sides(pooled.get("sides", []), told, bool(tables["attributions"]["side_from"].isin(SETS_SIDES).any())),
        *_speakers(pooled.get("diversity", []), pooled.get("speakers", []), told),
        *_keyness(records(compared["keyness"]) if "keyness" in compared else [], told),
    ]
    numbers: Counter[str] = Counter()
    rows = []
    for draft in drafts:
        numbers[draft["chapter"]] += 1
        rows.append({"finding_id": f"{draft['chapter']}-{numbers[draft['chapter']]}", **draft})
    return frame("findings", rows)


def _draft(chapter: str, table: str, outlet: str | None, text: str, row: Record, grade: str) -> Record:
    evidence = list(dict.fromkeys(row["evidence"]))
    return {
        "chapter": chapter,
        "outlet": outlet,
        "text": text,
        "grade": grade,
        "p": row["q"] if grade in grades.CARRIES else None,
        "passages": len(evidence),
        "from_table": table,
        "evidence": evidence,
    }


def _coverage(rows: Sequence[Record], told: Telling) -> Iterator[Record]:
    by_topic = _grouped(rows, "topic")
    tops = [min(mine, key=lambda r: (-r["sentences"], r["label"])) for mine in _grouped(rows, "outlet").values()]
    for same in _grouped((top for top in tops if top["hits"] >= grades.FEW), "topic").values():
        yield _draft(
            "coverage",
            "coverage",
            same[0]["outlet"] if len(same) == 1 else None,
            _most(same, told),
            _joined(same),
            COUNTED,
        )
    for row in rows:
        if row["grade"] not in grades.CARRIES:
            continue
        others = [
            r for r in by_topic[row["topic"]] if r["outlet"] != row["outlet"] and r["codebook"] == row["codebook"]
        ]
        theirs, whole = sum(r["sentences"] for r in others), sum(r["sentences_all"] for r in others)
        more = row["sentences"] * whole > theirs * row["sentences_all"]
        if len(others) == 1 and not more:
            continue  # of two outlets the other's row tells the same
        text = (
            f"{told.subject(row['outlet'])}: {'more' if more else 'less'} of {_quoted(row['label'])} than the others; "
            f"{_of(row['sentences'], row['sentences_all'], 'sentences')}{_interval(row)} against "
            f"{_of(theirs, whole, 'sentences')}."
        )
        yield _draft("coverage", "coverage", row["outlet"], text, _backed(row, others), row["grade"])


def _most(same: Sequence[Record], told: Telling) -> str:
    """The outlets whose most frequent topic is the same, with their counts."""
    label, top = _quoted(same[0]["label"]), same[0]
    if len(same) == 1:
        count = _of(top["sentences"], top["sentences_all"], "sentences")
        return f"{told.subject(top['outlet'])}: most often the topic is {label}; {count} touch it."
    counts = [f"{r['outlet']} ({_of(r['sentences'], r['sentences_all'], 'sentences')})" for r in same]
    return f"Most often the topic is {label} in {_list(counts)}."


def _joined(rows: Sequence[Record]) -> Record:
    return {"evidence": [place for row in rows for place in row["evidence"]]}


def _deeds(rows: Sequence[Record], told: Telling) -> Iterator[Record]:
    for outlet, mine in _grouped((r for r in rows if r["voice"] == "all"), "outlet").items():
        hits = {r["category"]: r["hits"] for r in mine}
        if sum(hits.values()) < grades.FEW:
            continue
        most = sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))
        clauses = ", ".join(f"{count} of {category}" for category, count in most if count)
        text = f"{told.subject(outlet)}: of the clauses in which somebody does something to somebody, {clauses}."
        row = {"evidence": [e for r in mine for e in r["evidence"]]}
        yield _draft("framing", "deeds", outlet, text, row, COUNTED)


_RATED = {"balance": "marks of the kind", "deeds": "clauses of"}


def _rates(table: str, rows: Sequence[Record], told: Telling) -> Iterator[Record]:
    for row in rows:
        if row["grade"] not in grades.CARRIES:
            continue
        others = [
            r
            for r in rows
            if (r["codebook"], r["category"], r["voice"]) == (row["codebook"], row["category"], row["voice"])
            and r["outlet"] != row["outlet"]
        ]
        more = row["hits"] * sum(r["sentences"] for r in others) > sum(r["hits"] for r in others) * row["sentences"]
        if len(others) == 1 and not more:
            continue
        text = (
            f"{told.subject(row['outlet'])}, {_VOICE[row['voice']]}: {row['hits']} {_RATED[table]} "
            f"{_quoted(row['category'])} in {row['sentences']} sentences, against "
            f"{sum(r['hits'] for r in others)} in {sum(r['sentences'] for r in others)} in the others."
        )
        yield _draft("framing", table, row["outlet"], text, _backed(row, others), row["grade"])


def _sides(rows: Sequence[Record], told: Telling, are_set: bool) -> Iterator[Record]:
    by_side = _grouped(rows, "side")
    listed = are_set and by_side.keys() - {"other", "unknown", "joint", "media"}
    for outlet, mine in _grouped(rows, "outlet").items():
        top = min(mine, key=lambda r: (-r["words"], r["side"]))
        said = sum(r["attributions"] for r in mine)
        if said < grades.FEW or not top["words"]:
            continue
        own = f"the outlet speaks in {_percent(1 - top['words_attributed'] / top['words_all'])} of its words itself"
        text = (
            f"{told.subject(outlet)}: of {top['words_attributed']} words attributed to anybody {top['words']} "
            f"({_percent(top['share'])}) are {_side(top['side'])}, in {top['attributions']} of {said} attributions; "
            f"{own}."
            # Where corpus.toml sets no side, that a speaker is on none of them says nothing.
            if listed
            else f"{told.subject(outlet)}: {_of(top['words_attributed'], top['words_all'], 'words')} are attributed to "
            f"anybody, in {said} attributions; {own}."
        )
        spoken = top | {"evidence": [e for r in mine for e in r["evidence"]]}
        yield _draft("sourcing", "sides", outlet, text, spoken, COUNTED)
    for row in rows:
        # Words whose side is not known tell how far the coding reached, not whom the outlet lets speak.
        if row["side"] == "unknown" or not listed:
            continue
        others = [r for r in by_side[row["side"]] if r["outlet"] != row["outlet"]]
        theirs, whole = sum(r["words"] for r in others), sum(r["words_attributed"] for r in others)
        # The shares of an outlet's sides sum to one: who has more is told, who therefore has less is not.
        if row["grade"] not in grades.CARRIES or row["words"] * whole <= theirs * row["words_attributed"]:
            continue
        text = (
            f"{told.subject(row['outlet'])}: {_of(row['words'], row['words_attributed'], 'attributed words')}"
            f"{_interval(row)} are {_side(row['side'])}, against {_of(theirs, whole, 'words')} in the others."
        )
        yield _draft("sourcing", "sides", row["outlet"], text, row, row["grade"])


def _speakers(rows: Sequence[Record], speakers: Sequence[Record], told: Telling) -> Iterator[Record]:
    said = {(r["outlet"], r["speaker"]): r for r in speakers}
    for row in rows:
        if row["top_speaker"] is None:
            continue
        known, top = row["attributions"] - row["unresolved"], said[row["outlet"], row["top_speaker"]]
        if top["attributions"] < grades.FEW:
            continue
        text = (
            f"{told.subject(row['outlet'])}: {row['top_speaker']} has "
            f"{_of(top['attributions'], known, 'attributions')} with a known speaker, "
            f"{_others(row['speakers'] - 1)}."
        )
        yield _draft("sourcing", "diversity", row["outlet"], text, top, COUNTED)


def _keyness(rows: Sequence[Record], told: Telling) -> Iterator[Record]:
    for row in rows:
        if row["grade"] in grades.CARRIES:
            text = (
                f"{told.subject(row['outlet'])}: {_quoted(row['term'])} stands {row['count']} times in "
                f"{row['words_all']} words (names left out), against {row['reference_count']} in "
                f"{row['reference_words_all']} of {_list(row['reference'])}."
            )
            yield _draft("wording", "keyness", row["outlet"], text, row | {"q": row["p"]}, row["grade"])


def _backed(row: Record, others: Sequence[Record]) -> Record:
    """A row with passages: what an outlet lacks is shown by the others."""
    return row if row["evidence"] else row | {"evidence": [e for r in others for e in r["evidence"]]}


_VOICE = {
    "narrator": "in the outlet's own voice",
    "reported": "in reported words",
    "quoted": "in quotation marks",
    "all": "all voices together",
}


def _grouped(rows: Iterable[Record], column: str) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _side(side: str) -> str:
    listed = {
        "unknown": "those of speakers whose side is not known",
        "other": "those of speakers on no listed side",
        "joint": "said by several sides together",
        "media": "those of media",
    }
    return listed.get(side, f"those of the side {_quoted(side)}")


def _others(number: int) -> str:
    return {0: "nobody else any", 1: "one other speaker the rest"}.get(number, f"{number} others the rest")


def _quoted(words: str) -> str:
    return f"“{words}”"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _of(part: int, whole: int, what: str) -> str:
    return f"{part} of {whole} {what} ({_percent(part / whole)})" if whole else f"none of no {what}"


def _interval(row: Record) -> str:
    if row["low"] is None:
        return ""
    return f" [95 % interval {_percent(row['low'])} to {_percent(row['high'])}]"
