"""Facts that the articles tell differently: the sentences themselves, beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from newsparallax.reporting import show
from newsparallax.reporting.blocks import Card, Rich, Run
from newsparallax.reporting.chapters.common import (
    joined,
    names,
    nothing,
    one_line,
    published,
    quoted,
    sentence_case,
    written_by,
)
from newsparallax.reporting.desk import Desk, grouped, records, span, span_of
from newsparallax.reporting.passages import Span
from newsparallax.reporting.show import Shown

Clash = tuple[Any, list[Any]]  # a row of `discrepancies` and its sides

_KINDS = {"quantity": "A figure", "time": "A time", "name": "A name", "office": "An office", "speaker": "A speaker"}
_VERDICTS = {
    "contradiction": "that differs",
    "suspect": "that looks like a slip in one account",
    "variation": "told in other words or less exactly",
}
_BY_WORDS = ("quantity", "time", "name", "extent", "certainty", "polarity")  # kinds called by the words themselves
_SMALL = ("quotation", "name")  # kinds whose mere variations are folded
_OPEN = ("quantity", "time")  # of these a title says neither
_NAMED = 3  # wordings in a title; one more is named rather than counted
_VARIED = 3  # variations that are not


def _found(desk: Desk) -> list[Clash]:
    """Each clash with its sides, the gravest first; what a single page says against itself is none."""
    sides = {key[0]: rows for key, rows in grouped(desk["discrepancy_sides"], "discrepancy_id").items()}
    order = list(_VERDICTS)
    rows = records(desk["discrepancies"])
    rows = sorted(rows, key=lambda row: (order.index(row["verdict"]), _small(row), row["kind"] == "extent"))
    told = ((row, sides.get(row["discrepancy_id"], [])) for row in rows)
    return [(row, own) for row, own in told if len({side["value"] for side in own}) > 1]


def _small(row: Any) -> bool:
    return row["verdict"] == "variation" and row["kind"] in _SMALL


def grave(desk: Desk) -> list[Clash]:
    """The clashes that are more than a variation of words."""
    return [(row, own) for row, own in _found(desk) if row["verdict"] != "variation"]


def within(found: Iterable[Clash], places: Sequence[Span], title: str) -> tuple[str, Mapping[str, Span]]:
    """A statement's title without the words that clash in it, and where these stand in its tellings, by article.

    A clash that is not about what the title says is none of the statement's.
    """
    for row, sides in found:
        own = [side for side in sides if any(_inside(span_of(side), place) for place in places)]
        said = next((side["words"] for side in own if side["words"].casefold() in title.casefold()), None)
        if said and len({side["value"] for side in own}) > 1 and len({side["article_id"] for side in own}) > 1:
            at = title.casefold().index(said.casefold())
            open_title = f"{title[:at].rstrip()} … {title[at + len(said) :].lstrip()}".strip()
            neutral = open_title if row["kind"] in _OPEN and len(open_title) > 15 else title
            return neutral, {side["article_id"]: span_of(side) for side in reversed(own)}
    return title, {}


def _inside(words: Span, place: Span) -> bool:
    return words[0] == place[0] and place[1] - 1 <= words[1] and words[2] <= place[2] + 1


def at_a_glance(
    desk: Desk, most: int, told: Collection[tuple[Sequence[Span], str]] = ()
) -> list[tuple[Rich, tuple[Rich, ...]]]:
    """The clashes that are claimed, as rows of the overview: linked words; those within `told` stand there."""
    rows: list[tuple[Rich, tuple[Rich, ...]]] = []
    claims = (claim for claim in records(desk["claims"]) if claim["kind"] == "clash")
    claimed = {span(place) for claim in claims for place in claim["evidence"]}
    sure = [(row, own) for row, own in grave(desk) if any(span_of(side) in claimed for side in own)]
    apart = [clash for clash in sure if not any(within([clash], *one)[1] for one in told)]
    for row, own in apart[:most]:
        first: dict[str, Any] = {}
        for side in own:
            first.setdefault(side["outlet"], side)
        cells = tuple(
            (desk.cited(quoted(first[o]["words"], 50), [span_of(first[o])]),) if o in first else (Run("–", "muted"),)
            for o in desk.outlets
        )
        rows.append(((Run(_called(row)),), cells))
    return rows


def _called(row: Any) -> str:
    """`A figure that differs`: what a clash is, in words."""
    kind = _KINDS.get(row["kind"], f"{sentence_case(row['kind'])}:")
    return f"{kind} {_VERDICTS[row['verdict']]}"


def cards(desk: Desk, most: int = 10, each: int = 6) -> Shown:
    """Each clash with all its sentences in full."""
    found = _found(desk)
    if not found:
        return nothing("no fact was found that these articles tell differently")
    when = {row["article_id"]: _when(row) for row in records(desk.articles)}
    made = []
    for row, own in found:
        told = []
        for sides in _alike(own)[:each]:
            who = names(list(dict.fromkeys(side["outlet"] for side in sides)), 3)
            wrote = dict.fromkeys(when.get(side["article_id"], "") for side in sides)
            told.append((who, next(iter(wrote)) if len(wrote) == 1 else "", tuple(_sentence(desk, sides))))
        made.append(Card((Run(_title(row, own)),), tuple(told), (), _why(row)))
    sure = sum(row["verdict"] != "variation" for row, _ in found)
    plain = sum(row["verdict"] == "variation" and not _small(row) for row, _ in found)
    said = _WHO if sure else f"No fact was found on which two accounts clash outright. {_WHO}"
    return show.cards("difference", made, min(sure, most) + min(plain, _VARIED), said)


_WHO = "The texts alone do not tell who is right."


def _when(row: Any) -> str:
    """What a reader weighs an account by: the day it was written, and who wrote it where that is somebody else."""
    return ", ".join(part for part in (published(row), written_by(row)) if part)


def _title(row: Any, own: Sequence[Any]) -> str:
    """The words that differ, where they are few; else what the comparison says of them."""
    first: dict[str, str] = {}
    for side in own:
        first.setdefault(side["value"], one_line(side["words"]).strip(" .,;:"))
    words = list(dict.fromkeys(first.values()))
    if row["kind"] in _BY_WORDS and len(words) > 1 and all(len(told) <= 60 for told in words):
        more = f" or {len(words) - _NAMED} others" if len(words) > _NAMED + 1 else ""
        return sentence_case(" or ".join(map(quoted, words[:_NAMED] if more else words)) + more)
    return sentence_case(row["reason"])


def _why(row: Any) -> Rich:
    """What is to be said below a clash: `Time: the same within what the words allow.`"""
    if row["verdict"] != "variation":
        return (Run(f"{_called(row)}."),)
    _, apart, why = row["reason"].rpartition(": ")
    if row["kind"] in ("quantity", "time") and apart:
        return (Run(f"{sentence_case(row['kind'])}: {why}."),)
    return (
        (Run(f"{sentence_case(row['kind'])}: told in other words or less exactly."),) if row["kind"] in _KINDS else ()
    )


def _alike(own: Sequence[Any]) -> list[list[Any]]:
    """The sides with the same words together, each outlet once."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for side in own:
        kept = groups.setdefault((side["value"], one_line(side["words"])), [])
        if side["outlet"] not in {k["outlet"] for k in kept}:
            kept.append(side)
    return list(groups.values())


def _sentence(desk: Desk, sides: Sequence[Any]) -> list[Run]:
    """The first one's sentence in full, then where the others have the same words."""
    runs = [*desk.in_sentence(span_of(sides[0])), Run(" "), desk.reference(span_of(sides[0]))]
    if len(sides) > 1:
        also = joined(([desk.reference(span_of(side))] for side in sides[1:]), ", ")
        runs += [Run("; also ", "muted"), *(r if isinstance(r, Run) else Run(r, "muted") for r in also)]
    return runs
