"""The command itself: help in both languages, usage errors, colours, what goes to which stream."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import generator
from generator.cli import COMMANDS, main
from generator.make.ledger import claim
from generator.messages import say
from generator.output import lock
from tests.cli.invoke import invoke
from tests.workspace import ROOT, heed_interrupts, posada, python, write_workspace

GOOD = "title: Діловод\nduties: [Пише листи.]\n"


def help_of(*command: str, language: str) -> str:
    result = posada(*command, "--help", cwd=ROOT, POSADA_LANG=language)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("language", ["uk", "en"])
def test_help_lists_every_command_in_the_language(language: str) -> None:
    text = help_of(language=language)
    rows = dict(re.findall(r"^  ([a-z]+) +(.+)$", text, re.MULTILINE))
    assert tuple(rows) == COMMANDS
    for words in rows.values():
        assert bool(re.search("[а-яіїєґ]", words)) is (language == "uk")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_explains_every_option(command: str) -> None:
    texts = {language: help_of(command, language=language) for language in ("uk", "en")}
    assert texts["uk"] != texts["en"]
    assert not re.search("[а-яіїєґ]", texts["en"])
    for text in texts.values():
        options = re.findall(r"^  (-.*)$", re.sub(r"\n {5,}", "  ", text), re.MULTILINE)
        assert options
        assert all(re.search(r"\S {2,}\S", option) for option in options)


@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_ends_with_an_example_that_can_be_typed(
    command: str, language: str
) -> None:
    example = help_of(command, language=language).splitlines()[-1].partition(": ")[2]
    name, *arguments = shlex.split(example.partition(" >>")[0])
    assert (name, arguments[0]) == ("posada", command)
    assert help_of(*arguments, language=language)


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("--nope",),
        ("build", "--nope"),
        ("build", "--jobs", "0"),
        ("build", "--jobs", "many"),
        ("build", "--date", "23.11.2026"),
        ("build", "--date", "2026-02-30"),
        ("build", "--format", "odt"),
        ("build", "--format", ""),
        ("build", "--format", "docx,odt"),
        ("check", "--lang", "de"),
        ("show",),
        ("show", "a", "b"),
        ("new", "a"),
        ("new", "--title", "Т"),
        ("schema", "nope"),
        ("completion",),
        ("completion", "cmd"),
        ("init", "a", "b"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_status_2_and_names_the_help(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    result = invoke(None, *arguments, lang=None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--help" in result.stderr


def test_without_a_command_the_help_is_shown() -> None:
    result = invoke(None, lang=None)
    assert "Commands:" in result.output


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"posada {generator.__version__}\n"
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert generator.__version__ in (declared, "unknown")


def test_results_go_to_stdout_and_everything_else_to_stderr(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": "titel: Т\n"})
    result = posada("build", "--format", "txt", cwd=tmp_path)
    assert result.returncode == 1
    assert result.stdout == "output/a.txt\n"
    assert "[field-unknown]" in result.stderr
    assert "1 error in 1 of 2 roles; 1 built." in result.stderr


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    process = subprocess.Popen(
        [sys.executable, "-c", "from generator.cli import main; main()", "schema"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(timeout=30)
    assert "Traceback" not in said


@pytest.mark.parametrize("encoding", ["ascii", "cp1251", "cp1252", "utf-8"])
def test_a_console_of_any_encoding_stops_no_message(tmp_path: Path, encoding: str) -> None:
    write_workspace(tmp_path, {"a": "titel: Т 🙂\n"})
    result = posada("check", cwd=tmp_path, PYTHONIOENCODING=encoding, POSADA_LANG="uk")
    assert result.returncode == 1
    assert "невідомий ключ" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(
    ("environment", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)],
    ids=["terminal", "no-color", "empty"],
)
@pytest.mark.parametrize("arguments", [("check",), ("doctor",), ("show", "good")], ids=" ".join)
def test_colours_are_for_terminals_that_want_them(
    tmp_path: Path, environment: dict[str, str], coloured: bool, arguments: tuple[str, ...]
) -> None:
    write_workspace(tmp_path, {"bad": "titel: Т\n", "good": GOOD})
    assert ("\x1b[" in on_terminal(tmp_path, arguments, environment)) is coloured


def on_terminal(folder: Path, arguments: tuple[str, ...], environment: dict[str, str]) -> str:
    """What the command writes to a terminal."""
    import pty

    main_end, terminal = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-c", "from generator.cli import main; main()", *arguments],
        cwd=folder,
        env=surroundings | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    said = b""
    try:
        while chunk := os.read(main_end, 4096):
            said += chunk
    except OSError:  # Linux says so when the other end has been closed
        pass
    finally:
        os.close(main_end)
        process.wait(timeout=30)
    return said.decode()


def test_off_a_terminal_there_are_no_colours(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"bad": "titel: Т\n"})
    for arguments in (("check",), ("doctor",)):
        result = posada(*arguments, cwd=tmp_path)
        assert "\x1b" not in result.stdout + result.stderr


# Ctrl+C

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and streams of POSIX")

INTERRUPTED = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)

class Pressing:
    def find_spec(self, name, *_):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Pressing())
from generator.cli import main
main()
"""
"""A program in which Ctrl+C is pressed when a module is about to be imported."""


