"""Who is named in one outlet alone, and whom one outlet never names though the others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from newsparallax.comparing.claims.alone import (
    TITLES,
    WHO_IS,
    leans,
    own_share,
    pointing,
    printable,
    telling,
    turned_after,
)
from newsparallax.comparing.claims.people import unnamed
from newsparallax.comparing.claims.roles import introduced
from newsparallax.comparing.claims.texts import MANY, Claim, Sentence, Texts, quoted
from newsparallax.comparing.units import Record, Tables, by_article, records
from newsparallax.comparing.wordforms import FUNCTION_WORDS, plain
from newsparallax.tagging.who.lexicon import LEX, fold
from newsparallax.tagging.who.same import parts
from newsparallax.words import listed

# Sentences that name somebody: fewer make no claim.
_LEAST = 3
# Of somebody who stands in no headline and no first sentence the room counts for so much.
_ASIDE = 0.5
# A sentence as like in meaning (cosine) may tell the same without the name; every outlet has what happened.
_ALIKE, _SAME = 0.6, 0.7
Naming = Mapping[str, Mapping[str, Sequence[Sentence]]]


def names(texts: Texts, tables: Tables) -> Iterator[Claim]:
    """`Fox never names Mayor David Berg, whom the Times and HuffPost name. The Times: “…”`: nothing of him there.

    Only who speaks or stands in a headline or the first sentences, and with the sentence in which he does.
    """
    for name, where in _naming(texts, tables).items():
        having = tuple(o for o in texts.outlets if o in where)
        lacking = tuple(o for o in texts.outlets if _never(texts, o, name))
        # Where a word of the name stands, but not as this one's, nothing is known.
        if not lacking or not having or len(lacking) + len(having) != len(texts.outlets):
            continue
        told = [s for o in having for s in where[o]]
        if len(told) < _LEAST or 1 < len(having) <= len(lacking):
            continue  # whom several do not name, nobody misses
        # What others are said to lack they must not have without the name, either.
        if len(having) == 1 or all(unnamed(texts, o, name) for o in lacking):
            yield from _claim(texts, lacking, having, name, told)


def _never(texts: Texts, outlet: str, name: str) -> bool:
    """Whether the surname stands nowhere in an outlet; "Jong-un" and "Jong Un" are one name."""
    pieces = {piece for part in parts(name) for piece in fold(part).split("-")}
    return fold(parts(name)[-1]) not in texts.words[outlet] and not pieces <= texts.words[outlet]


def _naming(texts: Texts, tables: Tables) -> dict[str, dict[str, list[Sentence]]]:
    """The body sentences of each outlet that name a person of two words or more."""
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
    """Whether a mention is of a person of two names, by the last one."""
    name = row["actor"].split()
    if (
        row["type"] != "person"
        or len(name) < 2
        or fold(name[0].rstrip(".")) in TITLES
        or plain(name[0]) in FUNCTION_WORDS
    ):
        return False
    return fold(parts(row["actor"])[-1]) in {fold(plain(w)) for w in row["words"].split()}


def _claim(
    texts: Texts, lacking: Sequence[str], having: Sequence[str], name: str, told: Sequence[Sentence]
) -> Iterator[Claim]:
    headed = any(
        fold(parts(name)[-1]) in {fold(plain(w)) for w in s.words.split()} and texts.opens(s)
        for o in having
        for s in texts.sentences[o]
    )
    speaking = [s for s in told if _speaks(texts, s, name)]
    alone = len(having) == 1
    # Whom others are said to lack speaks; of one whom one outlet alone names it is something that he is named there.
    shown = [
        s
        for s in told
        if (s in speaking or (alone and name in s.words))
        and _stands(texts, s, name, lacking, _SAME if alone else _ALIKE)
    ]
    if not shown or not (headed or speaking):
        return

    def shows(s: Sentence) -> float:
        """How well a sentence shows who somebody is and what he does; what he is quoted with is claimed elsewhere."""
        return telling(s) + texts.headed(s) + 0.5 * ((s in speaking) + (name in s.words) + own_share(s))

    best = max(shown, key=shows)
    who = introduced(texts, best.outlet, name)
    # That a name without a word of who that is is a person's is known by the first one.
    if who is None and not (headed and fold(name.split()[0]) in LEX.genders):
        return
    evidence = tuple(dict.fromkeys(s.span for s in (best, *told)))
    why = "neither the name nor an office of that person stands in the other outlets"
    room = texts.room(evidence) * (1 if headed else _ASIDE)
    if alone:
        text = f"Only {having[0]} names {who or name}: {quoted(best.words)}"
        yield Claim("only_here", tuple(having), text, evidence, why, room + texts.worth(best, best.words), (name,))
        return
    never = "never name" if len(lacking) > 1 else "never names"
    text = f"{listed(lacking, MANY)} {never} {who or name}, whom {listed(having, MANY)} name. {best.outlet}: "
    weight = 0.12 * min(len(told), 10) + telling(best) / 2 + 0.5 * headed
    yield Claim("left_out", tuple(lacking), text + quoted(best.words), evidence, why, weight, (name,))


def _stands(texts: Texts, sentence: Sentence, name: str, lacking: Sequence[str], like: float) -> bool:
    """Whether a sentence can be printed of somebody, and nothing like it stands where he is not named."""
    alone = printable(sentence) and not leans(texts, sentence, name) and not pointing(texts, sentence)
    alone = alone and not turned_after(texts, sentence)
    return alone and not WHO_IS.match(sentence.words) and all(texts.alike(o, sentence) < like for o in lacking)


def _speaks(texts: Texts, sentence: Sentence, name: str) -> bool:
    """Whether somebody surely says something in a sentence."""
    return any(
        name in row["members"]
        and row["speaker_sure"]
        and row["article_id"] == sentence.article_id
        and sentence.start <= row["start"] < sentence.end
        for row in texts.attributions[sentence.outlet]
    )
