"""Who does what to whom: clauses whose verb a codebook puts into one of CAMEO's four quad classes.

For each coded verb the parse gives the agent and the patient, also through passives, coordination, relative clauses,
participles and control ("called on Moscow to release …": the release, if any, would be Moscow's). A clause that is
denied, only possible, wished for or demanded is marked as such: it tells of no deed. Left out is what tells of nobody's
action: a clause under "if" or "whether", a question, a thing that "does" something ("the plan requires …"), an active
verb whose own subject the parse does not show. What is NOT found: actions told by nouns ("the attack on the port") or
verbs outside the codebook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Token

from newsparallax.codebooks import Codebook, Codebooks, Entry, select
from newsparallax.codebooks.patterns import Hit
from newsparallax.reading.article import Role
from newsparallax.tagging.coding.doers import is_party
from newsparallax.tagging.grammar.parse import Block, Parsed
from newsparallax.tagging.saying.attributions import Attribution
from newsparallax.tagging.speakers.parties import parties
from newsparallax.tagging.who.cast import Cast

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
        "free",
        "eager",
        "keen",
        "willing",
        "able",
        "likely",
        "set",
        "suggest",
        "propose",
        "mention",
        "recommend",
        "contemplate",
        "favor",
        "favour",
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
_ASKING = frozenset(["want", "demand", "order", "request", "like", "need", "require"])
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
# The clause behind these is said of their object, not of their subject: "accused the firm of lying".
_CHARGING = frozenset(["accuse", "blame", "charge", "suspect", "criticize", "criticise", "condemn"])
_CREDITING = frozenset(["thank", "praise", "congratulate", "forgive", "pardon", "punish", "jail", "arrest", "convict"])
# A gerund behind these is the subject's own doing ("left after meeting …"); behind others it may be anybody's.
_OWN = frozenset(["by", "after", "before", "while", "without", "in", "since", "when", "through", "from"])
_BEING = frozenset(["be", "seem", "become"])
_SEEMING = frozenset(["appear", "seem"])
_UNCERTAIN = frozenset({"if", "whether", "unless", "lest"})
_NOBODY = frozenset({"nobody", "none", "neither", "no-one", "nothing"})
_COMPLETING = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_AROUND = re.compile(r"\}(to|with)$")
_HEADWORD = re.compile(r"([A-Za-z-]+)~")
# What a preposition must be to lead from the verb or its object to the one acted upon.
_TOWARDS = frozenset(["on", "upon", "with", "against", "to", "at", "toward", "towards", "from", "for", "over", "into"])
# Behind these a place undergoes it ("sanctions on Tartu"); behind the others it is where it happened.
_AT_PLACES = frozenset(["on", "upon", "with", "against", "to", "toward", "towards"])
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
    names = [(naming.start, naming.end) for naming in people.namings]
    found = [
        (_action(block, verb, hit, book), _actors(block, verb, hit, named))
        for block in parsed.blocks
        for named in [frozenset(at - block.start for low, high in names for at in range(low, high))]
        for book in books.of("actions")
        for verb, hit in _verbs(block.doc, book)
        if _tells(verb, hit, named)
    ]
    meant = parties(parsed, people, said, [actors for _, actors in found])
    named = [
        replace(action, agent_actor=agent, patient_actor=patient)
        for (action, _), (agent, patient) in zip(found, meant, strict=True)
    ]
    return sorted(named, key=lambda action: (action.start, action.end))


def _verbs(doc: Doc, book: Codebook) -> Iterator[tuple[Token, Hit[Entry]]]:
    for hit in select(book.matcher.matches(doc.text), apart=False):
        span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        if span is not None and span[0].pos_ == "VERB" and span[0].dep_ not in ("amod", "compound", "nmod"):
            yield span[0], hit


def _tells(verb: Token, hit: Hit[Entry], named: frozenset[int]) -> bool:
    """Whether a clause tells of an action between parties, done or not: precision goes before completeness.

    `named` are the characters that stand in names of the cast, whatever the parser takes them for.
    """
    agent, patient = agent_of(verb), patient_of(verb, _covered(verb, hit))
    if agent is None and (patient is None or not is_passive(verb) or patient.lower_ == "you"):
        return False
    if (agent is not None and agent.idx not in named and not is_party(agent)) or _undecided(verb):
        return False
    if agent is not None and agent.lower_ == "it" and agent.head.lemma_ in _BEING and verb.dep_ != "conj":
        return False  # "it was unwise to …"
    if hit.pattern not in hit.owner.to_parties:
        return True
    if patient is None or (patient.dep_ == "pobj" and patient.head.idx >= hit.end):
        return False  # "had struck a deal with the mayor"
    return patient.idx in named or is_party(patient, places=True)


def _covered(verb: Token, hit: Hit[Entry]) -> int:
    """Where the words end that are the verb phrase's own; in "told the crew to" the crew is whom it is done to."""
    return verb.idx + len(verb) if _AROUND.search(hit.pattern) else hit.end


def _undecided(verb: Token) -> bool:
    """Whether a clause leaves open if it happened: under "if" or "whether", or in a question."""
    if verb.sent.text.rstrip(" \"'”’)").endswith("?"):
        return True
    token = verb
    while True:
        if any(child.dep_ in ("mark", "advmod") and child.lower_ in _UNCERTAIN for child in token.children):
            return True
        if token.head is token or token.dep_ not in (*_COMPLETING, "conj", "relcl", "acl", "prep"):
            return False
        token = token.head


def _placed(block: Block, head: Token | None, bare: bool = False) -> Span | None:
    if head is None:
        return None
    start, end = phrase(head, bare)
    return block.start + start, block.start + end


