"""Drafted findings in plain language, for a person to edit: each with its counts, its passages and its grade.

Two kinds may enter. A difference between outlets enters when it survives the permutation test after correction for all
tests of its table. A count of what stands in the articles enters when it rests on five passages or more; it claims no
difference and says so. Nothing is drafted about what a single passage or a handful shows: the tables show those.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from newsparallax.comparing import grades
from newsparallax.comparing.units import Record, Tables, outlets_of, records
from newsparallax.tables import frame

COUNTED = "counted, not compared"


def findings(tables: Tables, compared: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Table `findings` from the other comparison tables; a table that is not there is passed over."""
    articles = Counter(outlets_of(tables["articles"]).values())
    pooled = {
        name: [r for r in records(table) if r.get("article_id") is None]
        for name, table in compared.items()
        if "article_id" in table.columns and "outlet" in table.columns
    }
    drafts = [
        *_coverage(pooled.get("coverage", []), articles),
        *_cooperation(pooled.get("cooperation", []), articles),
        *_wording(pooled.get("balance", []), articles),
        *_sides(pooled.get("sides", []), articles),
        *_speakers(pooled.get("diversity", []), pooled.get("speakers", []), articles),
        *_keyness(records(compared["keyness"]) if "keyness" in compared else [], articles),
    ]
    numbers: Counter[str] = Counter()
    rows = []
    for draft in drafts:
        numbers[draft["chapter"]] += 1
        rows.append({"finding_id": f"{draft['chapter']}-{numbers[draft['chapter']]}", **draft})
    return frame("findings", rows)


def _draft(chapter: str, table: str, outlet: str | None, text: str, row: Record, grade: str, passages: int) -> Record:
    return {
        "chapter": chapter,
        "outlet": outlet,
        "text": text,
        "grade": grade,
        "p": row.get("q"),
        "passages": passages,
        "from_table": table,
        "evidence": list(row["evidence"]),
    }


