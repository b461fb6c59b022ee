"""One parsed article to the rows of every tagging table: a pure function of article, corpus.toml and codebooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from newsparallax.codebooks import Codebooks
from newsparallax.corpus import CorpusConfig
from newsparallax.tables import TABLES, Row, row_of
from newsparallax.tagging import encoder
from newsparallax.tagging.coding import actions, marks, topics
from newsparallax.tagging.coding.mentions import mentions
from newsparallax.tagging.corrections import Correction, correct
from newsparallax.tagging.grammar.parse import Parsed
from newsparallax.tagging.grammar.sentences import (
    Sentence,
    Stretch,
    sentence_at,
    sentences,
    stretches,
    voice_of,
    within,
)
from newsparallax.tagging.saying import attributions
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.resolve import resolve
from newsparallax.tagging.who.cast import cast
from newsparallax.tagging.who.event import EventCast
from newsparallax.words import count_words


def tag(
    parsed: Parsed,
    config: CorpusConfig,
    books: Codebooks,
    corrections: Sequence[Correction] = (),
    event: EventCast | None = None,
) -> dict[str, list[Row]]:
    """Rows of every tagging table for one article, and of `notices` for corrections that cannot be applied.

    `event` is what the other articles say of the names. `corrections` are this article's; they come before the
    voices, so that a corrected attribution counts everywhere.
    """
    article = parsed.article
    people = cast(parsed, config, event)
    found = attributions.find(parsed)
    said = [
        _attribution_row(article.id, article.text, number, attribution, speaker)
        for number, (attribution, speaker) in enumerate(zip(found, resolve(parsed, people, found), strict=True), 1)
    ]
    said, notices = correct(said, corrections, article)
    parts = stretches(len(article.text), said)
    names = [(naming.start, naming.end) for naming in people.namings]
    told = sentences(parsed)
    here = {"article_id": article.id}

    def placed(table: str, hits: Iterable[Any]) -> list[Row]:
        return [_hit_row(table, hit, article.id, article.text, told, parts) for hit in hits]

    return {
        "sentences": [row_of("sentences", s, **here, sentence_id=s.id, **_counted(article.text, s)) for s in told],
        "voices": [
            row_of("voices", part, **here, sentence_id=s.id, **_counted(article.text, part))
            for s in told
            for part in within(parts, s.start, s.end)
        ],
        "vectors": list(encoder.rows(article.id, article.text, told)),
        "attributions": said,
        "mentions": placed("mentions", mentions(parsed, people)),
        "topics": placed("topics", topics.find(parsed, config, books, names)),
        "marks": placed("marks", marks.find(parsed, books, names)),
        "actions": placed("actions", actions.find(parsed, people, found, books)),
        "notices": notices,
    }


def _hit_row(
    table: str, hit: Any, article_id: str, text: str, told: list[Sentence], parts: list[Stretch]
) -> dict[str, Any]:
    """A span's row: the columns that are its own, by their names; its words, its sentence and its voice."""
    spec = TABLES[table]
    voice, sentence = voice_of(parts, hit.start, hit.end), sentence_at(told, hit.start)
    made = {
        "article_id": article_id,
        "sentence_id": sentence.id if sentence else None,
        "voice": _voice(voice.voice, hit),
        "attribution_id": voice.attribution_id,
    }
    for evidence in spec.evidence:
        # The row's own span, or another part of the clause that the hit names by its offsets: `agent`, `patient`.
        start, end = (hit.start, hit.end) if evidence.words == "words" else getattr(hit, evidence.words) or (None, None)
        made |= {evidence.start: start, evidence.end: end}
        made[evidence.words] = None if start is None else text[start:end]
    return row_of(table, hit, **{name: made[name] for name in spec.names if name in made})


def _voice(voice: str, hit: Any) -> str:
    """A hit's voice: words in quotation marks, or in somebody's view, are not the outlet's own without attribution."""
    if voice == "narrator" and getattr(hit, "in_quotes", False):
        return "quoted"
    return "reported" if voice == "narrator" and getattr(hit, "in_view", False) else voice


def _counted(text: str, part: Sentence | Stretch) -> dict[str, Any]:
    words = text[part.start : part.end]
    return {"words": words, "word_count": count_words(words)}


def _attribution_row(article_id: str, text: str, number: int, found: Attribution, speaker: Answer) -> Row:
    start, end = found.content[0][0], found.content[-1][1]
    source_start, source_end = found.source or (None, None)
    cue_start, cue_end = found.cue or (None, None)
    reasons = [reason for reason in dict.fromkeys((found.needs_review, speaker.review, speaker.doubt)) if reason]
    return row_of(
        "attributions",
        found,
        article_id=article_id,
        attribution_id=f"{article_id}:q{number}",
        content_spans=[list(span) for span in found.content],
        start=start,
        end=end,
        content=text[start:end],
        quoted_spans=[list(span) for span in found.quoted],
        source_start=source_start,
        source_end=source_end,
        source=text[source_start:source_end] if found.source else None,
        cue_start=cue_start,
        cue_end=cue_end,
        cue=text[cue_start:cue_end] if found.cue else None,
        speaker=speaker.name,
        members=list(speaker.names),
        speaker_from=speaker.how,
        speaker_sure=speaker.sure,
        speaker_doubt=speaker.why_not,
        side=speaker.side,
        side_from=speaker.side_from,
        official=speaker.official,
        anonymous=speaker.anonymous,
        word_count=sum(count_words(text[low:high]) for low, high in found.content),
        needs_review="; ".join(reasons) or None,
    )
