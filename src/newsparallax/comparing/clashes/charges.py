"""What somebody is charged with or guilty of: "pleaded guilty to conspiracy", "pleaded guilty to a count of fraud"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsparallax.comparing.clashes.sides import BOOK, Discrepancy, Material, Side, side, together
from newsparallax.comparing.passages import Passage
from newsparallax.comparing.wordforms import stem, tokens

# What is done with a charge, and what stands between that and the charge.
_DONE = {
    "guilty": r"(?:plead(?:s|ed|ing)?|pled) guilty(?:(?:\s\w+){0,2}?) to|guilty plea (?:was )?to|(?:found )?guilty of",
    "convicted": r"convicted(?:(?:\s\w+){0,2}?) of",
    "charged": r"(?:charged|indicted)(?:(?:\s\w+){0,2}?) (?:with|on|for)",
    "acquitted": r"(?:acquitted|cleared)(?:(?:\s\w+){0,2}?) of",
}
_CHARGE = re.compile("|".join(rf"(?P<{name}>\b{words}\s)" for name, words in _DONE.items()), re.IGNORECASE)
_END = re.compile(r"[,;:—–.()]|\b(?:and|but|while|who|which|that|in|on|for|by|after|before)\b")
# Words that are said of any charge.
_ANY = frozenset(stem(word) for word in BOOK["any_charge"].split())
# Words that the two passages must share beside the charges, as a weight.
_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class _Charge:
    """What is done with a charge, the charge's own words, and its side."""

    done: str
    words: frozenset[str]
    shown: Side


def find(material: Material) -> Iterator[Discrepancy]:
    """The same done with charges that share no word, in passages that may tell the same."""
    found = [list(_charges(p)) for p in material.passages]
    content = [frozenset(t.concept for t in tokens(p.words) if not t.is_function) for p in material.passages]
    edges = [
        (one.shown, other.shown)
        for pair in material.pairs
        if pair.accepted and material.in_common(content[pair.a], content[pair.b]) >= _SHARED
        for one in found[pair.a]
        for other in found[pair.b]
        if one.done == other.done and not one.words & other.words
    ]
    for sides in together(edges):
        names = " / ".join(dict.fromkeys(s.value for s in sides))
        yield Discrepancy("charge", "variation", f"{names}: told as different charges", tuple(sides))


def _charges(passage: Passage) -> Iterator[_Charge]:
    for match in _CHARGE.finditer(passage.words):
        end = _END.search(passage.words, match.end())
        high = end.start() if end else len(passage.words)
        named = [t for t in tokens(passage.words[match.end() : high]) if not (t.is_function or t.is_number)]
        words = frozenset(t.concept for t in named if t.stem not in _ANY)
        if words:
            last = match.end() + named[-1].end
            value = passage.words[match.end() : last]
            yield _Charge(str(match.lastgroup), words, side(passage, match.start(), last, value))
