"""`blamelint completion SHELL`: the script that lets a shell complete commands, options and rule codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = tuple(shell for shell in ("bash", "zsh", "fish", "powershell") if get_completion_class(shell) is not None)


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    r"""Print the completion script of a SHELL.

    \b
    bash:  eval "$(blamelint completion bash)"      in ~/.bashrc
    zsh:   eval "$(blamelint completion zsh)"       in ~/.zshrc
    fish:  blamelint completion fish | source       in ~/.config/fish/config.fish
    """
    complete = get_completion_class(shell)
    assert complete is not None, "the argument admits only shells that click knows"
    click.echo(complete(ctx.find_root().command, {}, "blamelint", "_BLAMELINT_COMPLETE").source())
