"""Who gets to speak: attributed words by side and speaker, with which verbs, under what name, through which channel.

Diversity of speakers is Shannon's entropy, corrected for speakers that a small sample misses (Chao & Shen 2003,
doi:10.1023/A:1026096204727); attributions are the units drawn, because the words of one quotation hang together.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from newsparallax.codebooks import Codebooks
from newsparallax.comparing import grades, resampling
from newsparallax.comparing.units import (
    Record,
    Tables,
    by,
    by_article,
    of,
    outlets_of,
    passages,
    records,
    share,
    told,
    units,
)
from newsparallax.tables import frame

Array = npt.NDArray[np.float64]
UNLISTED = "not in the codebook"
_KINDS = ("direct", "mixed", "indirect")


def sides(tables: Tables, draws: int = grades.DRAWS, seed: int = grades.SEED) -> pd.DataFrame:
    """Table `sides` from `articles`, `sentences` and `attributions`: whose words fill the attributed part."""
    attributions = records(tables["attributions"])
    spoken = [a for a in attributions if a["kind"] != "refusal"]
    names = sorted({a["side"] for a in attributions})
    sample = grades.Sample.of(
        "attributions",
        outlets_of(tables["articles"]),
        spoken,
        top=lambda a: {a["side"]: a["word_count"]},
        bottom=lambda a: {name: float(a["word_count"]) for name in names},
        columns=names,
    )
    tested = grades.resample(sample, draws, seed)
    grouped, words = by_article(attributions), _words(tables)
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        mine = of(unit, grouped)
        all_words = _total(mine)
        for at, side in enumerate(names):
            here = [a for a in mine if a["side"] == side]
            rows.append(
                unit.key
                | {"side": side}
                | _counts(here)
                | {
                    "words_attributed": all_words,
                    "share": share(_total(here), all_words),
                    "words_all": sum(words[article] for article in unit.articles),
                    "evidence": passages(here),
                }
                | tested.columns(unit.outlet, unit.article_id is None, at)
            )
    total = Counter(a["side"] for a in spoken)
    return frame("sides", grades.graded(rows, lambda r: r["article_id"] is None, lambda r: total[r["side"]]))


def speakers(tables: Tables) -> pd.DataFrame:
    """Table `speakers` from `articles` and `attributions`: most attributed words first."""
    grouped = by_article(records(tables["attributions"]))
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        mine = of(unit, grouped)
        cells = by(mine, lambda a: (a["speaker"], a["side"]))
        for (speaker, side), here in sorted(cells.items(), key=lambda c: (-_total(c[1]), c[0][0] or "", c[0][1])):
            official = {a["official"] for a in here} - {None}
            rows.append(
                unit.key
                | {"speaker": speaker, "side": side, "official": official.pop() if len(official) == 1 else None}
                | _counts(here)
                | {"share": share(_total(here), _total(mine)), "evidence": passages(here)}
            )
    return frame("speakers", rows)


def diversity(tables: Tables, draws: int = grades.DRAWS, seed: int = grades.SEED) -> pd.DataFrame:
    """Table `diversity` from `articles`, `sentences` and `attributions`."""
    grouped, words = by_article(records(tables["attributions"])), _words(tables)
    rng = np.random.default_rng(seed)
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        mine = [a for a in of(unit, grouped) if a["kind"] != "refusal"]
        known = [a for a in mine if a["speaker"] and not a["anonymous"] and a["speaker_from"] != "unresolved"]
        counts = Counter(a["speaker"] for a in known)
        top = min(counts.items(), key=lambda c: (-c[1], c[0]), default=(None, 0))
        corrected = chao_shen(list(counts.values()))
        low, high = entropy_interval(list(counts.values()), draws, rng) or (None, None)
        all_words = sum(words[article] for article in unit.articles)
        rows.append(
            unit.key
            | {
                "attributions": len(mine),
                "unresolved": len(mine) - len(known),
                "speakers": len(counts),
                "words_attributed": _total(mine),
                "words_all": all_words,
                "attributed_share": share(_total(mine), all_words),
                "shannon": _rounded(shannon(list(counts.values()))),
                "shannon_corrected": _rounded(corrected),
                "effective": None if corrected is None else round(float(np.exp(corrected)), 6),
                "low": low,
                "high": high,
                "seen": _rounded(good_turing(list(counts.values()))),
                "top_speaker": top[0],
                "top_share": share(top[1], len(known)),
                "note": _small(list(counts.values())),
                "evidence": passages(mine),
            }
        )
    return frame("diversity", rows)


def shannon(counts: Sequence[int]) -> float | None:
    """Shannon entropy in nats of the observed shares; None of nothing."""
    if not sum(counts):
        return None
    shares = np.array([c for c in counts if c], dtype=float) / sum(counts)
    return float(-(shares * np.log(shares)).sum()) + 0.0


def good_turing(counts: Sequence[int]) -> float | None:
    """Estimated share of the whole that the seen classes hold: 1 - singletons / n (Good 1953).

    Where every class was seen once the estimate would be zero; one singleton fewer is assumed, as is usual.
    """
    n, singletons = sum(counts), sum(c == 1 for c in counts)
    if not n:
        return None
    return 1 - (singletons - (singletons == n)) / n


def chao_shen(counts: Sequence[int]) -> float | None:
    """Entropy in nats after Chao & Shen (2003): shares shrunk by the coverage, each weighted by its chance to be seen.

    None with fewer than two observations, from which nothing about the unseen can be told.
    """
    if sum(counts) < 2:
        return None
    return float(_chao_shen(np.array([counts], dtype=float))[0])


def _chao_shen(counts: Array) -> Array:
    """The same for each row of a matrix of counts whose rows have the same sum."""
    n, singletons = counts[0].sum(), (counts == 1).sum(axis=1)
    coverage = 1 - (singletons - (singletons == n)) / n
    shares = coverage[:, None] * counts / n
    seen = shares > 0
    terms = np.zeros_like(shares)
    terms[seen] = -shares[seen] * np.log(shares[seen]) / (1 - (1 - shares[seen]) ** n)
    entropy: Array = terms.sum(axis=1)
    return entropy


def entropy_interval(counts: Sequence[int], draws: int, rng: np.random.Generator) -> tuple[float, float] | None:
    """95 % interval of the corrected entropy: the estimate and 1.96 standard errors, never below zero.

    The error comes from samples of the estimated whole, its unseen speakers included (Chao et al. 2014,
    doi:10.1890/13-0133.1, appendix G): resampling the seen ones alone would make every sample poorer than the texts.
    None with fewer than five attributions or a single speaker.
    """
    n, estimate, seen = sum(counts), chao_shen(counts), good_turing(counts)
    if n < grades.FEW or len(counts) < 2 or estimate is None or seen is None:
        return None
    shares = np.array(counts, dtype=float) / n
    missed = (1 - shares) ** n
    # Where nobody was heard once only, nobody is taken to be unseen: nothing is kept from those heard (and `missed` of
    # many attributions is zero). Rounding may bring a single voice among many a breath below zero.
    kept = shares * (1 - (1 - seen) / (shares * missed).sum() * missed).clip(0) if seen < 1 else shares
    ones, twos = sum(c == 1 for c in counts), sum(c == 2 for c in counts)
    chao1 = ones**2 / (2 * twos) if twos else ones * (ones - 1) / 2
    unseen = int(np.ceil((n - 1) / n * chao1))
    whole = np.concatenate([kept, np.full(unseen, (1 - seen) / unseen)]) if unseen else kept
    drawn = rng.multinomial(n, whole / whole.sum(), size=draws)
    low, high = resampling.around(estimate, _chao_shen(drawn.astype(float)))
    return round(max(0.0, low), 6), round(high, 6)


def _small(counts: Sequence[int]) -> str | None:
    n = sum(counts)
    if n < grades.FEW:
        return f"{n} attributions: too few to speak of diversity"
    if all(c == 1 for c in counts):
        return "every speaker speaks once: the estimate says little"
    return None


def report_verbs(tables: Tables, books: Codebooks) -> pd.DataFrame:
    """Table `report_verbs` from `articles` and `attributions`; refusals, colons and dashes are no report verbs."""
    outlets, book = outlets_of(tables["articles"]), books["report_verbs"]
    cued = [a for a in records(tables["attributions"]) if a["kind"] != "refusal" and re.search(r"\w", a["cue"] or "")]
    cells = by(
        cued,
        lambda a: (outlets[a["article_id"]], a["speaker"], a["side"], verb(a), book.category(a["cue"]) or UNLISTED),
    )
    order = {outlet: at for at, outlet in enumerate(dict.fromkeys(outlets.values()))}
    return frame(
        "report_verbs",
        [
            {
                "outlet": outlet,
                "speaker": speaker,
                "side": side,
                "verb": word,
                "kind": kind,
                "attributions": len(here),
                "evidence": passages(
                    {"article_id": a["article_id"], "start": a["cue_start"], "end": a["cue_end"]} for a in here
                ),
            }
            for (outlet, speaker, side, word, kind), here in sorted(
                cells.items(), key=lambda c: (order[c[0][0]], -len(c[1]), c[0][1] or "", *c[0][2:])
            )
        ],
    )


def verb(attribution: Record) -> str:
    """A cue's dictionary form with the words that belong to it: "called on" is "call on", "Told" is "tell"."""
    cue = " ".join(attribution["cue"].casefold().split())
    lemma: str = (attribution["cue_lemma"] or cue).casefold()
    first, _, rest = cue.partition(" ")
    return f"{lemma} {rest}" if rest and " " not in lemma and first[0] == lemma[0] else lemma


