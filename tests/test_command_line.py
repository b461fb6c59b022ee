"""The command line itself: how much it says, its exit statuses, completion, and the five-minute start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsparallax import __main__ as program
from newsparallax import cli, progress
from newsparallax.cli import main
from newsparallax.event import Event, places

STORY = "Storm closes the harbour\n\nA storm closed the harbour on Monday, the mayor said.\n"
PROGRAM = [sys.executable, "-P", "-m", "newsparallax"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "orrin"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def normal() -> None:
    progress.set_level("normal")


def test_quiet_says_nothing_but_errors_and_verbose_the_time_of_each_step(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for option in ("--quiet", "--verbose"):
        assert main([option, "tag", str(corpus), "--out", str(corpus.parent / option)]) == 0
        said[option] = capsys.readouterr().err
    assert said["--quiet"] == ""
    assert "] warning: " in said["--verbose"] or "] note: " in said["--verbose"]
    assert main(["tag", str(corpus / "nowhere"), "--out", str(corpus.parent / "x"), "-q"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_misspelt_path_is_answered_at_once_and_with_the_nearest_name(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = time.monotonic()
    assert main(["report", str(corpus.with_name("orin")), "--out", str(corpus.parent / "out")]) == 2
    assert time.monotonic() - begun < 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "did you mean" in error and "orrin" in error
    assert not (corpus.parent / "out").exists()


def test_a_fault_of_the_program_is_one_line_and_whole_with_verbose(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Event, "check", lambda self: {}["x"])
    assert main(["check", str(corpus)]) == 5
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and "KeyError" in error and "--verbose" in error
    assert main(["check", str(corpus), "--verbose"]) == 5
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_one_line(corpus: Path) -> None:
    run = subprocess.Popen(
        [*PROGRAM, "report", str(corpus), "--out", str(corpus.parent / "out")],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stderr is not None
    first = run.stderr.readline()
    time.sleep(0.5)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to every process of the command
    rest = run.communicate(timeout=60)[1]
    assert run.returncode == 130, first + rest
    assert [line for line in rest.splitlines() if not line.startswith(("warning", "note", "tagging"))] == [
        "newsparallax: interrupted; what was tagged is kept, and the same command goes on from there"
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_option(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("report", "kwic", "demo", "--codebooks", "--speech-verbs"):
        assert word in script


def test_bash_completes_a_command_and_its_options() -> None:
    script = subprocess.run([*PROGRAM, "completion", "bash"], capture_output=True, text=True, check=True).stdout
    asked = f'{script}\nCOMP_WORDS=(newsparallax rep); COMP_CWORD=1; _newsparallax; echo "${{COMPREPLY[@]}}"\n'
    asked += 'COMP_WORDS=(newsparallax sheet --se); COMP_CWORD=2; _newsparallax; echo "${COMPREPLY[@]}"'
    told = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True).stdout
    assert told.splitlines() == ["report", "--seed"]


def test_the_help_says_what_each_exit_status_means(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    said = capsys.readouterr().out
    assert "exit status:" in said and "130" in said


def test_an_option_that_is_none_is_refused_and_jupyter_options_pass(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["check", str(corpus), "--no-browser"])
    given: list[object] = []
    monkeypatch.setattr(Event, "explore", lambda self, out, options, /, **own: given.append((list(options), own)) or 0)
    assert main(["explore", str(corpus), "-p", "outlets=a", "--no-browser", "--port", "9999"]) == 0
    assert given == [(["--no-browser", "--port", "9999"], {"outlets": "a"})]
    capsys.readouterr()


def test_the_demo_writes_the_example_and_keeps_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Event, "report", lambda self, out: (out / "report.html", out / "report.pdf"))
    assert main(["demo", str(tmp_path / "demo")]) == 0
    assert "report.html" in capsys.readouterr().out
    texts = sorted((tmp_path / "demo" / "seeds").glob("*.txt"))
    assert len(texts) > 2
    texts[0].write_text("mine", encoding="utf-8")
    places.write_seeds(tmp_path / "demo")
    assert texts[0].read_text(encoding="utf-8") == "mine"


def test_on_a_terminal_articles_are_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress.say("tagging 1 of 4 articles")
    progress.say("tagging 4 of 4 articles")
    assert "tagging articles" in capsys.readouterr().err
    assert progress._bar is None


def test_own_codebooks_are_an_option(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kwic", "storm", str(corpus), "--codebooks", "nowhere.toml"]) == 2
    assert "nowhere.toml" in capsys.readouterr().err
    assert cli.main(["codebook", "test"]) == 0


def test_an_interruption_while_everything_is_imported_is_one_line(corpus: Path) -> None:
    """Also where a library turns it into an error of its own, or loses it."""
    begin = "import os, signal, sys; from newsparallax import __main__ as program; program._PATIENCE = 1\n"
    send = "os.kill(os.getpid(), signal.SIGINT)"
    turned = f"try:\n {send}\nexcept BaseException: raise ImportError('a library')"
    lost = f"import time\ntry:\n {send}\nexcept BaseException: print('lost', file=sys.stderr); time.sleep(60)"
    for happens in (send, turned, lost):
        (corpus.parent / "hook.py").write_text(f"import os, signal, sys\n{happens}\n", encoding="utf-8")
        hook = (
            "class Finder:\n def find_spec(self, name, path, target=None):\n"
            "  if name == 'newsparallax.study': sys.meta_path.remove(self); import hook\n"
            "sys.meta_path.insert(0, Finder())\n"
        )
        code = f"{begin}{hook}sys.exit(program.main())"
        asked = [sys.executable, "-c", code, "check", str(corpus)]
        done = subprocess.run(asked, capture_output=True, text=True, timeout=30, cwd=corpus.parent, check=False)
        assert (done.returncode, done.stderr) == (130, program._SAID), happens


def test_a_process_that_works_for_another_ends_with_it(corpus: Path) -> None:
    environment = {**os.environ, progress.EVERY: "1"}
    command = [*PROGRAM, "compare", str(corpus), "--out", str(corpus.parent / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as run:
        assert run.stdin is not None and run.stderr is not None
        assert any(line.startswith("tagging 0 of") for line in run.stderr)
        run.stdin.close()
        assert run.wait(30) == 1
    assert not (corpus.parent / "out" / "made-from.json").exists()
