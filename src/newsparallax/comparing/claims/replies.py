"""Whose reply is missing: a denial that some outlets print, and not a word of which stands in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import BOOK, MANY, Claim, Sentence, Texts, folded, quoted
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.words import listed


def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(BOOK[name].strip().splitlines())})\b", re.IGNORECASE)


_DENIALS, _NONE, _ANSWERS, _CHARGES = _any("denials"), _any("no_denials"), _any("answers"), _any("charges")
# Who "he" is in a denial is known: the name before it.
_HE = re.compile(r"\bthat (?:he|she|they)\b")
# Who denies stands so many words before the verb at most.
_REACH = 8


def missing(texts: Texts) -> Iterator[Claim]:
    """`Fox does not report the denial that HuffPost carries: “…”`: it has the name, a charge, only others' denials."""
    denied: dict[str, list[Sentence]] = {}
    for outlet in texts.outlets:
        for sentence in texts.sentences[outlet]:
            name = _denier(sentence)
            if name:
                denied.setdefault(name, []).append(sentence)
    for name, told in denied.items():
        outlets = list(dict.fromkeys(s.outlet for s in told))
        lacking = [o for o in texts.others(*outlets) if name in texts.words[o] and _silent(texts, o, name)]
        shown = next((s for s in told if printable(replace(s, words=_HE.sub("that Moe", s.words)))), None)
        # Where another outlet has no such denial either, and only no charge, one would be singled out.
        if not lacking or lacking != texts.others(*outlets) or shown is None:
            continue
        claim = (
            f"{listed(lacking, MANY)} {'do' if len(lacking) > 1 else 'does'} not report the denial that "
            f"{listed(outlets, MANY)} {'carry' if len(outlets) > 1 else 'carries'}: {quoted(shown.words)}"
        )
        why = f"{name} stands before a verb of denial; the other has that name and a charge, and no such word"
        evidence = tuple(s.span for s in (shown, *(s for s in told if s is not shown)))
        yield Claim("reply_missing", tuple(lacking), claim, evidence, why, float(len(told)))


def _silent(texts: Texts, outlet: str, name: str) -> bool:
    """Whether an outlet has a charge and nobody's denial but that of others, who are named; and no other answer."""
    denials = [s for s in texts.sentences[outlet] if _DENIALS.search(s.words)]
    others = all(_denier(s) not in (None, name) and name not in folded(s.words) for s in denials)
    return others and _charges(texts, outlet) and not _answers(texts, outlet, name)


def _denier(sentence: Sentence) -> str | None:
    """The last name before a verb of denial, folded: whose denial it is; None where that is not plain.

    A pronoun is that name's where "that" stands between them: "Moe insists that he knew of none".
    """
    match = _DENIALS.search(sentence.words)
    if match is None or _NONE.search(sentence.words) or sentence.role == "headline":
        return None
    before = tokens(sentence.words[: match.start()])[-_REACH:]
    names = [t for t in before if t.is_capitalised and not t.is_function]
    if not names:
        return None
    between = [t.text.lower() for t in before[before.index(names[-1]) :]]
    pronoun = {"he", "she", "they", "who"} & set(between)
    if pronoun and not ("that" in between and "who" not in pronoun):
        return None
    return fold(names[-1].text.rstrip(".").removesuffix("'s").removesuffix("’s"))


def _answers(texts: Texts, outlet: str, name: str) -> bool:
    """Whether an outlet has an answer in other words where it names somebody, or in the next sentence."""
    own = texts.sentences[outlet]
    near = [own[n : n + 2] for n, s in enumerate(own) if name in folded(s.words)]
    return any(_ANSWERS.search(s.words) for pair in near for s in pair)


def _charges(texts: Texts, outlet: str) -> bool:
    return any(_CHARGES.search(s.words) for s in texts.sentences[outlet])
