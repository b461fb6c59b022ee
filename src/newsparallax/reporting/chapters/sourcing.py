"""Who gets to speak in each outlet: whose words, which speakers, with which verbs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsparallax.reporting import show
from newsparallax.reporting.blocks import GREY, Bar, Part, Run, per_cent
from newsparallax.reporting.chapters.common import BESIDE, beside, joined, known, nothing
from newsparallax.reporting.desk import Desk, grouped, records
from newsparallax.reporting.show import Shown
from newsparallax.tables import SETS_SIDES

_NOBODY = "nobody is quoted or reported in these articles"
_UNRESOLVED = "speaker not known"
_OTHERS = "others"
_APART = ("joint", "media", "other", "unknown")  # what a side is where it is none of the event's
_DRAWN = 7  # sides or speakers with a colour of their own
_OF = re.compile(r"\s\S+['’]s?\s.*")  # whose: no part of a verb
_FEW = 50  # attributed words; shares of fewer say little


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


@lru_cache(maxsize=2)  # of one desk several chapters ask
def floor(desk: Desk) -> Floor:
    """Whose words the outlets give: by side where corpus.toml sets sides, else by speaker."""
    by_side = bool(desk["attributions"]["side_from"].isin(SETS_SIDES).any())
    column = "side" if by_side else "speaker"
    words: dict[tuple[str, str], int] = {}
    places: dict[tuple[str, str], list[str]] = {}
    for row in records(desk.ordered("speakers")):
        if row["words"]:
            key = row["outlet"], known(row[column])
            words[key] = words.get(key, 0) + row["words"]
            places.setdefault(key, []).extend(row["evidence"])
    main = _main({key: n for key, n in words.items() if key[1] and key[1] not in _APART})
    for outlet, name in [key for key in words if key[1] not in main]:
        words[outlet, _OTHERS] = words.get((outlet, _OTHERS), 0) + words.pop((outlet, name))
        places.setdefault((outlet, _OTHERS), []).extend(places.pop((outlet, name)))
    return Floor(column, words, places, {name: at for at, name in enumerate(main)} | {_OTHERS: GREY})


def _main(words: Mapping[tuple[str, str], int]) -> list[str]:
    """The names that get a colour: those with most words of all, then each outlet's first, then its second, …

    Where there are more names than colours every outlet's own main speakers are among them as far as may be.
    """
    sums: dict[str, int] = {}
    own: dict[str, list[str]] = {}
    for (outlet, name), n in sorted(words.items(), key=lambda item: -item[1]):
        sums[name] = sums.get(name, 0) + n
        own.setdefault(outlet, []).append(name)
    order = sorted(sums, key=lambda name: -sums[name])
    if len(own) > BESIDE:  # whom most outlets hear
        heard = Counter(name for names in own.values() for name in names)
        order.sort(key=lambda name: -heard[name])
    elif len(order) > _DRAWN:
        firsts = [name for place in range(2) for names in own.values() for name in names[place : place + 1]]
        order = list(dict.fromkeys([*order[:2], *firsts, *order]))
    return sorted(order[:_DRAWN], key=lambda name: -sums[name])


def bars(desk: Desk, found: Floor) -> dict[str, Bar]:
    """Each outlet's attributed words as a bar in parts, each linked to its passages."""
    return {
        outlet: Bar(
            tuple(
                Part(
                    name,
                    words / found.total(outlet),
                    found.colours[name],
                    desk.cited("", found.places[outlet, name]).passages,
                    found.key(outlet, name),
                )
                for name, words in found.parts(outlet)
            ),
            f"{found.total(outlet):,} words" if found.total(outlet) else "",
        )
        for outlet in desk.outlets
    }


def contrast(desk: Desk) -> Shown:
    """The largest contrast in whose words the outlets give, in a sentence; with one outlet, who has most."""
    found = floor(desk)
    heard = [o for o in desk.outlets if found.total(o)]
    names = [name for name in found.colours if name != _OTHERS]
    if not heard or not names:
        return nothing(_NOBODY)
    if len(desk.outlets) > BESIDE:
        return show.text([*_most_heard(desk, found, names), *_counted(desk)])
    heard = [o for o in heard if found.total(o) >= _FEW] or heard

    def most_and_least(name: str) -> tuple[str, str]:
        return (max(heard, key=lambda o: found.share(o, name)), min(heard, key=lambda o: found.share(o, name)))

    def gap(name: str) -> float:
        most, least = most_and_least(name)
        return found.share(most, name) - found.share(least, name) or found.share(most, name) / 100

    name = max(names, key=gap)
    most, least = most_and_least(name)
    text: list[str | Run] = [f"{most} gives ", _shared(desk, found, most, name), f" of its attributed words to {name}"]
    if most != least:
        least_words = _shared(desk, found, least, name) if found.words.get((least, name)) else "none"
        text += [f", {least} ", least_words]
    return show.text([*text, *_counted(desk)])


