"""Where an article names somebody or something: stretches of capitalised words, cut into office and name.

The parser's entity labels are one witness among several (a small model calls one name a person here and a place
there); `cast` hears them all and decides once for the whole article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsparallax.tagging.grammar.parse import Block
from newsparallax.tagging.grammar.tokens import Tokens, tokens
from newsparallax.tagging.who.lexicon import HONORIFICS, LEX, PARTICLES, Words, fold, listed, word_set, words_of
from newsparallax.tagging.who.same import without_suffix
from newsparallax.values import Role

_NAMING = word_set("PERSON ORG GPE LOC FAC NORP PRODUCT WORK_OF_ART EVENT LAW")
_COUNTED = frozenset(["DATE", "TIME", "ORDINAL", "CARDINAL", "MONEY", "PERCENT", "QUANTITY"])
_LINKS = frozenset(["of", "for", "on"])
_ADDRESSED = listed("addressed")
_SMALL = frozenset(["of", "the", "and", "'s"])
_ON = listed("on")
_HYPHENS = frozenset("-‑–")
_NEVER = listed("never")


# Written in one word with the name: "diNardo", "al-Sayed".
_JOINED_PARTICLE = re.compile(r"(?:di|de|da|du|la|le|al-|el-|von|van|d['’]|o['’])[A-Z][a-z]+")


# Names to look for by their first word: (folded words, the corpus's actor or None).
Known = dict[str, list[tuple[Words, int | None]]]


@dataclass(slots=True)
class Page:
    """One block: its tokens, folded words, entity label of each token and which entity it belongs to (0: none)."""

    t: Tokens
    fold: list[str]
    label: list[str]
    entity: list[int]
    role: Role
    shouted: bool  # a headline in Title Case, or capitals throughout: capital letters mean nothing here
    start: int


@dataclass(slots=True)
class Candidate:
    """One name as it stands: tokens first..last of a page, `words` with hyphenated parts joined; `linked` when an
    office and "of" stand before it ("Secretary of | State Ann Lee")."""

    page: int
    first: int
    last: int
    words: Words
    known: int | None = None  # index of the corpus's actor whose name or alias this is
    linked: bool = False
    key: str = field(default="")


def page_of(block: Block) -> Page:
    """Read a block's parse once."""
    t = tokens(block)
    strings = block.doc.vocab.strings
    table = block.doc.to_array(["ENT_TYPE", "ENT_IOB"]).tolist() if len(t) else []
    names = {key: strings[key] if key else "" for key in {row[0] for row in table}}
    label = [names[row[0]] for row in table]
    entity: list[int] = []
    number = 0
    for kind, begins in table:
        number += begins == 3
        entity.append(number if kind else 0)
    longer = [word for word in t.text if len(word) > 3 and word[0].isalpha()]
    capitals = sum(word[0].isupper() for word in longer)
    unended = block.role == "headline" or (bool(t.text) and t.text[-1] not in ".!?…\"”’':;)")
    capitals = capitals if unended else sum(word.isupper() for word in longer)
    shouted = len(longer) > 2 and capitals > 0.7 * len(longer)
    return Page(t, [fold(word) for word in t.text], label, entity, block.role, shouted, block.start)


def known_phrases(aliases: list[tuple[str, int]]) -> Known:
    """The corpus's names by their first word, longest first; and countries that are no plain run of capitals."""
    found: Known = {}
    for phrase, actor in aliases:
        key = words_of(phrase)
        if key:
            found.setdefault(key[0], []).append((key, actor))
    for first, countries in LEX.countries.items():
        for key, _ in countries:
            if len(key) > 2 and _SMALL & set(key):
                found.setdefault(first, []).append((key, None))
    for keys in found.values():
        keys.sort(key=lambda item: len(item[0]), reverse=True)
    return found


def candidates(pages: list[Page], known: Known) -> list[Candidate]:
    """Every name of the article, in the order of the text."""
    found: list[Candidate] = []
    for number, page in enumerate(pages):
        taken = _known(number, page, known)
        runs = [] if page.shouted else _runs(page, {token for c in taken for token in range(c.first, c.last + 1)})
        found += taken + _cut(number, page, runs)
    found += _opening(pages, found)
    return sorted(found, key=lambda c: (c.page, c.first))


def _opening(pages: list[Page], found: list[Candidate]) -> list[Candidate]:
    """Surnames that open a sentence, which the parser often takes for ordinary words ("Price said …")."""
    last = {without_suffix(c.words)[-1] for c in found if len(c.words) > 1}
    taken = {(c.page, at) for c in found for at in range(c.first, c.last + 1)}
    return [
        Candidate(number, at, at, (page.t.text[at],))
        for number, page in enumerate(pages)
        if not page.shouted
        for at in set(page.t.first)
        if page.t.text[at] in last and (number, at) not in taken
    ]


def surnames(found: list[Candidate]) -> set[str]:
    """Folded last words of names of several words."""
    return {without_suffix(c.words)[-1].lower() for c in found if len(c.words) > 1}


