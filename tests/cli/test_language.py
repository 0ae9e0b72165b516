"""Everything the command line says is in one language, and which one it is; Click's own words are no exception."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from generator.cli import COMMANDS, main
from generator.make import FORMATS
from generator.messages import LANGUAGES, catalogue
from tests.workspace import ROOT, SETTINGS, posada, write_workspace

GOOD = "title: Діловод\nduties: [Пише листи.]\n"

NAMES = {"posada", *COMMANDS, "coverage", "Dask", "dask", *FORMATS, "bash", "zsh", "fish"}
NAMES |= {"assess", "fit", "list"}
NAMES |= {"DOCX", "PDF", "HTML", "YAML", "JSON", "Word", "git", "import", "output", "schemas"}
"""What is the same in every language: what a user types, names of formats and of folders."""

UNSAID = {
    "paths, prompts, passwords, editors, colours and standard streams, which posada has none of": """
        file|directory|path|unknown error|Could not open file {filename!r}: {message}
        {name} {filename!r} does not exist.|{name} {filename!r} is a file.
        {name} {filename!r} is a directory.|{name} {filename!r} is not readable.
        {name} {filename!r} is not writable.|{name} {filename!r} is not executable.
        Do you want to continue?|Confirm the action without prompting.|Repeat for confirmation
        Press any key to continue...|Error: The two entered values do not match.
        Error: invalid input|Error: The value you entered was invalid.|Error: {e.message}
        {editor}: Editing failed|{editor}: Editing failed: {e}|Windows error: {error}
        Unknown color {colour!r}|Unknown standard stream '{name}'""",
    "kinds of options and arguments that posada has none of": """
        {value!r} is not a valid boolean.|{value!r} is not a valid UUID.
        {value!r} is not a valid boolean. Recognized values: {states}
        {value!r} does not match the format {format}.|Value must be an iterable.
        {len_type} values are required, but {len_value} was given.
        Takes {nargs} values but 1 was given.|Argument {name!r} takes {nargs} values.
        env var: {var}|(dynamic)|d|Missing parameter|Missing parameter: {param_name}
        Missing {param_type}|deprecated|(Deprecated) {text}|{text} {deprecated_message}
        DeprecationWarning: The command {name!r} is deprecated.
        DeprecationWarning: The command {name!r} is deprecated.{extra_message}
        DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}""",
    "posada has its own words for these": """
        No such command {name!r}.|%(prog)s, version %(version)s|Show the version and exit.""",
    "said to who programs, not to who uses": """
        Could not determine name for option with declarations {decls!r}
        Arguments take exactly one parameter declaration, got {length}: {decls}.
        Name '{name}' defined twice|Choice({choices})
        Boolean option {decl!r} cannot use the same flag for true/false.
        Invalid start character for option ({option})""",
}
"""Why a sentence of Click's needs no Ukrainian words → the sentences."""


def sentences() -> Iterator[str]:
    """Every text that Click looks up in its catalogue, as its source has it."""
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext"):
                text = node.args[0]
                if isinstance(text, ast.Constant):
                    yield str(text.value)


SENTENCES = sorted(set(sentences()))


def said_to_nobody() -> set[str]:
    return {text.strip() for part in UNSAID.values() for text in re.split(r"\||\n", part)}


def test_every_sentence_of_clicks_has_ukrainian_words_or_is_never_said() -> None:
    assert {"Usage:", "Options", "Commands", "Aborted!"} <= set(SENTENCES)
    lost = [
        text
        for text in SENTENCES
        if text not in catalogue("uk", "click")
        and text not in said_to_nobody()
        and not text.startswith("No options defined but a name was passed")
    ]
    assert lost == []
    assert not said_to_nobody() & catalogue("uk", "click").keys()


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_text_in_ukrainian_has_no_english_word(command: str) -> None:
    done = posada(*command.split(), "--help", cwd=ROOT, POSADA_LANG="uk")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Використання: posada {command}".strip())
    assert "Показати цю довідку" in done.stdout
    assert english_words(re.sub("Приклад: .*", "", done.stdout)) == set()


def english_words(text: str) -> set[str]:
    """The English words but for options, values in straight quotes, `[this|that]`, and names."""
    typed = r"--?[a-z][a-z-]*|'[^'\n]*'|[\[{][a-z]+(\|\s*[a-z]+)+[\]}]"
    return set(re.findall("[A-Za-z]{2,}", re.sub(typed, "", text))) - NAMES


