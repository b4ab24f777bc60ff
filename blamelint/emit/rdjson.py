"""`rdjson`: a `DiagnosticResult` of the Reviewdog Diagnostic Format, which reviewdog turns into review comments.

Units: lines and columns count from 1, columns in bytes of UTF-8; every end is exclusive.
Source: reviewdog `proto/rdf/reviewdog.proto`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blamelint.document.model import Source
from blamelint.emit.inert import plain
from blamelint.emit.json import dumped
from blamelint.emit.outlet import Outlet
from blamelint.emit.paths import from_root, sound
from blamelint.emit.words import appliable, bounded, told
from blamelint.errors import Failure
from blamelint.finding import Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report
from blamelint.text import Encoding, Span, measure

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_TOOL = "blamelint"
_LONGEST = 10_000
"""Code points of a suggested text with what it replaces."""


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One JSON object with all findings and failures."""
    overall = Severity.ERROR if report.failures else report.worst
    data: dict[str, Any] = {
        "source": {"name": _TOOL},
        "diagnostics": list(entries(report, outlet)),
    }
    if overall is not None:
        data["severity"] = _SEVERITIES[overall]
    yield dumped(data, indent=2) + "\n"


def entries(report: Report, outlet: Outlet) -> Iterator[dict[str, Any]]:
    """Each finding, then each failure, as the format's `Diagnostic`."""
    for file in report.files:
        columns = _Bytes(file.source)
        path = sound(from_root(file.path, outlet))
        for finding in file.findings:
            yield _finding(file, finding, path, columns)
    for failure in report.failures:
        yield _failure(failure, outlet)


class _Bytes:
    """Offsets of one text to lines and columns in bytes; each step costs what lies between it and the one before.

    Findings stand in order, so a line of megabytes is measured once and not anew for each of them.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._line, self._offset, self._column = 0, 0, 0

    def at(self, offset: int) -> dict[str, int]:
        """`offset` as the format's `Position`."""
        line = self._source.lines.line_of(offset)
        if line != self._line:
            self._line, self._offset, self._column = line, self._source.lines.line_span(line).start, 0
        low, high = sorted((self._offset, offset))
        size = measure(self._source.text[low:high], Encoding.UTF8)
        self._column += size if offset >= self._offset else -size
        self._offset = offset
        return {"line": line + 1, "column": self._column + 1}

    def range(self, span: Span, *, whole: bool = False) -> dict[str, Any]:
        """`span` as the format's `Range`; an empty one has an end only when it is asked for as a whole."""
        start = self.at(span.start)
        return {"start": start, "end": self.at(span.end)} if span or whole else {"start": start}


def _finding(file: FileReport, finding: Finding, path: str, columns: _Bytes) -> dict[str, Any]:
    code = {"value": finding.rule}
    if finding.url:
        code["url"] = finding.url
    entry: dict[str, Any] = {
        "message": plain(told(finding)),
        "location": {"path": path, "range": columns.range(finding.span)},
        "severity": _SEVERITIES[finding.severity],
        "source": {"name": _TOOL},
        "code": code,
    }
    suggestions = [
        {"range": columns.range(edit.span, whole=True), "text": edit.text}
        for edit in (_joined(suggestion, file.source.text) for suggestion in appliable(finding))
        if edit is not None
    ]
    if suggestions:
        entry["suggestions"] = suggestions
    return entry


def _failure(failure: Failure, outlet: Outlet) -> dict[str, Any]:
    return {
        "message": plain(bounded(failure.message)),
        "location": {"path": sound(from_root(failure.path, outlet))},
        "severity": "ERROR",
        "source": {"name": _TOOL},
        "code": {"value": failure.code},
    }


def _joined(suggestion: Suggestion, text: str) -> Edit | None:
    """The edits of a suggestion as one, for the format knows no more; None where that would be far too long."""
    edits = suggestion.edits
    whole = Span(edits[0].span.start, edits[-1].span.end)
    if len(whole) + sum(len(edit.text) for edit in edits) > _LONGEST:
        return None
    pieces, at = [], whole.start
    for edit in edits:
        pieces += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return Edit(whole, "".join(pieces))
