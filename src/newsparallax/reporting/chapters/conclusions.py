"""Where the accounts part: the page a reader sees first."""

from __future__ import annotations

from newsparallax.reporting import show
from newsparallax.reporting.chapters.common import charged, nothing
from newsparallax.reporting.desk import Desk, records
from newsparallax.reporting.show import Shown
from newsparallax.reporting.title import listed


def banner(desk: Desk) -> Shown:
    """What this corpus can and cannot show."""
    counts = desk.articles["outlet"].value_counts()
    single = [o for o in desk.outlets if counts.get(o, 0) == 1]
    if not len(counts):
        return show.note("No article could be compared. The chapter on the corpus says why.", banner=True)
    if len(desk.articles) == 1:
        text = (
            "A single article, with nothing to compare it with. This report describes it: what it says, whom it "
            "quotes and which words it uses. It cannot show what it leaves out, how the outlet usually writes, "
            "or why the article is as it is."
        )
    elif len(single) == len(desk.outlets):
        text = (
            f"One article for each outlet. This report describes these {len(single)} articles: what each says, whom "
            "it quotes, which words it uses and where it differs from the others. "
            "It cannot show how an outlet usually writes, what it published elsewhere, or why an article is as it is."
        )
    else:
        text = (
            f"{len(desk.articles)} articles by {len(desk.outlets)} outlets. Figures speak of these articles; "
            "with few articles for an "
            "outlet they do not show how it usually writes."
        )
        if single:
            text += f" {listed(single)} {'are' if len(single) > 1 else 'is'} here with one article only."
    timing = desk.articles.loc[desk.articles["timing"] == "before", "outlet"]
    if 0 < len(timing) < len(desk.articles):
        early = listed(dict.fromkeys(timing))
        text += f" Written before the event, and not charged with leaving out what happened at it: {early}."
    return show.note(text + " Nothing here says who is right, and there is no score of bias.", banner=True)


def claims(desk: Desk, most: int = 12) -> Shown:
    """What a reader would tell a friend: each claim in one sentence, with the passages it rests on."""
    rows = records(desk["claims"].sort_values("rank", kind="stable"))
    if len(desk.outlets) < 2:
        return nothing("with one outlet there is nothing to compare")
    if not rows:
        return nothing("no claim about these articles is certain", "The chapters show what is uncertain.")
    body = [
        (
            _KINDS[row["kind"]],
            row["sentence"],
            desk.count(len(row["evidence"]), row["evidence"], f"claim {row['rank']}"),
        )
        for row in rows[:most]
    ]
    left = len(rows) - len(body)
    more = f" {left} more stand{'s' * (left == 1)} in the table “claims”." if left > 0 else ""
    return show.table(
        ("", "What these articles show", "Passages"),
        body,
        "What these articles show",
        "Only what nothing in the articles speaks against; in quotation marks their exact words. That an outlet lacks "
        f"something is said of these articles, not of all it published.{more} {charged(desk)}",
        ("Passages",),
        (0.9, 5, 0),
    )


_KINDS = {
    "clash": "Facts clash",
    "reply_missing": "Reply missing",
    "only_here": "Only here",
    "left_out": "Left out",
    "takes_side": "Own voice",
    "wording": "Wording",
    "headline": "Headlines",
    "who_speaks": "Who speaks",
    "timing": "Timing",
}