def _most_heard(desk: Desk, found: Floor, names: list[str], most: int = 4) -> list[str | Run]:
    """`Berg speaks in 24 of 30 outlets, Holm in 13`: of many outlets the shares of one say little."""
    told: list[list[str | Run]] = []
    for name in names[:most]:
        places = [found.places[outlet, name][0] for outlet in desk.outlets if (outlet, name) in found.places]
        told.append([f"{name}{' is heard' if not told else ''} in ", desk.cited(f"{len(places)}", places)])
        told[-1] += [f" of {len(desk.outlets)} outlets"] if len(told) == 1 else []
    return joined(told, ", ")


def _counted(desk: Desk) -> list[str | Run]:
    """What counts as attributed, and how much of it is doubtful."""
    rows = desk["attributions"]
    doubtful = int((~rows["speaker_sure"].astype(bool)).sum())
    doubt = f" Of {len(rows)} attributions {doubtful} have a speaker who is not sure, or none." if doubtful else ""
    return [f". Words count as attributed where a source is said to have spoken them, quoted or not.{doubt}"]


def _shared(desk: Desk, found: Floor, outlet: str, name: str) -> Run:
    said = f"{per_cent(found.share(outlet, name))} ({found.words[outlet, name]} of {found.total(outlet)})"
    return desk.cited(said, found.places[outlet, name], key=found.key(outlet, name))


def sides(desk: Desk) -> Shown | None:
    """Whose words: a bar for each outlet."""
    found = floor(desk)
    if len(desk.outlets) > BESIDE:  # then the overview has a bar for each
        return None
    drawn = bars(desk, found)
    rows = [(outlet, drawn[outlet]) for outlet in desk.outlets if drawn[outlet].parts]
    caption = f"Whose words: attributed words by {found.by}"
    return show.table(("Outlet", "Words"), rows, caption, widths=(1, 6)) if rows else None


def speakers(desk: Desk, most: int = 12) -> Shown | None:
    """Speaker by outlet: a dot as large as their words, and how often they speak, linked."""
    rows = desk.ordered("speakers")
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
        count = [desk.cited(f"{row['words']} words", row["evidence"])] if row["attributions"] else []
        told = [Run(f"{size} "), *count] if count else []
        return joined([part for part in (told, [Run(refused, "muted")] if refused else []) if part])

    by_side = floor(desk).by == "side"
    labels = {s: f"{s} ({sides[s]})" if by_side and sides[s] not in _APART else s for s in shown}
    cut = f" {len(order) - most} more speakers stand in the table “speakers”." if len(order) > most else ""
    cells = {(row["speaker"], row["outlet"]): cell(row) for row in records(rows[rows["speaker"].isin(shown)])}
    note = f"Words that are quoted or reported of each: ● up to 40, ●● up to 100, ●●● more.{cut}"
    return beside(desk, cells, shown, "Speaker", "Who speaks where", note, labels)


def verbs(desk: Desk, most: int = 6) -> Shown | None:
    """The report verbs of the main speakers, by outlet."""
    rows = desk["report_verbs"]
    rows = rows[rows["outlet"].isin(desk.outlets) & rows["speaker"].notna()]
    if rows.empty:
        return None
    sums = rows.groupby("speaker", sort=False)["attributions"].sum().sort_values(ascending=False, kind="stable")
    order = [str(speaker) for speaker in sums.index[:most]]
    cells = {}
    for (speaker, outlet), own in grouped(rows[rows["speaker"].isin(order)], "speaker", "outlet").items():
        told = sorted(own, key=lambda r: -r["attributions"])
        cells[speaker, outlet] = joined(([desk.cited(_verb(r), r["evidence"])] for r in told), ", ")
    note = "Where an outlet translates what was said, the verb is a translator's choice, too."
    return beside(desk, cells, order, "Speaker", "With which verbs the main speakers are reported", note)


def _verb(row: Any) -> str:
    return _OF.sub("", row["verb"]) + (f" {row['attributions']}×" if row["attributions"] > 1 else "")
