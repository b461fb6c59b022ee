"""Reports: cues that the parse ties to a source and to what is reported, by the frames of codebooks/lists/cues.toml."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsparallax.tagging.grammar.clauses import (
    Span,
    around,
    clause,
    rest_of_sentence,
    that_behind,
    that_clause,
    trimmed,
    zone,
)
from newsparallax.tagging.grammar.deeds import FINITE, RELATIVE, infinitive, is_passive, negated, subject
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying.cues import Cues
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.who.lexicon import lexicon

# Parts of speech without which words tell nothing.
_MEANING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
# "without naming him", "from claiming asylum": nothing is said.
_UNSAID = frozenset({"without", "from", "against", "instead"})


@dataclass(slots=True)
class Report:
    """One cue: `verb` is its head, `cue` its words, `content` the token stretches of what is reported.

    `quotations` are the numbers of the page's quotations given to it by their place beside it.
    """

    verb: int
    cue: Span
    lemma: str
    source: Span | None
    content: list[Span]
    rule: str
    via: Span | None = None
    refusal: bool = False
    quotations: list[int] = field(default_factory=list)
    review: str | None = None


def reports(page: Page, cues: Cues, outlet: str | None = None) -> list[Report]:
    """The reports of a page whose content the parse shows; `outlet` naming itself as its own source is none."""
    t = page.t
    found: list[Report] = []
    for token in range(len(t)):
        if page.quoted[token] >= 0:
            continue
        report = None
        if t.low[token] in cues.according_first:
            report = according(page, token, cues)
            if report is not None and outlet and _named(page, report.source) == outlet.casefold():
                report = None
        elif t.lemma[token] in cues.verbs and t.pos[token] in ("VERB", "AUX"):
            if t.dep[token] not in ("amod", "aux", "auxpass"):
                report = _verb(page, token, cues)
        elif t.pos[token] == "NOUN" and t.lemma[token] in cues.that_nouns:
            report = _noun(page, token)
        if report is not None:
            found.append(report)
    _split_participles(page, found)
    return found


def _named(page: Page, source: Span | None) -> str:
    return "" if source is None else " ".join(page.t.low[source[0] : source[1] + 1])


def quoted_as(t: Tokens, verb: int) -> int | None:
    """The participle of "was quoted (cited) as saying"."""
    return _as_saying(t, verb) if t.tag[verb] == "VBN" and is_passive(t, verb) else None


def quotes_as(t: Tokens, verb: int) -> int | None:
    """Who is quoted in "AGENCY quoted SOMEBODY as saying", given the verb that says `quoted`."""
    active = _as_saying(t, verb) is not None and not is_passive(t, verb)
    return t.child(verb, "dobj") if active else None


def _as_saying(t: Tokens, verb: int) -> int | None:
    if t.lemma[verb] not in ("quote", "cite"):
        return None
    as_ = next((k for k in t.kids[verb] if t.low[k] == "as" and k > verb), None)
    return None if as_ is None else t.child(as_, "pcomp")


def source_head(t: Tokens, verb: int, cues: Cues) -> int | None:
    """The token that names who speaks: the subject, or the one quoted in "was quoted as saying"."""
    if quoted_as(t, verb) is not None:
        own = t.child(verb, "nsubjpass")
        return t.head[verb] if own is None and t.dep[verb] in ("acl", "relcl") else own
    if t.dep[verb] == "pcomp" and t.low[t.head[verb]] == "as":
        above = t.head[t.head[verb]]
        if quoted_as(t, above) is not None:
            return source_head(t, above, cues)
        quoted = quotes_as(t, above)
        if quoted is not None:
            return quoted
    above = t.head[verb]
    if t.dep[verb] == "acl" and t.tag[verb] == "VBG" and t.dep[above] == "dobj" and t.lemma[above] in cues.documents:
        # "The ministry released a statement saying …": the ministry speaks.
        issuer = subject(t, t.head[above])
        return above if issuer is None else issuer
    return subject(t, verb)


def channel(page: Page, verb: int, cues: Cues) -> Span | None:
    """The outlet that carried the words: quoted as saying by Interfax, told Reuters, in an interview with CNN."""
    t = page.t
    passive = verb
    if t.dep[verb] == "pcomp" and quoted_as(t, t.head[t.head[verb]]) is not None:
        passive = t.head[t.head[verb]]
    if quoted_as(t, passive) is not None:
        by = next((k for k in range(passive + 1, t.right[passive] + 1) if t.low[k] == "by"), None)
        carrier = None if by is None else t.child(by, "pobj")
        return page.source(carrier)
    if t.dep[verb] == "pcomp" and quotes_as(t, t.head[t.head[verb]]) is not None:
        return page.source(subject(t, t.head[t.head[verb]]))
    for kid in t.kids[verb]:
        if t.lemma[verb] in cues.addressing and t.dep[kid] in ("dobj", "dative") and is_outlet(t, kid):
            return page.source(kid)
        if t.dep[kid] == "prep":
            talk = t.child(kid, "pobj")
            if talk is None or t.lemma[talk] not in ("interview", "remark", "comment", "briefing"):
                continue
            for inner in t.kids[talk]:
                carrier = t.child(inner, "pobj")
                if carrier is not None and is_outlet(t, carrier):
                    return page.source(carrier)
    return None


def is_outlet(t: Tokens, noun: int) -> bool:
    """Whether a noun phrase names an outlet or agency (codebooks/lists/wires.toml): "ANI", "the paper", "Sky News"."""
    known = lexicon()
    if t.low[noun] in known.outlet_nouns:
        return True
    for at in range(t.left[noun], t.right[noun] + 1):
        if t.pos[at] == "PROPN" and at > t.left[noun] and t.low[at] in known.outlet_endings:
            return True
        if any(tuple(t.text[at : at + len(name)]) == name for name in known.wires.get(t.text[at], ())):
            return True
    return False


def _verb(page: Page, verb: int, cues: Cues) -> Report | None:
    t, lemma = page.t, page.t.lemma[verb]
    refusal = _refusal(page, verb, cues)
    if refusal is not None:
        return refusal
    if t.dep[verb] == "pcomp" and t.low[t.head[verb]] in _UNSAID:
        return None
    if t.dep[verb] == "xcomp" and t.low[t.head[verb]] == "worth":
        return None  # "It is worth mentioning that": the outlet itself speaks
    if quotes_as(t, verb) is not None or _cites_a_source(t, verb):
        return None
    head = source_head(t, verb, cues)
    source = page.source(head)
    if source is None and t.tag[verb] in FINITE and lemma in cues.clause:
        source = names_before(t, verb)
        head = None if source is None else source[1]
    if head is None or source is None:
        return None
    source = _behind_opening(t, source, verb)
    head = head if source[0] <= head <= source[1] else source[1]
    made = next((m for m in _frames(page, verb, head, source, cues) if m[0]), None)
    if made is None or not _says_something(page, made, head):
        return None
    content, cue, rule = made
    return Report(verb, cue, lemma, source, content, rule, channel(page, verb, cues))


def _behind_opening(t: Tokens, source: Span, verb: int) -> Span:
    """ "In a call between X and Y, Y's title, Z said": only Z, where the parser makes one list of it."""
    low, high = source
    opening = t.pos[t.first[verb]] == "ADP" and low - 1 > t.first[verb] and t.dep[low - 1] == "cc"
    commas = [k for k in range(low, high) if t.text[k] == ","] if high == verb - 1 else []
    return (commas[-1] + 1, high) if opening and commas and t.pos[commas[-1] + 1] in ("DET", "PROPN") else source


def names_before(t: Tokens, verb: int) -> Span | None:
    """Names right before a verb whose subject the parser has not seen: "In a joint statement, Peru and Chile said"."""
    high = verb - 1
    aside = (
        next((k for k in range(verb - 2, t.first[verb], -1) if t.text[k] == ","), None) if t.text[high] == "," else None
    )
    if aside is not None and t.tag[aside + 1] == "VBG":
        high = aside - 1  # "Radio Costa, citing sources, said"
        while high > t.first[verb] and t.pos[high] == "NOUN":
            high -= 1
    low = high
    while low >= t.first[verb] and t.pos[low] in ("PROPN", "CCONJ"):
        low -= 1
        listed = t.text[low] == "," and t.pos[low - 1] == "PROPN" and "and" in t.low[low : high + 1]
        if listed and low > t.first[verb]:
            low -= 1
    low += 1
    opens = low > t.first[verb] and t.text[low - 1] in (",", "The", "the")
    return trimmed(t, low, high) if low <= high and opens and t.pos[low] == t.pos[high] == "PROPN" else None


def _cites_a_source(t: Tokens, verb: int) -> bool:
    """ "Citing Reuters", "quoted officials": whom somebody cites is no content."""
    thing = t.child(verb, "dobj")
    if thing is None or t.lemma[verb] not in ("cite", "quote"):
        return False
    return (
        (is_outlet(t, thing) and t.right[thing] == thing)
        or t.low[thing] in lexicon().anonymous
        or lexicon().is_role(t.low[thing])
    )


Made = tuple[list[Span], Span, str]
_CLAUSAL = frozenset({"clause", "parenthesis", "rest of sentence"})
_NAMES = frozenset({"PROPN", "PRON", "DET", "PART", "PUNCT"})
_LEAST = 2  # tokens: "criticised him" names somebody, it does not tell what was said


def _says_something(page: Page, made: Made, head: int) -> bool:
    """Whether a phrase (not a clause) tells what was said: it is quoted, or longer than a name, and of no mere class.

    "Those who vowed to leave" describes people; it reports no utterance.
    """
    content, _, rule = made
    if rule in _CLAUSAL:
        return page.t.low[head] != "that" or any(page.quoted[k] >= 0 for low, high in content for k in range(low, high))
    if any(page.quoted[k] >= 0 for low, high in content for k in range(low, high + 1)):
        return True
    words = [k for low, high in content for k in range(low, high + 1)]
    named_only = all(page.t.pos[k] in _NAMES for k in words)
    return len(words) >= _LEAST and not named_only and page.t.low[head] not in RELATIVE


def _frames(page: Page, verb: int, head: int, source: Span, cues: Cues) -> Iterator[Made]:
    """What each frame of the codebook makes of a verb, in the order in which they are tried."""
    t, lemma, here = page.t, page.t.lemma[verb], (verb, verb)
    document = t.lemma[head] in cues.documents
    if lemma in cues.clause or (lemma in cues.evidence and document):
        yield from _clauses(t, verb, head, source, cues)
    if is_passive(t, verb) and quoted_as(t, verb) is None:
        return
    yield from _nouns_of_saying(t, verb, cues)
    yield from _prepositions(t, verb, cues)
    thing, action = t.child(verb, "dobj"), t.child(verb, "xcomp")
    if lemma in cues.as_ and thing is not None:
        as_ = next((k for k in t.kids[verb] if t.low[k] == "as" and k > thing), None)
        if as_ is not None:
            yield _part(t, t.left[thing], _joined_quotation(page, t.right[as_])), here, "as"
    if lemma in cues.complement:
        named = [k for k in t.kids[verb] if k > verb and t.dep[k] in ("oprd", "ccomp")]
        if named:
            low = min(t.left[k] for k in (*named, *((thing,) if thing is not None and thing > verb else ())))
            yield _part(t, low, t.right[named[-1]]), here, "complement"
        if thing is not None and thing > verb:
            # 'called the failure “a speed bump”' where the parser makes one noun phrase of both
            high = min(_joined_quotation(page, t.right[thing]), t.last[verb])
            if page.quoted[thing] < 0 and any(page.quoted[k] >= 0 for k in range(thing, high + 1)):
                yield _part(t, t.left[thing], high), here, "complement"
    if action is not None and action > verb and infinitive(t, action):
        if lemma in cues.person_to:
            low = t.left[thing] if thing is not None and thing > verb else t.left[action]
            yield _part(t, low, t.right[action]), here, "person to"
        if lemma in cues.to:
            yield _part(t, t.left[action], t.right[action]), here, "infinitive"
    if lemma in cues.person_to:
        wanted = t.child(verb, "ccomp") or (None if thing is None else t.child(verb, "advcl"))
        if wanted is not None and wanted > verb and infinitive(t, wanted):
            low = t.left[wanted] if thing is None or thing < verb else min(t.left[thing], t.left[wanted])
            yield _part(t, low, t.right[wanted]), here, "person to"
    if lemma in cues.object | cues.gerund and action is not None and action > verb and t.tag[action] == "VBG":
        # "denied taking bribes"
        yield _part(t, t.left[action], t.right[action]), here, "object"
    if lemma in cues.object and thing is not None and thing > verb and t.pos[thing] in ("NOUN", "PROPN", "PRON"):
        yield _part(t, t.left[thing], t.right[thing]), here, "object"


def _joined_quotation(page: Page, last: int) -> int:
    """The end of 'as "useful" and "open"' where the parser joins the second fragment to something else."""
    t = page.t
    for at in range(last + 1, min(last + 4, len(t))):
        if page.quoted[at] >= 0:
            return page.inside(page.quoted[at])[1]
        if t.pos[at] not in ("CCONJ", "DET", "PUNCT", "ADP"):
            break
    return last


def _part(t: Tokens, low: int, high: int) -> list[Span]:
    part = trimmed(t, low, high)
    return [part] if part else []


def _clauses(t: Tokens, verb: int, head: int, source: Span, cues: Cues) -> Iterator[Made]:
    here = (verb, verb)
    reported = t.child(verb, "ccomp")
    if reported is not None and not (t.left[reported] <= head <= t.right[reported] and head > verb):
        yield clause(t, verb, reported, source), here, "clause"
    told = t.child(verb, "dobj") if t.lemma[verb] in cues.addressing else None
    told_them = None if told is None or reported is not None or not _hears(t, told, cues) else t.child(told, "relcl")
    if told_them is not None and t.tag[t.left[told_them]] in ("PRP", "DT", "NNP", "EX"):
        # "told the board she had learned of it": the parser takes the clause for one about the board
        yield _part(t, t.left[told_them], t.right[told_them]), here, "clause"
    far = that_clause(t, verb)
    if far is not None:
        yield _part(t, far[0] + 1, t.right[far[1]]), here, "clause"
    above = t.head[verb]
    if t.dep[verb] in ("parataxis", "advcl") and above != verb and t.child(verb, "xcomp") is None:
        like = any(t.low[k] == "as" and t.dep[k] == "mark" for k in t.kids[verb])
        if t.dep[verb] == "parataxis" or like:
            low, high = zone(t, verb, source, None)
            if like:
                low = min(low, t.left[verb])
            parts = around(t, t.left[above], t.right[above], (low, high))
            yield (
                [p for p in parts if any(t.pos[k] in _MEANING for k in range(p[0], p[1] + 1))],
                here,
                "parenthesis",
            )
    marked = that_behind(t, verb)
    if marked is not None and t.tag[verb] in FINITE:
        yield [marked], here, "rest of sentence"
    if t.lemma[verb] in cues.plain and t.tag[verb] in FINITE and t.child(verb, "dobj") is None:
        rest = rest_of_sentence(t, verb)
        if rest is not None and source[1] < verb:
            yield [rest], here, "rest of sentence"
        low, high = t.first[verb], source[0] - 2
        fronted = low < high and t.text[high + 1] == "," and any(t.tag[k] in FINITE for k in range(low, high))
        circumstance = any(t.pos[k] in ("ADP", "SCONJ", "CCONJ") or t.tag[k] == "WRB" for k in (low, low + 1))
        if fronted and not circumstance and t.child(verb, "ccomp", "xcomp") is None and t.low[head] not in RELATIVE:
            # "A rocket built by Orbitra exploded, the company said, in a setback": the parser ties it to nothing.
            yield _part(t, low, high), here, "rest of sentence"


def _hears(t: Tokens, noun: int, cues: Cues) -> bool:
    """Whether a noun names people who can be told something."""
    known = lexicon()
    word, lemma = t.low[noun], t.lemma[noun]
    listed = not {word, lemma}.isdisjoint(known.public | known.organisation | known.anonymous.keys() | cues.audiences)
    return listed or t.pos[noun] in ("PROPN", "PRON") or known.is_role(known.plain(word))


def _nouns_of_saying(t: Tokens, verb: int, cues: Cues) -> Iterator[Made]:
    """VERB NOUN that/for/about …: expressed hope that, made the claim that."""
    if t.lemma[verb] not in cues.express_verbs:
        return
    noun = t.child(verb, "dobj")
    if noun is None or noun < verb or t.lemma[noun] not in cues.express_nouns:
        return
    for kid in [*t.kids[noun], *t.kids[verb]]:
        if kid <= noun:
            continue
        if t.dep[kid] in ("acl", "ccomp", "relcl", "advcl"):
            low = t.left[kid]
            if t.low[low] in ("that", "saying", "stating", "for"):
                low += 1
            yield _part(t, low, t.right[kid]), (verb, noun), "expressed"
        if t.dep[kid] == "prep" and t.low[kid] in ("for", "about", "at", "over", "against"):
            yield _part(t, kid + 1, t.right[kid]), (verb, noun), "expressed"


def _prepositions(t: Tokens, verb: int, cues: Cues) -> Iterator[Made]:
    taken = cues.prepositions.get(t.lemma[verb])
    if taken is None:
        return
    thing, action = t.child(verb, "dobj"), t.child(verb, "xcomp")
    for kid in t.kids[verb]:
        low = t.left[kid]
        if t.dep[kid] in ("advcl", "ccomp", "xcomp") and low > verb and t.low[low] == "for" and "for" in taken:
            # "called for all ships to be halted"
            yield _part(t, low + 1, t.right[kid]), (verb, low), "preposition"
        if t.dep[kid] not in ("prep", "agent", "prt") or t.low[kid] not in taken or kid < verb:
            continue
        low, high = kid + 1, t.right[kid]
        if t.dep[kid] == "prt":
            # "called on all leaders", "ruled out a walkout": the object hangs on the particle or on the verb.
            named = [k for k in (*t.kids[kid], *t.kids[verb]) if k > kid and t.dep[k] in ("pobj", "dobj")]
            high = t.right[named[0]] if named else high
            thing = None
        if low > high or ((thing is None or thing < verb) and t.lemma[verb] in cues.with_object):
            continue
        if t.low[kid] in ("on", "upon", "for", "to", "with"):
            high = max(high, _to_do(t, high))
        if action is not None and action > kid:
            high = max(high, t.right[action])
        high = _with_joined_nouns(t, verb, high)
        with_object = thing is not None and verb < thing < kid and t.lemma[verb] not in cues.addressing
        if with_object and thing is not None:
            low = t.left[thing]
        yield _part(t, low, high), (verb, verb) if with_object else (verb, kid), "preposition"


def _with_joined_nouns(t: Tokens, verb: int, high: int) -> int:
    """Where the parser hangs "and C" of "calling on A to oppose B and C" on the verb, to which no noun is joined."""
    for kid in t.kids[verb]:
        joins = t.dep[kid] == "conj" and t.pos[kid] in ("NOUN", "PROPN") and t.left[kid] == high + 2
        if joins and t.dep[high + 1] == "cc":
            return t.right[kid]
    return high


def _to_do(t: Tokens, last: int) -> int:
    """The end of an infinitive that follows a noun phrase at once: "called on Moscow to release them"."""
    if last + 1 < len(t) and t.low[last + 1] == "to" and t.dep[last + 1] == "aux":
        return t.right[t.head[last + 1]]
    return last


def _noun(page: Page, noun: int) -> Report | None:
    """SOURCE's claim that CLAUSE."""
    t = page.t
    owner = t.child(noun, "poss")
    inner = next((k for k in t.kids[noun] if k > noun and t.dep[k] in ("acl", "ccomp", "relcl")), None)
    if owner is None or inner is None:
        return None
    mark = t.left[inner]
    if t.low[mark] != "that" or t.dep[mark] != "mark":
        return None
    source, part = page.source(owner), trimmed(t, mark + 1, t.right[inner])
    if source is None or part is None:
        return None
    return Report(noun, (noun, noun), t.lemma[noun], source, [part], "noun that")


