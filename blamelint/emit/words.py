"""The small phrases that several emitters share: places, counts, the closing line."""

from __future__ import annotations

import re

from blamelint.emit.cells import clip, escaped, visible
from blamelint.emit.outlet import Outlet, Style
from blamelint.finding import Applicability, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report

_SLOT = re.compile(r"<[a-z][^<>\n]{0,60}>")
_LONGEST = 1_000
"""Cells of one message: a captured phrase of a hostile draft may be as long as the draft."""


def place(file: FileReport, finding: Finding) -> str:
    """`path:line:column`, 1-based, in code points."""
    start = file.source.lines.position(finding.span.start)
    return f"{escaped(file.path)}:{start.line + 1}:{start.column + 1}"


def loudest_first(report: Report) -> list[tuple[FileReport, Finding]]:
    """All findings with their files, errors before warnings, else in the report's order."""
    found = [(file, finding) for file in report.files for finding in file.findings]
    return sorted(found, key=lambda pair: -pair[1].severity)


def bounded(text: str, cells: int = _LONGEST) -> str:
    """`text` as one harmless line of at most `cells` cells, never an empty one."""
    return clip(visible(text[: 40 * cells]), cells) or "(no words)"


def told(finding: Finding) -> str:
    """What the finding says and asks, as one harmless line."""
    return " ".join(bounded(text) for text in (finding.message, finding.question) if text)


def appliable(finding: Finding) -> list[Suggestion]:
    """The suggestions whose edits can be applied as they stand; those that are only shown have slots to fill."""
    return [
        suggestion
        for suggestion in finding.suggestions
        if suggestion.edits and suggestion.applicability > Applicability.DISPLAY
    ]


def pattern(suggestion: Suggestion) -> str:
    """The suggestion's title, and the words with slots that it shows, as one harmless line."""
    shown = suggestion.applicability is Applicability.DISPLAY
    words = " … ".join(edit.text for edit in suggestion.edits if shown and edit.text.strip())
    return bounded(f"{suggestion.title}: {words}" if words else suggestion.title)


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
    if total.fixable:
        line = f"{line[:-1]}, {total.fixable} with a safe edit (--fix)."
    if total.applied:
        line += f" {counted(total.applied, 'suggestion')} applied."
    if total.suppressed:
        line += f" {total.suppressed} suppressed."
    if total.failures:
        unwritten = len({failure.path for failure in report.failures} & {file.path for file in report.files})
        if total.failures > unwritten:
            line += f" {counted(total.failures - unwritten, 'file')} could not be linted."
        if unwritten:
            line += f" {counted(unwritten, 'file')} could not be written."
    return line


def slots_painted(line: str, outlet: Outlet) -> str:
    """`line` with its `<slots>` in their colour."""
    if not outlet.color:
        return line
    return _SLOT.sub(lambda slot: outlet.paint(slot[0], Style.SLOT), line)


def _severities(severity: Severity, number: int) -> str:
    return f"{number} info" if severity is Severity.INFO else counted(number, severity.word)
