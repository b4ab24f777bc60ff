"""`blamelint check`: lint drafts."""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

import click

from blamelint.cli.accepting import Accepting, accept_options
from blamelint.cli.accepting import tell as tell_accepted
from blamelint.cli.caching import cache_options
from blamelint.cli.changed import diff_options, wanted_changes
from blamelint.cli.door import Exit, State, complain
from blamelint.cli.drafts import STDIN, Draft, find_drafts, job
from blamelint.cli.fixing import Edits, fix_options, fixing_of, preview_line, write_to_stdout
from blamelint.cli.options import color_option, config_options, resolver, word_list
from blamelint.cli.progress import Progress
from blamelint.cli.showing import Omissions, Shown, show_files, show_options, show_settings
from blamelint.config.explain import settings
from blamelint.config.model import Config, Level
from blamelint.emit import FORMATS, Emitter, preview, statistics
from blamelint.emit.cells import visible
from blamelint.emit.markdown import STEP_SUMMARY_LIMIT, page
from blamelint.emit.outlet import ColorChoice, Outlet, current_outlet
from blamelint.errors import Failure, UsageError
from blamelint.run.cache import Cache
from blamelint.run.output import write_whole
from blamelint.run.report import Report
from blamelint.run.runner import run
from blamelint.run.session import Session

COUNTED = {
    "full": statistics.emit,
    "concise": statistics.emit,
    "grouped": statistics.emit,
    "json": statistics.emit_json,
}
"""How each output format that knows --statistics writes them."""


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
@click.option("--spotter/--no-spotter", default=None, help="Let the trained second reader take part, or not.")
@diff_options
@fix_options
@accept_options
@show_options
@click.option("--stdin-filename", metavar="PATH", help="What the draft on standard input is called.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files also where they are named.")
@cache_options
@click.option("-q", "--quiet", is_flag=True, help="On standard output findings only: no summary; no progress.")
@click.option(
    "-v", "--verbose", is_flag=True,
    help="On standard error say more: settings that are not the default, files left out, time, tracebacks.",
)  # fmt: skip
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
    edits: Edits | None,
    accepting: Accepting,
    shown: Shown,
    stdin_filename: str | None,
    force_exclude: bool,
    cache: Cache | None,
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
    try:
        changes = wanted_changes(diff_base, diff, paths, stdin_filename)
    except UsageError as error:
        if edits is None or diff is None:
            raise
        # Other linters preview their edits with --diff.
        raise UsageError(f"{error} (--fix --dry-run shows what would change.)") from error
    emitter = _emitter(output_format, edits, shown)
    omissions = Omissions(wanted=verbose)
    found = list(
        find_drafts(paths, configs, stdin_filename, changes, force_exclude=force_exclude, left_out=omissions.tell)
    )
    omissions.end()
    drafts = [draft for draft in found if isinstance(draft, Draft)]
    failures = [failure for failure in found if isinstance(failure, Failure)]
    progress = Progress(shown=not quiet, verbose=verbose)
    session = Session(complain, cache=cache)
    if shown.files or shown.settings:
        show_files(drafts) if shown.files else show_settings(drafts, configs, session)
        _complain_of(failures)
        return Exit.FAILED if failures else Exit.CLEAN
    for config in {id(draft.config): draft.config for draft in drafts}.values():
        session.prepare(config)
        if accepting.baselines is not None:
            accepting.baselines.prepare(config)
        if verbose:
            _tell_settings(config)
    try:
        jobs = [
            job(draft, session, fixing_of(edits, draft), accepting.silencing_of(draft), accepting.baselines)
            for draft in drafts
        ]
        report = run(jobs, session.tool, failures, progress)
    finally:
        progress.ends()
    given_back = edits is not None and not edits.dry_run and STDIN in paths
    if given_back:
        write_to_stdout(report, left_out=not drafts)
    if output_file is None:
        stream = sys.stderr if given_back else sys.stdout
        _write(emitter(report, outlet := current_outlet(stream, color, quiet=quiet)), outlet, stream)
    else:
        with io.StringIO() as nobody:
            outlet = current_outlet(nobody, color, quiet=quiet)
        write_whole(output_file, emitter(report, outlet))
    _complain_of(report.failures)
    if not quiet:
        tell_accepted(report, accepting)
    if edits is not None and edits.dry_run:
        if not quiet:
            complain(preview_line(report))
    elif output_format == "github":
        _write_step_summary(report)
    if verbose:
        known = f", {cache.known} of them known from before" if cache is not None and cache.known else ""
        complain(f"{len(drafts)} drafts in {time.perf_counter() - started:.2f} s{known}")
    if edits is not None and edits.dry_run:
        return _status_of_preview(report, exit_zero=exit_zero)
    return _status(report, drafts, exit_zero=exit_zero)


def _emitter(output_format: str, edits: Edits | None, shown: Shown) -> Emitter:
    """What writes the report.

    Errors: UsageError where it has nothing to write what was asked for.
    """
    if edits is not None and edits.dry_run:
        if shown.statistics:
            raise click.UsageError("--dry-run shows a diff and --statistics counts; give one of the two.")
        return preview.emit
    if not shown.statistics:
        return FORMATS[output_format]
    if output_format not in COUNTED:
        raise click.UsageError(f"--statistics knows the output formats {', '.join(COUNTED)}, not {output_format}.")
    return COUNTED[output_format]


def _write(pieces: Iterable[str], outlet: Outlet, stream: TextIO) -> None:
    for piece in pieces:
        # Piece by piece: one great write can lose the news that nobody reads any more.
        click.echo(piece, file=stream, nl=False, color=outlet.color)


def _complain_of(failures: Iterable[Failure]) -> None:
    for failure in failures:
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


def _status_of_preview(report: Report, *, exit_zero: bool) -> Exit:
    """2 when a file could not be linted, 1 when a file would change, else 0."""
    if report.failures:
        return Exit.FAILED
    return Exit.FINDINGS if report.summary.applied and not exit_zero else Exit.CLEAN


def _tell_settings(config: Config) -> None:
    """Name on standard error every setting that is not blamelint's own."""
    for setting in settings(config):
        if setting.origin.level not in (Level.DEFAULT, Level.PROFILE):
            complain(f"{setting.key} = {setting.value}   ({setting.origin})")
