"""`github`: workflow commands, which GitHub Actions shows as annotations in the diff.

GitHub shows at most ten errors, ten warnings and ten notices a step, so the loudest come first; the full list goes
to the step's summary page, in the format `markdown`.
Source: GitHub documentation, "Workflow commands for GitHub Actions"; actions/toolkit `core/src/command.ts` (escapes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blamelint.emit.cells import escaped
from blamelint.emit.outlet import Outlet
from blamelint.emit.paths import from_root
from blamelint.emit.words import bounded, loudest_first
from blamelint.errors import Failure
from blamelint.finding import Finding, Severity
from blamelint.run.report import FileReport, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One command for each failure and each finding, errors first; nothing for a clean report."""
    for failure in report.failures:
        yield _failure_command(failure, outlet)
    for file, finding in loudest_first(report):
        yield _finding_command(file, finding, outlet)


def _finding_command(file: FileReport, finding: Finding, outlet: Outlet) -> str:
    start, end = file.source.lines.position(finding.span.start), file.source.lines.position(finding.span.end)
    properties: dict[str, str | int] = {
        "file": from_root(file.path, outlet),
        "line": start.line + 1,
        "endLine": end.line + 1,
    }
    if start.line == end.line:
        # GitHub drops an annotation with columns on two lines.
        properties |= {"col": start.column + 1, "endColumn": end.column + 1}
    properties["title"] = f"{finding.rule} {finding.name}"
    message = "\n".join(bounded(text) for text in (finding.message, finding.question) if text)
    return _command(_COMMANDS[finding.severity], properties, message)


def _failure_command(failure: Failure, outlet: Outlet) -> str:
    properties = {"file": from_root(failure.path, outlet), "title": f"blamelint: {failure.code}"}
    return _command("error", properties, bounded(failure.message))


def _command(name: str, properties: Mapping[str, str | int], message: str) -> str:
    pairs = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {pairs}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return escaped(_data(text).replace(":", "%3A").replace(",", "%2C"))
