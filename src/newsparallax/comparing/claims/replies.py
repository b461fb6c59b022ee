"""Whose reply is missing: a denial that some outlets print, and not a word of which stands in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import MANY, Claim, Sentence, Texts, any_of, ended, folded, quoted, quoted_out
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.lexicon import fold
from newsparallax.words import listed

_DENIALS, _NONE, _ANSWERS, _CHARGES = map(any_of, ("denials", "no_denials", "answers", "charges"))
# Who "he" is in a denial is known: the name before it.
_HE = re.compile(r"\bthat (?:he|she|they)\b")
# The share of the words for what is denied that a sentence with the charge has, where it does not name the accused;
# how like the denial it is in meaning at least.
_HALF, _ABOUT = 0.5, 0.2
# What the accused says for himself: "Moe, last seen in his garden, claims that the wires were to blame"; the characters
# before that verb in which the name stands.
_PLEADS, _BEFORE = re.compile(r"\b(?:claim|insist|maintain|argu|protest|blam)(?:s|es|ed)\b"), 60
# Who denies stands so many words before the verb at most.
_REACH = 8


def missing(texts: Texts) -> Iterator[Claim]:
    """`Fox does not report the denial that HuffPost carries: “…” Fox has the charge: “…”`: charged, no answer."""
    denied: dict[str, list[Sentence]] = {}
    for outlet in texts.outlets:
        for sentence in texts.sentences[outlet]:
            name = _denier(sentence)
            if name:
                denied.setdefault(name, []).append(sentence)
    for name, told in denied.items():
        outlets = list(dict.fromkeys(s.outlet for s in told))
        shown = next((s for s in told if printable(replace(s, words=_HE.sub("that Moe", s.words)))), None)
        if shown is None:
            continue
        charged = {
            other: charge
            for other in texts.others(*outlets)
            if name in texts.words[other] and _silent(texts, other, name)
            if (charge := _charge(texts, other, name, shown)) is not None
        }
        if charged:
            rest = list(charged)
            # Of two that have the charge the one is shown that can stand alone.
            other = next((o for o, s in charged.items() if printable(s)), None)
            claim = ended(
                f"{listed(rest, MANY)} {'do' if len(rest) > 1 else 'does'} not report the denial that "
                f"{listed(outlets, MANY)} {'carry' if len(outlets) > 1 else 'carries'}"
                f"{f'. {shown.outlet}' if len(outlets) > 1 else ''}: {quoted(shown.words)}"
            )
            claim += f" {other} has the charge: {quoted(charged[other].words)}" if other else ""
            why = f"{name} stands before a verb of denial; the others have the charge, that name and no such word"
            evidence = tuple(s.span for s in (shown, *(s for s in told if s is not shown), *charged.values()))
            yield Claim("reply_missing", tuple(rest), claim, evidence, why, float(len(told)))


def _charge(texts: Texts, outlet: str, name: str, denial: Sentence) -> Sentence | None:
    """The sentence of an outlet that charges what is denied: somebody by name, or the very thing; None without one."""
    match = _DENIALS.search(denial.words)
    behind = denial.words[match.end() :].split(" but ")[0] if match else ""
    matter = {t.concept for t in tokens(behind) if not t.is_function and not _CHARGES.fullmatch(t.text)}
    own = texts.vectors.get((denial.article_id, denial.start))
    best: tuple[float, Sentence] | None = None
    for sentence in texts.sentences[outlet]:
        there = texts.vectors.get((sentence.article_id, sentence.start))
        about = _ABOUT if own is None or there is None else float(there @ own)
        if sentence.role != "body" or about < _ABOUT:
            continue
        shared = len(matter & sentence.concepts) / max(len(matter), 1)
        by_name = _CHARGES.search(sentence.words) and name in folded(sentence.words)
        if (by_name or shared >= _HALF) and (best is None or about + shared > best[0]):
            best = (about + shared, sentence)
    return best[1] if best else None


def _silent(texts: Texts, outlet: str, name: str) -> bool:
    """Whether an outlet has a charge and nobody's denial but that of others, who are named; and no other answer."""
    denials = [s for s in texts.sentences[outlet] if _DENIALS.search(s.words)]
    others = all(_denier(s) not in (None, name) and name not in folded(s.words) for s in denials)
    # Whoever is heard there at all may have answered in words that no list has.
    heard = any(name in folded(f"{row['source'] or ''} {row['speaker'] or ''}") for row in texts.attributions[outlet])
    return others and not heard and _charges(texts, outlet) and not _answers(texts, outlet, name)


def _denier(sentence: Sentence) -> str | None:
    """The last name before a verb of denial, folded: whose denial it is; None where that is not plain.

    A pronoun is that name's where "that" stands between them: "Moe insists that he knew of none".
    """
    match = _DENIALS.search(sentence.words)
    if match is None or _NONE.search(sentence.words) or sentence.role == "headline":
        return None
    if not quoted_out(sentence.words)[match.start() : match.end()].strip():
        return None  # who speaks of somebody's innocence need not be the accused
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
    return any(_ANSWERS.search(s.words) for pair in near for s in pair) or any(
        (said := _PLEADS.search(s.words)) is not None and name in folded(s.words[: said.start()][-_BEFORE:])
        for s, *_ in near
    )


def _charges(texts: Texts, outlet: str) -> bool:
    return any(_CHARGES.search(s.words) for s in texts.sentences[outlet])
