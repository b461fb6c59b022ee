"""Who does what to whom: clauses whose verb a codebook puts into one of CAMEO's four quad classes.

For each coded verb the parse gives the agent and the patient, also through passives, coordination, relative clauses,
participles and control ("called on Moscow to release …": the release, if any, would be Moscow's). A clause that is
denied, only possible, wished for or demanded is marked as such: it tells of no deed. What is NOT found: actions told by
nouns ("the attack on the port") or verbs outside the codebook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token

from newsparallax.codebooks import Codebook, Codebooks, Entry, select
from newsparallax.codebooks.patterns import Hit
from newsparallax.reading.article import Role
from newsparallax.tagging.attributions import Attribution
from newsparallax.tagging.cast import Cast
from newsparallax.tagging.parse import Block, Parsed
from newsparallax.tagging.speakers import parties

Modality = Literal["possible", "necessary", "future", "conditional", "intended", "demanded"]
Span = tuple[int, int]

_MODALS: dict[str, Modality] = {
    **dict.fromkeys(("may", "might", "could", "can"), "possible"),
    **dict.fromkeys(("should", "must", "ought"), "necessary"),
    **dict.fromkeys(("will", "shall", "wo", "'ll", "’ll"), "future"),
    **dict.fromkeys(("would", "'d", "’d"), "conditional"),
}
_INTENDING = frozenset(
    [
        "aim",
        "agree",
        "consider",
        "decide",
        "expect",
        "hope",
        "intend",
        "offer",
        "plan",
        "pledge",
        "prepare",
        "promise",
        "seek",
        "threaten",
        "try",
        "attempt",
        "volunteer",
        "vow",
        "want",
        "wish",
        "ready",
        "willing",
        "able",
        "likely",
        "set",
    ]
)
_DEMANDING = frozenset(
    [
        "advise",
        "allow",
        "ask",
        "beg",
        "call",
        "command",
        "demand",
        "encourage",
        "force",
        "implore",
        "instruct",
        "invite",
        "order",
        "permit",
        "persuade",
        "press",
        "pressure",
        "push",
        "request",
        "require",
        "tell",
        "urge",
        "warn",
    ]
)
_DENYING = frozenset(
    [
        "avoid",
        "cease",
        "decline",
        "deny",
        "fail",
        "forget",
        "neglect",
        "prevent",
        "refuse",
        "stop",
        "unable",
        "unlikely",
        "without",
    ]
)
_NOBODY = frozenset({"nobody", "none", "neither", "no-one", "nothing"})
_COMPLETING = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})
# What a preposition must be to lead from the verb or its object to the one acted upon.
_TOWARDS = frozenset(["on", "upon", "with", "against", "to", "at", "toward", "towards", "from", "for", "over", "into"])
_LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "ccomp", "parataxis", "punct"})


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
    patient: Span | None
    negated: bool
    modality: Modality | None
    passive: bool
    agentless: bool
    agent_actor: str | None = None
    patient_actor: str | None = None


def find(parsed: Parsed, people: Cast, said: Sequence[Attribution], books: Codebooks) -> list[Action]:
    """The coded clauses of one article, in the order of the text; of overlapping verb phrases the longest."""
    found = [
        _action(block, verb, hit, book)
        for book in books.of("actions")
        for block in parsed.blocks
        for verb, hit in _verbs(block.doc, book)
    ]
    meant = parties(parsed, people, said, [(action.agent, action.patient) for action in found])
    named = [
        replace(action, agent_actor=agent, patient_actor=patient)
        for action, (agent, patient) in zip(found, meant, strict=True)
    ]
    return sorted(named, key=lambda action: (action.start, action.end))


def _verbs(doc: Doc, book: Codebook) -> Iterator[tuple[Token, Hit[Entry]]]:
    for hit in select(book.matcher.matches(doc.text), apart=False):
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        if span is not None and span[0].pos_ == "VERB" and span[0].dep_ not in ("amod", "compound", "nmod"):
            yield span[0], hit


def _action(block: Block, verb: Token, hit: Hit[Entry], book: Codebook) -> Action:
    passive = is_passive(verb)
    agent, patient = agent_of(verb), patient_of(verb, hit.end)

    def placed(head: Token | None) -> Span | None:
        if head is None:
            return None
        start, end = phrase(head)
        return block.start + start, block.start + end

    return Action(
        start=block.start + hit.start,
        end=block.start + hit.end,
        role=block.role,
        rule=hit.owner.rule(hit.pattern),
        action=hit.owner.key,
        label=hit.owner.label,
        quad=hit.owner.category,
        codebook=book.name,
        verb=verb.lemma_.lower(),
        agent=placed(agent),
        patient=placed(patient),
        negated=negated(verb),
        modality=modality(verb),
        passive=passive,
        agentless=passive and agent is None,
    )


def _child(token: Token, *deps: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, a bare participle behind its noun included ("the men detained in …")."""
    if _child(verb, "auxpass", "nsubjpass", "agent") is not None:
        return True
    if verb.tag_ != "VBN" or _child(verb, "aux", "nsubj") is not None:
        return False
    return verb.dep_ == "acl" or (verb.dep_ == "conj" and is_passive(verb.head))


