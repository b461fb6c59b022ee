"""Who does what a verb says, who undergoes it, whether it is denied: subject, passive, negation, decided once.

Every function takes the tokens of one block and the index of a verb, and gives the index of a noun, or None. `subject`
is the noun that the grammar ties to a verb, a relative pronoun as it stands; `agent` and `undergoer` are those who act
and are acted upon, also through passives, joined verbs, participles and control (codebooks/lists/control.toml).
"""

from __future__ import annotations

from functools import partial

from newsparallax.codebooks import word_list
from newsparallax.tagging.grammar.tokens import Tokens

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
_CLIMB = 7  # steps up the parse in search of a subject: longer chains are parsing errors
_CONTROL = 4  # steps through verbs that govern one another
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})
_COMPLETING = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})
_HYPHENS = frozenset({"-", "‑"})
_DASHES = frozenset({"--", "—", "–", ":"})
_PARTICIPIAL = frozenset({"acl", "advcl", "amod", "relcl"})
# Words by what they decide about the clause behind them: `control("demanding")`.
control = partial(word_list, "control")


def is_passive(t: Tokens, verb: int) -> bool:
    """Whether a verb is a passive, with or without its auxiliary ("a book called …", "asked about …, she said")."""
    if t.tag[verb] != "VBN":
        return False
    if any(t.dep[k] in ("auxpass", "nsubjpass", "agent") for k in t.kids[verb]):
        return True
    if any(t.dep[k] in ("aux", "nsubj") for k in t.kids[verb]):
        return False
    return t.dep[verb] in _PARTICIPIAL or (t.dep[verb] == "conj" and is_passive(t, t.head[verb]))


def infinitive(t: Tokens, verb: int) -> bool:
    """Whether `to` stands before a verb."""
    return any(t.dep[k] == "aux" and t.low[k] == "to" for k in t.kids[verb])


def negated(t: Tokens, verb: int) -> bool:
    """Whether a verb's own clause denies it: "did not say", "never said", "nobody said", "no official said"."""
    if any(t.dep[k] == "neg" or t.low[k] == "never" for k in t.kids[verb]):
        return True
    doer = t.child(verb, "nsubj", "nsubjpass")
    return doer is not None and _none(t, doer)


def _none(t: Tokens, noun: int) -> bool:
    return t.low[noun] in control("nobody") or any(t.low[k] in ("no", "neither") for k in t.kids[noun])


def undone(t: Tokens, verb: int) -> bool:
    """Whether a deed was not done: its clause is negated, or hangs on one that is ("refused to", "without leaving")."""
    at = verb
    for _ in range(_CONTROL):
        if negated(t, at):
            return True
        of_adjective = t.dep[at] == "advcl" and t.pos[t.head[at]] == "ADJ"
        if t.dep[at] not in ("xcomp", "pcomp", "conj") and not of_adjective:
            return False
        if t.dep[at] == "conj" and (t.tag[at] in FINITE or t.child(at, "nsubj", "nsubjpass", "aux") is not None):
            return False  # "never wanted it but closed the bridge"
        at = t.head[at]
        if t.pos[at] == "ADP" and t.lemma[at] not in control("denying"):
            at = t.head[at]  # "prevented them from leaving"
        if at != verb and t.lemma[at] in control("denying"):
            return True
    return False


def by_agent(t: Tokens, verb: int) -> int | None:
    """The noun behind `by` of a passive verb."""
    by = t.child(verb, "agent")
    return None if by is None else t.child(by, "pobj")


def own_subject(t: Tokens, verb: int) -> int | None:
    """A verb's subject; in "Briefing journalists, the minister said" the parser takes the journalists for one more."""
    named = [k for k in t.kids[verb] if t.dep[k] == "nsubj" and t.text[k] not in _HYPHENS]  # "On cross-examination, he"
    if len(named) > 1 and t.low[t.left[named[0]]].endswith("ing") and t.text[t.right[named[0]] + 1] == ",":
        return named[1]
    if len(named) > 1 and t.low[named[0]] in RELATIVE:
        return named[1]  # "who officials said had left"
    if len(named) > 1 and any(t.text[k] in _DASHES for k in range(named[0], named[1])):
        return named[1]  # "UPDATE -- Records revealed"
    return named[0] if named else None


def subject(t: Tokens, verb: int) -> int | None:
    """The token that names who does what a verb says, or None; a relative pronoun as it stands.

    Looked for on the verb, then on what it hangs on: verb chains ("went on to say", "was likely to say"), participles
    ("…, adding that"), joined verbs, prepositions ("by saying"), and the noun of "a statement saying".
    """
    at = verb
    for _ in range(_CLIMB):
        own = own_subject(t, at)
        if own is None and at != verb:
            own = t.child(at, "nsubjpass")
        if own is not None:
            return own
        if is_passive(t, at):
            return by_agent(t, at)
        above, dep = t.head[at], t.dep[at]
        if dep == "conj" and t.tag[at] in FINITE and t.tag[above] == "VB" and t.head[above] != above:
            above = t.head[above]  # "wants them to leave and told the board": an infinitive joins no finite verb
        if dep == "xcomp" and t.lemma[above] in control("causing") and infinitive(t, at):
            return object_of(t, above)
        if above == at or (dep in ("ccomp", "parataxis") and at == verb and t.tag[verb] == "VB"):
            return None
        if t.pos[above] in _NOUNS:
            if dep in ("acl", "relcl") and at == verb and not infinitive(t, verb):
                return above
            # "an attempt to explain", "his speech before calling for": whoever makes the attempt, whoever spoke.
            owner = t.child(above, "poss")
            if owner is not None:
                return owner
            if t.dep[above] in ("nsubj", "nsubjpass", "ROOT"):
                return None
        at = above
    return None