def according(page: Page, token: int, cues: Cues) -> Report | None:
    """ACCORDING TO SOURCE at the beginning, in the middle or at the end of what it gives to the source."""
    t = page.t
    phrase = next((p for p in cues.according if tuple(t.low[token : token + len(p)]) == p), None)
    low, high = t.first[token], t.last[token]
    if phrase is not None:
        last = token + len(phrase) - 1
        name = t.child(last, "pobj")
    else:
        words = t.child(token, "pobj")
        if words is None or t.low[words] != "words" or t.child(words, "poss") is None:
            return None
        # "In his words, …"
        phrase, last, name = ("in", "words"), token, t.child(words, "poss")
    if name is None:
        name = next(
            (k for k in range(last + 1, min(last + 12, high + 1)) if t.pos[k] in ("NOUN", "PROPN", "PRON")), None
        )
    source = page.source(name)
    if source is None or source[0] <= last:
        return None
    if phrase == ("per",) and (name is None or not _per_somebody(t, token, name)):
        return None
    leading = token <= low + 1
    comma = next((k for k in range(source[0], source[1] + 1) if t.text[k] == ","), None)
    if leading and comma is not None and t.child(t.head[token], "nsubj", "nsubjpass", "expl") is None:
        # "According to Novak, Warsaw and Prague will …": the names behind the comma are the clause's subject.
        source = (source[0], comma - 1)
    behind = source[1] + 1  # what follows the phrase begins behind the next comma
    while behind <= high and t.text[behind] not in (",", ".", ";", "—", "–"):
        behind += 1
    if leading:
        content = _part(t, min(behind, high), high)
    else:
        above = t.head[token]
        if t.dep[above] == "relcl":
            low, high = max(low, t.left[above]), min(high, t.right[above])
        low = _clause_start(t, token, low)
        content = around(t, low, high, (token, behind - 1))
    content = [part for part in content if any(t.pos[k] in _MEANING for k in range(part[0], part[1] + 1))]
    if not content:
        return None
    return Report(token, (token, last), " ".join(phrase), source, content, "according to")


