"""The command line: `newsparallax COMMAND`. Each command is one function; what it needs is imported when it runs."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from newsparallax import __version__, files, progress
from newsparallax.corpus import CorpusError
from newsparallax.study import commands as study_commands
from newsparallax.words import printable

if TYPE_CHECKING:
    from newsparallax.event import Event


# A disk without space says so without naming a file.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SHUT = (errno.EROFS, errno.EACCES, errno.EPERM)


def _count(text: str) -> int:
    """A number of processes: 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


_EXIT = """exit status:
  0    done
  1    a check failed: codebook examples, or a measured figure below its floor
  2    what was given cannot be used: an option, a corpus, a corpus.toml, a codebook
  3    something cannot be read or written: no room, no permission, another run
  4    the memory was used up
  5    a fault of the program
  130  interrupted"""


def _parser() -> argparse.ArgumentParser:
    said = argparse.ArgumentParser(add_help=False)
    for option, about in (
        ("quiet", "say nothing but errors"),
        ("verbose", "say when each step began, and faults whole"),
    ):
        said.add_argument(f"-{option[0]}", f"--{option}", action="store_true", default=argparse.SUPPRESS, help=about)
    parser = argparse.ArgumentParser(
        prog="newsparallax",
        description="Several outlets tell the same event: what each covers, quotes and leaves out, and where their "
        "accounts differ. Begin with: newsparallax demo, or newsparallax check CORPUS",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[said],
    )
    parser.add_argument("--version", action="version", version=f"newsparallax {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, summary: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=summary, description=summary, parents=[said])

    command = add("demo", "write an example corpus and its report into a folder: begin here")
    example = Path("newsparallax-demo")
    command.add_argument("folder", type=Path, nargs="?", default=example, help=f"the folder (default: {example})")
    _corpus_commands(add)
    _coding_commands(add)
    command = add("evaluate", "measure the coding against hand-coded answers")
    tasks = ("attributions", "statements")
    command.add_argument("task", nargs="?", choices=tasks, help="what GOLD holds; default: the project's own answers")
    command.add_argument("gold", nargs="?", type=Path, metavar="GOLD.jsonl", help="answers coded by people")
    command.add_argument("--corpus", type=Path, metavar="TEXTS", help="the coded articles (statements)")
    about = "verb forms, one a line, whose attributions are speech (attributions; default: all that are coded)"
    command.add_argument("--speech-verbs", type=Path, metavar="FILE", help=about)
    command.add_argument("--json", action="store_true", help="print the figures of GOLD as one JSON object")
    command.add_argument("--write", action="store_true", help="keep the own figures for the report's methods section")
    study_commands.add(lambda name, summary: _about_corpus(add(name, summary)), _count)
    command = add("completion", 'print what makes a shell complete commands: eval "$(newsparallax completion bash)"')
    command.add_argument("shell", choices=("bash", "zsh", "fish"))
    return parser


def _about_corpus(command: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """What every command takes that reads a corpus."""
    command.add_argument("corpus", type=Path, help="a folder of texts and saved pages, an export, or a table")
    command.add_argument("--config", type=Path, help="the corpus.toml to use instead of the one beside the corpus")
    about = "the name of a table's column, as text=Body, where it is none of the known ones (or [columns])"
    command.add_argument("--column", metavar="KEY=NAME", dest="columns", action="append", default=[], help=about)
    about = "a codebook of yours, or a folder of them, beside the shipped ones (or `codebooks` in corpus.toml)"
    command.add_argument("--codebooks", type=Path, action="append", default=[], metavar="PLACE", help=about)
    return command


def _corpus_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands from texts to a report."""
    _about_corpus(add("check", "show how each file was read: encoding, roles, dates, furniture, warnings"))
    _about_corpus(add("init", "write a first corpus.toml from what the texts show, for a person to correct"))
    for name, summary in (
        ("tag", "write the tables of every article as Parquet"),
        ("compare", "write the tables of every article and of every comparison as Parquet"),
    ):
        command = _about_corpus(add(name, summary))
        command.add_argument("--out", type=Path, required=True, help="folder for the tables")
        command.add_argument("--csv", action="store_true", help="write CSV files beside the Parquet files")
        command.add_argument("--jobs", type=_count, help="processes that tag (default: as many as pay off)")
    for name, summary in (
        ("report", "tag, compare, run the notebooks and write report.html and report.pdf"),
        ("explore", "tag, compare and open the notebooks in JupyterLab, which takes all further options"),
    ):
        command = _about_corpus(add(name, summary))
        command.add_argument("--out", type=Path, default=Path("reports"), help="folder to write to (default: reports)")
        excerpts = "of the articles show only a few words of what is cited (where the texts may not be passed on)"
        command.add_argument("--no-full-text", action="store_true", help=excerpts)
        if name == "report":
            command.add_argument("--docx", action="store_true", help="write the body of the report as report.docx, too")
        wording = 'a parameter of the notebooks, such as outlets=A,B, or outlets=\'["A, the first", "B=b"]\''
        command.add_argument("-p", metavar="NAME=VALUE", dest="parameters", action="append", default=[], help=wording)


def _coding_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """The commands of the people in the loop: trying codebooks, coding by hand."""
    command = add("kwic", "show where a codebook pattern would hit")
    about = "a pattern as codebooks have them, such as 'agree~ (on|to)'"
    command.add_argument("pattern", metavar="PATTERN", help=about)
    _about_corpus(command)
    command.add_argument("--width", type=int, default=50, help="characters on either side (default: 50)")
    command = add("codebook", "run the examples and counter-examples of every codebook")
    command.add_argument("action", choices=("test",))
    command.add_argument("--corpus", type=Path, help="test the topics of this corpus's corpus.toml too")
    command.add_argument("--folder", type=Path, help="another folder of codebooks")
    command = _about_corpus(add("sheet", "write a coding sheet of random passages, as CSV and XLSX"))
    command.add_argument("--sample", type=int, default=100, help="passages (default: 100)")
    command.add_argument("--seed", type=int, default=1, help="another seed draws other passages (default: 1)")
    command.add_argument("--out", type=Path, required=True, help="the sheet's name")
    command = add("agree", "agreement of coders, and of the automatic codes with them")
    about = "the filled sheets, one a coder; a single one is compared with the automatic codes"
    command.add_argument("sheets", type=Path, nargs="+", metavar="SHEET", help=about)
    command.add_argument("--level", action="append", default=[], metavar="COLUMN=LEVEL", help="ordinal or interval")
    command.add_argument("--out", type=Path, help="a report's folder: its methods section takes the figures in")
    command = add("train", "fit the score of statement pairs to events that you coded")
    command.add_argument("task", choices=("pairs",))
    about = "gold.toml and a folder for each event (tests/gold)"
    command.add_argument("coded", type=Path, metavar="FOLDER", help=about)
    command.add_argument("--out", type=Path, required=True, metavar="WEIGHTS.toml", help="the file of weights")


def _kwic(arguments: argparse.Namespace) -> int:
    width = arguments.width
    if not arguments.corpus.exists() and Path(arguments.pattern).exists():
        raise CorpusError(f"kwic: the pattern comes first: newsparallax kwic '{arguments.corpus}' {arguments.pattern}")
    found = _event(arguments).kwic(arguments.pattern, width)
    counts: dict[str, int] = {}
    places = [f"{row['article_id']}:{row['line']}" for row in found.to_dict("records")]
    aside = max(map(len, places), default=0)
    for place, row in zip(places, found.to_dict("records"), strict=True):
        left, right = row["left"][-width:], row["right"][:width]
        print(printable(f"{place:<{aside}}  {left:>{width}} [{row['words']}] {right}"))
        name = str(row["article_id"])
        counts[name] = counts.get(name, 0) + 1
    each = "".join(f"; {name}: {n}" for name, n in counts.items())
    print(printable(f"{len(found)} hit{'s' * (len(found) != 1)}{each}"))
    return 0


def _codebook(arguments: argparse.Namespace) -> int:
    from newsparallax.coders.trial import test_codebooks

    return test_codebooks(arguments.folder, arguments.corpus)


def _sheet(arguments: argparse.Namespace) -> int:
    rows = _event(arguments).sheet(arguments.sample, arguments.out, seed=arguments.seed)
    print(f"{len(rows)} passages")
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


def _event(arguments: argparse.Namespace) -> Event:
    """The event that a command names, through the door that everybody takes."""
    from newsparallax.event import Event

    own = getattr(arguments, "codebooks", ())
    return Event(arguments.corpus, config=arguments.config, columns=_columns(arguments), codebooks=own)


def _columns(arguments: argparse.Namespace) -> dict[str, str]:
    """The `--column` options. Raises CorpusError for one that is none."""
    columns = {}
    for option in getattr(arguments, "columns", ()):
        key, equals, name = option.partition("=")
        if not equals or not name.strip():
            raise CorpusError(f"--column {option}: write KEY=NAME, as text=Body")
        columns[key] = name
    return columns


def _check(arguments: argparse.Namespace) -> int:
    print(printable(_event(arguments).check().text), end="")
    return 0


def _init(arguments: argparse.Namespace) -> int:
    print(f"wrote {_event(arguments).draft()}: correct it, then run newsparallax check")
    return 0


def _tag(arguments: argparse.Namespace) -> int:
    print(_event(arguments).write(arguments.out, stage="tagging", csv=arguments.csv, jobs=arguments.jobs))
    return 0


def _compare(arguments: argparse.Namespace) -> int:
    print(_event(arguments).write(arguments.out, csv=arguments.csv, jobs=arguments.jobs))
    return 0


def _report(arguments: argparse.Namespace) -> int:
    print(*_event(arguments).report(arguments.out, docx=arguments.docx, **_parameters(arguments)), sep="\n")
    return 0


def _explore(arguments: argparse.Namespace) -> int:
    return _event(arguments).explore(arguments.out, arguments.options, **_parameters(arguments))


def _events(arguments: argparse.Namespace) -> int:
    return study_commands.events(arguments, _columns(arguments))


def _study(arguments: argparse.Namespace) -> int:
    return study_commands.study(arguments, _columns(arguments))


def _parameters(arguments: argparse.Namespace) -> dict[str, str]:
    """The notebooks' parameters; a flag is one of them."""
    from newsparallax.reporting.report import given

    return given(arguments.parameters) | ({"full_text": "false"} if arguments.no_full_text else {})


def _demo(arguments: argparse.Namespace) -> int:
    from newsparallax.event import Event
    from newsparallax.event.places import write_seeds

    made = Event(write_seeds(arguments.folder)).report(arguments.folder / "report")
    print(f"open {made[0]} in a browser; the texts are in {arguments.folder / 'seeds'}")
    return 0


def _completion(arguments: argparse.Namespace) -> int:
    from newsparallax.completion import script

    print(script(_parser(), arguments.shell))
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one command. Its status: 0 when it did what was asked, else what `_EXIT` says, in one line on stderr."""
    parser = _parser()
    arguments, rest = parser.parse_known_args(argv)
    if rest and arguments.command != "explore":
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    arguments.options = [option for option in rest if option != "--"]
    told = vars(arguments)  # without the options it holds no word of them
    progress.set_level("quiet" if "quiet" in told else "verbose" if "verbose" in told else "normal")
    if progress.EVERY in os.environ:
        progress.end_with_input()
    try:
        return int(globals()[f"_{arguments.command}"](arguments))
    except BrokenPipeError:  # `| head` has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if progress.verbose():
            traceback.print_exception(error)
        status, what = _told(error, getattr(arguments, "out", None))
        progress.end()
        print(f"newsparallax: {printable(what)}", file=sys.stderr)
        return status


def _told(error: BaseException, out: Path | None) -> tuple[int, str]:
    """The exit status for an error, and what to say of it."""
    if isinstance(error, CorpusError):
        return error.status, str(error)
    if isinstance(error, OSError) and (error.filename is not None or error.errno is not None):
        return 3, _unwritable(error, out)
    if isinstance(error, MemoryError) or "bad_alloc" in str(error):  # libraries in C++ have their own name for it
        return 4, "the memory was used up; try --jobs 1, or a smaller corpus; what was tagged is kept"
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return 5, f"a fault of the program ({what}); run it again with --verbose, and report what it prints"


def _unwritable(error: OSError, out: Path | None) -> str:
    """A folder that may not be written to, a file where a folder should be, a full disk: the user's to mend."""
    place = Path(os.fsdecode(error.filename)) if isinstance(error.filename, (str, bytes)) else out
    if place is not None and place.name.startswith(files.OWN):  # what nobody named
        place = place.parent
    inside = out is not None and place is not None and (place == out or out in place.parents or place in out.parents)
    remedy = "write to another folder with --out" if inside and error.errno in _SHUT else ""
    remedy = "make room, or write to another disk with --out" if error.errno in _FULL else remedy
    why = os.strerror(error.errno) if error.errno else error.strerror  # pyarrow tells it in words of its own
    return f"{place or 'the output'}: cannot be read or written ({why}){remedy and '; '}{remedy}"