def antecedent(t: Tokens, noun: int) -> int:
    """What a relative pronoun stands for, else the noun itself."""
    above = t.head[noun]
    return t.head[above] if t.tag[noun] in ("WDT", "WP") and t.dep[above] == "relcl" else noun


def _of_several(t: Tokens, pronoun: int) -> bool:
    """Whether a relative pronoun follows joined names, and may mean the last or all: "Ann Cole and Tom Reed, who …"."""
    meant = antecedent(t, pronoun)
    return meant != pronoun and any(t.dep[k] == "conj" and meant < k < pronoun for k in t.kids[meant])


def agent(t: Tokens, verb: int, depth: int = 0) -> int | None:
    """Who does what a verb says, as far as the parse shows it; precision before completeness.

    Unlike `subject` it follows control ("urged the firm to leave": the firm) and stops where anybody could be meant.
    """
    if is_passive(t, verb):
        return by_agent(t, verb)
    own = own_subject(t, verb)
    if own is not None:
        return None if _of_several(t, own) else antecedent(t, own)
    if depth > _CONTROL:
        return None
    above, dep = t.head[verb], t.dep[verb]
    if dep == "conj" and t.pos[above] in _VERBAL:
        if t.tag[verb] == "VBG" and t.tag[above] != "VBG":
            return None  # "mentioned closing the port and expelling …": the parse joins the wrong verbs
        return t.child(above, "nsubjpass") if is_passive(t, above) else agent(t, above, depth + 1)
    if dep in ("acl", "relcl") and t.tag[verb] in ("VBG", "VBD", "VBZ", "VBP", "VB"):
        return above
    # A finite verb has a subject of its own: what the parse hangs on another verb without one is not understood.
    if dep in _COMPLETING and t.tag[verb] not in FINITE:
        return _governed(t, verb, depth)
    return None


def _governed(t: Tokens, verb: int, depth: int) -> int | None:
    """The agent of a verb that completes another verb, a preposition or an adjective."""
    above = t.head[verb]
    if t.pos[above] not in ("VERB", "AUX", "ADP", "ADJ"):
        return None
    sent = t.lemma[above] in control("sending") and infinitive(t, verb)
    if t.pos[above] == "VERB" and (sent or t.lemma[above] in control("demanding")):
        return object_of(t, above)
    charge = charged(t, verb)
    if charge is not None:
        return charge[1]
    if t.pos[above] == "ADP" and t.low[above] not in control("own"):
        return None  # "called for jailing …", "welcomed the plan of holding …": by whom is not said
    governor = t.head[above] if t.pos[above] in ("ADP", "ADJ") else above
    named = t.child(governor, "nsubj", "nsubjpass")
    return agent(t, governor, depth + 1) if named is None else named


def charged(t: Tokens, verb: int) -> tuple[int, int | None] | None:
    """The verb of accusing or thanking behind which a deed stands ("accused the firm of lying"), and whom it names."""
    if t.dep[verb] != "pcomp" or t.pos[t.head[verb]] != "ADP":
        return None
    above = t.head[t.head[verb]]
    charging = t.head[above] if t.dep[above] == "dobj" else above
    if t.lemma[charging] not in control("charging") | control("crediting"):
        return None
    return charging, undergoer(t, charging) if is_passive(t, charging) else t.child(charging, "dobj")


def object_of(t: Tokens, verb: int) -> int | None:
    """Whom or what a verb is done to: the undergoer of a passive, else the object, relative pronouns resolved.

    In "urged the union to leave" the parser makes the union the subject of the clause behind the verb.
    """
    if is_passive(t, verb):
        return undergoer(t, verb)
    thing = t.child(verb, "dobj", "dative")
    if thing is not None and t.dep[thing] == "dative" and t.pos[thing] == "ADP":
        thing = t.child(thing, "pobj")
    if thing is not None:
        return antecedent(t, thing)
    inner = t.child(verb, "ccomp", "xcomp")
    return t.child(inner, "nsubj") if inner is not None and infinitive(t, inner) else None


def undergoer(t: Tokens, verb: int) -> int | None:
    """The noun that undergoes a passive verb: its subject, or what the participle hangs on."""
    own = t.child(verb, "nsubjpass", "nsubj")
    if own is not None:
        return antecedent(t, own)
    above, dep = t.head[verb], t.dep[verb]
    if dep in ("acl", "relcl"):
        return above
    if dep == "conj" and t.pos[above] in _VERBAL:
        shared = t.child(above, "nsubjpass", "nsubj")
        return None if shared is None else antecedent(t, shared)
    if dep in _COMPLETING and t.pos[above] in ("VERB", "AUX", "ADJ"):
        return t.child(above, "nsubj", "nsubjpass")
    return None