def agent_of(verb: Token, depth: int = 0) -> Token | None:
    """The noun that does what the verb says, or None."""
    if is_passive(verb):
        by = _child(verb, "agent")
        return _child(by, "pobj") if by is not None else None
    own = _child(verb, "nsubj")
    if own is not None:
        return _antecedent(own)
    if depth > 4:
        return None
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return _child(head, "nsubjpass") if is_passive(head) else agent_of(head, depth + 1)
    if verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VB"):
        return head
    if verb.dep_ in _COMPLETING and head.pos_ in ("VERB", "AUX", "ADP", "ADJ"):
        if head.pos_ == "VERB" and head.lemma_ in _DEMANDING:
            return patient_of(head, head.idx + len(head))
        governor = head.head if head.pos_ in ("ADP", "ADJ") and head.head is not head else head
        return _child(governor, "nsubj", "nsubjpass") or agent_of(governor, depth + 1)
    return None


def patient_of(verb: Token, covered: int) -> Token | None:
    """The noun that undergoes what the verb says, or None; words before `covered` are the verb phrase's own."""
    if is_passive(verb):
        return _undergoer(verb)
    goal = next((child for child in verb.children if child.dep_ in ("dobj", "dative") and not _when(child)), None)
    if goal is not None and goal.dep_ == "dative" and goal.pos_ == "ADP":
        goal = _child(goal, "pobj")
    if goal is not None and goal.idx >= covered:
        return _antecedent(goal)
    for token in (verb, *((goal,) if goal is not None else ())):
        for preposition in (child for child in token.children if child.dep_ in ("prep", "dative")):
            if preposition.lower_ in _TOWARDS and (noun := _child(preposition, "pobj")) and not _when(noun):
                return _antecedent(noun)
    clause = _child(verb, "ccomp", "xcomp")
    # "urged the union to …", "wants Moscow to …": the parser makes the one urged the clause's subject.
    if clause is not None and _child(clause, "aux") is not None and clause.tag_ == "VB":
        return _child(clause, "nsubj")
    return None


def _undergoer(verb: Token) -> Token | None:
    own = _child(verb, "nsubjpass", "nsubj")
    if own is not None:
        return _antecedent(own)
    if verb.dep_ in ("acl", "relcl"):
        return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _child(verb.head, "nsubjpass", "nsubj")
    if verb.dep_ in _COMPLETING and verb.head.pos_ in ("VERB", "AUX", "ADJ"):
        return _child(verb.head, "nsubj", "nsubjpass")
    return None


def _when(noun: Token) -> bool:
    return noun.ent_type_ in ("DATE", "TIME")


def _antecedent(noun: Token) -> Token:
    """What a relative pronoun stands for, else the noun itself."""
    if noun.tag_ in ("WDT", "WP") and noun.head.dep_ == "relcl":
        return noun.head.head
    return noun


def negated(verb: Token) -> bool:
    """Whether the clause says that it did not happen: "did not …", "nobody …", "refused to …", "not ready to …"."""
    token = verb
    for _ in range(4):
        subject = _child(token, "nsubj", "nsubjpass")
        if _child(token, "neg") is not None or (subject is not None and _none(subject)):
            return True
        if token.dep_ not in ("xcomp", "pcomp", "conj") and not (token.dep_ == "advcl" and token.head.pos_ == "ADJ"):
            return False
        if token.dep_ == "conj" and _child(token, "nsubj", "nsubjpass", "aux") is not None:
            return False
        token = token.head
        if token is not verb and token.lemma_ in _DENYING:
            return True
    return False


def _none(noun: Token) -> bool:
    return noun.lower_ in _NOBODY or any(child.lower_ in ("no", "neither") for child in noun.children)


def modality(verb: Token) -> Modality | None:
    """How far from a deed the clause is: a modal verb, or what it completes ("plans to …", "urged … to …")."""
    token = verb
    for _ in range(3):
        for child in token.children:
            if child.dep_ in ("aux", "advmod") and child.tag_ == "MD" and child.lower_ in _MODALS:
                return _MODALS[child.lower_]
        if token.dep_ == "conj":
            token = token.head
            continue
        to = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
        if token.dep_ not in _COMPLETING or not to:
            return None
        head = token.head
        if head.lemma_ in _DEMANDING:
            return "demanded"
        if head.lemma_ in ("have", "need"):
            return "necessary"
        if head.lemma_ in _INTENDING:
            return "intended"
        if head.lower_ == "going":
            return "future"
        token = head
    return None


def _with_gerund(preposition: Token) -> bool:
    """Whether a preposition brings a deed, not a thing ("accused the firm of lying")."""
    return preposition.dep_ == "prep" and any(child.tag_ == "VBG" for child in preposition.children)


def phrase(head: Token) -> Span:
    """A noun with what stands close to it, without the clauses and appositions that hang on it: character offsets."""
    left, right = head.left_edge.i, head.i
    loose = [child for child in head.rights if child.dep_ in _LOOSE or _with_gerund(child)]
    stop = min((child.left_edge.i for child in loose), default=head.right_edge.i + 1)
    right = max(right, min(head.right_edge.i, stop - 1))
    span = head.doc[left : right + 1]
    while len(span) > 1 and (span[-1].is_punct or span[-1].is_space or span[-1].dep_ == "cc"):
        span = span[:-1]
    while len(span) > 1 and (span[0].is_punct or span[0].is_space):
        span = span[1:]
    return span.start_char, span.end_char
