"""Whose reply is missing: a denial that some outlets print, and not a word of which stands in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsparallax.comparing.claims.alone import printable
from newsparallax.comparing.claims.texts import BOOK, Claim, Sentence, Texts, folded, listed, quoted
from newsparallax.comparing.wordforms import tokens
from newsparallax.tagging.who.lexicon import fold


def _any(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(BOOK[name].strip().splitlines())})\b", re.IGNORECASE)


_DENIALS, _NONE, _ANSWERS, _CHARGES = _any("denials"), _any("no_denials"), _any("answers"), _any("charges")
# Who denies stands so many words before the verb at most.
_REACH = 8


def missing(texts: Texts) -> Iterator[Claim]:
    """`HuffPost reports a denial: “…”; Fox has none`: Fox names who denies, and a charge, and has no word of denial."""
    denied: dict[str, list[Sentence]] = {}
    for outlet in texts.outlets:
        for sentence in texts.sentences[outlet]:
            name = _denier(sentence)
            if name:
                denied.setdefault(name, []).append(sentence)
    silent = [o for o in texts.outlets if not any(_DENIALS.search(s.words) for s in texts.sentences[o])]
    for name, told in denied.items():
        lacking = [o for o in silent if name in texts.words[o] and _charges(texts, o) and not _answers(texts, o, name)]
        shown = next((s for s in told if printable(s)), None)
        if not lacking or shown is None:
            continue
        outlets = list(dict.fromkeys(s.outlet for s in told))
        claim = (
            f"{listed(lacking)} {'carry' if len(lacking) > 1 else 'carries'} no denial, which {listed(outlets)} "
            f"{'do' if len(outlets) > 1 else 'does'}: {quoted(shown.words)}"
        )
        why = f"{name} stands before a verb of denial; the other has that name and a charge, and no such word"
        evidence = tuple(s.span for s in (shown, *(s for s in told if s is not shown)))
        yield Claim("reply_missing", tuple(lacking), claim, evidence, why, float(len(told)))


def _denier(sentence: Sentence) -> str | None:
    """The last name before a verb of denial, folded: whose denial it is; None where that is not plain."""
    match = _DENIALS.search(sentence.words)
    if match is None or _NONE.search(sentence.words) or sentence.role == "headline":
        return None
    before = tokens(sentence.words[: match.start()])[-_REACH:]
    names = [t for n, t in enumerate(before) if t.is_capitalised and not t.is_function and (n or t.start)]
    if not names or any(t.text.lower() in ("he", "she", "they", "who") for t in before[before.index(names[-1]) :]):
        return None
    return fold(names[-1].text.rstrip(".").removesuffix("'s").removesuffix("’s"))


def _answers(texts: Texts, outlet: str, name: str) -> bool:
    """Whether an outlet has an answer in other words where it names somebody, or in the next sentence."""
    own = texts.sentences[outlet]
    near = [own[n : n + 2] for n, s in enumerate(own) if name in folded(s.words)]
    return any(_ANSWERS.search(s.words) for pair in near for s in pair)


def _charges(texts: Texts, outlet: str) -> bool:
    return any(_CHARGES.search(s.words) for s in texts.sentences[outlet])
