"""Was an article written before, on or after the event? Its date says so; else the tenses of its opening."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsparallax.corpus import EventFacts
from newsparallax.reading.article import Dated
from newsparallax.values import Timing

_AHEAD = re.compile(
    r"\bwill\b|\bahead of\b|\bupcoming\b|\bnext (?:week|month)\b|"
    r"\b(?:set|due|expected|scheduled|plan(?:s|ned)?|agreed?|heads?|prepar\w+) (?:\w+ ){0,3}to\b|"
    r"\bto (?:meet|visit|hold|discuss|attend|travel|begin|start|open|face)\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:met|held|said|told|took|was|were|had|began|ended|lasted|came|made|gave|spoke|left|won|lost|"
    r"[a-z]{3,}ed)\b|\b(?:after|following|since) (?:\w+ ){0,2}(?:meeting|talks|summit|vote|election|attack|ruling)\b",
    re.IGNORECASE,
)


def timing(event: EventFacts, dates: Sequence[Dated], opening: str) -> tuple[Timing, str]:
    """(timing, what says so). `opening` is the headline, dek and first two paragraphs of the story.

    A publication or dateline date before or after the event's days decides; an update date before them too, since an
    article is not updated before it is written. On the event's own day, and where no date is known, the opening's
    tenses decide: told mostly as to come is `before`.
    """
    if not event.days:
        return "unknown", "no day of the event is known"
    ahead, back = len(_AHEAD.findall(opening)), len(_BACK.findall(opening))
    tenses = f"opening told as to come {ahead} times, as past {back} times"
    for kind in ("published", "dateline", "updated"):
        for date in dates:
            if date.kind != kind or date.value is None:
                continue
            if date.value < event.days[0]:
                return "before", f"{kind} {date.value}"
            if date.value > event.days[-1] and kind != "updated":
                return "after", f"{kind} {date.value}"
            if kind != "updated":
                return "before" if ahead > back else "on", f"{kind} {date.value}; {tenses}"
    if ahead + back < 2:
        return "unknown", "no date, and too few tenses in the opening"
    return "before" if ahead > back else "after", f"no date; {tenses}"