def _known(number: int, page: Page, known: Known) -> list[Candidate]:
    found: list[Candidate] = []
    low, after = page.fold, -1
    for at, word in enumerate(low):
        if at <= after or word not in known:
            continue
        given = at > 0 and page.t.pos[at - 1] == "PROPN" and low[at - 1] in LEX.genders and at - 1 > after
        for key, actor in known[word]:
            end = at + len(key)
            # A single word in lower case is not a name, unless the corpus says so of a body ("the coastguard").
            if given and len(key) == 1 and actor is not None and page.t.text[at][0].isupper():
                continue  # "Mick Tolland" need not be the Tolland of corpus.toml
            if tuple(low[at:end]) == key and (page.t.text[at][0].isupper() or len(key) > 1 or len(word) > 6):
                found.append(Candidate(number, at, end - 1, tuple(page.t.text[at:end]), known=actor))
                after = end - 1
                break
    return found


def _runs(page: Page, taken: set[int]) -> list[tuple[int, int]]:
    """Stretches [first, last] of capitalised words, particles and hyphens between them included."""
    opens = set(page.t.first)
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(page.t):
        if at in taken or not _naming(page, at, opens):
            at += 1
            continue
        end = at
        while (step := _goes_on(page, at, end, taken, opens)) is not None:
            end = step
        last = end
        while page.t.text[last] in _HYPHENS:
            last -= 1
        runs.append((at, last))
        at = end + 1
    return runs


def _goes_on(page: Page, begin: int, end: int, taken: set[int], opens: set[int]) -> int | None:
    """The next token up to which a name that stands at begin..end goes on; None where it ends."""
    t, step, size = page.t, end + 1, len(page.t)
    if step >= size or step in taken:
        return None
    if _naming(page, step, opens) and t.first[step] == t.first[begin]:
        return step
    if t.text[step] in _HYPHENS and step + 1 < size and t.end[step - 1] == t.start[step]:
        glued = t.end[step] == t.start[step + 1] and t.text[step + 1][0].isalpha() and step + 1 not in taken
        return step + 1 if glued else None
    if t.text[step] in _HYPHENS and page.entity[step] and page.entity[step] == page.entity[end]:
        return step  # a spaced hyphen inside a name
    if t.text[step] == "&" and step + 1 < size and t.text[step + 1][0].isupper():
        return step + 1
    after = step
    while after < size and page.fold[after] in PARTICLES and after - step < 2:
        after += 1
    joined = step < after < size and after not in taken and _naming(page, after, opens)
    return after if joined else None


def _naming(page: Page, at: int, opens: set[int]) -> bool:
    word = page.t.text[at]
    if _JOINED_PARTICLE.match(word) and page.t.pos[at] in ("PROPN", "NOUN", "X", "ADJ"):
        return True
    if not word[0].isupper() or (page.fold[at] in _NEVER and not (word.isupper() and len(word) > 1)):
        return False
    if page.label[at] in _COUNTED or word == "D.C.":
        return False
    if page.t.pos[at] == "PROPN" or page.label[at] in _NAMING:
        return True
    if page.t.pos[at] not in ("NOUN", "ADJ", "X", "VERB", "ADV", "INTJ"):
        return False
    if at in opens or page.t.text[at - 1] in "\"“‘':":
        low = page.fold[at]
        return low in LEX.genders or LEX.is_role(low) or low in LEX.countries
    return True


def _cut(number: int, page: Page, runs: list[tuple[int, int]]) -> list[Candidate]:
    """Names within runs: countries and offices before them cut off, "Department of" and "State" joined."""
    low = page.fold
    pieces: list[Candidate] = []
    previous: tuple[int, int] | None = None
    for first, last in runs:
        linked = joined = False
        if previous is not None:
            gap = low[previous[1] + 1 : first]
            if gap and gap[0] in (*_LINKS, "to", "at") and gap[1:] in ([], ["the"]):
                linked = any(LEX.is_role(word) for word in low[previous[0] : previous[1] + 1])
                tail = low[previous[1]]
                joined = gap[0] in _LINKS and (tail in LEX.organisation or tail in LEX.public)
                joined = joined and (gap[0] != "on" or tail in _ON)
                joined = joined or (page.entity[first] > 0 and page.entity[first] == page.entity[previous[1]])
            if _one_body(page, previous, first, last):
                joined, linked = True, False
        previous = (first, last)
        start = first
        name_at = _name_start(page, first, last, linked)
        if name_at is not None and name_at > first:
            pieces += _plain(number, page, start, name_at - 1, linked)
            start = name_at
        if joined and not linked and start == first and pieces and pieces[-1].last < first:
            before = pieces[-1]
            if before.page == number and first - before.last <= 3:
                pieces[-1] = _candidate(number, page, before.first, last)
                continue
        if name_at is None:
            pieces += _plain(number, page, start, last, linked)
        else:
            pieces.append(_candidate(number, page, _behind_hyphen(page, start, last), last, linked))
    return [p for p in pieces if p.words and not _unnamed(p.words)]


