"""The passages that are compared: sentences of headline, dek and body, each with its voice and speaker."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import tokens
from newsparallax.overlaps import Overlaps

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

    @property
    def manner(self) -> str:
        """How it tells what it tells: its attribution's kind, or `narrator`."""
        return self.kind or "narrator"


def place(passage: Passage | None, before: str) -> dict[str, Any]:
    """Where a passage stands, and its words, for columns whose names begin with `before`; of none nothing."""
    return {f"{before}{name}": getattr(passage, name, None) for name in ("article_id", "start", "end", "words")}


def passages(tables: Tables) -> list[Passage]:
    """The passages of every tagged article, in the order of articles and text."""
    sentences = by_article(records(tables["sentences"][tables["sentences"]["role"].isin(_ROLES)]))
    lines = by_article(records(tables["lines"]))
    mentions = tables["mentions"]
    people: defaultdict[str, Overlaps[str]] = defaultdict(Overlaps)
    for row in records(mentions[(mentions["type"] == "person") & mentions["form"].isin(_WITH_NAME)]):
        people[row["article_id"]].add(row["start"], row["end"], row["actor"])
    found = [
        Passage(article, start, end, words, first["role"], first["position"], _named(start, words, people[article]))
        for article, rows in sentences.items()
        for start, end, words, first in _whole(rows, lines.get(article, []))
        if sum(not t.is_function for t in tokens(words)) >= _LEAST_CONTENT
    ]
    return voiced(found, tables)


def voiced(found: Iterable[Passage], tables: Tables) -> list[Passage]:
    """The passages with their voice, attribution and speaker, from the tables `voices` and `attributions`."""
    voices = by_article(records(tables["voices"]))
    said = by_article(records(tables["attributions"]))
    laid = {name: _Laid(voices.get(name, []), said.get(name, [])) for name in voices}
    nothing = _Laid([], [])
    return [_voiced(p, laid.get(p.article_id, nothing)) for p in found]


class _Laid:
    """One article's voices, and its attributions by their contents and cues, and by their sources and cues."""

    def __init__(self, voices: Sequence[Record], said: Sequence[Record]) -> None:
        self.voices = Overlaps((row["start"], row["end"], row) for row in voices)
        self.said: Overlaps[Record] = Overlaps()
        self.frames: Overlaps[None] = Overlaps()
        for row in said:
            for low, high in row["content_spans"]:
                self.said.add(low, high, row)
            if row["source_start"] is not None:
                self.frames.add(row["source_start"], row["source_end"], None)
            if row["cue_start"] is not None:
                self.said.add(row["cue_start"], row["cue_end"], row)
                self.frames.add(row["cue_start"], row["cue_end"], None)


def _voiced(passage: Passage, laid: _Laid) -> Passage:
    start, end = passage.start, passage.end
    voice, spoken = _most(laid.voices, start, end), _most(laid.said, start, end) or {}
    return replace(
        passage,
        voice=voice["voice"] if voice else "narrator",
        attribution_id=spoken.get("attribution_id"),
        kind=spoken.get("kind"),
        speaker=spoken.get("speaker"),
        frame=tuple((low - start, high - start) for low, high, _ in laid.frames.meeting(start, end)),
    )


def _named(start: int, words: str, people: Overlaps[str]) -> str:
    """The words with every mention of a person replaced by the actor's last name."""
    parts: list[str] = []
    at = 0
    for first, last, actor in people.meeting(start, start + len(words)):
        low, high = first - start, last - start
        if at <= low and high <= len(words):
            parts += [words[at:low], actor.split()[-1]]
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


def _most(laid: Overlaps[Record], start: int, end: int) -> Record | None:
    """The row that shares most characters with [start, end)."""
    common = [(min(high, end) - max(low, start), row) for low, high, row in laid.meeting(start, end)]
    size, best = max(common, key=lambda pair: pair[0], default=(0, None))
    return best if size > 0 else None
