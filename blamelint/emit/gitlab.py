"""`gitlab`: a Code Quality report, which GitLab compares with the target branch's and shows in a merge request.

Source: GitLab documentation, "Code Quality report format"; Code Climate engine specification, "Locations".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blamelint.emit.identity import digest, unique
from blamelint.emit.json import dumped
from blamelint.emit.outlet import Outlet
from blamelint.emit.paths import from_root, sound
from blamelint.emit.words import bounded, told
from blamelint.errors import Failure
from blamelint.finding import Finding, Severity
from blamelint.run.report import FileReport, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """A JSON array with one object for each finding and each failure."""
    entries = [_finding(file, finding, name, outlet) for file, finding, name in unique(report)]
    entries += [_failure(failure, number, outlet) for number, failure in enumerate(report.failures)]
    yield dumped(entries, indent=2) + "\n"


def _finding(file: FileReport, finding: Finding, name: str, outlet: Outlet) -> dict[str, Any]:
    return {
        "description": told(finding),
        "check_name": finding.rule,
        "fingerprint": name,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": sound(from_root(file.path, outlet)),
            "positions": {"begin": _position(file, finding.span.start), "end": _position(file, finding.span.end)},
        },
    }


def _failure(failure: Failure, number: int, outlet: Outlet) -> dict[str, Any]:
    return {
        "description": bounded(failure.message),
        "check_name": failure.code,
        "fingerprint": digest("failure", failure.path, failure.code, str(number)),
        "severity": "critical",
        "location": {"path": sound(from_root(failure.path, outlet)), "lines": {"begin": 1}},
    }


def _position(file: FileReport, offset: int) -> dict[str, int]:
    position = file.source.lines.position(offset)
    return {"line": position.line + 1, "column": position.column + 1}
