"""`azure`: logging commands, which Azure Pipelines lists on the page of a run.

Azure keeps ten errors and ten warnings of a task, so the loudest come first. It knows nothing below a warning.
Source: Microsoft documentation, "Logging commands"; azure-pipelines-agent `CommandStringConvertor` (escapes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blamelint.emit.cells import escaped
from blamelint.emit.outlet import Outlet
from blamelint.emit.paths import from_root
from blamelint.emit.words import bounded, loudest_first, told
from blamelint.finding import Severity
from blamelint.run.report import Report

_TYPES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "warning"}


def emit(report: Report, outlet: Outlet) -> Iterator[str]:
    """One command for each failure and each finding, errors first; nothing for a clean report."""
    for failure in report.failures:
        properties = {"type": "error", "sourcepath": from_root(failure.path, outlet), "code": failure.code}
        yield _command(properties, bounded(failure.message))
    for file, finding in loudest_first(report):
        start = file.source.lines.position(finding.span.start)
        properties = {
            "type": _TYPES[finding.severity],
            "sourcepath": from_root(file.path, outlet),
            "linenumber": str(start.line + 1),
            "columnnumber": str(start.column + 1),
            "code": finding.rule,
        }
        yield _command(properties, told(finding))


def _command(properties: Mapping[str, str], message: str) -> str:
    pairs = "".join(f"{name}={_escaped(value)};" for name, value in properties.items())
    return f"##vso[task.logissue {pairs}]{_escaped(message)}\n"


def _escaped(text: str) -> str:
    # The agent undoes these in messages as it does in properties.
    text = text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A").replace(";", "%3B").replace("]", "%5D")
    return escaped(text)
