"""Who does what to whom: clauses whose verb a codebook puts into one of CAMEO's four quad classes.

Agent, patient, passive and negation are read by `grammar.deeds`. A clause counts where somebody does something to
somebody: agent and patient are persons, bodies or countries (the agent of a passive may be left out, a patient may be
a place). One that is denied, only possible, wished for or demanded is marked as such: it tells of no deed. Left out is
a clause under "if" or "whether", a question, and whose doing the parse does not show. What is NOT found: actions told
by nouns ("the attack on the port"), what is done to things ("rejected the plan"), verbs outside the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from newsparallax.codebooks import Codebook, Codebooks, Entry, select
from newsparallax.codebooks.patterns import Hit
from newsparallax.tagging.coding.doers import is_party
from newsparallax.tagging.coding.modality import modality, undecided
from newsparallax.tagging.grammar import deeds
from newsparallax.tagging.grammar.parse import Block, Parsed
from newsparallax.tagging.grammar.tokens import Tokens, tokens
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.parties import parties
from newsparallax.tagging.who.cast import Cast
from newsparallax.values import Modality, Role

Span = tuple[int, int]

_AROUND = re.compile(r"\}(to|with)$")
_HYPHENATED = re.compile(r"(?:-\w+)+")
_HEADWORD = re.compile(r"([A-Za-z-]+)~")
# What a preposition must be to lead from the verb or its object to the one acted upon.
_TOWARDS = frozenset(["on", "upon", "with", "against", "to", "at", "toward", "towards", "from", "for", "over", "into"])
# Behind these a place undergoes a deed ("sanctions on Tartu"); elsewhere it is where it happened.
_AT_PLACES = frozenset(["on", "upon", "with", "against", "to", "toward", "towards"])
_LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "punct", "npadvmod"})
# Prepositions by which a noun says whose or what it is; others tell when and where the deed was done.
_BELONGS = frozenset({"of", "to", "for", "from", "with", "behind"})
_CHARGED_WITH_OF = frozenset({"accuse", "suspect", "convict"})
_BEING = frozenset({"be", "seem", "become"})
# Nobody in particular, or oneself: no deed between two.
_NOBODY_ELSE = frozenset({"you", "one", "each", "myself", "yourself", "himself", "herself", "itself", "themselves"})
# Whom they mean must be told: "supports it" may be a plan.
_MAYBE_THINGS = frozenset({"it", "they", "them", "itself", "both", "all", "others", "another"})


@dataclass(frozen=True, slots=True)
class Action:
    """One coded clause. `start`, `end` hold the verb's words; `agent` and `patient` are spans of the article's text.

    `agentless` marks a passive that names nobody. The actors are names of the cast, several joined by "and", also for
    pronouns and offices; None where the words mean none of the cast, or it cannot be told whom.
    """

    start: int
    end: int
    role: Role
    rule: str
    action: str
    label: str
    quad: str
    codebook: str
    verb: str
    agent: Span | None
    patient: Span
    negated: bool
    modality: Modality | None
    passive: bool
    agentless: bool
    agent_actor: str | None = None
    patient_actor: str | None = None


@dataclass(frozen=True, slots=True)
class _Clause:
    """A verb with those who act and are acted upon: indices of tokens in their block."""

    verb: int
    agent: int | None
    patient: int


def find(parsed: Parsed, people: Cast, said: Sequence[Attribution], books: Codebooks) -> list[Action]:
    """The coded clauses of one article, in the order of the text; of overlapping verb phrases the longest."""
    named = frozenset(at for naming in people.namings for at in range(naming.start, naming.end))
    found = [
        (_action(block, clause, hit, book), _actors(block, clause))
        for block in parsed.blocks
        for book in books.of("actions")
        for clause, hit in _clauses(block, book, named)
    ]
    meant = parties(parsed, people, said, [actors for _, actors in found])
    text = parsed.article.text
    actions = [
        replace(action, agent_actor=agent, patient_actor=patient)
        for (action, _), (agent, patient) in zip(found, meant, strict=True)
        if patient is not None or text[slice(*action.patient)].lower() not in _MAYBE_THINGS
        if agent is not None or action.agent is None or text[slice(*action.agent)].lower() not in ("it", "which")
    ]
    return sorted(actions, key=lambda action: (action.start, action.end))


def _clauses(block: Block, book: Codebook, named: frozenset[int]) -> Iterator[tuple[_Clause, Hit[Entry]]]:
    doc, t = block.doc, tokens(block)
    for hit in select(book.matcher.matches(doc.text), apart=False):
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        if span is None or span[0].pos_ != "VERB" or span[0].dep_ in ("amod", "compound", "nmod"):
            continue
        clause = _clause(block, t, span[0], hit, named)
        if clause is not None:
            yield clause, hit


def _clause(block: Block, t: Tokens, verb: Token, hit: Hit[Entry], named: frozenset[int]) -> _Clause | None:
    """Who does it to whom, if a clause tells of that, done or not: precision goes before completeness.

    `named` are the characters of the article that stand in names of the cast, whatever the parser takes them for.
    """

    def party(noun: int, places: bool = False) -> bool:
        token = block.doc[noun]
        return block.start + token.idx in named or is_party(token, places)

    if undecided(t, verb.i):
        return None
    agent, patient = deeds.agent(t, verb.i), _patient(block, t, verb, hit)
    agent = _called_on(t, verb.i) if agent is None else agent
    material = hit.owner.category.startswith("material")
    if patient is None or not party(patient, places=material) or t.low[patient] in _NOBODY_ELSE:
        return None
    if agent is None:
        return _Clause(verb.i, None, patient) if deeds.is_passive(t, verb.i) else None
    # "it was unwise to …"
    nobody = t.low[agent] == "it" and t.lemma[t.head[agent]] in _BEING and t.dep[verb.i] != "conj"
    return _Clause(verb.i, agent, patient) if party(agent) and not nobody and agent != patient else None


def _called_on(t: Tokens, verb: int) -> int | None:
    """Whose doing it would be what somebody is called on to do: the parse hangs the preposition on the demand."""
    above = t.head[verb]
    if t.lemma[above] not in deeds.control("demanding") or not deeds.infinitive(t, verb):
        return None
    on = next((k for k in t.kids[above] if t.dep[k] == "prep" and t.low[k] in ("on", "upon")), None)
    return None if on is None else t.child(on, "pobj")


def _patient(block: Block, t: Tokens, verb: Token, hit: Hit[Entry]) -> int | None:
    """The noun that undergoes the deed; words of the verb phrase itself are none ("held talks with the mayor")."""
    if deeds.is_passive(t, verb.i):
        return deeds.undergoer(t, verb.i)
    # In "told the crew to" the crew is whom it is done to.
    covered = block.start + (verb.idx + len(verb) if _AROUND.search(hit.pattern) else hit.end)
    thing = deeds.object_of(t, verb.i)
    direct = thing is not None and block.doc[thing].ent_type_ not in ("DATE", "TIME")
    if thing is not None and direct and (t.start[thing] >= covered or t.start[thing] < block.start + hit.start):
        return thing
    to_parties = hit.pattern in hit.owner.to_parties
    for at in (verb.i, *((thing,) if thing is not None else ())):
        for preposition in (k for k in t.kids[at] if t.dep[k] in ("prep", "dative")):
            noun = t.child(preposition, "pobj")
            if noun is None or t.low[preposition] not in _TOWARDS or block.doc[noun].ent_type_ in ("DATE", "TIME"):
                continue
            own = t.start[preposition] < covered
            places = t.low[preposition] in _AT_PLACES and hit.owner.category.startswith("material")
            if own or (not to_parties and is_party(block.doc[noun], places)):
                return deeds.antecedent(t, noun)
    return None


def _actors(block: Block, clause: _Clause) -> tuple[Span | None, Span | None]:
    """The words that may mean actors: a noun with its titles."""
    agent = None if clause.agent is None else _placed(block, clause.agent, bare=True)
    return agent, _placed(block, clause.patient, bare=True)


def _placed(block: Block, head: int, bare: bool = False) -> Span:
    start, end = phrase(block.doc[head], bare)
    return block.start + start, block.start + end


def _action(block: Block, clause: _Clause, hit: Hit[Entry], book: Codebook) -> Action:
    t, verb = tokens(block), clause.verb
    passive = deeds.is_passive(t, verb)
    headword = _HEADWORD.match(hit.pattern)
    return Action(
        start=block.start + hit.start,
        end=block.start + hit.end,
        role=block.role,
        rule=hit.owner.rule(hit.pattern),
        action=hit.owner.key,
        label=hit.owner.label,
        quad=hit.owner.category,
        codebook=book.name,
        # The parser takes "hoped" for a form of "hop": the pattern knows better.
        verb=headword[1].lower() if headword else t.lemma[verb].lower(),
        agent=None if clause.agent is None else _placed(block, clause.agent),
        patient=_placed(block, clause.patient),
        negated=deeds.undone(t, verb),
        modality=modality(t, verb),
        passive=passive,
        agentless=passive and clause.agent is None,
    )


def _of_the_deed(preposition: Token) -> bool:
    """Whether a preposition tells of the deed, not of the noun: "accused the firm of theft", "met her at noon"."""
    if preposition.dep_ != "prep":
        return False
    head = preposition.head.head if preposition.head.dep_ == "dobj" else preposition.head
    charged = head.lemma_ in deeds.control("charging") | deeds.control("crediting")
    if preposition.lower_ not in _BELONGS or (charged and preposition.lower_ == "for"):
        return True
    if head.lemma_ in _CHARGED_WITH_OF and preposition.lower_ == "of":
        return True
    return any(child.tag_ == "VBG" for child in preposition.children)


def phrase(head: Token, bare: bool = False) -> Span:
    """A noun with what stands close to it, without the clauses and appositions that hang on it: character offsets.

    With `bare` also without its prepositional phrases: "a former aide" of "a former aide to the mayor".
    """
    own = {token.i for token in head.subtree}
    loose = [
        child
        for child in head.rights
        if child.dep_ in _LOOSE or _of_the_deed(child) or (bare and child.dep_ == "prep" and child.lower_ != "of")
    ]
    stop = min((child.left_edge.i for child in loose), default=head.right_edge.i + 1)
    right = head.i
    while right + 1 < stop and right + 1 in own:
        right += 1
    span = head.doc[head.left_edge.i : right + 1]
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space or span[-1].dep_ == "cc"):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    text, end = head.doc.text, span.end_char
    hyphenated = _HYPHENATED.match(text, end)  # "Moon Jae-in", of whose parts the parser makes words
    return span.start_char, hyphenated.end() if hyphenated else end
