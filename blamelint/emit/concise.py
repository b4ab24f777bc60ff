"""`concise`, one line a finding: `path:line:col: CODE message`, as compilers and editors know it."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import visible
from blamelint.emit.outlet import Outlet, Style
from blamelint.emit.words import closing_line, place
from blamelint.run.report import Report


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One line for each finding, then a line that sums up."""
    for file in report.files:
        for finding in file.findings:
            rule = outlet.paint(finding.rule, Style.STRONG)
            yield f"{place(file, finding)}: {rule} {visible(finding.message)}\n"
    if outlet.summary:
        yield closing_line(report) + "\n"
