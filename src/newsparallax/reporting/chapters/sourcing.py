"""Who gets to speak in each outlet: sides, speakers, how they are quoted, and with which verbs."""

from __future__ import annotations

from typing import Any

import pandas as pd

from newsparallax.reporting import figures, show
from newsparallax.reporting.blocks import Run
from newsparallax.reporting.chapters.common import beside, nothing, then
from newsparallax.reporting.desk import Desk, grouped, places, records
from newsparallax.reporting.show import Shown
from newsparallax.tables import SETS_SIDES

_NOBODY = "no attribution was found in these articles: nobody is quoted or reported"
_KINDS = ("direct", "mixed", "indirect")
_TRANSLATED = (
    "Kinds after the codebook “report_verbs”. Where an outlet renders words spoken in another language the verb is the "
    "translator's choice too: “claimed” for a Russian “zayavil” is no sign of doubt."
)


def _outlet_rows(desk: Desk, rows: pd.DataFrame, column: str, value: str) -> dict[str, list[float]]:
    parts = rows.groupby(column, sort=False, dropna=False)[value].sum().sort_values(ascending=False, kind="stable")
    table = {(r["outlet"], r[column]): float(r[value]) for r in records(rows)}
    return {str(part): [table.get((o, part), 0.0) for o in desk.outlets] for part in parts.index}


def sides_figure(desk: Desk) -> Shown:
    """Share of the attributed words by side."""
    rows = desk.pooled("sides")
    rows = rows[rows["words"] > 0]
    if rows.empty:
        return nothing(_NOBODY)
    if not _set(desk):
        return show.note(
            "No sides are set: corpus.toml puts nobody who speaks here on a side, and what the texts alone tell of "
            "sides, by office and country, is a guess. The entry “side” of an actor in corpus.toml sets one; the "
            "tables “sides” and “speakers” hold the guesses."
        )
    parts = _outlet_rows(desk, rows, "side", "words")
    totals = [sum(v[i] for v in parts.values()) for i in range(len(desk.outlets))]
    said = []
    for i, outlet in enumerate(desk.outlets):
        if totals[i]:
            name, words = max(((p, v[i]) for p, v in parts.items()), key=lambda x: x[1])
            said.append(f"{outlet}: {name} {words / totals[i]:.0%} of {totals[i]:,.0f} words")
    runs = [
        desk.cited(
            o, [p for e in rows.loc[rows["outlet"] == o, "evidence"] for p in e], label=f"All attributions · {o}"
        )
        for o in desk.outlets
    ]
    return show.figure(
        figures.shares(desk.outlets, parts, "words"),
        "Whose words: attributed words by the side that speaks (words said to come from a source, quoted or not)",
        f"One bar for each outlet, divided by side. Largest part: {'; '.join(said)}.",
        runs,
    )


def _set(desk: Desk) -> bool:
    return bool(desk["attributions"]["side_from"].isin(SETS_SIDES).any())


def sides_table(desk: Desk) -> Shown | None:
    """Attributed words and attributions by side and outlet; nothing where no sides are set, as the figure says."""
    rows = desk.pooled("sides")
    if rows.empty or not _set(desk):
        return None

    def cell(row: Any) -> Any:
        if not row["attributions"] and not row["refusals"]:
            return None
        interval = f" [{row['low']:.0%}–{row['high']:.0%}]" if pd.notna(row["low"]) else ""
        part = f" · {row['words']} words, {row['share']:.0%}{interval}" if pd.notna(row["share"]) else ""
        refused = f" · {row['refusals']} refused" if row["refusals"] else ""
        return [desk.count(int(row["attributions"]), row["evidence"]), Run(part + refused, "muted")]

    order = list(rows.groupby("side")["words"].sum().sort_values(ascending=False, kind="stable").index)
    return beside(
        desk,
        rows,
        "side",
        order,
        cell,
        "Who speaks, by side",
        "Side",
        "Each cell: attributions, then the words given to the side, their share of all attributed words of the "
        "outlet and its 95 % "
        "bootstrap interval. Refusals to speak are counted apart.",
    )


