"""`checkstyle`: the XML that Checkstyle writes, which Jenkins, reviewdog and many others read.

Source: Checkstyle `XMLLogger.java` (elements, attributes, severities).
"""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import escaped
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import bounded, told
from blamelint.emit.xml import HEAD, element, opening
from blamelint.run.report import FileReport, Report

_VERSION = "4.3"
"""The version of the format, as most tools that write it say; readers look for the attribute only."""


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """One `file` for each file with findings and each failure, one `error` for each finding in it."""
    yield HEAD + opening("checkstyle", {"version": _VERSION}) + "\n"
    for file in report.files:
        if file.findings:
            yield f"  {opening('file', {'name': escaped(file.path)})}\n"
            yield from _errors(file)
            yield "  </file>\n"
    for failure in report.failures:
        error = element(
            "error",
            {
                "line": 1,
                "severity": "error",
                "message": bounded(failure.message),
                "source": f"blamelint.{failure.code}",
            },
        )
        yield f"  {element('file', {'name': escaped(failure.path)}, error)}\n"
    yield "</checkstyle>\n"


def _errors(file: FileReport) -> Iterator[str]:
    for finding in file.findings:
        start = file.source.lines.position(finding.span.start)
        error = element(
            "error",
            {
                "line": start.line + 1,
                "column": start.column + 1,
                "severity": finding.severity.word,
                "message": told(finding),
                "source": f"blamelint.{finding.rule}",
            },
        )
        yield f"    {error}\n"
