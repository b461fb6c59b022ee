"""From a pile to events: grouping by names, words and days, what a person corrects, and a corpus for each event."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from newsparallax.cli import main
from newsparallax.corpus import CorpusError, load_config
from newsparallax.reading import read_corpus
from newsparallax.study import division, grouping, piles
from newsparallax.study.division import UndividedError, divided

_spec = importlib.util.spec_from_file_location("invented_piles", ROOT / "benchmarks" / "piles.py")
assert _spec and _spec.loader
invented = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(invented)

FERRY = (
    "Ferry Astrid burns off Karlby\n\nThe ferry Astrid burned off Karlby with {} people. Captain Mirela Osten said {}."
)
COURT = "Court clears Jonas Velde\n\nA court in Dunwick cleared Jonas Velde of fraud. Judge Ada Pelmore said {}."


def told(name: str, text: str, day: str | None = "2021-03-01", outlet: str = "A") -> grouping.Told:
    number = dt.date.fromisoformat(day).toordinal() if day else None
    return grouping.told(name, outlet, number, text.split("\n")[0], text)


def together(articles: list[grouping.Told]) -> set[frozenset[str]]:
    found = grouping.groups(articles, grouping.weighed(articles))
    return {frozenset(articles[m].id for m in g.members) for g in found}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def as_table(rows: list[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


PILE = [
    told("a1", FERRY.format(300, "that nobody was hurt")),
    told("a2", COURT.format("that the evidence was thin")),
    told("b1", FERRY.format("three hundred", "the crew acted fast"), "2021-03-02", "B"),
    told("b2", COURT.format("the case had no basis"), "2021-03-01", "B"),
]


def test_the_same_names_and_words_within_days_are_one_event() -> None:
    assert together(PILE) == {frozenset({"a1", "b1"}), frozenset({"a2", "b2"})}


def test_the_same_words_weeks_apart_are_two_events() -> None:
    later = told("c1", FERRY.format(300, "that nobody was hurt"), "2021-04-20")
    assert frozenset({"c1"}) in together([*PILE, later])


def test_without_a_day_the_words_alone_decide() -> None:
    undated = told("c1", FERRY.format(300, "that nobody was hurt"), None)
    assert frozenset({"a1", "b1", "c1"}) in together([*PILE, undated])


def test_events_do_not_chain_over_days() -> None:
    days = [f"2021-03-{day:02d}" for day in (1, 4, 7, 10, 13)]
    chain = [told(day, FERRY.format(300, "that nobody was hurt"), day) for day in days]
    assert max(len(group) for group in together([*chain, *PILE[1::2]])) == 2


@pytest.mark.parametrize(("articles", "days", "floor"), [(300, 365, 0.98), (600, 60, 0.93)])
def test_invented_events_are_found_again(articles: int, days: int, floor: float) -> None:
    rows = list(invented.pile(articles, days=days))
    pile = [told(row["id"], row["text"], row["date"], row["outlet"]) for row in rows]
    found = grouping.groups(pile, grouping.weighed(pile))
    label = {member: number for number, group in enumerate(found) for member in group.members}

    def pairs(labels: list[Any]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs([(row["event"], label[at]) for at, row in enumerate(rows)])
    assert 2 * both / (pairs([row["event"] for row in rows]) + pairs(list(label.values()))) >= floor


def test_the_table_of_events_shows_why_and_keeps_what_a_person_said(tmp_path: Path) -> None:
    rows = piles.table(PILE, {"a2": "-"})
    ferry = next(row for row in rows if row["article_id"] == "a1")
    assert ferry["event"].startswith("2021-03-01-ferry-astrid")
    assert "astrid" in ferry["shared_words"].split()
    assert float(ferry["likeness"]) > grouping.LIKE
    piles.write(rows, tmp_path / "events.csv")
    assert piles.corrections(tmp_path / "events.csv") == {"a2": "-"}


def test_events_drafts_a_table_that_study_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pile = as_table(list(invented.pile(30)), tmp_path / "pile.jsonl")
    (tmp_path / "pile.toml").write_text('[columns]\nevent = "nothing"\n', encoding="utf-8")
    assert main(["events", str(pile), "--out", str(tmp_path / "out")]) == 0
    assert "10 groups" in capsys.readouterr().out
    rows = rows_of(tmp_path / "out" / "events.csv")
    assert len(rows) == 30
    rows[0]["correction"] = division.NO_EVENT
    piles.write(rows, tmp_path / "out" / "events.csv")
    places, left = divided(pile, tmp_path / "study", None, tmp_path / "out" / "events.csv")
    assert (len(places), left) == (10, 1)


TWO = [
    {"id": "1", "event": "Fire", "outlet": "A", "text": FERRY.format(300, "that nobody was hurt")},
    {"id": "2", "event": "Fire", "outlet": "B", "text": FERRY.format(300, "the crew acted fast")},
    {"id": "3", "event": "Trial", "outlet": "A", "text": COURT.format("the case had no basis")},
    {"id": "4", "outlet": "B", "text": COURT.format("that the evidence was thin")},
]


def test_a_column_divides_a_table_and_each_event_keeps_its_part_of_the_settings(tmp_path: Path) -> None:
    pile = as_table(TWO, tmp_path / "pile.jsonl")
    settings = (
        '[articles.3]\norigin = "NPA"\n[events.Fire]\ndays = [2021-03-01]\n[actors."Ada Pelmore"]\nside = "court"\n'
    )
    (tmp_path / "pile.toml").write_text(settings, encoding="utf-8")
    places, left = divided(pile, tmp_path / "out")
    assert ([p.event for p in places], left) == (["Fire", "Trial"], 1)
    fire, trial = (read_corpus(p.path, p.config) for p in places)
    assert [a.id for a in fire.articles] == ["1", "2"]
    assert fire.config.event.days == (dt.date(2021, 3, 1),)
    assert (trial.config.event.name, trial.articles[0].origin) == ("Trial", "NPA")
    assert trial.config.actors[0].side == "court"
    assert fire.articles[0].text == TWO[0]["text"]


def test_events_named_in_the_settings_divide_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for row in TWO:
        (folder / f"{row['id']}.txt").write_text(str(row["text"]), encoding="utf-8")
    (folder / "corpus.toml").write_text(
        '[articles."1.txt"]\noutlet = "Gazette"\n[events]\nFire = { articles = ["1", "2"] }\n', encoding="utf-8"
    )
    places, left = divided(folder, tmp_path / "out")
    assert ([p.event for p in places], left) == (["Fire"], 2)
    assert read_corpus(places[0].path).articles[0].outlet == "Gazette"


def test_each_folder_of_a_folder_is_an_event_with_the_settings_above_it(tmp_path: Path) -> None:
    for event, row in (("fire", TWO[0]), ("trial", TWO[2])):
        (tmp_path / "all" / event).mkdir(parents=True)
        (tmp_path / "all" / event / "gazette.txt").write_text(str(row["text"]), encoding="utf-8")
    (tmp_path / "all" / "trial" / "corpus.toml").write_text('[event]\nname = "The trial"\n', encoding="utf-8")
    (tmp_path / "all" / "corpus.toml").write_text('[actors."Ada Pelmore"]\nside = "court"\n', encoding="utf-8")
    places, _ = divided(tmp_path / "all", tmp_path / "out")
    assert [p.event for p in places] == ["fire", "trial"]
    config = read_corpus(places[1].path, places[1].config).config
    assert (config.event.name, config.actors[0].side) == ("The trial", "court")


def test_a_division_is_written_once_and_anew_when_the_pile_changes(tmp_path: Path) -> None:
    pile, out = as_table(TWO, tmp_path / "pile.jsonl"), tmp_path / "out"
    first, _ = divided(pile, out)
    written = first[0].path.stat().st_mtime_ns
    assert divided(pile, out)[0] == first
    assert first[0].path.stat().st_mtime_ns == written
    as_table(TWO[:2], pile)
    assert [p.event for p in divided(pile, out)[0]] == ["Fire"]
    assert not (out / "corpora" / "trial.jsonl").exists()


def test_what_names_no_event_says_how_to_name_them(tmp_path: Path) -> None:
    pile = as_table([{k: v for k, v in row.items() if k != "event"} for row in TWO], tmp_path / "pile.jsonl")
    with pytest.raises(UndividedError, match="newsparallax events"):
        divided(pile, tmp_path / "out")
    (tmp_path / "pile.toml").write_text('[events.Fire]\narticles = ["1", "22"]\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="did you mean '2'"):
        divided(pile, tmp_path / "out")


def test_several_events_are_never_compared_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pile = as_table(TWO, tmp_path / "pile.jsonl")
    assert main(["compare", str(pile), "--out", str(tmp_path / "out")]) == 2
    assert "newsparallax study" in capsys.readouterr().err


def test_settings_are_written_as_they_were_read() -> None:
    text = '[event]\nname = "Fire \\"A\\""\ndays = [2021-03-01]\n[outlets."The A"]\nfurniture = [\'^x\\d$\']\n'
    text += 'related = {start = "R", lines = 2}\n'
    data = tomllib.loads(text)
    assert tomllib.loads(division.toml(data)) == data


def test_the_settings_of_events_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "corpus.toml"
    path.write_text('[events.Fire]\narticle = ["1"]\n', encoding="utf-8")
    with pytest.raises(CorpusError, match="did you mean 'articles'"):
        load_config(path)