def kinds_figure(desk: Desk) -> Shown:
    """Direct, mixed and indirect by outlet."""
    rows = desk.pooled("sides")
    parts = {kind: [float(rows.loc[rows["outlet"] == o, kind].sum()) for o in desk.outlets] for kind in _KINDS}
    if not any(sum(values) for values in parts.values()):
        return nothing(_NOBODY)
    said = "; ".join(
        f"{o}: " + ", ".join(f"{parts[kind][i]:.0f} {kind}" for kind in _KINDS) for i, o in enumerate(desk.outlets)
    )
    own = desk["attributions"].merge(desk.articles[["article_id", "outlet"]], on="article_id")
    runs = [
        desk.cited(
            kind,
            places(own[own["kind"] == kind]),
            label=f"Attributions · {kind}",
        )
        for kind in _KINDS
    ]
    return show.figure(
        figures.shares(desk.outlets, parts, "attributions"),
        "Quoted or reported: direct (wholly in quotation marks), mixed (a reported clause with a quoted "
        "fragment), indirect",
        f"One bar for each outlet, divided by kind of attribution. {said}.",
        runs,
    )


def speakers(desk: Desk, most: int = 25) -> Shown:
    """Speakers by outlet."""
    rows = desk.pooled("speakers").copy()
    if rows.empty:
        return nothing(_NOBODY)
    rows["speaker"] = rows["speaker"].fillna("not resolved")
    sides = dict(zip(rows["speaker"], rows["side"], strict=True))
    sums = rows.groupby("speaker")[["attributions", "words"]].sum()
    order = list(sums.sort_values(["attributions", "words"], ascending=False, kind="stable").index)

    def cell(row: Any) -> Any:
        kinds = " ".join(f"{row[k]}{k[0]}" for k in _KINDS if row[k])
        refused = f" {row['refusals']} refused" if row["refusals"] else ""
        words = f" · {row['words']} words" if row["words"] else ""
        count = desk.count(int(row["attributions"]) or int(row["refusals"]), row["evidence"])
        return [count, Run(f" ({(kinds + refused).strip()}){words}", "muted")]

    known = _set(desk)
    labels = {s: f"{s} ({sides[s]})" if known else s for s in order}
    cut = (
        f" The {len(order) - most} speakers with fewest attributions stand in the table “speakers”."
        if len(order) > most
        else ""
    )
    return beside(
        desk,
        rows,
        "speaker",
        order[:most],
        cell,
        "Speakers by outlet",
        "Speaker (side)" if known else "Speaker",
        f"Each cell: attributions (d direct, m mixed, i indirect), then attributed words.{cut}",
        labels,
    )


def concentration(desk: Desk) -> Shown:
    """How many share the floor."""
    rows = desk.pooled("diversity")
    if rows.empty or not rows["attributions"].sum():
        return nothing(_NOBODY)

    def cells(row: Any) -> Any:
        note = row["note"] if pd.notna(row["note"]) else ""  # says of how few attributions nothing can be said
        effective = f"{row['effective']:.1f}" if pd.notna(row["effective"]) and not note else None
        interval = f" [{row['low']:.2f}–{row['high']:.2f}]" if pd.notna(row["low"]) else ""
        known = pd.notna(row["shannon_corrected"]) and not note
        shannon = f"{row['shannon_corrected']:.2f}{interval}" if known else None
        top = f"{row['top_speaker']} ({row['top_share']:.0%})" if pd.notna(row["top_speaker"]) else None
        part = (
            f"{row['words_attributed']} of {row['words_all']} ({row['attributed_share']:.0%})"
            if pd.notna(row["attributed_share"])
            else "0"
        )
        count = desk.count(int(row["attributions"]), row["evidence"], f"{row['outlet']} · attributions")
        return (row["outlet"], part, count, int(row["speakers"]), shannon, effective, top, note)

    return show.table(
        ("Outlet", "Attributed words", "Attributions", "Speakers", "Shannon", "Effective", "Most attributions", "Note"),
        [cells(row) for row in records(rows)],
        "How many share the floor",
        "Shannon entropy of attributions over speakers in nats, corrected for small samples after Chao and Shen "
        "(2003); "
        "effective: as many equal speakers would give it.",
        ("Attributions", "Speakers", "Shannon", "Effective"),
        (0.8, 1.2, 0, 0, 0, 0, 1.2, 1.2),
    )


