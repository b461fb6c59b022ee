"""Small invented tables for the comparisons: articles as lists of sentences, tags by the words they stand on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from newsparallax.tables import TABLES, frame
from newsparallax.tagging import encoder
from newsparallax.tagging.grammar.sentences import Sentence
from newsparallax.words import count_words

Row = dict[str, Any]


@dataclass
class Invented:
    """`articles` maps an article's id to (outlet, its sentences as (role, words)); tags are added by words."""

    articles: Mapping[str, tuple[str, Sequence[tuple[str, str]]]]
    timing: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in TABLES})
    encoded: bool = True  # with the table `vectors`, which takes most of the time

    def __post_init__(self) -> None:
        self._texts = {name: "\n".join(words for _, words in told) for name, (_, told) in self.articles.items()}
        self._sentences: dict[str, list[Row]] = defaultdict(list)
        for name, (outlet, sentences) in self.articles.items():
            at, told = 0, list[Sentence]()
            headline: tuple[int, int, str] | None = None
            for position, (role, words) in enumerate(sentences, 1):
                span = {"article_id": name, "start": at, "end": at + len(words), "words": words}
                sentence = f"{name}:s{position}"
                if role == "headline":
                    headline = (at, at + len(words), words)
                self.rows["sentences"].append(
                    span
                    | {
                        "sentence_id": sentence,
                        "role": role,
                        "position": position,
                        "word_count": count_words(words),
                    }
                )
                self._sentences[name].append(self.rows["sentences"][-1])
                self.rows["voices"].append(
                    span
                    | {
                        "sentence_id": sentence,
                        "voice": "narrator",
                        "attribution_id": None,
                        "word_count": count_words(words),
                    }
                )
                told.append(Sentence(sentence, at, at + len(words), role, position))  # type: ignore[arg-type]
                self.rows["lines"].append(span | {"line": position, "role": role, "rule": "invented"})
                at += len(words) + 1
            if self.encoded:
                self.rows["vectors"] += map(dict, encoder.rows(name, self._texts[name], told))
            self.rows["articles"].append(self._article(name, outlet, headline))

    def _article(self, name: str, outlet: str, headline: tuple[int, int, str] | None) -> Row:
        start, end, words = headline or (None, None, None)
        known = {
            "article_id": name,
            "file": f"{name}.txt",
            "outlet": outlet,
            "origin": self.origins.get(name),
            "headline": words,
            "headline_start": start,
            "headline_end": end,
            "timing": self.timing.get(name, "after"),
            "timing_from": "invented",
            "encoding": "utf-8",
            "characters": 0,
            "body_words": 0,
        }
        return {column: known.get(column) for column in TABLES["articles"].names}

    def text(self, article: str) -> str:
        return self._texts[article]

    def place(self, article: str, words: str, nth: int = 0) -> Row:
        """Where the nth occurrence of some words stands, with its sentence and role."""
        at = -1
        for _ in range(nth + 1):
            at = self.text(article).index(words, at + 1)
        told = self._sentences[article]
        sentence = told[bisect_left(told, at + len(words), key=lambda s: s["end"])]
        return {
            "article_id": article,
            "start": at,
            "end": at + len(words),
            "words": words,
            "role": sentence["role"],
            "sentence_id": sentence["sentence_id"],
            "attribution_id": None,
            "rule": "invented",
        }

    def topic(self, article: str, words: str, topic: str, voice: str = "narrator", nth: int = 0) -> None:
        row = {"topic": topic, "label": topic.title(), "codebook": "topics", "voice": voice}
        self.rows["topics"].append(self.place(article, words, nth) | row)

    def mark(self, article: str, words: str, category: str, negated: bool = False, voice: str = "narrator") -> None:
        row = {"category": category, "label": "Kind", "codebook": "marks", "negated": negated, "voice": voice}
        self.rows["marks"].append(self.place(article, words) | row)

    def action(self, article: str, words: str, quad: str, **known: Any) -> None:
        row = {
            "action": "act",
            "label": "Act",
            "quad": quad,
            "codebook": "actions",
            "verb": words,
            "negated": False,
            "passive": False,
            "agentless": False,
            "voice": "narrator",
        }
        self.rows["actions"].append(self.place(article, words) | row | known)

    def mention(self, article: str, words: str, actor: str, form: str = "surname", nth: int = 0, **known: Any) -> None:
        row = {
            "actor": actor,
            "type": "person",
            "side": "unknown",
            "form": form,
            "office": None,
            "first": False,
            "voice": "narrator",
        }
        place = {k: v for k, v in self.place(article, words, nth).items() if k != "sentence_id"}
        self.rows["mentions"].append(place | row | known)

    def attribution(self, article: str, content: str, speaker: str | None, cue: str = "said", **known: Any) -> None:
        place = self.place(article, content)
        said = self.place(article, cue) if cue in self.text(article) else None
        row = {
            "article_id": article,
            "attribution_id": f"{article}:q{len(self.rows['attributions'])}",
            "kind": "indirect",
            "content_spans": [[place["start"], place["end"]]],
            "start": place["start"],
            "end": place["end"],
            "content": content,
            "quoted_spans": [],
            "cue_start": said["start"] if said else None,
            "cue_end": said["end"] if said else None,
            "cue": cue if said else None,
            "cue_lemma": {"said": "say", "claimed": "claim", "called on": "call"}.get(cue) if said else None,
            "speaker": speaker,
            "members": speaker.split(" and ") if speaker else [],
            "speaker_sure": speaker is not None,
            "side": "unknown",
            "side_from": "corpus.toml",
            "word_count": count_words(content),
            "rule": "invented",
        } | known
        self.rows["attributions"].append({column: row.get(column) for column in TABLES["attributions"].names})

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every reading and tagging table."""
        return {
            name: frame(name, [{c: row.get(c) for c in TABLES[name].names} for row in rows])
            for name, rows in self.rows.items()
            if TABLES[name].stage in ("reading", "tagging")
        }
