"""The role of every line: which are the article's own telling, and which belong to the page around it.

Passes run in a fixed order over the text's paragraphs; the first pass that recognises a paragraph labels it, and what
none recognises is body: a doubtful line stays in the story. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newsparallax.reading import asides, story, top
from newsparallax.reading.article import Line
from newsparallax.reading.divide import Dateline, Part, dateline, glued_caption, opening_dateline, picture_credit
from newsparallax.reading.layout import Label, Page, Pass
from newsparallax.reading.units import Span, Unit

PASSES: tuple[Pass, ...] = (
    asides.of_outlet,
    asides.related,
    asides.furniture,
    asides.repeated,
    story.slots,
    story.find_story,
    top.headline,
    top.above_headline,
    asides.lists,
    asides.duplicates,
    asides.outlet_name,
    top.top_matter,
    asides.captions,
    story.below,
    story.headlines_in_a_row,
    top.dek,
    top.between,
    asides.subheads,
    asides.unpunctuated,
)


def label(page: Page) -> list[tuple[Unit, Label]]:
    """Every paragraph with its role and rule, in the order of the text."""
    for one in PASSES:
        for index, found in list(one(page)):
            page.labels.setdefault(index, found)
    return [(unit, page.labels.get(i, ("body", "story"))) for i, unit in enumerate(page.units)]


def parts(text: str, labelled: list[tuple[Unit, Label]]) -> Iterator[tuple[Unit, list[Part]]]:
    """The paragraphs, divided where a dateline opens them or a caption is glued to their sentence."""
    told = [unit for unit, (role, _) in labelled if role == "body"]
    for unit, (role, rule) in labelled:
        whole = Part(unit.start, unit.end, role, rule)
        if role not in ("body", "caption"):
            yield unit, [whole]
        elif found := _dateline(text, unit, told):
            place = Part(unit.start, found.end, "dateline", "place, date or agency before the story")
            yield unit, [place, Part(found.end, unit.end, role, rule)]
        elif (cut := glued_caption(text, unit.start, unit.end)) is not None:
            caption = Part(unit.start, cut, "caption", "glued to a sentence")
            yield unit, [caption, Part(cut, unit.end, "body", "sentence glued to a caption")]
        elif role == "caption" and (cut := picture_credit(text, unit.start, unit.end)) is not None:
            yield unit, [Part(unit.start, cut, role, rule), Part(cut, unit.end, "credit", "ends a caption")]
        else:
            yield unit, [whole]


_NAME = re.compile(r"[A-ZÀ-Þ][\w.’'-]+(?: (?:de|van|von|der|al|bin|da|di|la|le|[A-ZÀ-Þ])[\w.’'-]*){1,3}")


def signed(text: str, found: Iterable[Part]) -> tuple[str, ...]:
    """The names that the bylines hold, in their order."""
    names: dict[str, None] = {}
    for part in found:
        if part.role == "byline":
            words = re.sub(
                r"(?i)^\W*(?:written |reported |posted |words )?by:?\s*|^authors?:\s*", "", text[part.start : part.end]
            )
            parts = re.split(r"\s*(?:,|;|/|\||&|·|\band\b)\s*", words, flags=re.IGNORECASE)
            names |= dict.fromkeys(name[0] for part in parts if (name := _NAME.match(part)))
    return tuple(names)


def _dateline(text: str, unit: Unit, told: list[Unit]) -> Dateline | None:
    if not told or unit is not told[0]:
        return dateline(text, unit.start, unit.end)
    return opening_dateline(text, unit.start, unit.end, [(u.start, u.end) for u in told[1:]])


def lines(text: str, spans: list[Span], divided: list[tuple[Unit, list[Part]]]) -> tuple[Line, ...]:
    """Every line of the file with its role; a line that two parts share is cut where the second begins."""
    of_line = {span.line: found for unit, found in divided for span in unit.lines}
    made: list[Line] = []
    for span in spans:
        inside = of_line.get(span.line)
        if inside is None:
            made.append(Line(span.line, span.start, span.end, "blank", "blank line"))
            continue
        cuts = [p for n, p in enumerate(inside) if n == 0 or p.start < span.end]
        cuts = [p for n, p in enumerate(cuts) if n + 1 == len(cuts) or cuts[n + 1].start > span.start]
        starts = [span.start, *(p.start for p in cuts[1:])]
        ends = [*starts[1:], span.end]
        made.extend(
            Line(span.line, start, end, part.role, part.rule)
            for start, end, part in zip(starts, ends, cuts, strict=True)
        )
    return tuple(made)
