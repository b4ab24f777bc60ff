"""`json`, for programs: everything blamelint knows, in a shape that changes only with `schema_version`.

Units: offsets and columns are code points of the decoded file (byte order mark dropped, line ends kept); lines and
columns count from 1; every end is exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from blamelint.emit.cells import COMMAND
from blamelint.emit.outlet import Outlet
from blamelint.errors import Failure
from blamelint.finding import Edit, Finding, Suggestion
from blamelint.run.report import FileReport, Report

SCHEMA_VERSION = 1


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """The report as one JSON object, in ASCII so that every pipe and code page carries it."""
    yield dumped(as_data(report), indent=2) + "\n"


def dumped(data: object, indent: int | None = None) -> str:
    """`data` as JSON in ASCII, without what a CI server would take for a command when it stands in a log."""
    return COMMAND.sub(lambda command: command[0][:-1] + "\\u005b", json.dumps(data, indent=indent))


def as_data(report: Report) -> dict[str, Any]:
    """The report in the types of JSON."""
    total = report.summary
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": report.tool.name, "version": report.tool.version, "model": report.tool.model},
        "files": [_file(file) for file in report.files],
        "failures": [failure_data(failure) for failure in report.failures],
        "summary": {
            "files": total.files,
            "findings": total.findings,
            **{severity.word: number for severity, number in total.by_severity.items()},
            "fixable": total.fixable,
        },
    }


def failure_data(failure: Failure) -> dict[str, Any]:
    """A file that could not be linted, in the types of JSON."""
    return {"path": failure.path, "code": failure.code, "message": failure.message}


def _file(file: FileReport) -> dict[str, Any]:
    return {
        "path": file.path,
        "format": str(file.format),
        "findings": [finding_data(file, finding) for finding in file.findings],
        "suppressed": file.suppressed,
    }


def finding_data(file: FileReport, finding: Finding) -> dict[str, Any]:
    """A finding in the types of JSON."""
    actor = finding.actor
    return {
        "rule": finding.rule,
        "name": finding.name,
        "group": finding.group,
        "severity": finding.severity.word,
        "span": {"start": finding.span.start, "end": finding.span.end},
        "start": _position(file, finding.span.start),
        "end": _position(file, finding.span.end),
        "text": finding.span.cut(file.source.text),
        "message": finding.message,
        "question": finding.question,
        "url": finding.url,
        "actor": actor and {"kind": actor.kind, "text": actor.text, "confidence": actor.confidence.value},
        "also": list(finding.also),
        "suggestions": [_suggestion(suggestion) for suggestion in finding.suggestions],
        "fingerprint": finding.fingerprint,
    }


def _position(file: FileReport, offset: int) -> dict[str, int]:
    position = file.source.lines.position(offset)
    return {"line": position.line + 1, "column": position.column + 1}


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "title": suggestion.title,
        "applicability": suggestion.applicability.word,
        "edits": [_edit(edit) for edit in suggestion.edits],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
