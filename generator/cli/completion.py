"""`posada completion`: the completion script of a shell."""

from __future__ import annotations

import click

from generator.cli.options import subcommand


@subcommand("completion", "bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Prints the script: `posada completion bash >> ~/.bashrc`."""
    from click.shell_completion import get_completion_class

    completer = get_completion_class(shell)
    assert completer is not None
    root = context.find_root().command
    click.echo(completer(root, {}, "posada", "_POSADA_COMPLETE").source())