def _per_somebody(t: Tokens, token: int, name: int) -> bool:
    """Whether `per` opens a clause and names who can say something: not "twice per week", "30 per cent"."""
    opens = token == t.first[token] or t.text[token - 1] == ","
    known = lexicon()
    says = t.pos[name] == "PROPN" or bool(
        {t.low[name], t.lemma[name]} & (known.documents | known.public | known.organisation | known.anonymous.keys())
    )
    return opens and says


def _clause_start(t: Tokens, token: int, low: int) -> int:
    """A semicolon or a colon before `according to` bounds what it reaches back to."""
    for at in range(token - 1, low, -1):
        if t.text[at] in (";", ":"):
            return at + 1
    return low


def _refusal(page: Page, verb: int, cues: Cues) -> Report | None:
    """declined to comment on CONTENT; did not reply to CONTENT."""
    t, lemma = page.t, page.t.lemma[verb]
    act = t.child(verb, "xcomp")
    if lemma in cues.refusing and act is not None and t.lemma[act] in cues.refused:
        source = page.source(subject(t, verb))
        part = trimmed(t, act + 1, t.right[act]) or (act, act)
        if source is not None:
            return Report(verb, (verb, act), lemma, source, [part], "refusal", refusal=True)
    if lemma in cues.unanswered and negated(t, verb) and not infinitive(t, verb) and not is_passive(t, verb):
        thing = t.child(verb, "dobj")
        if lemma in cues.withheld_by and (thing is None or t.lemma[thing] not in cues.withheld):
            return None
        source = page.source(subject(t, verb))
        part = _unanswered(t, verb)
        if source is not None and not source[0] <= part[0] <= source[1]:
            return Report(verb, (verb, verb), lemma, source, [part], "refusal", refusal=True)
    return None


