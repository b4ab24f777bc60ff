"""`full`, the format for people: the draft's own words underlined, why, one question, and what to try."""

from __future__ import annotations

from collections.abc import Iterator

from blamelint.emit.cells import clip, visible
from blamelint.emit.frame import frame
from blamelint.emit.outlet import Outlet, Style
from blamelint.emit.words import closing_line, pattern, place, slots_painted
from blamelint.finding import Applicability, Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report

STYLES = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}

_INDENT = " " * 7
_LONGEST = 600
"""Cells of one message: a captured phrase of a hostile draft may be as long as the draft."""


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One paragraph for each finding, then a line that sums up."""
    for file in report.files:
        for finding in file.findings:
            yield "\n".join(_finding_lines(file, finding, outlet)) + "\n\n"
    if outlet.summary:
        yield closing_line(report) + "\n"
        code = next((finding.rule for file in report.files for finding in file.findings), None)
        if code is not None:
            yield outlet.paint(f"The reasons behind a rule: blamelint explain {code}", Style.DIM) + "\n"


def _finding_lines(file: FileReport, finding: Finding, outlet: Outlet) -> Iterator[str]:
    style = STYLES[finding.severity]
    head = [outlet.paint(f"{finding.severity.word} {finding.rule}", style), outlet.paint(finding.name, Style.STRONG)]
    if finding.also:
        head.append(outlet.paint(f"(also {', '.join(finding.also)})", Style.DIM))
    yield " ".join(head)
    yield f"{outlet.paint('  -->', Style.DIM)} {place(file, finding)}"
    yield from frame(file.source, finding.span, outlet, style)
    yield from _labelled("why", finding.message, outlet)
    if finding.question:
        yield from _labelled("ask", finding.question, outlet)
    for suggestion in finding.suggestions:
        yield from _suggestion_lines(file, suggestion, outlet)


def _labelled(label: str, text: str, outlet: Outlet) -> Iterator[str]:
    first = f"  {outlet.paint(label, Style.STRONG)}  "
    yield from outlet.paragraph(clip(visible(text), _LONGEST), _INDENT, first)


def _suggestion_lines(file: FileReport, suggestion: Suggestion, outlet: Outlet) -> Iterator[str]:
    if suggestion.applicability is Applicability.DISPLAY:
        for line in _labelled("try", pattern(suggestion), outlet):
            yield slots_painted(line, outlet)
        return
    yield from _labelled("try", suggestion.title, outlet)
    for edit in suggestion.edits:
        yield from _edit_lines(file, edit, outlet)


def _edit_lines(file: FileReport, edit: Edit, outlet: Outlet) -> Iterator[str]:
    room = max(20, outlet.width - len(_INDENT) - 2)
    for sign, text, style in (("-", edit.span.cut(file.source.text), Style.OLD), ("+", edit.text, Style.NEW)):
        if text.strip():
            yield _INDENT + outlet.paint(f"{sign} {clip(visible(text), room)}", style)
