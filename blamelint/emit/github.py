"""`github`: workflow commands, which GitHub Actions shows as annotations in the diff.

GitHub shows at most ten errors, ten warnings and ten notices a step, so the loudest come first; the full list goes
to the step's summary page.
Source: GitHub documentation, "Workflow commands for GitHub Actions"; actions/toolkit `core/src/command.ts` (escapes).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from blamelint.emit.cells import escaped, visible
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import closing_line, place
from blamelint.errors import Failure
from blamelint.finding import Finding, Severity
from blamelint.run.report import FileReport, Report

STEP_SUMMARY_LIMIT = 1_000_000
"""Bytes; GitHub drops a step's page above 1 MiB."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One command for each failure and each finding, errors first; nothing for a clean report."""
    for failure in report.failures:
        yield _failure_command(failure, outlet)
    for file, finding in _loudest_first(report):
        yield _finding_command(file, finding, outlet)


def step_summary(report: Report) -> str:
    """The full list as a Markdown page, for the file that `GITHUB_STEP_SUMMARY` names."""
    lines = ["### blamelint", "", closing_line(report), ""]
    if report.summary.findings:
        lines += ["| Severity | Place | Rule | Finding |", "| --- | --- | --- | --- |"]
    size = sum(len(line.encode()) + 1 for line in lines)
    for file, finding in _loudest_first(report):
        where, what = _cell(place(file, finding)), _cell(finding.message)
        row = f"| {finding.severity.word} | {where} | {finding.rule} `{finding.name}` | {what} |"
        size += len(row.encode("utf-8", "replace")) + 1
        if size > STEP_SUMMARY_LIMIT:
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _loudest_first(report: Report) -> list[tuple[FileReport, Finding]]:
    found = [(file, finding) for file in report.files for finding in file.findings]
    return sorted(found, key=lambda pair: -pair[1].severity)


def _finding_command(file: FileReport, finding: Finding, outlet: Outlet) -> str:
    start, end = file.source.lines.position(finding.span.start), file.source.lines.position(finding.span.end)
    properties: dict[str, str | int] = {
        "file": _workspace_path(file.path, outlet),
        "line": start.line + 1,
        "endLine": end.line + 1,
    }
    if start.line == end.line:
        # GitHub drops an annotation with columns on two lines.
        properties |= {"col": start.column + 1, "endColumn": end.column + 1}
    properties["title"] = f"{finding.rule} {finding.name}"
    message = "\n".join(visible(text) for text in (finding.message, finding.question) if text)
    return _command(_COMMANDS[finding.severity], properties, message)


def _failure_command(failure: Failure, outlet: Outlet) -> str:
    properties = {"file": _workspace_path(failure.path, outlet), "title": f"blamelint: {failure.code}"}
    return _command("error", properties, visible(failure.message))


def _command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return escaped(_data(text).replace(":", "%3A").replace(",", "%2C"))


def _cell(text: str) -> str:
    """Untrusted words as one Markdown table cell in which nothing is markup."""
    escaped = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{sign}" if sign in "\\`*_[]|~#!@" else sign for sign in escaped)


def _workspace_path(path: str, outlet: Outlet) -> str:
    """The path from the workspace's root with forward slashes, which is how GitHub finds the file in the diff."""
    root = Path(os.path.normpath(outlet.workspace or Path.cwd()))
    whole = Path(os.path.normpath(Path.cwd() / path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else Path(path).as_posix()
