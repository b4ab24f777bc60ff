"""The small phrases that several emitters share: places, counts, the closing line."""

from __future__ import annotations

import re

from blamelint.emit.cells import visible
from blamelint.emit.outlet import Outlet, Style
from blamelint.finding import Finding, Severity
from blamelint.run.report import FileReport, Report

_SLOT = re.compile(r"<[a-z][^<>\n]{0,60}>")


def place(file: FileReport, finding: Finding) -> str:
    """`path:line:column`, 1-based, in code points."""
    start = file.source.lines.position(finding.span.start)
    return f"{visible(file.path)}:{start.line + 1}:{start.column + 1}"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def closing_line(report: Report) -> str:
    """The sentence that ends a report for people."""
    total = report.summary
    if total.findings:
        severities = ", ".join(
            _severities(severity, number) for severity, number in total.by_severity.items() if number
        )
        line = f"{counted(total.findings, 'finding')} in {counted(total.touched, 'file')} ({severities})."
    elif total.files:
        line = f"No findings in {counted(total.files, 'file')}."
    else:
        line = "No files were linted."
    if total.suppressed:
        line += f" {total.suppressed} suppressed."
    if total.failures:
        line += f" {counted(total.failures, 'file')} could not be linted."
    return line


def slots_painted(line: str, outlet: Outlet) -> str:
    """`line` with its `<slots>` in their colour."""
    if not outlet.color:
        return line
    return _SLOT.sub(lambda slot: outlet.paint(slot[0], Style.SLOT), line)


def _severities(severity: Severity, number: int) -> str:
    return f"{number} info" if severity is Severity.INFO else counted(number, severity.word)
