"""One block made ready for the attribution rules: its tokens, its quotations, and which token stands in which."""

from __future__ import annotations

from dataclasses import dataclass

from newsparallax.tagging.grammar.clauses import Span, noun_phrase, trimmed
from newsparallax.tagging.grammar.deeds import FINITE
from newsparallax.tagging.grammar.parse import Block
from newsparallax.tagging.grammar.tokens import Tokens, tokens
from newsparallax.tagging.saying.quotes import Quotation, paragraph_quotations


@dataclass(slots=True)
class Page:
    """`quoted` holds for each token the number of the quotation it stands in, or -1."""

    t: Tokens
    role: str
    start: int
    end: int
    quotations: list[Quotation]
    quoted: list[int]

    def offsets(self, span: Span) -> tuple[int, int]:
        """A token span in characters of the article's text."""
        return self.t.start[span[0]], self.t.end[span[1]]

    def inside(self, number: int) -> Span:
        """The tokens of a quotation, its marks included."""
        return self.t.covering(self.quotations[number].start, self.quotations[number].end)

    def quotes(self, low: int, high: int) -> bool:
        """Whether a token of [low, high] stands in quotation marks."""
        return any(number >= 0 for number in self.quoted[low : high + 1])

    def source(self, head: int | None) -> Span | None:
        """The noun phrase of a source as far as it stands outside quotation marks."""
        if head is None or self.quoted[head] >= 0:
            return None
        span = noun_phrase(self.t, head)
        if span is None:
            return None
        low, high = span
        while low < head and any(q >= 0 for q in self.quoted[low:head]):
            low += 1
        for token in range(head - 1, low - 1, -1):
            if self.t.tag[token] in FINITE:
                low = token + 1
                break
        for token in range(head, high + 1):
            if self.quoted[token] >= 0 or self.t.tag[token] in FINITE:
                high = token - 1
                break
        if high > low and self.t.tag[high] == "POS":
            high -= 1
        return trimmed(self.t, low, high)


def page(block: Block, text: str, going_on: bool) -> Page:
    """Prepare a block; `going_on` says that the paragraph before ended inside a quotation."""
    t = tokens(block)
    end = block.start + len(block.doc.text)
    quotations = paragraph_quotations(text[block.start : end], block.start, going_on)
    quoted = [-1] * len(t)
    for number, quotation in enumerate(quotations):
        low, high = t.covering(quotation.start, quotation.end)
        for token in range(low, high + 1):
            quoted[token] = number
    return Page(t, block.role, block.start, end, quotations, quoted)