def _coverage(rows: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    by_outlet, by_topic = _grouped(rows, "outlet"), _grouped(rows, "topic")
    for outlet, mine in by_outlet.items():
        top = min(mine, key=lambda r: (-r["sentences"], r["label"]))
        if top["hits"] >= grades.FEW:
            text = (
                f"{_subject(outlet, articles)} {_turns(outlet, articles)} most often to {_quoted(top['label'])}: "
                f"{_of(top['sentences'], top['sentences_all'], 'sentences')} touch it."
            )
            yield _draft("coverage", "coverage", outlet, text, top, COUNTED, top["hits"])
    for row in rows:
        if row["grade"] not in grades.CARRIES:
            continue
        others = [r for r in by_topic[row["topic"]] if r["outlet"] != row["outlet"]]
        theirs, whole = sum(r["sentences"] for r in others), sum(r["sentences_all"] for r in others)
        more = row["sentences"] * whole > theirs * row["sentences_all"]
        text = (
            f"{_subject(row['outlet'], articles)} {_gives(row['outlet'], articles)} {_quoted(row['label'])} "
            f"{'more' if more else 'less'} room than the others: "
            f"{_of(row['sentences'], row['sentences_all'], 'sentences')}{_interval(row)} against "
            f"{_of(theirs, whole, 'sentences')}."
        )
        passages = row if row["hits"] else {**row, "evidence": [e for r in others for e in r["evidence"]]}
        yield _draft("coverage", "coverage", row["outlet"], text, passages, row["grade"], len(passages["evidence"]))


def _cooperation(rows: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    for outlet, mine in _grouped(rows, "outlet").items():
        voices = {r["voice"]: r for r in mine}
        whole = voices["all"]
        total = whole["cooperation"] + whole["confrontation"]
        if total < grades.FEW:
            continue
        own, quoted = voices["narrator"], [voices["reported"], voices["quoted"]]
        text = (
            f"{_subject(outlet, articles)}: in the outlet's own voice {own['cooperation']} marks of cooperation and "
            f"{own['confrontation']} of confrontation; in the words it reports or quotes "
            f"{sum(r['cooperation'] for r in quoted)} and {sum(r['confrontation'] for r in quoted)}."
        )
        yield _draft("framing", "cooperation", outlet, text, whole, COUNTED, total)
    for row in rows:
        if row["grade"] not in grades.CARRIES:
            continue
        others = [r for r in rows if r["voice"] == row["voice"] and r["outlet"] != row["outlet"]]
        total = row["cooperation"] + row["confrontation"]
        theirs = sum(r["cooperation"] for r in others)
        whole = theirs + sum(r["confrontation"] for r in others)
        text = (
            f"{_subject(row['outlet'], articles)}, {_VOICE[row['voice']]}: cooperation has "
            f"{_of(row['cooperation'], total, 'marks')}{_interval(row)}, against {_of(theirs, whole, 'marks')} "
            "in the others."
        )
        yield _draft("framing", "cooperation", row["outlet"], text, row, row["grade"], total)


def _wording(rows: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    for row in rows:
        if row["grade"] not in grades.CARRIES or row["category"] in ("cooperation", "confrontation"):
            continue
        others = [
            r
            for r in rows
            if (r["codebook"], r["category"], r["voice"]) == (row["codebook"], row["category"], row["voice"])
            and r["outlet"] != row["outlet"]
        ]
        text = (
            f"{_subject(row['outlet'], articles)}, {_VOICE[row['voice']]}: {row['hits']} marks of the kind "
            f"{_quoted(row['category'])} in {row['sentences']} sentences, against {sum(r['hits'] for r in others)} in "
            f"{sum(r['sentences'] for r in others)} in the others."
        )
        yield _draft("framing", "balance", row["outlet"], text, row, row["grade"], len(row["evidence"]))


def _sides(rows: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    by_side = _grouped(rows, "side")
    for outlet, mine in _grouped(rows, "outlet").items():
        top = min(mine, key=lambda r: (-r["words"], r["side"]))
        said = sum(r["attributions"] for r in mine)
        if said < grades.FEW or not top["words"]:
            continue
        text = (
            f"{_subject(outlet, articles)}: of {top['words_attributed']} words attributed to anybody {top['words']} "
            f"({_percent(top['share'])}) are {_side(top['side'])}, in {top['attributions']} of {said} attributions; "
            f"the outlet speaks in {_percent(1 - top['words_attributed'] / top['words_all'])} of its words itself."
        )
        yield _draft("sourcing", "sides", outlet, text, top, COUNTED, said)
    for row in rows:
        others = [r for r in by_side[row["side"]] if r["outlet"] != row["outlet"]]
        theirs, whole = sum(r["words"] for r in others), sum(r["words_attributed"] for r in others)
        # The shares of an outlet's sides sum to one: who has more is told, who therefore has less is not.
        if row["grade"] not in grades.CARRIES or row["words"] * whole <= theirs * row["words_attributed"]:
            continue
        text = (
            f"{_subject(row['outlet'], articles)}: {_of(row['words'], row['words_attributed'], 'attributed words')}"
            f"{_interval(row)} are {_side(row['side'])}, against {_of(theirs, whole, 'words')} in the others."
        )
        yield _draft("sourcing", "sides", row["outlet"], text, row, row["grade"], len(row["evidence"]))


def _speakers(rows: Sequence[Record], speakers: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    said = {(r["outlet"], r["speaker"]): r for r in speakers}
    for row in rows:
        known = row["attributions"] - row["unresolved"]
        if known < grades.FEW or row["top_speaker"] is None:
            continue
        top = said[row["outlet"], row["top_speaker"]]
        text = (
            f"{_subject(row['outlet'], articles)}: {row['top_speaker']} has "
            f"{_of(top['attributions'], known, 'attributions')} with a known speaker, "
            f"{_others(row['speakers'] - 1)}."
        )
        yield _draft("sourcing", "diversity", row["outlet"], text, top | {"q": None}, COUNTED, top["attributions"])


def _keyness(rows: Sequence[Record], articles: Mapping[str, int]) -> Iterator[Record]:
    for row in rows:
        if row["grade"] in grades.CARRIES:
            text = (
                f"{_subject(row['outlet'], articles)}: {_quoted(row['term'])} stands {row['count']} times in "
                f"{row['words_all']} words, against {row['reference_count']} in {row['reference_words_all']} of "
                f"{_list(row['reference'])}."
            )
            yield _draft("wording", "keyness", row["outlet"], text, row | {"q": row["p"]}, row["grade"], row["count"])


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


def _subject(outlet: str, articles: Mapping[str, int]) -> str:
    return f"The {outlet} article" if articles[outlet] == 1 else f"The {articles[outlet]} {outlet} articles"


def _turns(outlet: str, articles: Mapping[str, int]) -> str:
    return "turns" if articles[outlet] == 1 else "turn"


def _gives(outlet: str, articles: Mapping[str, int]) -> str:
    return "gives" if articles[outlet] == 1 else "give"


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
