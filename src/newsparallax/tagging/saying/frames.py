"""What each construction of codebooks/lists/cues.toml makes of a reporting verb and its source, tried in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from newsparallax.tagging.grammar.clauses import (
    Span,
    around,
    clause,
    rest_of_sentence,
    that_clause,
    trimmed,
    zone,
)
from newsparallax.tagging.grammar.deeds import FINITE, RELATIVE, infinitive, is_passive
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.tagging.saying import cues
from newsparallax.tagging.saying.pages import Page
from newsparallax.tagging.saying.sources import is_outlet, is_somebody, quoted_as
from newsparallax.tagging.who.lexicon import listed

# Parts of speech without which words tell nothing.
_MEANING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "AUX"})
_NAMES = frozenset({"PROPN", "PRON", "DET", "PART", "PUNCT"})
_OBJECTS = frozenset({"pobj", "dobj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_LEAST = 2  # tokens: "criticised him" names somebody, it does not tell what was said
_PERSONAL = frozenset({"he", "she", "they", "we", "i", "you", "who"})
_WITH_THAT = frozenset({"hold", "accept"})
_DENYING = frozenset({"deny", "dispute", "contest", "refute"})
_POINTING = frozenset({"it", "this", "that"})
_DAYS = listed("never")  # "on Monday", among other words that begin no name
_NEAR = 4  # tokens: how far behind a phrase a second quoted fragment may stand


class Made(NamedTuple):
    """What a construction makes: the stretches of content and the words of the cue, as token spans."""

    content: list[Span]
    cue: Span


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb on its page: the head and the words of its source, its object and its infinitive or gerund."""

    page: Page
    t: Tokens
    at: int
    lemma: str
    head: int
    source: Span
    thing: int | None
    action: int | None

    @property
    def here(self) -> Span:
        """The verb alone as the cue."""
        return self.at, self.at

    @property
    def object_behind(self) -> int | None:
        """The object where it follows the verb."""
        return self.thing if self.thing is not None and self.thing > self.at else None


def verb_at(page: Page, at: int, head: int, source: Span) -> Verb:
    """A verb made ready for the constructions."""
    t = page.t
    return Verb(page, t, at, t.lemma[at], head, source, t.child(at, "dobj"), t.child(at, "xcomp"))


def first_made(v: Verb) -> tuple[Made, str] | None:
    """What the first construction that applies makes of a verb, and its name; None where it tells nothing."""
    if v.thing is not None and v.lemma in cues.WITHHELD_BY and any(v.t.low[k] == "no" for k in v.t.kids[v.thing]):
        return None  # "offered no indication that": nothing is said
    for name, construction in FRAMES:
        if name not in CLAUSAL and name != "by" and is_passive(v.t, v.at) and quoted_as(v.t, v.at) is None:
            return None
        made = next((m for m in construction(v) if m.content), None)
        if made is not None:
            return (made, name) if _says_something(v, made, name) else None
    return None


def _says_something(v: Verb, made: Made, rule: str) -> bool:
    """Whether a phrase (not a clause) tells what was said: it is quoted, or longer than a name, and of no mere class.

    "Those who vowed to leave" describes people; it reports no utterance, as "a mayor who has vowed to leave" does.
    """
    t, quoted = v.t, v.page.quoted
    if rule in CLAUSAL:
        return t.low[v.head] != "that" or any(quoted[k] >= 0 for low, high in made.content for k in range(low, high))
    words = [k for low, high in made.content for k in range(low, high + 1)]
    if v.lemma in _DENYING and t.low[words[0]] in _POINTING:
        return True  # "The company denies this."
    if any(quoted[k] >= 0 for k in words):
        return True
    named_only = all(t.pos[k] in _NAMES for k in words)
    of_a_class = t.low[v.head] in RELATIVE and (t.low[v.head] == "that" or t.text[v.head - 1] != ",")
    done = t.low[v.head] == "who" and any(t.dep[k] == "aux" and t.lemma[k] == "have" for k in t.kids[v.at])
    return len(words) >= _LEAST and not named_only and (done or not of_a_class)


def _part(t: Tokens, low: int, high: int) -> list[Span]:
    part = trimmed(t, low, high)
    return [part] if part else []


