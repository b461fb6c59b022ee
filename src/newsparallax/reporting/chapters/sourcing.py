"""Who gets to speak in each outlet: whose words, which speakers, with which verbs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from newsparallax.reporting import figures, show
from newsparallax.reporting.blocks import Run, per_cent
from newsparallax.reporting.chapters.common import BESIDE, beside, joined, known, nothing
from newsparallax.reporting.desk import Desk, grouped, records
from newsparallax.reporting.show import Shown
from newsparallax.tables import SETS_SIDES

_NOBODY = "nobody is quoted or reported in these articles"
_UNRESOLVED = "speaker not known"
_OTHERS = "others"
_APART = ("joint", "media", "other", "unknown")  # what a side is where it is none of the event's
_DRAWN = 5  # sides or speakers with a colour of their own


@dataclass(frozen=True, slots=True)
class Floor:
    """Who has the floor: attributed words and their passages by outlet and name, the names with most words first.

    `by` says what the names are: the sides that corpus.toml sets, else speakers. Every figure, bar and sentence about
    shares of words is made from this.
    """

    by: str
    words: Mapping[tuple[str, str], int]
    places: Mapping[tuple[str, str], list[str]]
    colours: Mapping[str, int]

    def total(self, outlet: str) -> int:
        """All attributed words of an outlet."""
        return sum(words for (o, _), words in self.words.items() if o == outlet)

    def parts(self, outlet: str) -> list[tuple[str, int]]:
        """Names and words of an outlet, in the order of the colours, without those that have none."""
        found = ((name, self.words.get((outlet, name), 0)) for name in self.colours)
        return [(name, words) for name, words in found if words]

    def key(self, outlet: str, name: str) -> str:
        """What a name's share of an outlet's words is called wherever it is printed."""
        return f"share:{name}:{outlet}"

    def share(self, outlet: str, name: str) -> float:
        """A name's share of the outlet's attributed words."""
        return self.words.get((outlet, name), 0) / max(self.total(outlet), 1)


def floor(desk: Desk) -> Floor:
    """Whose words the outlets give: by side where corpus.toml sets sides, else by speaker."""
    by_side = bool(desk["attributions"]["side_from"].isin(SETS_SIDES).any())
    column = "side" if by_side else "speaker"
    rows = records(desk.pooled("sides" if by_side else "speakers"))
    rows = [row for row in rows if row["words"]]
    sums: dict[str, int] = {}
    for row in rows:
        if (name := known(row[column])) and name not in _APART:
            sums[name] = sums.get(name, 0) + row["words"]
    kept = sorted(sums, key=lambda name: -sums[name])[:_DRAWN]
    colours = {name: at for at, name in enumerate(kept)} | {_OTHERS: figures.GREY}
    words: dict[tuple[str, str], int] = {}
    places: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        name = row[column] if known(row[column]) in colours else _OTHERS
        words[row["outlet"], name] = words.get((row["outlet"], name), 0) + row["words"]
        places.setdefault((row["outlet"], name), []).extend(row["evidence"])
    return Floor(column, words, places, colours)


def contrast(desk: Desk) -> Shown:
    """The largest contrast in whose words the outlets give, in a sentence; with one outlet, who has most."""
    found = floor(desk)
    heard = [o for o in desk.outlets if found.total(o)]
    names = [name for name in found.colours if name != _OTHERS]
    if not heard or not names:
        return nothing(_NOBODY)

    def most_and_least(name: str) -> tuple[str, str]:
        return (
            max(heard, key=lambda o: found.share(o, name)),
            min(heard, key=lambda o: found.share(o, name)),
        )

    def gap(name: str) -> float:
        most, least = most_and_least(name)
        return found.share(most, name) - found.share(least, name) or found.share(most, name) / 100

    name = max(names, key=gap)
    most, least = most_and_least(name)
    text: list[str | Run] = [f"{most} gives ", _shared(desk, found, most, name), f" of its attributed words to {name}"]
    if most != least:
        least_words = _shared(desk, found, least, name) if found.words.get((least, name)) else "none"
        text += [f", {least} ", least_words]
    unsure = desk["attributions"]
    doubtful = int((~unsure["speaker_sure"].astype(bool)).sum())
    doubt = f" Of {len(unsure)} attributions {doubtful} have a speaker who is not sure, or none." if doubtful else ""
    return show.text(
        [*text, f". Words count as attributed where a source is said to have spoken them, quoted or not.{doubt}"]
    )


def _shared(desk: Desk, found: Floor, outlet: str, name: str) -> Run:
    said = f"{per_cent(found.share(outlet, name))} ({found.words[outlet, name]} of {found.total(outlet)})"
    return desk.cited(said, found.places[outlet, name], key=found.key(outlet, name))


def sides_figure(desk: Desk) -> Shown | None:
    """Whose words: a bar for each outlet."""
    found = floor(desk)
    heard = [o for o in desk.outlets if found.total(o)]
    if not heard or len(desk.outlets) > BESIDE:  # then the overview has a bar for each
        return None
    parts = {name: [float(found.words.get((o, name), 0)) for o in heard] for name in found.colours}
    parts = {name: values for name, values in parts.items() if any(values)}
    said = "; ".join(
        f"{o}: "
        + ", ".join(f"{name} {per_cent(found.share(o, name))}" for name, _ in found.parts(o))
        + f" of {found.total(o):,} words"
        for o in heard
    )
    return show.figure(
        partial(figures.shares, heard, parts, "words", [found.colours[name] for name in parts]),
        f"Whose words: attributed words by {found.by}",
        f"One bar for each outlet, divided by {found.by}. {said}.",
    )


def speakers(desk: Desk, most: int = 12) -> Shown | None:
    """Speaker by outlet: a dot as large as their words, and how often they speak, linked."""
    rows = desk.pooled("speakers").copy()
    rows = rows[rows["attributions"] + rows["refusals"] > 0]
    if rows.empty:
        return None
    rows["speaker"] = rows["speaker"].fillna(_UNRESOLVED)
    sides = dict(zip(rows["speaker"], rows["side"], strict=True))
    sums = rows.groupby("speaker")[["attributions", "words"]].sum()
    order = [
        s for s in sums.sort_values(["words", "attributions"], ascending=False, kind="stable").index if s != _UNRESOLVED
    ]
    shown = order[:most] + ([_UNRESOLVED] if _UNRESOLVED in sums.index else [])

    def cell(row: Any) -> Any:
        size = next((dot for dot, least in (("●●●", 100), ("●●", 40), ("●", 0)) if row["words"] > least), "")
        refused = f"{row['refusals']} refused" if row["refusals"] else ""
        words = f" {row['words']} words" if row["words"] else ""
        count = [desk.cited(f"{row['attributions']}×", row["evidence"])] if row["attributions"] else []
        told = [Run(f"{size} "), *count, Run(words, "muted")] if count else []
        return joined([part for part in (told, [Run(refused, "muted")] if refused else []) if part])

    by_side = floor(desk).by == "side"
    labels = {s: f"{s} ({sides[s]})" if by_side and sides[s] not in _APART else s for s in shown}
    cut = f" {len(order) - most} more speakers stand in the table “speakers”." if len(order) > most else ""
    return beside(
        desk,
        rows,
        "speaker",
        shown,
        cell,
        "Who speaks where",
        "Speaker",
        f"How often each is quoted or reported, and with how many words: ● up to 40, ●● up to 100, ●●● more.{cut}",
        labels,
    )


def verbs(desk: Desk, most: int = 6) -> Shown | None:
    """The report verbs of the main speakers, by outlet."""
    rows = desk["report_verbs"]
    rows = rows[rows["outlet"].isin(desk.outlets) & rows["speaker"].notna()]
    if rows.empty:
        return None
    sums = rows.groupby("speaker", sort=False)["attributions"].sum().sort_values(ascending=False, kind="stable")
    gathered = []
    for (speaker, outlet), own in grouped(rows[rows["speaker"].isin(sums.index[:most])], "speaker", "outlet").items():
        told = sorted(own, key=lambda r: -r["attributions"])
        parts = (
            [desk.cited(r["verb"] + (f" {r['attributions']}×" if r["attributions"] > 1 else ""), r["evidence"])]
            for r in told
        )
        gathered.append({"speaker": speaker, "outlet": outlet, "verbs": joined(parts, ", ")})
    return beside(
        desk,
        pd.DataFrame(gathered),
        "speaker",
        [str(s) for s in sums.index[:most]],
        lambda row: row["verbs"],
        "With which verbs the main speakers are reported",
        "Speaker",
        "Where an outlet renders words spoken in another language the verb is the translator's choice too: “claimed” "
        "for a Russian “zayavil” is no sign of doubt.",
    )
