"""Habits over events: the counting, the tests' size and power, corrected shares, and a study that was interrupted."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from invented import Invented
from newsparallax import store
from newsparallax.cli import main
from newsparallax.comparing import compare
from newsparallax.corpus import CorpusConfig, CorpusError
from newsparallax.study import coding, copies, statistics
from newsparallax.study.cluster import over_cluster
from newsparallax.study.correcting import corrected
from newsparallax.study.door import read_study
from newsparallax.study.observations import observations
from newsparallax.tables import frame
from newsparallax.values import Habit

OUTLETS = ("Gazette", "Ledger")


def observed(rates: dict[str, list[float | None]], measure: str = "direct", item: str = "all") -> pd.DataFrame:
    """Observations of some outlets' rates, event by event; None where an outlet does not tell the event."""
    rows: list[dict[str, Any]] = []
    for outlet, values in rates.items():
        for event, rate in enumerate(values):
            if rate is not None:
                row = {"event": f"e{event}", "outlet": outlet, "measure": measure, "bottom": 100.0, "evidence": []}
                rows.append(row | {"item": "", "top": 0.0})
                if rate:
                    rows.append(row | {"item": item, "top": 100.0 * rate})
    return frame("observations", rows)


def pair(rates: dict[str, list[float | None]]) -> pd.Series:  # type: ignore[type-arg]
    return statistics.pairs_table(observed(rates)).iloc[0]


def test_two_outlets_are_compared_within_the_events_that_both_tell() -> None:
    row = pair({"Gazette": [0.5, 0.6, None, 0.4], "Ledger": [0.3, 0.2, 0.9, None]})
    assert (row["events"], row["higher"], row["difference"]) == (2, 2, pytest.approx(0.3))


def test_an_item_that_an_event_lacks_is_a_zero_and_an_outlet_that_lacks_the_event_a_gap() -> None:
    table = statistics.outlets_table(observed({"Gazette": [0.5, 0.0, None], "Ledger": [0.0, 0.0, 0.3]}))
    means = dict(zip(table["outlet"], table["mean"], strict=True))
    assert means == {"Gazette": pytest.approx(0.25), "Ledger": pytest.approx(0.1)}
    assert list(table["events"]) == [2, 3]


def test_each_event_counts_once_however_long_its_articles() -> None:
    table = observed({"Gazette": [0.2, 0.8]})
    table.loc[table["event"] == "e1", ["top", "bottom"]] *= 50
    assert statistics.outlets_table(table).iloc[0]["mean"] == pytest.approx(0.5)


def test_five_events_are_too_few_and_six_of_six_are_told_apart() -> None:
    high, low = [0.5, 0.6, 0.55, 0.7, 0.52], [0.3, 0.2, 0.33, 0.4, 0.31]
    assert pair({"Gazette": list(high), "Ledger": list(low)})["verdict"] == Habit.TOO_FEW
    six = pair({"Gazette": [*high, 0.6], "Ledger": [*low, 0.3]})
    assert six["p"] == pytest.approx(2 / 2**6)
    assert six["verdict"] == Habit.HABIT


def test_what_one_event_makes_is_no_habit() -> None:
    steady = [0.02, -0.01, 0.03, 0.02, 0.01, 0.02, -0.02, 0.01]
    gazette = [0.3 + more for more in steady]
    row = pair({"Gazette": [*gazette, 0.99], "Ledger": [0.3] * 9})
    assert row["largest_event"] == "e8"
    assert row["verdict"] != Habit.HABIT


def test_who_differs_from_one_of_the_others_alone_has_no_habit_of_its_own() -> None:
    steady = [0.02, -0.01, 0.03, 0.02, 0.01, 0.02, -0.02, 0.01]
    rates: dict[str, list[float | None]] = {
        "Gazette": [0.7 + more for more in steady],
        "Ledger": [0.3 + more for more in reversed(steady)],
        "Post": [0.3 - more for more in steady],
    }
    table = statistics.pairs_table(observed(rates))
    against = table[table["other"] == statistics.OTHERS].set_index("outlet")
    assert dict(against["verdict"]) == {
        "Gazette": Habit.HABIT,
        "Ledger": Habit.ONE_OUTLET,
        "Post": Habit.ONE_OUTLET,
    }
    assert "It is Gazette that stands apart" in against.loc["Ledger", "sentence"]


def test_every_two_outlets_and_each_against_the_others() -> None:
    table = statistics.pairs_table(observed({name: [0.1, 0.2] for name in ("A", "B", "C")}))
    assert list(zip(table["outlet"], table["other"], strict=True)) == [
        *(("A", "B"), ("A", "C"), ("B", "C")),
        *((name, statistics.OTHERS) for name in ("A", "B", "C")),
    ]