WRONG = {
    ("",): "немає команди «».",
    ("bild",): "немає команди «bild». Можливо, ви мали на увазі «build»?",
    ("зібрати",): "немає команди «зібрати».",
    ("—help",): "«—help» починається з тире, а параметр — з двох дефісів: --help.",
    ("--halp",): "немає параметра «--halp». Можливо, ви мали на увазі '--help'?",
    ("build", "-x"): "немає параметра «-x».",
    ("build", "--fromat", "txt"): (
        "немає параметра «--fromat». Можливо, ви мали на увазі '--format'?"
    ),
    ("build", "–final"): (
        "неправильне значення '[РОЛЬ]...':"
        " «–final» починається з тире, а параметр — з двох дефісів: --final."
    ),
    ("build", "--jobs"): "після «--jobs» має стояти значення.",
    ("build", "--jobs", "0"): "неправильне значення '--jobs' / '-j': 0 не відповідає умові x>=1.",
    ("build", "--jobs", "дві"): "неправильне значення '--jobs' / '-j': «дві» — не ціле число.",
    ("build", "--final=1"): "параметр «--final» не має значення.",
    ("build", "--date", "23.11.2026"): (
        "неправильне значення '--date': дату записують так: 2026-11-23."
    ),
    ("build", "--date", "2026-02-30"): (
        "неправильне значення '--date': «2026-02-30» — не дата; напишіть її так: 2026-11-23."
    ),
    ("build", "--format", "docx,odt"): (
        "неправильне значення '--format': немає формату «odt»; є такі: docx, pdf, html, txt."
    ),
    ("show",): "не вказано аргумент 'РОЛЬ'.",
    ("show", "a", "b"): "зайвий аргумент: b.",
    ("show", "a", "b", "c"): "зайві аргументи: b c.",
    ("new", "a"): "не вказано параметр '--title'.",
    ("check", "--format", "pdf"): (
        "неправильне значення '--format':"
        " «pdf» не підходить; можливі значення: 'text', 'json', 'sarif', 'github', 'html'."
    ),
    ("completion",): (
        "не вказано аргумент '{bash|zsh|fish}'. Можливі значення:\n\tbash,\n\tzsh,\n\tfish"
    ),
}
"""What somebody may type → what is said about it."""


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_usage_is_explained_in_ukrainian(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = posada(*arguments, cwd=tmp_path, POSADA_LANG="uk")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"\nПомилка: {WRONG[arguments]}\n") or (
        done.stderr == f"Помилка: {WRONG[arguments]}\n"
    )
    assert english_words(done.stderr) <= english_words(" ".join(arguments))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("bild",), "No such command 'bild'. Did you mean 'build'?"),
        (("—help",), "'—help' begins with a dash; an option begins with two hyphens: --help."),
        (("build", "--fromat", "txt"), "Did you mean '--format'?"),
        (("build", "–final"), "an option begins with two hyphens: --final."),
        (("build", "--date", "23.11.2026"), "write the date like this: 2026-11-23."),
        (("build", "--date", "soon"), "'soon' is not a date; write it like this: 2026-11-23."),
        (
            ("build", "--format", "odt"),
            "there is no format 'odt'; there are: docx, pdf, html, txt.",
        ),
        (("build", "--jobs", "0"), "0 is not in the range x>=1."),
        (("show",), "Missing argument 'ROLE'."),
        (("new", "a"), "Missing option '--title'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_explained_in_english(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = posada(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"{words}\n")
    assert not re.search("[а-яіїєґ]", done.stderr)


SPEAKS = {"uk": "Використання:", "en": "Usage:"}
SYSTEM = {"LC_ALL": "", "LC_MESSAGES": "", "LANGUAGE": ""}


@pytest.mark.parametrize(
    ("arguments", "workspace", "environment", "expected"),
    [
        ((), None, {"LANG": "C"}, "en"),
        ((), None, {"LANG": "de_DE.UTF-8"}, "en"),
        ((), None, {"LANG": "uk_UA.UTF-8"}, "uk"),
        ((), None, {"LANG": "en_GB.UTF-8", "LC_ALL": "uk_UA.UTF-8"}, "uk"),
        ((), "", {"LANG": "C"}, "uk"),
        ((), "language: uk", {"LANG": "C"}, "uk"),
        ((), "language: en", {"LANG": "uk_UA.UTF-8"}, "en"),
        ((), "language: 'en' # so", {"LANG": "uk_UA.UTF-8"}, "en"),
        ((), "language: en\nno: [YAML", {"LANG": "uk_UA.UTF-8"}, "en"),
        ((), "language: de", {"LANG": "uk_UA.UTF-8"}, "uk"),
        ((), "language: en", {"POSADA_LANG": "uk"}, "uk"),
        ((), "language: en", {"POSADA_LANG": "de", "LANG": "uk_UA.UTF-8"}, "en"),
        (("--lang", "en"), "language: uk", {"POSADA_LANG": "uk"}, "en"),
        (("--lang=uk",), "language: en", {"POSADA_LANG": "en"}, "uk"),
        (("--workspace", "firm"), None, {"LANG": "C"}, "uk"),
        (("-qwfirm",), None, {"LANG": "C"}, "uk"),
        (("-w", "nowhere"), None, {"LANG": "C"}, "en"),
        (("-w", "firm", "--lang", "en"), None, {"LANG": "C"}, "en"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_the_language_is_the_one_named_else_the_workspaces_else_the_systems(
    tmp_path: Path,
    arguments: tuple[str, ...],
    workspace: str | None,
    environment: dict[str, str],
    expected: str,
) -> None:
    write_workspace(tmp_path / "firm", {"a": GOOD})
    folder = tmp_path / "work" / "roles"
    folder.mkdir(parents=True)
    if workspace is not None:
        (tmp_path / "work/posada.yaml").write_text(SETTINGS + workspace, "utf-8")
    else:
        folder = tmp_path
    done = posada(
        "build", *arguments, "--help", cwd=folder, **{"POSADA_LANG": "", **SYSTEM, **environment}
    )
    assert done.stdout.startswith(SPEAKS[expected])


@pytest.mark.parametrize("arguments", [(), ("--lang",), ("-w",), ("--lang", "xx", "--", "-")])
def test_whatever_is_typed_the_choice_of_a_language_stops_nothing(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = posada("completion", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_settings_file_that_cannot_be_read_leaves_the_systems_language(tmp_path: Path) -> None:
    (tmp_path / "posada.yaml").write_bytes(b"\xff\xfe\x00language: \xd1\n")
    assert posada("build", "--help", cwd=tmp_path, POSADA_LANG="").returncode == 0
    (tmp_path / "posada.yaml").unlink()
    (tmp_path / "posada.yaml").symlink_to("posada.yaml")
    done = posada("build", "--help", cwd=tmp_path, POSADA_LANG="", LC_ALL="C")
    assert done.stdout.startswith("Usage:")


LIBRARY = """\
import gettext, os
from pathlib import Path
import click
import generator
before = gettext.textdomain(), dict(os.environ)
generator.check(Path())
from generator.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
assert (gettext.textdomain(), dict(os.environ)) == before
assert gettext.gettext("Usage:") == "Usage:"
"""


def test_a_program_that_uses_the_package_keeps_its_own_words(tmp_path: Path) -> None:
    write_workspace(tmp_path, {"a": GOOD})
    done = subprocess.run(
        [sys.executable, "-c", LIBRARY],
        cwd=tmp_path,
        env={"PATH": "", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "LANGUAGE": "fr"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Використання:")


@pytest.mark.parametrize("language", LANGUAGES)
def test_completion_explains_in_the_language_of_the_workspace(
    tmp_path: Path, language: str
) -> None:
    write_workspace(tmp_path, {}, f"{SETTINGS}language: {language}\n")
    done = posada(
        cwd=tmp_path, POSADA_LANG="", _POSADA_COMPLETE="zsh_complete", COMP_WORDS="posada che",
        COMP_CWORD="1",
    )  # fmt: skip
    assert done.stdout.splitlines() == ["plain", "check", catalogue(language)["help"]["check"]]


def test_an_interrupted_command_says_so_in_ukrainian(capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl+C while Click holds the reins."""
    from generator.cli.language import spoken

    @click.command()
    def interrupted() -> None:
        raise KeyboardInterrupt

    with spoken("uk"), pytest.raises(SystemExit) as ended:
        interrupted([])
    assert ended.value.code == 1
    assert capsys.readouterr().err.strip() == "Перервано."


def test_the_command_itself_is_callable_more_than_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["nope", "--lang", "uk"])
        assert ended.value.code == 2
        assert "Помилка: " in capsys.readouterr().err
