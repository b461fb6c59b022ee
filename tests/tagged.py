"""Short texts made into parsed articles, and attributions placed on them by their words."""

from __future__ import annotations

import re

from spacy.language import Language

from newsparallax.corpus import Actor, CorpusConfig
from newsparallax.reading.article import Article, Paragraph
from newsparallax.tagging.grammar.parse import Parsed, parse
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.resolve import resolve
from newsparallax.tagging.who.cast import Cast, Member, cast
from newsparallax.values import Kind


def parsed(nlp: Language, text: str) -> Parsed:
    """An article whose lines are body paragraphs."""
    paragraphs = tuple(Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text))
    article = Article("a", "a.txt", text, "utf-8", "en", "Outlet", None, None, (), paragraphs, ())
    return next(parse(nlp, [article]))


def config(*actors: Actor) -> CorpusConfig:
    return CorpusConfig(actors=actors)


def cast_of(nlp: Language, text: str, *actors: Actor) -> Cast:
    return cast(parsed(nlp, text), config(*actors))


def member(found: Cast, name: str) -> Member:
    """The member of that name; fails with all the names there are."""
    by_name = {found.members[n.member].name: found.members[n.member] for n in found.namings}
    assert name in by_name, sorted(by_name)
    return by_name[name]


def said(text: str, source: str | None, content: str, kind: Kind = "indirect", nth: int = 0) -> Attribution:
    """An attribution by the words of its content and the occurrence of its source nearest to them."""
    start = [m.start() for m in re.finditer(re.escape(content), text)][nth]
    end = start + len(content)
    span = None
    if source is not None:
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(source)}(?!\w)", text)]
        outside = [at for at in places if not start <= at < end] or places
        at = min(outside, key=lambda at: min(abs(at - end), abs(start - at - len(source))))
        span = (at, at + len(source))
    quoted = ((start, end),) if kind == "direct" else ()
    return Attribution(kind, ((start, end),), quoted, span, None, None, None, "test")


def speakers(nlp: Language, text: str, *told: tuple[str | None, str], actors: tuple[Actor, ...] = ()) -> list[Answer]:
    """Resolve (source words, content words) in the order of the text; a content within quotation marks is direct."""
    page = parsed(nlp, text)
    found = []
    for source, content in told:
        at = text.index(content)
        kind: Kind = "direct" if at and text[at - 1] in '"“' else "indirect"
        found.append(said(text, source, content, kind))
    return resolve(page, cast(page, config(*actors)), found)
