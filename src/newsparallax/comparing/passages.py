"""The passages that are compared: sentences of headline, dek and body, each with its voice and speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import tokens

# Subheads name what the text below them tells, captions what the picture shows: neither is a telling.
_ROLES = frozenset({"headline", "dek", "body"})
# A fragment of fewer words ("Jail!") belongs to the sentence that follows it.
_FRAGMENT = 3
# Fewer content words than these carry no statement.
_LEAST_CONTENT = 2
# Forms of a mention that hold the name itself.
_WITH_NAME = frozenset({"office and name", "full name", "surname", "name"})


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: [start, end) in its article's text, and who speaks in it.

    `voice` is `narrator`, `reported` or `quoted`, whichever has most of its characters; `attribution_id`, `kind` and
    `speaker` are those of the attribution that has most of them, refusals included. `position` is the place of its
    first sentence in the article. `named` are its words with each person called by the last name alone: an office and
    a full name before what another writes as "Marsh" are still one thing told.
    """

    article_id: str
    start: int
    end: int
    words: str
    role: str
    position: int
    named: str = ""
    voice: str = "narrator"
    attribution_id: str | None = None
    kind: str | None = None
    speaker: str | None = None
    frame: tuple[tuple[int, int], ...] = ()


def passages(tables: Tables) -> list[Passage]:
    """The passages of every tagged article, in the order of articles and text."""
    sentences = by_article(records(tables["sentences"][tables["sentences"]["role"].isin(_ROLES)]))
    lines = by_article(records(tables["lines"]))
    mentions = tables["mentions"]
    people = by_article(records(mentions[(mentions["type"] == "person") & mentions["form"].isin(_WITH_NAME)]))
    found = [
        Passage(
            article, start, end, words, first["role"], first["position"], _named(start, words, people.get(article, []))
        )
        for article, rows in sentences.items()
        for start, end, words, first in _whole(rows, lines.get(article, []))
        if sum(not t.is_function for t in tokens(words)) >= _LEAST_CONTENT
    ]
    return voiced(found, tables)


def voiced(found: Iterable[Passage], tables: Tables) -> list[Passage]:
    """The passages with their voice, attribution and speaker, from the tables `voices` and `attributions`."""
    voices = by_article(records(tables["voices"]))
    said = by_article(records(tables["attributions"]))
    return [_voiced(p, voices.get(p.article_id, []), said.get(p.article_id, [])) for p in found]


def _voiced(passage: Passage, voices: Sequence[Record], said: Sequence[Record]) -> Passage:
    voice = _most(voices, passage.start, passage.end)
    spoken = _attribution(said, passage.start, passage.end) or {}
    return replace(
        passage,
        voice=voice["voice"] if voice else "narrator",
        attribution_id=spoken.get("attribution_id"),
        kind=spoken.get("kind"),
        speaker=spoken.get("speaker"),
        frame=tuple(_frames(passage, said)),
    )


def _frames(passage: Passage, said: Sequence[Record]) -> Iterator[tuple[int, int]]:
    for row in said:
        for low, high in ((row["source_start"], row["source_end"]), (row["cue_start"], row["cue_end"])):
            if low is not None and passage.start < high and low < passage.end:
                yield low - passage.start, high - passage.start


def _named(start: int, words: str, people: Sequence[Record]) -> str:
    """The words with every mention of a person replaced by the actor's last name."""
    parts: list[str] = []
    at = 0
    for row in people:
        low, high = row["start"] - start, row["end"] - start
        if at <= low and high <= len(words):
            parts += [words[at:low], row["actor"].split()[-1]]
            at = high
    return "".join([*parts, words[at:]])


def _whole(sentences: Sequence[Record], lines: Sequence[Record]) -> Iterator[tuple[int, int, str, Record]]:
    """(start, end, words, first sentence) of sentences put together again: headlines whole, fragments with the next."""
    starts = [line["start"] for line in lines]

    def line_of(start: int) -> Record | None:
        at = bisect_right(starts, start) - 1
        return lines[at] if at >= 0 else None

    run: list[Record] = []
    for sentence in sentences:
        if run:
            line = line_of(run[0]["start"])
            together = line is not None and sentence["end"] <= line["end"]
            headline = run[0]["role"] == sentence["role"] == "headline"
            if together and (headline or len(tokens(run[-1]["words"])) < _FRAGMENT):
                run.append(sentence)
                continue
            yield _joined(run, line)
        run = [sentence]
    if run:
        yield _joined(run, line_of(run[0]["start"]))


def _joined(run: Sequence[Record], line: Record | None) -> tuple[int, int, str, Record]:
    start, end = run[0]["start"], run[-1]["end"]
    if len(run) == 1 or line is None:
        return start, end, run[0]["words"], run[0]
    return start, end, line["words"][start - line["start"] : end - line["start"]], run[0]


def _most(rows: Sequence[Record], start: int, end: int) -> Record | None:
    """The row that shares most characters with [start, end)."""
    common = [(min(row["end"], end) - max(row["start"], start), row) for row in rows]
    size, best = max(common, key=lambda pair: pair[0], default=(0, None))
    return best if size > 0 else None


def _attribution(rows: Sequence[Record], start: int, end: int) -> Record | None:
    """The attribution with most of its content in [start, end), or with its source or cue there."""
    stretches = [
        {"start": low, "end": high, "row": row}
        for row in rows
        for low, high in (*row["content_spans"], (row["cue_start"], row["cue_end"]))
        if low is not None
    ]
    best = _most(stretches, start, end)
    spoken: Record | None = best["row"] if best else None
    return spoken