def test_intervals_of_few_events_hold_the_mean_as_often_as_they_say() -> None:
    rng, hit = np.random.default_rng(5), 0
    for _ in range(400):
        low, high = statistics.interval(rng.beta(2, 4, size=12), 500, rng)
        hit += low <= 1 / 3 <= high
    assert 0.92 <= hit / 400 <= 0.98


@pytest.mark.parametrize("events", [8, 30])
def test_without_a_difference_five_in_a_hundred_are_called_one(events: int) -> None:
    rng = np.random.default_rng(6)
    ps = [statistics.sign_flips(rng.normal(size=events), rng, 499) for _ in range(400)]
    assert 0.02 <= np.mean(np.array(ps) <= 0.05) <= 0.08


def test_the_events_needed_give_the_power_they_promise() -> None:
    rng, needed = np.random.default_rng(7), statistics.events_needed(0.6)
    assert needed == 24  # Cohen's tables: a paired t test at 5 %, power 80 %
    found = [statistics.sign_flips(rng.normal(0.6, 1, size=needed), rng, 499) <= 0.05 for _ in range(400)]
    assert 0.74 <= np.mean(found) <= 0.86


def test_habits_are_found_where_outlets_differ_and_hardly_elsewhere() -> None:
    rng, false, tested, found = np.random.default_rng(8), 0, 0, 0
    for _ in range(6):
        rates = {outlet: list(rng.beta(2, 4, size=30)) for outlet in ("A", "B", "C", "D")}
        rates["D"] = [min(rate + 0.2, 1.0) for rate in rates["D"]]
        pairs = statistics.pairs_table(observed(rates), draws=100)
        differ = (pairs["outlet"] == "D") | (pairs["other"] == "D")
        alike = ~differ & (pairs["other"] != statistics.OTHERS)
        habit = pairs["verdict"] == Habit.HABIT
        false, tested = false + int(habit[alike].sum()), tested + int(alike.sum())
        found += int(habit[differ].sum())
    assert false / tested <= 0.1
    assert found / (6 * 4) >= 0.9


def test_the_event_named_is_the_one_that_adds_most_to_the_difference() -> None:
    row = pair({"Gazette": [0.5, 0.6, 0.5, 0.5, 0.5, 0.5, 0.1], "Ledger": [0.3, 0.1, 0.3, 0.3, 0.3, 0.3, 0.9]})
    assert (row["difference"] > 0, row["largest_event"]) == (True, "e1")


def test_a_topic_is_counted_in_the_events_that_have_it() -> None:
    rates: dict[str, list[float | None]] = {"Gazette": [0.4, 0.2, 0.0], "Ledger": [0.0, 0.2, 0.0]}
    table = statistics.outlets_table(observed(rates, "topics", "Floods"))
    assert list(table["events"]) == [2, 2]
    assert list(table["mean"]) == [pytest.approx(0.3), pytest.approx(0.1)]


def test_a_text_told_again_under_other_names_is_found_in_any_event() -> None:
    words = [f"w{n}" for n in range(300)]
    texts = {("a", "1"): words, ("b", "1"): ["new", *words[10:]], ("b", "2"): [f"v{n}" for n in range(300)]}
    held = {name: frozenset(hash(tuple(w[n : n + 8])) % 2**32 for n in range(290)) for name, w in texts.items()}
    signatures = {name: copies.signature(own) for name, own in held.items()}
    assert copies.copied(signatures, held.__getitem__) == {("b", "1"): ("a", "1")}


def test_small_effects_need_many_events() -> None:
    assert statistics.events_needed(0.1) == pytest.approx(785, abs=3)
    assert statistics.events_needed(2.5) == statistics.LEAST
    assert statistics.events_needed(0.0001) is None


def test_the_sentence_says_how_often_how_much_and_what_it_carries() -> None:
    words = pair({"Gazette": [0.5, 0.6, 0.55, 0.7, 0.52, 0.1, 0.6], "Ledger": [0.3, 0.2, 0.33, 0.4, 0.31, 0.2, 0.2]})
    assert words["sentence"].startswith(
        "Direct speech: in 6 of 7 events Gazette has more than Ledger (less in 1); on average 23.3 percentage points"
    )


def simulated(rng: np.random.Generator, coded: int) -> tuple[list[float], list[float | None], list[str], float]:
    """Units of 40 events, 30 % true by their event's own chance, coded with errors that run one way."""
    events = np.repeat(np.arange(40), 25)
    chance = rng.beta(3, 7, size=40)[events]
    truth = (rng.random(1000) < chance).astype(float)
    guess = np.where(rng.random(1000) < 0.15, 1.0, truth)  # one in seven is taken for true whatever it is
    by_hand = set(rng.choice(1000, size=coded, replace=False))
    return list(guess), [truth[n] if n in by_hand else None for n in range(1000)], [f"e{e}" for e in events], 0.3


