"""The door: `read` opens a corpus, and an `Event` holds all there is to ask of it.

The command line, the notebooks and the report come in here, too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from newsparallax import store
from newsparallax.corpus import CorpusError as CorpusError
from newsparallax.corpus import nearest
from newsparallax.event import found, shown
from newsparallax.event.bound import Bound, Chapters
from newsparallax.event.places import Place, Source, place
from newsparallax.event.rows import Rows
from newsparallax.progress import say
from newsparallax.reporting.desk import Desk, Tables, known, opened
from newsparallax.reporting.title import days
from newsparallax.tables import TABLES

if TYPE_CHECKING:
    from newsparallax.fingerprint import Stage
    from newsparallax.reading import Corpus

__all__ = ["Event", "read"]
_Path = str | os.PathLike[str]


def read(
    source: Source,
    *,
    config: _Path | None = None,
    tables: _Path | None = None,
    outlets: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
    codebooks: _Path | Sequence[_Path] = (),
) -> Event:
    """Read, tag and compare the articles of one event; what is done already is not done again.

    `source` is a folder of texts and saved pages, an export, a table of articles (a file, or a DataFrame with a column
    `text`), or a folder that holds tables or a report already. `config` is the corpus.toml to use instead of the one
    beside the corpus; `columns` names a table's columns where they bear other names, as `{"text": "Body"}`;
    `codebooks` are your own, beside the shipped ones. `tables` is the folder for the tables: those it holds are used
    as they stand. Without it they are kept in your cache folder, and made anew when anything changed.

    Raises CorpusError, whose message names file and remedy.

    >>> ev = read(CORPUS)
    >>> ev
    <Event 'The ferry of Orrin': 2 outlets, 2 articles>
    >>> ev.outlets
    ('Gazette', 'Herald')
    """
    event = Event(source, config=config, tables=tables, outlets=outlets, columns=columns, codebooks=codebooks)
    event.desk  # noqa: B018 - what cannot be read is said here, not at the first question
    return event


class Event:
    """Several outlets' articles on one event, and what comparing them shows.

    `Event(...)` takes what `read(...)` takes, and tags only when a question needs it.
    """

    def __init__(
        self,
        source: Source,
        *,
        config: _Path | None = None,
        tables: _Path | None = None,
        outlets: Sequence[str] = (),
        columns: Mapping[str, str] | None = None,
        codebooks: _Path | Sequence[_Path] = (),
    ) -> None:
        own = [codebooks] if isinstance(codebooks, (str, os.PathLike)) else codebooks
        self._place = place(
            source,
            Path(config) if config is not None else None,
            Path(tables) if tables is not None else None,
            columns or {},
            [Path(path) for path in own],
        )
        self._chosen = tuple([outlets] if isinstance(outlets, str) else outlets)

    @classmethod
    def _at(cls, where: Place, outlets: Sequence[str]) -> Event:
        event = cls.__new__(cls)
        event._place, event._chosen = where, tuple(outlets)
        return event

    # What it is

    @cached_property
    def desk(self) -> Desk:
        """The tables with the texts behind them, as the report's chapters take them; made where they are missing."""
        where = self._place
        if where.as_they_stand:
            return opened(where.tables, self._chosen)
        from newsparallax.reporting import fresh

        with fresh.tables(where.texts, where.tables, where.config, say):
            return opened(where.tables, self._chosen)

    @cached_property
    def corpus(self) -> Corpus:
        """The articles as they were read, before any tagging."""
        from newsparallax.reading import read_corpus

        return read_corpus(self._place.texts, self._place.config)

    @property
    def name(self) -> str:
        """What happened, as corpus.toml says it; else the corpus's name."""
        row = self.desk["corpus"].iloc[0]
        return str(row["event"] if pd.notna(row["event"]) else row["name"])

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets that are compared, in the order of the corpus."""
        return self.desk.outlets

    @property
    def articles(self) -> pd.DataFrame:
        """The articles that are compared, one row each."""
        return self.desk.articles

    @property
    def tables(self) -> Tables:
        """Every table, by name; the data dictionary says what a row and a column is.

        >>> ev.tables["attributions"].shape[0] == len(ev.attributions())
        True
        >>> ev.tables["atributions"]
        Traceback (most recent call last):
        newsparallax.errors.CorpusError: there is no table 'atributions'; did you mean 'attributions'?
        """
        return self.desk.tables

    # What it says

    @property
    def claims(self) -> Rows:
        """What is known best about how the accounts differ: one printable sentence a row, with its evidence.

        A DataFrame; called, it gives the claims of an outlet or a kind: `ev.claims(outlet="Gazette", sure=True)`.
        """
        return found.claims(self.desk)

    @property
    def clashes(self) -> Rows:
        """Facts that are told differently, one row for each side of each."""
        return found.clashes(self.desk)

    @property
    def ledger(self) -> Rows:
        """Statements as rows, outlets as columns; the cells say whether the outlet tells it.

        >>> list(ev.ledger.columns)
        ['statement', 'Gazette', 'Herald']
        """
        return found.ledger(self.desk)

    @property
    def attributions(self) -> Rows:
        """Who is quoted or reported, with which words.

        A DataFrame; called, it gives the rows of a `speaker`, an `outlet`, a `side`, a `kind`, or those that are
        `sure`. A part of a name is enough.

        >>> ev.attributions.groupby("outlet")["content"].count().to_dict()
        {'Gazette': 2, 'Herald': 2}
        >>> ev.attributions(speaker="lund", kind="direct")[["outlet", "cue", "content"]].values.tolist()
        [['Gazette', 'said', 'We cannot wait for another storm,']]
        >>> ev.attributions(outlet="Gazete")
        Traceback (most recent call last):
        newsparallax.reporting.desk.DeskError: no outlet 'Gazete'; did you mean 'Gazette'?
        """
        return found.attributions(self.desk)

    def kwic(self, pattern: str, window: int = 8) -> Rows:
        """Keyword in context: every hit of a pattern in the articles, with `window` words on either side.

        `agree~` is the word with its inflections, `agree*` any ending; the rest is a regular expression.

        >>> ev.kwic("close* the")[["outlet", "words", "right"]].values.tolist()[0]
        ['Gazette', 'closes the', 'ferry of Orrin']
        """
        if self._place.corpus is None or "desk" in self.__dict__:
            return found.kwic(found.told_in_tables(self.desk), pattern, window)
        read = self.corpus.comparable
        meant = {name for outlet in self._chosen for name in known("outlet", outlet, (a.outlet for a in read))}
        told = [
            (a.id, a.outlet, a.text, [(p.start, p.end) for p in a.paragraphs])
            for a in read
            if not meant or a.outlet in meant
        ]
        return found.kwic(told, pattern, window)

    def article(self, which: str, highlight: str | Sequence[str] = "quotes") -> shown.Shown:
        """The articles of an outlet (or one, by its id), sentence by sentence.

        `highlight` marks "quotes", "shared", "only", "loaded", "topics", "names", "clashes", or several of them.

        >>> print(ev.article("Gazette").text.splitlines()[3])
           3  “〔We cannot wait for another storm,〕 (Tomas Lund)” said Tomas Lund, the harbour master.
        """
        return shown.article(self.desk, which, highlight)

    def context(self, rows: object, around: int = 1) -> shown.Shown:
        """The sentences that rows of any table point to, with those around them.

        >>> print(ev.context(ev.attributions(speaker="Lund").iloc[0], around=0))
        Gazette 3: “〔We cannot wait for another storm,〕” said Tomas Lund, the harbour master.
        """
        return shown.context(self.desk, rows, around)

    def compare(self, *outlets: str) -> Event:
        """These outlets compared with each other alone.

        >>> ev.compare("Gazette", "Herald").outlets
        ('Gazette', 'Herald')
        """
        meant = list(dict.fromkeys(name for outlet in outlets for name in known("outlet", outlet, self.outlets)))
        if len(meant) < 2:
            raise CorpusError(f"compare: name two outlets or more; {nearest('', self.outlets)}")
        return Event._at(self._place, meant)

    @cached_property
    def plot(self) -> Bound:
        """Figures as matplotlib Axes, yours to change: `ev.plot.sides()`, or `ev.plot.sides(ax=mine)`."""
        return Bound("newsparallax.reporting.plots", self)

    @cached_property
    def show(self) -> Chapters:
        """Tables and figures as the report prints them, by chapter: `ev.show.sourcing.speakers()`."""
        return Chapters("newsparallax.reporting.chapters", self)

    # What a person adds

    def with_codebook(self, *codebooks: _Path) -> Event:
        """The same texts coded with codebooks of yours, too: TOML, quanteda's YAML, or LIWC's .dic."""
        return Event._at(self._place.with_codebooks([Path(path) for path in codebooks]), self._chosen)

    def diff(self, before: Event) -> Rows:
        """The hits of codebooks that only this coding has ("added"), and those that only the other has ("gone")."""
        return found.difference(self.desk, before.desk)

    def sheet(self, size: int = 100, out: _Path | None = None, *, seed: int = 1) -> pd.DataFrame:
        """A random sample of passages to code by hand; written as CSV and XLSX where `out` names the sheet."""
        from newsparallax.coders import sheets

        rows = sheets.sample(self.corpus, size, seed)
        if len(rows) < size:
            say(f"the corpus has {len(rows)} passages, fewer than {size}: these are all of them")
        if out is not None:
            for path in sheets.write_sheet(rows, Path(out)):
                say(f"wrote {path}")
        return pd.DataFrame(rows)

    def agree(self, *coded: _Path, level: Mapping[str, str] | None = None) -> pd.DataFrame:
        """How far coders agree: one filled sheet with the automatic codes, several among themselves."""
        from newsparallax.coders import sheets

        told = sheets.levels([f"{name}={value}" for name, value in (level or {}).items()])
        return pd.DataFrame(sheets.rows(sheets.agreement([Path(path) for path in coded], told)))

    def check(self) -> shown.Shown:
        """How each file was read: encoding, language, dates, lines set aside, warnings."""
        from newsparallax.reading.check import report

        text = report(self.corpus)
        return shown.preformatted(text)

    def draft(self) -> Path:
        """Write a first corpus.toml from what the texts show, for you to correct; returns where."""
        from newsparallax.reading.draft import write_draft

        return write_draft(self._place.texts, self._place.config)

    # What goes out

    def write(self, out: _Path, *, stage: Stage = "comparing", csv: bool = False, jobs: int | None = None) -> str:
        """Write the tables of a stage to a folder as Parquet; says how many."""
        from newsparallax.pipeline import write_tables

        folder = Path(out)
        self._place.lend(folder)
        tables, articles = write_tables(self._place.texts, folder, stage, self._place.config, csv, jobs)
        return f"{tables} tables of {articles} articles in {folder}"

    def to_csv(self, folder: _Path) -> Path:
        """Write every table as a CSV file into a folder; lists are JSON."""
        return store.to_csv(self.tables, Path(folder))

    def to_excel(self, path: _Path) -> Path:
        """Write every table as a sheet of one workbook; lists are JSON, vectors are left out."""
        return store.to_excel(self.tables, Path(f"{str(path).removesuffix('.xlsx')}.xlsx"))

    def report(self, out: _Path = "reports", /, *, docx: bool = False, **parameters: Any) -> tuple[Path, ...]:
        """Write report.html, report.pdf and, with `docx`, report.docx into a folder.

        `parameters` are those of the notebooks.
        """
        from newsparallax.reporting import report

        self._place.lend(Path(out) / "tables")
        return report.make(self._place.texts, Path(out), self._given(parameters), self._place.config, say, docx=docx)

    def explore(self, out: _Path = "reports", options: Sequence[str] = (), /, **parameters: Any) -> int:
        """Open the notebooks in JupyterLab, laid out in a folder; `options` go to JupyterLab."""
        from newsparallax.reporting import explore

        self._place.lend(Path(out) / "tables")
        return explore.explore(self._place.texts, Path(out), self._given(parameters), self._place.config, options)

    def _given(self, parameters: Mapping[str, Any]) -> dict[str, str]:
        """Parameters as texts; the outlets that were chosen are one."""
        told = {"outlets": list(self._chosen), **parameters} if self._chosen else parameters
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in told.items()}

    # How it looks

    def __repr__(self) -> str:
        if "desk" not in self.__dict__:
            return f"<Event from {str(self._place.corpus or self._place.tables)!r}, not tagged yet>"
        return f"<Event {self.name!r}: {len(self.outlets)} outlets, {len(self.articles)} articles>"

    def __str__(self) -> str:
        return self._card().text

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self._card().text)

    def _repr_html_(self) -> str:
        return self._card()._repr_html_()

    def _card(self) -> shown.Shown:
        rows = self.claims[self.claims["sure"].astype(bool)].head(shown.CLAIMS)
        told = [(r["sentence"], r["evidence"][0] if len(r["evidence"]) else None) for _, r in rows.iterrows()]
        title = " · ".join([self.name, *days(self.desk["corpus"].iloc[0]["days"])])
        return shown.card(self.desk, told, title)

    def __getitem__(self, outlet: str) -> shown.Shown:
        """An outlet's articles, its name completed by the tab key."""
        return self.article(outlet)

    def _ipython_key_completions_(self) -> list[str]:
        return list(self.outlets)

    def __getattr__(self, name: str) -> Any:
        if name in TABLES:
            raise AttributeError(f"an event has no {name!r}; the table is ev.tables[{name!r}]")
        own: Iterable[str] = (n for n in dir(type(self)) if not n.startswith("_"))
        raise AttributeError(f"an event has no {name!r}; {nearest(name, own)}")