def _unanswered(t: Tokens, verb: int) -> Span:
    """What was not answered: what follows the verb, up to a clause with a subject of its own."""
    high = t.right[verb]
    for kid in t.kids[verb]:
        if t.dep[kid] == "cc" and kid > verb:
            high = min(high, kid - 1)
    low = verb + 1
    if low <= high and t.low[low] == "to" and t.dep[low] == "prep":
        low += 1
    return trimmed(t, low, high) or (verb, verb)


def _split_participles(page: Page, found: list[Report]) -> None:
    """SOURCE said A, adding that B; SOURCE said A and called for B: the parser puts the second report inside A.

    It is the source of the first who adds and calls for.
    """
    t = page.t
    for inner in found:
        cut = _before_joined_report(t, inner.verb)
        if cut is None:
            continue
        for outer in found:
            if outer is inner or outer.rule not in ("clause", "parenthesis") or outer.verb > inner.verb:
                continue
            for number, (low, high) in enumerate(outer.content):
                if low < cut and inner.verb <= high:
                    outer.content[number] = (low, cut - 1)
                    inner.source = outer.source


def _before_joined_report(t: Tokens, verb: int) -> int | None:
    """Where ", adding" or "and called" begins, when a verb stands like that; else None."""
    before = verb - 1
    if before > 0 and t.pos[before] == "ADV":
        before -= 1
    if before <= 0:
        return None
    if t.tag[verb] == "VBG" and t.dep[verb] in ("advcl", "conj"):
        return before if t.text[before] == "," else None
    if t.dep[verb] == "conj" and t.tag[verb] in FINITE and t.pos[before] == "CCONJ":
        return before - 1 if t.text[before - 1] == "," else before
    return None
