"""The command line: one module per command, each imported only when it is used, so `--help` stays quick.

Little is imported before `main`, and much within it, so that Ctrl+C is heard there from the beginning.
"""

from __future__ import annotations

import os
import sys
from typing import Any, Final, NoReturn

COMMANDS: Final = (
    "init", "new", "check", "rules", "classifier", "build", "staff", "competency",
    "review", "diff", "approve", "reject", "publish", "acknowledge", "status", "history", "remarks", "withdraw",
    "verify", "export",
    "show", "format", "schema", "doctor", "completion",
)  # fmt: skip

STOPPED: Final = 130
"""The exit status of a command that Ctrl+C has ended: 128 and the number of the signal, as shells have it."""

_ONE_PRESS_SECONDS: Final = 1.0
"""How long after Ctrl+C does another one mean the same? While the command ends, which takes a fraction of that."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Entry point of the command `posada`; with `arguments` for a program, whose signals are left as they are."""
    is_command = arguments is None
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if is_command:
            _hear_interrupts()
        _open_streams()
        sys.exit(_run(given))
    except KeyboardInterrupt:
        _end(STOPPED, _word(given, "main.stopped"))
    except OSError as error:
        if not _is_of_stream(error):
            raise
        _end(1, _word(given, "main.unwritten", error))
    finally:
        if is_command:
            _leave_interrupts()


def _run(arguments: list[str]) -> Any:
    from generator.cli.language import chosen, spoken

    with spoken(chosen(arguments)):
        from click import Abort, ClickException

        from generator.cli.group import posada

        # Click leaves out colours where nobody sees them, but does not know this agreement (no-color.org).
        color = False if os.environ.get("NO_COLOR") else None
        try:
            return posada.main(arguments, "posada", standalone_mode=False, color=color)
        except Abort:
            raise KeyboardInterrupt from None
        except ClickException as error:
            error.show()
            return error.exit_code


def _hear_interrupts() -> None:
    """Ctrl+C is heard once, so that another, pressed at once, does not disturb how the command ends."""
    import signal
    from time import monotonic

    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        return
    heard = -_ONE_PRESS_SECONDS

    def hear(*_: object) -> None:
        nonlocal heard
        # Not for ever: Python loses the interrupt where an exception cannot be raised, as in a finaliser.
        if monotonic() - heard >= _ONE_PRESS_SECONDS:
            heard = monotonic()
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, hear)


def _leave_interrupts() -> None:
    """All is done and said; Ctrl+C would only make Python show where in its own end it was."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _open_streams() -> None:
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by who started us. A new file takes the lowest free number, which is that of the stream.
            # Not pathlib, which would be loaded for this alone; not closed, as it stands in for the stream to the end.
            nothing = open(os.devnull, "r" if name == "stdin" else "w")  # noqa: PTH123, SIM115
            os.set_inheritable(nothing.fileno(), True)
            setattr(sys, name, nothing)
    # A Windows console may not be UTF-8; a message must not stop the program there.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _is_of_stream(error: OSError) -> bool:
    """Whether stdout or stderr did not take what was written: only Click and Rich write there, and nowhere else."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    module = trace.tb_frame.f_globals["__name__"] if trace else ""
    return module.partition(".")[0] in ("click", "rich")


def _word(arguments: list[str], key: str, error: OSError | None = None) -> str:
    from generator.cli.language import chosen
    from generator.issue import Phrase
    from generator.messages import say, system_reason

    language = chosen(arguments)
    reason = system_reason(error) if error else ""
    if isinstance(reason, Phrase):
        reason = say(language, reason)
    return say(language, key, reason=reason)


def _end(status: int, word: str) -> NoReturn:
    """Say a last word, if it can be heard; what a stream has not taken must not fail again when Python ends."""
    for stream, last in ((sys.stdout, ""), (sys.stderr, f"{word}\n")):
        try:
            stream.write(last)
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(status)