# --- clauses -----------------------------------------------------------------------------------------------------


def _takes_clause(v: Verb) -> bool:
    if v.lemma in cues.SIGNS and not _may_say(v):
        return False
    finding = cues.DOCUMENTS | cues.FINDERS
    named = v.t.pos[v.head] == "NOUN" or v.t.pos[v.source[0]] == "DET"  # "a Harbour Poll"
    found = v.t.lemma[v.head] in finding or (named and v.t.low[v.head] in cues.FINDINGS)
    return v.lemma in cues.CLAUSE or (v.lemma in cues.EVIDENCE and found)


def _may_say(v: Verb) -> bool:
    """Whether a subject can say, not only show: "the vote underscored that" tells of no words."""
    t = v.t
    saying = {t.low[v.head], t.lemma[v.head]} & (cues.DOCUMENTS | cues.UTTERANCES | cues.FINDERS)
    return bool(saying) or t.low[v.head] in _PERSONAL or (t.pos[v.head] != "PRON" and is_somebody(t, v.head))


def _clause(v: Verb) -> Iterator[Made]:
    """SOURCE said (that) CLAUSE; CLAUSE, SOURCE said; SOURCE said on Tuesday … that CLAUSE."""
    if not _takes_clause(v):
        return
    t = v.t
    reported = t.child(v.at, "ccomp")
    if reported is not None and v.lemma in _WITH_THAT and t.low[t.left[reported]] != "that":
        reported = None  # "holds the firm liable"
    if reported is not None and not (t.left[reported] <= v.head <= t.right[reported] and v.head > v.at):
        yield Made(clause(t, v.at, reported, v.source), v.here)
    who = any(t.low[k] in RELATIVE and t.dep[k] in ("nsubj", "dobj") for k in t.kids[v.at])
    if v.action is not None and v.action > v.at and (t.tag[v.action] in FINITE or (who and t.tag[v.action] == "VBN")):
        # "the envoy, who officials said brokered the deal"
        yield Made(_part(t, t.left[v.action], t.right[v.action]), v.here)
    told = v.thing if v.lemma in cues.ADDRESSING and reported is None else None
    told_them = None if told is None or not is_somebody(t, told) else t.child(told, "relcl")
    if told_them is not None and t.tag[t.left[told_them]] in ("PRP", "DT", "NNP", "EX"):
        # "told the board she had learned of it": the parser takes the clause for one about the board
        yield Made(_part(t, t.left[told_them], t.right[told_them]), v.here)
    once = next((k for k in t.kids[v.at] if t.dep[k] == "prep" and t.low[k] == "for"), None)
    time = None if once is None else t.child(once, "pobj")
    bare = None if time is None or t.lemma[time] != "time" else t.child(time, "relcl", "acl")
    if reported is None and bare is not None and t.child(bare, "nsubj") is not None:
        yield Made(_part(t, t.left[bare], t.right[bare]), v.here)  # "said once more he would go"
    far = that_clause(t, v.at, cues.CLAUSE | cues.THINKING, cues.THAT_NOUNS)
    if far is not None and t.child(v.at, "acomp") is None:  # "pleaded guilty under a law that …"
        yield Made(_part(t, far[0] + 1, t.right[far[1]]), v.here)


def _parenthesis(v: Verb) -> Iterator[Made]:
    """CONTENT, SOURCE said, CONTENT; CONTENT, as SOURCE put it."""
    t, above = v.t, v.t.head[v.at]
    if not _takes_clause(v) or t.dep[v.at] not in ("parataxis", "advcl") or above == v.at or v.action is not None:
        return
    like = any(t.low[k] == "as" and t.dep[k] == "mark" for k in t.kids[v.at])
    if t.dep[v.at] != "parataxis" and (not like or (v.thing is not None and t.low[v.thing] != "it")):
        return  # "as Ann Cole put it", not "as Ann Cole accused the council"
    low, high = zone(t, v.at, v.source, None)
    parts = around(t, t.left[above], t.right[above], (min(low, t.left[v.at]) if like else low, high))
    yield Made([p for p in parts if any(t.pos[k] in _MEANING for k in range(p[0], p[1] + 1))], v.here)


