"""Whom the sources of one article mean: each attribution in the order of the text, by the first rule that answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.saying.attribution import GOES_ON, INTRODUCING, UNPAIRED, Attribution
from newsparallax.tagging.speakers.answer import Answer, unresolved
from newsparallax.tagging.speakers.recall import Recall, Said
from newsparallax.tagging.speakers.rules import RULES, Rule
from newsparallax.tagging.speakers.scene import Scene, head_of
from newsparallax.tagging.speakers.source import SELF, Source
from newsparallax.tagging.who.cast import Cast

Span = tuple[int, int]
_DEEPEST = 6  # words within words: "who", "his letter", "a spokesman for her campaign"


def resolve(
    parsed: Parsed, cast: Cast, attributions: Sequence[Attribution], rules: Sequence[Rule] = RULES
) -> list[Answer]:
    """The speaker of each attribution, in the order of `attributions`."""
    reading = Reading(parsed.article.text, cast, attributions, rules)
    order = sorted(range(len(attributions)), key=lambda n: place_of(attributions[n]))
    found = {n: reading.speaker(n) for n in order}
    return [found[n] for n in range(len(attributions))]


def place_of(attribution: Attribution) -> Span:
    """Where the reader meets an attribution: at its source, its cue, or where its content begins."""
    anchor = attribution.source or attribution.cue or attribution.content[0]
    return anchor[0], attribution.content[0][0]


class Reading:
    """One article read in order: the scene, which does not change, and what was heard so far."""

    def __init__(
        self, text: str, cast: Cast, attributions: Sequence[Attribution], rules: Sequence[Rule] = RULES
    ) -> None:
        self.scene, self.recall, self.rules = Scene(text, cast, attributions), Recall(), rules
        self.depth = 0

    def ask(self, source: Source) -> Answer:
        """Whom some words mean, by the first rule that answers."""
        if self.depth > _DEEPEST:
            return unresolved("speaker not resolved")
        self.depth += 1
        try:
            for rule in self.rules:
                answer = rule.apply(source)
                if answer is not None:
                    return answer
        finally:
            self.depth -= 1
        return unresolved("speaker not resolved")

    def source(self, start: int, end: int, apart: frozenset[int] = frozenset(), direct: bool = False) -> Source | None:
        """The words at some offsets as a source; None outside of the paragraphs read."""
        number = bisect_right(self.scene.starts, start) - 1
        if number < 0:
            return None
        page = self.scene.cast.pages[number]
        first, last = page.t.covering(start, end)
        if first > last:
            return None
        if first < last and page.fold[last] in SELF:
            last -= 1  # "Ames himself"
        return Source(self.scene, self.recall, self.ask, number, first, last, head_of(page, first, last), apart, direct)

    def speaker(self, n: int) -> Answer:
        """Resolve one attribution and remember it for those that follow."""
        attribution = self.scene.attributions[n]
        if attribution.source is None:
            return unresolved("no source named", "no source named")
        inside = frozenset(x.member for low, high in attribution.content for x in self.scene.between(low, high))
        source = self.source(*attribution.source, inside, attribution.kind == "direct")
        if source is None:
            return unresolved("source outside of the text read").called(self.scene.text[slice(*attribution.source)])
        # Words that go on are the same speaker's, as surely as those before them.
        said = reversed(self.recall.said) if attribution.rule == GOES_ON else ()
        answer = next((s.answer for s in said if s.at == source.start), None) or self.ask(source)
        if attribution.needs_review in (UNPAIRED, INTRODUCING):
            answer = answer.by(answer.how, attribution.needs_review)
        if source.page.t.pos[source.head] != "PRON" or answer.anonymous:
            answer = answer.called(source.called)
        self.recall.note(n, Said(source.start, source.word, source.content, answer))
        return answer
