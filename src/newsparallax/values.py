"""The words that stand for a choice in a table's column, each spelled once: a member is the string it stands for."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a line of a file is."""

    HEADLINE = "headline"
    DEK = "dek"
    BYLINE = "byline"
    DATELINE = "dateline"
    BODY = "body"
    SUBHEAD = "subhead"
    CAPTION = "caption"
    CREDIT = "credit"
    RELATED = "related"
    FURNITURE = "furniture"
    DUPLICATE = "duplicate"
    BLANK = "blank"


class Dating(StrEnum):
    """What a date is the date of."""

    PUBLISHED = "published"
    UPDATED = "updated"
    DATELINE = "dateline"
    PAGE = "page"


class Timing(StrEnum):
    """When an article was written, by the event's days."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"
    UNKNOWN = "unknown"


class Severity(StrEnum):
    """How much a notice matters."""

    SKIPPED = "skipped"
    WARNING = "warning"
    NOTE = "note"


class Voice(StrEnum):
    """Whose words some words are: the outlet's own, or inside an attribution, without or with quotation marks."""

    NARRATOR = "narrator"
    REPORTED = "reported"
    QUOTED = "quoted"


class Kind(StrEnum):
    """How an attribution gives what somebody said; a refusal is that somebody said nothing."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    REFUSAL = "refusal"


class ActorType(StrEnum):
    """What an actor is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OUTLET = "outlet"


class Form(StrEnum):
    """By what an actor is named."""

    FULL_NAME = "full name"
    SURNAME = "surname"
    OFFICE_AND_NAME = "office and name"
    OFFICE = "office"
    NATIONALITY = "nationality"
    DESCRIPTION = "description"
    NAME = "name"


class Quad(StrEnum):
    """CAMEO's quad class of a deed (Gerner et al. 2002)."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Modality(StrEnum):
    """Why a clause tells of no plain deed."""

    POSSIBLE = "possible"
    NECESSARY = "necessary"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    INTENDED = "intended"
    DEMANDED = "demanded"


class Grade(StrEnum):
    """What the evidence for a figure carries."""

    SURVIVES = "survives 1,000 permutations"
    CHANCE = "not told apart from chance"
    TOO_FEW = "too few passages to tell"
    SINGLE = "a single passage"
    UNTESTED = "not tested"
    FUNCTION = "a function word"  # of a word that would survive: grammar and house style, not wording
    TIMING = "tells when it was written"  # of a word: its grammar, where one side was written before the event


class How(StrEnum):
    """How words reached an outlet through a channel."""

    ORIGIN = "origin"
    CREDIT = "credit"
    VIA = "via"
    SPEAKER = "speaker"


class State(StrEnum):
    """Whether an outlet tells a statement, and why it may not."""

    TOLD = "told"
    PERHAPS = "perhaps told"
    UNCLEAR = "unclear"
    MISSING = "missing here"
    WRITTEN_BEFORE = "written before"
    WRITTEN_AFTER = "written after"


class Change(StrEnum):
    """What became of some words from one telling to another."""

    KEPT = "kept"
    SWAPPED = "swapped"
    ADDED = "added"
    DROPPED = "dropped"


class Fact(StrEnum):
    """What two accounts tell differently."""

    QUANTITY = "quantity"
    TIME = "time"
    PLACE = "place"
    NAME = "name"
    OFFICE = "office"
    QUOTATION = "quotation"
    SPEAKER = "speaker"
    CERTAINTY = "certainty"
    EXTENT = "extent"
    POLARITY = "polarity"
    READING = "reading"
    RANK = "rank"
    CHARGE = "charge"
    ANSWER = "answer"


class Point(StrEnum):
    """What a claim of the first page is about, in the order in which a reader would tell of it.

    On ten coded events: the mean place that coders gave each; but what strangers found right in fewest claims, the
    missing reply and the judging words, comes behind what they found right.
    """

    CLASH = "clash"
    LEFT_OUT = "left_out"
    ONLY_HERE = "only_here"
    WHO_SPEAKS = "who_speaks"
    REPLY_MISSING = "reply_missing"
    TAKES_SIDE = "takes_side"
    WORDING = "wording"
    TIMING = "timing"
    HEADLINE = "headline"


class Verdict(StrEnum):
    """How two accounts of one fact stand to each other; never who is right."""

    CONTRADICTION = "contradiction"
    VARIATION = "variation"
    SUSPECT = "suspect"


class Habit(StrEnum):
    """What the events of a study carry of a difference between outlets."""

    HABIT = "a habit in these events"
    ONE_EVENT = "one event makes it"
    NOT_SHOWN = "not shown"
    TOO_FEW = "too few events to tell"
