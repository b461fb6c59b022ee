"""How far a clause is from telling of a deed: possible, necessary, future, conditional, intended, demanded; left open.

Reads the parse through `grammar.deeds`; the words stand in codebooks/lists/modality.toml and control.toml.
"""

from __future__ import annotations

from functools import partial

from newsparallax.codebooks import word_list
from newsparallax.tagging.grammar.deeds import charged, control, infinitive
from newsparallax.tagging.grammar.tokens import Tokens
from newsparallax.values import Modality

_words = partial(word_list, "modality")
_BY_VERB: tuple[Modality, ...] = ("possible", "necessary", "future", "conditional")
_COMPLETING = frozenset({"xcomp", "ccomp", "advcl", "pcomp"})
_OPEN = frozenset({*_COMPLETING, "conj", "relcl", "acl", "prep"})
_STEPS = 3


def undecided(t: Tokens, verb: int) -> bool:
    """Whether a clause leaves open if it happened: under "if" or "whether", or in a question."""
    sentence = "".join(t.text[t.first[verb] : t.last[verb] + 1])
    if sentence.rstrip(" \n\"'”’)").endswith("?"):
        return True
    at = verb
    while True:
        if any(t.dep[k] in ("mark", "advmod") and t.low[k] in _words("uncertain") for k in t.kids[at]):
            return True
        if t.head[at] == at or t.dep[at] not in _OPEN:
            return False
        at = t.head[at]


def modality(t: Tokens, verb: int) -> Modality | None:
    """A modal verb, or what the clause completes ("plans to …", "urged … to …"); None for a plain deed."""
    at = verb
    for _ in range(_STEPS):
        helper = _helper(t, at)
        if helper is not None:
            return helper
        if t.dep[at] == "conj":
            at = t.head[at]
            continue
        charge = charged(t, at)
        if charge is not None and t.lemma[charge[0]] in control("charging"):
            return "possible"
        wanted = _wanted(t, at)
        if wanted is not None:
            return wanted
        if t.dep[at] not in _COMPLETING or not infinitive(t, at):
            # "Minister to meet …": a plan.
            return "intended" if t.dep[at] in ("acl", "relcl", "ROOT") and infinitive(t, at) else None
        governed = _governed(t, at)
        if governed is not None:
            return governed
        at = t.head[at]
    return None


def _helper(t: Tokens, verb: int) -> Modality | None:
    for k in t.kids[verb]:
        if t.dep[k] in ("aux", "advmod") and t.tag[k] == "MD":
            return next((kind for kind in _BY_VERB if t.low[k] in _words(kind)), None)
    return None


def _wanted(t: Tokens, verb: int) -> Modality | None:
    """What is asked for without "to": "demanded that they leave", "suggested closing"."""
    above, dep = t.lemma[t.head[verb]], t.dep[verb]
    if dep == "ccomp" and above in control("demanding") and _bare(t, verb):
        return "demanded"
    return "intended" if dep == "xcomp" and t.tag[verb] == "VBG" and above in _words("intending") else None


def _governed(t: Tokens, verb: int) -> Modality | None:
    """What the verb above makes of an infinitive."""
    above = t.head[verb]
    lemma = t.lemma[above]
    if lemma in control("demanding"):
        return "demanded"
    if lemma in ("have", "need"):
        return "necessary"
    if lemma in _words("intending") or lemma in control("sending"):
        return "intended"
    if t.low[above] == "going":
        return "future"
    if lemma in _words("seeming"):
        return "possible"
    # "was called in to help": a purpose
    return "intended" if t.dep[verb] == "advcl" and t.pos[above] == "VERB" else None


def _bare(t: Tokens, verb: int) -> bool:
    """A subjunctive: "demanded that they leave", "… that it be closed"."""
    helper = t.child(verb, "auxpass", "aux")
    return t.tag[verb] == "VB" if helper is None else t.tag[helper] == "VB" and t.low[helper] == "be"