def _rest(v: Verb) -> Iterator[Made]:
    """What the parser ties to nothing: SOURCE said … that REST; SOURCE said REST; REST, SOURCE said."""
    t = v.t
    if not _takes_clause(v):
        return
    thing = v.object_behind
    if thing is not None and t.right[thing] < t.last[v.at] and t.tag[t.right[thing] + 1] in FINITE:
        # "warning higher prices would hurt them": the parser takes the clause's subject for the object
        yield Made(_part(t, t.left[thing], t.last[v.at]), v.here)
    if t.tag[v.at] not in FINITE:
        return
    fragment = _fragment_beside(v)
    if fragment is not None:
        yield Made([fragment], v.here)
    loose = v.thing is not None and v.lemma == "say" and t.low[v.thing] not in cues.SAID_THEMSELVES
    if v.lemma not in cues.PLAIN or (v.thing is not None and not loose):
        return
    rest = rest_of_sentence(t, v.at)
    if rest is not None and v.source[1] < v.at:
        yield Made([rest], v.here)
    low, high = t.first[v.at], v.source[0] - 2
    fronted = low < high and t.text[high + 1] == "," and any(t.tag[k] in FINITE for k in range(low, high))
    circumstance = any(t.pos[k] in ("ADP", "SCONJ", "CCONJ") or t.tag[k] == "WRB" for k in (low, low + 1))
    if fronted and not circumstance and t.child(v.at, "ccomp", "xcomp") is None and t.low[v.head] not in RELATIVE:
        # "A rocket built by Orbitra exploded, the company said, in a setback": the parser ties it to nothing.
        yield Made(_part(t, low, high), v.here)


def _fragment_beside(v: Verb) -> Span | None:
    """ "Not so, say the firemen.", "Nine days, he says.": where nothing else is in the sentence."""
    t, source = v.t, v.source
    low, high = min(v.at, source[0]), max(v.at, source[1])
    if t.text[low - 1] != "," or t.text[min(high + 1, t.last[v.at])] not in ".:" or t.first[v.at] >= low - 1:
        return None
    return trimmed(t, t.first[v.at], low - 2) if abs(v.at - source[v.at > source[0]]) == 1 else None


# --- phrases -----------------------------------------------------------------------------------------------------


def _expressed(v: Verb) -> Iterator[Made]:
    """VERB NOUN that/for/about …: expressed hope that, made the claim that."""
    t, noun = v.t, v.object_behind
    if v.lemma not in cues.EXPRESS_VERBS or noun is None or t.lemma[noun] not in cues.EXPRESS_NOUNS:
        return
    for kid in [*t.kids[noun], *t.kids[v.at]]:
        if kid <= noun:
            continue
        if t.dep[kid] in ("acl", "ccomp", "relcl", "advcl"):
            low = t.left[kid]
            if t.low[low] in ("that", "saying", "stating", "for"):
                low += 1
            yield Made(_part(t, low, t.right[kid]), (v.at, noun))
        if t.dep[kid] == "prep" and t.low[kid] in ("for", "about", "at", "over", "against"):
            yield Made(_part(t, kid + 1, t.right[kid]), (v.at, noun))


def _preposition(v: Verb) -> Iterator[Made]:
    """VERB (somebody) PREPOSITION something, with the prepositions that cues.toml gives the verb."""
    t, taken = v.t, cues.PREPOSITIONS.get(v.lemma)
    if taken is None:
        return
    beside = [a for a in t.kids[v.at] if t.dep[a] == "advmod" and a > v.at]
    if v.lemma in cues.WITH_OBJECT and v.object_behind is not None:
        # "accused the mayor and his allies of lying", where the parser hangs the charge on the allies
        beside += [v.object_behind, *(k for k in t.kids[v.object_behind] if t.dep[k] == "conj")]
    for kid in (*t.kids[v.at], *(k for a in beside for k in t.kids[a])):
        low = t.left[kid]
        if t.dep[kid] in ("advcl", "ccomp", "xcomp") and low > v.at and t.low[low] == "for" and "for" in taken:
            # "called for all ships to be halted"
            yield Made(_part(t, low + 1, t.right[kid]), (v.at, low))
        when = t.low[kid] == "on" and t.text[kid + 1][0].isupper() and t.low[kid + 1] in _DAYS
        if t.dep[kid] in ("prep", "agent", "prt", "advmod") and t.low[kid] in taken and kid > v.at and not when:
            yield from _behind_preposition(v, kid)


