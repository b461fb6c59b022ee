"""Which side a speaker speaks for: from corpus.toml, else from offices and nationalities, never from the outlet.

A country is labelled as corpus.toml labels a side that is called after it ("US"), else by its short name. `joint` are
several sides together, `media` outlets, wires and journalists, `other` named people and organisations that speak for
no state, `unknown` everybody of whom the text does not tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsparallax import corpus
from newsparallax.corpus import CorpusConfig
from newsparallax.tagging.who.lexicon import LEX, Country, Words, words_of
from newsparallax.tagging.who.offices import Office

JOINT, MEDIA, OTHER, UNKNOWN = "joint", "media", "other", "unknown"


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of one corpus: `labels` is the side's label of every country and bloc that has one there."""

    labels: dict[str, str]
    countries: dict[str, str]

    @classmethod
    def of(cls, config: CorpusConfig) -> Sides:
        """Match the side labels of corpus.toml to countries and blocs by their names."""
        labels: dict[str, str] = {}
        for side in dict.fromkeys(actor.side for actor in config.actors if actor.side):
            key = " ".join(words_of(side))
            for country, names in LEX.country_names.items():
                if key in names:
                    labels[country] = side
        return cls(labels, {side: country for country, side in labels.items()})

    def country_of_label(self, side: str) -> str | None:
        """The country that a side of corpus.toml is called after."""
        return self.countries.get(side)

    def of_country(self, country: Country) -> str:
        """The side of a country's officials; a bloc's is its own only where corpus.toml has it."""
        own = self.labels.get(country.name)
        if own is not None:
            return own
        return OTHER if country.how == "bloc" else LEX.labels.get(country.name, country.name)

    def decide(
        self, actor: corpus.Actor | None, kind: str, offices: Sequence[Office], country: Country | None, name: str
    ) -> tuple[str, str]:
        """Side of a member of the cast and what decided it."""
        if actor is not None and actor.side:
            return actor.side, "corpus.toml"
        if kind == "outlet":
            return MEDIA, "outlet"
        if kind == "person":
            return self._of_person(offices)
        public = kind == "place" or (country is not None and country.how in ("body", "bloc"))
        if country is not None and (public or is_public(words_of(name))):
            return self.of_country(country), "name of a country" if kind == "place" else "nationality of the body"
        return (OTHER, "organisation without a state") if kind == "organisation" else (UNKNOWN, "nothing in the text")

    def _of_person(self, offices: Sequence[Office]) -> tuple[str, str]:
        for office in offices:
            if office.public and office.country is not None:
                return self.of_country(office.country), f"office: {office.text}"
        for office in offices:
            if office.media:
                return MEDIA, f"office: {office.text}"
        if offices:
            return OTHER, f"office: {offices[0].text}"
        return OTHER, "named person without an office"


def first_country(low: Words) -> Country | None:
    """The first country named within some folded words."""
    words = list(low)
    for at in range(len(words)):
        hit = LEX.country_in(words, at, len(words))
        if hit:
            return hit[1]
    return None


def is_public(low: Words) -> bool:
    """Whether an organisation's name is that of a government, party, court or authority."""
    country = first_country(low)
    return any(word in LEX.public for word in low) or (country is not None and country.how == "body")