def _actors(block: Block, verb: Token, hit: Hit[Entry], named: frozenset[int]) -> tuple[Span | None, Span | None]:
    """The words that may mean actors: a noun with its titles; none for a thing, whosever it is ("her emails")."""

    def meant(head: Token | None) -> Span | None:
        party = head is not None and (head.idx in named or is_party(head))
        return _placed(block, head, bare=True) if party else None

    return meant(agent_of(verb)), meant(patient_of(verb, _covered(verb, hit)))


def _action(block: Block, verb: Token, hit: Hit[Entry], book: Codebook) -> Action:
    passive = is_passive(verb)
    agent, patient = agent_of(verb), patient_of(verb, _covered(verb, hit))
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
        verb=headword[1].lower() if headword else verb.lemma_.lower(),
        agent=_placed(block, agent),
        patient=_placed(block, patient),
        negated=negated(verb),
        modality=modality(verb),
        passive=passive,
        agentless=passive and agent is None,
    )


def _child(token: Token, *deps: str) -> Token | None:
    return next((child for child in token.children if child.dep_ in deps), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive, a bare participle behind its noun included ("the men detained in …")."""
    if verb.tag_ == "VBN" and _child(verb, "auxpass", "nsubjpass", "agent") is not None:
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
        if verb.tag_ == "VBG" and head.tag_ != "VBG":
            return None  # "mentioned closing the port and expelling …": the parse joins the wrong verbs
        return _child(head, "nsubjpass") if is_passive(head) else agent_of(head, depth + 1)
    if verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VBG", "VBD", "VBZ", "VBP", "VB"):
        return head
    # A finite verb has a subject of its own: what the parse hangs on another verb without one is not understood.
    if verb.dep_ in _COMPLETING and head.pos_ in ("VERB", "AUX", "ADP", "ADJ") and verb.tag_ not in _FINITE:
        if head.pos_ == "VERB" and head.lemma_ in _DEMANDING:
            return patient_of(head, head.idx + len(head))
        governor = head.head if head.pos_ in ("ADP", "ADJ") and head.head is not head else head
        if (charged := _charged(verb)) is not None:
            return charged[1]
        if head.pos_ == "ADP" and head.lower_ not in _OWN:
            return None  # "called for jailing …", "welcomed the plan of holding …": by whom is not said
        return _child(governor, "nsubj", "nsubjpass") or agent_of(governor, depth + 1)
    return None


def _charged(verb: Token) -> tuple[Token, Token | None] | None:
    """The verb of accusing or thanking behind which a deed stands ("accused the firm of lying"), and whom it names."""
    if verb.dep_ != "pcomp" or verb.head.pos_ != "ADP":
        return None
    above = verb.head.head
    charging = above.head if above.dep_ == "dobj" else above
    if charging.lemma_ not in _CHARGING | _CREDITING:
        return None
    return charging, _undergoer(charging) if is_passive(charging) else _child(charging, "dobj")


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
            noun = _child(preposition, "pobj")
            if noun is None or preposition.lower_ not in _TOWARDS or _when(noun):
                continue
            if preposition.idx < covered or is_party(noun, places=preposition.lower_ in _AT_PLACES):
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
        shared = _child(verb.head, "nsubjpass", "nsubj")
        return _antecedent(shared) if shared is not None else None
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
        if token.pos_ == "ADP" and token.lemma_ not in _DENYING:
            token = token.head  # "prevented them from leaving"
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
        head = token.head
        if (charged := _charged(token)) is not None and charged[0].lemma_ in _CHARGING:
            return "possible"
        if token.dep_ == "ccomp" and head.lemma_ in _DEMANDING and _bare(token):
            return "demanded"
        if token.dep_ in ("xcomp", "ccomp") and token.tag_ == "VBN" and head.lemma_ in _ASKING:
            return "demanded"  # "wanted the men deported"
        if token.dep_ == "xcomp" and token.tag_ == "VBG" and head.lemma_ in _INTENDING:
            return "intended"
        if token.dep_ not in _COMPLETING or not to:
            return "intended" if token.dep_ in ("acl", "relcl", "ROOT") and to else None  # "Minister to meet …"
        if head.lemma_ in _DEMANDING:
            return "demanded"
        if head.lemma_ in ("have", "need"):
            return "necessary"
        if head.lemma_ in _INTENDING:
            return "intended"
        if head.lower_ == "going":
            return "future"
        if head.lemma_ in _SEEMING:
            return "possible"
        if token.dep_ == "advcl" and head.pos_ == "VERB":
            return "intended"  # "was called in to help": a purpose
        token = head
    return None


def _bare(verb: Token) -> bool:
    """A subjunctive: "demanded that they leave", "… that it be closed"."""
    helper = _child(verb, "auxpass", "aux")
    return verb.tag_ == "VB" if helper is None else helper.tag_ == "VB" and helper.lower_ == "be"


def _with_gerund(preposition: Token) -> bool:
    """Whether a preposition brings a deed, not a thing ("accused the firm of lying")."""
    return preposition.dep_ == "prep" and any(child.tag_ == "VBG" for child in preposition.children)


def phrase(head: Token, bare: bool = False) -> Span:
    """A noun with what stands close to it, without the clauses and appositions that hang on it: character offsets.

    With `bare` also without its prepositional phrases: "a former aide" of "a former aide to the mayor".
    """
    own = {token.i for token in head.subtree}
    loose = [
        child
        for child in head.rights
        if child.dep_ in _LOOSE or _with_gerund(child) or (bare and child.dep_ == "prep" and child.lower_ != "of")
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
    return span.start_char, span.end_char
