"""`--fix` and what belongs to it: which edits are applied, and where the edited drafts go."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from blamelint.cli.drafts import Draft
from blamelint.emit.words import counted
from blamelint.finding import Applicability
from blamelint.run.fixing import Fixing, into_file, into_report
from blamelint.run.report import Report
from blamelint.run.write import encoded

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Edits:
    """The edits that the command line asks for."""

    least: Applicability
    """The least safe ones."""
    dry_run: bool
    """Show them, and write nothing."""


def fix_options(function: Function) -> Function:
    """`--fix`, `--unsafe-fixes` and `--dry-run`, handed over as `edits`: the `Edits`, or None without --fix."""

    @wraps(function)
    def with_edits(*args: Any, fix: bool, unsafe_fixes: bool, dry_run: bool, **values: Any) -> Any:  # noqa: ANN401
        return function(*args, edits=_wanted(fix=fix, unsafe_fixes=unsafe_fixes, dry_run=dry_run), **values)

    for option in (
        click.option(
            "--dry-run", is_flag=True,
            help="With --fix: write nothing, show as a unified diff what would change, exit with 1 if anything would. "
            "(--diff, in contrast, takes a diff.)",
        ),
        click.option(
            "--unsafe-fixes", is_flag=True, help="With --fix: apply edits that change what a sentence says, too."
        ),
        click.option(
            "--fix", is_flag=True,
            help="Apply safe edits, which keep the meaning. A draft on standard input goes to standard output, its "
            "findings to standard error.",
        ),
    ):  # fmt: skip
        with_edits = option(with_edits)
    return cast("Function", with_edits)


def _wanted(*, fix: bool, unsafe_fixes: bool, dry_run: bool) -> Edits | None:
    if not fix:
        for name, given in (("--unsafe-fixes", unsafe_fixes), ("--dry-run", dry_run)):
            if given:
                raise click.UsageError(f"{name} is about the edits of --fix; give both.")
        return None
    return Edits(Applicability.UNSAFE if unsafe_fixes else Applicability.SAFE, dry_run)


def fixing_of(edits: Edits | None, draft: Draft) -> Fixing | None:
    """What becomes of the edits of `draft`."""
    if edits is None:
        return None
    if edits.dry_run or draft.from_stdin:
        return into_report(edits.least)
    return into_file(edits.least, draft.config.base or Path.cwd())


def write_to_stdout(report: Report, *, left_out: bool) -> None:
    """Give back the draft from standard input, edited or as it was; who replaces a buffer by it loses nothing.

    Shape: `left_out` says that the draft is excluded and was not read; it goes through unseen.
    """
    for file in report.files:
        click.echo(encoded(file.source), nl=False)
    if left_out:
        shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)


def preview_line(report: Report) -> str:
    """The sentence that sums up a dry run."""
    edited = sum(bool(file.applied) for file in report.files)
    applied = report.summary.applied
    if not applied:
        return "No edits to apply."
    return f"{counted(applied, 'suggestion')} would be applied in {counted(edited, 'file')}."
