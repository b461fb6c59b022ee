"""What the rules may look at: the article's cast, sentences and attributions, asked by place. Nothing here changes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.who.cast import Cast, Member, Naming
from newsparallax.tagging.who.lexicon import LEX, Gender
from newsparallax.tagging.who.names import Page

_NOMINAL = ("NOUN", "PROPN", "PRON")
_HEADS = (*_NOMINAL, "ADJ", "NUM", "X")


class Scene:
    """One article: `named` and `titled` find the naming that covers a token, by its name or by its office."""

    def __init__(self, text: str, cast: Cast, attributions: Sequence[Attribution]) -> None:
        self.text, self.cast, self.attributions = text, cast, attributions
        self.named = {(n.page, at): n for n in cast.namings for at in range(n.first, n.last + 1)}
        self.titled = {(n.page, at): n for n in cast.namings if n.office for at in range(n.office[0], n.office[1] + 1)}
        self.offsets = [n.start for n in cast.namings]
        self.starts = [page.start for page in cast.pages]
        self.sentences = sorted({page.t.start[at] for page in cast.pages for at in set(page.t.first)})
        self.quoted = sorted(s for a in attributions for s in (a.content if a.kind == "direct" else a.quoted))
        self.contents = sorted(span for a in attributions for span in a.content)

    def member(self, number: int) -> Member:
        return self.cast.members[number]

    def person(self, number: int) -> bool:
        return self.cast.members[number].type == "person"

    def fits(self, number: int, gender: Gender | None) -> bool:
        """Whether a member is a person who may be called he (or she)."""
        m = self.cast.members[number]
        return m.type == "person" and (gender is None or m.gender in (None, gender))

    # --- places ------------------------------------------------------------------------------------------------

    def sentence(self, at: int) -> int:
        """The running number of the sentence in which a place lies."""
        return bisect_right(self.sentences, at)

    def sentence_end(self, at: int) -> int:
        number = self.sentence(at)
        return self.sentences[number] if number < len(self.sentences) else len(self.text)

    def page_at(self, at: int) -> int:
        return max(0, bisect_right(self.starts, at) - 1)

    def quoting(self, at: int) -> bool:
        """Whether a place lies inside quotation marks."""
        return _inside(self.quoted, at, len(self.text), 1)

    def reported(self, at: int) -> bool:
        """Whether a place lies inside what somebody said."""
        return _inside(self.contents, at, len(self.text), 4)

    def spoken_in(self, at: int) -> list[int]:
        """The attributions whose content a place lies in, the innermost last."""
        around = [(low, n) for n, a in enumerate(self.attributions) for low, high in a.content if low <= at < high]
        return [n for _, n in sorted(around)]

    # --- names -------------------------------------------------------------------------------------------------

    def between(self, low: int, high: int) -> Sequence[Naming]:
        """The namings that begin in a stretch of text."""
        return self.cast.namings[bisect_left(self.offsets, low) : bisect_left(self.offsets, high)]

    def person_at(self, page: int, at: int) -> Naming | None:
        x = self.named.get((page, at))
        return x if x is not None and self.person(x.member) else None

    def inside(self, page: int, first: int, last: int) -> list[Naming]:
        """The namings within some tokens, in their order."""
        seen: dict[int, Naming] = {}
        for at in range(first, last + 1):
            x = self.named.get((page, at))
            if x is not None:
                seen.setdefault(x.start, x)
        return list(seen.values())

    @cached_property
    def weight(self) -> list[int]:
        """How often each member is named."""
        return [len(places) for places in self.cast.places]

    @cached_property
    def headlined(self) -> frozenset[int]:
        """Members named in the headline."""
        heads = {n for n, page in enumerate(self.cast.pages) if page.role in ("headline", "dek")}
        return frozenset(x.member for x in self.cast.namings if x.page in heads)

    @cached_property
    def offices(self) -> frozenset[str]:
        """Every word that tells one office from another: of the lists, and of the offices that members hold."""
        groups = [*LEX.same, *LEX.covers.values()]
        listed = {word for group in groups for phrase in group for word in phrase}
        countries = {word for word, found in LEX.countries.items() if found}
        held = {word for m in self.cast.members for office in m.offices for word in office.spoken}
        return frozenset(listed | countries | held | LEX.rank | LEX.public)

    # --- words -------------------------------------------------------------------------------------------------

    def kind(self, page: Page, at: int) -> str | None:
        """What kind of unnamed source a noun is."""
        return LEX.anonymous.get(page.fold[at]) or LEX.anonymous.get(page.t.lemma[at].lower())

    def human(self, number: int, at: int) -> bool:
        """Whether a noun names or describes people."""
        page = self.cast.pages[number]
        if (number, at) in self.named:
            return self.person_at(number, at) is not None
        return LEX.plain(page.fold[at]) in LEX.roles or self.kind(page, at) is not None


def head_of(page: Page, first: int, last: int) -> int:
    """The noun (or pronoun) on which the other words of some tokens depend."""
    t = page.t
    for at in range(first, last + 1):
        if (not first <= t.head[at] <= last or t.head[at] == at) and t.pos[at] in _HEADS:
            return at
    return next((at for at in range(first, last + 1) if t.pos[at] in _NOMINAL), last)


def _inside(spans: Sequence[tuple[int, int]], at: int, size: int, back: int) -> bool:
    index = bisect_right(spans, (at, size + 1))
    return any(low <= at < high for low, high in spans[max(0, index - back) : index])
