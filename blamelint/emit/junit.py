"""`junit`: test results, for dashboards that know tests and nothing else: a file is a suite, a finding a failed case.

The name of a case says the rule, never the line, so that a dashboard sees the same case when lines move; the place is
in the failure. Where nothing was found there is one case that passed, for some dashboards take no tests for a mistake.
Source: Jenkins xUnit plugin, `junit-10.xsd`; it allows no attributes for lines and columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from blamelint.emit.cells import escaped
from blamelint.emit.outlet import Outlet
from blamelint.emit.words import bounded, pattern, place, told
from blamelint.emit.xml import HEAD, element, opening, text
from blamelint.errors import Failure
from blamelint.finding import Finding
from blamelint.run.report import FileReport, Report

_TOOL = "blamelint"


def emit(report: Report, _outlet: Outlet) -> Iterator[str]:
    """One suite for each file that was read and each failure."""
    total = report.summary
    tests = sum(max(1, len(file.findings)) for file in report.files) + total.failures
    counts = {"tests": tests or 1, "failures": total.findings, "errors": total.failures}
    yield HEAD + opening("testsuites", {"name": _TOOL, **counts}) + "\n"
    for file in report.files:
        yield _suite(escaped(file.path), list(_cases(file)), failures=len(file.findings))
    for failure in report.failures:
        yield _suite(escaped(failure.path), [_failed(failure)], errors=1)
    if not tests:
        yield _suite(_TOOL, [element("testcase", {"name": _TOOL, "classname": _TOOL})])
    yield "</testsuites>\n"


def _suite(name: str, cases: Sequence[str], failures: int = 0, errors: int = 0) -> str:
    counts = {"tests": len(cases), "failures": failures, "errors": errors}
    body = "".join(f"\n    {case}" for case in cases) + "\n  "
    return f"  {element('testsuite', {'name': name, 'package': _TOOL, **counts}, body)}\n"


def _cases(file: FileReport) -> Iterator[str]:
    if not file.findings:
        yield element("testcase", {"name": _TOOL, "classname": escaped(file.path)})
    seen: Counter[str] = Counter()
    for finding in file.findings:
        seen[finding.rule] += 1
        nth = f" {seen[finding.rule]}" if seen[finding.rule] > 1 else ""
        failure = element("failure", {"type": finding.severity.word, "message": told(finding)}, _body(file, finding))
        name = f"{finding.rule} {finding.name}{nth}"
        yield element("testcase", {"name": name, "classname": escaped(file.path)}, failure)


def _body(file: FileReport, finding: Finding) -> str:
    return text("\n".join([place(file, finding), told(finding), *map(pattern, finding.suggestions)]))


def _failed(failure: Failure) -> str:
    message = bounded(failure.message)
    error = element("error", {"type": failure.code, "message": message}, text(message))
    return element("testcase", {"name": failure.code, "classname": escaped(failure.path)}, error)
