"""`pylint`: `path:line: [CODE] message`, which many editors and CI servers read already."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import escaped
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import bounded, told
from blamelint.run.report import Report

_FATAL = "F0001"
"""What pylint itself says about a module that it could not look at."""


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """One line for each finding and each failure; nothing for a clean report."""
    for file in report.files:
        for finding in file.findings:
            line = file.source.lines.line_of(finding.span.start) + 1
            yield f"{escaped(file.path)}:{line}: [{finding.rule}] {told(finding)}\n"
    for failure in report.failures:
        yield f"{escaped(failure.path)}:1: [{_FATAL}] {bounded(failure.message)}\n"
