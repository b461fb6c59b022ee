"""Topics: where an article's words touch a topic of the general codebook or of corpus.toml.

A hit is a span, never a verdict about the sentence; one passage may touch several topics. Words that a topic is told by
without naming it are not found: add patterns to corpus.toml for what is particular to an event. Words that stand beside
a topic as often as for it (`weak` patterns: "flight") count in an article that touches it by others too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from newsparallax.codebooks import Codebooks, Entry, of_corpus, select
from newsparallax.codebooks.patterns import Hit
from newsparallax.corpus import CorpusConfig
from newsparallax.reading.article import Role
from newsparallax.tagging.parse import Parsed


@dataclass(frozen=True, slots=True)
class TopicHit:
    """One hit: offsets in the article's text, the topic, and the codebook entry and pattern that made it."""

    start: int
    end: int
    topic: str
    label: str
    codebook: str
    role: str
    rule: str


def find(parsed: Parsed, config: CorpusConfig, books: Codebooks) -> list[TopicHit]:
    """Hits of every topic, in the order of the text; of one topic's overlapping hits the longest."""
    matchers = [books.matcher("topics")]
    if config.topics:
        matchers.append(of_corpus(config.topics).matcher)
    text, found = parsed.article.text, list[tuple[Role, Hit[Entry]]]()
    for block in parsed.blocks:
        for sentence in block.doc.sents:
            start, end = block.start + sentence.start_char, block.start + sentence.end_char
            matches = (match for matcher in matchers for match in matcher.matches(text, start, end))
            found += [(block.role, hit) for hit in select(matches, apart=True)]
    kept = set(supported([hit for _, hit in found]))
    return [
        TopicHit(
            hit.start,
            hit.end,
            hit.owner.key,
            hit.owner.label,
            hit.owner.codebook,
            role,
            hit.owner.rule(hit.pattern),
        )
        for role, hit in found
        if hit in kept
    ]


def supported(hits: Sequence[Hit[Entry]]) -> list[Hit[Entry]]:
    """The hits of one article without those of a weak pattern that is the only pattern to hit its topic there."""
    patterns: dict[tuple[str, str], set[str]] = defaultdict(set)
    for hit in hits:
        patterns[hit.owner.codebook, hit.owner.key].add(hit.pattern)
    alone = {key: len(found) == 1 for key, found in patterns.items()}
    return [h for h in hits if not (alone[h.owner.codebook, h.owner.key] and h.pattern in h.owner.weak)]
