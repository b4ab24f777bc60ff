"""Options that several commands share, and the resolver of configs that they make."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from blamelint.config.keys import PROFILES
from blamelint.config.resolve import Resolver, command_line
from blamelint.emit.outlet import ColorChoice

Function = TypeVar("Function", bound=Callable[..., Any])


def config_options(function: Function) -> Function:
    """`--profile`, `--config` and `--isolated`."""
    for option in (
        click.option("--isolated", is_flag=True, help="Use no config file."),
        click.option(
            "config_file", "--config", type=click.Path(path_type=Path), metavar="PATH",
            help="Use this config file for all drafts instead of the nearest one.",
        ),
        click.option("--profile", type=click.Choice(PROFILES), help="The set of severities to start from."),
    ):  # fmt: skip
        function = option(function)
    return function


def color_option(function: Function) -> Function:
    """`--color`."""
    return click.option(
        "--color", type=click.Choice(ColorChoice, case_sensitive=False), default=ColorChoice.AUTO, show_default=True,
        help="Colour for people; the other formats never have any.",
    )(function)  # fmt: skip


def resolver(config_file: Path | None, *, isolated: bool, **said: Any) -> Resolver:  # noqa: ANN401 (options have many types)
    """The resolver for what the command line says.

    Errors: UsageError where two options exclude each other or a value is none.
    """
    if isolated and config_file is not None:
        raise click.UsageError("--isolated uses no config file, and --config names one; give one of the two.")
    return Resolver(command_line(said), config_file=config_file, isolated=isolated)


def word_list(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    """The words of a repeatable option that also takes commas; None when it is not given.

    Errors: BadParameter when it is given and holds no word: to run all rules by mistake would look like success.
    """
    words = [word for value in values for word in value.replace(",", " ").split()]
    if values and not words:
        raise click.BadParameter("names no rule.")
    return words or None
