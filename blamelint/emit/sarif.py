"""`sarif`: a SARIF 2.1.0 log, as GitHub code scanning and other services read it.

Units: lines and columns count from 1, columns in code points; every end is exclusive.
Source: SARIF 2.1.0 (OASIS, errata 01); GitHub documentation, "SARIF support for code scanning" (limits).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from textwrap import shorten
from typing import Any

from blamelint.emit.cells import visible
from blamelint.emit.identity import numbered
from blamelint.emit.inert import markdown, plain
from blamelint.emit.json import dumped
from blamelint.emit.outlet import Outlet
from blamelint.emit.paths import as_uri, from_root
from blamelint.emit.words import appliable, bounded, pattern, told
from blamelint.errors import Failure
from blamelint.finding import Edit, Finding, Severity, Suggestion
from blamelint.run.report import FileReport, Report, RuleText
from blamelint.text import Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 25_000
"""GitHub refuses a run with more."""

_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RANKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_LONGEST = 10_000
"""Code points of an inserted text."""

Data = dict[str, Any]


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One log with one run: the rules that spoke, a result for each finding, a notification for each failure."""
    yield dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, outlet)]}, indent=2) + "\n"


def _run(report: Report, outlet: Outlet) -> Data:
    named = {finding.rule: finding for file in report.files for finding in file.findings}
    codes = sorted(named)
    driver: Data = {
        "name": report.tool.name,
        "semanticVersion": report.tool.version,
        "rules": [_rule(named[code], report.tool.rules.get(code)) for code in codes],
    }
    if report.tool.model:
        driver["properties"] = {"model": report.tool.model}
    return {
        "tool": {"driver": driver},
        # GitHub keeps runs apart by what stands before the last slash; its upload action may say more.
        "automationDetails": {"id": "blamelint/"},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": list(_notifications(report, outlet)),
            }
        ],
        "results": list(islice(_results(report, {code: at for at, code in enumerate(codes)}, outlet), MOST_RESULTS)),
    }


def _rule(finding: Finding, text: RuleText | None) -> Data:
    """The `reportingDescriptor` of the rule that made `finding`."""
    rule: Data = {"id": finding.rule, "name": bounded(finding.name, 255)}
    if finding.url:
        rule["helpUri"] = finding.url
    if text is None:
        said = {"text": bounded(f"{finding.rule} {finding.name}")}
        return rule | {"shortDescription": said, "fullDescription": said, "help": said}
    return rule | {
        "shortDescription": {"text": _description(text.what)},
        "fullDescription": {"text": _description(text.why or text.what)},
        "help": {"text": "\n\n".join(_help(text, _said, "")), "markdown": "\n\n".join(_help(text, _shown, "**"))},
        "defaultConfiguration": {"level": _LEVELS[text.severity]},
        "properties": {
            "tags": [bounded(tag, 100) for tag in (text.group, *text.families)[:20]],
            "problem.severity": _RANKS[text.severity],
        },
    }


def _help(text: RuleText, said: Callable[[str], str], bold: str) -> Iterator[str]:
    """The paragraphs of a rule's page; `said` makes its words safe, `bold` stands around titles."""
    yield said(text.what)
    yield said(text.why)
    if text.question:
        yield f"{bold}Ask:{bold} {said(text.question)}"
    for title, items in (("Pointed at", text.flags), ("Left alone", text.passes), ("Sources", text.references)):
        if items:
            yield "\n".join([f"{bold}{title}{bold}", "", *(f"- {said(item)}" for item in items)])


def _description(words: str) -> str:
    """The beginning of `words`, as much as GitHub takes."""
    return shorten(visible(words), 1_000, placeholder=" …") or "…"


def _said(words: str) -> str:
    return bounded(words, 4_000)


def _shown(words: str) -> str:
    return markdown(_said(words))


def _results(report: Report, indices: Mapping[str, int], outlet: Outlet) -> Iterator[Data]:
    for file in report.files:
        artifact = _artifact(file.path, outlet)
        for finding, name, number in numbered(file):
            yield _result(file, finding, artifact) | {
                "ruleIndex": indices[finding.rule],
                "partialFingerprints": {"primaryLocationLineHash": f"{name}:{number}"},
            }


def _result(file: FileReport, finding: Finding, artifact: Data) -> Data:
    lines = [told(finding), *(f"Try: {pattern(suggestion)}" for suggestion in finding.suggestions)]
    result: Data = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": _message("\n".join(lines)),
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(file, finding.span)}}],
    }
    fixes = [
        _fix(file, suggestion, artifact)
        for suggestion in appliable(finding)
        if sum(len(edit.text) for edit in suggestion.edits) <= _LONGEST
    ]
    if fixes:
        result["fixes"] = fixes
    return result


def _fix(file: FileReport, suggestion: Suggestion, artifact: Data) -> Data:
    change = {"artifactLocation": artifact, "replacements": _replacements(file, suggestion.edits)}
    return {"description": _message(bounded(suggestion.title)), "artifactChanges": [change]}


def _replacements(file: FileReport, edits: Iterable[Edit]) -> list[Data]:
    return [
        {"deletedRegion": _region(file, edit.span)} | ({"insertedContent": {"text": edit.text}} if edit.text else {})
        for edit in edits
    ]


def _notifications(report: Report, outlet: Outlet) -> Iterator[Data]:
    for failure in report.failures:
        yield _failure(failure, outlet)
    left_out = report.summary.findings - MOST_RESULTS
    if left_out > 0:
        yield {"level": "warning", "message": {"text": f"{left_out} more findings are not in this log."}}


def _failure(failure: Failure, outlet: Outlet) -> Data:
    return {
        "descriptor": {"id": failure.code},
        "level": "error",
        "message": _message(bounded(failure.message)),
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(failure.path, outlet)}}],
    }


def _artifact(path: str, outlet: Outlet) -> Data:
    uri = as_uri(from_root(path, outlet))
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": _ROOT}


def _region(file: FileReport, span: Span) -> dict[str, int]:
    start, end = file.source.lines.position(span.start), file.source.lines.position(span.end)
    return {
        "startLine": start.line + 1,
        "startColumn": start.column + 1,
        "endLine": end.line + 1,
        "endColumn": end.column + 1,
    }


def _message(text: str) -> dict[str, str]:
    """A `message` whose words are taken for neither links nor placeholders.

    Source: SARIF 2.1.0 sections 3.11.5 (placeholders) and 3.11.6 (embedded links).
    """
    return {"text": plain(text).replace("{", "{{").replace("}", "}}")}
