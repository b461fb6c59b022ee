"""The command line: `newsparallax COMMAND`. Each command is one function; what it needs is imported when it runs."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from newsparallax import __version__
from newsparallax.corpus import CorpusError
from newsparallax.words import printable

if TYPE_CHECKING:
    import pandas as pd

    from newsparallax.fingerprint import Stage


# A disk without space says so without naming a file.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _count(text: str) -> int:
    """A number of processes: 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsparallax",
        description="Several outlets tell the same event: what each covers, quotes and leaves out, and where their "
        "accounts differ. Begin with: newsparallax check CORPUS",
    )
    parser.add_argument("--version", action="version", version=f"newsparallax {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def corpus_command(name: str, summary: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("corpus", type=Path, help="a folder of texts and saved pages, an export, or a table")
        command.add_argument("--config", type=Path, help="the corpus.toml to use instead of the one beside the corpus")
        about = "the name of a table's column, as text=Body, where it is none of the known ones (or [columns])"
        command.add_argument("--column", metavar="KEY=NAME", dest="columns", action="append", default=[], help=about)
        return command

    corpus_command("check", "show how each file was read: encoding, roles, dates, furniture, warnings")
    corpus_command("init", "write a first corpus.toml from what the texts show, for a person to correct")
    for name, summary in (
        ("tag", "write the tables of every article as Parquet"),
        ("compare", "write the tables of every article and of every comparison as Parquet"),
    ):
        command = corpus_command(name, summary)
        command.add_argument("--out", type=Path, required=True, help="folder for the tables")
        command.add_argument("--csv", action="store_true", help="write CSV files beside the Parquet files")
        command.add_argument("--jobs", type=_count, help="processes that tag (default: as many as pay off)")
    for name, summary in (
        ("report", "tag, compare, run the notebooks and write report.html and report.pdf"),
        ("explore", "tag, compare and open the notebooks in JupyterLab"),
    ):
        command = corpus_command(name, summary)
        command.add_argument("--out", type=Path, default=Path("reports"), help="folder to write to (default: reports)")
        excerpts = "of the articles show only a few words of what is cited (where the texts may not be passed on)"
        command.add_argument("--no-full-text", action="store_true", help=excerpts)
        if name == "report":
            command.add_argument("--docx", action="store_true", help="write the body of the report as report.docx, too")
        wording = "a parameter of the notebooks, such as outlets=A,B"
        command.add_argument("-p", metavar="NAME=VALUE", dest="parameters", action="append", default=[], help=wording)
    command = commands.add_parser("evaluate", help="measure the coding against hand-coded answers")
    tasks = ("attributions", "statements")
    command.add_argument("task", nargs="?", choices=tasks, help="what GOLD holds; default: the project's own answers")
    command.add_argument("gold", nargs="?", type=Path, metavar="GOLD.jsonl", help="answers coded by people")
    command.add_argument("--corpus", type=Path, metavar="TEXTS", help="the coded articles (statements)")
    about = "verb forms, one a line, whose attributions are speech (attributions; default: all that are coded)"
    command.add_argument("--speech-verbs", type=Path, metavar="FILE", help=about)
    command.add_argument("--json", action="store_true", help="print the figures of GOLD as one JSON object")
    command.add_argument("--write", action="store_true", help="keep the own figures for the report's methods section")
    _coding_commands(commands, corpus_command)
    return parser


def _coding_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    corpus_command: Callable[[str, str], argparse.ArgumentParser],
) -> None:
    """The commands of the people in the loop: trying codebooks, coding by hand."""
    command = commands.add_parser("kwic", help="show where a codebook pattern would hit")
    command.add_argument(
        "pattern", metavar="PATTERN", help="a pattern as codebooks have them, such as 'agree~ (on|to)'"
    )
    command.add_argument("corpus", type=Path)
    command.add_argument("--config", type=Path, help="the corpus.toml to use instead of the one beside the corpus")
    command.add_argument("--width", type=int, default=50, help="characters on either side (default: 50)")
    command = commands.add_parser("codebook", help="run the examples and counter-examples of every codebook")
    command.add_argument("action", choices=("test",))
    command.add_argument("--corpus", type=Path, help="test the topics of this corpus's corpus.toml too")
    command.add_argument("--folder", type=Path, help="another folder of codebooks")
    command = corpus_command("sheet", "write a coding sheet of random passages, as CSV and XLSX")
    command.add_argument("--sample", type=int, default=100, help="passages (default: 100)")
    command.add_argument("--seed", type=int, default=1, help="another seed draws other passages (default: 1)")
    command.add_argument("--out", type=Path, required=True, help="the sheet's name")
    command = commands.add_parser("agree", help="agreement of coders, and of the automatic codes with them")
    command.add_argument("sheets", type=Path, nargs="+", metavar="SHEET", help="the filled sheets, one a coder")
    command.add_argument("--level", action="append", default=[], metavar="COLUMN=LEVEL", help="ordinal or interval")
    command.add_argument("--out", type=Path, help="a report's folder: its methods section takes the figures in")
    command = commands.add_parser("train", help="fit the score of statement pairs to events that you coded")
    command.add_argument("task", choices=("pairs",))
    command.add_argument(
        "coded", type=Path, metavar="FOLDER", help="gold.toml and a folder for each event (tests/gold)"
    )
    command.add_argument("--out", type=Path, required=True, metavar="WEIGHTS.toml", help="the file of weights")


def _kwic(arguments: argparse.Namespace) -> int:
    from newsparallax.coders.trial import kwic, shown
    from newsparallax.reading import read_corpus

    corpus = read_corpus(arguments.corpus, arguments.config)
    print(printable(shown(list(kwic(arguments.pattern, corpus, arguments.width)), arguments.width)))
    return 0


