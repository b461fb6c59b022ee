"""The ledger: each statement in each outlet, told or not, with the exact words or the nearest passage.

An outlet is charged with leaving a statement out only where it could have told it: articles written before the event
are compared only for statements that some article written before it tells, those written after it only for statements
that some article written after it tells. What stands in one article alone is listed with the nearest passage of any
other, for a reader to judge.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from newsparallax.comparing.pairs import Pair
from newsparallax.comparing.passages import Passage, place
from newsparallax.comparing.statements import Statement
from newsparallax.tables import Row, row_of
from newsparallax.values import State

# A passage is told by its outlet alone where the chance that any passage of another tells the same is below this; on 22
# coded events some four of a hundred such passages are told elsewhere.
_ALONE = 0.1
# A passage that scores this much with a statement may be telling it after all.
_UNCLEAR = 0.2


@dataclass(frozen=True, slots=True)
class Nearness:
    """For each passage: its partners, by number, and their scores."""

    of: Mapping[int, Mapping[int, float]]

    @classmethod
    def from_pairs(cls, pairs: Iterable[Pair]) -> Nearness:
        found: dict[int, dict[int, float]] = defaultdict(dict)
        for pair in pairs:
            found[pair.a][pair.b] = found[pair.b][pair.a] = pair.score
        return cls(found)

    def nearest(self, members: Sequence[int], among: Set[int]) -> tuple[int, float] | None:
        """The passage of `among` most like any of `members`, and how alike; None where none shares a word."""
        scored = ((score, -n) for m in members for n, score in self.of.get(m, {}).items() if n in among)
        best = max(scored, default=None)
        return (-best[1], best[0]) if best else None


def ledger(
    passages: Sequence[Passage],
    statements: Mapping[str, Statement],
    tellings: Mapping[str, Mapping[int, Passage]],
    nearness: Nearness,
    outlets: Mapping[str, str],
    timing: Mapping[str, str],
) -> list[Row]:
    """Rows of the table `ledger`: every statement (in the order given) in every outlet.

    `tellings` has, for each statement, the words of each member that tell it.
    """
    of_outlet: dict[str, set[int]] = {outlet: set() for outlet in outlets.values()}
    for number, passage in enumerate(passages):
        of_outlet[outlets[passage.article_id]].add(number)
    after = {outlets[article] for article, when in timing.items() if when != "before"}
    before = {outlets[article] for article, when in timing.items() if when == "before"}
    rows: list[Row] = []
    for number, (name, statement) in enumerate(statements.items(), 1):
        surely, all_told = (
            {outlets[passages[n].article_id] for n in members} for members in (statement.sure, statement.members)
        )
        told_when = {timing[passages[n].article_id] == "before" for n in statement.sure or statement.members}
        # What was told before the event as to come, an article written after it need not repeat.
        asked = set(of_outlet) if len(told_when) > 1 else before if True in told_when else after
        could = (surely or all_told) | asked
        counts = {"carried_by": len(surely), "perhaps": len((all_told - surely) & could), "compared": len(could)}
        for outlet, numbers in of_outlet.items():
            mine = [n for n in statement.members if n in numbers]
            told = tellings[name][statement.best(mine)] if mine else None
            shown: Passage | None = told
            score: float | None = None
            if told:
                state = State.TOLD if outlet in surely else State.PERHAPS
                score = statement.cohesion(statement.best(mine))
            elif near := nearness.nearest(statement.members, numbers):
                shown, score = passages[near[0]], near[1]
                state = State.UNCLEAR if score >= _UNCLEAR else State.MISSING
            else:
                state = State.MISSING
            if outlet not in could:
                state = State.WRITTEN_AFTER if outlet in after else State.WRITTEN_BEFORE
            said = {"manner": told.manner, "speaker": told.speaker} if told else {"manner": None, "speaker": None}
            here = {"place": number, "statement_id": name, "outlet": outlet, "state": state, "score": score}
            rows.append(row_of("ledger", shown, **here, **said, **counts, tellings=len(mine)))
    return rows


def only_here(
    passages: Sequence[Passage],
    nearness: Nearness,
    outlets: Mapping[str, str],
    timing: Mapping[str, str],
    sides: Iterable[Row],
) -> list[Row]:
    """Rows of the table `only_here`: passages that hardly any other outlet's passage tells, with the nearest one.

    `sides` are those of the discrepancies: what differs from another outlet's words is told by both.
    """
    told_apart = [(side["article_id"], side["start"]) for side in sides]
    rows: list[Row] = []
    for number, passage in enumerate(passages):
        if any(article == passage.article_id and passage.start <= at < passage.end for article, at in told_apart):
            continue
        outlet = outlets[passage.article_id]
        elsewhere = {
            n: score for n, score in nearness.of.get(number, {}).items() if outlets[passages[n].article_id] != outlet
        }
        best = max(elsewhere, key=lambda n: (elsewhere[n], -n), default=None)
        score = elsewhere[best] if best is not None else None
        if 1 - math.prod(1 - chance for chance in elsewhere.values()) >= _ALONE:
            continue
        near = {**place(passages[best] if best is not None else None, "nearest_"), "nearest_score": score}
        rows.append(row_of("only_here", passage, outlet=outlet, timing=timing[passage.article_id], **near))
    return rows
