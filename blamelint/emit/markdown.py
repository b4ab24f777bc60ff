"""`markdown`: a page for a pull-request comment or a job's summary: a table, and the rest folded away.

Its length is bounded. What does not fit is counted, the loudest findings stand first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blamelint.emit.cells import escaped
from blamelint.emit.inert import markdown
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import bounded, closing_line, loudest_first, pattern, place
from blamelint.finding import Finding
from blamelint.run.report import FileReport, Report, RuleText

COMMENT_LIMIT = 60_000
"""Bytes; GitHub takes no comment above 65,536 characters, and others may stand before ours."""
STEP_SUMMARY_LIMIT = 1_000_000
"""Bytes; GitHub drops a step's summary above 1 MiB."""

_NOTE = 200
"""Bytes kept free in each part for the line that counts what did not fit."""


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """The page, short enough for a comment."""
    yield page(report, COMMENT_LIMIT)


def page(report: Report, limit: int) -> str:
    """The page in at most `limit` bytes of UTF-8.

    Shape: the table takes at most three fifths of it, questions and suggestions half of the rest, reasons what is left.
    """
    found = loudest_first(report)
    text = f"### blamelint\n\n{closing_line(report)}\n"
    if found or report.failures:
        head = ["| Severity | Place | Rule | Finding |", "| --- | --- | --- | --- |"]
        rows = [*_failure_rows(report), *(_row(file, finding) for file, finding in found)]
        text += "\n" + _fitting(head, rows, [], limit * 3 // 5)
    asked = [entry for file, finding in found if (entry := _asked(file, finding))]
    text += _folded("What to ask and what to try", asked, (limit - _size(text)) // 2)
    codes = sorted({finding.rule for _, finding in found})
    reasons = [_reason(report.tool.rules[code]) for code in codes if code in report.tool.rules]
    return text + _folded("Why these rules", reasons, limit - _size(text))


def _failure_rows(report: Report) -> Iterator[str]:
    for failure in report.failures:
        said = markdown(bounded(failure.message, 300))
        yield f"| failure | {_path(failure.path)} | {markdown(failure.code)} | {said} |"


def _row(file: FileReport, finding: Finding) -> str:
    said = markdown(bounded(finding.message, 300))
    return f"| {finding.severity.word} | {_path(place(file, finding))} | {_name(finding)} | {said} |"


def _asked(file: FileReport, finding: Finding) -> str:
    lines = [markdown(bounded(finding.question, 300))] if finding.question else []
    lines += [markdown(bounded(pattern(suggestion), 300)) for suggestion in finding.suggestions]
    if not lines:
        return ""
    return "\n".join([f"{_path(place(file, finding))} {_name(finding)}", "", *(f"- {line}" for line in lines), ""])


def _reason(text: RuleText) -> str:
    said = markdown(bounded(f"{text.what} {text.why}", 4_000))
    return f"**{markdown(text.code)}** {markdown(bounded(text.name))}: {said}\n"


def _name(finding: Finding) -> str:
    return f"**{markdown(finding.rule)}** {markdown(bounded(finding.name))}"


def _path(path: str) -> str:
    return markdown(bounded(escaped(path), 300))


def _folded(title: str, entries: Sequence[str], room: int) -> str:
    if not entries:
        return ""
    return "\n" + _fitting([f"<details><summary>{title}</summary>", ""], entries, ["</details>"], room - 1)


def _fitting(head: Sequence[str], entries: Sequence[str], tail: Sequence[str], room: int) -> str:
    """The lines of one part of the page in at most `room` bytes, with a count of the entries that are left out.

    Shape: nothing at all where not one entry fits.
    """
    room -= _size("\n".join([*head, *tail])) + _NOTE
    kept = []
    for entry in entries:
        room -= _size(entry) + 1
        if room < 0:
            break
        kept.append(entry)
    if not kept:
        return ""
    left = len(entries) - len(kept)
    note = ["", f"{left} more not shown.", ""] if left else []
    return "\n".join([*head, *kept, *note, *tail]) + "\n"


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))