def _codebook(arguments: argparse.Namespace) -> int:
    from newsparallax.coders.trial import test_codebooks

    return test_codebooks(arguments.folder, arguments.corpus)


def _sheet(arguments: argparse.Namespace) -> int:
    from newsparallax.coders.sheets import sample, write_sheet
    from newsparallax.reading import read_corpus

    rows = sample(read_corpus(arguments.corpus, arguments.config), arguments.sample, arguments.seed)
    print(f"{len(rows)} passages", *write_sheet(rows, arguments.out), sep="\n")
    return 0


def _agree(arguments: argparse.Namespace) -> int:
    from newsparallax.coders import sheets

    found = sheets.agreement(arguments.sheets, sheets.levels(arguments.level))
    print(sheets.shown(found))
    if arguments.out is not None:
        print(f"written: {sheets.write_agreement(found, arguments.out / 'tables')}")
    return 0


def _train(arguments: argparse.Namespace) -> int:
    from newsparallax.coders import pairs

    fitted = pairs.fit(pairs.read_coded(arguments.coded), pairs.feature_names())
    pairs.write(fitted, arguments.out)
    print(pairs.shown(fitted), f"written: {arguments.out}", sep="\n")
    return 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from newsparallax.measuring.command import evaluate_own, evaluate_published

    if arguments.task is None:
        return evaluate_own(arguments.write)
    if arguments.gold is None:
        raise CorpusError(f"evaluate {arguments.task}: name a file of coded answers after it")
    return evaluate_published(arguments.task, arguments.gold, arguments.corpus, arguments.json, arguments.speech_verbs)


def _check(arguments: argparse.Namespace) -> int:
    from newsparallax.reading import read_corpus
    from newsparallax.reading.check import report

    print(printable(report(read_corpus(arguments.corpus, arguments.config))), end="")
    return 0


def _init(arguments: argparse.Namespace) -> int:
    from newsparallax.reading.draft import write_draft

    print(f"wrote {write_draft(arguments.corpus, arguments.config)}: correct it, then run newsparallax check")
    return 0


def _tag(arguments: argparse.Namespace) -> int:
    from newsparallax.pipeline import tag_corpus

    return _write(arguments, tag_corpus, "tagging")


def _compare(arguments: argparse.Namespace) -> int:
    from newsparallax.pipeline import compare_corpus

    return _write(arguments, compare_corpus, "comparing")


def _write(arguments: argparse.Namespace, make: Callable[..., Mapping[str, pd.DataFrame]], stage: Stage) -> int:
    from newsparallax import files, fingerprint, store
    from newsparallax.reading import read_corpus

    # What changes while it is read is told from what was read: the hash comes first.
    made_from = fingerprint.tables(arguments.corpus, arguments.config, stage)
    corpus = read_corpus(arguments.corpus, arguments.config)
    for notice in corpus.notices:
        if notice.severity == "skipped" or notice.kind == "no-config":
            remedy = f"; {notice.remedy}" if notice.remedy else ""
            print(printable(f"{notice.severity}: {notice.place}: {notice.message}{remedy}"), file=sys.stderr)
    with files.locked(arguments.out, lambda line: print(line, file=sys.stderr, flush=True)):
        tables = make(corpus, arguments.out / ".cache", arguments.jobs)
        store.write(tables, arguments.out, arguments.csv, made_from)
    print(f"{len(tables)} tables of {len(corpus.comparable)} articles in {arguments.out}")
    return 0


def _report(arguments: argparse.Namespace) -> int:
    from newsparallax.reporting import report

    made = report.make(arguments.corpus, arguments.out, _given(arguments), arguments.config, docx=arguments.docx)
    print("\n".join(map(str, made)))
    return 0


def _explore(arguments: argparse.Namespace) -> int:
    from newsparallax.reporting import explore

    return explore.explore(arguments.corpus, arguments.out, _given(arguments), arguments.config)


def _given(arguments: argparse.Namespace) -> dict[str, str]:
    """The notebooks' parameters; a flag is one of them."""
    from newsparallax.reporting import report

    return report.given(arguments.parameters) | ({"full_text": "false"} if arguments.no_full_text else {})


@contextmanager
def _settings(arguments: argparse.Namespace) -> Iterator[None]:
    """The corpus.toml of a command with its `--column` options as [columns], in a file of its own while it runs."""
    if not getattr(arguments, "columns", None):
        yield
        return
    from newsparallax.corpus import with_columns

    with TemporaryDirectory(prefix="np-") as folder:
        made = Path(folder) / "corpus.toml"
        made.write_text(with_columns(arguments.corpus, arguments.config, arguments.columns), encoding="utf-8")
        arguments.config = made
        yield


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 2 when the input cannot be used (said in one line)."""
    arguments = _parser().parse_args(argv)
    try:
        with _settings(arguments):
            return int(globals()[f"_{arguments.command}"](arguments))
    except CorpusError as error:
        _complain(error)
        return 2
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # A folder that may not be written to, a file where a folder should be, a full disk: the user's to mend.
        if error.filename is None and error.errno is None:
            raise
        place = error.filename or getattr(arguments, "out", None) or "the output"
        remedy = "; make room, or write to another disk with --out" if error.errno in _FULL else ""
        _complain(f"{place}: cannot be read or written ({error.strerror}){remedy}")
        return 2
    except Exception as error:
        # Libraries in C++ have their own name for it.
        if not isinstance(error, MemoryError) and "bad_alloc" not in str(error):
            raise
        _complain("the memory was used up; try --jobs 1, or a smaller corpus; what was tagged is kept")
        return 2
    except KeyboardInterrupt:
        _complain("interrupted; what was tagged is kept, and the same command goes on from there")
        return 130


def _complain(what: object) -> None:
    print(f"newsparallax: {printable(str(what))}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
