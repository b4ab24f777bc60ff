"""`--diff-base` and `--diff`: say nothing about what did not change."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from blamelint.run.diff import STDIN, Changes, changes_of, changes_since

Function = TypeVar("Function", bound=Callable[..., Any])
PRE_COMMIT_BASE = "PRE_COMMIT_FROM_REF"


def diff_options(function: Function) -> Function:
    """`--diff-base` and `--diff`."""
    for option in (
        click.option(
            "--diff", metavar="FILE|-",
            help="Only what this unified diff changes; without PATH in all drafts that it names.",
        ),
        click.option(
            "--diff-base", metavar="REF",
            help="Only what changed since the branch left REF, committed or not; without PATH in all changed drafts.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def wanted_changes(
    diff_base: str | None, diff: str | None, paths: Sequence[str], stdin_filename: str | None
) -> Changes | None:
    """The changes that the findings are to be about; None for all that there is.

    Errors: UsageError where options exclude each other, and as `changes_since` and `changes_of`.
    """
    if diff_base is not None and diff is not None:
        raise click.UsageError("--diff-base and --diff both say what changed; give one of the two.")
    if diff_base is not None:
        if STDIN in paths:
            raise click.UsageError("--diff-base compares files; for a draft on standard input give --diff.")
        return changes_since(_base(diff_base)).with_ignored(path for path in paths if not os.path.isdir(path))  # noqa: PTH112
    if diff is None:
        return None
    if STDIN in paths and (diff == STDIN or stdin_filename is None):
        raise click.UsageError(
            "the draft and the diff cannot both come from standard input."
            if diff == STDIN
            else "--diff needs --stdin-filename to know which of its files is on standard input."
        )
    return changes_of(diff, stdin_filename)


def _base(ref: str) -> str:
    """What to compare with: where pre-commit compares two commits, HEAD is already the newer one."""
    return (ref == "HEAD" and os.environ.get(PRE_COMMIT_BASE)) or ref
