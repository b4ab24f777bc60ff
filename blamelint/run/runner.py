"""The runner: files in, a report out. One broken file never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from blamelint.document.formats import format_of, parse
from blamelint.document.model import Document, Format, Source
from blamelint.errors import BlamelintError, Failure, one_line
from blamelint.finding import Finding
from blamelint.lint.fix import fix
from blamelint.lint.silence import silence
from blamelint.run.fixing import Fixing
from blamelint.run.report import FileReport, Report, Tool
from blamelint.run.silencing import Silencing


@dataclass(frozen=True, slots=True)
class Linted:
    """What linting one document gives."""

    findings: tuple[Finding, ...]
    suppressed: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One draft to lint."""

    label: str
    """How the report names it; its suffix says which format it has."""
    read: Callable[[], Source | Failure]
    lint: Callable[[Document], Linted]
    fixing: Fixing | None = None
    """The edits to carry out; None leaves the draft as it is."""
    silencing: Silencing | None = None
    """The findings to write directives for; None leaves the draft as it is. Not together with `fixing`."""
    recall: Callable[[Source, Format], Linted | None] = lambda _source, _format: None
    """What `lint` would give, where that is known without reading the markup."""


class Watcher(Protocol):
    """Looks on while a run goes; never changes what it gives."""

    def begins(self, job: Job, number: int, total: int) -> None:
        """The run comes to `job`, the `number`th of `total`, counted from 1."""

    def crashed(self, job: Job, error: Exception) -> None:
        """The run failed on `job` through a mistake of blamelint's own; the report says so in one line."""


def run(
    jobs: Sequence[Job], tool: Callable[[], Tool], failures: Iterable[Failure] = (), watcher: Watcher | None = None
) -> Report:
    """The report of all jobs, in their order, with `failures` of those that could not even be named first.

    Errors: BlamelintError (a model that does not load, a broken rule) ends the run: it would end every other file too.
    """
    files: list[FileReport] = []
    failed = list(failures)
    for number, job in enumerate(jobs, 1):
        if watcher is not None:
            watcher.begins(job, number, len(jobs))
        for done in _carry_out(job, watcher):
            if isinstance(done, Failure):
                failed.append(done)
            else:
                files.append(done)
    return Report(tool(), tuple(files), tuple(failed))


def format_for(label: str) -> Format:
    """The format of the draft called `label`: standard input is Markdown, what has no reader plain text."""
    return Format.MARKDOWN if label == "-" else format_of(label) or Format.PLAIN


def _carry_out(job: Job, watcher: Watcher | None) -> tuple[FileReport | Failure, ...]:
    """The job's report, or its failure; both where the draft was linted and its edits could not be written."""
    try:
        source = job.read()
        if isinstance(source, Failure):
            return (source,)
        markup = format_for(job.label)
        known = job.recall(source, markup) if job.fixing is None and job.silencing is None else None
        if known is not None:
            return (_report_of(source, markup, known),)
        document = parse(source, markup)
        linted = job.lint(document)
        if job.fixing is not None:
            return _fixed(document, linted, job, job.fixing)
        if job.silencing is not None:
            return _silenced(document, linted, job, job.silencing)
        return (_file_report(document, linted),)
    except BlamelintError:
        raise
    except Exception as error:
        if watcher is not None:
            watcher.crashed(job, error)
        return (Failure(job.label, "internal", f"blamelint failed on this file: {one_line(error)}."),)


def _fixed(document: Document, linted: Linted, job: Job, fixing: Fixing) -> tuple[FileReport | Failure, ...]:
    fixed = fix(document, linted, job.lint, fixing.least)
    if not fixed.applied and fixed.settled:
        return (_file_report(document, linted),)
    if fixed.settled:
        refused = fixing.write(document.source, fixed.document.source)
    else:
        refused = Failure(job.label, "unsettled", "Its edits bring up new ones without end; it is as it was.")
    if refused is not None:
        # Linted once more, for a baseline goes by what it was asked last.
        return (_file_report(document, job.lint(document)), refused)
    return (replace(_file_report(fixed.document, fixed.linted), applied=fixed.applied, before=document.source),)


def _silenced(document: Document, linted: Linted, job: Job, silencing: Silencing) -> tuple[FileReport | Failure, ...]:
    silenced = silence(document, linted, job.lint, silencing.limit, silencing.reason)
    if not silenced.written:
        return (_file_report(document, linted),)
    refused = silencing.write(document.source, silenced.document.source)
    if refused is not None:
        return (_file_report(document, linted), refused)
    return (replace(_file_report(silenced.document, silenced.linted), silenced=silenced.written),)


def _file_report(document: Document, linted: Linted) -> FileReport:
    return _report_of(document.source, document.format, linted)


def _report_of(source: Source, markup: Format, linted: Linted) -> FileReport:
    findings = tuple(sorted(linted.findings, key=lambda finding: finding.order))
    return FileReport(source, markup, findings, linted.suppressed)
