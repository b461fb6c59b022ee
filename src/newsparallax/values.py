"""The words that stand for a choice in a table's column, each spelled once."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

# What a line of a file is.
Role = Literal[
    "headline",
    "dek",
    "byline",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "related",
    "furniture",
    "duplicate",
    "blank",
]
# What a date is the date of.
Dating = Literal["published", "updated", "dateline", "page"]
# When an article was written, by the event's days.
Timing = Literal["before", "on", "after", "unknown"]
# How much a notice matters.
Severity = Literal["skipped", "warning", "note"]
# Whose words some words are: the outlet's own, or inside an attribution, without or with quotation marks.
Voice = Literal["narrator", "reported", "quoted"]
# How an attribution gives what somebody said; a refusal is that somebody said nothing.
Kind = Literal["direct", "mixed", "indirect", "refusal"]
# What an actor is.
ActorType = Literal["person", "organisation", "place", "outlet"]
# By what an actor is named.
Form = Literal["full name", "surname", "office and name", "office", "nationality", "name"]
# CAMEO's quad class of a deed (Gerner et al. 2002).
Quad = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
# Why a clause tells of no plain deed.
Modality = Literal["possible", "necessary", "future", "conditional", "intended", "demanded"]
# What became of some words from one telling to another.
Change = Literal["kept", "swapped", "added", "dropped"]
# What two accounts tell differently.
Fact = Literal["quantity", "time", "name", "office", "quotation", "speaker", "certainty", "extent", "polarity"]
# What a claim of the first page is about, in the order in which a reader would tell of it. On ten coded events: the
# mean place that coders gave each; but what strangers found right in fewest claims, the missing reply and the judging
# words, comes behind what they found right.
Point = Literal[
    "clash", "reply_missing", "only_here", "left_out", "takes_side", "wording", "who_speaks", "timing", "headline"
]
# How two accounts of one fact stand to each other; never who is right.
Verdict = Literal["contradiction", "variation", "suspect"]
# How a statement is told: an attribution's kind, or the outlet's own voice.
Manner = Literal[Kind, "narrator"]


class Grade(StrEnum):
    """What the evidence for a distinctive word carries."""

    SURVIVES = "survives 1,000 permutations"
    CHANCE = "not told apart from chance"
    TOO_FEW = "too few passages to tell"
    SINGLE = "a single passage"
    FUNCTION = "a function word"  # of a word that would survive: grammar and house style, not wording
    TIMING = "tells when it was written"  # of a word: its grammar, where one side was written before the event


class State(StrEnum):
    """Whether an outlet tells a statement, and why it may not."""

    TOLD = "told"
    PERHAPS = "perhaps told"
    UNCLEAR = "unclear"
    MISSING = "missing here"
    WRITTEN_BEFORE = "written before"
    WRITTEN_AFTER = "written after"


class Habit(StrEnum):
    """What the events of a study carry of a difference between outlets."""

    HABIT = "a habit in these events"
    ONE_EVENT = "one event makes it"
    ONE_OUTLET = "another outlet makes it"
    NOT_SHOWN = "not shown"
    TOO_FEW = "too few events to tell"
