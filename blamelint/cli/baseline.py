"""`blamelint baseline`: accept the findings there are for now, and see what became of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from blamelint.cli.caching import cache_options
from blamelint.cli.door import Exit, State, complain
from blamelint.cli.options import config_options, resolver
from blamelint.cli.progress import Progress
from blamelint.config.globs import absolute, shown
from blamelint.config.model import Config
from blamelint.config.resolve import Resolver
from blamelint.emit.cells import visible
from blamelint.emit.words import counted
from blamelint.errors import Failure
from blamelint.lint.baseline import Accepted, Baseline, names_of, stale
from blamelint.run.accepted import DEFAULT_NAME, draft_name, drafts_file, load, save
from blamelint.run.cache import Cache
from blamelint.run.discover import discover
from blamelint.run.files import read_file
from blamelint.run.report import Report
from blamelint.run.runner import Job, run
from blamelint.run.session import Session

Function = TypeVar("Function", bound=Callable[..., Any])
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft to lint, its config, and the baseline that it belongs to."""

    label: str
    config: Config
    baseline: Path


@click.group()
def baseline() -> None:
    """Accept the findings there are for now, so that `blamelint check` tells new ones only.

    A baseline is a JSON file that names drafts, rules and fingerprints; no words of a draft are in it. It is the
    `baseline` of the config, --baseline, or blamelint-baseline.json beside the config.
    """


def _shared(function: Function) -> Function:
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show tracebacks."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing unless something fails."),
        click.option("baseline_file", "--baseline", metavar="FILE", help="Use this baseline."),
        cache_options,
        config_options,
        click.argument("paths", nargs=-1, metavar="[PATH...]"),
    ):
        function = option(function)
    return function


@baseline.command(short_help="Accept all findings in drafts.")
@_shared
@click.pass_obj
def write(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    baseline_file: str | None,
    cache: Cache | None,
    quiet: bool,
    verbose: bool,
    **config_values: Any,  # noqa: ANN401 (options have many types)
) -> int:
    """Accept all findings in the drafts (default: those below the current folder).

    Entries of other drafts stay as they are; those of drafts that are not there any more go.
    """
    state.verbose = verbose
    configs = resolver(baseline=baseline_file, **config_values)
    drafts, failures = _found(paths or (os.curdir,), configs)
    for path in {draft.baseline for draft in drafts if draft.baseline.exists()}:
        load(path)
    report = _lint(drafts, failures, cache, progress=Progress(shown=not quiet, verbose=verbose))
    if _failed(report):
        return Exit.FAILED
    present = _present(report, drafts) or {_baseline_of(configs.for_folder(os.curdir)): {}}
    for path, linted in present.items():
        before = load(path) if path.exists() else Baseline()
        others = {name for name in before.counts if name.path not in linted and drafts_file(path, name.path)}
        new = Baseline({name: before.counts[name] for name in others} | _together(linted))
        changed = save(path, new)
        if not quiet:
            as_before = "" if changed else " (as before)"
            click.echo(f"{_told(path)} accepts {_extent(new)}{as_before}.")
    _hint(drafts, quiet=quiet)
    return Exit.CLEAN


@baseline.command(short_help="Drop what matches nothing any more.")
@_shared
@click.pass_obj
def prune(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    baseline_file: str | None,
    cache: Cache | None,
    quiet: bool,
    verbose: bool,
    **config_values: Any,  # noqa: ANN401 (options have many types)
) -> int:
    """Drop what matches nothing any more, in the drafts (default: all that the baseline names)."""
    state.verbose = verbose
    configs = resolver(baseline=baseline_file, **config_values)
    path, before, gone = _compared(paths, configs, cache, Progress(shown=not quiet, verbose=verbose))
    if gone is None:
        return Exit.FAILED
    left = Counter(before.counts) - gone
    save(path, Baseline(left))
    if not quiet:
        click.echo(f"{_told(path)}: {_findings(gone.total())} dropped, {_findings(left.total())} left.")
    return Exit.CLEAN


@baseline.command(short_help="Show what is accepted and what of it is gone.")
@_shared
@click.pass_obj
def show(
    state: State,
    /,
    *,
    paths: tuple[str, ...],
    baseline_file: str | None,
    cache: Cache | None,
    quiet: bool,
    verbose: bool,
    **config_values: Any,  # noqa: ANN401 (options have many types)
) -> int:
    """Show what the baseline accepts, by draft and rule, and what in it matches nothing any more."""
    state.verbose = verbose
    configs = resolver(baseline=baseline_file, **config_values)
    path, before, gone = _compared(paths, configs, cache, Progress(shown=not quiet, verbose=verbose))
    if gone is None:
        return Exit.FAILED
    for line in _table(before, gone):
        click.echo(line)
    if not quiet:
        click.echo(f"{_told(path)} accepts {_extent(before)}.")
        if gone:
            click.echo(f"{gone.total()} of them match nothing any more; `blamelint baseline prune` drops them.")
    return Exit.CLEAN