def source_kinds(tables: Tables) -> pd.DataFrame:
    """Table `source_kinds` from `articles` and `attributions`: official or not, named or not."""
    grouped = by_article(records(tables["attributions"]))
    ways: dict[str, Callable[[Record], str]] = {
        "official": lambda a: {True: "official", False: "not official", None: "unknown"}[a["official"]],
        "named": lambda a: (
            f"unnamed: {a['anonymous']}"
            if a["anonymous"]
            else "named"
            if a["speaker"] and a["speaker_from"] != "unresolved"
            else "unresolved"
        ),
    }
    rows: list[Record] = []
    for unit in units(tables["articles"]):
        mine = [a for a in of(unit, grouped) if a["kind"] != "refusal"]
        for dimension, way in ways.items():
            for kind, here in sorted(by(mine, way).items()):
                rows.append(
                    unit.key
                    | {
                        "dimension": dimension,
                        "kind": kind,
                        "attributions": len(here),
                        "words": _total(here),
                        "share": share(_total(here), _total(mine)),
                        "evidence": passages(here),
                    }
                )
    return frame("source_kinds", rows)


def channels(tables: Tables, books: Codebooks) -> pd.DataFrame:
    """Table `channels` from `articles`, `lines` and `attributions`: where an outlet's words come from."""
    articles = records(tables["articles"])
    outlets = outlets_of(tables["articles"])
    origins = {a["article_id"]: a["origin"] for a in articles}
    found: dict[tuple[str, str, str], list[tuple[str, Record | None, str | None]]] = defaultdict(list)
    for article in articles:
        if article["origin"]:
            found[article["outlet"], article["origin"], "origin"].append((article["article_id"], None, None))
    for line in records(tables["lines"]):
        if line["role"] in ("credit", "byline", "dateline"):
            for start, end, agency in agencies(line["words"], books):
                span = {**line, "start": line["start"] + start, "end": line["start"] + end}
                found[outlets[line["article_id"]], agency, "credit"].append((line["article_id"], span, None))
    for a in records(tables["attributions"]):
        outlet = outlets[a["article_id"]]
        if a["via"]:
            found[outlet, _channel(a["via"], books), "via"].append((a["article_id"], a, a["speaker"]))
        for _, _, agency in agencies(a["speaker"] or "", books):
            found[outlet, agency, "speaker"].append((a["article_id"], a, None))
    order = {outlet: at for at, outlet in enumerate(dict.fromkeys(outlets.values()))}
    return frame(
        "channels",
        [
            {
                "outlet": outlet,
                "origin": ", ".join(dict.fromkeys(o for i, _, _ in here if (o := origins[i]))) or None,
                "channel": channel,
                "how": how,
                "articles": len({i for i, _, _ in here}),
                "count": len(here),
                "speakers": list(dict.fromkeys(s for _, _, s in here if s)),
                "evidence": passages(span for _, span, _ in here if span),
            }
            for (outlet, channel, how), here in sorted(found.items(), key=lambda c: (order[c[0][0]], c[0][1:]))
        ],
    )


def agencies(text: str, books: Codebooks) -> list[tuple[int, int, str]]:
    """Where a text names news agencies, and which."""
    return [(hit.start, hit.end, hit.owner.label) for hit in books["agencies"].hits(text)]


def _channel(words: str, books: Codebooks) -> str:
    """The agency that some words name, else the words without what is no name ("the NPA agency": "NPA")."""
    named = agencies(words, books)
    return named[0][2] if named else re.sub(r"^the (?=[A-Z])|(?<=\w) (?:news )?agency$", "", words)


def _total(attributions: Sequence[Record]) -> int:
    return sum(a["word_count"] for a in attributions if a["kind"] != "refusal")


def _counts(here: Sequence[Record]) -> Record:
    kinds = Counter(a["kind"] for a in here)
    return {
        "attributions": len(here) - kinds["refusal"],
        **{kind: kinds[kind] for kind in _KINDS},
        "refusals": kinds["refusal"],
        "words": _total(here),
    }


def _words(tables: Tables) -> Counter[str]:
    words: Counter[str] = Counter()
    for sentence in told(tables["sentences"]):
        words[sentence["article_id"]] += sentence["word_count"]
    return words


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