def _behind_preposition(v: Verb, preposition: int) -> Iterator[Made]:
    t, thing = v.t, v.object_behind
    low, high = preposition + 1, t.right[preposition]
    if t.dep[preposition] in ("prt", "advmod"):
        # "called on all leaders", "ruled out a walkout": the object hangs on the particle or on the verb.
        phrases = [p for p in (*t.kids[v.at], *t.kids[preposition]) if p > preposition and t.dep[p] == "prep"]
        named = [
            k for p in (preposition, v.at, *phrases) for k in t.kids[p] if k > preposition and t.dep[k] in _OBJECTS
        ]
        if named:
            high = t.right[named[0]]
            low = t.left[named[0]] if t.head[named[0]] in phrases else low
            charge = next((p for p in phrases if p > high and t.low[p] in ("for", "over", "as")), None)
            high = high if charge is None else t.right[charge]  # "called out the mayor for lying"
        thing = None
    if low > high and v.action is not None and v.action > preposition:
        high = t.right[v.action]  # "called on Ann Cole to resign", where the parser makes her the subject
    choosy = v.lemma in (cues.WITH_OBJECT if thing is None else cues.ALONE)
    if low > high or choosy:
        return
    if v.action is not None and v.action > preposition:
        high = max(high, t.right[v.action])
    with_object = thing is not None and thing < preposition and v.lemma not in cues.ADDRESSING
    if with_object and thing is not None:
        yield Made(_part(t, t.left[thing], high), v.here)
    else:
        yield Made(_part(t, low, high), (v.at, preposition))


def _as(v: Verb) -> Iterator[Made]:
    """VERB something as something."""
    t = v.t
    to = next((k for k in t.kids[v.at] if t.low[k] == "to" and t.dep[k] == "prep"), None)
    thing = v.thing if v.lemma != "refer" else None if to is None else t.child(to, "pobj")
    if v.lemma not in cues.AS or thing is None:
        return
    as_ = next((k for k in (*t.kids[v.at], *t.kids[thing]) if t.low[k] == "as" and k > thing), None)
    named_only = v.lemma == "refer" and as_ is not None and not v.page.quotes(as_, t.right[as_] + 1)
    if as_ is not None and not named_only:
        high = _joined_quotation(v.page, t.right[as_])
        yield Made(_part(t, t.left[thing], high), v.here)


def _complement(v: Verb) -> Iterator[Made]:
    """VERB somebody something: called him a liar."""
    if v.lemma not in cues.COMPLEMENT:
        return
    t, page, thing = v.t, v.page, v.object_behind
    named = [k for k in t.kids[v.at] if k > v.at and t.dep[k] in ("oprd", "ccomp")]
    if named:
        low = min(t.left[k] for k in (*named, *(() if thing is None else (thing,))))
        yield Made(_part(t, low, t.right[named[-1]]), v.here)
    if thing is not None:
        # 'called the failure “a speed bump”' where the parser makes one noun phrase of both
        high = min(_joined_quotation(page, t.right[thing]), t.last[v.at])
        if any(k > thing and t.pos[k] == "ADJ" for k in t.kids[thing]):
            yield Made(_part(t, t.left[thing], t.right[thing]), v.here)  # "called the evidence unreliable"
        if page.quoted[thing] < 0 and any(page.quoted[k] >= 0 for k in range(thing, high + 1)):
            yield Made(_part(t, t.left[thing], high), v.here)


def _joined_quotation(page: Page, last: int) -> int:
    """The end of 'as "useful" and "open"' where the parser joins the second fragment to something else."""
    t = page.t
    for at in range(last + 1, min(last + _NEAR, len(t))):
        if page.quoted[at] >= 0:
            return page.inside(page.quoted[at])[1]
        if t.pos[at] not in ("CCONJ", "DET", "PUNCT", "ADP"):
            break
    return last


