"""The commands `events` and `study` of the command line; what they need is imported when they run."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from newsparallax import files
from newsparallax.progress import say
from newsparallax.words import printable


def add(corpus_command: Callable[[str, str], argparse.ArgumentParser], count: Callable[[str], int]) -> None:
    """Add both commands; `corpus_command` makes one that reads a corpus, `count` reads a number of 1 or more."""
    command = corpus_command("events", "group an undivided pile of articles into events, for a person to correct")
    command.add_argument("--out", type=Path, required=True, help="folder for the table events.csv")
    command = corpus_command("study", "compare many events, each within itself, and tell habits from single events")
    command.add_argument("--out", type=Path, required=True, help="folder for the events' tables and the study's")
    about = "the table that `newsparallax events` drafted, corrected: which article tells which event"
    command.add_argument("--events", type=Path, metavar="EVENTS.csv", help=about)
    command.add_argument("--jobs", type=count, help="processes, each of which makes whole events (default: the cores)")
    command.add_argument("--tables", action="store_true", help="write the tables only, no report")
    command.add_argument("--reports", action="store_true", help="write each event's own report, too")
    about = "write so many attributions, drawn at random, into a sheet for people to code"
    command.add_argument("--sample", type=count, metavar="N", help=about)
    about = "that sheet, filled: shares are corrected by it"
    command.add_argument("--coded", type=Path, metavar="SHEET.csv", help=about)
    about = "a Dask scheduler that makes the events instead, as tcp://host:8786 (needs newsparallax[cluster])"
    command.add_argument("--scheduler", metavar="ADDRESS", help=about)


def events(arguments: argparse.Namespace, columns: Mapping[str, str]) -> int:
    """`newsparallax events`."""
    from newsparallax.event.places import place
    from newsparallax.study import piles

    out, target = arguments.out, arguments.out / piles.FILE
    where = place(arguments.corpus, arguments.config, out, columns, arguments.codebooks)
    with files.locked(out, say):
        corrected = piles.corrections(target)
        found = piles.read(where.texts, where.config, lambda done: say(f"read {done} articles"))
        rows = piles.table(found, corrected)
        piles.write(rows, target)
    sizes = piles.sizes(rows)
    looked = sum(row["sure"] != "yes" for row in rows)
    groups = f"{len(sizes)} group{'s' * (len(sizes) != 1)}"
    print(f"{len(rows)} articles: {groups}, {sum(n > 1 for n in sizes.values())} of two articles or more")
    print(f"{target}: correct the column `correction` ({looked} rows say `look`; `-` is none of the events), then run")
    print(printable(f"newsparallax study {arguments.corpus} --events {target} --out STUDY"))
    return 0


def study(given: argparse.Namespace, columns: Mapping[str, str]) -> int:
    """`newsparallax study`."""
    from newsparallax.event.places import place
    from newsparallax.study import coding, run
    from newsparallax.study.door import Study

    out, where = given.out, place(given.corpus, given.config, given.out, columns, given.codebooks)
    tables = run.study(
        where.texts, out, where.config, given.events, given.jobs, given.scheduler, say, coded=given.coded
    )
    if given.sample:
        print(f"to code: {coding.write_sample(out, tables['study_events'], given.sample)}; then run with --coded")
    states = tables["study_events"]["state"].value_counts()
    print(", ".join(f"{n} events {state}" for state, n in states.items()))
    for row in _telling(list(Study(out).habits["sentence"])):
        print(printable(row))
    if not given.tables:
        from newsparallax.study import report

        print(*report.make(out, say), sep="\n")
    if given.reports:
        _reports(where.texts, out, where.config, given.events)
    print(f"tables of the study in {out / 'tables'}, of each event in {out / 'events'}")
    return 0


def _reports(corpus: Path, out: Path, config: Path | None, table: Path | None) -> None:
    """Each compared event's own report, beside its tables."""
    from newsparallax import store
    from newsparallax.reporting import report
    from newsparallax.study import division

    places, _ = division.divided(corpus, out, config, table)
    for place in places:
        own = out / "events" / place.slug
        if store.stamp(own / "tables") is not None:
            say(f"{place.event}: its report")
            report.make(place.path, own, {}, place.config, say)


def _telling(sentences: Sequence[str], most: int = 10) -> list[str]:
    """The first of the habits' sentences, and how many more there are."""
    more = [f"and {len(sentences) - most} more habits"] if len(sentences) > most else []
    return [*sentences[:most], *more] or ["no habit is shown"]
