"""The group of commands, and the way in from the shell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

import click

from blamelint import __version__
from blamelint.cli.baseline import baseline
from blamelint.cli.check import check
from blamelint.cli.completion import completion
from blamelint.cli.door import Door, open_door
from blamelint.cli.explain import explain
from blamelint.cli.lsp import lsp
from blamelint.cli.rules import rules
from blamelint.cli.test import test

HELP_WIDTH = 100


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": HELP_WIDTH})
@click.version_option(__version__, prog_name="blamelint", message="%(prog)s %(version)s")
def app() -> None:
    """Point at wording in incident reviews that blames people instead of explaining systems.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 something could not be carried out.
    """


for command in (check, baseline, explain, rules, test, lsp, completion):
    app.add_command(command)


def main(arguments: Iterable[str] | None = None) -> NoReturn:
    """Run the command line `arguments` (None: those of the process) and leave the process."""
    open_door(app, arguments)