@POSIX
@pytest.mark.parametrize("language", ["uk", "en"])
@pytest.mark.parametrize(
    "module", ["generator.cli.language", "click", "generator.cli.check", "generator.make", "jinja2"]
)
def test_an_interrupt_at_any_moment_is_a_word_and_status_130(
    tmp_path: Path, module: str, language: str
) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    code = INTERRUPTED.format(module=module)
    done = python(code, "check", cwd=tmp_path, POSADA_LANG=language)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr.strip() == say(language, "main.stopped", reason="")


@POSIX
def test_an_interrupt_while_another_build_has_the_folder_is_a_word_and_status_130(
    tmp_path: Path,
) -> None:
    workspace = write_workspace(tmp_path, {"a": GOOD})
    (tmp_path / "staff.csv").write_bytes((ROOT / "staff.csv").read_bytes())
    with lock(claim(workspace.root, workspace.output), lambda: None):
        process = subprocess.Popen(
            [sys.executable, "-c", "from generator.cli import main; main()", "staff", "coverage"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=heed_interrupts,
        )
        assert process.stderr is not None
        assert process.stderr.readline().strip() == say("en", "build.waiting")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "Stopped.")


def test_a_program_that_runs_a_command_keeps_its_own_signals() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(SystemExit):
        main(["--version"])
    assert signal.getsignal(signal.SIGINT) is before


# Streams that take nothing

WRITING = (
    "check --format json", "build --format txt", "show a", "schema role", "staff coverage", "doctor",
    "completion bash", "--help", "--version",
)  # fmt: skip
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full device of Linux")


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which `posada` is the command."""
    code = "from generator.cli import main; main()"
    return subprocess.run(
        ["sh", "-c", f'posada() {{ "{sys.executable}" -c "{code}" "$@"; }}; {line}'],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "POSADA_LANG": "en"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@FULL
@pytest.mark.parametrize(
    ("arguments", "unbuffered"), [*((each, "") for each in WRITING), ("schema role", "1")]
)
def test_output_that_finds_no_room_is_one_line_and_status_1(
    tmp_path: Path, arguments: str, unbuffered: str
) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    (tmp_path / "staff.csv").write_text("Підрозділ,Посада\nОфіс,Діловод\n", "utf-8")
    done = shell(f"PYTHONUNBUFFERED={unbuffered} posada {arguments} > /dev/full", tmp_path)
    words = "Error: the output could not be written: there is no space left on the disk.\n"
    assert done.stderr.endswith(words)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


@FULL
@pytest.mark.parametrize("arguments", ["check", "build --format txt", "nope", "check nobody"])
def test_messages_that_find_no_room_end_with_status_1(tmp_path: Path, arguments: str) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    done = shell(f"posada {arguments} 2> /dev/full", tmp_path)
    assert (done.returncode, done.stderr) == (1, "")


@POSIX
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_stops_nothing(tmp_path: Path, closed: str) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": GOOD, "c": GOOD})
    done = shell(f"posada build --format docx,txt --jobs 2 {closed}", tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)
    assert len(list((tmp_path / "output").glob("[abc].*"))) == 6


@POSIX
@pytest.mark.parametrize("arguments", ["schema role", "staff coverage", "--help"])
def test_a_reader_that_has_read_enough_is_no_fault(tmp_path: Path, arguments: str) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    (tmp_path / "staff.csv").write_text("Підрозділ,Посада\nОфіс,Діловод\n", "utf-8")
    done = shell(f"posada {arguments} | true", tmp_path)
    assert not re.search("Traceback|Error", done.stderr)


FAULT = """
from generator.cli import group, main

def fail(*_):
    open("/no/such/file")

group.Group.resolve_command = fail
main()
"""


def test_an_error_of_the_system_elsewhere_stays_a_fault_that_can_be_traced(tmp_path: Path) -> None:
    done = python(FAULT, "check", cwd=tmp_path)
    assert "FileNotFoundError: " in done.stderr
    assert "Traceback" in done.stderr


@POSIX
def test_a_current_folder_that_is_not_there_any_more_is_no_traceback(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD, "b": GOOD})
    line = f"mkdir gone && cd gone && rmdir ../gone && posada build --jobs 2 -w '{tmp_path}'"
    done = shell(line, tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.count("[worker-lost]") == 2
