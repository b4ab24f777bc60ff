"""`--show-files` and `--show-settings`: what a run would be about, without the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import click

from blamelint.cli.door import complain
from blamelint.cli.drafts import Draft
from blamelint.config.explain import excluder, idle, rules, settings
from blamelint.config.model import Config
from blamelint.config.resolve import Resolver
from blamelint.emit.cells import escaped
from blamelint.emit.words import counted
from blamelint.run.discover import LeftOut
from blamelint.run.session import Session

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown in place of the findings."""

    statistics: bool
    files: bool
    settings: bool


def show_options(function: Function) -> Function:
    """`--statistics`, `--show-files` and `--show-settings`, handed over as `shown`."""

    @wraps(function)
    def with_shown(*args: Any, statistics: bool, show_files: bool, show_settings: bool, **values: Any) -> Any:  # noqa: ANN401
        if show_files and show_settings:
            raise click.UsageError("--show-files and --show-settings both stop before linting; give one of the two.")
        return function(*args, shown=Shown(statistics, show_files, show_settings), **values)

    for option in (
        click.option("--show-settings", is_flag=True, help="Show every setting and where it comes from, and stop."),
        click.option(
            "--show-files", is_flag=True,
            help="Show which files would be linted, with -v also why others would not, and stop.",
        ),
        click.option("--statistics", is_flag=True, help="Count the findings by rule instead of showing them."),
    ):  # fmt: skip
        with_shown = option(with_shown)
    return cast("Function", with_shown)


class Omissions:
    """Tells why files below the given folders are not linted, where that was asked for."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._others = 0

    def tell(self, left: LeftOut) -> None:
        """Name what is excluded with the pattern that does it; count what no pattern includes."""
        if not self._wanted:
            return
        if not left.included:
            self._others += 1
            return
        by = excluder(left.config, left.path, left.top, folder=left.folder)
        why = f"{by.key} {by.value}   ({by.origin})" if by is not None else "excluded"
        complain(f"not linted: {left.label}{os.sep if left.folder else ''}: {why}")

    def end(self) -> None:
        """Sum up."""
        if self._others:
            complain(f"not linted: {counted(self._others, 'file')} that no pattern of `include` names")


def show_files(drafts: Sequence[Draft]) -> None:
    """One path a line, as reports name it."""
    for draft in drafts:
        click.echo(escaped(draft.label))


def show_settings(drafts: Sequence[Draft], configs: Resolver, session: Session) -> None:
    """The settings of each config that is in force for some draft; without drafts, those of the current folder."""
    grouped: dict[int, tuple[Config, list[str]]] = {}
    for draft in drafts:
        grouped.setdefault(id(draft.config), (draft.config, []))[1].append(draft.label)
    for number, (config, labels) in enumerate(grouped.values() or [(configs.for_folder(os.curdir), [])]):
        if number:
            click.echo()
        if labels:
            others = f" and {counted(len(labels) - 1, 'more file')}" if labels[1:] else ""
            click.echo(f"# for {escaped(labels[0])}{others}")
        for line in _lines(config, session):
            click.echo(escaped(line))


def _lines(config: Config, session: Session) -> list[str]:
    known = session.rules(config)
    lines = [f"{setting.key} = {setting.value}   ({setting.origin})" for setting in settings(config)]
    lines += ["", "# rules"]
    for rule in rules(config, tuple(known)):
        word = rule.severity.word if rule.severity is not None else "off"
        by = f", by {rule.selector}" if rule.selector else ""
        lines.append(f'{rule.code} = "{word}"   ({rule.origin}{by})   {rule.name}')
    lines += [f"# {one.key} does nothing: the rule is off   ({one.origin})" for one in idle(config, tuple(known))]
    return lines
