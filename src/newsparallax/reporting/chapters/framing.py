"""How each outlet frames the event, the outlet's own voice kept apart from the voices it quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from newsparallax.reading.article import TOLD
from newsparallax.reporting import show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import BESIDE, FEW, beside, few, nothing, then
from newsparallax.reporting.desk import Desk, grouped, places, records, span_of
from newsparallax.reporting.show import Shown

VOICES = ("narrator", "reported", "quoted")
_VOICES_SAID = (
    "narrator: the outlet's own voice; reported: in an attribution without quotation marks; quoted: in quotation marks"
)


def _graded(
    columns: Sequence[str],
    body: Sequence[Sequence[Any]],
    caption: str,
    note: str,
    numbers: Sequence[str],
    widths: Sequence[float],
) -> Shown:
    """A table whose last column is the grade; a grade that all rows share is said once, in the note."""
    graded = {row[-1] for row in body}
    if len(body) < 2 or len(graded) > 1:
        return show.table(columns, body, caption, note, numbers, widths)
    said = f"{note} The grade of all {len(body)} rows: {graded.pop()}."
    return show.table(columns[:-1], [row[:-1] for row in body], caption, said, numbers, widths[:-1])


def actions(desk: Desk, most: int = 60) -> Shown:
    """Who does what to whom, clause by clause."""
    rows = desk["actions"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    if rows.empty:
        return nothing("no clause in which somebody does something to somebody was found")
    rows = rows.assign(rank=rows["outlet"].map(desk.rank)).sort_values(["rank", "article_id", "start"], kind="stable")
    body = []
    for r, place in zip(records(rows.head(most)), places(rows), strict=False):
        who, whom = (_text(r[f"{x}_actor"]) or _text(r[x]) for x in ("agent", "patient"))
        manner = ", ".join(x for x in ("not" if r["negated"] else "", _text(r["modality"]), r["voice"]) if x)
        deed = desk.cited(_text(r["verb"]), [place], label=f"{who or '?'} → {whom or '?'} · {r['outlet']}")
        body.append(
            (r["outlet"], who or "nobody named", deed, whom or "nobody named", f"{r['label']}, {r['quad']}", manner)
        )
    cut = f" {len(rows) - most} more stand in the table “actions”." if len(rows) > most else ""
    return show.table(
        ("Outlet", "Who", "Does", "To whom", "Class", "How told"),
        body,
        "Who does what to whom, clause by clause",
        f"Clauses mapped to CAMEO's classes; how told: whether negated or only wished, and in whose voice.{cut}",
        widths=(0.8, 1.2, 0.7, 1.5, 1.4, 1),
    )


def _text(value: object) -> str:
    return "" if value is None or value is pd.NA else str(value)


def deeds(desk: Desk) -> Shown:
    """Verbal and material cooperation and conflict by outlet and voice."""
    rows = desk["actions"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    rows = rows[~rows["negated"].astype(bool) & rows["modality"].isna()]
    if rows.empty:
        return nothing("no clause in which somebody does something to somebody was found")
    gathered = []
    for (quad, outlet), own in sorted(grouped(rows, "quad", "outlet").items()):
        counts = Counter(r["voice"] for r in own)
        voices = ", ".join(f"{counts[v]} {v}" for v in VOICES if counts[v])
        spans = [span_of(r) for r in own]
        gathered.append({"quad": quad, "outlet": outlet, "n": len(own), "voices": voices, "places": spans})
    order = list(dict.fromkeys(str(g["quad"]) for g in gathered))
    return beside(
        desk,
        pd.DataFrame(gathered),
        "quad",
        order,
        lambda r: [desk.count(r["n"], r["places"]), Run(f" ({r['voices']})", "muted")],
        "Deeds and words of cooperation and conflict",
        "Class",
        "CAMEO's quad classes; what did not happen, and what is only possible, planned or demanded, is left out. "
        f"{_VOICES_SAID[0].upper() + _VOICES_SAID[1:]}.",
    )


def loaded(desk: Desk, most: int = 12) -> Shown:
    """The loaded words each outlet uses in its own voice, by kind, each with its sentence."""
    rows = desk["marks"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    own_voice = (rows["category"] == "loaded") & (rows["voice"] == "narrator") & rows["role"].isin(TOLD)
    rows = rows[own_voice & ~rows["negated"].astype(bool)].sort_values(["article_id", "start"], kind="stable")
    if rows.empty:
        return nothing("no outlet uses a loaded word of the codebook in its own voice")
    gathered, sums = [], Counter[str]()
    for (label, outlet), own in grouped(rows, "label", "outlet").items():
        cell: list[str | Run] = []
        for r in own[:most]:
            cell += then(cell, desk.cited(" ".join(str(r["words"]).split()), [span_of(r)], label=f"{label} · {outlet}"))
        if len(own) > most:
            cell.append(Run(f"; {len(own) - most} more", "muted"))
        sums[str(label)] += len(own)
        gathered.append({"label": label, "outlet": outlet, "cell": cell})
    return beside(
        desk,
        pd.DataFrame(gathered),
        "label",
        sorted(sums, key=lambda label: (-sums[label], label)),
        lambda r: r["cell"],
        "Loaded words in the outlet's own voice",
        "Kind",
        "Words that take a side where another would have told the same. Words that the outlet reports, quotes, denies "
        "or holds in quotation marks are left out. Of seven such words in unseen news six are rightly called so: read "
        "the sentence.",
    )


def wording(desk: Desk) -> Shown:
    """Hedges, boosters and loaded words by voice."""
    rows = desk.pooled("balance")
    rows = rows[rows["voice"] != "all"]
    if rows.empty or not rows["hits"].sum():
        return nothing("no hedge, booster or loaded word of the codebooks stands in these articles")
    gathered = []
    for (category, outlet), own in grouped(rows, "category", "outlet").items():
        cell: list[str | Run] = []
        for r in own:
            if r["hits"]:
                # A rate for 100 sentences of which there are three tells of 97 that nobody wrote.
                rate = (
                    f" {r['voice']}, {r['per_100_sentences']:.0f} in 100 sentences"
                    if r["sentences"] >= FEW
                    else f" {r['voice']}, of {r['sentences']} sentence{'' if r['sentences'] == 1 else 's'}"
                )
                label = f"{category} · {outlet} · {r['voice']}"
                cell += then(cell, desk.count(int(r["hits"]), r["evidence"], label), Run(rate, "muted"))
        if cell:
            gathered.append({"category": category, "outlet": outlet, "cell": cell})
    order = list(dict.fromkeys(str(g["category"]) for g in gathered))
    return beside(
        desk,
        pd.DataFrame(gathered),
        "category",
        order,
        lambda r: r["cell"],
        "Hedges, boosters and loaded words by voice",
        "Category",
        f"{_VOICES_SAID[0].upper() + _VOICES_SAID[1:]}. Negated words are left out. {few(desk)}",
    )


def naming(desk: Desk, actors: int = 8, wordings: int = 5) -> Shown:
    """How each outlet names the actors."""
    rows = desk["naming"]
    rows = rows[rows["outlet"].isin(desk.outlets) & (rows["type"] != "place")]
    if rows.empty:
        return nothing("no actor is named")
    order = list(
        rows.groupby("actor", sort=False)["mentions"].sum().sort_values(ascending=False, kind="stable").index[:actors]
    )
    gathered = []
    for (actor, outlet), own in grouped(rows[rows["actor"].isin(order)], "actor", "outlet").items():
        cell: list[str | Run] = []
        for r in sorted(own, key=lambda r: -r["mentions"])[:wordings]:
            first = " (first)" if r["first"] else ""
            text = f"{r['wording']}{first} {r['mentions']}×"
            cell += then(cell, desk.cited(text, r["evidence"], label=f"{r['wording']} · {outlet}"))
        if len(own) > wordings:
            cell.append(Run(f"; {len(own) - wordings} more", "muted"))
        gathered.append({"actor": actor, "outlet": outlet, "cell": cell})
    return beside(
        desk,
        pd.DataFrame(gathered),
        "actor",
        order,
        lambda r: r["cell"],
        "How the actors are named",
        "Actor",
        "First: an article of the outlet names the actor so at first mention. Honorifics (Mr., Ms.) are part of the "
        "name as it is shown. Pronouns are not counted.",
    )


def spellings(desk: Desk) -> Shown:
    """Names spelt in more than one way."""
    rows = desk["spellings"]
    rows = rows[rows["outlet"].isin(desk.outlets)]
    if rows.empty:
        return nothing("every name is spelt in one way")
    rows = rows.assign(key=rows["actor"] + ": " + rows["spelling"])
    order = list(dict.fromkeys(rows.sort_values(["actor", "spelling"], kind="stable")["key"]))
    return beside(
        desk,
        rows,
        "key",
        order,
        lambda r: desk.count(int(r["mentions"]), r["evidence"]),
        "Names spelt in several ways",
        "Actor: spelling",
    )


def headlines(desk: Desk) -> Shown:
    """Each headline against its body."""
    rows = desk["headlines"]
    rows = rows[rows["outlet"].isin(desk.outlets)]
    if rows.empty:
        return nothing("no article has a headline")
    body = []
    for r in records(rows):
        acts = " ".join(_text(r[c]) for c in ("acts", "verb", "undergoes") if _text(r[c]))
        only = ", ".join(r["only_here"]) or None
        place = [(r["article_id"], int(r["start"]), int(r["end"]))]
        body.append((r["outlet"], desk.cited(r["words"], place), _text(r["first_actor"]) or None, acts or None, only))
    return show.table(
        (
            "Outlet",
            "Headline",
            "Named first",
            "Who does what",
            "Words the body does not have",
        ),
        body,
        "Headline against body",
        widths=(0.8, 2.2, 1, 1.3, 1.3),
    )


def keyness(desk: Desk, most: int = 12, beyond: int = 3) -> Shown:
    """The words that mark each outlet: those that survive their test, and the first few `beyond` them."""
    rows = desk["keyness"]
    rows = rows[rows["outlet"].isin(desk.outlets) & (rows["z"] > 0)]
    if rows.empty:
        return nothing("no word tells the outlets apart", "With one outlet there is nothing to compare it with.")
    if len(desk.outlets) > BESIDE:  # many outlets: only words that stand on enough passages to say anything
        rows = rows[~rows["grade"].str.startswith(("a single", "too few"))]
        if rows.empty:
            return nothing("no outlet's words rest on enough passages", "The table “keyness” holds them all.")
    survives = rows["grade"].str.startswith("survives")
    rows = rows.assign(rank=rows["outlet"].map(desk.rank), beyond=~survives).sort_values(
        ["rank", "beyond", "z"], ascending=[True, True, False], kind="stable"
    )
    rows = rows[~rows["beyond"] | (rows.groupby(["outlet", "beyond"], sort=False).cumcount() < beyond)]
    body = []
    for r in records(rows.groupby("outlet", sort=False).head(most)):
        label = f"{r['term']} · {r['outlet']}"
        body.append(
            (
                [Run(f"{r['outlet']}: "), desk.cited(r["term"], r["evidence"], "strong", label)],
                f"{r['count']} of {r['words_all']:,}",
                f"{r['reference_count']} of {r['reference_words_all']:,}",
                f"{r['z']:.1f}",
                r["grade"],
            )
        )
    return _graded(
        ("Outlet: word", "Here", "In the others", "z", "Grade"),
        body,
        "Words that mark each outlet",
        "Log-odds with an informative Dirichlet prior (Monroe et al. 2008). The grade rests on the largest |z| "
        "of any word when sentences are "
        f"dealt to the outlets at random; names and furniture are left out. Of words that do not "
        f"survive it, the first {beyond} of each outlet; all stand in the table “keyness”.",
        ("Here", "In the others", "z"),
        (1.6, 0, 0, 0, 1.6),
    )
