"""Invented piles of articles for tests and benchmarks: events of a few kinds, each told in other words by some outlets.

    python benchmarks/piles.py 1000 > pile.jsonl      1,000 articles, with the event each tells in the column `event`

Names, places, numbers and days are drawn anew for each event; what an outlet tells, and how, for each article. Events
of one kind share all their other words, so that only names, numbers and days tell them apart.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator

OUTLETS = ("Harbour Gazette", "Morning Ledger", "The Beacon", "Northern Post")
_PARTS = (
    "bal",
    "cor",
    "dun",
    "els",
    "fen",
    "gar",
    "hol",
    "ist",
    "jor",
    "kel",
    "lan",
    "mar",
    "nor",
    "ost",
    "pel",
    "quin",
)
_ENDS = ("ford", "wick", "mouth", "stad", "by", "ham", "vale", "haven", "more", "ley", "ton", "gate")
BODIES = ("Lines", "Group", "Works", "Trust")
_SURNAMES = ("ic", "ova", "sen", "ardi", "el", "iuk")
_GIVEN = ("Ines", "Pavel", "Mirela", "Jonas", "Ada", "Tomas", "Leila", "Oskar", "Nadia", "Felix", "Rosa", "Viktor")

# For each kind: headlines, and facts with the ways in which they are told. {a} and {b} are people, {p} a place, {q} a
# body, {n} and {m} numbers.
KINDS: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "ferry": (
        (
            "{n} rescued as ferry burns off {p}",
            "Fire on {p} ferry: {q} under fire",
            "Ferry blaze near {p} leaves {m} hurt",
        ),
        (
            (
                "A ferry with {n} people on board caught fire off {p} on {d}.",
                "Fire broke out on a {p} ferry that carried {n} people on {d}.",
            ),
            ("{m} passengers were taken to hospital.", "At least {m} people were hurt, hospital staff in {p} said."),
            (
                "“We smelled smoke long before the alarm,” said {a}, a passenger.",
                "Passenger {a} said that the alarm came late.",
            ),
            (
                "The operator, {q}, denied that the ship was unsafe.",
                "“Our ship passed every check,” {q} said in a statement.",
            ),
            (
                "Minister {b} announced an inquiry and called the fire a disgrace.",
                "{b}, the transport minister, said there would be an inquiry.",
            ),
            ("Sailors from {p} reached the ship within the hour.", "Fishing boats from {p} were the first to arrive."),
            (
                "The fire began in the engine room, according to the coast guard.",
                "The coast guard said that the engine room burned first.",
            ),
        ),
    ),
    "strike": (
        ("{q} workers walk out in {p}", "Strike shuts {p} works of {q}", "{n} join strike at {q}"),
        (
            (
                "{n} workers of {q} walked out in {p} on {d}.",
                "A strike by {n} people stopped the {p} works of {q} on {d}.",
            ),
            ("The union demands {m} per cent more pay.", "Wages must rise by {m} per cent, the union said."),
            (
                "“Nobody can live on this,” said {a}, who leads the union.",
                "Union leader {a} said that talks had been a farce.",
            ),
            ("{q} rejected the demand as reckless.", "Management called the strike irresponsible."),
            ("Mayor {b} urged both sides to talk.", "{b}, mayor of {p}, offered to mediate."),
            ("Lorries queued outside the gates all day.", "The gates stayed shut until the evening."),
            ("Analysts expect the strike to last for weeks.", "The strike could go on for weeks, an analyst said."),
        ),
    ),
    "court": (
        ("Court in {p} clears {a}", "{a} acquitted of fraud", "Judge throws out case against {a}"),
        (
            ("A court in {p} acquitted {a} of fraud on {d}.", "{a} was cleared of {n} counts of fraud in {p} on {d}."),
            ("The case turned on {m} payments by {q}.", "Prosecutors had pointed to {m} payments from {q}."),
            (
                "“The evidence was never there,” Judge {b} told the court.",
                "Judge {b} said that the charges had no basis.",
            ),
            (
                "{a} thanked the jury and left without a word to reporters.",
                "Outside, {a} said that it had been a witch hunt.",
            ),
            ("The prosecution will appeal, a spokesman said.", "Prosecutors said they would appeal."),
            ("{q} denied any wrongdoing.", "A lawyer for {q} said that the firm did nothing wrong."),
            ("The trial lasted {n} days.", "It took the jury {m} hours to decide."),
        ),
    ),
    "vote": (
        ("{p} council backs {q} plan", "Council votes {n} to {m} for {q} scheme", "{q} plan passes in {p}"),
        (
            (
                "The council of {p} voted {n} to {m} for the plan of {q} on {d}.",
                "By {n} votes to {m} councillors in {p} backed {q} on {d}.",
            ),
            (
                "{a}, who proposed it, called the vote historic.",
                "“This is a historic day,” said {a}, who proposed the plan.",
            ),
            ("{b} of the opposition spoke of a shameful deal.", "Opposition leader {b} said that the deal was rushed."),
            ("The plan will cost {m} million.", "It is to cost {m} million, paid over ten years."),
            ("Residents shouted from the gallery.", "The gallery was full, and loud."),
            ("{q} welcomed the decision.", "A spokeswoman for {q} said that work would begin in spring."),
            ("A referendum is still possible.", "Opponents are collecting signatures for a referendum."),
        ),
    ),
    "flood": (
        ("Floods cut off {p}", "River bursts banks at {p}, {n} flee", "{n} leave homes as {p} floods"),
        (
            (
                "{n} people left their homes in {p} when the river rose on {d}.",
                "The river burst its banks at {p} on {d}; {n} people fled.",
            ),
            ("{m} houses are under water.", "Water stands in {m} houses, firefighters said."),
            ("“It came in minutes,” said {a}, whose shop was destroyed.", "Shopkeeper {a} lost everything."),
            (
                "{q}, which runs the dam, denied that it opened the gates too late.",
                "Critics say that {q} opened the dam too late.",
            ),
            ("Governor {b} declared an emergency.", "{b}, the governor, promised help for every family."),
            ("More rain is forecast.", "Forecasters expect more rain until the weekend."),
            ("Schools will stay shut for a week.", "All schools are closed."),
        ),
    ),
}


def pile(articles: int, seed: int = 7, days: int = 365, per_event: int = 3) -> Iterator[dict[str, str]]:
    """Rows of a table of articles; `event` is the event each tells. Every `per_event` of them tell one."""
    rng = random.Random(seed)
    first = dt.date(2021, 1, 4)
    for number in range(-(-articles // per_event)):
        kind = rng.choice(sorted(KINDS))
        day = first + dt.timedelta(days=rng.randrange(days))
        names = {
            "a": person(rng),
            "b": person(rng),
            "p": place(rng),
            "q": f"{place(rng)} {rng.choice(BODIES)}",
            "n": str(rng.randrange(40, 900)),
            "m": str(rng.randrange(3, 39)),
            "d": day.strftime("%A"),
        }
        headlines, facts = KINDS[kind]
        for told, outlet in enumerate(rng.sample(OUTLETS, min(per_event, articles - number * per_event))):
            chosen = [facts[0], *(fact for fact in facts[1:] if rng.random() < 0.75)]
            headline = rng.choice(headlines).format(**names)
            body = "\n\n".join(rng.choice(ways).format(**names) for ways in chosen)
            yield {
                "id": f"e{number}-{told}",
                "event": f"{kind} {number}",
                "outlet": outlet,
                "date": (day + dt.timedelta(days=rng.random() < 0.2)).isoformat(),
                "headline": headline,
                "text": f"{headline}\n\n{body}",
            }


def place(rng: random.Random) -> str:
    """An invented name of a place."""
    return (rng.choice(_PARTS) + rng.choice(("", rng.choice(_PARTS))) + rng.choice(_ENDS)).capitalize()


def person(rng: random.Random) -> str:
    """An invented name of a person."""
    return f"{rng.choice(_GIVEN)} {(rng.choice(_PARTS) + rng.choice(_SURNAMES)).capitalize()}"


if __name__ == "__main__":
    for row in pile(int(sys.argv[1])):
        print(json.dumps(row, ensure_ascii=False))
