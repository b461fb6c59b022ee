"""Whom the words that name a source mean: "the spokesman", "he", "both sides", "the statement", "a senior official".

The rules, tried in this order (docs/methods/speakers.md has them with their accuracy): a name, an office, a document's
issuer, several speakers together, a pronoun, an unnamed source, a body named by a common noun. What none of them
settles stays unresolved and is marked for review; nothing is taken from the outlet.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.described import by_initials, is_private, nation, of_country, private_body, several
from newsparallax.tagging.speakers.holders import PEERS, holder, peer, recency
from newsparallax.tagging.who.cast import Cast, Naming
from newsparallax.tagging.who.lexicon import HONORIFICS, Gender, lexicon, word_set
from newsparallax.tagging.who.names import Page
from newsparallax.tagging.who.offices import Office, office_of
from newsparallax.tagging.who.sides import JOINT, MEDIA, OTHER, UNKNOWN, first_country

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_THEY = frozenset(["they", "them", "their", "themselves"])
_IT = frozenset(["it", "its", "itself"])
_FIRST = frozenset(["i", "we", "me", "us", "my", "our", "myself", "ourselves"])
_RELATIVE = frozenset(["who", "whom", "which", "that", "whose"])
_DETERMINERS = word_set(
    """
    the a an this that these those its their his her our my some one another several many
    """
)
_INDEFINITE = frozenset(["a", "an", "one", "some", "another", "several", "many", "other"])
_SIDES = word_set(
    """
    sides countries nations parties governments states capitals neighbours neighbors
    """
)
_PAIR = frozenset(["two", "both", "pair", "duo", "couple"])
_LEAD_IN = frozenset(
    ["according", "to", "by", "from", "per", "for", "in", "as", "told", ",", ":", "(", "“", '"', "‘", "'"]
)
_BESIDE = frozenset(["appos", "nmod", "flat", "compound"])
_WITHIN = word_set("appos compound nmod flat poss amod nsubj nsubjpass ROOT dep")
_REPORTERS = word_set(
    """
    agency newspaper paper magazine website outlet broadcaster channel network station daily weekly portal
    tabloid
    """
)
_AUTHORITY = word_set(
    "official officials authority authorities ministers diplomats prosecutors lawmakers senators congressmen governors "
    "soldiers commanders ambassadors investigators police policemen judges troops legislators mps"
)
_CIRCLES = frozenset(["campaign", "team", "camp", "office", "administration", "staff"])
_PARTITIVE = word_set(
    "one some many most several both none all half dozens hundreds thousands number members group two three each"
)
_PRESS = frozenset(["journalists", "reporters", "media"])
# Decided by the words themselves: what is for review there is the words, not who is meant.
_BY_NAME = frozenset(["name", "short name", "names joined"])
# Enough for somebody who speaks, too little for somebody who acts.
_LOOSE = frozenset(["issuer of the document", "same words before"])
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
_COLLECTIVE = frozenset(["police", "authority", "authorities"])
# Offices that say no more than that somebody speaks for a country.
_GENERAL = frozenset(
    ["official", "diplomat", "politician", "leader", "lawmaker", "legislator", "parliamentarian", "statesman"]
)
_PAST = frozenset(["former", "ex", "ex-", "late"])
_LONGEST_NAME = 6  # words
_WINDOW = 8  # sentences in which a pronoun's person is looked for

Span = tuple[int, int]
Members = frozenset[int]
Clause = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One attribution's speaker. `name` is None when unresolved or unnamed, `A and B` when joint; `how` and `side_from`
    say what decided; `anonymous` is the kind of an unnamed source; `official` is None where the text does not tell."""

    name: str | None
    how: str
    side: str
    side_from: str
    official: bool | None
    anonymous: str | None = None
    needs_review: str | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What an earlier attribution was resolved to: needed for pronouns and for "the source"."""

    at: int
    head: str
    speaker: Speaker
    members: tuple[int, ...]


def resolve(parsed: Parsed, cast: Cast, attributions: Sequence[Attribution]) -> list[Speaker]:
    """The speaker of each attribution, in the order of `attributions`."""
    room = _Room(parsed.article.text, cast, attributions)
    order = sorted(range(len(attributions)), key=lambda n: _place(attributions[n]))
    found: dict[int, Speaker] = {}
    for n in order:
        found[n] = room.speaker(n)
    # Words in the first person stand inside a quotation that may be resolved later.
    for n in order:
        if found[n].how == "first person":
            found[n] = room.first_person(n, found)
    return [found[n] for n in range(len(attributions))]


def parties(
    parsed: Parsed, cast: Cast, attributions: Sequence[Attribution], clauses: Sequence[Clause]
) -> list[tuple[str | None, str | None]]:
    """Whom the words for the agent and for the patient of each clause mean: names of members, several joined by "and".

    By the rules for sources, with those who spoke until then; None where they tell nothing or would need a review.
    """
    room = _Room(parsed.article.text, cast, attributions)
    waiting = sorted(range(len(attributions)), key=lambda n: _place(attributions[n]), reverse=True)
    known = [room.known(clause) for clause in clauses]
    found: dict[int, tuple[str | None, str | None]] = {}
    for c in sorted(range(len(clauses)), key=known.__getitem__):
        while waiting and _place(attributions[waiting[-1]])[0] <= known[c]:
            room.speaker(waiting.pop())
        found[c] = room.parties(clauses[c])
    return [found[c] for c in range(len(clauses))]


def _place(attribution: Attribution) -> tuple[int, int]:
    anchor = attribution.source or attribution.cue or attribution.content[0]
    return anchor[0], attribution.content[0][0]


class _Room:
    """One article's cast and attributions, with what has been resolved so far."""

    def __init__(self, text: str, cast: Cast, attributions: Sequence[Attribution]) -> None:
        self.text, self.cast, self.attributions = text, cast, attributions
        self.lex = lexicon()
        self.starts = [page.start for page in cast.pages]
        self.named = {(n.page, at): n for n in cast.namings for at in range(n.first, n.last + 1)}
        self.titled = {(n.page, at): n for n in cast.namings if n.office for at in range(n.office[0], n.office[1] + 1)}
        self.offsets = [n.start for n in cast.namings]
        self.said: list[_Said] = []
        self.sentences = sorted({page.t.start[at] for page in cast.pages for at in set(page.t.first)})
        self.quoted = sorted(span for a in attributions for span in (a.content if a.kind == "direct" else a.quoted))
        self.contents = sorted(span for a in attributions for span in a.content)
        self.spoken: dict[int, int] = {}
        self.voices: dict[int, tuple[int, ...]] = {}

    # --- one source --------------------------------------------------------------------------------------------

    def speaker(self, n: int) -> Speaker:
        """Resolve one attribution and remember it for those that follow."""
        attribution = self.attributions[n]
        if attribution.source is None:
            return Speaker(None, "no source named", UNKNOWN, "no source named", None, needs_review="no source named")
        start, end = attribution.source
        place = self._words(start, end)
        if place is None:
            return Speaker(
                None, "unresolved", UNKNOWN, "unresolved", None, needs_review="source outside of the text read"
            )
        about = frozenset(x.member for low, high in attribution.content for x in self._between(low, high))
        speaker, members = self._speaker(about, *place)
        number, _, _, head = place
        self.said.append(_Said(start, self.cast.pages[number].fold[head], speaker, members))
        self.spoken.update(dict.fromkeys(members, start))
        self.voices[n] = members
        return speaker

    def _words(self, start: int, end: int) -> tuple[int, int, int, int] | None:
        """Number of the page, first and last token and head of a stretch of text; None outside of what was read."""
        number = max(0, bisect_right(self.starts, start) - 1)
        page = self.cast.pages[number] if self.cast.pages else None
        first, last = page.t.covering(start, end) if page else (1, 0)
        if page is None or first > last:
            return None
        while first < last and page.fold[first] in _LEAD_IN:
            first += 1
        while last > first and page.t.pos[last] == "PUNCT":
            last -= 1
        return number, first, last, self._head(page, first, last)

    # --- agents and patients -----------------------------------------------------------------------------------

    def known(self, clause: Clause) -> int:
        """Where in the text the reader knows who speaks in a clause: at the source, if that comes after it."""
        start = min((span[0] for span in clause if span), default=0)
        sources = (self.attributions[n].source for n in self._spoken_in(start))
        return max([start, *(source[0] for source in sources if source)])

    def parties(self, clause: Clause) -> tuple[str | None, str | None]:
        """Names of a clause's agent and patient; a pronoun for the one does not mean the other."""
        agent, patient = clause
        others = frozenset(x.member for x in self._between(*patient)) if patient else frozenset()
        doer, doers = self._party(agent, others) if agent else (None, ())
        if patient and self.text[slice(*patient)].lower().endswith(("self", "selves")):
            return doer, doer
        return doer, self._party(patient, frozenset(doers))[0] if patient else None

    def _party(self, span: Span, apart: Members) -> tuple[str | None, tuple[int, ...]]:
        place = self._words(*span)
        if place is None:
            return None, ()
        number, first, last, head = place
        page = self.cast.pages[number]
        inside = self._spoken_in(span[0])
        if page.t.pos[head] == "PRON" and first < last:
            return None, ()
        if page.fold[head] in _FIRST and inside and self._in_quotation(span[0]):
            members = self.voices.get(inside[-1], ())
            return " and ".join(self.cast.members[m].name for m in members) or None, members
        if self._in_quotation(span[0]):
            apart = apart.union(*(self.voices.get(n, ()) for n in inside))
        word = page.fold[head]
        if word in _THEY:
            pair = self._coordinated(span[0])
            people = pair is not None and all(self.cast.members[m].type in ("person", "place") for m in pair[1])
            found = pair if people else None
        else:
            found = None if word in _IT else self._each(apart, *place)
        if found is None:
            return None, ()
        speaker, members = found
        if speaker.how not in _BY_NAME and (speaker.needs_review is not None or not apart.isdisjoint(members)):
            return None, ()
        # Outside of a source a bare noun names nobody ("agency", "climate change"), and a document is a thing.
        bare = page.t.pos[head] == "NOUN" and page.fold[first] not in _DETERMINERS
        if speaker.how in _LOOSE or (speaker.how == "body named before" and (bare or word in _REPORTERS)):
            return None, ()
        if speaker.how == "both sides":
            return speaker.name, ()
        return " and ".join(self.cast.members[m].name for m in members) or None, members

    def _each(self, apart: Members, number: int, first: int, last: int, head: int) -> tuple[Speaker, tuple[int, ...]]:
        """Whom words mean that "and" joins, each part by itself: "the minister and Ann Lee"."""
        t = self.cast.pages[number].t
        heads = [head]
        heads += (at for at in range(head + 1, last + 1) if t.dep[at] == "conj" and t.head[at] in heads)
        starts = [first, *(max(before + 1, t.left[at]) for before, at in pairwise(heads))]
        ends = [*(start - 1 for start in starts[1:]), last]
        parts = [self._speaker(apart, number, *part) for part in zip(starts, ends, heads, strict=True)]
        if len(parts) == 1 or not all(members for _, members in parts):
            return self._speaker(apart, number, first, last, head)
        members = tuple(dict.fromkeys(m for _, some in parts for m in some))
        doubts = "; ".join(speaker.needs_review for speaker, _ in parts if speaker.needs_review)
        return replace(self._joint(members, "joined"), needs_review=doubts or None), members

    def _spoken_in(self, at: int) -> list[int]:
        """The attributions whose content a place lies in, the innermost last."""
        around = [(low, n) for n, a in enumerate(self.attributions) for low, high in a.content if low <= at < high]
        return [n for _, n in sorted(around)]

    def first_person(self, n: int, found: dict[int, Speaker]) -> Speaker:
        """The speaker of the quotation in which an "I" or "we" stands."""
        source = self.attributions[n].source
        assert source is not None
        for m, other in enumerate(self.attributions):
            inside = any(low <= source[0] < high for low, high in other.content)
            if m != n and inside and found[m].how != "first person" and found[m].name:
                return replace(found[m], how="first person in a quotation")
        return found[n]

    def _head(self, page: Page, first: int, last: int) -> int:
        """The noun (or pronoun) on which the other words of the source depend."""
        t = page.t
        for at in range(first, last + 1):
            leads = not first <= t.head[at] <= last or t.head[at] == at
            if leads and t.pos[at] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X"):
                return at
        for at in range(first, last + 1):
            if t.pos[at] in ("NOUN", "PROPN", "PRON"):
                return at
        return last

    def _speaker(
        self, apart: Members, number: int, first: int, last: int, head: int
    ) -> tuple[Speaker, tuple[int, ...]]:
        page = self.cast.pages[number]
        low = page.fold
        word = low[head]
        if first == last or page.t.pos[head] == "PRON":
            if word in _RELATIVE and head > page.t.first[head]:
                return self._antecedent(apart, number, head)
            pronoun = self._pronoun(apart, page, head)
            if pronoun is not None:
                return pronoun
        if low[first] == "the" and last == head == first + 1:
            held = by_initials(self.cast, page.t.text[head], page.t.start[head], self.spoken)
            if held is not None:
                return self._of(held, "office"), (held,)
        named = self._names(number, first, last, head)
        if named:
            return self._named(named), tuple(dict.fromkeys(x.member for x in named))
        if word in self.lex.documents or page.t.lemma[head] in self.lex.documents:
            return self._document(apart, number, first, last, head)
        together = self._together(page, first, last, head)
        if together is not None:
            return together
        return self._described(apart, number, first, last, head)

    # --- names -------------------------------------------------------------------------------------------------

    def _names(self, number: int, first: int, last: int, head: int) -> list[Naming]:
        """The names that the source is, not those that only stand in it ("a friend of Smith")."""
        page = self.cast.pages[number]
        t = page.t
        direct = self.named.get((number, head)) or self.titled.get((number, head))
        found: list[Naming] = []
        if direct is not None and not (t.dep[head] == "poss" and direct.last < last and direct.first >= first):
            found.append(direct)
        inside = [x for x in self._in(number, first, last) if x not in found]
        for x in inside:
            path, at, steps = [], x.last, 0
            while first <= at <= last and at != head and steps < 6:
                path.append(t.dep[at])
                at, steps = t.head[at], steps + 1
            if at == head and "conj" in path and all(d in _WITHIN or d == "conj" for d in path) and found:
                found.append(x)
            elif at == head and path and not found and set(path) <= _BESIDE:
                person = self.cast.members[x.member].type == "person"
                if person and (path[-1] != "compound" or x.last > head):
                    found.append(x)
        listed = self._listed(number, first, last, inside)
        if len(listed) > len(found):
            found = listed
        if not found:
            people = [
                x
                for x in inside
                if self.cast.members[x.member].type == "person" and x.office and first <= x.office[0] <= head <= x.last
            ]
            found = people[:1]
        persons = [x for x in found if self.cast.members[x.member].type == "person"]
        if persons and len(persons) < len(found):
            # "Fuad Basya, spokesman for the Indonesian military": the body stands in the office.
            found = persons if len(persons) == 1 and not any(t.dep[x.last] == "conj" for x in found) else found
        return found

    def _listed(self, number: int, first: int, last: int, inside: list[Naming]) -> list[Naming]:
        """People named at the end of a source or in a list, however the parser hangs them together."""
        page = self.cast.pages[number]
        people = [x for x in inside if self.cast.members[x.member].type == "person"]
        if not people:
            return []
        before = people[0].office[0] if people[0].office and people[0].office[0] < people[0].first else people[0].first
        while before > first and page.fold[before - 1] in HONORIFICS:
            before -= 1
        if before > first and page.t.pos[before - 1] == "ADP":
            return []
        if len(people) == 1:
            after_comma = before > first and page.fold[before - 1] == ","
            ends = people[0].last == last or (page.fold[people[0].last + 1] == "," and after_comma)
            return people if ends and (before == first or after_comma or people[0].office) else []
        between = " ".join(self.text[x.end : y.start] for x, y in pairwise(people))
        return people if re.fullmatch(r"[\s,]*(and|or|,|\([^()]*\)|[\s])*", between) and "and" in between else []

    def _in(self, number: int, first: int, last: int) -> list[Naming]:
        seen: dict[int, Naming] = {}
        for at in range(first, last + 1):
            x = self.named.get((number, at))
            if x is not None:
                seen.setdefault(x.start, x)
        return list(seen.values())

    def _named(self, named: list[Naming]) -> Speaker:
        members = list(dict.fromkeys(x.member for x in named))
        slips = "; ".join(x.slip for x in named if x.slip) or None
        if len(members) > 1:
            return replace(self._joint(members, "names joined"), needs_review=slips)
        how = "name" if named[0].full else "short name"
        return replace(self._of(members[0], how), needs_review=slips)

    def _of(self, member: int, how: str, review: str | None = None) -> Speaker:
        m = self.cast.members[member]
        return Speaker(m.name, how, m.side, m.side_from, m.official, needs_review=review)

    def _joint(self, members: Sequence[int], how: str) -> Speaker:
        people = [self.cast.members[m] for m in members]
        sides = {m.side for m in people}
        side = sides.pop() if len(sides) == 1 else JOINT
        official = (
            True if all(m.official for m in people) else False if all(m.official is False for m in people) else None
        )
        return Speaker(
            " and ".join(m.name for m in people),
            how,
            side,
            "members of different sides" if side == JOINT else "members' side",
            official,
        )

    # --- offices and other descriptions ------------------------------------------------------------------------

    def _described(
        self, apart: Members, number: int, first: int, last: int, head: int
    ) -> tuple[Speaker, tuple[int, ...]]:
        page = self.cast.pages[number]
        low, word = page.fold, page.fold[head]
        if word in _PARTITIVE and low[head + 1 : head + 2] == ["of"]:
            whole = next((at for at in range(head + 2, last + 1) if page.t.dep[at] == "pobj"), None)
            if whole is not None:
                return self._unnamed(self._kind(page, whole) or "group", page, first, last, None), ()
        start = page.t.start[first]
        words = page.t.text[first : last + 1]
        office = office_of(words, " ".join(words)) if self.lex.plain(word) in self.lex.roles else None
        opener = low[first]
        plural = page.t.tag[head] in ("NNS", "NNPS") or word == "people"
        indefinite = opener in _INDEFINITE or plural
        if office is not None and not plural:
            held_by = holder(self.cast, office, start, indefinite, self.spoken)
            if held_by is not None:
                review = f"“{opener} …” read as {self.cast.members[held_by].name}" if indefinite else None
                return self._of(held_by, "office", review), (held_by,)
            spokes = self._spoken_for(number, first, last, office)
            if spokes is not None:
                return spokes
        other = peer(self.cast, low[first : head + 1], start) if word in PEERS and not indefinite else None
        if other is not None:
            return self._of(other, "office"), (other,)
        if opener == "the" and not plural:
            compatriot = self._compatriot(apart, number, first, last, head, office)
            if compatriot is not None:
                return compatriot
        kind = None if word in _COLLECTIVE else self._kind(page, head)
        if kind is None and office is not None and word not in _COLLECTIVE:
            kind = "official" if office.public else "group"
        if not indefinite and kind is not None:
            again = next((s for s in reversed(self.said) if s.head == word and s.speaker.how != "unresolved"), None)
            if again is not None:
                return replace(again.speaker, how="same words before"), again.members
            if opener == "the" and kind not in ("source", "witness") and not self._of_bloc(page, first, head):
                varied = self._variation(apart, start, office)
                if varied is not None:
                    return varied
        if kind is not None:
            return self._unnamed(kind, page, first, last, office), ()
        return self._body(apart, number, first, last, head)

    def _kind(self, page: Page, at: int) -> str | None:
        """What kind of unnamed source a noun is."""
        return self.lex.anonymous.get(page.fold[at]) or self.lex.anonymous.get(page.t.lemma[at].lower())

    def _variation(self, apart: Members, at: int, office: Office | None) -> tuple[Speaker, tuple[int, ...]] | None:
        """ "The businessman": a person named just before whose office the article does not give."""
        speaker, members = self._person(apart, at, office.gender if office is not None else None)
        if len(members) != 1 or speaker.name is None:
            return None
        near = bisect_right(self.sentences, at) - bisect_right(
            self.sentences, recency(self.cast, members[0], at, self.spoken)
        )
        who = self.cast.members[members[0]]
        past = office is not None and not _PAST.isdisjoint(office.rank)  # "the former minister" has another office now
        elsewhere = office is not None and office.country is not None and office.country.name != nation(self.cast, who)
        if near > 2 or elsewhere or (who.offices and not past):
            return None
        return replace(
            speaker, how="description", needs_review="description read as the person last spoken of"
        ), members

    def _compatriot(
        self, apart: Members, number: int, first: int, last: int, head: int, office: Office | None
    ) -> tuple[Speaker, tuple[int, ...]] | None:
        """ "The Italian", "the Tunisian official": the person of that country last named or heard.

        A nationality alone may also be that of the last speaker, whose country the article need not tell.
        """
        page = self.cast.pages[number]
        at = page.t.start[first]
        country = first_country(tuple(page.fold[first : head + 1]), self.lex)
        if country is None or country.how != "demonym":
            return None
        bare = office is None and head == last and self.lex.country((page.fold[head],)) == country
        if not bare and (office is None or office.words or office.rank or office.head not in _GENERAL):
            return None
        member = of_country(self.cast, country.name, at, self.spoken)
        if member is None and bare:
            last_heard = self._person(apart, at, None)[1]
            unknown = [m for m in last_heard if nation(self.cast, self.cast.members[m]) is None]
            member = unknown[0] if unknown else None
        if member is None:
            return None
        return self._of(member, "description", "description read as the person last spoken of"), (member,)

    def _of_bloc(self, page: Page, first: int, head: int) -> bool:
        """Whether a bloc stands in a description: "the UN secretary general" is none of those named otherwise."""
        country = first_country(tuple(page.fold[first : head + 1]), self.lex)
        return country is not None and country.how == "bloc"

    def _spoken_for(self, number: int, first: int, last: int, office: Office) -> tuple[Speaker, tuple[int, ...]] | None:
        """ "A spokesman for the ministry": nobody is named, the body speaks."""
        if office.head not in ("spokesman", "spokeswoman", "spokesperson", "representative"):
            return None
        bodies = [x.member for x in self._in(number, first, last) if self.cast.members[x.member].type != "person"]
        bodies = bodies or self._served(number, first, last)
        if not bodies:
            return None
        member = self.cast.members[bodies[0]]
        speaker = Speaker(
            member.name,
            "spokesperson of a body",
            member.side,
            member.side_from,
            office.public or member.official,
            "official",
        )
        return speaker, (bodies[0],)

    def _served(self, number: int, first: int, last: int) -> list[int]:
        """Whom "a company spokeswoman", "a spokesman for the ministry", "a spokesperson for the bloc" speaks for."""
        page = self.cast.pages[number]
        at = page.t.start[first]
        for k in range(last, first, -1):
            if page.fold[k] == "bloc":
                return [
                    x.member
                    for x in reversed(self._between(0, at))
                    if (country := self.cast.members[x.member].country) is not None and country.how == "bloc"
                ][:1]
            if page.t.pos[k] == "NOUN" and page.fold[k] in self.lex.private:
                meant = private_body(self.cast, at, at, self.spoken)
                return [] if meant is None else [meant]
            if page.t.pos[k] == "NOUN" and page.fold[k] in self.lex.public:
                known = self._earlier_body([page.fold[k]], at)
                return [] if known is None else [known]
        return []

    def _unnamed(self, kind: str, page: Page, first: int, last: int, office: Office | None) -> Speaker:
        low = tuple(page.fold[first : last + 1])
        country = first_country(low, self.lex)
        head_media = (office is not None and office.media) or not _PRESS.isdisjoint(low)
        official: bool | None = (office is not None and office.public) or not _AUTHORITY.isdisjoint(low)
        if official and country is not None:
            named = page.fold[first] == "the" or page.t.tag[last] in ("NNS", "NNPS")
            begin = first + (page.fold[first] in _DETERMINERS)
            last = next((at - 1 for at in range(begin, last) if page.fold[at] == ","), last)
            return Speaker(
                # "Ukrainian officials", "the UN secretary general": nobody's name, but one body or one office.
                self.text[page.t.start[begin] : page.t.end[last]] if named and last - begin < _LONGEST_NAME else None,
                "unnamed source",
                self.cast.sides.of_country(country),
                "nationality of the unnamed source",
                True,
                kind,
            )
        if head_media:
            return Speaker(None, "unnamed source", MEDIA, "unnamed journalists", False, kind)
        return Speaker(None, "unnamed source", UNKNOWN, "unnamed source", official if official else None, kind)

    def _body(self, apart: Members, number: int, first: int, last: int, head: int) -> tuple[Speaker, tuple[int, ...]]:
        """A body named by a common noun: "the ministry", "the Israeli army", "police"."""
        page = self.cast.pages[number]
        low, word = page.fold, page.fold[head]
        lemma = page.t.lemma[head].lower()
        owned = self._owned(apart, number, first, head)
        if owned is not None:
            return owned
        begin, end = self._phrase(page, first, last, head)
        abroad = first_country(tuple(low[end + 1 : last + 1]), self.lex) if low[end + 1 : end + 2] == ["in"] else None
        if abroad is not None:
            end = last  # "the government in Beijing"
        proper = any(
            page.t.pos[at] == "PROPN" or (page.t.text[at][0].isupper() and at > page.t.first[at])
            for at in range(begin, end + 1)
        )
        if not proper and abroad is None:
            one = page.t.tag[head] not in ("NNS", "NNPS") and low[first] not in _INDEFINITE
            known = self._earlier_body(low[begin : head + 1], page.t.start[first]) if one else None
            if known is not None:
                return self._of(known, "body named before"), (known,)
            again = next((s for s in reversed(self.said) if s.head == word and s.speaker.name), None)
            if again is not None:
                return replace(again.speaker, how="same words before"), again.members
            sentence = bisect_right(self.sentences, page.t.start[first])
            until = self.sentences[sentence] if sentence < len(self.sentences) else len(self.text)
            private = one and word in self.lex.private and low[first] in _DEFINITE and begin == head
            meant = private_body(self.cast, page.t.start[first], until, self.spoken) if private else None
            if meant is not None:
                return self._of(meant, "body named before"), (meant,)
        name = self.text[page.t.start[begin] : page.t.end[end]]
        country = first_country(tuple(low[begin : end + 1]), self.lex)
        public = bool({word, lemma} & self.lex.public)
        if {word, lemma} & self.lex.outlet_nouns:
            called = [at for at in range(head + 1, min(last, head + _LONGEST_NAME) + 1) if page.t.pos[at] == "PROPN"]
            if called and called[0] == head + 1:  # "the newspaper El Faro"
                name, proper = self.text[page.t.start[called[0]] : page.t.end[called[-1]]], True
            return Speaker(
                name if proper else None, "description", MEDIA, "outlet", False, None if proper else "group"
            ), ()
        if public and country is not None:
            side = self.cast.sides.of_country(country)
            return Speaker(name, "description", side, "nationality of the body", True), ()
        if word in _COLLECTIVE:
            return Speaker(name, "description", OTHER, "body without a state", True), ()
        if low[first] in _INDEFINITE or (page.t.tag[head] in ("NNS", "NNPS") and not proper):
            return self._unnamed("group", page, first, last, None), ()
        if proper or public or {word, lemma} & self.lex.organisation:
            return Speaker(name, "description", OTHER, "body without a state", public or None), ()
        return Speaker(None, "unresolved", UNKNOWN, "unresolved", None, needs_review="speaker not resolved"), ()

    def _owned(self, apart: Members, number: int, first: int, head: int) -> tuple[Speaker, tuple[int, ...]] | None:
        """ "Mr Weiss's campaign", "the Weiss campaign" and "his campaign" are one body, named after him."""
        page = self.cast.pages[number]
        word = page.fold[head]
        if word not in _CIRCLES:
            return None
        owner = next((x for at in range(first, head) if (x := self._person_at(number, at)) is not None), None)
        pronoun = next((at for at in range(first, head) if page.fold[at] in _HE | _SHE), None)
        if owner is not None:
            member = owner.member
        elif pronoun is not None and (resolved := self._pronoun(apart, page, pronoun)) is not None and resolved[1]:
            member = resolved[1][0]
        else:
            return None
        who = self.cast.members[member]
        official = True if word in self.lex.public else who.official
        return Speaker(f"{who.name.split()[-1]} {word}", "body of a person", who.side, who.side_from, official), ()

    def _phrase(self, page: Page, first: int, last: int, head: int) -> tuple[int, int]:
        """The noun with what stands before it and a short "of …": enough to name it, without clauses."""
        begin = head
        while (begin > first and page.t.pos[begin - 1] in ("NOUN", "PROPN", "ADJ", "PART")) or page.fold[
            begin - 1
        ] == "-":
            begin -= 1
        end = head
        if page.fold[head + 1 : head + 2] in (["of"], ["for"]) and head + 2 <= last:
            stop = head + 2
            while stop <= min(last, head + 6) and page.t.pos[stop] in ("NOUN", "PROPN", "ADJ", "DET"):
                end = stop
                stop += 1
        return begin, end

    def _earlier_body(self, low: list[str], at: int) -> int | None:
        """The body last named whose name or kind common nouns give ("the ministry", "the agency")."""
        asked = {word for word in low if word not in _DETERMINERS}
        for x in reversed(self.cast.namings[: bisect_left(self.offsets, at)]):
            member = self.cast.members[x.member]
            if member.type not in ("organisation", "outlet"):
                continue
            own = set(member.name.lower().split())
            if (asked and asked <= own and len(own) > 1) or (member.type == "outlet" and low[-1] in _REPORTERS):
                return x.member
        return None

    # --- documents ---------------------------------------------------------------------------------------------

    def _document(
        self, apart: Members, number: int, first: int, last: int, head: int
    ) -> tuple[Speaker, tuple[int, ...]]:
        """A document speaks for its issuer: the one it names, the last who spoke through one, or the last body."""
        page = self.cast.pages[number]
        inside = [
            x
            for x in self._in(number, first, last)
            if self.cast.members[x.member].type in ("person", "organisation", "outlet")
        ]
        if "joint" in page.fold[first:head]:
            people = tuple(dict.fromkeys(x.member for x in inside))
            if len(people) > 1:
                return self._joint(people, "issuer named with the document"), people
            together = None if inside else self._both_sides(page.t.start[first])
            if together is not None:
                return together
        if inside:
            return self._of(inside[0].member, "issuer named with the document"), (inside[0].member,)
        office = office_of(page.t.text[first:head], "")
        if office is not None:
            held_by = holder(self.cast, office, page.t.start[first], False, self.spoken)
            if held_by is not None:
                return self._of(held_by, "issuer named with the document"), (held_by,)
        word = page.fold[head]
        possessor = next((at for at in range(first, head) if page.t.dep[at] == "poss"), None)
        if possessor is not None and page.fold[possessor] in _HE | _SHE | _THEY | _IT:
            owner = self._pronoun(apart, page, possessor)
            if owner is not None:
                return owner
        if page.fold[first] in _INDEFINITE or page.t.tag[head] in ("NNS", "NNPS"):
            name = self.text[page.t.start[first] : page.t.end[last]]
            if not {"media", "press", "news"}.isdisjoint(page.fold[first:head]):
                return Speaker(name, "description", MEDIA, "unnamed outlets", False, "group"), ()
            return Speaker(
                None,
                "document without an issuer",
                UNKNOWN,
                "document",
                None,
                needs_review=f"who issued “{name}” is not said",
            ), ()
        before = [s for s in self.said if s.speaker.name]
        through = next((s for s in reversed(before) if self._through(s, word)), None)
        issuer = through or next(
            (s for s in reversed(before) if s.speaker.how in ("body named before", "description") or self._is_body(s)),
            None,
        )
        issuer = issuer or (before[-1] if before else None)
        if issuer is None:
            return Speaker(
                None, "document without an issuer", UNKNOWN, "document", None, needs_review="who issued it is not said"
            ), ()
        review = None if through else f"issuer of “{word}” taken to be the last to speak"
        return replace(
            issuer.speaker, how="issuer of the document", needs_review=review, anonymous=None
        ), issuer.members

    def _through(self, said: _Said, word: str) -> bool:
        """Whether an earlier speaker's sentence mentions the document ("said in a statement")."""
        index = bisect_right(self.sentences, said.at)
        end = self.sentences[index] if index < len(self.sentences) else len(self.text)
        return f" {word}" in self.text[self.sentences[index - 1] : end].lower()

    def _is_body(self, said: _Said) -> bool:
        return bool(said.members) and all(self.cast.members[m].type in ("organisation", "outlet") for m in said.members)

    # --- several speakers --------------------------------------------------------------------------------------

    def _together(self, page: Page, first: int, last: int, head: int) -> tuple[Speaker, tuple[int, ...]] | None:
        low = page.fold[first : last + 1]
        word = page.fold[head]
        pair = low[0] in _PAIR or (low[0] in ("the", "these") and low[1:2] == ["two"]) or word in _PAIR
        at = page.t.start[first]
        if word in _SIDES and (pair or (low[:2] == ["the", word] and word != "states")):
            return self._both_sides(at)
        several_meant = self._several(page, first, head, pair)
        if several_meant is not None:
            return several_meant
        human = word in ("men", "women") or self.lex.plain(word) in self.lex.roles
        definite = low[0] in ("the", "these", "both")
        if pair and definite and (word in _PAIR or (human and page.t.tag[head] in ("NNS", "NNPS"))):
            return self._pair(at, self.lex.plain(word))
        return None

    def _several(self, page: Page, first: int, head: int, pair: bool) -> tuple[Speaker, tuple[int, ...]] | None:
        """ "The companies", "both clubs", "the three countries": those most named before."""
        low, word, lemma = page.fold, page.fold[head], page.t.lemma[head].lower()
        plural = page.t.tag[head] in ("NNS", "NNPS")
        between = low[first + 1 : head]
        if not plural or not (pair or low[first] in _DEFINITE) or (between and between[0] not in _NUMBERS):
            return None
        number = _NUMBERS[between[0]] if between else 2
        if lemma in self.lex.private:
            members = several(self.cast, page.t.start[first], number, lambda m: is_private(self.cast, m))
        elif word in _SIDES and between:
            members = several(
                self.cast, page.t.start[first], number, lambda m: m.type == "place" and nation(self.cast, m) is not None
            )
        else:
            return None
        return (self._joint(members, "several named before"), members) if members else None

    def _both_sides(self, at: int) -> tuple[Speaker, tuple[int, ...]] | None:
        """The two sides most of the article is about."""
        sides = self.cast.sides
        count: Counter[str] = Counter()
        for x in self.cast.namings:
            member = self.cast.members[x.member]
            if member.side not in (UNKNOWN, OTHER, MEDIA):
                local = member.type == "place" and not member.configured and x.rule != "corpus.toml"
                count[member.side] += (1 if local else 3) * (2 if x.start < at else 1)
        top = [side for side, _ in count.most_common(2)]
        if len(top) < 2:
            return None
        names = [
            sides.country_of_label(side) or next((c for c, label in self.lex.labels.items() if label == side), side)
            for side in top
        ]
        return Speaker(" and ".join(names), "both sides", JOINT, "both sides", True), ()

    def _pair(self, at: int, role: str) -> tuple[Speaker, tuple[int, ...]] | None:
        """The two people who last acted together ("A and B met"), else the two last named."""
        recent: list[int] = []
        for x in reversed(self.cast.namings[: bisect_left(self.offsets, at)]):
            if x.member not in recent and self._fits(x.member, role) and not self._in_quotation(x.start):
                recent.append(x.member)
        acted = self._coordinated(at, _WINDOW, acting=True)
        if acted is not None and all(self._fits(m, role) for m in acted[1]):
            return acted
        if len(recent) < 2:
            return None
        joint = self._joint(recent[1::-1], "the two last named")
        third = recency(self.cast, recent[2], at, self.spoken) if recent[2:] else -1
        if third >= 0 and bisect_right(self.sentences, at) - bisect_right(self.sentences, third) <= _WINDOW:
            joint = replace(joint, needs_review="more than two could be meant")
        return joint, tuple(recent[:2])

    def _fits(self, member: int, role: str) -> bool:
        """Whether a member is a person whose offices, if any are known, allow the role."""
        who = self.cast.members[member]
        held = {office.head for office in who.offices}
        general = role not in self.lex.state or role in ("diplomat", "politician", "leader")
        return who.type == "person" and (not held or general or role in held)

    # --- pronouns ----------------------------------------------------------------------------------------------

    def _antecedent(self, apart: Members, number: int, head: int) -> tuple[Speaker, tuple[int, ...]]:
        """ "…, who said": the noun phrase before the relative clause."""
        page = self.cast.pages[number]
        t = page.t
        verb = t.head[head]
        noun = t.head[verb]
        steps = 0
        while noun > head and steps < 3 and t.head[noun] != noun:
            noun, steps = t.head[noun], steps + 1
        if noun >= head or t.pos[noun] not in ("NOUN", "PROPN", "PRON"):
            noun = max(t.first[head], head - 1)
            while noun > t.first[head] and t.pos[noun] not in ("NOUN", "PROPN", "PRON"):
                noun -= 1
        if page.fold[head] == "who" and not self._human(number, noun):
            person = next(
                (x for at in range(head - 1, t.first[head] - 1, -1) if (x := self._person_at(number, at))), None
            )
            noun = person.last if person is not None else noun
        first, last = t.left[noun], head - 1
        while last > first and t.pos[last] == "PUNCT":
            last -= 1
        return self._speaker(apart, number, min(first, noun), max(noun, min(last, max(noun, last))), noun)

    def _person_at(self, number: int, at: int) -> Naming | None:
        x = self.named.get((number, at))
        return x if x is not None and self.cast.members[x.member].type == "person" else None

    def _human(self, number: int, at: int) -> bool:
        """Whether a noun names or describes people."""
        page = self.cast.pages[number]
        if (number, at) in self.named:
            return self._person_at(number, at) is not None
        return self.lex.plain(page.fold[at]) in self.lex.roles or self._kind(page, at) is not None

    def _pronoun(self, apart: Members, page: Page, at: int) -> tuple[Speaker, tuple[int, ...]] | None:
        word = page.fold[at]
        place = page.t.start[at]
        if word in _FIRST:
            return Speaker(
                None, "first person", UNKNOWN, "first person", None, needs_review="first person outside of a quotation"
            ), ()
        if word in _HE or word in _SHE:
            return self._person(apart, place, "male" if word in _HE else "female")
        if word in _THEY:
            return self._plural(place)
        if word in _IT:
            return self._thing(place)
        return None

    def _person(self, apart: Members, at: int, gender: Gender | None) -> tuple[Speaker, tuple[int, ...]]:
        """He or she: the last speaker or subject of that gender who is not kept `apart`."""
        here = bisect_right(self.sentences, at)
        scores: dict[int, float] = {}
        for x in reversed(self.cast.namings[: bisect_left(self.offsets, at)]):
            distance = here - bisect_right(self.sentences, x.start)
            if distance > _WINDOW and scores:
                break
            member = self.cast.members[x.member]
            if member.type != "person" or x.member in apart or (member.gender and gender and member.gender != gender):
                continue
            score = (
                -1.0 * distance
                + (1.5 if x.subject else 0)
                - (2.5 if self._in_quotation(x.start) else 1.0 if self._reported(x.start) else 0)
            )
            score += 1.0 if x.subject and not distance else 0
            score += 0.5 if member.gender == gender else 0
            scores[x.member] = max(scores.get(x.member, -99.0), score)
        for order, said in enumerate(reversed(self.said[-4:])):
            distance = here - bisect_right(self.sentences, said.at) + 2 * self._others_acted(said, at, gender)
            for m in said.members:
                member = self.cast.members[m]
                if member.type != "person" or m in apart or (member.gender and gender and member.gender != gender):
                    continue
                score = 3.0 - 0.6 * distance - order + (0.5 if member.gender == gender else 0)
                scores[m] = max(scores.get(m, -99.0), score)
        if not scores:
            unnamed = self.said[-1] if self.said and self.said[-1].speaker.anonymous else None
            if unnamed is not None:
                return replace(unnamed.speaker, how="pronoun"), unnamed.members
            return Speaker(None, "unresolved", UNKNOWN, "unresolved", None, needs_review="pronoun not resolved"), ()
        ranked = sorted(scores, key=lambda m: (scores[m], recency(self.cast, m, at, self.spoken)), reverse=True)
        close = len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < 0.5
        review = f"pronoun may also mean {self.cast.members[ranked[1]].name}" if close else None
        return self._of(ranked[0], "pronoun", review), (ranked[0],)

    def _others_acted(self, said: _Said, at: int, gender: Gender | None) -> int:
        """How many other people of that gender were the outlet's own subjects after somebody spoke."""
        acted: set[int] = set()
        for x in self._between(said.at, at):
            member = self.cast.members[x.member]
            fits = member.type == "person" and x.subject and (gender is None or member.gender in (None, gender))
            if fits and x.member not in said.members and not self._reported(x.start):
                acted.add(x.member)
        return len(acted)

    def _reported(self, at: int) -> bool:
        """Whether something stands inside what somebody said."""
        index = bisect_right(self.contents, (at, len(self.text) + 1)) - 1
        return any(low <= at < high for low, high in self.contents[max(0, index - 3) : index + 1])

    def _between(self, low: int, high: int) -> list[Naming]:
        return list(self.cast.namings[bisect_left(self.offsets, low) : bisect_left(self.offsets, high)])

    def _in_quotation(self, at: int) -> bool:
        index = bisect_right(self.quoted, (at, len(self.text) + 1)) - 1
        return index >= 0 and self.quoted[index][0] <= at < self.quoted[index][1]

    def _plural(self, at: int) -> tuple[Speaker, tuple[int, ...]]:
        for said in reversed(self.said[-3:]):
            lone = len(said.members) == 1 and self.cast.members[said.members[0]].type == "person"
            if not lone and (said.speaker.name or said.speaker.anonymous):
                return replace(said.speaker, how="pronoun"), said.members
        pair = self._coordinated(at)
        if pair is not None:
            return pair
        if self.said and self.said[-1].members:
            return replace(self.said[-1].speaker, how="pronoun", needs_review="“they” read as one person"), self.said[
                -1
            ].members
        return Speaker(None, "unresolved", UNKNOWN, "unresolved", None, needs_review="pronoun not resolved"), ()

    def _coordinated(self, at: int, back: int = 2, acting: bool = False) -> tuple[Speaker, tuple[int, ...]] | None:
        """Two names joined by "and" within the last sentences; with `acting`, people who are subjects."""
        here = bisect_right(self.sentences, at)
        # "Ann Lee and Norway's Finance Minister Jan Moe": Norway is part of an office.
        before = [x for x in self.cast.namings[: bisect_left(self.offsets, at)] if (x.page, x.first) not in self.titled]
        for one, other in zip(reversed(before[:-1]), reversed(before[1:]), strict=True):
            if here - bisect_right(self.sentences, one.start) > back:
                return None
            between = self.text[one.end : other.start]
            kinds = {self.cast.members[x.member].type for x in (one, other)}
            if acting and (kinds != {"person"} or not one.subject or self._reported(one.start)):
                continue
            if one.member != other.member and " and " in between and len(between) < 40 and len(kinds) == 1:
                return self._joint([one.member, other.member], "pronoun"), (one.member, other.member)
        return None

    def _thing(self, at: int) -> tuple[Speaker, tuple[int, ...]]:
        """It: the last body that spoke or acted."""
        for said in reversed(self.said[-3:]):
            if (
                said.speaker.name
                and len(said.members) < 2
                and not any(self.cast.members[m].type == "person" for m in said.members)
            ):
                return replace(said.speaker, how="pronoun"), said.members
        here = bisect_right(self.sentences, at)
        for x in reversed(self.cast.namings[: bisect_left(self.offsets, at)]):
            if here - bisect_right(self.sentences, x.start) > 3:
                break
            if self.cast.members[x.member].type in ("organisation", "outlet") and x.subject:
                return self._of(x.member, "pronoun"), (x.member,)
        return Speaker(None, "unresolved", UNKNOWN, "unresolved", None, needs_review="pronoun not resolved"), ()
