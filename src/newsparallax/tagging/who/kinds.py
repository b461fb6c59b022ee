"""What each name of an article is: a vote over all its mentions, so that one name is one thing throughout.

Witnesses are the parser's labels, given names, titles and offices in front, words such as "Ministry", prepositions of
place, and the lists of countries and wires. None of them decides alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsparallax.tagging.who.beside import after, apposed
from newsparallax.tagging.who.event import Votes
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, Words, fold, listed, word_set
from newsparallax.tagging.who.names import Candidate, Page, surnames
from newsparallax.values import ActorType

_LABELS: dict[str, ActorType] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
# After these a name is where something is.
PLACING = word_set("in at near from to outside around across inside through toward towards between leaving via")
_PLACES = listed("places")
_LANDSCAPE = listed("landscape")


def split_pairs(found: list[Candidate]) -> list[Candidate]:
    """ "Putin-Biden" and "US-Russia" are two names, "Amneh El-Hassan" is one."""
    known = surnames(found) | {fold(c.words[0]) for c in found if len(c.words) == 1 and "-" not in c.words[0]}
    result: list[Candidate] = []
    for c in found:
        parts = c.words[0].split("-") if len(c.words) == 1 and c.known is None else []
        if len(parts) == 2 and all(p.lower() in known or LEX.country((fold(p),)) for p in parts):
            result.append(Candidate(c.page, c.first, c.first, (parts[0],)))
            result.append(Candidate(c.page, c.last, c.last, (parts[1],)))
        else:
            result.append(c)
    return result


def key_of(words: Sequence[str]) -> Words:
    """A name as it is compared: folded, without an article."""
    low = tuple("and" if word == "&" else fold(word) for word in words)
    return low[1:] if low[:1] == ("the",) and len(low) > 1 else low


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for one name in one article; `others` are those for no actor at all, `acting`: it is a subject."""

    votes: Mapping[ActorType, int]
    others: int
    acting: bool


def tallies(found: list[Candidate], pages: list[Page]) -> dict[Words, Tally]:
    """The votes for what each name is, at all the places where it stands."""
    votes: dict[Words, Counter[ActorType]] = defaultdict(Counter)
    others: Counter[Words] = Counter()
    acting: set[Words] = set()
    for c in found:
        page = pages[c.page]
        tally = votes[key_of(c.words)]
        kind = _LABELS.get(page.label[c.last])
        if kind:
            tally[kind] += 1
        elif page.label[c.last]:
            others[key_of(c.words)] += 1  # a people, an event, a law
        _around(page, c, tally)
        if page.t.dep[c.last] == "nsubj" and len(c.words) > 1:
            acting.add(key_of(c.words))
    for key, tally in votes.items():
        _known_words(key, tally)
    return {key: Tally(tally, others[key], key in acting) for key, tally in votes.items()}


def _around(page: Page, c: Candidate, tally: Counter[ActorType]) -> None:
    """What the words beside one mention say of it."""
    before = page.fold[c.first - 1] if c.first else ""
    follows = page.fold[c.last + 1] if c.last + 1 < len(page.fold) else ""
    if before in HONORIFICS:
        tally["person"] += 6
    elif before in LEX.outlet_nouns:
        tally["organisation"] += 3  # "the news website X", "the agency X"
    elif LEX.is_role(before) or (page.t.pos[c.first - 1] == "NOUN" and page.t.head[c.first - 1] == c.last):
        tally["person"] += 3
    elif before == "the":
        tally["organisation"] += 1
        tally["person"] -= 2
    elif before == "," and len(c.words) > 1 and (apposed(page, c) or _introduced(page, c)):
        tally["person"] += 3
    elif before in PLACING:
        tally["place"] += 2
    if before == "by" or page.t.dep[c.last] == "nsubj":
        tally["place"] -= 1  # countries, which act, are known by their names
    if follows in ("news", "newspaper") or (follows == "agency" and "press" in page.fold[c.last : c.last + 2]):
        tally["outlet"] += 3
    elif follows == "who" or (follows == "," and _aged_or_apposed(page, c)):
        tally["person"] += 2


def decide(told: Mapping[Words, Tally], elsewhere: Votes) -> dict[Words, ActorType | None]:
    """What each name is; None for what is no actor (an event, a law). `elsewhere` are the votes of the whole event."""
    decided: dict[Words, ActorType | None] = {}
    for key, own in told.items():
        tally = Counter(own.votes)
        for kind, count in elsewhere.get(" ".join(key), {}).items():
            tally[kind] += count
        best = max(tally, key=lambda kind: (tally[kind], kind), default=None)
        # A name that no witness knows, and that does something, is a person's.
        unknown: ActorType | None = "person" if own.acting and not own.others else None
        decided[key] = best if best is not None and tally[best] > own.others else unknown
    return decided


def _introduced(page: Page, c: Candidate) -> bool:
    """ "The harbour pilot, Ole Brinck, said": a name apposed to one thing that is no body, place or work."""
    t, noun = page.t, c.first - 2
    if (
        noun < 1
        or t.tag[noun] != "NN"
        or page.fold[t.left[noun]] not in ("the", "its", "their", "his", "her", "a", "an")
    ):
        return False
    word = page.fold[noun]
    thing = any(word in words for words in (LEX.public, LEX.organisation, LEX.private, LEX.outlet_nouns, LEX.documents))
    acts = t.dep[noun] in ("nsubj", "nsubjpass") or t.dep[c.last] in ("nsubj", "nsubjpass")
    closed = c.last + 1 < len(t) and page.fold[c.last + 1] == ","
    return acts and closed and not thing and word not in _PLACES


def _aged_or_apposed(page: Page, c: Candidate) -> bool:
    """ "Peter Aske, 61, a teacher" and "Halldóra Jónsdóttir, the police chief"."""
    numbered = c.last + 2 < len(page.fold) and page.fold[c.last + 2].isdigit()
    return numbered or (len(c.words) > 1 and page.label[c.last] != "PERSON" and after(page, c) is not None)


def _known_words(key: Words, tally: Counter[ActorType]) -> None:
    """What the lists say of a name."""
    if len(key) > 1 and key[0] in LEX.genders and key[-1] not in LEX.organisation:
        tally["person"] += 3
    if len(key) > 1 and (key[-1] in LEX.organisation or key[0] in LEX.organisation):
        tally["organisation"] += 4
    elif any(word in LEX.organisation or word in LEX.public for word in key):
        tally["organisation"] += 2
    if key[-1] in LEX.platforms:
        tally["organisation"] += 8
    if not _LANDSCAPE.isdisjoint(key):
        tally["place"] += 3
    if len(key) > 1 and key[-1] in LEX.outlet_endings:
        tally["outlet"] += 6
    country = LEX.country(key)
    if country is not None:
        tally["place" if country.how in ("name", "capital", "demonym") else "organisation"] += 5


def is_wire(words: Sequence[str], kind: ActorType | None, named: set[str]) -> bool:
    """Whether a name is a known wire or outlet; the parser is not asked, unless the name is also an ordinary word."""
    if words[-1] in named or (words[0] in LEX.ambiguous_wires and kind not in ("organisation", "outlet")):
        return False
    cased = tuple(word.replace("’", "'") for part in words for word in part.replace("-", " - ").split())
    return cased in LEX.wires.get(cased[0], ()) if cased else False