def _unnamed(words: Words) -> bool:
    """Whether capitalised words only say what somebody is: "Democrat", "House Republicans"."""
    last = fold(words[-1])
    body = any(fold(word) in LEX.organisation or fold(word) in LEX.public for word in words) and len(words) > 2
    return not body and (last in LEX.anonymous or last + "s" in LEX.anonymous) and last not in LEX.genders


def _behind_hyphen(page: Page, first: int, last: int) -> int:
    """Where a name begins behind what is left of an office: "President | -elect | Ann Lee"."""
    return first + 2 if page.t.text[first] in _HYPHENS and first + 2 <= last else first


def _one_body(page: Page, previous: tuple[int, int], first: int, last: int) -> bool:
    """Whether "and" stands inside a body's name: "the Fish and Wildlife Service", "Department of Health and Aging"."""
    low = page.fold
    if low[previous[1] + 1 : first] != ["and"]:
        return False
    if page.entity[first] and page.entity[first] == page.entity[previous[1]] and page.label[first] == "ORG":
        return True
    closes = low[last].rstrip("s") in LEX.organisation or low[last] in LEX.organisation
    opens = previous[0] > 0 and low[previous[0] - 1] in ("the", "'s")
    inside = low[previous[0] : previous[1] + 1]
    own = any(word in LEX.organisation or word in LEX.public for word in inside)
    abroad = LEX.country_in(low, first, last + 1) or LEX.country(inside)
    return bool(closes and opens and last > first and not own and not abroad and page.label[previous[1]] != "PERSON")


def _plain(number: int, page: Page, first: int, last: int, linked: bool) -> list[Candidate]:
    """Names in a run without a person at its end: the countries in an office, or one name."""
    low = page.fold
    if any(LEX.is_role(word) for word in low[first : last + 1]) and low[last] not in LEX.organisation:
        found = []
        at = first
        while at <= last:
            hit = LEX.country_in(low, at, last + 1)
            if hit and hit[1].how in ("name", "capital", "body", "bloc"):
                found.append(_candidate(number, page, at, at + hit[0] - 1, linked))
                at += hit[0]
            else:
                at += 1
        return found
    if linked and first == last and not LEX.country(tuple(low[first : last + 1])):
        return []  # "Secretary of | State"
    return [_candidate(number, page, first, last, linked)]


def _name_start(page: Page, first: int, last: int, linked: bool) -> int | None:
    """Where a person's name begins in a run, judged by what stands before it; None when nothing shows one."""
    low, t = page.fold, page.t
    if low[last] in LEX.organisation or low[last] in LEX.outlet_endings:
        return None
    after = _behind_office(page, first, last)
    titled = first > 0 and low[first - 1] in HONORIFICS and first == last
    if titled and low[last] not in _ADDRESSED:
        return first  # "Mr King" is no king
    if after is not None and after > last:
        # A surname that is also an office ("Martin Luther King") stands at the end of a person's name.
        return next((at for at in range(first, last) if low[at] in LEX.genders and not LEX.is_role(low[at])), None)
    if after is not None and after > first:
        return after
    labelled = _labelled_start(page, first, last, linked)
    if labelled is not None:
        return labelled
    for at in range(first + 1, last):
        same = page.entity[at] and page.entity[at] == page.entity[at - 1] and page.label[at] == "PERSON"
        if low[at] in LEX.genders and not same and low[at - 1] not in LEX.genders and t.text[at - 1] not in _HYPHENS:
            return at
    return None


def _behind_office(page: Page, first: int, last: int) -> int | None:
    """The token behind the last title or office in a run; None where there is none or it belongs to a body."""
    low, after = page.fold, None
    for at in range(first, last + 1):
        one = page.label[at] == "PERSON" and page.entity[at] == page.entity[last]
        if at == first and low[at] in LEX.genders and one:
            continue  # Dean Kamen
        if LEX.is_role(low[at]) or low[at] in HONORIFICS:
            after = at + 1
        elif low[at] in LEX.organisation and at > first:
            after = None  # "Justice Department": the role word belongs to a body
    return after


def _labelled_start(page: Page, first: int, last: int, linked: bool) -> int | None:
    """Where the parser begins the person at the end of a run, unless a given name or a particle stands before it."""
    low, entity, begins = page.fold, page.entity[last], last
    while begins > first and page.entity[begins - 1] == entity and entity:
        begins -= 1
    if page.label[last] != "PERSON" or begins == first or not (linked or last > begins):
        return None
    given = low[begins - 1] in LEX.genders or len(low[begins - 1]) == 1
    open_before = given or page.t.text[begins - 1] in _HYPHENS or low[begins - 1] in PARTICLES
    return None if open_before else begins


def _candidate(number: int, page: Page, first: int, last: int, linked: bool = False) -> Candidate:
    t = page.t
    words: list[str] = []
    for at in range(first, last + 1):
        glued = at > first and t.end[at - 1] == t.start[at]
        if glued and (t.text[at] in _HYPHENS or t.text[at - 1] in _HYPHENS):
            words[-1] += t.text[at]
        else:
            words.append(t.text[at])
    return Candidate(number, first, last, tuple(words), linked=linked)
