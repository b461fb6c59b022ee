"""The words that name a source, read once: what every rule asks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from newsparallax.tagging.speakers.answer import Answer
from newsparallax.tagging.speakers.recall import Recall
from newsparallax.tagging.speakers.scene import Scene
from newsparallax.tagging.who.lexicon import LEX, word_set
from newsparallax.tagging.who.names import Page
from newsparallax.tagging.who.offices import Office, office_of

HE = frozenset(["he", "him", "his", "himself"])
SHE = frozenset(["she", "her", "hers", "herself"])
THEY = frozenset(["they", "them", "their", "themselves"])
IT = frozenset(["it", "its", "itself"])
FIRST = frozenset(["i", "we", "me", "us", "my", "our", "myself", "ourselves"])
RELATIVE = frozenset(["who", "whom", "which", "that", "whose"])
INDEFINITE = frozenset(["a", "an", "one", "some", "another", "several", "many", "other"])
DETERMINERS = word_set("the a an this that these those its their his her our my some one another several many")
DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
_ARTICLES = frozenset(["a", "an", "the"])
_LONGEST_CLAUSE = 5  # words
_HYPHENS = frozenset("-‑–")
_COMPLEMENT = frozenset(["of", "for", "to", "at", "in", "on"])
SELF = frozenset(["himself", "herself", "themselves", "itself"])


@dataclass(frozen=True)
class Source:
    """Tokens first..last of a page name a source; `head` is their noun. `apart` are members whom the content itself
    names: a pronoun for the source means none of them."""

    scene: Scene
    recall: Recall
    ask: Callable[[Source], Answer]
    number: int
    first: int
    last: int
    head: int
    apart: frozenset[int] = frozenset()
    direct: bool = False

    @cached_property
    def page(self) -> Page:
        return self.scene.cast.pages[self.number]

    @property
    def low(self) -> list[str]:
        return self.page.fold

    @property
    def word(self) -> str:
        return self.page.fold[self.head]

    @property
    def lemma(self) -> str:
        return self.page.t.lemma[self.head].lower()

    @property
    def opener(self) -> str:
        return self.page.fold[self.first]

    @property
    def start(self) -> int:
        """Offset of the first word in the article's text."""
        return self.page.t.start[self.first]

    @property
    def plural(self) -> bool:
        return self.page.t.tag[self.head] in ("NNS", "NNPS") or self.word == "people"

    @property
    def indefinite(self) -> bool:
        return self.opener in INDEFINITE or self.plural

    @property
    def pronoun(self) -> str | None:
        """The pronoun that the source is; None where it is anything else ("Ames himself")."""
        if self.first == self.last or (self.page.t.pos[self.head] == "PRON" and self.word not in SELF):
            return self.word
        return None

    @cached_property
    def office(self) -> Office | None:
        """The office that the head names; None where it names none or several people hold it."""
        if self.plural or LEX.plain(self.word) not in LEX.roles:
            return None
        words = [self.page.t.text[at] for at in self._of_office()]
        return office_of(words, " ".join(words))

    def _of_office(self) -> list[int]:
        """The tokens that say which office it is: "the colourful, often combative congressman"."""
        t, kept = self.page.t, []
        for at in range(self.first, self.head):
            counted = t.pos[at] == "NUM" or (t.text[at - 1] in _HYPHENS and t.pos[at - 2 : at - 1] == ["NUM"])
            passing = t.pos[at] in ("ADJ", "ADV", "CCONJ") and self.low[at] not in self.scene.offices
            if not counted and not passing and not (t.text[at] in _HYPHENS and t.pos[at - 1] == "NUM"):
                kept.append(at)
        kept.append(self.head)
        if self.low[self.head + 1 : self.head + 2] and self.low[self.head + 1] in _COMPLEMENT:
            behind = range(self.head + 1, self.last + 1)
            end = next((at for at in behind if t.pos[at] in ("PUNCT", "PRON", "VERB")), self.last + 1)
            kept += range(self.head + 1, end)
        return kept

    @property
    def content(self) -> frozenset[str]:
        """The folded words up to the head, without determiners."""
        return frozenset(w for w in self.low[self.first : self.head + 1] if w not in DETERMINERS)

    @property
    def described(self) -> str:
        """The words without an article: "GOP senators"."""
        begin = self.first + (self.opener in _ARTICLES and self.first < self.head)
        return self.scene.text[self.page.t.start[begin] : self.page.t.end[self.last]]

    @property
    def called(self) -> str:
        """The words without an article, with a short clause that tells who they are: "officials who saw the letter",
        "two people briefed on the matter"."""
        t = self.page.t
        hung = (k for at in range(self.head, self.last + 1) for k in t.kids[at] if t.left[k] == self.last + 1)
        clause, end = next((t.right[k] for k in hung if t.dep[k] in ("relcl", "acl", "amod")), self.last), self.last
        knows = self.scene.kind(self.page, self.head) and t.tag[end + 1 : end + 2] in (["VBN"], ["JJ"])
        tells = clause > end and (self.low[end + 1] == "who" or (knows and t.pos[end + 2] == "ADP"))
        if tells and clause - end <= _LONGEST_CLAUSE:
            end = next((k - 1 for k in range(end + 1, clause) if self.low[k] == ","), clause)
        return self.described + self.scene.text[t.end[self.last] : t.end[end]]

    def words(self) -> str:
        """The source as it stands in the text."""
        return self.scene.text[self.start : self.page.t.end[self.last]]

    def at(self, first: int, last: int, head: int) -> Source:
        """Other words of the same paragraph, under the same conditions."""
        return Source(self.scene, self.recall, self.ask, self.number, first, last, head, self.apart, self.direct)

    def before(self, sentences: int | None = None) -> Iterator[tuple[int, Page, int]]:
        """The tokens before it, the last first: the number of their page, the page, the token; of so many sentences."""
        here = self.scene.sentence(self.start)
        for number in range(self.number, -1, -1):
            page = self.scene.cast.pages[number]
            for at in range((self.first if number == self.number else len(page.t)) - 1, -1, -1):
                if sentences is not None and here - self.scene.sentence(page.t.start[at]) > sentences:
                    return
                yield number, page, at