def _person_to(v: Verb) -> Iterator[Made]:
    """VERB somebody to do something."""
    t = v.t
    if v.lemma not in cues.PERSON_TO:
        return
    if v.action is not None and v.action > v.at and infinitive(t, v.action):
        thing = v.object_behind
        yield Made(_part(t, t.left[v.action if thing is None else thing], t.right[v.action]), v.here)
    wanted = t.child(v.at, "ccomp") or (None if v.thing is None else t.child(v.at, "advcl"))
    if wanted is not None and wanted > v.at and infinitive(t, wanted):
        low = t.left[wanted] if v.object_behind is None else min(t.left[v.object_behind], t.left[wanted])
        yield Made(_part(t, low, t.right[wanted]), v.here)


def _infinitive(v: Verb) -> Iterator[Made]:
    """VERB to do something."""
    if v.lemma in cues.TO and v.action is not None and v.action > v.at and infinitive(v.t, v.action):
        yield Made(_part(v.t, v.t.left[v.action], v.t.right[v.action]), v.here)


def _object(v: Verb) -> Iterator[Made]:
    """VERB something; VERB doing something."""
    t, action, thing = v.t, v.action, v.object_behind
    listed = cues.OBJECT | cues.OBJECT_THING
    if v.lemma in listed | cues.GERUND and action is not None and action > v.at and t.tag[action] == "VBG":
        yield Made(_part(t, t.left[action], t.right[action]), v.here)
    if thing is None or t.pos[thing] not in _NOMINAL or (v.lemma == "deny" and t.lemma[thing] in cues.WITHHELD_THINGS):
        return
    if v.lemma == "cite" and not v.page.quotes(t.left[thing], t.right[thing]):
        return  # "citing privacy rules": a reason, not what was said
    if v.lemma in cues.EVIDENCE and {t.low[v.head], t.lemma[v.head]} & cues.FINDINGS:
        beside = [t.right[k] for k in t.kids[v.at] if t.dep[k] == "prep" and k > thing]
        yield Made(_part(t, t.left[thing], max([t.right[thing], *beside])), v.here)  # "shows Cole with a small lead"
    told = v.lemma == "report" and is_outlet(t, v.head)
    if (
        told
        or v.lemma in cues.OBJECT
        or (v.lemma in cues.OBJECT_THING and (t.low[thing] in _POINTING or not is_somebody(t, thing)))
    ):
        yield Made(_part(t, t.left[thing], t.right[thing]), v.here)


def _by(v: Verb) -> Iterator[Made]:
    """something was VERBed by SOURCE."""
    t = v.t
    thing = t.child(v.at, "nsubjpass")
    if thing is None and t.dep[v.at] == "acl" and t.text[v.at - 1] == ",":
        thing = t.head[v.at]  # "the plan, described by Ann Cole as a disgrace"
    listed = v.lemma in cues.TOLD_BY
    if listed and thing is not None and is_passive(t, v.at) and t.child(v.at, "agent") is not None:
        charge = next((k for k in t.kids[v.at] if t.dep[k] == "prep" and t.low[k] in ("of", "for", "over")), None)
        if charge is not None and v.lemma in cues.PREPOSITIONS:
            yield Made(_part(t, t.left[charge], t.right[charge]), v.here)  # "was accused of lying by Ann Cole"
        if t.low[thing] in RELATIVE and t.dep[v.at] == "relcl":
            thing = t.head[v.at]
        high = t.right[thing] if thing >= t.left[v.at] else min(t.right[thing], t.left[v.at] - 1)
        yield Made(_part(t, t.left[thing], high), v.here)


FRAMES: tuple[tuple[str, Callable[[Verb], Iterator[Made]]], ...] = (
    ("clause", _clause),
    ("parenthesis", _parenthesis),
    ("rest of sentence", _rest),
    ("by", _by),
    ("expressed", _expressed),
    ("preposition", _preposition),
    ("as", _as),
    ("complement", _complement),
    ("person to", _person_to),
    ("infinitive", _infinitive),
    ("object", _object),
)
CLAUSAL = frozenset({"clause", "parenthesis", "rest of sentence"})
