"""Whom the words for the agent and the patient of a clause mean, by the rules for sources."""

from __future__ import annotations

from collections.abc import Sequence

from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.bodies import BEFORE, REPORTERS
from newsparallax.tagging.speakers.documents import ISSUER
from newsparallax.tagging.speakers.resolve import Reading, Span, place_of
from newsparallax.tagging.speakers.source import DETERMINERS, FIRST, IT, THEY
from newsparallax.tagging.who.cast import Cast

Clause = tuple[Span | None, Span | None]
# Decided by the words themselves.
_BY_NAME = frozenset(["name", "short name", "names joined"])
# Enough for somebody who speaks, too little for somebody who acts.
_LOOSE = frozenset([ISSUER, "same words before"])


def parties(
    parsed: Parsed, cast: Cast, attributions: Sequence[Attribution], clauses: Sequence[Clause]
) -> list[tuple[str | None, str | None]]:
    """Names of the agent and the patient of each clause, several joined by "and".

    With those who spoke until then; None where the words tell nothing or are in doubt.
    """
    reading = Reading(parsed.article.text, cast, attributions)
    waiting = sorted(range(len(attributions)), key=lambda n: place_of(attributions[n]), reverse=True)
    known = [_known(reading, clause) for clause in clauses]
    found: dict[int, tuple[str | None, str | None]] = {}
    for c in sorted(range(len(clauses)), key=known.__getitem__):
        while waiting and place_of(attributions[waiting[-1]])[0] <= known[c]:
            reading.speaker(waiting.pop())
        found[c] = _of_clause(reading, clauses[c])
    return [found[c] for c in range(len(clauses))]


def _known(reading: Reading, clause: Clause) -> int:
    """Where in the text the reader knows who speaks in a clause: at the source, if that comes after it."""
    start = min((span[0] for span in clause if span), default=0)
    sources = (reading.scene.attributions[n].source for n in reading.scene.spoken_in(start))
    return max([start, *(source[0] for source in sources if source)])


def _of_clause(reading: Reading, clause: Clause) -> tuple[str | None, str | None]:
    """A pronoun for the one does not mean the other."""
    agent, patient = clause
    others = frozenset(x.member for x in reading.scene.between(*patient)) if patient else frozenset()
    doer, doers = _party(reading, agent, others) if agent else (None, ())
    if patient and reading.scene.text[slice(*patient)].lower().endswith(("self", "selves")):
        return doer, doer
    return doer, _party(reading, patient, frozenset(doers))[0] if patient else None


def _party(reading: Reading, span: Span, apart: frozenset[int]) -> tuple[str | None, tuple[int, ...]]:
    scene, nobody = reading.scene, (None, ())
    inside = scene.spoken_in(span[0])
    if scene.quoting(span[0]):
        apart = apart | reading.recall.heard(inside)
    source = reading.source(*span, apart)
    if source is None or (source.page.t.pos[source.head] == "PRON" and source.first < source.last):
        return nobody
    if source.word in FIRST and inside and scene.quoting(span[0]):
        members = reading.recall.voices.get(inside[-1], ())
        return " and ".join(scene.member(m).name for m in members) or None, members
    if source.word in IT | THEY:
        return nobody  # too often things
    answer = reading.ask(source)
    if answer.how not in _BY_NAME and (answer.doubt is not None or not apart.isdisjoint(answer.members)):
        return nobody
    # Outside of a source a bare noun names nobody ("agency", "climate change"), and a document is a thing.
    bare = source.page.t.pos[source.head] == "NOUN" and source.opener not in DETERMINERS
    if answer.how in _LOOSE or (answer.how == BEFORE and (bare or source.word in REPORTERS)):
        return nobody
    return " and ".join(scene.member(m).name for m in answer.members) or None, answer.members
