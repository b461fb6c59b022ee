"""Who and what is named in one outlet alone, and whom one outlet never names though the others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from newsparallax.comparing.claims.alone import TITLES, leans, printable, telling
from newsparallax.comparing.claims.roles import introduced, together
from newsparallax.comparing.claims.texts import BOOK, MANY, Claim, Sentence, Texts, quoted
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain
from newsparallax.tagging.who.lexicon import fold
from newsparallax.tagging.who.same import parts
from newsparallax.words import listed

# Sentences that name them: fewer make no claim (of several outlets in all, of one alone).
_ALL, _ONE = 3, 3
# Names put into one claim; letters of a word that tells a body from others.
_NAMES, _LETTERS = 4, 3
_BODIES = frozenset(BOOK["bodies"].split())
Naming = Mapping[str, Mapping[str, Sequence[Sentence]]]


def names(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Fox never names David Berg, whom the Times (4 sentences) and … name. The Times: “…”`: nothing of the name."""
    types = {row["actor"]: row["type"] for row in records(tables["mentions"])}
    naming = _naming(texts, tables)
    groups: dict[tuple[tuple[str, ...], tuple[str, ...], str], list[str]] = defaultdict(list)
    for name, where in naming.items():
        having = tuple(o for o in texts.outlets if o in where)
        lacking = tuple(o for o in texts.outlets if _never(texts, o, name, types[name]))
        # Where a word of the name stands, but not as this one's, nothing is known; whom most do not name, nobody lacks.
        known = lacking and having and len(lacking) + len(having) == len(texts.outlets)
        if known and (len(having) == 1 or len(lacking) <= len(having)):
            groups[lacking, having, types[name]].append(name)
    for (lacking, having, kind), group in groups.items():
        counted = {n: sum(len(s) for s in naming[n].values()) for n in group}
        found = sorted((n for n in group if len(having) > 1 or counted[n] >= _ONE), key=lambda n: (-counted[n], n))
        many = len({s.span for n in found for own in naming[n].values() for s in own})
        if found and many >= _ALL:
            # What several unlike people have in common is only that somebody lacks them.
            yield from _claim(texts, lacking, having, kind, found[: 1 if len(having) > 1 else _NAMES], naming)


def _never(texts: Texts, outlet: str, name: str, kind: str) -> bool:
    """Whether an outlet never names a person (the surname) or a body (its rarest words, and its initials)."""
    if kind == "person":
        # "Jong-un" and "Jong Un" are one name.
        pieces = {piece for part in parts(name) for piece in fold(part).split("-")}
        return fold(parts(name)[-1]) not in texts.words[outlet] and not pieces <= texts.words[outlet]
    words = [fold(plain(w)) for w in name.split() if w[:1].isupper() and plain(w) not in FUNCTION_WORDS]
    initials = "".join(w[0] for w in name.split() if w[:1].isupper()).lower()
    rare = [w for w in words if len(w) > _LETTERS and w not in texts.words[outlet]]
    return len(rare) * 2 >= len(words) and not {initials, ".".join(initials) + "."} & texts.words[outlet]


def _naming(texts: Texts, tables: Tables) -> dict[str, dict[str, list[Sentence]]]:
    """The body sentences of each outlet that name a person or body of two words or more."""
    found: dict[str, dict[str, list[Sentence]]] = defaultdict(lambda: defaultdict(list))
    for article, rows in by_article(records(tables["mentions"])).items():
        for row in rows:
            if article not in texts.outlet_of or not _nameable(row):
                continue
            sentence = texts.at(article, row["start"])
            own = found[row["actor"]][texts.outlet_of[article]]
            if sentence is not None and sentence.role == "body" and sentence not in own:
                own.append(sentence)
    return {name: {o: s for o, s in where.items() if s} for name, where in found.items()}


def _nameable(row: Record) -> bool:
    """Whether a mention is of a person of two names, or of a body that its name says to be one, by that name."""
    name = row["actor"].split()
    words = {fold(plain(w)) for w in row["words"].split()}
    if len(name) < 2 or fold(name[0].rstrip(".")) in TITLES or plain(name[0]) in FUNCTION_WORDS:
        return False
    if row["type"] == "person":
        return fold(parts(row["actor"])[-1]) in words
    bodies = [w for w in name if fold(plain(w)) in _BODIES]
    return bool(row["type"] == "organisation" and bodies and len(name) > 2 and " " in row["words"])


def _claim(
    texts: Texts, lacking: Sequence[str], having: Sequence[str], kind: str, group: Sequence[str], naming: Naming
) -> Iterator[Claim]:
    told = [s for name in group for o in having for s in naming[name][o]]
    shown = [s for s in told if printable(s) and not leans(texts, s)]
    best = max(shown, key=lambda s: (sum(n in s.words for n in group), telling(s)), default=None)
    if best is None:
        return
    found = [name if kind == "person" else texts.called(best.outlet, name) for name in group]
    first = (introduced(texts, best.outlet, found[0]) if kind == "person" else None) or found[0]
    evidence = tuple(dict.fromkeys(s.span for s in (best, *told)))
    why = "nothing of the name stands in the other outlets"
    if len(having) == 1:
        who = together([first, *found[1:]])
        text = f"Only {having[0]} names {who} (in {_times(len(set(told)))}): {quoted(best.words)}"
        yield Claim("only_here", tuple(having), text, evidence, why, texts.room(evidence), tuple(group))
        return
    never = "never name" if len(lacking) > 1 else "never names"
    who = together([first, *found[1:]], last="or")
    whom = "whom" if kind == "person" else "which"
    often = {o: len({s for n in group for s in naming[n][o]}) for o in having}
    if len(set(often.values())) == 1:
        told_by = f"{listed(having, MANY)} name ({_times(often[having[0]])} each)"
    else:
        told_by = f"{listed([f'{o} ({_times(n) if o == having[0] else n})' for o, n in often.items()], MANY)} name"
    text = f"{listed(lacking, MANY)} {never} {who}, {whom} {told_by}. {best.outlet}: "
    weight = 0.12 * min(len(told), 10) + 0.2 * len(found) + telling(best) / 2 + 0.5 * any(map(texts.opens, told))
    yield Claim("left_out", tuple(lacking), text + quoted(best.words), evidence, why, weight, tuple(group))


def _times(number: int) -> str:
    return f"{number} sentence{'s' if number > 1 else ''}"
