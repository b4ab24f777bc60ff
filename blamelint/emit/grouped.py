"""`grouped`: findings under the name of their file, in rows that line up."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import escaped
from blamelint.emit.full import STYLES
from blamelint.emit.outlet import Outlet, Style
from blamelint.emit.words import bounded, closing_line
from blamelint.run.report import FileReport, Report


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """A group of rows for each file with findings or a failure, then a line that sums up."""
    for file in report.files:
        if file.findings:
            yield outlet.paint(escaped(file.path), Style.STRONG) + "\n"
            yield from _rows(file, outlet)
            yield "\n"
    for failure in report.failures:
        yield outlet.paint(escaped(failure.path), Style.STRONG) + "\n"
        yield f"  {outlet.paint('failure', Style.ERROR)}  {escaped(failure.code)}  {bounded(failure.message)}\n\n"
    if outlet.summary:
        yield closing_line(report) + "\n"


def _rows(file: FileReport, outlet: Outlet) -> Iterator[str]:
    places = [file.source.lines.position(finding.span.start) for finding in file.findings]
    shown = [f"{place.line + 1}:{place.column + 1}" for place in places]
    widest = max(map(len, shown))
    for place, finding in zip(shown, file.findings, strict=True):
        severity = outlet.paint(f"{finding.severity.word:<7}", STYLES[finding.severity])
        rule = outlet.paint(finding.rule, Style.STRONG)
        yield f"  {place:<{widest}}  {severity}  {rule}  {bounded(finding.message)}\n"
