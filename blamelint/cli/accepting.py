"""`--baseline`, `--no-baseline` and `--add-directives`: findings that are to stay, and are told no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from blamelint.cli.door import complain
from blamelint.cli.drafts import Draft
from blamelint.config.globs import shown
from blamelint.emit.cells import visible
from blamelint.emit.words import counted
from blamelint.lint.silence import bad_in
from blamelint.run.accepted import Baselines
from blamelint.run.report import Report
from blamelint.run.silencing import Silencing, in_file

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Accepting:
    """What the command line says about findings that are to stay."""

    baselines: Baselines | None
    """None where no baseline is to be used."""
    reason: str | None
    """For the directives to write; None for none."""

    def silencing_of(self, draft: Draft) -> Silencing | None:
        """The directives to write into `draft`."""
        if self.reason is None or draft.config.fail_on is None:
            return None
        return in_file(draft.config.fail_on, self.reason, draft.config.base or Path.cwd())


def accept_options(function: Function) -> Function:
    """`--baseline`, `--no-baseline` and `--add-directives`, handed over as `accepting`, and `baseline` as it is.

    Shape: stands below `fix_options`, whose edits cannot go together with directives.
    Errors: UsageError where two options exclude each other or the reason is none.
    """

    @wraps(function)
    def with_accepting(*args: Any, no_baseline: bool, add_directives: str | None, **values: Any) -> Any:  # noqa: ANN401
        if no_baseline and values["baseline"] is not None:
            raise click.UsageError("--no-baseline uses none, and --baseline names one; give one of the two.")
        if add_directives is not None:
            _check(add_directives, values)
        reason = " ".join(add_directives.split()) if add_directives is not None else None
        return function(*args, accepting=Accepting(None if no_baseline else Baselines(), reason), **values)

    for option in (
        click.option(
            "--add-directives", metavar="REASON",
            help="Write a directive with this reason beside every finding that --fail-on is about.",
        ),
        click.option("--no-baseline", is_flag=True, help="Tell accepted findings, too."),
        click.option(
            "--baseline", metavar="FILE", help="Leave out findings that this file accepts; see `blamelint baseline`."
        ),
    ):  # fmt: skip
        with_accepting = option(with_accepting)
    return cast("Function", with_accepting)


def tell(report: Report, accepting: Accepting) -> None:
    """Say on standard error what the findings told are short of."""
    written = sum(file.silenced for file in report.files)
    if accepting.reason is not None:
        drafts = sum(bool(file.silenced) for file in report.files)
        what = f"directives written for {counted(written, 'finding')} in {counted(drafts, 'file')}"
        complain(what if written else "no directives to write")
    for used in accepting.baselines.used if accepting.baselines is not None else ():
        name = visible(shown(used.path))
        if covered := sum(used.accepted.values()):
            complain(f"{name} accepts {counted(covered, 'finding')}")
        if gone := used.gone.total():
            lost = counted(gone, "accepted finding")
            complain(f"{name}: {lost} no longer there (blamelint baseline prune)")


def _check(reason: str, values: dict[str, Any]) -> None:
    """Refuse what cannot go with --add-directives."""
    if (bad := bad_in(reason)) is not None:
        raise click.UsageError(f"The reason for --add-directives will not do: {bad}.")
    others: Iterable[tuple[str, str]] = (
        ("diff_base", "--diff-base"),
        ("diff", "--diff"),
        ("edits", "--fix"),
    )
    for key, name in others:
        if values.get(key) is not None:
            raise click.UsageError(f"--add-directives and {name} both have a say about lines; run one after the other.")
    if "-" in values.get("paths", ()):
        raise click.UsageError("--add-directives writes into files; standard input is none.")
