"""Topics: where an article's words touch a topic of the general codebook or of corpus.toml.

A hit is a span, never a verdict about the sentence; one passage may touch several topics. Words that a topic is told by
without naming it are not found: add patterns to corpus.toml for what is particular to an event. Words that stand beside
a topic as often as for it (`weak` patterns: "flight") count in an article that touches it by others too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newsparallax.codebooks import CORPUS, Codebooks, of_corpus, select
from newsparallax.corpus import CorpusConfig
from newsparallax.overlaps import Overlaps
from newsparallax.tagging.grammar.parse import Parsed


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


def find(
    parsed: Parsed, config: CorpusConfig, books: Codebooks, names: Iterable[tuple[int, int]] = ()
) -> list[TopicHit]:
    """Hits of every topic, in the order of the text; of one topic's overlapping hits the longest.

    `names` are the places [start, end) of actors' names: a general topic's words inside a longer name are no hit ("the
    Senate Judiciary Committee"), a topic of corpus.toml may be told by a name.
    """
    named = Overlaps((low, high, None) for low, high in names)
    matchers = [books.matcher("topics")]
    if config.topics:
        matchers.append(of_corpus(config.topics).matcher)
    text, found = parsed.article.text, list[TopicHit]()
    for block in parsed.blocks:
        for sentence in block.doc.sents:
            start, end = block.start + sentence.start_char, block.start + sentence.end_char
            matches = (match for matcher in matchers for match in matcher.matches(text, start, end))
            for hit in select(matches, apart=True):
                entry = hit.owner
                if entry.codebook != CORPUS and _inside_a_name(hit.start, hit.end, named):
                    continue
                found.append(
                    TopicHit(
                        hit.start, hit.end, entry.key, entry.label, entry.codebook, block.role, entry.rule(hit.pattern)
                    )
                )
    return found


def _inside_a_name(start: int, end: int, named: Overlaps[None]) -> bool:
    return any(a <= start and end <= b and end - start < b - a for a, b, _ in named.meeting(start, end))
