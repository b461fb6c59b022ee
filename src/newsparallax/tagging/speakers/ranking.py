"""Which of several people a pronoun or a description means: a small fitted model over features without words.

Each person named or heard before is a candidate; the features say where he was named and heard last, what part he
had in the sentence, and what is known of him. A conditional logit (softmax over the candidates of one source) with
the weights of `codebooks/lists/speaker_weights.toml` ranks them; `benchmarks/fit_speakers.py` fits them. The
likeliest speaks; it is sure where its probability is high enough.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from newsparallax.codebooks import word_lists
from newsparallax.tagging.speakers.answer import Answer, of, unresolved
from newsparallax.tagging.speakers.source import Source
from newsparallax.tagging.who.lexicon import Gender

WINDOW = 8  # sentences in which candidates are looked for
_SAID_BACK = 6  # earlier sources whose speakers are candidates
Features = dict[str, float]
_WORDED = frozenset(["office", "issuer named with the document", "same words before"])


class Meant(NamedTuple):
    """One place where the article means a member: named, or heard under an office; who acted there."""

    start: int
    page: int
    member: int
    subject: bool
    office: bool


def _places(source: Source, until: int, since: int = 0) -> list[Meant]:
    """The places in a stretch of text, in order."""
    scene = source.scene
    found = [Meant(x.start, x.page, x.member, x.subject, x.office is not None) for x in scene.between(since, until)]
    for s in source.recall.said:
        if since <= s.at < until and s.answer.how in _WORDED:
            found += [Meant(s.at, scene.page_at(s.at), m, True, True) for m in s.answer.members]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Weights:
    """`weights` by feature; `sure` is the probability from which an answer is sure."""

    weights: Mapping[str, float]
    sure: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    data = word_lists("speaker_weights")
    return Weights(data["weights"], data["sure"])


def person(source: Source, at: int, gender: Gender | None) -> Answer:
    """The likeliest person whom the word at a token means; an unnamed speaker where nobody is named."""
    found = candidates(source, at, gender)
    if not found and source.apart and not source.direct:
        # "Ames will resign, he said": nobody else is there whom the pronoun may mean
        free = person(replace(source, apart=frozenset()), at, gender)
        return free.by("pronoun", "the pronoun may mean somebody else than the content names")
    if not found:
        last = source.recall.said[-1].answer if source.recall.said else None
        if last is not None and last.anonymous and not last.members:
            return last.by("pronoun")
        return unresolved("pronoun not resolved")
    ranked = ranked_by(found, weights().weights)
    best, share = ranked[0]
    doubt = None
    if share < weights().sure:
        other = source.scene.member(ranked[1][0]).name if len(ranked) > 1 else "somebody else"
        doubt = f"pronoun may also mean {other}"
    return of(source.scene.cast, best, "pronoun", doubt)


def ranked_by(found: Mapping[int, Features], weigh: Mapping[str, float]) -> list[tuple[int, float]]:
    """Candidates with their probabilities, the likeliest first."""
    scores = {m: sum(weigh.get(name, 0.0) * value for name, value in f.items()) for m, f in found.items()}
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values())
    shares = {m: math.exp(score - top) / total for m, score in scores.items()}
    return sorted(shares.items(), key=lambda pair: -pair[1])


def candidates(source: Source, at: int, gender: Gender | None) -> dict[int, Features]:
    """Everybody whom a pronoun at a token may mean, with the features that rank them."""
    scene, recall = source.scene, source.recall
    place = source.page.t.start[at]
    here = scene.sentence(place)
    near: dict[int, list[Meant]] = {}
    for x in _places(source, place):
        if here - scene.sentence(x.start) <= WINDOW:
            near.setdefault(x.member, []).append(x)
    heard = {m: n for n, s in enumerate(recall.said) if n >= len(recall.said) - _SAID_BACK for m in s.answer.members}
    people = [m for m in dict.fromkeys([*near, *heard]) if m not in source.apart and scene.fits(m, gender)]
    return {m: _features(source, at, gender, m, near.get(m, ()), heard.get(m)) for m in people}


def _features(
    source: Source, at: int, gender: Gender | None, member: int, named: Sequence[Meant], heard: int | None
) -> Features:
    scene = source.scene
    place = source.page.t.start[at]
    here, paragraph = scene.sentence(place), source.number
    own = [x for x in named if not scene.quoting(x.start) and not _in_this(source, x.start)]
    free = [x for x in own if not scene.reported(x.start)]
    found: Features = {"gender_known": float(gender is not None and scene.member(member).gender == gender)}
    found["never_named_near"] = float(not named)
    last = max((x.start for x in own), default=None)
    distance = min(here - scene.sentence(last), WINDOW) if last is not None else WINDOW
    found["named_distance"] = math.log1p(distance)
    found["named_only_in_reports"] = float(bool(named) and not free)
    found["named_only_in_quotations"] = float(bool(named) and not own)
    subject = [x for x in own if x.subject]
    found |= {
        "subject_this_sentence": float(any(scene.sentence(x.start) == here for x in subject)),
        "named_this_sentence": float(any(scene.sentence(x.start) == here for x in own)),
        "subject_last_sentence": float(any(scene.sentence(x.start) == here - 1 for x in subject)),
        "named_last_sentence": float(any(scene.sentence(x.start) == here - 1 for x in own)),
        "subject_this_paragraph": float(any(x.page == paragraph for x in subject)),
        "subject_last_paragraph": float(any(x.page == paragraph - 1 for x in subject)),
        "last_subject": float(_last_subject(source, place, gender) == member),
        "last_named": float(last is not None and last == _last_named(source, place, gender)),
        "in_headline": float(member in scene.headlined),
        "often_named": math.log1p(scene.weight[member]),
        "named_by_office": float(any(x.office for x in named)),
    }
    found |= _heard(source, place, gender, member, heard)
    return found


def _heard(source: Source, place: int, gender: Gender | None, member: int, heard: int | None) -> Features:
    """What somebody said before: how far back, whether others spoke or acted since."""
    scene, said = source.scene, source.recall.said
    names = ("spoke_last", "spoke_before_last", "spoke_earlier")
    found = dict.fromkeys((*names, "spoke_distance", "others_acted", "spoke_last_here", "spoke_last_acted_other"), 0.0)
    found["never_spoke"] = float(heard is None)
    if heard is None:
        return found
    at = said[heard].at
    distance = min(scene.sentence(place) - scene.sentence(at), WINDOW)
    order = min(len(said) - 1 - heard, 2)
    found[names[order]] = 1.0
    found["spoke_distance"] = math.log1p(max(0, distance))
    acted = {
        x.member
        for x in _places(source, place, at)
        if x.member != member and x.subject and scene.fits(x.member, gender) and not scene.reported(x.start)
    }
    found["others_acted"] = float(min(len(acted), 2))
    if order == 0:
        found["spoke_last_here"] = float(scene.page_at(at) == source.number)
        found["spoke_last_acted_other"] = float(bool(acted))
    return found


def _in_this(source: Source, at: int) -> bool:
    return at >= source.page.t.start[source.head]


def _last_subject(source: Source, place: int, gender: Gender | None) -> int | None:
    """The person who was the outlet's own subject last."""
    scene = source.scene
    for x in reversed(_places(source, place)):
        if x.subject and scene.fits(x.member, gender) and x.member not in source.apart and not scene.reported(x.start):
            return x.member
    return None


def _last_named(source: Source, place: int, gender: Gender | None) -> int | None:
    """Where the person named last in the outlet's own words stands."""
    scene = source.scene
    for x in reversed(_places(source, place)):
        if scene.fits(x.member, gender) and x.member not in source.apart and not scene.quoting(x.start):
            return x.start
    return None