def _found(paths: Iterable[str], configs: Resolver) -> tuple[list[Draft], list[Failure]]:
    if STDIN in paths:
        raise click.UsageError("A baseline names files; standard input is none.")
    found = list(discover(paths, configs.for_folder))
    drafts = [_draft(file, configs) for file in found if not isinstance(file, Failure)]
    return drafts, [file for file in found if isinstance(file, Failure)]


def _draft(label: str, configs: Resolver, path: Path | None = None) -> Draft:
    config = configs.for_file(label)
    return Draft(label, config, path or _baseline_of(config))


def _baseline_of(config: Config) -> Path:
    return config.baseline or (config.base or Path.cwd()) / DEFAULT_NAME


def _lint(drafts: Sequence[Draft], failures: Iterable[Failure], cache: Cache | None, *, progress: Progress) -> Report:
    session = Session(complain, cache=cache)
    for config in {id(draft.config): draft.config for draft in drafts}.values():
        session.prepare(config)
    try:
        return run([_job(draft, session) for draft in drafts], session.tool, failures, progress)
    finally:
        progress.ends()


def _job(draft: Draft, session: Session) -> Job:
    return Job(
        draft.label,
        lambda: read_file(draft.label),
        lambda document: session.lint(document, draft.config),
        recall=lambda source, markup: session.recall(source, markup, draft.config),
    )


def _failed(report: Report) -> bool:
    """True when a draft could not be linted; then nothing is written, for its entries would be guessed."""
    for failure in report.failures:
        complain(f"{visible(failure.path) or repr(failure.path)}: {visible(failure.message)}")
    return bool(report.failures)


def _present(report: Report, drafts: Iterable[Draft]) -> dict[Path, dict[str, Counter[Accepted]]]:
    """What was found, by baseline and by the draft as the baseline calls it."""
    baselines = {draft.label: draft.baseline for draft in drafts}
    present: dict[Path, dict[str, Counter[Accepted]]] = {}
    for file in report.files:
        path = baselines[file.path]
        name = draft_name(file.path, path)
        present.setdefault(path, {})[name] = names_of(file.findings, name)
    return present


def _compared(
    paths: Sequence[str], configs: Resolver, cache: Cache | None, progress: Progress
) -> tuple[Path, Baseline, Counter[Accepted] | None]:
    """The baseline in use, what it accepts, and what of it is gone; None where drafts could not be linted."""
    path = _baseline_of(configs.for_folder(os.curdir))
    before = load(path)
    return path, before, _gone(path, before, paths, configs, cache, progress)


def _gone(
    path: Path,
    before: Baseline,
    paths: Sequence[str],
    configs: Resolver,
    cache: Cache | None,
    progress: Progress,
) -> Counter[Accepted] | None:
    """What of the baseline matches nothing any more in the drafts that `paths` name; None when some failed."""
    files = {name: file for name in before.paths if (file := drafts_file(path, name)) is not None}
    drafts = [_draft(shown(file), configs, path) for file in files.values()]
    failures: list[Failure] = []
    if paths:
        given, failures = _found(paths, configs)
        wanted = {os.path.realpath(draft.label) for draft in given}
        drafts = [draft for draft in drafts if os.path.realpath(draft.label) in wanted]
    report = _lint(drafts, failures, cache, progress=progress)
    if _failed(report):
        return None
    linted = _present(report, drafts).get(path, {})
    judged = {name: n for name, n in before.counts.items() if name.path in linted or name.path not in files}
    return stale(judged, _together(linted))


def _together(linted: Mapping[str, Counter[Accepted]]) -> dict[Accepted, int]:
    return {name: number for counts in linted.values() for name, number in counts.items()}


def _table(before: Baseline, gone: Counter[Accepted]) -> Iterator[str]:
    """One line for each rule in each draft."""
    accepted: Counter[tuple[str, str]] = Counter()
    lost: Counter[tuple[str, str]] = Counter()
    for name, number in before.counts.items():
        accepted[name.path, name.rule] += number
        lost[name.path, name.rule] += gone[name]
    for (path, rule), number in sorted(accepted.items()):
        remark = f", {lost[path, rule]} gone" if lost[path, rule] else ""
        yield f"{visible(path)}: {visible(rule)} {number}{remark}"


def _hint(drafts: Iterable[Draft], *, quiet: bool) -> None:
    """Say how `check` learns of a baseline that no config names."""
    unnamed = sorted({draft.baseline for draft in drafts if draft.config.baseline is None})
    for path in [] if quiet else unnamed:
        click.echo(f'To use it: baseline = "{path.name}" in {_told(absolute(path.parent / "blamelint.toml"))}')


def _told(path: Path) -> str:
    return visible(shown(path))


def _extent(baseline: Baseline) -> str:
    return f"{_findings(baseline.total)} in {counted(len(baseline.paths), 'draft')}"


def _findings(number: int) -> str:
    return counted(number, "finding")
