"""`blamelint check`: lint drafts."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from blamelint.cli.changed import diff_options, wanted_changes
from blamelint.cli.door import Exit, State, complain
from blamelint.cli.options import color_option, config_options, resolver, word_list
from blamelint.cli.progress import Progress
from blamelint.config.explain import settings
from blamelint.config.model import Config, Level
from blamelint.config.resolve import Resolver
from blamelint.document.model import Document, Source
from blamelint.emit import FORMATS
from blamelint.emit.cells import visible
from blamelint.emit.markdown import STEP_SUMMARY_LIMIT, page
from blamelint.emit.outlet import ColorChoice, Outlet, current_outlet
from blamelint.errors import Failure
from blamelint.lint.changed import Lines, on_changed_lines
from blamelint.run.diff import Changes, fitting
from blamelint.run.discover import discover
from blamelint.run.files import read_file, read_stdin
from blamelint.run.output import write_whole
from blamelint.run.report import Report
from blamelint.run.runner import Job, Linted, run
from blamelint.run.session import Session

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft to lint, with its config."""

    label: str
    config: Config
    from_stdin: bool = False
    changed: Lines | None = None
    """The lines to say something about; None is all of them."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH... | -]")
@click.option("--select", multiple=True, callback=word_list, metavar="RULES", help="Run only these rules.")
@click.option("--ignore", multiple=True, callback=word_list, metavar="RULES", help="Leave these rules out.")
@config_options
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info", "never"]),
    help="Exit with 1 on findings of this severity and above.  [default: error]",
)  # fmt: skip
@click.option("--exit-zero", is_flag=True, help="Exit with 0 instead of 1 (never instead of 2).")
@click.option(
    "--output-format", type=click.Choice(list(FORMATS)), default=next(iter(FORMATS)), show_default=True,
    envvar="BLAMELINT_OUTPUT_FORMAT", show_envvar=True, help="How to write the findings.",
)  # fmt: skip
@click.option(
    "--output-file", type=click.Path(dir_okay=False, path_type=Path), metavar="PATH",
    help="Write the findings to this file, all of them or none, instead of standard output.",
)  # fmt: skip
@color_option
@diff_options
@click.option("--stdin-filename", metavar="PATH", help="What the draft on standard input is called.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files also where they are named.")
@click.option("-q", "--quiet", is_flag=True, help="Findings only: no summary, no progress.")
@click.option("-v", "--verbose", is_flag=True, help="Say where settings come from; show tracebacks.")
@click.pass_obj
def check(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    output_format: str,
    output_file: Path | None,
    color: ColorChoice,
    diff_base: str | None,
    diff: str | None,
    stdin_filename: str | None,
    force_exclude: bool,
    exit_zero: bool,
    quiet: bool,
    verbose: bool,
    **config_values: Any,  # noqa: ANN401 (options have many types)
) -> int:
    """Lint drafts: files, folders (default: the current one), or `-` for standard input.

    RULES are codes (BL301), beginnings of codes (BL3), names, groups, families or ALL; separate several by commas.
    """
    state.verbose = verbose
    if output_file is not None and not output_file.parent.is_dir():
        raise click.UsageError(f"There is no folder {str(output_file.parent)!r} for --output-file.")
    started = time.perf_counter()
    configs = resolver(**config_values)
    changes = wanted_changes(diff_base, diff, paths, stdin_filename)
    found = list(_drafts(paths, configs, stdin_filename, changes, force_exclude=force_exclude))
    drafts = [draft for draft in found if isinstance(draft, Draft)]
    progress = Progress(shown=not quiet, verbose=verbose)
    session = Session()
    for config in {id(draft.config): draft.config for draft in drafts}.values():
        session.prepare(config)
        if verbose:
            _tell_settings(config)
    try:
        report = run(
            [_job(draft, session) for draft in drafts],
            session.tool,
            [failure for failure in found if isinstance(failure, Failure)],
            progress,
        )
    finally:
        progress.ends()
    if output_file is None:
        _write(report, output_format, current_outlet(sys.stdout, color, quiet=quiet))
    else:
        with io.StringIO() as nobody:
            outlet = current_outlet(nobody, color, quiet=quiet)
        write_whole(output_file, FORMATS[output_format](report, outlet))
    _complain_of_failures(report)
    if output_format == "github":
        _write_step_summary(report)
    if verbose:
        complain(f"{len(drafts)} drafts in {time.perf_counter() - started:.2f} s")
    return _status(report, drafts, exit_zero=exit_zero)


def _drafts(
    paths: Sequence[str],
    configs: Resolver,
    stdin_filename: str | None,
    changes: Changes | None,
    *,
    force_exclude: bool,
) -> Iterator[Draft | Failure]:
    drafts = _all_drafts(paths, configs, stdin_filename, changes, force_exclude=force_exclude)
    for draft in drafts:
        lines = changes.of(draft.label) if changes is not None and isinstance(draft, Draft) else None
        if lines is None or isinstance(draft, Failure):
            yield draft
        elif isinstance(lines, Failure):
            yield lines
        elif lines:
            yield replace(draft, changed=lines)


def _all_drafts(
    paths: Sequence[str],
    configs: Resolver,
    stdin_filename: str | None,
    changes: Changes | None,
    *,
    force_exclude: bool,
) -> Iterator[Draft | Failure]:
    if STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("'-' stands for the only draft; give it alone.")
        yield from _stdin_draft(configs, stdin_filename, force_exclude=force_exclude)
        return
    if changes is not None and not paths:
        files = changes.drafts(configs.for_folder)
    else:
        files = discover(paths or (os.curdir,), configs.for_folder, force_exclude=force_exclude)
    for file in files:
        yield file if isinstance(file, Failure) else Draft(file, configs.for_file(file))


def _stdin_draft(configs: Resolver, name: str | None, *, force_exclude: bool) -> Iterator[Draft]:
    config = configs.for_file(name or STDIN)
    if not (name and force_exclude and config.exclude.matches_within(Path.cwd() / name, config.base or Path.cwd())):
        yield Draft(name or STDIN, config, from_stdin=True)


def _job(draft: Draft, session: Session) -> Job:
    def read() -> Source | Failure:
        source = read_stdin(draft.label) if draft.from_stdin else read_file(draft.label)
        return source if draft.changed is None or isinstance(source, Failure) else fitting(source, draft.changed)

    def lint(document: Document) -> Linted:
        linted = session.lint(document, draft.config)
        if draft.changed is None:
            return linted
        rules = session.rules(draft.config)
        return replace(linted, findings=on_changed_lines(linted.findings, document, draft.changed, rules))

    return Job(draft.label, read, lint)


def _write(report: Report, form: str, outlet: Outlet) -> None:
    for piece in FORMATS[form](report, outlet):
        # Piece by piece: one great write can lose the news that nobody reads any more.
        click.echo(piece, nl=False, color=outlet.color)


def _complain_of_failures(report: Report) -> None:
    for failure in report.failures:
        complain(f"{visible(failure.path) or repr(failure.path)}: {visible(failure.message)}")


def _write_step_summary(report: Report) -> None:
    """Put the full list where GitHub says that it shows it, for it shows few of the annotations."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        try:
            with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(page(report, STEP_SUMMARY_LIMIT))
        except OSError as error:
            complain(f"the summary page of the step cannot be written: {error.strerror}")


def _status(report: Report, drafts: Sequence[Draft], *, exit_zero: bool) -> Exit:
    """2 when a file could not be linted, 1 when a file has findings that its own config calls too loud, else 0."""
    if report.failures:
        return Exit.FAILED
    limits = {draft.label: draft.config.fail_on for draft in drafts}
    loud = any(
        (limit := limits[file.path]) is not None and finding.severity >= limit
        for file in report.files
        for finding in file.findings
    )
    return Exit.FINDINGS if loud and not exit_zero else Exit.CLEAN


def _tell_settings(config: Config) -> None:
    """Name on standard error every setting that is not blamelint's own."""
    for setting in settings(config):
        if setting.origin.level not in (Level.DEFAULT, Level.PROFILE):
            complain(f"{setting.key} = {setting.value}   ({setting.origin})")