def verbs(desk: Desk, most: int = 30) -> Shown:
    """Report verbs by outlet, with their kind."""
    rows = desk["report_verbs"]
    rows = rows[rows["outlet"].isin(desk.outlets)]
    if rows.empty:
        return nothing(_NOBODY)
    kinds = dict(zip(rows["verb"], rows["kind"], strict=True))
    sums = rows.groupby("verb", sort=False)["attributions"].sum().sort_values(ascending=False, kind="stable")
    people = set(desk["mentions"].loc[desk["mentions"]["type"] == "person", "actor"])
    gathered = []
    for (verb, outlet), own in grouped(rows, "verb", "outlet").items():
        who: list[str | Run] = []
        for row in sorted(own, key=lambda r: -r["attributions"]):
            speaker = row["speaker"] if pd.notna(row["speaker"]) else "not resolved"
            label = f"{verb} · {speaker} · {outlet}"
            times = f" {row['attributions']}×" if row["attributions"] > 1 else ""
            who += then(
                who,
                desk.cited(
                    f"{speaker.split()[-1] if speaker in people else speaker}{times}", row["evidence"], label=label
                ),
                by=", ",
            )
        gathered.append({"verb": verb, "outlet": outlet, "who": who})
    order = sorted(sums.index[:most], key=lambda v: (kinds[v], -sums[v], v))
    return beside(
        desk,
        pd.DataFrame(gathered),
        "verb",
        list(order),
        lambda row: row["who"],
        "Report verbs: who is given which verb",
        "Verb (kind)",
        _TRANSLATED,
        {v: f"{v} ({kinds[v]})" for v in order},
    )


def source_kinds(desk: Desk) -> Shown:
    """Official or not, named or not."""
    rows = desk.pooled("source_kinds")
    if rows.empty:
        return nothing(_NOBODY)
    plain = rows["kind"].str.contains("named|official")
    rows = rows.assign(key=rows["kind"].where(plain, rows["dimension"] + " or not: " + rows["kind"]))

    def cell(row: Any) -> Any:
        part = f" · {row['words']} words, {row['share']:.0%}" if pd.notna(row["share"]) else ""
        return [desk.count(int(row["attributions"]), row["evidence"]), Run(part, "muted")]

    order = list(dict.fromkeys(rows.sort_values(["dimension", "kind"], kind="stable")["key"]))
    return beside(
        desk,
        rows,
        "key",
        order,
        cell,
        "Official and other voices, named and unnamed",
        "Source",
        "Each cell: attributions, then words and their share of the outlet's attributed words.",
    )


def channels(desk: Desk) -> Shown:
    """Where the words come from: agencies, credits, carriers."""
    rows = desk["channels"]
    rows = rows[rows["outlet"].isin(desk.outlets)]
    if rows.empty:
        return nothing("no agency, credit line or other medium is named as a channel")
    body = [
        (
            r["outlet"],
            r["channel"],
            r["how"],
            desk.count(int(r["count"]), r["evidence"], f"{r['outlet']} · {r['channel']} · {r['how']}")
            if len(r["evidence"])
            else int(r["count"]),
            ", ".join(r["speakers"]),
        )
        for r in records(rows)
    ]
    return show.table(
        ("Outlet", "Channel", "How", "Times", "Whose words"),
        body,
        "Agencies and channels: where each outlet's words come from",
        "“origin”: wrote the article; “credit”: a credit, byline or dateline names it; “via”: carried a "
        "speaker's words; “speaker”: is "
        "cited itself.",
        ("Times",),
        (1, 1.5, 0.7, 0, 2),
    )


def review(desk: Desk) -> Shown:
    """Attributions a person should look at."""
    rows = desk["attributions"]
    rows = rows[rows["needs_review"].notna()]
    if rows.empty:
        return nothing("no attribution is marked as doubtful")
    body = [
        (
            desk.texts.labels[r["article_id"]],
            desk.cited(_short(r["content"]), [(r["article_id"], int(r["start"]), int(r["end"]))]),
            r["speaker"] if pd.notna(r["speaker"]) else None,
            r["needs_review"],
        )
        for r in records(rows)
    ]
    return show.table(
        ("Article", "Words", "Taken to be said by", "Doubt"),
        body,
        "Attributions that a person should look at",
        "A correction in corrections.csv beside the corpus settles one for good.",
        widths=(0.7, 2.5, 1, 1.5),
    )


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"