def test_corrected_shares_hold_the_truth_where_automatic_ones_do_not() -> None:
    rng = np.random.default_rng(8)
    hit = narrower = 0
    off: list[float] = []
    for seed in range(200):
        guess, coded, events, truth = simulated(rng, 150)
        found = corrected(guess, coded, events, 400, seed)
        hit += found.low <= truth <= found.high
        alone = corrected([0.0] * len(guess), coded, events, 400, seed)
        narrower += found.high - found.low < alone.high - alone.low
        off.append(found.automatic - truth)
    assert 0.91 <= hit / 200 <= 0.99
    assert np.mean(off) > 0.08
    assert narrower > 150


def test_a_worthless_coding_is_given_no_weight() -> None:
    rng = np.random.default_rng(9)
    _, coded, events, _ = simulated(rng, 300)
    noise = list((rng.random(1000) < 0.5).astype(float))
    assert corrected(noise, coded, events).weight < 0.2


def test_a_handful_of_coded_units_corrects_nothing() -> None:
    with pytest.raises(CorpusError, match="too few"):
        corrected([1.0] * 50, [1.0] * 19 + [None] * 31, ["e"] * 50)


def test_a_filled_sheet_corrects_the_shares_and_a_wrong_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = [
        {
            **{"event": f"e{n % 12}", "article_id": "a", "start": str(n), "end": str(n + 5), "outlet": OUTLETS[n % 2]},
            **{"words": "=1+1", "source": "-Osten", "official": "yes" if n % 2 else "no", "side": "unknown"},
        }
        for n in range(60)
    ]
    monkeypatch.setattr(coding, "attributions", lambda out, events: units)
    events = frame("study_events", [])
    sheet = coding.write_sample(tmp_path, events, 30)
    rows = list(csv.DictReader(sheet.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == 30
    assert not any(row["official"] or row["side"] for row in rows)
    for number, row in enumerate(rows):
        row["official"] = "Yes" if number % 3 else "no"
    write_rows(rows, sheet)
    found = coding.corrected_table(tmp_path, events, sheet)
    everywhere = found.query("outlet == 'all'").iloc[0]
    assert (everywhere["item"], everywhere["coded"]) == ("official", 30)
    assert everywhere["low"] <= 2 / 3 <= everywhere["high"]
    rows[3]["official"] = "perhaps"
    write_rows(rows, sheet)
    with pytest.raises(CorpusError, match=r", line 5: official is 'perhaps'"):
        coding.corrected_table(tmp_path, events, sheet)


def write_rows(rows: list[dict[str, str]], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def write(folder: Path, events: int = 3) -> Path:
    path = folder / "pile.jsonl"
    lines = []
    for n in range(events):
        for outlet, verb, where in (("Gazette", "denied", ""), ("Ledger", "said", "in the harbour ")):
            text = (
                f"Ferry {n} burns off Karlby\n\nFerry {n} caught fire {where}on Monday. Captain Mirela Osten {verb} "
                f"that {n + 3} people were hurt. “We acted fast,” Osten said."
            )
            lines.append({"id": f"{n}-{outlet}", "event": f"Ferry {n}", "outlet": outlet, "text": text})
    lines.append({"id": "alone", "event": "Alone", "outlet": "Ledger", "text": "Nothing happened\n\nNothing happened."})
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a study of three small events, with its report."""
    folder = tmp_path_factory.mktemp("study")
    assert main(["study", str(write(folder)), "--out", str(folder / "out"), "--jobs", "1"]) == 0
    return folder / "out"


def test_each_event_keeps_its_tables_and_the_study_counts_them(made: Path) -> None:
    tables = read_study(made).tables
    assert dict(zip(tables["study_events"]["event"], tables["study_events"]["state"], strict=True)) == {
        **{f"Ferry {n}": "compared" for n in range(3)},
        "Alone": "one outlet",
    }
    assert list(tables["study_events"]["copy_of"].dropna()) == []
    own = store.read(made / "events" / "ferry-1" / "tables")
    assert set(own["articles"]["article_id"]) == {"1-Gazette", "1-Ledger"}
    direct = tables["observations"].query("measure == 'direct' and item == 'all' and event == 'Ferry 1'").iloc[0]
    article, start, end = direct["evidence"][0].rsplit(":", 2)
    text = own["texts"].set_index("article_id").loc[article, "text"]
    assert text[int(start) : int(end)].strip("“”,") == "We acted fast"
    assert observations(own, "Ferry 1").equals(
        tables["observations"].query("event == 'Ferry 1'").reset_index(drop=True)
    )


def test_a_headline_counts_for_the_side_of_who_acts_in_it() -> None:
    told = Invented({"a": ("North", [("headline", "Lund closes harbour"), ("body", "Berg closed it.")])})
    told.mention("a", "Lund", "Lund", side="town")
    told.action("a", "closes", "material conflict", agent="Lund", agent_actor="Lund")
    told.action("a", "closed", "material conflict", agent="Berg", agent_actor="Berg")
    tables = told.tables()
    rows = observations({**tables, **compare(tables, CorpusConfig())}, "Ferry").query("measure == 'headline'")
    assert {row.item: (row.top, row.bottom) for row in rows.itertuples()} == {
        "": (0, 1),
        "side: town": (1, 1),
        "somebody acts": (1, 1),
    }


def test_a_study_that_was_killed_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    path = write(tmp_path)
    command = [sys.executable, "-m", "newsparallax", "study", str(path), "--tables", "--jobs", "1", "--out"]
    with subprocess.Popen([*command, str(tmp_path / "a")], start_new_session=True) as killed:
        end = time.monotonic() + 120
        while not list((tmp_path / "a").glob("observations/*.parquet")) and time.monotonic() < end:
            time.sleep(0.05)
        os.killpg(killed.pid, signal.SIGKILL)
    kept = {p: p.stat().st_mtime_ns for p in (tmp_path / "a").glob("observations/*.parquet")}
    assert kept
    for out in ("a", "b"):
        assert main([*command[3:], str(tmp_path / out)]) == 0
    assert {p: p.stat().st_mtime_ns for p in kept} == kept
    outputs = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.parquet"))
    assert outputs == sorted(p.relative_to(tmp_path / "b") for p in (tmp_path / "b").rglob("*.parquet"))
    assert all((tmp_path / "a" / p).read_bytes() == (tmp_path / "b" / p).read_bytes() for p in outputs)


def test_the_door_opens_a_study_and_names_what_it_lacks(made: Path) -> None:
    with pytest.raises(CorpusError, match="check the spelling"):
        read_study(made.parent / "pile.json")
    study = read_study(made.parent / "pile.jsonl", made, jobs=1)
    assert repr(study) == "<Study 'out': 3 events, 2 outlets, 0 habits>"
    assert read_study(made)["study_events"].equals(study.events)
    event = study.event("Ferry 1")
    assert event.outlets == ("Gazette", "Ledger")
    assert list(event.articles["article_id"]) == ["1-Gazette", "1-Ledger"]
    with pytest.raises(CorpusError, match="did you mean 'Ferry 2'"):
        study.event("Fery 2")
    with pytest.raises(CorpusError, match="did you mean 'study_pairs'"):
        study["study_pair"]
    one, other = (study.passages(f"Ferry {n}", [f"{n}-Gazette:0:10"])[0].sentence for n in (0, 1))
    assert one.article != other.article
    assert other.outlet == "Gazette, Ferry 1"


def test_a_script_without_a_guard_reads_a_study_over_several_processes(made: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    pile = str(made.parent / "pile.jsonl")
    script.write_text(f"import newsparallax as npx\nprint(npx.read_study({pile!r}, {str(made)!r}, jobs=2))\n", "utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=240, check=True)
    assert done.stdout == "<Study 'out': 3 events, 2 outlets, 0 habits>\n"


def test_the_report_of_a_study_leads_to_sentences_of_its_events(made: Path) -> None:
    page = (made / "report.html").read_text(encoding="utf-8")
    assert (made / "report.pdf").read_bytes().startswith(b"%PDF")
    assert "Below 6 events" in page
    ids = set(re.findall(r'id="(a\d+-\d+)"', page))
    links = set(re.findall(r'href="#(a\d+-\d+)"', page))
    assert links
    assert links <= ids
    assert "Gazette, Ferry 2" in page
    assert "Direct speech, event by event" in page and 'class="ticks"' in page
    assert "fewer than two outlets tell it" in page


def test_a_cluster_makes_each_event_once_though_a_worker_is_lost() -> None:
    distributed = pytest.importorskip("distributed")
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as workers:
        results = over_cluster(lambda n: (time.sleep(0.2), n * n)[1], range(12), workers.scheduler_address)
        found = [next(results)]
        os.kill(next(iter(workers.workers.values())).pid, signal.SIGKILL)
        found += results
    assert sorted(found) == [n * n for n in range(12)]
    with pytest.raises(CorpusError, match="no scheduler answers"):
        list(over_cluster(abs, [1], "tcp://127.0.0.1:9", patience="1s"))
