"""Whether a study finds the habits that were planted in a pile, and none where none was planted.

    python benchmarks/study_habits.py OUT [EVENTS]     two piles of 100 events, told by three outlets; a study of each

In OUT/habits the Beacon leaves out three denials in four (each of the others one in six), the Ledger prints four
statements of the minister where the others print two, and the Gazette tells of "the shameful affair" in its own voice.
In OUT/none all outlets draw the same facts, alike often, in words of their own. What a habit brings along is found,
too: who leaves out a denial leaves out a statement. Prints one JSON object for each pile.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path

import pandas as pd

from piles import BODIES, person, place

BEACON, LEDGER, GAZETTE = "The Beacon", "Morning Ledger", "Harbour Gazette"
PLANTED = {("reply", "all", BEACON), ("side", "government", LEDGER), ("own_voice", "loaded", GAZETTE)}
# Facts, each in the ways in which it is told: {a} leads the union, {b} is the minister, {q} is accused, {p} a place.
LEADS = (
    (
        "A ferry of {q} caught fire off {p} on {d} with {n} people on board.",
        "Fire broke out on {d} on a ferry of {q} off {p}; {n} people were on board.",
    ),
    (
        "A bridge built by {q} collapsed in {p} on {d} and left {n} people stranded.",
        "{n} people were stranded on {d} when a bridge of {q} gave way in {p}.",
    ),
    (
        "A dam run by {q} burst above {p} on {d}; {n} people fled.",
        "{n} people fled {p} on {d} after a dam of {q} burst.",
    ),
    (
        "A train of {q} left the rails near {p} on {d} with {n} passengers.",
        "Near {p}, a {q} train with {n} passengers derailed on {d}.",
    ),
)
FACTS = (
    ("{m} people were taken to hospital.", "Hospitals in {p} treated {m} people."),
    ("Rescue teams worked through the night.", "The rescue went on until the morning."),
    ("The road to {p} stayed shut all day.", "All day nobody could drive to {p}."),
    ("It was the second such case within {k} years.", "The last such case lies {k} years back."),
    ("The company employs {n} people in {p}.", "In {p} {n} people work for the company."),
    ("Schools in {p} stayed closed.", "{p} closed its schools."),
    ("The damage was put at {m} million dollars.", "Repairs may cost {m} million dollars."),
)
CHARGES = (
    "{a}, who leads the union, accused {q} of ignoring warnings.",
    "Union leader {a} accused {q} of having ignored several warnings.",
)
DENIALS = ("{q} denied that any warning had been ignored.", "{q} denied ignoring warnings of any kind.")
UNION = (
    "“Our members wrote to the company five times,” {a} said.",
    "{a} said that the union had asked for an inspection in spring.",
    "“Nobody listened to the people who do the work,” said {a}.",
)
MINISTER = (
    "“We will find out what happened here,” {b} said.",
    "{b} said that the government would pay for the repairs.",
    "“Every family will get help from the state,” said {b}.",
    "{b} said that an inspector had visited the site in March.",
    "“The law is strict and it was kept,” {b} said.",
    "{b} told reporters that the ministry had done its duty.",
)
FIRST_MINISTER = (
    "Transport Minister {b} travelled to {p}.",
    "{b}, the transport minister, came to {p} in the evening.",
)
PLAIN = ("The affair has divided {p}.", "In {p} the affair has set people against each other.")
LOADED = ("The shameful affair has divided {p}.", "In {p} the disgraceful affair has set people against each other.")


def article(outlet: str, names: dict[str, str], lead: tuple[str, ...], rng: random.Random, habits: bool) -> str:
    """One telling of an event."""
    said = 4 if habits and outlet == LEDGER else 2
    keeps = 0.25 if habits and outlet == BEACON else 0.83
    affair = LOADED if habits and outlet == GAZETTE else PLAIN
    told = [rng.choice(lead)]
    told += [rng.choice(fact) for fact in FACTS if rng.random() < 0.7]
    told += [rng.choice(CHARGES), *rng.sample(UNION, 2)]
    told += [rng.choice(DENIALS)] if rng.random() < keeps else []
    told += [rng.choice(FIRST_MINISTER), *rng.sample(MINISTER, said), rng.choice(affair)]
    return "\n\n".join(told).format(**names)


def write(folder: Path, events: int, habits: bool, seed: int = 11) -> None:
    """A folder with a table of articles and a corpus.toml for each event: the minister and the union are its sides."""
    folder.mkdir(parents=True)
    rng = random.Random(seed)
    for number in range(events):
        day = dt.date(2021, 1, 4) + dt.timedelta(days=number * 3)
        counts = {"n": rng.randrange(120, 900), "m": rng.randrange(11, 90), "k": rng.randrange(3, 10)}
        first = person(rng)
        second = next(name for name in iter(lambda: person(rng), None) if name != first)
        names = {"a": first, "b": second, "p": place(rng), "q": f"{place(rng)} {rng.choice(BODIES)}"}
        names |= {key: str(value) for key, value in counts.items()} | {"d": day.strftime("%A")}
        lead = rng.choice(LEADS)
        headline = rng.choice(lead).format(**names).rstrip(".")
        rows = [
            {
                "id": f"{number}-{outlet[:3]}",
                "outlet": outlet,
                "date": day.isoformat(),
                "headline": headline,
                "text": article(outlet, names, lead, rng, habits),
            }
            for outlet in (BEACON, LEDGER, GAZETTE)
        ]
        (folder / f"event-{number:03}.jsonl").write_text(
            "".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8"
        )
        sides = [f'[actors."{names[who]}"]\nside = "{side}"\n' for who, side in (("a", "union"), ("b", "government"))]
        (folder / f"event-{number:03}.toml").write_text("\n".join(sides), encoding="utf-8")


def found(study: Path) -> dict[str, object]:
    """Habits of an outlet against the others: those planted and how clear each is, and the rest."""
    pairs = pd.read_parquet(study / "tables" / "study_pairs.parquet")
    against = pairs[pairs["other"] == "the others"]
    rows = {(r.measure, r.item, r.outlet): r for r in against.itertuples()}
    habits = [key for key, row in rows.items() if row.verdict == "a habit in these events"]
    planted = {" ".join(key): rows[key].sentence if key in rows else "nothing counted" for key in sorted(PLANTED)}
    return {
        "tests": int(against["p"].notna().sum()),
        "planted": planted,
        "planted_found": sum(bool(key in habits and rows[key].difference > 0) for key in PLANTED),
        "others_found": [rows[key].sentence for key in habits if key not in PLANTED],
    }


if __name__ == "__main__":
    top, many = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    for kind in ("habits", "none"):
        write(top / kind / "pile", many, kind == "habits")
        out = top / kind / "study"
        command = [sys.executable, "-m", "newsparallax", "study", str(top / kind / "pile"), "--out", str(out)]
        subprocess.run([*command, "--tables", "--quiet"], check=True)
        print(json.dumps({"pile": kind, "events": many, **found(out)}, indent=1, ensure_ascii=False), flush=True)
