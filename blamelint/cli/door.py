"""What every command has in common: how a run ends, what errors look like, where colour comes from."""

from __future__ import annotations

import io
import os
import shlex
import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

import click

from blamelint.emit.cells import escaped
from blamelint.errors import BlamelintError, nearest, one_line


class Exit(IntEnum):
    """The exit statuses; a count of findings is never one."""

    CLEAN = 0
    """Nothing found at or above the threshold."""
    FINDINGS = 1
    FAILED = 2
    """The run, or a part of it, could not be carried out."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    """The reader of our output went away, as with `blamelint check | head -1`."""


@dataclass(slots=True)
class State:
    """What a command tells the door about itself while it runs."""

    verbose: bool = False
    """Show tracebacks."""


class Door(click.Group):
    """A group of commands that never ends in a traceback, nor complains when its output is no longer read."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; for one that is not there, the nearest, or how to lint the file of that name."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            close = nearest(args[0], self.list_commands(ctx))
            if close is not None:
                ctx.fail(f"No such command {args[0]!r}. Did you mean {close!r}?")
            if Path(args[0]).exists():
                ctx.fail(f"No such command {args[0]!r}. To lint the draft: blamelint check {shlex.quote(args[0])}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> NoReturn:
        """Run the command, and end with an `Exit`."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            ctx.exit(Exit.BROKEN_PIPE)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BlamelintError as error:
            complain(str(error))
            ctx.exit(Exit.FAILED)
        except Exception as error:
            complain_of_bug(error, verbose=isinstance(ctx.obj, State) and ctx.obj.verbose)
            ctx.exit(Exit.FAILED)
        ctx.exit(status or Exit.CLEAN)


def open_door(group: Door, arguments: Iterable[str] | None) -> NoReturn:
    """Run `group` with `arguments` (None: those of the process) and leave the process with its exit status."""
    _speak_utf8()
    try:
        status = group.main(
            args=None if arguments is None else list(arguments),
            prog_name="blamelint",
            standalone_mode=False,
            obj=State(),
        )
    except click.ClickException as error:
        error.show()
        status = Exit.FAILED
    except click.Abort:
        status = Exit.INTERRUPTED
    sys.exit(int(status))


def complain(message: str) -> None:
    """Say on standard error why the run, or one file of it, failed."""
    click.echo("\n".join(escaped(line) for line in f"blamelint: {message}".split("\n")), err=True)


def complain_of_bug(error: Exception, *, verbose: bool) -> None:
    """Say that blamelint itself is at fault, with the traceback where it was asked for."""
    if verbose:
        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    hint = "" if verbose else " (-v shows the traceback)"
    complain(f"internal error: {one_line(error)}{hint}")


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; what UTF-8 cannot say is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_output() -> None:
    """Let the interpreter's last flush succeed although nobody reads."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
